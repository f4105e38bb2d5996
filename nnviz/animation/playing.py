"""From models to frames: one scale for all, drawn once, and then only what changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from nnviz.animation.arguments import Draw
from nnviz.animation.frames import Frames
from nnviz.animation.repaint import Repainter
from nnviz.animation.stage import Stage, TitleStrip
from nnviz.displays._one_scale import one_scale
from nnviz.drawing.saving import displays_on

_STILL = 0.01  # pixels that are no motion
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
    bar : tqdm
        With two steps for each model.

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
        width: int, height: int, dpi: float, bar: Any,
    ) -> None:  # fmt: skip
        self._models, self._draw, self._titles = list(models.values()), draw, titles
        self._strip = TitleStrip(titles, width, dpi) if titles else None
        above = 0 if self._strip is None else self._strip.height
        if height - above < above:
            raise ValueError(
                f"figsize: {height} pixels are too low for a picture with a title, which takes "
                f"{above}; ask for higher frames or title=False."
            )
        self._size, self._bar = (width, height - above, dpi), bar
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

    def _new_stage(self, inset: Sequence[float] = (0.0, 0.0, 0.0, 0.0)) -> Stage:
        return Stage(*self._size, whole=self._whole, inset=inset)

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
            self._bar.update()
        common = one_scale(scales) if scales else {}
        if not hasattr(first, "show"):
            self._play_anew(lambda k: kept.get(k) or first.with_model(self._models[k]), common)
            return
        self.stage = self._new_stage()
        painter = Repainter(self.stage.figure)
        for k in range(len(self._models)):
            one = display(k)
            if k == 0:
                self.display = one.plot(ax=self.stage.ax, **common)
            else:
                self.display.show(one)
            self._take(k, painter)

    def _play_drawn(self) -> None:
        """Displays that only the function itself can make, and that know their scale."""
        displays = [self.display]
        self._bar.update()
        for model in self._models[1:]:
            displays.append(self._draw(model, self._new_stage().ax))
            self._bar.update()
        common = one_scale([display.scale() for display in displays])
        self._play_anew(displays.__getitem__, common)

    def _play_anew(self, display: Callable[[int], Any], common: Mapping[str, Any]) -> None:
        """Draw each display by itself; if that moves the axes, once more where it does not.

        Charts make room for their words, and these can be wider in some frames than in others.
        """
        n = len(self._models)
        sides = self._draw_anew(display, common, np.zeros((n, 4)))
        insets = _insets(sides)
        if not insets.any():
            return
        frames, self.frames = self.frames, Frames()
        self._bar.total += n
        sides = self._draw_anew(display, common, insets)
        if np.ptp(sides, axis=0).max() > _STILL:  # words were chosen anew: leave it as it was
            self.frames, self.stage = frames, self._new_stage()
            self.display = display(n - 1).plot(ax=self.stage.ax, **common)

    def _draw_anew(
        self, display: Callable[[int], Any], common: Mapping[str, Any], insets: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Draw all displays, and return where the sides of the axes are, in pixels."""
        sides = []
        for k, inset in enumerate(insets):
            self.stage = self._new_stage(inset)
            self.display = display(k).plot(ax=self.stage.ax, **common)
            self._take(k, Repainter(self.stage.figure))
            sides.append(self.stage.ax.bbox.extents)
        return np.array(sides)

    def _play_limits(self) -> None:
        """Anything else: what all pictures have in common is the limits of their axes."""
        found = [_limits(self.stage)]
        self._bar.update()
        for model in self._models[1:]:
            self.stage = self._new_stage()
            self._draw(model, self.stage.ax)
            found.append(_limits(self.stage))
            self._bar.update()
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
        self._bar.update()


def _insets(sides: NDArray[np.float64]) -> NDArray[np.float64]:
    """By how much axes must be smaller to stand where the smallest of all stand.

    Square axes follow in one direction what they lose in the other, so that only the direction
    is held in which they move the most.
    """
    smallest = np.concatenate([sides[:, :2].max(axis=0), sides[:, 2:].min(axis=0)])
    insets = np.abs(sides - smallest)
    insets[insets < _STILL] = 0.0
    moves = np.ptp(sides, axis=0).reshape(2, 2).max(axis=0)  # across, up
    across = int(np.argmax(moves))
    insets[:, 1 - across :: 2] = 0.0
    if np.ptp(sides[:, across + 2] - sides[:, across]) < _STILL:
        # Square axes with room to spare stand in the middle of it, and so do they with the legend
        # beside them: of what is taken on one side they move by half of a half.
        insets[:, across + 2] *= 4.0
        insets[:, across] = 0.0
    return np.asarray(insets)


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
