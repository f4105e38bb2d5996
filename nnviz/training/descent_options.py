"""How a Network is trained: what a user may choose, checked."""

from __future__ import annotations

import numbers
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from nnviz.history.checks import check_flag
from nnviz.losses import Loss
from nnviz.network import Network
from nnviz.network.checks import check_integer
from nnviz.network.edits import find_weight
from nnviz.training.optimisers import CONSTANTS, WITH_MOMENTUM, Rule, make_rule
from nnviz.training.perceptrons import draw_seed

#: Where what is for a Network belongs when an estimator is trained.
_OF_THE_ESTIMATOR = {
    "solver": 'solver, "sgd" or "adam"',
    "learning_rate": "learning_rate_init",
    "momentum": "momentum",
    "solver_kw": "beta_1, beta_2 and epsilon",
    "batch_size": "batch_size",
    "max_iter": "max_iter",
    "l2": "alpha",
    "tol": "tol",
    "n_iter_no_change": "n_iter_no_change",
    "shuffle": "shuffle",
    "rng": "random_state",
}


@dataclass(frozen=True, eq=False)
class DescentOptions:
    """What a training of a Network follows.

    Parameters
    ----------
    solver : str
        A key of `nnviz.training.optimisers.CONSTANTS`.
    learning_rate : float
        How large the steps are.
    momentum : float or None
        For the solvers that have one.
    constants : mapping
        The solver's others.
    batch_size : int or None
        Samples an update; None for all.
    max_iter : int
        How many epochs at most.
    l2 : float
        The strength of the penalty.
    tol : float or None
        What counts as an improvement of the loss; None where the training does not ask.
    n_iter_no_change : int
        For how many epochs the loss need not improve.
    shuffle : bool
        Whether the samples are shuffled before each epoch.
    loss : str or Loss
        As `nnviz.losses.resolve_loss` takes it.
    trainable : tuple of tuple, or None
        Where the weights that move are, as `find_weight` gives it; None for all.
    """

    solver: str
    learning_rate: float
    momentum: float | None
    constants: Mapping[str, float]
    batch_size: int | None
    max_iter: int
    l2: float
    tol: float | None
    n_iter_no_change: int
    shuffle: bool
    loss: str | Loss
    trainable: tuple[tuple[int | None, int, int], ...] | None

    def rule(self) -> Rule:
        """Make the solver's rule in its first state.

        Returns
        -------
        Rule
            The rule.
        """
        return make_rule(self.solver, self.learning_rate, self.momentum, self.constants)


def refuse_with_estimator(name: str, given: Mapping[str, Any]) -> None:
    """Refuse what is for a Network where an estimator is trained.

    Parameters
    ----------
    name : str
        The class of the perceptron.
    given : mapping
        What a user gave, by parameter; None for nothing.

    Raises
    ------
    ValueError
        If anything was given.
    """
    for parameter, value in given.items():
        if value is None:
            continue
        if parameter == "trainable":
            where = "scikit-learn trains all weights; nnviz.as_network makes a Network of a fitted "
            where += "estimator, of which some can be trained"
        elif parameter == "loss":
            where = f"a {name} has its own loss"
        else:
            where = f"of a {name} it is a parameter of its own: {_OF_THE_ESTIMATOR[parameter]}"
        raise ValueError(f"{parameter} is for the training of a Network; {where}.")


def check_options(network: Network, n_samples: int, given: Mapping[str, Any]) -> DescentOptions:
    """Check what a user gave, and fill in the rest.

    Parameters
    ----------
    network : Network
        What is trained.
    n_samples : int
        On how many samples.
    given : mapping
        What a user gave, by parameter; None for nothing.

    Returns
    -------
    DescentOptions
        All of it.

    Raises
    ------
    TypeError, ValueError
        If something is not as `nnviz.record_training` says.
    """
    solver = _check_solver(given["solver"])
    return DescentOptions(
        solver=solver,
        learning_rate=_check_rate(given["learning_rate"]),
        momentum=_check_momentum(solver, given["momentum"]),
        constants=_check_constants(solver, given["solver_kw"]),
        batch_size=_check_batch_size(given["batch_size"], n_samples),
        max_iter=check_integer("max_iter", _default(given["max_iter"], 200), least=1),
        l2=_number("l2", _default(given["l2"], 0.0), "0 or more", lambda x: x >= 0),
        tol=_check_tol(given["tol"], given["n_iter_no_change"]),
        n_iter_no_change=check_integer(
            "n_iter_no_change", _default(given["n_iter_no_change"], 10), least=1
        ),
        shuffle=check_flag("shuffle", _default(given["shuffle"], True)),
        loss=_default(given["loss"], "auto"),
        trainable=_check_trainable(network, given["trainable"]),
    )


def check_rng(rng: Any, *, needed: bool) -> tuple[Any, int | None]:
    """Return what draws the batches, and its seed.

    Parameters
    ----------
    rng : int, Generator, RandomState or None
        What a user gave.
    needed : bool
        Whether anything is drawn.

    Returns
    -------
    rng : Generator or RandomState
        What draws.
    seed : int or None
        The seed that was given, or drawn because one was needed.
    """
    if isinstance(rng, (np.random.Generator, np.random.RandomState)):
        return rng, None
    if rng is None:
        seed = draw_seed() if needed else None
    elif isinstance(rng, numbers.Integral):
        seed = check_integer("rng", rng, least=0)
    else:
        raise TypeError(
            f"rng must be a seed (int), a numpy.random.Generator, a RandomState or None; it is "
            f"{rng!r}."
        )
    return np.random.default_rng(seed), seed


def _default(value: Any, default: Any) -> Any:
    return default if value is None else value


def _number(argument: str, value: Any, allowed: str, is_allowed: Any) -> float:
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, numbers.Real):
        raise TypeError(f"{argument} must be a number, {allowed}; it is {value!r}.")
    number = float(value)
    if not (np.isfinite(number) and is_allowed(number)):
        raise ValueError(f"{argument} must be a finite number, {allowed}; it is {value!r}.")
    return number


def _check_solver(solver: Any) -> str:
    if solver is None:
        return "sgd"
    if not isinstance(solver, str) or solver not in CONSTANTS:
        more = "; lbfgs does not train by epochs" if solver == "lbfgs" else ""
        raise ValueError(
            f"solver must be one of {', '.join(map(repr, CONSTANTS))}; it is {solver!r}{more}."
        )
    return solver


def _check_rate(rate: Any) -> float:
    if isinstance(rate, str):
        raise TypeError(
            f"learning_rate must be a number above 0, which stays constant (scikit-learn's "
            f"learning_rate_init); it is {rate!r}."
        )
    return _number("learning_rate", _default(rate, 0.001), "above 0", lambda x: x > 0)


def _check_momentum(solver: str, momentum: Any) -> float | None:
    if solver in WITH_MOMENTUM:
        value = _default(momentum, 0.9)
        return _number("momentum", value, "from 0 to 1", lambda x: 0 <= x <= 1)
    if momentum is not None:
        raise ValueError(
            f"momentum is for solver='momentum' and 'nesterov'; solver is {solver!r}, without one."
        )
    return None


def _check_constants(solver: str, given: Any) -> dict[str, float]:
    constants = dict(CONSTANTS[solver])
    if given is None:
        return constants
    if not isinstance(given, Mapping):
        raise TypeError(f"solver_kw must be a mapping of names to numbers; it is {given!r}.")
    for name, value in given.items():
        if name not in constants:
            known = ", ".join(map(repr, constants)) or "no constants"
            raise ValueError(f"solver_kw: solver={solver!r} has {known}; it has no {name!r}.")
        argument = f"solver_kw[{name!r}]"
        if name == "epsilon":
            constants[name] = _number(argument, value, "above 0", lambda x: x > 0)
        else:
            constants[name] = _number(argument, value, "from 0 to below 1", lambda x: 0 <= x < 1)
    return constants


def _check_batch_size(batch_size: Any, n_samples: int) -> int | None:
    if batch_size is None:
        return None
    if isinstance(batch_size, str):
        raise TypeError(
            f"batch_size must be an integer, or None for all samples; it is {batch_size!r}."
        )
    size = check_integer("batch_size", batch_size, least=1)
    if size > n_samples:
        raise ValueError(
            f"batch_size must be at most the number of samples, {n_samples:,}; it is {size:,}."
        )
    return None if size == n_samples else size


def _check_tol(tol: Any, n_iter_no_change: Any) -> float | None:
    if tol is None:
        if n_iter_no_change is not None:
            raise ValueError(
                "n_iter_no_change must come with tol, by which an improvement is told; tol is None."
            )
        return None
    return _number("tol", tol, "0 or more", lambda x: x >= 0)


def _check_trainable(
    network: Network, trainable: Any
) -> tuple[tuple[int | None, int, int], ...] | None:
    if trainable is None:
        return None
    if isinstance(trainable, (str, bytes)) or not isinstance(trainable, Iterable):
        raise TypeError(f"trainable must be a list of weights; it is {trainable!r}.")
    found: dict[tuple[int | None, int, int], Any] = {}
    for k, weight in enumerate(trainable):
        try:
            place = find_weight(network, weight)
        except (TypeError, ValueError) as error:
            text = str(error).removeprefix("weight")
            hint = "" if isinstance(weight, tuple) else " One weight alone is a list of one."
            raise type(error)(f"trainable[{k}]{text}{hint}") from None
        if place in found:
            raise ValueError(
                f"trainable must hold each weight once; {found[place]} and {weight} are the same."
            )
        found[place] = weight
    if not found:
        raise ValueError(
            "trainable must hold at least one weight, or be None for all; it is empty."
        )
    return tuple(found)
