"""`plot_loss_surface`: its artists equal its numbers, and what the picture says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import LogNorm, Normalize
from matplotlib.figure import Figure
from mpl_toolkits.mplot3d.art3d import Poly3DCollection

from nnviz import LossSurfaceDisplay, Network, gradient_paths, plot_loss_surface, record_training
from nnviz.displays._one_scale import one_scale
from nnviz.drawing.saving import displays_on
from nnviz.surfaces import LossSurface
from tests.displays.loss_surface.surfaces import (
    ONE,
    OTHER,
    X,
    Y,
    by_hand,
    moving,
    path,
    surface,
    walk,
)
from tests.figures import new_axes, pixels
from tests.pictured import circles

BOWL = np.add.outer(2 * np.linspace(-2, 2, 21) ** 2, np.linspace(-2, 2, 21) ** 2)


def draw(of: Any, **options: Any) -> LossSurfaceDisplay:
    options.setdefault("ax", solid_axes() if options.get("kind") == "surface" else new_axes())
    shown = surface(of) if isinstance(of, str) else of
    return LossSurfaceDisplay(shown).plot(**options)


def solid_axes() -> Any:
    return Figure(figsize=(6, 4.5)).add_axes((0.02, 0.02, 0.96, 0.96), projection="3d")


def note(display: LossSurfaceDisplay) -> str:
    pixels(display.figure_)
    assert display.note_.get_visible()
    return display.note_.get_text()


def legend(display: LossSurfaceDisplay) -> list[str]:
    pixels(display.figure_)
    assert display.legend_ is not None
    return [text.get_text() for text in display.legend_.get_texts()]


class TestCurve:
    def test_is_the_loss_over_the_weight(self) -> None:
        display = draw("one")
        assert display.line_ is not None
        x, y = display.line_.get_data()
        np.testing.assert_allclose(x, display.coordinates[0], rtol=1e-6, atol=1e-7)
        np.testing.assert_allclose(y, display.values, rtol=1e-6)
        assert display.image_ is display.contours_ is display.surface_ is display.colorbar_ is None

    def test_the_tangent_has_the_slope_of_the_gradient_and_touches_the_present_loss(self) -> None:
        display = plot_loss_surface(circles(), X, Y, weights=[ONE], ax=new_axes())
        assert display.tangent_ is not None
        (x0, x1), (y0, y1) = display.tangent_.get_data()
        gradient = gradient_paths(circles(), ONE, X, Y).gradient
        assert (y1 - y0) / (x1 - x0) == pytest.approx(gradient, rel=1e-4)
        present = display.surface.network.connection(1, 2).weights[2, 4]
        assert (x0 + x1) / 2 == pytest.approx(present, abs=1e-6)
        assert (y0 + y1) / 2 == pytest.approx(display.loss, rel=1e-6)
        np.testing.assert_allclose(
            np.ravel(display.present_.get_data()), [present, display.loss], rtol=1e-6
        )
        assert any("slope 0.201: dL/dw" in words for words in legend(display))

    def test_on_a_logarithmic_scale_the_tangent_still_has_that_slope(self) -> None:
        display = draw("one", log=True)
        assert display.ax_.get_yscale() == "log"
        assert display.tangent_ is not None
        x, y = display.tangent_.get_data()
        np.testing.assert_allclose(np.diff(y) / np.diff(x), display.slopes[0], rtol=1e-3)
        assert (y > 0).all()

    def test_without_tangent(self) -> None:
        assert draw("one", tangent=False).tangent_ is None
        display = draw(by_hand(np.linspace(0, 1, 9), slopes=(np.nan,)))
        assert display.tangent_ is None
        assert "no slope is defined here" in note(display)

    def test_is_linear_unless_told(self) -> None:
        wide = by_hand(10.0 ** np.linspace(-4, 4, 21))
        assert draw(wide).ax_.get_yscale() == "linear"
        assert draw(wide, log=True).ax_.get_yscale() == "log"
        negative = by_hand(-np.ones(5))
        assert draw(negative, log=True).ax_.get_yscale() == "linear"

    def test_says_that_other_weights_stay_and_names_the_weight(self) -> None:
        display = draw("one")
        assert "all other weights stay as they are" in note(display)
        label = display.ax_.get_xlabel()
        assert label == "weight $w^{(2)}_{24}$ from neuron 2 of hidden 1 to neuron 4 of hidden 2"
        assert display.ax_.get_ylabel() == "log loss"
        assert draw("one", index_base=1).ax_.get_xlabel() == ""  # written when drawn
        display = draw("bias", notation="islp")
        pixels(display.figure_)
        assert display.ax_.get_xlabel().startswith("bias $w^{(1)}_{30}$ of neuron 3 of hidden 1")

    def test_names_the_penalty(self) -> None:
        display = draw("one, descents")
        pixels(display.figure_)
        assert display.ax_.get_ylabel() == "log loss + L2"

    def test_where_there_is_no_loss_it_is_shaded_and_said(self) -> None:
        values = np.linspace(1, 2, 41)
        values[10:15], values[30] = np.inf, np.nan
        display = draw(by_hand(values))
        assert display.line_ is not None
        assert np.isnan(display.line_.get_ydata()).sum() == 6
        assert len(display.gaps_) == 2
        assert "not a finite number" in legend(display)

    def test_exact_trainings_lie_on_it_and_projections_at_their_true_loss(self) -> None:
        display = draw("one, descents")
        for line, descent in zip(display.descents_, display.descents, strict=True):
            x, y = line.get_data()
            np.testing.assert_allclose(x, descent.points[:, 0], rtol=1e-5, atol=1e-6)
            on_it = display.surface.value_at(descent.points)
            np.testing.assert_allclose(y, on_it, rtol=1e-5)
            assert line.get_linestyle() == "-"
        assert "projection" not in note(display)
        display = draw("one, projections")
        (line,) = display.descents_
        np.testing.assert_allclose(line.get_ydata(), display.descents[0].losses, rtol=1e-5)
        assert line.get_linestyle() == "--"
        assert "projection: other weights moved too" in note(display)
        assert any("adam (projection)" in words for words in legend(display))

    def test_dots_grow_from_a_hollow_start(self) -> None:
        dots = draw("one, descents").descent_points_[0]
        sizes = dots.get_sizes()
        assert (np.diff(sizes[1:]) > 0).all()
        assert (dots.get_facecolors()[0, :3] == 1).all()
        assert not (dots.get_facecolors()[1:, :3] == 1).all(axis=1).any()


class TestMap:
    def test_image_and_contours_are_the_losses(self) -> None:
        display = draw("two")
        assert display.image_ is not None
        np.testing.assert_allclose(display.image_.get_array(), display.values, rtol=1e-6)
        extent = display.image_.get_extent()
        x, y = display.coordinates
        np.testing.assert_allclose(extent, [x[0], x[-1], y[0], y[-1]], rtol=1e-6)
        assert display.contours_ is not None
        for level, line in zip(
            display.contours_.levels, display.contours_.get_paths(), strict=True
        ):
            places = np.asarray(line.vertices)[::7]
            # Straight between nodes, so that the exact losses there are near the level.
            near = display.surface.value_at(places)
            np.testing.assert_allclose(near, level, atol=0.05 * np.ptp(display.values))

    def test_contours_between_nodes_are_linear(self) -> None:
        y, x = np.mgrid[-2:2:21j, -2:2:21j]
        display = draw(by_hand(3 + x + y / 2), contours=[2.25, 3.5])
        assert display.contours_ is not None
        for level, line in zip((2.25, 3.5), display.contours_.get_paths(), strict=True):
            across, up = np.asarray(line.vertices).T
            np.testing.assert_allclose(3 + across + up / 2, level, atol=1e-6)

    @pytest.mark.parametrize(
        ("contours", "levels"), [(True, [2, 4, 6, 8, 10]), (4, [5, 10]), ([1, 7], [1, 7])]
    )
    def test_levels_are_round_or_as_asked_for(self, contours: Any, levels: list[float]) -> None:
        display = draw(by_hand(BOWL), contours=contours, log=False)
        assert display.contours_ is not None
        assert list(display.contours_.levels) == levels

    @pytest.mark.parametrize("contours", [False, 0, [99.0]])
    def test_without_contours(self, contours: Any) -> None:
        display = draw(by_hand(BOWL + 1), contours=contours)
        assert display.contours_ is None
        assert display.level_labels_ == []

    def test_colours_are_logarithmic_from_a_ratio_of_thirty_on_and_it_says_so(self) -> None:
        for low, log in ((0.2, True), (0.6, False)):
            display = draw(by_hand(BOWL + low))
            assert display.image_ is not None
            assert isinstance(display.image_.norm, LogNorm) == log
            assert display.colorbar_ is not None
            pixels(display.figure_)
            words = display.colorbar_.ax.yaxis.label.get_text()
            assert words == ("log loss, logarithmic scale" if log else "log loss")
            levels = list(display.contours_.levels)  # type: ignore[union-attr]
            assert levels == ([0.5, 1, 2, 5, 10] if log else [2, 4, 6, 8, 10, 12])
            assert ("on a logarithmic scale" in display.alt_text()) == log
        assert "colours: log loss, logarithmic scale" in note(
            draw(by_hand(BOWL + 0.2), colorbar=False)
        )

    def test_the_lowest_place_is_marked_and_said(self) -> None:
        display = draw("two")
        assert display.lowest_ is not None
        row, column = np.unravel_index(np.argmin(display.values), display.values.shape)
        x, y = display.coordinates
        assert np.ravel(display.lowest_.get_data()).tolist() == [x[column], y[row]]
        said = f"lowest on this grid: {display.values.min():.3g}"
        assert said in legend(display)
        assert np.ravel(display.present_.get_data()).tolist() == list(display.surface.present)
        display = draw(by_hand(BOWL + 1))
        assert display.lowest_ is None
        assert legend(display) == ["present weights: loss 1, the lowest on this grid"]

    def test_paths_are_those_of_the_snapshots(self) -> None:
        display = draw("two, descents")
        assert [line.get_label() for line in display.descents_] == [
            "rate 0.3", "rate 0.1", "momentum"]  # fmt: skip
        for line, dots, descent in zip(
            display.descents_, display.descent_points_, display.descents, strict=True
        ):
            np.testing.assert_allclose(line.get_xydata(), descent.points, rtol=1e-5, atol=1e-6)
            shown = dots.get_offsets()
            assert len(shown) == min(len(descent.points), 30)
            np.testing.assert_allclose(shown[[0, -1]], descent.points[[0, -1]], rtol=1e-5)
            assert line.get_linestyle() == "-"
        markers = [dots.get_paths()[0].vertices.tolist() for dots in display.descent_points_]
        assert all(markers[k] != markers[n] for k in range(3) for n in range(k))

    def test_starts_in_one_place_stand_around_each_other(self) -> None:
        display = draw("two, descents")
        spans = np.ptp([display.ax_.get_xlim(), display.ax_.get_ylim()], axis=1)
        reach = [float((np.ptp(d.points, axis=0) / spans).max()) for d in display.surface.descents]
        sizes = [float(dots.get_sizes()[0]) for dots in display.descent_points_]
        assert len(set(sizes)) == 3
        assert np.argsort(sizes).tolist() == np.argsort(reach).tolist()

    def test_no_training_is_hidden_under_a_longer_one(self) -> None:
        short, long = path("short", [[0, 0], [0.1, 0]]), path("long", [[0, 0], [2, 0]])
        for descents in ((short, long), (long, short)):
            display = draw(by_hand(BOWL + 1, descents=descents))
            children = display.ax_.get_children()
            drawn = {line.get_label(): children.index(line) for line in display.descents_}
            assert drawn["short"] > drawn["long"]
            assert [line.get_label() for line in display.descents_] == [d.name for d in descents]

    def test_projections_are_dashed_and_said(self) -> None:
        display = draw("pca")
        assert all(line.get_linestyle() == "--" for line in display.descents_)
        assert "projection: other weights moved too" in note(display)
        assert sum("(projection)" in words for words in legend(display)) == 3
        assert (
            "is a projection (other weights moved too, and its losses with them)"
            in display.alt_text()
        )

    def test_says_how_many_snapshots_are_outside(self) -> None:
        away = path("away", [[-3, 0], [-2.5, 0], [-1, 1], [0, 5], [0, 0]])
        display = draw(by_hand(BOWL + 1, descents=(away, path("in", [[1, 1], [0, 0]]))))
        assert "3 snapshots of away outside the picture" in note(display)
        assert "of in" not in display.note_.get_text()
        assert display.ax_.get_xlim() == display.ax_.get_ylim() == (-2, 2)
        assert all(line.get_clip_on() for line in display.descents_)

    def test_places_without_loss_are_striped_and_said(self) -> None:
        values = BOWL + 1
        values[:3, :4], values[0, 10] = np.inf, np.nan
        display = draw(by_hand(values))
        (gaps,) = display.gaps_
        assert gaps.get_hatch()
        boxes = [shape.get_extents() for shape in gaps.get_paths()]
        assert len(boxes) == 4
        assert min(box.x0 for box in boxes) == -2
        assert "not a finite loss" in legend(display)
        assert "At 13 of 441 places the loss is not finite." in display.alt_text()

    @pytest.mark.parametrize("options", [
        {}, {"norm": LogNorm()}, {"norm": Normalize(0, 1)}, {"kind": "surface"},
        {"kind": "surface", "norm": LogNorm()}, {"log": True},
    ])  # fmt: skip
    def test_nothing_but_infinite(self, options: dict[str, Any]) -> None:
        display = draw(by_hand(np.full((5, 5), np.inf)), **options)
        assert display.contours_ is display.lowest_ is None
        pixels(display.figure_)
        assert "lowest" not in display.alt_text()
        display = draw(by_hand(np.full(5, np.nan)), log=options.get("log", False))
        pixels(display.figure_)
        assert len(display.gaps_) == 1

    def test_a_training_that_breaks_down_and_one_of_a_single_snapshot(self) -> None:
        lost = path("lost", [[1, 1], [0, 1], [0, 0]], losses=[3, np.nan, np.inf])
        single = path("single", [[1, 0]])
        for kind in ("map", "surface"):
            display = draw(by_hand(BOWL + 1, descents=(lost, single)), kind=kind)
            pixels(display.figure_)
            assert len(display.descents_) == 2
            assert any(words.startswith("single: 0.5") for words in legend(display))
        line = path("lost", [[1], [0], [0]], losses=[3, np.nan, np.inf])
        display = draw(by_hand(np.linspace(1, 2, 9), descents=(line,)))
        assert "2 snapshots of lost outside the picture" in note(display)

    def test_a_plateau(self) -> None:
        display = draw(by_hand(np.full((5, 5), 0.693)))
        pixels(display.figure_)
        assert display.contours_ is None

    @pytest.mark.parametrize(("name", "equal"), [("two", False), ("random", True), ("pca", True)])
    def test_steps_of_equal_length_have_one_scale(self, name: str, equal: bool) -> None:
        assert draw(name).ax_.get_aspect() == (1.0 if equal else "auto")

    def test_axes_are_named_after_their_directions(self) -> None:
        display = draw("random", ax=new_axes(9, 8))
        pixels(display.figure_)
        assert display.ax_.get_xlabel() == "step along random direction 1 (filter-normalised)"
        assert "biases stay as they are" in note(display)
        display = draw("pca", ax=new_axes(9, 8))
        pixels(display.figure_)
        part = display.surface.directions[1].explained
        assert part is not None
        assert display.ax_.get_ylabel() == (
            f"step along principal component 2 ({part:.0%} of the snapshots' variance)"
        )
        assert "stay as" not in display.note_.get_text()

    def test_what_rounding_leaves_of_an_exact_fit_is_zero(self) -> None:
        display = draw(by_hand(BOWL + 1e-32))
        assert any(words.endswith(": loss 1e\N{MINUS SIGN}32, the lowest on this grid") for words in
                   legend(display))  # fmt: skip
        assert isinstance(display.image_.norm, Normalize)
        assert not isinstance(display.image_.norm, LogNorm)
        moved = by_hand(np.roll(BOWL, 2, axis=1) + 1e-32)
        assert "lowest on this grid: 0" in legend(draw(moved))
        forced = draw(moved, log=True).image_
        assert forced.norm.vmin == pytest.approx(1e-12 * BOWL.max(), rel=1e-6)

    def test_where_no_weight_is_left_none_stays(self) -> None:
        network = Network.from_arrays([[[0.5], [-1.0]]], out_activation="identity")
        display = plot_loss_surface(
            network, X, Y, weights=[(1, 0, 0), (1, 1, 0)], loss="squared_error", ax=new_axes()
        )
        assert "stay as" not in display.note_.get_text()

    def test_level_labels_meet_nothing(self) -> None:
        display = draw("two, descents")
        pixels(display.figure_)
        shown = [text for text in display.level_labels_ if text.get_visible()]
        assert shown
        boxes = [text.get_window_extent() for text in shown]
        for n, box in enumerate(boxes):
            assert not any(box.overlaps(other) for other in boxes[:n])
            for dots in display.descent_points_:
                places = display.ax_.transData.transform(dots.get_offsets())
                assert not any(box.contains(x, y) for x, y in places)

    def test_colours_and_norm_of_the_caller(self) -> None:
        norm = Normalize(0, 50)
        display = draw(by_hand(BOWL + 0.01), cmap="viridis", norm=norm)
        assert display.image_ is not None
        assert display.image_.norm is norm
        assert display.image_.cmap.name == "viridis"
        unscaled = LogNorm()
        shown = draw(by_hand(BOWL + 1), norm=unscaled).image_
        assert shown is not None
        assert (shown.norm.vmin, shown.norm.vmax) == pytest.approx((1, 13))
        assert not unscaled.scaled()

    def test_keywords_reach_their_artists(self) -> None:
        display = draw(
            "two, descents", line_kw={"lw": 7}, contour_kw={"linewidth": 3}, label_kw={"size": 7},
            image_kw={"alpha": 0.5}, scatter_kw={"s": 55},
        )  # fmt: skip
        assert {line.get_linewidth() for line in display.descents_} == {7}
        assert display.contours_ is not None
        assert set(np.atleast_1d(display.contours_.get_linewidths())) == {3}
        assert display.image_ is not None
        assert display.image_.get_alpha() == 0.5
        assert display.descent_points_[0].get_sizes().tolist() == [55]
        pixels(display.figure_)
        assert display.legend_ is not None
        words = [display.ax_.xaxis.label, display.note_, *display.legend_.get_texts()]
        assert {text.get_fontsize() for text in words} == {7}


class TestThreeDimensions:
    def test_patches_are_the_losses(self) -> None:
        display = draw(by_hand(BOWL + 1), kind="surface")
        assert isinstance(display.surface_, Poly3DCollection)
        pixels(display.figure_)
        assert display.ax_.get_zlim() == pytest.approx((1, 13))  # type: ignore[attr-defined]
        assert len(display.surface_.get_facecolors()) == 400
        assert display.image_ is display.line_ is None

    def test_trainings_are_lifted_by_their_true_loss(self) -> None:
        display = draw("pca", kind="surface")
        for line, descent in zip(display.descents_, display.descents, strict=True):
            x, y, z = line.get_data_3d()  # type: ignore[attr-defined]
            np.testing.assert_allclose(np.column_stack([x, y]), descent.points, atol=1e-5)
            np.testing.assert_allclose(z, descent.losses, rtol=1e-5)
        assert "projection: other weights moved too" in note(display)

    def test_logarithmic_heights_say_losses(self) -> None:
        display = draw(by_hand(BOWL + 0.1), kind="surface")
        pixels(display.figure_)
        axis = display.ax_.zaxis  # type: ignore[attr-defined]
        places, words = axis.get_majorticklocs(), axis.get_major_formatter()
        assert [float(words(place)) for place in places] == pytest.approx(10.0**places)
        assert axis.label.get_text() == "log loss, logarithmic scale"

    def test_what_has_no_loss_is_left_out_and_said(self) -> None:
        values = BOWL + 1
        values[:4, :4] = np.nan
        display = draw(by_hand(values), kind="surface")
        assert display.surface_ is not None
        pixels(display.figure_)
        assert len(display.surface_.get_facecolors()) == 400 - 16
        assert "left out: where the loss is not a finite number" in note(display)

    def test_places_outside_are_not_drawn_and_said(self) -> None:
        away = path("away", [[-3, 0], [1, 1], [0, 0]], losses=[2, 3, 1])
        display = draw(by_hand(BOWL + 1, descents=(away,)), kind="surface")
        assert "1 snapshot of away outside the picture" in note(display)
        z = display.descents_[0].get_data_3d()[2]  # type: ignore[attr-defined]
        assert np.isnan(z[0])

    def test_words_are_inside_the_figure(self) -> None:
        display = draw("two, descents", kind="surface")
        pixels(display.figure_)
        box = display.figure_.bbox
        axes: Any = display.ax_
        for axis in (axes.xaxis, axes.yaxis, axes.zaxis):
            words = axis.label.get_window_extent()
            assert box.x0 <= words.x0 < words.x1 <= box.x1
            assert box.y0 <= words.y0 < words.y1 <= box.y1


class TestDrawing:
    def test_again_on_the_same_axes_the_words_before_are_gone(self) -> None:
        first = draw("two, descents")
        pixels(first.figure_)
        shown, words = first.level_labels_, first.note_
        assert any(text.get_visible() for text in shown)
        second = draw("two", ax=first.ax_)
        pixels(second.figure_)
        assert not any(text.get_visible() for text in (*shown, words))
        assert "trainings" not in second.note_.get_text()

    def test_names_do_not_reach_into_axes_beside(self) -> None:
        for ax in Figure(figsize=(12, 4)).subplots(1, 3):
            display = draw("two", ax=ax)
        pixels(display.figure_)
        names = [ax.xaxis.label.get_window_extent() for ax in display.figure_.axes]
        assert not any(one.overlaps(other) for one, other in zip(names, names[1:], strict=False))

    @pytest.mark.parametrize("kind", ["line", "map", "surface"])
    def test_twice_gives_the_same_pixels(self, kind: str) -> None:
        name = "one" if kind == "line" else "two, descents"
        first = draw(name, kind=kind)
        again = solid_axes() if kind == "surface" else new_axes()
        before = pixels(first.figure_)
        np.testing.assert_array_equal(pixels(first.plot(ax=again).figure_), before)
        # On the same axes, the words of the picture before are gone.
        assert len(displays_on(first.figure_)) == 1

    @pytest.mark.parametrize(("name", "kind"), [
        ("one", "line"), ("two, descents", "map"), ("pca", "surface")])  # fmt: skip
    def test_its_own_scale_gives_the_same_pixels(self, name: str, kind: str) -> None:
        display = draw(name, kind=kind)
        before = pixels(display.figure_)
        scale = one_scale([display.scale()])
        again = draw(name, kind=kind, **scale)
        np.testing.assert_array_equal(pixels(again.figure_), before)

    def test_on_one_scale_the_same_loss_has_the_same_colour(self) -> None:
        displays = [draw(by_hand(BOWL + 1)), draw(by_hand(0.5 * BOWL + 2))]
        shared = one_scale([display.scale() for display in displays])
        images = [draw(display.surface, **shared).image_ for display in displays]
        assert [image.norm for image in images if image] == [shared["norm"]] * 2
        assert (shared["norm"].vmin, shared["norm"].vmax) == pytest.approx((1, 13))
        curves = [draw("one"), draw("one, descents")]
        shared = one_scale([display.scale() for display in curves])
        (limits,) = {draw(c.surface, **shared).ax_.get_ylim() for c in curves}
        low, high = shared["y_range"]
        assert limits[0] < low < high < limits[1]

    @pytest.mark.parametrize(
        ("x", "y", "azim"), [(-1, -1, -150), (1, -1, -60), (1, 1, 30), (-1, 1, 120)]
    )
    def test_a_surface_is_seen_from_where_it_is_lowest(self, x: int, y: int, azim: int) -> None:
        sides = np.linspace(-2, 2, 21)
        values = np.add.outer(-y * sides, -x * sides) + 9
        LossSurfaceDisplay(by_hand(values)).plot(kind="surface")
        assert plt.gca().azim == pytest.approx(azim)
        plt.close("all")

    def test_the_view_of_given_axes_stays(self) -> None:
        ax = Figure().add_subplot(projection="3d", azim=77)
        draw(by_hand(BOWL + 1), ax=ax, kind="surface")
        assert ax.azim == 77

    def test_a_lowest_place_at_the_edge_is_said(self) -> None:
        slope = np.add.outer(np.linspace(2, 1, 21), np.zeros(21))
        assert any("lowest on this grid, at its edge: 1" in w for w in legend(draw(by_hand(slope))))
        inside = BOWL + 1 - 0.5 * (np.arange(441).reshape(21, 21) == 221)
        assert any(w.startswith("lowest on this grid: 0.54") for w in legend(draw(by_hand(inside))))

    @pytest.mark.parametrize("kind", ["line", "map", "surface"])
    def test_a_new_figure_through_pyplot(self, kind: str) -> None:
        shown = surface("one" if kind == "line" else "two")
        display = LossSurfaceDisplay(shown, figsize=(5, 4)).plot(kind=kind)
        assert plt.get_fignums() == [1]
        assert display.figure_.get_size_inches().tolist() == [5, 4]
        plt.close("all")

    @pytest.mark.parametrize("kind", ["map", "surface"])
    def test_saved_with_its_words(self, kind: str, tmp_path: Any) -> None:
        display = draw("two, descents", kind=kind)
        for suffix in ("svg", "pdf", "png"):
            file = display.save(tmp_path / f"it.{suffix}")
            first = file.read_bytes()
            assert display.save(file).read_bytes() == first
        assert "Of the trainings" in (tmp_path / "it.svg").read_text()

    def test_dollars_in_names_are_no_mathematics(self) -> None:
        display = draw(by_hand(BOWL + 1, descents=(path("$5 and $6", [[1, 1], [0, 0]]),)))
        assert any(words.startswith("$5 and $6") for words in legend(display))

    def test_trainings_of_just_these_weights_are_solid_on_the_surface(self) -> None:
        records = {
            solver: record_training(
                circles(), X, Y, trainable=[ONE, OTHER], solver=solver, learning_rate=0.2,
                max_iter=6, snapshots=1,
            )
            for solver in ("sgd", "momentum", "adam")
        }  # fmt: skip
        display = plot_loss_surface(
            circles(), X, Y, weights=[ONE, OTHER], descents=records, resolution=9, ax=new_axes()
        )
        assert [line.get_linestyle() for line in display.descents_] == ["-"] * 3
        for line, dots, descent in zip(
            display.descents_, display.descent_points_, display.descents, strict=True
        ):
            assert len(line.get_xdata()) == len(dots.get_offsets()) == 7
            on_it = display.surface.value_at(descent.points)
            np.testing.assert_allclose(on_it, descent.losses, rtol=0, atol=1e-10)
        assert "projection" not in note(display)

    def test_of_a_record_and_of_data(self) -> None:
        display = plot_loss_surface(
            circles(), X, Y, weights=[ONE, OTHER], resolution=9, l2=0.5, ax=new_axes(),
            descents={"a": walk(0.3)},
        )  # fmt: skip
        assert display.values.shape == (9, 9)
        assert display.surface.l2 == 0.5
        display = plot_loss_surface(circles(), X, Y, resolution=9, ax=new_axes(), log=False,
                                    descents={"adam": moving(1), "sgd": moving(2)})  # fmt: skip
        assert display.surface.directions[0].kind == "pca"


class TestLastBits:
    """Processors differ in the last bits of what they compute; pictures do not."""

    @staticmethod
    def shaken(given: LossSurface, seed: int) -> LossSurface:
        rng = np.random.default_rng(seed)

        def shake(values: Any) -> Any:
            bits = rng.integers(-3, 4, np.shape(values))
            return np.asarray(values) * (1 + bits * np.finfo(float).eps)

        descents = tuple(
            replace(one, points=shake(one.points), losses=shake(one.losses))
            for one in given.descents
        )
        return replace(
            given, values=shake(given.values), loss=float(shake(given.loss)), descents=descents,
            slopes=tuple(shake(given.slopes).tolist()),
            coordinates=tuple(shake(axis) for axis in given.coordinates),
        )  # fmt: skip

    @pytest.mark.parametrize(("name", "options"), [
        ("one, descents", {}), ("one", {"log": True}), ("two, descents", {}),
        ("random", {"log": True}), ("pca", {}), ("pca", {"kind": "surface"}),
        ("two, descents", {"kind": "surface", "log": True}),
    ])  # fmt: skip
    def test_change_no_pixel(self, name: str, options: dict[str, Any]) -> None:
        expected = pixels(draw(name, **options).figure_)
        for seed in range(2):
            display = draw(self.shaken(surface(name), seed), **options)
            np.testing.assert_array_equal(pixels(display.figure_), expected)


class TestWords:
    def test_of_a_curve(self) -> None:
        display = draw("one")
        text = display.alt_text()
        assert text.startswith(
            "Curve of the log loss over the weight from neuron 2 of hidden 1 to neuron 4 of hidden "
            "2, from"
        )
        assert "while all other weights stay" in text
        assert "its slope 0.201" in text
        assert f"the lowest on this grid is {display.values.min():.3g}" in text
        assert repr(display).startswith("<LossSurfaceDisplay: Curve of the log loss")

    def test_of_a_map(self) -> None:
        text = draw("two, descents").alt_text()
        assert text.startswith("Map of the log loss over the weight")
        assert "its slopes are" in text
        assert "'rate 0.3' lies on it" in text
        assert text.count(". ") <= 4

    def test_of_three_dimensions(self) -> None:
        assert draw("two", kind="surface").alt_text().startswith("Picture in three dimensions of")
