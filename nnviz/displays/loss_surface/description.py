"""A loss surface in words, for those who do not see it."""

from __future__ import annotations

import numpy as np

from nnviz.drawing.loss_surface.heights import is_log, kind_of, lowest_of
from nnviz.drawing.loss_surface.options import LossSurfaceOptions
from nnviz.drawing.loss_surface.words import PROJECTION, loss_name, share, weight_words
from nnviz.drawing.words import literal, short_number
from nnviz.notation import Notation, get_notation
from nnviz.surfaces import Direction, LossSurface

_MOST = 4  # so many trainings are told apart


def describe(surface: LossSurface, options: LossSurfaceOptions) -> str:
    """Two to four sentences on what is drawn."""
    notation = get_notation(options.notation, options.index_base)  # type: ignore[arg-type]
    kind = kind_of(surface, options)
    picture = {"line": "Curve", "map": "Map", "surface": "Picture in three dimensions"}[kind]
    along = " and ".join(
        _axis_words(surface, k, direction, notation)
        for k, direction in enumerate(surface.directions)
    )
    scale = ", on a logarithmic scale" if is_log(surface, options) else ""
    stays = ""
    if all(direction.kind == "weight" for direction in surface.directions):
        stays = ", while all other weights stay"
    sentences = [f"{picture} of the {loss_name(surface)} over {along}{stays}{scale}."]
    sentences.append(_present(surface) + _lowest(surface))
    if surface.descents:
        sentences.append(_descents(surface))
    bad = int((~np.isfinite(surface.values)).sum())
    if bad:
        sentences.append(f"At {bad:,} of {surface.values.size:,} places the loss is not finite.")
    return " ".join(sentences)


def _axis_words(surface: LossSurface, k: int, direction: Direction, notation: Notation) -> str:
    low, high = (short_number(end) for end in surface.coordinates[k][[0, -1]])
    reach = f"from {low} to {high}"
    if direction.kind == "weight" and direction.weight is not None:
        what = "bias" if direction.weight[1] == "bias" else "weight"
        return f"the {what} {weight_words(surface.network, direction, notation)}, {reach}"
    if direction.kind == "random":
        return f"steps {reach} along random direction {k + 1}"
    part = "" if direction.explained is None else f", {share(direction.explained)} of the variance"
    return f"steps {reach} along principal component {k + 1}{part}"


def _present(surface: LossSurface) -> str:
    slopes = [short_number(slope) for slope in surface.slopes if np.isfinite(slope)]
    text = f"At the present weights the loss is {short_number(surface.loss)}"
    if len(slopes) == 1:
        return f"{text} and its slope {slopes[0]}"
    return f"{text} and its slopes are {' and '.join(slopes)}" if slopes else text


def _lowest(surface: LossSurface) -> str:
    if not np.isfinite(surface.values).any():
        return "."
    places = np.unravel_index(int(np.nanargmin(_finite(surface))), surface.values.shape)
    where = [
        short_number(axis[k]) for axis, k in zip(surface.coordinates, places[::-1], strict=True)
    ]
    place = where[0] if len(where) == 1 else f"({', '.join(where)})"
    return f"; the lowest on this grid is {short_number(lowest_of(surface))}, at {place}."


def _finite(surface: LossSurface) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.where(np.isfinite(surface.values), surface.values, np.nan)


def _descents(surface: LossSurface) -> str:
    parts = []
    for descent in surface.descents[:_MOST]:
        how = "lies on it" if descent.exact else f"is a projection ({PROJECTION})"
        losses = descent.losses
        parts.append(
            f"'{literal(descent.name, 60)}' {how}, from a loss of {short_number(losses[0])} to "
            f"{short_number(losses[-1])}"
        )
    more = len(surface.descents) - _MOST
    if more > 0:
        parts.append(f"{more} more follow")
    one = len(surface.descents) == 1
    return f"{'The training' if one else 'Of the trainings'} {'; '.join(parts)}."
