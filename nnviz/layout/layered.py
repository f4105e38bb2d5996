"""The layered layout: a column (or a row) for each layer, wide layers elided in the middle."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Sequence
from typing import Any, SupportsIndex

import numpy as np
from numpy.typing import NDArray

from nnviz.adapters import as_network
from nnviz.layout.graph import Arrangement, Order, arrange, check_order
from nnviz.layout.model import Gap, Layout, Orientation, check_orientation, place
from nnviz.layout.picture import InputPicture, check_shape, check_shape_fits
from nnviz.network import Network

__all__ = ["LAYER_GAP", "layered_layout"]

# Distances are in slots, the distance of two neighbouring neurons in the largest layer. The axes of
# a drawing are scaled independently, so LAYER_GAP matters only to who plots a layout by hand.
LAYER_GAP = 4.0
GAP_SLOTS = 3.0
LANE_SLOTS = 0.6
BIAS_SLOTS = 0.2
# A layer with a part f of the largest layer's slots takes f ** TAPER of its length, and where it is
# small at least so much that FULL_PITCH of its neurons would fill the largest layer's: a diagram
# keeps its silhouette, and a few outputs beside a thousand inputs keep room for their names.
TAPER = 0.6
FULL_PITCH = 24
WIDEST_PART = 0.8
# A neuron may take a larger part of the distance to its neighbours than of that between layers,
# where the edges need to be seen.
BETWEEN_LAYERS = 0.6
# A picture takes this part of the distance from its far side to the last layer: less, the more
# layers there are, and never less than a fifth.
PICTURE_PART, LESS_FOR_A_LAYER, LEAST_PICTURE_PART = 0.42, 0.03, 0.2
# Both ends of an elided layer are always shown: dots say nothing without a neuron on each side.
FEWEST_SHOWN = 2


def layered_layout(
    network: Any,
    *,
    orientation: Orientation = "horizontal",
    max_neurons: SupportsIndex | Sequence[SupportsIndex | None] | None = 20,
    keep: Iterable[tuple[int, int]] = (),
    bias: bool = False,
    order: Order = "auto",
    input_shape: tuple[int, int] | None = None,
) -> Layout:
    """Place the neurons of a network layer by layer.

    Parameters
    ----------
    network : Network or any model that `as_network` takes
        What to place.
    orientation : {"horizontal", "vertical"}, default "horizontal"
        Inputs at the left and the first neuron at the top, or inputs at the bottom and the first
        neuron at the left.
    max_neurons : int, None, or a sequence with one of these for each layer, default 20
        A layer with more neurons shows half of this number at each end, and a gap between them. At
        least two neurons are shown, and a neuron is never left out alone, since its gap would take
        more room than itself. None shows all.
    keep : iterable of (int, int), default ()
        Neurons ``(layer, neuron)`` that are shown whatever `max_neurons` says.
    bias : bool, default False
        Whether to place a bias neuron before the first neuron of layer ``r - 1`` for each layer
        ``r`` that has biases.
    order : {"auto", "index", "crossings"}, default "auto"
        Order of the neurons in a layer: by index, or so that few edges cross. "auto" reduces
        crossings, in hidden layers only, where a connection skips layers or lacks more than half of
        its weights. An elided layer always stays in order, and so does a network in which no other
        order with fewer crossings is found, or that has too many neurons to look for one.
    input_shape : (int, int), optional
        Rows and columns of a picture whose pixels, row by row, the inputs are. They are placed as
        such, and all of them are shown whatever `max_neurons` says.

    Returns
    -------
    Layout
        Neighbouring neurons of the largest layer are 1 apart, and those of smaller layers
        further. All layers are centred on one line.

    Raises
    ------
    TypeError
        If the network is not a model that is known, or an option has the wrong type.
    ValueError
        If an option has a value that is not allowed, or `keep` names a neuron that does not exist.

    Notes
    -----
    Crossings are reduced in the manner of Sugiyama [1]_: each neuron whose edges skip layers has a
    lane through each skipped layer, which is ordered together with the neurons. Sweeps over the
    layers order each by the barycentres of its neighbours, then move single neurons and lanes as
    long as crossings fall. There is no random choice: the same network gives the same layout.

    References
    ----------
    .. [1] K. Sugiyama, S. Tagawa and M. Toda, "Methods for visual understanding of hierarchical
       system structures", IEEE Transactions on Systems, Man, and Cybernetics 11 (2), 1981.

    Examples
    --------
    >>> from nnviz.layout import layered_layout
    >>> layout = layered_layout([2, 8, 6, 1])
    >>> [len(points) for points in layout.positions]
    [2, 8, 6, 1]
    >>> layout = layered_layout([1, 80, 20, 1], max_neurons=10, keep=[(1, 40)])
    >>> layout.shown[1].tolist()
    [0, 1, 2, 3, 4, 40, 75, 76, 77, 78, 79]
    >>> [gap.count for gap in layout.gaps]
    [35, 34, 10]
    >>> layered_layout([784, 100, 10], input_shape=(28, 28))
    <Layout horizontal, 784-20-10 neurons shown, 80 elided>
    """
    check_orientation(orientation)
    check_order(order)
    if not isinstance(bias, (bool, np.bool_)):
        raise TypeError(f"bias must be True or False; it is {bias!r}.")
    try:
        model = as_network(network)
    except TypeError as error:
        raise TypeError(str(error).replace("model", "network", 1)) from None
    limits = _limits(max_neurons, model.n_layers)
    pixels = check_shape(input_shape)
    if pixels is not None:
        check_shape_fits(pixels, model)
        limits[0] = None
    kept = _kept(keep, model.sizes)
    shown = tuple(
        _shown(size, limit, neurons)
        for size, limit, neurons in zip(model.sizes, limits, kept, strict=True)
    )
    arrangement = arrange(model, shown, order)
    return _coordinates(model, shown, arrangement, orientation, bool(bias), pixels)


def _shown(size: int, limit: int | None, kept: list[int]) -> NDArray[np.int64]:
    """Choose the neurons of one layer that are shown."""
    if limit is None or size <= max(limit, FEWEST_SHOWN):
        return np.arange(size)
    limit = max(limit, FEWEST_SHOWN)
    visible = np.zeros(size, dtype=bool)
    visible[: limit - limit // 2] = True
    visible[size - limit // 2 :] = True
    visible[kept] = True
    visible[1:-1] |= visible[:-2] & visible[2:]
    return np.flatnonzero(visible)


def _coordinates(
    network: Network,
    shown: tuple[NDArray[np.int64], ...],
    arrangement: Arrangement,
    orientation: Orientation,
    bias: bool,
    pixels: tuple[int, int] | None,
) -> Layout:
    """Turn the order of each layer into coordinates."""
    columns = [
        _slots(indices, items) for indices, items in zip(shown, arrangement.orders, strict=True)
    ]
    largest = max(total for _, total in columns[0 if pixels is None else 1 :])
    across = LAYER_GAP * np.arange(len(shown), dtype=np.float64)
    picture, half = None, 0.0
    if pixels is not None:
        half = _picture_width(len(shown) - 1) / 2
        across[1:] += half
        corners = place(np.array([-half, half]), np.array([-largest, largest]) / 2, orientation)
        low, high = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
        picture = InputPicture(pixels, (low[0], low[1], high[0], high[1]))
    positions: list[NDArray[np.float64]] = []
    gaps: list[Gap] = []
    bias_positions: dict[int, tuple[float, float]] = {}
    lane_points: list[NDArray[np.float64]] = []
    apart = 1.0
    for layer, (indices, (centres, total)) in enumerate(zip(shown, columns, strict=True)):
        if layer == 0 and picture is not None:
            positions.append(picture.centres)
            lane_points.append(picture.centres)
            if bias and network.layers[1].n_biases:
                # Beside the corner that faces the network, so that its edges pass the picture by.
                start = np.array(-largest / 2 - 0.5 - BIAS_SLOTS)
                x, y = place(half, start, orientation)
                bias_positions[1] = (float(x), float(y))
            continue
        pitch = _pitch(total, largest)
        along = (centres - total / 2.0) * pitch
        neurons = along[: indices.size]
        points = place(across[layer], along, orientation)
        positions.append(points[: indices.size])
        lane_points.append(points)
        taken = [neurons]

        before = np.flatnonzero(np.diff(indices) > 1)
        middles = neurons[before] + (0.5 + GAP_SLOTS / 2.0) * pitch
        taken.append(middles)
        for row, point in zip(before, place(across[layer], middles, orientation), strict=True):
            count = int(indices[row + 1] - indices[row] - 1)
            centre = (float(point[0]), float(point[1]))
            gaps.append(Gap(layer, centre, count, GAP_SLOTS * pitch))

        if bias and layer + 1 < len(shown) and network.layers[layer + 1].n_biases:
            first = arrangement.orders[layer][0]
            before_first = 0.5 if first < indices.size else LANE_SLOTS / 2.0
            start = np.array(along[first] - before_first * pitch - 0.5 - BIAS_SLOTS)
            x, y = place(across[layer], start, orientation)
            bias_positions[layer + 1] = (float(x), float(y))
            taken.append(start.reshape(1))

        steps = np.diff(np.sort(np.concatenate(taken)))
        apart = min(apart, float(steps.min(initial=1.0)))

    between = BETWEEN_LAYERS * LAYER_GAP
    spacing = (between, apart) if orientation == "horizontal" else (apart, between)
    routes = _routes(network, shown, arrangement, lane_points)
    return Layout(
        orientation=orientation,
        shown=shown,
        positions=tuple(positions),
        gaps=tuple(gaps),
        bias_positions=bias_positions,
        spacing=spacing,
        routes=routes,
        layer_positions=across,
        picture=picture,
    )


def _picture_width(n_layers: int) -> float:
    """How long a picture is on the axis on which so many layers follow it."""
    part = max(PICTURE_PART - LESS_FOR_A_LAYER * n_layers, LEAST_PICTURE_PART)
    return part / (1.0 - part) * LAYER_GAP * n_layers


def _pitch(total: float, largest: float) -> float:
    """Find how far apart the neurons of a layer of so many slots stand; 1 in the largest."""
    if total <= 1.0 or total >= largest:
        return 1.0
    part = (total - 1.0) / (largest - 1.0)
    length = max(part**TAPER, min((total - 1.0) / FULL_PITCH, WIDEST_PART))
    return float(max(1.0, length / part))


def _slots(
    indices: NDArray[np.int64], items: NDArray[np.int64]
) -> tuple[NDArray[np.float64], float]:
    """Stack the neurons, gaps and lanes of one layer.

    Items below ``len(indices)`` are neurons, the others are lanes. Returned are the centres by
    item, measured in slots from the start of the layer, and the length of the layer.
    """
    is_neuron = items < indices.size
    room = np.where(is_neuron, 1.0, LANE_SLOTS)
    # A gap follows the neuron before it at once, since elided layers stay in order of index.
    gap_after = np.append(np.diff(indices) > 1, False)
    room_after = np.zeros(items.size)
    room_after[is_neuron] = GAP_SLOTS * gap_after[items[is_neuron]]
    ends = np.cumsum(room + room_after)
    centres = np.empty(items.size)
    centres[items] = ends - room_after - room / 2.0
    return centres, float(ends[-1])


def _routes(
    network: Network,
    shown: tuple[NDArray[np.int64], ...],
    arrangement: Arrangement,
    points: list[NDArray[np.float64]],
) -> dict[int, NDArray[np.float64]]:
    """Collect the way points of the connections that skip layers."""
    routes = {}
    for k, connection in enumerate(network.connections):
        source, target = connection.source, connection.target
        if target - source < 2:
            continue
        used = arrangement.used[k]
        route = np.full((shown[source].size, target - source - 1, 2), np.nan)
        for step, layer in enumerate(range(source + 1, target)):
            lanes = arrangement.lanes[source, layer]
            route[used, step] = points[layer][lanes[used]]
        routes[k] = route
    return routes


def _limits(
    max_neurons: SupportsIndex | Sequence[SupportsIndex | None] | None, n_layers: int
) -> list[int | None]:
    """Read `max_neurons` as one limit for each layer."""
    if max_neurons is None:
        return [None] * n_layers
    if isinstance(max_neurons, (list, tuple, np.ndarray)) and np.ndim(max_neurons) == 1:
        if len(max_neurons) != n_layers:
            raise ValueError(
                f"max_neurons must have one entry for each of the {n_layers} layers; "
                f"it has {len(max_neurons)}."
            )
        return [
            None if limit is None else _integer(limit, f"max_neurons[{k}]", least=1)
            for k, limit in enumerate(max_neurons)
        ]
    return [_integer(max_neurons, "max_neurons", least=1)] * n_layers


def _kept(keep: Iterable[tuple[int, int]], sizes: Sequence[int]) -> list[list[int]]:
    """Read `keep` as a list of neurons for each layer."""
    form = "keep must be pairs (layer, neuron)"
    try:
        pairs = list(keep)
    except TypeError:
        raise TypeError(f"{form}; it is {keep!r}.") from None
    kept: list[list[int]] = [[] for _ in sizes]
    for k, pair in enumerate(pairs):
        try:
            layer, neuron = pair
        except (TypeError, ValueError):
            raise ValueError(f"{form}; keep[{k}] is {pair!r}.") from None
        layer, neuron = _integer(layer, f"keep[{k}]"), _integer(neuron, f"keep[{k}]")
        if not 0 <= layer < len(sizes):
            raise ValueError(
                f"keep: layer {layer} does not exist; this network's layers are "
                f"0..{len(sizes) - 1}."
            )
        if not 0 <= neuron < sizes[layer]:
            raise ValueError(
                f"keep: neuron {neuron} of layer {layer} does not exist; this layer's neurons are "
                f"0..{sizes[layer] - 1}."
            )
        kept[layer].append(neuron)
    return kept


def _integer(value: Any, name: str, *, least: int | None = None) -> int:
    try:
        if isinstance(value, (bool, np.bool_)):
            raise TypeError
        number = operator.index(value)
    except TypeError:
        allowed = "whole numbers" if name.startswith("keep") else "a whole number or None"
        raise TypeError(f"{name} must be {allowed}; it is {value!r}.") from None
    if least is not None and number < least:
        raise ValueError(f"{name} must be at least {least}; it is {number}.")
    return number
