"""What panels draw: functions, and which of the arguments each of them takes."""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from matplotlib.axes import Axes

from nnviz.panels.subjects import Subject

_TRAINING = "source"  # the first parameter of functions that draw a training rather than a model
_OURS = ("ax", "figsize")  # which panels give, or which make no sense in a panel


@dataclass(frozen=True, eq=False)
class Recipe:
    """A function that draws one model, with what it is given besides.

    Attributes
    ----------
    function : callable
        ``function(model, ..., ax=)``.
    name : str
        Of it.
    argument : str
        What errors call it.
    first : str
        The name of its first parameter.
    takes : frozenset of str
        The names of its other parameters.
    takes_all : bool
        Whether it takes keywords of any name.
    options : mapping of str to object
        What it is given: X, y and options.
    """

    function: Callable[..., Any]
    name: str
    argument: str
    first: str
    takes: frozenset[str]
    takes_all: bool
    options: Mapping[str, Any]

    @property
    def draws_training(self) -> bool:
        """Whether it draws a training rather than a model."""
        return self.first == _TRAINING

    def own(self, names: Sequence[str]) -> list[str]:
        """Those of some names that its own parameters have."""
        return [name for name in names if name in self.takes]

    def subject_of(self, subject: Subject) -> Any:
        """What it draws of a subject; None where that has nothing for it."""
        return subject.source if self.draws_training else subject.model

    def draw(self, subject: Subject, ax: Axes, **more: Any) -> Any:
        """Call it; what fails says for which model."""
        try:
            return self.function(self.subject_of(subject), ax=ax, **{**self.options, **more})
        except Exception as error:
            error.add_note(f"This is {self.name} of {subject.argument} ({subject.title!r}).")
            raise


def recipes_of(plot: Any, rows: Any, X: Any, y: Any, options: Mapping[str, Any]) -> list[Recipe]:
    """What to draw, with X, y and the options given to whom takes them.

    Parameters
    ----------
    plot, rows, X, y, options
        As `draw_panels` takes them.

    Returns
    -------
    list of Recipe
        One a row.
    """
    given = _functions(plot, rows)
    if "ax" in options:
        raise TypeError("ax: panels fill a whole figure; give figure, a Figure or a SubFigure.")
    found, unused = [], set(options)
    for argument, function in given:
        recipe = _recipe(function, argument)
        mine = {
            name: value
            for name, value in options.items()
            if (name in recipe.takes or recipe.takes_all) and name not in _OURS
        }
        unused -= set(mine)
        data = {"X": X, "y": y}
        bare = inspect.signature(function).parameters
        for name, value in data.items():
            if name not in recipe.takes:
                continue
            if value is not None:
                mine[name] = value
            elif bare[name].default is inspect.Parameter.empty:
                raise TypeError(f"{name} must be given: {recipe.name} needs it.")
        found.append(Recipe(**{**vars(recipe), "options": mine}))
    if unused:
        name = min(unused)
        known = sorted({one for recipe in found for one in recipe.takes} - {"X", "y", *_OURS})
        near = difflib.get_close_matches(name, known, n=3)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        who = " nor ".join(recipe.name for recipe in found)
        lead = "Neither " if len(found) > 1 else ""
        verb = "takes" if len(found) > 1 else "does not take"
        raise TypeError(f"{lead}{who} {verb} the option {name!r}.{hint}")
    return found


def _functions(plot: Any, rows: Any) -> list[tuple[str, Any]]:
    if rows is not None and plot is not None:
        raise TypeError("plot and rows: give one function as plot, or several as rows, not both.")
    if rows is None:
        if plot is None:
            raise TypeError(
                "plot must be a function that draws a model, such as nnviz.draw_network; or give "
                "several as rows."
            )
        if isinstance(plot, (list, tuple)):
            raise TypeError("plot must be one function; give several as rows=[...].")
        return [("plot", plot)]
    if callable(rows) or isinstance(rows, str) or not isinstance(rows, Sequence):
        raise TypeError(f"rows must be a list of functions; got {type(rows).__name__}.")
    if not rows:
        raise ValueError("rows must hold at least one function; it is empty.")
    return [(f"rows[{k}]", function) for k, function in enumerate(rows)]


def _recipe(function: Any, argument: str) -> Recipe:
    if not callable(function):
        raise TypeError(
            f"{argument} must be a function that draws a model, such as nnviz.draw_network; got "
            f"{type(function).__name__}."
        )
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError) as error:
        raise TypeError(f"{argument}: the parameters of {function!r} are not known.") from error
    name = _name_of(function)
    kinds = {parameter.kind for parameter in parameters}
    takes_all = inspect.Parameter.VAR_KEYWORD in kinds
    if not parameters or parameters[0].kind in (
        inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD,
    ):  # fmt: skip
        raise TypeError(f"{argument}: the first parameter of {name} must be the model.")
    named = frozenset(
        parameter.name
        for parameter in parameters[1:]
        if parameter.kind in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY)
    )
    if "ax" not in named and not takes_all:
        raise TypeError(f"{argument}: {name} must take ax, the axes to draw in.")
    return Recipe(function, name, argument, parameters[0].name, named, takes_all, {})


def _name_of(function: Any) -> str:
    inner = function
    while isinstance(inner, partial):
        inner = inner.func
    return str(getattr(inner, "__name__", type(inner).__name__))
