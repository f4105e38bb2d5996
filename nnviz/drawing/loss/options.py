"""How loss curves look: every visual option in one frozen, validated object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from numbers import Integral
from typing import Any

from matplotlib.lines import Line2D
from matplotlib.text import Text

from nnviz.drawing.option_checks import as_limits, check_choice, check_keywords, is_number


@dataclass(frozen=True, eq=False)
class LossOptions:
    """The visual options of loss curves; `plot_loss` says what each of them does."""

    panels: bool = False
    sharex: bool | str = "auto"
    sharey: bool | str = "auto"
    columns: int | None = None
    log: bool | str = "auto"
    log_x: bool | str = "auto"
    smoothing: float = 0.0
    x: str = "epochs"
    x_range: tuple[float, float] | None = None
    y_range: tuple[float, float] | None = None
    score_range: tuple[float, float] | None = None
    scores: bool = True
    best: bool = True
    end_values: bool = True
    legend: bool = True
    line_kw: Mapping[str, Any] = field(default_factory=dict)
    label_kw: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("panels", "scores", "best", "end_values", "legend"):
            check_choice(name, getattr(self, name), (True, False))
        for name in ("sharex", "sharey", "log", "log_x"):
            check_choice(name, getattr(self, name), ("auto", True, False))
        check_choice("x", self.x, ("epochs", "updates"))
        for name in ("x_range", "y_range", "score_range"):
            value = getattr(self, name)
            # A curve that stays where it is has a range without length.
            if not (isinstance(value, tuple) and len(value) == 2 and value[0] == value[1]):
                object.__setattr__(self, name, as_limits(name, value))
        if not is_number(self.smoothing, 0.0) or not float(self.smoothing) < 1.0:
            raise ValueError(
                "smoothing must be the part of the average so far that each step keeps, from 0 "
                f"(none) to under 1; got {self.smoothing!r}."
            )
        columns = self.columns
        whole = isinstance(columns, Integral) and not isinstance(columns, bool)
        if columns is not None and not (whole and columns >= 1):
            raise ValueError(f"columns must be None or a count, at least 1; got {columns!r}.")
        for name, artist in (("line_kw", Line2D), ("label_kw", Text)):
            object.__setattr__(self, name, check_keywords(name, getattr(self, name), artist))
