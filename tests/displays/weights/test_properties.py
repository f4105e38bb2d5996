"""The weights of any legal network draw, and leave nothing behind."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz import Network, plot_weights
from nnviz.network import Connection
from tests.figures import few_examples, new_axes, pixels
from tests.networks import networks

# A name may hold letters that the font lacks; matplotlib says so.
pytestmark = [
    pytest.mark.filterwarnings("ignore:.*NaN or infinite"),
    pytest.mark.filterwarnings("ignore:The font .* has no glyph for"),
    pytest.mark.filterwarnings("ignore:.*Matplotlib currently does not support"),
]

SIZES = st.sampled_from([(6.0, 4.0), (3.0, 3.0), (2.0, 7.0), (12.0, 3.0), (0.7, 0.7)])
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "norm_by": st.sampled_from(["network", "layer"]),
        "names": st.booleans(),
        "columns": st.none() | st.integers(1, 4),
        "colorbar": st.booleans(),
        "index_base": st.sampled_from([0, 1]),
    },
)
SCALES = st.sampled_from([1.0, 0.0, 1e-310, 1e300, np.nan, -np.inf])


@st.composite
def weighted(draw: st.DrawFn) -> Network:
    """A network with weights of all kinds."""
    network = draw(networks().filter(lambda one: one.has_weights))
    scale = draw(SCALES)
    connections = []
    for one in network.connections:
        assert one.weights is not None
        with np.errstate(all="ignore"):
            weights = scale * np.tanh(np.nan_to_num(one.weights))
        connections.append(Connection(one.source, one.target, weights, one.exists))
    changed = draw(st.booleans())
    return Network(network.layers, connections) if changed else network


@given(network=weighted(), options=OPTIONS, size=SIZES, data=st.data())
@few_examples(25)
def test_any_network_draws(
    network: Network, options: dict[str, Any], size: tuple[float, float], data: st.DataObject
) -> None:
    kinds: list[dict[str, Any]] = [{"values": data.draw(st.booleans())}, {"kind": "distributions"}]
    if any(layer.bias is not None and network.incoming(k)
           for k, layer in enumerate(network.layers) if k):  # fmt: skip
        kinds.append({"bias": True})
    if network.outgoing(0):
        kinds.append({"image_shape": (1, network.sizes[0]), "max_images": None})
    chosen = data.draw(st.sampled_from(kinds))
    display = plot_weights(network, ax=new_axes(*size), **options, **chosen)
    pixels(display.figure_)
    assert plt.get_fignums() == []
    assert 2 <= display.alt_text().count(". ") + 1 <= 4
    for (source, target), weights in display.weights.items():
        connection = network.connection(source, target)
        assert connection is not None
        np.testing.assert_array_equal(weights.data, connection.weights)
        np.testing.assert_array_equal(np.ma.getmaskarray(weights), ~connection.mask)
