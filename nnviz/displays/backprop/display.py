"""What `draw_backprop` returns: a weight's gradient along paths, its numbers and its artists."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, cast

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.text import Text

from nnviz.displays._mixin import DisplayMixin
from nnviz.displays.backprop.numbers import renamed
from nnviz.drawing.backprop.diagram import BackpropDiagram
from nnviz.drawing.backprop.numbers import BackpropNumbers
from nnviz.drawing.backprop.options import BackpropOptions
from nnviz.drawing.edges import EdgeCollection
from nnviz.drawing.frame import canvas, check_axes
from nnviz.drawing.nodes import NeuronCollection
from nnviz.drawing.saving import register_display
from nnviz.layout import Layout, layered_layout
from nnviz.losses import Loss
from nnviz.network import Network
from nnviz.paths import ChainRule, GradientPaths
from nnviz.paths.routes import as_given


@dataclass(eq=False, repr=False)
class BackpropDisplay(DisplayMixin):
    """The gradient of one weight along its paths: its numbers, and after drawing its artists.

    It is what `draw_backprop` returns; make one through that function.

    Attributes
    ----------
    numbers : BackpropNumbers
        All that is drawn.
    options : BackpropOptions
        The visual options of the last drawing.
    loss : str or Loss
        The loss, as it was asked for.
    figsize : tuple of float or None
        Of a new figure, in inches.
    layout : Layout
        Where everything stands; after drawing.
    edges_ : dict of str to list of EdgeCollection
        By role: "weight", "path", "other", "dead", "context", and "loss" for the edges from the
        outputs to the loss. One collection a connection, and another for dotted edges.
    neurons_, bias_neurons_ : list of NeuronCollection
        One a layer; the "+1" of a chosen bias.
    loss_ : NeuronCollection
        The loss.
    labels_ : dict of str to list of Text
        "weight" (the symbol on the edge), "factors", "values", "captions", "weights" (the symbols
        between layers), "lines" and "notes".
    ax_, figure_ : Axes, Figure
        Where it is drawn.
    """

    numbers: BackpropNumbers
    options: BackpropOptions = field(default_factory=BackpropOptions)
    loss: str | Loss = "auto"
    figsize: tuple[float, float] | None = None

    @property
    def network(self) -> Network:
        """The network."""
        return self.numbers.network

    @property
    def weight(self) -> tuple[Any, ...]:
        """The weight, as it was asked for."""
        return self.numbers.rule.weight

    @property
    def chosen(self) -> tuple[tuple[Any, ...], ...]:
        """The chosen paths; none of them where no path was chosen."""
        return tuple(as_given(self.network, route) for route in self.numbers.routes)

    @property
    def path(self) -> tuple[Any, ...] | None:
        """The path whose product is written."""
        return self.chosen[0] if self.chosen else None

    @property
    def paths(self) -> GradientPaths | None:
        """The gradient along all paths; None without data."""
        return self.numbers.paths

    @property
    def rule(self) -> ChainRule | None:
        """The chain rule along the chosen path; None where no path was chosen."""
        return self.numbers.rule if self.chosen else None

    @property
    def legend_(self) -> Legend | None:
        """The legend that is shown; how many columns it has depends on the size of the axes."""
        return self._diagram.legend

    def plot(self, *, ax: Axes | None = None, **options: Any) -> BackpropDisplay:
        """Draw the picture, or draw it again with other visual options.

        Parameters
        ----------
        ax : Axes, optional
            Where to draw; a new figure by default.
        **options
            Any visual option of `draw_backprop`: `max_neurons`, `notation`, `index_base`,
            `names`, `legend`, `node_kw`, `edge_kw`, `label_kw`; the others stay as they were.

        Returns
        -------
        BackpropDisplay
            Itself.

        Raises
        ------
        TypeError, ValueError
            If an option is unknown or has a value that is not allowed.
        """
        check_axes(ax)
        chosen = self.options.changed(options)
        numbers = self.numbers
        if {"notation", "index_base"} & set(options):
            rule = renamed(numbers, chosen.notation, chosen.index_base, self.loss)
            numbers = replace(numbers, rule=rule)
        layout = layered_layout(
            numbers.network,
            max_neurons=chosen.max_neurons,
            keep=numbers.highlighted(),
            bias=numbers.start.source is None,
        )
        with canvas(ax, self.figsize) as axes:
            self._draw(axes, numbers, layout, chosen)
            register_display(axes, self)
        return self

    def _draw(
        self, ax: Axes, numbers: BackpropNumbers, layout: Layout, options: BackpropOptions
    ) -> None:
        diagram = BackpropDiagram(ax, numbers, layout, options)
        self.numbers, self.options, self.layout, self.ax_ = numbers, options, diagram.layout, ax
        self.figure_ = cast(Figure, ax.get_figure(root=True))
        self.edges_: dict[str, list[EdgeCollection]] = diagram.edges
        self.neurons_: list[NeuronCollection] = diagram.neurons
        self.bias_neurons_: list[NeuronCollection] = diagram.bias_neurons
        self.loss_: NeuronCollection = diagram.loss
        captions, below = diagram.captions, diagram.weight_captions
        self.labels_: dict[str, list[Text]] = {
            "weight": [diagram.weight_label.text],
            "factors": diagram.formula_texts,
            "values": diagram.value_texts,
            "captions": [] if captions is None else captions.texts,
            "weights": [] if below is None else below.texts,
            "lines": [line.text for line in diagram.lines.values()],
            "notes": [diagram.notes.text],
        }
        self._diagram = diagram

    def alt_text(self) -> str:
        """Describe the picture in two to four sentences, from its numbers.

        Returns
        -------
        str
            The sentences.
        """
        network, rule = self.network, self.numbers.rule
        sizes = "-".join(map(str, network.sizes))
        sentences = [
            f"Backpropagation in a neural network with layers of {sizes} neurons: the gradient "
            f"of the loss at the weight {rule.weight}, along the paths from it to the output."
        ]
        if self.chosen:
            which = " and ".join(map(str, self.chosen[:3]))
            paths = "path" if len(self.chosen) == 1 else "paths"
            sentences.append(
                f"Marked is the {paths} through neurons {which}, and below it stands its chain "
                f"rule with {len(rule.factors)} factors."
                if self.chosen[0]
                else "The weight enters an output, so that there is one path, whose chain rule "
                f"with {len(rule.factors)} factors stands below."
            )
        else:
            sentences.append("Below stands the sum over all of them.")
        if self.paths is not None:
            n = self.paths.n_paths
            sentences.append(
                f"Over {self.paths.n_samples:,} samples the gradient is "
                f"{self.paths.gradient:.3g}, the sum of {n:,} path{'' if n == 1 else 's'}."
            )
            if self.chosen:
                product = self.paths.product_of(self.chosen[0])
                sentences.append(f"The marked path's part of it is {product:.3g}.")
        return " ".join(sentences)
