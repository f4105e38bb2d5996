"""What every Display shares, and no more: how it is saved and how it shows itself."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from nnviz.drawing.pyplot_figures import close_figure, step_back
from nnviz.drawing.saving import save_figure


class DisplayMixin:
    """`save`, `close` and `__repr__` of a Display."""

    ax_: Axes

    def save(self, path: str | os.PathLike[str], **savefig_kwargs: Any) -> Path:
        """Write the whole figure to a file, or leave everything as it was.

        The alternative text of every nnviz picture on the figure goes with it: as ``Description``
        of a PNG, ``Subject`` of a PDF, title and description of an SVG. The same picture gives
        the same bytes.

        Parameters
        ----------
        path : str or path-like
            Its suffix names the format: ".png", ".svg", ".pdf" and whatever else matplotlib writes.
        **savefig_kwargs
            For `matplotlib.figure.Figure.savefig`.

        Returns
        -------
        Path
            Of the file.

        Raises
        ------
        ValueError
            If the suffix is not known; nothing is written.
        TypeError
            If `path` is an open file, which ``figure_.savefig`` takes, or no name of a file.
        FileNotFoundError
            If the folder does not exist.
        RuntimeError
            If the display has not been drawn.
        """
        return save_figure(self._drawn_figure(), path, **savefig_kwargs)

    def close(self) -> None:
        """Have pyplot forget the whole figure, and close its window if it has one.

        The display keeps its figure, which can still be saved. A figure that pyplot does not know,
        or no longer knows, stays as it is.

        Raises
        ------
        RuntimeError
            If the display has not been drawn.
        """
        close_figure(self._drawn_figure())

    def step_back(self) -> None:
        """Leave the place of pyplot's current figure to the one that had it before.

        The figure stays open. Nothing happens where it is not the current one, or the only one.

        Raises
        ------
        RuntimeError
            If the display has not been drawn.
        """
        step_back(self._drawn_figure())

    def _drawn_figure(self) -> Figure:
        """The root figure; a RuntimeError before the display has been drawn."""
        figure = self.ax_.get_figure(root=True) if hasattr(self, "ax_") else None
        if figure is None:
            raise RuntimeError("This display has not been drawn yet: call plot() first.")
        return figure

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.alt_text().split('. ')[0].rstrip('.')}>"

    def alt_text(self) -> str:
        """Two to four sentences that say what the picture shows."""
        raise NotImplementedError
