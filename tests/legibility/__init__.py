"""Can the figure be read? One checker, for any matplotlib figure.

How it looks
------------
It watches a figure being drawn rather than asking its artists what they would draw. Three drawings
are made with Agg:

* the *ground*: everything but the letters. Halos and boxes of texts are drawn, since they are what
  the letters stand on. Meanwhile each text that is drawn is noted, with its final place, size,
  angle, colour and clipping; so texts that are not drawn (empty, invisible, tick labels outside
  the view) are not there, and texts drawn by any means (custom classes, custom draw methods) are;
* the *picture*: the figure as it is;
* a *stencil* of each text: which pixels its letters ink, and how much.

From these follow, for each line of text, its box (the extent of the inked letters, turned with the
text), the ground about its letters, and whether the letters are still to be seen in the picture.

Contrast is WCAG 2's ratio of relative luminances [1]_, of the text's colour with each pixel of the
ground within about a point of the letters. The 10th percentile of these has to reach 4.5: a thin
line that crosses a text touches fewer pixels than that and harms nobody, whereas a thick line, an
edge of two areas or a busy image touches more. A lower percentile (the minimum) would refuse any
grid line, a higher one (the median) would take a text half of which cannot be read.

Strokes are asked of the artists: lines, patches and collections. Of each stroke the colour and the
width are compared with the paper behind its axes; what else it may cross is not looked at.
An item with a face (a bar, a point, a neuron) is seen by its face or by its outline: only when the
face's contrast does not suffice must the outline's. Ticks, grids, spines, markers and the frames of
legends and texts are furniture; what else is not meant to be noticed says so by a gid that starts
with "decoration".

References
----------
.. [1] Web Content Accessibility Guidelines 2.2, "contrast ratio" and "relative luminance",
   https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgba
from matplotlib.figure import FigureBase

from tests.legibility.colour import contrast_ratio
from tests.legibility.problem import KINDS, Problem
from tests.legibility.strokes import stroke_problems, stroked_artists
from tests.legibility.texts import find_misplaced, find_overlaps, find_small, find_unseen
from tests.legibility.watching import draw, draw_ground, formulas_remembered, made_transparent

__all__ = ["KINDS", "Problem", "assert_legible", "check_legibility", "contrast_ratio"]


def check_legibility(
    figure: FigureBase,
    *,
    paper: Any = "white",
    transparent: bool | None = None,
    slides: bool = False,
    min_text_contrast: float = 4.5,
    min_text_points: float | None = None,
    min_stroke_contrast: float | None = None,
    min_stroke_points: float | None = None,
    overlap_tolerance: float = 0.75,
    outside_tolerance: float = 1.0,
) -> list[Problem]:
    """Everything in a figure that cannot be read.

    Parameters
    ----------
    figure : Figure
        Any figure, made with pyplot or without; of a subfigure, its whole figure is checked. It is
        drawn, and otherwise left as it was.
    paper : color, default "white"
        What lies behind the figure where it is transparent.
    transparent : bool, optional
        Check what ``savefig(transparent=...)`` would save. None takes ``savefig.transparent`` from
        rcParams.
    slides : bool, default False
        Take the limits for slides (text of 18 points, strokes of 1.2 points and 2.5:1) where none
        are given; otherwise any text, and strokes of 0.4 points and 3:1.
    min_text_contrast, min_stroke_contrast : float
        The lowest contrast ratios.
    min_text_points, min_stroke_points : float, optional
        The size of the smallest letter (a subscript is smaller than its text), and the lowest
        stroke width.
    overlap_tolerance, outside_tolerance : float
        Pixels by which two texts may overlap, and by which a text may leave the figure.

    Returns
    -------
    list of Problem
        Empty when all is well.
    """
    root = figure.get_figure(root=True)
    if min_text_points is None:
        min_text_points = 18.0 if slides else 0.0
    if min_stroke_contrast is None:
        min_stroke_contrast = 2.5 if slides else 3.0
    if min_stroke_points is None:
        min_stroke_points = 1.2 if slides else 0.4
    if transparent is None:
        transparent = bool(mpl.rcParams["savefig.transparent"])
    paper_rgb = np.array(to_rgba(paper)[:3])

    with ExitStack() as stack:
        stack.enter_context(formulas_remembered())
        if transparent:
            stack.enter_context(made_transparent(root))
        if root.get_layout_engine() is not None:
            root.draw_without_rendering()  # as savefig does, since a layout engine may need it
        picture = draw(root, RendererAgg, paper_rgb)[0]
        ground, watcher = draw_ground(root, paper_rgb)
        problems = [
            *find_overlaps(watcher.texts, overlap_tolerance),
            *find_misplaced(watcher.texts, ground.shape, outside_tolerance),
            *find_small(watcher.texts, min_text_points),
            *find_unseen(watcher.texts, ground, picture, root.dpi, min_text_contrast),
        ]
        # Of two texts that overlap, one covers the other; once is enough.
        overlapping = {a for p in problems if p.kind == "overlap" for a in p.artists}
        problems = [
            p for p in problems if p.kind != "covered" or not overlapping.intersection(p.artists)
        ]
        for artist, behind in stroked_artists(root, paper_rgb):
            problems += stroke_problems(artist, behind, min_stroke_contrast, min_stroke_points)
    return problems


def assert_legible(figure: FigureBase, **limits: Any) -> None:
    """Fail, saying everything that cannot be read; the limits are those of `check_legibility`."""
    problems = check_legibility(figure, **limits)
    if problems:
        words = "\n".join(f"  {problem}" for problem in problems)
        raise AssertionError(f"{len(problems)} legibility problem(s):\n{words}")
