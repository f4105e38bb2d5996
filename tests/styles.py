"""The styles that pictures are to be legible in, and what each is drawn on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import matplotlib.style


@dataclass(frozen=True)
class Style:
    """Style sheets, what they are drawn on, and whether the limits are those of slides."""

    sheets: tuple[str, ...]
    paper: str = "white"
    slides: bool = False


STYLES = {
    "default": Style(("default",)),
    "slides": Style(("default", "nnviz.styles.slides"), slides=True),
    "dark": Style(("default", "nnviz.styles.dark")),
    # Transparent when saved: the paper is the template's.
    "slides and dark": Style(
        ("default", "nnviz.styles.slides", "nnviz.styles.dark"), paper="#14171c", slides=True
    ),
    "dark_background": Style(("default", "dark_background"), paper="black"),
    "ggplot": Style(("default", "ggplot")),
}


@contextmanager
def style(name: str) -> Iterator[Style]:
    with matplotlib.style.context(list(STYLES[name].sheets)):
        yield STYLES[name]
