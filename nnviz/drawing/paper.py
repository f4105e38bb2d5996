"""Ink and paper: the colour of our lines and words, and the colour that really lies behind them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba

from nnviz.encoding import contrast_ratio, relative_luminance

RGBA = tuple[float, float, float, float]

READABLE = 4.6  # the contrast that WCAG 2 (level AA) asks of text is 4.5; colours get rounded


def ink_colour(ax: Axes) -> RGBA:
    """The colour of text in the reader's style; black or white where that could not be read."""
    ink = to_rgba(mpl.rcParams["text.color"])
    return readable_on(paper_colour(ax), (ink, "black", "white"))


def paper_colour(ax: Axes, *, around: bool = False) -> RGBA:
    """The opaque colour that lies behind a diagram in `ax`, or `around` the axes.

    The axes' own face counts where it is drawn; an axes with its frame off shows the figure's.
    What is still transparent then is taken for the opposite of the ink.
    """
    ink = to_rgba(mpl.rcParams["text.color"])
    behind: RGBA = (0, 0, 0, 1) if relative_luminance([ink])[0] > 0.18 else (1, 1, 1, 1)
    patches = [ax.patch] if ax.axison and ax.get_frame_on() and not around else []
    parent = _parent(ax)
    while parent is not None:
        if parent.axison and parent.get_frame_on():
            patches.append(parent.patch)
        parent = _parent(parent)
    figure = ax.get_figure(root=False)
    while figure is not None:
        patches.append(figure.patch)
        above = figure.get_figure(root=False)
        figure = None if above is figure else above
    for patch in reversed(patches):
        if patch.get_visible():
            behind = blend(patch.get_facecolor(), behind)
    return behind


def _parent(ax: Axes) -> Axes | None:
    """The axes that an inset stands in."""
    figure = ax.get_figure(root=False)
    found: list[Any] = list(figure.axes) if figure is not None else []
    for other in found:
        if ax in other.child_axes:
            return cast(Axes, other)
        found.extend(other.child_axes)  # insets of insets; the loop goes on over them
    return None


def blend(colour: Any, behind: RGBA, amount: float | None = None) -> RGBA:
    """`colour` laid over an opaque one, with its own alpha or the given amount."""
    red, green, blue, alpha = to_rgba(colour)
    share = alpha if amount is None else amount
    mixed = np.array([red, green, blue]) * share + np.array(behind[:3]) * (1 - share)
    return (float(mixed[0]), float(mixed[1]), float(mixed[2]), 1.0)


def faint_on(behind: RGBA, ink: Any, contrast: float = 3.1) -> RGBA:
    """The palest mixture of an ink and what lies behind that still has a contrast with that."""
    for part in range(5, 100):
        mixed = blend(ink, behind, part / 100)
        if contrast_ratio([mixed], behind)[0] >= contrast:
            return mixed
    return blend(ink, behind)


def readable_on(face: Any, candidates: Sequence[Any]) -> RGBA:
    """The first candidate that can be read on `face`, or else the one that stands out most."""
    ratios = contrast_ratio(list(candidates), face)
    passing = np.flatnonzero(ratios >= READABLE)
    return to_rgba(candidates[int(passing[0]) if passing.size else int(np.argmax(ratios))])
