"""From the arguments of `draw_backprop` to the numbers that it draws, before anything is drawn."""

from __future__ import annotations

from dataclasses import replace
from numbers import Real
from typing import Any

from nnviz.adapters import as_network
from nnviz.drawing.backprop.numbers import BackpropNumbers, Update
from nnviz.losses import LOSSES, Loss, resolve_loss
from nnviz.network import Network
from nnviz.network.checks import check_place
from nnviz.notation import Notation, get_notation
from nnviz.paths import MAX_PATHS, GradientPaths
from nnviz.paths.flow import Passes, run_passes
from nnviz.paths.gradient import paths_from
from nnviz.paths.routes import Route, Start, check_path, count_paths, find_start
from nnviz.paths.routes import iterate_paths as routes_from
from nnviz.paths.rule import rule_from
from nnviz.propagation import propagate


def backprop_numbers(
    model: Any,
    weight: Any,
    X: Any,
    y: Any,
    path: Any,
    sample: Any,
    loss: str | Loss,
    notation: str | Notation,
    index_base: Any,
) -> BackpropNumbers:
    """Compute everything that the picture shows.

    Parameters
    ----------
    model, weight, X, y, path, sample, loss, notation, index_base
        The arguments of `draw_backprop`.

    Returns
    -------
    BackpropNumbers
        The numbers.
    """
    network = as_network(model)
    start = find_start(network, weight)
    counts = count_paths(network, start.target[0])
    if not counts[start.target[0]][start.target[1]]:
        raise ValueError(f"weight: no path leads from {weight} to an output.")
    names = get_notation(notation, index_base)
    passes: Passes | None = None
    paths: GradientPaths | None = None
    if X is None and y is None:
        if isinstance(path, str):
            _check_strongest(path)
            raise ValueError("path: the strongest is known with data only; give X and y.")
        check_place("sample", sample, 1, "row (there are no data)")
    else:
        if X is None or y is None:
            raise ValueError(f"{'X' if X is None else 'y'}: X and y must be given together.")
        passes = run_passes(network, X, y, loss)
        sample = check_place("sample", sample, passes.forward.n_samples, "row")
        paths = paths_from(passes, weight, start, MAX_PATHS)
    routes = _routes(network, start, path, paths)
    any_route = routes[0] if routes else next(routes_from(network, start, counts))
    return BackpropNumbers(
        network=network,
        start=start,
        routes=routes,
        rule=rule_from(network, weight, start, any_route, names, loss, passes, sample),
        n_paths=int(counts[start.target[0]][start.target[1]]),
        paths=paths,
        loss_label=_loss_label(network, loss),
        passes=passes,
    )


def with_rule(
    numbers: BackpropNumbers, route: Route | None, notation: Notation, loss: str | Loss
) -> BackpropNumbers:
    """The same numbers with the chain rule along another path, or in another notation.

    Parameters
    ----------
    numbers : BackpropNumbers
        The numbers.
    route : Route or None
        The path; None keeps it.
    notation : Notation
        Of all symbols.
    loss : str or Loss
        As in `draw_backprop`.

    Returns
    -------
    BackpropNumbers
        The numbers.
    """
    old = numbers.rule
    along = check_path(numbers.network, numbers.start, old.path) if route is None else route
    rule = rule_from(numbers.network, old.weight, numbers.start, along, notation, loss,
                     numbers.passes, old.sample or 0)  # fmt: skip
    return replace(numbers, rule=rule, routes=numbers.routes if route is None else (route,))


def along_one_path(numbers: BackpropNumbers, loss: str | Loss) -> BackpropNumbers:
    """The same numbers with a chosen path: the strongest, or the first where that is not known.

    Parameters
    ----------
    numbers : BackpropNumbers
        The numbers; returned as they are where a path is chosen.
    loss : str or Loss
        As in `draw_backprop`.

    Returns
    -------
    BackpropNumbers
        The numbers.
    """
    if numbers.routes:
        return numbers
    network, start, paths = numbers.network, numbers.start, numbers.paths
    if paths is not None and paths.n_paths <= MAX_PATHS:
        route = check_path(network, start, paths.strongest)
    else:
        route = check_path(network, start, numbers.rule.path)
    return with_rule(numbers, route, numbers.rule.notation, loss)


def check_rate(rate: Any) -> None:
    """Raise unless a learning rate is a positive number."""
    if isinstance(rate, bool) or not isinstance(rate, Real):
        raise TypeError(f"rate must be a positive number; got {rate!r}.")
    if not 0 < float(rate) < float("inf"):
        raise ValueError(f"rate must be a positive number; got {rate!r}.")


def update_of(numbers: BackpropNumbers, rate: float) -> Update:
    """Take a step of gradient descent at the chosen weight alone, and compute the loss anew.

    Parameters
    ----------
    numbers : BackpropNumbers
        With data.
    rate : float
        The learning rate.

    Returns
    -------
    Update
        The weight and the loss, before and after.
    """
    network, start, passes, paths = numbers.network, numbers.start, numbers.passes, numbers.paths
    assert passes is not None
    assert paths is not None
    layer, neuron = start.target
    weight: tuple[Any, ...]
    if start.source is None:
        bias = network.layers[layer].bias
        assert bias is not None
        weight, old = (layer, "bias", neuron), float(bias[neuron])
    else:
        connection = network.connection(start.source[0], layer)
        assert connection is not None
        assert connection.weights is not None
        weight, old = (
            (start.source, start.target),
            float(connection.weights[start.source[1], neuron]),
        )
    new = old - rate * paths.gradient
    moved = propagate(network.with_weights({weight: new}), passes.forward.activations[0])
    after = passes.loss.value(passes.targets, moved.output)
    return Update(rate, old, new, passes.backward.loss, float(after))


def _routes(
    network: Network, start: Start, path: Any, paths: GradientPaths | None
) -> tuple[Route, ...]:
    if isinstance(path, str):
        _check_strongest(path)
        assert paths is not None  # without data this has been refused
        return (check_path(network, start, paths.strongest),)
    if path is None:
        # A weight into an output has one path, which needs no choice.
        return ((),) if start.target[0] == network.depth else ()
    if isinstance(path, list) and all(isinstance(one, (tuple, list)) for one in path):
        if not path:
            raise ValueError("path: the list of paths is empty; None chooses no path.")
        return tuple(dict.fromkeys(check_path(network, start, one) for one in path))
    return (check_path(network, start, path),)


def _check_strongest(path: str) -> None:
    if path != "strongest":
        raise ValueError(
            f'path: must be a tuple of neurons, a list of such, "strongest" or None; got {path!r}.'
        )


def _loss_label(network: Network, loss: str | Loss) -> str | None:
    if isinstance(loss, Loss):
        return loss.label
    if loss == "auto" and network.layers[-1].activation is None:
        return None
    return LOSSES[resolve_loss(loss, network.layers[-1].activation).name].label
