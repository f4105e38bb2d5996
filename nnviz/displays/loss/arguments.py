"""The sources of loss curves, turned into numbers before anything is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from numbers import Real
from typing import Any

import numpy as np

from nnviz.adapters import as_history
from nnviz.displays._sweep_words import run_remarks, value_in_words
from nnviz.drawing.loss.numbers import LossNumbers, LossRun
from nnviz.drawing.loss.options import LossOptions
from nnviz.drawing.loss.panel import is_log, is_log_x, shares
from nnviz.history import TrainingHistory, TrainingSweep


def loss_numbers(source: Any) -> LossNumbers:
    """Return the trainings that a source holds; errors name the entry that is at fault."""
    if isinstance(source, TrainingSweep):
        return _of_sweep(source)
    if isinstance(source, Mapping) and not all(_is_curve(value) for value in source.values()):
        named = {_name(name): (f"source[{name!r}]", value) for name, value in source.items()}
    elif _is_list_of_sources(source):
        named = {f"training {k + 1}": (f"source[{k}]", value) for k, value in enumerate(source)}
    else:
        return LossNumbers((LossRun("", as_history(source)),))
    runs = tuple(
        LossRun(name, _history(value, argument)) for name, (argument, value) in named.items()
    )
    return LossNumbers(runs)


def check_options(numbers: LossNumbers, options: LossOptions) -> None:
    """Raise a ValueError where the trainings do not allow what is asked for."""
    histories = [run.history for run in numbers.runs if run.history is not None]
    if options.x == "updates":
        for run in numbers.runs:
            if run.history is not None and run.history.updates_per_epoch is None:
                whose = f" of {run.name!r}" if run.name else ""
                raise ValueError(
                    f"x='updates' needs to know how many updates an epoch{whose} has; this source "
                    "does not say. record_training does, and so does "
                    "TrainingHistory(..., updates_per_epoch=...)."
                )
    shared = options.panels and shares(numbers, options.sharex)
    for name, log in (
        ("y_range", is_log(numbers, options)),
        ("x_range", is_log_x(numbers, options, shared=shared)),
    ):
        given = getattr(options, name)
        if log and given is not None and given[0] <= 0:
            raise ValueError(f"{name} must be above 0 on a logarithmic scale; got {given!r}.")
    values = [one.values for _, one in numbers.losses()]
    if options.log is True and histories and not any((some > 0).any() for some in values):
        raise ValueError("log=True needs a loss above 0; there is none.")


def _is_curve(value: Any) -> bool:
    """Whether it is one series of numbers rather than a training."""
    if isinstance(value, (str, bytes, Mapping)) or hasattr(value, "columns"):
        return False
    if isinstance(value, Sequence):
        return all(item is None or isinstance(item, (Real, np.generic)) for item in value)
    return hasattr(value, "__array__")


def _is_list_of_sources(source: Any) -> bool:
    if not isinstance(source, (list, tuple)):
        return False
    if not source:
        raise ValueError("source is an empty list; it must hold at least one training.")
    return not _is_curve(source)


def _name(name: Any) -> str:
    return name if isinstance(name, str) else value_in_words(name)


def _history(value: Any, argument: str) -> TrainingHistory:
    """Return the curves of one entry of a list or dict, with errors that name it."""
    try:
        return as_history(value)
    except (TypeError, ValueError) as error:
        raise type(error)(f"{argument}: {error}") from error


def _of_sweep(sweep: TrainingSweep) -> LossNumbers:
    runs = []
    for k, run in enumerate(sweep.runs):
        name = ", ".join(value_in_words(value) for value in run.params.values())
        runs.append(LossRun(name, run.history, run_remarks(run, sweep), best=k == sweep.best))
    heading = ", ".join(full.rsplit("__", 1)[-1] for full in sweep.names)
    return LossNumbers(tuple(runs), sweep, heading, _as_numbers(sweep))


def _as_numbers(sweep: TrainingSweep) -> tuple[float, ...]:
    """The values of the one parameter, where they are numbers."""
    if len(sweep.names) != 1:
        return ()
    values = sweep.values(sweep.names[0])
    if any(isinstance(value, bool) or not isinstance(value, Real) for value in values):
        return ()
    return tuple(float(value) for value in values)
