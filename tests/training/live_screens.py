"""Stand-ins for what a live picture is shown on, and a clock that only drawing moves."""

from __future__ import annotations

import base64
import io
from types import SimpleNamespace
from typing import Any

import IPython
import IPython.display
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.backend_bases import CloseEvent, FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from numpy.typing import NDArray

from nnviz import Series, TrainingHistory


class Clock:
    """Stands still unless it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Notebook:
    """What `IPython.display.display` is asked to show, in a kernel."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, kernel: object = "a kernel") -> None:
        self.shown: list[dict[str, str]] = []
        self.updates: list[dict[str, str]] = []
        shell = SimpleNamespace(kernel=kernel)
        plt.close(plt.figure())  # or pyplot would greet this shell when it first makes a figure
        monkeypatch.setattr(IPython, "get_ipython", lambda: shell)
        monkeypatch.setattr(IPython.display, "display", self._display)

    def _display(self, data: dict[str, str], *, raw: bool, display_id: bool) -> Any:
        assert raw
        assert display_id is True
        self.shown.append(data)
        return SimpleNamespace(update=self._update)

    def _update(self, data: dict[str, str], *, raw: bool) -> None:
        assert raw
        self.updates.append(data)

    @property
    def picture(self) -> NDArray[np.float64]:
        return read_png(self.updates[-1]["image/png"])


class Window:
    """Makes pyplot's figures appear in windows, as far as their canvases tell."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.done: list[str] = []
        self.closed_by_user_at = -1
        canvas = FigureCanvasAgg
        monkeypatch.setattr(canvas, "required_interactive_framework", "stub", raising=False)
        monkeypatch.setattr(canvas, "draw_idle", lambda _: self.done.append("draw"))
        monkeypatch.setattr(canvas, "flush_events", lambda canvas: self._flush(canvas))
        monkeypatch.setattr(FigureManagerBase, "show", lambda _: self.done.append("show"))

    def _flush(self, canvas: FigureCanvasAgg) -> None:
        self.done.append("flush")
        if self.done.count("flush") == self.closed_by_user_at:
            canvas.callbacks.process("close_event", CloseEvent("close_event", canvas))


def read_png(encoded: str) -> NDArray[np.float64]:
    return plt.imread(io.BytesIO(base64.b64decode(encoded)))


def pixels_saved(figure: Any) -> NDArray[np.float64]:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    return plt.imread(io.BytesIO(buffer.getvalue()))


def history_of(n_epochs: int) -> TrainingHistory:
    losses = 1.0 / np.arange(1, n_epochs + 1)
    return TrainingHistory([Series("training loss", losses, np.arange(1, n_epochs + 1))])
