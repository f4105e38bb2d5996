"""The numbers that a picture of one weight's gradient shows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.activations import get_activation
from nnviz.network import Network
from nnviz.paths import ChainRule, Factor, GradientPaths
from nnviz.paths.flow import Passes
from nnviz.paths.living import living_edges, living_outputs
from nnviz.paths.routes import Route, Start

FEW_PATHS = 8  # so many contributions are written one by one


@dataclass(frozen=True)
class Update:
    """One step of gradient descent at the chosen weight alone.

    Attributes
    ----------
    rate : float
        The learning rate.
    old, new : float
        The weight before and after.
    loss_before, loss_after : float
        The loss over all samples.
    """

    rate: float
    old: float
    new: float
    loss_before: float
    loss_after: float


@dataclass(frozen=True, eq=False)
class BackpropNumbers:
    """What is drawn, and what it is worth.

    Attributes
    ----------
    network : Network
        The network.
    start : Start
        The chosen weight.
    routes : tuple of Route
        The chosen paths; the formula is that of the first.
    rule : ChainRule
        Of the first chosen path; of any path where none is chosen.
    n_paths : int
        How many paths lead from the weight to the outputs.
    paths : GradientPaths or None
        With data.
    loss_label : str or None
        What the loss is called, where it is known.
    passes : Passes or None
        With data, the forward and the backward pass over them.
    """

    network: Network
    start: Start
    routes: tuple[Route, ...]
    rule: ChainRule
    n_paths: int
    paths: GradientPaths | None
    loss_label: str | None
    passes: Passes | None

    @property
    def weight_symbol(self) -> str:
        """The chosen weight in the notation, in LaTeX."""
        notation, n = self.rule.notation, self.network.n_layers
        layer, j = self.start.target
        if self.start.source is None:
            return notation.bias(layer, j, n)
        before, i = self.start.source
        return notation.weight(layer, i, j, n, source=before)

    def weighted_sum(self, layer: int, neuron: int) -> float | None:
        """What enters a neuron for the sample that the values are of; None without data."""
        if self.passes is None or self.rule.sample is None:
            return None
        sums = self.passes.forward.preactivations[layer]
        return None if sums is None else float(sums[self.rule.sample, neuron])

    @property
    def on_paths(self) -> tuple[NDArray[np.bool_], ...]:
        """By connection, the edges after the weight that are on any path."""
        return living_edges(self.network, self.start, None)

    @property
    def living(self) -> tuple[NDArray[np.bool_], ...]:
        """By connection, the edges on paths whose product is not zero for every sample.

        A part of the gradient that is no number is not zero either: zero times infinity.
        """
        if self.paths is None:
            return living_edges(self.network, self.start, None)
        living = living_edges(self.network, self.start, self.paths.flow)
        return tuple(
            edges | (on_path & ~np.isfinite(share))
            for edges, on_path, share in zip(
                living, self.on_paths, self.paths.edge_shares, strict=True
            )
        )

    @property
    def n_missing(self) -> tuple[int, int]:
        """How many edges on paths have a part of the gradient that is NaN or infinite, of how many.

        The chosen weight, whose part is the gradient itself, is one of them.
        """
        if self.paths is None:
            return 0, 0
        shares = self.paths.edge_shares
        through = [share[on] for on, share in zip(self.on_paths, shares, strict=True)]
        parts = np.concatenate([*through, [self.paths.gradient]])
        return int(np.count_nonzero(~np.isfinite(parts))), parts.size

    @property
    def outputs(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.float64] | None]:
        """The outputs that paths end at, those of living paths, and each one's part of it all."""
        flow = None if self.paths is None else self.paths.flow
        ends = living_outputs(self.network, self.start, None)
        parts: NDArray[np.float64] | None = None
        if self.paths is not None:
            parts = np.zeros(self.network.sizes[-1])
            if self.start.target[0] == self.network.depth:
                parts[self.start.target[1]] = self.paths.gradient
            for index, _ in self.network.incoming(self.network.depth):
                parts += self.paths.edge_shares[index].sum(axis=0)
        living = living_outputs(self.network, self.start, flow)
        if parts is not None:
            living = living | (ends & ~np.isfinite(parts))
        return ends, living, parts

    def highlighted(self) -> list[tuple[int, int]]:
        """The neurons that no elision may take: of the weight and of the chosen paths."""
        neurons = [self.start.target, *(neuron for route in self.routes for neuron in route)]
        if self.start.source is not None:
            neurons.append(self.start.source)
        return sorted(set(neurons))

    def lit(self) -> list[NDArray[np.bool_]]:
        """By layer, which neurons are on any path, both ends of the weight included."""
        lit = [np.zeros(size, dtype=bool) for size in self.network.sizes]
        for connection, edges in zip(self.network.connections, self.on_paths, strict=True):
            lit[connection.source] |= edges.any(axis=1)
            lit[connection.target] |= edges.any(axis=0)
        for neuron in (self.start.source, self.start.target):
            if neuron is not None:
                lit[neuron[0]][neuron[1]] = True
        return lit

    def sample_is_zero(self) -> bool:
        """Whether all products of the sample are zero."""
        if self.paths is None or self.rule.sample is None:
            return False
        if any(f.value is not None and not np.isfinite(f.value) for f in self.rule.factors):
            return False  # zero times infinity is no number
        flow = self.paths.flow
        row = slice(self.rule.sample, self.rule.sample + 1)
        gates = tuple(None if gate is None else gate[row] for gate in flow.gates)
        one = type(flow)(flow.start, flow.head[row], gates)
        return not living_outputs(self.network, self.start, one).any()

    def contributions(self) -> list[tuple[str, float]]:
        """What the chosen paths and the others add to the gradient, over all samples.

        Up to `FEW_PATHS` paths stand one by one, the chosen ones first; of more the others are
        one sum.
        """
        assert self.paths is not None
        chosen = [
            (self._name(k), self.paths.product_of(route)) for k, route in enumerate(self.routes)
        ]
        if self.paths.n_paths <= FEW_PATHS:
            known = dict.fromkeys(self.routes)
            rest = [
                ("", float(product))
                for route, product in zip(self._all_routes(), self.paths.products, strict=True)
                if route not in known
            ]
            return chosen + rest
        left = self.paths.n_paths - len(chosen)
        rest_sum = self.paths.gradient - sum(product for _, product in chosen)
        return [*chosen, (f"{left:,} {'others' if chosen else 'paths'}", rest_sum)]

    def part_names(self) -> list[str]:
        """For each of the contributions the neurons that its path goes through."""
        assert self.paths is not None
        names = [name for name, _ in self.contributions()]
        if self.paths.n_paths > FEW_PATHS:
            return names
        chosen = dict.fromkeys(self.routes)
        others = [route for route in self._all_routes() if route not in chosen]
        base = self.rule.notation.index_base
        arrow = "\N{RIGHTWARDS ARROW}"
        for k, route in enumerate(others, len(chosen)):
            through = route[:-1] if self.network.sizes[-1] == 1 else route
            neurons = arrow.join(str(neuron + base) for _, neuron in through)
            names[k] = f"via {neurons}" if len(through) == 1 else neurons
        return names

    def _name(self, number: int) -> str:
        return "chosen path" if len(self.routes) == 1 else f"chosen path {number + 1}"

    def _all_routes(self) -> list[Route]:
        assert self.paths is not None
        first = self.start.target[0] + 1
        routes: list[Route] = []
        for path in self.paths.paths:
            if path and isinstance(path[0], tuple):
                routes.append(path)
            else:
                routes.append(tuple((first + k, neuron) for k, neuron in enumerate(path)))
        return routes

    def gates(self) -> list[Factor]:
        """The slopes on the chosen path that open or close it for the sample: 0 or 1 at a kink."""
        found = []
        for factor in self.rule.factors if self.routes else ():
            if factor.kind != "slope" or factor.neuron is None or factor.value not in (0.0, 1.0):
                continue
            name = self.network.layers[factor.neuron[0]].activation
            if name is not None and get_activation(name).kinks:
                found.append(factor)
        return found
