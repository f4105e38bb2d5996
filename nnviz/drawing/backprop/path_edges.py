"""The edges of a picture of one weight's gradient, each drawn as its role asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from nnviz.drawing.backprop.role_edges import RoleEdges, strengths_of
from nnviz.drawing.backprop.roles import DOTTED, ROLES, WIDTHS
from nnviz.drawing.backprop.steps import Step
from nnviz.drawing.edges import EdgeCollection, draw_edges
from nnviz.drawing.frame import Frame
from nnviz.drawing.scale import stroke_range
from nnviz.drawing.style import of_style

_INNER = 0.3  # the width of the middle of a double line, in that of the line
_ORDER = {role: 1.5 - 0.1 * k for k, role in enumerate(ROLES)}  # zorder, below the neurons
_MANY = 200  # so many faint edges are no longer faint


class PathEdges:
    """Draws edges by role, and keeps their widths in step with the size of the neurons.

    Parameters
    ----------
    frame : Frame
        Of the diagram.
    groups : sequence of RoleEdges
        The edges.
    colours : mapping of str to colour
        Of the roles.
    paper : colour
        Of the middle of a double line.
    edge_kw : mapping
        Properties of edges, over our own.
    step : Step, optional
        What stands out; everything by default.
    """

    def __init__(
        self, frame: Frame, groups: Sequence[RoleEdges], colours: Mapping[str, Any], paper: Any,
        edge_kw: Mapping[str, Any], step: Step | None = None,
    ) -> None:  # fmt: skip
        self._frame = frame
        #: The collections by role, and those that lead from the outputs to the loss.
        self.by_role: dict[str, list[EdgeCollection]] = {role: [] for role in (*ROLES, "loss")}
        self._drawn: list[tuple[RoleEdges, EdgeCollection]] = []
        self._inner: list[EdgeCollection] = []
        for group in groups:
            strength = strengths_of(groups, group)
            if step is not None and not step.stands_out(group):
                group = replace(group, role="context", dotted=False)
            dashes: dict[str, Any] = {"linestyles": [DOTTED]} if group.dotted else {}
            collection = self._add(group, strength, edgecolors=colours[group.role],
                                   zorder=_ORDER[group.role], **dashes, **edge_kw)  # fmt: skip
            self.by_role["loss" if group.to_loss else group.role].append(collection)
            self._drawn.append((group, collection))
            if group.role == "weight":
                ones = np.ones(group.sources.size)
                inner = self._add(group, ones, edgecolors=paper, zorder=1.6)
                inner.set_gid("decoration: the middle of a double line")
                self._inner.append(inner)

    def _add(self, group: RoleEdges, strength: Any, **kw: Any) -> EdgeCollection:
        return draw_edges(
            self._frame.ax, starts=group.starts, ends=group.ends, sources=group.sources,
            targets=group.targets, values=None, strength=strength, via=group.via, **kw,
        )  # fmt: skip

    def fit(self) -> None:
        """Set the widths for the size that neurons have now."""
        faint, widest = stroke_range(self._frame.scale)
        line = of_style("lines.linewidth")
        # Faint edges stay faint where they are many by being thinner; on slides they stay.
        if sum(group.sources.size for group, _ in self._drawn if group.role == "context") > _MANY:
            faint = min(faint, max(0.4, 0.134 * line**2))
        for group, collection in self._drawn:
            low, high = (widest * part for part in WIDTHS.get(group.role, (0.0, 0.0)))
            collection.set_width_range(max(low, faint), max(high, faint))
        for inner in self._inner:
            width = _INNER * WIDTHS["weight"][1] * widest
            inner.set_width_range(width, width)
