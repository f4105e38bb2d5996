"""The arguments of `plot_layer_activations`, checked and turned into numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from numbers import Integral
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.adapters import as_network
from nnviz.array_likes import as_full_array
from nnviz.displays import _missing
from nnviz.drawing.layer_activations.numbers import ActivityNumbers, Ints
from nnviz.drawing.option_checks import is_number
from nnviz.network import Network
from nnviz.silence import activity_over

_MOST_CLASSES = 20  # whole numbers of more than so many values are no classes, but amounts


@dataclass(frozen=True, eq=False)
class ActivityQuestion:
    """What `plot_layer_activations` was given besides the model, as its docstring says."""

    X: Any
    y: Any
    layers: Any
    saturation: float
    saturated_on: float

    def answer(self, model: Any) -> ActivityNumbers:
        """The same of another model."""
        return activity_numbers(
            model, self.X, self.y, layers=self.layers, saturation=self.saturation,
            saturated_on=self.saturated_on,
        )  # fmt: skip


def check_limits(numbers: ActivityNumbers, limits: Any) -> None:
    """Raise a ValueError unless limits are given for as many layers as are asked for."""
    if limits is not None and len(limits) != len(numbers.activities):
        raise ValueError(
            f"limits must have {len(numbers.activities)} entries, one for each layer that is asked "
            f"for; it has {len(limits)}."
        )


def warn_of_missing(numbers: ActivityNumbers) -> None:
    """One warning that counts the activations that are NaN or infinite."""
    missing, total = _missing.count_not_finite(one.of_present() for one in numbers.activities)
    _missing.warn_of_missing(
        missing, total, "activation", "they are in no bar, and purple in heat maps"
    )


def activity_numbers(
    model: Any, X: Any, y: Any, *, layers: Any, saturation: Any, saturated_on: Any
) -> ActivityNumbers:
    """Check all that `plot_layer_activations` is given, and run the samples through the network."""
    if not is_number(saturation, 0.0, 1.0) or not 0 < saturation < 1:
        raise ValueError(
            f"saturation must be a part of the largest slope, between 0 and 1; got {saturation!r}."
        )
    if not is_number(saturated_on, 0.0, 1.0) or saturated_on == 0:
        raise ValueError(
            "saturated_on must be a part of the samples, above 0 and at most 1; got "
            f"{saturated_on!r}."
        )
    network = as_network(model)
    chosen = _layers(network, layers)
    inputs = network.transform(X)
    y_order, groups, names = _sorted(network, y, len(inputs))
    activities = activity_over(
        network, inputs, chosen, saturation=float(saturation), saturated_on=float(saturated_on)
    )
    return ActivityNumbers(network, activities, y_order, groups, names)


def _layers(network: Network, layers: Any) -> list[int]:
    """The layers that were asked for, in increasing order."""
    last = network.n_layers - 1
    if layers is None:
        return list(range(1, last + 1))
    if isinstance(layers, Integral):
        layers = [layers]
    if isinstance(layers, str) or not isinstance(layers, Iterable):
        raise TypeError(f"layers must be None or indices of layers; got {layers!r}.")
    chosen = list(layers)
    for layer in chosen:
        if not isinstance(layer, Integral) or isinstance(layer, bool):
            raise TypeError(f"layers must be None or indices of layers; got {layer!r} among them.")
        if not 1 <= int(layer) <= last:
            raise ValueError(
                f"layers: layer {layer} does not exist or computes nothing; this network's "
                f"computing layers are 1..{last}."
            )
    if not chosen:
        raise ValueError("layers must hold at least one layer; it is empty.")
    return sorted({int(layer) for layer in chosen})


def _sorted(
    network: Network, y: Any, n_samples: int
) -> tuple[Ints | None, Ints | None, tuple[str, ...]]:
    """The order of the samples by y, their classes, and the names of these."""
    if y is None:
        return None, None, ()
    labels = _labels(y, n_samples)
    try:
        known, groups = np.unique(labels, return_inverse=True)
    except TypeError:
        raise TypeError("y must hold values of one kind, all texts or all numbers.") from None
    classes = network.classes
    if classes is not None:
        unknown = [label for label in known.tolist() if label not in classes.tolist()]
        if unknown:
            allowed = ", ".join(map(repr, classes.tolist()))
            raise ValueError(
                f"y must hold labels that the model knows, {allowed}; it holds {unknown[0]!r}."
            )
        # In the order of the outputs.
        places = [classes.tolist().index(label) for label in known.tolist()]
        known, groups = classes, np.array(places, dtype=np.intp)[groups]
    order = np.asarray(np.argsort(groups, kind="stable"), dtype=np.intp)
    if classes is None and not _are_classes(known):
        return order, None, ()
    names = tuple(_name(label) for label in known.tolist())
    return order, np.asarray(groups, dtype=np.intp), names


def _labels(y: Any, n_samples: int) -> NDArray[Any]:
    labels = as_full_array("y", y)
    if labels.ndim == 2 and labels.shape[1] == 1:
        labels = labels[:, 0]
    if labels.ndim != 1:
        raise ValueError(f"y must be 1-D, one value a sample; it has shape {labels.shape}.")
    if len(labels) != n_samples:
        raise ValueError(
            f"y must have as many entries as X has rows, {n_samples}; it has {len(labels)}."
        )
    if labels.dtype.kind == "c":
        raise TypeError("y must hold labels or real numbers; it holds complex numbers.")
    if labels.dtype.kind == "V":
        raise TypeError(f"y must hold labels or real numbers; its dtype is {labels.dtype}.")
    bad = [k for k, label in enumerate(labels.tolist()) if _is_missing(label)]
    if bad:
        raise ValueError(f"y must hold no missing values; entry {bad[0]} is {labels[bad[0]]}.")
    return labels


def _is_missing(label: Any) -> bool:
    return label is None or type(label).__name__ == "NAType" or bool(label != label)


def _are_classes(known: NDArray[Any]) -> bool:
    """Whether values are classes: texts, truth values, or few whole numbers."""
    if known.dtype.kind not in "iuf":
        return True
    return len(known) <= _MOST_CLASSES and bool(np.all(known == np.round(known)))


def _name(label: Any) -> str:
    return f"{label:g}" if isinstance(label, float) else str(label)
