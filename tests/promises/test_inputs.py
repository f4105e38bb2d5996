"""Data come in many forms: each gives the same numbers or one error that names the argument."""

from __future__ import annotations

import dataclasses
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import nnviz
from tests.promises.forms import EITHER, REFUSED, TAKEN, Arrayish, Form

X = np.random.default_rng(0).integers(0, 8, (8, 2)).astype(float)
LINE = np.arange(8.0)[:, None]
LABELS = np.array([0, 1, 1, 0, 1, 0, 1, 0])
VALUES = np.array([0.0, 3, 1, 7, 2, 5, 4, 6])
FEW: dict[str, Any] = {"grid_resolution": 4}


def _fitted(model: Any, X: Any, y: Any) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return model.fit(X, y)


def unfitted_classifier() -> Any:
    return MLPClassifier((3,), solver="sgd", max_iter=2, random_state=0)


def unfitted_regressor() -> Any:
    return MLPRegressor(hidden_layer_sizes=(3,), solver="sgd", max_iter=2, random_state=0)


@cache
def models() -> dict[str, Any]:
    """Small models of the data above, and the record of a training."""
    classifier = _fitted(unfitted_classifier(), X, LABELS)
    scaled = make_pipeline(StandardScaler(), unfitted_classifier())
    return {
        "classifier": classifier,
        "regressor": _fitted(unfitted_regressor(), X, VALUES),
        "line": _fitted(unfitted_regressor(), LINE, VALUES),
        "scaled": _fitted(scaled, X, LABELS),
        "network": nnviz.as_network(classifier),
    }


def of(name: str) -> Any:
    return models()[name]


@dataclasses.dataclass(frozen=True)
class Place:
    """An argument that takes data, and a call that gives it some.

    Attributes
    ----------
    name
        Function and argument.
    data
        What is given in other forms, as float64.
    call
        From the data to what the function makes of them.
    also
        Forms that are taken here although other places refuse them, each with a reason below.
    """

    name: str
    data: Any
    call: Callable[[Any], Any]
    also: tuple[str, ...] = ()

    @property
    def argument(self) -> str:
        return self.name.split()[-1]

    def __repr__(self) -> str:
        return self.name


def _places() -> Iterator[Place]:
    t, c, r = X, LABELS.astype(float), VALUES
    weight, path = (1, 0, 0), (0,)
    for name in ("classifier", "network", "scaled"):
        # Only the scaler knows what it takes; scikit-learn's makes numbers of dates and of bytes.
        also = ("times", "bytes") if name == "scaled" else ()
        yield Place(
            f"forward of a {name}: X", t, lambda v, n=name: nnviz.forward(of(n), v),
            (*also, "one row short"),
        )  # fmt: skip
        yield Place(
            f"backward of a {name}: X", t, lambda v, n=name: nnviz.backward(of(n), v, LABELS), also
        )
    yield Place("Network.transform: X", t, lambda v: of("network").transform(v), ("one row short",))
    yield Place("backward, labels: y", c, lambda v: nnviz.backward(of("classifier"), X, v))
    yield Place("backward, values: y", r, lambda v: nnviz.backward(of("regressor"), X, v))
    yield Place(
        "gradient_paths: X", t, lambda v: nnviz.gradient_paths(of("classifier"), weight, v, LABELS)
    )
    yield Place(
        "gradient_paths: y", c, lambda v: nnviz.gradient_paths(of("classifier"), weight, X, v)
    )
    yield Place(
        "chain_rule: X", t,
        lambda v: nnviz.chain_rule(of("classifier"), weight, path, X=v, y=LABELS),
    )  # fmt: skip
    yield Place(
        "chain_rule: y", c, lambda v: nnviz.chain_rule(of("classifier"), weight, path, X=X, y=v)
    )
    yield Place(
        "draw_backprop: X", t,
        lambda v: nnviz.draw_backprop(of("classifier"), weight, X=v, y=LABELS),
    )  # fmt: skip
    yield Place(
        "draw_backprop: y", c, lambda v: nnviz.draw_backprop(of("classifier"), weight, X=X, y=v)
    )
    yield Place(
        "draw_neuron_maps: X", t,
        lambda v: nnviz.draw_neuron_maps(of("classifier"), v, LABELS, **FEW),
    )  # fmt: skip
    yield Place(
        "draw_neuron_maps, labels: y", c,
        lambda v: nnviz.draw_neuron_maps(of("classifier"), X, v, **FEW),
    )  # fmt: skip
    yield Place(
        "draw_neuron_maps, values: y", r,
        lambda v: nnviz.draw_neuron_maps(of("line"), LINE, v, **FEW),
    )  # fmt: skip
    boundary: Any = nnviz.plot_decision_boundary
    for name, y in (("classifier", c), ("regressor", r)):
        yield Place(
            f"plot_decision_boundary of a {name}: X", t,
            lambda v, n=name, y=y: boundary(of(n), v, y, **FEW),
        )  # fmt: skip
        yield Place(
            f"plot_decision_boundary of a {name}: y", y,
            lambda v, n=name: boundary(of(n), X, v, **FEW),
        )  # fmt: skip
        yield Place(
            f"plot_decision_boundary of a {name}: X_test", t,
            lambda v, n=name, y=y: boundary(of(n), X, y, X_test=v, y_test=y, **FEW),
        )  # fmt: skip
        yield Place(
            f"plot_decision_boundary of a {name}: y_test", y,
            lambda v, n=name, y=y: boundary(of(n), X, y, X_test=X, y_test=v, **FEW),
        )  # fmt: skip
    fit: Any = nnviz.plot_fit
    yield Place("plot_fit: X", t, lambda v: fit(of("regressor"), v, VALUES, **FEW))
    yield Place("plot_fit, a line: X", LINE, lambda v: fit(of("line"), v, VALUES, **FEW))
    yield Place("plot_fit: y", r, lambda v: fit(of("regressor"), X, v, **FEW))
    yield Place(
        "plot_fit: X_test", t,
        lambda v: fit(of("regressor"), X, VALUES, X_test=v, y_test=VALUES, **FEW),
    )  # fmt: skip
    yield Place(
        "plot_fit: y_test", r,
        lambda v: fit(of("regressor"), X, VALUES, X_test=X, y_test=v, **FEW),
    )  # fmt: skip
    activations: Any = nnviz.plot_layer_activations
    yield Place("plot_layer_activations: X", t, lambda v: activations(of("classifier"), v, LABELS))
    yield Place(
        "plot_layer_activations, labels: y", c, lambda v: activations(of("classifier"), X, v)
    )
    yield Place(
        "plot_layer_activations, values: y", r, lambda v: activations(of("regressor"), X, v),
        # Here y sorts the samples, whatever it holds.
        ("infinite", "times", "category of texts", "texts", "bytes"),
    )  # fmt: skip
    surface: Any = nnviz.plot_loss_surface
    one: dict[str, Any] = {"weights": [weight], "resolution": 5}
    yield Place("plot_loss_surface: X", t, lambda v: surface(of("classifier"), v, LABELS, **one))
    yield Place("plot_loss_surface: y", c, lambda v: surface(of("classifier"), X, v, **one))
    yield from _trainings()


def _trainings() -> Iterator[Place]:
    t, c, r = X, LABELS.astype(float), VALUES
    for name, y in (("classifier", c), ("regressor", r), ("network", c)):
        train = _trainer(name)
        yield Place(f"record_training of a {name}: X", t, lambda v, f=train, y=y: f(v, y))
        # Labels may be texts where an estimator learns them from y.
        free = ("category of texts", "texts") if name == "classifier" else ()
        yield Place(f"record_training of a {name}: y", y, lambda v, f=train: f(X, v), free)
        yield Place(
            f"record_training of a {name}: X_val", t,
            lambda v, f=train, y=y: f(X, y, X_val=v, y_val=y),
        )  # fmt: skip
        yield Place(
            f"record_training of a {name}: y_val", y,
            lambda v, f=train, y=y: f(X, y, X_val=X, y_val=v),
        )  # fmt: skip

    def sweep(*args: Any, **kw: Any) -> Any:
        return nnviz.sweep_training(unfitted_classifier(), *args, {"alpha": [0.1]}, **kw)

    yield Place("sweep_training: X", t, lambda v: sweep(v, LABELS))
    yield Place("sweep_training: y", c, lambda v: sweep(X, v), ("category of texts", "texts"))
    yield Place("sweep_training: X_test", t, lambda v: sweep(X, LABELS, X_test=v, y_test=LABELS))
    yield Place("sweep_training: y_test", c, lambda v: sweep(X, LABELS, X_test=X, y_test=v))


def _trainer(name: str) -> Callable[..., Any]:
    def train(*args: Any, **kw: Any) -> Any:
        if name == "network":
            return nnviz.record_training(of("network"), *args, max_iter=2, rng=0, **kw)
        new = unfitted_classifier() if name == "classifier" else unfitted_regressor()
        return nnviz.record_training(new, *args, **kw)

    return train


PLACES = tuple(_places())

#: scikit-learn's own fit and scores do not take these; they are refused by name.
_FIT_REFUSES = {"object", "pandas, object", "fractions"}


def numbers_in(found: Any) -> list[Any]:
    """All numbers of a result, in order: arrays, and those in what it is made of."""
    out: list[Any] = []
    seen: set[int] = set()

    def gather(part: Any, depth: int = 0) -> None:
        if isinstance(part, np.ndarray):
            if part.dtype.kind in "fiu":
                out.append(np.asarray(part, dtype=float).ravel())
        elif isinstance(part, float | int | np.number) and not isinstance(part, bool):
            out.append(np.array([float(part)]))
        elif depth < 9 and id(part) not in seen:
            seen.add(id(part))
            if isinstance(part, Mapping):
                for item in part.values():
                    gather(item, depth + 1)
            elif isinstance(part, list | tuple):
                for item in part:
                    gather(item, depth + 1)
            elif hasattr(part, "coefs_"):
                gather([part.coefs_, part.intercepts_], depth + 1)
            elif dataclasses.is_dataclass(part):
                for field in dataclasses.fields(part):
                    # What a display keeps to ask another model is as it was given.
                    if field.name not in ("question", "options", "y", "samples"):
                        gather(getattr(part, field.name, None), depth + 1)

    gather(found)
    return out


def assert_same_numbers(found: Any, expected: Any, rtol: float) -> None:
    ours, theirs = numbers_in(found), numbers_in(expected)
    assert [part.shape for part in ours] == [part.shape for part in theirs]
    for a, b in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(a, b, rtol=rtol, atol=rtol / 10)


def same(one: Any, other: Any) -> bool:
    """Whether two things given are the same to the last bit, and of the same kind."""
    if type(one) is not type(other):
        return False
    if isinstance(one, pd.DataFrame | pd.Series):
        return bool(one.equals(other)) and bool(one.index.equals(other.index))
    if isinstance(one, Arrayish):
        return same(one._values, other._values)
    if hasattr(one, "toarray"):
        return same(one.toarray(), other.toarray())
    if isinstance(one, np.ndarray):
        if one.dtype != other.dtype or one.shape != other.shape:
            return False
        if not np.array_equal(np.ma.getmaskarray(one), np.ma.getmaskarray(other)):
            return False
        if one.dtype.kind == "O":
            return one.tolist() == other.tolist()
        if one.dtype.kind == "f":
            return np.array_equal(np.ma.getdata(one), np.ma.getdata(other), equal_nan=True)
        return np.ma.getdata(one).tobytes() == np.ma.getdata(other).tobytes()
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other) or one != one


@pytest.fixture
def nothing_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Displays with their numbers only: all that is asked of the data happens before drawing."""
    for name in nnviz.__all__:
        display = getattr(nnviz, name)
        if isinstance(display, type) and name.endswith("Display"):
            monkeypatch.setattr(display, "plot", lambda self, **_: self)


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
@pytest.mark.filterwarnings("ignore:.*Maximum iterations")
@pytest.mark.filterwarnings("ignore:A column-vector y was passed")
@pytest.mark.filterwarnings("ignore:the matrix subclass:PendingDeprecationWarning")
@pytest.mark.usefixtures("nothing_drawn")
@pytest.mark.parametrize("place", PLACES, ids=repr)
def test_every_form_gives_the_same_numbers_or_an_error_that_names_it(place: Place) -> None:
    is_label = place.data.ndim == 1 and place.data.max() == 1
    expected = place.call(place.data.astype(int) if is_label else place.data)
    wrong = {}
    for form in (*TAKEN, *EITHER, *REFUSED):
        given, twin = form.make(place.data), form.make(place.data)
        wrong[form.name] = _what_is_wrong(place, form, given, expected)
        if not isinstance(given, Iterator) and form.name != "an object" and not same(given, twin):
            wrong[form.name] = "was changed"
    assert {name: why for name, why in wrong.items() if why} == {}


def _what_is_wrong(place: Place, form: Form, given: Any, expected: Any) -> str:
    fits = place.name.startswith(("record_training", "sweep_training"))
    fits_itself = fits and "network" not in place.name
    may_fail = form.refused or (fits_itself and form.name in _FIT_REFUSES)
    try:
        found = place.call(given)
    except (TypeError, ValueError) as error:
        if not may_fail:
            return f"was refused: {error}"
        named = re.search(rf"\b{place.argument}\b", str(error))
        return "" if named else f"no {place.argument} in {error}"
    if form.only_refused:
        return "" if form.name in place.also else "was taken"
    # A step before the perceptron computes in the precision that it is given.
    rtol = 5e-3 if form.name == "float16" else 1e-5
    try:
        assert_same_numbers(found, expected, rtol)
    except AssertionError as error:
        return f"gave other numbers: {error}"
    return ""
