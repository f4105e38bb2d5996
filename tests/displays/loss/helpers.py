"""Trainings that are the same on every machine, and sweeps of them."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnviz import Series, SweepRun, TrainingHistory, TrainingSweep

N = np.arange(1, 61)
R2 = "R\N{SUPERSCRIPT TWO}"


def curve(scale: float = 1.0, rate: float = 12.0, n: int = 60) -> Any:
    k = np.arange(1, n + 1)
    return scale * (0.8 * np.exp(-k / rate) + 0.1 + 0.02 * np.sin(7.0 * k))


def training(values: Any, measure: str = "log loss") -> Series:
    return Series("training loss", values, np.arange(1, len(values) + 1), measure=measure,
                  on="training", penalty=True, running_mean=True)  # fmt: skip


def validation(values: Any, measure: str = "log loss") -> Series:
    return Series("validation loss", values, np.arange(1, len(values) + 1), measure=measure,
                  on="validation")  # fmt: skip


def score(values: Any) -> Series:
    return Series("validation score", values, np.arange(1, len(values) + 1), measure="accuracy",
                  kind="score", on="validation")  # fmt: skip


def history(
    scale: float = 1.0,
    *,
    held_out: bool = True,
    scored: bool = False,
    stop: str | None = "converged",
    measure: str = "log loss",
) -> TrainingHistory:
    series = [training(curve(scale), measure)]
    bowl = 0.3 + 0.5 * np.exp(-N / 8) + 0.003 * N
    if held_out:
        series.append(validation(scale * bowl, measure))
    if scored:
        series.append(score(1.0 - bowl / 2))
    return TrainingHistory(series, updates_per_epoch=4, stop=stop)


def sweep(values: Any = (1e-5, 1e-3, 0.1, 10.0, 1000.0), name: str = "mlp__alpha", *,
          failed: int | None = None, constant: int | None = None,
          without_curve: int | None = None, scoring: str = R2) -> TrainingSweep:  # fmt: skip
    runs = []
    for k, value in enumerate(values):
        if k == failed:
            error = "ValueError: hidden_layer_sizes must be > 0, got [-10]."
            runs.append(SweepRun({name: value}, None, None, {}, None, error, ()))
            continue
        loss = training(curve(1.0 + k, n=40 + 7 * k), "half squared error")
        stop = "max_iter" if k == 1 else "converged"
        curves = TrainingHistory([loss], updates_per_epoch=4, stop=stop)
        runs.append(SweepRun(
            {name: value}, None, None if k == without_curve else curves,
            {"train": 0.95 - 0.02 * k, "test": 0.93 - 0.03 * abs(k - 2)}, None, None, (),
            constant=k == constant,
        ))  # fmt: skip
    return TrainingSweep(runs, {name: list(values)}, scoring, 0)
