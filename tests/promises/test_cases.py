"""The common checks leave no public function out."""

from __future__ import annotations

import inspect
import warnings

import pytest
from matplotlib.figure import Figure

import nnviz
from tests.promises.cases import COMPUTATIONS, IN_AXES, PICTURES, Case


def test_every_public_function_has_a_case() -> None:
    public = {name for name in nnviz.__all__ if inspect.isfunction(getattr(nnviz, name))}
    assert {case.name.split(":")[0] for case in (*PICTURES, *COMPUTATIONS)} == public


def test_names_are_those_of_the_functions() -> None:
    cases = (*PICTURES, *COMPUTATIONS)
    assert len({case.name for case in cases}) == len(cases)
    for case in cases:
        assert case.name.split(":")[0] == case.function.__name__
        parameters = inspect.signature(case.function).parameters
        assert [name for name in ("ax", "figure") if name in parameters] == (
            [] if case.place is None else [case.place]
        )


@pytest.mark.parametrize("case", IN_AXES, ids=repr)
def test_pictures_draw_into_what_they_are_given(case: Case) -> None:
    figure = Figure(figsize=(5, 4))
    display = case.draw(figure.add_subplot())
    assert display.figure_ is figure


@pytest.mark.parametrize("case", COMPUTATIONS, ids=repr)
def test_computations_compute(case: Case) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that four epochs are few
        assert case.call() is not None
