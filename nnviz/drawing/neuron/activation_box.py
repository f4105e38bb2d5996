"""The box of an activation function: its real curve, and the point of a sample on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Affine2DBase, ScaledTranslation
from numpy.typing import NDArray

from nnviz.activations import Activation
from nnviz.drawing.paper import blend
from nnviz.drawing.scale import NeuronScale
from nnviz.drawing.style import of_style

Floats = NDArray[np.float64]
_SQUARE = Path(np.array([[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]], dtype=float), closed=True)
_FILLED = 0.8  # the part of the box that the curve takes
_FARTHEST = 1e300
_FINE = 6.0  # within this distance of zero curves bend, however much of the z axis is shown
# How far from zero the interesting part of a curve reaches.
_REACHES: Mapping[str, float] = {
    "logistic": 5.0, "softmax": 5.0, "softsign": 5.0, "exp": 1.6, "step": 1.5,
    "identity": 2.0, "relu": 2.0, "leaky_relu": 2.0,
}  # fmt: skip


def curve_points(
    curve: Callable[[Any], Floats], kinks: tuple[float, ...], reach: float
) -> tuple[Floats, Floats, list[tuple[float, float, float]]]:
    """Points of a curve from -reach to reach, its kinks among them.

    Returns
    -------
    z, h : ndarray
        With a NaN wherever the curve jumps.
    jumps : list of (z, h before, h after)
        Where it does.
    """
    fine = min(_FINE, reach)
    inside = [kink for kink in kinks if -reach < kink < reach]
    z = np.union1d(np.linspace(-reach, reach, 161), np.linspace(-fine, fine, 161))
    z = np.union1d(z, inside)
    with np.errstate(all="ignore"):
        h = np.array(curve(z), dtype=float)
        jumps = []
        for kink in inside:
            before = float(curve(np.array([np.nextafter(kink, -np.inf)]))[0])
            after = float(curve(np.array([np.nextafter(kink, np.inf)]))[0])
            if abs(after - before) > 1e-6:
                jumps.append((kink, before, after))
    for kink, before, after in jumps:
        k = int(np.searchsorted(z, kink))
        z = np.concatenate([z[:k], [kink, np.nan, kink], z[k + 1 :]])
        h = np.concatenate([h[:k], [before, np.nan, after], h[k + 1 :]])
    finite = np.isfinite(h)
    return z, np.where(finite, h, np.nan), jumps


class ActivationBox:
    """A square with a curve in it, in the colours of ink and paper.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    scale : NeuronScale
        Half the side of the square.
    place : tuple of float
        Its middle, in data units.
    activation : Activation
        Whose kinks and name count.
    curves : list of callable
        The function, or several that are possible; they are dashed then.
    point : tuple of float or None
        The sum and the output of a sample.
    """

    def __init__(
        self,
        ax: Axes,
        scale: NeuronScale,
        place: tuple[float, float],
        activation: Activation,
        curves: Sequence[Callable[[Any], Floats]],
        point: tuple[float, float] | None,
        *,
        ink: Any,
        paper: Any,
        node_kw: Mapping[str, Any],
        line_kw: Mapping[str, Any],
    ) -> None:
        self._ax, self._scale = ax, scale
        line = of_style("lines.linewidth")
        there = ScaledTranslation(*place, cast(Any, ax.transData))
        self._where = cast(Affine2DBase, scale + there)
        self.frame = PathPatch(
            _SQUARE, transform=self._where, facecolor=paper, edgecolor=ink, linewidth=0.8 * line,
            zorder=3, clip_on=False,
        )  # fmt: skip
        self.frame.set(**_patch_keywords(node_kw))
        self.dot: Line2D | None = None
        self.jumps: list[Line2D] = []
        ax.add_artist(self.frame)
        reach = _REACHES.get(activation.name, 3.0)
        if point is not None and np.isfinite(point[0]):
            reach = max(reach, 1.2 * min(abs(point[0]), _FARTHEST))
        points = [curve_points(curve, activation.kinks, reach) for curve in curves]
        heights = np.concatenate([h for _, h, _ in points])
        low, high = min(float(np.nanmin(heights)), 0.0), max(float(np.nanmax(heights)), 0.0)
        high = high if high > low else 1.0
        # Curve and axes are in their own units: z across and h(z) upwards.
        self.units = (
            Affine2D()
            .translate(0.0, -(low + high) / 2)
            .scale(_FILLED / reach, 2 * _FILLED / (high - low))
        )
        within = self.units + self._where
        faint = {"color": blend(ink, paper, 0.55), "linewidth": 0.5 * line, "zorder": 3.1}
        far = reach / _FILLED * 0.94
        self.axis_lines = [
            self._line([-far, far], [0.0, 0.0], within, **faint),
            self._line([0.0, 0.0], self._across(low, high), within, **faint),
        ]
        for kink, before, after in (jump for _, _, jumps in points for jump in jumps):
            dotted = {"color": ink, "linewidth": 0.8 * line, "linestyle": (0, (1.2, 1.4))}
            self.jumps.append(
                self._line([kink, kink], [before, after], within, zorder=3.2, **dotted)
            )
        look = {"linewidth": 1.5 * line} if len(points) == 1 else {
                "linewidth": 0.8 * line, "linestyle": (0, (4, 2))}  # fmt: skip
        kw = {"color": ink, "zorder": 3.3, "solid_capstyle": "butt", "solid_joinstyle": "miter",
              **look, **line_kw}  # fmt: skip
        self.curves = [self._line(z, h, within, **kw) for z, h, _ in points]
        if point is not None and np.isfinite(point).all():
            self.dot = self._line(
                [point[0]], [point[1]], within, marker="o", linestyle="none", zorder=3.5,
                markerfacecolor=kw["color"], markeredgecolor=paper, markeredgewidth=0.8 * line,
                color=kw["color"],
            )  # fmt: skip

    @property
    def half_side(self) -> float:
        """Half the side, in points."""
        return self._scale.radius_in_points

    def fit(self) -> None:
        """The size of the dot, for the size that the box has now."""
        if self.dot is not None:
            self.dot.set_markersize(float(np.clip(0.2 * self.half_side, 5.0, 20.0)))

    @staticmethod
    def _across(low: float, high: float) -> list[float]:
        more = (high - low) / (2 * _FILLED) * (0.94 - _FILLED)
        return [low - more, high + more]

    def _line(self, x: Any, y: Any, transform: Any, **kw: Any) -> Line2D:
        look = {"linestyle": "-", "marker": "none", **kw}
        made = Line2D(x, y, transform=transform, clip_on=False, **look)
        self._ax.add_artist(made)
        return made


def _patch_keywords(node_kw: Mapping[str, Any]) -> dict[str, Any]:
    """Of the keywords for collections of neurons those that a patch knows too."""
    return {name: value for name, value in node_kw.items() if hasattr(PathPatch, f"set_{name}")}
