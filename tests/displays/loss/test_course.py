"""The loss curves of the course, on full runs: a call each, true to the estimators, readable."""

from __future__ import annotations

import warnings
from functools import cache
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure
from sklearn.datasets import load_iris, make_circles
from sklearn.model_selection import cross_val_score, train_test_split
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits

from nnviz import TrainingSweep, plot_loss, plot_sweep_scores, sweep_training
from tests.legibility import assert_legible

NEGATIVE = "neg_mean_squared_error"
RATES = [1e-5, 0.005, 0.01, 0.05, 0.1, 0.5]
SIZES = [(6, 12), (16, 3), (6.4, 4.8)]


def waves() -> tuple[Any, Any, Any, Any]:
    rng = np.random.default_rng(2024)
    x = np.linspace(0, 5, 1000)
    y = x / 2 + np.sin(x) * np.cos(2 * x) + 0.3 * rng.normal(size=1000)
    X, X_test, y, y_test = train_test_split(x[:, None], y, test_size=0.2, random_state=1)
    return X, X_test, y, y_test


def regressor(**options: Any) -> Pipeline:
    mlp = MLPRegressor(
        hidden_layer_sizes=(80, 20), activation="relu", random_state=2024, max_iter=2000, **options
    )
    return Pipeline([("scaler", StandardScaler()), ("mlp", mlp)])


@cache
def swept(figure: int) -> TrainingSweep:
    X, X_test, y, y_test = waves()
    grids: dict[int, tuple[Pipeline, dict[str, list[Any]], dict[str, Any]]] = {
        18: (regressor(), {"alpha": [1e-5, 1e-3, 0.1, 10, 1000]},
             {"X_test": X_test, "y_test": y_test}),
        19: (regressor(), {"batch_size": [2, 64, 256, len(X)]},
             {"X_test": X_test, "y_test": y_test}),
        20: (regressor(solver="sgd", learning_rate="constant", momentum=0),
             {"learning_rate_init": RATES}, {"cv": 5, "scoring": NEGATIVE}),
        21: (regressor(solver="sgd", learning_rate="constant"),
             {"learning_rate_init": RATES}, {"cv": 5, "scoring": NEGATIVE}),
    }  # fmt: skip
    model, grid, options = grids[figure]
    with warnings.catch_warnings():  # as in the course, some stop at max_iter
        warnings.simplefilter("ignore")
        return sweep_training(model, X, y, grid, n_jobs=2, **options)


def drawn(plot: Any, source: Any, size: Any, **options: Any) -> Any:
    figure = Figure(figsize=size, dpi=80)
    display = plot(source, ax=figure.add_axes((0.02, 0.02, 0.96, 0.96)), **options)
    assert_legible(figure)
    return display


def test_figure_17_has_three_losses_on_three_scales() -> None:
    X, y = make_circles(n_samples=1000, factor=0.2, noise=0.15, random_state=2024)
    X, _, y, _ = train_test_split(X, y, test_size=0.2, random_state=1, stratify=y)
    flowers = load_iris()
    F, _, z, _ = train_test_split(
        flowers.data, flowers.target, test_size=0.2, random_state=1, stratify=flowers.target
    )
    models = {
        "circles": MLPClassifier((8, 6), max_iter=2000, random_state=2024).fit(X, y),
        "iris": Pipeline([("scaler", StandardScaler()),
                          ("mlp", MLPClassifier((3, 2), max_iter=6000, random_state=2024))]
                         ).fit(F, z),
        "waves": regressor().fit(*waves()[::2]),
    }  # fmt: skip
    for size in SIZES:
        display = drawn(plot_loss, models, size, panels=True)
    curves = [getattr(model, "loss_curve_", None) for model in models.values()]
    curves[1:] = [models[name][-1].loss_curve_ for name in ("iris", "waves")]
    for line, curve in zip(display.lines_, curves, strict=True):
        np.testing.assert_array_equal(line.get_ydata(), curve)
    losses = [run.losses[0].label for run in display.numbers.runs]
    assert losses == ["log loss + L2", "cross-entropy + L2", "half squared error + L2"]


@pytest.mark.parametrize("figure", [18, 19, 20, 21])
@pytest.mark.parametrize("size", SIZES)
def test_figures_18_to_21(figure: int, size: tuple[float, float]) -> None:
    sweep = swept(figure)
    display = drawn(plot_loss, sweep, size)
    assert len(display.axes_) == len(display.lines_) == len(sweep.runs)
    drawn(plot_loss, sweep, size, panels=False)
    drawn(plot_sweep_scores, sweep, size)


@pytest.mark.parametrize(("figure", "k"), [(18, 4), (19, 2), (20, 5), (21, 4)])
def test_a_run_is_what_fit_does(figure: int, k: int) -> None:
    X, X_test, y, y_test = waves()
    run = swept(figure).runs[k]
    model = regressor(**({"solver": "sgd"} if figure > 19 else {}))
    if figure == 20:
        model.set_params(mlp__momentum=0)
    model.set_params(**run.params)
    with threadpool_limits(1), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if figure > 19:
            scores = cross_val_score(model, X, y, cv=5, scoring=NEGATIVE)
            np.testing.assert_array_equal(run.cv_scores, scores)
        model.fit(X, y)
    np.testing.assert_array_equal(run.history.training_loss.values, model[-1].loss_curve_)
    if figure < 20:
        assert run.scores["test"] == model.score(X_test, y_test)


def test_what_the_runs_do_not_support() -> None:
    """Momentum does not help at every rate, and the full batch was stopped by its few updates."""
    without, with_momentum = (
        {run.params["mlp__learning_rate_init"]: run for run in swept(figure).runs}
        for figure in (20, 21)
    )
    assert with_momentum[0.01].scores["cv"] > without[0.01].scores["cv"]
    assert with_momentum[0.5].scores["cv"] < without[0.5].scores["cv"]
    assert with_momentum[0.5].constant
    assert not without[0.5].constant
    updates = {}
    for run in swept(19).runs:
        history = run.history
        assert history is not None
        assert history.stop == "converged"  # by the loss's tolerance, not by max_iter
        assert history.updates_per_epoch is not None
        updates[run.params["mlp__batch_size"]] = history.n_epochs * history.updates_per_epoch
    assert updates[800] < updates[256] < updates[64] < updates[2]
