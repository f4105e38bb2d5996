"""Panels as artists: a picture in each, and around them what they have in common, said once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform

from nnviz.drawing.chart_cell import PanelTitle, write_alike
from nnviz.drawing.fit.words import R2
from nnviz.drawing.frame import Frame
from nnviz.drawing.paper import ink_colour, paper_colour, readable_on
from nnviz.drawing.style import of_style
from nnviz.drawing.words import add_text
from nnviz.panels.frame import PanelFrame
from nnviz.panels.options import PanelOptions
from nnviz.panels.outer_words import BandBar, OuterLegend, OuterName, OuterNote
from nnviz.panels.pictures import Pictures, Shared
from nnviz.panels.places import Band, Place
from nnviz.panels.sharing import (
    join_limits,
    join_right,
    link,
    outer_numbers,
    take_names,
)
from nnviz.panels.subjects import Subjects

_ROOM = ("no room", "not fit", "too small", "not shown")  # in notes that depend on the room
_BEST = 2.2  # the width of the frame of the best panel, in that of the others


class PanelChart:
    """Draws all panels.

    Parameters
    ----------
    host : Axes
        Around all of them.
    subjects : Subjects
        Whom they show.
    pictures : sequence of Pictures
        What is drawn of each, one a function.
    options : PanelOptions
        How.
    columns : int
        How many stand side by side.
    changes : sequence of mapping
        Further options, for each function.
    """

    def __init__(
        self, host: Axes, subjects: Subjects, pictures: Sequence[Pictures], options: PanelOptions,
        columns: int, changes: Sequence[Mapping[str, Any]],
    ) -> None:  # fmt: skip
        self.host, self._subjects, self._options = host, subjects, options
        self._pictures, self._columns = list(pictures), columns
        figure = host.get_figure(root=False)
        assert isinstance(figure, Figure | SubFigure)
        self._ink = readable_on(
            paper_colour(host, around=True), (ink_colour(host), "black", "white")
        )
        self.shared: list[Shared] = [
            one.find_shared(
                figure, share=options.share, legend=options.legend, colorbar=options.colorbar
            )
            for one in pictures
        ]
        self.panels = [[self._panel(one) for _ in subjects.each] for one in pictures]
        self.bands = [
            Band([Place(ax, PanelTitle(host, "", ink=self._ink)) for ax in axes])
            for axes in self.panels
        ]
        self.note = OuterNote(host, [], self._ink)
        heading = OuterName(host, subjects.heading, upright=False, ink=self._ink)
        self.frame = PanelFrame(host, self.bands, columns, self.note, heading)
        self.frame.start()
        for row, one in enumerate(self._pictures):
            self._draw(row, one, changes[row])
        self._take_notes()
        if subjects.note:
            self.note.notes.append(subjects.note)
        for row in range(len(self._pictures)):
            self._title(row)

    def _panel(self, pictures: Pictures) -> Axes:
        """An inset, which pyplot does not count; for functions of others, axes as they know."""
        if pictures.are_displays:
            return self.host.inset_axes((0.0, 0.0, 1.0, 1.0))
        figure: Any = self.host.get_figure(root=False)
        panel: Axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        panel.set_in_layout(False)
        return panel

    def _draw(self, row: int, pictures: Pictures, changes: Mapping[str, Any]) -> None:
        """The pictures of one function, and what they share."""
        shared, panels, band = self.shared[row], self.panels[row], self.bands[row]
        drawn: list[Axes] = []
        for k, (ax, subject) in enumerate(zip(panels, self._subjects.each, strict=True)):
            words = subject.failure
            if not words and pictures.recipe.subject_of(subject) is None:
                words = "no loss by epoch" if pictures.recipe.draws_training else "no model"
            if words:
                ax.set_visible(False)
                band.places[k].failure, band.places[k].words = self._failure(), words
                continue
            if pictures.displays[k] is None:
                self._draw_other(pictures, k, band.places[k], changes)
            else:
                pictures.draw(k, ax, shared, changes)
            drawn.append(ax)
        if self._options.share and shared.scale is None:
            join_limits(drawn)
        if self._options.share:
            join_right(drawn)
        linked = link(drawn) if self._options.share else set()
        if len(drawn) > 1:
            math = {
                side: any(getattr(ax, f"{side}axis").label.get_parse_math() for ax in drawn)
                for side in "xy"
            }
            x, y = take_names(panels, self._columns)
            if len(self._pictures) > 1 and len(panels) > self._columns:
                # Rows of other functions lie between, so each row says it for itself.
                for ax in panels[:: self._columns]:
                    ax.set_ylabel(y)
                y = ""
            band.x_name = (
                OuterName(self.host, x, upright=False, ink=self._ink, math=math["x"]) if x else None
            )
            band.y_name = (
                OuterName(self.host, y, upright=True, ink=self._ink, math=math["y"]) if y else None
            )
            alone = len(self._pictures) == 1
            outer_numbers(panels, self._columns, linked, stacked=alone)
        if shared.key.entries:
            band.legend = OuterLegend(self.host, shared.key, self._ink)
        band.bars = [
            BandBar(self.host, bar.norm, bar.cmap, bar.label, self._ink) for bar in shared.bars
        ]

    def _draw_other(
        self, pictures: Pictures, k: int, place: Place, changes: Mapping[str, Any]
    ) -> None:
        """What a function of others draws, with the axes that it adds to the figure."""
        figure: Any = self.host.get_figure(root=False)
        before, position = list(figure.axes), place.ax.get_position()
        place.ax.set_position(position)  # which is where a colour bar takes its room from
        pictures.draw_other(k, place.ax, changes)
        self.frame.attach(place, [ax for ax in figure.axes if ax not in before], position)

    def _failure(self) -> Text:
        """Words in place of a picture."""
        text = add_text(
            self.host, 0, 0, "", ha="center", va="center", color=self._ink,
            transform=IdentityTransform(),
        )  # fmt: skip
        text.set_in_layout(False)
        return text

    def _take_notes(self) -> None:
        """Say once what all diagrams of a function say of themselves."""
        taken = []
        for panels in self.panels:
            each = [artist for ax in panels if ax.get_visible() for artist in ax.get_children()
                    if isinstance(artist, Frame)]  # fmt: skip
            for about, words in list(each[0].notes.items()) if len(each) > 1 else ():
                known = not any(word in words for word in _ROOM)
                if known and all(frame.notes.get(about) == words for frame in each):
                    for frame in each:
                        frame.note(about, None)
                    taken.append(words)
        for words in taken:
            if words not in self.note.notes:
                self.note.notes.append(words)
        self.frame.start(2.0)  # in other places, so that the diagrams are fitted anew

    def _title(self, row: int) -> None:
        """Who is shown, above the first of its panels, and what of a legend is a panel's own."""
        titles = []
        for k, (place, subject) in enumerate(
            zip(self.bands[row].places, self._subjects.each, strict=True)
        ):
            own = [words for words in self.shared[row].own[k] if not _says(place.ax, words)]
            bold: str = ""
            remarks: Sequence[Sequence[str]] = ()
            if row == 0:
                bold = f"{subject.title} (best)" if subject.best else subject.title
                remarks = subject.remarks
            if subject.remarks:  # not to be mixed up with these
                own = [f"{words} on the data shown" if R2 in words else words for words in own]
            if subject.best:
                for spine in place.ax.spines.values():
                    spine.set_linewidth(_BEST * of_style("axes.linewidth"))
            place.title = PanelTitle(self.host, bold, _ways(remarks, own), ink=self._ink)
            for text in (place.title.bold, place.title.lines):
                text.set_transform(IdentityTransform())
                text.set_in_layout(False)
            titles.append(place.title)
        write_alike(titles)


def _says(ax: Axes, words: str) -> bool:
    """Whether a panel says something by itself."""
    return any(words in text.get_text() for text in ax.texts)


def _ways(remarks: Sequence[Sequence[str]], own: Sequence[str]) -> list[list[str]]:
    """Ways to write the lines under a title, the longest first."""
    if not own:
        return [list(remark) for remark in remarks] or [[]]
    said = [", ".join(own)]
    ways = [[*remark, *said] for remark in remarks] + [said]
    if len(own) > 1:
        ways += [list(own), [own[0]]]
    return ways
