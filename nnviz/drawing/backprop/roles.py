"""The roles of edges in a picture of one weight's gradient: their colours, words and widths."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.colors import to_rgba
from numpy.typing import NDArray

from nnviz.drawing.paper import RGBA, blend
from nnviz.encoding import contrast_ratio, relative_luminance

#: From the first that the eye should see to the last.
ROLES = ("weight", "path", "other", "dead", "context")

#: What a legend calls them; the context speaks for itself.
LABELS = {
    "weight": "chosen weight",
    "path": "chosen path",
    "other": "other paths",
    "dead": "dead paths (always 0)",
}

#: Widths of the weakest and the strongest edge, in parts of the widest that the diagram allows.
WIDTHS = {
    "weight": (1.5, 1.5),
    "path": (0.7, 1.0),
    "other": (0.35, 0.5),
    "dead": (0.35, 0.35),
}

#: The dashes of dead edges, in line widths.
DOTTED = (0, (1.0, 1.6))

# Okabe and Ito's colours (2008), which every kind of colour vision tells apart.
_HUES = {"weight": "#009E73", "path": "#0072B2", "other": "#D55E00"}
_APART = 15.6  # L* from one role to the next; 15 is promised, colours get rounded
_LEAST = 3.05  # the contrast with the paper; 3 is promised
_FAINT = 2.6  # that of the context; 2.5 is promised


def lightness(colours: Any) -> NDArray[np.float64]:
    """CIE L* of colours, 0 (black) to 100 (white).

    Parameters
    ----------
    colours : colour or sequence of colours
        Whatever matplotlib takes; alpha is passed over.

    Returns
    -------
    ndarray of shape (n,)

    References
    ----------
    CIE 015:2018. Colorimetry, 4th edition, section 8.2.1.

    Examples
    --------
    >>> lightness(["black", "#777777", "white"]).round(1)
    array([  0.,  50., 100.])
    """
    y = relative_luminance(colours)
    return np.asarray(np.where(y > 216 / 24389, 116 * np.cbrt(y) - 16, y * 24389 / 27))


def role_colours(paper: Any, ink: Any) -> dict[str, RGBA]:
    """The colour of each role on a paper.

    The hues are constant. The lightness follows the paper: other paths lie nearest to it, at a
    contrast of 3, then come the chosen path and the chosen weight, each 15 L* farther away, so
    that the three differ in greyscale too. Dead paths have the colour of other paths.

    Parameters
    ----------
    paper, ink : colour
        What lies behind, and the colour of words.

    Returns
    -------
    dict of str to RGBA
        By role.

    References
    ----------
    Okabe, M., and Ito, K. (2008). Color Universal Design: how to make figures and presentations
    that are friendly to colorblind people. https://jfly.uni-koeln.de/color/

    Examples
    --------
    >>> colours = role_colours("white", "black")
    >>> lightness([colours["weight"], colours["path"], colours["other"]]).round()
    array([30., 46., 61.])
    """
    behind = to_rgba(paper)
    y = float(relative_luminance([behind])[0])
    darker, lighter = (y + 0.05) / _LEAST - 0.05, (y + 0.05) * _LEAST - 0.05
    # Away from the paper, on the side that has more room for three steps.
    below = _lightness_of(darker) if darker > 0 else 0.0
    above = _lightness_of(lighter) if lighter < 1 else 100.0
    down = below >= 100.0 - above
    start, room = (below, below) if down else (above, 100.0 - above)
    step = min(_APART, room / 2.2) * (-1 if down else 1)
    places = {"other": start, "path": start + step, "weight": start + 2 * step}
    colours = {role: _with_lightness(_HUES[role], place) for role, place in places.items()}
    colours["dead"] = colours["other"]
    colours["context"] = _faint(to_rgba(ink), behind)
    return {role: colours[role] for role in ROLES}


def _lightness_of(y: float) -> float:
    return float(116 * np.cbrt(y) - 16) if y > 216 / 24389 else y * 24389 / 27


def _with_lightness(colour: Any, wanted: float) -> RGBA:
    """A colour made lighter with white or darker with black, until it has a lightness."""
    to = (1.0, 1.0, 1.0, 1.0) if lightness([colour])[0] < wanted else (0.0, 0.0, 0.0, 1.0)
    low, high = 0.0, 1.0  # the part of the colour itself
    for _ in range(30):
        part = (low + high) / 2
        here = float(lightness([blend(colour, to, part)])[0])
        if (here > wanted) == (to[0] == 1.0):
            low = part
        else:
            high = part
    return blend(colour, to, (low + high) / 2)


def _faint(ink: RGBA, paper: RGBA) -> RGBA:
    """As much ink on the paper as it takes to be seen, and no more."""
    low, high = 0.0, 1.0
    for _ in range(30):
        part = (low + high) / 2
        if contrast_ratio([blend(ink, paper, part)], paper)[0] < _FAINT:
            low = part
        else:
            high = part
    return blend(ink, paper, high)
