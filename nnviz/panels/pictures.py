"""The pictures in panels: drawn once on their own for what they say, then on a common scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from matplotlib.axes import Axes
from matplotlib.colorbar import Colorbar
from matplotlib.colors import Colormap, Normalize

from nnviz.displays.neuron_maps import NeuronMapsDisplay
from nnviz.drawing.frame import ruler_of
from nnviz.drawing.letters import one_picture
from nnviz.drawing.paper import paper_colour
from nnviz.panels.canvas import AnyFigure, scratch_axes
from nnviz.panels.keys import Key, joined_key, key_of
from nnviz.panels.map_entries import map_entries
from nnviz.panels.recipes import Recipe
from nnviz.panels.sharing import common_scale, is_display
from nnviz.panels.subjects import Subject

_DASHED = "negative (dashed)"  # a word beside the colour bar of edges
_ENDS = "end_values"
_OUTSIDE = ("legend", "colorbar")  # options of pictures whose place is outside their panels


@dataclass(frozen=True, eq=False)
class BarLook:
    """A colour bar that several pictures have in common."""

    norm: Normalize
    cmap: Colormap
    label: str


@dataclass(frozen=True, eq=False)
class Shared:
    """What the pictures of one function have in common.

    Attributes
    ----------
    scale : dict or None
        Options for all of them; None where they know of no scale.
    key : Key
        What one legend says for all.
    own : list of list of str
        By picture, what of its legend is its own.
    bars : list of BarLook
        The colour bars that stand outside.
    outside : dict
        Options that keep out of the panels what stands outside.
    """

    scale: dict[str, Any] | None
    key: Key
    own: list[list[str]]
    bars: list[BarLook]
    outside: dict[str, bool]


class Pictures:
    """What one function draws of each subject.

    Parameters
    ----------
    recipe : Recipe
        The function.
    subjects : sequence of Subject
        Whom it draws.

    Attributes
    ----------
    displays : list of object
        What it has returned for each; None where that has nothing to draw.
    """

    def __init__(self, recipe: Recipe, subjects: Sequence[Subject]) -> None:
        self.recipe, self.subjects = recipe, list(subjects)
        self.displays: list[Any] = [None] * len(self.subjects)
        self._keys: dict[int, tuple[Any, Key]] = {}  # what each says, and on which paper
        self._dashed: list[bool] = []  # whether dashes stand for negative edges
        self._kept_out: dict[str, Any] = {}
        self._asked: dict[str, Any] = {}  # what the caller has said of legends and colour bars

    def compute(self, figure: AnyFigure | None) -> None:
        """Draw all on their own, where nobody sees it, for their numbers."""
        for k, subject in enumerate(self.subjects):
            if self.recipe.subject_of(subject) is not None:
                ax = scratch_axes(figure)
                with one_picture():  # the panels themselves will warn of letters
                    drawn = self.recipe.draw(subject, ax)
                self.displays[k] = drawn if is_display(drawn) else None
                if self.displays[k] is not None:
                    self._keys[k] = self._key(drawn, ax)
                self._dashed.append(any(text.get_text() == _DASHED for text in ax.texts))
        for display in self._drawn()[:1]:
            for name in _OUTSIDE:
                if hasattr(getattr(display, "options", None), name):
                    self._asked[name] = getattr(display.options, name)
            # Numbers beside the ends of lines would stand between panels.
            options = getattr(display, "options", None)
            if hasattr(options, _ENDS) and _ENDS not in self.recipe.options:
                self._kept_out[_ENDS] = False

    @property
    def are_displays(self) -> bool:
        """Whether the pictures are displays of ours, rather than drawn by a function of others."""
        return bool(self._drawn())

    def _drawn(self) -> list[Any]:
        return [display for display in self.displays if display is not None]

    def find_shared(
        self, figure: AnyFigure | None, *, share: bool, legend: bool, colorbar: bool
    ) -> Shared:
        """What the pictures have in common, for one legend and one colour bar."""
        own: list[list[str]] = [[] for _ in self.displays]
        if not self.are_displays:
            return Shared(None, Key("", ()), own, [], {})
        scale = common_scale(self.displays, self.recipe.name) if share else None
        key, bars = Key("", ()), []
        outside = {name: False for name in self._asked if name == "legend"}
        whole_map = isinstance(self._drawn()[0], NeuronMapsDisplay)
        if whole_map and scale is None and len(self._drawn()) > 1:
            outside = {}  # each has scales of its own, which its own legend has to say
        elif self._asked.get("legend") and legend:
            found = self._legends(figure, scale or {}, bar=colorbar)
            if found is None:
                outside = {}
            else:
                key, own = found
        if self._asked.get("colorbar"):
            if not colorbar:
                outside["colorbar"] = False
            elif scale is not None and whole_map:
                outside["colorbar"] = not key.entries
            elif scale is not None:
                bars = self._bars(figure, scale)
                if bars:
                    outside["colorbar"] = False
        return Shared(scale, key, own, bars, outside)

    def _legends(
        self, figure: AnyFigure | None, scale: Mapping[str, Any], *, bar: bool
    ) -> tuple[Key, list[list[str]]] | None:
        """One legend for all, and each picture's own words; None where they cannot be joined."""
        keys = [Key("", ()) for _ in self.displays]
        paper = paper_colour(scratch_axes(figure), around=True)
        for k, display in enumerate(self.displays):
            if isinstance(display, NeuronMapsDisplay):
                # All are on one scale, which was not known when they were drawn.
                bars = bar and self._asked.get("colorbar", False)
                options = replace(display.options, **scale, legend=True, colorbar=bars)
                keys = [Key("", map_entries(display, options, paper)) for _ in keys]
                break
            if display is None:
                continue
            if self._keys[k][0] != paper:  # drawn again on another figure
                ax = scratch_axes(figure)
                display.plot(ax=ax, legend=True)
                self._keys[k] = self._key(display, ax)
            keys[k] = self._keys[k][1]
        if any(key.has_formulas for key in keys):
            return None
        told = [k for k, display in enumerate(self.displays) if display is not None]
        joined, own = joined_key([keys[k] for k in told])
        words: list[list[str]] = [[] for _ in keys]
        for k, some in zip(told, own, strict=True):
            words[k] = some
        return joined, words

    @staticmethod
    def _key(display: Any, ax: Axes) -> tuple[Any, Key]:
        """What a display that has been drawn says, and the paper that it says it on."""
        locator = ax.get_axes_locator()
        if locator is not None:  # in which charts choose the form of their legend
            ax.apply_aspect(locator(ax, cast(Any, ruler_of(ax))))
        return paper_colour(ax, around=True), key_of(display)

    def _bars(self, figure: AnyFigure | None, scale: Mapping[str, Any]) -> list[BarLook]:
        """The colour bars of the first picture on the common scale, if one stands for all."""
        display = self._drawn()[0]
        ax = scratch_axes(figure)
        display.plot(ax=ax, **{**scale, "colorbar": True})
        names = ("colorbar_", "neuron_colorbar_", "input_colorbar_")
        found = [getattr(display, name, None) for name in names]
        several = getattr(display, "colorbars_", None)
        found += several if isinstance(several, list) and len(several) == 1 else []
        bars = [bar for bar in found if isinstance(bar, Colorbar)]
        return [self._look(display, bar) for bar in bars]

    def _look(self, display: Any, bar: Colorbar) -> BarLook:
        label = bar.ax.get_ylabel() or bar.ax.get_xlabel()
        if not label and bar is getattr(display, "colorbar_", None):
            label = str(getattr(getattr(display, "values", None), "label", ""))
            if any(self._dashed):
                label += ", negative dashed" + ("" if all(self._dashed) else " where edges are few")
        if not label and bar is getattr(display, "input_colorbar_", None):
            label = str(display.pixels.label)
        mappable: Any = bar.mappable
        return BarLook(mappable.norm, mappable.cmap, label)

    def draw(self, k: int, ax: Axes, shared: Shared, changes: Mapping[str, Any]) -> None:
        """Draw one of the pictures into its panel."""
        options = {**(shared.scale or {}), **self._asked, **self._kept_out, **shared.outside}
        self.displays[k].plot(ax=ax, **{**options, **changes})

    def draw_other(self, k: int, ax: Axes, changes: Mapping[str, Any]) -> None:
        """Let a function of others draw into its panel."""
        self.recipe.draw(self.subjects[k], ax, **changes)

    def changed(self, changes: Mapping[str, Any]) -> dict[str, Any]:
        """Those of some changes that these pictures take."""
        drawn = self._drawn()
        if drawn:
            options = getattr(drawn[0], "options", None)
            return {name: value for name, value in changes.items() if hasattr(options, name)}
        takes = self.recipe
        return {n: v for n, v in changes.items() if n in takes.takes or takes.takes_all}
