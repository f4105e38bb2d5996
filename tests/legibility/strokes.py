"""What is wrong with lines, outlines and edges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.collections import Collection
from matplotlib.colors import to_rgba_array
from matplotlib.figure import FigureBase
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.patheffects import AbstractPathEffect, Normal
from matplotlib.spines import Spine
from matplotlib.text import Text
from numpy.typing import NDArray

from tests.legibility.colour import contrast_ratio, over
from tests.legibility.problem import Problem


def stroked_artists(
    artist: Artist, behind: NDArray[np.float64], seen: set[int] | None = None
) -> Iterator[tuple[Artist, NDArray[np.float64]]]:
    """The visible artists that may carry strokes, with the colour of the paper that they lie on."""
    seen = set() if seen is None else seen
    if id(artist) in seen or not artist.get_visible():
        return
    seen.add(id(artist))
    if isinstance(artist, Axis | Spine) or str(artist.get_gid()).startswith("decoration"):
        return
    if isinstance(artist, Text):  # its arrow, if any, is not among its children
        arrow = getattr(artist, "arrow_patch", None)
        if arrow is not None:
            yield from stroked_artists(arrow, behind, seen)
        return
    skipped: Artist | None = None
    if isinstance(artist, FigureBase | Axes):
        skipped = artist.patch
        framed = not isinstance(artist, Axes) or (artist.axison and artist.get_frame_on())
        if framed and skipped.get_visible():
            behind = over(skipped.get_facecolor(), behind)
    elif isinstance(artist, Legend):
        skipped = artist.legendPatch
        if artist.get_frame_on():
            behind = over(skipped.get_facecolor(), behind)
    elif isinstance(artist, Line2D | Patch | Collection):
        yield artist, behind
    for child in artist.get_children():
        if child is not skipped:
            yield from stroked_artists(child, behind, seen)


def stroke_problems(
    artist: Artist, behind: NDArray[np.float64], least_contrast: float, least_width: float
) -> Iterator[Problem]:
    if isinstance(artist, Line2D):
        strokes = _strokes_of_line(artist)
    elif isinstance(artist, Patch):
        strokes = _strokes_of_patch(artist)
    else:
        assert isinstance(artist, Collection)
        strokes = _strokes_of_collection(artist)
    if strokes is None:
        return
    edges, widths, faces = strokes
    edges, widths = _with_path_effects(artist, edges, widths)

    # Without width or colour no stroke is drawn: then the face, if anything, is meant.
    drawn = (widths > 0) & (edges[:, 3] > 0)
    face_contrast = np.where(faces[:, 3] > 0, contrast_ratio(over(faces, behind), behind), 1.0)
    meant = drawn & (face_contrast < least_contrast)
    if not meant.any():
        return
    ratios = contrast_ratio(over(edges, behind), behind)[meant]
    label = f"{type(artist).__name__} {artist.get_label()!r}"
    faint = ratios < least_contrast - 1e-6
    if faint.any():
        yield Problem(
            "faint stroke",
            f"{label}: {faint.sum()} of {len(edges)} strokes have a contrast with the paper of "
            f"{ratios.min():.2f}:1 at the least, less than {least_contrast:g}:1",
            (artist,),
        )
    thin = widths[meant] < least_width - 1e-6
    if thin.any():
        yield Problem(
            "thin stroke",
            f"{label}: {thin.sum()} of {len(edges)} strokes are thinner than {least_width:g} pt, "
            f"{widths[meant].min():.2f} at the least",
            (artist,),
        )


# Edge colours (n, 4), widths in points (n,), face colours (n, 4).
_Strokes = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]
_CLEAR = np.zeros((1, 4))


def _strokes_of_line(line: Line2D) -> _Strokes | None:
    if str(line.get_linestyle()).strip().lower() in {"", "none"}:
        return None
    finite = np.isfinite(np.asarray(line.get_xydata(), dtype=float)).all(axis=1)
    if finite.sum() < 2 or _out_of_view(line):
        return None
    colour = to_rgba_array(line.get_color(), line.get_alpha())
    return colour, np.array([line.get_linewidth()], dtype=float), _CLEAR


def _strokes_of_patch(patch: Patch) -> _Strokes | None:
    if str(patch.get_linestyle()).strip().lower() in {"", "none"} or _out_of_view(patch):
        return None
    face = to_rgba_array(patch.get_facecolor()) if patch.get_fill() else _CLEAR
    return to_rgba_array(patch.get_edgecolor()), np.array([patch.get_linewidth()], float), face


def _strokes_of_collection(collection: Collection) -> _Strokes | None:
    try:
        holds_paths = len(collection.get_paths()) > 0
    except Exception:  # a collection that makes its strokes when drawn may have no answer
        holds_paths = False
    if type(collection).draw in _own_draws() and (not holds_paths or _out_of_view(collection)):
        return None  # matplotlib's own collections draw their paths and nothing else
    edges = to_rgba_array(collection.get_edgecolor())
    widths = np.atleast_1d(np.asarray(collection.get_linewidth(), dtype=float)).ravel()
    if not len(edges) or not len(widths):
        return None
    face_colours = collection.get_facecolor()
    # Without paths a face colour is only the default that every collection has.
    faces = to_rgba_array(face_colours) if holds_paths and len(face_colours) else _CLEAR
    # As matplotlib draws them, each list starts again when it is used up.
    n = max(len(edges), len(widths), len(faces))
    return np.resize(edges, (n, 4)), np.resize(widths, n), np.resize(faces, (n, 4))


def _own_draws() -> set[Any]:
    """The draw methods of matplotlib's own collections."""
    kinds, draws = [Collection], set()
    while kinds:
        kind = kinds.pop()
        if kind.__module__.startswith(("matplotlib.", "mpl_toolkits.")):
            draws.add(kind.draw)
            kinds += kind.__subclasses__()
    return draws


def _with_path_effects(
    artist: Artist, edges: NDArray[np.float64], widths: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Take the widest stroke that path effects draw, where it is wider than the artist's own.

    A line on a halo is seen by its own colour, though, so only effects without `Normal`, or that
    do not draw the artist itself, replace it.
    """
    effects: list[AbstractPathEffect] = artist.get_path_effects() or []
    if not effects or any(isinstance(e, Normal) or "with" in type(e).__name__ for e in effects):
        return edges, widths
    for effect in effects:
        settings = getattr(effect, "_gc", {})
        width = float(settings.get("linewidth", 0))
        if width > widths.max(initial=0) and "foreground" in settings:
            edges = np.resize(to_rgba_array(settings["foreground"]), edges.shape)
            widths = np.full_like(widths, width)
    return edges, widths


def _out_of_view(artist: Artist) -> bool:
    """Whether an artist that is clipped lies wholly outside its clip box."""
    clip = artist.get_clip_box()
    if not artist.get_clip_on() or clip is None:
        return False
    try:
        extent = artist.get_window_extent()
    except Exception:  # not every artist can say without a renderer; then it is taken to be seen
        return False
    if not np.isfinite(extent.extents).all():
        return False
    margin = 1.0  # a vertical line has no width, and still is seen
    return bool(
        extent.x1 + margin < clip.x0
        or extent.x0 - margin > clip.x1
        or extent.y1 + margin < clip.y0
        or extent.y0 - margin > clip.y1
    )
