"""Users' words in every public picture: what can be read of them is read, letter by letter."""

from __future__ import annotations

import io
import re
import shutil
import warnings
from typing import Any
from xml.etree import ElementTree

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.text import Text
from PIL import Image

from nnviz import (
    Layer,
    Network,
    animate,
    draw_backprop,
    draw_network,
    draw_neuron,
    draw_neuron_maps,
    draw_panels,
    plot_decision_boundary,
    plot_layer_activations,
    plot_loss,
    plot_sweep_scores,
    plot_weights,
)
from nnviz.drawing.words import literal
from tests.figures import few_examples, fixed_arrays, new_axes, pixels
from tests.legibility import assert_legible
from tests.promises.worded import (
    PICTURES,
    Voter,
    Words,
    X,
    axes,
    curve,
    descents,
    network,
    sweep,
    table,
    targets,
)

EVERY = pytest.mark.parametrize("picture", PICTURES)

# All kinds of texts that names may be, three at a time.
MARKUP = (r"$x$ <b>&amp;]]>'\"", r"_$\frac{$ \textbf{ {} {0} %s 100%", "$" * 500)
UNWRITABLE = ("\u65e5\u672c\ud800 a", "a\x00\x1b[31m\x7f\n\tb" + " w" * 250,
              "\u05d0\u200be\u0301\U0001fae0\u202e")  # fmt: skip
SETS = {"markup": MARKUP, "unwritable": UNWRITABLE}
MISSING = "\u65e5\u672c\U0001fae0"  # from DejaVu Sans
ONLY_IN_STIX = "\u1d81"
# Besides what has no letter, what would turn our numbers round.
UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]")
ISOLATED = re.compile("\u2068[^\u2069]*\u2069?")


def shown(display: Any) -> list[Text]:
    """All texts with words that a picture shows."""
    found = display.figure_.findobj(Text)
    return [text for text in found if text.get_visible() and text.get_text().strip()]


def strings(display: Any) -> list[str]:
    return [text.get_text() for text in shown(display)]


def of_glyphs(caught: list[warnings.WarningMessage]) -> list[str]:
    return [str(one.message) for one in caught if "lyph" in str(one.message)]


def as_svg(display: Any, path: Any, fonttype: str) -> ElementTree.Element:
    """What `save` writes, read as XML."""
    before = mpl.rcParams["svg.fonttype"]
    mpl.rcParams["svg.fonttype"] = fonttype
    try:
        return ElementTree.parse(display.save(path / "picture.svg")).getroot()
    finally:
        mpl.rcParams["svg.fonttype"] = before


class TestEveryPicture:
    @EVERY
    @pytest.mark.parametrize("kind", SETS)
    def test_words_are_literal(self, picture: str, kind: str, tmp_path: Any, pyplot: Any) -> None:
        words = SETS[kind]
        starts = [literal(word)[:3] for word in words]
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            display = PICTURES[picture](words)
            for _ in range(2):
                pixels(display.figure_)
            # Letters are letters in one of the two, and outlines in the other.
            root = as_svg(display, tmp_path, "none" if kind == "unwritable" else "path")

        texts = shown(display)
        mine = [text for text in texts if any(start in text.get_text() for start in starts)]
        assert mine
        assert not any(text.get_parse_math() for text in mine)
        assert not any(text.get_usetex() for text in texts)
        assert not any(UNPRINTABLE.search(text.get_text()) for text in texts)
        # A name from right to left takes nothing along that stands beside it.
        assert not any("\u05d0" in ISOLATED.sub("", text.get_text()) for text in texts)
        assert max(len(text.get_text()) for text in texts) < 700

        alternative = display.alt_text()
        assert not UNPRINTABLE.search(alternative)
        assert "\n" not in alternative
        assert len(alternative) < 3000
        assert root.get("role") == "img"
        (described,) = (part for part in root if part.tag.endswith("desc"))
        assert described.text == alternative

        said = [str(one.message) for one in caught]
        if kind == "markup":
            assert said == []
            return
        (one,) = said
        assert one.startswith("The font DejaVu Sans has no glyph for '")
        named = "".join(re.findall(r"'(.)' \(U\+", one))
        assert named
        assert set(named) <= set(MISSING)
        # The reader of such an SVG may have a font for what is a box elsewhere.
        written = "".join(root.itertext())
        for text in mine:
            for letter in set(MISSING) & set(text.get_text()):
                assert letter in written
                assert letter in named

    @EVERY
    def test_usetex_without_latex(
        self, picture: str, pyplot: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PATH", "")
        assert shutil.which("latex") is None
        minus = len(picture) % 2 == 0  # either way in half of the pictures
        style = {"text.usetex": True, "axes.unicode_minus": minus}
        with plt.style.context(style):
            display = PICTURES[picture](["alpha", "beta_1", "100% & more"])
            pixels(display.figure_)
            assert not any(text.get_usetex() for text in shown(display))
        if not minus:
            symbols = [text for text in shown(display) if not text.get_parse_math()]
            assert not any("\N{MINUS SIGN}" in text.get_text() for text in symbols)


class TestMathematics:
    @pytest.mark.parametrize("picture", ["backprop", "neuron", "surface in space", "activation"])
    def test_ours_does_not_depend_on_the_style(self, picture: str, pyplot: Any) -> None:
        found = []
        for parse in (True, False):
            with plt.style.context({"text.parse_math": parse}):
                display = PICTURES[picture](["alpha", "$beta$", "gamma"])
                found.append(pixels(display.figure_))
        assert np.array_equal(*found)


class TestGlyphs:
    def test_one_warning_names_letters_and_the_line_that_asked(self, pyplot: Any) -> None:
        with pytest.warns(UserWarning, match="no glyph") as caught:
            draw_network(network(["\u65e5\u672c", "\u8a9e" * 30, "plain"]))
        (one,) = caught
        assert "'\u65e5' (U+65E5)" in str(one.message)
        assert one.filename == __file__

    def test_many_letters_are_counted(self) -> None:
        letters = [chr(0x4E00 + k) for k in range(30)]
        with pytest.warns(UserWarning, match="and 22 more; a box") as caught:
            plot_loss({letter: curve() for letter in letters}, ax=axes())
        assert len(caught) == 1

    def test_boxes_stand_in_the_picture(self, pyplot: Any) -> None:
        with pytest.warns(UserWarning, match="no glyph"):
            missing = draw_network(network(["\u65e5\u672c", "b"]), captions=False, ax=axes())
        boxes = draw_network(network(["\u25a1\u25a1", "b"]), captions=False, ax=axes())
        assert np.array_equal(pixels(missing.figure_), pixels(boxes.figure_))
        assert "\u65e5\u672c" in strings(missing)

    def test_letters_that_only_join_others_are_not_counted(self) -> None:
        names = ["a\u061cb", "\u200d\ufeff", "e\ufe0f\U000e0020"]
        pixels(draw_network(network(names), ax=axes()).figure_)

    def test_a_second_font_that_has_them(self) -> None:
        with pytest.warns(UserWarning, match="no glyph"):
            draw_network(network([ONLY_IN_STIX, "b"]), ax=axes())
        both = ["DejaVu Sans", "STIXGeneral"]
        with mpl.rc_context({"font.family": both}):
            pixels(draw_network(network([ONLY_IN_STIX, "b"]), ax=axes()).figure_)

    def test_the_font_of_the_words_decides(self) -> None:
        display = draw_network(
            network([ONLY_IN_STIX, "b"]), ax=axes(), neuron_labels=None,
            label_kw={"family": ["DejaVu Sans", "STIXGeneral"]},
        )  # fmt: skip
        pixels(display.figure_)

    def test_an_error_leaves_nothing_behind(self) -> None:
        ax = axes()
        before = set(ax.get_children())
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            for make in (
                lambda: draw_network(network(["\u65e5", "b"])),
                lambda: draw_network(network(["\u65e5", "b"]), ax=ax),
                lambda: plot_loss({"\u65e5": curve()}, ax=ax),
            ):
                with pytest.raises(UserWarning, match="no glyph"):
                    make()
        assert plt.get_fignums() == []
        assert set(ax.get_children()) == before
        assert ax.get_xlabel() == ""

    def test_no_other_picture_pays_for_it(self) -> None:
        with pytest.warns(UserWarning, match="no glyph"):
            display = draw_network(network(["\u65e5", "b"]), ax=axes(), sample=[0.3, -0.2])
        display.alt_text()
        figures = display.steps()
        for figure in figures:
            pixels(figure)
        display.figure_.set_size_inches(3, 3)
        pixels(display.figure_)
        pixels(draw_network(network(["a", "b"]), ax=axes()).figure_)

    def test_a_film_warns_once(self) -> None:
        snapshots = next(iter(descents(["one"]).values()))
        names = ["\u65e5", "b"]
        named = {
            epoch: Network([Layer(2, names=names), *one.layers[1:]], one.connections)
            for epoch, one in snapshots.items()
        }
        with pytest.warns(UserWarning, match="no glyph") as caught:
            animate(named, draw_network, title="\u672c {epoch}", figsize=(3, 2.5), dpi=50)
        (one,) = caught
        assert "\u65e5" in str(one.message)
        assert "\u672c" in str(one.message)
        assert one.filename == __file__


class TestFonts:
    @pytest.mark.parametrize("family", ["serif", "monospace", "no such font at all"])
    def test_any_family(self, family: str, caplog: pytest.LogCaptureFixture) -> None:
        with mpl.rc_context({"font.family": family}):
            display = draw_network(network(["alpha", "b\u00e9ta"]), ax=axes())
            pixels(display.figure_)
        # The log is matplotlib's own, which says it of each text.
        said = {record.getMessage() for record in caplog.records}
        assert all(family in message for message in said)


class TestNames:
    def test_leading_underscores_stay_in_legends(self) -> None:
        display = plot_loss({"_a": curve(), "__b": curve(1)}, ax=axes())
        pixels(display.figure_)
        legend = " ".join(text.get_text() for text in display.legend_.get_texts())
        assert "_a" in legend
        assert "__b" in legend

    @pytest.mark.parametrize(
        "name",
        [1, 2.5, None, True, (1, "a"), np.str_("s"), np.float32(1.5), np.bytes_(b"b"),
         pd.Timestamp("2020-01-01")],
    )  # fmt: skip
    def test_are_any_objects(self, name: Any) -> None:
        other = "other"
        drawn = draw_network(network([name, other]), ax=axes())
        assert any(str(name) in one for one in strings(drawn))
        lines = plot_loss({name: curve(), other: curve(1)}, ax=axes())
        assert any(str(name) in text.get_text() for text in lines.legend_.get_texts())

    def test_of_values_in_a_sweep(self) -> None:
        display = plot_sweep_scores(sweep(["$x$", "a\nb", "_c"]), ax=axes())
        pixels(display.figure_)
        ticks = [label.get_text() for label in display.ax_.get_xticklabels()]
        assert ticks[:2] == ["$x$", "a b"]
        assert not any(label.get_parse_math() for label in display.ax_.get_xticklabels())

    def test_that_are_one_are_not_merged(self) -> None:
        display = draw_network(network(["same"]), ax=axes())
        pixels(display.figure_)
        assert [[text.get_text() for text in texts] for texts in display.names_] == [
            ["same", "same"], ["same", "same"],
        ]  # fmt: skip

    def test_two_columns_of_one_name(self) -> None:
        given = table(["same"])
        display = plot_decision_boundary(
            Voter(["a", "b"]), given, targets(["a", "b"]), ax=axes(), grid_resolution=12
        )
        plain = plot_decision_boundary(
            Voter(["a", "b"]), X, targets(["a", "b"]), ax=axes(), grid_resolution=12
        )
        assert (display.ax_.get_xlabel(), display.ax_.get_ylabel()) == ("same", "same")
        assert np.array_equal(display.response, plain.response)
        with pytest.raises(ValueError, match=r"several .* called 'same'; .* index, 0 or 1"):
            plot_decision_boundary(
                Voter(["a", "b"]), given, targets(["a", "b"]), features=["same"], ax=axes()
            )

    def test_classes_that_differ_in_what_numpy_cuts_off(self) -> None:
        coefs, intercepts = fixed_arrays(2, 2)
        layers = [Layer(2), Layer(2, "softmax", intercepts[0])]
        from nnviz import Connection

        made = Network(layers, [Connection(0, 1, coefs[0])], classes=["a", "a\x00"])
        assert made.classes.tolist() == ["a", "a\x00"]

    def test_panels_that_are_alike_once_they_are_shortened(self) -> None:
        long = "n" * 300
        display = draw_panels(
            {f"{long} 1": Voter(["a", "b"]), f"{long} 2": Voter(["b", "a"])},
            plot_decision_boundary, X, targets(["a", "b"]), figure=axes().figure.subfigures(),
            grid_resolution=12,
        )  # fmt: skip
        assert len(display.titles_) == 2
        assert display.alt_text().count("n" * 39) >= 4  # in the list, and with each one's own words


class TestDirections:
    def test_numbers_beside_names_from_right_to_left(self) -> None:
        drawn = []
        for name in ("\u05d0\u05d1", "\u05d0\u05d1\u202e"):
            display = plot_sweep_scores(sweep([name, "b", "c"]), ax=axes())
            drawn.append(pixels(display.figure_))
            assert any("0.8 at \u2068" in one for one in strings(display))
        assert np.array_equal(*drawn)


class TestFiles:
    def test_metadata_hold_the_words(self, tmp_path: Any) -> None:
        words = ["<b>&amp;]]> \u65e5", "\x00\ud800'\"", "$x$"]
        with pytest.warns(UserWarning, match="no glyph"):
            display = PICTURES["boundary"](words)
        with Image.open(display.save(tmp_path / "a.png")) as image:
            assert image.info["Description"] == display.alt_text()
        assert "<b>&amp;]]> \u65e5" in display.alt_text()
        assert display.save(tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
        assert "$x$" not in display.alt_text() or "$x$" in str(words)


class TestLayout:
    @pytest.mark.parametrize("kind", SETS)
    @pytest.mark.parametrize("picture", ["network", "vertical network", "boundary", "loss"])
    def test_is_legible_with_the_worst_names(self, picture: str, kind: str, pyplot: Any) -> None:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="The font .* has no glyph")
            display = PICTURES[picture](SETS[kind])
        assert_legible(display.figure_)


SMALL = [(3.0, 3.0), (0.7, 0.7), (2.0, 7.0), (9.0, 2.0)]
OF_LAYERS: dict[str, Any] = {
    "network": lambda net, ax: draw_network(net, ax=ax, bias=True),
    "backprop": lambda net, ax: draw_backprop(net, (1, 0, 1), ax=ax),
    "neuron": lambda net, ax: draw_neuron(net, layer=2, neuron=1, ax=ax),
    "maps": lambda net, ax: draw_neuron_maps(net, np.eye(2), grid_resolution=5, ax=ax),
    "weights": lambda net, ax: plot_weights(net, ax=ax),
    "distributions": lambda net, ax: plot_weights(net, kind="distributions", ax=ax),
    "activations": lambda net, ax: plot_layer_activations(net, np.eye(2), ax=ax),
}


@pytest.mark.parametrize("drawn", OF_LAYERS)
def test_captions_in_notes_that_say_what_has_no_room(drawn: str) -> None:
    # matplotlib's own warning of a control character would be an error.
    named = network(["a\x1fb", "c\x00"])
    for size in SMALL:
        display = OF_LAYERS[drawn](named, new_axes(*size))
        pixels(display.figure_)
        assert not set("\x1f\x00") & set(display.alt_text())


class TestAnyText:
    @few_examples(6)
    @given(st.lists(st.text(st.characters(), max_size=40), min_size=3, max_size=3))
    def test_is_drawn(self, words: Words) -> None:
        for picture in ("network", "boundary", "loss of a table"):
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                display = PICTURES[picture](words)
                file = io.BytesIO()
                display.figure_.savefig(file, format="svg")
                display.alt_text().encode()
            ElementTree.fromstring(file.getvalue())
            assert len(caught) <= 1, [str(one.message) for one in caught]
            assert len(of_glyphs(caught)) == len(caught)
