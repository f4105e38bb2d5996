"""Drawing only what changes gives the pixels of a whole drawing, whatever lies over whatever."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from nnviz.animation.frames import Frames, as_rgba
from nnviz.animation.repaint import Repainter


def blank() -> tuple[Figure, Any]:
    figure = Figure(figsize=(1.6, 1.2), dpi=50, facecolor="white")
    FigureCanvasAgg(figure)
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, 1), ylim=(0, 1))
    ax.set_axis_off()
    return figure, ax


def whole(figure: Figure) -> Any:
    canvas: Any = figure.canvas
    canvas.draw()
    return np.asarray(canvas.buffer_rgba()).copy()


@given(
    layers=st.lists(
        st.tuples(
            st.floats(0.1, 0.9), st.floats(0.1, 0.9), st.floats(0.05, 0.5),
            st.sampled_from([0.3, 1.0]), st.sampled_from(["red", "black", "white", "#336699"]),
            st.booleans(),
        ),
        min_size=1, max_size=7,
    ),
    moves=st.lists(st.floats(0, 1), min_size=2, max_size=8),
)  # fmt: skip
def test_stacks_of_discs(layers: list[Any], moves: list[float]) -> None:
    figure, ax = blank()
    moving = []
    for x, y, radius, alpha, colour, moves_itself in layers:
        disc = Circle((x, y), radius, facecolor=colour, edgecolor="green", alpha=alpha)
        ax.add_patch(disc)
        ax.text(x, y, "word", fontsize=5)
        if moves_itself:
            moving.append(disc)
    painter = Repainter(figure)
    for move in moves:
        for disc in moving:
            disc.set_center((move, disc.center[1]))
        np.testing.assert_array_equal(as_rgba(painter.draw()), whole(figure))


def test_words_that_nothing_changes_are_not_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    figure, ax = blank()
    (line,) = ax.plot([0.1, 0.9], [0.6, 0.6], "r")
    plate = Circle((0.5, 0.6), 0.3, facecolor="white", zorder=3)
    ax.add_patch(plate)
    covering = ax.text(0.45, 0.55, "on a plate", fontsize=5, zorder=4)
    beside = ax.text(0.1, 0.1, "beside", fontsize=5)
    across = ax.text(0.02, 0.6, "across", fontsize=5, zorder=4)
    painter = Repainter(figure)
    drawn: list[str] = []
    for k in range(6):
        line.set_ydata([0.6, 0.6 + 0.02 * k])
        pixels = as_rgba(painter.draw())
        np.testing.assert_array_equal(pixels, whole(figure))
        if k == 2:
            for text in (covering, beside, across):
                draw: Callable[[Any], None] = text.draw
                monkeypatch.setattr(
                    text,
                    "draw",
                    lambda renderer, draw=draw, text=text: (
                        drawn.append(text.get_text()),
                        draw(renderer),
                    ),
                )
    painter = Repainter(figure)
    for k in range(4):
        line.set_ydata([0.6, 0.6 + 0.02 * k])
        if k == 3:
            drawn.clear()
        painter.draw()
    assert drawn == ["across"]


def test_what_leaves_its_place_appears_or_goes_is_drawn() -> None:
    figure, ax = blank()
    disc = Circle((0.1, 0.1), 0.05, facecolor="red")
    ax.add_patch(disc)
    text = ax.text(0.5, 0.5, "word", fontsize=6)
    painter = Repainter(figure)
    changes: list[Callable[[], Any]] = [
        lambda: None,
        lambda: disc.set_center((0.12, 0.1)),
        lambda: disc.set_center((0.14, 0.1)),
        lambda: disc.set_center((0.9, 0.9)),
        lambda: disc.set_center((0.5, 0.5)),
        lambda: text.set_visible(False),
        lambda: disc.set_facecolor("blue"),
        lambda: ax.set_xlim(0, 2),
        lambda: disc.set_facecolor("green"),
        lambda: text.set(visible=True, text="other"),
        lambda: ax.plot([0, 1], [0, 1]),
        lambda: disc.remove(),
        lambda: ax.set_axis_on(),
        lambda: ax.set_position((0.3, 0.3, 0.6, 0.6)),
        lambda: ax.inset_axes((0.5, 0.5, 0.4, 0.4)).plot([0, 1], [1, 0]),
        lambda: ax.child_axes[0].lines[0].set_color("red"),
        lambda: ax.child_axes[0].lines[0].set_color("black"),
        lambda: figure.text(0.1, 0.9, "more"),
        lambda: figure.texts[0].set_text("most"),
        lambda: figure.texts[0].set_text("least"),
    ]
    for k, change in enumerate(changes):
        change()
        np.testing.assert_array_equal(as_rgba(painter.draw()), whole(figure), err_msg=str(k))


def test_frames_are_kept_as_what_is_new() -> None:
    rng = np.random.default_rng(7)
    pictures = [rng.integers(0, 2**32, size=(30, 40), dtype=np.uint32)]
    for k in range(12):
        picture = pictures[-1].copy()
        if k % 4 == 3:
            picture[:] = rng.integers(0, 2**32, size=picture.shape, dtype=np.uint32)
        elif k % 4:
            picture[k : k + 3, 5:9] = k
        pictures.append(picture)
    frames = Frames()
    for picture in pictures:
        frames.add(picture)
    assert len(frames) == len(pictures)
    assert frames.shape == (30, 40)
    for k in rng.permutation(len(pictures)):
        np.testing.assert_array_equal(frames.frame(int(k)), pictures[k])
    for one, other in zip(frames, pictures, strict=True):
        np.testing.assert_array_equal(one, other)
    assert sum(new.size for _, new in frames.changes()) < 5 * pictures[0].size
