"""How the picture of a decision boundary looks: every visual option in one validated object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from numbers import Integral
from typing import Any

from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import Colormap, Normalize
from matplotlib.image import AxesImage
from matplotlib.text import Text

from nnviz.drawing.boundary.numbers import BoundaryNumbers
from nnviz.drawing.option_checks import as_colormap, as_limits, check_choice, check_keywords

MAX_POINTS = 1000


@dataclass(frozen=True, eq=False)
class BoundaryOptions:
    """The visual options of a decision boundary; `plot_decision_boundary` says what each does."""

    accuracy: bool = False
    contours: bool | int = False
    colorbar: bool | None = None
    hidden_lines: bool = False
    legend: bool = True
    max_points: int | None = MAX_POINTS
    cmap: str | Colormap | None = None
    norm: Normalize | None = None
    xlim: tuple[float, float] | None = None
    ylim: tuple[float, float] | None = None
    image_kw: Mapping[str, Any] = field(default_factory=dict)
    line_kw: Mapping[str, Any] = field(default_factory=dict)
    scatter_kw: Mapping[str, Any] = field(default_factory=dict)
    label_kw: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("accuracy", "hidden_lines", "legend"):
            check_choice(name, getattr(self, name), (True, False))
        check_choice("colorbar", self.colorbar, (None, True, False))
        if not isinstance(self.contours, bool) and not _is_count(self.contours, 1):
            raise ValueError(
                f"contours must be True, False or a count of lines, at least 1; "
                f"got {self.contours!r}."
            )
        if self.max_points is not None and not _is_count(self.max_points, 1):
            raise ValueError(
                f"max_points must be None or a count, at least 1; got {self.max_points!r}."
            )
        if self.cmap is not None:
            object.__setattr__(self, "cmap", as_colormap(self.cmap))
        if self.norm is not None and not isinstance(self.norm, Normalize):
            raise TypeError(
                f"norm must be None or a matplotlib Normalize; got {type(self.norm).__name__}."
            )
        for name in ("xlim", "ylim"):
            object.__setattr__(self, name, as_limits(name, getattr(self, name)))
        kinds = (("image_kw", AxesImage), ("line_kw", LineCollection),
                 ("scatter_kw", PathCollection), ("label_kw", Text))  # fmt: skip
        for name, artist in kinds:
            given = getattr(self, name)
            if name == "scatter_kw" and isinstance(given, Mapping):
                # Two names that Axes.scatter has for properties of its collection.
                renamed = {"s": "sizes", "c": "color"}
                given = {renamed.get(key, key): value for key, value in given.items()}
                if "sizes" in given and isinstance(given["sizes"], int | float):
                    given["sizes"] = [given["sizes"]]
            object.__setattr__(self, name, check_keywords(name, given, artist))

    def check_for(self, numbers: BoundaryNumbers) -> None:
        """Raise a ValueError where an option does not go with the numbers."""
        several = "the response has one number for each class; class_of_interest gives one of them"
        none = "predict gives classes only; a map of numbers needs another response_method"
        reason = none if numbers.kind == "classes" else several
        if not numbers.is_single:
            for name in ("contours", "colorbar", "norm"):
                if getattr(self, name) not in (None, False) and not (
                    name == "norm" and numbers.kind == "decision"
                ):
                    raise ValueError(f"{name}: {reason}.")
            if self.norm is not None and not (
                type(self.norm) is Normalize and self.norm.vmin == 0 < float(self.norm.vmax or 0)
            ):
                raise ValueError(
                    "norm must start at 0, as in Normalize(0, 3), for a decision function with one "
                    "number for each class: it is of the distance of the two highest."
                )
        if len(numbers.axes) == 1:
            if self.ylim is not None and numbers.kind in ("probability", "classes"):
                raise ValueError("ylim: over one input, probabilities and classes have their own.")
            for name in ("contours", "colorbar", "hidden_lines"):
                if getattr(self, name):
                    raise ValueError(f"{name} needs two axes; this picture has one.")
        if self.hidden_lines and numbers.hidden is None:
            raise ValueError(
                "hidden_lines: the weighted sums of the first hidden layer are not known here; "
                "call plot_decision_boundary with hidden_lines=True."
            )
        if self.accuracy and numbers.train is None:
            raise ValueError("accuracy needs y, the classes of the points.")


def _is_count(value: Any, least: int) -> bool:
    return isinstance(value, Integral) and not isinstance(value, bool) and int(value) >= least
