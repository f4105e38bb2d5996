"""Trainings on a loss surface: a line with a dot for each snapshot, hollow at the start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke
from numpy.typing import NDArray

from nnviz.drawing.line_looks import LineLook
from nnviz.drawing.loss_surface.options import LossSurfaceOptions
from nnviz.drawing.loss_surface.words import PROJECTION, count_words
from nnviz.drawing.style import of_style
from nnviz.drawing.words import literal
from nnviz.surfaces import Descent

Floats = NDArray[np.float64]

MOST_DOTS = 30
_PROJECTED: Any = (0, (4, 1.6))
_WIDTH = 1.1  # of the line, in that of the style's lines
_END, _DOT = 1.25, 0.62  # diameters of the ends and of the dots between, in the style's markers
_RING = 0.55  # how much wider the start is around each other one
_GROWING = (0.55, 1.0)  # the same on a curve, where dots lie on each other


@dataclass(frozen=True, eq=False)
class DescentArtists:
    """The artists of a training, and how many of its snapshots are outside the picture."""

    line: Line2D
    dots: PathCollection
    handle: Line2D
    n_outside: int


def dots_of(n: int) -> NDArray[np.intp]:
    """Which of so many snapshots have dots: all, or some spread over them with both ends.

    Examples
    --------
    >>> dots_of(3).tolist(), len(dots_of(1000)), dots_of(1000)[-1].item()
    ([0, 1, 2], 30, 999)
    """
    if n <= MOST_DOTS:
        return np.arange(n)
    return np.unique(np.rint(np.linspace(0, n - 1, MOST_DOTS)).astype(np.intp))


def dot_look(
    n: int, look: LineLook, paper: Any, *, growing: bool = False, around: int = 0
) -> dict[str, Any]:
    """Sizes and colours of so many dots: the first hollow, the last the largest.

    The first stands `around` those of so many other trainings that start in the same place.
    """
    size, line = of_style("lines.markersize"), of_style("lines.linewidth")
    diameters = np.linspace(*_GROWING, n) if growing and n > 1 else np.full(n, _DOT)
    diameters[0] = diameters[-1] = _END
    faces, edges = [look.colour] * n, [paper] * n
    widths = np.full(n, 0.35 * line)
    if n > 1:
        faces[0], edges[0], widths[0] = paper, look.colour, 0.8 * line
        diameters[0] += _RING * around
    return {
        "s": (diameters * size) ** 2, "facecolors": faces, "edgecolors": edges,
        "linewidths": widths, "marker": look.marker,
    }  # fmt: skip


def seen_dots(
    places: Floats, look: LineLook, paper: Any, *, growing: bool = False, around: int = 0
) -> tuple[Floats, dict[str, Any]]:
    """The places of dots along a path, and their looks; none where a place is no number."""
    chosen = dots_of(len(places))
    kw = dot_look(len(chosen), look, paper, growing=growing, around=around)
    seen = np.flatnonzero(np.isfinite(places[chosen]).all(axis=1))
    for key in ("s", "facecolors", "edgecolors", "linewidths"):
        kw[key] = [kw[key][k] for k in seen]
    return places[chosen[seen]], kw


def line_look(look: LineLook, paper: Any, *, exact: bool) -> dict[str, Any]:
    """Properties of the line: dashed where it is a projection, on a rim of paper."""
    width = _WIDTH * of_style("lines.linewidth")
    return {
        "color": look.colour, "linestyle": "-" if exact else _PROJECTED, "linewidth": width,
        "marker": "none", "solid_joinstyle": "round", "dash_capstyle": "butt",
        "path_effects": [withStroke(linewidth=2.4 * width, foreground=paper)],
    }  # fmt: skip


def handle_of(look: LineLook, *, exact: bool) -> Line2D:
    """What stands for a training in a legend."""
    width = _WIDTH * of_style("lines.linewidth")
    size = of_style("lines.markersize")
    return Line2D(
        [], [], color=look.colour, linestyle="-" if exact else _PROJECTED, linewidth=width,
        marker=look.marker, markersize=_END * 0.85 * size, markeredgewidth=0.0,
    )  # fmt: skip


def draw_descents(
    ax: Axes, descents: Sequence[Descent], paths: Sequence[Floats], looks: Sequence[LineLook],
    paper: Any, options: LossSurfaceOptions, *, growing: bool = False,
) -> list[DescentArtists]:  # fmt: skip
    """Draw trainings in the plane, the longest first.

    Parameters
    ----------
    ax : Axes
        Where; its limits stand already.
    descents : sequence of Descent
        The trainings.
    paths : sequence of ndarray of shape (n, 2)
        By training, the places of its snapshots in data units.
    looks : sequence of LineLook
        What tells them from each other.
    paper : colour
        Of rims.
    options : LossSurfaceOptions
        `line_kw` (over two directions) and `scatter_kw` count.
    growing : bool, default=False
        Whether dots grow from the start to the end.

    Returns
    -------
    list of DescentArtists
        In the order of the trainings.
    """
    spans = [high - low for low, high in (ax.get_xlim(), ax.get_ylim())]
    order = longest_first(paths, spans)
    drawn: dict[int, DescentArtists] = {}
    for k, around in zip(order, shared_starts([paths[k] for k in order]), strict=True):
        name, exact = descents[k].name, descents[k].exact
        (line,) = ax.plot(
            *paths[k].T, zorder=4, label=name, **line_look(looks[k], paper, exact=exact)
        )
        if not growing:
            line.set(**options.line_kw)
        where, kw = seen_dots(paths[k], looks[k], paper, growing=growing, around=around)
        dots = ax.scatter(*where.T, zorder=4.3, label=name, **kw)
        dots.set(**options.scatter_kw)
        n_outside = outside(paths[k], ax.get_xlim(), ax.get_ylim())
        drawn[k] = DescentArtists(line, dots, handle_of(looks[k], exact=exact), n_outside)
    return [drawn[k] for k in range(len(paths))]


def longest_first(paths: Sequence[Floats], spans: Sequence[float]) -> list[int]:
    """The order in which to draw trainings, so that none is hidden under a longer one.

    Examples
    --------
    >>> import numpy as np
    >>> longest_first([np.array([[0.0, 0.0], [k, 0.0]]) for k in (1, 3, 2)], (4.0, 1.0))
    [1, 2, 0]
    """
    reach = []
    for path in paths:
        known = path[np.isfinite(path).all(axis=1)]
        reach.append(float((np.ptp(known, axis=0) / spans).max()) if len(known) else 0.0)
    return sorted(range(len(paths)), key=lambda k: -reach[k])


def shared_starts(paths: Sequence[Floats]) -> list[int]:
    """For each training, how many of those after it start in the same place.

    Examples
    --------
    >>> import numpy as np
    >>> shared_starts([np.array([[0.0, 1.0], [k, 2.0]]) for k in range(3)])
    [2, 1, 0]
    """
    starts = np.array([path[0] for path in paths])
    return [int((starts[k + 1 :] == start).all(axis=1).sum()) for k, start in enumerate(starts)]


def outside(places: Floats, *limits: tuple[float, float]) -> int:
    """How many places are outside limits, or nowhere."""
    inside = np.isfinite(places).all(axis=1)
    for values, (low, high) in zip(places.T, limits, strict=True):
        with np.errstate(invalid="ignore"):
            inside &= (values >= low) & (values <= high)
    return int((~inside).sum())


def notes_on(descents: Sequence[Descent], drawn: Sequence[DescentArtists]) -> list[str]:
    """How trainings are to be read, and how many of their snapshots are not to be seen."""
    notes = []
    if any(len(descent.epochs) > 1 for descent in descents):
        notes.append("trainings: hollow start, large full end")
    if any(not descent.exact for descent in descents):
        notes.append(f"projection: {PROJECTION}")
    for descent, artists in zip(descents, drawn, strict=True):
        if artists.n_outside:
            n, whose = artists.n_outside, literal(descent.name, 24)
            notes.append(f"{count_words(n, 'snapshot')} of {whose} outside the picture")
    return notes
