"""The numbers of a decision boundary: a model's responses over its inputs, and its errors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.adapters import as_network
from nnviz.array_likes import as_full_array, as_numbers
from nnviz.displays import _missing
from nnviz.drawing.boundary.grid_lines import find_boundary
from nnviz.drawing.boundary.lines import Regions
from nnviz.drawing.boundary.numbers import BoundaryNumbers, HiddenSums, PointNumbers
from nnviz.gradients import forward
from nnviz.planes import (
    Grid,
    Plane,
    Responder,
    Samples,
    as_samples,
    evaluate,
    make_plane,
    make_responder,
    refusals_named,
)

# The weighted sums of hidden neurons are kept on a grid of at most so many nodes a side, coarser
# for wide layers: between its nodes their zero lines are straight, or nearly so.
_SIDE = 200
_SUMS = 8_000_000


@dataclass(frozen=True, eq=False)
class BoundaryQuestion:
    """What models are asked for a picture, whichever model it is.

    Attributes
    ----------
    samples, test_samples : Samples, Samples or None
        The data.
    targets, test_targets : ndarray or None
        Their classes or values, as the caller gave them.
    plane : Plane
        What the picture shows of the input space.
    grid : Grid
        Where models are asked.
    response_method, class_of_interest, hidden_lines
        As `plot_decision_boundary` has them.
    """

    samples: Samples
    targets: NDArray[Any] | None
    test_samples: Samples | None
    test_targets: NDArray[Any] | None
    plane: Plane
    grid: Grid
    response_method: str
    class_of_interest: Any
    hidden_lines: bool

    def responder(self, estimator: Any) -> Responder:
        """What asks another model; a TypeError or ValueError where it takes other data."""
        samples = as_samples(self.samples.data, estimator)
        return make_responder(
            estimator, self.response_method, self.class_of_interest, labels=self.targets,
            samples=samples,
        )  # fmt: skip


def boundary_question(
    estimator: Any,
    X: Any,
    y: Any,
    X_test: Any,
    y_test: Any,
    *,
    features: Any,
    plane: str | None,
    fixed: Mapping[Any, Any] | None,
    response_method: str,
    class_of_interest: Any,
    grid_resolution: int,
    eps: float | None,
    hidden_lines: bool,
) -> tuple[BoundaryQuestion, Responder]:
    """What is to be asked, and the model ready to be asked, from what the caller gave.

    The docstring of `plot_decision_boundary` says what the arguments are.
    """
    check_sets(y, X_test, y_test)
    samples = as_samples(X, estimator)
    targets = None if y is None else _column(y, "y", "X", samples)
    test_samples = None if X_test is None else as_samples(X_test, estimator, "X_test")
    test_targets = None
    if test_samples is not None:
        test_targets = _column(y_test, "y_test", "X_test", test_samples)
    with refusals_named(estimator, samples):
        respond = make_responder(
            estimator, response_method, class_of_interest, labels=targets, samples=samples
        )
    also = () if test_samples is None else (test_samples,)
    surface = make_plane(samples, features=features, plane=plane, fixed=fixed, eps=eps, also=also)
    question = BoundaryQuestion(
        samples, targets, test_samples, test_targets, surface, surface.grid(grid_resolution),
        response_method, class_of_interest, hidden_lines,
    )  # fmt: skip
    return question, respond


def boundary_numbers(
    question: BoundaryQuestion, estimator: Any, respond: Responder
) -> BoundaryNumbers:
    """Everything that `plot_decision_boundary` shows, for one model.

    Parameters
    ----------
    question : BoundaryQuestion
        What is asked.
    estimator : object
        The model.
    respond : Responder
        Of the model.

    Returns
    -------
    BoundaryNumbers

    Raises
    ------
    TypeError, ValueError
        If the model does not go with the targets or with ``hidden_lines``, or the grid would take
        too much memory.
    """
    with refusals_named(estimator, question.samples, question.test_samples):
        return _numbers(question, estimator, respond)


def _numbers(question: BoundaryQuestion, estimator: Any, respond: Responder) -> BoundaryNumbers:
    surface, grid, samples = question.plane, question.grid, question.samples
    train, test = (
        None if table is None or column is None
        else _points(respond, surface, table, column, name)
        for table, column, name in (
            (samples, question.targets, "y"),
            (question.test_samples, question.test_targets, "y_test"),
        )
    )  # fmt: skip
    hidden = _hidden_sums(estimator, surface) if question.hidden_lines else None
    classes = () if respond.classes is None else tuple(str(c) for c in respond.classes.tolist())
    response = evaluate(respond, grid)
    boundary = []
    if respond.kind != "value" and (respond.positive is None or respond.threshold is not None):
        regions = Regions.of(response, respond.kind, respond.threshold)
        boundary = find_boundary(
            surface.axes, grid.nodes, regions, lambda points: respond(surface.inputs(points))
        )
    return BoundaryNumbers(
        axes=surface.axes,
        symbols=tuple(axis.feature is not None and not samples.named for axis in surface.axes),
        xx0=grid.xx0,
        xx1=grid.xx1,
        response=response,
        kind=respond.kind,
        method=respond.method,
        threshold=respond.threshold,
        classes=classes,
        interest=respond.positive,
        train=train,
        test=test,
        held=surface.held(),
        boundary=tuple(boundary),
        hidden=hidden,
    )


def warn_of_missing(numbers: BoundaryNumbers) -> None:
    """One warning that counts the responses that are NaN or infinite."""
    missing, total = _missing.count_not_finite([numbers.response])
    how = "they are drawn in purple"
    if len(numbers.axes) == 1 and numbers.kind == "value":
        how = "no curve is drawn there"
    _missing.warn_of_missing(missing, total, numbers.method, how)


def check_sets(y: Any, X_test: Any, y_test: Any) -> None:
    """Raise a ValueError unless samples and targets come in pairs."""
    if (X_test is None) != (y_test is None):
        lacking, given = ("y_test", "X_test") if y_test is None else ("X_test", "y_test")
        raise ValueError(f"{given} is given without {lacking}; test points need both.")
    if X_test is not None and y is None:
        raise ValueError("X_test and y_test are given without y; test points stand beside others.")


def _column(y: Any, name: str, of: str, samples: Samples) -> NDArray[Any]:
    values = np.array(as_full_array(name, y))  # later changes of y reach no picture
    if values.ndim == 2 and values.shape[1] == 1:
        values = values[:, 0]
    if values.ndim != 1:
        raise ValueError(f"{name} must be 1-D, one target a sample; its shape is {values.shape}.")
    if len(values) != samples.n_samples:
        raise ValueError(
            f"{name} must have {samples.n_samples:,} entries, one for each row of {of}; it has "
            f"{len(values):,}."
        )
    return values


def _points(
    respond: Responder, surface: Plane, samples: Samples, targets: NDArray[Any], name: str
) -> PointNumbers:
    predicted = respond.predict(samples.data)
    hidden = max(samples.n_features - surface.n_axes, 1)
    known: NDArray[Any]
    if respond.classes is None:
        known = _as_numbers(targets, name)
        wrong = np.zeros(len(known), dtype=bool)
        score = _r2(known, np.asarray(predicted, dtype=float))
    else:
        known = _indices(targets, respond.classes, name)
        wrong = _indices(predicted, respond.classes, "estimator.predict") != known
        score = 1.0 - float(np.mean(wrong))
    return PointNumbers(
        places=surface.project(samples),
        targets=known,
        wrong=wrong,
        distances=surface.distances(samples) / np.sqrt(hidden),
        score=score,
    )


def _as_numbers(targets: NDArray[Any], name: str) -> NDArray[np.float64]:
    try:
        values = as_numbers(name, targets)
    except TypeError as error:
        raise TypeError(f"{error} The estimator predicts numbers.") from None
    if not np.isfinite(values).all():
        place = int(np.flatnonzero(~np.isfinite(values))[0])
        raise ValueError(f"{name} must be finite; entry {place} is {values[place]}.")
    return values


def _indices(labels: NDArray[Any], classes: NDArray[Any], name: str) -> NDArray[np.intp]:
    """The places of labels among the classes."""
    places = {label: place for place, label in enumerate(classes.tolist())}
    found = [places.get(label, -1) for label in np.asarray(labels).tolist()]
    if -1 in found:
        k = found.index(-1)
        listed = ", ".join(repr(label) for label in list(places)[:10])
        more = f" and {len(places) - 10:,} more" if len(places) > 10 else ""
        raise ValueError(
            f"{name}: entry {k} is {np.asarray(labels).tolist()[k]!r}, which is none of the "
            f"classes that the estimator knows: {listed}{more}."
        )
    return np.array(found, dtype=np.intp)


def _r2(observed: NDArray[np.float64], predicted: NDArray[np.float64]) -> float:
    with np.errstate(all="ignore"):  # of predictions that are far too large it is -inf, or NaN
        spread = float(((observed - observed.mean()) ** 2).sum())
        if len(observed) < 2 or spread == 0:
            return float("nan")
        return 1.0 - float(((observed - predicted) ** 2).sum()) / spread


def _hidden_sums(estimator: Any, surface: Plane) -> HiddenSums:
    try:
        network = as_network(estimator)
    except TypeError as error:
        raise TypeError(f"hidden_lines needs a network with hidden neurons. {error}") from error
    if network.depth < 2:
        raise ValueError("hidden_lines: this network has no hidden layer.")
    side = int(np.clip(np.sqrt(_SUMS / network.sizes[1]), 24, _SIDE))
    grid = surface.grid(side)
    sums = forward(network, surface.inputs(grid.points)).preactivations[1]
    assert sums is not None
    return HiddenSums(grid.xx0, grid.xx1, sums.reshape(*grid.shape, -1))
