"""Where the parts of one neuron stand: inputs, the sum, the bend, the output, left to right."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.layout import Gap, Layout

INPUTS, SUM, BEND, OUTPUT = range(4)
COLUMNS = (0.0, 2.9, 4.95, 6.7)
# The free room around each part; the circle of the sum is the largest, since it comes first.
_SUM_WIDTH, _BEND_WIDTH = 1.7, 2.1
_GAP = 3.0  # the slots that dots and a count take
_DOTS = 2.0  # the slots that dots alone take
_BIAS_ABOVE = 1.35  # the slot of the bias, counted from the first input


@dataclass(frozen=True, eq=False, repr=False)
class NeuronLayout(Layout):
    """A layout of four layers, with room for a sum and a bend that are larger than an input."""

    half_height: float = 1.0
    bias_above: float = 0.0
    dots: tuple[float, float] | None = None

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Smallest box around all centres, and around the room of the sum and the bend."""
        xmin, ymin, xmax, ymax = super().bounds
        return xmin, min(ymin, -self.half_height), xmax, max(ymax, self.half_height)

    @property
    def sum_spacing(self) -> tuple[float, float]:
        """The free room around the circle of the sum."""
        return _SUM_WIDTH, 1.2 * max(self.bias_above, 1.4)

    @property
    def bend_spacing(self) -> tuple[float, float]:
        """The free room around the box of the bend."""
        return _BEND_WIDTH, 2.4 * self.half_height


def neuron_layout(n_shown: int, n_left_out: int, bias: str | None, *, dots: bool) -> NeuronLayout:
    """Place the parts of a neuron.

    Parameters
    ----------
    n_shown, n_left_out : int
        How many inputs are shown, and how many are left out in their middle.
    bias : {"input", "term", None}
        Whether the bias is a further input above the first, or stands above the sum.
    dots : bool
        Whether dots stand before the last input, as in 1, 2, ..., k.
    """
    slots = np.arange(n_shown, dtype=float)
    split = (n_shown + 1) // 2
    if n_left_out:
        slots[split:] += _GAP
    if dots:
        slots[-1] += _DOTS
    top = float(slots[-1]) / 2
    y = top - slots
    place = None
    gaps: tuple[Gap, ...] = ()
    if n_left_out:
        middle = (0.0, float(y[split - 1] - (_GAP + 1) / 2))
        gaps = (Gap(0, middle, n_left_out, _GAP),)
    if dots:
        place = (0.0, float(y[-1] + (_DOTS + 1) / 2))
    biases: dict[int, tuple[float, float]] = {}
    half_height = max(1.0, top)
    above = 0.0
    if bias == "input":
        biases[1] = (COLUMNS[INPUTS], top + _BIAS_ABOVE)
    elif bias == "term":
        above = max(1.5, top)
        biases[1] = (COLUMNS[SUM], above)
    inputs = np.stack([np.zeros(n_shown), y], axis=1)
    single = [np.array([[x, 0.0]]) for x in COLUMNS[1:]]
    return NeuronLayout(
        orientation="horizontal",
        shown=(np.arange(n_shown), *[np.zeros(1, dtype=np.int64)] * 3),
        positions=(inputs, *single),
        gaps=gaps,
        bias_positions=biases,
        spacing=(1.2, 1.0),
        routes={},
        layer_positions=np.array(COLUMNS),
        half_height=half_height,
        bias_above=above,
        dots=place,
    )
