"""From models to frames: one scale for all, drawn once, and then only what changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from nnviz.animation.arguments import Draw
from nnviz.animation.frames import Frames
from nnviz.animation.repaint import Repainter
from nnviz.animation.stage import Stage, TitleStrip
from nnviz.displays._one_scale import one_scale
from nnviz.drawing.saving import displays_on

_KEPT = 16  # displays whose numbers are kept from the first pass to the second

Limits = list[tuple[tuple[float, float], tuple[float, float]]]


class Player:
    """Draws models one after the other.

    Every model is gone through twice: first for the scale that suits all of them, then to be drawn.

    Parameters
    ----------
    models : mapping of int to object
        By epoch.
    draw : callable
        Draws one of them into axes.
    titles : sequence of str
        One an epoch, or none at all.
    width, height : int
        Of the frames in pixels.
    dpi : float
        Pixels an inch.
    step : callable
        Is called 2 n times for n models.

    Attributes
    ----------
    frames : Frames
        The pictures.
    stage : Stage
        With the last one of them.
    display : object
        What `draw` returned, for the last one.
    """

    def __init__(
        self, models: Mapping[int, Any], draw: Draw, titles: Sequence[str],
        width: int, height: int, dpi: float, step: Callable[[], Any],
    ) -> None:  # fmt: skip
        self._models, self._draw, self._titles = list(models.values()), draw, titles
        self._strip = TitleStrip(titles, width, dpi) if titles else None
        above = 0 if self._strip is None else self._strip.height
        if height - above < above:
            raise ValueError(
                f"figsize: {height} pixels are too low for a picture with a title, which takes "
                f"{above}; ask for higher frames or title=False."
            )
        self._size, self._step = (width, height - above, dpi), step
        self._whole = True
        self.frames = Frames()
        self.stage = self._new_stage()
        self.display = draw(self._models[0], self.stage.ax)
        if not displays_on(self.stage.figure):
            # No picture of ours, which keep their words inside: numbers and names need room.
            self._whole = False
            self.stage = self._new_stage()
            self.display = draw(self._models[0], self.stage.ax)
        if _has(self.display, "with_model", "plot"):
            self._play_displays()
        elif _has(self.display, "scale", "plot"):
            self._play_drawn()
        else:
            self._play_limits()

    def _new_stage(self) -> Stage:
        return Stage(*self._size, whole=self._whole)

    def _play_displays(self) -> None:
        """Displays that make others like themselves: numbers first, one drawing, then changes."""
        first, kept = self.display, {0: self.display}

        def display(k: int) -> Any:
            return kept.pop(k) if k in kept else first.with_model(self._models[k])

        scales = []
        for k in range(len(self._models)):
            one = display(k)
            if hasattr(one, "scale"):
                scales.append(one.scale())
            if k < _KEPT:
                kept[k] = one
            self._step()
        common = one_scale(scales) if scales else {}
        in_place = hasattr(first, "show")
        painter: Repainter | None = None
        for k in range(len(self._models)):
            one = display(k)
            if painter is None or not in_place:
                self.stage = self._new_stage()
                self.display = one.plot(ax=self.stage.ax, **common)
                painter = Repainter(self.stage.figure)
            else:
                self.display.show(one)
            self._take(k, painter)

    def _play_drawn(self) -> None:
        """Displays that only the function itself can make, and that know their scale."""
        displays = [self.display]
        self._step()
        for model in self._models[1:]:
            displays.append(self._draw(model, self._new_stage().ax))
            self._step()
        common = one_scale([display.scale() for display in displays])
        for k, display in enumerate(displays):
            self.stage = self._new_stage()
            self.display = display.plot(ax=self.stage.ax, **common)
            self._take(k, Repainter(self.stage.figure))

    def _play_limits(self) -> None:
        """Anything else: what all pictures have in common is the limits of their axes."""
        found = [_limits(self.stage)]
        self._step()
        for model in self._models[1:]:
            self.stage = self._new_stage()
            self._draw(model, self.stage.ax)
            found.append(_limits(self.stage))
            self._step()
        for k, model in enumerate(self._models):
            self.stage = self._new_stage()
            self.display = self._draw(model, self.stage.ax)
            _set_limits(self.stage, found)
            self._take(k, Repainter(self.stage.figure))

    def _take(self, k: int, painter: Repainter) -> None:
        pixels = painter.draw()
        if self._strip is not None:
            pixels = np.concatenate([self._strip.draw(self._titles[k], self.stage.paper), pixels])
        self.frames.add(pixels)
        self._step()


def _has(display: Any, *names: str) -> bool:
    return all(callable(getattr(display, name, None)) for name in names)


def _with_limits(stage: Stage) -> list[Axes]:
    """The axes whose limits can be read off; a diagram sets those of its own for its size."""
    return [ax for ax in stage.figure.axes if ax.axison]


def _limits(stage: Stage) -> Limits:
    return [(ax.get_xlim(), ax.get_ylim()) for ax in _with_limits(stage)]


def _set_limits(stage: Stage, found: Sequence[Limits]) -> None:
    """Give axes limits that hold those of all pictures, where these have as many axes."""
    every = _with_limits(stage)
    if any(len(limits) != len(every) for limits in found):
        return
    for n, ax in enumerate(every):
        ax.set_xlim(_joined([limits[n][0] for limits in found]))
        ax.set_ylim(_joined([limits[n][1] for limits in found]))


def _joined(pairs: Sequence[tuple[float, float]]) -> tuple[float, float]:
    low, high = min(map(min, pairs)), max(map(max, pairs))
    return (high, low) if all(first > second for first, second in pairs) else (low, high)
