"""The picture of a fit can be read, in all styles and down to three inches."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from nnviz import plot_fit
from tests.legibility import assert_legible
from tests.styles import STYLES, style


def wave(X: Any) -> Any:
    x = np.asarray(X)[:, 0]
    return x / 2 + np.sin(x) * np.cos(2 * x)


def noisy(n: int, low: float = 0.0, high: float = 5.0) -> tuple[Any, Any]:
    """So many points of the wave, with errors that are the same on every machine."""
    x = np.linspace(low, high, n)
    errors = 0.3 * np.sin(np.arange(n) * 12.9898) + 0.2 * np.cos(np.arange(n) ** 2 * 0.7)
    return x[:, None], wave(x[:, None]) + errors


def offset(shift: float) -> Any:
    return lambda X: wave(X) + shift


X, Y = noisy(800)
X_TEST, Y_TEST = noisy(90, -0.7, 5.5)
TABLE = pd.DataFrame({"median house value in $ (not in $ of 1990)": X[:, 0], "b": X[::-1, 0]})
NAMED = pd.Series(1e6 * Y, name="a_name_without_any_place_to_break_it_that_goes_on_and_on")
CASES: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {
    "few": ((wave, X[::40], Y[::40]), {}),
    "train and test": ((wave, X, Y), {"X_test": X_TEST, "y_test": Y_TEST}),
    "residuals": ((wave, X, Y), {"X_test": X_TEST, "y_test": Y_TEST, "residuals": True,
                                 "extrapolate": 2.0}),
    "two models": ((None, X, Y), {
        "compare": {"fitted": wave, "tampered": lambda X: 0.1 * X[:, 0]}}),
    "six models": ((None, X, Y), {
        "compare": {f"a model by the name of number {k}": offset(k / 3) for k in range(6)},
        "residuals": True, "X_test": X_TEST, "y_test": Y_TEST,
    }),
    "long names": ((lambda X: 1e6 * wave(np.asarray(X)), TABLE.iloc[:, :1], NAMED), {}),
    "several features": ((lambda X: 1e6 * wave(np.asarray(X)), TABLE, NAMED), {}),
    "several features, residuals": ((wave, np.hstack([X, X]), Y), {
        "X_test": np.hstack([X_TEST, X_TEST]), "y_test": Y_TEST, "residuals": True}),
    "several features, three models": ((wave, np.hstack([X, X]), Y), {
        "compare": {"shifted": offset(1.0), "tampered": lambda X: 0.1 * X[:, 0]},
        "X_test": np.hstack([X_TEST, X_TEST]), "y_test": Y_TEST}),
    "some drawn, a curve that leaves": ((lambda X: np.exp(4 * X[:, 0]), X, Y), {"max_points": 100}),
}  # fmt: skip
SHAPES = {"6.4x4.8 in": (6.4, 4.8), "3x3 in": (3, 3), "16:9 slide": (13.33, 7.5),
          "4x8 in": (4, 8), "12x3 in": (12, 3)}  # fmt: skip


def pictures() -> list[Any]:
    """Each case at three by three inches in all styles, and at some other shapes."""
    styles = list(STYLES)
    return [
        pytest.param(case, shape, chosen)
        for k, case in enumerate(CASES)
        for n, shape in enumerate(SHAPES)
        for m, chosen in enumerate(styles)
        if shape == "3x3 in" and (k + m) % 2 or (k + n + m) % 6 == 0
    ]


@pytest.mark.parametrize(("case", "shape", "chosen"), pictures())
def test_legible(case: str, shape: str, chosen: str) -> None:
    args, options = CASES[case]
    with style(chosen) as sheet:
        ax = Figure(figsize=SHAPES[shape]).add_axes((0.02, 0.02, 0.96, 0.96))
        display = plot_fit(*args, ax=ax, **options)
        assert_legible(display.figure_, paper=sheet.paper, slides=sheet.slides)


@pytest.mark.parametrize("chosen", STYLES)
def test_legible_in_the_axes_that_everybody_has(chosen: str) -> None:
    with style(chosen) as sheet:
        ax = Figure(figsize=(3, 3)).subplots()
        display = plot_fit(wave, X, Y, ax=ax, X_test=X_TEST, y_test=Y_TEST, residuals=True)
        assert_legible(display.figure_, paper=sheet.paper, slides=sheet.slides)


@pytest.mark.parametrize("size", [(1, 1), (0.5, 4), (2, 0.6)])
def test_tiny_axes_draw(size: tuple[float, float]) -> None:
    ax = Figure(figsize=size).add_axes((0.02, 0.02, 0.96, 0.96))
    figure = plot_fit(wave, X, Y, ax=ax, residuals=True).figure_
    figure.canvas.draw()
    assert ax.get_position().width > 0
