"""The arguments of `animate`: which models at which epochs, and how one of them is drawn."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from numbers import Integral, Real
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from nnviz.history import TrainingRecord
from nnviz.network import Network

Draw = Callable[[Any, Axes], Any]

_MOST_PIXELS = 2**26  # of one frame: 8192 x 8192


def models_of(record: Any, epochs: Any) -> dict[int, Any]:
    """The models to show by epoch, in the order of training.

    Parameters
    ----------
    record, epochs
        As `animate` takes them.

    Returns
    -------
    dict of int to object
        At least one.
    """
    if isinstance(record, TrainingRecord):
        known: Mapping[Any, Any] = record.snapshots
        if not known:
            raise ValueError(
                "record holds no snapshots; record_training(..., snapshots=1) keeps them."
            )
    elif isinstance(record, Mapping):
        known = record
        if not known:
            raise ValueError("record must hold at least one model by epoch; it is empty.")
    else:
        raise TypeError(
            "record must be a TrainingRecord with snapshots, or a mapping of epochs to models; "
            f"got {type(record).__name__}."
        )
    for epoch in known:
        if not isinstance(epoch, Integral) or isinstance(epoch, bool) or epoch < 0:
            raise TypeError(
                f"record: its keys must be epochs, whole numbers from 0 on; one is {epoch!r}."
            )
    chosen = sorted(int(epoch) for epoch in (known if epochs is None else _chosen(epochs, known)))
    models = {epoch: known[epoch] for epoch in chosen}
    _check_alike(models)
    return models


def _chosen(epochs: Any, known: Mapping[Any, Any]) -> list[int]:
    if isinstance(epochs, str) or not isinstance(epochs, Sequence | np.ndarray | range):
        raise TypeError(f"epochs must be a sequence of epochs; got {epochs!r}.")
    if not len(epochs):
        raise ValueError("epochs must name at least one epoch; it is empty.")
    for epoch in epochs:
        if not isinstance(epoch, Integral) or isinstance(epoch, bool):
            raise TypeError(f"epochs must hold whole numbers; it holds {epoch!r}.")
        if epoch not in known:
            listed = sorted(known)
            some = ", ".join(map(str, listed[:5]))
            if len(listed) > 5:
                some += f", ..., {listed[-1]}"
            raise ValueError(
                f"epochs: there is no snapshot of epoch {epoch}; there are those of {some}."
            )
    if len(set(epochs)) < len(epochs):
        raise ValueError(f"epochs must name each epoch once; got {list(epochs)!r}.")
    return list(epochs)


def _check_alike(models: Mapping[int, Any]) -> None:
    """Networks that change their sizes on the way are not one network in training."""
    sizes = {epoch: m.sizes for epoch, m in models.items() if isinstance(m, Network)}
    first = next(iter(sizes), 0)
    for epoch, found in sizes.items():
        if found != sizes[first]:
            raise ValueError(
                "record: all snapshots must be of one architecture; that of epoch "
                f"{first} has sizes {'-'.join(map(str, sizes[first]))}, that of epoch {epoch} "
                f"{'-'.join(map(str, found))}."
            )


def drawing_of(draw: Any, X: Any, y: Any, options: Mapping[str, Any]) -> Draw:
    """What draws a model into axes: the user's function with data and options.

    Parameters
    ----------
    draw, X, y, options
        As `animate` takes them.

    Returns
    -------
    callable
        Takes a model and axes.
    """
    if not callable(draw):
        raise TypeError(
            "draw must be a function that draws a model, such as nnviz.draw_network; got "
            f"{type(draw).__name__}."
        )
    for name in ("ax", "figure"):
        if name in options:
            raise TypeError(f"{name}: an animation has a figure of its own; give figsize and dpi.")
    name = _name_of(draw)
    try:
        parameters = inspect.signature(draw).parameters
    except (TypeError, ValueError) as error:
        raise TypeError(f"draw: the parameters of {name} are not known.") from error
    takes_all = any(one.kind is inspect.Parameter.VAR_KEYWORD for one in parameters.values())
    if "ax" not in parameters and not takes_all:
        raise TypeError(f"draw: {name} must take ax, the axes to draw in.")
    given = dict(options)
    for argument, value in (("X", X), ("y", y)):
        if argument not in parameters:
            continue
        if value is not None:
            given[argument] = value
        elif parameters[argument].default is inspect.Parameter.empty:
            raise TypeError(f"{argument} must be given: {name} needs it.")
    for option in options:
        if option not in parameters and not takes_all:
            raise TypeError(f"{name} has no option {option!r}.")
    return lambda model, ax: draw(model, ax=ax, **given)


def _name_of(draw: Any) -> str:
    inner = draw
    while isinstance(inner, partial):
        inner = inner.func
    return str(getattr(inner, "__name__", type(inner).__name__))


def check_times(fps: Any, hold: Any) -> None:
    """Refuse a rate that is not positive, and a time that is negative."""
    if not _is_real(fps) or not 0 < fps < np.inf:
        raise ValueError(f"fps must be a positive number of frames a second; got {fps!r}.")
    if not _is_real(hold) or not 0 <= hold < np.inf:
        raise ValueError(f"hold must be a number of seconds, at least 0; got {hold!r}.")


def size_in_pixels(figsize: Sequence[float], dpi: Any) -> tuple[int, int]:
    """Width and height of frames: neither none nor very many pixels."""
    if not _is_real(dpi) or not 0 < dpi < np.inf:
        raise ValueError(f"dpi must be a positive number of pixels an inch; got {dpi!r}.")
    width, height = (int(float(side) * float(dpi)) for side in figsize)
    if min(width, height) < 1 or width * height > _MOST_PIXELS:
        raise ValueError(
            f"figsize and dpi: frames must have from 1 to {_MOST_PIXELS:,} pixels; these would be "
            f"{width:,} x {height:,}."
        )
    return width, height


def check_title(title: Any) -> None:
    """Refuse what is neither a flag nor a text with a place for the epoch."""
    if isinstance(title, bool):
        return
    if isinstance(title, str):
        try:
            if title.format(epoch=1) != title.format(epoch=2):
                return
        except (IndexError, KeyError, ValueError, AttributeError):
            pass
        raise ValueError(
            f"title must have a place for the epoch, as 'epoch {{epoch}}'; got {title!r}."
        )
    raise TypeError(f"title must be True, False or a text with '{{epoch}}' in it; got {title!r}.")


def _is_real(value: Any) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)
