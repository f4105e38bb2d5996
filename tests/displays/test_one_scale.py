"""Scales that displays share, and the same pictures of other models."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import (
    BoundaryNorm,
    CenteredNorm,
    LogNorm,
    Normalize,
    PowerNorm,
    SymLogNorm,
    TwoSlopeNorm,
)
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.svm import LinearSVC

from nnviz import (
    Network,
    SweepRun,
    TrainingSweep,
    draw_network,
    draw_neuron_maps,
    plot_decision_boundary,
    plot_fit,
    plot_layer_activations,
    plot_loss,
    plot_sweep_scores,
    plot_weights,
)
from nnviz.displays._one_scale import one_scale

RNG = np.random.default_rng(4)
X = RNG.normal(size=(40, 2))
ONE = X[:, :1]
TWO, THREE = (X[:, 0] > 0).astype(int), np.digitize(X[:, 0], [-0.5, 0.5])
VALUES = 3 * X[:, 0] + 20


@pytest.fixture(autouse=True)
def _close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def network(
    seed: int, sizes: tuple[int, ...] = (2, 4, 1), hidden: str = "relu", out: str = "logistic",
    factor: float = 1.0,
) -> Network:  # fmt: skip
    rng = np.random.default_rng(seed)
    pairs = list(zip(sizes[:-1], sizes[1:], strict=True))
    return Network.from_arrays(
        [factor * rng.normal(size=pair) for pair in pairs],
        [factor * rng.normal(size=size) for size in sizes[1:]],
        activation=hidden, out_activation=out,
    )  # fmt: skip


def sweep(scores: dict[Any, float]) -> TrainingSweep:
    runs = [
        SweepRun({"alpha": value}, None, None, {"test": score}, None, None, ())
        for value, score in scores.items()
    ]
    return TrainingSweep(runs, {"alpha": list(scores)}, "R²", 0)


def pixels(display: Any) -> Any:
    display.figure_.canvas.draw()
    return np.asarray(display.figure_.canvas.buffer_rgba()).copy()


def maps(sizes: tuple[int, ...], hidden: str, out: str, y: Any, **kw: Any) -> Any:
    data = X[:, : sizes[0]]
    return lambda model: draw_neuron_maps(model, data, y, grid_resolution=12, **kw)


def boundary(y: Any, data: Any = X, **kw: Any) -> Any:
    return lambda model: plot_decision_boundary(model, data, y, grid_resolution=15, **kw)


def nets(*of: Any) -> tuple[Network, Network]:
    return network(0, *of), network(1, *of, factor=2.5)


def fitted(make: Any, y: Any, data: Any = X) -> tuple[Any, Any]:
    return make(1.0).fit(data, y), make(0.01).fit(data[:25] * [[2.0]], y[:25])


def logistic(c: float) -> Any:
    return LogisticRegression(C=c)


def svc(c: float) -> Any:
    return LinearSVC(C=c, random_state=0)


Case = tuple[Callable[[Any], Any], tuple[Any, Any]]
# Displays of models: how to draw, and two models.
MODELS: dict[str, Case] = {
    "network": (draw_network, nets()),
    "network, by layer": (lambda m: draw_network(m, norm_by="layer"), nets()),
    "network, biases": (lambda m: draw_network(m, bias=True, norm_by="layer"), nets()),
    "network, filled": (lambda m: draw_network(m, neuron_fill="bias"), nets()),
    "network, sample": (
        lambda m: draw_network(m, sample=[1.0, -2.0], edge_values="contribution"), nets(),
    ),
    "maps": (maps((2, 4, 1), "relu", "logistic", TWO), nets()),
    "maps, one norm": (maps((2, 4, 1), "relu", "logistic", TWO, norm_by="network"), nets()),
    "maps, panels": (maps((2, 4, 1), "relu", "logistic", TWO, arrange="grid"), nets()),
    "maps, classes": (
        maps((2, 3, 3), "tanh", "softmax", THREE), nets((2, 3, 3), "tanh", "softmax"),
    ),
    "maps, values": (
        maps((2, 3, 1), "tanh", "identity", VALUES), nets((2, 3, 1), "tanh", "identity"),
    ),
    "maps, several values": (
        maps((2, 3, 2), "relu", "identity", X + 5), nets((2, 3, 2), "relu", "identity"),
    ),
    "curves": (
        maps((1, 3, 1), "tanh", "identity", VALUES), nets((1, 3, 1), "tanh", "identity"),
    ),
    "boundary": (boundary(TWO), fitted(logistic, TWO)),
    "boundary of a network": (boundary(TWO), nets()),
    "boundary, three": (boundary(THREE), fitted(logistic, THREE)),
    "boundary, decision": (boundary(TWO), fitted(svc, TWO)),
    "boundary, margins": (boundary(THREE), fitted(svc, THREE)),
    "boundary, values": (boundary(VALUES), fitted(Ridge, VALUES)),
    "boundary, one input": (boundary(VALUES, ONE), fitted(Ridge, VALUES, ONE)),
    "fit": (lambda m: plot_fit(m, ONE, VALUES, residuals=True), fitted(Ridge, VALUES, ONE)),
    "fit, two features": (lambda m: plot_fit(m, X, VALUES), fitted(Ridge, VALUES)),
    "weights": (plot_weights, nets()),
    "weights, by layer": (lambda m: plot_weights(m, norm_by="layer", bias=True), nets()),
    "weights, images": (lambda m: plot_weights(m, image_shape=(1, 2)), nets()),
    "distributions": (lambda m: plot_weights(m, kind="distributions"), nets((2, 9, 4))),
    "distributions, by layer": (
        lambda m: plot_weights(m, kind="distributions", norm_by="layer"), nets((2, 9, 4)),
    ),
    "activations": (lambda m: plot_layer_activations(m, X, TWO), nets()),
    "activations, unbounded": (
        lambda m: plot_layer_activations(m, X, norm_by="network"),
        nets((2, 3, 1), "tanh", "identity"),
    ),
}  # fmt: skip

STEEP, FLAT = np.exp(-np.arange(40) / 6) + 0.01, np.linspace(0.7, 0.5, 25)
BELOW = np.linspace(1.0, -0.5, 20)
# Displays of trainings: how to draw, and two of them.
TRAININGS: dict[str, Case] = {
    "loss": (plot_loss, (STEEP, FLAT)),
    "loss, linear": (plot_loss, (FLAT, BELOW)),
    "loss, smoothed": (lambda s: plot_loss(s, smoothing=0.5), (STEEP, FLAT)),
    "loss, panels": (lambda s: plot_loss({"a": s, "b": 2 * s}, panels=True), (STEEP, FLAT)),
    "loss, constant": (plot_loss, (np.full(9, 0.5), FLAT)),
    "loss and scores": (
        lambda s: plot_loss({"loss": s, "validation score": s / 2}), (STEEP, FLAT)
    ),
    "scores": (
        plot_sweep_scores, (sweep({0.1: 0.9, 0.2: 0.8}), sweep({0.05: 0.1, 0.3: 0.95, 0.4: 0.2})),
    ),
    "scores, log": (
        plot_sweep_scores, (sweep({0.001: 0.9, 10.0: 0.8}), sweep({0.01: 0.1, 100.0: 0.5})),
    ),
    "scores, names": (
        plot_sweep_scores, (sweep({"relu": 0.9, "tanh": 0.8}), sweep({"relu": 0.1, "tanh": 0.5})),
    ),
}  # fmt: skip
CASES = {**MODELS, **TRAININGS}


def drawn_against(display: Any) -> list[Any]:
    """The norms of all artists, and the limits of all axes that show numbers."""
    found: list[Any] = []
    axes = list(display.figure_.axes)
    for ax in axes:
        axes += [child for child in ax.child_axes if child not in axes]
        for artist in [*ax.collections, *ax.images, *ax.artists]:
            norm = getattr(artist, "norm", None)
            if norm is not None and artist.get_array() is not None:
                found.append((type(norm).__name__, norm.vmin, norm.vmax))
        if ax.axison:
            found += [ax.get_xlim(), ax.get_ylim(), ax.get_xscale(), ax.get_yscale()]
    return found


class TestAScale:
    @pytest.mark.parametrize("case", CASES)
    def test_of_ones_own_makes_the_same_picture(self, case: str) -> None:
        draw, (source, _) = CASES[case]
        display = draw(source)
        before = pixels(display)
        scale = display.scale()
        again = display.plot(ax=None, **scale)
        assert np.array_equal(pixels(again), before)
        assert scale

    @pytest.mark.parametrize("case", CASES)
    def test_in_common_is_the_same_in_both_pictures(self, case: str) -> None:
        draw, sources = CASES[case]
        displays = [draw(source) for source in sources]
        scales = [display.scale() for display in displays]
        common = one_scale(scales)
        for display in displays:
            display.plot(**common)
        together = [drawn_against(display) for display in displays]
        assert together[0] == together[1]
        # The sources differ in what is shared, or the case would show nothing; probabilities on one
        # plane, and predictions within the range of what was observed, always have one scale.
        fixed = case in (
            "boundary", "boundary of a network", "boundary, three", "fit, two features"
        )  # fmt: skip
        assert fixed or repr(_plain(scales[0])) != repr(_plain(scales[1]))

    @pytest.mark.parametrize("norm_by", ["network", "layer"])
    def test_of_densities_is_the_same_but_cuts_no_bar(self, norm_by: str) -> None:
        """Narrower bins may be higher than those of which the scale knows."""
        displays = [
            plot_weights(model, kind="distributions", density=True, norm_by=norm_by)
            for model in nets((2, 9, 4))
        ]
        common = one_scale([display.scale() for display in displays])
        for display in displays:
            display.plot(**common)
            for k, (ax, histogram) in enumerate(
                zip(display.axes_, display.histograms, strict=True)
            ):
                assert ax.get_ylim()[1] >= max(common["ylim"][k][1], histogram.heights.max())
        for one, other in zip(*(display.histograms for display in displays), strict=True):
            assert np.array_equal(one.edges, other.edges)
            assert one.heights.sum() * (one.edges[1] - one.edges[0]) == pytest.approx(1.0)

    def test_gives_a_response_the_same_colour_in_both_boundaries(self) -> None:
        displays = [plot_decision_boundary(model, X, TWO, grid_resolution=15)
                    for model in fitted(svc, TWO)]  # fmt: skip
        ranges = [display.scale()["norm"].vmax for display in displays]
        assert max(ranges) > 1.2 * min(ranges)
        common = one_scale([display.scale() for display in displays])
        responses, colours = [], []
        for display in displays:
            display.plot(**common)
            order = np.argsort(display.response.ravel())
            responses.append(display.response.ravel()[order])
            colours.append(np.asarray(display.image_.get_array()).reshape(-1, 4)[order])
        low = max(some[0] for some in responses)
        high = min(some[-1] for some in responses)
        at = np.linspace(low, high, 50)
        for channel in range(3):
            one, other = (
                np.interp(at, some, colour[:, channel].astype(float))
                for some, colour in zip(responses, colours, strict=True)
            )
            assert np.abs(one - other).max() < 5
        assert np.ptp(colours[0][:, 0].astype(int)) > 30

    @pytest.mark.parametrize("draw", [plot_decision_boundary, plot_fit])
    def test_holds_the_data_of_both_pictures(self, draw: Any) -> None:
        model = Ridge().fit(ONE, VALUES)
        displays = [draw(model, ONE + shift, VALUES) for shift in (0.0, 3.0)]
        common = one_scale([display.scale() for display in displays])
        low, high = common["xlim"]
        assert low < ONE.min()
        assert high > ONE.max() + 3.0
        for display in displays:
            display.plot(**common)
            assert display.ax_.get_xlim() == (low, high)

    def test_gives_a_margin_the_same_tint_in_both_boundaries(self) -> None:
        displays = [plot_decision_boundary(model, X, THREE, grid_resolution=15)
                    for model in fitted(svc, THREE)]  # fmt: skip
        common = one_scale([display.scale() for display in displays])
        largest = []
        for display in displays:
            highest = np.sort(display.response, axis=-1)
            largest.append(float((highest[..., -1] - highest[..., -2]).max()))
            assert display.scale()["norm"].vmax == largest[-1]
        assert largest[0] != largest[1]
        assert common["norm"].vmax == max(largest)
        alone = [np.asarray(display.image_.get_array()).astype(int) for display in displays]
        for display in displays:
            display.plot(**common)
        shared = [np.asarray(display.image_.get_array()).astype(int) for display in displays]
        weaker = int(np.argmin(largest))
        assert np.array_equal(shared[1 - weaker], alone[1 - weaker])
        assert (shared[weaker] >= alone[weaker]).all()  # nearer to white paper
        assert shared[weaker].sum() > alone[weaker].sum()

    @pytest.mark.parametrize("case", CASES)
    def test_is_known_before_drawing(self, case: str) -> None:
        draw, sources = CASES[case]
        display = draw(sources[0])
        options = type(display).__dataclass_fields__
        given = {
            name: getattr(display, name) for name in options if getattr(options[name], "init", True)
        }
        fresh = type(display)(**given)
        assert repr(_plain(fresh.scale())) == repr(_plain(display.scale()))

    @pytest.mark.parametrize("case", CASES)
    def test_joined_with_itself_is_the_same(self, case: str) -> None:
        draw, sources = CASES[case]
        display = draw(sources[0])
        scale = display.scale()
        assert repr(_plain(one_scale([scale]))) == repr(_plain(scale))
        assert repr(_plain(one_scale([scale, display.scale()]))) == repr(_plain(scale))

    def test_gives_a_weight_the_same_colour_in_both_networks(self) -> None:
        first, second = draw_network(network(0)), draw_network(network(1, factor=3.0))
        common = one_scale([first.scale(), second.scale()])
        for display in (first, second):
            display.plot(**common)
        largest = max(
            np.abs(c.weights).max() for d in (first, second) for c in d.network.connections
        )
        for display in (first, second):
            for edges in display.edges_:
                assert (edges.norm.vmin, edges.norm.vmax) == (-largest, largest)
        colours = [
            display.edges_[0].cmap(display.edges_[0].norm(0.7)) for display in (first, second)
        ]
        assert colours[0] == colours[1]

    def test_leaves_half_of_the_colours_to_both_if_one_needs_them(self) -> None:
        """Maps of ReLU start at 0, those of identity may not."""
        ends = [one_scale([{"n": Normalize(0, 3)}, {"n": Normalize(-1, 1)}])["n"],
                one_scale([{"n": Normalize(0, 3)}, {"n": Normalize(0, 1)}])["n"]]  # fmt: skip
        assert [(norm.vmin, norm.vmax) for norm in ends] == [(-3, 3), (0, 3)]


def _plain(value: Any) -> Any:
    if isinstance(value, Normalize):
        return type(value).__name__, value.vmin, value.vmax
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return tuple(map(_plain, value)) if isinstance(value, tuple) else value


class TestAnotherModel:
    @pytest.mark.parametrize("case", MODELS)
    def test_is_drawn_as_the_function_draws_it(self, case: str) -> None:
        draw, (first, second) = MODELS[case]
        display = draw(first)
        other = display.with_model(second)
        assert not hasattr(other, "ax_")
        assert np.array_equal(pixels(other.plot()), pixels(draw(second)))

    def test_keeps_the_plane(self) -> None:
        display = draw_neuron_maps(network(0), X, TWO, grid_resolution=9)
        other = display.with_model(network(1))
        assert other.plane is display.plane
        assert other.numbers.grid is display.numbers.grid

    def test_does_not_see_what_happens_to_y_later(self) -> None:
        y = TWO.copy()
        display = draw_neuron_maps(network(0), X, y, grid_resolution=9)
        y[:] = 0
        assert display.with_model(network(1)).numbers.targets is not None
        assert display.with_model(network(1)).numbers.targets.sum() == TWO.sum()

    def test_keeps_compared_models(self) -> None:
        first, second = fitted(Ridge, VALUES)
        display = plot_fit(first, X, VALUES, compare={"other": second})
        kept = display.with_model(second)
        assert kept.models[1] is display.models[1]
        assert np.array_equal(kept.models[0].predicted["train"], second.predict(X))

    def test_refuses_numbers_that_are_of_one_model(self) -> None:
        model = network(0)
        display = draw_network(model, edge_values=[c.weights for c in model.connections])
        with pytest.raises(ValueError, match="edge_values were given as list"):
            display.with_model(network(1))

    def test_refuses_a_model_of_other_features(self) -> None:
        display = draw_neuron_maps(network(0), X, TWO, grid_resolution=9)
        with pytest.raises(ValueError, match="3 columns"):
            display.with_model(network(0, (3, 2, 1)))

    def test_needs_an_estimator_to_replace(self) -> None:
        first, _ = fitted(Ridge, VALUES)
        display = plot_fit(None, X, VALUES, compare={"a": first})
        with pytest.raises(ValueError, match="with_model .* `compare` lists all"):
            display.with_model(first)

    @pytest.mark.parametrize(
        ("draw", "words"),
        [
            (lambda model: plot_fit(model, X, VALUES), "plot_fit"),
            (boundary(VALUES), "plot_decision_boundary"),
            (lambda model: plot_layer_activations(model, X), "plot_layer_activations"),
        ],
    )
    def test_needs_the_data(self, draw: Any, words: str) -> None:
        model = network(0, (2, 4, 1), "relu", "identity")
        display = draw(model)
        alone = type(display)(display.numbers, display.options, display.figsize)
        with pytest.raises(RuntimeError, match=f"with_model needs the data; call {words} instead"):
            alone.with_model(model)


class TestNorms:
    @pytest.mark.parametrize(
        ("first", "second", "ends"),
        [
            (Normalize(-1, 1), Normalize(-3, 3), (-3, 3)),
            (Normalize(-1, 1), Normalize(2, 5), (-5, 5)),
            (Normalize(-4, -1), Normalize(2, 5), (-5, 5)),
            (Normalize(-1, 2), Normalize(-3, 1), (-3, 2)),
            (Normalize(1, 2), Normalize(3, 4), (1, 4)),
            (LogNorm(1e-3, 1), LogNorm(1e-2, 10), (1e-3, 10)),
            (TwoSlopeNorm(0.5, 0, 1), TwoSlopeNorm(0.5, -1, 0.8), (-1, 1)),
            (CenteredNorm(0, 1), CenteredNorm(0, 3), (-3, 3)),
            (PowerNorm(2, 0, 1), PowerNorm(2, -1, 3), (-1, 3)),
        ],
    )
    def test_are_joined(self, first: Any, second: Any, ends: tuple[float, float]) -> None:
        before = (first.vmin, first.vmax), (second.vmin, second.vmax)
        joined = one_scale([{"norm": first}, {"norm": second}])["norm"]
        assert type(joined) is type(first)
        assert (joined.vmin, joined.vmax) == ends
        assert ((first.vmin, first.vmax), (second.vmin, second.vmax)) == before

    def test_keep_their_centre(self) -> None:
        joined = one_scale([{"n": TwoSlopeNorm(2, 0, 3)}, {"n": TwoSlopeNorm(2, 1, 9)}])["n"]
        assert joined(2.0) == 0.5

    def test_with_boundaries_have_to_be_equal(self) -> None:
        one, same, other = (BoundaryNorm(ends, 4) for ends in ([0, 1, 2], [0, 1, 2], [0, 1, 3]))
        assert one_scale([{"n": one}, {"n": same}])["n"] is one
        with pytest.raises(ValueError, match="n: a BoundaryNorm .* boundaries are equal"):
            one_scale([{"n": one}, {"n": other}])

    def test_of_one_object_come_back(self) -> None:
        norm = SymLogNorm(0.1, vmin=-1, vmax=1)
        assert one_scale([{"n": norm}, {"n": norm}])["n"] is norm


class TestOtherValues:
    @pytest.mark.parametrize(
        ("values", "joined"),
        [
            ([(0.0, 1.0), (-1.0, 0.5)], (-1.0, 1.0)),
            ([None, (0.0, 1.0), None], (0.0, 1.0)),
            ([None, None], None),
            ([True, "auto"], True),
            ([True, False], False),
            (["auto", "auto"], "auto"),
            (["auto", False], False),
            ([((0.0, 1.0), None), ((-2.0, 0.0), (3.0, 4.0))], ((-2.0, 1.0), (3.0, 4.0))),
            ([((1.0, 2.0), (0.0, 1.0)), ((0.5, 1.0), (0.0, 3.0))], ((0.5, 2.0), (0.0, 3.0))),
        ],
    )
    def test_are_joined(self, values: list[Any], joined: Any) -> None:
        assert one_scale([{"it": value} for value in values]) == {"it": joined}


class TestErrors:
    @pytest.mark.parametrize(
        ("scales", "error", "words"),
        [
            ([], ValueError, "at least one scale"),
            ([{"a": None}, {"b": None}], ValueError, r"same names.* \['a'\], scales\[1\] has"),
            ([{"n": Normalize(0, 1)}, {"n": LogNorm(1, 2)}], TypeError, "LogNorm and Normalize"),
            ([{"n": Normalize(0, 1)}, {"n": (0, 1)}], TypeError, "n must be of one kind"),
            ([{"n": (None,)}, {"n": (None, None, None)}], ValueError, "it has 1 and 3"),
            ([{"n": TwoSlopeNorm(0, -1, 1)}, {"n": TwoSlopeNorm(0.5, -1, 1)}], ValueError,
             "same vcenter .* 0.0 and 0.5"),
            ([{"n": Normalize()}, {"n": Normalize(0, 1)}], ValueError, "have their limits"),
            ([{"n": SymLogNorm(0.1, vmin=0, vmax=1)}, {"n": SymLogNorm(0.1, vmin=0, vmax=2)}],
             TypeError, "SymLogNorm can be shared only as one"),
        ],
    )  # fmt: skip
    def test_of_joining(self, scales: list[Any], error: type[Exception], words: str) -> None:
        with pytest.raises(error, match=words):
            one_scale(scales)

    @pytest.mark.parametrize(
        ("case", "options", "words"),
        [
            ("network, by layer", {"norm": (None, None)}, "norm must have 3 entries"),
            ("network, by layer", {"norm": (None, LogNorm(1, 2), None)}, r"norm\[1\] must be lin"),
            ("network, by layer", {"norm": Normalize(-1, 1)}, "norm_by='layer' makes a norm"),
            ("network, by layer", {"norm": 3}, "norm must be None or a tuple with a Normalize or"),
            ("network", {"neuron_norm": 3}, "neuron_norm must be None or a matplotlib"),
            ("maps", {"norm": (None, None)}, "norm must have 3 entries"),
            ("maps", {"norm": (None, None, Normalize(0, 1))}, "centred on their threshold, 0.5"),
            ("maps", {"norm": Normalize(1, 2)}, "norm must hold zero"),
            ("maps", {"norm": Normalize()}, "norm must have limits"),
            ("maps", {"norm": LogNorm(1, 2)}, "norm must be linear"),
            ("maps", {"norm": (None, (Normalize(0, 1),), None)}, "maps of a hidden layer share"),
            ("maps", {"norm": ((Normalize(-1, 1),), None, None)}, r"norm\[0\] must have 2 entries"),
            ("maps", {"norm": ((Normalize(-1, 1), None), None, None)}, r"norm\[0\]\[1\] must be"),
            ("maps", {"norm": 3}, "norm must be None, a matplotlib Normalize or a tuple of norms"),
            ("maps", {"norm": (None, "a", None)}, r"norm\[1\] must be None, a matplotlib Normal"),
            ("maps", {"edge_norm": 1}, "edge_norm must be None or a matplotlib"),
            ("maps", {"ylim": (0, 1)}, "ylim is for the curves of a regressor"),
            ("curves", {"ylim": ((0, 1), (0, 1))}, "ylim must have 1 pairs, one for each output"),
            ("curves", {"ylim": (1, 0)}, "ylim must be .* low < high"),
            ("boundary", {"xlim": (1, 0)}, "xlim must be .* low < high"),
            ("boundary, margins", {"norm": Normalize(-1, 1)}, "norm must start at 0"),
            ("fit", {"ylim": "ab"}, "ylim must be None or"),
            ("loss", {"y_range": (0, 1), "log": True}, "y_range must be above 0 on a logarithmic"),
            ("loss", {"x_range": (float("nan"), 1)}, "x_range must be .* finite"),
            ("scores, log", {"xlim": (-1, 1)}, "xlim must be above 0 on a logarithmic"),
            ("weights, by layer", {"norm": (None,)}, "norm must have 2 entries"),
            ("distributions", {"bins": (0.0, 1.0)}, "bins must be .width, limit."),
            ("distributions", {"ylim": ((0, 1),)}, "ylim must have 2 entries"),
            ("distributions", {"ylim": [(0, 1)] * 2}, "ylim must be None or a tuple with a pair"),
            ("activations", {"limits": ((0, 1),)}, "limits must have 2 entries"),
            ("activations", {"limits": 3}, "limits must be None or a tuple with a pair or None"),
        ],
    )
    def test_of_drawing(self, case: str, options: dict[str, Any], words: str) -> None:
        draw, (source, _) = CASES[case]
        display = draw(source)
        plt.close("all")
        with pytest.raises((TypeError, ValueError), match=words):
            display.plot(**options)
        assert not plt.get_fignums()
