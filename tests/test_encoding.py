"""Signed numbers as colours and widths, with no figure."""

from __future__ import annotations

import copy
import itertools
import pickle
from typing import Any

import numpy as np
import pytest
from colorspacious import cspace_convert, deltaE
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_numpy
from matplotlib.colors import (
    BoundaryNorm,
    CenteredNorm,
    FuncNorm,
    LogNorm,
    Normalize,
    SymLogNorm,
    TwoSlopeNorm,
    to_rgba,
)

from nnviz import encode_edges
from nnviz.encoding import (
    contrast_ratio,
    edge_colormap,
    edge_norms,
    field_colormap,
    relative_luminance,
    signed_colours,
    signed_norm,
    strengths,
)

DEFICIENCIES = ("protanomaly", "deuteranomaly", "tritanomaly")
LARGEST = float(np.finfo(float).max)
TINIEST = 5e-324
PAPERS = ["white", "black", "#14171c", "0.9"]  # the third is that of nnviz.styles.dark
NEGATIVE, POSITIVE = signed_colours("white")
MISSING = tuple(edge_colormap()(np.ma.masked))


def seen_with(deficiency: str, colours: Any) -> Any:
    """Colours as somebody sees them who lacks one kind of cone altogether."""
    space = {"name": "sRGB1+CVD", "cvd_type": deficiency, "severity": 100}
    return np.clip(cspace_convert(np.asarray(colours)[..., :3], space, "sRGB1"), 0, 1)


def all_colours(paper: Any = "white") -> Any:
    colormap = edge_colormap(paper)
    assert colormap.N == 257
    return colormap(np.arange(257))


def missing_colour(paper: Any) -> Any:
    return np.asarray(edge_colormap(paper)(np.ma.masked))


class TestEdgeColormap:
    @pytest.mark.parametrize("paper", PAPERS)
    @pytest.mark.parametrize("behind", ["white", "black"])
    def test_every_colour_is_seen_whatever_lies_behind(self, paper: str, behind: str) -> None:
        ratios = contrast_ratio(all_colours(paper), behind)
        assert ratios.shape == (257,)
        assert ratios.min() >= 3.0

    @pytest.mark.parametrize("paper", PAPERS)
    @pytest.mark.parametrize("behind", ["white", "black"])
    def test_missing_values_are_seen_whatever_lies_behind(self, paper: str, behind: str) -> None:
        assert contrast_ratio(missing_colour(paper), behind)[0] >= 3.0

    @pytest.mark.parametrize("paper", PAPERS)
    def test_the_ends_stand_out_most(self, paper: str) -> None:
        ratios = contrast_ratio(all_colours(paper), paper)
        assert ratios[[0, 256]].min() > ratios[128]

    @pytest.mark.parametrize("paper", PAPERS)
    @pytest.mark.parametrize("deficiency", [None, *DEFICIENCIES])
    def test_the_ends_and_the_middle_are_apart_for_every_eye(
        self, deficiency: str | None, paper: str
    ) -> None:
        colours = all_colours(paper)[[0, 128, 256], :3]
        if deficiency:
            colours = seen_with(deficiency, colours)
        low, middle, high = colours
        assert deltaE(low, high, input_space="sRGB1") > 40
        assert deltaE(low, middle, input_space="sRGB1") > 15
        assert deltaE(high, middle, input_space="sRGB1") > 15

    @pytest.mark.parametrize("paper", PAPERS)
    def test_missing_is_no_colour_of_the_map(self, paper: str) -> None:
        # To those who do not see red and green apart it may look like a weak value: dots mark it.
        apart = deltaE(all_colours(paper)[:, :3], missing_colour(paper)[:3], input_space="sRGB1")
        assert apart.min() > 15

    def test_zero_has_the_middle_colour(self) -> None:
        norm = signed_norm([3.0])
        np.testing.assert_array_equal(edge_colormap()(norm(0.0)), all_colours()[128])

    @pytest.mark.parametrize("paper", PAPERS)
    def test_ends_are_what_stands_for_a_sign(self, paper: str) -> None:
        for end, colour in zip((0.0, 1.0), signed_colours(paper), strict=True):
            np.testing.assert_allclose(edge_colormap(paper)(end), to_rgba(colour))

    @pytest.mark.parametrize("paper", PAPERS)
    def test_negative_is_orange_and_positive_blue(self, paper: str) -> None:
        negative, positive = (np.array(to_rgba(c)[:3]) for c in signed_colours(paper))
        assert negative[0] > negative[1] > negative[2]
        assert positive[2] > positive[1] > positive[0]

    def test_colours_change_little_by_little(self) -> None:
        steps = np.abs(np.diff(all_colours()[:, :3], axis=0))
        assert steps.max() < 0.02


def test_the_ends_of_the_map_stand_for_the_signs() -> None:
    for paper in ("white", "black"):
        ends = [to_rgba(colour) for colour in signed_colours(paper)]
        np.testing.assert_allclose(edge_colormap(paper)([0.0, 1.0]), ends)
    assert signed_colours() == signed_colours("white") != signed_colours("black")


class TestFieldColormap:
    @pytest.mark.parametrize("paper", ["white", "black", "#14171c", (0.9, 0.8, 0.7)])
    def test_zero_recedes_into_the_paper(self, paper: Any) -> None:
        np.testing.assert_allclose(field_colormap(paper)(0.5), to_rgba(paper), atol=1e-12)

    @pytest.mark.parametrize("deficiency", DEFICIENCIES)
    def test_the_ends_are_apart_for_every_eye(self, deficiency: str) -> None:
        ends = seen_with(deficiency, field_colormap()([0.0, 1.0]))
        assert deltaE(ends[0], ends[1], input_space="sRGB1") > 40


class TestSignedNorm:
    @pytest.mark.parametrize(
        ("values", "limit"),
        [
            ([[1.0, -4.0]], 4.0),
            ([[1.0], [[-2.0, 0.5]]], 2.0),
            ([[3, 1]], 3.0),
            ([[True, False]], 1.0),
            ([[np.nan, 2.0, np.inf, -np.inf]], 2.0),
            ([[-np.inf, 1.0]], 1.0),
            ([[np.inf, -1.0]], 1.0),
            ([[np.nan, -4.0, 1.0]], 4.0),
            ([[0.0, -0.0]], 1.0),
            ([[]], 1.0),
            ([], 1.0),
            ([[np.nan, np.inf]], 1.0),
        ],
    )
    def test_is_centred_and_covers_the_largest(self, values: list[Any], limit: float) -> None:
        norm = signed_norm(*values)
        assert (norm.vmin, norm.vmax) == (-limit, limit)

    @pytest.mark.parametrize("value", [LARGEST, 1e308, -1e308, TINIEST, 1e-310, -1e-300])
    def test_extreme_numbers_keep_their_side(self, value: float) -> None:
        norm = signed_norm([value])
        assert norm.vmin == -norm.vmax
        assert np.isfinite(norm.vmax)
        assert np.isfinite(norm.vmax - norm.vmin)
        with np.errstate(all="raise", under="ignore"):
            normed = norm(np.array([value, 0.0, -value]))
        assert normed[1] == 0.5
        assert (normed[0] - 0.5) * value >= 0

    def test_takes_masked_entries_for_missing(self) -> None:
        assert signed_norm(np.ma.array([9.0, 2.0], mask=[True, False])).vmax == 2.0


class TestStrengths:
    def test_follow_the_absolute_value(self) -> None:
        result = strengths([-4.0, -1.0, 0.0, 2.0], signed_norm([4.0]))
        np.testing.assert_allclose(result, [1.0, 0.25, 0.0, 0.5])

    def test_what_is_not_finite_is_weak(self) -> None:
        result = strengths([np.nan, np.inf, -np.inf, 1.0], signed_norm([1.0]))
        np.testing.assert_array_equal(result, [0, 0, 0, 1])

    def test_are_clipped_outside_a_norm_of_ones_own(self) -> None:
        np.testing.assert_array_equal(strengths([-9.0, 9.0], Normalize(-2, 2)), [1, 1])

    def test_lopsided_linear_norm_counts_from_zero(self) -> None:
        result = strengths([-1.0, 0.0, 3.0], Normalize(-1, 3))
        np.testing.assert_allclose(result, [1 / 3, 0, 1])
        result = strengths([-3.0, 0.0, 1.0], Normalize(-3, 1))
        np.testing.assert_allclose(result, [1, 0, 1 / 3])

    def test_norm_without_zero_counts_from_its_nearer_end(self) -> None:
        np.testing.assert_allclose(strengths([2.0, 6.0, 10.0], Normalize(2, 10)), [0, 0.5, 1])
        np.testing.assert_allclose(strengths([-10.0, -4.0], Normalize(-10, -2)), [1, 0.25])

    def test_whole_numbers(self) -> None:
        np.testing.assert_array_equal(strengths([-2, 0, 1], Normalize(-2, 2)), [1, 0, 0.5])

    def test_two_slopes_reach_full_strength_at_both_ends(self) -> None:
        norm = TwoSlopeNorm(0.0, vmin=-1, vmax=10)
        np.testing.assert_allclose(strengths([-1.0, 0.0, 5.0, 10.0], norm), [1, 0, 0.5, 1])

    def test_symmetric_logarithm_is_even_and_monotone(self) -> None:
        norm = SymLogNorm(0.01, vmin=-10, vmax=10)
        values = np.array([0.0, 0.001, 0.1, 1.0, 10.0])
        result = strengths(values, norm)
        assert (np.diff(result) > 0).all()
        np.testing.assert_allclose(result, strengths(-values, norm), atol=1e-12)
        np.testing.assert_allclose(result[[0, -1]], [0, 1], atol=1e-12)

    def test_logarithm_counts_from_its_lower_end(self) -> None:
        np.testing.assert_allclose(strengths([1.0, 10.0, 100.0], LogNorm(1, 100)), [0, 0.5, 1])

    def test_keep_the_shape_and_leave_the_values(self) -> None:
        values = np.array([[1.0, np.nan], [-2.0, 0.0]])
        before = values.copy()
        assert strengths(values, signed_norm(values)).shape == (2, 2)
        np.testing.assert_array_equal(values, before)

    def test_nothing(self) -> None:
        assert strengths([], signed_norm()).shape == (0,)

    @pytest.mark.parametrize("norm", [Normalize(0, 0), Normalize(2, 2), CenteredNorm(0, 0)])
    def test_norm_without_extent(self, norm: Normalize) -> None:
        np.testing.assert_array_equal(strengths([0.0, 0.0], norm), [0, 0])
        assert strengths([1.0], Normalize(2, 2)) == [0]

    def test_where_a_norm_has_no_answer_it_is_not_warned_of(self) -> None:
        norm = FuncNorm((np.log10, lambda x: 10.0**x), vmin=1, vmax=100)
        np.testing.assert_allclose(strengths([0.0, 1.0, 10.0], norm), [0, 0, 0.5])

    @given(
        st_numpy.arrays(
            float,
            st_numpy.array_shapes(max_dims=2, max_side=6),
            elements=st.floats(allow_nan=True, allow_infinity=True),
        )
    )
    def test_any_numbers(self, values: Any) -> None:
        result = strengths(values, signed_norm(values))
        assert result.shape == values.shape
        assert ((result >= 0) & (result <= 1)).all()
        finite = np.isfinite(values) & (np.abs(values) < 1e300)
        assert (result[values == 0] == 0).all()
        order = np.argsort(np.abs(values[finite]))
        assert (np.diff(result[finite][order]) >= 0).all()


class TestEncodeEdges:
    def test_one_array_for_each_given(self) -> None:
        encoded = encode_edges([np.array([[2.0, -1.0]]), np.array([[0.0], [4.0]])])
        colours, widths, norm = encoded
        assert [c.shape for c in colours] == [(1, 2, 4), (2, 1, 4)]
        assert [w.shape for w in widths] == [(1, 2), (2, 1)]
        assert isinstance(norm, Normalize)
        assert encoded.norm is norm

    def test_colours_are_the_maps_and_widths_linear(self) -> None:
        colours, widths, norm = encode_edges([[[-4.0, -2.0, 0.0, 2.0, 4.0]]], widths=(1, 5))
        np.testing.assert_array_equal(colours[0][0], edge_colormap()([0, 0.25, 0.5, 0.75, 1]))
        np.testing.assert_allclose(widths[0][0], [5, 3, 1, 3, 5])
        assert norm(0) == 0.5
        _, widths, _ = encode_edges([[1.0, 4.0]], widths=(2, 2))
        assert widths[0].tolist() == [2, 2]

    def test_a_bare_array_is_one_connection(self) -> None:
        colours, widths, _ = encode_edges(np.ones((3, 2)))
        assert len(colours) == len(widths) == 1
        assert widths[0].shape == (3, 2)

    @pytest.mark.parametrize("norm", [Normalize(-4, 4), Normalize()])
    def test_a_norm_is_for_all_arrays(self, norm: Normalize) -> None:
        _, widths, used = encode_edges([[[-4.0]], [[4.0]], [[0.0]]], norm=norm, widths=(1, 3))
        assert [w.item() for w in widths] == [3, 3, 1]
        assert isinstance(used, Normalize)

    def test_bare_numbers_are_one_connection(self) -> None:
        _, widths, norm = encode_edges([1.0, -2.0], widths=(1, 3))
        assert [w.tolist() for w in widths] == [[2.0, 3.0]]
        assert isinstance(norm, Normalize)

    def test_missing_values_are_marked_and_do_not_blank_the_rest(self) -> None:
        colours, widths, norm = encode_edges([[[np.nan, np.inf, -np.inf, 1.0]]])
        for k in range(3):
            np.testing.assert_allclose(colours[0][0, k], to_rgba(MISSING))
            assert widths[0][0, k] == 0.6
        np.testing.assert_allclose(colours[0][0, 3], to_rgba(POSITIVE))
        assert norm.vmax == 1.0

    def test_masked_values_are_missing(self) -> None:
        values = np.ma.array([[5.0, 1.0]], mask=[[True, False]])
        colours, _, norm = encode_edges([values])
        np.testing.assert_allclose(colours[0][0, 0], to_rgba(MISSING))
        assert norm.vmax == 1.0

    @pytest.mark.parametrize("zeros", [np.zeros((2, 3)), np.zeros((0, 3)), np.zeros((2, 3), int)])
    def test_zeros_and_nothing(self, zeros: Any) -> None:
        colours, widths, norm = encode_edges([zeros])
        assert colours[0].shape == (*zeros.shape, 4)
        np.testing.assert_array_equal(widths[0], np.full(zeros.shape, 0.6))
        assert (norm.vmin, norm.vmax) == (-1, 1)

    def test_no_connection_at_all(self) -> None:
        assert encode_edges([]).norm.vmax == 1

    @pytest.mark.parametrize("value", [1e308, LARGEST, 1e-310, TINIEST])
    def test_extreme_numbers(self, value: float) -> None:
        colours, widths, _ = encode_edges([np.array([[value, -value, 0.0]])])
        assert np.isfinite(colours[0]).all()
        assert np.isfinite(widths[0]).all()
        if value > 1:
            np.testing.assert_allclose(colours[0][0, 0], to_rgba(POSITIVE))
            np.testing.assert_allclose(colours[0][0, 1], to_rgba(NEGATIVE))

    @pytest.mark.parametrize("dtype", [np.float16, np.float32, np.int8, np.uint16, bool])
    def test_other_kinds_of_numbers(self, dtype: type) -> None:
        values = np.array([[0, 1]], dtype=dtype)
        np.testing.assert_allclose(encode_edges([values]).widths[0], [[0.6, 4.5]])

    @pytest.mark.parametrize("values", [[[["a"]]], [[[1j]]], [np.array([[None]])]])
    def test_what_is_no_real_number_is_refused(self, values: Any) -> None:
        with pytest.raises(TypeError, match=r"values\[0\] must hold real numbers"):
            encode_edges(values)

    def test_norm_by_layer(self) -> None:
        _, widths, norms = encode_edges([[[1.0]], [[10.0]]], norm_by="layer")
        assert [norm.vmax for norm in norms] == [1.0, 10.0]
        assert [float(w.max()) for w in widths] == [4.5, 4.5]

    def test_norm_by_network(self) -> None:
        _, widths, norm = encode_edges([[[1.0]], [[10.0]]], widths=(0, 10))
        assert norm.vmax == 10.0
        np.testing.assert_allclose([w.item() for w in widths], [1, 10])

    @pytest.mark.parametrize("norm_by", ["layers", None, 1])
    def test_unknown_norm_by(self, norm_by: Any) -> None:
        with pytest.raises(ValueError, match=r"norm_by must be 'network' or 'layer'; got"):
            encode_edges([[[1.0]]], norm_by=norm_by)

    def test_norm_and_norm_by_layer_contradict(self) -> None:
        with pytest.raises(ValueError, match="give no norm with it"):
            encode_edges([[[1.0]]], norm=Normalize(-1, 1), norm_by="layer")

    @pytest.mark.parametrize("norm", ["linear", (-1, 1), 3])
    def test_norm_of_another_kind(self, norm: Any) -> None:
        with pytest.raises(TypeError, match="norm must be a matplotlib Normalize"):
            encode_edges([[[1.0]]], norm=norm)

    @pytest.mark.parametrize("widths", [(-1, 2), (3, 2), (float("nan"), 1)])
    def test_widths_out_of_order(self, widths: Any) -> None:
        with pytest.raises(ValueError, match="widths must be"):
            encode_edges([[[1.0]]], widths=widths)

    @pytest.mark.parametrize("widths", [(1,), (1, 2, 3), 5])
    def test_widths_of_another_number(self, widths: Any) -> None:
        with pytest.raises((TypeError, ValueError), match="widths"):
            encode_edges([[[1.0]]], widths=widths)

    def test_cmap_that_is_no_colormap(self) -> None:
        with pytest.raises((TypeError, ValueError), match="cmap"):
            encode_edges([[[1.0]]], cmap="no such map")  # type: ignore[arg-type]

    def test_inputs_stay_as_they_were(self) -> None:
        values = [np.array([[1.0, np.nan]]), np.array([[2], [3]])]
        before = copy.deepcopy(values)
        for array in values:
            array.setflags(write=False)
        encode_edges(values)
        for one, other in zip(values, before, strict=True):
            np.testing.assert_array_equal(one, other, strict=True)

    def test_unscaled_norm_is_scaled_in_a_copy(self) -> None:
        norm = Normalize()
        encoded = encode_edges([[[2.0, np.nan, 5.0]]], norm=norm)
        assert not norm.scaled()
        assert (norm.vmin, norm.vmax) == (None, None)
        assert (encoded.norm.vmin, encoded.norm.vmax) == (0, 5)

    def test_half_scaled_norm_keeps_the_half_that_it_has(self) -> None:
        norm = Normalize(vmin=-8)
        encoded = encode_edges([[[2.0, 5.0]]], norm=norm)
        assert norm.vmax is None
        assert (encoded.norm.vmin, encoded.norm.vmax) == (-8, 5)

    def test_unscaled_norm_over_zeros(self) -> None:
        _, widths, _ = encode_edges([[[0.0, 0.0]]], norm=Normalize())
        np.testing.assert_array_equal(widths[0], [[0.6, 0.6]])

    @pytest.mark.parametrize(
        "norm",
        [
            SymLogNorm(0.1),
            SymLogNorm(0.1, vmin=-1, vmax=1),
            TwoSlopeNorm(0.0),
            TwoSlopeNorm(0.0, vmin=-3, vmax=1),
            CenteredNorm(),
            CenteredNorm(0.0, 2.0),
            Normalize(-1, 1),
            Normalize(),
            LogNorm(),
            BoundaryNorm([-3, -1, 1, 3], 257),
        ],
        ids=lambda norm: f"{type(norm).__name__}-{'scaled' if norm.scaled() else 'unscaled'}",
    )
    @pytest.mark.parametrize("values", [[[-3.0, 0.0, 0.5, 2.0]], [[np.nan, 1.0]], [[1.0, 2.0]]])
    def test_norms_of_ones_own(self, norm: Normalize, values: Any) -> None:
        state = pickle.dumps((type(norm), norm.vmin, norm.vmax, norm.clip))
        heard: list[int] = []
        norm.callbacks.connect("changed", lambda: heard.append(1))
        encoded = encode_edges([values], norm=norm)
        assert pickle.dumps((type(norm), norm.vmin, norm.vmax, norm.clip)) == state
        assert heard == []
        assert type(encoded.norm) is type(norm)
        assert encoded.norm.scaled()
        assert np.isfinite(encoded.colours[0]).all()
        assert (encoded.widths[0] >= 0.6).all()
        assert (encoded.widths[0] <= 4.5).all()

    def test_scaled_norm_is_used_itself(self) -> None:
        norm = Normalize(-1, 1)
        assert encode_edges([[[1.0]]], norm=norm).norm is norm

    def test_map_of_ones_own(self) -> None:
        map_ = field_colormap()
        np.testing.assert_array_equal(
            encode_edges([[[0.0]]], cmap=map_).colours[0][0, 0], to_rgba("white")
        )


def test_one_norm_for_all_arrays_is_one_object() -> None:
    norms = edge_norms([np.ones(2), np.zeros(3)], norm=None, norm_by="network")
    assert len(norms) == 2
    assert norms[0] is norms[1]


class TestContrast:
    def test_luminance_of_primaries(self) -> None:
        np.testing.assert_allclose(
            relative_luminance(["red", "lime", "blue"]), [0.2126, 0.7152, 0.0722]
        )

    @pytest.mark.parametrize(
        ("one", "other", "ratio"),
        # The published value of WebAIM's checker for #777777 on white.
        [("white", "black", 21.0), ("#777777", "white", 4.48), ("red", "red", 1.0)],
    )
    def test_known_ratios(self, one: str, other: str, ratio: float) -> None:
        assert contrast_ratio(one, other)[0] == pytest.approx(ratio, abs=0.005)
        assert contrast_ratio(other, one)[0] == pytest.approx(ratio, abs=0.005)

    def test_agrees_with_the_checker_of_these_tests(self) -> None:
        from tests.legibility import contrast_ratio as checked

        for one, other in itertools.product([NEGATIVE, POSITIVE, "0.4"], ["white", "#14171c"]):
            theirs = np.ravel(checked(np.array(to_rgba(one)[:3]), np.array(to_rgba(other)[:3])))
            assert contrast_ratio(one, other)[0] == pytest.approx(theirs[0])
