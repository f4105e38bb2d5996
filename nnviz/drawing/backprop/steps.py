"""The frames of a lecture: what stands out in each, and the line that says what happens."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.drawing.backprop.numbers import BackpropNumbers, Update
from nnviz.drawing.backprop.role_edges import RoleEdges
from nnviz.drawing.backprop.roles import ROLES
from nnviz.drawing.words import format_number, minus, short_number
from nnviz.paths import Factor

_TIMES = "\N{MULTIPLICATION SIGN}"


@dataclass(frozen=True)
class Step:
    """One frame.

    Attributes
    ----------
    name : {"forward", "loss", "back", "weight", "paths", "sum", "update"}
        What happens in it.
    caption : tuple of str
        Forms of its line, the longest first.
    roles : tuple of str
        Edges of other roles are context.
    reach : int
        So are edges that start before this layer.
    n_factors : int
        So many factors of the chain rule, counted from the loss, are written in full.
    """

    name: str
    caption: tuple[str, ...]
    roles: tuple[str, ...]
    reach: int
    n_factors: int

    def stands_out(self, group: RoleEdges) -> bool:
        """Whether the edges of a group have their own role, or are context."""
        return group.role in self.roles and group.layer >= self.reach

    @property
    def shows_all_paths(self) -> bool:
        """Whether all paths stand out, and with them what is said of all."""
        return self.roles == ROLES

    @property
    def shows_bars(self) -> bool:
        """Whether the formula gives its place to the parts of the gradient."""
        return self.name in ("sum", "update")

    def lit(self, numbers: BackpropNumbers) -> list[NDArray[np.bool_]]:
        """By layer, the neurons that are not faint."""
        if self.name == "forward":
            return [np.ones(size, dtype=bool) for size in numbers.network.sizes]
        if self.shows_all_paths:
            return numbers.lit()
        lit = [np.zeros(size, dtype=bool) for size in numbers.network.sizes]
        neurons = [numbers.start.target, *(neuron for route in numbers.routes for neuron in route)]
        if self.name == "weight" and numbers.start.source is not None:
            neurons.append(numbers.start.source)
        for layer, neuron in neurons:
            lit[layer][neuron] = layer >= self.reach
        return lit


def plan_steps(numbers: BackpropNumbers, update: Update | None) -> list[Step]:
    """The frames in their order: at most six more than the network has layers after the inputs.

    Parameters
    ----------
    numbers : BackpropNumbers
        With a chosen path.
    update : Update or None
        With data, the last frame.

    Returns
    -------
    list of Step
        Without data there is nothing to add up and no update.
    """
    rule, last = numbers.rule, numbers.network.depth
    groups, rest = _factor_groups(numbers)
    full = max(rule.n_residual, 1)
    steps = [
        Step("forward", _forward_caption(numbers), (), last + 1, 0),
        Step("loss", _loss_caption(numbers), ("path",), last, full),
    ]
    for group in groups:
        full += len(group)
        edge = next(factor.edge for factor in group if factor.edge is not None)
        steps.append(Step("back", _back_caption(group), ("path",), edge[0][0], full))
    full = len(rule.factors)
    steps.append(Step("weight", _weight_caption(numbers, rest), ("weight", "path"), 0, full))
    if numbers.start.target[0] < last:
        steps.append(Step("paths", _paths_caption(numbers), ROLES, 0, full))
    if update is not None:
        steps.append(Step("sum", _sum_caption(numbers), ROLES, 0, full))
        steps.append(Step("update", _update_caption(numbers, update), ROLES, 0, full))
    return steps


def _factor_groups(numbers: BackpropNumbers) -> tuple[list[list[Factor]], list[Factor]]:
    """The factors between the weight and the loss, a weight in each group, going left.

    A slope that no weight follows goes with the chosen weight: it is the second list.
    """
    rule = numbers.rule
    inner = rule.factors[1 : len(rule.factors) - max(rule.n_residual, 1)]
    groups: list[list[Factor]] = [[]]
    for factor in reversed(inner):
        has_weight = any(known.kind == "weight" for known in groups[-1])
        if factor.kind == "weight" and has_weight:
            groups.append([])
        groups[-1].append(factor)
    if not any(factor.kind == "weight" for factor in groups[-1]):
        return [], groups[-1]
    return groups, []


def _forward_caption(numbers: BackpropNumbers) -> tuple[str, ...]:
    if numbers.rule.sample is None:
        return "Forward: from the inputs to the output", "Forward"
    sample = numbers.rule.sample
    return f"Forward: what each neuron puts out for sample {sample}", f"Forward, sample {sample}"


def _loss_caption(numbers: BackpropNumbers) -> tuple[str, ...]:
    rule = numbers.rule
    last = rule.factors[len(rule.factors) - max(rule.n_residual, 1) :]
    symbol = f"${(rule.residual_latex or last[-1].symbol).replace('dfrac', 'frac')}$"
    if rule.sample is None or numbers.passes is None:
        return f"The slope of the loss at the output: {symbol}", f"Slope of the loss: {symbol}"
    slope = float(np.prod([factor.value for factor in last if factor.value is not None]))
    value = short_number(slope)
    short = f"Slope of the loss: {symbol} = {value}"
    if rule.residual_latex is None:
        return f"The slope of the loss at the output: {symbol} = {value}", short
    output = (numbers.routes[0][-1] if numbers.routes[0] else numbers.start.target)[1]
    n = numbers.passes.forward.n_samples
    for digits in range(3, 10):  # as few as the difference works out with
        put_out = short_number(float(numbers.passes.forward.output[rule.sample, output]), digits)
        wanted = short_number(float(numbers.passes.targets[rule.sample, output]), digits)
        written = (_number(put_out) - _number(wanted)) / n
        if short_number(written) == value:
            break
    equal = "=" if short_number(written) == value else "\N{ALMOST EQUAL TO}"
    difference = f"({put_out} {minus()} {_bracketed(wanted)})"
    by = "" if n == 1 else f" / {n:,}"
    said = f"Slope of the loss at the output's weighted sum: {symbol}"
    return f"{said} = {difference}{by} {equal} {value}", short


def _back_caption(group: list[Factor]) -> tuple[str, ...]:
    closed = any(factor.kind == "slope" and factor.value == 0.0 for factor in group)
    nothing = ": nothing passes" if closed else ""
    symbols = f" {_TIMES} ".join(f"${factor.symbol}$" for factor in group)
    return f"One step back: {_times(group)}{nothing}", f"Back: {symbols}{nothing}"


def _weight_caption(numbers: BackpropNumbers, rest: list[Factor]) -> tuple[str, ...]:
    rule = numbers.rule
    incoming = rule.factors[0]
    between = f"{_times(rest)}, " if rest else ""
    product = ""
    if rule.product is not None:
        product = f"; for sample {rule.sample} the product is {short_number(rule.product)}"
    if incoming.neuron is None:
        return f"The chosen bias: {between}times 1{product}", f"Chosen bias{product}"
    said = f"The chosen weight: {between}{_times([incoming])}{product}"
    return said, f"Chosen weight{product}"


def _paths_caption(numbers: BackpropNumbers) -> tuple[str, ...]:
    n = numbers.n_paths
    what = "bias" if numbers.start.source is None else "weight"
    if n == 1:
        return f"One path leads from this {what} to the output", "One path"
    end = "output" if numbers.network.sizes[-1] == 1 else "outputs"
    return f"From this {what} {n:,} paths lead to the {end}", f"All {n:,} paths"


def _sum_caption(numbers: BackpropNumbers) -> tuple[str, ...]:
    assert numbers.paths is not None
    paths = numbers.paths
    gradient = short_number(paths.gradient)
    samples = "the one sample" if paths.n_samples == 1 else f"{paths.n_samples:,} samples"
    along = "" if paths.n_paths == 1 else f" along all {paths.n_paths:,} paths"
    said = f"Added up over {samples}{along}, this is the gradient: {gradient}"
    return said, f"Over {samples}: {gradient}", f"The gradient: {gradient}"


def _update_caption(numbers: BackpropNumbers, update: Update) -> tuple[str, ...]:
    assert numbers.paths is not None
    change = update.old - update.new
    digits = 3
    if change and np.isfinite(change):  # two digits of the change can be seen
        digits = int(np.clip(1 - np.floor(np.log10(abs(change))), 3, 10))
    step = _works_out(update.old, update.rate, numbers.paths.gradient, update.new, digits)
    short = f"${numbers.weight_symbol}$ := {step}"
    first, then = _told_apart(update.loss_before, update.loss_after)
    arrow = "\N{RIGHTWARDS ARROW}"
    return (
        f"Update: {short}, and the loss goes from {first} to {then}",
        f"{short}; loss {first} {arrow} {then}",
        short,
    )


def _works_out(old: float, rate: float, gradient: float, new: float, digits: int) -> str:
    """The subtraction in as few digits as it works out with."""
    by = short_number(rate)
    for spec in (f".{digits + more}f" for more in range(3)):
        for n in (3, 4, 5):
            before, after = format_number(old, spec), format_number(new, spec)
            slope = short_number(gradient, n)
            if format_number(_number(before) - _number(by) * _number(slope), spec) == after:
                return f"{before} {minus()} {by} {_TIMES} {_bracketed(slope)} = {after}"
    before, after = (format_number(v, f".{digits}f") for v in (old, new))
    slope, equal = _bracketed(short_number(gradient)), "\N{ALMOST EQUAL TO}"
    return f"{before} {minus()} {by} {_TIMES} {slope} {equal} {after}"


def _told_apart(before: float, after: float) -> tuple[str, str]:
    """Two numbers with as many digits as it takes to see which is larger."""
    apart = abs(before - after)
    if not apart or not np.isfinite(apart):
        return short_number(before), short_number(after)
    digits = int(np.clip(1 - np.floor(np.log10(apart)), 2, 12))
    return format_number(before, f".{digits}f"), format_number(after, f".{digits}f")


def _times(factors: list[Factor]) -> str:
    """Factors with their values as they are multiplied one after the other."""
    return ", ".join(
        f"times ${factor.symbol.replace('dfrac', 'frac')}$"
        + ("" if factor.value is None else f" = {short_number(factor.value)}")
        for factor in factors
    )


def _bracketed(number: str) -> str:
    return f"({number})" if number.startswith(minus()) else number


def _number(written: str) -> float:
    return float(written.replace(minus(), "-"))
