"""Edges that are not drawn because others cover them: the picture is the one with all of them."""

from __future__ import annotations

import io
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.colors import Normalize, to_hex
from matplotlib.patheffects import withStroke
from numpy.typing import NDArray
from skimage.metrics import structural_similarity

from nnviz.drawing import edge_order, edges
from nnviz.drawing.edges import EdgeCollection, draw_edges
from nnviz.encoding import edge_colormap
from tests.figures import few_examples, new_axes, pixels, root


def pairs(
    n_starts: int, n_ends: int, *, seed: int = 0, values: Any = None, **kw: Any
) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    sources, targets = (index.ravel() for index in np.indices((n_starts, n_ends)))
    if values is None:
        values = np.clip(rng.normal(size=sources.size) / 3, -1, 1)
    return {
        "starts": np.column_stack([np.zeros(n_starts), np.linspace(0, 1, n_starts)]),
        "ends": np.column_stack([np.ones(n_ends), np.linspace(0.1, 0.9, n_ends)]),
        "sources": sources, "targets": targets, "values": values,
        "strength": np.where(np.isfinite(values), np.abs(values), 0.5),
        "norm": Normalize(-1, 1), "cmap": edge_colormap(), "cull": True, **kw,
    }  # fmt: skip


def axes(width: float = 3.0, height: float = 2.4, dpi: float = 100) -> Axes:
    ax = new_axes(width, height, dpi=dpi)
    ax.set_axis_off()
    ax.set(xlim=(-0.05, 1.05), ylim=(-0.05, 1.05))
    return ax


def drawn(ax: Axes | None = None, widths: Any = (0.6, 2.3), **given: Any) -> EdgeCollection:
    collection = draw_edges(axes() if ax is None else ax, **given)
    collection.set_width_range(*widths)
    return collection


def both(
    dpi: float = 100, widths: Any = (0.6, 2.3), **given: Any
) -> tuple[NDArray[Any], NDArray[Any], EdgeCollection]:
    """The pixels with all edges, and those with the edges that are seen."""
    pictures = []
    for cull in (False, True):
        collection = drawn(axes(dpi=dpi), widths, **(given | {"cull": cull}))
        assert collection.axes is not None
        pictures.append(pixels(root(collection.axes))[..., :3])
    # In the column where they end, the corners of hundreds of lines add up to more than those of a
    # few; neurons lie over it.
    ends = axes(dpi=dpi).transData.transform([[0, 0], [1, 0]])[:, 0]
    inner = slice(int(ends[0]) + 3, int(ends[1]) - 2)
    return pictures[0][:, inner], pictures[1][:, inner], collection


def similarity(one: NDArray[Any], other: NDArray[Any]) -> float:
    return float(structural_similarity(one, other, channel_axis=-1))


@pytest.fixture
def culls_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few edges there are, those that are covered are not drawn."""
    monkeypatch.setattr(edges, "FEWEST_CULLED", 1)
    monkeypatch.setattr(edge_order, "FEWEST_CULLED", 1)


def heavy_tails(rng: np.random.Generator, n: int) -> NDArray[np.float64]:
    values = rng.standard_t(1.2, size=n)
    return np.asarray(values / np.abs(values).max())


KINDS = {
    "normal": lambda rng, n: np.clip(rng.normal(size=n) / 3, -1, 1),
    "nearly all zero": lambda rng, n: rng.normal(size=n).clip(-1, 1) * (rng.uniform(size=n) > 0.98),
    "heavy tails": heavy_tails,
    "all equal": lambda rng, n: np.full(n, 0.7),
    "one huge": lambda rng, n: np.where(np.arange(n) == n // 3, 1.0, rng.normal(size=n) / 1e3),
}


class TestPixels:
    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("dpi", [60, 100, 200])
    def test_as_with_all(self, kind: str, dpi: float) -> None:
        values = KINDS[kind](np.random.default_rng(3), 80 * 60)
        everything, seen, collection = both(dpi, **pairs(80, 60, values=values))
        assert collection.n_painted is not None
        assert collection.n_painted < 4800
        # Measured: 0.9992 at least, and no byte of the picture is another one for most.
        assert similarity(everything, seen) > 0.999
        assert np.abs(everything.astype(float) - seen).mean() < 0.02

    def test_as_with_all_of_one_size_and_two_signs(self) -> None:
        # The hardest: rims of the widest lines, side by side in colours far apart.
        values = np.where(np.random.default_rng(1).uniform(size=4800) < 0.5, -0.8, 0.8)
        everything, seen, _ = both(**pairs(80, 60, values=values))
        assert similarity(everything, seen) > 0.995

    @pytest.mark.usefixtures("culls_few")
    @given(
        st.integers(1, 25), st.integers(1, 25), st.integers(0, 10**6), st.sampled_from([*KINDS]),
        st.floats(0.2, 1.5), st.booleans(),
    )  # fmt: skip
    @few_examples(25)
    def test_small_pictures(
        self, n: int, m: int, seed: int, kind: str, thin: float, dashed: bool
    ) -> None:
        values = KINDS[kind](np.random.default_rng(seed), n * m)
        given_ = pairs(n, m, values=values, dashed=dashed)
        everything, seen, _ = both(60, (thin, 3 * thin), **given_)
        assert similarity(everything, seen) > 0.99
        assert np.abs(everything.astype(float) - seen).mean() < 1

    def test_finer_pixels_show_more(self) -> None:
        counts = []
        ax = axes()
        collection = drawn(ax, **pairs(80, 60))
        for dpi in (100, 200, 400):
            root(ax).savefig(io.BytesIO(), dpi=dpi)
            counts.append(collection.n_painted)
        assert counts == sorted(counts)
        assert counts[0] < counts[2]
        assert root(ax).dpi == 100

    def test_saved_finer_as_with_all(self) -> None:
        saved = []
        for cull in (False, True):
            ax = axes()
            collection = drawn(ax, **pairs(80, 60, cull=cull))
            pixels(root(ax))  # seen at another resolution before
            file = io.BytesIO()
            root(ax).savefig(file, format="rgba", dpi=250)
            saved.append(np.frombuffer(file.getvalue(), np.uint8).reshape(600, 750, 4)[..., :3])
        assert similarity(*saved) > 0.999
        assert collection.n_painted < 4800

    @pytest.mark.parametrize("limits", [((0.4, 0.5), (0.2, 0.3)), ((-0.05, 0.1), (0.9, 1.05))])
    def test_zoomed_in_as_with_all(self, limits: Any) -> None:
        images = []
        for cull in (False, True):
            ax = axes()
            collection = drawn(ax, **pairs(80, 60, cull=cull))
            pixels(root(ax))
            ax.set(xlim=limits[0], ylim=limits[1])
            images.append(pixels(root(ax))[..., :3])
        assert similarity(*images) > 0.999
        assert collection.n_painted < 2000

    def test_after_a_resize_and_a_move(self) -> None:
        images = []
        for cull in (False, True):
            ax = axes()
            given_ = pairs(80, 60, cull=cull)
            collection = drawn(ax, **given_)
            pixels(root(ax))
            root(ax).set_size_inches(5, 2)
            collection.move(given_["starts"] * [1, 0.7], given_["ends"])
            images.append(pixels(root(ax))[..., :3])
        assert similarity(*images) > 0.999

    @pytest.mark.parametrize("alpha", [0.95, 0.6])
    def test_transparent(self, alpha: float) -> None:
        everything, seen, collection = both(**pairs(150, 120, alpha=alpha))
        assert collection.n_painted < 18000
        np.testing.assert_array_equal(everything, seen)

    def test_dashed(self) -> None:
        everything, seen, collection = both(**pairs(80, 60, dashed=True))
        assert collection.n_painted < 4800
        assert similarity(everything, seen) > 0.999

    def test_missing(self) -> None:
        values = np.clip(np.random.default_rng(0).normal(size=4800) / 3, -1, 1)
        values[::50] = np.nan
        everything, seen, collection = both(**pairs(80, 60, values=values))
        assert collection.n_painted < 4800
        assert similarity(everything, seen) > 0.999

    def test_context(self) -> None:
        context = np.random.default_rng(0).uniform(size=4800) < 0.8
        everything, seen, collection = both(
            **pairs(80, 60, context=context, context_colour=(0.8, 0.8, 0.8))
        )
        assert collection.n_painted < 4800
        assert similarity(everything, seen) > 0.999

    def test_without_values(self) -> None:
        given_ = pairs(80, 60) | {
            "values": None, "strength": np.full(4800, 0.1), "edgecolors": "0.5",
        }  # fmt: skip
        everything, seen, collection = both(**given_)
        assert collection.n_painted < 4800
        assert similarity(everything, seen) > 0.998

    def test_upwards(self) -> None:
        given_ = pairs(80, 60)
        given_ |= {key: given_[key][:, ::-1] for key in ("starts", "ends")}
        everything, seen, collection = both(**given_)
        assert collection.n_painted < 4800
        assert similarity(everything, seen) > 0.999

    def test_own_width(self) -> None:
        everything, seen, collection = both(**pairs(80, 60, linewidth=1.5))
        assert collection.n_painted < 4800
        assert similarity(everything, seen) > 0.998


class TestAllAreDrawn:
    @pytest.mark.parametrize(
        "more",
        [
            {"cull": False},
            {"path_effects": [withStroke(linewidth=3, foreground="white")]},
            {"alpha": 0.02},
            {"alpha": np.full(4800, 0.5)},
            {"linestyle": ":"},
            {"linewidth": [1.0, 2.0, 3.0]},
            {"via": np.full((80, 1, 2), 0.5)},
        ],
        ids=lambda more: next(iter(more)),
    )
    def test_where_none_would_be_hidden(self, more: dict[str, Any]) -> None:
        collection = drawn(**pairs(80, 60, **more))
        assert collection.n_painted is None
        assert collection.axes is not None
        pixels(root(collection.axes))
        assert collection.n_painted == collection.n_edges == 4800

    def test_to_the_same_pixels_where_they_are_few(self) -> None:
        everything, seen, collection = both(**pairs(40, 40))
        np.testing.assert_array_equal(everything, seen)
        assert collection.n_painted == 1600

    def test_a_weak_edge_wider_than_a_strong_one_is_not_hidden(self) -> None:
        collection = drawn(**pairs(80, 60))
        collection.set_linewidth(np.linspace(3, 0.5, 4800))  # type: ignore[arg-type]
        assert collection.axes is not None
        pixels(root(collection.axes))
        assert collection.n_painted == 4800


class TestOrder:
    def test_is_the_same_when_asked_for(self) -> None:
        lazy, eager = (drawn(**pairs(80, 60, cull=cull)) for cull in (True, False))
        assert lazy.axes is not None
        pixels(root(lazy.axes))
        for name in ("sources", "targets", "strength"):
            np.testing.assert_array_equal(getattr(lazy, name), getattr(eager, name))
        np.testing.assert_array_equal(lazy.get_array(), eager.get_array())
        np.testing.assert_array_equal(lazy.get_linewidth(), eager.get_linewidth())
        np.testing.assert_array_equal(lazy.get_segments(), eager.get_segments())
        lazy.update_scalarmappable()
        eager.update_scalarmappable()
        np.testing.assert_array_equal(lazy.get_edgecolor(), eager.get_edgecolor())

    def test_asking_for_it_moves_no_pixel(self) -> None:
        one, other = (drawn(**pairs(80, 60, dashed=True)) for _ in range(2))
        assert other.sources.size == 4800
        assert one.axes is not None
        assert other.axes is not None
        np.testing.assert_array_equal(pixels(root(one.axes)), pixels(root(other.axes)))
        assert one.n_painted == other.n_painted

    def test_what_is_set_for_each_edge_holds(self) -> None:
        collection = drawn(**pairs(80, 60))
        collection.set_edgecolor(["#123456"])
        assert collection.axes is not None
        image = pixels(root(collection.axes)).astype(int)
        found = {tuple(pixel) for pixel in image.reshape(-1, 4)[:, :3]}
        assert (0x12, 0x34, 0x56) in found
        assert not any(red > blue + 60 for red, _, blue in found)  # nothing orange is left
        values = np.linspace(-1, 1, 4800)
        collection = drawn(**pairs(80, 60))
        collection.set_array(values)
        np.testing.assert_array_equal(collection.get_array(), values)

    def test_other_numbers_are_seen(self) -> None:
        first, second = pairs(80, 60, seed=1), pairs(80, 60, seed=2)
        shown, fresh = drawn(**first), drawn(**second)
        assert shown.axes is not None
        assert fresh.axes is not None
        pixels(root(shown.axes))
        shown.show(*(second[key] for key in ("sources", "targets", "values", "strength")))
        np.testing.assert_array_equal(pixels(root(shown.axes)), pixels(root(fresh.axes)))

    def test_extent_without_segments(self) -> None:
        collection = drawn(**pairs(80, 60))
        assert collection.axes is not None
        points = collection.axes.transData.transform(collection.get_segments().reshape(-1, 2))
        extent = collection.get_window_extent().get_points()
        np.testing.assert_allclose(extent, [points.min(axis=0), points.max(axis=0)])


class TestVectors:
    def svg(self, **given: Any) -> tuple[str, EdgeCollection]:
        collection = drawn(**given)
        file = io.BytesIO()
        assert collection.axes is not None
        root(collection.axes).savefig(file, format="svg")
        text = file.getvalue().decode()
        return text[text.index('id="EdgeCollection') :].split("</g>", 1)[0], collection

    def test_one_path_for_those_that_look_alike(self) -> None:
        text, collection = self.svg(**pairs(80, 60))
        assert text.count("M ") == collection.n_painted
        assert collection.n_painted is not None
        assert text.count("<path") < 600
        everything, _ = self.svg(**pairs(80, 60, cull=False))
        assert everything.count("<path") == 4800

    def test_colours_and_widths_are_the_edges_own(self) -> None:
        given_ = pairs(80, 60)
        text, collection = self.svg(**given_)
        assert collection.axes is not None
        colours = edge_colormap()(Normalize(-1, 1)(collection.get_array()))
        widths = np.broadcast_to(collection.get_linewidth(), 4800)
        lines = collection.axes.transData.transform(collection.get_segments().reshape(-1, 2))
        places = lines.reshape(-1, 4) * 72 / root(collection.axes).dpi
        places[:, 1::2] = 2.4 * 72 - places[:, 1::2]  # SVG counts downwards
        found = set()
        for d, style in re.findall(r'<path d="([^"]*)"[^>]*style="([^"]*)"', text):
            stroke = re.search(r"stroke: (#\w+)", style)
            width = re.search(r"stroke-width: ([\d.]+)", style)
            assert stroke is not None
            for line in np.array(re.findall(r"-?[\d.]+", d), dtype=float).reshape(-1, 4):
                apart = np.abs(places - line).max(axis=1)
                edge = int(np.argmin(apart))
                assert apart[edge] <= 0.0051
                assert to_hex(colours[edge]) == stroke[1]
                assert abs(float(width[1] if width else 1) - widths[edge]) <= (2.3 - 0.6) / 256
                found.add(edge)
        assert len(found) == collection.n_painted

    def test_strong_edges_come_last(self) -> None:
        text, _ = self.svg(**pairs(80, 60))
        widths = [float(width) for width in re.findall(r"stroke-width: ([\d.]+)", text)]
        assert widths == sorted(widths)

    def test_dashes_and_missing_values(self) -> None:
        values = np.clip(np.random.default_rng(0).normal(size=4800) / 3, -1, 1)
        values[::300] = np.nan
        text, _ = self.svg(**pairs(80, 60, values=values, dashed=True))
        missing = [path for path in text.split("<path") if "#b0509a" in path]
        assert missing
        assert all("stroke-dasharray" in path for path in missing)
        assert "stroke-dasharray" not in text.split("<path")[-1] or "#b" in text.split("<path")[-1]

    def test_transparent_ones_stay_one_by_one(self) -> None:
        text, collection = self.svg(**pairs(80, 60, alpha=0.9))
        assert text.count("<path") == collection.n_painted

    @pytest.mark.parametrize("kind", ["pdf", "ps"])
    def test_smaller_files(self, kind: str) -> None:
        sizes = []
        for cull in (True, False):
            collection = drawn(**pairs(100, 80, cull=cull))
            file = io.BytesIO()
            assert collection.axes is not None
            root(collection.axes).savefig(file, format=kind)
            sizes.append(len(file.getvalue()))
        assert sizes[0] < sizes[1] / 2

    def test_rasterised_in_a_vector_format(self) -> None:
        collection = drawn(**pairs(80, 60, rasterized=True))
        file = io.BytesIO()
        assert collection.axes is not None
        root(collection.axes).savefig(file, format="svg")
        assert b"<image" in file.getvalue()
        assert collection.n_painted is not None
        assert collection.n_painted < 4800
