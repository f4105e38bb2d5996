"""Saving figures: whole or not at all, the same picture as the same bytes, with its description."""

from __future__ import annotations

import gzip
import io
import os
import re
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, BinaryIO
from weakref import WeakKeyDictionary
from xml.sax.saxutils import escape

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backend_bases import FigureCanvasBase
from matplotlib.figure import Figure

from nnviz.drawing.letters import warn_of_lacking
from nnviz.drawing.literal_text import literal_texts
from nnviz.storage import as_path, write_whole

_DESCRIBED = {"png": "Description", "pdf": "Subject", "svg": "Description", "svgz": "Description"}
_UNDATED = {"pdf": "CreationDate", "svg": "Date", "svgz": "Date"}
_DATE = re.compile(rb"^%%CreationDate: .*\n", re.MULTILINE)  # which matplotlib always writes
_TAG = re.compile(r'<[^>]*(?:id="|#)[^>]*>')  # with an id, or a reference to one
_ID = re.compile(r'(?<=\bid=")[\w-]+(?=")|(?<=#)[\w-]+(?=[")])')
# Pillow's own level, 6, takes half as long again for files that are a few percent smaller.
_PNG_LEVEL = 3
_REGISTER = "_nnviz_displays"

# While it is saved a figure has another canvas and another resolution, so that two threads that
# save one figure would get each other's. Not on the figure itself: a lock cannot be pickled.
_SAVING: WeakKeyDictionary[Figure, threading.RLock] = WeakKeyDictionary()
_SAVING_LOCK = threading.Lock()


def register_display(ax: Axes, display: Any) -> None:
    """Let the figure of an axes know the display that has been drawn there.

    The picture is complete then, so that this is also where it warns of letters that fonts lack.
    """
    warn_of_lacking(literal_texts(ax))
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
        If matplotlib has no writer for the format, or the style has the images of an SVG in files
        of their own; nothing is written then.
    TypeError
        If `path` is no name of a file.
    FileNotFoundError
        If the folder does not exist.
    """
    path = as_path(path)
    with _saving(figure):
        return _save(figure, path, savefig_kwargs)


def _saving(figure: Figure) -> threading.RLock:
    with _SAVING_LOCK:
        return _SAVING.setdefault(figure, threading.RLock())


def _save(figure: Figure, path: Path, savefig_kwargs: dict[str, Any]) -> Path:
    kind = _format_of(figure, path, savefig_kwargs.pop("format", None))
    if kind in ("svg", "svgz") and not mpl.rcParams["svg.image_inline"]:
        raise ValueError(
            "rcParams['svg.image_inline'] must be True for an SVG to be one file; where it is "
            "False, matplotlib writes the images to files of their own in the current folder."
        )
    description = " ".join(display.alt_text() for display in displays_on(figure))
    metadata = dict(savefig_kwargs.pop("metadata", None) or {})
    if description and kind in _DESCRIBED:
        metadata.setdefault(_DESCRIBED[kind], description)
    if kind in _UNDATED:
        metadata.setdefault(_UNDATED[kind], None)
    if metadata:
        savefig_kwargs["metadata"] = metadata
    if kind == "png":
        wanted = savefig_kwargs.get("pil_kwargs") or {}
        savefig_kwargs["pil_kwargs"] = {"compress_level": _PNG_LEVEL, **wanted}

    def write(file: BinaryIO) -> None:
        # Made whole before the first byte is written: what matplotlib raises when a disk is full
        # in the middle does not always say so.
        buffer = io.BytesIO()
        figure.savefig(buffer, format=kind.removesuffix("z"), **savefig_kwargs)
        content = buffer.getvalue()
        if kind in ("eps", "ps"):
            content = _DATE.sub(b"", content, count=1)
        elif kind in ("svg", "svgz"):
            content = _finish_svg(content.decode(), description)
        file.write(gzip.compress(content, mtime=0) if kind == "svgz" else content)

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
    pattern = str(as_path(pattern, "pattern"))
    try:
        numbered = pattern.format(0) != pattern.format(1)
        first = pattern.format(0)
    except (AttributeError, LookupError, TypeError, ValueError) as error:
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
            about = {"Subject": description, "CreationDate": None}
            buffer = io.BytesIO()
            with PdfPages(buffer, metadata=about) as pages:
                for figure in figures():
                    pages.savefig(figure)
            file.write(buffer.getvalue())

        return [write_whole(path, write)]
    if not numbered:
        stem = pattern[: len(pattern) - len(path.suffix)].replace("{", "{{").replace("}", "}}")
        pattern = stem + "-{:02d}" + path.suffix
    made = figures()
    names = [pattern.format(number) for number in range(len(made))]
    if len(set(names)) < len(names):
        raise ValueError(f"pattern must give every frame a name of its own; {pattern!r} does not.")
    return [save_figure(figure, name) for figure, name in zip(made, names, strict=True)]


def _format_of(figure: Figure, path: Path, given: str | None) -> str:
    # A canvas of a backend such as "pdf" knows its own formats only, but savefig takes another
    # canvas for another format.
    known = sorted(
        {**FigureCanvasBase.get_supported_filetypes(), **figure.canvas.get_supported_filetypes()}
    )
    if given is not None:
        if not isinstance(given, str) or given.lower() not in known:
            raise ValueError(f"format must be one of {', '.join(known)}; got {given!r}.")
        return given.lower()
    kind = path.suffix.removeprefix(".").lower()
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
    # Within tags only: between them stand words of users, which may look like anything.
    svg = _TAG.sub(lambda tag: _ID.sub(lambda found: names.get(found[0], found[0]), tag[0]), svg)
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
