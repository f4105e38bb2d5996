"""`plot_sweep_scores`: what it refuses, and that nothing stays behind then."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest

from nnviz import SweepRun, TrainingSweep, plot_sweep_scores
from tests.displays.sweep_scores.sweeps import made, over_alpha, over_two
from tests.figures import new_axes

FAILED = made({"a": [1, 2]}, lambda a: None)
UNSCORED = TrainingSweep(
    [SweepRun({"a": 1}, None, None, {"test": np.nan}, None, None, ())], {"a": [1]}, "R²", 0
)
TWINS = made({"p__a": [1, 2], "q__a": [1, 2]}, lambda a, b: (0.9, 0.8))
ERRORS: dict[str, tuple[Any, dict[str, Any], str]] = {
    "a list": ([0.9, 0.8], {}, "sweep must be a TrainingSweep.*got list.*plot_loss"),
    "a run": (over_alpha().runs[0], {}, "sweep must be a TrainingSweep.*got SweepRun"),
    "all failed": (FAILED, {}, "none of its 2 runs has a finite one; 2 failed.*ValueError: hidden"),
    "no score": (UNSCORED, {}, "none of its 1 runs"),
    "x": (over_alpha(), {"x": "alhpa"}, "x must be a parameter of the sweep, mlp__alpha; got 'alh"),
    "x near": (over_two(), {"x": "activate"}, "Did you mean 'activation'"),
    "x twice": (TWINS, {"x": "a"}, "'a' could be any of p__a, q__a"),
    "x a number": (over_alpha(), {"x": 0}, "x must be None or the name of a parameter; got 0"),
    "kind": (over_alpha(), {"scores": "cv"}, "kinds that this sweep has, test, train; got 'cv'"),
    "kinds": (over_alpha(), {"scores": ["test", 3]}, "this sweep has, test, train; got 3"),
    "no kind": (over_alpha(), {"scores": []}, "scores must be None, a kind .* got \\[\\]"),
    "kind a flag": (over_alpha(), {"scores": True}, "scores must be None, a kind"),
    "log": (over_alpha(), {"log": "yes"}, "log must be one of 'auto', True, False"),
    "log of names": (over_two(), {"log": True, "x": "activation"}, "that are numbers; they are re"),
    "log of zero": (made({"a": [0, 1]}, lambda a: (1, 1)), {"log": True}, "above 0; .* least is 0"),
    "best": (over_alpha(), {"best": 1}, "best must be one of True, False"),
    "legend": (over_alpha(), {"legend": None}, "legend must be one of True, False"),
    "line_kw": (over_alpha(), {"line_kw": {"colour": "red"}}, "line_kw"),
    "late": (over_alpha(), {"label_kw": {"color": "no colour"}}, "color"),
    "late point": (over_alpha(), {"scatter_kw": {"c": "no colour"}}, "color"),
    "figsize": (over_alpha(), {"figsize": (0, 1)}, "figsize must be"),
}  # fmt: skip


@pytest.mark.parametrize("case", ERRORS)
def test_errors_leave_nothing_behind(case: str) -> None:
    sweep, options, message = ERRORS[case]
    ax = new_axes()
    ax.set_xlabel("mine")
    before = ax.get_children()
    with pytest.raises((TypeError, ValueError), match=message):
        plot_sweep_scores(sweep, ax=ax, **options)
    assert ax.get_children() == before
    assert ax.get_xlabel() == "mine"
    assert (ax.get_xscale(), ax.get_xlim()) == ("linear", (0, 1))
    assert ax.get_axes_locator() is None
    with pytest.raises((TypeError, ValueError), match=message):
        plot_sweep_scores(sweep, **options)
    assert not plt.get_fignums()


def test_the_kind_of_error() -> None:
    with pytest.raises(TypeError):
        plot_sweep_scores("sweep")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="must have scores"):
        plot_sweep_scores(FAILED)
    with pytest.raises(TypeError, match="ax must be a matplotlib Axes"):
        plot_sweep_scores(over_alpha(), ax="here")  # type: ignore[arg-type]
