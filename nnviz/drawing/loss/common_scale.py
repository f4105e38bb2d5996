"""What loss curves are drawn against, in the terms of their options."""

from __future__ import annotations

from typing import Any

from nnviz.drawing.loss.numbers import LossNumbers, spread
from nnviz.drawing.loss.options import LossOptions
from nnviz.drawing.loss.panel import is_log, is_log_x, left_series, shares, x_range


def loss_scale(numbers: LossNumbers, options: LossOptions) -> dict[str, Any]:
    """Ranges of values and kinds of scales, as options that make the same picture.

    A scale that is linear and could be logarithmic is "auto", so that one that has to be
    logarithmic decides for all that share it. Panels with ranges of their own have none to share.

    Parameters
    ----------
    numbers, options
        What is drawn, and how.

    Returns
    -------
    dict
        By the name of an option its value.
    """
    everyone = range(len(numbers.runs))
    groups = [[k] for k in everyone] if options.panels else [everyone]
    left = [one for group in groups for one in left_series(numbers, group, options)]
    log = is_log(numbers, options)
    log_x = is_log_x(numbers, options, shared=options.panels and shares(numbers, options.sharex))
    values = spread([one.values for one in left], positive=log)
    across = x_range(numbers, everyone, options, log=log_x)
    scale: dict[str, Any] = {
        "log": _kind(options.log, log, values), "log_x": _kind(options.log_x, log_x, across)
    }  # fmt: skip
    if not options.panels or shares(numbers, options.sharex):
        scale["x_range"] = options.x_range or across
    if not options.panels or shares(numbers, options.sharey):
        scale["y_range"] = options.y_range or values
    if (
        options.scores
        and any(True for _ in numbers.losses())
        and any(True for _ in numbers.scores())
    ):
        scores = spread([one.values for _, one in numbers.scores()])
        scale["score_range"] = options.score_range or scores
    return scale


def _kind(asked: Any, log: bool, values: tuple[float, float] | None) -> Any:
    if asked != "auto" or log:
        return log
    return "auto" if values is None or values[0] > 0 else False
