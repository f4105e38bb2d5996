"""What the options of all pictures share: changing some, and checking what was given."""

from __future__ import annotations

import difflib
import math
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from numbers import Real
from typing import TYPE_CHECKING, Any, TypeVar

import matplotlib as mpl
from matplotlib import cbook
from matplotlib.colors import Colormap

from nnviz.encoding import MISSING

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Options = TypeVar("Options", bound="DataclassInstance")


def changed(options: Options, changes: Mapping[str, Any]) -> Options:
    """A frozen object of options with some of them changed.

    Raises
    ------
    TypeError
        If there is no option of a name.
    """
    names = [option.name for option in fields(options)]
    for name in changes:
        if name not in names:
            near = difflib.get_close_matches(name, names, n=3)
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            raise TypeError(f"There is no visual option {name!r}.{hint}")
    return replace(options, **changes)


def check_choice(name: str, value: Any, allowed: Sequence[Any]) -> None:
    """Raise a ValueError that lists what is allowed, unless `value` is one of it."""
    for choice in allowed:
        # True == 1 in Python, so the kind has to agree as well.
        if value is choice or (isinstance(value, str | int) and type(value) is type(choice)
                               and value == choice):  # fmt: skip
            return
    listed = ", ".join(repr(choice) for choice in allowed)
    near = difflib.get_close_matches(str(value), [c for c in allowed if isinstance(c, str)], n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    raise ValueError(f"{name} must be one of {listed}; got {value!r}.{hint}")


def as_colormap(cmap: str | Colormap) -> Colormap:
    """A colour map from its name, or the given one.

    Where it has no colour for what is no number, which would then be a hole, it gets our purple.

    Raises
    ------
    ValueError
        If no colour map has that name; the nearest names are listed.
    TypeError
        If it is neither a name nor a Colormap.
    """
    if isinstance(cmap, Colormap):
        unseen = cmap.copy().get_bad()[3] == 0
        return cmap.with_extremes(bad=MISSING) if unseen else cmap
    if not isinstance(cmap, str):
        raise TypeError(f"cmap must be a name or a Colormap; got {type(cmap).__name__}.")
    if cmap not in mpl.colormaps:
        near = difflib.get_close_matches(cmap, list(mpl.colormaps), n=4, cutoff=0.4)
        hint = f"; the nearest names are {', '.join(map(repr, near))}" if near else ""
        raise ValueError(f"cmap must be the name of a colour map; there is no {cmap!r}{hint}.")
    return as_colormap(mpl.colormaps[cmap])


def check_keywords(name: str, keywords: Any, artist: type[Any]) -> dict[str, Any]:
    """Keyword arguments for a kind of artist, with matplotlib's aliases resolved."""
    if not isinstance(keywords, Mapping):
        raise TypeError(f"{name} must be a dict; got {type(keywords).__name__}.")
    try:
        resolved = dict(cbook.normalize_kwargs(dict(keywords), artist))
    except TypeError as error:
        raise TypeError(f"{name}: {error}") from error
    for keyword in resolved:
        if not hasattr(artist, f"set_{keyword}"):
            known = [member[4:] for member in dir(artist) if member.startswith("set_")]
            near = difflib.get_close_matches(str(keyword), known, n=3)
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            raise TypeError(f"{name}: {artist.__name__} has no property {keyword!r}.{hint}")
    return resolved


def is_number(value: Any, low: float, high: float = float("inf")) -> bool:
    """Whether a value is a number, no truth value, from `low` to `high`."""
    return isinstance(value, Real) and not isinstance(value, bool) and low <= float(value) <= high


def as_limits(name: str, limits: Any) -> tuple[float, float] | None:
    """Limits of an axis as a pair of numbers, or None where none are given.

    Raises
    ------
    TypeError
        If they are no pair of numbers.
    ValueError
        If they are not finite, or the first is not the lower one.
    """
    if limits is None:
        return None
    try:
        low, high = (float(end) for end in limits)
    except (TypeError, ValueError) as error:
        raise TypeError(f"{name} must be None or (low, high), two numbers; got {limits!r}.") from (
            error
        )
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        raise ValueError(f"{name} must be (low, high), finite, with low < high; got {limits!r}.")
    return low, high
