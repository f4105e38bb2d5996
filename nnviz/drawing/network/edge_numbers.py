"""The numbers on a diagram's edges: which edges have one, and where it may not stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from numpy.typing import NDArray

from nnviz.drawing.edge_labels import EdgeLabels
from nnviz.drawing.frame import Frame
from nnviz.drawing.network.groups import FEW_EDGES, Group
from nnviz.drawing.network.options import DiagramOptions
from nnviz.drawing.words import format_number, short_number
from nnviz.layout import Layout

_MANY_DIGITS = 1e9  # from here on a fixed format would be longer than an edge


def label_edges(
    frame: Frame, groups: Sequence[Group], layout: Layout, options: DiagramOptions, *,
    paper: Any, **kw: Any,
) -> tuple[EdgeLabels | None, list[tuple[Group, Artist]]]:  # fmt: skip
    """Write the numbers of edges, if the options ask for them or there are few.

    Edges that leave a picture have none.

    Parameters
    ----------
    frame, groups, options
        Of the diagram.
    layout : Layout
        Of all neurons that are drawn as such: numbers keep clear of them.
    paper : colour
        Of what lies behind.
    **kw
        Properties of the texts.

    Returns
    -------
    labels : EdgeLabels or None
        None where none is written.
    artists : list of (Group, Artist)
        All texts, or where they are many their collections, with the edges that they belong to.
    """
    n_drawn = sum(group.sources.size for group in groups)
    automatic = options.edge_labels == "auto"
    if options.edge_labels is False or (automatic and n_drawn > FEW_EDGES):
        return None, []
    if frame.layout.picture is not None:
        groups = [group for group in groups if group.of_bias or group.source_layer > 0]
        frame.note("picture labels", "no numbers on edges from the picture")
    segments, strings, importance = [], [], []
    labelled = [group for group in groups if group.values is not None]
    for group in labelled:
        assert group.values is not None
        starts = group.starts if group.via is None else group.via[:, -1]
        segments.append(np.stack([starts[group.sources], group.ends[group.targets]], axis=1))
        strings += [_written(value, options.edge_label_format) for value in group.values]
        importance.append(group.strength)
    if not strings:
        return None, []
    labels = EdgeLabels(
        frame,
        np.concatenate(segments),
        strings,
        np.concatenate(importance),
        position=options.label_pos,
        all_or_none=automatic,
        obstacles=np.concatenate(_obstacles(layout)),
        paper=paper,
        size=options.edge_label_size or kw.get("fontsize"),
        counts=[group.sources.size for group in labelled],
        **kw,
    )
    artists: list[tuple[Group, Artist]] = list(zip(labelled, labels.collections, strict=False))
    if labels.texts:
        owners = [group for group in labelled for _ in range(group.sources.size)]
        artists = list(zip(owners, labels.texts, strict=True))
    return labels, artists


def _obstacles(layout: Layout) -> list[NDArray[np.float64]]:
    points = [*layout.positions]
    if layout.bias_positions:
        points.append(np.array(list(layout.bias_positions.values())))
    return points


def _written(value: float, spec: str) -> str:
    """A number in its format, or by a power of ten where that would have dozens of digits."""
    if spec.endswith("f") and _MANY_DIGITS <= abs(value) < np.inf:
        return short_number(value)
    return format_number(value, spec)
