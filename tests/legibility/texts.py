"""What is wrong with the texts that were drawn."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.mathtext import MathTextParser
from matplotlib.patheffects import Normal, PathEffectRenderer
from numpy.typing import NDArray

from tests.legibility.colour import contrast_ratio, over
from tests.legibility.problem import Problem
from tests.legibility.watching import Drawing, TextLine, black_ink

PERCENTILE = 10
COVERED_SHARE = 0.2  # of a text's ink


def _quote(line: TextLine) -> str:
    words = line.words if len(line.words) <= 40 else line.words[:39] + "…"
    return repr(words)


def find_overlaps(lines: list[TextLine], tolerance: float) -> Iterator[Problem]:
    if len(lines) < 2:
        return
    bounds = np.array([line.bounds for line in lines])
    low, high = bounds[:, None, :2], bounds[:, None, 2:]
    near = np.all(
        (low.swapaxes(0, 1) < high - tolerance) & (low < high.swapaxes(0, 1) - tolerance), axis=-1
    )
    for i, j in zip(*np.nonzero(np.triu(near, k=1)), strict=True):
        first, second = lines[i], lines[j]
        if first.owner is second.owner:
            continue
        depth = _penetration(first.box, second.box)
        if depth > tolerance:
            yield Problem(
                "overlap",
                f"{_quote(first)} and {_quote(second)} overlap by {depth:.1f} px",
                (*first.artists, *second.artists),
            )


def _penetration(first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    """How far two rectangles would have to be moved apart; negative when they are apart.

    Two convex shapes are apart if, and only if, their shadows are apart on a line at right angles
    to one of their sides.
    """
    depths = []
    for box in (first, second):
        for side in (box[1] - box[0], box[3] - box[0]):
            length = np.hypot(*side)
            # A shape without width (a minus sign has hardly any) has no direction of its own.
            normal = side / length if length > 1e-9 else np.array([1.0, 0.0])
            shadow, other = first @ normal, second @ normal
            depths.append(min(shadow.max() - other.min(), other.max() - shadow.min()))
    return float(min(depths))


def _excess(bounds: NDArray[np.float64], frame: tuple[float, float, float, float]) -> float:
    """By how much bounds reach beyond a frame."""
    x0, y0, x1, y1 = bounds
    return float(max(frame[0] - x0, frame[1] - y0, x1 - frame[2], y1 - frame[3]))


def find_misplaced(
    lines: list[TextLine], shape: tuple[int, int], tolerance: float
) -> Iterator[Problem]:
    height, width = shape
    for line in lines:
        beyond = _excess(line.bounds, (0, 0, width, height))
        if beyond > tolerance:
            yield Problem(
                "outside", f"{_quote(line)} leaves the figure by {beyond:.1f} px", line.artists
            )
        elif line.clip is not None:
            cut = _excess(line.bounds, line.clip)
            if cut > tolerance:
                yield Problem("clipped", f"{_quote(line)} is cut off by {cut:.1f} px", line.artists)


def _smallest_letter(line: TextLine) -> float:
    """In points."""
    _, _, _, s, prop, _, ismath = line.call
    if not ismath:
        return float(prop.get_size_in_points())
    glyphs = MathTextParser("path").parse(s, 72, prop).glyphs
    # (font, size in points at 72 dpi, ...), the blanks included
    return min((float(glyph[1]) for glyph in glyphs), default=float(prop.get_size_in_points()))


def find_small(lines: list[TextLine], least: float) -> Iterator[Problem]:
    for line in lines if least > 0 else ():
        smallest = _smallest_letter(line)
        if smallest < least - 1e-6:
            yield Problem(
                "small text",
                f"{_quote(line)} has letters of {smallest:.1f} pt, less than {least:g}",
                line.artists,
            )


def find_unseen(
    lines: list[TextLine],
    ground: Drawing,
    picture: Drawing,
    dpi: float,
    least: float,
) -> Iterator[Problem]:
    height, width = ground.shape
    stencil = RendererAgg(width, height, dpi)
    reach = max(1, round(dpi / 72))  # a point, in pixels
    for line in lines:
        x0, y0, x1, y1 = line.bounds
        # Rows count from the top.
        rows = slice(max(0, int(height - y1) - reach - 1), max(0, int(height - y0) + reach + 2))
        columns = slice(max(0, int(x0) - reach - 1), max(0, int(x1) + reach + 2))
        ink = _ink(stencil, line, rows, columns)
        if ink.size == 0 or ink.max() == 0:
            continue  # outside the figure, which has been said
        behind, seen = ground.part(rows, columns), picture.part(rows, columns)
        *rgb, alpha = line.rgba
        letters = over((*rgb, alpha), behind)
        ratios = contrast_ratio(letters, behind)[_spread(ink > 0.1, reach)]
        ratio = float(np.percentile(ratios, PERCENTILE))
        if ratio < least:
            yield Problem(
                "contrast",
                f"{_quote(line)} has a contrast of {ratio:.2f}:1 with what lies behind it, less "
                f"than {least:g}:1",
                line.artists,
            )
            continue
        expected = behind + ink[..., None] * (letters - behind)
        letters_only = ink > 0.1
        changed = np.abs(expected - behind)[letters_only].sum()
        lost = np.abs(expected - seen)[letters_only].sum() / changed
        if lost > COVERED_SHARE:
            yield Problem("covered", f"something is drawn over {_quote(line)}", line.artists)


def _ink(stencil: RendererAgg, line: TextLine, rows: slice, columns: slice) -> NDArray[np.float64]:
    """How much of each pixel the letters cover, 0 to 1."""
    gc, *call = line.call
    x, y, s, prop, angle, ismath = call
    stencil.clear()
    renderer = PathEffectRenderer([Normal()], stencil) if line.as_path else stencil
    renderer.draw_text(black_ink(stencil, like=gc), x, y, s, prop, angle, ismath=ismath)
    return np.asarray(stencil.buffer_rgba())[rows, columns, 3] / 255


def _spread(mask: NDArray[np.bool_], reach: int) -> NDArray[np.bool_]:
    """The mask, and all pixels within `reach` of it along rows and columns."""
    for axis in (0, 1):
        padded = np.pad(mask, [(reach, reach) if a == axis else (0, 0) for a in (0, 1)])
        windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1, axis=axis)
        mask = windows.any(axis=-1)
    return mask
