"""What `draw_neuron` returns: one neuron, its numbers and its artists."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.text import Text
from numpy.typing import NDArray

from nnviz.displays._mixin import DisplayMixin
from nnviz.displays.neuron.arguments import check_options
from nnviz.drawing.frame import canvas, check_axes
from nnviz.drawing.neuron.arrows import ArrowCollection
from nnviz.drawing.neuron.diagram import NeuronDiagram
from nnviz.drawing.neuron.numbers import NeuronNumbers
from nnviz.drawing.neuron.options import NeuronOptions
from nnviz.drawing.nodes import NeuronCollection
from nnviz.drawing.option_checks import changed
from nnviz.drawing.saving import register_display
from nnviz.drawing.words import literal, short_number
from nnviz.network import Network


@dataclass(eq=False, repr=False)
class NeuronDisplay(DisplayMixin):
    """One artificial neuron: its numbers, and after drawing its artists.

    It is what `draw_neuron` returns; make one through that function.

    Attributes
    ----------
    numbers : NeuronNumbers
        What is drawn. Its parts are attributes here too: `network`, `layer`, `neuron`, `sources`,
        `activation` (the name), `weights`, `bias`, `inputs`, `z`, `output`.
    options : NeuronOptions
        The visual options of the last drawing.
    figsize : tuple of float or None
        Of a new figure, in inches.
    shown : ndarray of int
        Which inputs are drawn, where there are weights; after drawing.
    weight_edges_, bias_edge_ : ArrowCollection, ArrowCollection or None
        The weights, and the bias.
    flow_ : list of ArrowCollection
        From the sum to the box, and from there to the output.
    inputs_, sum_, output_ : NeuronCollection
        The circles.
    bias_neuron_ : NeuronCollection or None
        The square of a bias that is drawn as an input.
    box_ : PathPatch
        Around the curve.
    curves_ : list of Line2D
        The activation function, in sums and outputs; several possible ones for a softmax neuron
        without a sample.
    dot_ : Line2D or None
        The sample on it.
    labels_ : list of Text
        The weights beside their arrows.
    names_ : list of list of Text
        Of the inputs, and of the output.
    captions_ : list of Text
        Below the parts.
    formula_ : Text or None
        The line below.
    ax_, figure_ : Axes, Figure
        Where it is drawn.
    """

    numbers: NeuronNumbers
    options: NeuronOptions = field(default_factory=NeuronOptions)
    figsize: tuple[float, float] | None = None

    @property
    def network(self) -> Network | None:
        """The network that the neuron is from, or None."""
        return self.numbers.network

    @property
    def layer(self) -> int | None:
        """Its layer; None without a model."""
        return None if self.network is None else self.numbers.layer

    @property
    def neuron(self) -> int | None:
        """Its index in that layer; None without a model."""
        return None if self.network is None else self.numbers.neuron

    @property
    def sources(self) -> tuple[tuple[int, int], ...]:
        """For each input the (layer, neuron) that it comes from; empty without a model."""
        return self.numbers.sources

    @property
    def activation(self) -> str:
        """The name of its activation function."""
        return self.numbers.activation.name

    @property
    def weights(self) -> NDArray[np.float64] | None:
        """One weight an input, read-only; None without a model."""
        return self.numbers.weights

    @property
    def bias(self) -> float | None:
        """Its bias; None where it has none or its value is not known."""
        return self.numbers.bias

    @property
    def inputs(self) -> NDArray[np.float64] | None:
        """What enters for the sample, read-only; None without one."""
        return self.numbers.inputs

    @property
    def z(self) -> float | None:
        """The weighted sum for the sample; None without one."""
        return self.numbers.z

    @property
    def output(self) -> float | None:
        """What the neuron puts out for the sample; None without one."""
        return self.numbers.output

    def plot(self, *, ax: Axes | None = None, **options: Any) -> NeuronDisplay:
        """Draw the neuron, or draw it again with other visual options.

        Parameters
        ----------
        ax : Axes, optional
            Where to draw; a new figure by default.
        **options
            Any visual option of `draw_neuron`; the others stay as they were.

        Returns
        -------
        NeuronDisplay
            Itself.

        Raises
        ------
        TypeError, ValueError
            If an option is unknown or has a value that is not allowed.
        """
        check_axes(ax)
        chosen = changed(self.options, options)
        check_options(self.numbers, chosen)
        with canvas(ax, self.figsize) as axes:
            self._keep(NeuronDiagram(axes, self.numbers, chosen))
            register_display(axes, self)
        return self

    def _keep(self, diagram: NeuronDiagram) -> None:
        self.options, self.ax_, self.shown = diagram.options, diagram.ax, diagram.shown
        self.figure_: Figure = diagram.ax.get_figure(root=True)  # type: ignore[assignment]
        self.weight_edges_: ArrowCollection = diagram.weights
        self.bias_edge_: ArrowCollection | None = diagram.bias_arrow
        self.flow_: list[ArrowCollection] = diagram.flow
        self.inputs_: NeuronCollection = diagram.neurons["inputs"]
        self.sum_: NeuronCollection = diagram.neurons["sum"]
        self.output_: NeuronCollection = diagram.neurons["output"]
        self.bias_neuron_: NeuronCollection | None = diagram.neurons.get("bias")
        self.box_: PathPatch = diagram.box.frame
        self.curves_: list[Line2D] = diagram.box.curves
        self.dot_: Line2D | None = diagram.box.dot
        self.labels_: list[Text] = diagram.weight_labels.texts
        self.names_: list[list[Text]] = [names.texts for names in diagram.names.values()]
        self.captions_: list[Text] = [] if diagram.captions is None else diagram.captions.texts
        self.formula_: Text | None = None if diagram.formula is None else diagram.formula.text

    def alt_text(self) -> str:
        """Describe the picture in two to four sentences, from its numbers.

        Returns
        -------
        str
            The description.
        """
        numbers = self.numbers
        label = numbers.activation.label
        n = numbers.n_inputs
        some = f"{n:,} input{'' if n == 1 else 's'}" if isinstance(n, int) else f"{n} inputs"
        bias = " and a bias" if numbers.has_bias else " and no bias"
        if numbers.network is None or numbers.weights is None:
            return (
                f"Diagram of an artificial neuron with {some}{bias}. The weighted sum of the "
                f"inputs goes through the activation function ({label}), whose curve is shown, "
                "and the result is the output."
            )
        layer = literal(numbers.network.layer_name(numbers.layer), 60)
        sentences = [f"Diagram of neuron {numbers.neuron} of layer {numbers.layer} ({layer}), "
                     f"with {some}{bias}, activation {label}."]  # fmt: skip
        finite = np.where(np.isfinite(numbers.weights), np.abs(numbers.weights), -1.0)
        heaviest = int(np.argmax(finite))
        if finite[heaviest] >= 0:
            source, i = numbers.sources[heaviest]
            sentences.append(
                f"Its heaviest weight, {short_number(float(numbers.weights[heaviest]))}, comes "
                f"from neuron {i} of layer {source}."
            )
        if numbers.z is not None and numbers.output is not None:
            sentences.append(
                f"For the sample shown the weighted sum is {short_number(numbers.z)} and the "
                f"output {short_number(numbers.output)}."
            )
        left_out = int(n) - self.shown.size if hasattr(self, "shown") else 0
        if left_out:
            sentences.append(f"{left_out:,} lighter inputs are left out of the picture.")
        return " ".join(sentences)
