"""Signed numbers as colours and widths: the maps, the norms and the rule for widths.

This is the one module below the drawing floor that uses matplotlib, and only its colours.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib.colors import Colormap, LinearSegmentedColormap, Normalize, to_rgb, to_rgba_array
from numpy.typing import ArrayLike, NDArray

from nnviz.network.checks import real_numbers

__all__ = [
    "MISSING",
    "EdgeEncoding",
    "contrast_ratio",
    "edge_colormap",
    "encode_edges",
    "field_colormap",
    "relative_luminance",
    "signed_colours",
    "signed_norm",
    "strengths",
]

# Every colour of these maps has a contrast of at least 3:1 with white and with black, so that an
# edge is seen even where the paper is not what it seemed; a weak edge is faint because it is thin.
# The ends stand out most: they are the darkest colours of the map for light paper, and the lightest
# of the one for dark paper.
_ON_LIGHT = ("#b84300", "#cc6f28", "#83868d", "#3c83cd", "#0059b3")
_ON_DARK = ("#e57318", "#c07038", "#72767d", "#4180bc", "#4592e2")
#: Of numbers that are NaN or infinite, everywhere.
MISSING = "#b0509a"

_SMALLEST = 1e-280  # the limit of a norm
_LEVELS = 257  # odd, so that zero has a colour of its own in the middle
_WIDTHS = (0.6, 4.5)


class EdgeEncoding(NamedTuple):
    """What `encode_edges` returns; it unpacks as ``colours, widths, norm``.

    Attributes
    ----------
    colours : list of ndarray of shape (..., 4)
        RGBA of each value, one array for each array given.
    widths : list of ndarray
        Line widths in points, of the shapes given.
    norm : Normalize or list of Normalize
        The norm behind the colours; a list with one for each array if ``norm_by="layer"``.
    """

    colours: list[NDArray[np.float64]]
    widths: list[NDArray[np.float64]]
    norm: Normalize | list[Normalize]


def signed_colours(paper: Any = "white") -> tuple[str, str]:
    """The colours that stand for negative and for positive on a paper."""
    colours = _edge_colours(paper)
    return colours[0], colours[-1]


def _edge_colours(paper: Any) -> tuple[str, ...]:
    return _ON_DARK if relative_luminance([paper])[0] < 0.18 else _ON_LIGHT


def edge_colormap(paper: Any = "white") -> Colormap:
    """Orange, grey, blue, for negative, zero, positive; all of it shows on white and on black.

    Parameters
    ----------
    paper : colour, default="white"
        The colour that lies behind the picture; on dark paper the ends are lighter.

    Returns
    -------
    Colormap
        With a purple of its own for values that are not finite.

    Examples
    --------
    >>> bool(edge_colormap()(0.0)[0] > edge_colormap()(1.0)[0])  # negative has more red
    True
    """
    return _colormap("nnviz_edges", _edge_colours(paper))


def field_colormap(paper: Any = "white") -> Colormap:
    """Orange, paper, blue: the map for surfaces, where zero should recede into the paper.

    Parameters
    ----------
    paper : colour, default="white"
        The colour that lies behind the picture.

    Returns
    -------
    Colormap

    Examples
    --------
    >>> [round(float(c), 2) for c in field_colormap("black")(0.5)]
    [0.0, 0.0, 0.0, 1.0]
    """
    colours = _edge_colours(paper)
    return _colormap("nnviz_field", (*colours[:2], to_rgb(paper), *colours[3:]))


def _colormap(name: str, colours: Sequence[Any]) -> Colormap:
    colormap = LinearSegmentedColormap.from_list(name, list(colours), N=_LEVELS)
    return colormap.with_extremes(bad=MISSING)


def signed_norm(*values: ArrayLike) -> Normalize:
    """A linear norm, centred on zero, that covers the largest finite absolute value.

    Parameters
    ----------
    *values : array-like
        Any number of arrays of any shape. NaN and infinite entries are passed over.

    Returns
    -------
    Normalize
        From ``-limit`` to ``limit``; the limit is 1 where there is no finite nonzero value, and
        from 1e-280 to 4.5e307, between which norms and colour bars can be computed.

    Examples
    --------
    >>> norm = signed_norm([1.0, -4.0], [float("nan")])
    >>> norm.vmin, norm.vmax
    (-4.0, 4.0)
    """
    limit = max((_largest(real_numbers("values", array)) for array in values), default=0.0) or 1.0
    # Twice the limit has to be a finite number, or the norm itself would overflow. A colour bar of
    # less than the smallest one would be called -0.1 to 0.1 by matplotlib.
    limit = float(np.clip(limit, _SMALLEST, np.finfo(float).max / 4))
    return Normalize(-limit, limit, clip=True)


def _largest(values: NDArray[Any]) -> float:
    if values.size == 0:
        return 0.0
    low, high = np.min(values), np.max(values)  # two passes without a temporary, if all is finite
    if np.isfinite(low) and np.isfinite(high):
        return float(max(abs(low), abs(high)))
    finite = np.abs(values[np.isfinite(values)])
    return float(np.max(finite, initial=0.0))


def strengths(values: ArrayLike, norm: Normalize) -> NDArray[np.float64]:
    """How strong each value is under a norm: 0 at zero, 1 at the norm's farther end.

    Under a linear, zero-centred norm this is the absolute value over the limit. It is what the
    widths of edges follow, so that width and colour always tell the same.

    Parameters
    ----------
    values : array-like
        Values that are not finite get 0.
    norm : Normalize
        Any norm of matplotlib's that has its limits.

    Returns
    -------
    ndarray
        In [0, 1], of the shape of `values`.

    Examples
    --------
    >>> strengths([-2.0, 0.0, 1.0], signed_norm([2.0]))
    array([1. , 0. , 0.5])
    """
    array = np.asarray(values, dtype=float)
    if type(norm) is Normalize and norm.vmax and norm.vmin == -norm.vmax:
        result = np.abs(np.atleast_1d(array))
        result /= norm.vmax
        if result.max(initial=0.0) <= 1:  # then there is no NaN either, and nothing to mend
            return np.asarray(result.reshape(array.shape))
        result = result.reshape(array.shape)
    else:
        zero, low, high = (_normed(norm, np.array([v]))[0] for v in (0.0, norm.vmin, norm.vmax))
        if not np.isfinite(zero):  # a logarithmic norm has no zero: measure from its lower end
            zero = low
        result = np.abs(_normed(norm, array) - zero) / (max(abs(low - zero), abs(high - zero)) or 1)
    result = np.atleast_1d(np.asarray(result))  # NumPy makes scalars of what has no dimension
    result = np.nan_to_num(result, copy=False, nan=0.0, posinf=0.0, neginf=0.0)
    return np.asarray(np.clip(result, 0.0, 1.0, out=result).reshape(array.shape))


def _normed(norm: Normalize, values: NDArray[Any]) -> NDArray[np.float64]:
    with np.errstate(all="ignore"):
        normed = norm(np.ma.masked_invalid(values), clip=True)
    return np.ma.filled(np.ma.asarray(normed, dtype=float), np.nan)


def encode_edges(
    values: Any,
    *,
    norm: Normalize | None = None,
    norm_by: str = "network",
    cmap: Colormap | None = None,
    widths: tuple[float, float] = _WIDTHS,
) -> EdgeEncoding:
    """Turn edge values into colours and line widths.

    Parameters
    ----------
    values : array-like, or sequence of array-like
        One array for each connection of a network, such as its weight matrices; or one array.
    norm : Normalize, optional
        Used as it is (a copy is scaled to the values if it has no limits yet). By default a
        linear norm, centred on zero.
    norm_by : {"network", "layer"}, default="network"
        One norm for all arrays, or one for each of them.
    cmap : Colormap, optional
        By default `edge_colormap`.
    widths : tuple of float, default=(0.6, 4.5)
        The widths of the weakest and the strongest edge, in points.

    Returns
    -------
    EdgeEncoding
        ``colours, widths, norm``. Values that are not finite have the map's colour for bad values
        and the smallest width.

    Raises
    ------
    ValueError
        If `norm_by` or `widths` is not as above, or `norm` is given with ``norm_by="layer"``.
    TypeError
        If the values are not real numbers.

    Examples
    --------
    >>> colours, widths, norm = encode_edges([[[2.0, -1.0]], [[0.0], [4.0]]])
    >>> norm.vmax, [float(w.max()) for w in widths]
    (4.0, [2.55, 4.5])
    """
    arrays = as_value_arrays(values)
    norms = edge_norms(arrays, norm=norm, norm_by=norm_by)
    if np.shape(widths) != (2,) or not 0 <= widths[0] <= widths[1]:
        raise ValueError(f"widths must be (smallest, largest) with 0 <= smallest; got {widths!r}.")
    if cmap is not None and not isinstance(cmap, Colormap):
        raise TypeError(
            f"cmap must be a Colormap, such as matplotlib.colormaps['RdBu']; got {cmap!r}."
        )
    low, high = widths
    colormap = edge_colormap() if cmap is None else cmap
    pairs = list(zip(arrays, norms, strict=True))
    return EdgeEncoding(
        colours=[colormap(scale(np.ma.masked_invalid(array))) for array, scale in pairs],
        widths=[low + (high - low) * strengths(array, scale) for array, scale in pairs],
        norm=norms if norm_by == "layer" else norms[0],
    )


def as_value_arrays(values: Any) -> list[NDArray[np.float64]]:
    """The arrays of `encode_edges`: a list of float arrays, whatever was given."""
    several = isinstance(values, list | tuple) and len(values) and np.ndim(values[0]) > 0
    if not several:
        return [real_numbers("values", values)]
    return [real_numbers(f"values[{k}]", item) for k, item in enumerate(values)]


def edge_norms(
    arrays: Sequence[NDArray[np.float64]], *, norm: Normalize | None, norm_by: str
) -> list[Normalize]:
    """One norm for each array: the same object for all of them, or each its own."""
    if norm_by not in ("network", "layer"):
        raise ValueError(f"norm_by must be 'network' or 'layer'; got {norm_by!r}.")
    if norm is None:
        if norm_by == "layer":
            return [signed_norm(array) for array in arrays]
        return [signed_norm(*arrays)] * max(len(arrays), 1)
    if not isinstance(norm, Normalize):
        raise TypeError(f"norm must be a matplotlib Normalize; got {type(norm).__name__}.")
    if norm_by == "layer":
        raise ValueError("norm_by='layer' makes a norm for each layer: give no norm with it.")
    if norm.scaled():
        return [norm] * max(len(arrays), 1)
    scaled = _copy_norm(norm)
    finite = [array[np.isfinite(array)] for array in arrays]
    scaled.autoscale_None(np.concatenate([*finite, np.zeros(1)]))
    return [scaled] * max(len(arrays), 1)


def _copy_norm(norm: Normalize) -> Normalize:
    """A norm of the same kind without the callbacks of the caller's own pictures."""
    twin = copy.copy(norm)
    twin.callbacks = type(norm.callbacks)(signals=["changed"])
    return twin


def relative_luminance(colours: Any) -> NDArray[np.float64]:
    """The relative luminance of colours, 0 (black) to 1 (white), as WCAG 2 defines it.

    Parameters
    ----------
    colours : colour or sequence of colours
        Whatever matplotlib takes; alpha is passed over.

    Returns
    -------
    ndarray of shape (n,)

    References
    ----------
    .. [1] W3C, "Web Content Accessibility Guidelines 2.2", definition of relative luminance.

    Examples
    --------
    >>> relative_luminance(["black", "white"])
    array([0., 1.])
    """
    rgb = to_rgba_array(colours)[:, :3]
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]))


def contrast_ratio(colours: Any, other: Any) -> NDArray[np.float64]:
    """The contrast of each colour with another one, 1 (none) to 21 (black on white).

    Parameters
    ----------
    colours : colour or sequence of colours
        The colours to judge.
    other : colour
        What they stand against.

    Returns
    -------
    ndarray of shape (n,)

    References
    ----------
    .. [1] W3C, "Web Content Accessibility Guidelines 2.2", definition of contrast ratio.

    Examples
    --------
    >>> contrast_ratio("black", "white")
    array([21.])
    """
    a, b = relative_luminance(colours), relative_luminance(other)
    return np.asarray((np.maximum(a, b) + 0.05) / (np.minimum(a, b) + 0.05))
