"""`plot_activation`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes

from nnviz.activations import Activation
from nnviz.displays.activation.arguments import activation_numbers
from nnviz.displays.activation.display import ActivationDisplay
from nnviz.drawing.activation.options import ActivationOptions
from nnviz.drawing.frame import check_axes, check_figsize

OneActivation = str | Activation | Callable[[Any], Any]


def plot_activation(
    activation: OneActivation | Sequence[OneActivation] | Mapping[str, OneActivation],
    *,
    derivative: bool = False,
    z_range: tuple[float, float] = (-6.0, 6.0),
    mark_range: bool = False,
    saturation: bool = False,
    flat_below: float = 0.01,
    formula: bool = True,
    n_classes: int = 3,
    n_points: int = 601,
    legend: bool = True,
    x_name: str | None = None,
    y_name: str | None = None,
    ax: Axes | None = None,
    figsize: tuple[float, float] | None = None,
    line_kw: Mapping[str, Any] | None = None,
    label_kw: Mapping[str, Any] | None = None,
) -> ActivationDisplay:
    r"""Plot activation functions h(z) over the weighted sum z, with kinks where they are.

    The places at which a function is evaluated include 0 and each of its kinks. A jump is drawn as
    one: dotted, with a filled end at the value that the function has there and an open end at the
    limit that it has not.

    Parameters
    ----------
    activation : str, callable, Activation, or a list or dict of these
        A name of `nnviz.activations.ACTIVATIONS`, such as ``"relu"``, or an alias of one. A
        callable is given an array z of shape (n_points,) and gives real numbers of that shape,
        element by element, infinite ones among them; it goes by its ``__name__``. In a dict
        functions have the names that it gives them. At most 20 functions.
    derivative : bool, default=False
        The derivative h'(z) too, in the same colour: dashed beside a single function, thin beside
        several. That of a callable is a central difference (see Notes).
    z_range : tuple of float, default=(-6, 6)
        The least and the largest weighted sum.
    mark_range : bool, default=False
        A line at the infimum and at the supremum of each function over all z, dashed if no
        function takes that value, and the range as an interval in the legend, as in [0, ∞). Of a
        callable the range is not known.
    saturation : bool, default=False
        Shade where a function is saturated: where \|h'(z)\| stays under `flat_below`. With several
        functions, this is a bar for each at the bottom of the axes. A minimum or maximum, where
        the slope passes through zero, is not saturated.
    flat_below : float, default=0.01
        The slope under which a function counts as saturated, per unit of z.
    formula : bool, default=True
        The formulas, in an empty part of the axes or above them: large for one function, in the
        entries of the legend for several (up to seven), where they fit.
    n_classes : int, default=3
        The number of logits of a softmax, which is drawn as a function of one of them while the
        others stay at 0.
    n_points : int, default=601
        At how many evenly spaced places functions are evaluated, besides 0 and kinks.
    legend : bool, default=True
        The legend, which holds the formulas too.
    x_name, y_name : str, optional
        Labels of the axes, in place of "weighted sum z" and "activation h(z)".
    ax : Axes, optional
        Used as it is; by default a new figure is made through pyplot. Without a layout engine the
        axes become as much smaller as their words need to stay inside the figure.
    figsize : tuple of float, optional
        Of a new figure, in inches.
    line_kw, label_kw : dict, optional
        Properties of the curves and of the texts, over our defaults.

    Returns
    -------
    ActivationDisplay
        With the numbers and the artists.

    Raises
    ------
    TypeError, ValueError
        If a name is unknown, a function does not take arrays, gives no real numbers, NaN, another
        shape, or mixes its elements, or an argument is not as above. Nothing is drawn then.

    See Also
    --------
    draw_neuron : One neuron: its weighted sum, its activation function and its output.

    Notes
    -----
    Slopes at a kink are those that scikit-learn uses: h'(0) = 0 for ReLU. With
    :math:`\varepsilon` the distance from 1 to the next larger float64, the derivative of a
    callable is

    .. math::

        h'(z) \approx \frac{h(z + d) - h(z - d)}{2 d}, \qquad
        d = \varepsilon^{1/3} \max(1, |z|),

    and one-sided beside kinks and at the ends of `z_range`. Jumps and kinks of a callable are
    searched for on 4001 places, jumps then to the last digit and kinks to a millionth (but not
    more than 200 of either); at a kink it has no derivative. An `Activation` states its own.

    A curve that goes more than eight times as far from 0 as `z_range` does, as an exponential, is
    followed up to twice that range, and the picture says that it leaves.

    References
    ----------
    Goodfellow, I., Bengio, Y., and Courville, A. (2016). Deep Learning. MIT Press, section 6.3.
    Klambauer, G. et al. (2017). Self-Normalizing Neural Networks. NeurIPS 30 (SELU).
    Hendrycks, D., and Gimpel, K. (2016). Gaussian Error Linear Units. arXiv:1606.08415 (GELU).

    Examples
    --------
    >>> import numpy as np
    >>> from nnviz import plot_activation
    >>> display = plot_activation("logistic", derivative=True, saturation=True)
    >>> float(display.curves[0].derivatives.max())
    0.25
    >>> [(round(low, 3), round(high, 3)) for low, high in display.curves[0].flat]
    [(-6.0, -4.585), (4.585, 6.0)]
    >>> display = plot_activation({"ReLU": "relu", "mine": lambda z: np.clip(z, 0, 1)})
    >>> display.curves[1].kinks
    (0.0, 1.0)
    """
    check_axes(ax)
    check_figsize(figsize)
    options = ActivationOptions(
        derivative=derivative, formula=formula, mark_range=mark_range, saturation=saturation,
        legend=legend, x_name=x_name, y_name=y_name, line_kw=line_kw or {},
        label_kw=label_kw or {},
    )  # fmt: skip
    numbers = activation_numbers(
        activation, z_range=z_range, n_points=n_points, flat_below=flat_below, n_classes=n_classes
    )
    return ActivationDisplay(numbers, options, figsize).plot(ax=ax)
