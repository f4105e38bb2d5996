"""GIF: all frames with one palette, through Pillow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from nnviz.animation.frames import Frames
from nnviz.animation.palette import MOST_COLOURS, indexed_images


def write_gif(
    file: BinaryIO, frames: Frames, durations: Sequence[int], *, repeat: bool, comment: str
) -> None:
    """Write frames as a GIF.

    Parameters
    ----------
    file : binary file
        Where to.
    frames : Frames
        The pictures.
    durations : sequence of int
        In milliseconds, one a frame. A frame that is equal to the one before is not written; its
        time is added to that of the one before.
    repeat : bool
        Whether to begin again at the end, for ever.
    comment : str
        What the picture shows.
    """
    table, images = indexed_images(frames)
    loop = {"loop": 0} if repeat else {}
    next(images).save(
        file,
        "GIF",
        save_all=True,
        append_images=images,
        duration=list(durations),
        palette=table,
        optimize=True,  # of each frame only what differs from the one before
        transparency=MOST_COLOURS,
        disposal=1,
        comment=comment.encode(),
        **loop,
    )
