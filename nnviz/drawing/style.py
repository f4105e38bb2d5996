"""The style in which a picture was drawn, for what is worked out only when it is shown.

A style sheet holds while a picture is drawn (``with plt.style.context(...)``), and may hold no
more when the picture is saved: matplotlib's own artists have taken their sizes by then, and so
have ours to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import matplotlib as mpl
from matplotlib.font_manager import FontProperties

_P = ParamSpec("_P")
_R = TypeVar("_R")

_NUMBERS = (
    "axes.linewidth", "font.size", "lines.linewidth", "lines.markersize", "patch.linewidth",
)  # fmt: skip
_SIZES = ("legend.fontsize", "ytick.labelsize")  # may be words, such as "medium"

_kept: ContextVar[Mapping[str, float] | None] = ContextVar("style", default=None)


def of_style(name: str) -> float:
    """A number of the style: a width or a size in points.

    Parameters
    ----------
    name : str
        As ``matplotlib.rcParams`` has it.
    """
    kept = _kept.get()
    return _now(name) if kept is None else kept[name]


def _now(name: str) -> float:
    value: Any = cast(Any, mpl.rcParams)[name]
    if name in _SIZES:
        return float(FontProperties(size=value).get_size_in_points())
    return float(value)


def style_now() -> dict[str, float]:
    """All numbers of the style, for an object to keep as its `_style`."""
    return {name: of_style(name) for name in (*_NUMBERS, *_SIZES)}


def in_own_style(
    method: Callable[Concatenate[Any, _P], _R],
) -> Callable[Concatenate[Any, _P], _R]:
    """Let a method, which is called when a picture is shown, work in the `_style` of its object."""

    @wraps(method)
    def inside(self: Any, /, *args: _P.args, **kw: _P.kwargs) -> _R:
        token = _kept.set(self._style)
        try:
            return method(self, *args, **kw)
        finally:
            _kept.reset(token)

    return inside
