"""What neuron maps say of themselves: legend, notes, and who is silent on what."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from matplotlib.colors import Colormap, Normalize
from numpy.typing import NDArray

from nnviz.drawing.captions import Notes
from nnviz.drawing.diagram_words import listed
from nnviz.drawing.frame import Room, measure
from nnviz.drawing.neuron_maps.legend_row import Entry
from nnviz.drawing.neuron_maps.numbers import MapNumbers
from nnviz.drawing.neuron_maps.scales import MapScale
from nnviz.drawing.words import short_number, shrinking_sizes
from nnviz.layout import Layout
from nnviz.network import Network
from nnviz.planes import PlaneAxis

FADING = "faint points: far from the values shown"
_FEW_LINES = 3  # of notes, before they shrink
NOTES_GAP = 6.0  # points above them


def class_entries(numbers: MapNumbers, colours: NDArray[np.float64]) -> list[Entry]:
    """For each class its marker and name; a bare number is said to be a class."""
    known = numbers.network.classes
    bare = known is not None and known.dtype.kind in "iufb"
    return [
        Entry(f"class {name}" if bare else name, tuple(colours[k]), marker=k)
        for k, name in enumerate(numbers.classes)
    ]


def push_entries(numbers: MapNumbers, cmap: Colormap, dashed: bool, named: bool) -> list[Entry]:
    """What an edge of each sign does; colours are `named` where they are ours."""
    negative, positive = cmap(0.0), cmap(1.0)
    blue, orange = ("blue", "orange") if named else ("positive", "negative")
    if numbers.kind == "binary" and len(numbers.classes) == 2:
        first, second = (entry.text for entry in class_entries(numbers, np.zeros((2, 4))))
        return [
            Entry(f"{blue} pushes up, the output towards {second}", positive),
            Entry(f"{orange} pushes down, the output towards {first}", negative, dashed=dashed),
        ]
    return [
        Entry(f"{blue} pushes up", positive),
        Entry(f"{orange} pushes down", negative, dashed=dashed),
    ]


def weight_entry(norm: Normalize, cmap: Colormap) -> Entry:
    """The colours of the edges, and what they run from and to."""
    ends = [float(end or 0.0) for end in (norm.vmin, norm.vmax)]
    low, high = (short_number(end, 3 if abs(end) >= 100 else 2) for end in ends)
    return Entry(f"weights, {low} to {high}", bar=(norm, cmap))


def scale_entries(numbers: MapNumbers, scales: Sequence[MapScale]) -> list[Entry]:
    """The scale of each layer's maps; a layer in which each neuron has its own has none."""
    entries = []
    for layer, scale in enumerate(scales):
        if layer > 0 and scale.own is None:
            low, high = (
                short_number(end, 3 if abs(end) >= 100 else 2) for end in (scale.low, scale.high)
            )
            name = numbers.network.layer_name(layer)
            part = (scale.low, scale.high)
            entries.append(
                Entry(f"{name}, {low} to {high}", bar=(scale.norm, scale.cmap), part=part)
            )
    return entries


def map_notes(
    numbers: MapNumbers, scales: Sequence[MapScale], layout: Layout, n_drawn: int, n_missing: int
) -> dict[str, str]:
    """The notes by what they are about."""
    notes = {
        "points": _points(numbers, n_drawn),
        "axes": _axes(numbers),
        "line": _line(numbers),
        "scales": "each output on its own scale" if scales[-1].own and not numbers.classes else "",
        "silent": _silent(numbers, layout),
        "absent": _absent(numbers.network),
    }
    if n_missing:
        are = "weights are" if n_missing > 1 else "weight is"
        notes["missing"] = f"{n_missing:,} {are} NaN or infinite: dotted, purple"
    if numbers.n_missing:
        notes["missing maps"] = "purple in maps: activation NaN or infinite"
    return {about: note for about, note in notes.items() if note}


def _points(numbers: MapNumbers, n_drawn: int) -> str:
    n = numbers.n_samples
    if not n_drawn or n_drawn == n:
        return ""
    return f"{n_drawn:,} of {n:,} points"


def _axes(numbers: MapNumbers) -> str:
    axes, plane = numbers.grid.plane.axes, numbers.grid.plane
    # Where each input is a feature, its own ramp says how the axis runs.
    ramps = numbers.network.sizes[0] == plane.samples.n_features
    if ramps and not plane.fixed and all(_is_number(axis) for axis in axes):
        return ""
    words = []
    for axis, way in zip(axes, ("across", "up"), strict=False):
        categories = f" ({', '.join(axis.categories)})" if axis.categories is not None else ""
        words.append(f"{axis.label} {way}{categories}")
    held = plane.held()
    return ", ".join(words) + (f"; {held}" if held else "")


def _is_number(axis: PlaneAxis) -> bool:
    """Whether an axis is a feature that holds numbers."""
    return axis.feature is not None and axis.categories is None


def _line(numbers: MapNumbers) -> str:
    if numbers.network.depth == 1:
        return ""
    thin = "thin lines: weighted sum z = 0"
    return f"{thin}, thick: most probable class" if numbers.kind == "classes" else thin


def _silent(numbers: MapNumbers, layout: Layout) -> str:
    hidden = range(1, len(numbers.maps) - 1)
    absent = [np.zeros(layer.size, dtype=bool) for layer in numbers.network.layers]
    for mask, layer in zip(absent, numbers.network.layers, strict=True):
        mask[list(layer.absent)] = True
    on_data = [numbers.silent[k] & ~absent[k] for k in hidden]
    on_plane = [numbers.blank[k] & ~numbers.silent[k] & ~absent[k] for k in hidden]
    parts = []
    n_silent = _count(on_data)
    if n_silent:
        neurons = "neuron" if n_silent == 1 else "neurons"
        parts.append(f"dotted: silent on all {numbers.n_samples:,} points ({n_silent:,} {neurons})")
    if _count(on_plane):
        parts.append("grey: silent everywhere on these maps, not on all points")
    return "; ".join(parts)


def _count(flags: list[NDArray[np.bool_]]) -> int:
    return sum(int(mask.sum()) for mask in flags)


def _absent(network: Network) -> str:
    n = sum(len(layer.absent) for layer in network.layers)
    return f"crossed: {n} {'neurons' if n > 1 else 'neuron'} taken out" if n else ""


# What may lack room: the note that says so, and what is written of it.
_LACKING = {
    "legend": "the legend",
    "names left": "names of inputs",
    "names right": "names of outputs",
    "names top": "the name of the output",
    "captions": "captions",
    "bars": "the scales of the maps",
    "indices": "the neurons' numbers",
    "ticks": "numbers at the axes",
}


def said(notes: Mapping[str, str], dropped: Collection[str]) -> list[str]:
    """The sentences of the notes; all that lacks room is said in one of them."""
    told = [note for about, note in notes.items() if about not in _LACKING]
    lacking = [what for about, what in _LACKING.items() if about in notes or about in dropped]
    if lacking:
        told.append(f"no room for {listed(lacking)}")
    return told


class MapNotes(Notes):
    """Notes that are rather small than many lines."""

    def claim(self, room: Room) -> None:
        """Take as many lines at the bottom as the notes need."""
        notes = list(dict.fromkeys(self._say()))
        sizes = [self.size] if self.size else shrinking_sizes()
        for size in sizes:
            self.text.set(fontsize=size, y=room.bottom, visible=bool(notes))
            lines = self._wrap(notes, 0.96 * room.width)
            self.text.set_text("\n".join(lines))
            if len(lines) > _FEW_LINES and size != sizes[-1]:
                continue
            if not notes or room.take(bottom=measure(self.text)[1] + NOTES_GAP):
                return
        self.text.set_visible(False)
