"""Which edges are drawn, what is written on them, and the keywords for artists."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from matplotlib.colors import to_rgba

from nnviz import Network
from tests.displays.network.helpers import MINUS, dashes, draw, notes, strings
from tests.figures import fixed_network, new_axes, pixels
from tests.legibility import assert_legible


class TestThinning:
    def test_top_edges_over_the_whole_network(self) -> None:
        display = draw(([[[1.0, -5.0]], [[2.0], [0.1]]], None), top_edges=2)
        drawn = sorted(v for edges in display.edges_ for v in edges.get_array())
        assert drawn == [-5.0, 2.0]
        assert "the 2 strongest of 4 edges" in notes(display)

    @pytest.mark.parametrize("top", [0, 1, 4, 99])
    def test_counts(self, top: int) -> None:
        display = draw(([[[1.0, -5.0]], [[2.0], [0.1]]], None), top_edges=top)
        assert sum(len(edges.sources) for edges in display.edges_) == min(top, 4)
        assert ("strongest of" in notes(display)) == (top < 4)
        assert len(display.edges_) == 2
        pixels(display.figure_)

    def test_min_abs(self) -> None:
        display = draw(([[[1.0, -5.0]], [[2.0], [0.1]]], None), min_abs=2)
        drawn = sorted(v for edges in display.edges_ for v in edges.get_array())
        assert drawn == [-5.0, 2.0]
        assert "2 of 4 edges: those of at least 2" in notes(display)

    def test_both(self) -> None:
        display = draw(([[[1.0, -5.0]], [[2.0], [0.1]]], None), min_abs=1.5, top_edges=3)
        assert sum(len(edges.sources) for edges in display.edges_) == 2

    def test_scale_stays_that_of_the_whole_network(self) -> None:
        assert draw(([[[1.0, -5.0]]], None), min_abs=9).edges_[0].norm.vmax == 5

    def test_equal_weights_keep_the_first(self) -> None:
        display = draw(([[[1.0, 1.0, 1.0]]], None), top_edges=2)
        assert display.edges_[0].targets.tolist() == [0, 1]

    @pytest.mark.filterwarnings("ignore:.*NaN or infinite")
    def test_missing_ones_stay_and_do_not_count_as_strongest(self) -> None:
        display = draw(([[[1.0, -5.0, np.nan]]], None), top_edges=1)
        assert len(display.edges_[0].sources) == 2
        assert "the 1 strongest" in notes(display)

    def test_bias_edges_without_numbers_do_not_count_as_strongest(self) -> None:
        network = Network.from_arrays([[[1.0, 2.0]]], [[0.5, 0.5]])
        display = draw(network, edge_values=[[[1.0, 2.0]]], bias=True, top_edges=1)
        assert "the 3 strongest" not in notes(display)

    def test_says_what_gaps_leave_out(self) -> None:
        display = draw(fixed_network(2, 40, 1), max_neurons=6, top_edges=5)
        assert "the 5 strongest of 18 edges" in notes(display)
        assert "120 in all" in notes(display)


class TestEdgeLabels:
    def test_auto_writes_them_where_they_are_few(self) -> None:
        display = draw(([[[0.5, -0.25]]], None))
        assert sorted(strings(display.labels_)) == sorted(["0.50", f"{MINUS}0.25"])
        assert draw(fixed_network(4, 10, 1)).labels_ == []

    def test_false(self) -> None:
        assert draw(edge_labels=False).labels_ == []

    def test_true_writes_all_or_says_how_many_not(self) -> None:
        display = draw(fixed_network(4, 10, 1), edge_labels=True, size=(4, 3))
        assert len(display.labels_) == 50
        hidden = 50 - len(strings(display.labels_))
        assert hidden > 0
        assert f"{hidden} of 50 edge labels left out: no room" in notes(display)

    def test_never_a_negative_zero(self) -> None:
        display = draw(([[[-0.0, -0.001, -1e-12]]], None))
        assert strings(display.labels_) == ["0.00"] * 3

    @pytest.mark.parametrize(("spec", "text"), [(".3f", "0.500"), ("+.1f", "+0.5"), (".0%", "50%")])
    def test_format(self, spec: str, text: str) -> None:
        assert strings(draw(([[[0.5]]], None), edge_label_format=spec).labels_) == [text]

    def test_size(self) -> None:
        display = draw(edge_label_size=5)
        assert {text.get_fontsize() for text in display.labels_} == {5}

    @pytest.mark.parametrize("position", [0.0, 1.0])
    def test_label_pos_under_a_neuron(self, position: float) -> None:
        display = draw(([[[0.5]]], None), label_pos=position)
        start, end = (neurons.get_offsets()[0] for neurons in display.neurons_)
        moved = abs((display.labels_[0].get_position() - start)[0] / (end - start)[0] - position)
        assert 0 < moved <= 0.12 + 1e-9
        assert_legible(display.figure_)

    @pytest.mark.parametrize("position", [0.3, 0.5, 5 / 7])
    def test_label_pos(self, position: float) -> None:
        display = draw(([[[0.5]]], None), label_pos=position)
        start, end = (neurons.get_offsets()[0] for neurons in display.neurons_)
        expected = start + position * (end - start)
        np.testing.assert_allclose(display.labels_[0].get_position(), expected, atol=1e-6)

    def test_lie_on_their_edge_turned_along_it_and_never_upside_down(self) -> None:
        display = draw(fixed_network(3, 3), edge_labels=True)
        edges = display.edges_[0]
        lines = {}
        for segment, value in zip(edges.get_segments(), edges.get_array(), strict=True):
            lines[f"{value:.2f}".replace("-", MINUS)] = display.ax_.transData.transform(segment)
        assert len(lines) == len(display.labels_) == 9
        for text in display.labels_:
            start, end = lines[text.get_text()]
            place = display.ax_.transData.transform(text.get_position())
            along, off = end - start, place - start
            assert abs(along[0] * off[1] - along[1] * off[0]) / np.hypot(*along) < 0.01
            angle = np.degrees(np.arctan2(along[1], along[0]))
            assert text.get_rotation() % 180 == pytest.approx(angle % 180, abs=1e-6)
            assert not 90.001 < text.get_rotation() % 360 < 269.999

    @pytest.mark.parametrize("orientation", ["horizontal", "vertical"])
    def test_do_not_collide(self, orientation: str) -> None:
        display = draw(
            fixed_network(4, 4, 3), edge_labels=True, orientation=orientation, size=(9, 7)
        )
        assert len(strings(display.labels_)) > 14
        assert_legible(display.figure_)


class TestKeywords:
    def test_node_kw(self) -> None:
        display = draw(node_kw={"fc": "gold", "ec": "navy", "lw": 0.7})
        for neurons in display.neurons_:
            np.testing.assert_allclose(neurons.get_facecolor()[0], to_rgba("gold"))
            np.testing.assert_allclose(neurons.get_edgecolor()[0], to_rgba("navy"))
            np.testing.assert_allclose(neurons.get_linewidth(), 0.7)

    def test_edge_kw(self) -> None:
        display = draw(edge_kw={"color": "teal", "lw": 2.0, "ls": "--", "alpha": 0.5})
        pixels(display.figure_)
        for edges in display.edges_:
            np.testing.assert_allclose(edges.get_edgecolor()[0], to_rgba("teal", 0.5))
            np.testing.assert_allclose(edges.get_linewidth(), 2)
            assert all(dashes(edges))

    def test_label_kw(self) -> None:
        display = draw(label_kw={"size": 7, "c": "navy", "family": "monospace"})
        groups = [*display.names_, *display.neuron_labels_, display.captions_, display.labels_]
        for text in [text for group in groups for text in group]:
            assert text.get_fontsize() == 7
            assert to_rgba(text.get_color()) == to_rgba("navy")
            assert text.get_fontfamily() == ["monospace"]

    @pytest.mark.parametrize(
        "keywords", [{"ha": "left"}, {"va": "top"}, {"zorder": 9}, {"clip_on": True}]
    )
    def test_label_kw_over_our_own(self, keywords: Any) -> None:
        pixels(draw(label_kw=keywords, sample=None).figure_)

    @pytest.mark.parametrize("name", ["node_kw", "edge_kw", "label_kw"])
    def test_are_not_changed(self, name: str) -> None:
        keywords = {"alpha": 0.5}
        draw(**{name: keywords})
        assert keywords == {"alpha": 0.5}

    @pytest.mark.parametrize("name", ["node_kw", "edge_kw", "label_kw"])
    def test_alias_and_name_at_once(self, name: str) -> None:
        long, short = ("fontsize", "size") if name == "label_kw" else ("linewidth", "lw")
        with pytest.raises(TypeError, match=f"{name}: "):
            draw(**{name: {long: 1, short: 2}})

    @pytest.mark.parametrize("name", ["node_kw", "edge_kw", "label_kw"])
    def test_unknown_property(self, name: str) -> None:
        ax = new_axes()
        before = ax.get_children()
        with pytest.raises((TypeError, ValueError), match=f"{name}.*nonsense"):
            draw(ax=ax, **{name: {"nonsense": 1}})
        assert ax.get_children() == before
