"""What `plot_activation` computes: values, slopes, kinks, jumps, ranges, saturated parts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from nnviz.activations import ACTIVATIONS, Activation
from nnviz.displays.activation.arguments import activation_numbers
from nnviz.drawing.activation.numbers import Curve, Jump, with_gaps

BY_NEURON = [name for name in ACTIVATIONS if name != "softmax"]


def curves(activation: Any, **more: Any) -> tuple[Curve, ...]:
    options: dict[str, Any] = {
        "z_range": (-6, 6), "n_points": 601, "flat_below": 0.01, "n_classes": 3, **more,
    }  # fmt: skip
    return activation_numbers(activation, **options).curves


def curve(activation: Any, **more: Any) -> Curve:
    (one,) = curves(activation, **more)
    return one


class TestKnown:
    @pytest.mark.parametrize("name", BY_NEURON)
    def test_values_and_slopes(self, name: str) -> None:
        known, made = ACTIVATIONS[name], curve(name)
        np.testing.assert_array_equal(made.values, known.function(made.z))
        smooth = np.abs(made.z) > 1e-4
        z, d = made.z[smooth], 1e-6
        numeric = (known.function(z + d) - known.function(z - d)) / (2 * d)
        np.testing.assert_allclose(made.derivatives[smooth], numeric, rtol=1e-6, atol=1e-7)

    @pytest.mark.parametrize("n_points", [2, 100, 601])
    @pytest.mark.parametrize("z_range", [(-15, 15), (-0.7, 3.1), (-1000, 1)])
    def test_zero_and_the_ends_are_among_the_places(
        self, n_points: int, z_range: tuple[float, float]
    ) -> None:
        made = curve("relu", n_points=n_points, z_range=z_range)
        assert 0.0 in made.z
        assert (made.z[0], made.z[-1]) == z_range
        assert made.kinks == (0.0,)
        assert len(made.z) in (n_points, n_points + 1)

    def test_step_jumps_to_its_value(self) -> None:
        made = curve("step")
        assert made.jumps == (Jump(0.0, 0.0, 1.0, 1.0),)
        (slope,) = made.slope_jumps
        assert (slope.before, slope.after) == (0.0, 0.0)
        assert np.isnan(slope.value)
        assert np.isnan(made.derivatives[made.z == 0.0]).all()

    def test_slope_of_relu_at_zero_is_that_of_scikit_learn(self) -> None:
        made = curve("relu")
        assert made.jumps == ()
        assert made.slope_jumps == (Jump(0.0, 0.0, 0.0, 1.0),)
        assert made.derivatives[made.z == 0.0].tolist() == [0.0]

    @pytest.mark.parametrize("name", ["identity", "elu", "gelu", "softsign", "tanh"])
    def test_smooth_ones_have_no_kinks(self, name: str) -> None:
        made = curve(name)
        assert made.kinks == made.jumps == made.slope_jumps == ()

    def test_a_kink_at_the_end_of_the_range_is_one(self) -> None:
        assert curve("step", z_range=(-5, 0)).jumps == (Jump(0.0, 0.0, 1.0, 1.0),)
        assert curve("step", z_range=(1, 5)).jumps == ()

    @pytest.mark.parametrize("n_classes", [2, 3, 10])
    def test_softmax_of_one_logit(self, n_classes: int) -> None:
        made = curve("softmax", n_classes=n_classes)
        expected = np.exp(made.z) / (np.exp(made.z) + n_classes - 1)
        np.testing.assert_allclose(made.values, expected, rtol=1e-12)
        d = 1e-6
        up, down = np.exp(made.z + d), np.exp(made.z - d)
        numeric = (up / (up + n_classes - 1) - down / (down + n_classes - 1)) / (2 * d)
        np.testing.assert_allclose(made.derivatives, numeric, atol=1e-9)
        assert made.remark.startswith(f"one of {n_classes} logits, the other")

    def test_by_alias_and_by_object(self) -> None:
        assert curve("sigmoid").name == curve(ACTIVATIONS["logistic"]).name == "sigmoid (logistic)"


def lowest(name: str, sign: float) -> float:
    """The infimum of sign * h over a wide range."""
    h = curve(name, z_range=(-30, 30), n_points=6001)
    k = int(np.argmin(sign * h.values))
    bracket = (h.z[max(k - 1, 0)], h.z[min(k + 1, len(h.z) - 1)])
    found = minimize_scalar(
        lambda z: sign * float(ACTIVATIONS[name].function(np.array([z]))[0]),
        bounds=bracket, method="bounded", options={"xatol": 1e-10},
    )  # fmt: skip
    return float(min(found.fun, np.min(sign * h.values)))


class TestRange:
    @pytest.mark.parametrize("name", BY_NEURON)
    @pytest.mark.parametrize("end", [0, 1])
    def test_ends_are_reached_or_only_approached(self, name: str, end: int) -> None:
        activation = ACTIVATIONS[name]
        assert activation.attained is not None
        bound, sign = activation.range[end], 1.0 if end == 0 else -1.0
        if np.isinf(bound):
            assert not activation.attained[end]
            assert lowest(name, sign) < -0.2  # goes on and on: see the next line
            far = sign * activation.function(np.array([-600.0, 600.0]))
            assert far.min() < -5
            return
        if activation.attained[end]:
            assert lowest(name, sign) == pytest.approx(sign * bound, abs=1e-12)
        else:
            # Within 15, where rounding does not yet reach the end in its place.
            near = sign * curve(name, z_range=(-15, 15)).values
            assert (near > sign * bound).all()
            far = sign * activation.function(np.array([-1e6, 1e6]))
            assert far.min() == pytest.approx(sign * bound, abs=1e-5)

    def test_softmax_never_reaches_its_ends(self) -> None:
        made = curve("softmax", z_range=(-15, 15))
        assert made.range == (0.0, 1.0)
        assert made.attained == (False, False)
        assert (made.values > 0).all()
        assert (made.values < 1).all()

    def test_of_a_callable_it_is_not_known(self) -> None:
        assert curve(np.tanh).range is None


class TestSaturation:
    @pytest.mark.parametrize(("name", "below", "expected"), [
        ("logistic", 0.01, [(-6, -np.log(1 / 0.010102051443364424 - 1)), (4.58486, 6)]),
        ("tanh", 0.01, [(-6, -np.arctanh(np.sqrt(0.99))), (np.arctanh(np.sqrt(0.99)), 6)]),
        ("relu", 0.01, [(-6, 0)]),
        ("leaky_relu", 0.01, []),
        ("leaky_relu", 0.02, [(-6, 0)]),
        ("elu", 0.05, [(-6, np.log(0.05))]),
        ("exp", 0.1, [(-6, np.log(0.1))]),
        ("softplus", 0.01, [(-6, np.log(0.01 / 0.99))]),
        ("softsign", 0.04, [(-6, -4), (4, 6)]),
        ("step", 0.01, [(-6, 0), (0, 6)]),
        ("identity", 0.01, []),
    ])  # fmt: skip
    def test_where(self, name: str, below: float, expected: Any) -> None:
        made = curve(name, flat_below=below)
        np.testing.assert_allclose(np.reshape(made.flat, (-1, 2)), np.reshape(expected, (-1, 2)),
                                   rtol=1e-6, atol=1e-12)  # fmt: skip

    @pytest.mark.parametrize("name", ["logistic", "tanh", "gelu", "selu", "silu"])
    def test_slopes_are_small_there_and_large_elsewhere_but_at_a_minimum(self, name: str) -> None:
        made = curve(name, z_range=(-9, 9), n_points=5001)
        inside = np.any([(made.z >= low) & (made.z <= high) for low, high in made.flat], axis=0)
        assert (np.abs(made.derivatives[inside]) < 0.01 + 1e-9).all()
        outside = made.z[~inside & (np.abs(made.derivatives) < 0.01)]
        bottom = {"gelu": -0.7518, "silu": -1.2785}.get(name)
        for z in outside:
            assert bottom is not None
            assert abs(z - bottom) < 0.05

    def test_a_plateau_is_but_a_maximum_is_not(self) -> None:
        assert curve(np.sin).flat == ()
        ((low, high),) = curve(lambda z: z**3).flat
        assert (low, high) == pytest.approx((-np.sqrt(0.01 / 3), np.sqrt(0.01 / 3)), rel=1e-5)

    def test_far_from_zero_nothing_is_missed(self) -> None:
        made = curve("tanh", z_range=(-1e6, 1e6))
        edge = np.arctanh(np.sqrt(0.99))
        np.testing.assert_allclose(made.flat, [(-1e6, -edge), (edge, 1e6)], rtol=1e-6)


class TestCallables:
    def test_derivative_is_a_central_difference(self) -> None:
        made = curve(np.tanh)
        np.testing.assert_allclose(made.derivatives, 1 - np.tanh(made.z) ** 2, atol=1e-9)

    def test_it_asks_for_nothing_outside_the_range(self) -> None:
        made = curve(np.sqrt, z_range=(0.25, 4))
        np.testing.assert_allclose(made.derivatives, 0.5 / np.sqrt(made.z), rtol=1e-6)

    @pytest.mark.parametrize(("function", "kinks"), [
        (lambda z: np.maximum(z, 0), (0.0,)),
        (lambda z: np.abs(z - 1.2345), (1.2345,)),
        (lambda z: np.clip(0.2 * z + 0.5, 0, 1), (-2.5, 2.5)),
        (lambda z: np.where(z > 0, z, 0.01 * z), (0.0,)),
        (np.sin, ()), (np.tanh, ()), (lambda z: np.tanh(50 * z), ()), (np.exp, ()),
        (lambda z: 0 * z + 3, ()), (lambda z: 1e6 * z, ()),
    ])  # fmt: skip
    def test_kinks_are_found(self, function: Any, kinks: tuple[float, ...]) -> None:
        made = curve(function)
        assert made.kinks == pytest.approx(kinks, abs=1e-6)
        assert set(made.kinks) <= set(made.z.tolist())
        assert made.jumps == ()
        for kink in made.kinks:
            assert np.isnan(made.derivatives[made.z == kink]).all()

    def test_slopes_beside_a_kink_do_not_reach_over_it(self) -> None:
        (jump,) = curve(lambda z: np.maximum(z, 0)).slope_jumps
        assert (jump.before, jump.after) == pytest.approx((0, 1), abs=1e-9)
        assert np.isnan(jump.value)

    @pytest.mark.parametrize(("function", "expected"), [
        (np.sign, [(0.0, -1.0, 0.0, 1.0)]),
        (lambda z: np.heaviside(z - 0.3, 1.0), [(0.3, 0.0, 1.0, 1.0)]),
        (lambda z: z > 1, [(1.0, 0.0, 0.0, 1.0)]),
        (lambda z: np.where(np.abs(z) > 0.5, z, 0.0),
         [(-0.5, -0.5, 0.0, 0.0), (0.5, 0.0, 0.0, 0.5)]),
    ])  # fmt: skip
    def test_jumps_are_found_with_the_value_there(self, function: Any, expected: Any) -> None:
        made = curve(function)
        found = [(jump.z, jump.before, jump.value, jump.after) for jump in made.jumps]
        np.testing.assert_allclose(found, expected, atol=1e-10)

    def test_every_step_of_a_staircase(self) -> None:
        made = curve(np.floor, z_range=(-3.5, 3.5))
        assert [jump.z for jump in made.jumps] == [-3, -2, -1, 0, 1, 2, 3]
        assert all(jump.value == jump.after == jump.before + 1 for jump in made.jumps)

    def test_a_pole_is_a_gap(self) -> None:
        (jump,) = curve(lambda z: np.divide(1, z)).jumps
        assert (jump.z, jump.before, jump.after) == (0.0, -np.inf, np.inf)

    def test_infinite_values_are_values(self) -> None:
        with np.errstate(over="ignore"):
            made = curve(lambda z: np.exp(1000 * z))
        assert np.isinf(made.values[-1])

    def test_noise_is_no_thousand_jumps(self) -> None:
        made = curve(lambda z: np.sin(12.9898 * np.floor(1e4 * z)) * 43758.5453 % 1)
        assert made.kinks == ()

    def test_a_function_that_takes_no_empty_arrays(self) -> None:
        assert curve(np.vectorize(lambda t: max(t, 0.0))).kinks == (0.0,)

    def test_names(self) -> None:
        def mine(z: Any) -> Any:
            return z

        names = [one.name for one in curves([mine, np.tanh, lambda z: z, mine, "relu", "relu"])]
        assert names == ["mine", "tanh", "function", "mine (2)", "ReLU", "ReLU (2)"]
        assert [one.name for one in curves({"a $b$": mine, " c\n": "relu"})] == ["a $b$", "c"]

    def test_what_is_given_stays(self) -> None:
        kept = np.zeros(601)

        def greedy(z: Any) -> Any:
            z *= 2
            return z if len(z) != 601 else kept + z

        made = curve(greedy)
        np.testing.assert_allclose(made.values, 2 * made.z)
        assert not kept.any()

    def test_an_activation_of_ones_own(self) -> None:
        own = Activation(
            "mine", "My own", lambda z: np.maximum(np.asarray(z, float), 1.0), None,
            r"\max(1,\, z)", (1.0, np.inf), (1.0,),
        )  # fmt: skip
        made = curve(own)
        assert (made.name, made.formula, made.kinks) == ("My own", r"\max(1,\, z)", (1.0,))
        assert made.attained is None
        assert made.slope_jumps[0].after == pytest.approx(1, abs=1e-9)


class TestGaps:
    def test_a_line_ends_before_each_jump_and_begins_after_it(self) -> None:
        z = np.array([-1.0, 0.0, 1.0, 2.0])
        jumps = [Jump(0.0, 5.0, 6.0, 7.0), Jump(1.0, 8.0, 8.0, 9.0)]
        places, heights = with_gaps(z, np.array([1.0, 6.0, 8.0, 3.0]), jumps)
        np.testing.assert_array_equal(places, [-1, 0, np.nan, 0, 1, np.nan, 1, 2])
        np.testing.assert_array_equal(heights, [1, 5, np.nan, 7, 8, np.nan, 9, 3])

    def test_infinite_values_are_no_part_of_it(self) -> None:
        _, heights = with_gaps(np.array([0.0, 1.0]), np.array([np.inf, 1.0]), [])
        np.testing.assert_array_equal(heights, [np.nan, 1.0])
