"""Edges draw what matplotlib's own lines would, in the order of strength."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.backend_bases import MouseEvent
from matplotlib.collections import LineCollection
from matplotlib.colors import Normalize, to_rgba
from matplotlib.patheffects import Normal, withStroke

from nnviz.drawing.edges import EdgeCollection, draw_edges
from nnviz.encoding import edge_colormap
from tests.figures import new_axes, pixels, root

STARTS = np.array([[0.1, 0.2], [0.15, 0.55], [0.1, 0.9]])
ENDS = np.array([[0.9, 0.1], [0.85, 0.8]])
VALUES = np.array([0.5, -1.0, 0.25, 0.9, -0.3, 0.05])


def all_pairs(values: Any = VALUES, **kw: Any) -> dict[str, Any]:
    sources, targets = (index.ravel() for index in np.indices((3, 2)))
    strength = np.full(6, 0.5) if values is None else np.nan_to_num(np.abs(values))
    return {
        "starts": STARTS, "ends": ENDS, "sources": sources, "targets": targets,
        "values": values, "strength": strength, "norm": Normalize(-1, 1),
        "cmap": edge_colormap(), **kw,
    }  # fmt: skip


def bare_axes() -> Axes:
    ax = new_axes(4, 3)
    ax.set_axis_off()
    ax.set(xlim=(0, 1), ylim=(0, 1))
    return ax


def reference(ax: Axes, edges: EdgeCollection, **kw: Any) -> LineCollection:
    """The same lines as matplotlib's own collection."""
    edges.update_scalarmappable()
    lines = LineCollection(
        list(edges.get_segments()),
        colors=edges.get_edgecolor(),
        linewidths=edges.get_linewidth(),
        **kw,
    )
    ax.add_collection(lines)
    return lines


class TestPixels:
    @pytest.mark.parametrize("dpi", [50, 100, 200])
    def test_same_as_a_line_collection(self, dpi: float) -> None:
        ours, theirs = bare_axes(), bare_axes()
        for ax in (ours, theirs):
            root(ax).set_dpi(dpi)
        edges = draw_edges(ours, **all_pairs())
        edges.set_width_range(0.6, 4.5)
        reference(theirs, edges)
        np.testing.assert_array_equal(pixels(root(ours)), pixels(root(theirs)))

    def test_same_with_dashes(self) -> None:
        ours, theirs = bare_axes(), bare_axes()
        edges = draw_edges(ours, **all_pairs(dashed=True))
        edges.set_width_range(1, 4)
        styles = [(0, (3.0, 1.6)) if value < 0 else "-" for value in edges.get_array()]
        reference(theirs, edges, linestyles=styles)
        np.testing.assert_array_equal(pixels(root(ours)), pixels(root(theirs)))

    def test_same_with_horizontal_and_vertical_edges(self) -> None:
        starts, ends = np.array([[0.1, 0.33], [0.41, 0.1]]), np.array([[0.9, 0.33], [0.41, 0.9]])
        ours, theirs = bare_axes(), bare_axes()
        edges = draw_edges(
            ours, starts=starts, ends=ends, sources=np.arange(2), targets=np.arange(2),
            values=np.array([1.0, -1.0]), strength=np.array([1.0, 0.8]),
            norm=Normalize(-1, 1), cmap=edge_colormap(),
        )  # fmt: skip
        edges.set_width_range(0.7, 2.3)
        reference(theirs, edges)
        np.testing.assert_array_equal(pixels(root(ours)), pixels(root(theirs)))

    def test_same_of_one_colour_and_transparent(self) -> None:
        ours, theirs = bare_axes(), bare_axes()
        edges = draw_edges(ours, **all_pairs(None, edgecolors="teal", alpha=0.4))
        edges.set_width_range(1, 6)
        reference(theirs, edges)
        np.testing.assert_array_equal(pixels(root(ours)), pixels(root(theirs)))

    def test_same_with_path_effects(self) -> None:
        effects = [withStroke(linewidth=7, foreground="gold"), Normal()]
        ours, theirs = bare_axes(), bare_axes()
        edges = draw_edges(ours, **all_pairs(path_effects=effects))
        edges.set_width_range(1, 3)
        reference(theirs, edges, path_effects=effects)
        np.testing.assert_array_equal(pixels(root(ours)), pixels(root(theirs)))

    def test_clips_as_told(self) -> None:
        ours, theirs = bare_axes(), bare_axes()
        for ax in (ours, theirs):
            ax.set_xlim(0.4, 0.6)
        edges = draw_edges(ours, **all_pairs())
        edges.set_width_range(1, 3)
        reference(theirs, edges)
        np.testing.assert_array_equal(pixels(root(ours)), pixels(root(theirs)))

    def test_invisible_or_empty_draws_nothing(self) -> None:
        blank = pixels(root(bare_axes()))
        ax = bare_axes()
        draw_edges(ax, **all_pairs(visible=False))
        none = np.empty(0, dtype=np.intp)
        draw_edges(ax, starts=STARTS, ends=ENDS, sources=none, targets=none,
                   values=np.empty(0), strength=np.empty(0))  # fmt: skip
        np.testing.assert_array_equal(pixels(root(ax)), blank)


class TestOrder:
    def test_weakest_first_and_everything_along(self) -> None:
        edges = EdgeCollection(**all_pairs())
        np.testing.assert_array_equal(np.abs(edges.get_array()), np.sort(np.abs(VALUES)))
        np.testing.assert_array_equal(VALUES[edges.sources * 2 + edges.targets], edges.get_array())
        np.testing.assert_array_equal(edges.strength, np.sort(np.abs(VALUES)))
        segments = edges.get_segments()
        assert segments.shape == (6, 2, 2)
        np.testing.assert_array_equal(segments[:, 0], STARTS[edges.sources])
        np.testing.assert_array_equal(segments[:, 1], ENDS[edges.targets])

    def test_equal_ones_stay_in_order(self) -> None:
        edges = EdgeCollection(**all_pairs(np.ones(6)))
        np.testing.assert_array_equal(edges.sources, [0, 0, 1, 1, 2, 2])

    def test_strongest_is_on_top(self) -> None:
        ax = bare_axes()
        edges = draw_edges(
            ax, starts=np.array([[0.1, 0.1], [0.1, 0.9]]), ends=np.array([[0.9, 0.9], [0.9, 0.1]]),
            sources=np.array([0, 1]), targets=np.array([0, 1]), values=np.array([1.0, -0.1]),
            strength=np.array([1.0, 0.1]), norm=Normalize(-1, 1), cmap=edge_colormap(),
        )  # fmt: skip
        edges.set_width_range(8, 9)
        image = pixels(root(ax))
        middle = image[image.shape[0] // 2, image.shape[1] // 2, :3]
        np.testing.assert_allclose(middle / 255, edge_colormap()(1.0)[:3], atol=0.01)

    def test_context_comes_first_thin_and_pale(self) -> None:
        context = np.array([True, False, False, True, False, False])
        edges = EdgeCollection(**all_pairs(context=context, context_colour="0.9"))
        edges.set_width_range(0.5, 4)
        edges.update_scalarmappable()
        assert edges.get_array()[:2].tolist() == [0.5, 0.9]
        np.testing.assert_allclose(edges.get_linewidth()[:2], 0.5)
        np.testing.assert_allclose(edges.get_edgecolor()[:2], [to_rgba("0.9")] * 2)
        expected = edge_colormap()(Normalize(-1, 1)(edges.get_array()[2:]))
        np.testing.assert_allclose(edges.get_edgecolor()[2:], expected)

    def test_context_without_values(self) -> None:
        context = np.array([True] * 5 + [False])
        edges = EdgeCollection(
            **all_pairs(None, context=context, context_colour="0.9", edgecolors="0.2")
        )
        edges.update_scalarmappable()
        np.testing.assert_allclose(edges.get_edgecolor()[:5], [to_rgba("0.9")] * 5)
        np.testing.assert_allclose(edges.get_edgecolor()[5], to_rgba("0.2"))


class TestStyle:
    def test_widths_are_linear_in_strength(self) -> None:
        edges = EdgeCollection(**all_pairs())
        edges.set_width_range(1, 5)
        np.testing.assert_allclose(edges.get_linewidth(), 1 + 4 * np.sort(np.abs(VALUES)))

    @pytest.mark.parametrize("key", ["linewidth", "linewidths"])
    def test_a_width_of_the_callers_own_holds(self, key: str) -> None:
        edges = EdgeCollection(**all_pairs(**{key: 2.5}))
        edges.set_width_range(1, 5)
        assert np.unique(edges.get_linewidth()).tolist() == [2.5]

    def test_negative_dashes(self) -> None:
        edges = EdgeCollection(**all_pairs(dashed=True))
        solid = np.array([dashes is None for _, dashes in edges.get_linestyle()])
        np.testing.assert_array_equal(solid, edges.get_array() >= 0)

    def test_no_dashes_unless_asked_for(self) -> None:
        edges = EdgeCollection(**all_pairs())
        assert [dashes for _, dashes in edges.get_linestyle()] == [None]

    def test_a_dash_of_the_callers_own_holds(self) -> None:
        edges = EdgeCollection(**all_pairs(dashed=True, linestyle="-"))
        assert [dashes for _, dashes in edges.get_linestyle()] == [None]

    def test_missing_values_are_purple_and_dotted(self) -> None:
        values = np.array([np.nan, 1.0, np.inf, -1.0, -np.inf, 0.0])
        edges = EdgeCollection(**all_pairs(values, strength=np.arange(6) / 6.0))
        edges.update_scalarmappable()
        missing = ~np.isfinite(values)
        np.testing.assert_allclose(
            edges.get_edgecolor()[missing], [edge_colormap()(np.ma.masked)] * 3
        )
        dotted = np.array([dashes is not None for _, dashes in edges.get_linestyle()])
        np.testing.assert_array_equal(dotted, missing)
        assert np.ma.getmaskarray(edges.get_array()).tolist() == missing.tolist()

    def test_given_arrays_stay(self) -> None:
        given = all_pairs()
        before = {k: v.copy() for k, v in given.items() if isinstance(v, np.ndarray)}
        edges = EdgeCollection(**given)
        edges.set_width_range(1, 2)
        for key, array in before.items():
            np.testing.assert_array_equal(given[key], array)


class TestCurves:
    VIA = np.array([[[0.4, 0.6]], [[0.5, 0.3]], [[0.6, 0.4]]])

    def test_pass_through_the_way_points_level(self) -> None:
        ax = bare_axes()
        edges = draw_edges(ax, **all_pairs(via=self.VIA))
        paths = edges.get_paths()
        assert len(paths) == 6
        for path, source, target in zip(paths, edges.sources, edges.targets, strict=True):
            points = ax.transData.transform([STARTS[source], self.VIA[source, 0], ENDS[target]])
            np.testing.assert_allclose(path.vertices[[0, 3, 6]], points)
            # Level where they pass: the control points on both sides have the same height.
            np.testing.assert_allclose(path.vertices[2:5, 1], points[1, 1])

    def test_along_the_other_axis(self) -> None:
        ax = bare_axes()
        edges = draw_edges(ax, **all_pairs(via=self.VIA, along=1))
        for path in edges.get_paths():
            np.testing.assert_allclose(path.vertices[2:5, 0], path.vertices[3, 0])

    def test_are_drawn(self) -> None:
        straight, curved = bare_axes(), bare_axes()
        draw_edges(straight, **all_pairs()).set_width_range(1, 3)
        draw_edges(curved, **all_pairs(via=self.VIA)).set_width_range(1, 3)
        one, other = pixels(root(straight)), pixels(root(curved))
        assert (one != other).any()
        assert (other != 255).any()

    def test_a_route_that_no_edge_takes_may_be_unknown(self) -> None:
        via = self.VIA.copy()
        via[2] = np.nan
        ax = bare_axes()
        edges = draw_edges(
            ax, **all_pairs(via=via) | {
                "sources": np.array([0, 1]), "targets": np.array([1, 0]),
                "values": np.ones(2), "strength": np.ones(2),
            },
        )  # fmt: skip
        assert np.isfinite(edges.get_segments()).all()
        assert np.isfinite(edges.get_window_extent().get_points()).all()
        pixels(root(ax))


class TestArtist:
    def test_extent_covers_the_ends(self) -> None:
        ax = bare_axes()
        edges = draw_edges(ax, **all_pairs())
        extent = edges.get_window_extent()
        expected = ax.transData.transform([[0.1, 0.1], [0.9, 0.9]])
        np.testing.assert_allclose(extent.get_points(), expected)

    def test_sets_no_limits(self) -> None:
        ax = new_axes()
        draw_edges(ax, **all_pairs(starts=STARTS * 100))
        ax.autoscale_view()
        assert not np.isfinite(ax.dataLim.get_points()).all()

    def test_without_axes(self) -> None:
        edges = EdgeCollection(**all_pairs())
        assert edges.get_window_extent().width == -np.inf
        assert len(edges.get_paths()) == 6

    def test_contains_finds_the_edges_below_the_pointer(self) -> None:
        ax = bare_axes()
        edges = draw_edges(ax, **all_pairs())
        edges.set_width_range(2, 2)
        edges.set_pickradius(2)
        pixels(root(ax))
        middle = ax.transData.transform(edges.get_segments()[4].mean(axis=0))
        event = MouseEvent("motion_notify_event", root(ax).canvas, *middle)
        hit, found = edges.contains(event)
        assert hit
        assert 4 in found["ind"]
        away = MouseEvent("motion_notify_event", root(ax).canvas, 2, 2)
        assert not edges.contains(away)[0]
        other = MouseEvent("motion_notify_event", root(bare_axes()).canvas, *middle)
        assert edges.contains(other) == (False, {})

    @pytest.mark.parametrize("kind", ["svg", "pdf", "ps"])
    def test_vector_formats_draw_every_edge(self, kind: str, tmp_path: Any) -> None:
        ax = bare_axes()
        edges = draw_edges(ax, **all_pairs())
        edges.set_width_range(1, 3)
        path = tmp_path / f"edges.{kind}"
        root(ax).savefig(path)
        if kind == "svg":
            text = path.read_text()
            group = text[text.index('id="EdgeCollection') :]
            assert group[: group.index("</g>\n </g>")].count("<use ") + group.count("<path d") >= 6
        assert path.stat().st_size > 500


def test_edges_that_move_join_the_new_places() -> None:
    ax = new_axes()
    starts, ends = np.array([[0.0, 0.0], [0.0, 1.0]]), np.array([[1.0, 0.5]])
    edges = draw_edges(
        ax, starts=starts, ends=ends, sources=np.array([0, 1]), targets=np.array([0, 0]),
        values=np.array([1.0, 2.0]), strength=np.array([0.5, 1.0]),
    )  # fmt: skip
    edges.move(starts + [2.0, 0.0], ends + [2.0, 0.0])
    np.testing.assert_array_equal(edges.get_segments()[:, 0], starts + [2.0, 0.0])
    edges.move(starts, ends, np.full((2, 1, 2), 0.25))
    np.testing.assert_array_equal(edges.get_segments()[:, 1], np.full((2, 2), 0.25))
