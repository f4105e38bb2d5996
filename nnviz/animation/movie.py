"""MP4: through the ffmpeg program, where it is present."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO, cast

import matplotlib as mpl
import numpy as np
from matplotlib.animation import FFMpegWriter
from matplotlib.figure import Figure

from nnviz.animation.frames import Frames, Pixels, as_rgba

# Without these ffmpeg writes its version into the file.
_SAME_BYTES = ["-fflags", "+bitexact", "-flags:v", "+bitexact"]


def check_movie_writer() -> None:
    """Refuse an MP4 where ffmpeg is not installed.

    Raises
    ------
    RuntimeError
        That says what could be done.
    """
    if not FFMpegWriter.isAvailable():
        program = mpl.rcParams["animation.ffmpeg_path"]
        raise RuntimeError(
            f"path: an .mp4 is written by the program {program!r}, which is not installed here (or "
            "not found: rcParams['animation.ffmpeg_path'] names it). A .gif needs no program: "
            "save('training.gif')."
        )


def write_movie(
    file: BinaryIO, frames: Frames, counts: Sequence[int], fps: float, comment: str
) -> None:
    """Write frames as an MP4.

    Parameters
    ----------
    file : binary file
        Where to.
    frames : Frames
        The pictures.
    counts : sequence of int
        How many times each is shown.
    fps : float
        How many are shown in a second.
    comment : str
        What the movie shows.

    Raises
    ------
    RuntimeError
        If ffmpeg is not there, or fails.
    """
    check_movie_writer()
    writer = FFMpegWriter(
        fps=cast(int, fps), metadata={"comment": comment}, extra_args=_arguments()
    )
    height, width = (side + side % 2 for side in frames.shape)  # h264 takes even sides only
    screen = _Screen(figsize=(width / 100, height / 100), dpi=100)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "movie.mp4")
        try:
            with writer.saving(screen, str(path), dpi=100):
                _send(writer, screen, frames, counts)
        except subprocess.CalledProcessError as error:
            said = str(error.stderr or "").strip().splitlines() or ["it does not say why."]
            raise RuntimeError(
                f"path: {mpl.rcParams['animation.ffmpeg_path']!r}, which writes an .mp4, failed: "
                f"{said[-1]}"
            ) from error
        with open(path, "rb") as made:
            shutil.copyfileobj(made, file)


def _send(writer: FFMpegWriter, screen: _Screen, frames: Frames, counts: Sequence[int]) -> None:
    for pixels, count in zip(frames, counts, strict=True):
        screen.pixels = _even(pixels)
        for _ in range(count):
            try:
                writer.grab_frame()
            except BrokenPipeError:  # why ffmpeg stopped is known when it is finished
                return


def _arguments() -> list[str]:
    return [*mpl.rcParams["animation.ffmpeg_args"], *_SAME_BYTES]


class _Screen(Figure):
    """What a movie writer takes for a figure: it is saved as the pixels that it was given."""

    pixels: Pixels

    def savefig(self, fname: Any, **kw: Any) -> None:
        """Write the pixels."""
        cast(BinaryIO, fname).write(as_rgba(self.pixels).tobytes())


def _even(pixels: Pixels) -> Pixels:
    """Pixels with even sides: the last row or column is there twice if need be."""
    height, width = pixels.shape
    return np.pad(pixels, ((0, height % 2), (0, width % 2)), mode="edge")
