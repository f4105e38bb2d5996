"""How the picture of scores looks: every visual option in one frozen, validated object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.lines import Line2D
from matplotlib.text import Text

from nnviz.drawing.option_checks import as_limits, check_choice, check_keywords


@dataclass(frozen=True, eq=False)
class ScoreOptions:
    """The visual options of scores; `plot_sweep_scores` says what each of them does."""

    log: bool | str = "auto"
    xlim: tuple[float, float] | None = None
    ylim: tuple[float, float] | None = None
    best: bool = True
    legend: bool = True
    line_kw: Mapping[str, Any] = field(default_factory=dict)
    scatter_kw: Mapping[str, Any] = field(default_factory=dict)
    label_kw: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_choice("log", self.log, ("auto", True, False))
        for name in ("best", "legend"):
            check_choice(name, getattr(self, name), (True, False))
        for name in ("xlim", "ylim"):
            object.__setattr__(self, name, as_limits(name, getattr(self, name)))
        kinds = (("line_kw", Line2D), ("scatter_kw", PathCollection), ("label_kw", Text))
        for name, artist in kinds:
            given = getattr(self, name)
            if name == "scatter_kw" and isinstance(given, Mapping):
                # Two names that Axes.scatter has for properties of its collection.
                renamed = {"s": "sizes", "c": "color"}
                given = {renamed.get(key, key): value for key, value in given.items()}
                if np.ndim(given.get("sizes", [])) == 0:
                    given["sizes"] = [given["sizes"]]
            object.__setattr__(self, name, check_keywords(name, given, artist))
