"""What is no network, or no argument, is refused by name, and nothing is left behind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import matplotlib.pyplot as plt
import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.exceptions import NotFittedError
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import nnviz
from nnviz import Connection, Layer, Network
from tests.figures import few_examples, fixed_arrays, fixed_network, new_axes

REFUSALS = (TypeError, ValueError, NotFittedError)
NAN = float("nan")

OBJECTS = np.array([[None, 1.0]], dtype=object)
COMPLEX = [[1j, 2.0]]
WORDS = [["a", "b"]]
RAGGED = [[1.0], [1.0, 2.0]]


def assert_refused(call: Callable[[], Any], argument: str, came: str | None = None) -> None:
    """The error names the argument, and says what came; nothing is open, and nothing drawn."""
    with pytest.raises(REFUSALS) as caught:
        call()
    message = str(caught.value)
    assert re.search(rf"(?<!\w){argument}(?!\w)", message), (argument, message)
    if came is not None:
        assert came in message, (came, message)
    assert len(message) < 700
    assert plt.get_fignums() == []


# --------------------------------------------------------------------------- construction


def two(**second: Any) -> Network:
    """Two layers, the second as given."""
    return Network([Layer(2), Layer(1, **second)], [Connection(0, 1, [[1.0], [2.0]])])


def three(*connections: Connection) -> Network:
    return Network([Layer(2), Layer(3), Layer(1)], connections)


CONSTRUCTIONS: dict[str, tuple[Callable[[], Any], str, str | None]] = {
    **{f"size {bad!r}": (lambda bad=bad: Layer(bad), "size", repr(bad))
       for bad in (-1, 0, 2.5, True, "3", None, NAN)},
    "activation of numbers": (lambda: Layer(2, 3), "activation", "3"),
    "activation unknown": (lambda: Layer(2, "sygmoid"), "activation", "sygmoid"),
    "bias too long": (lambda: Layer(2, bias=[1.0, 2.0, 3.0]), "bias", "(3,)"),
    "bias 2-D": (lambda: Layer(2, bias=[[1.0, 2.0]]), "bias", "(1, 2)"),
    "bias complex": (lambda: Layer(2, bias=[1j, 2.0]), "bias", "complex"),
    "bias of objects": (lambda: Layer(2, bias=OBJECTS[0]), "bias", "object"),
    "bias of words": (lambda: Layer(2, bias=["a", "b"]), "bias", "<U1"),
    "bias a number": (lambda: Layer(1, bias=1.0), "bias", "()"),
    "too few names": (lambda: Layer(2, names=["a"]), "names", "1"),
    "names a word": (lambda: Layer(2, names="ab"), "names", "'ab'"),
    "names a number": (lambda: Layer(2, names=3), "names", "3"),
    "caption a number": (lambda: Layer(2, caption=3), "caption", "3"),
    "absent beyond": (lambda: Layer(2, absent=(2,)), "absent", "2"),
    "absent before": (lambda: Layer(2, absent=(-1,)), "absent", "-1"),
    "absent a flag": (lambda: Layer(2, absent=(True,)), "absent", "True"),
    "absent a word": (lambda: Layer(2, absent="ab"), "absent", "'ab'"),
    "has_bias a word": (lambda: Layer(2, has_bias="yes"), "has_bias", "'yes'"),
    "bias_exists of numbers": (
        lambda: Layer(2, bias=[1.0, 2.0], bias_exists=[0.0, 1.0]), "bias_exists", "float64"),
    "bias_exists with NaN": (
        lambda: Layer(2, bias=[1.0, 2.0], bias_exists=[NAN, 1.0]), "bias_exists", "float64"),
    "bias_exists too long": (
        lambda: Layer(2, has_bias=True, bias_exists=[True] * 3), "bias_exists", "(3,)"),
    "bias_exists without biases": (lambda: Layer(2, bias_exists=[True, False]), "bias_exists",
                                   None),
    "a connection backwards": (lambda: Connection(2, 1, [[1.0]]), "source", "2"),
    "a connection to itself": (lambda: Connection(1, 1, [[1.0]]), "source", "1"),
    "source negative": (lambda: Connection(-1, 1), "source", "-1"),
    "source a flag": (lambda: Connection(False, 1), "source", "False"),
    "target a fraction": (lambda: Connection(0, 1.5), "target", "1.5"),
    "weights 1-D": (lambda: Connection(0, 1, [1.0, 2.0]), "weights", "(2,)"),
    "weights 3-D": (lambda: Connection(0, 1, np.ones((1, 1, 1))), "weights", "(1, 1, 1)"),
    "weights complex": (lambda: Connection(0, 1, COMPLEX), "weights", "complex"),
    "weights of objects": (lambda: Connection(0, 1, OBJECTS), "weights", "object"),
    "weights of words": (lambda: Connection(0, 1, WORDS), "weights", "<U1"),
    "weights ragged": (lambda: Connection(0, 1, RAGGED), "weights", "different lengths"),
    "weights empty": (lambda: Connection(0, 1, np.ones((0, 2))), "weights", "(0, 2)"),
    "exists of another shape": (
        lambda: Connection(0, 1, [[1.0, 2.0]], [[True]]), "exists", "(1, 1)"),
    "exists of NaN": (lambda: Connection(0, 1, [[1.0]], [[NAN]]), "exists", "float64"),
    "shape negative": (lambda: Connection(0, 1, shape=(-1, 2)), "shape", "-1"),
    "shape a number": (lambda: Connection(0, 1, shape=3), "shape", "3"),
    "shape of another": (lambda: Connection(0, 1, [[1.0]], shape=(2, 2)), "weights", "(1, 1)"),
    "layers of numbers": (lambda: Network([2, 3], []), "layers", "2"),
    "layers a layer": (lambda: Network(Layer(2), []), "layers", "Layer"),
    "one layer": (lambda: Network([Layer(2)], []), "layers", "1"),
    "a bias of the inputs": (
        lambda: Network([Layer(2, bias=[1, 2]), Layer(1)], []), "layers", None),
    "an activation of the inputs": (
        lambda: Network([Layer(2, "relu"), Layer(1)], []), "layers", "relu"),
    "an absent output": (lambda: two(absent=(0,)), "absent", "(0,)"),
    "connections of numbers": (lambda: Network([Layer(1), Layer(1)], [1]), "connections", "1"),
    "a connection twice": (
        lambda: three(Connection(0, 1), Connection(0, 1)), "connections", "0 to 1"),
    "a connection beyond": (lambda: three(Connection(0, 3)), "connections", "3"),
    "a connection of another shape": (
        lambda: three(Connection(0, 1, np.ones((3, 3)))), "connections", "(3, 3)"),
    "some weights known": (
        lambda: three(Connection(0, 1, np.ones((2, 3))), Connection(1, 2)), "connections", None),
    "weights without biases": (lambda: two(has_bias=True), "layers", None),
    "classes too many": (
        lambda: Network([Layer(1), Layer(1)], [Connection(0, 1)], classes=[0, 1, 2]), "classes",
        "3"),
    "preprocessing a word": (
        lambda: Network([Layer(1), Layer(1)], [Connection(0, 1)], preprocessing="scale"),
        "preprocessing", "'scale'"),
    "arrays that do not follow": (
        lambda: Network.from_arrays([np.ones((2, 3)), np.ones((2, 1))]), r"coefs\[1\]", "(2, 1)"),
    "an array 3-D": (lambda: Network.from_arrays([np.ones((1, 1, 1))]), r"coefs\[0\]",
                     "(1, 1, 1)"),
    "an array complex": (lambda: Network.from_arrays([COMPLEX]), r"coefs\[0\]", "complex"),
    "an array of objects": (lambda: Network.from_arrays([OBJECTS]), r"coefs\[0\]", "object"),
    "no array": (lambda: Network.from_arrays([]), "coefs", None),
    "too few intercepts": (
        lambda: Network.from_arrays([[[1.0]], [[1.0]]], [[1.0]]), "intercepts", "1"),
    "an intercept too long": (
        lambda: Network.from_arrays([[[1.0]]], [[1.0, 2.0]]), r"intercepts\[0\]", "(2,)"),
    "an activation unknown": (
        lambda: Network.from_arrays([[[1.0]]], activation="rellu"), "activation", "rellu"),
    "too many names": (
        lambda: Network.from_arrays([[[1.0]]], input_names=["a", "b"]), "input_names", "2"),
    "too few names of outputs": (
        lambda: Network.from_arrays([[[1.0, 2.0]]], output_names=["a"]), "output_names", "1"),
    **{f"sizes {bad!r}": (lambda bad=bad: Network.from_sizes(bad), "sizes", None)
       for bad in ([], [3], [3, -1], [3, 0], [3, 2.5], [3, True], ["a", 2], 7, None)},
    "a graph with a cycle": (
        lambda: Network.from_graph(nx.DiGraph([(0, 1), (1, 0)])), "graph", None),
    "an undirected graph": (lambda: Network.from_graph(nx.Graph([(0, 1)])), "graph", "Graph"),
    "an empty graph": (lambda: Network.from_graph(nx.DiGraph()), "graph", None),
    "a weight that is complex": (
        lambda: Network.from_graph(nx.DiGraph([(0, 1, {"weight": 1j})])), "weight", "1j"),
    **{f"as_network {type(bad).__name__}": (
        lambda bad=bad: nnviz.as_network(bad), "model", type(bad).__name__)
       for bad in (object(), 3, None, {}, LogisticRegression())},
}  # fmt: skip


@pytest.mark.parametrize("case", CONSTRUCTIONS)
def test_what_is_no_network_is_refused_by_name(case: str) -> None:
    assert_refused(*CONSTRUCTIONS[case])


@pytest.mark.parametrize(
    ("changes", "came"),
    [
        ({(1, 5, 0): 1.0}, "5"), ({(3, 0, 0): 1.0}, "3"), ({(0, 0, 0): 1.0}, "0"),
        ({(1, -1, 0): 1.0}, "-1"), ({(1, "bias", 9): 1.0}, "9"), ({(1, 0): 1.0}, "(1, 0)"),
        ({(1, 0, 0): "x"}, "'x'"), ({(1, 0, 0): 1j}, "1j"), ({(1, 0, 0): None}, "None"),
        ({(1, True, 0): 1.0}, "True"), ({((0, 0), (2, 0)): 1.0}, None), (3, "3"),
    ],
)  # fmt: skip
def test_changes_of_weights_that_are_none(changes: Any, came: str | None) -> None:
    network = fixed_network(2, 3, 1)
    assert_refused(lambda: network.with_weights(changes), r"changes|weight|bias", came)


@pytest.mark.parametrize(
    ("neurons", "came"),
    [([(2, 0)], "2"), ([(5, 0)], "5"), ([(1, 3)], "3"), ([(1, -1)], "-1"), ([(True, 0)], "True"),
     ([1], "1"), (3, "3"), ([(1, 0, 0)], "(1, 0, 0)"), ("ab", "'a")],
)  # fmt: skip
def test_neurons_that_cannot_be_taken_out(neurons: Any, came: str) -> None:
    assert_refused(lambda: fixed_network(2, 3, 1).without(neurons), r"neurons?", came)


# ----------------------------------------------------------------------------- mutations


def _mutations() -> dict[str, Callable[[list[Any], list[Any], int], None]]:
    def replace(what: Callable[[Any], Any], biases: bool = False) -> Any:
        def mutate(coefs: list[Any], intercepts: list[Any], k: int) -> None:
            arrays = intercepts if biases else coefs
            arrays[k] = what(np.asarray(arrays[k]))

        return mutate

    def drop(coefs: list[Any], intercepts: list[Any], k: int) -> None:
        del intercepts[k]

    return {
        "a row more": replace(lambda w: np.vstack([w, w[:1]]) if len(w) else w),
        "one rank more": replace(lambda w: w[None]),
        "one rank less": replace(lambda w: w[0]),
        "complex": replace(lambda w: w * 1j),
        "objects": replace(lambda w: w.astype(object)),
        "words": replace(lambda w: w.astype(str)),
        "dates": replace(lambda w: w.astype("datetime64[s]")),
        "empty": replace(lambda w: w[:0]),
        "ragged": replace(lambda w: [[1.0], [1.0, 2.0]]),
        "a number": replace(lambda w: 1.0),
        "none": replace(lambda w: None),
        "a bias more": replace(lambda b: np.append(b, 1.0), biases=True),
        "a bias 2-D": replace(lambda b: b[None], biases=True),
        "biases complex": replace(lambda b: b * 1j, biases=True),
        "biases words": replace(lambda b: b.astype(str), biases=True),
        "an intercept less": drop,
    }


@few_examples(40)
@given(
    st.lists(st.integers(1, 40), min_size=3, max_size=7),
    st.sampled_from(sorted(_mutations())),
    st.data(),
)
def test_mutated_arrays_are_refused_everywhere(sizes: list[int], how: str, data: Any) -> None:
    coefs, intercepts = fixed_arrays(*sizes)
    k = data.draw(st.integers(1, len(sizes) - 2), label="which")
    _mutations()[how](coefs, intercepts, k)
    ax = new_axes(dpi=50)
    before = ax.get_children()
    X = np.zeros((2, sizes[0]))
    calls: list[Callable[[], Any]] = [
        lambda: Network.from_arrays(coefs, intercepts),
        lambda: nnviz.as_network((coefs, intercepts)),
        lambda: nnviz.draw_network((coefs, intercepts), ax=ax),
        lambda: nnviz.draw_network((coefs, intercepts)),
        lambda: nnviz.plot_weights((coefs, intercepts), ax=ax),
        lambda: nnviz.draw_backprop((coefs, intercepts), (1, 0, 0), ax=ax),
        lambda: nnviz.plot_layer_activations((coefs, intercepts), X, ax=ax),
        lambda: nnviz.forward((coefs, intercepts), X),
    ]
    for call in calls:
        assert_refused(call, r"coefs(\[\d\])?|intercepts(\[\d\])?")
    assert ax.get_children() == before


UNFITTED = {
    "MLPClassifier": lambda: MLPClassifier(),
    "MLPRegressor": lambda: MLPRegressor(),
    "Pipeline": lambda: make_pipeline(StandardScaler(), MLPClassifier()),
}
X, Y, LABELS = np.linspace(-1, 1, 12).reshape(6, 2), np.arange(6.0), np.arange(6) % 2


@pytest.mark.parametrize("model", UNFITTED)
def test_models_that_are_not_fitted(model: str) -> None:
    made = UNFITTED[model]()
    ax = new_axes(dpi=50)
    before = ax.get_children()
    calls: list[Callable[[], Any]] = [
        lambda: nnviz.as_network(made),
        lambda: nnviz.draw_network(made, ax=ax),
        lambda: nnviz.draw_network(made),
        lambda: nnviz.draw_neuron(made, layer=1, neuron=0, ax=ax),
        lambda: nnviz.draw_backprop(made, (1, 0, 0), ax=ax),
        lambda: nnviz.draw_neuron_maps(made, X, ax=ax),
        lambda: nnviz.plot_decision_boundary(made, X, LABELS, ax=ax),
        lambda: nnviz.plot_fit(made, X[:, :1], Y, ax=ax),
        lambda: nnviz.plot_weights(made, ax=ax),
        lambda: nnviz.plot_layer_activations(made, X, ax=ax),
        lambda: nnviz.plot_loss_surface(made, X, LABELS, weights=(1, 0, 0), ax=ax),
        lambda: nnviz.plot_loss(made, ax=ax),
        lambda: nnviz.forward(made, X),
        lambda: nnviz.backward(made, X, LABELS),
        lambda: nnviz.gradient_paths(made, (1, 0, 0), X, LABELS),
        lambda: nnviz.chain_rule(made, (1, 0, 0), (0,)),
        lambda: nnviz.draw_panels([made, made], nnviz.draw_network),
    ]
    for call in calls:
        with pytest.raises(NotFittedError, match=r"fit"):
            call()
    assert ax.get_children() == before
    assert plt.get_fignums() == []


# ----------------------------------------------------------------------------- arguments

NETWORK = fixed_network(2, 4, 3, 1, out_activation="identity")
WRONG_LAYERS = (-1, 9, 1.5, True, "1")
WRONG_WEIGHTS = ((9, 0, 0), (1, 9, 0), (1, 0, 9), (1, -1, 0), (1, 0), (1, 0, 0, 0), (1, 1.5, 0),
                 (True, 0, 0), ("1", 0, 0), 7, None, "abc", (0, 0, 0), ((0, 0), (0, 0)),
                 ((2, 0), (1, 0)), (1, "bias", 9), (NAN, 0, 0))  # fmt: skip


def _arguments() -> Iterator[tuple[str, Callable[[Any], Any], str, Any]]:
    """Name, call with axes, argument, value that is none of those allowed."""

    def bad(function: Callable[..., Any], argument: str, values: Any, *args: Any, **kw: Any) -> Any:
        for value in values:
            options = {**kw, argument: value}
            yield (f"{function.__name__} {argument}={value!r}"[:70],
                   lambda ax, o=options: function(*args, **o, ax=ax), argument, value)  # fmt: skip

    draw, maps = nnviz.draw_network, nnviz.draw_neuron_maps
    yield from bad(draw, "highlight", [[(9, 0)], [(1, 9)], [(-1, 0)], [(1, -1)], [1], 3, "a",
                                       [(1.5, 0)], [(True, 0)], [(1, 0, 0)]], NETWORK)  # fmt: skip
    yield from bad(draw, "sample", [[1.0], [1.0, 2.0, 3.0], np.ones((2, 2)), 3.0, [1.0, NAN],
                                    ["a", "b"], [1j, 2], [None, 1.0], "ab"], NETWORK)  # fmt: skip
    yield from bad(draw, "max_neurons", [0, -1, 2.5, True, "3", [1, 2]], NETWORK)
    yield from bad(draw, "edge_values", [3, "weights", [np.ones((2, 4))], {1: np.ones((2, 4))},
                                         [1j * np.ones((2, 4))] * 3], NETWORK)  # fmt: skip
    yield from bad(draw, "layout", [3, "tree", [1, 2], {0: (0, 0)}], NETWORK)
    yield from bad(draw, "top_edges", [-1, 1.5, True, "3", NAN], NETWORK)
    yield from bad(draw, "min_abs", [-1, True, "3", NAN], NETWORK)
    yield from bad(draw, "input_shape", [(2, 2), (0, 2), (-1, -2), 2, "ab", (2.0, 1)], NETWORK)
    yield from bad(draw, "norm", [3, "log", (None,)], NETWORK)
    yield from bad(draw, "index_base", [2, -1, "0", 1.5], NETWORK)
    neuron = nnviz.draw_neuron
    yield from bad(neuron, "layer", [*WRONG_LAYERS, 0], NETWORK, neuron=0)
    yield from bad(neuron, "neuron", [*WRONG_LAYERS], NETWORK, layer=1)
    yield from bad(neuron, "sample", [[1.0], [1.0, NAN], "ab"], NETWORK, layer=1, neuron=0)
    yield from bad(neuron, "n_inputs", [0, -1, 2.5, True, "ab"])
    yield from bad(nnviz.draw_backprop, "weight", WRONG_WEIGHTS, NETWORK)
    yield from bad(nnviz.draw_backprop, "path", [(9, 0), (0,), (0, 0, 0), (-1, 0), "weakest", 3,
                                                 (0.5, 0)], NETWORK, weight=(1, 0, 0))  # fmt: skip
    yield from bad(nnviz.draw_backprop, "sample", [-1, 6, 1.5, "0", True], NETWORK,
                   weight=(1, 0, 0), X=X, y=Y)  # fmt: skip
    surface = nnviz.plot_loss_surface
    yield from bad(surface, "weights", [one for one in WRONG_WEIGHTS if one is not None], NETWORK,
                   X, Y)  # fmt: skip
    yield from bad(surface, "directions", ["pca", "up", 3], NETWORK, X, Y)
    yield from bad(surface, "span", [-1, 0, NAN, "1", (1, 0), (1, 2, 3)], NETWORK, X, Y,
                   weights=(1, 0, 0))  # fmt: skip
    yield from bad(surface, "resolution", [0, 1, -3, 2.5, "9", True], NETWORK, X, Y,
                   weights=(1, 0, 0))  # fmt: skip
    yield from bad(nnviz.plot_weights, "layers", [*WRONG_LAYERS, 0, []], NETWORK)
    yield from bad(nnviz.plot_weights, "neurons", [-1, 9, 1.5, "1", []], NETWORK, kind="images",
                   image_shape=(1, 2))  # fmt: skip
    yield from bad(nnviz.plot_weights, "bins", [0, -1, 2.5, "many", NAN], NETWORK,
                   kind="distributions")  # fmt: skip
    yield from bad(nnviz.plot_layer_activations, "layers", [-1, 9, 1.5, "1", []], NETWORK, X)
    for function in (maps, nnviz.plot_decision_boundary, nnviz.plot_layer_activations):
        yield from bad(function, "X", [X[:, :1], X[0], X[None], 3.0, WORDS, X * 1j, [], NAN * X],
                       NETWORK)  # fmt: skip
    yield from bad(maps, "y", [Y[:2], Y * NAN, ["a"] * 6, Y * 1j], NETWORK, X=X)
    yield from bad(maps, "features", [(0, 9), (0, 0), "c", (0, 1, 2)], NETWORK, X=X)
    yield from bad(maps, "grid_resolution", [0, -1, 1, 2.5, "9", True], NETWORK, X=X)
    yield from bad(nnviz.plot_fit, "y", [Y[:2], Y * NAN, ["a"] * 6, Y * 1j],
                   fixed_network(1, 2, 1, out_activation="identity"), X[:, :1])  # fmt: skip


ARGUMENTS = list(_arguments())


@pytest.mark.parametrize("k", range(len(ARGUMENTS)), ids=[one[0] for one in ARGUMENTS])
def test_arguments_that_are_none_are_refused_by_name(k: int) -> None:
    _, call, argument, _ = ARGUMENTS[k]
    ax = new_axes(dpi=50)
    before = ax.get_children()
    assert_refused(lambda: call(ax), argument)
    assert ax.get_children() == before
    assert_refused(lambda: call(None), argument)
