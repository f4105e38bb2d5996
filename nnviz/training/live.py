"""A picture that follows a training while it runs, in a notebook or in a window."""

from __future__ import annotations

import base64
import inspect
import io
import sys
import time
import warnings
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any, Protocol

from tqdm import tqdm

from nnviz.history import TrainingHistory

_SHARE = 0.2  # the part of the time that drawing may take
_LEAST_SECONDS = 0.1  # between two drawings, however fast they are: nobody sees more


class LiveView:
    """Draws the history of a training now and then while it runs, and once at its end.

    Whatever fails in drawing is warned of once, and the training goes on without a picture. Only
    Ctrl-C passes through, since it is meant for the training.

    Parameters
    ----------
    draw : callable or None
        Takes a TrainingHistory and returns a display, that is something with ``figure_``; None
        for no picture at all. One that takes `ax` as well is given axes on its first figure from
        the second time on.
    clock : callable, default=time.perf_counter
        Gives the time in seconds.

    Raises
    ------
    TypeError
        If `draw` is not callable, or a partial with axes of its own.
    """

    def __init__(self, draw: Any, clock: Callable[[], float] = time.perf_counter) -> None:
        if draw is not None and not callable(draw):
            raise TypeError(
                "live must be a function that takes a TrainingHistory and returns a display, such "
                f"as plot_loss, or None; it is {draw!r}."
            )
        if isinstance(draw, partial) and draw.keywords.get("ax") is not None:
            raise TypeError("live must not have axes of its own: it is given them, as ax.")
        self.is_on = draw is not None
        self.interrupted = False
        self._clock, self._due = clock, -float("inf")
        self._pictures = _Pictures(draw)
        self._screen: _Screen | None = None
        self._notebook: _Notebook | None = None
        self._caller = _caller()

    def open(self) -> None:
        """Take the place of the picture in a notebook, before a progress bar takes one."""
        if self.is_on and _in_notebook():
            self._notebook = _Notebook()

    def after_epoch(self, history: Callable[[], TrainingHistory]) -> None:
        """Draw, if the last time is long enough ago.

        Parameters
        ----------
        history : callable
            Gives the history so far; called only if it is drawn.
        """
        if self.is_on and self._clock() >= self._due:
            try:
                self._draw(history)
            except KeyboardInterrupt:
                self.interrupted = True
                raise

    def finish(self, history: TrainingHistory) -> None:
        """Draw a last time.

        Parameters
        ----------
        history : TrainingHistory
            Of the whole training.
        """
        if not self.is_on:
            return
        try:
            self._draw(lambda: history)
        except KeyboardInterrupt as error:  # there is no training left that it could end
            self._stop("the last drawing was interrupted, and the picture may be older", error)
        self.is_on = False

    def _draw(self, history: Callable[[], TrainingHistory]) -> None:
        start = self._clock()
        known = None
        try:
            known = history()
            if not known.series:  # interrupted before anything was known
                return
            display = self._pictures.draw(known)
            if self._screen is None:
                self._screen = self._screen_for(display)
            if self._screen is not None and not self._screen.show(display):
                self.is_on = False
        except Exception as error:
            epoch = f"epoch {known.n_epochs:,}" if known else "an epoch"
            self._stop(
                f"drawing after {epoch} failed, and the picture is drawn no more: "
                f"{type(error).__name__}: {error}",
                error,
            )
            return
        end = self._clock()
        self._due = max(end + (end - start) * (1 / _SHARE - 1), start + _LEAST_SECONDS)

    def _screen_for(self, display: Any) -> _Screen | None:
        """Where the first picture can be shown, as its canvas and the session tell."""
        canvas = display.figure_.canvas
        framework = getattr(canvas, "required_interactive_framework", None)
        if framework is not None and getattr(canvas, "manager", None) is not None:
            return _Window(display)
        _close(display)
        if self._notebook is None:
            self._stop(
                f"a {type(canvas).__name__} has no window and this is no notebook, so there is "
                "nothing to see; in a script choose a backend with windows (MPLBACKEND=QtAgg or "
                "TkAgg)"
            )
        return self._notebook

    def _stop(self, why: str, error: BaseException | None = None) -> None:
        self.is_on = False
        said = UserWarning(f"live: {why}.")
        said.__cause__ = error
        with tqdm.external_write_mode():  # a progress bar steps aside for the text
            warnings.warn_explicit(said, UserWarning, **self._caller)


class _Pictures:
    """Draws one history after the other, in one figure where that can be."""

    def __init__(self, draw: Any) -> None:
        self._function = draw
        self._takes_ax = _takes_ax(draw)
        self._figure: Any = None
        self._place: tuple[float, float, float, float] | None = None

    def draw(self, history: TrainingHistory) -> Any:
        """Return the display."""
        if self._figure is not None and self._takes_ax:
            self._figure.clear()
            place = self._place
            ax = self._figure.add_subplot() if place is None else self._figure.add_axes(place)
            display = self._function(history, ax=ax)
        else:
            display = self._function(history)
        if getattr(display, "figure_", None) is None:
            raise TypeError(f"it must return a display, which has figure_; it returned {display!r}")
        if self._figure is None and hasattr(display, "ax_"):
            self._place = display.ax_.get_position(original=True).bounds
        self._figure = display.figure_
        return display


class _Screen(Protocol):
    def show(self, display: Any) -> bool:
        """Show a display where the last one was; False if nobody can see it any more."""


class _Notebook:
    """The place of one picture among the outputs of a cell."""

    def __init__(self) -> None:
        # An output keeps its place: the picture comes into this empty one.
        show = import_module("IPython.display").display
        self._handle: Any = show({"text/plain": ""}, raw=True, display_id=True)

    def show(self, display: Any) -> bool:
        # At once, so that no backend shows the figure a second time when the cell ends.
        _close(display)
        buffer = io.BytesIO()
        # As a notebook shows other figures, whatever the style says of saved ones.
        display.figure_.savefig(buffer, format="png", dpi="figure", transparent=False)
        png = base64.b64encode(buffer.getvalue()).decode("ascii")
        self._handle.update({"image/png": png, "text/plain": repr(display)}, raw=True)
        return True


class _Window:
    """The window of a figure, which stays open after the training."""

    def __init__(self, display: Any) -> None:
        self._figure = display.figure_
        self._canvas = self._figure.canvas
        self._is_open = True
        self._canvas.mpl_connect("close_event", self._closed)
        if hasattr(display, "step_back"):
            display.step_back()
        self._canvas.manager.show()

    def _closed(self, _: Any) -> None:
        self._is_open = False

    def show(self, display: Any) -> bool:
        if display.figure_ is not self._figure:
            _close(display)
            raise TypeError("it must take ax, or it would open a new window for each drawing")
        if self._is_open:
            self._canvas.draw_idle()
            self._canvas.flush_events()  # which may tell of its end
        return self._is_open


def _close(display: Any) -> None:
    """Have pyplot forget the figure of one of our displays."""
    close = getattr(display, "close", None)
    if callable(close):
        close()


def _takes_ax(function: Any) -> bool:
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):  # something without a signature
        return False
    return any(
        one.kind is one.VAR_KEYWORD or (one.name == "ax" and one.kind is not one.POSITIONAL_ONLY)
        for one in parameters
    )


def _in_notebook() -> bool:
    """Whether this runs in a kernel of IPython, which is loaded then."""
    get_shell = getattr(sys.modules.get("IPython"), "get_ipython", None)
    return get_shell is not None and getattr(get_shell(), "kernel", None) is not None


def _caller() -> dict[str, Any]:
    """The place outside nnviz from where this was called, as warnings take it."""
    frame = sys._getframe()
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith("nnviz."):
        frame = frame.f_back
    return {
        "filename": frame.f_code.co_filename,
        "lineno": frame.f_lineno,
        "module": frame.f_globals.get("__name__"),
        "registry": frame.f_globals.setdefault("__warningregistry__", {}),
    }
