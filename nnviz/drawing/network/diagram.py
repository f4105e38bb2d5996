"""A network diagram: edges, neurons, words and colour bars put together on one axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, LinearSegmentedColormap
from numpy.typing import NDArray

from nnviz.drawing import diagram_words as words
from nnviz.drawing.captions import Captions, Notes
from nnviz.drawing.colorbars import Colorbars
from nnviz.drawing.edge_labels import EdgeLabels
from nnviz.drawing.edges import EdgeCollection, draw_edges
from nnviz.drawing.elision import Elisions
from nnviz.drawing.frame import Frame, Room
from nnviz.drawing.names import Names
from nnviz.drawing.network.edge_numbers import label_edges
from nnviz.drawing.network.groups import FEW_EDGES, MANY_EDGES, Group, edge_groups
from nnviz.drawing.network.input_image import InputImage
from nnviz.drawing.network.layer_captions import draw_captions
from nnviz.drawing.network.look import NeuronLook
from nnviz.drawing.network.notes import notes_of
from nnviz.drawing.network.options import DiagramOptions
from nnviz.drawing.network.output_bars import OutputBars
from nnviz.drawing.network.picture_edges import draw_picture_edges
from nnviz.drawing.network.picture_frame import PictureFrame, without_inputs
from nnviz.drawing.network.pixels import pixel_numbers
from nnviz.drawing.network.scale_bars import bars_of
from nnviz.drawing.neuron_labels import Form, NeuronLabels
from nnviz.drawing.nodes import CIRCLE, SQUARE, NeuronCollection, draw_neurons
from nnviz.drawing.paper import blend, faint_on, ink_colour, paper_colour, readable_on
from nnviz.drawing.scale import stroke_range
from nnviz.drawing.style import of_style
from nnviz.edge_values import EdgeValues
from nnviz.encoding import edge_colormap
from nnviz.layout import Layout
from nnviz.network import Network
from nnviz.propagation import ForwardPass

_DOTTED = (0, (1, 1.6))
_MANY_NEURONS = 200
# How much ink is in what recedes; less where it covers all that lies behind.
_RECEDING, _PALE = 0.38, 0.14
# Of very many edges that recede, the weakest and the strongest: flat grey would hide where the
# weak ones are. In so many shades, since each is a path of its own in a vector format.
_GROUND, _SHADES = (0.07, 0.19), 8
_FULL_SHARE = 1000  # edges, beyond which they begin to be that many


class Diagram:
    """Draws a network into an axes, and holds the artists.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    network, layout, values
        What to draw, and where its neurons stand.
    sample : ForwardPass or None
        The forward pass of one sample, to fill neurons by.
    options : DiagramOptions
        How.
    """

    def __init__(
        self,
        ax: Axes,
        network: Network,
        layout: Layout,
        values: EdgeValues,
        sample: ForwardPass | None,
        options: DiagramOptions,
    ) -> None:
        if not options.bias:
            layout = replace(layout, bias_positions={})
        self.ax, self.network, self.layout = ax, network, layout
        self.values, self.sample, self.options = values, sample, options
        ax.set_axis_off()
        ax.set_aspect("auto")
        self.ink, self.paper = ink_colour(ax), paper_colour(ax)
        self.cmap = (
            options.cmap if isinstance(options.cmap, Colormap) else edge_colormap(self.paper)
        )
        self.label_kw = {"color": self.ink, **options.label_kw}
        self.frame = Frame(ax, layout) if layout.picture is None else PictureFrame(ax, layout)
        #: The layout of all neurons that are drawn as such: without inputs that are a picture.
        self.standing = layout if layout.picture is None else without_inputs(layout)
        self.flows_back = bool(values.neurons)
        #: The artists that appear with each layer, when a diagram is revealed step by step.
        self.stages: list[list[Artist]] = [[] for _ in network.layers]
        self.look = NeuronLook(network, self.standing, values, sample, options, self.paper)
        self.groups = edge_groups(network, layout, values, options)
        self.n_drawn = sum(group.sources.size for group in self.groups)
        few = self.n_drawn <= FEW_EDGES
        self.dashed = options.negative_dash is True or (options.negative_dash == "auto" and few)
        self.many = self.n_drawn > MANY_EDGES
        self.edges, self.bias_edges = self._draw_edges()
        self.picture = self._draw_picture()
        self.neurons, self.bias_neurons, faces = self._draw_neurons()
        self.names = self._draw_names()
        self.output_bars = self._draw_output_bars()
        self.neuron_labels = self._label_neurons(faces)
        self.elisions = self._draw_elisions()
        self.colorbars = self._draw_colorbars()
        self.notes = Notes(self.frame, say=self._say, **self.label_kw)
        self.captions = self._draw_captions()
        self.edge_labels = self._label_edges()
        for about, says in notes_of(
            network, layout, self.groups, values, self.look, options
        ).items():
            self.frame.note(about, says)
        if self.picture is not None and self.picture.note:
            self.frame.note("picture", self.picture.note)
        self._order_claims()
        if self.colorbars:
            self.frame.finish.append(self.colorbars.place)
        self.frame.finish.append(self._fit_strokes)
        self.frame.finish.append(self.neuron_labels.fit)
        self.frame.finish.append(self._note_labels)
        self.frame.fit()

    def _order_claims(self) -> None:
        """Who takes room first: what stands farther out, and what others need to know of."""
        bars = [self.output_bars.claim] if self.output_bars else []
        names = [names.claim for names in self.names.values()]
        below = [self.colorbars.claim] if self.colorbars else []
        captions = [captions.claim for captions in self.captions]
        if self.layout.orientation == "horizontal":
            claims = [*bars, *names, *below, self.notes.claim, *captions, self._clear_names]
        else:
            claims = [*below, self.notes.claim, *captions, *bars, *names]
        self.frame.claims.extend(claims)

    def _clear_names(self, room: Room) -> None:
        """Keep words below clear of names that are higher than their neurons."""
        room.take(bottom=max((names.reach_below(room) for names in self.names.values()), default=0))

    def reveal(self, last: int) -> None:
        """Hide what belongs to the layers after `last`; its room stays.

        A gradient flows the other way: hidden is what belongs to the layers before the last but
        `last`.
        """
        later = self.stages[::-1] if self.flows_back else self.stages
        self._hidden = [artist for stage in later[last + 1 :] for artist in stage]
        self._hide()
        self.frame.settled.append(self._hide)

    def _stage_of(self, group: Group) -> int:
        """The layer with which edges appear: the later one of the two that they join."""
        return group.source_layer if self.flows_back else group.target_layer

    def _hide(self) -> None:
        for artist in self._hidden:
            artist.set_visible(False)

    def _draw_edges(self) -> tuple[list[EdgeCollection], list[EdgeCollection]]:
        options = self.options
        plain = blend(self.ink, self.paper, _PALE if self.many else 0.43)
        share = _RECEDING if options.highlight is not None else _share(self.n_drawn)
        receding: Any = blend(self.ink, self.paper, _PALE if self.many else share)
        if self.many and options.highlight is None:
            ground = [blend(self.ink, self.paper, ink) for ink in _GROUND]
            receding = LinearSegmentedColormap.from_list("nnviz_ground", ground, N=_SHADES)
        edges: list[EdgeCollection] = []
        bias_edges: list[EdgeCollection] = []
        for group in self.groups:
            colours: dict[str, Any] = {"edgecolors": plain}
            if group.values is not None:
                colours = {"norm": group.norm, "cmap": self.cmap}
            leaves = group.source_layer == 0 and not group.of_bias
            draw: Any = draw_edges
            if leaves and isinstance(self.frame, PictureFrame):
                draw = partial(draw_picture_edges, picture=self.frame.box)
            collection = draw(
                self.ax,
                starts=group.starts,
                ends=group.ends,
                sources=group.sources,
                targets=group.targets,
                values=group.values,
                strength=group.strength,
                via=group.via,
                along=0 if self.layout.orientation == "horizontal" else 1,
                context=group.context,
                context_colour=receding,
                dashed=self.dashed,
                cull=options.cull,
                **{"zorder": 1, **colours, **options.edge_kw},
            )
            (bias_edges if group.of_bias else edges).append(collection)
            self.stages[self._stage_of(group)].append(collection)
        return edges, bias_edges

    def _draw_picture(self) -> InputImage | None:
        """The inputs as a picture, and the edges that reach into it."""
        if not isinstance(self.frame, PictureFrame):
            return None
        options = self.options
        links = self.network.connections
        index = next((k for k, link in enumerate(links) if link.source == 0), None)
        picture = InputImage(
            self.frame,
            pixel_numbers(self.network, self.values, self.sample, options),
            None if index is None else self.groups[index],
            None if index is None else self.edges[index],
            marked=[neuron for layer, neuron in options.highlight or () if layer == 0],
            ink=self.ink,
            paper=self.paper,
            cmap=self.cmap,
            dashed=self.dashed,
            **options.edge_kw,
        )
        self.stages[0] += picture.artists
        if index is not None:
            self.stages[self._stage_of(self.groups[index])] += picture.edge_artists
        return picture

    def _fit_strokes(self) -> None:
        """Widths of edges and outlines, for the size that neurons have now."""
        smallest, largest = stroke_range(self.frame.scale)
        for edges in (*self.edges, *self.bias_edges):
            edges.set_width_range(smallest, largest)
        if self.picture is not None:
            self.picture.fit_strokes(smallest, largest)
        for neurons in (*self.neurons, *self.bias_neurons):
            neurons.fit_outline()

    def _label_edges(self) -> EdgeLabels | None:
        labels, artists = label_edges(
            self.frame, self.groups, self.standing, self.options, paper=self.paper, **self.label_kw
        )
        for group, artist in artists:
            self.stages[self._stage_of(group)].append(artist)
        return labels

    def _draw_neurons(
        self,
    ) -> tuple[list[NeuronCollection], list[NeuronCollection], list[NDArray[np.float64]]]:
        options, outline = self.options, 0.8 * of_style("lines.linewidth")
        neurons, bias_neurons, faces = [], [], []
        for layer, points in enumerate(self.standing.positions):
            face = self.look.faces(layer)
            rim = np.tile(self.ink, (len(points), 1))
            cut_off = self.look.cut_off(layer)
            if cut_off.any():
                rim[cut_off] = faint_on(self.paper, self.ink)
            rim[self.look.dimmed(layer)] = blend(self.ink, self.paper, _RECEDING)
            dotted = self.look.dotted(layer)
            styles = [_DOTTED if one else "-" for one in dotted]
            if len(points) > _MANY_NEURONS and not dotted.any():
                styles = styles[:1]  # matplotlib makes dashes for each of a list, one by one
            neurons.append(
                draw_neurons(
                    self.ax, self.frame.scale, points, shape=CIRCLE,
                    **{"facecolors": face, "edgecolors": rim, "linewidths": outline,
                       "linestyles": styles, "zorder": 3, **options.node_kw},
                )
            )  # fmt: skip
            faces.append(face)
            self.stages[layer].append(neurons[-1])
        for layer, place in self.layout.bias_positions.items():
            bias_neurons.append(
                draw_neurons(
                    self.ax, self.frame.scale, [place], shape=SQUARE,
                    **{"facecolors": [self.paper], "edgecolors": [self.ink], "linewidths": outline,
                       "zorder": 3, **options.node_kw},
                )
            )  # fmt: skip
            self.stages[layer].append(bias_neurons[-1])
        return neurons, bias_neurons, faces

    def _label_neurons(self, faces: Sequence[NDArray[np.float64]]) -> NeuronLabels:
        options = self.options
        wanted, last = options.neuron_labels, self.network.n_layers - 1
        if wanted == "index" and self.sample is not None:
            wanted = "value"
        positions: list[NDArray[np.float64]] = []
        forms: list[list[Form]] = []
        colours: list[list[Any]] = []
        for layer, points in enumerate(self.standing.positions):
            shown = self.standing.shown[layer]
            blank = self.look.dimmed(layer)
            values = self.look.numbers(layer)
            positions.append(points[~blank])
            choices = words.neuron_forms(
                self.network,
                layer,
                shown[~blank],
                None if wanted == "value" and values is None and self.flows_back else wanted,
                options.notation,  # type: ignore[arg-type]
                values=None if values is None else values[~blank],
                named=layer in self.names,
                beside=layer == last and self.output_bars is not None,
            )
            absent = np.isin(shown[~blank], self.network.layers[layer].absent)
            forms.append(words.crossed(choices, absent))
            inks = (self.ink, self.paper, "black", "white")
            known = {
                tuple(face): readable_on(face, inks) for face in np.unique(faces[layer], axis=0)
            }
            colours.append([known[tuple(face)] for face in faces[layer][~blank]])
        layers = list(range(len(positions)))
        for layer, place in self.layout.bias_positions.items():
            positions.append(np.array([place]))
            # "+1" is wider than most indices: it goes before it takes theirs away.
            ranks = max(len(choices) for choices in forms[: self.network.n_layers])
            sign = Form(("+1" if wanted is not None else "",))
            forms.append([sign] * ranks + [Form(("",))])
            colours.append([self.ink])
            layers.append(layer)
        kw = {name: value for name, value in options.label_kw.items() if name != "fontsize"}
        size = options.label_kw.get("fontsize")
        labels = NeuronLabels(
            self.frame, positions, forms, colours, size,
            on_colour=self.look.scale is not None, **kw,
        )  # fmt: skip
        for layer, texts in zip(layers, labels.layers, strict=True):
            self.stages[layer].append(texts)
        return labels

    def _draw_names(self) -> dict[int, Names]:
        names: dict[int, Names] = {}
        if not self.options.names:
            return names
        horizontal = self.layout.orientation == "horizontal"
        notation: Any = self.options.notation
        last = self.network.n_layers - 1
        first_names, math = words.input_names(self.network, self.layout.shown[0], notation)
        last_names = words.output_names(self.network, self.layout.shown[last], notation)
        # Names that stand inside the neurons are not written twice.
        inside = "notation" if math else "name"
        for layer, texts, mathematics, side in (
            (0, first_names, math, "left" if horizontal else "bottom"),
            (last, last_names, False, "right" if horizontal else "top"),
        ):
            if not texts or (layer == 0 and self.picture is not None):
                continue
            points = self.layout.positions[layer]
            beside = Names(self.frame, points, texts, side, math=mathematics, **self.label_kw)
            known = self.network.layers[layer].names or ()
            if self.options.neuron_labels == inside and (mathematics or set(texts) <= set(known)):
                beside.suppressed = self._names_are_inside
            self.stages[layer] += beside.texts
            names[layer] = beside
        return names

    def _names_are_inside(self) -> bool:
        return not self.neuron_labels.hidden and self.neuron_labels.rank == 0

    def _draw_output_bars(self) -> OutputBars | None:
        last = self.network.n_layers - 1
        if self.sample is None or self.network.layers[last].activation not in (
            "logistic",
            "softmax",
        ):
            return None
        sums, shown = self.sample.preactivations[last], self.layout.shown[last]
        assert sums is not None
        bars = OutputBars(
            self.frame, self.layout.positions[last], sums[0, shown],
            self.sample.activations[last][0, shown],
            ink=self.ink, paper=self.paper, track=blend(self.ink, self.paper, 0.18),
        )  # fmt: skip
        self.stages[last] += [*bars.bars, *bars.texts]
        return bars

    def _draw_elisions(self) -> Elisions | None:
        if not self.layout.gaps:
            return None
        elisions = Elisions(self.frame, self.ink, self.paper, **self.label_kw)
        for gap, artists in zip(self.layout.gaps, elisions.artists, strict=True):
            self.stages[gap.layer] += artists
        return elisions

    def _draw_captions(self) -> list[Captions]:
        if self.options.captions is False or not self.layout.is_layered:
            return []
        captions, texts = draw_captions(
            self.frame, self.network, self.layout,
            parameters=self.options.captions == "parameters", **self.label_kw,
        )  # fmt: skip
        for layer, text in texts:
            self.stages[layer].append(text)
        return captions

    def _draw_colorbars(self) -> Colorbars | None:
        bars = bars_of(
            self.network, self.values, self.groups, self.look, self.picture, self.options,
            cmap=self.cmap, dashed=self.dashed,
        )  # fmt: skip
        if not self.options.colorbar or not bars:
            return None
        return Colorbars(self.frame, bars, self.ink)

    def _note_labels(self) -> None:
        wanted = self.options.neuron_labels is not None
        says = None
        if wanted and self.neuron_labels.hidden:
            says = "the neurons are too small for text inside"
        self.frame.note("neuron labels", says)
        signs = [
            text for texts in self.neuron_labels.texts[self.network.n_layers :] for text in texts
        ]
        blank = wanted and not self.neuron_labels.hidden and not all(t.get_text() for t in signs)
        self.frame.note("biases", "squares: biases" if blank else None)

    def _say(self) -> list[str]:
        return list(self.frame.notes.values())


def _share(n_edges: int) -> float:
    """How much ink is in edges that recede behind the strongest ones."""
    return max(_RECEDING * float(np.sqrt(min(_FULL_SHARE / max(n_edges, 1), 1.0))), _PALE)
