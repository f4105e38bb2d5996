"""What `draw_neuron_maps` returns: the maps of all neurons, and after drawing the artists."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.text import Text
from numpy.typing import NDArray

from nnviz.displays._mixin import DisplayMixin
from nnviz.displays.neuron_maps.description import describe
from nnviz.displays.neuron_maps.maps import numbers_with, warn_of_missing
from nnviz.drawing.edges import EdgeCollection
from nnviz.drawing.frame import canvas, check_axes
from nnviz.drawing.neuron_maps.curves import curve_ranges
from nnviz.drawing.neuron_maps.diagram import MapDiagram
from nnviz.drawing.neuron_maps.given_norms import check_given
from nnviz.drawing.neuron_maps.grid_diagram import GridDiagram
from nnviz.drawing.neuron_maps.images import MapImages
from nnviz.drawing.neuron_maps.map_edges import norm_of_edges
from nnviz.drawing.neuron_maps.map_marks import MapLines, MapOutlines
from nnviz.drawing.neuron_maps.numbers import MapNumbers
from nnviz.drawing.neuron_maps.options import MapOptions
from nnviz.drawing.neuron_maps.scales import map_scales, norms_of
from nnviz.drawing.neuron_maps.showing import show_maps
from nnviz.drawing.option_checks import changed
from nnviz.drawing.redrawing import check_same_sizes, children_of, take_away
from nnviz.drawing.saving import register_display
from nnviz.edge_values import edge_values_of
from nnviz.layout import Layout, layered_layout
from nnviz.network import Network
from nnviz.planes import Plane

Floats = NDArray[np.float64]

_BLACK, _WHITE = (0.0, 0.0, 0.0, 1.0), (1.0, 1.0, 1.0, 1.0)


@dataclass(eq=False, repr=False)
class NeuronMapsDisplay(DisplayMixin):
    """The activation of every neuron over the inputs: its numbers, and after drawing its artists.

    It is what `draw_neuron_maps` returns; make one through that function.

    Attributes
    ----------
    numbers : MapNumbers
        What is drawn. Its parts are attributes here too: `network`, `plane`, `xx0`, `xx1`, `maps`,
        `weighted_sums`, `silent`.
    options : MapOptions
        The visual options of the last drawing.
    figsize : tuple of float or None
        Of a new figure, in inches.
    y : object
        What the caller gave as y.
    layout : Layout
        Which neurons are shown, and their order; after drawing.
    images_ : list of list of MapImages
        By layer, the inputs first: one artist that holds the maps of all neurons that are shown,
        or with ``arrange="grid"`` one a panel.
    zero_lines_ : list of list of MapLines
        Likewise: where weighted sums are zero, and where the outputs decide.
    curves_ : list of list of MapLines
        Likewise, where there is one input; empty otherwise.
    outlines_ : list of MapOutlines
        By layer: the borders of the maps, dotted for silent neurons.
    edges_ : list of EdgeCollection
        One a connection.
    points_ : list of list of PathCollection
        By output that is shown, one a class; empty without points.
    colorbars_ : list of MapImages
        The slim bars below the columns, from the first hidden layer on; a layer in which each
        neuron has its own colours has none.
    names_ : list of list of Text
        The names of inputs and outputs; of the axes with ``arrange="grid"``.
    captions_, legend_ : list of Text
        Of the layers; the words of the legend.
    indices_ : list of list of Text
        The numbers of hidden neurons, by layer; the titles of the panels.
    ax_, figure_ : Axes, Figure
        Where it is drawn.
    axes_ : ndarray of Axes or None
        The panels of ``arrange="grid"``: a row for each layer from the first hidden one on, None
        where a row is shorter than the longest.
    """

    numbers: MapNumbers
    options: MapOptions = field(default_factory=MapOptions)
    figsize: tuple[float, float] | None = None
    y: Any = None

    @property
    def network(self) -> Network:
        """The network."""
        return self.numbers.network

    @property
    def plane(self) -> Plane:
        """The plane over which the maps are drawn."""
        return self.numbers.grid.plane

    @property
    def xx0(self) -> Floats:
        """The grid's coordinates along the first axis, of the shape of a map."""
        return self.numbers.grid.xx0

    @property
    def xx1(self) -> Floats | None:
        """The grid's coordinates along the second axis; None where there is one."""
        return self.numbers.grid.xx1

    @property
    def maps(self) -> list[Floats]:
        """By layer the activations, shape ``(size, *grid)``; the first is what enters."""
        return list(self.numbers.maps)

    @property
    def weighted_sums(self) -> list[Floats | None]:
        """By layer the weighted sums z, shape ``(size, *grid)``; the first is None."""
        return list(self.numbers.sums)

    @property
    def silent(self) -> list[NDArray[np.bool_]]:
        """By layer which neurons put out 0 for every sample."""
        return list(self.numbers.silent)

    def plot(self, *, ax: Axes | None = None, **options: Any) -> NeuronMapsDisplay:
        """Draw the maps, or draw them again with other visual options.

        Parameters
        ----------
        ax : Axes, optional
            Where to draw; a new figure by default.
        **options
            Any visual option of `draw_neuron_maps`; the others stay as they were.

        Returns
        -------
        NeuronMapsDisplay
            Itself.

        Raises
        ------
        TypeError, ValueError
            If an option is unknown or has a value that is not allowed.
        """
        check_axes(ax)
        chosen = changed(self.options, options)
        check_given(self.numbers, chosen.norm, chosen.ylim)
        layout = layered_layout(self.network, max_neurons=chosen.max_neurons)
        with canvas(ax, self.figsize) as axes:
            self._draw(axes, layout, chosen)
            register_display(axes, self)
        return self

    def scale(self) -> dict[str, Any]:
        """Against what the numbers are drawn, as options of `plot`.

        Returns
        -------
        dict
            "norm" of the maps, by layer; "edge_norm" of the weights; for a regressor over one input
            "ylim" of its curves, by output. Drawing with these is drawing as it is; drawing several
            displays with what is common to them makes their colours comparable.
        """
        numbers, options = self.numbers, self.options
        # Which colours are used makes no difference to the norms.
        scales = map_scales(numbers, options.norm_by, None, _BLACK, _WHITE, options.norm)
        values = edge_values_of(self.network)
        scale: dict[str, Any] = {
            "norm": norms_of(scales, numbers),
            "edge_norm": norm_of_edges(self.network, values, options.edge_norm),
        }
        if numbers.one_input and numbers.kind == "values":
            ranges = curve_ranges(numbers, scales, options.ylim)[-1]
            scale["ylim"] = tuple((each.low, each.high) for each in ranges)
        return scale

    def with_model(self, model: Any) -> NeuronMapsDisplay:
        """The same picture of another model, not drawn yet.

        Parameters
        ----------
        model : object
            Anything that `draw_neuron_maps` takes.

        Returns
        -------
        NeuronMapsDisplay
            With the same samples, plane and options, and the other model's maps.

        Raises
        ------
        TypeError, ValueError
            If it is no model, takes other features, or does not go with y.

        Warns
        -----
        UserWarning
            As the function that made this display.
        """
        numbers = numbers_with(model, self.numbers, self.y)
        check_given(numbers, self.options.norm, self.options.ylim)
        warn_of_missing(numbers)
        return NeuronMapsDisplay(numbers, self.options, self.figsize, self.y)

    def show(self, other: NeuronMapsDisplay) -> None:
        """Put the maps of another network into the picture that is drawn.

        Its pixels are then those of drawing `other` with the options of this display, of which
        norms that are given stay what they are. Where no word has to change, maps, lines and edges
        are changed in place; otherwise the picture is drawn anew there.

        Parameters
        ----------
        other : NeuronMapsDisplay
            Of a network of the same sizes, as `with_model` gives it.

        Raises
        ------
        RuntimeError
            If this display has not been drawn.
        TypeError, ValueError
            If the other one is no such display.
        """
        self._drawn_figure()
        if not isinstance(other, NeuronMapsDisplay):
            raise TypeError(f"other must be a NeuronMapsDisplay; got {type(other).__name__}.")
        check_same_sizes(self.network, other.network)
        check_given(other.numbers, self.options.norm, self.options.ylim)
        numbers, drawn = other.numbers, self._diagram
        in_place = isinstance(drawn, MapDiagram) and show_maps(
            drawn, numbers, edge_values_of(numbers.network)
        )
        before, old, self.numbers = self.numbers, self._artists, numbers
        if in_place:
            return
        layout = layered_layout(numbers.network, max_neurons=self.options.max_neurons)
        try:
            with canvas(self.ax_) as axes:
                self._draw(axes, layout, self.options)
        except BaseException:
            self.numbers = before
            raise
        take_away(self.ax_, old)

    def _draw(self, ax: Axes, layout: Layout, options: MapOptions) -> None:
        drawn: MapDiagram | GridDiagram
        artists: list[Artist] = []
        with children_of(ax, artists):
            if options.arrange == "grid":
                drawn = GridDiagram(ax, self.numbers, layout, options)
            else:
                drawn = MapDiagram(ax, self.numbers, layout, edge_values_of(self.network), options)
        if isinstance(drawn, GridDiagram):
            self._keep_panels(drawn)
        else:
            self._keep(drawn)
        self._diagram: MapDiagram | GridDiagram = drawn
        self._artists: list[Artist] = artists
        self.options, self.layout, self.ax_ = options, layout, ax
        self.figure_ = cast(Figure, ax.get_figure(root=True))
        self.points_: list[list[PathCollection]] = drawn.points.collections
        self.legend_: list[Text] = [] if drawn.legend is None else drawn.legend.texts

    def _keep(self, diagram: MapDiagram) -> None:
        self.axes_: NDArray[Any] | None = None
        self.images_: list[list[MapImages]] = [[images] for images in diagram.images]
        self.zero_lines_: list[list[MapLines]] = [[lines] for lines in diagram.lines]
        self.curves_: list[list[MapLines]] = [[curves] for curves in diagram.curves]
        self.outlines_: list[MapOutlines] = diagram.outlines
        self.edges_: list[EdgeCollection] = diagram.edges.collections
        self.colorbars_: list[MapImages] = [] if diagram.bars is None else diagram.bars.bars
        self.names_: list[list[Text]] = [names.texts for names in diagram.names]
        captions, indices = diagram.captions, diagram.indices
        self.captions_: list[Text] = [] if captions is None else captions.texts
        self.indices_: list[list[Text]] = [] if indices is None else indices.texts

    def _keep_panels(self, diagram: GridDiagram) -> None:
        self.axes_ = diagram.axes
        self.images_, self.zero_lines_ = diagram.images, diagram.lines
        self.curves_ = diagram.curves
        self.outlines_, self.edges_, self.colorbars_ = [], [], []
        self.names_, self.captions_ = [diagram.axis_names], []
        self.indices_ = diagram.titles

    def alt_text(self) -> str:
        """Describe the picture in two to four sentences, from its numbers.

        Returns
        -------
        str
            The alternative text.
        """
        return describe(self.numbers)
