"""The arguments of `plot_fit`, checked and turned into numbers before anything is drawn."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, replace
from numbers import Integral
from typing import Any

import numpy as np

from nnviz.array_likes import as_full_array, as_numbers
from nnviz.drawing.fit.numbers import FitNumbers, Floats, ModelFit
from nnviz.drawing.option_checks import is_number
from nnviz.planes import (
    Responder,
    Samples,
    as_samples,
    make_plane,
    make_responder,
    refusals_named,
)
from nnviz.planes.models import METHODS, resolve_model, role_of

_MOST_NODES = 1_000_000
_LARGEST = 1e150  # scores and residuals are made of squares
_NO_LABELS = (0.5,)  # y holds no labels, so that whole numbers that a model predicts are values


@dataclass(frozen=True, eq=False)
class FitQuestion:
    """What models are asked, whichever model the estimator is.

    Attributes
    ----------
    tables : mapping of str to object
        Copies of the samples as the caller gave them, "train" and perhaps "test".
    estimator : str or None
        What the picture calls the estimator; None where `compare` lists all models.
    """

    tables: Mapping[str, Any]
    estimator: str | None


def fit_numbers(
    estimator: Any, X: Any, y: Any, *, X_test: Any, y_test: Any, compare: Any, extrapolate: Any,
    grid_resolution: Any,
) -> tuple[FitNumbers, FitQuestion]:  # fmt: skip
    """Check all that `plot_fit` is given, and ask the models for their predictions."""
    _check_grid(grid_resolution, extrapolate)
    models = {
        name: (argument, resolve_model(model, argument))
        for name, (argument, model) in _models(estimator, compare).items()
    }
    if (X_test is None) != (y_test is None):
        lacking = "y_test" if y_test is None else "X_test"
        raise ValueError(f"X_test and y_test go together; {lacking} is missing.")
    tables = {"train": ("X", X, "y", y)}
    if X_test is not None:
        tables["test"] = ("X_test", X_test, "y_test", y_test)
    samples = {
        name: {kind: as_samples(table[1], model, name=table[0]) for kind, table in tables.items()}
        for name, (_, model) in models.items()
    }
    responders = {}
    for name, (argument, model) in models.items():
        with refusals_named(model, *samples[name].values()):
            responders[name] = _regressor(argument, model, samples[name]["train"])
    first = next(iter(samples.values()))
    if "test" in first and first["test"].n_features != first["train"].n_features:
        raise ValueError(
            f"X_test must have as many columns as X, {first['train'].n_features}; "
            f"it has {first['test'].n_features}."
        )
    observed = {
        kind: _targets(table[3], table[2], table[0], first[kind].n_samples)
        for kind, table in tables.items()
    }
    x, training, inputs = None, None, None
    if first["train"].n_features == 1 and first["train"].numeric[0]:
        inputs = {kind: first[kind].column(0) for kind in tables}
        training = (float(inputs["train"].min()), float(inputs["train"].max()))
        x = _places(inputs, training, extrapolate, int(grid_resolution))
    elif extrapolate is not None:
        raise ValueError(
            "extrapolate is for one feature that holds numbers: with more there is no curve to "
            f"go on; X has {first['train'].n_features} columns."
        )
    fits = []
    for name, (argument, model) in models.items():
        with refusals_named(model, *samples[name].values()):
            fits.append(_fit(name, argument, responders[name], samples[name], observed, x))
    numbers = FitNumbers(
        tuple(fits), observed, inputs, x, training,
        x_name=first["train"].names[0] if first["train"].named and x is not None else "x",
        y_name=_name_of(y),
    )  # fmt: skip
    named = _models(estimator, compare)
    own = [name for name, (_, model) in named.items() if model is estimator]
    question = FitQuestion(
        {kind: copy.deepcopy(table[1]) for kind, table in tables.items()}, own[0] if own else None
    )
    return numbers, question


def fit_with(model: Any, known: FitNumbers, question: FitQuestion) -> FitNumbers:
    """The same picture with another model in the place of the estimator.

    Parameters
    ----------
    model : object
        Anything that `plot_fit` takes.
    known : FitNumbers
        Of the estimator; compared models and places of curves stay.
    question : FitQuestion
        What the estimator was asked.

    Returns
    -------
    FitNumbers

    Raises
    ------
    TypeError, ValueError
        If it is no model that predicts numbers, takes other features, or there was no estimator.
    """
    name = question.estimator
    if name is None:
        raise ValueError(
            "with_model puts a model in the place of the estimator, and here `compare` lists all "
            "models; call plot_fit with the other model in it."
        )
    resolved = resolve_model(model, "model")
    samples = {
        kind: as_samples(table, resolved, name="X" if kind == "train" else "X_test")
        for kind, table in question.tables.items()
    }
    with refusals_named(resolved, *samples.values()):
        respond = _regressor("model", resolved, samples["train"])
        new = _fit(name, "model", respond, samples, known.observed, known.x)
    return replace(known, models=tuple(new if one.name == name else one for one in known.models))


def _check_grid(grid_resolution: Any, extrapolate: Any) -> None:
    whole = isinstance(grid_resolution, Integral) and not isinstance(grid_resolution, bool)
    if not (whole and 2 <= grid_resolution <= _MOST_NODES):
        raise ValueError(
            f"grid_resolution must be a count from 2 to {_MOST_NODES:,}; got {grid_resolution!r}."
        )
    if extrapolate is None:
        return
    if not is_number(extrapolate, 0.0) or not np.isfinite(float(extrapolate)):
        raise ValueError(
            "extrapolate must be None or how far to go beyond the training range, in the units of "
            f"the feature, at least 0; got {extrapolate!r}."
        )


def _models(estimator: Any, compare: Any) -> dict[str, tuple[str, Any]]:
    """By name, what errors call a model and the model: the estimator first, if it is not listed."""
    if compare is None:
        if estimator is None:
            raise TypeError("estimator must be a fitted model, unless compare has some; got None.")
        return {"fit": ("estimator", estimator)}
    if not isinstance(compare, Mapping):
        raise TypeError(
            "compare must be a dict of models by name, such as {'fitted': a, 'tampered': b}; got "
            f"{type(compare).__name__}."
        )
    if not compare:
        raise ValueError("compare must hold at least one model by name; it is empty.")
    for name in compare:
        if not isinstance(name, str) or not name.strip():
            raise TypeError(f"compare: names of models must be texts, not empty; got {name!r}.")
    listed = {name: (f"compare[{name!r}]", model) for name, model in compare.items()}
    if estimator is None or any(model is estimator for model in compare.values()):
        return listed
    if "fit" in listed:
        raise ValueError(
            "compare: 'fit' is what the estimator itself is called; name the other model "
            "otherwise, or list the estimator in compare too."
        )
    return {"fit": ("estimator", estimator), **listed}


def _regressor(argument: str, model: Any, samples: Samples) -> Responder:
    """Return what asks a regressor for its predictions; a ValueError for anything else."""
    respond = make_responder(
        model, response_method="predict", labels=_NO_LABELS, samples=samples, name=argument
    )
    role = role_of(model)
    # An own class that has predict_proba, and does not say what it is, is a classifier.
    silent = role is None and any(hasattr(model, name) for name in METHODS if name != "predict")
    if respond.kind != "value" or silent or role not in (None, "regressor"):
        kind = "a classifier" if role is None else f"a {role.replace('_', ' ')}"
        raise ValueError(
            f"{argument} must predict numbers; {type(model).__name__} is {kind}. "
            "plot_decision_boundary draws what a classifier decides."
        )
    return respond


def _targets(y: Any, name: str, table: str, n_samples: int) -> Floats:
    """Return y as one column of finite numbers."""
    given = as_full_array(name, y)
    if given.ndim == 2 and given.shape[1] == 1:
        given = given[:, 0]
    if given.ndim != 1:
        hint = ""
        if given.ndim == 2:
            hint = (
                f"; one output at a time: give {name}[:, k] and, as the estimator, "
                "lambda X: model.predict(X)[:, k]"
            )
        raise ValueError(
            f"{name} must be 1-D, one number a sample; it has shape {given.shape}{hint}."
        )
    if len(given) != n_samples:
        raise ValueError(
            f"{name} must have as many entries as {table} has rows, {n_samples}; "
            f"it has {len(given)}."
        )
    return _finite(given, name)


def _finite(given: Any, name: str) -> Floats:
    numbers = np.array(as_numbers(name, given))
    bad = np.flatnonzero(~np.isfinite(numbers))
    if bad.size:
        raise ValueError(
            f"{name} must hold no missing and no infinite values; entry {bad[0]} is "
            f"{numbers[bad[0]]}."
        )
    huge = np.flatnonzero(np.abs(numbers) > _LARGEST)
    if huge.size:
        raise ValueError(
            f"{name} must lie within {_LARGEST:g} of zero, since squares of larger numbers are "
            f"infinite; entry {huge[0]} is {numbers[huge[0]]:g}."
        )
    numbers.flags.writeable = False
    return numbers


def _places(
    inputs: Mapping[str, Floats], training: tuple[float, float], extrapolate: Any, n: int
) -> Floats:
    """Where curves are evaluated: evenly spaced, and at the ends of the training range."""
    more = 0.0 if extrapolate is None else float(extrapolate)
    low = min(training[0] - more, *(float(some.min()) for some in inputs.values()))
    high = max(training[1] + more, *(float(some.max()) for some in inputs.values()))
    places = np.union1d(np.linspace(low, high, n), training)
    places.flags.writeable = False
    return places


def _fit(
    name: str, argument: str, respond: Responder, samples: Mapping[str, Samples],
    observed: Mapping[str, Floats], x: Floats | None,
) -> ModelFit:  # fmt: skip
    predicted = {
        kind: _predictions(respond, some.data, argument, some.n_samples)
        for kind, some in samples.items()
    }
    residuals = {kind: observed[kind] - predicted[kind] for kind in observed}
    for values in residuals.values():
        values.flags.writeable = False
    curve = None
    if x is not None:
        data = make_plane(samples["train"]).inputs(x[:, np.newaxis])
        curve = _predictions(respond, data, argument, len(x))
    return ModelFit(
        name,
        predicted,
        residuals,
        {kind: _r2(observed[kind], predicted[kind]) for kind in observed},
        {kind: float(np.mean(np.square(values)) / 2) for kind, values in residuals.items()},
        curve,
    )


def _predictions(respond: Responder, data: Any, argument: str, n_samples: int) -> Floats:
    given = np.asarray(respond.predict(data))
    if given.shape != (n_samples,):
        raise ValueError(
            f"{argument} must predict one number a sample; for {n_samples} samples its predictions "
            f"have shape {given.shape}."
        )
    return _finite(given, f"{argument}: its predictions")


def _r2(observed: Floats, predicted: Floats) -> float:
    """Return scikit-learn's own score; NaN for a single sample, which has no variance."""
    if len(observed) < 2:
        return float("nan")
    from sklearn.metrics import r2_score

    return float(r2_score(observed, predicted))


def _name_of(y: Any) -> str:
    """The name of a Series, or of the one column of a DataFrame; "y" for anything else."""
    columns = getattr(y, "columns", None)
    name = columns[0] if columns is not None and len(columns) == 1 else getattr(y, "name", None)
    return name if isinstance(name, str) and name.strip() else "y"
