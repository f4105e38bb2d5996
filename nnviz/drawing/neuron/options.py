"""How the picture of one neuron looks: every visual option in one frozen, validated object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from numbers import Integral
from typing import Any

from matplotlib.collections import Collection
from matplotlib.colors import Colormap
from matplotlib.lines import Line2D
from matplotlib.text import Text

from nnviz.drawing.option_checks import as_colormap, check_choice, check_keywords
from nnviz.notation import Notation, get_notation

_CHOICES: dict[str, tuple[Any, ...]] = {
    "bias": ("term", "input", False),
    "names": (True, False),
    "formula": (True, False),
    "captions": (True, False),
    "negative_dash": ("auto", True, False),
    "index_base": (None, 0, 1),
}
LEAST_SHOWN = 2


@dataclass(frozen=True, eq=False)
class NeuronOptions:
    """The visual options of one neuron; `draw_neuron` says what each of them does."""

    bias: str | bool = "term"
    max_inputs: int | None = 8
    notation: str | Notation = "course"
    index_base: int | None = None
    names: bool = True
    input_names: Sequence[str] | None = None
    output_name: str | None = None
    formula: bool = True
    captions: bool = True
    negative_dash: str | bool = "auto"
    cmap: str | Colormap | None = None
    node_kw: Mapping[str, Any] = field(default_factory=dict)
    edge_kw: Mapping[str, Any] = field(default_factory=dict)
    line_kw: Mapping[str, Any] = field(default_factory=dict)
    label_kw: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, allowed in _CHOICES.items():
            check_choice(name, getattr(self, name), allowed)
        most = self.max_inputs
        whole = isinstance(most, Integral) and not isinstance(most, bool)
        if most is not None and not (whole and most >= LEAST_SHOWN):
            raise ValueError(
                f"max_inputs must be None or a count, at least {LEAST_SHOWN}; got {most!r}."
            )
        get_notation(self.notation)
        if self.output_name is not None and not isinstance(self.output_name, str):
            raise TypeError(f"output_name must be None or a text; got {self.output_name!r}.")
        if self.cmap is not None:
            object.__setattr__(self, "cmap", as_colormap(self.cmap))
        kinds = (("node_kw", Collection), ("edge_kw", Collection), ("line_kw", Line2D),
                 ("label_kw", Text))  # fmt: skip
        for name, artist in kinds:
            object.__setattr__(self, name, check_keywords(name, getattr(self, name), artist))

    def symbols_in(self, *, alone: bool) -> Notation:
        """The notation; a neuron `alone` counts its inputs from 1, so that w_0 is the bias."""
        base = self.index_base
        if base is None and alone and isinstance(self.notation, str):
            base = 1
        return get_notation(self.notation, base)  # type: ignore[arg-type]
