"""Networks drawn on axes of their own, and what their displays show."""

from __future__ import annotations

from typing import Any

from nnviz import NetworkDisplay, draw_network
from tests.figures import fixed_network, new_axes

MINUS = "\N{MINUS SIGN}"


def draw(model: Any = None, **options: Any) -> NetworkDisplay:
    """On axes that pyplot knows nothing of; 2-3-1 unless told otherwise."""
    ax = options.pop("ax", None) or new_axes(*options.pop("size", (6, 4)))
    return draw_network(fixed_network(2, 3, 1) if model is None else model, ax=ax, **options)


def strings(texts: Any) -> list[str]:
    return [text.get_text() for text in texts if text.get_visible()]


def notes(display: NetworkDisplay) -> str:
    """All that the picture says in words."""
    return " ".join(" ".join(strings(display.ax_.texts)).split())


def inside(display: NetworkDisplay) -> list[list[str]]:
    return [strings(texts) for texts in display.neuron_labels_]


def dashes(collection: Any) -> list[bool]:
    """For each item whether its line is broken."""
    styles = [pattern is not None for _, pattern in collection.get_linestyle()]
    n = max(len(collection.get_offsets()), len(getattr(collection, "sources", ())))
    return [styles[k % len(styles)] for k in range(n)]
