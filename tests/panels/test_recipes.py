"""Functions that panels draw with: which arguments each gets, and what is refused."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from matplotlib.figure import Figure

from nnviz import draw_network, draw_neuron_maps, plot_decision_boundary, plot_fit, plot_loss
from nnviz.panels.recipes import recipes_of
from nnviz.panels.subjects import Subject
from tests.paneled import ring

X, Y = ring()


def own(model: Any, *, ax: Any, colour: str = "red") -> None: ...


def takes_all(model: Any, **kw: Any) -> dict[str, Any]:
    return kw


def test_data_go_to_whom_they_concern() -> None:
    for function, gets in (
        (draw_network, set()), (draw_neuron_maps, {"X", "y"}), (plot_decision_boundary, {"X", "y"}),
        (plot_fit, {"X", "y"}), (plot_loss, set()), (own, set()),
    ):  # fmt: skip
        (recipe,) = recipes_of(function, None, X, Y, {})
        assert set(recipe.options) == gets
        assert recipe.draws_training == (function is plot_loss)


def test_data_that_are_not_needed_may_be_missing() -> None:
    (recipe,) = recipes_of(draw_neuron_maps, None, X, None, {})
    assert set(recipe.options) == {"X"}


def test_options_go_to_each_that_takes_them() -> None:
    first, second = recipes_of(None, [plot_loss, plot_fit], X, Y, {
        "smoothing": 0.5, "residuals": True, "line_kw": {"color": "k"}})  # fmt: skip
    assert set(first.options) == {"smoothing", "line_kw"}
    assert set(second.options) == {"X", "y", "residuals", "line_kw"}


def test_parts_of_a_partial_stay_and_may_be_changed() -> None:
    (recipe,) = recipes_of(partial(own, colour="blue"), None, None, None, {})
    assert recipe.name == "own"
    assert not recipe.options
    (recipe,) = recipes_of(partial(own, colour="blue"), None, None, None, {"colour": "green"})
    assert recipe.options == {"colour": "green"}


def test_keywords_of_any_name_are_taken_where_a_function_takes_them() -> None:
    (recipe,) = recipes_of(takes_all, None, None, None, {"anything": 3})
    ax = Figure().add_subplot()
    subject = Subject("a", "models['a']", "model", None)
    assert recipe.draw(subject, ax) == {"ax": ax, "anything": 3}


def test_what_fails_says_for_which_model() -> None:
    def fails(model: Any, ax: Any) -> None:
        raise RuntimeError("broken")

    (recipe,) = recipes_of(fails, None, None, None, {})
    with pytest.raises(RuntimeError, match="broken") as caught:
        recipe.draw(Subject("b", "models['b']", "model", None), Figure().add_subplot())
    assert caught.value.__notes__ == ["This is fails of models['b'] ('b')."]


@pytest.mark.parametrize(
    ("plot", "rows", "options", "kind", "words"),
    [
        (None, None, {}, TypeError, "plot must be a function that draws a model"),
        (own, [own], {}, TypeError, "give one function as plot, or several as rows, not both"),
        ("relu", None, {}, TypeError, "plot must be a function .*; got str"),
        ([own], None, {}, TypeError, r"plot must be one function; give several as rows"),
        (None, [], {}, ValueError, "rows must hold at least one function"),
        (None, own, {}, TypeError, "rows must be a list of functions; got function"),
        (None, [own, 3], {}, TypeError, r"rows\[1\] must be a function .*; got int"),
        (lambda ax: None, None, {}, TypeError, "must take ax, the axes to draw in"),
        (lambda *, ax: None, None, {}, TypeError, "first parameter of <lambda> must be the model"),
        (lambda: None, None, {}, TypeError, "first parameter of <lambda> must be the model"),
        (own, None, {"color": 1}, TypeError,
         "own does not take the option 'color'. Did you mean colour"),
        (None, [own, own], {"zzz": 1}, TypeError, "Neither own nor own takes the option 'zzz'"),
        (own, None, {"figsize": (3, 3)}, TypeError, "own does not take the option 'figsize'"),
        (draw_network, None, {"ax": None}, TypeError, "ax: panels fill a whole figure"),
        (takes_all, None, {"ax": None}, TypeError, "ax: panels fill a whole figure; give figure"),
        (draw_neuron_maps, None, {}, TypeError, "X must be given: draw_neuron_maps needs it"),
        (int, None, {}, TypeError, "plot"),
    ],
)  # fmt: skip
def test_what_is_refused(
    plot: Any, rows: Any, options: Any, kind: type[Exception], words: str
) -> None:
    with pytest.raises(kind, match=words):
        recipes_of(plot, rows, None, None, options)


def test_y_is_asked_for_where_it_is_needed() -> None:
    with pytest.raises(TypeError, match="y must be given: plot_fit needs it"):
        recipes_of(plot_fit, None, X, None, {})
