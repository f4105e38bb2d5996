"""The values that were tried, written below the axes where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.ticker import FixedLocator, Formatter, NullLocator

from nnviz.drawing.axis_numbers import AxisNumbers, Reach
from nnviz.drawing.chart_cell import Cell, WordsBeside
from nnviz.drawing.sweep_scores.failure_row import FailureRow
from nnviz.drawing.words import ELLIPSIS

_BETWEEN = 0.7  # between words side by side, in their size
_LONGEST = 0.28  # the part of the height of the axes that upright words may take
_LEAST = 10  # characters of a word that is cut rather than stood upright
_LEAST_OF_FEW = 6  # the same where a third of the words, or fewer, are cut


class WrittenValues(Formatter):
    """Writes at each place what belongs there; nothing elsewhere.

    Parameters
    ----------
    texts : dict of float to str
        The words by place.
    """

    def __init__(self, texts: dict[float, str]) -> None:
        self.texts = texts

    def __call__(self, x: float, pos: int | None = None) -> str:
        """Write the words at one place."""
        return self.texts.get(float(x), "")


class ValueNames(AxisNumbers):
    """Words below values: whole, cut, upright, or at some of the values only.

    Parameters
    ----------
    axis : Axis
        The x axis.
    places : ndarray
        Where the values stand.
    words : sequence of str
        The values.
    upright : bool
        Whether words may be cut or stand upright, as names may; numbers are left out instead.
    first : sequence of float
        Places whose numbers are not left out for the sake of others: those of the best.
    """

    def __init__(
        self, axis: Axis, places: Any, words: Sequence[str], *, upright: bool,
        first: Sequence[float] = (),
    ) -> None:  # fmt: skip
        super().__init__(axis)
        self._first = set(first)
        self._upright = upright
        order = np.argsort(places, kind="stable")
        # Two runs with one value have one tick.
        found = dict(zip(np.asarray(places)[order].tolist(),
                         [words[k] for k in order], strict=True))  # fmt: skip
        self._places, self._words = np.array(list(found)), list(found.values())
        self._written = WrittenValues(dict(found))
        #: How many values have no words.
        self.n_left_out = 0
        #: How many pixels the axes had at first, along y.
        self.height = 0.0
        axis.set_major_locator(FixedLocator(self._places.tolist()))
        axis.set_minor_locator(NullLocator())
        axis.set_major_formatter(self._written)

    def fit(self, length: float) -> Reach:
        """Write the values below a side of so many pixels; returns the room that they take."""
        tick: Any = self.axis.get_major_ticks(1)[0]
        if not (self.axis.get_visible() and tick.label1.get_visible()):
            return Reach()
        font = tick.label1.get_fontproperties()
        gap = _BETWEEN * font.get_size_in_points() * self._unit()
        low, high = self.axis.get_view_interval()
        scale = self.axis.get_transform()
        ends = scale.transform(np.array([low, high]))
        parts = (scale.transform(self._places) - ends[0]) / (ends[1] - ends[0])
        inside = np.flatnonzero((parts >= -1e-9) & (parts <= 1 + 1e-9))
        at, words = parts * length, list(self._words)
        turned = False
        kept: list[int]
        if self._upright:
            words, turned, kept = self._names(at, inside, gap, font)
        else:
            kept = self._numbers(at, inside, gap, font)
        self.n_left_out = len(inside) - len(kept)
        self._written.texts = {float(self._places[k]): words[k] for k in kept}
        self.axis.set_tick_params(which="major", rotation=90 if turned else 0)
        self._as_plain_text()
        if not kept:
            return Reach()
        sizes = self.measured([words[k] for k in kept], font)
        wide, high_ = (sizes[:, 1], sizes[:, 0]) if turned else (sizes[:, 0], sizes[:, 1])
        pad = (tick.get_pad() + tick.get_tick_padding()) * self._unit()
        return Reach(
            pad + float(high_.max()),
            max(float(np.max(wide / 2 - at[kept])), 0.0),
            max(float(np.max(wide / 2 + at[kept])) - length, 0.0),
        )

    def reset(self) -> None:
        """Let words lie again, for another chart on the same axes."""
        self.axis.set_tick_params(which="major", rotation=0)

    def _numbers(self, at: Any, inside: Any, gap: float, font: Any) -> list[int]:
        """Which numbers are written: the best, the first, the last, and those between that fit."""
        if not len(inside):
            return []
        sizes = dict(zip(inside, self.measured([self._words[k] for k in inside], font)[:, 0],
                         strict=True))  # fmt: skip

        def apart(one: int, other: int) -> bool:
            return bool(abs(at[one] - at[other]) - (sizes[one] + sizes[other]) / 2 >= gap)

        best = [k for k in inside if self._places[k] in self._first]
        kept: list[int] = []
        for k in dict.fromkeys([*best, inside[0], inside[-1], *inside]):
            if all(apart(k, other) for other in kept):
                kept.append(int(k))
        return sorted(kept)

    def _names(
        self, at: Any, inside: Any, gap: float, font: Any
    ) -> tuple[list[str], bool, list[int]]:
        """The words, whether they stand upright, and which of them are there."""
        kept, words = [int(k) for k in inside], list(self._words)
        slot = float(np.min(np.diff(at[inside]))) if len(inside) > 1 else np.inf
        widths = self.measured(words, font)
        lying = widths[kept, 0]
        if not len(kept) or np.all(np.diff(at[kept]) - (lying[1:] + lying[:-1]) / 2 >= gap):
            return words, False, kept
        cut = [self._cut(word, slot - gap, font) for word in words]
        shortened = [one for one, word in zip(cut, words, strict=True) if one != word]
        least = _LEAST_OF_FEW if 3 * len(shortened) <= len(words) else _LEAST
        if all(len(one) > least for one in shortened) and len(set(cut)) == len(set(words)):
            return cut, False, kept
        longest = _LONGEST * self.height
        line = 1.1 * float(widths[kept, 1].max())
        step = max(int(np.ceil(line / slot)), 1)
        return [self._cut(word, longest, font) for word in words], True, kept[::step]

    def _cut(self, word: str, widest: float, font: Any) -> str:
        """As much of a word as is so many pixels wide."""
        if self.measured([word], font)[0, 0] <= widest:
            return word
        low, high = 1, max(len(word) - 1, 1)
        while low < high:
            middle = (low + high + 1) // 2
            if self.measured([word[:middle].rstrip() + ELLIPSIS], font)[0, 0] <= widest:
                low = middle
            else:
                high = middle - 1
        return word[:low].rstrip() + ELLIPSIS


class ValueCell(Cell):
    """The panel of a chart whose x axis has words at its values.

    Parameters
    ----------
    ax : Axes
        The panel.
    names : ValueNames or None
        The words; plain numbers without.
    beside : WordsBeside
        Words in the panel, which are placed when the others are.
    failures : FailureRow
        What stands between the axis and its words.
    """

    def __init__(
        self, ax: Axes, names: ValueNames | None, beside: WordsBeside, failures: FailureRow
    ) -> None:
        super().__init__(ax, beside=beside)
        self._value_names, self._failures = names, failures
        if names is not None:
            self._numbers[0] = names

    def fit(self, box: Any, longest: float) -> Any:
        """Choose the words, as `Cell.fit` does."""
        if self._value_names is not None:
            figure = self.ax.get_figure(root=False)
            assert figure is not None
            # The place that the axes were given, not what words have left of it.
            part = self.ax.get_position(original=True).height
            self._value_names.height = part * float(figure.bbox.height)
        self._failures.make_room()
        reach = super().fit(box, longest)
        reach[1] = max(reach[1], self._failures.fit(box, self._unit()))
        return reach

    def withdraw(self) -> None:
        """Take back what is not the axes' own."""
        super().withdraw()
        self._failures.withdraw()
        if self._value_names is not None:
            self._value_names.reset()
