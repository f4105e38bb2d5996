"""The reader's own settings: those that are about something else change nothing, others fit in."""

from __future__ import annotations

from typing import Any

import hypothesis
import matplotlib as mpl
import numpy as np
import pytest
from cycler import cycler
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure

from tests.figures import pixels
from tests.legibility.texts import find_misplaced, find_overlaps
from tests.legibility.watching import draw_ground
from tests.promises.cases import IN_AXES, Case

#: What pictures do not take from the style, since it would change what they say.
ELSEWHERE: dict[str, Any] = {
    "image.origin": "lower",
    "image.cmap": "jet",
    "image.interpolation": "bicubic",
    "image.aspect": "equal",
    "image.lut": 7,
    "lines.linestyle": ":",
    "lines.marker": "s",
    "lines.color": "red",
    "patch.facecolor": "red",
    "patch.edgecolor": "lime",
    "axes.prop_cycle": cycler(color=["red"]),
    "axes.xmargin": 0.4,
    "axes.ymargin": 0.4,
    "axes.formatter.useoffset": False,
    "axes.formatter.limits": (-1, 1),
    "axes.formatter.use_mathtext": True,
    "axes.titlelocation": "right",
    "legend.loc": "center",
    "scatter.marker": "x",
    "scatter.edgecolors": "red",
    "contour.linewidth": 7.0,
    "contour.negative_linestyle": "dotted",
    "hist.bins": 3,
    "errorbar.capsize": 9.0,
    "svg.fonttype": "none",
    "pdf.fonttype": 42,
    "savefig.dpi": 33.0,
    "savefig.bbox": "tight",
    "savefig.transparent": True,
    "savefig.facecolor": "red",
    "figure.figsize": (2.0, 9.0),
    "figure.dpi": 211.0,
    "text.parse_math": False,
    "agg.path.chunksize": 20000,
}

#: What pictures do take from it, in ways that are hard on words.
LOOKS: dict[str, dict[str, Any]] = {
    "grid and no spines": {
        "axes.grid": True, "axes.grid.which": "both", "axes.axisbelow": False,
        "axes.spines.left": False, "axes.spines.top": False, "axes.spines.right": False,
    },
    "small letters": {"font.size": 4.0},
    "large letters": {"font.size": 30.0},
    "letters of all sizes": {
        "axes.labelsize": 20, "xtick.labelsize": 4, "ytick.labelsize": 22,
        "legend.fontsize": "xx-large", "legend.title_fontsize": 25,
    },
    "a bold serif": {
        "font.family": "serif", "mathtext.fontset": "cm", "font.weight": "bold",
        "axes.labelweight": "bold",
    },
    "typewriting": {"font.family": "monospace", "font.style": "italic"},
    "hyphens": {"axes.unicode_minus": False, "text.hinting": "none"},
    "long ticks": {
        "xtick.major.size": 20, "ytick.major.size": 20, "xtick.major.pad": 15,
        "ytick.major.pad": 15, "xtick.direction": "inout", "xtick.minor.visible": True,
    },
    "ticks all around": {"xtick.top": True, "ytick.right": True, "xtick.direction": "in"},
    "names elsewhere": {
        "xaxis.labellocation": "right", "yaxis.labellocation": "top", "axes.labelpad": 20.0,
    },
    "wide legends": {
        "legend.frameon": False, "legend.borderpad": 2.0, "legend.labelspacing": 2.0,
        "legend.handlelength": 5.0, "legend.shadow": True, "legend.labelcolor": "linecolor",
    },
    "thick lines": {"lines.linewidth": 5.0, "axes.linewidth": 5.0, "patch.linewidth": 4.0},
    "a dark face": {"axes.facecolor": "#222222", "text.color": "#cccccc"},
    "no face": {"axes.facecolor": "none", "figure.facecolor": "none"},
    "tight": {"figure.autolayout": True},
    "constrained": {"figure.constrained_layout.use": True},
    "sketched": {"path.sketch": (1.0, 100.0, 2.0)},
    "round numbers": {"axes.autolimit_mode": "round_numbers", "legend.numpoints": 2},
    "simplified": {"path.simplify_threshold": 1.0, "path.snap": False},
    "no antialiasing": {
        "lines.antialiased": False, "patch.antialiased": False, "text.antialiased": False,
    },
    "little room": {"figure.subplot.left": 0.3, "figure.subplot.right": 0.7},
}  # fmt: skip

EACH = 1 if hypothesis.settings.get_current_profile_name() == "thorough" else 13


def new_figure(width: float = 3.4, height: float = 2.6) -> Figure:
    return Figure(figsize=(width, height), dpi=50)


@pytest.mark.parametrize("case", IN_AXES, ids=repr)
def test_settings_that_change_nothing(case: Case) -> None:
    """Those of other matters, and TeX where there is none, also once that setting has gone."""
    figure = new_figure()
    case.draw(figure.add_subplot())
    plain = pixels(figure)
    with mpl.rc_context({**ELSEWHERE, "text.usetex": True}):
        shown_inside, shown_outside = new_figure(), new_figure()
        for one in (shown_inside, shown_outside):
            case.draw(one.add_subplot())
        np.testing.assert_array_equal(pixels(shown_inside), plain)
    with mpl.rc_context(ELSEWHERE):
        np.testing.assert_array_equal(pixels(shown_outside), plain)


@pytest.mark.parametrize(
    ("look", "case"),
    [(look, case) for k, look in enumerate(LOOKS) for case in IN_AXES[k % EACH :: EACH]],
    ids=repr,
)
def test_words_have_their_place_in_any_style(look: str, case: Case) -> None:
    with mpl.rc_context(LOOKS[look]):
        figure = new_figure(5.0, 3.6)
        case.draw(figure.add_subplot())
        if figure.get_layout_engine() is not None:
            figure.draw_without_rendering()
        ground, watcher = draw_ground(figure, np.ones(3))
        problems = [
            *find_overlaps(watcher.texts, 1.0), *find_misplaced(watcher.texts, ground.shape, 1.0)
        ]  # fmt: skip
        assert not problems, "\n".join(map(str, problems))
        blank = RendererAgg(int(5.0 * 50), int(3.6 * 50), 50)
        assert (ground.rgba != np.asarray(blank.buffer_rgba())).any()
