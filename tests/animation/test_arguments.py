"""What `animate` and its Animation refuse, and what they leave as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import matplotlib.style
import numpy as np
import pytest

from nnviz import Animation, Network, animate, draw_network, plot_decision_boundary, plot_fit
from tests.animation.trainings import classifiers, points, recorded, regressors

SIZE = (2.0, 1.6)
TWO = classifiers(2)


def no_ax(model: Any) -> None:
    """Draws nowhere."""


@pytest.mark.parametrize(
    ("error", "message", "args", "options"),
    [
        (TypeError, "record must be a TrainingRecord with snapshots, or a mapping.*got list",
         ([TWO[0]], draw_network), {}),
        (ValueError, "record holds no snapshots; record_training", (recorded({}), draw_network),
         {}),
        (ValueError, "record must hold at least one model by epoch; it is empty",
         ({}, draw_network), {}),
        (TypeError, "record: its keys must be epochs.*'a'", ({"a": TWO[0]}, draw_network), {}),
        (TypeError, "record: its keys must be epochs.*-1", ({-1: TWO[0]}, draw_network), {}),
        (ValueError, "that of epoch 0 has sizes 2-8-6-1, that of epoch 1 2-3-1",
         ({0: TWO[0], 1: classifiers(1, (2, 3, 1))[0]}, draw_network), {}),
        (TypeError, "draw must be a function.*got str", (TWO, "network"), {}),
        (TypeError, "draw: no_ax must take ax", (TWO, no_ax), {}),
        (TypeError, "draw: the parameters of dict are not known", (TWO, dict), {}),
        (TypeError, "X must be given: plot_decision_boundary needs it",
         (TWO, plot_decision_boundary), {}),
        (TypeError, "y must be given: plot_fit needs it", (regressors(2), plot_fit, [[1.0]]), {}),
        (TypeError, "draw_network has no option 'colour'", (TWO, draw_network), {"colour": 1}),
        (TypeError, "ax: an animation has a figure of its own", (TWO, draw_network), {"ax": None}),
        (ValueError, "epochs: there is no snapshot of epoch 7; there are those of 0, 1",
         (TWO, draw_network), {"epochs": [0, 7]}),
        (ValueError, r"those of 0, 1, 2, 3, 4, \.\.\., 8", (classifiers(9), draw_network),
         {"epochs": [9]}),
        (ValueError, "epochs must name at least one", (TWO, draw_network), {"epochs": []}),
        (ValueError, "epochs must name each epoch once", (TWO, draw_network), {"epochs": [0, 0]}),
        (TypeError, "epochs must be a sequence of epochs; got 3", (TWO, draw_network),
         {"epochs": 3}),
        (TypeError, "epochs must hold whole numbers; it holds 0.5", (TWO, draw_network),
         {"epochs": [0.5]}),
        (ValueError, "fps must be a positive number.*got 0", (TWO, draw_network), {"fps": 0}),
        (ValueError, "fps must be a positive number.*got -3", (TWO, draw_network), {"fps": -3}),
        (ValueError, "fps must be a positive number.*got inf", (TWO, draw_network),
         {"fps": np.inf}),
        (ValueError, "fps must be a positive number.*got 'fast'", (TWO, draw_network),
         {"fps": "fast"}),
        (ValueError, "hold must be a number of seconds", (TWO, draw_network), {"hold": -1}),
        (TypeError, "repeat must be True or False; got 1", (TWO, draw_network), {"repeat": 1}),
        (TypeError, "progress must be True, False or None", (TWO, draw_network),
         {"progress": "yes"}),
        (TypeError, "title must be True, False or a text", (TWO, draw_network), {"title": None}),
        (ValueError, "title must have a place for the epoch", (TWO, draw_network),
         {"title": "epoch"}),
        (ValueError, "title must have a place for the epoch", (TWO, draw_network),
         {"title": "{number}"}),
        (ValueError, "figsize must be", (TWO, draw_network), {"figsize": (0, 1)}),
        (ValueError, "dpi must be a positive number", (TWO, draw_network), {"dpi": 0}),
        (ValueError, "frames must have from 1 to .* pixels; these would be 200,000 x 160,000",
         (TWO, draw_network), {"dpi": 100_000}),
        (ValueError, "figsize: 20 pixels are too low for a picture with a title",
         (TWO, draw_network), {"figsize": (3, 0.2)}),
    ],
)  # fmt: skip
def test_refused(
    error: type[Exception], message: str, args: tuple[Any, ...], options: dict[str, Any]
) -> None:
    with pytest.raises(error, match=message):
        animate(*args, **{"figsize": SIZE, **options})


def test_errors_of_drawing_come_through() -> None:
    def fails(model: Network, ax: Any) -> None:
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        animate(TWO, fails, figsize=SIZE)
    with pytest.raises(ValueError, match="orientation"):
        animate(TWO, draw_network, figsize=SIZE, orientation="sideways")


@pytest.fixture(scope="module")
def animation() -> Animation:
    return animate(TWO, draw_network, figsize=SIZE)


@pytest.mark.parametrize("name", ["a", "a.png", "a.avi", "a.gif.txt"])
def test_unknown_suffix(name: str, animation: Animation, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"path must end in one of \.gif, \.mp4, \.html; got"):
        animation.save(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_missing_folder(animation: Animation, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="path: the folder .* does not exist"):
        animation.save(tmp_path / "no" / "a.gif")


def test_times_that_a_gif_cannot_have(tmp_path: Path) -> None:
    fast = animate(TWO, draw_network, figsize=SIZE, fps=60)
    with pytest.raises(ValueError, match="fps must be at most 50 for a GIF.*it is 60"):
        fast.save(tmp_path / "a.gif")
    fast.save(tmp_path / "a.html")
    slow = animate(TWO, draw_network, figsize=SIZE, fps=0.001)
    with pytest.raises(ValueError, match=r"fps and hold: a frame of a GIF can stay for 655\.35"):
        slow.save(tmp_path / "a.gif")
    assert [one.name for one in tmp_path.iterdir()] == ["a.html"]


def test_frames_that_do_not_exist(animation: Animation) -> None:
    assert np.array_equal(animation.frame(-2), animation.frame(0))
    assert not np.array_equal(animation.frame(1), animation.frame(0))
    for k in (2, -3):
        with pytest.raises(IndexError, match=f"k must be from -2 to 1; got {k}"):
            animation.frame(k)
    with pytest.raises(TypeError):
        animation.frame(0.5)  # type: ignore[arg-type]


def test_a_frame_is_the_callers_own(animation: Animation) -> None:
    animation.frame(0)[:] = 0
    assert animation.frame(0).max() == 255


def test_pyplot_is_not_touched() -> None:
    animation = animate(TWO, draw_network, figsize=SIZE)
    assert plt.get_fignums() == []
    assert animation.figure_ is animation.display_.figure_


def test_the_style_is_that_of_the_making(tmp_path: Path) -> None:
    with matplotlib.style.context("dark_background"):
        animation = animate(TWO, draw_network, figsize=SIZE)
        inside = animation.save(tmp_path / "a.gif").read_bytes()
    assert animation.frame(0)[0, 0].tolist() == [0, 0, 0, 255]
    assert animation.save(tmp_path / "b.gif").read_bytes() == inside


def test_frames_are_opaque_in_styles_that_are_not() -> None:
    with matplotlib.style.context(["nnviz.styles.slides", "nnviz.styles.dark"]):
        dark = animate(TWO, draw_network, figsize=(6, 4), dpi=50)
    with matplotlib.style.context({"figure.facecolor": "none", "text.color": "white"}):
        clear = animate(TWO, draw_network, figsize=SIZE)
    assert (dark.frame(0)[..., 3] == 255).all()
    assert (clear.frame(0)[..., 3] == 255).all()
    assert clear.frame(0)[0, 0].tolist() == [0, 0, 0, 255]  # white ink, so black paper


def test_progress(capsys: pytest.CaptureFixture[str]) -> None:
    animate(TWO, draw_network, figsize=SIZE, progress=True)
    assert "animation: 100%" in capsys.readouterr().err
    animate(TWO, draw_network, figsize=SIZE)
    assert capsys.readouterr().err == ""


def test_models_need_not_be_networks() -> None:
    X, y = points()
    models = {k: lambda X, k=k: (X[:, 0] > 0.1 * k).astype(int) for k in range(3)}
    animation = animate(models, plot_decision_boundary, X, y, figsize=(4, 3), grid_resolution=20)
    assert len(animation) == 3
    assert not np.array_equal(animation.frame(0), animation.frame(2))


def test_data_that_draw_has_no_use_for_are_left_out() -> None:
    X, y = points()
    with_data = animate(TWO, draw_network, X, y, figsize=SIZE)
    without = animate(TWO, draw_network, figsize=SIZE)
    assert np.array_equal(with_data.frame(1), without.frame(1))


def test_an_animation_says_what_it_is(animation: Animation) -> None:
    assert repr(animation) == "<Animation of 2 frames, epoch 0 to 1>"
    assert animation.alt_text().startswith(
        "Animation of 2 frames, from epoch 0 to 1; the last one is described here. Diagram of"
    )
