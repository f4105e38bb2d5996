"""Against what losses are drawn: a norm or limits, on which scale, and the levels of contours."""

from __future__ import annotations

import copy

import numpy as np
from matplotlib.colors import LogNorm, Normalize
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from nnviz.drawing.chart_ticks import LogTicks
from nnviz.drawing.loss_surface.options import LossSurfaceOptions
from nnviz.last_bits import on_lattice, settled_range
from nnviz.surfaces import LossSurface

Floats = NDArray[np.float64]

_AUTO_LOG = 30.0  # from this ratio on, of the largest to the least loss, colours are logarithmic
_LEVELS = 9  # about so many contour lines
_MARGIN = 0.07  # above and below a curve, as a part of what is shown
_BEYOND = 1.5  # how far from a curve trainings are followed, in the span of the curve
_STEPS = [1, 2, 2.5, 5, 10]
_NOTHING = 1e-12  # so small a part of the highest loss is rounding


def kind_of(surface: LossSurface, options: LossSurfaceOptions) -> str:
    """Which picture is drawn.

    Raises
    ------
    ValueError
        If the kind is not one for so many directions.
    """
    several = len(surface.directions) > 1
    if options.kind == "auto":
        return "map" if several else "line"
    if several == (options.kind == "line"):
        needed, found = ("one weight", "two directions") if several else ("two", "one direction")
        raise ValueError(
            f"kind={options.kind!r} shows the loss over {needed}; this surface has {found}."
        )
    return options.kind


def is_log(surface: LossSurface, options: LossSurfaceOptions) -> bool:
    """Whether losses stand on a logarithmic scale.

    A curve does not unless told: its tangent is a straight line on a linear scale only.
    """
    if options.norm is not None and kind_of(surface, options) != "line":
        return isinstance(options.norm, LogNorm)
    values = surface.values[np.isfinite(surface.values)]
    if options.log is False or not (values > 0).any():
        return False
    if options.log is True:
        return True
    over_two = kind_of(surface, options) != "line"
    low, high = lowest_of(surface), values.max()
    return bool(over_two and low > 0 and high >= _AUTO_LOG * low)


def shown_values(surface: LossSurface, *, log: bool) -> Floats:
    """The losses of the grid without their last bits; NaN where they cannot be drawn."""
    values = surface.values
    good = np.isfinite(values) & ((values > 0) | (not log))
    if log and good.any():  # where a fit is exact, what is left is rounding
        values = np.maximum(values, _NOTHING * values[good].max())
    return np.where(good, laid(values, values if log else range_of(values)), np.nan)


def lowest_of(surface: LossSurface) -> float:
    """The lowest loss of the grid; 0 where it is so far below the highest that rounding made it."""
    finite = surface.values[np.isfinite(surface.values)]
    low, high = float(finite.min()), float(finite.max())
    return 0.0 if abs(low) < _NOTHING * high else low


def laid(values: Floats, span: Floats | float | tuple[float, float]) -> Floats:
    """Lay numbers on a lattice, so that no pixel hangs on their last bits."""
    if isinstance(span, tuple):
        span = span[1] - span[0]
    return np.asarray(on_lattice(values, span))


def range_of(values: Floats) -> tuple[float, float]:
    """The least and the largest finite value; (0, 1) where there is none."""
    finite = values[np.isfinite(values)]
    if not finite.size:
        return 0.0, 1.0
    return settled_range(float(finite.min()), float(finite.max()))


def norm_of(surface: LossSurface, options: LossSurfaceOptions) -> Normalize:
    """Against what the losses of a map are coloured: the caller's norm, or one that spans them."""
    log = is_log(surface, options)
    values = shown_values(surface, log=log)
    given = options.norm
    if given is not None:
        if given.scaled():
            return given
        scaled = copy.copy(given)  # without the callbacks of the caller's own pictures
        scaled.callbacks = type(given.callbacks)(signals=["changed"])
        finite = values[np.isfinite(values)]
        scaled.autoscale_None(finite if finite.size else np.array([0.1, 1.0]))
        return scaled
    if log:
        low, high = float(np.nanmin(values)), float(np.nanmax(values))
        return LogNorm(low, high) if low < high else LogNorm(low / 1.5, high * 1.5)
    low, high = range_of(values)
    if low == high:
        more = 0.1 * abs(low) or 0.5
        low, high = low - more, high + more
    return Normalize(low, high)


def levels_of(norm: Normalize, options: LossSurfaceOptions) -> list[float]:
    """The losses at which contour lines are drawn: round numbers, or these of equal ratios."""
    if options.contours is False or options.contours == 0:
        return []
    if not isinstance(options.contours, int):
        return list(options.contours)
    most = _LEVELS if options.contours is True else options.contours
    low, high = float(norm.vmin or 0.0), float(norm.vmax or 0.0)
    levels = np.array([])
    if isinstance(norm, LogNorm):
        for level in range(LogTicks.LEVELS):
            levels = LogTicks(level).tick_values(low, high)
            if len(levels) <= 1.4 * most:
                break
    else:
        with np.errstate(all="ignore"):
            levels = np.asarray(MaxNLocator(max(most, 1), steps=_STEPS).tick_values(low, high))
    return [float(level) for level in levels if low < level < high]


def losses_of_curve(surface: LossSurface, options: LossSurfaceOptions) -> tuple[float, float]:
    """The range of losses beside a curve: its own, the present one, and trainings near it."""
    log = is_log(surface, options)
    if options.y_range is not None and not (options.y_range[0] <= 0 and log):
        return options.y_range

    def on_scale(values: Floats) -> Floats:
        values = values[np.isfinite(values) & ((values > 0) | (not log))]
        return np.log10(values) if log else values

    low, high = range_of(on_scale(np.append(surface.values, surface.loss)))
    reach = _BEYOND * (high - low) if high > low else np.inf
    losses = [np.empty(0), *(on_scale(descent.losses) for descent in surface.descents)]
    near = np.concatenate(losses)
    near = near[(near >= low - reach) & (near <= high + reach)]
    low, high = range_of(np.append(near, [low, high]))
    return (float(10**low), float(10**high)) if log else (low, high)


def limits_of_curve(surface: LossSurface, options: LossSurfaceOptions) -> tuple[float, float]:
    """The y limits of a curve, a little beyond its range of losses."""
    log = is_log(surface, options)
    low, high = losses_of_curve(surface, options)
    if log:
        low, high = np.log10(low), np.log10(high)
    more = _MARGIN * (high - low) if high > low else (0.15 if log else 0.1 * abs(low) or 0.5)
    low, high = (float(end) for end in laid(np.array([low - more, high + more]), high - low))
    return (float(10**low), float(10**high)) if log else (low, high)
