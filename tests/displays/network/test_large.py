"""Networks of many layers and of wide ones: inside the frame, and in words what is not written."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnviz import Network
from nnviz.drawing.words import smallest_size
from nnviz.silence import cut_off
from tests.displays.network.helpers import draw, notes, strings
from tests.figures import discs, fixed_network, pixels, root


@pytest.mark.parametrize("orientation", ["horizontal", "vertical"])
@pytest.mark.parametrize("sizes", [[8] * 50, [4, 5000, 3]])
def test_all_neurons_and_words_are_inside(sizes: list[int], orientation: str) -> None:
    display = draw(fixed_network(*sizes), max_neurons=None, orientation=orientation, size=(8, 6))
    pixels(root(display.ax_))
    centres, radii = discs(display)
    low, high = display.ax_.bbox.min, display.ax_.bbox.max
    assert np.all(centres - radii[:, None] >= low - 0.01)
    assert np.all(centres + radii[:, None] <= high + 0.01)
    for text in display.ax_.texts:
        if text.get_visible() and text.get_text():
            box = text.get_window_extent()
            assert box.x0 >= -0.5
            assert box.y0 >= -0.5
            assert box.x1 <= 800.5
            assert box.y1 <= 600.5
            assert text.get_fontsize() >= smallest_size()


@pytest.mark.parametrize("orientation", ["horizontal", "vertical"])
def test_one_caption_stands_for_layers_that_are_alike(orientation: str) -> None:
    display = draw(fixed_network(*[8] * 50), orientation=orientation, size=(8, 6))
    words = [text.replace("\n", " ") for text in strings(display.captions_)]
    assert words == [
        "input 8 features", "hidden 1 to 48 8 neurons each, ReLU", "output 8 neurons"
    ]  # fmt: skip
    assert "captions" not in notes(display)


def test_only_neighbours_that_are_alike_share_one() -> None:
    sizes = [4, *[8] * 20, 5, *[6] * 20, 2]
    display = draw(fixed_network(*sizes), size=(8, 6))
    words = [text.split("\n")[0] for text in strings(display.captions_)]
    assert words == ["input", "hidden 1 to 20", "hidden 21", "hidden 22 to 41", "output"]


def test_few_layers_have_a_caption_each() -> None:
    display = draw(fixed_network(4, 3, 3, 3, 2), size=(8, 5))
    assert [text.split("\n")[0] for text in strings(display.captions_)] == [
        "input", "hidden 1", "hidden 2", "hidden 3", "output"
    ]  # fmt: skip


def test_captions_of_ones_own_are_not_put_together() -> None:
    from nnviz.network import Connection, Layer

    layers = [Layer(4), *[Layer(4, "relu", caption=f"block {k}") for k in range(40)], Layer(2)]
    links = [
        Connection(k, k + 1, np.ones((layers[k].size, layers[k + 1].size)))
        for k in range(len(layers) - 1)
    ]
    display = draw(Network(layers=layers, connections=links), size=(8, 6))
    assert strings(display.captions_) == []
    assert "captions do not fit" in notes(display)


def test_a_resize_brings_captions_back() -> None:
    display = draw(fixed_network(*[3] * 20), size=(4, 3))
    assert any(" to " in text for text in strings(display.captions_))
    root(display.ax_).set_size_inches(30, 5)
    pixels(root(display.ax_))
    assert "hidden 17" in " ".join(strings(display.captions_))
    assert not any(" to " in text for text in strings(display.captions_))


class TestCutOff:
    """Neurons whose weights onward are 0, whatever the data."""

    @staticmethod
    def network() -> Network:
        one = np.ones((3, 4))
        two = np.array([[1.0, 2.0], [0.0, 0.0], [0.0, 3.0], [1.0, 1.0]])
        three = np.array([[1.0], [0.0]])
        return Network.from_arrays([one, two, three], activation="relu")

    def test_by_paths(self) -> None:
        # Neuron 1 of layer 1 has zeros only; neuron 2 leads to neuron 1 of layer 2, and no farther.
        found = [np.flatnonzero(out).tolist() for out in cut_off(self.network())]
        assert found == [[], [1, 2], [1], []]

    def test_against_a_matrix_product(self) -> None:
        weights = [np.where(a % 3 < 1, a, 0.0) for a in
                   (np.arange(20.0).reshape(4, 5), np.arange(7, 17.0).reshape(5, 2))]  # fmt: skip
        reach = np.abs(weights[0]) @ np.abs(weights[1])
        found = cut_off(Network.from_arrays(weights))
        np.testing.assert_array_equal(found[0], ~reach.any(axis=1))
        np.testing.assert_array_equal(found[1], ~weights[1].any(axis=1))

    def test_not_those_that_were_taken_out_nor_of_an_architecture(self) -> None:
        found = cut_off(self.network().without([(1, 1)]))
        assert np.flatnonzero(found[1]).tolist() == [2]
        assert not any(out.any() for out in cut_off(Network.from_sizes([3, 2])))

    def test_a_value_that_is_no_number_leads_on(self) -> None:
        assert not cut_off(Network.from_arrays([[[np.nan]]]))[0].any()

    def test_they_are_grey_and_counted(self) -> None:
        display = draw(self.network())
        faces = np.asarray(display.neurons_[1].get_facecolor())
        assert np.ptp(faces[:, :3], axis=1).max() < 0.01
        grey = np.flatnonzero(faces[:, 0] < 0.99)
        assert grey.tolist() == [1, 2]
        assert "grey: 3 neurons without effect on any output" in notes(display)

    def test_one_that_is_not_shown_is_counted(self) -> None:
        weights: list[Any] = [np.ones((3, 40)), np.ones((40, 2))]
        weights[1][20] = 0.0
        assert "grey: 1 neuron without effect" in notes(draw(Network.from_arrays(weights)))

    def test_none_is_said_where_none_is(self) -> None:
        assert "grey" not in notes(draw())

    def test_show_draws_anew_where_others_are_cut_off(self) -> None:
        first = self.network()
        other = first.with_weights({(2, 0, 0): 0.0, (2, 0, 1): 0.0, (2, 1, 0): 1.0})
        display = draw(first)
        display.show(display.with_model(other))
        np.testing.assert_array_equal(
            pixels(root(display.ax_)), pixels(root(draw(other).ax_))
        )  # fmt: skip
