"""What `animate` returns: the frames of a training, ready to be written and shown."""

from __future__ import annotations

import operator
import os
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, BinaryIO

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from nnviz.animation.frames import Frames, as_rgba
from nnviz.animation.gif import write_gif
from nnviz.animation.movie import check_movie_writer, write_movie
from nnviz.animation.player import page_html, player_html
from nnviz.drawing.saving import displays_on
from nnviz.storage import as_path, write_whole

_SUFFIXES = (".gif", ".mp4", ".html")
_FASTEST_GIF = 50.0  # frames a second; browsers slow down what is faster
_LONGEST_GIF = 655_350  # milliseconds of one frame


@dataclass(eq=False, repr=False)
class Animation:
    """The frames of a network that learns.

    It is what `animate` returns; make one through that function. All frames are drawn already, so
    that whatever is written shows the same, and nothing that happens to the models later, or to
    the style, reaches it.

    Attributes
    ----------
    epochs : tuple of int
        Of the frames, in the order of training.
    frames : Frames
        The pictures.
    fps : float
        How many frames are shown in a second.
    hold : float
        How many seconds longer than the others the last frame stays.
    repeat : bool
        Whether it begins again at the end.
    figure_ : Figure
        With the picture of the last frame, without the epoch above; pyplot does not know it.
    display_ : object
        What the drawing function returned, with the last frame's numbers: a Display of nnviz's
        functions.
    """

    epochs: tuple[int, ...]
    frames: Frames
    fps: float
    hold: float
    repeat: bool
    figure_: Figure
    display_: Any

    def __len__(self) -> int:
        return len(self.epochs)

    def frame(self, k: int) -> NDArray[np.uint8]:
        """The pixels of one frame.

        Parameters
        ----------
        k : int
            Which: 0 is the first, -1 the last.

        Returns
        -------
        ndarray of uint8 of shape (height, width, 4)
            Red, green, blue and opacity, which is 255 everywhere; the upper row first.

        Raises
        ------
        IndexError
            If there is no such frame.
        """
        n = len(self.epochs)
        number = operator.index(k)
        if not -n <= number < n:
            raise IndexError(f"k must be from {-n} to {n - 1}; got {k}.")
        return as_rgba(self.frames.frame(number % n))

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the animation to a file, or leave everything as it was.

        The same animation gives the same bytes. The alternative text goes with it: as the comment
        of a GIF or an MP4, as the text for screen readers of a page.

        Parameters
        ----------
        path : str or path-like
            Its suffix names the format: ".gif"; ".html", a page with a slider, which needs nothing
            from elsewhere; or ".mp4", which needs the program ffmpeg. The first two have one
            palette of 255 colours for all frames: the commonest are exact, the others near. An MP4
            has all colours, at half the resolution, as is usual for films.

        Returns
        -------
        Path
            Of the file.

        Raises
        ------
        ValueError
            If the suffix is another one, or frames come too fast or too slowly for a GIF.
        FileNotFoundError
            If the folder does not exist.
        RuntimeError
            If there is no ffmpeg, or it fails.
        """
        path = as_path(path)
        suffix = path.suffix.lower()
        if suffix not in _SUFFIXES:
            raise ValueError(f"path must end in one of {', '.join(_SUFFIXES)}; got {path.name!r}.")
        if suffix == ".gif":
            return write_whole(path, self._gif_writer())
        if suffix == ".mp4":
            check_movie_writer()
            return write_whole(path, self._write_movie)
        return write_whole(path, self._write_page)

    def to_jshtml(self, embed_limit: float | None = None) -> str:
        """A piece of HTML that plays the animation, with all frames in it.

        Parameters
        ----------
        embed_limit : float, optional
            The largest size in megabytes; by default ``rcParams["animation.embed_limit"]``, which
            is 20 unless changed.

        Returns
        -------
        str
            HTML that needs nothing from elsewhere; without scripts it shows the last frame.

        Raises
        ------
        ValueError
            If it would be larger.
        """
        limit = mpl.rcParams["animation.embed_limit"] if embed_limit is None else embed_limit
        html = self._player()
        size = len(html) / 2**20
        if size > limit:
            raise ValueError(
                f"embed_limit: {len(self):,} frames take {size:,.1f} MB, and {limit:g} MB are "
                "allowed. Show fewer epochs or a smaller figure, raise the limit, or save('a.gif')."
            )
        return html

    def alt_text(self) -> str:
        """Describe the animation in a few sentences.

        Returns
        -------
        str
            The alternative text.
        """
        n = len(self.epochs)
        if n == 1:
            first = f"Animation of one frame, of epoch {self.epochs[0]:,}."
        else:
            first = (
                f"Animation of {n:,} frames, from epoch {self.epochs[0]:,} to "
                f"{self.epochs[-1]:,}; the last one is described here."
            )
        return " ".join([first, *(one.alt_text() for one in displays_on(self.figure_))])

    def __repr__(self) -> str:
        n = len(self.epochs)
        ends = " to ".join(f"{epoch:,}" for epoch in sorted({self.epochs[0], self.epochs[-1]}))
        return f"<Animation of {n:,} frame{'' if n == 1 else 's'}, epoch {ends}>"

    def _repr_html_(self) -> str:
        """What a notebook shows: the player, or why there is none."""
        try:
            return self.to_jshtml()
        except ValueError as error:
            return f"<p>{escape(repr(self))}</p><p>{escape(str(error))}</p>"

    def _durations(self, unit: int) -> list[int]:
        """How long each frame stays, in milliseconds that are multiples of a unit.

        What rounding takes from one frame the next ones get, so that the whole keeps its length.
        """
        ends = np.arange(1, len(self.epochs) + 1) * 1000.0 / self.fps
        ends[-1] += 1000.0 * self.hold
        steps = np.diff(np.floor(ends / unit + 0.5), prepend=0.0) * unit
        return np.maximum(steps, unit).astype(int).tolist()  # type: ignore[no-any-return]

    def _gif_writer(self) -> Callable[[BinaryIO], None]:
        if self.fps > _FASTEST_GIF:
            raise ValueError(
                f"fps must be at most {_FASTEST_GIF:g} for a GIF, since browsers slow down what "
                f"is faster; it is {self.fps:g}."
            )
        durations = self._durations(10)
        if max(durations) > _LONGEST_GIF:
            raise ValueError(
                f"fps and hold: a frame of a GIF can stay for {_LONGEST_GIF / 1000:g} seconds at "
                f"most; one of these would stay for {max(durations) / 1000:g}."
            )
        return lambda file: write_gif(
            file, self.frames, durations, repeat=self.repeat, comment=self.alt_text()
        )

    def _write_movie(self, file: BinaryIO) -> None:
        counts = [1] * len(self.epochs)
        counts[-1] += round(self.hold * self.fps)
        write_movie(file, self.frames, counts, self.fps, self.alt_text())

    def _write_page(self, file: BinaryIO) -> None:
        file.write(page_html(self._player(), repr(self)[1:-1]).encode())

    def _player(self) -> str:
        said = [f"epoch {epoch:,}" for epoch in self.epochs]
        return player_html(
            self.frames, self._durations(1), said, repeat=self.repeat, alt=self.alt_text()
        )
