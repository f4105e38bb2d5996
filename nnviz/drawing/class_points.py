"""The points of classes: a colour and a marker for each class, rims of paper, at most so many."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba
from matplotlib.markers import MarkerStyle
from matplotlib.transforms import IdentityTransform
from numpy.typing import NDArray

from nnviz.drawing.style import of_style

# Shapes that are told apart at six points, each with the factor that makes it look as large as
# the others.
MARKERS: tuple[tuple[str, float], ...] = (
    ("o", 1.0), ("s", 0.88), ("^", 1.08), ("D", 0.82), ("v", 1.08), ("P", 1.3), ("X", 1.3),
    ("p", 1.08), ("<", 1.08), (">", 1.08), ("*", 1.6), ("h", 1.05),
)  # fmt: skip

_RIM = 0.13  # the rim of paper, as a part of a point's diameter
_OUTLINE = 0.24  # the outline of a hollow point


def marker_of(k: int) -> tuple[str, float]:
    """The marker of class `k` and the factor of its diameter; they begin again after the last."""
    return MARKERS[k % len(MARKERS)]


def point_size(n_points: int, ax: Axes | None = None) -> float:
    """The diameter of a point in points (1/72 inch): smaller where many are, and on small axes.

    Parameters
    ----------
    n_points : int
        How many are drawn.
    ax : Axes, optional
        Where, as large as these are now.

    Returns
    -------
    float

    Examples
    --------
    >>> point_size(10) > point_size(200) > point_size(1000)
    True
    """
    usual = 1.15 * of_style("lines.markersize")
    part = float(np.clip((150 / max(n_points, 1)) ** 0.18, 0.6, 1.1))
    figure = None if ax is None else ax.get_figure(root=True)
    if ax is not None and figure is not None:
        side = min(ax.bbox.width, ax.bbox.height) * 72 / figure.dpi
        part *= float(np.clip(side / (25 * of_style("font.size")), 0.55, 1.0))
    return usual * part


def thinned(
    points: NDArray[np.float64], groups: NDArray[Any], most: int | None
) -> NDArray[np.intp]:
    """The indices of at most so many points, spread as all of them are.

    Every group keeps its part of the points, and at least one if there is room for that. Within a
    group the points are put in an order in which neighbours stand near each other (the Z curve of
    Morton), and every so many-th is taken: the same ones each time.

    Parameters
    ----------
    points : ndarray of shape (n_points, n_axes)
        With one or two axes.
    groups : ndarray of shape (n_points,)
        Whole numbers: classes, for example.
    most : int or None
        None keeps all.

    Returns
    -------
    ndarray of int
        In increasing order.

    References
    ----------
    Morton, G. M. (1966). A computer oriented geodetic data base and a new technique in file
    sequencing. IBM Ltd., Ottawa.

    Examples
    --------
    >>> import numpy as np
    >>> line = np.linspace(0, 1, 9)[:, None]
    >>> thinned(line, np.zeros(9, dtype=int), 3)
    array([1, 4, 7])
    """
    n = len(points)
    if most is None or n <= most:
        return np.arange(n)
    codes = _morton(points)
    labels, counts = np.unique(groups, return_counts=True)
    kept = []
    for label, count in zip(labels, _parts(counts, most), strict=True):
        members = np.flatnonzero(groups == label)
        members = members[np.argsort(codes[members], kind="stable")]
        places = ((np.arange(count) + 0.5) * len(members) / max(count, 1)).astype(np.intp)
        kept.append(members[places])
    return np.sort(np.concatenate(kept))


def _parts(counts: NDArray[np.intp], total: int) -> NDArray[np.intp]:
    """Whole numbers that add up to `total`, in proportion to the counts; no group loses all."""
    exact = counts * (total / counts.sum())
    parts: NDArray[np.intp] = np.floor(exact).astype(np.intp)
    if total >= len(counts):
        parts = np.maximum(parts, 1)
    while parts.sum() != total:
        step = 1 if parts.sum() < total else -1
        lacking = step * (exact - parts)
        lacking[(parts <= 1) & (step < 0)] = -np.inf
        parts[int(np.argmax(lacking))] += step
    return np.asarray(parts)


def _morton(points: NDArray[np.float64]) -> NDArray[np.uint64]:
    """The place of each point on a curve that visits near places together."""
    low = points.min(axis=0)
    span = points.max(axis=0) - low
    cells = ((points - low) / np.where(span > 0, span, 1.0) * (2**16 - 1)).astype(np.uint64)
    codes = np.zeros(len(points), dtype=np.uint64)
    for bit in range(16):
        for axis in range(points.shape[1]):
            here = (cells[:, axis] >> np.uint64(bit)) & np.uint64(1)
            codes |= here << np.uint64(bit * points.shape[1] + axis)
    return codes


def draw_class_points(
    ax: Axes,
    points: NDArray[np.float64],
    classes: NDArray[np.intp],
    colours: NDArray[np.float64],
    *,
    paper: Any,
    max_points: int | None = None,
    hollow: bool = False,
    opacity: NDArray[np.float64] | None = None,
    size: float | None = None,
    zorder: float = 3.0,
    scatter_kw: Mapping[str, Any] | None = None,
) -> list[PathCollection]:
    """Draw points, one collection a class; the limits of the axes stay as they are.

    Points of class k have colour k, marker k and a rim of paper. Hollow ones are paper with an
    outline of the colour.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    points : ndarray of shape (n_points, 2)
        In data units.
    classes : ndarray of shape (n_points,)
        The index of each point's class.
    colours : ndarray of shape (n_classes, 4)
        From `class_colours`; a collection is made for each, whether it has points or none.
    paper : colour
        What lies behind.
    max_points : int, optional
        At most so many are drawn, those that `thinned` keeps; by default all.
    hollow : bool, default=False
        For test points.
    opacity : ndarray of shape (n_points,), optional
        Of each point, 0 to 1.
    size : float, optional
        The diameter of a round point, in points; by default that of `point_size`.
    zorder : float, default=3.0
        Of the collections.
    scatter_kw : mapping, optional
        Properties of the collections, over these.

    Returns
    -------
    list of PathCollection
        One for each class.
    """
    if max_points is not None and len(points) > max_points:
        kept = thinned(points, classes, max_points)
        points, classes = points[kept], classes[kept]
        opacity = None if opacity is None else opacity[kept]
    diameter = point_size(len(points), ax) if size is None else size
    drawn = []
    for k, colour in enumerate(colours):
        mine = np.flatnonzero(classes == k)
        face, edge = colour[None], np.array([to_rgba(paper)])
        if opacity is not None:
            # Colours for each point are drawn more slowly than one for all, hence only here.
            fade = opacity[mine][:, None]
            face, edge = (_faded(colours, fade) for colours in (face, edge))
        marker, factor = marker_of(k)
        if hollow:
            face, edge = edge, face
        options: dict[str, Any] = {
            "facecolors": face, "edgecolors": edge, "zorder": zorder,
            "linewidths": (_OUTLINE if hollow else _RIM) * diameter,
        }  # fmt: skip
        markers = _markers(ax, points[mine], marker, factor * diameter, options)
        markers.set(**(scatter_kw or {}))
        if opacity is not None:
            markers.set_gid("decoration: points fade with their distance")
        drawn.append(markers)
    return drawn


def _faded(colours: NDArray[np.float64], fade: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack([np.repeat(colours[:, :3], len(fade), axis=0), colours[0, 3] * fade])


def _markers(
    ax: Axes, points: NDArray[np.float64], marker: str, diameter: float, options: dict[str, Any]
) -> PathCollection:
    style = MarkerStyle(marker)
    path = style.get_path().transformed(style.get_transform())
    markers = PathCollection(
        (path,), (diameter**2,), offsets=points, offset_transform=ax.transData, **options
    )
    markers.set_transform(IdentityTransform())
    ax.add_collection(markers, autolim=False)
    return markers
