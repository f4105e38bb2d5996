"""The numbers behind `plot_weights`, against computations of another kind."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from matplotlib.colors import Normalize, SymLogNorm
from sklearn.datasets import load_iris
from sklearn.neural_network import MLPClassifier

from nnviz import WeightsDisplay, plot_weights
from nnviz.drawing.weights.cells import strongest
from nnviz.drawing.weights.image_cell import tile
from nnviz.drawing.weights.numbers import histograms
from nnviz.drawing.weights.words import distribution_lines, moments_in_words
from nnviz.network import Connection, Layer, Network
from tests.figures import fixed_arrays, fixed_network, new_axes


def plot(model: Any, **options: Any) -> WeightsDisplay:
    return plot_weights(model, ax=new_axes(), **options)


@pytest.fixture(scope="module")
def mlp() -> MLPClassifier:
    X, y = load_iris(return_X_y=True, as_frame=True)
    return MLPClassifier((3, 2), solver="lbfgs", max_iter=200, random_state=0).fit(X, y)


class TestMatrices:
    def test_are_the_weights_of_the_model(self, mlp: MLPClassifier) -> None:
        display = plot(mlp)
        assert list(display.weights) == [(0, 1), (1, 2), (2, 3)]
        for shown, coefs, image in zip(
            display.weights.values(), mlp.coefs_, display.images_, strict=True
        ):
            np.testing.assert_array_equal(shown, coefs)
            np.testing.assert_array_equal(np.squeeze(image.get_array(), 0), coefs)

    def test_are_copies(self, mlp: MLPClassifier) -> None:
        display = plot(mlp)
        before = mlp.coefs_[0].copy()
        display.weights[0, 1][:] = 7.0
        np.testing.assert_array_equal(display.weights[0, 1], before)
        np.testing.assert_array_equal(mlp.coefs_[0], before)

    def test_biases_are_those_of_the_model(self, mlp: MLPClassifier) -> None:
        display = plot(mlp, bias=True)
        for image, bias in zip(display.bias_images_, mlp.intercepts_, strict=True):
            np.testing.assert_array_equal(image.get_array()[0, 0], bias)

    def test_one_norm_for_all(self, mlp: MLPClassifier) -> None:
        display = plot(mlp)
        largest = max(np.abs(coefs).max() for coefs in mlp.coefs_)
        assert isinstance(display.norm, Normalize)
        assert (display.norm.vmin, display.norm.vmax) == (-largest, largest)
        assert all(image.norm is display.norm for image in display.images_)
        assert display.colorbars_[0].norm.vmax == largest

    def test_biases_count_for_the_norm_where_they_are_shown(self) -> None:
        model = ([[[1.0]], [[2.0]]], [[-9.0], [0.5]])
        norms = [plot(model, bias=bias).norm for bias in (False, True)]
        assert [norm.vmax for norm in norms if isinstance(norm, Normalize)] == [2.0, 9.0]

    def test_a_norm_each(self, mlp: MLPClassifier) -> None:
        display = plot(mlp, norm_by="layer")
        assert isinstance(display.norm, list)
        limits = [norm.vmax for norm in display.norm]
        assert limits == [np.abs(coefs).max() for coefs in mlp.coefs_]
        assert [bar.norm.vmax for bar in display.colorbars_] == limits

    def test_a_norm_of_the_callers(self) -> None:
        norm = SymLogNorm(0.1, vmin=-10, vmax=10)
        display = plot(fixed_network(3, 2, 1), norm=norm)
        assert display.norm is norm
        unscaled = Normalize()
        display = plot(([[[1.0, -3.0]]], [[0.0, 0.0]]), norm=unscaled)
        assert isinstance(display.norm, Normalize)
        assert (display.norm.vmin, display.norm.vmax) == (-3.0, 1.0)
        assert not unscaled.scaled()

    def test_some_layers(self) -> None:
        network = fixed_network(4, 3, 2, 1)
        assert list(plot(network, layers=2).weights) == [(1, 2)]
        assert list(plot(network, layers=[3, 1]).weights) == [(0, 1), (2, 3)]
        assert list(plot(network, layers=np.array([2])).weights) == [(1, 2)]

    @pytest.mark.filterwarnings("ignore:.*NaN or infinite")
    def test_missing_weights_are_masked_and_nan_is_not(self) -> None:
        weights = np.array([[1.0, np.nan], [5.0, -2.0]])
        exists = np.array([[True, True], [False, True]])
        network = Network([Layer(2), Layer(2)], [Connection(0, 1, weights, exists)])
        display = plot(network)
        shown = display.weights[0, 1]
        np.testing.assert_array_equal(np.ma.getmaskarray(shown), ~exists)
        assert np.isnan(shown.data[0, 1])
        assert isinstance(display.norm, Normalize)
        assert display.norm.vmax == 2.0  # neither the 5 that does not exist nor the NaN
        matrix = display.numbers.matrices[0]
        assert (matrix.n_weights, matrix.n_bad) == (3, 1)

    def test_biases_stand_once_where_layers_are_skipped(self) -> None:
        layers = [Layer(2), Layer(2, bias=[1.0, 2.0]), Layer(1, bias=[3.0])]
        connections = [Connection(0, 1, np.ones((2, 2))), Connection(1, 2, np.ones((2, 1))),
                       Connection(0, 2, np.ones((2, 1)))]  # fmt: skip
        display = plot(Network(layers, connections), bias=True)
        biases = {(m.source, m.target): m.bias is not None for m in display.numbers.matrices}
        assert biases == {(0, 1): True, (0, 2): False, (1, 2): True}


class TestStrongest:
    """What a pixel shows."""

    @pytest.mark.parametrize("shape", [(7, 5), (7, 13), (3, 5), (20, 2), (1, 1), (50, 40)])
    def test_as_a_loop_over_pixels_finds_it(self, shape: tuple[int, int]) -> None:
        rng = np.random.default_rng(0)
        values = rng.normal(size=(20, 13))
        cells: list[list[list[int]]] = []
        for n_cells, n_pixels in zip(values.shape, shape, strict=True):
            if n_cells > n_pixels:  # a cell falls to the pixel that its middle lies in
                owner = ((np.arange(n_cells) + 0.5) * n_pixels / n_cells).astype(int)
                cells.append([np.flatnonzero(owner == p).tolist() for p in range(n_pixels)])
            else:  # a pixel shows the cell that its middle lies in
                own = ((np.arange(n_pixels) + 0.5) * n_cells / n_pixels).astype(int)
                cells.append([[int(k)] for k in own])
        expected = np.zeros(shape)
        for i, rows in enumerate(cells[0]):
            for j, columns in enumerate(cells[1]):
                block = values[np.ix_(rows, columns)].ravel()
                expected[i, j] = block[np.argmax(np.abs(block))]
        np.testing.assert_array_equal(strongest(values, shape), expected)
        part = strongest(values, shape, (shape[0] // 2, shape[0]), (0, shape[1]))
        np.testing.assert_array_equal(part, expected[shape[0] // 2 :])

    def test_no_strong_weight_is_lost(self) -> None:
        rng = np.random.default_rng(1)
        for _ in range(30):
            values = rng.normal(size=(784, 128))
            i, j = rng.integers(784), rng.integers(128)
            values[i, j] = -99.0
            assert (strongest(values, (117, 61)) == -99.0).sum() == 1

    def test_what_is_not_a_number_goes_first(self) -> None:
        assert np.isnan(strongest(np.array([[9.0, np.nan, 3.0]]), (1, 1))).all()


class TestDistributions:
    def test_every_weight_is_in_one_bin(self) -> None:
        coefs, intercepts = fixed_arrays(20, 9, 3)
        coefs[0][:3, :2], coefs[1][4, 0] = 0.0, 1e-9
        display = plot((coefs, intercepts), kind="distributions")
        first, second = display.histograms
        assert first.edges is second.edges
        for histogram, weights in zip(display.histograms, coefs, strict=True):
            assert histogram.heights.sum() + histogram.at_zero == weights.size
            about = np.abs(weights) < 1e-3 * np.abs(weights).max()
            assert histogram.at_zero == np.count_nonzero(about)
            for k, height in enumerate(histogram.heights[:-1]):
                inside = (histogram.edges[k] <= weights) & (weights < histogram.edges[k + 1])
                assert height == np.count_nonzero(inside & ~about)
        assert sum(histogram.at_zero for histogram in display.histograms) > 0

    @pytest.mark.parametrize(("bins", "n"), [(2, 2), (7, 8), (20, 20)])
    def test_zero_is_between_two_bins(self, bins: int, n: int) -> None:
        (histogram,) = plot(
            ([np.arange(-3.0, 9.0)[:, None]], [[0.0]]), kind="distributions", bins=bins
        ).histograms
        assert len(histogram.heights) == n
        assert histogram.edges[n // 2] == 0.0
        np.testing.assert_allclose(histogram.edges, -histogram.edges[::-1])
        assert histogram.heights[: n // 2].sum() == 3
        assert histogram.heights[n // 2 :].sum() == 8  # and the zero is in none
        assert histogram.at_zero == 1

    def test_density_is_of_all_weights(self) -> None:
        weights = np.array([[-1.0], [0.0], [0.5], [2.0]])
        (histogram,) = plot(
            ([weights], [[0.0]]), kind="distributions", density=True, bins=8
        ).histograms
        assert np.sum(histogram.heights * np.diff(histogram.edges)) == pytest.approx(3 / 4)
        assert histogram.at_zero * np.diff(histogram.edges)[0] == pytest.approx(1 / 4)

    def test_automatic_bins_are_those_of_freedman_and_diaconis(self) -> None:
        weights = np.random.default_rng(0).normal(size=(100, 30))
        (histogram,) = plot(([weights], [np.zeros(30)]), kind="distributions").histograms
        width = np.diff(np.histogram_bin_edges(weights, "fd"))[0]
        assert np.diff(histogram.edges)[0] == pytest.approx(width, rel=0.1)

    def test_bins_by_layer(self) -> None:
        network = ([[[1.0, -1.0]], [[10.0], [5.0]]], [[0.0, 0.0], [0.0]])
        own = plot(network, kind="distributions", norm_by="layer").histograms
        assert [histogram.edges[-1] for histogram in own] == [1.0, 10.0]
        shared = plot(network, kind="distributions").histograms
        assert [histogram.edges[-1] for histogram in shared] == [10.0, 10.0]

    def test_of_nothing_but_zeros(self) -> None:
        (histogram,) = plot(([[[0.0, 0.0]]], [[0.0, 0.0]]), kind="distributions").histograms
        assert histogram.heights.sum() == 0
        assert histogram.at_zero == 2
        assert np.isfinite(histogram.edges).all()

    def test_of_the_smallest_and_largest_numbers(self) -> None:
        for size in (1e-300, 1e250, 1e300):
            weights = size * np.array([[1.0], [-0.5], [0.25]])
            matrices = plot(([weights], [[0.0]]), kind="distributions").numbers.matrices
            (histogram,) = histograms(matrices, bins="auto", by_layer=False, density=False)
            assert histogram.heights.sum() == 3

    @pytest.mark.filterwarnings("ignore:.*NaN or infinite")
    def test_counts_in_words(self) -> None:
        weights = np.array([[4.0, 0.0, 0.003, -0.004, 0.005, np.nan, np.inf, -4.0]])
        (matrix,) = plot(([weights], [np.zeros(8)]), kind="distributions").numbers.matrices
        assert (matrix.n_zero, matrix.n_near_zero, matrix.n_bad) == (1, 1, 2)
        assert matrix.known.size == 6
        first = distribution_lines(matrix)[0]
        sd = np.std(matrix.known)
        assert first == (f"8 weights, mean 0.0, sd {sd:.1f}",
                         "1 exactly 0, 1 near 0, 2 NaN or infinite")  # fmt: skip

    @pytest.mark.parametrize(
        ("mean", "sd", "words"),
        [(0.0123, 0.456, ("mean 0.01", "sd 0.46")), (1234.5, 20.0, ("mean 1234", "sd 20")),
         (3.0, 0.0, ("mean 3", "sd 0")), (-0.001, 0.9, ("mean 0.00", "sd 0.90"))],
    )  # fmt: skip
    def test_moments(self, mean: float, sd: float, words: tuple[str, str]) -> None:
        assert moments_in_words(mean, sd) == words


class TestImages:
    def test_rows_are_inputs_one_after_the_other(self) -> None:
        coefs, intercepts = fixed_arrays(6, 4, 1)
        display = plot((coefs, intercepts), image_shape=(2, 3))
        images = display.numbers.images
        assert images is not None
        for neuron, image in zip(images.neurons, images.images, strict=True):
            for row in range(2):
                for column in range(3):
                    assert image[row, column] == coefs[0][3 * row + column, neuron]
        np.testing.assert_array_equal(display.images_[0].get_array(), images.images)

    def test_the_first_ones_unless_told_otherwise(self) -> None:
        network = fixed_network(4, 40, 1)
        shown = [plot(network, image_shape=(2, 2), **options).numbers.images
                 for options in ({}, {"max_images": 3}, {"max_images": None},
                                 {"neurons": [7, 2, 39], "max_images": 1})]  # fmt: skip
        lists = [images.neurons.tolist() for images in shown if images is not None]
        assert lists == [list(range(25)), [0, 1, 2], list(range(40)), [7, 2, 39]]

    def test_scale_is_that_of_all_neurons(self) -> None:
        weights = np.ones((4, 3))
        weights[2, 2] = -8.0
        norm = plot(([weights], [np.zeros(3)]), image_shape=(2, 2), neurons=[0]).norm
        assert isinstance(norm, Normalize)
        assert norm.vmax == 8.0

    @pytest.mark.filterwarnings("ignore:.*NaN or infinite")
    def test_dead_neurons(self) -> None:
        weights = np.zeros((4, 5))
        weights[:, 1], weights[0, 2], weights[0, 3], weights[1, 4] = 1.0, 0.009, -0.011, np.nan
        images = plot(([weights], [np.zeros(5)]), image_shape=(2, 2)).numbers.images
        assert images is not None
        assert images.dead.tolist() == [0, 2]

    def test_over_a_connection_that_skips(self) -> None:
        network = Network(
            [Layer(4), Layer(2), Layer(3)],
            [Connection(0, 1, np.ones((4, 2))), Connection(1, 2, np.ones((2, 3))),
             Connection(0, 2, 2 * np.ones((4, 3)))],
        )  # fmt: skip
        assert list(plot(network, image_shape=(2, 2)).weights) == [(0, 1)]
        assert list(plot(network, image_shape=(2, 2), layers=2).weights) == [(0, 2)]

    @pytest.mark.parametrize("n", [1, 2, 5, 25, 100])
    @pytest.mark.parametrize("box", [(300.0, 200.0), (60.0, 400.0), (500.0, 80.0)])
    @pytest.mark.parametrize("aspect", [0.1, 1.0, 8.0])
    def test_images_stand_apart_inside_their_place(
        self, n: int, box: tuple[float, float], aspect: float
    ) -> None:
        tiling = tile(n, aspect, box, 5.0)
        rows = -(-n // tiling.columns)
        assert tiling.width == pytest.approx(aspect * tiling.height)
        assert min(tiling.gaps) >= 3.0
        if tiling.height > 0.2:
            wide = tiling.columns * tiling.width + (tiling.columns - 1) * tiling.gaps[0]
            high = rows * (tiling.height + 5.0) + (rows - 1) * tiling.gaps[1]
            assert wide <= box[0] + 1e-6
            assert high <= box[1] + 1e-6
