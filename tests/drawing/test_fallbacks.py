"""What words do where room is short: break, shrink, say less, or say that they are gone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnviz import draw_network
from nnviz.drawing.frame import measure
from nnviz.drawing.words import ELLIPSIS, normal_size, shrinking_sizes, smallest_size
from tests.figures import fixed_network, new_axes, pixels, root


def draw(*sizes: int, size: tuple[float, float] = (6, 4), **options: Any) -> Any:
    made = {k: options.pop(k) for k in ("input_names", "output_names", "out_activation")
            if k in options}  # fmt: skip
    network = fixed_network(*sizes, **made)
    return draw_network(network, ax=new_axes(*size, dpi=72), **options)


def shown(texts: Any) -> list[str]:
    return [text.get_text() for text in texts if text.get_visible()]


def said(display: Any) -> str:
    return " ".join(" ".join(shown(display.ax_.texts)).split())


class TestNames:
    def test_at_their_full_length_and_size_where_there_is_room(self) -> None:
        display = draw(3, 2, input_names=["alpha", "beta", "gamma"])
        assert shown(display.names_[0]) == ["alpha", "beta", "gamma"]
        assert {text.get_fontsize() for text in display.names_[0]} == {normal_size()}

    @pytest.mark.parametrize("orientation", ["horizontal", "vertical"])
    def test_long_ones_are_shortened_and_start_as_they_did(self, orientation: str) -> None:
        names = ["the mean radius of all cells " * 3, "short", "x" * 500]
        display = draw(3, 2, input_names=names, orientation=orientation, captions=False)
        first, second, third = shown(display.names_[0])
        assert second == "short"
        assert first.endswith(ELLIPSIS)
        assert names[0].startswith(first[:-1].rstrip())
        assert third.endswith(ELLIPSIS)
        assert len(first) > 4

    def test_take_at_most_a_part_of_the_width(self) -> None:
        display = draw(3, 2, input_names=["w" * 100] * 3)
        width = display.ax_.bbox.width
        assert all(measure(text)[0] < 0.3 * width for text in display.names_[0])

    def test_shrink_before_they_go(self) -> None:
        sizes = []
        for height in (6.0, 4.0, 3.0, 1.5):
            display = draw(
                18, 2, size=(6, height), input_names=[f"name {k}" for k in range(18)],
                captions=False, colorbar=False,
            )  # fmt: skip
            names = display.names_[0]
            sizes.append(names[0].get_fontsize() if shown(names) else 0.0)
            assert len(shown(names)) in (0, 18)
            assert ("names do not fit" in said(display)) == (not shown(names))
        assert sizes == sorted(sizes, reverse=True)
        assert sizes[0] > 0
        assert sizes[-1] == 0

    def test_stand_upright_where_they_are_too_wide_side_by_side(self) -> None:
        names = [f"a longer name {k}" for k in range(8)]
        display = draw(8, 2, orientation="vertical", input_names=names, size=(5, 6))
        assert {text.get_rotation() for text in display.names_[0]} == {90}
        display = draw(2, 2, orientation="vertical", input_names=names[:2], size=(8, 6))
        assert {text.get_rotation() for text in display.names_[0]} == {0}

    @pytest.mark.parametrize("orientation", ["horizontal", "vertical"])
    def test_stand_beside_their_neurons(self, orientation: str) -> None:
        display = draw(
            3, 3, input_names=["a", "b", "c"], output_names=["d", "e", "f"],
            orientation=orientation,
        )  # fmt: skip
        pixels(display.figure_)
        for names, neurons in zip(display.names_, (display.neurons_[0], display.neurons_[-1]),
                                  strict=True):  # fmt: skip
            places = neurons.get_offset_transform().transform(neurons.get_offsets())
            across = 1 if orientation == "horizontal" else 0
            for text, place in zip(names, places, strict=True):
                extent = text.get_window_extent()
                middle = ((extent.x0 + extent.x1) / 2, (extent.y0 + extent.y1) / 2)
                assert middle[across] == pytest.approx(place[across], abs=3)

    def test_a_size_of_the_callers_own_holds(self) -> None:
        display = draw(3, 2, input_names=["a", "b", "c"], label_kw={"fontsize": 13})
        assert {text.get_fontsize() for text in display.names_[0]} == {13}


class TestCaptions:
    @pytest.mark.parametrize("width", [12, 8, 5, 3.5, 2.5])
    def test_say_as_much_as_fits(self, width: float) -> None:
        display = draw(
            4, 8, 8, 3, size=(width, 4), out_activation="softmax",
            names=False, colorbar=False, edge_labels=False,
        )  # fmt: skip
        captions = shown(display.captions_)
        pixels(display.figure_)
        assert len(captions) in (0, 4)
        if width == 12:
            assert captions[1] == "hidden 1\n8 neurons, ReLU"
        if not captions:
            assert "captions do not fit" in said(display)
        boxes = [text.get_window_extent() for text in display.captions_ if text.get_visible()]
        for one, other in zip(boxes[:-1], boxes[1:], strict=True):
            assert one.x1 < other.x0

    def test_grow_shorter_with_the_width(self) -> None:
        lengths = []
        for width in (12, 6, 4, 3):
            display = draw(4, 8, 8, 3, size=(width, 4), names=False)
            lengths.append(len("".join(shown(display.captions_))))
        assert lengths == sorted(lengths, reverse=True)

    @pytest.mark.parametrize("orientation", ["horizontal", "vertical"])
    def test_are_beside_their_layers(self, orientation: str) -> None:
        display = draw(2, 3, 1, orientation=orientation, size=(8, 8))
        pixels(display.figure_)
        across = 0 if orientation == "horizontal" else 1
        for text, neurons in zip(display.captions_, display.neurons_, strict=True):
            extent = text.get_window_extent()
            middle = ((extent.x0 + extent.x1) / 2, (extent.y0 + extent.y1) / 2)
            places = neurons.get_offset_transform().transform(neurons.get_offsets())
            assert middle[across] == pytest.approx(places[:, across].mean(), abs=2)

    def test_come_back_after_a_resize(self) -> None:
        display = draw(*[4] * 10, size=(2, 3))
        before = len("".join(shown(display.captions_)))
        root(display.ax_).set_size_inches(20, 6)
        pixels(display.figure_)
        assert len("".join(shown(display.captions_))) > before
        assert "captions do not fit" not in said(display)


class TestEdgeLabels:
    def test_auto_is_all_or_nothing(self) -> None:
        for width in (9, 5, 3, 1.5):
            display = draw(4, 4, 1, size=(width, width * 0.7))
            assert len(shown(display.labels_)) in (0, 20)
            assert "edge labels left out" not in said(display)

    def test_the_weightiest_stay_where_not_all_fit(self) -> None:
        display = draw(6, 8, edge_labels=True, size=(4, 4), label_pos=0.5)
        kept = [abs(float(t.get_text().replace("\N{MINUS SIGN}", "-")))
                for t in display.labels_ if t.get_visible()]  # fmt: skip
        gone = [abs(float(t.get_text().replace("\N{MINUS SIGN}", "-")))
                for t in display.labels_ if not t.get_visible()]  # fmt: skip
        assert gone
        assert max(kept) == max(kept + gone)
        assert np.mean(kept) > np.mean(gone)

    def test_shrink_before_they_go(self) -> None:
        sizes = {t.get_fontsize() for t in draw(3, 3, edge_labels=True, size=(9, 6)).labels_}
        assert sizes == {shrinking_sizes()[0]}
        sizes = {t.get_fontsize() for t in draw(6, 8, edge_labels=True, size=(4, 4)).labels_}
        assert sizes == {smallest_size()}

    def test_labels_that_are_left_out_are_counted_again_after_a_resize(self) -> None:
        display = draw(4, 6, edge_labels=True, size=(3, 2))
        assert "edge labels left out" in said(display)
        root(display.ax_).set_size_inches(18, 14)
        pixels(display.figure_)
        assert "edge labels left out" not in said(display)
        assert len(shown(display.labels_)) == 24

    def test_keep_clear_of_neurons(self) -> None:
        display = draw(3, 5, 2, edge_labels=True, size=(9, 6))
        pixels(display.figure_)
        radius = display.neurons_[0].get_transform().get_matrix()[0, 0]
        centres = np.concatenate(
            [n.get_offset_transform().transform(n.get_offsets()) for n in display.neurons_]
        )
        for text in display.labels_:
            if text.get_visible():
                place = display.ax_.transData.transform(text.get_position())
                assert np.hypot(*(centres - place).T).min() > radius


class TestElisions:
    @pytest.mark.parametrize("orientation", ["horizontal", "vertical"])
    @pytest.mark.parametrize("size", [(6, 4), (3, 3), (1.5, 1.5)])
    def test_the_count_is_always_said(self, size: Any, orientation: str) -> None:
        display = draw(1, 1234, 1, orientation=orientation, size=size)
        words = said(display)
        counts = ("1,214 more", "+1,214", "1,214 neurons are not shown")
        assert any(count in words for count in counts) or size == (1.5, 1.5)

    def test_counts_of_several_gaps(self) -> None:
        display = draw(1, 60, 1, max_neurons=6, highlight=[(1, 30)], size=(6, 8))
        assert [gap.count for gap in display.layout.gaps] == [27, 26]
        assert "27" in said(display)
        assert "26" in said(display)

    @pytest.mark.parametrize("sizes", [(40, 2), (2, 40)])
    def test_stay_inside_at_the_outer_layers(self, sizes: tuple[int, int]) -> None:
        display = draw(*sizes, size=(3, 6), names=False, captions=False)
        pixels(display.figure_)
        box = display.ax_.bbox
        for text in display.ax_.texts:
            if text.get_visible() and text.get_text():
                extent = text.get_window_extent()
                assert extent.x0 >= box.x0 - 1
                assert extent.x1 <= box.x1 + 1


class TestColorbars:
    def test_two_stand_side_by_side(self) -> None:
        display = draw(2, 3, 1, neuron_fill="bias", size=(8, 5))
        pixels(display.figure_)
        one, other = (bar.ax.get_window_extent() for bar in
                      (display.colorbar_, display.neuron_colorbar_))  # fmt: skip
        assert one.x1 < other.x0
        assert one.y0 == pytest.approx(other.y0)
        assert one.height < 15

    def test_ticks_are_few_round_and_hold_zero(self) -> None:
        display = draw(2, 3, 1)
        ticks = display.colorbar_.get_ticks()
        assert 3 <= len(ticks) <= 6
        assert 0 in ticks
        np.testing.assert_allclose(ticks, -ticks[::-1])

    def test_ends_are_named_only_where_there_is_room(self) -> None:
        assert "negative" in said(draw(2, 3, 1, size=(9, 5)))
        assert "positive" not in said(draw(2, 3, 1, size=(1.8, 4)))

    def test_of_one_sign_name_no_other(self) -> None:
        from matplotlib.colors import Normalize

        words = said(draw(2, 3, 1, norm=Normalize(0, 2), size=(9, 5)))
        assert "negative" not in words

    def test_are_below_everything(self) -> None:
        display = draw(2, 3, 1)
        pixels(display.figure_)
        bar = display.colorbar_.ax.get_window_extent()
        assert bar.y1 < min(n.get_window_extent().y0 for n in display.neurons_)
        assert bar.y0 >= display.ax_.bbox.y0


class TestOutputBars:
    @pytest.mark.parametrize("orientation", ["horizontal", "vertical"])
    def test_shown_or_said_not_to_fit(self, orientation: str) -> None:
        for size in ((9, 6), (2, 2)):
            display = draw(
                2, 3, 3, out_activation="softmax", sample=[1.0, 2.0], orientation=orientation,
                size=size,
            )  # fmt: skip
            words = shown(display.ax_.texts)
            there = words.count("z") == words.count("P") == 3
            assert there != ("bars of z and P do not fit" in said(display))
            if size == (9, 6):
                assert there
