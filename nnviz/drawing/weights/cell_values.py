"""The numbers in the cells of a matrix, where all of them fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, Normalize
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

from nnviz.drawing.frame import measure
from nnviz.drawing.paper import readable_on
from nnviz.drawing.words import add_text, format_number, short_number, shrinking_sizes

_FEW = 100  # "auto" writes so many numbers in a matrix at most
_MOST = 5000
_FILLED = (0.84, 0.76)  # the parts of a cell's width and height that a number may take


class CellValues:
    """One number in each cell of a matrix: all of them or none.

    Parameters
    ----------
    ax : Axes
        Of the matrix.
    values : ndarray of shape (n,)
        What is written; NaN where nothing is.
    places : ndarray of shape (n, 2)
        The middles of the cells in data units.
    norm, cmap : Normalize, Colormap
        Of the cells, which the ink is chosen for.
    wanted : bool or "auto"
        Whether to write many of them.
    spec : str or None
        Their format; by default two decimals, or three digits of very small and large ones.
    ink : colour
        Taken where it can be read.
    """

    def __init__(
        self, ax: Axes, values: NDArray[np.float64], places: NDArray[np.float64], norm: Normalize,
        cmap: Colormap, *, wanted: bool | str, spec: str | None, ink: Any, **kw: Any,
    ) -> None:  # fmt: skip
        self._ax, self._fixed = ax, kw.get("fontsize")
        self.texts: list[Text] = []
        most = _FEW if wanted == "auto" else _MOST if wanted else 0
        #: Whether the numbers are wanted, whatever room there is.
        self.asked_for = wanted is True
        #: Whether they are there.
        self.shown = False
        if len(values) > most:
            return
        colours = cmap(norm(np.ma.masked_invalid(values)))
        words = written(values, spec)
        for word, (x, y), face in zip(words, places, colours, strict=True):
            if word:
                colour = readable_on(face, (ink, "black", "white"))
                options = {"color": colour, **kw, "ha": "center", "va": "center_baseline"}
                self.texts.append(add_text(ax, x, y, word, zorder=3, visible=False, **options))

    def fit(self, box: Bbox) -> None:
        """Write them as large as the cells of a matrix in a box of pixels allow."""
        if not self.texts:
            return
        root = self._ax.get_figure(root=True)
        assert root is not None
        view = self._ax.viewLim
        cell = np.array([box.width / abs(view.width), box.height / abs(view.height)])
        cell = cell * 72 / root.dpi * _FILLED
        self.shown = False
        for size in [self._fixed] if self._fixed else shrinking_sizes():
            for text in self.texts:
                text.set_fontsize(size)
            extents = np.array([measure(text) for text in self.texts])
            if np.all(extents.max(axis=0) <= cell):
                self.shown = True
                break
        for text in self.texts:
            text.set_visible(self.shown)


def written(values: Sequence[float] | NDArray[np.float64], spec: str | None) -> list[str]:
    """Numbers in one format; empty for what is not a number.

    Examples
    --------
    >>> written([0.125, -3.0, float("nan")], None)
    ['0.12', '\N{MINUS SIGN}3.00', '']
    >>> written([0.00125, -0.003], None)
    ['0.00125', '\N{MINUS SIGN}3e\N{MINUS SIGN}3']
    """
    finite = np.abs(np.asarray(values, dtype=float))
    largest = float(np.max(finite[np.isfinite(finite)], initial=0.0))
    if spec is None and (largest == 0 or 0.095 <= largest < 999.5):
        spec = ".2f"
    return [
        "" if not np.isfinite(value)
        else short_number(float(value)) if spec is None else format_number(float(value), spec)
        for value in values
    ]  # fmt: skip
