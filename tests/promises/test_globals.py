"""Nothing global is other than before, and nothing that was given: after success and failure."""

from __future__ import annotations

import copy
import locale
import logging
import os
import pickle
import random
import signal
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import GridSearchCV
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_info

import nnviz
from tests.figures import pixels
from tests.promises.cases import COMPUTATIONS, IN_AXES, PICTURES, Case, classifier, rings
from tests.promises.state import differences, peopled_axes, pyplot_now, state_of


def everything_global() -> dict[str, Any]:
    """What a program shares among all that runs in it."""
    name, keys, *rest = np.random.get_state()  # noqa: NPY002
    loggers = [logging.getLogger(), *map(logging.getLogger, ("nnviz", "matplotlib", "PIL"))]
    signals = (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGALRM", signal.SIGINT))
    return {
        # dict.items goes round RcParams' own look-up, which warns of what is on its way out.
        "rcParams": {key: copy.copy(value) for key, value in dict.items(mpl.rcParams)},
        "backend": mpl.get_backend(),
        "NumPy's random state": (name, keys.tobytes(), *rest),
        "Python's random state": random.getstate(),
        "NumPy's errors": (np.geterr(), np.geterrcall()),
        "NumPy's printing": np.get_printoptions(),
        "pandas' options": pd.get_option("display.max_rows"),
        "warning filters": list(warnings.filters),
        "showwarning": warnings.showwarning,
        "locale": locale.setlocale(locale.LC_ALL),
        "logging": [(one.level, one.disabled, list(one.handlers)) for one in loggers],
        "environment": dict(os.environ),
        "folder": os.getcwd(),
        "threads": [(pool["filepath"], pool["num_threads"]) for pool in threadpool_info()],
        "signals": [signal.getsignal(one) for one in signals],
        "excepthook": (sys.excepthook, sys.unraisablehook),
        "trace": (sys.gettrace(), sys.getprofile(), sys.getrecursionlimit()),
        "interactive": mpl.is_interactive(),
    }


@contextmanager
def nothing_global_changes() -> Iterator[None]:
    before = everything_global()
    yield
    assert differences(before, everything_global()) == []


def _quietly(call: Callable[..., Any], *args: Any, **kw: Any) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return call(*args, **kw)


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    plt.close("all")


#: One case for each function that draws.
ONE_EACH = list({case.function: case for case in IN_AXES}.values())


# ------------------------------------------------------------------------------------ globals


@pytest.mark.parametrize("case", [*PICTURES, *COMPUTATIONS], ids=repr)
def test_globals_and_inputs_are_as_before(case: Case, tmp_path: Any) -> None:
    positional, options = case.positional(), case.options()
    given = _pickled((positional, options))
    with np.errstate(all="raise"), nothing_global_changes():
        made = _quietly(case.function, *positional, **options)
        for name in ("alt_text", "scale", "steps", "summary"):
            if hasattr(made, name) and not isinstance(made, nnviz.Network):
                _quietly(getattr(made, name))
        if case in PICTURES:
            suffix = "gif" if isinstance(made, nnviz.Animation) else "png"
            _quietly(made.save, tmp_path / f"picture.{suffix}")
            repr(made)
    assert _pickled((positional, options)) == given


def _pickled(given: Any) -> bytes:
    """As bytes; functions go by their names."""
    return pickle.dumps(given)


@pytest.mark.parametrize("case", ONE_EACH, ids=repr)
def test_globals_are_as_before_after_a_failure(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kw: Any) -> Any:
        raise MemoryError("no room for an artist")

    with nothing_global_changes(), monkeypatch.context() as patch:
        for name in ("add_artist", "add_collection", "add_line", "add_patch"):
            patch.setattr(Axes, name, refuse)
        with pytest.raises(MemoryError):
            _quietly(case.call)


# ------------------------------------------------------------------- what pyplot knows


@pytest.mark.parametrize("case", ONE_EACH, ids=repr)
def test_with_axes_of_ones_own_pyplot_is_left_alone(case: Case) -> None:
    plt.figure()
    current = plt.gcf().add_subplot()
    plt.figure(plt.gcf().number)
    before = pyplot_now()
    looks = state_of(current)
    if case.place == "figure":
        _quietly(case.call, figure=Figure(figsize=(4, 3)))
    else:
        _quietly(case.call, ax=peopled_axes())
    assert differences(before, pyplot_now()) == []
    assert differences(looks, state_of(current)) == []
    assert plt.gca() is current


def test_with_axes_of_ones_own_pyplot_is_not_even_loaded() -> None:
    code = (
        "import sys, warnings; warnings.simplefilter('ignore')\n"
        "from matplotlib.figure import Figure\n"
        "from tests.promises.cases import IN_AXES\n"
        "for case in {case.function: case for case in IN_AXES}.values():\n"
        "    case.draw(Figure(figsize=(4, 3)).add_subplot()).alt_text()\n"
        "    assert 'matplotlib.pyplot' not in sys.modules, case\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=os.getcwd())


# ------------------------------------------------------------------------------- estimators


def _estimators() -> dict[str, Any]:
    X, y = rings()
    state = np.random.RandomState(3)
    make = {
        "a random state that is an object": MLPClassifier(
            (3,), solver="sgd", max_iter=3, random_state=state
        ),
        "a Pipeline": make_pipeline(
            StandardScaler(), MLPClassifier((3,), solver="adam", max_iter=3, random_state=state)
        ),
    }
    search = GridSearchCV(
        MLPClassifier((3,), max_iter=3, random_state=0), {"alpha": [0.1, 1.0]}, cv=2
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        fitted = {name: model.fit(X, y) for name, model in make.items()}
        return {**fitted, "a search": search.fit(X, y)}


USES: dict[str, Callable[[Any, Any, Any], Any]] = {
    "as_network": lambda m, X, y: nnviz.as_network(m),
    "forward": lambda m, X, y: nnviz.forward(m, X),
    "backward": lambda m, X, y: nnviz.backward(m, X, y),
    "gradient_paths": lambda m, X, y: nnviz.gradient_paths(m, (1, 0, 0), X, y),
    "draw_network": lambda m, X, y: nnviz.draw_network(m, ax=peopled_axes()),
    "draw_backprop": lambda m, X, y: nnviz.draw_backprop(m, (1, 0, 0), X=X, y=y, ax=peopled_axes()),
    "draw_neuron_maps": lambda m, X, y: nnviz.draw_neuron_maps(
        m, X, y, grid_resolution=5, ax=peopled_axes()
    ),
    "plot_decision_boundary": lambda m, X, y: nnviz.plot_decision_boundary(
        m, X, y, grid_resolution=5, ax=peopled_axes()
    ),
    "plot_layer_activations": lambda m, X, y: nnviz.plot_layer_activations(
        m, X, y, ax=peopled_axes()
    ),
    "plot_loss_surface": lambda m, X, y: nnviz.plot_loss_surface(
        m, X, y, weights=[(1, 0, 0)], resolution=5, ax=peopled_axes()
    ),
    "plot_weights": lambda m, X, y: nnviz.plot_weights(m, ax=peopled_axes()),
    "record_training": lambda m, X, y: nnviz.record_training(m, X, y, snapshots=1),
    "sweep_training": lambda m, X, y: nnviz.sweep_training(m, X, y, {"alpha": [0.1]}),
}


@pytest.mark.parametrize("kind", ["a random state that is an object", "a Pipeline", "a search"])
def test_estimators_are_the_same_to_the_last_byte(kind: str) -> None:
    model = _estimators()[kind]
    X, y = rings()
    before = pickle.dumps(model), X.tobytes(), y.tobytes()
    for name, use in USES.items():
        if kind == "a search" and name in ("record_training", "sweep_training"):
            continue  # a search is a training itself
        _quietly(use, model, X, y)
        assert (pickle.dumps(model), X.tobytes(), y.tobytes()) == before, name


# ------------------------------------------------------- what is done to inputs afterwards


def _spoil(part: Any, seen: set[int]) -> None:
    """Change everything that can be changed in what was given, in place."""
    if id(part) in seen:
        return
    seen.add(id(part))
    if isinstance(part, np.ndarray) and part.dtype.kind in "fiu" and part.flags.writeable:
        part[...] = 3
    elif isinstance(part, pd.DataFrame):
        part.iloc[:, :] = 3
    elif isinstance(part, list | tuple):
        for item in part:
            _spoil(item, seen)
        if isinstance(part, list):
            part.clear()
    elif isinstance(part, dict):
        for item in part.values():
            _spoil(item, seen)
        part.clear()
    elif hasattr(part, "coefs_"):
        _spoil([*part.coefs_, *part.intercepts_], seen)


def _redrawn(display: Any) -> Any:
    if isinstance(display, nnviz.PanelsDisplay):
        figure = Figure(figsize=(4, 3), dpi=60)
        display.plot(figure=figure)
    else:
        figure = Figure(figsize=(4, 3), dpi=60)
        display.plot(ax=figure.add_subplot())
    return pixels(figure), display.alt_text()


ALIASING: tuple[Case, ...] = (
    *IN_AXES,
    Case(
        "draw_network: arrays on edges", nnviz.draw_network, lambda: (classifier(),),
        lambda: {"edge_values": [np.ones((2, 4)), np.ones((4, 3)), -np.ones((3, 1))],
                 "highlight": [(1, 2)], "node_kw": {"linewidth": 2.0}}, "ax",
    ),
    Case(
        "plot_loss: a mapping", nnviz.plot_loss,
        lambda: ({"loss": np.array([3.0, 2.0, 1.5]), "val_loss": [3.5, 2.5, 2.0]},), place="ax",
    ),
    Case(
        "plot_fit: a table", nnviz.plot_fit,
        lambda: (_LineModel(), pd.DataFrame({"a": np.arange(9.0)}), pd.Series(np.arange(9.0) ** 2)),
        lambda: {"grid_resolution": 9}, "ax",
    ),
    Case(
        "draw_network: arrays of weights", nnviz.draw_network,
        lambda: (([np.ones((3, 2))], [np.zeros(2)]),),
        lambda: {"layout": {(0, 0): [0, 0], (0, 1): [0, 1], (0, 2): [0, 2], (1, 0): [1, 0],
                            (1, 1): [1, 2]}}, "ax",
    ),
)  # fmt: skip


class _LineModel:
    def predict(self, X: Any) -> Any:
        return 2.0 * np.asarray(X)[:, 0]


@pytest.mark.parametrize("case", ALIASING, ids=repr)
def test_what_is_done_to_inputs_later_changes_no_picture(case: Case) -> None:
    positional, options = case.positional(), case.options()
    place = Figure(figsize=(4, 3)) if case.place == "figure" else peopled_axes()
    display = _quietly(case.function, *positional, **options, **{str(case.place): place})
    before, words = _quietly(_redrawn, display)
    _spoil([positional, options], set())
    after, words_after = _quietly(_redrawn, display)
    assert words_after == words
    np.testing.assert_array_equal(after, before)


@pytest.mark.parametrize("function", [
    nnviz.plot_decision_boundary, nnviz.plot_fit, nnviz.plot_layer_activations,
    nnviz.draw_neuron_maps,
])  # fmt: skip
def test_another_model_is_asked_for_the_data_that_were_given(function: Any) -> None:
    X, y = rings()
    fit = function is nnviz.plot_fit
    model = _LineModel() if fit else classifier()
    small = {} if function is nnviz.plot_layer_activations else {"grid_resolution": 7}
    y = y.astype(float) if fit else y
    display = _quietly(function, model, X, y, ax=peopled_axes(), **small)
    twin = _quietly(function, model, X.copy(), y.copy(), ax=peopled_axes(), **small)
    X[...], y[...] = 5, 0
    other = _LineModel() if fit else classifier()
    before, words = _quietly(_redrawn, _quietly(twin.with_model, other))
    after, words_after = _quietly(_redrawn, _quietly(display.with_model, other))
    assert words_after == words
    np.testing.assert_array_equal(after, before)
