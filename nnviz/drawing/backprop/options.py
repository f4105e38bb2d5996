"""How a picture of one weight's gradient looks: every visual option in one frozen object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from matplotlib.collections import Collection
from matplotlib.text import Text

from nnviz.drawing.option_checks import check_choice, check_keywords
from nnviz.notation import Notation, get_notation

_CHOICES: dict[str, tuple[Any, ...]] = {
    "names": (True, False),
    "legend": (True, False),
    "index_base": (None, 0, 1),
}


@dataclass(frozen=True, eq=False)
class BackpropOptions:
    """The visual options; `draw_backprop` says what each of them does."""

    max_neurons: int | Sequence[int | None] | None = 20
    notation: str | Notation = "course"
    index_base: int | None = None
    names: bool = True
    legend: bool = True
    node_kw: Mapping[str, Any] = field(default_factory=dict)
    edge_kw: Mapping[str, Any] = field(default_factory=dict)
    label_kw: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, allowed in _CHOICES.items():
            check_choice(name, getattr(self, name), allowed)
        get_notation(self.notation, self.index_base)  # type: ignore[arg-type]
        for name, artist in (("node_kw", Collection), ("edge_kw", Collection), ("label_kw", Text)):
            object.__setattr__(self, name, check_keywords(name, getattr(self, name), artist))
