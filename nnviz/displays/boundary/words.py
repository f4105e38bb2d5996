"""The description of a decision boundary in words."""

from __future__ import annotations

import numpy as np

from nnviz.drawing.boundary.numbers import BoundaryNumbers
from nnviz.drawing.boundary.words import share
from nnviz.drawing.words import literal, short_number

_MOST_NAMES = 6
_LONGEST = 60  # letters of a name
_MOST_HELD = 300  # letters of what is held


def describe(numbers: BoundaryNumbers) -> str:
    """Two to four sentences that say what the picture shows.

    Parameters
    ----------
    numbers : BoundaryNumbers
        What is shown.

    Returns
    -------
    str
    """
    over = " and ".join(literal(axis.label, _LONGEST) for axis in numbers.axes)
    if numbers.kind == "value":
        known = numbers.response[numbers.is_known(numbers.response)]
        sentences = [f"Predicted values over {over}."]
        if known.size:
            low, high = float(np.min(known)), float(np.max(known))
            sentences.append(f"They go from {short_number(low)} to {short_number(high)}.")
        if numbers.missing_part:
            sentences[-1] = (
                f"{sentences[-1][:-1]}; on {share(numbers.missing_part)} of the picture they are "
                "NaN or infinite."
            )
    else:
        names = [literal(name, _LONGEST) for name in numbers.classes[:_MOST_NAMES]]
        more = numbers.n_classes - len(names)
        listed = ", ".join(names) + (f" and {more} more" if more else "")
        sentences = [f"Decision boundary over {over} of a classifier with {numbers.n_classes} "
                     f"classes: {listed}.", _parts(numbers)]  # fmt: skip
    if numbers.held:
        sentences.append(f"Held: {literal(numbers.held, _MOST_HELD)}.")
    if numbers.train is not None and numbers.classes:
        wrong = f"{numbers.train.n_wrong:,} of {len(numbers.train):,} points are predicted wrong"
        if numbers.test is not None:
            wrong += f", and {numbers.test.n_wrong:,} of {len(numbers.test):,} test points"
        sentences.append(f"{wrong}.")
    elif numbers.train is not None:
        sentences.append(f"{len(numbers.train):,} points are shown, coloured by their values.")
    return " ".join(sentence for sentence in sentences if sentence)


def _parts(numbers: BoundaryNumbers) -> str:
    """How much of the picture belongs to each class."""
    known = numbers.is_known(numbers.response)
    if numbers.is_single and numbers.threshold is None:
        return f"Shaded is {literal(numbers.of_response())}."
    if numbers.n_classes > _MOST_NAMES:
        return ""
    if numbers.is_single:
        assert numbers.threshold is not None
        above = float(np.mean(known & (numbers.response > numbers.threshold)))
        below, interest = numbers.sides
        parts = {interest: above, below: 1 - above - numbers.missing_part}
    else:
        labels = numbers.response
        if numbers.kind != "classes":
            labels = np.argmax(numbers.response, axis=-1)
        parts = {k: float(np.mean(known & (labels == k))) for k in range(numbers.n_classes)}
    shares = [
        f"{literal(name, _LONGEST)} {parts[k]:.0%}"
        for k, name in enumerate(numbers.classes)
        if k in parts
    ]
    if numbers.missing_part:
        shares.append(f"NaN or infinite {share(numbers.missing_part)}")
    return f"Of the area shown, {', '.join(shares)}."
