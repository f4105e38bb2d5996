"""Sweeps made by hand, the same on every machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np

from nnviz import SweepRun, TrainingSweep

ERROR = "ValueError: hidden_layer_sizes must be > 0, got [-10]."
LONG = "a name in $ (not in $ of 1990) that goes on and on and on"


def made(
    grid: Mapping[str, Sequence[Any]], score: Callable[..., Any], *, scoring: str = "R²",
    folds: int = 0, test: bool = True, constant: Callable[..., bool] = lambda *values: False,
) -> TrainingSweep:  # fmt: skip
    """A sweep with the train and test scores of a function; None from it is a failure."""
    runs = []
    for k, values in enumerate(product(*grid.values())):
        params = dict(zip(grid, values, strict=True))
        found = score(*values)
        if found is None:
            runs.append(SweepRun(params, None, None, {}, None, ERROR, ()))
            continue
        scores = {"train": found[0]} | ({"test": found[1]} if test else {})
        by_fold = None
        if folds:
            by_fold = found[1] + 0.03 * np.sin(12.9898 * (np.arange(folds) + 7 * k))
            scores["cv"] = float(np.mean(by_fold))
        runs.append(SweepRun(params, None, None, scores, by_fold, None, (), constant(*values)))
    return TrainingSweep(runs, grid, scoring, 0)


def bend(alpha: float) -> tuple[float, float]:
    power = np.log10(alpha)
    return 0.93 - 0.004 * (power + 3) ** 2, 0.915 - 0.006 * (power + 2.4) ** 2


def shifted(alpha: float, k: float) -> tuple[float, float]:
    train, test = bend(alpha)
    return train - 0.04 * k, test - 0.045 * k


ALPHAS = [1e-5, 1e-3, 0.1, 10.0]
NAMES = ["relu", "tanh", "logistic", "identity"]


def over_alpha(n: int = 4, **options: Any) -> TrainingSweep:
    alphas = [float(f"1e{k}") for k in np.linspace(-6, 3, n).astype(int)]
    return made({"mlp__alpha": alphas}, bend, **options)


def over_two(**options: Any) -> TrainingSweep:
    return made({"activation": NAMES[:3], "alpha": ALPHAS},
                lambda name, alpha: shifted(alpha, NAMES.index(name)), **options)  # fmt: skip


def over_three() -> TrainingSweep:
    return made(
        {"activation": NAMES[:2], "alpha": ALPHAS, "batch_size": [16, 64, 256]},
        lambda name, alpha, size: shifted(alpha, 2 * NAMES.index(name) + size / 200),
    )


def with_failures() -> TrainingSweep:
    return made({"hidden_layer_sizes": [(5,), (-10,), (20,), (20, 20)]},
                lambda sizes: None if sizes[0] < 0 else (0.9 - 1 / sum(sizes), 0.87 - 1 / sizes[0]),
                constant=lambda sizes: sizes == (5,))  # fmt: skip


def grid_that_fails() -> TrainingSweep:
    return made({"solver": ["adam", "sgd", LONG], "learning_rate_init": [0.001, 0.01, 0.1, 1.0]},
                lambda solver, rate: None if rate == 1 and solver != "adam" else
                (0.9 - rate / 5, 0.88 - len(solver) * rate / 90))  # fmt: skip


def shooting_away() -> TrainingSweep:
    return made({"learning_rate_init": [0.001, 0.01, 0.1, 1.0, 1000.0]},
                lambda rate: shifted(rate, 0) if rate < 1000 else (-9.6e5, -1.2e6))  # fmt: skip


def with_zero() -> TrainingSweep:
    return made({"alpha": [0.01, 0, 1e-4, 1.0]}, lambda alpha: bend(alpha + 1e-5))


def long_names() -> TrainingSweep:
    values = [(100, 50, 20), LONG, None, (5,), (80, 20), "x"]
    return made({f"a_step__{LONG}": values, "rate": [0.1]},
                lambda value, rate: (0.9, 0.8 - len(str(value)) / 100))  # fmt: skip
