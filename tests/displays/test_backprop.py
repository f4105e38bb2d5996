"""The picture of one weight's gradient along paths: counts, places, words, errors, legibility."""

from __future__ import annotations

import pickle
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_rgba
from numpy.typing import NDArray

from nnviz import BackpropDisplay, Network, draw_backprop, gradient_paths
from nnviz.drawing.backprop.roles import role_colours
from tests.figures import new_axes, pixels, root
from tests.legibility import assert_legible
from tests.pictured import circles, digits, fixed_array, iris, named_at_length, skipping, wave
from tests.styles import STYLES, style

POINTS = [[0.5, -1.0], [-0.25, 0.75], [1.0, 1.0], [-1.5, 0.25], [0.75, -0.5], [-1.0, -1.25]]
LABELS = [0, 1, 0, 1, 1, 0]


@pytest.fixture(autouse=True)
def close() -> Any:
    yield
    plt.close("all")


def draw(model: Any, weight: Any, **kw: Any) -> BackpropDisplay:
    return draw_backprop(model, weight, ax=new_axes(*kw.pop("size", (10.0, 7.0))), **kw)


def with_data(**kw: Any) -> BackpropDisplay:
    return draw(circles(), (1, 0, 3), **{"path": (3, 0), "X": POINTS, "y": LABELS, **kw})


def counts(display: BackpropDisplay) -> dict[str, int]:
    return {
        role: sum(edges.sources.size for edges in collections)
        for role, collections in display.edges_.items()
    }


def dotted(edges: Any) -> bool:
    return any(dashes is not None for _, dashes in edges.get_linestyle())


# ------------------------------------------------------------------------------- edges


def test_roles_of_the_course_figure() -> None:
    display = draw([2, 8, 6, 1], (1, 0, 4), path=(3, 0))
    assert counts(display) == {
        "weight": 1, "path": 2, "other": 10, "dead": 0, "context": 16 + 48 + 6 - 13, "loss": 1,
    }  # fmt: skip
    (weight,) = display.edges_["weight"]
    np.testing.assert_allclose(
        weight.get_segments()[0], [display.layout.position(0, 0), display.layout.position(1, 4)]
    )


def test_colours_and_widths_follow_the_roles() -> None:
    display = draw([2, 8, 6, 1], (1, 0, 4), path=(3, 0))
    colours = role_colours("white", "black")
    widths = {}
    for role, collections in display.edges_.items():
        for edges in collections:
            expected = colours["path" if role == "loss" else role]
            np.testing.assert_allclose(edges.get_edgecolor()[0], to_rgba(expected))
            widths[role] = float(np.max(edges.get_linewidth()))
    assert widths["weight"] > widths["path"] > widths["other"] > widths["context"]
    assert widths["other"] == pytest.approx(widths["path"] / 2)


def test_dead_paths_are_those_whose_products_are_zero() -> None:
    display = with_data(path=None)
    paths = gradient_paths(circles(), (1, 0, 3), POINTS, LABELS)
    dead = {path[0] for path, product in zip(paths.paths, paths.products, strict=True)
            if product == 0}  # fmt: skip
    assert 0 < len(dead) < 6
    assert counts(display)["dead"] == 2 * len(dead)
    assert counts(display)["other"] == 2 * (6 - len(dead))
    for edges in display.edges_["dead"]:
        ends = edges.sources if edges._ends.shape[0] == 1 else edges.targets
        assert set(ends.tolist()) == dead
        assert dotted(edges)


def test_products_that_cancel_are_not_dead() -> None:
    network = Network.from_arrays(
        [[[1.0]], [[1.0, 1.0]], [[1.0], [-1.0]]], activation="identity", out_activation="identity"
    )
    display = draw(network, (1, 0, 0), X=[[1.0]], y=[3.0])
    assert display.paths is not None
    assert display.paths.gradient == 0
    assert counts(display)["dead"] == 0
    assert counts(display)["other"] == 4


def test_widths_follow_the_parts_of_the_gradient() -> None:
    display = with_data(path=None)
    assert display.paths is not None
    shares = np.abs(display.paths.edge_shares[2][:, 0])
    edges = display.edges_["other"][-1]
    widths, parts = np.asarray(edges.get_linewidth()), shares[edges.sources]
    slope, start = np.polyfit(parts, widths, 1)
    assert slope > 0
    np.testing.assert_allclose(start + slope * parts, widths)


def test_a_dead_chosen_path_is_blue_and_dotted() -> None:
    paths = gradient_paths(circles(), (1, 0, 3), POINTS, LABELS)
    dead = paths.paths[int(np.flatnonzero(paths.products == 0)[0])]
    display = with_data(path=dead)
    assert counts(display)["path"] == 2
    assert all(dotted(edges) for edges in display.edges_["path"])


def test_a_bias_shows_the_one_square_of_its_layer() -> None:
    display = draw(circles(), (2, "bias", 3), path=(0,))
    assert list(display.layout.bias_positions) == [2]
    assert len(display.bias_neurons_) == 1
    assert counts(display)["weight"] == 1
    assert display.labels_["factors"][0].get_text() == "$1$"


def test_a_weight_of_the_last_layer_has_one_path() -> None:
    display = draw(circles(), (3, 2, 0))
    assert display.path == ()
    assert counts(display) == {
        "weight": 1, "path": 0, "other": 0, "dead": 0, "context": 69, "loss": 1
    }  # fmt: skip
    assert len(display.labels_["factors"]) == 3


def test_several_paths_and_skips() -> None:
    display = draw([2, 3, 2, 2], (1, 0, 1), path=[(0, 1), (1, 1)])
    assert display.chosen == ((0, 1), (1, 1))
    assert counts(display)["path"] == 4
    assert [text.get_text() for text in display.legend_.get_texts()][1] == "chosen paths"  # type: ignore[union-attr]
    network = skipping()
    paths = gradient_paths(network, (1, 0, 1), fixed_array(3, network.sizes[0], seed=1),
                           fixed_array(3, network.sizes[-1], seed=2))  # fmt: skip
    skipped = draw(network, (1, 0, 1), path=paths.strongest)
    assert counts(skipped)["path"] == len(paths.strongest)


def test_a_highlighted_neuron_is_never_left_out() -> None:
    display = draw(wave(), (1, 0, 40), path=(13, 0), max_neurons=6)
    assert display.layout.position(1, 40) is not None
    assert display.layout.position(2, 13) is not None
    assert "left out" in display.labels_["notes"][0].get_text()


# ------------------------------------------------------------------------------- words


@pytest.mark.parametrize("weight", [(1, 0, 4), (1, "bias", 4), (2, 4, 3), (3, 2, 0)])
def test_each_factor_stands_in_its_column(weight: Any) -> None:
    path = {1: (3, 0), 2: (0,), 3: ()}[weight[0]]
    display = draw(circles(), weight, path=path, X=POINTS, y=LABELS)
    rule, layout = display.rule, display.layout
    assert rule is not None
    for factor, text, value in zip(
        rule.factors, display.labels_["factors"], display.labels_["values"], strict=True
    ):
        if factor.kind == "loss":
            expected = display.loss_.get_offsets()[0, 0]
        elif factor.edge is not None:
            a, b = (layout.position(*end) for end in factor.edge)
            assert a is not None
            assert b is not None
            expected = (a[0] + b[0]) / 2
        elif factor.neuron is not None:
            place = layout.position(*factor.neuron)
            assert place is not None
            expected = place[0]
        else:
            expected = display.layout.bias_positions[1][0]
        assert text.get_position()[0] == value.get_position()[0] == pytest.approx(expected)
        assert text.get_visible()
        assert value.get_visible()


def test_words_of_the_course_figure() -> None:
    display = draw(circles(), (1, 0, 4), path=(3, 0))
    said = {name: [text.get_text() for text in texts] for name, texts in display.labels_.items()}
    assert said["weight"] == ["$w^{(1)}_{04}$"]
    assert said["captions"][0] == "inputs $X$"
    assert said["captions"][1] == "activations $A^{(1)}$\n$h^{(1)}$ = ReLU"
    assert said["captions"][3] == "output $\\hat{y}$\n$h^{(\\mathrm{out})}$ = sigmoid (logistic)"
    assert said["weights"][0] == "weights $w^{(1)}_{ij}$"
    assert said["factors"][0] == "$X_{0}$"
    assert said["factors"][-1] == r"$\dfrac{\partial \mathcal{L}}{\partial \hat{y}}$"
    assert "sum of such products" in said["lines"][0]
    for text in root(display.ax_).findobj(plt.Text):
        for word in ("preactivation", "delta", "share"):
            assert word not in text.get_text()


def test_contributions_add_up_to_the_gradient() -> None:
    display = with_data(size=(16.0, 8.0))
    assert display.paths is not None
    line = display.labels_["lines"][0].get_text().replace("\N{MINUS SIGN}", "-")
    assert f"over {len(POINTS)} samples and 6 paths" in line
    assert "(chosen path)" in line
    terms = line.split("paths = ")[1].replace("(chosen path)", "").replace("- ", "+ -")
    joint = "=" if " = " in terms else "\N{ALMOST EQUAL TO}"
    left, total = terms.split(joint)
    numbers = [float(term) for term in left.split("+")]
    assert len(numbers) == 6
    assert float(total) == pytest.approx(display.paths.gradient, rel=5e-3)
    assert sum(numbers) == pytest.approx(float(total), abs=0.005 * np.abs(numbers).sum())


def test_many_paths_are_summed_up() -> None:
    X = fixed_array(4, 1, seed=3)
    display = draw(wave(), (1, 0, 40), path="strongest", X=X, y=fixed_array(4, seed=4))
    assert "19 others" in display.labels_["lines"][0].get_text()


def zero_sample() -> int:
    z = np.array(POINTS) @ np.asarray(circles().connections[0].weights) + circles().layers[1].bias
    return int(np.flatnonzero(z[:, 3] < 0)[0])


def test_a_sample_without_products_names_the_closed_gate() -> None:
    display = with_data(sample=zero_sample())
    line = display.labels_["lines"][1].get_text()
    assert f"sample {zero_sample()}: all products are 0" in line
    assert r"($z^{(1)}_{3} < 0$, so $h^{(1)\prime} = 0$)" in line
    assert "closed" in display.labels_["notes"][0].get_text()


def test_the_sign_says_which_way_to_go() -> None:
    display = with_data()
    assert display.paths is not None
    word = "lowering" if display.paths.gradient > 0 else "raising"
    assert f"{word} this weight lowers the loss" in display.labels_["notes"][0].get_text()


def test_the_last_factors_are_braced_under_log_loss() -> None:
    texts = [text.get_text() for text in root(with_data().ax_).findobj(plt.Text)]
    assert r"$= (\hat{y} - y) / n$" in texts
    assert "backward" in texts


def test_without_a_chosen_path_the_whole_sum_stands_below() -> None:
    display = draw(circles(), (1, 0, 4), size=(12.0, 7.0))
    assert display.rule is None
    assert display.path is None
    assert display.labels_["factors"] == []
    assert r"\sum_{s}" in display.labels_["lines"][0].get_text()
    narrow = draw(circles(), (1, 0, 4), size=(5.0, 5.0))
    assert "sum over all samples and paths" in narrow.labels_["lines"][0].get_text()


def test_the_legend_names_the_roles_that_occur() -> None:
    def names(display: BackpropDisplay) -> list[str]:
        assert display.legend_ is not None
        assert not any(text.get_parse_math() for text in display.legend_.get_texts())
        return [text.get_text() for text in display.legend_.get_texts()]

    plain = draw(circles(), (1, 0, 4), path=(3, 0))
    assert names(plain) == ["chosen weight", "chosen path", "other paths"]
    assert names(with_data())[-1] == "dead paths (always 0)"
    assert draw(circles(), (1, 0, 4), legend=False).legend_ is None


@pytest.mark.parametrize("notation", ["course", "islp", "nielsen"])
def test_another_notation_is_another_drawing_of_the_same_numbers(notation: str) -> None:
    fresh = with_data(notation=notation, size=(12.0, 7.0))
    again = with_data(size=(12.0, 7.0)).plot(ax=new_axes(12.0, 7.0), notation=notation)
    for name, texts in fresh.labels_.items():
        assert [t.get_text() for t in texts] == [t.get_text() for t in again.labels_[name]]
    np.testing.assert_array_equal(pixels(root(fresh.ax_)), pixels(root(again.ax_)))


def test_alternative_text_and_saving(tmp_path: Any) -> None:
    display = with_data()
    text = display.alt_text()
    assert 2 <= text.count(". ") + 1 <= 4
    assert "(1, 0, 3)" in text
    assert f"{display.paths.gradient:.3g}" in text  # type: ignore[union-attr]
    first = display.save(tmp_path / "one.svg").read_bytes()
    assert first == display.save(tmp_path / "two.svg").read_bytes()
    assert repr(display).startswith("<BackpropDisplay")


def test_a_figure_with_the_picture_can_be_pickled() -> None:
    figure = root(with_data(size=(6.0, 4.0)).ax_)
    again = pickle.loads(pickle.dumps(figure))
    np.testing.assert_array_equal(pixels(figure), pixels(again))


@pytest.mark.filterwarnings("ignore:.*NaN or infinite")
def test_numbers_that_are_none_are_drawn() -> None:
    network = Network.from_arrays(
        [[[1.0]], [[np.nan, 1.0]], [[1.0], [2.0]]], activation="relu", out_activation="identity"
    )
    display = draw(network, (1, 0, 0), X=[[1.0]], y=[0.5], path=(1, 0))
    assert counts(display)["other"] + counts(display)["dead"] == 2


# ------------------------------------------------------------------------------ errors


@pytest.mark.parametrize(
    ("weight", "options", "says"),
    [
        ((4, 0, 0), {}, "weight"),
        ((1, 2, 0), {}, "weight"),
        ((1, 0, 8), {}, "weight"),
        ((1, 0, 4), {"path": (3,)}, "path"),
        ((1, 0, 4), {"path": (6, 0)}, "path"),
        ((1, 0, 4), {"path": []}, "path"),
        ((1, 0, 4), {"path": [(3, 0), (9, 0)]}, "path"),
        ((1, 0, 4), {"path": "strongest"}, "strongest"),
        ((1, 0, 4), {"path": "weakest"}, "path"),
        ((1, 0, 4), {"X": POINTS}, "X and y"),
        ((1, 0, 4), {"y": LABELS}, "X and y"),
        ((1, 0, 4), {"X": POINTS, "y": LABELS, "sample": 6}, "sample"),
        ((1, 0, 4), {"X": POINTS, "y": LABELS, "sample": -1}, "sample"),
        ((1, 0, 4), {"sample": 2}, "sample"),
        ((1, 0, 4), {"X": POINTS, "y": [0, 1, 2, 0, 1, 0]}, "y"),
        ((1, 0, 4), {"loss": "hinge"}, "loss"),
        ((1, 0, 4), {"notation": "physics"}, "notation"),
        ((1, 0, 4), {"index_base": 2}, "index_base"),
        ((1, 0, 4), {"legend": "yes"}, "legend"),
        ((1, 0, 4), {"figsize": (0, 3)}, "figsize"),
    ],
)
def test_bad_input_is_named_and_draws_nothing(weight: Any, options: Any, says: str) -> None:
    with pytest.raises((ValueError, TypeError), match=says):
        draw_backprop(circles(), weight, **options)
    assert not plt.get_fignums()


def test_unknown_options_are_refused() -> None:
    display = draw(circles(), (1, 0, 4))
    with pytest.raises(TypeError, match="notation"):
        display.plot(notatoin="islp")
    with pytest.raises(TypeError, match="edge_kw"):
        draw_backprop(circles(), (1, 0, 4), edge_kw={"colour": "red"})
    assert not plt.get_fignums()


def test_a_weight_that_leads_nowhere_is_refused() -> None:
    network = circles().without([(2, k) for k in range(6)])
    with pytest.raises(ValueError, match="weight: no path"):
        draw_backprop(network, (1, 0, 4))


# -------------------------------------------------------------------------- legibility

FLOWERS: NDArray[np.float64] = fixed_array(6, 4, seed=5)
CASES: dict[str, Any] = {
    "course": (circles, (1, 0, 4), {"path": (3, 0)}),
    "data": (circles, (1, 0, 4), {"path": (3, 0), "X": POINTS, "y": LABELS, "sample": 1}),
    "no path": (circles, (1, 0, 4), {"X": POINTS, "y": LABELS}),
    "classes": (iris, (1, 0, 1), {"path": (0, 2)}),
    "elided": (wave, (1, 0, 40), {"path": (3, 0)}),
    "bias": (circles, (2, "bias", 3), {"path": (0,), "X": POINTS, "y": LABELS}),
    "last": (circles, (3, 2, 0), {"X": POINTS, "y": LABELS}),
    "names": (named_at_length, (1, 0, 1), {}),
    "wide": (digits, (1, 30, 40), {"path": (3,), "notation": "islp"}),
    "skips": (skipping, (1, 0, 1), {}),
}
SHAPES = {
    "3x3 in": (3.0, 3.0),
    "6.4x4.8 in": (6.4, 4.8),
    "16:9 slide": (13.33, 7.5),
    "4x10 in": (4.0, 10.0),
}
# The context is meant to recede.
RECEDING = {"min_stroke_contrast": 2.5}


# Every style and every shape meets a quarter of the cases, each time another one.
MATRIX = [
    (case, chosen) for i, case in enumerate(CASES) for k, chosen in enumerate(STYLES)
    if (i + k) % 4 == 0
]  # fmt: skip


@pytest.mark.parametrize(("case", "chosen"), MATRIX)
def test_every_picture_can_be_read(case: str, chosen: str) -> None:
    network, weight, options = CASES[case]
    number = (list(CASES).index(case) + list(STYLES).index(chosen)) % len(SHAPES)
    with style(chosen) as sheet:
        ax = new_axes(*(SHAPES["16:9 slide"] if sheet.slides else list(SHAPES.values())[number]))
        draw_backprop(network(), weight, ax=ax, **options)
        assert_legible(root(ax), paper=sheet.paper, slides=sheet.slides, **RECEDING)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_course_figure_can_be_read_at_every_shape(shape: str) -> None:
    display = with_data(size=SHAPES[shape])
    assert_legible(root(display.ax_), **RECEDING)
