"""What the pixels show where inputs are a picture: how strong their weights are, or a sample."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from matplotlib.colors import Colormap, LinearSegmentedColormap, Normalize
from numpy.typing import NDArray

from nnviz.drawing.network.options import DiagramOptions
from nnviz.drawing.paper import RGBA
from nnviz.edge_values import EdgeValues
from nnviz.encoding import MISSING, relative_luminance
from nnviz.network import Network
from nnviz.propagation import ForwardPass

# Neither orange nor blue, which mean negative and positive; nor grey, which a sample has.
_STRENGTH_ON_LIGHT = ("#b7d9c4", "#3f8f6f", "#0b4f3a")
_STRENGTH_ON_DARK = ("#123d2f", "#2f8a68", "#8fe0bd")
_LARGEST = float(np.finfo(np.float64).max) / 4  # twice a limit of a norm has to be a number


class PixelNumbers(NamedTuple):
    """A number for each pixel, and what it is.

    Attributes
    ----------
    values : ndarray of shape (n_inputs,)
        NaN where there is none.
    norm : Normalize
        Of their colours.
    label : str
        What they are.
    of_sample : bool
        Whether they are a sample's own values.
    """

    values: NDArray[np.float64]
    norm: Normalize
    label: str
    of_sample: bool


def pixel_numbers(
    network: Network, values: EdgeValues, sample: ForwardPass | None, options: DiagramOptions
) -> PixelNumbers | None:
    """The numbers of the pixels; None for an architecture without weights or a sample.

    Parameters
    ----------
    network, values, sample, options
        What is drawn, and how.

    Returns
    -------
    PixelNumbers or None
        With a sample, what it puts into the first layer. Otherwise the mean absolute value of the
        edges that leave each pixel, shown or not; of those that are finite.
    """
    if sample is not None:
        entering = np.asarray(sample.activations[0][0], dtype=np.float64)
        label = "input, preprocessed" if network.preprocessing else "input"
        finite = entering[np.isfinite(entering)]
        low, high = float(finite.min(initial=0.0)), float(finite.max(initial=0.0))
        return PixelNumbers(entering, _norm(options, low, high), label, True)
    if values.connections is None:
        return None
    means = mean_sizes(network, values)
    high = float(np.nanmax(means, initial=0.0))
    label = f"pixel: mean |{values.label}|"
    return PixelNumbers(means, _norm(options, 0.0, high), label, False)


def mean_sizes(network: Network, values: EdgeValues) -> NDArray[np.float64]:
    """The mean absolute value of the edges that leave each input; NaN where there are none.

    Parameters
    ----------
    network, values
        Of which edges.

    Returns
    -------
    ndarray of shape (n_inputs,)
        Missing weights, and values that are not finite, do not count.
    """
    sums, counts = np.zeros(network.sizes[0]), np.zeros(network.sizes[0])
    for connection, array in zip(network.connections, values.connections or (), strict=True):
        if connection.source == 0:
            there = np.isfinite(array)
            if connection.exists is not None:
                there &= connection.mask
            with np.errstate(over="ignore"):
                sums += np.where(there, np.abs(array), 0.0).sum(axis=1)
            counts += there.sum(axis=1)
    with np.errstate(invalid="ignore"):
        means = np.where(counts > 0, sums / counts, np.nan)
    # Of numbers whose sum is too large, the mean is still one.
    return means if np.isfinite(sums).all() else _means_of_parts(network, values, counts)


def _means_of_parts(
    network: Network, values: EdgeValues, counts: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The same, each value divided before it is added."""
    means = np.where(counts > 0, 0.0, np.nan)
    for connection, array in zip(network.connections, values.connections or (), strict=True):
        if connection.source == 0:
            there = np.isfinite(array) & connection.mask
            parts = np.where(there, np.abs(array), 0.0) / np.maximum(counts, 1)[:, None]
            with np.errstate(over="ignore"):
                means += np.minimum(parts.sum(axis=1), _LARGEST)
    return np.minimum(means, _LARGEST)


def _norm(options: DiagramOptions, low: float, high: float) -> Normalize:
    if options.input_norm is not None:
        return options.input_norm
    # A number without extent still needs a bar with two ends.
    return Normalize(low, high if high > low else low + 1.0)


def pixel_colormap(paper: RGBA, ink: RGBA, *, of_sample: bool) -> Colormap:
    """From paper to the ink of a sample, or to a colour that means no sign."""
    dark = relative_luminance([paper])[0] < 0.18
    strong = (ink,) if of_sample else _STRENGTH_ON_DARK if dark else _STRENGTH_ON_LIGHT
    name = "nnviz_sample" if of_sample else "nnviz_strength"
    return LinearSegmentedColormap.from_list(name, [paper, *strong], N=257).with_extremes(
        bad=MISSING
    )
