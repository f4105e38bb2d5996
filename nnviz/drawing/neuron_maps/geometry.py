"""Where the maps stand: a column of squares for each layer, the outputs larger, all in points."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from nnviz.layout import Gap, Layout

Floats = NDArray[np.float64]

OUTPUT_PART = 1 / 3  # of the width, for the outputs
FILLED = 0.86  # the side of a map, as a part of the distance to the next one
OUTPUTS_FILLED = 0.92
_SMALLER = 0.75  # hidden maps, at most, as a part of the outputs
_HARDLY_SMALLER = 0.95  # where there are several outputs, so that they are small themselves
_BETWEEN = 0.8  # the least distance between columns, as a part of the hidden maps' width
_LEAST_BETWEEN = 14.0  # points
_LARGER = 2.5  # input maps, at most, as a multiple of the hidden ones
_INPUTS = 0.07  # and as a part of the width
_LEAST = 2.0  # the least side, where there is no room at all


@dataclass(frozen=True, eq=False)
class Places:
    """The columns of maps, in points from the lower left corner of the axes.

    Parameters
    ----------
    layout : Layout
        With its positions, gaps and routes in points.
    sizes : tuple of (float, float)
        By layer: width and height of a map.
    """

    layout: Layout
    sizes: tuple[tuple[float, float], ...]

    def boxes(self, layer: int) -> Floats:
        """The maps of a layer as rows of xmin, ymin, xmax, ymax."""
        half = np.array(self.sizes[layer]) / 2
        centres = self.layout.positions[layer]
        return np.concatenate([centres - half, centres + half], axis=1)

    def ends(self, layer: int, side: int) -> Floats:
        """Where edges leave (side 1) or enter (side -1) the maps of a layer."""
        shift = np.array([side * self.sizes[layer][0] / 2, 0.0])
        return np.asarray(self.layout.positions[layer] + shift)

    @property
    def centres(self) -> Floats:
        """The x of each column."""
        return self.layout.layer_positions

    @property
    def widths(self) -> Floats:
        """The width of the maps of each column."""
        return np.array([width for width, _ in self.sizes])


def place_maps(
    layout: Layout, aspect: float, box: tuple[float, float, float, float], title: float = 0.0
) -> Places:
    """Fit the columns of a layout into a box.

    Parameters
    ----------
    layout : Layout
        Horizontal; its y coordinates say how the maps of a layer follow each other.
    aspect : float
        Height of a map over its width.
    box : tuple of float
        xmin, ymin, xmax, ymax in points.
    title : float, default=0.0
        Points that stay free above each output.

    Returns
    -------
    Places

    Examples
    --------
    >>> from nnviz.layout import layered_layout
    >>> places = place_maps(layered_layout([2, 8, 6, 1]), 1.0, (0.0, 0.0, 420.0, 240.0))
    >>> [round(width) for width in places.widths]
    [29, 26, 26, 140]
    """
    xmin, ymin, xmax, ymax = box
    width, height = max(xmax - xmin, 1.0), max(ymax - ymin, 1.0)
    last = layout.n_layers - 1
    slots = [_slots(layout, layer) for layer in range(layout.n_layers)]
    # The outputs have a distance of their own, since they are larger than the others.
    pitch, total = slots[last]
    n_outputs = total / pitch
    tallest = OUTPUTS_FILLED * height / n_outputs if n_outputs > 1 else height
    large_height = max(min(OUTPUT_PART * width * aspect, tallest - title), _LEAST)
    unit = height / max(total for _, total in slots[:last])
    small_height = FILLED * unit * min(slot for slot, _ in slots[:last])
    part = _SMALLER if n_outputs < 2 else _HARDLY_SMALLER
    small_height = min(small_height, part * large_height)
    large, small = large_height / aspect, small_height / aspect
    small = min(small, (width - large) / (last * (1 + _BETWEEN)))
    small = max(min(small, (width - large) / last - _LEAST_BETWEEN), _LEAST)
    first = small
    if last > 1:  # where the hidden maps are tiny, those of the few inputs need not be
        tallest = FILLED * unit * slots[0][0] / aspect
        first = max(small, min(_LARGER * small, tallest, _INPUTS * width, part * large))
    between = (width - large - first - (last - 1) * small) / last
    steps = np.arange(last + 1, dtype=np.float64)
    across: Floats = xmin + first - small / 2 + (small + between) * steps
    across[0] = xmin + first / 2
    across[last] = xmax - large / 2
    units = np.full(last + 1, unit, dtype=np.float64)
    units[last] = (large_height + title) / OUTPUTS_FILLED / pitch
    middles = np.full(last + 1, (ymin + ymax) / 2, dtype=np.float64)
    middles[last] -= title / 2
    wide = [first] + [small] * (last - 1) + [large]
    sizes = [(side, side * aspect) for side in wide]
    return Places(_moved(layout, across, units, middles), tuple(sizes))


def _in_layer(layout: Layout, layer: int) -> Floats:
    """The y of everything that takes room in a layer: neurons, ends of gaps, lanes."""
    found = [layout.positions[layer][:, 1]]
    for gap in layout.gaps:
        if gap.layer == layer:
            found.append(gap.position[1] + gap.extent * np.array([-0.5, 0.5]))
    for route in layout.routes.values():
        here = np.isclose(route[..., 0], layout.layer_positions[layer])
        found.append(route[here, 1])
    return np.concatenate(found)


def _slots(layout: Layout, layer: int) -> tuple[float, float]:
    """How far apart the neurons of a layer stand, and how much room the layer takes."""
    apart = np.abs(np.diff(layout.positions[layer][:, 1])).min(initial=np.inf)
    slot = float(apart) if np.isfinite(apart) else 1.0
    return slot, float(np.ptp(_in_layer(layout, layer))) + slot


def _moved(layout: Layout, across: Floats, units: Floats, middles: Floats) -> Layout:
    """The layout with other coordinates: x of each layer, points a unit, y of the middle."""

    def moved(layer: int, y: Floats) -> Floats:
        up = middles[layer] + units[layer] * np.asarray(y)
        return np.stack([np.broadcast_to(across[layer], up.shape), up], axis=-1)

    def moved_route(route: Floats) -> Floats:
        layers = np.searchsorted(layout.layer_positions, np.nan_to_num(route[..., 0]) - 1e-6)
        layers = np.minimum(layers, len(across) - 1)
        up = middles[layers] + units[layers] * route[..., 1]
        return np.stack([across[layers], up], axis=-1)

    gaps = []
    for gap in layout.gaps:
        x, y = moved(gap.layer, np.array(gap.position[1]))
        gaps.append(Gap(gap.layer, (float(x), float(y)), gap.count, gap.extent * units[gap.layer]))
    return replace(
        layout,
        positions=tuple(moved(k, points[:, 1]) for k, points in enumerate(layout.positions)),
        gaps=tuple(gaps),
        routes={k: moved_route(route) for k, route in layout.routes.items()},
        spacing=(1.0, 1.0),
        layer_positions=across,
    )
