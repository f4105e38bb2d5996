"""What stands in the circle of the sum: the sign of a sum, and its value for a sample."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from matplotlib.text import Text
from matplotlib.transforms import ScaledTranslation

from nnviz.drawing.frame import Frame, measure
from nnviz.drawing.scale import NeuronScale
from nnviz.drawing.words import add_text, normal_size, smallest_size

_SIGN = "\N{GREEK CAPITAL LETTER SIGMA}"
_ALONE, _ABOVE = 1.1, 0.62  # the size of the sign, as a part of the radius
_RAISED, _LOWERED = 0.36, -0.34  # the places of sign and value, as parts of the radius
_WIDEST_BELOW, _WIDEST = 1.5, 1.7  # of a value below the sign, and alone; in radii


class SumWords:
    """The sign in the middle of the circle; above the value, if there is one.

    Parameters
    ----------
    frame : Frame
        Of the diagram.
    scale : NeuronScale
        Of the circle.
    place : ndarray of shape (2,)
        Its centre, in data units.
    value : str or None
        The sum as it is written.
    size : float, optional
        Of the value, in points; by default as large as fits.
    """

    def __init__(
        self, frame: Frame, scale: NeuronScale, place: Any, value: str | None,
        size: float | None = None, **kw: Any,
    ) -> None:  # fmt: skip
        ax = frame.ax
        self._frame, self._scale, self._size = frame, scale, size
        there = ScaledTranslation(float(place[0]), float(place[1]), cast(Any, ax.transData))
        options: dict[str, Any] = {"ha": "center", "va": "center_baseline", "zorder": 4, **kw}

        def write(text: str) -> Text:
            return add_text(ax, 0.0, 0.0, text, **{**options, "transform": scale + there})

        self.value = None if value is None else write(value)
        self.sign = write(_SIGN)

    @property
    def texts(self) -> list[Text]:
        """The sign, and the value if there is one."""
        return [self.sign] if self.value is None else [self.sign, self.value]

    def fit(self) -> None:
        """Both, the value alone, or the sign alone with a note, as the circle has room now."""
        radius = self._scale.radius_in_points
        value, both = 0.0, False
        if self.value is not None:
            self.value.set(fontsize=normal_size(), visible=True)
            width, height = (extent / normal_size() for extent in measure(self.value))
            value = self._size or min(
                1.8 * normal_size(), 0.5 * radius, _WIDEST_BELOW * radius / width
            )
            both = value >= smallest_size()
            if not both:
                value = _WIDEST * radius / float(np.hypot(width, height))
            shown = value >= smallest_size()
            self.value.set(fontsize=value, visible=shown, y=_LOWERED if both else 0.0)
            value = value if shown else 0.0
        sign = (_ABOVE if both else _ALONE) * radius
        visible = (both or not value) and sign >= smallest_size()
        self.sign.set(fontsize=sign, visible=visible, y=_RAISED if both else 0.0)
        lacks = self.value is not None and not value
        self._frame.note("sum", "the sum in its circle" if lacks else None)
