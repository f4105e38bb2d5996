"""Layer activations in words and as a table."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nnviz.drawing.diagram_words import listed
from nnviz.drawing.layer_activations.numbers import ActivityNumbers
from nnviz.drawing.layer_activations.words import (
    can_be_silent,
    layer_heading,
    number_percent,
    on_all,
    percent,
)
from nnviz.drawing.words import literal, short_number
from nnviz.silence import LayerActivity

_NAMED = 6  # how many neurons a sentence names
_HEADER = ("layer", "neurons", "least", "largest", "zeros", "flat", "silent", "saturated")


def alt_text(numbers: ActivityNumbers, heat_map: bool) -> str:
    """Describe the picture in two to four sentences."""
    activities = numbers.activities
    n = len(activities)
    count = "the layer" if n == 1 else f"{n} layers"
    names = listed([literal(layer_heading(numbers, a)) for a in (activities[0], activities[-1])])
    which = literal(layer_heading(numbers, activities[0])) if n == 1 else f"{count} ({names})"
    if n > 2:
        first, last = (literal(layer_heading(numbers, a)) for a in (activities[0], activities[-1]))
        which = f"{count} ({first} to {last})"
    samples = f"{numbers.n_samples:,} sample{'' if numbers.n_samples == 1 else 's'}"
    parts = "distribution and heat map" if heat_map else "distribution"
    sentences = [f"Chart of the activations of {which} on {samples}: {parts} of each layer."]
    sentences.append(_silent(numbers))
    missing = sum(int(np.count_nonzero(~np.isfinite(a.of_present()))) for a in activities)
    if missing:
        are = "activation is" if missing == 1 else "activations are"
        sentences.append(f"{missing:,} {are} NaN or infinite.")
    saturated = _saturated(numbers)
    if saturated:
        sentences.append(saturated)
    return " ".join(sentences)


def _silent(numbers: ActivityNumbers) -> str:
    found = [(a, a.silent.tolist()) for a in numbers.activities if a.silent.size]
    on = on_all(numbers.n_samples)
    if not found:
        judged = any(can_be_silent(numbers, a) for a in numbers.activities)
        which = "hidden neuron" if judged else "neuron"
        return f"No {which} is silent {on}."
    return f"Silent {on}: {_listed_by_layer(numbers, found)}."


def _saturated(numbers: ActivityNumbers) -> str:
    judged = [(a, a.saturated.tolist()) for a in numbers.activities if a.saturated is not None]
    if not judged:
        return ""
    one = judged[0][0]
    rule = (
        f"slope under {number_percent(one.saturation)} of its largest on at least "
        f"{number_percent(one.saturated_on)} of the samples"
    )
    found = [(activity, neurons) for activity, neurons in judged if neurons]
    if not found:
        return f"No hidden neuron is saturated ({rule})."
    return f"Saturated ({rule}): {_listed_by_layer(numbers, found)}."


def _listed_by_layer(
    numbers: ActivityNumbers, found: Sequence[tuple[LayerActivity, list[int]]]
) -> str:
    parts = []
    for activity, neurons in found[:_NAMED]:
        size = activity.activations.shape[1]
        named = ", ".join(map(str, neurons[:_NAMED]))
        more = " and others" if len(neurons) > _NAMED else ""
        parts.append(f"{len(neurons)} of {size:,} in {literal(numbers.name(activity))} "
                     f"({named}{more})")  # fmt: skip
    if len(found) > _NAMED:
        total = sum(len(neurons) for _, neurons in found[_NAMED:])
        parts.append(f"{total:,} in further layers")
    return "; ".join(parts)


def summary(numbers: ActivityNumbers) -> str:
    """Return a table with a row for each layer."""
    rows: list[Sequence[str]] = [_HEADER]
    for activity in numbers.activities:
        values, saturated = activity.of_present(), activity.saturated
        rows.append((
            literal(layer_heading(numbers, activity)), f"{activity.activations.shape[1]:,}",
            short_number(float(values.min())) if values.size else "-",
            short_number(float(values.max())) if values.size else "-",
            percent(activity.zero_share),
            "-" if activity.flat_share is None else percent(activity.flat_share),
            ", ".join(map(str, activity.silent.tolist())) or "none",
            "-" if saturated is None else ", ".join(map(str, saturated.tolist())) or "none",
        ))  # fmt: skip
    widths = [max(len(row[k]) for row in rows) for k in range(len(_HEADER))]
    left = {0, 6, 7}
    lines = [
        "  ".join(
            cell.ljust(width) if k in left else cell.rjust(width)
            for k, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return "\n".join(lines)
