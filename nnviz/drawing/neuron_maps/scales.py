"""The scales of the maps: light is zero, or the decision threshold of an output."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from matplotlib.colors import Colormap, LinearSegmentedColormap, Normalize, TwoSlopeNorm

from nnviz.drawing.class_colours import class_colours
from nnviz.drawing.neuron_maps.numbers import Floats, MapNumbers
from nnviz.drawing.paper import RGBA, blend
from nnviz.encoding import MISSING, field_colormap, signed_norm
from nnviz.last_bits import settled_range

TINT = 0.42  # how strong the colours of an output are, under its points
_GREY = 0.2  # of ink, where a class is less likely than by chance


@dataclass(frozen=True, eq=False)
class MapScale:
    """The colours of a layer's maps.

    Parameters
    ----------
    norm, cmap : Normalize, Colormap
        Of all of them.
    low, high : float
        The part of the norm that the layer uses: from 0 for neurons that put out nothing negative.
    own : tuple of (Normalize, Colormap), or None
        For each neuron of the layer, in place of these.
    middle : float or None
        What is light, where it is not zero.
    full : tuple of Colormap, or None
        Of points on pale maps: the same colours at full strength, one map for all outputs or one
        for each.
    """

    norm: Normalize
    cmap: Colormap
    low: float
    high: float
    own: tuple[tuple[Normalize, Colormap], ...] | None = None
    middle: float | None = None
    full: tuple[Colormap, ...] | None = None


def map_scales(
    numbers: MapNumbers, norm_by: str, cmap: Colormap | None, ink: RGBA, paper: RGBA,
    given: Any = None,
) -> list[MapScale]:  # fmt: skip
    """One scale for each layer.

    Parameters
    ----------
    numbers : MapNumbers
        What is shown.
    norm_by : {"layer", "network"}
        Whether each layer has limits of its own. Inputs always have, each its own; an output that
        has a threshold is centred on that.
    cmap : Colormap or None
        Of what has no classes; by default orange, paper, blue.
    ink, paper : RGBA
        Of the picture.
    given : Normalize or tuple, optional
        Norms of the caller's: one for all layers that are centred on zero, or by layer a norm, a
        tuple of norms by neuron, or None for those that are found here.

    Returns
    -------
    list of MapScale
    """
    field = field_colormap(paper) if cmap is None else cmap
    last = len(numbers.maps) - 1
    signed = [*range(1, last + (numbers.threshold is None))]
    entries = given if isinstance(given, tuple) else (None, *[given] * last)
    scales = [_inputs(numbers, field, entries[0])]
    together = signed_norm(*(numbers.maps[layer] for layer in signed))
    for layer in range(1, last + 1):
        maps = numbers.maps[layer]
        if layer in signed and entries[layer] is not None:
            known = entries[layer]
            scales.append(
                _given_values(known, field, paper) if layer == last else _in_limits(known, field)
            )
        elif layer in signed:
            norm = together if norm_by == "network" else signed_norm(maps)
            scale = _signed(norm, field, maps)
            if layer == last:
                scale = _values(maps, scale, norm_by, paper)
            scales.append(scale)
        else:
            scales.append(_outputs(numbers, field, cmap is None, ink, paper))
    return scales


def _inputs(numbers: MapNumbers, field: Colormap, given: Any) -> MapScale:
    if isinstance(given, Normalize):
        given = [given] * len(numbers.input_limits)
    limits = numbers.input_limits if given is None else [_reach(norm) for norm in given]
    norms = [signed_norm([limit]) for limit in limits]
    return MapScale(norms[0], field, -1.0, 1.0, tuple((norm, field) for norm in norms))


def _signed(norm: Normalize, field: Colormap, maps: Floats) -> MapScale:
    limit = float(norm.vmax or 1.0)
    finite = maps[np.isfinite(maps)]
    least, most = _range(finite) if finite.size else (-limit, limit)
    low = 0.0 if least >= 0 else -limit
    high = 0.0 if most <= 0 and low else limit
    return MapScale(norm, field, low, high)


def _reach(norm: Normalize) -> float:
    """How far a norm reaches from zero."""
    return max(abs(float(norm.vmin or 0.0)), abs(float(norm.vmax or 0.0)))


def _in_limits(given: Normalize, field: Colormap) -> MapScale:
    """Centred on zero, whatever part of it the given limits use."""
    limit = _reach(given)
    low, high = float(given.vmin or 0.0), float(given.vmax or 0.0)
    return MapScale(Normalize(-limit, limit, clip=True), field, low, high)


def _given_values(given: Any, full: Colormap, paper: RGBA) -> MapScale:
    """The outputs of a regressor, with one norm for all or one for each."""
    if isinstance(given, Normalize):
        return _one_given(given, full, paper)
    return _together([_one_given(norm, full, paper) for norm in given])


def _one_given(given: Normalize, full: Colormap, paper: RGBA) -> MapScale:
    pale = tinted(full, paper)
    low, high = float(given.vmin or 0.0), float(given.vmax or 0.0)
    if low <= 0 <= high:
        return replace(_in_limits(given, pale), full=(full,))
    return _far_from_zero(low, high, pale, full)


def _range(finite: Floats) -> tuple[float, float]:
    return settled_range(float(finite.min()), float(finite.max()))


def _values(maps: Floats, scale: MapScale, norm_by: str, paper: RGBA) -> MapScale:
    """The outputs of a regressor: pale under their points, each with limits of its own."""
    full = scale.cmap
    if norm_by == "network":
        return replace(scale, cmap=tinted(full, paper), full=(full,))
    return _together([_one_value(of_output, full, paper) for of_output in maps])


def _together(each: Sequence[MapScale]) -> MapScale:
    """The scales of single outputs as that of their layer."""
    if len(each) == 1:
        return each[0]
    strong = tuple(one.full[0] for one in each if one.full)
    return replace(each[0], own=tuple((one.norm, one.cmap) for one in each), full=strong)


def _one_value(values: Floats, full: Colormap, paper: RGBA) -> MapScale:
    pale = tinted(full, paper)
    finite = values[np.isfinite(values)]
    low, high = _range(finite) if finite.size else (0.0, 1.0)
    if low <= 0 <= high or low == high:
        return replace(_signed(signed_norm(values), pale, values), full=(full,))
    return _far_from_zero(low, high, pale, full)


def _far_from_zero(low: float, high: float, pale: Colormap, full: Colormap) -> MapScale:
    """Values of one sign, maybe far from zero: light is then the one nearest to zero."""
    half = np.linspace(0.5, 1.0, 129) if low > 0 else np.linspace(0.0, 0.5, 129)
    colours, strong = (_between(cmap(half), "nnviz_half") for cmap in (pale, full))
    middle = low if low > 0 else high
    norm = Normalize(low, high, clip=True)
    return MapScale(norm, colours, low, high, middle=middle, full=(strong,))


def norms_of(scales: Sequence[MapScale], numbers: MapNumbers) -> tuple[Any, ...]:
    """The norms by layer that, given, make the same scales.

    They go as far as the bars do: from 0 where a layer puts out nothing negative. Outputs that
    have a threshold always have the same scale, so that there is None for them.
    """
    norms: list[Any] = []
    for layer, scale in enumerate(scales):
        if layer == len(scales) - 1 and numbers.threshold is not None:
            norms.append(None)
        elif scale.own is not None:
            norms.append(tuple(norm for norm, _ in scale.own))
        else:
            norms.append(Normalize(scale.low, scale.high, clip=True))
    return tuple(norms)


def _outputs(
    numbers: MapNumbers, field: Colormap, by_class: bool, ink: RGBA, paper: RGBA
) -> MapScale:
    """Probabilities: light where they are at their threshold."""
    middle = numbers.threshold or 0.5
    norm = TwoSlopeNorm(middle, 0.0, 1.0)
    pale = tinted(field, paper)
    if numbers.kind != "classes" or not by_class:
        return MapScale(norm, pale, 0.0, 1.0, middle=middle)
    below = blend(ink, paper, _GREY)
    maps = [
        _between([below, paper, blend(colour, paper, 1.2 * TINT)])
        for colour in class_colours(numbers.network.sizes[-1], paper)
    ]
    return MapScale(norm, maps[0], 0.0, 1.0, tuple((norm, cmap) for cmap in maps), middle)


def tinted(cmap: Colormap, paper: RGBA) -> Colormap:
    """The map mixed with paper, so that points stand out on it."""
    colours = cmap(np.linspace(0.0, 1.0, 257))
    mixed = TINT * colours[:, :3] + (1 - TINT) * np.asarray(paper[:3])
    return _between(mixed, str(cmap.name) + "_pale")


def _between(colours: Sequence[Any] | Floats, name: str = "nnviz_class") -> Colormap:
    return LinearSegmentedColormap.from_list(name, list(colours), N=257).with_extremes(bad=MISSING)
