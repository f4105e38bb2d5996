"""One scale for several pictures: what their colours, lengths and axes have in common."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from numbers import Real
from typing import Any

import numpy as np
from matplotlib.colors import (
    BoundaryNorm,
    CenteredNorm,
    LogNorm,
    Normalize,
    PowerNorm,
    TwoSlopeNorm,
)

# Between norms of a class these have to agree; the limits are what is joined.
_ALIKE: dict[type[Normalize], tuple[str, ...]] = {
    Normalize: (),
    LogNorm: (),
    TwoSlopeNorm: ("vcenter",),
    CenteredNorm: ("vcenter",),
    PowerNorm: ("gamma",),
}


def one_scale(scales: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Join the scales of several displays into one on which all of them can be drawn.

    Parameters
    ----------
    scales : sequence of mapping
        What the `scale` methods of displays of one kind return: by the name of an option of
        ``plot`` a norm, a pair of limits, a flag, None where a display has nothing to say, or a
        tuple of these by layer or neuron.

    Returns
    -------
    dict
        Options for ``plot``. Of norms and limits the smallest lower and the largest upper end;
        norms that are centred on zero stay so. A flag holds where it does for a display, and all
        others leave it open as "auto" or want it too. What all scales agree on comes back as it is.

    Raises
    ------
    TypeError
        If values of one name are of different kinds, such as a logarithmic and a linear norm.
    ValueError
        If there is no scale, they have different names, or values differ in what cannot be joined:
        the centres of norms, the boundaries of a BoundaryNorm, the number of layers.

    Examples
    --------
    >>> common = one_scale([{"ylim": (0.0, 2.0)}, {"ylim": (-1.0, 1.0)}])
    >>> common["ylim"]
    (-1.0, 2.0)
    """
    given = list(scales)
    if not given:
        raise ValueError("scales must hold at least one scale; it is empty.")
    names = list(given[0])
    for k, scale in enumerate(given):
        if set(scale) != set(names):
            raise ValueError(
                f"scales must all have the same names to share one; scales[0] has {names}, "
                f"scales[{k}] has {list(scale)}."
            )
    return {name: _joined(name, [scale[name] for scale in given]) for name in names}


def _joined(name: str, values: Sequence[Any]) -> Any:
    """One value in place of several; None has nothing to say."""
    said = [value for value in values if value is not None]
    if not said:
        return None
    if all(isinstance(value, bool | np.bool_) or value == "auto" for value in said):
        refused = any(value is False for value in said)
        return False if refused else True if True in said else "auto"
    if all(isinstance(value, Normalize) for value in said):
        return _joined_norms(name, said)
    if all(_is_pair(value) for value in said):
        return _joined_pairs(said)
    if all(isinstance(value, tuple) and not _is_pair(value) for value in said):
        lengths = sorted({len(value) for value in said})
        if len(lengths) > 1:
            raise ValueError(
                f"{name} must have as many entries in all scales; it has "
                f"{' and '.join(map(str, lengths))}."
            )
        return tuple(
            _joined(f"{name}[{k}]", entries) for k, entries in enumerate(zip(*said, strict=True))
        )
    kinds = sorted({type(value).__name__ for value in said})
    raise TypeError(
        f"{name} must be of one kind in all scales, norms, pairs of limits, flags or tuples of "
        f"these; it is {' and '.join(kinds)}."
    )


def _is_pair(value: Any) -> bool:
    """Whether a value is two limits."""
    return (
        isinstance(value, tuple)
        and len(value) == 2
        and all(isinstance(end, Real) and not isinstance(end, bool | np.bool_) for end in value)
    )


def _joined_pairs(pairs: Sequence[tuple[Any, Any]]) -> tuple[float, float]:
    if all(pair == pairs[0] for pair in pairs):
        return pairs[0]
    downwards = {first > second for first, second in pairs}
    low, high = min(map(min, pairs)), max(map(max, pairs))
    return (float(high), float(low)) if downwards == {True} else (float(low), float(high))


def _joined_norms(name: str, norms: Sequence[Normalize]) -> Normalize:
    first = norms[0]
    if all(norm is first for norm in norms):
        return first
    kinds = sorted({type(norm).__name__ for norm in norms})
    if len({type(norm) for norm in norms}) > 1:
        raise TypeError(
            f"{name} must be norms of one class to share a scale; they are {' and '.join(kinds)}."
        )
    if isinstance(first, BoundaryNorm):
        if all(_same_boundaries(first, norm) for norm in norms):
            return first
        raise ValueError(f"{name}: a BoundaryNorm can be shared only if its boundaries are equal.")
    if type(first) not in _ALIKE:
        known = ", ".join(kind.__name__ for kind in _ALIKE)
        raise TypeError(
            f"{name}: norms of the class {kinds[0]} can be shared only as one and the same object; "
            f"joined are {known}."
        )
    if not all(norm.scaled() for norm in norms):
        raise ValueError(f"{name} must be norms that have their limits.")
    for alike in _ALIKE[type(first)]:
        found = sorted({float(getattr(norm, alike)) for norm in norms})
        if len(found) > 1:
            raise ValueError(
                f"{name}: norms of the class {kinds[0]} must have the same {alike} to share a "
                f"scale; they have {' and '.join(map(str, found))}."
            )
    ends = [(float(norm.vmin or 0.0), float(norm.vmax or 0.0)) for norm in norms]
    if all(pair == ends[0] for pair in ends):
        return first
    joined = copy.copy(first)  # without the callbacks of pictures that are drawn with it
    joined.callbacks = type(first.callbacks)(signals=["changed"])
    low, high = min(low for low, _ in ends), max(high for _, high in ends)
    if type(first) is Normalize and _is_centred(ends, low, high):
        high = max(-low, high)
        low = -high
    if isinstance(joined, CenteredNorm):
        joined.halfrange = max(float(norm.halfrange) for norm in norms)  # type: ignore[attr-defined]
    else:
        joined.vmin, joined.vmax = low, high
    return joined


def _is_centred(ends: Sequence[tuple[float, float]], low: float, high: float) -> bool:
    """Whether zero should stay in the middle of a joined linear norm.

    It is there in every norm that reaches to both sides of it, or there is none such, and only
    together they do.
    """
    around = [pair for pair in ends if pair[0] < 0 < pair[1]]
    return low < 0 < high and all(one == -other for one, other in around)


def _same_boundaries(first: Any, second: Any) -> bool:
    return bool(
        np.array_equal(first.boundaries, second.boundaries)
        and first.Ncmap == second.Ncmap
        and first.extend == second.extend
    )
