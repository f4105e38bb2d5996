"""Making a plane from what a user says: features, components, values to hold, margins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.last_bits import on_lattice, to_be_written
from nnviz.planes.components import principal_components
from nnviz.planes.held import hold
from nnviz.planes.plane import ComponentPlane, FeaturePlane, Plane, PlaneAxis
from nnviz.planes.samples import Samples
from nnviz.planes.tables import levels_of

Floats = NDArray[np.float64]

# The part of a feature's range that is added at each end.
MARGIN = 0.08


def make_plane(
    samples: Samples,
    *,
    features: Any = None,
    plane: str | None = None,
    fixed: Mapping[Any, Any] | None = None,
    eps: float | None = None,
    also: Sequence[Samples] = (),
) -> Plane:
    """Lay a plane through the space of the inputs, or a line.

    Parameters
    ----------
    samples : Samples
        The samples that it is made for.
    features : str, int, or a pair of them, optional
        The features on the axes, by name or index. By default all, if there are one or two.
    plane : {"pca"}, optional
        The plane of the first two principal components of the standardised numeric features.
    fixed : mapping of feature to value, optional
        Values of features that are not on an axis; the others are held at their medians, or at
        their modes if they are categories. With ``plane="pca"`` only categories are held.
    eps : float, optional
        How far the axes reach beyond the samples, in their own units. By default a small part of
        their range.
    also : sequence of Samples, optional
        Further samples that must lie within the axes, such as test data.

    Returns
    -------
    Plane
        The plane.

    Raises
    ------
    TypeError, ValueError
        If a feature does not exist or is named twice, there are more than two features and
        nothing is said of which, a value cannot be held, or an axis would have no length.

    Examples
    --------
    >>> from nnviz.network import Network
    >>> from nnviz.planes import as_samples, make_plane
    >>> samples = as_samples([[0, 1, 5], [2, 3, 7]], Network.from_sizes([3, 1]))
    >>> plane = make_plane(samples, features=(0, 2), eps=1.0)
    >>> plane.axes[1].low, plane.axes[1].high, plane.fixed
    (4.0, 8.0, {'x1': 1.0})
    >>> plane.inputs([[0.5, 6.5]])
    array([[0.5, 1. , 6.5]])
    """
    margin = _check_eps(eps)
    if plane is not None and plane != "pca":
        raise ValueError(f"plane must be 'pca' or None; it is {plane!r}.")
    if plane == "pca":
        if features is not None:
            raise ValueError(
                "features and plane='pca' exclude each other; components are made of all numeric "
                "features."
            )
        return _component_plane(samples, fixed, margin, also)
    return _feature_plane(samples, _chosen(samples, features), fixed, margin, also)


def find_feature(samples: Samples, given: Any, argument: str) -> int:
    """Return the index of a feature.

    Parameters
    ----------
    samples : Samples
        The samples.
    given : str or int
        A name or an index.
    argument : str
        What errors call it.

    Returns
    -------
    int
        The index.

    Raises
    ------
    TypeError, ValueError
        If it is neither a name nor an index, or there is no such feature.
    """
    if isinstance(given, str):
        if samples.names.count(given) > 1:
            raise ValueError(
                f"{argument}: several features of {samples.argument} are called {given!r}; name "
                f"one by its index, {_indices_of(given, samples)}."
            )
        if given in samples.names:
            return samples.names.index(given)
        raise ValueError(
            f"{argument}: {samples.argument} has no feature {given!r}; it has {_listed(samples)}."
        )
    if isinstance(given, (bool, np.bool_)) or not isinstance(given, (int, np.integer)):
        raise TypeError(f"{argument} must be names or indices of features; it holds {given!r}.")
    if not 0 <= given < samples.n_features:
        raise ValueError(
            f"{argument}: feature {given} does not exist; allowed are 0..{samples.n_features - 1}."
        )
    return int(given)


def _indices_of(name: str, samples: Samples) -> str:
    return " or ".join(str(k) for k, other in enumerate(samples.names) if other == name)


def _chosen(samples: Samples, features: Any) -> tuple[int, ...]:
    if features is None:
        if samples.n_features <= 2:
            return tuple(range(samples.n_features))
        raise ValueError(
            f"features: {samples.argument} has {samples.n_features} features, of which one or two "
            f"can be on the axes: {_listed(samples)}. Name them, or give plane='pca'."
        )
    given = [features] if isinstance(features, (str, int, np.integer)) else features
    given = given.tolist() if hasattr(given, "tolist") else given  # such as columns of a DataFrame
    if not isinstance(given, Sequence) or isinstance(given, bytes):
        raise TypeError(
            f"features must be a name or index of a feature, or a pair of them; it is {features!r}."
        )
    if len(given) not in (1, 2):
        raise ValueError(f"features must name one or two features; it names {len(given)}.")
    places = tuple(find_feature(samples, feature, "features") for feature in given)
    if len(set(places)) != len(places):
        raise ValueError(f"features names {samples.names[places[0]]!r} twice.")
    return places


def _feature_plane(
    samples: Samples,
    places: tuple[int, ...],
    fixed: Mapping[Any, Any] | None,
    margin: float | None,
    also: Sequence[Samples],
) -> Plane:
    given = _check_fixed(samples, fixed)
    for k in places:
        if k in given:
            raise ValueError(f"fixed: {samples.names[k]!r} is on an axis, and cannot be held too.")
    levels = tuple(None if samples.numeric[k] else levels_of([samples], [k]) for k in places)
    holds = tuple(hold(samples, k, given) for k in range(samples.n_features) if k not in places)
    axes = tuple(PlaneAxis(samples.names[k], 0.0, 1.0, feature=k) for k in places)
    draft = FeaturePlane(axes, samples, holds, levels)
    if also and any(level is not None for level in levels):
        tables = [samples, *also]
        levels = tuple(
            None if level is None else _all_levels(draft, tables, k)
            for level, k in zip(levels, places, strict=True)
        )
        draft = FeaturePlane(axes, samples, holds, levels)
    points = np.concatenate([draft.project(table) for table in (samples, *also)])
    finished = tuple(
        _axis(axis, column, level, margin)
        for axis, column, level in zip(axes, points.T, levels, strict=True)
    )
    return FeaturePlane(finished, samples, holds, levels)


def _all_levels(draft: FeaturePlane, tables: Sequence[Samples], k: int) -> NDArray[Any]:
    """The categories of all tables, whose columns may stand in another order."""
    return levels_of(tables, [draft.place(table, k) for table in tables])


def _axis(
    axis: PlaneAxis, column: Floats, levels: NDArray[Any] | None, margin: float | None
) -> PlaneAxis:
    if levels is not None:
        categories = tuple(str(level) for level in levels.tolist())
        return PlaneAxis(axis.label, -0.5, len(levels) - 0.5, categories, axis.feature)
    low, high = _limits(column, margin, axis)
    return PlaneAxis(axis.label, low, high, feature=axis.feature, explained=axis.explained)


def _component_plane(
    samples: Samples,
    fixed: Mapping[Any, Any] | None,
    margin: float | None,
    also: Sequence[Samples],
) -> Plane:
    given = _check_fixed(samples, fixed)
    for k in given:
        if samples.numeric[k]:
            raise ValueError(
                f"fixed: {samples.names[k]!r} is numeric, and so a part of the components of "
                "plane='pca'; only categories can be held with them."
            )
    components = principal_components(samples)
    holds = tuple(
        hold(samples, k, given) for k in range(samples.n_features) if not samples.numeric[k]
    )
    axes = tuple(
        PlaneAxis(f"component {k} ({_percent(part)} of variance)", 0.0, 1.0, explained=float(part))
        for k, part in enumerate(components.explained, start=1)
    )
    draft = ComponentPlane(axes, samples, holds, components)
    points = np.concatenate([draft.project(table) for table in (samples, *also)])
    finished = tuple(
        _axis(axis, column, None, margin) for axis, column in zip(axes, points.T, strict=True)
    )
    return ComponentPlane(finished, samples, holds, components)


def _percent(part: float) -> str:
    if 0 < part < 0.005:
        return "<1%"
    if 0.995 <= part < 1 - 1e-9:
        return ">99%"
    return f"{to_be_written(part):.0%}"


def _limits(column: Floats, margin: float | None, axis: PlaneAxis) -> tuple[float, float]:
    low, high = float(column.min()), float(column.max())
    # A component in whose direction nothing varies is not exactly 0; a feature is what it is.
    unit = 1e3 if axis.feature is None else max(abs(low), abs(high))
    varies = high - low > 1e-12 * unit
    if margin is None:
        # Where all samples are the same, some way to both sides of them.
        margin = MARGIN * (high - low) if varies else max(1.0, 0.1 * abs(low))
    low, high = low - margin, high + margin
    if not np.isfinite([low, high, high - low]).all():
        raise ValueError(f"eps: the axis {axis.label!r} would reach from {low} to {high}.")
    if not (varies or margin > 0) or not low < high:
        raise ValueError(
            f"eps={margin:g} leaves no length to the axis {axis.label!r}: all samples are at "
            f"{low:g}."
        )
    if axis.feature is None:  # computed, so that all that stands on the axes would move with it
        low, high = on_lattice([low, high], high - low).tolist()
    return low, high


def _check_eps(eps: Any) -> float | None:
    if eps is None:
        return None
    if isinstance(eps, (bool, np.bool_)) or not isinstance(eps, Real):
        raise TypeError(f"eps must be a number, 0 or more, or None; it is {eps!r}.")
    margin = float(eps)
    if not (np.isfinite(margin) and margin >= 0):
        raise ValueError(f"eps must be a finite number, 0 or more; it is {eps!r}.")
    return margin


def _check_fixed(samples: Samples, fixed: Mapping[Any, Any] | None) -> dict[int, Any]:
    if fixed is None:
        return {}
    if not isinstance(fixed, Mapping):
        raise TypeError(f"fixed must be a mapping of features to values; it is {fixed!r}.")
    given: dict[int, Any] = {}
    for feature, value in fixed.items():
        k = find_feature(samples, feature, "fixed")
        if k in given:
            raise ValueError(f"fixed names {samples.names[k]!r} twice, by name and by index.")
        if samples.numeric[k]:
            is_number = isinstance(value, Real) and not isinstance(value, (bool, np.bool_))
            if not is_number or not np.isfinite(float(value)):
                raise ValueError(
                    f"fixed: {samples.names[k]!r} must be held at a finite number; it is {value!r}."
                )
        else:
            levels = levels_of([samples], [k]).tolist()
            if value not in levels:
                allowed = ", ".join(map(repr, levels))
                raise ValueError(
                    f"fixed: {samples.names[k]!r} must be one of {allowed}; it is {value!r}."
                )
        given[k] = value
    return given


def _listed(samples: Samples, most: int = 12) -> str:
    names = [repr(name) for name in samples.names[:most]]
    more = samples.n_features - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")
