"""What an axes, its figure and pyplot are like, in words that can be compared."""

from __future__ import annotations

import weakref
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure

from tests.figures import root

_LABEL = ("text", "color", "fontsize", "usetex", "parse_math", "visible", "rotation", "position")


def state_of(ax: Axes) -> dict[str, Any]:
    """All of an axes and its figure that a drawing might change."""
    figure = root(ax)
    found: dict[str, Any] = {
        "children of the axes": [id(child) for child in ax.get_children()],
        "view": (ax.get_xlim(), ax.get_ylim(), ax.get_autoscalex_on(), ax.get_autoscaley_on()),
        "data limits": ax.dataLim.get_points().tolist(),
        "axes on": (ax.axison, ax.get_frame_on(), ax.get_visible()),
        "aspect": (ax.get_aspect(), ax.get_adjustable(), ax.get_anchor(), ax.get_box_aspect()),
        "locator": id(ax.get_axes_locator()),
        "position": (ax.get_position(original=True).bounds, ax.get_position().bounds),
        "margins": (ax.margins(), ax.use_sticky_edges),
        "titles": [_text(text) for text in (ax.title, ax._left_title, ax._right_title)],  # type: ignore[attr-defined]
        "legend": id(ax.get_legend()),
        "patch": (ax.patch.get_visible(), ax.patch.get_facecolor(), ax.patch.get_edgecolor()),
        "spines": {
            name: (spine.get_visible(), spine.get_edgecolor(), spine.get_position(),
                   spine.get_bounds(), spine.get_linewidth())
            for name, spine in ax.spines.items()
        },
        "zorder": ax.get_zorder(),
        "axisbelow": ax.get_axisbelow(),
        "callbacks of the axes": _callbacks(ax.callbacks),
        "shared axes": [
            len(list(group.get_siblings(ax)))
            for group in (ax.get_shared_x_axes(), ax.get_shared_y_axes())
        ],
        "axes of the figure": [id(one) for one in figure.axes],
        "children of the figure": [id(child) for child in figure.get_children()],
        "figure": (figure.get_size_inches().tolist(), figure.dpi, figure.get_facecolor()),
        "layout engine": id(figure.get_layout_engine()),
        "callbacks of the canvas": _callbacks(figure.canvas.callbacks),
        "callbacks of the figure": _callbacks(figure._fig_callbacks)
        if hasattr(figure, "_fig_callbacks") else None,
        "suptitle": id(figure._suptitle),  # type: ignore[attr-defined]
    }  # fmt: skip
    for name, axis in (("x", ax.xaxis), ("y", ax.yaxis)):
        found |= {f"{name} axis: {key}": value for key, value in _axis(axis).items()}
    return found


def _axis(axis: Axis) -> dict[str, Any]:
    return {
        "scale": axis.get_scale(),
        "visible": axis.get_visible(),
        "label": _text(axis.label),
        "label position": axis.get_label_position(),
        "tick position": axis.get_ticks_position(),
        "locators": (id(axis.get_major_locator()), id(axis.get_minor_locator())),
        "formatters": (id(axis.get_major_formatter()), id(axis.get_minor_formatter())),
        "tick words": {k: str(v) for k, v in axis._major_tick_kw.items()},  # type: ignore[attr-defined]
        "inverted": axis.get_inverted(),
        "converter": id(axis.get_converter()) if hasattr(axis, "get_converter") else None,
        "zorder": axis.get_zorder(),
        "callbacks": _callbacks(axis.callbacks),
    }


def _text(text: Any) -> dict[str, Any]:
    return {name: getattr(text, f"get_{name}")() for name in _LABEL} | {"id": id(text)}


def _callbacks(registry: Any) -> dict[str, int]:
    """How many functions of living objects are called, by signal."""
    counts = {}
    for signal, functions in registry.callbacks.items():
        living = [
            one for one in functions.values()
            if not isinstance(one, weakref.WeakMethod) or one() is not None
        ]  # fmt: skip
        if living:
            counts[str(signal)] = len(living)
    return counts


def pyplot_now() -> dict[str, Any]:
    """What pyplot knows: its figures, the current one and its current axes."""
    current = plt.get_fignums()
    found: dict[str, Any] = {"open": current, "interactive": plt.isinteractive()}
    if current:
        figure = plt.gcf()
        found |= {"figure": figure.number, "axes": id(figure._axstack.current())}  # type: ignore[attr-defined]
    return found


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """In words, what is not as it was."""
    return [
        f"{name}: {before.get(name)!r} became {after.get(name)!r}"
        for name in before.keys() | after.keys()
        if not _equal(before.get(name), after.get(name))
    ]


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        return bool(np.array_equal(one, other))
    return bool(one == other)


def peopled_axes(**figure: Any) -> Axes:
    """Axes of a user who has drawn on them, named them and set them up."""
    new = Figure(figsize=(4, 3), dpi=60, **figure)
    ax = new.add_subplot()
    ax.plot([0, 1, 2], [3, 1, 2], label="mine")
    ax.set(title="a title", xlabel="time", ylabel="height", xlim=(-1, 3), ylim=(0, 4))
    ax.set_anchor("NW")
    ax.tick_params(axis="x", rotation=30, labelsize=7)
    ax.spines["top"].set_visible(False)
    ax.legend()
    return ax


def figure_state(figure: Figure) -> dict[str, Any]:
    """All of a figure without axes that a drawing might change."""
    return {
        "children": [id(child) for child in figure.get_children()],
        "axes": [id(ax) for ax in figure.axes],
        "subfigures": [id(one) for one in figure.subfigs],
        "size": (figure.get_size_inches().tolist(), figure.dpi, figure.get_facecolor()),
        "layout engine": id(figure.get_layout_engine()),
        "callbacks": _callbacks(figure.canvas.callbacks),
    }
