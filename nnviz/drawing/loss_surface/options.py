"""How the picture of a loss surface looks: every visual option in one frozen, validated object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from numbers import Integral
from typing import Any

import numpy as np
from matplotlib.collections import Collection, PathCollection
from matplotlib.colors import Colormap, LogNorm, Normalize
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.text import Text

from nnviz.drawing.option_checks import as_colormap, check_choice, check_keywords, is_number
from nnviz.notation import Notation, get_notation

KINDS = ("auto", "line", "map", "surface")
_MOST_LEVELS = 100


@dataclass(frozen=True, eq=False)
class LossSurfaceOptions:
    """The visual options of a loss surface; `plot_loss_surface` says what each of them does."""

    kind: str = "auto"
    log: bool | str = "auto"
    tangent: bool = True
    contours: bool | int | Sequence[float] = True
    colorbar: bool = True
    legend: bool = True
    notation: str | Notation = "course"
    index_base: int | None = None
    cmap: str | Colormap | None = None
    norm: Normalize | None = None
    y_range: tuple[float, float] | None = None
    line_kw: Mapping[str, Any] = field(default_factory=dict)
    contour_kw: Mapping[str, Any] = field(default_factory=dict)
    image_kw: Mapping[str, Any] = field(default_factory=dict)
    surface_kw: Mapping[str, Any] = field(default_factory=dict)
    scatter_kw: Mapping[str, Any] = field(default_factory=dict)
    label_kw: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_choice("kind", self.kind, KINDS)
        check_choice("log", self.log, ("auto", True, False))
        for name in ("tangent", "colorbar", "legend"):
            check_choice(name, getattr(self, name), (True, False))
        check_choice("index_base", self.index_base, (None, 0, 1))
        get_notation(self.notation, self.index_base)  # type: ignore[arg-type]
        object.__setattr__(self, "contours", _checked_contours(self.contours))
        if self.cmap is not None:
            object.__setattr__(self, "cmap", as_colormap(self.cmap))
        self._check_norm()
        if self.y_range is not None:
            object.__setattr__(self, "y_range", _checked_limits(self.y_range, log=self.log is True))
        kinds: tuple[tuple[str, type[Any]], ...] = (
            ("line_kw", Line2D), ("contour_kw", Collection), ("image_kw", AxesImage),
            ("surface_kw", Collection), ("scatter_kw", PathCollection), ("label_kw", Text),
        )  # fmt: skip
        for name, artist in kinds:
            given = getattr(self, name)
            if name == "scatter_kw" and isinstance(given, Mapping):
                # Two names that Axes.scatter has for properties of its collection.
                renamed = {"s": "sizes", "c": "color"}
                given = {renamed.get(key, key): value for key, value in given.items()}
                if np.ndim(given.get("sizes", [])) == 0:
                    given["sizes"] = [given["sizes"]]
            object.__setattr__(self, name, check_keywords(name, given, artist))

    def _check_norm(self) -> None:
        norm = self.norm
        if norm is None:
            return
        if not isinstance(norm, Normalize):
            raise TypeError(f"norm must be None or a Normalize; got {type(norm).__name__}.")
        if self.log is not (logarithmic := isinstance(norm, LogNorm)) and self.log != "auto":
            kind = "logarithmic" if logarithmic else "linear"
            raise ValueError(
                f"log={self.log!r} goes against norm, which is {kind}; give one of the two."
            )


def _checked_contours(given: Any) -> Any:
    """True, False, about how many, or the levels themselves, increasing."""
    if isinstance(given, bool | np.bool_):
        return bool(given)
    if isinstance(given, Integral):
        if not 0 <= int(given) <= _MOST_LEVELS:
            raise ValueError(f"contours: at most {_MOST_LEVELS} lines, at least 0; got {given!r}.")
        return int(given)
    try:
        levels = np.asarray(given, dtype=float)
    except (TypeError, ValueError):
        levels = np.asarray(np.nan)
    if levels.ndim != 1 or not np.isfinite(levels).all() or (np.diff(levels) <= 0).any():
        raise ValueError(
            "contours must be True, False, a count or a list of finite losses, increasing; got "
            f"{given!r}."
        )
    if len(levels) > _MOST_LEVELS:
        raise ValueError(f"contours: at most {_MOST_LEVELS} losses; got {len(levels)}.")
    return tuple(levels.tolist())


def _checked_limits(given: Any, *, log: bool) -> tuple[float, float]:
    good = np.shape(given) == (2,) and all(is_number(end, -np.inf) for end in given)
    if not good or not np.isfinite([float(end) for end in given]).all() or given[0] >= given[1]:
        raise ValueError(
            f"y_range must be None or two finite losses, the lower first; got {given!r}."
        )
    if log and given[0] <= 0:
        raise ValueError(f"y_range must be positive on a logarithmic scale; got {given!r}.")
    return float(given[0]), float(given[1])
