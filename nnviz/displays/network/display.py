"""What `draw_network` returns: the diagram of a network, its numbers and its artists."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colorbar import Colorbar
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.text import Text

from nnviz.activations import get_activation
from nnviz.adapters import as_network
from nnviz.displays._mixin import DisplayMixin
from nnviz.displays._sample import forward_of
from nnviz.displays.network.arguments import (
    check_highlight,
    check_picture,
    check_values,
    given_layout,
    values_of_model,
    warn_of_missing,
)
from nnviz.drawing.edge_label_collection import EdgeLabelCollection
from nnviz.drawing.edges import EdgeCollection
from nnviz.drawing.frame import axes_like, canvas, check_axes
from nnviz.drawing.network.diagram import Diagram
from nnviz.drawing.network.norms import layer_norms, neuron_norm
from nnviz.drawing.network.options import DiagramOptions
from nnviz.drawing.network.pixels import PixelNumbers, pixel_numbers
from nnviz.drawing.network.showing import show_weights
from nnviz.drawing.nodes import NeuronCollection
from nnviz.drawing.option_checks import changed
from nnviz.drawing.redrawing import check_same_sizes, children_of, take_away
from nnviz.drawing.saving import register_display, save_steps
from nnviz.edge_values import EdgeValues, count_missing, largest_value, n_negative
from nnviz.layout import Layout, layered_layout
from nnviz.network import Network
from nnviz.propagation import ForwardPass


@dataclass(eq=False, repr=False)
class NetworkDisplay(DisplayMixin):
    """The diagram of a network: its numbers, and after drawing its artists.

    It is what `draw_network` returns; make one through that function.

    Attributes
    ----------
    network : Network
        What is drawn.
    values : EdgeValues
        The number of each edge.
    sample : ForwardPass or None
        The forward pass of the sample, if one was given.
    options : DiagramOptions
        The visual options of the last drawing.
    given_layout : Layout or None
        The layout that the caller gave.
    figsize : tuple of float or None
        Of a new figure, in inches.
    edge_values : object
        What the caller gave for the edges to show; None for the weights.
    given_sample : object
        The sample that the caller gave, as one row; or None.
    layout : Layout
        Where everything stands; after drawing.
    edges_ : list of EdgeCollection
        One a connection.
    bias_edges_ : list of EdgeCollection
        One for each layer with a bias neuron.
    neurons_, bias_neurons_ : list of NeuronCollection
        One a layer; one a bias neuron.
    labels_ : list of Text
        The numbers on edges: connection by connection, by source and then by target. Empty where
        there are more than 60 of them.
    label_collections_ : list of EdgeLabelCollection
        The numbers on edges where there are more than 60, one collection a connection; then one
        for each layer with a bias neuron. Each has ``strings`` and which of them are ``shown``.
    neuron_labels_ : list of list of Text
        The texts inside neurons, by layer; those of bias neurons follow.
    names_ : list of list of Text
        The names beside inputs and outputs.
    captions_ : list of Text
        Of the layers, and of their parameters if asked for; then those for several layers each,
        which are visible in their place where there are many layers.
    colorbar_ : Colorbar or None
        Of the edges.
    neuron_colorbar_ : Colorbar or None
        Of neurons that are filled by numbers.
    input_colorbar_ : Colorbar or None
        Of the pixels, where the inputs are a picture.
    input_image_ : AxesImage or None
        That picture.
    pixels : PixelNumbers or None
        What its pixels show: ``values`` by input, ``norm`` and ``label``; after drawing.
    n_painted_ : int or None
        How many edges were painted when the figure was last drawn or saved: with ``cull=True``
        not those that others cover. None before.
    ax_, figure_ : Axes, Figure
        Where it is drawn.
    """

    network: Network
    values: EdgeValues
    sample: ForwardPass | None = None
    options: DiagramOptions = field(default_factory=DiagramOptions)
    given_layout: Layout | None = None
    figsize: tuple[float, float] | None = None
    edge_values: Any = None
    given_sample: Any = None

    def plot(self, *, ax: Axes | None = None, **options: Any) -> NetworkDisplay:
        """Draw the diagram, or draw it again with other visual options.

        Parameters
        ----------
        ax : Axes, optional
            Where to draw; a new figure by default.
        **options
            Any visual option of `draw_network`; the others stay as they were.

        Returns
        -------
        NetworkDisplay
            Itself.

        Raises
        ------
        TypeError, ValueError
            If an option is unknown or has a value that is not allowed.
        """
        check_axes(ax)
        chosen = changed(self.options, options)
        check_highlight(self.network, chosen)
        check_values(self.network, self.values, chosen)
        check_picture(self.network, self.given_layout, chosen)
        layout = self.given_layout or self._arrange(chosen)
        with canvas(ax, self.figsize) as axes:
            self._draw(axes, layout, chosen)
            register_display(axes, self)
        return self

    def scale(self) -> dict[str, Any]:
        """Against what the numbers are drawn, as options of `plot`.

        Returns
        -------
        dict
            "norm" of the edges, with ``norm_by="layer"`` a tuple by layer; "neuron_norm" where
            numbers fill the neurons; "input_norm" where the inputs are a picture. Drawing with
            these is drawing as it is; drawing several displays with what is common to them makes
            their colours and widths comparable.
        """
        options = self.options
        norms = layer_norms(self.network, self.values, options)
        scale: dict[str, Any] = {}
        if norms and options.norm_by == "layer":
            scale["norm"] = tuple(map(norms.get, range(self.network.n_layers)))
        elif norms:
            scale["norm"] = next(iter(norms.values()))
        shape = self._picture_shape(options)
        filled = neuron_norm(self.network, self.values, self.sample, options, inputs=shape is None)
        if filled is not None:
            scale["neuron_norm"] = filled[0]
        pixels = pixel_numbers(self.network, self.values, self.sample, options)
        if shape is not None and pixels is not None:
            scale["input_norm"] = pixels.norm
        return scale

    def _picture_shape(self, options: DiagramOptions) -> tuple[int, int] | None:
        """Rows and columns of the picture that the inputs are, if they are one."""
        if self.given_layout is None:
            return options.input_shape
        return None if self.given_layout.picture is None else self.given_layout.picture.shape

    def with_model(self, model: Any) -> NetworkDisplay:
        """The same picture of another model, not drawn yet.

        Parameters
        ----------
        model : object
            Anything that `draw_network` takes.

        Returns
        -------
        NetworkDisplay
            With the same options, layout and sample, whose forward pass is the other model's.

        Raises
        ------
        TypeError, ValueError
            If it is no model, does not go with the layout, the sample or the options, or the edges
            show arrays or a gradient, which are of this model.

        Warns
        -----
        UserWarning
            If some values are NaN or infinite; it counts them.
        """
        network = as_network(model)
        passed = forward_of(network, self.given_sample)
        values = values_of_model(network, self.edge_values, passed)
        given = given_layout(network, self.given_layout, model, self.options)
        check_highlight(network, self.options)
        check_values(network, values, self.options)
        check_picture(network, given, self.options)
        warn_of_missing(values, network, self.options, passed)
        return NetworkDisplay(
            network, values, passed, self.options, given, self.figsize, self.edge_values,
            self.given_sample,
        )  # fmt: skip

    def show(self, other: NetworkDisplay) -> None:
        """Put the numbers of another network into the picture that is drawn.

        Its pixels are then those of drawing `other` with the options of this display, of which a
        norm that is given stays what it is. Where only colours and widths of edges differ, nothing
        else is touched; otherwise the diagram is drawn anew in its place.

        Parameters
        ----------
        other : NetworkDisplay
            Of a network of the same sizes, as `with_model` gives it.

        Raises
        ------
        RuntimeError
            If this display has not been drawn.
        TypeError, ValueError
            If the other one is no such display.
        """
        self._drawn_figure()
        if not isinstance(other, NetworkDisplay):
            raise TypeError(f"other must be a NetworkDisplay; got {type(other).__name__}.")
        check_same_sizes(self.network, other.network)
        check_values(other.network, other.values, self.options)
        before, old = (self.network, self.values, self.sample), self._artists
        self.network, self.values, self.sample = other.network, other.values, other.sample
        if show_weights(self._diagram, other.network, other.values, other.sample):
            return
        try:
            with canvas(self.ax_) as axes:
                self._draw(axes, self.given_layout or self._arrange(self.options), self.options)
        except BaseException:
            self.network, self.values, self.sample = before
            raise
        take_away(self.ax_, old)

    def _arrange(self, options: DiagramOptions) -> Layout:
        return layered_layout(
            self.network,
            orientation=options.orientation,
            max_neurons=options.max_neurons,
            keep=options.highlight or (),
            bias=options.bias,
            input_shape=options.input_shape,
        )

    def _draw(self, ax: Axes, layout: Layout, options: DiagramOptions) -> Diagram:
        artists: list[Artist] = []
        with children_of(ax, artists):
            diagram = Diagram(ax, self.network, layout, self.values, self.sample, options)
        self._diagram: Diagram = diagram
        self._artists: list[Artist] = artists
        self.options, self.layout, self.ax_ = options, layout, ax
        self.figure_ = cast(Figure, ax.get_figure(root=True))
        self.edges_: list[EdgeCollection] = diagram.edges
        self.bias_edges_: list[EdgeCollection] = diagram.bias_edges
        self.neurons_: list[NeuronCollection] = diagram.neurons
        self.bias_neurons_: list[NeuronCollection] = diagram.bias_neurons
        numbers = diagram.edge_labels
        self.labels_: list[Text] = [] if numbers is None else numbers.texts
        self.label_collections_: list[EdgeLabelCollection] = numbers.collections if numbers else []
        self.neuron_labels_: list[list[Text]] = diagram.neuron_labels.texts
        self.names_: list[list[Text]] = [names.texts for names in diagram.names.values()]
        rows = [one for row in diagram.captions for one in (row, row.otherwise) if one is not None]
        self.captions_: list[Text] = [text for row in rows for text in row.texts]
        bars = [] if diagram.colorbars is None else list(diagram.colorbars.colorbars)
        coloured = bool(bars) and self.values.connections is not None
        self.colorbar_: Colorbar | None = bars.pop(0) if coloured else None
        filled = bool(bars) and diagram.look.scale is not None
        self.neuron_colorbar_: Colorbar | None = bars.pop(0) if filled else None
        self.input_colorbar_: Colorbar | None = bars.pop(0) if bars else None
        self.input_image_: AxesImage | None = None
        self.pixels: PixelNumbers | None = None
        if diagram.picture is not None:
            self.input_image_, self.pixels = diagram.picture.image, diagram.picture.numbers
        self._notes = diagram.frame.notes
        return diagram

    def steps(self) -> list[Figure]:
        """The diagram, a sample's forward pass, or a gradient's way back, layer by layer.

        Returns
        -------
        list of Figure
            One a layer, all of the size of the display's own figure and made without pyplot. What
            is still to come keeps its room, so that nothing moves from one to the next. The
            gradient of a `BackwardPass` comes from the outputs, everything else from the inputs.

        Raises
        ------
        RuntimeError
            If the display has not been drawn.
        """
        self._drawn_figure()
        figures = []
        for last in range(self.network.n_layers):
            ax = axes_like(self.ax_)
            figure = cast(Figure, ax.get_figure(root=True))
            frame = NetworkDisplay(self.network, self.values, self.sample)
            diagram = frame._draw(ax, self.layout, self.options)
            diagram.reveal(last)
            register_display(ax, frame)
            figures.append(figure)
        return figures

    def save_steps(self, pattern: str | os.PathLike[str]) -> list[Path]:
        """Write the frames of `steps` to files.

        Parameters
        ----------
        pattern : str or path-like
            With a field for the number, such as ``"step-{:02d}.png"``; a name without one is
            numbered before its suffix, and a PDF without one gets a page for each frame.

        Returns
        -------
        list of Path
            The files.

        Raises
        ------
        ValueError
            If the pattern or its suffix cannot be used; nothing is written.
        RuntimeError
            If the display has not been drawn.
        """
        self._drawn_figure()
        return save_steps(self.steps, pattern, self.alt_text())

    @property
    def n_painted_(self) -> int | None:
        """How many edges were painted when the figure was last drawn or saved.

        All the others lie under stronger ones. None if the figure has not been drawn yet.
        """
        counts = [edges.n_painted for edges in (*self.edges_, *self.bias_edges_)]
        known = [count for count in counts if count is not None]
        return sum(known) if known else None

    def alt_text(self) -> str:
        """Describe the picture in two to four sentences, from its numbers.

        Returns
        -------
        str
            The alternative text.
        """
        network = self.network
        layers = [f"{network.sizes[0]} inputs" if network.sizes[0] != 1 else "1 input"]
        for layer in network.layers[1:]:
            kind = "neuron" if layer.size == 1 else "neurons"
            label = f" ({get_activation(layer.activation).label})" if layer.activation else ""
            layers.append(f"{layer.size} {kind}{label}")
        sentences = [f"Diagram of a neural network with layers of {', '.join(layers)}."]
        n_edges = sum(connection.n_weights for connection in network.connections)
        if self.values.connections is None:
            sentences.append(f"Its {n_edges:,} connections have no weights.")
        else:
            sentences.append(self._describe_values(n_edges))
        if self.sample is not None:
            output = ", ".join(f"{value:.3g}" for value in self.sample.output[0, :10])
            sentences.append(f"For the sample shown the output is {output}.")
        left_out = sum(gap.count for gap in self.layout.gaps) if hasattr(self, "layout") else 0
        sentences += self._describe_picture()
        notes = getattr(self, "_notes", {})
        drawn = [notes[about] for about in ("thinned", "receding") if about in notes]
        missing = f"{left_out:,} neurons of wide layers are left out of the picture"
        if drawn:  # one sentence for all that is not as in the network
            also = f"; {missing}" if left_out else ""
            sentences.append(f"Drawn are {'; '.join(drawn)}{also}.")
        elif left_out:
            sentences.append(f"{missing}.")
        return " ".join(sentences)

    def _describe_picture(self) -> list[str]:
        """A sentence about the picture that the inputs are, if they are one."""
        shape = self._picture_shape(self.options)
        if shape is None:
            return []
        what = f"The inputs are a picture of {shape[0]} rows and {shape[1]} columns"
        pixels = pixel_numbers(self.network, self.values, self.sample, self.options)
        if pixels is None or not np.isfinite(pixels.values).any():
            return [f"{what}."]
        row, column = divmod(int(np.nanargmax(pixels.values)), shape[1])
        by = "the sample" if pixels.of_sample else pixels.label.removeprefix("pixel: ")
        return [
            f"{what}, coloured by {by}; the largest value, {np.nanmax(pixels.values):.3g}, is in "
            f"row {row}, column {column}."
        ]

    def _describe_values(self, n_edges: int) -> str:
        what, largest = self.values.label, largest_value(self.values, self.network)
        if largest is None:
            return f"Of its {n_edges:,} edges none has a finite {what}."
        bare = replace(self.values, biases=(None,) * self.network.n_layers)
        missing, _ = count_missing(bare, self.network)
        are = "is" if missing == 1 else "are"
        besides = f"; {missing:,} {are} NaN or infinite" if missing else ""
        (source, i), (target, j), value = largest
        if value == 0:
            every = "Each of the others" if missing else f"Each of its {n_edges:,} edges"
            of = f"Of its {n_edges:,} edges {missing:,} {are} NaN or infinite. " if missing else ""
            return f"{of}{every} has a {what} of 0."
        negative = n_negative(self.values, self.network)
        have = "has" if negative == 1 else "have"
        return (
            f"Of its {n_edges:,} edges {negative:,} {have} a negative {what}; the largest in size, "
            f"{value:.3g}, leads from neuron {i} of layer {source} to neuron {j} of layer {target}"
            f"{besides}."
        )
