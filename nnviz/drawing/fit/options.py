"""How the picture of a fit looks: every visual option in one frozen, validated object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from numbers import Integral
from typing import Any

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.lines import Line2D
from matplotlib.text import Text

from nnviz.drawing.option_checks import as_limits, check_choice, check_keywords


@dataclass(frozen=True, eq=False)
class FitOptions:
    """The visual options of a fit; `plot_fit` says what each of them does."""

    residuals: bool = False
    max_points: int | None = 2000
    legend: bool = True
    scores: bool = True
    x_name: str | None = None
    y_name: str | None = None
    xlim: tuple[float, float] | None = None
    ylim: tuple[float, float] | None = None
    residual_ylim: tuple[float, float] | None = None
    line_kw: Mapping[str, Any] = field(default_factory=dict)
    scatter_kw: Mapping[str, Any] = field(default_factory=dict)
    label_kw: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("residuals", "legend", "scores"):
            check_choice(name, getattr(self, name), (True, False))
        most = self.max_points
        whole = isinstance(most, Integral) and not isinstance(most, bool)
        if most is not None and not (whole and most >= 1):
            raise ValueError(f"max_points must be None or a count, at least 1; got {most!r}.")
        for name in ("x_name", "y_name"):
            value = getattr(self, name)
            if value is not None and not isinstance(value, str):
                raise TypeError(f"{name} must be None or a text; got {value!r}.")
        for name in ("xlim", "ylim", "residual_ylim"):
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
