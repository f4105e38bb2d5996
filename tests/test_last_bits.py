"""What is drawn and decided where numbers are equal but for their last bits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import matplotlib.style
import numpy as np
import pytest
from numpy.typing import NDArray

from nnviz import propagation
from nnviz.activations import Activation
from nnviz.drawing.boundary.lines import Nodes, Regions, boundary_lines
from nnviz.drawing.neuron_maps.zero_lines import level_lines
from nnviz.drawing.words import format_number, short_number
from nnviz.last_bits import on_lattice, settled, settled_range
from nnviz.network import Network
from nnviz.network.layer import Layer
from nnviz.planes.components import _upright
from nnviz.silence import activity_over
from tests import test_pictures, test_pictures_of_layer_activations, test_pictures_of_planes
from tests.figures import pixels

EPS = float(np.finfo(float).eps)


class TestLattice:
    def test_last_bits_are_gone(self) -> None:
        rng = np.random.default_rng(0)
        values = rng.uniform(-3, 3, 1000)
        noisy = values + 1e-15 * rng.uniform(-1, 1, 1000)
        assert (noisy != values).any()
        np.testing.assert_array_equal(on_lattice(noisy, 6.0), on_lattice(values, 6.0))

    @pytest.mark.parametrize("span", [1e-9, 0.1, 1.0, 6.0, 2e7])
    def test_it_is_finer_than_can_be_seen(self, span: float) -> None:
        values = np.random.default_rng(0).uniform(-span, span, 1000)
        moved = np.abs(on_lattice(values, span) - values)
        assert 0 < moved.max() < 1e-7 * span / 2

    @pytest.mark.parametrize("span", [1.0, 2.0, 3.0, 10.0])
    def test_a_span_has_its_lattice_whatever_its_last_bits(self, span: float) -> None:
        values = np.random.default_rng(0).uniform(-1, 1, 100)
        for other in (span * (1 - EPS), span * (1 + EPS)):
            np.testing.assert_array_equal(on_lattice(values, other), on_lattice(values, span))

    def test_round_numbers_and_what_has_no_lattice_stay(self) -> None:
        values = [0.0, -0.5, 3.25, np.nan, np.inf]
        np.testing.assert_array_equal(on_lattice(values, 4.0), values)
        for span in (0.0, np.nan, np.inf):
            np.testing.assert_array_equal(on_lattice([0.1, 1e300], span), [0.1, 1e300])

    def test_each_column_may_have_a_span_of_its_own(self) -> None:
        values = np.array([[0.1, 0.1], [0.7, 0.7]])
        both = on_lattice(values, [1.0, 1e6])
        np.testing.assert_array_equal(both[:, 0], on_lattice(values[:, 0], 1.0))
        np.testing.assert_array_equal(both[:, 1], on_lattice(values[:, 1], 1e6))


class TestTies:
    def test_only_last_bits_are_taken_away(self) -> None:
        values = np.array([0.3 + 4 * EPS, 0.3 - 4 * EPS, 0.3 + 1e-9, 5.0, np.nan, np.inf])
        expected = np.array([0.3, 0.3, 0.3 + 1e-9, 5.0, np.nan, np.inf])
        np.testing.assert_array_equal(settled(values, 0.3), expected)

    def test_ranges(self) -> None:
        assert settled_range(-EPS, 1.0) == (0.0, 1.0)
        assert settled_range(-1.0, EPS) == (-1.0, 0.0)
        assert settled_range(7.0, 7.0 + 8 * EPS) == (7.0, 7.0)
        assert settled_range(-1e-6, 1.0) == (-1e-6, 1.0)

    def test_the_first_of_several_highest_classes_wins(self) -> None:
        response = np.array([[0.4, 0.4 + EPS, 0.2], [0.4 + EPS, 0.4, 0.2], [0.1, 0.2, 0.7]])
        assert Regions.of(response, "probability", None).labels.tolist() == [0, 0, 2]

    def test_a_node_on_the_threshold_is_not_above_it(self) -> None:
        response = np.array([0.5 - EPS, 0.5, 0.5 + EPS, 0.5 + 1e-6])
        assert Regions.of(response, "probability", 0.5).labels.tolist() == [0, 0, 0, 1]

    @pytest.mark.parametrize("noise", [-4 * EPS, 0.0, 4 * EPS])
    def test_a_saddle_parts_in_one_way_only(self, noise: float) -> None:
        response = np.array([[1.0 + noise, -1.0], [-1.0, 1.0]])
        axis = Nodes(np.array([0.0, 1.0]))
        lines = boundary_lines((axis, axis), Regions.of(response, "decision", 0.0))
        ends = {tuple(map(tuple, np.round(line, 6).tolist())) for line in lines}
        assert ends == {((0.5, 0.0), (1.0, 0.5)), ((0.0, 0.5), (0.5, 1.0))}

    @pytest.mark.parametrize("noise", [-EPS, 0.0, EPS])
    def test_a_line_through_nodes_has_the_same_vertices(self, noise: float) -> None:
        places = np.linspace(-1.0, 1.0, 5)
        values = places[:, None] + places
        values[values == 0] = noise
        (line,) = level_lines(values)
        (expected,) = level_lines(places[:, None] + places)
        np.testing.assert_array_equal(line, expected)

    @pytest.mark.parametrize("noise", [-EPS, 0.0, EPS])
    def test_components_of_two_features_point_one_way(self, noise: float) -> None:
        half = np.sqrt(0.5)
        for sign in (-1, 1):
            directions = sign * np.array([[half, half + noise], [half, -half - noise]])
            first, second = _upright(directions)
            assert first[0] > 0 < first[1]
            assert second[0] > 0 > second[1]

    def test_a_sum_that_cancels_is_zero_whatever_its_last_bits(self) -> None:
        weights = np.array([[0.1], [0.2], [-0.3]])
        X = np.array([[1.0, 1.0, 1.0], [1.0, 1.0, 1.0 + EPS], [1.0, 1.0, 1.0 - EPS], [2.0, 0, 0]])
        network = Network.from_arrays(
            [weights, [[1.0]]], [[0.0], [0.0]], activation="tanh", out_activation="identity"
        )
        (activity,) = activity_over(network, X, [1], saturation=0.05, saturated_on=0.95)
        assert activity.zero_counts.tolist() == [3]

    @pytest.mark.parametrize("value", [0.815, 0.125, 1.005, 2.5, -0.375, 12345.5])
    def test_numbers_are_written_in_one_way(self, value: float) -> None:
        noisy = [value * (1 + k * EPS) for k in range(-4, 5)]
        assert len({short_number(v, 2) for v in noisy}) == 1
        assert len({format_number(v, ".2f") for v in noisy}) == 1
        assert len({format_number(v, ".1f") for v in noisy}) == 1

    def test_digits_that_are_asked_for_are_written(self) -> None:
        assert format_number(0.1 + 0.2, ".17g") == "0.30000000000000004"


def other_processor(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """Let all weighted sums and activations have other last bits, as they do elsewhere."""
    rng = np.random.default_rng(seed)
    sums, activate = propagation._weighted_sums, propagation._activate

    def noisy_sums(network: Network, index: int, activations: list[Any]) -> NDArray[np.float64]:
        z = sums(network, index, activations)
        size = np.zeros_like(z)
        for _, connection in network.incoming(index):
            assert connection.weights is not None
            size += np.abs(activations[connection.source]) @ np.abs(connection.weights)
        return np.asarray(z + EPS * size * rng.integers(-2, 3, z.shape))

    def noisy(function: Activation, z: NDArray[np.float64], layer: Layer) -> NDArray[np.float64]:
        a = activate(function, z, layer)
        exact = function.name in ("relu", "identity")
        return a if exact else np.asarray(a * (1 + EPS * rng.integers(-1, 2, a.shape)))

    monkeypatch.setattr(propagation, "_weighted_sums", noisy_sums)
    monkeypatch.setattr(propagation, "_activate", noisy)


COMPUTED = {**test_pictures_of_planes.PICTURES, **test_pictures_of_layer_activations.PICTURES}


def picture(name: str) -> Callable[[], Any]:
    make, sheets = COMPUTED[name]

    def draw() -> Any:
        with matplotlib.style.context(["default", *sheets]):
            return make()

    return draw


def of_a_sample() -> Any:
    return test_pictures.draw(test_pictures.PICTURES["sample"]).figure_


PICTURES = {**{name: picture(name) for name in COMPUTED}, "sample": of_a_sample}


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_are_the_same_on_other_processors(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = pixels(PICTURES[name]())
    for seed in (1, 2):
        with monkeypatch.context() as patch:
            other_processor(patch, seed)
            np.testing.assert_array_equal(pixels(PICTURES[name]()), expected)
