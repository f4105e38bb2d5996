"""Who is silent and saturated in words: titles of layers, and what their marks mean."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nnviz.activations import get_activation
from nnviz.drawing.chart_legend import Form
from nnviz.drawing.diagram_words import output_names
from nnviz.drawing.layer_activations.numbers import ActivityNumbers
from nnviz.drawing.words import ELLIPSIS, literal, short_number
from nnviz.notation import get_notation
from nnviz.silence import LayerActivity

_NAMED = (6, 3)  # how many neurons a title names, where room allows, and where it is scarce


def layer_heading(numbers: ActivityNumbers, activity: LayerActivity) -> str:
    """What a layer is and what it computes: "hidden 1, ReLU"."""
    label = get_activation(numbers.activation(activity)).label
    return f"{numbers.name(activity)}, {label.partition(' (')[0]}"


def neuron_names(numbers: ActivityNumbers, activity: LayerActivity) -> list[str] | None:
    """What its neurons are called, an output by what it says; None where they have no names."""
    names = numbers.network.layers[activity.layer].names
    if names is None or numbers.is_hidden(activity):
        return None if names is None else list(names)
    shown = np.arange(len(names), dtype=np.int64)
    return output_names(numbers.network, shown, get_notation("course"))


def title_lines(
    numbers: ActivityNumbers, activity: LayerActivity, index_base: int
) -> list[list[str]]:
    """Ways to write who is silent and saturated, the longest first."""
    ways = []
    shares = share_lines(activity)
    for n_named, some in ((_NAMED[0], shares), (_NAMED[1], shares), (_NAMED[1], [])):
        ways.append([*_neuron_lines(numbers, activity, index_base, n_named), *some])
    named = _neuron_lines(numbers, activity, index_base, _NAMED[1])
    ways.append([part for line in named for part in line.replace(": ", ":\n").split("\n")])
    counts = _neuron_lines(numbers, activity, index_base, 0)
    size = activity.activations.shape[1]
    brief = [line.replace(f" of {size:,}", "") for line in counts]
    in_a_line = ", ".join(line for line in brief if not line.startswith("none ")) or brief[0]
    return [*ways, counts, brief, [in_a_line], brief[:2], brief[:1]]


def padded(titles: Sequence[list[list[str]]]) -> list[list[list[str]]]:
    """Titles of as many lines as the longest of them, so that all begin at one height.

    Examples
    --------
    >>> padded([[["1 of 2 silent", "50% are 0, not drawn"]], [["1 neuron"]]])[1]
    [['1 neuron', '']]
    """
    most = [max(map(len, alike)) for alike in zip(*titles, strict=True)]
    return [
        [[*way, *[""] * (n - len(way))] for way, n in zip(ways, most, strict=True)]
        for ways in titles
    ]


def _neuron_lines(
    numbers: ActivityNumbers, activity: LayerActivity, index_base: int, n_named: int
) -> list[str]:
    size = activity.activations.shape[1]
    lines = []
    silent, saturated = activity.silent, activity.saturated
    if silent.size or can_be_silent(numbers, activity):
        lines.append(_who("silent", silent.tolist(), size, index_base, n_named))
    if saturated is not None:
        lines.append(_who("saturated", saturated.tolist(), size, index_base, n_named))
    absent = [k for k, there in enumerate(activity.present) if not there]
    if absent:
        lines.append(_who("taken out", absent, size, index_base, n_named))
    return lines or [f"{size:,} neuron{'' if size == 1 else 's'}"]


def can_be_silent(numbers: ActivityNumbers, activity: LayerActivity) -> bool:
    """Whether a hidden layer's function has a flat part at 0."""
    activation = get_activation(numbers.activation(activity))
    ends_at_zero = activation.range[0] == 0.0 and activation.attained == (True, False)
    return numbers.is_hidden(activity) and (ends_at_zero or activation.name == "step")


def _who(what: str, neurons: Sequence[int], size: int, index_base: int, n_named: int) -> str:
    if len(neurons) == size > 1:
        return f"all {size:,} {what}"
    count = f"{len(neurons):,} of {size:,} {what}" if neurons else f"none of {size:,} {what}"
    if not neurons or not n_named:
        return count
    named = [f"{neuron + index_base}" for neuron in neurons[:n_named]]
    more = f", {ELLIPSIS}" if len(neurons) > n_named else ""
    return f"{count}: {', '.join(named)}{more}"


def share_lines(activity: LayerActivity) -> list[str]:
    """How many of all activations are exactly 0, and how many are on the flat parts."""
    lines = []
    if activity.zero_share > 0:
        lines.append(f"{percent(activity.zero_share)} are 0, not drawn")
    if activity.flat_share is not None:
        below = number_percent(activity.saturation)
        lines.append(f"{percent(activity.flat_share)} of slopes under {below}")
    return lines


def percent(share: float) -> str:
    """A share in percent; 0 and 100 only where they are exact.

    Examples
    --------
    >>> [percent(share) for share in (0.0, 0.001, 0.614, 0.9996, 1.0)]
    ['0%', 'under 1%', '61%', 'over 99%', '100%']
    """
    if 0 < share < 0.01:
        return "under 1%"
    if 0.99 < share < 1:
        return "over 99%"
    return f"{100 * share:.0f}%"


def number_percent(share: float) -> str:
    """A threshold in percent, to three digits.

    Examples
    --------
    >>> number_percent(0.05), number_percent(0.001)
    ('5%', '0.1%')
    """
    return f"{short_number(100 * share)}%"


def on_all(n_samples: int) -> str:
    """On what neurons are silent: "on all 800 samples"."""
    return f"on all {n_samples:,} samples" if n_samples > 1 else "on the one sample"


def mark_labels(kind: str, activity: LayerActivity) -> tuple[str, str, str]:
    """What a mark means, from long to short."""
    if kind == "silent":
        words = f"silent: 0 {on_all(activity.n_samples)}"
        return words, words, kind
    if kind == "saturated":
        below, on = number_percent(activity.saturation), number_percent(activity.saturated_on)
        if activity.n_samples == 1:
            long = f"saturated: slope under {below} of its largest"
            return long, long, kind
        every = on_all(activity.n_samples)
        some = every if activity.saturated_on == 1 else f"on {on} of samples or more"
        return (f"saturated: slope under {below} of its largest {some}",
                f"saturated: slope under {below}, {some}", kind)  # fmt: skip
    return kind, kind, kind


def legend_forms(kinds: Sequence[str], activity: LayerActivity) -> list[Form]:
    """All ways to write the legend of the marks, the longest first."""
    labels = [mark_labels(kind, activity) for kind in kinds]
    return [Form("", tuple(label[k] for label in labels), k) for k in range(3)]


def samples_name(n_samples: int, n_shown: int, *, sorted_by: str) -> str:
    """What the columns of the heat maps are.

    Examples
    --------
    >>> samples_name(800, 200, sorted_by="class")
    '200 of 800 samples, by class'
    """
    count = f"{n_shown:,} of " if n_shown < n_samples else ""
    samples = f"{n_samples:,} sample{'' if n_samples == 1 else 's'}"
    return f"{count}{samples}{f', by {sorted_by}' if sorted_by else ''}"


def left_out(numbers: ActivityNumbers, drawn: Sequence[LayerActivity]) -> list[str]:
    """Which layers there is no room for, and who is silent or saturated in them."""
    kept = {activity.layer for activity in drawn}
    missing = [activity for activity in numbers.activities if activity.layer not in kept]
    if not missing:
        return []
    first, last = (literal(numbers.name(missing[k]), 40) for k in (0, -1))
    if len(missing) == 1:
        words = f"no room for {first}"
    else:
        words = f"no room for {len(missing)} layers, {first} to {last}"
    counts = [
        (sum(len(activity.silent) for activity in missing), "silent"),
        (sum(0 if some is None else len(some) for some in (a.saturated for a in missing)),
         "saturated"),
    ]  # fmt: skip
    there = [f"{count:,} {what}" for count, what in counts if count]
    neurons = "neuron" if [count for count, _ in counts if count] == [1] else "neurons"
    return [f"{words}: {' and '.join(there)} {neurons} there" if there else words]


def not_finite(n_lost: Sequence[int], *, purple: bool) -> list[str]:
    """How many values are in no bar, and whether heat maps show them."""
    total = sum(n_lost)
    if not total:
        return []
    how = " (purple)" if purple else ""
    return [f"{total:,} value{'' if total == 1 else 's'} NaN or infinite{how}"]
