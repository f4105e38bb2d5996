"""The losses of contour lines, written on them where they fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.contour import QuadContourSet
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

from nnviz.drawing.frame import measure
from nnviz.drawing.style import of_style
from nnviz.drawing.words import add_text, halo, short_number, shrinking_sizes

_TRIES = 24  # places on each line
_STRAIGHT = 0.97  # the chord of the stretch under a number, as a part of its length
_PAD = 2.0  # points that stay free around a number
_DOT = 1.2  # what stays free around points, in the size of the style's markers
_STEEPEST = 75.0  # degrees: numbers on steeper stretches would be read sideways


class LevelLabels:
    """One number a level, where it meets nothing else; invisible where there is no such place.

    Parameters
    ----------
    ax : Axes
        Of the map.
    contours : QuadContourSet
        The lines.
    levels : sequence of float
        Their losses.
    colour_of : callable
        The colour that lies behind a line.
    points, lines : sequence of ndarray of shape (n, 2)
        In data units: what numbers must not hide.
    ink : colour
        Of the numbers.
    """

    def __init__(
        self, ax: Axes, contours: QuadContourSet, levels: Sequence[float],
        colour_of: Callable[[float], Any], *, points: Sequence[NDArray[np.float64]],
        lines: Sequence[NDArray[np.float64]], ink: Any, **kw: Any,
    ) -> None:  # fmt: skip
        self._ax, self._contours = ax, contours
        self._points, self._lines = points, lines
        self._fixed = kw.get("fontsize")
        self.texts: list[Text] = []
        for level in levels:
            text = add_text(
                ax, 0, 0, short_number(level),
                **{"color": ink, "ha": "center", "va": "center", "rotation_mode": "anchor",
                   "zorder": 3.5, "in_layout": False, "visible": False, **kw},
            )  # fmt: skip
            text.set_path_effects(halo(colour_of(level), 2.5))
            text.set_clip_on(True)
            self.texts.append(text)

    def place(self) -> None:
        """Put the numbers where they fit, in the axes as they stand now."""
        root = self._ax.get_figure(root=True)
        assert root is not None
        unit = root.dpi / 72
        frame = self._ax.bbox.padded(-2 * _PAD * unit)
        to_pixels = self._ax.transData.transform
        points = [to_pixels(some) for some in self._points if len(some)]
        obstacles = [Path(to_pixels(line)) for line in self._lines if len(line) > 1]
        all_pieces = [
            [to_pixels(piece) for piece in _pieces(path)] for path in self._contours.get_paths()
        ]
        boxes: list[Bbox] = []
        clear = _DOT * of_style("lines.markersize") * unit
        sizes = [self._fixed] if self._fixed else shrinking_sizes()
        for k, (text, pieces) in enumerate(zip(self.texts, all_pieces, strict=True)):
            text.set_visible(False)
            others = [Path(piece) for n, some in enumerate(all_pieces) if n != k for piece in some]
            found = None
            for size in sizes[::2]:
                text.set(fontsize=size, rotation=0)
                wide, high = (length * unit for length in measure(text))
                found = _place_on(
                    pieces,
                    (wide, high),
                    _PAD * unit,
                    frame,
                    boxes,
                    points,
                    clear,
                    obstacles + others,
                )
                if found is not None:
                    break
            if found is None:
                continue
            middle, angle, box = found
            x, y = self._ax.transData.inverted().transform(middle)
            text.set(position=(x, y), rotation=angle, visible=True)
            boxes.append(box)

    def withdraw(self) -> None:
        """Show nothing any more."""
        for text in self.texts:
            text.set_visible(False)


def _pieces(path: Path) -> list[NDArray[np.float64]]:
    """The lines that a path is made of."""
    vertices = np.asarray(path.vertices, dtype=float)
    if path.codes is None:
        return [vertices] if len(vertices) > 1 else []
    starts = np.flatnonzero(path.codes == Path.MOVETO)
    pieces = np.split(vertices, starts[1:])
    return [piece for piece in pieces if len(piece) > 1]


def _place_on(
    pieces: Sequence[NDArray[np.float64]], size: tuple[float, float], pad: float, frame: Bbox,
    boxes: Sequence[Bbox], points: Sequence[NDArray[np.float64]], clear: float,
    lines: Sequence[Path],
) -> tuple[NDArray[np.float64], float, Bbox] | None:  # fmt: skip
    """The middle, the angle and the box of a number on one of these lines, or None."""
    wide, high = size
    for piece in sorted(pieces, key=_length, reverse=True):
        along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(piece, axis=0).T))])
        if along[-1] < 2.0 * wide:
            break
        parts = np.linspace(0.0, 1.0, _TRIES + 2)[1:-1]
        # From the middle of the line outwards.
        for part in parts[np.argsort(np.abs(parts - 0.5), kind="stable")]:
            centre = part * along[-1]
            reach = wide / 2 + pad
            if centre - reach < 0 or centre + reach > along[-1]:
                continue
            stretch = np.array([centre - reach, centre, centre + reach])
            start, middle, end = np.column_stack(
                [np.interp(stretch, along, piece[:, axis]) for axis in (0, 1)]
            )
            chord = end - start
            if np.hypot(*chord) < _STRAIGHT * 2 * reach:
                continue
            angle = float(np.degrees(np.arctan2(chord[1], chord[0])))
            angle = (angle + 90.0) % 180.0 - 90.0  # upright
            if abs(angle) > _STEEPEST:
                continue
            box = _box(middle, wide + 2 * pad, high + 2 * pad, angle)
            if not (frame.containsx(box.x0) and frame.containsx(box.x1)
                    and frame.containsy(box.y0) and frame.containsy(box.y1)):  # fmt: skip
                continue
            if any(box.overlaps(other) for other in boxes):
                continue
            if any(_inside(box.padded(clear), some).any() for some in points):
                continue
            if any(line.intersects_bbox(box, filled=False) for line in lines):
                continue
            return middle, round(angle, 3), box
    return None


def _length(piece: NDArray[np.float64]) -> float:
    return float(np.hypot(*np.diff(piece, axis=0).T).sum())


def _box(middle: NDArray[np.float64], wide: float, high: float, angle: float) -> Bbox:
    """Around a turned number."""
    cos, sin = abs(np.cos(np.radians(angle))), abs(np.sin(np.radians(angle)))
    half = np.array([wide * cos + high * sin, wide * sin + high * cos]) / 2
    return Bbox(np.array([middle - half, middle + half]))


def _inside(box: Bbox, points: NDArray[np.float64]) -> Any:
    return np.all((points >= box.min) & (points <= box.max), axis=1)
