"""How the picture of activation functions looks: every visual option in one validated object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from matplotlib.lines import Line2D
from matplotlib.text import Text

from nnviz.drawing.option_checks import check_choice, check_keywords


@dataclass(frozen=True, eq=False)
class ActivationOptions:
    """The visual options of the picture; `plot_activation` says what each of them does."""

    derivative: bool = False
    formula: bool = True
    mark_range: bool = False
    saturation: bool = False
    legend: bool = True
    x_name: str | None = None
    y_name: str | None = None
    line_kw: Mapping[str, Any] = field(default_factory=dict)
    label_kw: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("derivative", "formula", "mark_range", "saturation", "legend"):
            check_choice(name, getattr(self, name), (True, False))
        for name in ("x_name", "y_name"):
            value = getattr(self, name)
            if value is not None and not isinstance(value, str):
                raise TypeError(f"{name} must be None or a text; got {value!r}.")
        for name, artist in (("line_kw", Line2D), ("label_kw", Text)):
            object.__setattr__(self, name, check_keywords(name, getattr(self, name), artist))
