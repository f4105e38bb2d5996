"""Layout and Gap themselves."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest

from nnviz.layout import Gap, Layout, layered_layout


def test_arrays_are_copied_and_read_only():
    points, way = np.array([[0.0, 0.0]]), np.array([[[2.0, 1.0]]])
    layout = Layout(
        orientation="horizontal",
        shown=([0], [0]),
        positions=(points, [[4, 0]]),
        gaps=[],
        bias_positions={},
        spacing=(4.0, 1.0),
        routes={0: way},
        layer_positions=[0, 4],
    )
    points[0, 0] = way[0, 0, 0] = 9
    assert layout.position(0, 0) == (0.0, 0.0)
    assert layout.routes[0].tolist() == [[[2.0, 1.0]]]
    arrays = [*layout.shown, *layout.positions, layout.layer_positions, layout.routes[0]]
    for array in arrays:
        assert not array.flags.writeable
    assert layout.gaps == ()
    with pytest.raises(FrozenInstanceError):
        layout.gaps = ()


def test_position_and_counts():
    layout = layered_layout([2, 50, 1], max_neurons=6)
    assert layout.position(1, 0) == tuple(layout.positions[1][0])
    assert layout.position(1, 49) == tuple(layout.positions[1][-1])
    assert layout.position(1, 20) is None
    assert layout.position(1, 50) is None
    assert layout.position(1, -1) is None
    assert [layout.n_hidden(k) for k in range(3)] == [0, 44, 0]
    assert layout.sizes == (2, 50, 1)
    assert layout.n_layers == 3
    for method in (layout.n_hidden, lambda k: layout.position(k, 0)):
        for layer in (3, -1):
            with pytest.raises(ValueError, match=rf"layer {layer} does not exist.*0\.\.2"):
                method(layer)


def test_bounds_take_in_gaps_bias_neurons_and_routes():
    layout = layered_layout([2, 2], bias=True)
    xmin, ymin, xmax, ymax = layout.bounds
    assert (xmin, xmax, ymin) == (0, 4, -0.5)
    assert ymax == layout.bias_positions[1][1] == 1.7
    wider = replace(layout, routes={0: np.array([[[2.0, 7.0]], [[np.nan, np.nan]]])})
    assert wider.bounds == (0, -0.5, 4, 7)
    gap = Gap(1, (4.0, -3.0), 5, 3.0)
    assert replace(layout, gaps=(gap,)).bounds == (0, -4.5, 4, 1.7)
    upright = replace(layout, orientation="vertical", gaps=(gap,))
    assert upright.bounds == (0, -3, 5.5, 1.7)


def test_repr_is_one_line():
    assert repr(layered_layout([2, 8, 6, 1])) == "<Layout horizontal, 2-8-6-1 neurons shown>"
    assert (
        repr(layered_layout([1, 80, 1], max_neurons=10, orientation="vertical"))
        == "<Layout vertical, 1-10-1 neurons shown, 70 elided>"
    )


def test_layouts_are_compared_by_identity_and_can_be_copied():
    layout = layered_layout([2, 3, 1])
    assert layout != layered_layout([2, 3, 1])
    for other in (copy.deepcopy(layout), pickle.loads(pickle.dumps(layout))):
        assert other.bounds == layout.bounds


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"orientation": "h"}, "orientation"),
        ({"positions": ()}, "positions must have one array for each of the 2 layers"),
        ({"positions": ([[0, 0]], [[1, 1]])}, r"positions\[0\] must have shape \(2, 2\)"),
        ({"shown": ([1, 0], [0])}, r"shown\[0\] must be ascending"),
        ({"shown": ([0, 0], [0])}, r"shown\[0\] must be ascending"),
        ({"shown": ([-1, 0], [0])}, r"shown\[0\] must be ascending"),
        ({"shown": ([[0, 1]], [0])}, r"shown\[0\] must be ascending"),
        ({"layer_positions": [0]}, "layer_positions must have shape"),
    ],
)
def test_a_layout_that_does_not_fit_together_is_refused(change, words):
    with pytest.raises(ValueError, match=words):
        replace(layered_layout([2, 1]), **change)
