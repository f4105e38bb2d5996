"""The figures of a gallery page: each is checked for legibility, saved and given its words.

Sphinx-Gallery calls `scrape_figures` after each cell of a script.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure

from nnviz import Animation
from nnviz.drawing.saving import displays_on, save_figure
from tests.legibility import check_legibility

PIXELS_PER_INCH = 100  # of the page
FINENESS = 2  # pixels of the file to one of the page, for screens that have them
WIDEST = 832  # pixels that the text column of a page has for a figure
RECEDING = 2.5  # to 1: the contrast of strokes that stand back where others are highlighted


class IllegibleFigure(Exception):
    """A figure of the gallery that cannot be read."""


def scrape_figures(
    block: Any, block_vars: Mapping[str, Any], gallery_conf: Mapping[str, Any]
) -> str:
    """Save the figures of a cell, and return the reStructuredText that shows them.

    The figures are those that pyplot knows and, should the cell's last value be a figure or a list
    of figures, these. An animation is shown by its own HTML; its last frame makes the thumbnail.
    """
    value = block_vars["example_globals"].get("___")
    shown = [plt.figure(number) for number in plt.get_fignums()]
    shown += [figure for figure in _figures_in(value) if figure not in shown]
    plt.close("all")
    if isinstance(value, Animation):
        save_page_figure(value.figure_, next(block_vars["image_path_iterator"]))
    root = Path(gallery_conf["src_dir"])
    kind = "single" if len(shown) == 1 else "multi"
    images = []
    for figure in shown:
        path = Path(next(block_vars["image_path_iterator"]))
        words, width = save_page_figure(figure, path)
        dark = _is_dark(figure)
        images.append(
            f".. image:: /{path.relative_to(root).as_posix()}\n"
            f"   :alt: {words}\n"
            f"   :class: sphx-glr-{kind}-img nnviz-figure{' nnviz-dark-paper' * dark}\n"
            f"   :width: {width}px\n"
        )
    if len(images) < 2:
        return "".join(f"\n{image}\n" for image in images)
    items = ["  * " + image.replace("\n", "\n    ").rstrip() + "\n\n" for image in images]
    return "\n.. rst-class:: sphx-glr-horizontal\n\n" + "".join(items)


def save_page_figure(figure: Figure, path: str | Path) -> tuple[str, int]:
    """Check and save a figure; return its alternative text and its width in pixels of the page.

    Raises
    ------
    IllegibleFigure
        If anything in it cannot be read.
    """
    path = Path(path)
    problems = check_legibility(figure, transparent=False, min_stroke_contrast=RECEDING)
    if problems:
        listed = "\n".join(f"  {problem}" for problem in problems)
        raise IllegibleFigure(f"{path.name}: {len(problems)} legibility problem(s):\n{listed}")
    words = alternative_text(figure)
    inches = figure.get_figwidth()
    width = min(round(inches * PIXELS_PER_INCH), WIDEST)
    metadata = {"Description": words}
    save_figure(figure, path, dpi=FINENESS * width / inches, transparent=False, metadata=metadata)
    return words, width


def alternative_text(figure: Figure) -> str:
    """What is to be seen, from the displays on a figure, else from the words of its axes."""
    said = [display.alt_text() for display in displays_on(figure)]
    if not said:
        said = [figure.get_suptitle(), *map(_words_of_axes, figure.axes)]
    return " ".join(" ".join(filter(None, said)).split()) or "Figure without words."


def _words_of_axes(ax: Any) -> str:
    title = ax.get_title() or ax.get_title("left")
    x, y = ax.get_xlabel(), ax.get_ylabel()
    against = f"{y} against {x}" if x and y else x or y
    curves = [text.get_text() for text in ax.get_legend().get_texts()] if ax.get_legend() else []
    with_curves = f"{against or 'Shown'}: {'; '.join(curves)}" if curves else against
    return ": ".join(filter(None, [title, with_curves])) + "." if title or with_curves else ""


def _figures_in(value: Any) -> Iterable[Figure]:
    values = value if isinstance(value, list | tuple) else [value]
    return [value for value in values if isinstance(value, Figure)]


def _is_dark(figure: Figure) -> bool:
    red, green, blue, opacity = to_rgba(figure.get_facecolor())
    return opacity > 0.5 and 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.5
