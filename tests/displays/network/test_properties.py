"""Any legal network draws: neurons clear of each other, words inside, nothing left behind."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz import Network, draw_network
from nnviz.activations import ACTIVATIONS
from nnviz.network import Connection, Layer
from tests.figures import assert_neurons_clear, few_examples, new_axes, pixels, root
from tests.networks import networks

NAMES = st.text(max_size=12)
# A name may hold letters that the font lacks; matplotlib says so.
pytestmark = [
    pytest.mark.filterwarnings("ignore:.*are NaN or infinite"),
    pytest.mark.filterwarnings("ignore:The font .* has no glyph for"),
    pytest.mark.filterwarnings("ignore:.*Matplotlib currently does not support"),
]


@st.composite
def wide_networks(draw: st.DrawFn) -> Network:
    """1 to 6 layers of weights, widths 1 to 40, skips, every activation, all kinds of numbers."""
    sizes = draw(st.lists(st.integers(1, 40), min_size=2, max_size=7))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    scale = draw(st.sampled_from([1.0, 1e-310, 1e300, 0.0]))
    activations = st.none() | st.sampled_from(sorted(ACTIVATIONS))
    layers = [Layer(sizes[0], names=draw(st.none() | st.tuples(*[NAMES] * sizes[0])))]
    for size in sizes[1:]:
        bias = rng.normal(size=size) if draw(st.booleans()) else None
        layers.append(Layer(size, draw(activations), bias))
    pairs = {(k, k + 1) for k in range(len(sizes) - 1)}
    skips = [(s, t) for t in range(2, len(sizes)) for s in range(t - 1)]
    if skips:
        pairs |= draw(st.sets(st.sampled_from(skips), max_size=2))
    connections = []
    for source, target in sorted(pairs):
        weights = scale * rng.normal(size=(sizes[source], sizes[target]))
        if draw(st.booleans()):
            weights.flat[:: draw(st.integers(1, 9))] = draw(
                st.sampled_from([np.nan, np.inf, -np.inf, 0.0, -0.0])
            )
        exists = None
        if draw(st.booleans()):
            exists = rng.random(weights.shape) < draw(st.sampled_from([0.1, 0.5, 0.9]))
        connections.append(Connection(source, target, weights, exists))
    return Network(layers, connections)


OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "orientation": st.sampled_from(["horizontal", "vertical"]),
        "max_neurons": st.none() | st.integers(1, 25),
        "bias": st.booleans(),
        "norm_by": st.sampled_from(["network", "layer"]),
        "neuron_labels": st.sampled_from(["index", "notation", "name", "value", None]),
        "neuron_fill": st.sampled_from(["paper", "layer", "gold"]),
        "captions": st.sampled_from([True, "parameters", False]),
        "names": st.booleans(),
        "top_edges": st.integers(0, 50),
        "min_abs": st.floats(0, 3),
    },
)
SIZES = st.sampled_from([(6.0, 4.0), (3.0, 3.0), (3.0, 8.0), (13.3, 7.5)])


def assert_drawn(display: Any) -> None:
    """What holds for every picture of a network."""
    pixels(display.figure_)
    assert_neurons_clear(display)
    assert plt.get_fignums() == []
    box = display.ax_.bbox
    for text in display.ax_.texts:
        if text.get_visible() and text.get_text():
            extent = text.get_window_extent()
            assert extent.x0 >= box.x0 - 2, text
            assert extent.x1 <= box.x1 + 2, text
            assert extent.y0 >= box.y0 - 2, text
            assert extent.y1 <= box.y1 + 2, text
    drawn = sum(edges.sources.size for edges in display.edges_)
    assert drawn <= sum(connection.n_weights for connection in display.network.connections)
    for connection, edges in zip(display.network.connections, display.edges_, strict=True):
        shown = display.layout.shown
        rows, columns = shown[connection.source], shown[connection.target]
        rows, columns = rows[edges.sources], columns[edges.targets]
        assert connection.mask[rows, columns].all()
        if edges.get_array() is not None:
            values = np.ma.filled(np.ma.asarray(edges.get_array(), dtype=float), np.nan)
            expected = connection.weights[rows, columns]
            expected = np.where(np.isfinite(expected), expected, np.nan)
            np.testing.assert_array_equal(values, expected)
            norm = edges.norm
            assert norm.vmin == -norm.vmax
    assert 2 <= display.alt_text().count(". ") + 1 <= 4


@few_examples()
@given(wide_networks(), OPTIONS, SIZES)
def test_any_wide_network_draws(network: Network, options: Any, size: Any) -> None:
    display = draw_network(network, ax=new_axes(*size, dpi=50), **options)
    assert_drawn(display)


@few_examples()
@given(networks(), st.sampled_from(["horizontal", "vertical"]))
def test_any_strange_network_draws(network: Network, orientation: str) -> None:
    display = draw_network(network, ax=new_axes(dpi=50), orientation=orientation, bias=True)
    pixels(display.figure_)
    assert_neurons_clear(display)


@few_examples(6)
@given(wide_networks(), SIZES, SIZES)
def test_any_resize_fits_again(network: Network, first: Any, second: Any) -> None:
    ax = new_axes(*first, dpi=50)
    display = draw_network(network, ax=ax)
    pixels(root(ax))
    root(ax).set_size_inches(*second)
    assert_drawn(display)


BAD = st.sampled_from([None, "x", -1, 3.5, object(), [], (), {}, float("nan"), True, 10**9])
REQUIRED = (
    "orientation", "norm_by", "edge_labels", "label_pos", "names", "bias", "captions",
    "negative_dash", "colorbar", "neuron_fill", "notation", "edge_label_format",
)  # fmt: skip


@few_examples(40)
@given(st.sampled_from(REQUIRED), BAD)
def test_a_bad_value_is_drawn_or_refused_by_name(name: str, value: Any) -> None:
    ax = new_axes(dpi=50)
    before = ax.get_children()
    try:
        draw_network([2, 3, 1], ax=ax, **{name: value})
    except (TypeError, ValueError) as error:
        assert name in str(error)  # noqa: PT017
        assert ax.get_children() == before
    assert plt.get_fignums() == []


@given(
    st.lists(st.integers(-1, 4), max_size=4),
    st.sampled_from(["chain", "bias", "dimension", "names"]),
)
def test_illegal_networks_are_refused(sizes: list[int], fault: str) -> None:
    ax = new_axes(dpi=50)
    before = ax.get_children()
    coefs = [np.ones((max(a, 0), max(b, 0))) for a, b in zip(sizes[:-1], sizes[1:], strict=True)]
    intercepts = [np.ones(max(b, 0)) for b in sizes[1:]]
    if not coefs:
        fault = "none"
    if fault == "chain":
        coefs.append(np.ones((max(sizes[-1], 0) + 1, 2)))
        intercepts.append(np.ones(2))
    elif fault == "bias":
        intercepts[-1] = np.ones(max(sizes[-1], 0) + 1)
    elif fault == "dimension":
        coefs[0] = np.ones((1, 1, 1))
    elif fault == "names":
        with pytest.raises((TypeError, ValueError)):
            Network.from_arrays(coefs, intercepts, input_names=["a"] * (max(sizes[0], 0) + 1))
        return
    with pytest.raises((TypeError, ValueError), match="coefs|intercepts|model"):
        draw_network((coefs, intercepts), ax=ax)
    assert ax.get_children() == before
    assert plt.get_fignums() == []
