"""Numbers at the ends of their range, and what is no number: drawn, marked and counted once."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.colorbar import Colorbar
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from numpy.typing import NDArray

import nnviz
from nnviz import Network
from nnviz.encoding import MISSING
from nnviz.history import SweepRun, TrainingSweep
from tests.figures import fixed_arrays, new_axes, pixels, root

Array = NDArray[np.float64]

X = np.column_stack([np.linspace(-1, 1, 9), np.cos(2.1 * np.arange(9))])
VALUES = X[:, 0] * X[:, 1]
LABELS = np.arange(9) % 2

_LARGEST = float(np.finfo(float).max)
_SINGLE = np.finfo(np.float32)


def _spoilt(value: float) -> Callable[[Array], Array]:
    def spoil(array: Array) -> Array:
        return np.where(np.arange(array.size).reshape(array.shape) == 1, value, array)

    return spoil


def _mixed(array: Array) -> Array:
    number = np.arange(array.size).reshape(array.shape)
    return np.where(number % 2, 1e308, 1e-308) * np.where(number % 3, 1, -1)


#: From an array of ordinary weights to one of such numbers.
NUMBERS: dict[str, Callable[[Array], Any]] = {
    "one NaN": _spoilt(np.nan),
    "one inf": _spoilt(np.inf),
    "one -inf": _spoilt(-np.inf),
    "all NaN": lambda w: w * np.nan,
    "all infinite": lambda w: np.where(w < 0, -np.inf, np.inf),
    "zero": lambda w: 0 * w,
    "constant": lambda w: np.full_like(w, 0.7),
    "positive": lambda w: np.abs(w) + 0.1,
    "negative": lambda w: -np.abs(w) - 0.1,
    "1e308": lambda w: np.where(w < 0, -1e308, 1e308),
    "the largest": lambda w: np.where(w < 0, -_LARGEST, _LARGEST),
    "subnormal": lambda w: np.where(w < 0, -5e-324, 5e-324),
    "1e308 and 1e-308": _mixed,
    "the largest single": lambda w: np.where(w < 0, _SINGLE.min, _SINGLE.max).astype(np.float32),
    "the smallest single": lambda w: np.full(w.shape, _SINGLE.smallest_subnormal),
}
#: Those that other pictures than the diagram are drawn of.
SOME = ("one NaN", "all infinite", "zero", "1e308", "subnormal", "1e308 and 1e-308")


def of(numbers: str, *sizes: int, out: str = "identity", activation: str = "tanh") -> Network:
    """A network whose weights and biases are such numbers."""
    coefs, intercepts = (
        [NUMBERS[numbers](np.asarray(one, dtype=float)) for one in arrays]
        for arrays in fixed_arrays(*sizes)
    )
    return Network.from_arrays(coefs, intercepts, activation=activation, out_activation=out)


def called(function: Callable[..., Any], *args: Any, **kw: Any) -> tuple[Any, list[str]]:
    """What a function gives, and its warnings: all of them ours, and about missing numbers."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        result = function(*args, **kw)
        if hasattr(result, "figure_"):
            pixels(result.figure_)
    for one in caught:
        assert one.category is UserWarning, one
        assert one.filename == __file__, one
        assert re.match(r"[\d,]+ of [\d,]+ values \(.*\) are NaN or infinite", str(one.message))
    return result, [str(one.message) for one in caught]


def purple(figure: Any) -> int:
    """How many pixels have the colour of what is no number."""
    rgb = np.round(np.array(to_rgb(MISSING)) * 255)
    return int((np.abs(pixels(figure)[..., :3] - rgb) <= 1).all(axis=-1).sum())


@dataclass(frozen=True)
class Picture:
    """A picture of a network, and how many numbers it shows are missing.

    Attributes
    ----------
    draw
        From the name of numbers, and axes, to a display.
    missing
        From the display to the numbers that it shows.
    purple
        Whether it has a colour for them.
    """

    draw: Callable[[str, Axes], Any]
    shown: Callable[[Any], list[Any]]
    purple: bool = True

    def n_missing(self, display: Any) -> int:
        return sum(int((~np.isfinite(np.asarray(one))).sum()) for one in self.shown(display))


def _weights(display: Any) -> list[Any]:
    return [c.weights for c in display.network.connections]


def _weights_and_biases(display: Any) -> list[Any]:
    return [*_weights(display), *(lay.bias for lay in display.network.layers[1:])]


def _surface(numbers: str, ax: Axes, **kw: Any) -> Any:
    network = of(numbers, 2, 3, 1)
    return nnviz.plot_loss_surface(network, X, VALUES, resolution=9, ax=ax, **kw)


FEW: dict[str, Any] = {"grid_resolution": 12}
PICTURES = {
    "diagram": Picture(lambda n, ax: nnviz.draw_network(of(n, 2, 3, 1), ax=ax), _weights),
    "diagram with biases": Picture(
        lambda n, ax: nnviz.draw_network(
            of(n, 2, 3, 1), bias=True, edge_labels=True, norm_by="layer", ax=ax
        ),
        _weights_and_biases,
    ),
    "diagram, a colour map of one's own": Picture(
        lambda n, ax: nnviz.draw_network(of(n, 2, 3, 1), cmap="PuOr", ax=ax), _weights
    ),
    "contributions": Picture(
        lambda n, ax: nnviz.draw_network(
            of(n, 2, 3, 1), sample=[0.5, -0.5], edge_values="contribution", ax=ax
        ),
        lambda display: [*display.values.connections, *display.sample.activations],
    ),
    "gradient": Picture(
        lambda n, ax: nnviz.draw_network(
            of(n, 2, 3, 1), edge_values=nnviz.backward(of(n, 2, 3, 1), X, VALUES), ax=ax
        ),
        lambda display: list(display.values.connections),
    ),
    "inputs as a picture": Picture(
        lambda n, ax: nnviz.draw_network(of(n, 4, 3, 1), input_shape=(2, 2), ax=ax), _weights
    ),
    "neuron": Picture(
        lambda n, ax: nnviz.draw_neuron(
            of(n, 2, 3, 1), layer=1, neuron=1, sample=[0.5, -0.5], ax=ax
        ),
        lambda display: [display.numbers.weights, [display.numbers.bias]],
    ),
    "backpropagation": Picture(
        lambda n, ax: nnviz.draw_backprop(of(n, 2, 3, 1), (1, 0, 1), X=X, y=VALUES, ax=ax),
        lambda display: [[display.numbers.paths.gradient], display.numbers.paths.products],
        purple=False,
    ),
    "maps": Picture(
        lambda n, ax: nnviz.draw_neuron_maps(of(n, 2, 3, 1), X, VALUES, ax=ax, **FEW),
        lambda display: [*_weights(display), *display.maps],
    ),
    "maps of one input": Picture(
        lambda n, ax: nnviz.draw_neuron_maps(of(n, 1, 3, 1), X[:, :1], VALUES, ax=ax, **FEW),
        lambda display: [*_weights(display), *display.maps],
    ),
    "boundary": Picture(
        lambda n, ax: nnviz.plot_decision_boundary(
            of(n, 2, 3, 1, out="logistic"), X, LABELS, ax=ax, **FEW
        ),
        lambda display: [display.response],
    ),
    "boundary of three": Picture(
        lambda n, ax: nnviz.plot_decision_boundary(
            of(n, 2, 3, 3, out="softmax"), X, np.arange(9) % 3, ax=ax, **FEW
        ),
        lambda display: [display.response],
    ),
    "predicted values": Picture(
        lambda n, ax: nnviz.plot_decision_boundary(of(n, 2, 3, 1), X, VALUES, ax=ax, **FEW),
        lambda display: [display.response],
    ),
    "weights": Picture(
        lambda n, ax: nnviz.plot_weights(of(n, 2, 3, 1), bias=True, ax=ax), _weights_and_biases
    ),
    "distributions": Picture(
        lambda n, ax: nnviz.plot_weights(of(n, 4, 3, 1), kind="distributions", ax=ax),
        _weights, purple=False,
    ),
    "images of weights": Picture(
        lambda n, ax: nnviz.plot_weights(of(n, 4, 3, 1), image_shape=(2, 2), ax=ax),
        lambda display: _weights(display)[:1],
    ),
    "activations": Picture(
        lambda n, ax: nnviz.plot_layer_activations(of(n, 2, 3, 1), X, ax=ax),
        lambda display: display.activations,
    ),
}  # fmt: skip


def assert_true_bars(figure: Any) -> None:
    """Colour bars are of finite norms, and their numbers are those of their places."""
    for axes in figure.findobj(Axes):
        bar = getattr(axes, "_colorbar", None)
        if not isinstance(bar, Colorbar) or not axes.get_visible():
            continue
        low, high = bar.norm.vmin, bar.norm.vmax
        assert np.isfinite([low, high, high - low]).all()
        # What matplotlib makes of the range, which it widens where it takes it to be too small.
        np.testing.assert_allclose([bar.vmin, bar.vmax], [low, high], rtol=1e-6)
        long = bar.long_axis
        for place, text in zip(long.get_majorticklocs(), long.get_majorticklabels(), strict=True):
            if text.get_text() and text.get_visible():
                written = float(text.get_text().replace("\N{MINUS SIGN}", "-"))
                assert written == pytest.approx(place, rel=0.05, abs=1e-3 * high)


def assert_drawn(picture: Picture, numbers: str, warned: list[str], display: Any) -> None:
    figure = display.figure_
    missing = picture.n_missing(display)
    assert len(warned) == (missing > 0), (missing, warned)
    if picture.purple:
        assert (purple(figure) > 0) == (missing > 0)
    assert len(np.unique(pixels(figure).reshape(-1, 4), axis=0)) > 8  # more than paper
    assert_true_bars(figure)
    words = display.alt_text()
    assert words[0].isupper() or words[0].isdigit()
    if missing:
        assert re.search(r"NaN|finite|\b(nan|inf)\b", words), words
    if not missing:
        assert not re.search(r"\b(nan|inf)\b", words), words
    assert words.endswith(".")


@pytest.mark.parametrize("numbers", SOME)
@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_of_such_weights(name: str, numbers: str) -> None:
    picture = PICTURES[name]
    display, warned = called(lambda: picture.draw(numbers, new_axes(4.5, 3.5, dpi=50)))
    assert_drawn(picture, numbers, warned, display)


@pytest.mark.parametrize("numbers", sorted(set(NUMBERS) - set(SOME)))
@pytest.mark.parametrize("name", ["diagram", "weights"])
def test_every_kind_of_numbers(name: str, numbers: str) -> None:
    test_every_picture_of_such_weights(name, numbers)


@pytest.mark.parametrize("numbers", NUMBERS)
def test_colours_and_widths_of_edges_are_those_of_the_numbers(numbers: str) -> None:
    network = of(numbers, 2, 3, 1)
    display, warned = called(
        nnviz.draw_network, network, ax=new_axes(4.5, 3.5, dpi=80), edge_labels=False
    )
    weights = np.concatenate([np.ravel(c.weights) for c in network.connections])
    missing = ~np.isfinite(weights)
    if missing.any():
        assert warned == [
            f"{missing.sum()} of 9 values (weight) are NaN or infinite; they are drawn dotted, in "
            "purple."
        ]
    known = weights[~missing]
    largest = np.clip(np.abs(known).max(initial=0), 1e-280, _LARGEST / 4) if known.any() else 1.0
    norm = display.colorbar_.norm
    assert (norm.vmin, norm.vmax) == (-largest, largest)
    picture = pixels(display.figure_)[::-1, :, :3].astype(float)
    for connection, edges in zip(network.connections, display.edges_, strict=True):
        assert connection.weights is not None
        ends = [root_places(display, layer) for layer in (connection.source, connection.target)]
        values = connection.weights[edges.sources, edges.targets].astype(float)
        there = np.isfinite(values)
        order = np.argsort(np.abs(values[there]))
        assert (np.diff(edges.get_linewidth()[there][order]) >= 0).all()
        values = np.where(there, values, np.nan)
        for i, j, value in zip(edges.sources, edges.targets, values, strict=True):
            wanted = display.edges_[0].cmap(
                np.ma.masked_invalid([np.clip(0.5 + value / (4 * largest) * 2, 0, 1)])
            )[0, :3]  # fmt: skip
            line = np.linspace(ends[0][i], ends[1][j], 200)[50:150].astype(int)
            beside = np.array([(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1)])
            x, y = (line[:, None] + beside).reshape(-1, 2).T
            near = picture[y, x]
            # Thin strokes are mixed with paper: some pixel leans from white towards the colour.
            lean = (255 - near) @ (255 - 255 * wanted) / ((255 - 255 * wanted) ** 2).sum()
            off = np.abs((255 - near) - lean[:, None] * (255 - 255 * wanted)).max(axis=1)
            assert ((lean > 0.25) & (off < 30)).any(), (numbers, i, j, value)


def root_places(display: Any, layer: int) -> Array:
    """Where the neurons of a layer are, in pixels."""
    return np.asarray(display.ax_.transData.transform(display.layout.positions[layer]))


# ------------------------------------------------------------------ many edges, many labels


@pytest.mark.parametrize("numbers", ["one NaN", "all infinite", "1e308", "subnormal"])
def test_thousands_of_edges(numbers: str) -> None:
    display, warned = called(
        nnviz.draw_network, of(numbers, 60, 60, 1), max_neurons=None, ax=new_axes(5, 4, dpi=60)
    )
    missing = sum(int((~np.isfinite(w)).sum()) for w in _weights(display))
    assert len(warned) == (missing > 0)
    if numbers == "all infinite":  # a single one, dotted, may lie under stronger ones
        assert purple(display.figure_) > 0
    assert display.n_painted_ > 0
    assert (pixels(display.figure_)[..., :3] < 250).any(axis=-1).mean() > 0.1
    assert_true_bars(display.figure_)


@pytest.mark.parametrize("numbers", ["one NaN", "one -inf", "1e308", "the largest single"])
def test_labels_in_bulk(numbers: str) -> None:
    network = of(numbers, 9, 8, 1)
    display, _ = called(nnviz.draw_network, network, edge_labels=True, ax=new_axes(9, 7, dpi=60))
    strings = [word for labels in display.label_collections_ for word in labels.strings]
    assert len(strings) == 80
    assert max(map(len, strings)) <= 9
    expected = np.concatenate([np.ravel(w) for w in _weights(display)]).astype(float)
    written = np.array([float(word.replace("\N{MINUS SIGN}", "-")) for word in strings])
    np.testing.assert_allclose(written, expected, rtol=0.01, atol=0.01)


# -------------------------------------------------------------------------- vector formats


@pytest.mark.parametrize("numbers", ["one NaN", "1e308", "1e308 and 1e-308"])
@pytest.mark.parametrize("name", ["diagram with biases", "maps", "boundary of three", "weights"])
def test_vector_formats_hold_numbers_only(name: str, numbers: str, tmp_path: Path) -> None:
    display, _ = called(lambda: PICTURES[name].draw(numbers, new_axes(4.5, 3.5, dpi=50)))
    path = tmp_path / "picture.svg"
    display.save(path)
    places = ("d", "x", "y", "x1", "y1", "width", "height", "transform", "points")
    for element in ElementTree.fromstring(path.read_text()).iter():
        for attribute in places:
            assert not re.search(r"nan|inf", element.get(attribute, "").lower()), element.attrib
    display.save(tmp_path / "picture.pdf")
    strokes = re.findall(
        rb"(?<![\w.])(?:nan|inf)(?![\w.])", (tmp_path / "picture.pdf").read_bytes()
    )
    assert not strokes


# --------------------------------------------------------- several networks, and computations


@pytest.mark.parametrize("numbers", ["one NaN", "1e308"])
def test_panels_and_films_warn_once(numbers: str) -> None:
    networks = [of(numbers, 2, 3, 1), of("constant", 2, 3, 1)]
    where = Figure(figsize=(5, 3), dpi=50)
    _, warned = called(nnviz.draw_panels, networks, nnviz.draw_network, figure=where)
    assert len(warned) == (numbers == "one NaN")
    _, warned = called(
        nnviz.animate, dict(enumerate(networks)), nnviz.draw_network, figsize=(3, 2), dpi=50,
        progress=False,
    )  # fmt: skip
    assert len(warned) == (numbers == "one NaN")


@pytest.mark.parametrize("numbers", NUMBERS)
def test_computations_give_what_floating_point_gives(numbers: str) -> None:
    network = of(numbers, 2, 3, 1)
    passed, warned = called(nnviz.forward, network, X)
    back, more = called(nnviz.backward, network, X, VALUES)
    paths, most = called(nnviz.gradient_paths, network, (1, 0, 1), X, VALUES)
    encoded, last = called(nnviz.encode_edges, [c.weights for c in network.connections])
    assert not [*warned, *more, *most, *last]
    first, second = network.connections
    assert first.weights is not None
    assert second.weights is not None
    with np.errstate(all="ignore"):
        hidden = np.tanh(X @ first.weights + network.layers[1].bias)
        output = hidden @ second.weights + network.layers[2].bias
    np.testing.assert_allclose(passed.activations[1], hidden, rtol=1e-12)
    same = np.isfinite(output) & np.isfinite(passed.output)
    np.testing.assert_array_equal(np.isfinite(output), np.isfinite(passed.output))
    np.testing.assert_allclose(passed.output[same], output[same], rtol=1e-12)
    np.testing.assert_allclose(paths.gradient, back.weight_gradients[0][0, 1], rtol=1e-9)
    assert all(np.isfinite(one).all() for one in (*encoded.colours, *encoded.widths))


@pytest.mark.parametrize("numbers", ["one NaN", "all infinite", "1e308"])
def test_fits_and_surfaces_refuse_what_no_axes_hold(numbers: str) -> None:
    ax = new_axes(dpi=50)
    before = ax.get_children()
    with pytest.raises(ValueError, match="estimator: its predictions must"):
        nnviz.plot_fit(of(numbers, 1, 3, 1), X[:, :1], VALUES, ax=ax)
    with pytest.raises(ValueError, match=r"model: a surface needs .* finite|span: the axis would"):
        _surface(numbers, ax, weights=(1, 0, 1))
    assert ax.get_children() == before


@pytest.mark.parametrize("numbers", ["zero", "constant", "subnormal", "the smallest single"])
def test_surfaces_of_tiny_weights(numbers: str) -> None:
    for weights in ((1, 0, 1), [(1, 0, 1), (2, 0, 0)]):
        display, warned = called(lambda w=weights: _surface(numbers, new_axes(dpi=50), weights=w))
        assert not warned
        assert np.isfinite(display.surface.values).all()


# ------------------------------------------------------------------------ losses and scores

_LOSSES = {
    "NaN between": [3.0, np.nan, 2.0, 1.0],
    "inf at the end": [3.0, 2.0, 1.0, np.inf],
    "all NaN": [np.nan] * 4,
    "huge": [1e308, 1e300, -1e308, _LARGEST],
    "huge and tiny": [1e308, 1e-308, 1.0, 2.0],
    "subnormal": [5e-324, 1e-310, 5e-324, 0.0],
}


@pytest.mark.parametrize("panels", [False, True])
@pytest.mark.parametrize("losses", _LOSSES)
def test_losses(losses: str, panels: bool) -> None:
    values = np.array(_LOSSES[losses])
    display, warned = called(
        nnviz.plot_loss, {"loss": values}, panels=panels, ax=new_axes(4, 3, dpi=50)
    )
    assert not warned
    known = np.where(np.isfinite(values), values, np.nan)
    np.testing.assert_array_equal(display.lines_[0].get_ydata(), known)
    axes = display.lines_[0].axes
    assert np.isfinite([*axes.get_xlim(), *axes.get_ylim()]).all()
    assert bool(display.gaps_) == (not np.isfinite(values).all())
    drawn = np.isfinite(values) & (np.abs(values) < 1e297)
    assert drawn.sum() < 2 or _has_stroke(display)


def _has_stroke(display: Any) -> bool:
    colour = np.array(to_rgb(display.lines_[0].get_color())) * 255
    picture = pixels(display.figure_)[..., :3]
    return bool((np.abs(picture - colour) < 12).all(axis=-1).sum() > 5)


@pytest.mark.parametrize("scores", [[0.5, np.nan, np.inf], [1e308, -1e308, 0.0],
                                    [5e-324, 0.0, 1e-310]])  # fmt: skip
def test_scores(scores: list[float]) -> None:
    runs = tuple(
        SweepRun({"alpha": float(k + 1)}, None, None, {"train": score}, None, None, ())
        for k, score in enumerate(scores)
    )
    sweep = TrainingSweep(runs, {"alpha": (1.0, 2.0, 3.0)}, "accuracy", 0)
    ax = new_axes(4, 3, dpi=50)
    display, warned = called(nnviz.plot_sweep_scores, sweep, ax=ax)
    assert not warned
    assert np.isfinite([*ax.get_xlim(), *ax.get_ylim()]).all()
    assert display.alt_text()
    assert root(ax) is display.figure_


# --------------------------------------------------------------------------- data, not weights


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("name", ["forward", "backward", "gradient_paths", "draw_network",
                                  "draw_backprop", "draw_neuron_maps", "plot_decision_boundary",
                                  "plot_layer_activations", "plot_loss_surface",
                                  "plot_fit"])  # fmt: skip
def test_data_that_are_no_numbers_are_refused_by_name(name: str, value: float) -> None:
    network, data = of("constant", 2, 3, 1), X.copy()
    data[3, 1] = value
    ax = new_axes(dpi=50)
    before = ax.get_children()
    calls: dict[str, Callable[[], Any]] = {
        "forward": lambda: nnviz.forward(network, data),
        "backward": lambda: nnviz.backward(network, data, VALUES),
        "gradient_paths": lambda: nnviz.gradient_paths(network, (1, 0, 0), data, VALUES),
        "draw_network": lambda: nnviz.draw_network(network, sample=data[3], ax=ax),
        "draw_backprop": lambda: nnviz.draw_backprop(network, (1, 0, 0), X=data, y=VALUES, ax=ax),
        "draw_neuron_maps": lambda: nnviz.draw_neuron_maps(network, data, VALUES, ax=ax),
        "plot_decision_boundary": lambda: nnviz.plot_decision_boundary(network, data, ax=ax),
        "plot_layer_activations": lambda: nnviz.plot_layer_activations(network, data, ax=ax),
        "plot_loss_surface": lambda: nnviz.plot_loss_surface(
            network, data, VALUES, weights=(1, 0, 0), ax=ax
        ),
        "plot_fit": lambda: nnviz.plot_fit(of("constant", 1, 3, 1), data[:, 1:], VALUES, ax=ax),
    }
    argument = "sample" if name == "draw_network" else "X"
    with pytest.raises(ValueError, match=rf"^{argument}\b.*{value}"):
        calls[name]()
    assert ax.get_children() == before


def test_data_that_are_too_large_are_drawn() -> None:
    """What a layer makes of them may be infinite: that is marked, and warned of once."""
    network = of("constant", 2, 3, 1, activation="identity")
    display, warned = called(
        nnviz.plot_layer_activations, network, np.full((4, 2), 1e308), ax=new_axes(4, 3, dpi=50)
    )
    assert len(warned) == (not all(np.isfinite(one).all() for one in display.activations))
    assert purple(display.figure_)
