"""The networks of the pictures: every weight a short decimal, the same on every machine.

Nothing here is trained, since the last bits of a training run vary with the processor, and with
them pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.network import Connection, Layer, Network

FLOWERS = ("sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)")
LONG_NAMES = (
    "mean of the concave points of the cell nucleus, worst of three",
    "price in $ (not in $ of 1990)",
    "Größe_der_Wohnfläche_in_m²",
    "r2",
    "a_name_without_any_place_to_break_it_that_goes_on_and_on",
)


def fixed_array(*shape: int, seed: int) -> NDArray[np.float64]:
    """Numbers about as fitted weights are: mostly small, few large, two decimals."""
    whole = np.random.default_rng(seed).integers(-50, 51, size=(4, *shape)).sum(axis=0)
    return whole / 100.0


def fixed_network(
    sizes: Sequence[int],
    *,
    seed: int = 2024,
    activation: str = "relu",
    out: str = "identity",
    input_names: Sequence[str] | None = None,
    output_names: Sequence[str] | None = None,
    classes: Any = None,
    skips: Sequence[tuple[int, int]] = (),
) -> Network:
    last = len(sizes) - 1
    layers = []
    for k, size in enumerate(sizes):
        names = input_names if k == 0 else output_names if k == last else None
        layers.append(
            Layer(
                size,
                activation=None if k == 0 else out if k == last else activation,
                bias=None if k == 0 else fixed_array(size, seed=seed + 100 + k),
                names=None if names is None else tuple(names),
            )
        )
    pairs = [*((k, k + 1) for k in range(last)), *skips]
    connections = [
        Connection(s, t, fixed_array(sizes[s], sizes[t], seed=seed + 10 * s + t)) for s, t in pairs
    ]
    return Network(layers, connections, classes=classes)


def circles() -> Network:
    """A binary classifier of points in the plane, 2-8-6-1."""
    return fixed_network([2, 8, 6, 1], out="logistic", output_names=("1",), classes=[0, 1])


def iris() -> Network:
    """A classifier with three classes, 4-3-2-3, which knows its features' names."""
    names = ("setosa", "versicolor", "virginica")
    return fixed_network(
        [4, 3, 2, 3], out="softmax", input_names=FLOWERS, output_names=names, classes=names
    )


def wave() -> Network:
    """A regressor with two wide layers, 1-80-20-1."""
    return fixed_network([1, 80, 20, 1], input_names=("X",))


def smallest() -> Network:
    """One weight, 1-1."""
    return Network(
        [Layer(1), Layer(1, "identity", [0.5])],
        [Connection(0, 1, [[-1.25]])],
    )


def deep() -> Network:
    """Ten hidden layers of four."""
    return fixed_network([3, *[4] * 10, 2], activation="tanh", out="softmax",
                         output_names=("no", "yes"), classes=["no", "yes"])  # fmt: skip


def digits() -> Network:
    """A classifier of images of digits, 64-100-10."""
    return fixed_network([64, 100, 10], out="softmax", output_names=tuple("0123456789"),
                         classes=range(10))  # fmt: skip


def seeing() -> Network:
    """A classifier of images of 6 x 7 pixels, 42-14-4; those in the middle count most."""
    network = fixed_network([42, 14, 4], out="softmax", output_names=tuple("abcd"))
    row, column = np.divmod(np.arange(42), 7)
    size = np.maximum(1 - (np.abs(row - 2.5) + np.abs(column - 3)) / 5, 0.0)
    first, second = network.connections
    return Network.from_arrays(
        [first.weights * np.round(size, 2)[:, None], second.weights],  # type: ignore[operator]
        [layer.bias for layer in network.layers[1:]],
        activation="relu", out_activation="softmax", output_names=tuple("abcd"),
    )  # fmt: skip


def drawing() -> list[float]:
    """A picture that `seeing` looks at: a ring."""
    row, column = np.divmod(np.arange(42), 7)
    distance = np.abs(np.abs(row - 2.5) + np.abs(column - 3) - 2.5)
    return np.maximum(1 - distance / 2, 0.0).round(2).tolist()  # type: ignore[no-any-return]


def skipping() -> Network:
    """A 3-4-3-2 graph whose inputs also feed the later layers."""
    return fixed_network(
        [3, 4, 3, 2],
        activation="tanh",
        input_names=("age", "dose", "weight"),
        output_names=("mean", "spread"),
        skips=[(0, 2), (0, 3), (1, 3)],
    )


def named_at_length() -> Network:
    """A 5-4-3 classifier with endless names, dollar signs and other letters."""
    labels = ("the first of the three classes", "$second$ class", "third")
    return fixed_network(
        [5, 4, 3], out="softmax", input_names=LONG_NAMES, output_names=labels, classes=labels
    )
