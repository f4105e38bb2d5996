"""Numbers on edges in bulk: the letters that as many texts would have, at the same places."""

from __future__ import annotations

import io
import re
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.patches import PathPatch
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

from nnviz import draw_network, mlp_draw
from nnviz.drawing.edge_label_collection import EdgeLabelCollection
from nnviz.drawing.edge_labels import MANY_LABELS
from nnviz.drawing.glyphs import Glyphs, glyphs_of
from tests.displays.network.helpers import MINUS, notes
from tests.figures import fixed_arrays, fixed_network, new_axes, pixels, root
from tests.legibility import assert_legible
from tests.legibility.watching import draw_ground

SIZES = (3, 30, 8, 1)
N = 3 * 30 + 30 * 8 + 8


def draw(*sizes: int, size: tuple[float, float] = (8, 6), **options: Any) -> Any:
    options = {"edge_labels": True, "max_neurons": None, **options}
    return draw_network(fixed_network(*(sizes or SIZES)), ax=new_axes(*size), **options)


def written(display: Any) -> list[str]:
    return [
        string
        for labels in display.label_collections_
        for string, shown in zip(labels.strings, labels.shown, strict=True)
        if shown
    ]


class TestWhich:
    def test_few_are_texts(self) -> None:
        assert MANY_LABELS == 60
        display = draw(6, 10)
        assert len(display.labels_) == 60
        assert display.label_collections_ == []

    def test_many_are_a_collection_a_connection(self) -> None:
        display = draw()
        assert display.labels_ == []
        assert [type(labels) for labels in display.label_collections_] == 3 * [EdgeLabelCollection]
        assert [len(labels.strings) for labels in display.label_collections_] == [90, 240, 8]
        for labels, weights in zip(
            display.label_collections_, fixed_arrays(*SIZES)[0], strict=True
        ):
            expected = [f"{w:.2f}".replace("-", MINUS) for w in np.ravel(weights)]
            assert list(labels.strings) == expected

    def test_none_without_labels(self) -> None:
        assert draw(edge_labels=False).label_collections_ == []
        assert draw(edge_labels="auto").label_collections_ == []

    def test_those_of_biases(self) -> None:
        assert [len(c.strings) for c in draw(bias=True).label_collections_][3:] == [30, 8, 1]

    def test_texts_where_they_are_to_have_what_a_collection_has_not(self) -> None:
        display = draw(label_kw={"bbox": {"facecolor": "red"}})
        assert len(display.labels_) == N
        assert display.label_collections_ == []

    def test_what_is_left_out_is_counted(self) -> None:
        display = draw(size=(5, 4))
        left_out = N - len(written(display))
        assert 0 < left_out < N
        assert f"{left_out} of {N} edge labels left out: no room" in notes(display)

    def test_the_weightiest_stay(self) -> None:
        middle = draw(size=(5, 4)).label_collections_[1]
        sizes = np.abs([float(string.replace(MINUS, "-")) for string in middle.strings])
        assert sizes[middle.shown].mean() > 1.2 * sizes[~middle.shown].mean()

    def test_the_scripts_call(self, pyplot: Any) -> None:
        display = mlp_draw(fixed_arrays(1, 80, 20, 1), orientation="h", figsize=(16, 16))
        assert [len(labels.strings) for labels in display.label_collections_] == [80, 1600, 20]
        assert {labels.size for labels in display.label_collections_} == {7}
        assert all(re.fullmatch(rf"{MINUS}?\d\.\d{{3}}", text) for text in written(display))


class TestPlaces:
    def test_on_their_edges_turned_along_them_and_never_upside_down(self) -> None:
        display = draw()
        layout, labels = display.layout, display.label_collections_[1]
        starts, ends = layout.positions[1], layout.positions[2]
        to_pixels = display.ax_.transData.transform
        places, turns = to_pixels(labels.get_positions()), labels.get_rotations()
        for k, (i, j) in enumerate(np.ndindex(30, 8)):
            start, end = to_pixels(starts[i]), to_pixels(ends[j])
            along, off = end - start, places[k] - start
            assert abs(along[0] * off[1] - along[1] * off[0]) / np.hypot(*along) < 0.01
            assert 0.19 < off @ along / (along @ along) < 0.81
            angle = np.degrees(np.arctan2(along[1], along[0]))
            assert turns[k] % 180 == pytest.approx(angle % 180, abs=1e-6)
            assert -90 <= turns[k] < 90.001

    def test_at_a_fraction(self) -> None:
        labels = draw(label_pos=0.3).label_collections_[0]
        segments = labels._segments
        along = segments[:, 1] - segments[:, 0]
        parts = ((labels.get_positions() - segments[:, 0]) * along).sum(axis=1)
        parts = (parts / (along**2).sum(axis=1))[labels.shown]
        assert (np.abs(parts - 0.3) < 0.12 + 1e-9).all()
        assert np.isclose(parts, 0.3).any()

    def test_anew_after_a_resize(self) -> None:
        display = draw(size=(5, 4))
        before = len(written(display))
        root(display.ax_).set_size_inches(14, 10)
        pixels(display.figure_)
        assert len(written(display)) > before
        assert_legible(display.figure_)

    def test_larger_pixels_at_a_higher_resolution(self) -> None:
        display = draw()
        labels = display.label_collections_[0]
        pixels(display.figure_)
        once = labels.get_window_extent().extents
        display.figure_.set_dpi(2 * display.figure_.dpi)
        pixels(display.figure_)
        np.testing.assert_allclose(labels.get_window_extent().extents, 2 * once, rtol=0.01)

    @pytest.mark.parametrize("orientation", ["horizontal", "vertical"])
    def test_legible(self, orientation: str) -> None:
        display = draw(orientation=orientation)
        assert_legible(display.figure_)
        paper = np.ones(3)
        watched = [line.words for line in draw_ground(display.figure_, paper)[1].texts]
        for string in set(written(display)):
            assert watched.count(string) >= written(display).count(string)

    def test_an_overlap_is_seen(self) -> None:
        """The checker watches numbers in bulk as it does texts."""
        display = draw()
        labels = display.label_collections_[0]
        labels.place(np.full(90, 0.02), np.ones(90, dtype=bool), labels.size)
        with pytest.raises(AssertionError, match="overlap"):
            assert_legible(display.figure_)


class TestLetters:
    def reference(self, display: Any, labels: Any) -> Any:
        """The letters alone, each text a path of its own, laid on a clear ground."""
        figure = display.figure_
        renderer = RendererAgg(*(int(side) for side in figure.bbox.size), figure.dpi)
        per_point = figure.dpi / 72
        places = display.ax_.transData.transform(labels.get_positions())
        figures = TextPath((0, 0), "0123456789", size=labels.size, prop=labels.font).vertices[:, 1]
        middle = (figures.min() + figures.max()) / 2
        for k in np.flatnonzero(labels.shown):
            path = TextPath((0, 0), labels.strings[k], size=labels.size, prop=labels.font)
            width = labels.half_sizes(labels.size)[k, 0] * 2
            turn = Affine2D().translate(-width / 2, -middle).scale(per_point)
            turn.rotate_deg(labels.get_rotations()[k]).translate(*places[k])
            patch = PathPatch(path, facecolor=labels.colour, edgecolor="none", linewidth=0)
            patch.set_transform(turn)
            patch.set_figure(figure)
            patch.draw(renderer)
        return np.asarray(renderer.buffer_rgba()).astype(int)

    def test_as_texts_one_by_one(self) -> None:
        display = draw()
        labels = display.label_collections_[1]
        figure = display.figure_
        renderer = RendererAgg(*(int(side) for side in figure.bbox.size), figure.dpi)
        gc = renderer.new_gc()
        gc.set_linewidth(0)
        labels.draw_letters(
            renderer, gc, np.flatnonzero(labels.shown), labels.size * figure.dpi / 72
        )
        ours, theirs = (
            np.asarray(renderer.buffer_rgba()).astype(int),
            self.reference(display, labels),
        )
        assert theirs[..., 3].sum() > 1000 * labels.shown.sum()
        # Boundaries that fall between pixels are rounded once more here or there.
        assert np.abs(ours - theirs)[..., 3].max() <= 8

    @pytest.mark.parametrize("family", ["DejaVu Sans", "DejaVu Serif", "STIXGeneral"])
    def test_widths(self, family: str) -> None:
        from matplotlib.font_manager import FontProperties
        from matplotlib.textpath import text_to_path

        font = FontProperties(family=family, size=10)
        strings = ["0.25", f"{MINUS}1.50", "+3e05", "12%", "7 x", "nan"]
        for string, width in zip(strings, Glyphs(font).widths(strings), strict=True):
            # Which ends with the ink of the last letter, or with where a next one would begin.
            known = text_to_path.get_text_width_height_descent(string, font, False)[0]
            assert 10 * width == pytest.approx(known, abs=0.6)

    def test_outlines_are_made_once_for_a_font(self) -> None:
        from matplotlib.font_manager import FontProperties

        small, large = (glyphs_of(FontProperties(size=size)) for size in (7, 30))
        assert small is large
        bold = glyphs_of(FontProperties(weight="bold"))
        assert bold.widths(["0.25"])[0] > small.widths(["0.25"])[0]
        before = mpl.rcParams["font.sans-serif"]
        try:
            mpl.rcParams["font.sans-serif"] = ["DejaVu Sans Mono"]
            widths = glyphs_of(FontProperties()).widths(["1.1", "808"])
        finally:
            mpl.rcParams["font.sans-serif"] = before
        assert widths[0] == widths[1]
        assert small.widths(["1.1"]) != small.widths(["808"])

    def test_properties(self) -> None:
        kw = {"color": "navy", "fontsize": 5, "fontweight": "bold", "alpha": 0.5, "zorder": 7}
        for labels in draw(label_kw=kw).label_collections_:
            assert labels.size == 5
            assert labels.font.get_weight() == "bold"
            assert labels.colour == pytest.approx((0, 0, 0.502, 0.5), abs=0.001)
            assert labels.get_zorder() == 7

    def test_hidden(self) -> None:
        display = draw()
        before = pixels(display.figure_)
        for labels in display.label_collections_:
            labels.set_visible(False)
        assert (pixels(display.figure_) != before).any()

    def test_texts_in_vector_formats(self) -> None:
        import matplotlib as mpl

        display = draw()
        file = io.StringIO()
        with mpl.rc_context({"svg.fonttype": "none"}):
            display.figure_.savefig(file, format="svg")
        texts = re.findall(r">([^<>]+)</text>", file.getvalue())
        for string in set(written(display)):
            assert texts.count(string) >= written(display).count(string)

    @pytest.mark.parametrize("kind", ["pdf", "svg", "ps"])
    def test_every_format(self, kind: str) -> None:
        file = io.BytesIO()
        draw().figure_.savefig(file, format=kind)
        assert file.tell() > 10_000


class TestMoreOfThem:
    def test_step_by_step(self) -> None:
        display = draw()
        for last, figure in enumerate(display.steps()):
            pixels(figure)
            found = figure.findobj(EdgeLabelCollection)
            assert [labels.get_visible() for labels in found] == [k < last for k in range(3)]

    def test_show(self) -> None:
        display = draw()
        coefs, intercepts = fixed_arrays(*SIZES, seed=3)
        other = display.with_model((coefs, intercepts))
        display.show(other)
        assert len(display.ax_.findobj(EdgeLabelCollection)) == 3
        fresh = other.plot(ax=new_axes(8, 6))
        assert written(display) == written(fresh)
        np.testing.assert_array_equal(pixels(display.figure_), pixels(fresh.figure_))

    def test_twice_the_same_picture(self) -> None:
        np.testing.assert_array_equal(pixels(draw().figure_), pixels(draw().figure_))
