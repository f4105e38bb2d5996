"""Saving figures: whole or not at all, the same picture as the same bytes, with its description."""

from __future__ import annotations

import gzip
import io
import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from nnviz.storage import write_whole

_DESCRIBED = {"png": "Description", "pdf": "Subject", "svg": "Description", "svgz": "Description"}
_UNDATED = {"pdf": "CreationDate", "svg": "Date", "svgz": "Date"}
_REGISTER = "_nnviz_displays"


def register_display(ax: Axes, display: Any) -> None:
    """Let the figure of an axes know the display that is drawn there."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    # A figure that is cleared and drawn anew would else keep all that it ever showed.
    figure.__dict__[_REGISTER] = [*_drawn_on(figure), (ax, display)]


def displays_on(figure: Figure) -> list[Any]:
    """The displays on a figure whose axes are still there, in the order of drawing."""
    return list(dict.fromkeys(display for _, display in _drawn_on(figure)))


def take_displays(figure: Figure, panels: Sequence[Axes]) -> list[Any]:
    """Have a figure forget the displays in some axes, for whom another display speaks."""
    drawn = _drawn_on(figure)
    figure.__dict__[_REGISTER] = [(ax, display) for ax, display in drawn if ax not in panels]
    return list(dict.fromkeys(display for ax, display in drawn if ax in panels))


def _drawn_on(figure: Figure) -> list[tuple[Axes, Any]]:
    """The axes that are still there, each with the display that is drawn in it."""
    shown: set[Any] = set(figure.axes)
    for axes in figure.axes:
        shown.update(axes.child_axes)
    return [(ax, display) for ax, display in figure.__dict__.get(_REGISTER, []) if ax in shown]


def save_figure(figure: Figure, path: str | os.PathLike[str], **savefig_kwargs: Any) -> Path:
    """Write a figure to a file; an earlier file of that name survives whatever fails.

    Parameters
    ----------
    figure : Figure
        The whole figure is written.
    path : str or path-like
        Its suffix names the format, unless `format` is among the keyword arguments.
    **savefig_kwargs
        For `Figure.savefig`.

    Returns
    -------
    Path

    Raises
    ------
    ValueError
        If matplotlib has no writer for the format; nothing is written then.
    FileNotFoundError
        If the folder does not exist.
    """
    path = Path(path)
    kind = _format_of(figure, path, savefig_kwargs.pop("format", None))
    description = " ".join(display.alt_text() for display in displays_on(figure))
    metadata = dict(savefig_kwargs.pop("metadata", None) or {})
    if description and kind in _DESCRIBED:
        metadata.setdefault(_DESCRIBED[kind], description)
    if kind in _UNDATED:
        metadata.setdefault(_UNDATED[kind], None)
    if metadata:
        savefig_kwargs["metadata"] = metadata

    def write(file: BinaryIO) -> None:
        # SVG is finished as text; the other formats go straight to the file.
        if kind not in ("svg", "svgz"):
            figure.savefig(file, format=kind, **savefig_kwargs)
            return
        buffer = io.BytesIO()
        figure.savefig(buffer, format="svg", **savefig_kwargs)
        svg = _finish_svg(buffer.getvalue().decode(), description)
        file.write(gzip.compress(svg, mtime=0) if kind == "svgz" else svg)

    return write_whole(path, write)


def save_steps(
    figures: Callable[[], Sequence[Figure]], pattern: str | os.PathLike[str], description: str
) -> list[Path]:
    """Write frames: numbered files, or the pages of one PDF.

    Parameters
    ----------
    figures : callable
        Makes the frames; called when the pattern is known to be good.
    pattern : str or path-like
        With a field for the number ("step-{:02d}.png") one file a frame. A name without one gets
        "-00", "-01", ... before its suffix, except for ".pdf": that becomes one file of many pages.
    description : str
        Alternative text of the whole.

    Returns
    -------
    list of Path
    """
    pattern = os.fspath(pattern)
    try:
        numbered = pattern.format(0) != pattern.format(1)
        first = pattern.format(0)
    except (IndexError, KeyError, ValueError) as error:
        raise ValueError(
            f"pattern must have one field for the number, such as 'step-{{:02d}}.png'; "
            f"got {pattern!r}."
        ) from error
    path = Path(first)
    probe = Figure()
    kind = _format_of(probe, path, None)
    if not numbered and kind == "pdf":
        from matplotlib.backends.backend_pdf import PdfPages

        def write(file: BinaryIO) -> None:
            with PdfPages(file, metadata={"Subject": description, "CreationDate": None}) as pages:
                for figure in figures():
                    pages.savefig(figure)

        return [write_whole(path, write)]
    if not numbered:
        stem = pattern[: len(pattern) - len(path.suffix)].replace("{", "{{").replace("}", "}}")
        pattern = stem + "-{:02d}" + path.suffix
    return [save_figure(figure, pattern.format(number)) for number, figure in enumerate(figures())]


def _format_of(figure: Figure, path: Path, given: str | None) -> str:
    kind = (given or path.suffix.removeprefix(".")).lower()
    known = sorted(figure.canvas.get_supported_filetypes())
    if kind not in known:
        raise ValueError(
            f"path must end in one of {', '.join('.' + k for k in known)}; got {path.name!r}."
        )
    return kind


def _finish_svg(svg: str, description: str) -> bytes:
    """Give an SVG stable ids and a description that screen readers find.

    Matplotlib's ids are random unless `svg.hashsalt` is set, and setting it for a moment would
    leak into other threads; so the ids are numbered here in order of appearance.
    """
    names: dict[str, str] = {}
    for found in re.finditer(r'\bid="([\w-]*?)[0-9a-f]{10}"', svg):
        names.setdefault(found[0][4:-1], f"{found[1]}-{len(names):04d}")
    svg = re.sub(
        r'(?<=\bid=")[\w-]+(?=")|(?<=#)[\w-]+(?=[")])',
        lambda found: names.get(found[0], found[0]),
        svg,
    )
    if description:
        text = escape(description)
        title = text.split(". ", 1)[0].rstrip(".")
        svg = re.sub(
            r"(<svg\b[^>]*)>",
            lambda found: (
                f'{found[1]} role="img" aria-labelledby="nnviz-title nnviz-desc">\n'
                f' <title id="nnviz-title">{title}</title>\n'
                f' <desc id="nnviz-desc">{text}</desc>'
            ),
            svg,
            count=1,
        )
    return svg.encode()
