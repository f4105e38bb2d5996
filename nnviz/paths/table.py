"""The products along a weight's paths as a table of text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["paths_table"]

_HEADER = ("path", "product", "% of gradient", "% of |products|")


def paths_table(
    title: str, paths: Sequence[tuple[Any, ...]], products: NDArray[np.float64], max_rows: int
) -> str:
    """Write paths and products, the strongest first.

    Parameters
    ----------
    title : str
        The line above.
    paths : sequence of tuple
        The paths.
    products : ndarray of shape (n_paths,)
        Their products.
    max_rows : int
        How many to list.

    Returns
    -------
    str
        The table.
    """
    total, sizes = float(products.sum()), np.abs(products)
    whole = float(sizes.sum())

    def row(name: str, chosen: NDArray[np.intp] | slice) -> tuple[str, ...]:
        part, size = float(products[chosen].sum()), float(sizes[chosen].sum())
        return name, f"{part + 0.0:.4g}", _percent(part, total), _percent(size, whole)

    # Stable, so that equal products keep the order of their paths.
    order = np.argsort(-sizes, kind="stable")
    rows: list[tuple[str, ...]] = [_HEADER]
    rows += [row(str(paths[place]), order[k : k + 1]) for k, place in enumerate(order[:max_rows])]
    if len(order) > max_rows:
        n = len(order) - max_rows
        rows.append(row(f"{n:,} other{'' if n == 1 else 's'}", order[max_rows:]))
    rows.append(row("sum", slice(None)))
    widths = [max(len(cells[k]) for cells in rows) for k in range(len(_HEADER))]
    lines = [title]
    for cells in rows:
        first, *others = zip(cells, widths, strict=True)
        line = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
        lines.append("  ".join(line).rstrip())
    if whole * (1 - 1e-9) > abs(total):
        lines.append(
            "Products of both signs cancel in part, so percentages of the gradient mislead: their "
            f"absolute values add up to {whole:.4g}."
        )
    return "\n".join(lines)


def _percent(part: float, whole: float) -> str:
    if whole == 0 or not np.isfinite(whole):
        return "-"
    return f"{100 * part / whole + 0.0:.1f}"
