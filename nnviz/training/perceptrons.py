"""Finding the perceptron in an estimator that is yet to be trained."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnviz.adapters.kinds import is_kind

_TAKEN = "an MLPClassifier or MLPRegressor, alone or as the last step of a Pipeline"


def last_steps(estimator: Any) -> tuple[Any, list[Any]]:
    """Go through Pipelines, nested ones too, to the last step.

    Parameters
    ----------
    estimator : object
        Any estimator.

    Returns
    -------
    last : object
        The last step, or the estimator itself if it is no Pipeline.
    before : list
        The transformers before it, in order; those that pass data through are left out.
    """
    before: list[Any] = []
    while is_kind(estimator, "sklearn", "Pipeline") and estimator.steps:
        steps = [step for _, step in estimator.steps]
        before += [s for s in steps[:-1] if s is not None and not isinstance(s, str)]
        estimator = steps[-1]
    return estimator, before


def is_perceptron(model: Any) -> bool:
    """Tell whether something is one of scikit-learn's multilayer perceptrons.

    Parameters
    ----------
    model : object
        Any object.

    Returns
    -------
    bool
        Whether it is one.
    """
    return is_kind(model, "sklearn", "BaseMultilayerPerceptron")


def perceptron_of(estimator: Any) -> Any:
    """Return the perceptron in an estimator, or say what is taken.

    Parameters
    ----------
    estimator : object
        What a user gave.

    Returns
    -------
    MLPClassifier or MLPRegressor
        The last step.

    Raises
    ------
    TypeError
        If there is none.
    """
    if isinstance(estimator, type):
        raise TypeError(
            f"estimator is the class {estimator.__name__} itself; it must be {_TAKEN}: "
            f"{estimator.__name__}(...)."
        )
    last, _ = last_steps(estimator)
    if not is_perceptron(last):
        where = "" if last is estimator else "a Pipeline whose last step is "
        raise TypeError(f"estimator must be {_TAKEN}; it is {where}of type {type(last).__name__}.")
    return last


def draw_seed() -> int:
    """Draw a seed from the operating system, so that no random state of the program moves.

    Returns
    -------
    int
        A seed that NumPy and scikit-learn take.
    """
    return int(np.random.SeedSequence().generate_state(1)[0])


def seed_of(mlp: Any) -> int | None:
    """Return the seed that a perceptron was given.

    Parameters
    ----------
    mlp : MLPClassifier or MLPRegressor
        A perceptron.

    Returns
    -------
    int or None
        The seed; None where it has a RandomState object, or nothing.
    """
    seed = getattr(mlp, "random_state", None)
    return int(seed) if isinstance(seed, (int, np.integer)) else None
