"""Numbers written along edges, at a given fraction or where they collide with nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.text import Text
from numpy.typing import NDArray

from nnviz.drawing.edge_label_collection import PROPERTIES, EdgeLabelCollection, angles_along
from nnviz.drawing.frame import Frame, measure
from nnviz.drawing.label_places import place_labels
from nnviz.drawing.words import add_text, shrinking_sizes

Floats = NDArray[np.float64]
MANY_LABELS = 60  # beyond so many they are no longer a text each
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
    counts : sequence of int, optional
        How many edges each connection has, one connection after the other: if there are more
        than `MANY_LABELS`, the labels of each are one artist.
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
        counts: Sequence[int] | None = None,
        **kw: Any,
    ) -> None:
        ax = frame.ax
        self._frame, self._segments, self._obstacles = frame, segments, obstacles
        self._position, self._all_or_none, self._size = position, all_or_none, size
        self._radii = radii
        self._order = np.argsort(-importance, kind="stable")
        self._answered: Any = None
        self._too_large = 0  # sizes that have been found to be, in the rounds of this fitting
        self.texts: list[Text] = []
        self.collections: list[EdgeLabelCollection] = []
        self._rows: list[slice] = []
        if counts is not None and len(texts) > MANY_LABELS and PROPERTIES.issuperset(kw):
            self._write_in_bulk(texts, counts, {"zorder": 2, **kw}, paper)
        else:
            # A box of paper: on a thick edge the rim of a halo leaves dots and digits unclear.
            box = {"boxstyle": "round,pad=0.1", "facecolor": paper, "edgecolor": "none"}
            options: dict[str, Any] = {"ha": "center", "va": "center_baseline", "zorder": 2}
            options |= {"rotation_mode": "anchor", "bbox": box, **kw}
            self.texts = [add_text(ax, 0, 0, text, **options) for text in texts]
        frame.finish.append(self.fit)

    def _write_in_bulk(
        self, texts: Sequence[str], counts: Sequence[int], options: dict[str, Any], paper: Any
    ) -> None:
        ends = np.cumsum(counts).tolist()
        for start, end in zip([0, *ends[:-1]], ends, strict=True):
            rows = slice(start, end)
            labels = EdgeLabelCollection(
                self._frame.ax, self._segments[rows], texts[rows], paper=paper, options=options
            )
            self.collections.append(labels)
            self._rows.append(rows)

    @property
    def n_labels(self) -> int:
        """How many there are."""
        return len(self._segments)

    def fit(self) -> None:
        """Place the labels for the axes' present size; leave out, and say so, what collides."""
        room = self._frame.room
        if room is None or room.last is None:
            self._too_large = 0
            if self.collections:
                return  # other words do not know their room yet: all of this would be for nothing
        lines = self._frame.ax.transData.transform(self._segments.reshape(-1, 2))
        lines = lines.reshape(-1, 2, 2)
        neurons = self._frame.ax.transData.transform(self._obstacles)
        radii = self._frame.scale.radius if self._radii is None else self._radii()
        per_point = self._frame.scale.pixels_per_point
        sizes = [self._size] if self._size else shrinking_sizes()
        question = (lines.tobytes(), neurons.tobytes(), np.asarray(radii).tobytes(), per_point)
        if self._answered != (*question, *sizes):
            self._shown = self._place_all(lines, neurons, radii, sizes)
            self._answered = (*question, *sizes)
        left_out = int((~self._shown).sum())
        says = None
        if left_out and not self._all_or_none:
            says = f"{left_out} of {self.n_labels} edge labels left out: no room"
        self._frame.note("edge labels", says)

    def _place_all(
        self, lines: Floats, neurons: Floats, radii: float | Floats, sizes: Sequence[float]
    ) -> NDArray[np.bool_]:
        """Place the labels at the first size at which all of them fit, or at the last one."""
        angles = angles_along(lines)
        per_point = self._frame.scale.pixels_per_point
        fractions = np.array(_FRACTIONS)
        if self._position != "auto":
            fractions = np.clip(float(self._position) + np.array(_NUDGES), 0.0, 1.0)
        for size in sizes[self._too_large :]:
            placed = place_labels(
                lines, angles, self._half_sizes(size) * per_point, self._order, fractions,
                neurons, radii, clear=_CLEAR * per_point, all_or_none=size != sizes[-1],
            )  # fmt: skip
            if placed is not None:
                break
            self._too_large += 1
        assert placed is not None
        centres, shown = placed
        if self._all_or_none and not shown.all():
            shown[:] = False
        lengths = np.maximum(np.hypot(*(lines[:, 1] - lines[:, 0]).T), 1e-9)
        parts = np.hypot(*(centres - lines[:, 0]).T) / lengths
        for text, (start, end), part, angle, visible in zip(
            self.texts, self._segments, parts, angles, shown, strict=bool(self.texts)
        ):
            text.set(position=start + part * (end - start), rotation=angle, visible=bool(visible))
        for labels, rows in zip(self.collections, self._rows, strict=bool(self.collections)):
            labels.place(parts[rows], shown[rows], size)
        return shown

    def _half_sizes(self, size: float) -> Floats:
        if self.collections:
            return np.concatenate([labels.half_sizes(size) for labels in self.collections])
        for text in self.texts:
            text.set(visible=True, fontsize=size, rotation=0)
        return np.array([measure(text) for text in self.texts]) / 2
