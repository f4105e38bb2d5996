"""Marks on a loss surface: where the weights are now, and where the grid is lowest."""

from __future__ import annotations

from typing import Any

from matplotlib.lines import Line2D

from nnviz.drawing.style import of_style


def present_look(ink: Any, paper: Any) -> dict[str, Any]:
    """Properties of the dot at the present weights: ink with a rim of paper."""
    line, size = _sizes()
    return {
        "linestyle": "none", "marker": "o", "markersize": 1.35 * size, "markerfacecolor": ink,
        "markeredgecolor": paper, "markeredgewidth": 0.7 * line, "label": "present weights",
    }  # fmt: skip


def lowest_look(ink: Any, paper: Any) -> dict[str, Any]:
    """Properties of the hollow mark where the grid is lowest."""
    line, size = _sizes()
    return {
        "linestyle": "none", "marker": "*", "markersize": 2.1 * size, "markerfacecolor": paper,
        "markeredgecolor": ink, "markeredgewidth": 0.7 * line, "label": "lowest",
    }  # fmt: skip


def handle_of(line: Line2D) -> Line2D:
    """What stands for a mark in a legend."""
    handle = Line2D([], [])
    handle.update_from(line)
    handle.set(path_effects=[], markersize=0.8 * line.get_markersize())
    return handle


def _sizes() -> tuple[float, float]:
    return of_style("lines.linewidth"), of_style("lines.markersize")
