"""From the arguments of `draw_backprop` to the numbers that it draws, before anything is drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from nnviz.adapters import as_network
from nnviz.drawing.backprop.numbers import BackpropNumbers
from nnviz.losses import LOSSES, Loss, resolve_loss
from nnviz.network import Network
from nnviz.network.checks import check_place
from nnviz.notation import Notation
from nnviz.paths import MAX_PATHS, ChainRule, GradientPaths, chain_rule
from nnviz.paths.flow import Passes, run_passes
from nnviz.paths.gradient import paths_from
from nnviz.paths.routes import Route, Start, as_given, check_path, count_paths, find_start
from nnviz.paths.routes import iterate_paths as routes_from


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
    data: dict[str, Any] = {}
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
        data = {"X": X, "y": y, "sample": sample}
    routes = _routes(network, start, path, paths)
    any_route = routes[0] if routes else next(routes_from(network, start, counts))
    rule = chain_rule(
        network, weight, as_given(network, any_route), notation=notation, index_base=index_base,
        loss=loss, **data,
    )  # fmt: skip
    return BackpropNumbers(
        network=network,
        start=start,
        routes=routes,
        rule=rule,
        paths=paths,
        loss_label=_loss_label(network, loss),
        sums=None if passes is None else _sums(passes, sample),
    )


def renamed(
    numbers: BackpropNumbers, notation: str | Notation, index_base: Any, loss: str | Loss
) -> ChainRule:
    """The same chain rule in another notation, with its values.

    Parameters
    ----------
    numbers : BackpropNumbers
        With the chain rule.
    notation, index_base, loss
        As in `draw_backprop`.

    Returns
    -------
    ChainRule
        The chain rule.
    """
    old = numbers.rule
    new = chain_rule(numbers.network, old.weight, old.path, notation=notation,
                     index_base=index_base, loss=loss)  # fmt: skip
    factors = tuple(
        replace(factor, value=known.value)
        for factor, known in zip(new.factors, old.factors, strict=True)
    )
    return replace(new, factors=factors, product=old.product, sample=old.sample)


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


def _sums(passes: Passes, sample: int) -> tuple[Any, ...]:
    return tuple(None if z is None else z[sample].copy() for z in passes.forward.preactivations)
