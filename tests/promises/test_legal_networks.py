"""Any legal network draws: inside the frame, neurons apart, words legible or left out."""

from __future__ import annotations

from typing import Any

import hypothesis
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz import Network, draw_network, layered_layout
from nnviz.activations import ACTIVATIONS
from nnviz.network import Connection, Layer
from tests.figures import assert_neurons_clear, few_examples, new_axes, pixels, root
from tests.legibility import check_legibility

pytestmark = pytest.mark.filterwarnings("ignore:.*are NaN or infinite")

NAMES = st.text("abcdeXYZ 0123456789_-$%", min_size=1, max_size=24)


@st.composite
def legal_networks(draw: st.DrawFn) -> Network:
    """1 to 6 layers that compute, 1 to 40 neurons wide, with all that a network can have.

    Skips, missing weights, every activation, names, captions, biases for all, some or none, neurons
    that were taken out, weights of all sizes or none at all, classes.
    """
    sizes = draw(st.lists(st.integers(1, 40), min_size=2, max_size=7))
    last = len(sizes) - 1
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    weighted = draw(st.booleans())
    named, scale = draw(st.booleans()), draw(st.sampled_from([1.0, 1e-310, 1e300, 0.0]))
    layers = []
    for k, size in enumerate(sizes):
        has_bias = k > 0 and draw(st.booleans())
        flags = rng.random(size) < 0.7 if has_bias and draw(st.booleans()) else None
        names = None
        if named and k in (0, last):
            names = tuple(draw(st.lists(NAMES, min_size=size, max_size=size)))
        absent: Any = ()
        if k < last and draw(st.booleans()):
            absent = draw(st.sets(st.integers(0, size - 1), max_size=min(size, 5)))
        layers.append(
            Layer(
                size,
                draw(st.none() | st.sampled_from(sorted(ACTIVATIONS))) if k else None,
                scale * rng.normal(size=size) if has_bias and weighted else None,
                names=names,
                caption=draw(st.none() | NAMES),
                absent=absent,
                has_bias=has_bias,
                bias_exists=flags,
            )
        )
    pairs = {(k, k + 1) for k in range(last)}
    skips = [(s, t) for t in range(2, last + 1) for s in range(t - 1)]
    if skips:
        pairs |= draw(st.sets(st.sampled_from(skips), max_size=2))
    connections = []
    for source, target in sorted(pairs):
        shape = sizes[source], sizes[target]
        weights = scale * rng.normal(size=shape) if weighted else None
        if weights is not None and draw(st.booleans()):
            weights.flat[:: draw(st.integers(1, 9))] = draw(
                st.sampled_from([np.nan, np.inf, -np.inf, 0.0, -0.0])
            )
        part = draw(st.sampled_from([None, 0.0, 0.1, 0.5, 0.9]))
        exists = None if part is None else rng.random(shape) < part
        connections.append(Connection(source, target, weights, exists))
    size = sizes[-1]
    classes = draw(st.booleans()) and np.arange(2 if size == 1 else size)
    return Network(layers, connections, classes=None if classes is False else classes)


FIGURES = st.tuples(st.floats(2.2, 14.0), st.floats(2.2, 10.0))
ORIENTATIONS = st.sampled_from(["horizontal", "vertical"])
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "max_neurons": st.none() | st.integers(1, 30),
        "neuron_labels": st.sampled_from(["index", "notation", "name", None]),
        "captions": st.sampled_from([True, "parameters", False]),
        "bias": st.booleans(),
        "names": st.booleans(),
        "index_base": st.sampled_from([0, 1]),
    },
)


def drawn(network: Network, orientation: str, size: tuple[float, float], **options: Any) -> Any:
    ax = new_axes(*size, dpi=50)
    return draw_network(network, ax=ax, orientation=orientation, **options)


@few_examples(16)
@given(legal_networks(), ORIENTATIONS, FIGURES, OPTIONS)
def test_any_legal_network_draws(
    network: Network, orientation: str, size: tuple[float, float], options: Any
) -> None:
    display = drawn(network, orientation, size, **options)
    pixels(display.figure_)
    assert_neurons_clear(display)
    sentences = display.alt_text()
    assert sentences.startswith("Diagram of a neural network with layers of")
    for connection, edges in zip(network.connections, display.edges_, strict=True):
        rows, columns = (display.layout.shown[k] for k in (connection.source, connection.target))
        assert connection.mask[rows[edges.sources], columns[edges.targets]].all()
        shown = connection.mask[np.ix_(rows, columns)]
        if not {"top_edges", "min_abs"} & set(options):
            assert edges.sources.size == np.count_nonzero(shown)  # no edge is lost


@few_examples(10)
@given(legal_networks(), ORIENTATIONS, FIGURES, OPTIONS)
def test_its_words_are_legible_or_left_out(
    network: Network, orientation: str, size: tuple[float, float], options: Any
) -> None:
    display = drawn(network, orientation, size, **options)
    problems = check_legibility(display.figure_)
    words = [one for one in problems if one.kind in ("overlap", "outside", "covered")]
    assert not words, "\n".join(map(str, words))


@few_examples(15)
@given(legal_networks(), ORIENTATIONS, st.none() | st.integers(1, 30), st.booleans())
def test_its_layout_keeps_neurons_apart(
    network: Network, orientation: Any, most: int | None, bias: bool
) -> None:
    layout = layered_layout(network, orientation=orientation, max_neurons=most, bias=bias)
    biases = [np.atleast_2d(place) for place in layout.bias_positions.values()]
    places = np.concatenate([*layout.positions, *biases])
    assert np.isfinite(places).all()
    apart = np.abs(places[:, None] - places[None]) / np.asarray(layout.spacing)
    np.fill_diagonal(apart[..., 0], np.inf)
    assert (apart.max(axis=-1) >= 1 - 1e-9).all()
    for layer, size in enumerate(network.sizes):
        shown = layout.shown[layer]
        assert (np.diff(np.sort(shown)) > 0).all()
        hidden = sum(gap.count for gap in layout.gaps if gap.layer == layer)
        assert len(shown) + hidden == size
        # Dots in place of a single neuron would spare no room.
        assert most is None or len(shown) <= max(most, 2) + 1


@few_examples(6)
@given(legal_networks(), FIGURES, FIGURES)
def test_it_fits_again_in_a_figure_of_another_shape(
    network: Network, first: tuple[float, float], second: tuple[float, float]
) -> None:
    display = drawn(network, "horizontal", first)
    pixels(display.figure_)
    root(display.ax_).set_size_inches(*second)
    other = drawn(network, "horizontal", second)
    np.testing.assert_array_equal(pixels(display.figure_), pixels(other.figure_))


def test_strategies_reach_what_they_should() -> None:
    """The networks that are drawn here are as different as the promise says."""
    found: set[str] = set()

    @hypothesis.settings(max_examples=200, deadline=None, derandomize=True, database=None)
    @given(legal_networks())
    def collect(network: Network) -> None:
        found.add(f"depth {network.depth}")
        found.update(f"{layer.activation}" for layer in network.layers)
        found.update(
            name
            for name, there in {
                "skips": any(c.target - c.source > 1 for c in network.connections),
                "missing": any(c.exists is not None for c in network.connections),
                "architecture": not network.has_weights,
                "absent": any(layer.absent for layer in network.layers),
                "no bias": not network.has_bias,
                "wide": max(network.sizes) > 30,
            }.items()
            if there
        )

    collect()
    assert found >= {*ACTIVATIONS, *(f"depth {k}" for k in range(1, 7)), "skips", "missing"}
    assert found >= {"architecture", "absent", "no bias", "wide"}
