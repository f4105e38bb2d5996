"""Names, captions and the alternative text."""

from __future__ import annotations

from typing import Any

import pytest

from nnviz import Network, NetworkDisplay
from nnviz.network import Connection, Layer
from tests.displays.network.helpers import MINUS, draw, notes, strings
from tests.figures import fixed_arrays, fixed_network, pixels
from tests.legibility import assert_legible


class TestWords:
    def test_feature_and_class_names(self) -> None:
        network = Network(
            [Layer(2, names=("age", "income")), Layer(1, "logistic", names=("yes",))],
            [Connection(0, 1, [[1.0], [2.0]])], classes=["no", "yes"],
        )  # fmt: skip
        display = draw(network)
        assert [strings(texts) for texts in display.names_] == [["age", "income"], ["P(y = yes)"]]

    def test_numeric_classes_are_said_to_be_classes(self) -> None:
        network = Network(
            [Layer(1), Layer(2, "softmax", names=("3", "8"))],
            [Connection(0, 1, [[1.0, 2.0]])], classes=[3, 8],
        )  # fmt: skip
        assert strings(draw(network).names_[-1]) == ["y = 3", "y = 8"]

    def test_regressors_predict(self) -> None:
        assert strings(draw(fixed_network(1, 1, out_activation="identity")).names_[-1]) == [
            "prediction"
        ]

    def test_off(self) -> None:
        assert draw(names=False).names_ == []

    @pytest.mark.parametrize("orientation", ["horizontal", "vertical"])
    @pytest.mark.parametrize(
        "names",
        [
            ["$x$", r"$\frac{$", "a_b^c", "%&#~"],
            ["line\nbreak", "\x00control", "\ud800", "tab\tbed"],
            ["w" * 500, "short", " ", "two words " * 30],
            ["same", "same", "same", "same"],
            ["<b>", "&amp;", "'", '"'],
        ],
        ids=["maths", "control", "long", "same", "markup"],
    )
    def test_any_names_are_literal_and_legible(self, names: list[str], orientation: str) -> None:
        network = fixed_network(4, 3, 4, input_names=names, output_names=names)
        display = draw(network, orientation=orientation, size=(8, 6))
        for texts in display.names_:
            assert len(texts) == 4
            assert not any(t.get_parse_math() or t.get_usetex() for t in texts)
        pixels(display.figure_)
        box = display.ax_.bbox
        for texts in display.names_:
            for text in texts:
                if text.get_visible() and text.get_text():
                    extent = text.get_window_extent()
                    assert box.x0 - 1 <= extent.x0 <= extent.x1 <= box.x1 + 1
        # A name that consists of the mark for "cannot be written" has no letters to be seen.
        if names[0] != "line\nbreak" and orientation == "horizontal":
            assert_legible(display.figure_)

    def test_captions(self) -> None:
        display = draw(fixed_network(2, 3, 1, out_activation="logistic"), size=(8, 5))
        first, second, third = strings(display.captions_)
        assert first == "input\n2 features"
        assert second.split() == ["hidden", "1", "3", "neurons,", "ReLU"]
        assert third.replace("\n", " ") in (
            "output 1 neuron, sigmoid (logistic)", "output 1 neuron sigmoid (logistic)",
        )  # fmt: skip

    def test_unknown_activations_are_not_claimed(self) -> None:
        coefs, intercepts = fixed_arrays(2, 3, 1)
        display = draw((coefs, intercepts))
        assert strings(display.captions_)[1] == "hidden 1\n3 neurons"
        assert "(" not in display.alt_text()

    def test_captions_off(self) -> None:
        assert draw(captions=False).captions_ == []

    @pytest.mark.parametrize("orientation", ["horizontal", "vertical"])
    def test_parameters(self, orientation: str) -> None:
        display = draw(
            fixed_network(4, 3, 2), captions="parameters", orientation=orientation, size=(8, 6)
        )
        found = {text.replace("\n", " ") for text in strings(display.captions_)}
        assert {"4 × 3 + 3 = 15", "3 × 2 + 2 = 8"} <= found
        assert "23 parameters in total" in notes(display)

    def test_parameters_of_an_architecture(self) -> None:
        display = draw(Network.from_sizes([4, 3], bias=False), captions="parameters")
        assert "12 parameters in total" in notes(display)

    def test_no_room_for_captions_is_said(self) -> None:
        display = draw(fixed_network(*[4] * 12), size=(1.5, 3))
        if not strings(display.captions_):
            assert "captions do not fit" in notes(display)

    def test_custom_caption_is_literal(self) -> None:
        network = Network(
            [Layer(1), Layer(2, caption="the $encoder$")], [Connection(0, 1, [[1.0, 2.0]])]
        )
        assert "the $encoder$" in notes(draw(network))


class TestAltText:
    def test_numbers(self) -> None:
        display = draw(Network.from_arrays(
            [[[1.0, -2.0]], [[0.5], [-4.0]]], activation="relu", out_activation="logistic"
        ))  # fmt: skip
        text = display.alt_text()
        assert "1 input, 2 neurons (ReLU), 1 neuron (sigmoid (logistic))" in text
        assert "Of its 4 edges 2 have a negative weight" in text
        assert f"{-4.0:.3g}, leads from neuron 1 of layer 1 to neuron 0 of layer 2" in text.replace(
            MINUS, "-"
        )

    def test_has_two_to_four_sentences(self) -> None:
        cases = [
            draw([2, 3]), draw(), draw(fixed_network(1, 80, 1), max_neurons=6),
            draw(fixed_network(1, 80, 1, out_activation="logistic"), sample=[1], max_neurons=6),
        ]  # fmt: skip
        for display in cases:
            text = display.alt_text()
            assert 2 <= text.count(". ") + 1 <= 4
            assert text.endswith(".")

    def test_before_drawing(self) -> None:
        from nnviz.edge_values import edge_values_of

        network = fixed_network(2, 3)
        display = NetworkDisplay(network, edge_values_of(network))
        assert display.alt_text().startswith("Diagram")
        assert repr(display).startswith("<NetworkDisplay: Diagram")

    @pytest.mark.parametrize("options", [{"top_edges": 2}, {"min_abs": 1.5}])
    def test_says_what_is_left_out(self, options: Any) -> None:
        text = draw(**options).alt_text()
        assert "of 9 edges" in text or "left out" in text
