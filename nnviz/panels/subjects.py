"""Whom panels show: models by name, the runs of a sweep, the snapshots of a training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from numbers import Integral, Real
from typing import Any

import numpy as np

from nnviz.displays._sweep_words import run_remarks, value_in_words
from nnviz.drawing.words import literal
from nnviz.history import SweepRun, TrainingHistory, TrainingRecord, TrainingSweep

_MOST_SNAPSHOTS = 8  # shown of a record, unless more are asked for
_LONGEST = 40  # letters of a model's own words that may be its title
_TAKEN = (
    "a mapping of names to models, a list of models, a TrainingSweep, or a TrainingRecord with "
    "snapshots"
)


@dataclass(frozen=True, eq=False)
class Subject:
    """What one column of panels shows.

    Attributes
    ----------
    title : str
        What tells it from the others.
    argument : str
        What errors call it.
    model : object
        For functions that draw a model; None where there is none.
    source : object
        For functions that draw a training; None where there is none.
    remarks : tuple of tuple of str
        Ways to write, in lines, what else is said of it: the longest first.
    failure : str
        Why there is nothing to draw; "" where there is.
    best : bool
        Whether it has the best score of a sweep.
    """

    title: str
    argument: str
    model: Any
    source: Any
    remarks: tuple[tuple[str, ...], ...] = ()
    failure: str = ""
    best: bool = False


@dataclass(frozen=True, eq=False)
class Subjects:
    """All that is shown.

    Attributes
    ----------
    each : tuple of Subject
        From left to right.
    heading : str
        What the titles are values of; "" where they are names.
    note : str
        What is left out; "" where that is nothing.
    """

    each: tuple[Subject, ...]
    heading: str = ""
    note: str = ""


def subjects_of(models: Any, epochs: Any, titles: Any) -> Subjects:
    """Whom to show; errors name the argument.

    Parameters
    ----------
    models, epochs, titles
        As `draw_panels` takes them.

    Returns
    -------
    Subjects
    """
    if epochs is not None and not isinstance(models, TrainingRecord):
        raise TypeError(
            "epochs picks snapshots of a TrainingRecord; models is of the type "
            f"{type(models).__name__}."
        )
    if isinstance(models, TrainingSweep):
        found = _of_sweep(models)
    elif isinstance(models, TrainingRecord):
        found = _of_record(models, epochs)
    elif isinstance(models, Mapping):
        found = Subjects(tuple(
            _subject(_name(name), f"models[{name!r}]", model) for name, model in models.items()
        ))  # fmt: skip
    elif isinstance(models, (list, tuple)):
        found = _of_list(models)
    else:
        raise TypeError(f"models must be {_TAKEN}; got {type(models).__name__}.")
    if not found.each:
        raise ValueError("models must hold at least one model; it is empty.")
    return found if titles is None else _titled(found, titles)


def _subject(title: str, argument: str, model: Any) -> Subject:
    if model is None:
        raise TypeError(f"{argument} must be a model; it is None.")
    trained = model
    if isinstance(model, TrainingRecord):  # its trained model, or the last that is known of it
        trained = model.estimator
        if trained is None and model.snapshots:
            trained = list(model.snapshots.values())[-1]
    elif isinstance(model, TrainingHistory):
        trained = None
    elif isinstance(model, SweepRun):
        trained = model.estimator
        return Subject(title, argument, trained, model.history, failure=_failure(model))
    return Subject(title, argument, trained, model)


def _failure(run: SweepRun) -> str:
    return "" if run.error is None else f"failed: {literal(run.error)}"


def _name(name: Any) -> str:
    words = name if isinstance(name, str) else value_in_words(name)
    return literal(words) or "(no name)"


def _of_list(models: Sequence[Any]) -> Subjects:
    sizes = [isinstance(model, Real) for model in models]
    if models and all(sizes):
        raise TypeError(f"models must be {_TAKEN}; got numbers. The sizes of one network are one "
                        "model: models=[[2, 8, 1], [2, 8, 8, 1]].")  # fmt: skip
    words = [model if isinstance(model, str) else repr(model) for model in models]
    telling = len(set(words)) == len(words) and all(
        len(text) <= _LONGEST and "\n" not in text and " at 0x" not in text for text in words
    )
    names = words if telling else [f"model {k + 1}" for k in range(len(models))]
    return Subjects(tuple(
        _subject(_name(name), f"models[{k}]", model)
        for k, (name, model) in enumerate(zip(names, models, strict=True))
    ))  # fmt: skip


def _of_sweep(sweep: TrainingSweep) -> Subjects:
    each = []
    for k, run in enumerate(sweep.runs):
        title = ", ".join(value_in_words(value) for value in run.params.values())
        remarks = () if run.failed else run_remarks(run, sweep)
        each.append(Subject(
            title, f"models.runs[{k}]", run.estimator, run.history, remarks, _failure(run),
            best=k == sweep.best,
        ))  # fmt: skip
    return Subjects(tuple(each), ", ".join(name.rsplit("__", 1)[-1] for name in sweep.names))


def _of_record(record: TrainingRecord, epochs: Any) -> Subjects:
    known = list(record.snapshots)
    if not known:
        raise ValueError(
            "models: this TrainingRecord holds no snapshots; record_training(..., snapshots=1) "
            "keeps them."
        )
    chosen = _spread(known) if epochs is None else _chosen(known, epochs)
    left_out = len(known) - len(chosen)
    note = f"{len(chosen):,} of {len(known):,} snapshots" if left_out and epochs is None else ""
    return Subjects(tuple(
        Subject(f"epoch {epoch:,}", f"models.snapshots[{epoch}]", record.snapshots[epoch], None)
        for epoch in chosen
    ), note=note)  # fmt: skip


def _spread(known: Sequence[int]) -> list[int]:
    """The first, the last, and some evenly between."""
    n = min(len(known), _MOST_SNAPSHOTS)
    places = np.round(np.linspace(0, len(known) - 1, n)).astype(int)
    return [known[k] for k in places]


def _chosen(known: Sequence[int], epochs: Any) -> list[int]:
    given = [epochs] if isinstance(epochs, Integral) else epochs
    if isinstance(given, str) or not isinstance(given, (Sequence, np.ndarray, range)):
        raise TypeError(f"epochs must be a list of whole numbers; got {type(epochs).__name__}.")
    if not len(given):
        raise ValueError("epochs must name at least one snapshot; it is empty.")
    for epoch in given:
        if not isinstance(epoch, Integral) or isinstance(epoch, bool):
            raise TypeError(f"epochs must be a list of whole numbers; it holds {epoch!r}.")
        if epoch not in known:
            raise ValueError(f"epochs: there is no snapshot of epoch {epoch}; {_listed(known)}.")
    return [int(epoch) for epoch in given]


def _listed(known: Sequence[int]) -> str:
    if len(known) <= 12:
        return f"there are snapshots of {', '.join(map(str, known))}"
    some = ", ".join(map(str, known[:4]))
    return f"there are {len(known):,} snapshots, of {some}, ..., {known[-1]}"


def _titled(found: Subjects, titles: Any) -> Subjects:
    if isinstance(titles, str) or not isinstance(titles, (Sequence, np.ndarray)):
        raise TypeError(f"titles must be a list of texts; got {type(titles).__name__}.")
    if len(titles) != len(found.each):
        raise ValueError(
            f"titles must be one for each of the {len(found.each)} models; got {len(titles)}."
        )
    return Subjects(tuple(
        Subject(_name(title), one.argument, one.model, one.source, one.remarks, one.failure,
                one.best)
        for title, one in zip(titles, found.each, strict=True)
    ), "", found.note)  # fmt: skip


def check_drawable(subjects: Subjects, name: str, *, training: bool) -> None:
    """Raise a ValueError unless there is something that a function can draw of somebody."""
    each = [one for one in subjects.each if not one.failure]
    found = [one.source if training else one.model for one in each]
    if any(one is not None for one in found):
        return
    if not each:
        raise ValueError(f"models: all {len(subjects.each)} trainings have failed; the first "
                         f"{subjects.each[0].failure}.")  # fmt: skip
    if training:
        raise ValueError(
            f"{name} draws trainings, and the models have none: snapshots are networks without a "
            "history, and a sweep's runs may keep none."
        )
    raise ValueError(
        f"{name} draws models, and there are none: estimators are not stored with sweeps and "
        "records that are loaded from files."
    )
