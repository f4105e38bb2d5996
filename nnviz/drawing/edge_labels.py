"""Numbers written along edges, at a given fraction or where they collide with nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.text import Text
from numpy.typing import NDArray

from nnviz.drawing.frame import Frame, measure
from nnviz.drawing.words import add_text, shrinking_sizes

_FRACTIONS = (0.5, 0.4, 0.6, 0.3, 0.7, 0.45, 0.55, 0.35, 0.65, 0.25, 0.75, 0.2, 0.8)
_NUDGES = (0.0, 0.04, -0.04, 0.08, -0.08, 0.12, -0.12)  # from a given fraction, if it is taken
_CLEAR = 1.5  # points between two labels


class EdgeLabels:
    """The numbers on the edges of one diagram.

    Parameters
    ----------
    frame : Frame
        Of the diagram.
    segments : ndarray of shape (n, 2, 2)
        The edges from their sources to their targets, in data units.
    texts : sequence of str
        One an edge.
    importance : ndarray
        One an edge: where two labels collide the less important one moves or goes.
    position : float or "auto"
        The fraction of the edge, counted from its source, or wherever there is room. A label
        that would lie on another one there moves along its edge a little.
    all_or_none : bool
        Show no label unless all of them fit.
    obstacles : ndarray of shape (n, 2)
        Centres of the discs to keep clear of, in data units.
    radii : callable, optional
        Returns their radii in pixels, where they are not those of neurons.
    """

    def __init__(
        self,
        frame: Frame,
        segments: NDArray[np.float64],
        texts: Sequence[str],
        importance: NDArray[np.float64],
        *,
        position: float | str,
        all_or_none: bool,
        obstacles: NDArray[np.float64],
        paper: Any,
        size: float | None = None,
        radii: Callable[[], NDArray[np.float64]] | None = None,
        **kw: Any,
    ) -> None:
        ax = frame.ax
        self._frame, self._segments, self._obstacles = frame, segments, obstacles
        self._position, self._all_or_none, self._size = position, all_or_none, size
        self._radii = radii
        self._order = np.argsort(-importance, kind="stable")
        # A box of paper, since on a thick edge the rim of a halo leaves dots and digits unclear.
        box = {"boxstyle": "round,pad=0.1", "facecolor": paper, "edgecolor": "none"}
        options: dict[str, Any] = {"ha": "center", "va": "center_baseline", "zorder": 2}
        options |= {"rotation_mode": "anchor", "bbox": box, **kw}
        self.texts: list[Text] = [add_text(ax, 0, 0, text, **options) for text in texts]
        frame.finish.append(self.fit)

    def fit(self) -> None:
        """Place the labels for the axes' present size; leave out, and say so, what collides."""
        sizes = [self._size] if self._size else shrinking_sizes()
        for size in sizes:
            shown = self._place_all(size)
            if shown.all():
                break
        if self._all_or_none and not shown.all():
            shown[:] = False
        for text, visible in zip(self.texts, shown, strict=True):
            text.set_visible(bool(visible))
        left_out = int((~shown).sum())
        says = None
        if left_out and not self._all_or_none:
            says = f"{left_out} of {len(self.texts)} edge labels left out: no room"
        self._frame.note("edge labels", says)

    def _place_all(self, size: float) -> NDArray[np.bool_]:
        axes = self._frame.ax
        lines = axes.transData.transform(self._segments.reshape(-1, 2)).reshape(-1, 2, 2)
        along = lines[:, 1] - lines[:, 0]
        angles = np.degrees(np.arctan2(along[:, 1], along[:, 0]))
        angles = (angles + 90.0) % 180.0 - 90.0  # never upside down
        per_point = self._frame.scale.pixels_per_point
        halves = np.array([self._half_size(k, size) for k in range(len(self.texts))]) * per_point
        fractions: Sequence[float] = _FRACTIONS
        if self._position != "auto":
            fractions = np.clip(float(self._position) + np.array(_NUDGES), 0.0, 1.0).tolist()
        neurons = axes.transData.transform(self._obstacles)
        radius = self._frame.scale.radius if self._radii is None else self._radii()
        taken: list[NDArray[np.float64]] = []
        shown = np.zeros(len(self.texts), dtype=bool)
        for k in self._order:
            turn = np.radians(angles[k])
            cos, sin = abs(np.cos(turn)), abs(np.sin(turn))
            half = np.array([[cos, sin], [sin, cos]]) @ halves[k] + _CLEAR * per_point / 2
            for fraction in fractions:
                centre = lines[k, 0] + fraction * along[k]
                box = np.concatenate([centre - half, centre + half])
                covered = _meets_disc(centre, halves[k], turn, neurons, radius)
                if covered or _overlaps(box, taken):
                    continue
                taken.append(box)
                shown[k] = True
                break
            else:
                centre = lines[k, 0] + fractions[0] * along[k]
            start, end = self._segments[k]
            part = float(np.hypot(*(centre - lines[k, 0])) / max(np.hypot(*along[k]), 1e-9))
            self.texts[k].set(position=start + part * (end - start), rotation=angles[k])
        return shown

    def _half_size(self, k: int, size: float) -> tuple[float, float]:
        text = self.texts[k]
        text.set(visible=True, fontsize=size, rotation=0)
        width, height = measure(text)
        return width / 2, height / 2


def _overlaps(box: NDArray[np.float64], taken: Sequence[NDArray[np.float64]]) -> bool:
    if not taken:
        return False
    others = np.array(taken)
    apart = (
        (others[:, 0] >= box[2]) | (others[:, 2] <= box[0])
        | (others[:, 1] >= box[3]) | (others[:, 3] <= box[1])
    )  # fmt: skip
    return not bool(apart.all())


def _meets_disc(
    centre: NDArray[np.float64], half: NDArray[np.float64], turn: float,
    discs: NDArray[np.float64], radius: float | NDArray[np.float64],
) -> bool:  # fmt: skip
    """Whether a turned box meets one of some discs."""
    cos, sin = np.cos(turn), np.sin(turn)
    local = (discs - centre) @ np.array([[cos, -sin], [sin, cos]])
    outside = np.maximum(np.abs(local) - half, 0.0)
    return bool((np.hypot(*outside.T) < radius).any())
