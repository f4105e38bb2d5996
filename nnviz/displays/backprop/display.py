"""What `draw_backprop` returns: a weight's gradient along paths, its numbers and its artists."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.text import Text

from nnviz.displays._mixin import DisplayMixin
from nnviz.displays.backprop.numbers import along_one_path, check_rate, update_of, with_rule
from nnviz.drawing.backprop.diagram import BackpropDiagram
from nnviz.drawing.backprop.numbers import BackpropNumbers
from nnviz.drawing.backprop.options import BackpropOptions
from nnviz.drawing.backprop.staging import Stage
from nnviz.drawing.backprop.steps import plan_steps
from nnviz.drawing.edges import EdgeCollection
from nnviz.drawing.frame import axes_like, canvas, check_axes
from nnviz.drawing.nodes import NeuronCollection
from nnviz.drawing.option_checks import changed
from nnviz.drawing.saving import register_display, save_steps
from nnviz.layout import Layout, layered_layout
from nnviz.losses import Loss
from nnviz.network import Network
from nnviz.notation import get_notation
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
        chosen = changed(self.options, options)
        numbers = self.numbers
        if {"notation", "index_base"} & set(options):
            names = get_notation(chosen.notation, chosen.index_base)  # type: ignore[arg-type]
            numbers = with_rule(numbers, None, names, self.loss)
        layout = self._arrange(numbers, chosen)
        with canvas(ax, self.figsize) as axes:
            self._draw(axes, numbers, layout, chosen)
            register_display(axes, self)
        return self

    def steps(self, *, rate: float = 0.1) -> list[Figure]:
        """The derivation as frames for a lecture.

        The forward pass; the loss; then the factors of the chosen path, a layer a frame, going
        back; the chosen weight; all paths; the parts of all paths, which stack up to the gradient;
        and the update of the weight, with the loss before and after it. Where no path is chosen,
        the frames follow the strongest one (without data the first). Without data there are no
        numbers, no bars and no update.

        Parameters
        ----------
        rate : float, default=0.1
            The learning rate of the update.

        Returns
        -------
        list of Figure
            At most six more than the network has layers after the inputs, all of the size of the
            display's own figure and made without pyplot. Nothing moves from one to the next.

        Raises
        ------
        TypeError, ValueError
            If `rate` is no positive number.
        RuntimeError
            If the display has not been drawn.

        Examples
        --------
        >>> from nnviz import draw_backprop
        >>> display = draw_backprop([2, 8, 6, 1], (1, 0, 4), path=(3, 0))
        >>> len(display.steps())
        6
        """
        self._drawn_figure()
        check_rate(rate)
        numbers = along_one_path(self.numbers, self.loss)
        update = None if numbers.passes is None else update_of(numbers, float(rate))
        plan = plan_steps(numbers, update)
        layout = self._arrange(numbers, self.options)
        figures = []
        for shown in range(len(plan)):
            ax = axes_like(self.ax_)
            frame = BackpropDisplay(numbers, self.options, self.loss)
            frame._draw(ax, numbers, layout, self.options, Stage(plan, shown))
            register_display(ax, frame)
            figures.append(cast(Figure, ax.get_figure(root=True)))
        return figures

    def save_steps(self, pattern: str | os.PathLike[str], *, rate: float = 0.1) -> list[Path]:
        """Write the frames of `steps` to files.

        Parameters
        ----------
        pattern : str or path-like
            With a field for the number, such as ``"step-{:02d}.png"``; a name without one is
            numbered before its suffix, and a PDF without one gets a page for each frame.
        rate : float, default=0.1
            The learning rate of the update.

        Returns
        -------
        list of Path
            The files.

        Raises
        ------
        TypeError, ValueError
            If `rate` is no positive number, or the pattern or its suffix cannot be used; nothing
            is written.
        RuntimeError
            If the display has not been drawn.
        """
        self._drawn_figure()
        check_rate(rate)
        return save_steps(lambda: self.steps(rate=rate), pattern, self.alt_text())

    def _arrange(self, numbers: BackpropNumbers, options: BackpropOptions) -> Layout:
        return layered_layout(
            numbers.network,
            max_neurons=options.max_neurons,
            keep=numbers.highlighted(),
            bias=numbers.start.source is None,
        )

    def _draw(
        self, ax: Axes, numbers: BackpropNumbers, layout: Layout, options: BackpropOptions,
        stage: Stage | None = None,
    ) -> None:  # fmt: skip
        diagram = BackpropDiagram(ax, numbers, layout, options, stage)
        self.numbers, self.options, self.layout, self.ax_ = numbers, options, diagram.layout, ax
        self.figure_ = cast(Figure, ax.get_figure(root=True))
        self.edges_: dict[str, list[EdgeCollection]] = diagram.path_edges.by_role
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
