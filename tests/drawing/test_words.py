"""Users' names as literal text, numbers as text, sizes that follow the style."""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.drawing import words
from nnviz.drawing.frame import measure
from nnviz.drawing.words import (
    ELLIPSIS,
    add_text,
    format_number,
    literal,
    new_text,
    short_number,
    shorten,
    shrinking_sizes,
    small_size,
    smallest_size,
)
from tests.figures import new_axes, pixels, root

MINUS = "\N{MINUS SIGN}"


class TestLiteral:
    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("age", "age"),
            ("a\nb", "a b"),
            ("a\t b\r\n", "a  b"),
            ("$x$", "$x$"),
            (r"$\frac{$", r"$\frac{$"),
            ("_x", "_x"),
            ("\x00\x1b[31m", "\ufffd\ufffd[31m"),
            ("\ud800", "\ufffd"),
            ("\uffff", "\ufffd"),
            ("", ""),
            ("   ", ""),
            (3, "3"),
            (2.5, "2.5"),
            (None, "None"),
            ("\u05d0\u05d1", "\u2068\u05d0\u05d1\u2069"),
            ("\u2068\u05d0\u2069: \u22120.5", "\u2068\u05d0\u2069: \u22120.5"),
            ("\u05d0\u05b0: \u22120.5", "\u2068\u05d0\u05b0\u2069: \u22120.5"),
            ("a \u0627 b \u0627 c", "a \u2068\u0627 b \u0627\u2069 c"),
            ("a\u202eb 0.8", "ab 0.8"),
            ("\u2067b 0.8", "b 0.8"),
            ("b\u2069 0.8", "b 0.8"),
            ("<script>&'\"", "<script>&'\""),
        ],
    )
    def test_one_line_that_can_be_drawn(self, name: Any, expected: str) -> None:
        assert literal(name) == expected

    def test_long_names_are_cut(self) -> None:
        assert literal("x" * 500) == "x" * 199 + ELLIPSIS
        assert literal("x" * 200) == "x" * 200
        assert literal("\u05d0" * 500) == "\u2068" + "\u05d0" * 196 + ELLIPSIS + "\u2069"

    @given(st.text("ab 0\u05d0\u0627\u202e\u202c\u2066\u2067\u2068\u2069", max_size=20))
    def test_of_what_is_literal_already(self, name: str) -> None:
        assert literal(literal(name)) == literal(name)
        assert not set("\u202e\u202c") & set(literal(name))

    @given(st.text(st.characters(), max_size=300))
    def test_any_text(self, name: str) -> None:
        result = literal(name)
        assert len(result) <= 200
        assert result == result.strip()
        assert "\n" not in result
        result.encode()  # no lone surrogate is left
        assert all(c >= " " and not "\x7f" <= c <= "\x9f" for c in result)


class TestNumbers:
    @pytest.mark.parametrize(
        ("value", "spec", "expected"),
        [
            (-0.0, ".2f", "0.00"),
            (-0.004, ".2f", "0.00"),
            (-0.0049999, ".3f", f"{MINUS}0.005"),
            (-1e-9, ".1e", f"{MINUS}1.0e{MINUS}09"),
            (-0.0, ".0f", "0"),
            (-0.0, "+.1f", "0.0"),
            (-0.4, ".0f", "0"),
            (-0.00001, ".1%", "0.0%"),
            (1234.5, ",.1f", "1,234.5"),
            (float("nan"), ".2f", "nan"),
            (float("-inf"), ".2f", f"{MINUS}inf"),
        ],
    )
    def test_no_sign_of_a_zero(self, value: float, spec: str, expected: str) -> None:
        assert format_number(value, spec) == expected

    def test_hyphens_where_the_style_has_them(self) -> None:
        mpl.rcParams["axes.unicode_minus"] = False
        try:
            assert format_number(-0.5, ".1f") == "-0.5"
            assert short_number(-5e-7) == "-5e-7"
        finally:
            mpl.rcParams["axes.unicode_minus"] = True

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (0.0, "0"), (-0.0, "0"), (1.0, "1"), (-0.5, f"{MINUS}0.5"), (0.12345, "0.123"),
            (999.4, "999"), (1234.5, "1234"), (99999, "1e5"), (12345, "12345"),
            (1e5, "1e5"), (1e300, "1e300"),
            (123456789.0, "1.23e8"), (1.62e-4, f"1.62e{MINUS}4"), (5e-324, f"4.94e{MINUS}324"),
            (float("nan"), "nan"), (float("inf"), "inf"),
        ],
    )  # fmt: skip
    def test_short(self, value: float, expected: str) -> None:
        assert short_number(value) == expected

    @given(st.floats(-1e300, 1e300), st.integers(1, 4))
    def test_short_numbers_are_true(self, value: float, digits: int) -> None:
        text = short_number(value, digits).replace(MINUS, "-")
        assert float(text) == pytest.approx(value, rel=0.51 * 10 ** (1 - digits), abs=5e-324)
        assert not (float(text) == 0 and text.startswith("-"))


class TestSizes:
    @pytest.mark.parametrize(
        ("size", "smallest"), [(10, 6), (22, 18), (12, 8), (6, 6), (4, 4), (2, 2)]
    )
    def test_follow_the_style(self, size: float, smallest: float) -> None:
        before = mpl.rcParams["font.size"]
        mpl.rcParams["font.size"] = size
        try:
            assert smallest_size() == smallest
            assert smallest_size() <= small_size() <= size
            sizes = shrinking_sizes()
            assert sizes == sorted(sizes, reverse=True)
            assert sizes[-1] == smallest
        finally:
            mpl.rcParams["font.size"] = before


class TestTexts:
    @pytest.mark.parametrize("make", [add_text, new_text])
    def test_are_never_tex(self, make: Any) -> None:
        mpl.rcParams["text.usetex"] = True
        try:
            assert not make(new_axes(), 0, 0, "x_1 & 100%").get_usetex()
        finally:
            mpl.rcParams["text.usetex"] = False

    def test_are_mathematics_only_where_told(self) -> None:
        ax = new_axes()
        plain, math = add_text(ax, 0, 0, r"$\frac{$"), add_text(ax, 0, 0, "$x_1$", math=True)
        assert not plain.get_parse_math()
        assert math.get_parse_math()
        pixels(root(ax))


class TestShorten:
    def make(self, words: str, widest: float) -> str:
        text = add_text(new_axes(), 0, 0, "")
        shorten(text, words, widest)
        return str(text.get_text())

    def test_leaves_what_fits(self) -> None:
        assert self.make("short", 500) == "short"

    def test_cuts_to_the_longest_start_that_fits(self) -> None:
        full = "a rather long name of a feature"
        cut = self.make(full, 80)
        assert cut.endswith(ELLIPSIS)
        assert full.startswith(cut[:-1])
        ax = new_axes()
        assert measure(add_text(ax, 0, 0, cut))[0] <= 80
        longer = full[: len(cut) + 1] + ELLIPSIS
        assert measure(add_text(ax, 0, 0, longer))[0] > 80

    def test_leaves_a_letter_at_least(self) -> None:
        assert self.make("word", 0.1) == "w" + ELLIPSIS

    @pytest.mark.parametrize("name", ["", "W"])
    def test_never_makes_a_name_longer(self, name: str) -> None:
        assert self.make(name, 0.1) == name


def test_halo_is_of_paper() -> None:
    (effect,) = words.halo("gold", 3)
    assert effect._gc == {"linewidth": 3, "foreground": "gold"}
