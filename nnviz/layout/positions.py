"""A layout from positions that somebody else chose, such as one of networkx's layouts."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.adapters import as_network
from nnviz.layout.model import Layout, Orientation, check_orientation
from nnviz.network import Network

__all__ = ["positions_layout"]

Place = tuple[int, int]


def positions_layout(
    network: Any,
    pos: Mapping[Hashable, Any],
    *,
    orientation: Orientation = "horizontal",
    places: Mapping[Hashable, Place] | None = None,
) -> Layout:
    """Place every neuron of a network at a given point.

    Parameters
    ----------
    network : Network or any model that `as_network` takes
        What to place.
    pos : mapping of node to (x, y)
        A finite point in data units for each neuron. A node is a pair ``(layer, neuron)``, or a
        key of `places`, or a neuron's name where no other neuron has the same.
    orientation : {"horizontal", "vertical"}, default "horizontal"
        Which axis the layers follow each other on, for whatever is written beside a layer.
    places : mapping of node to (int, int), optional
        ``(layer, neuron)`` of the nodes of the graph that the network was made from.

    Returns
    -------
    Layout
        All neurons shown, no gaps, edges straight. Its `spacing` has the proportions of the box
        around all points, and is as large as the two closest neurons allow.

    Raises
    ------
    TypeError
        If the network is not a model that is known, or `pos` is not a mapping.
    ValueError
        If a neuron has no position or more than one, a key is not a neuron, a position is not two
        finite numbers, or two neurons are at the same point.

    Examples
    --------
    >>> from nnviz.layout import positions_layout
    >>> layout = positions_layout([2, 1], {(0, 0): (0, 1), (0, 1): (0, 0), (1, 0): (2, 0.5)})
    >>> layout.position(1, 0)
    (2.0, 0.5)
    >>> [round(distance, 9) for distance in layout.spacing]
    [2.0, 1.0]
    """
    check_orientation(orientation)
    model = as_network(network)
    if not isinstance(pos, Mapping):
        raise TypeError(
            f"pos must be a mapping of nodes to points (x, y); it is a {type(pos).__name__}."
        )
    found = _find(model, pos, {} if places is None else places)
    points = [np.empty((size, 2)) for size in model.sizes]
    for layer, size in enumerate(model.sizes):
        for neuron in range(size):
            if (layer, neuron) not in found:
                raise ValueError(
                    f"pos: neuron {neuron} of layer {layer} has no position; "
                    f"{sum(model.sizes)} neurons need one, {len(found)} have one."
                )
            node = found[layer, neuron]
            points[layer][neuron] = _point(node, pos[node])
    axis = 0 if orientation == "horizontal" else 1
    return Layout(
        orientation=orientation,
        shown=tuple(np.arange(size) for size in model.sizes),
        positions=tuple(points),
        gaps=(),
        bias_positions={},
        spacing=_spacing(points),
        routes={},
        layer_positions=np.array([rows[:, axis].mean() for rows in points]),
    )


def _find(
    network: Network, pos: Mapping[Hashable, Any], places: Mapping[Hashable, Place]
) -> dict[Place, Hashable]:
    """Find which node of `pos` is which neuron."""
    names = _unique_names(network)
    found: dict[Place, Hashable] = {}
    for node in pos:
        place = places.get(node)
        if place is None and _is_place(node):
            place = (int(node[0]), int(node[1]))  # type: ignore[index]
        if place is None:
            # Networks keep names as text, so a node that is a number is looked up as text.
            place = names.get(str(node))
        if place is None or not _exists(network, place):
            raise ValueError(
                f"pos: {node!r} is not a neuron of this network; nodes are (layer, neuron) or "
                "names that only one neuron has, and its layers have "
                f"{'-'.join(map(str, network.sizes))} neurons."
            )
        if place in found:
            raise ValueError(
                f"pos: {found[place]!r} and {node!r} are both neuron {place[1]} "
                f"of layer {place[0]}."
            )
        found[place] = node
    return found


def _unique_names(network: Network) -> dict[str, Place]:
    owners: dict[str, list[Place]] = {}
    for k, layer in enumerate(network.layers):
        for j, name in enumerate(layer.names or ()):
            owners.setdefault(name, []).append((k, j))
    return {name: places[0] for name, places in owners.items() if len(places) == 1}


def _is_place(node: Hashable) -> bool:
    whole = (int, np.integer)
    return isinstance(node, tuple) and len(node) == 2 and all(isinstance(n, whole) for n in node)


def _exists(network: Network, place: Place) -> bool:
    layer, neuron = place
    return 0 <= layer < network.n_layers and 0 <= neuron < network.sizes[layer]


def _point(node: Hashable, value: Any) -> NDArray[np.float64]:
    try:
        point = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError):
        point = np.empty(0)
    if point.shape != (2,) or not np.isfinite(point).all():
        raise ValueError(f"pos[{node!r}] must be two finite numbers (x, y); it is {value!r}.")
    return point


def _spacing(points: list[NDArray[np.float64]]) -> tuple[float, float]:
    """Find how far any two neurons are apart, in the proportions of the box around all.

    The largest t such that any two are apart by t times the box's width or t times its height is
    the smallest Chebyshev distance of two points after the box is scaled to a square.
    """
    from scipy.spatial import cKDTree

    every = np.concatenate(points)
    owners = [(layer, neuron) for layer, rows in enumerate(points) for neuron in range(len(rows))]
    with np.errstate(over="ignore"):
        box = every.max(axis=0) - every.min(axis=0)
    if not np.isfinite(box).all():
        raise ValueError("pos: the points are too far apart for their distances to be numbers.")
    # Points on one line parallel to an axis have a box without a width or height.
    box = np.where(box > 0, box, box.max())
    if not box.any():
        box = np.ones(2)
    scaled = (every - every.min(axis=0)) / box
    distances, nearest = map(np.asarray, cKDTree(scaled).query(scaled, k=2, p=np.inf))
    row = int(np.argmin(distances[:, 1]))
    # The scaled coordinates are rounded; the room that is claimed must be there all the same.
    closest = float(distances[row, 1]) - 8 * np.finfo(np.float64).eps
    if closest <= 0:
        # A point may come before or after its double among its own neighbours.
        first, second = sorted((row, next(k for k in nearest[row].tolist() if k != row)))
        (layer, neuron), (other_layer, other) = owners[first], owners[second]
        raise ValueError(
            f"pos: neuron {neuron} of layer {layer} and neuron {other} of layer {other_layer} are "
            f"at the same point {tuple(every[first].tolist())}."
        )
    return float(box[0] * closest), float(box[1] * closest)
