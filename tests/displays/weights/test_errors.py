"""What `plot_weights` refuses, and that it leaves nothing behind then."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import pytest
from matplotlib.colors import Normalize
from sklearn.exceptions import NotFittedError
from sklearn.neural_network import MLPClassifier

from nnviz import Network, plot_weights
from nnviz.network import Connection, Layer
from tests import pictured
from tests.figures import new_axes

IRIS = pictured.iris()
ERRORS: dict[str, tuple[Any, dict[str, Any], str]] = {
    "no weights": (Network.from_sizes([2, 3]), {}, r"model has no weights.*\(2, 3\)"),
    "no model": (3, {}, "model must be"),
    "kind": (IRIS, {"kind": "matrix"}, "kind must be one of None, 'matrices'.* Did you mean"),
    "layer": (IRIS, {"layers": 4}, r"layers: layer 4 does not exist.*1\.\.3"),
    "a layer that nothing leads to": (
        Network([Layer(1), Layer(1), Layer(1)], [Connection(0, 2, [[1.0]])]),
        {"layers": 1},
        "layers: no weights lead to layer 1 of this network",
    ),
    "images without inputs": (
        Network([Layer(1), Layer(1), Layer(1)], [Connection(1, 2, [[1.0]])]),
        {"kind": "images", "image_shape": (1, 1)},
        "kind='images' needs weights from the inputs; this network has none",
    ),
    "the input": (IRIS, {"layers": [0]}, "layers: layer 0 does not exist, or no weights lead"),
    "layers empty": (IRIS, {"layers": []}, "layers must name at least one layer"),
    "layers a text": (IRIS, {"layers": "1"}, "layers must be None, a layer or"),
    "layers half": (IRIS, {"layers": [1.5]}, "layers: a layer must be an integer; got 1.5"),
    "layers true": (IRIS, {"layers": [True]}, "layers: a layer must be an integer; got True"),
    "shape product": (IRIS, {"image_shape": (2, 3)}, "image_shape must.* 4, as its product.* 6"),
    "shape of colours": (IRIS, {"image_shape": (2, 2, 3)}, "image_shape must be.*one number a pix"),
    "shape a number": (IRIS, {"image_shape": 4}, r"image_shape must be \(height, width\)"),
    "shape negative": (IRIS, {"image_shape": (-2, -2)}, "image_shape must be"),
    "images without shape": (IRIS, {"kind": "images"}, "kind='images' needs image_shape=.* 4"),
    "images of two layers": (
        IRIS, {"image_shape": (2, 2), "layers": [1, 2]}, "layers must be one layer for kind='im",
    ),
    "images of a later layer": (
        IRIS, {"image_shape": (2, 2), "layers": 2}, "weights from the inputs, and none lead to lay",
    ),
    "neuron": (
        IRIS, {"image_shape": (2, 2), "neurons": [3]}, r"neuron 3 does not exist.*layer 1 .*0\.\.2",
    ),
    "neurons empty": (IRIS, {"image_shape": (2, 2), "neurons": []}, "neurons must name at least"),
    "neurons a text": (IRIS, {"image_shape": (2, 2), "neurons": "0"}, "neurons must be None"),
    "neuron half": (IRIS, {"image_shape": (2, 2), "neurons": [0.5]}, "neurons: a neuron must be"),
    "most images": (IRIS, {"image_shape": (2, 2), "max_images": 0}, "max_images must be None or"),
    "neurons of matrices": (IRIS, {"neurons": [0]}, "neurons is for kind='images'; got it with"),
    "bias of images": (IRIS, {"image_shape": (2, 2), "bias": True}, "bias is for kind='matrices'"),
    "norm of distributions": (
        IRIS, {"kind": "distributions", "norm": Normalize()}, "norm is for kind='matrices' or 'im",
    ),
    "bins of matrices": (IRIS, {"bins": 4}, "bins is for kind='distributions'"),
    "shape with a kind": (
        IRIS, {"kind": "matrices", "image_shape": (2, 2)}, "image_shape is for kind='images'",
    ),
    "no biases": (([[[1.0]]], None), {"bias": True}, "bias=True needs biases"),
    "bias": (IRIS, {"bias": 1}, "bias must be one of True, False"),
    "bins": (IRIS, {"kind": "distributions", "bins": 1}, "bins must be 'auto' or a count.* 2"),
    "bins many": (IRIS, {"kind": "distributions", "bins": 10**6}, "at most 10,000; got 1000000"),
    "norm": (IRIS, {"norm": 3}, "norm must be a matplotlib Normalize; got int"),
    "both norms": (IRIS, {"norm": Normalize(), "norm_by": "layer"}, "give no norm with it"),
    "norm_by": (IRIS, {"norm_by": "panel"}, "norm_by must be one of 'network', 'layer'"),
    "cmap": (IRIS, {"cmap": "no map"}, "cmap must be the name of a colour map"),
    "values": (IRIS, {"values": "all"}, "values must be one of 'auto', True, False"),
    "format": (IRIS, {"value_format": ".2q"}, "value_format must be a format of numbers"),
    "base": (IRIS, {"index_base": 2}, "index_base must be one of 0, 1"),
    "columns": (IRIS, {"columns": 0}, "columns must be None or a count, at least 1"),
    "image_kw": (IRIS, {"image_kw": {"colour": "red"}}, "image_kw"),
    "bar_kw": (IRIS, {"bar_kw": 3}, "bar_kw must be a dict"),
    "late": (IRIS, {"label_kw": {"color": "no colour"}}, "color"),
    "figsize": (IRIS, {"figsize": (0, 1)}, "figsize must be"),
}  # fmt: skip


@pytest.mark.parametrize("case", ERRORS)
def test_errors_leave_nothing_behind(case: str) -> None:
    model, options, message = ERRORS[case]
    ax = new_axes()
    ax.set_xlabel("mine")
    before = ax.get_children()
    with pytest.raises((TypeError, ValueError), match=message):
        plot_weights(model, ax=ax, **options)
    assert ax.get_children() == before
    assert ax.get_xlabel() == "mine"
    assert ax.axison
    assert ax.get_axes_locator() is None
    assert not ax.child_axes
    with pytest.raises((TypeError, ValueError), match=message):
        plot_weights(model, **options)
    assert not plt.get_fignums()


def test_unfitted_model() -> None:
    with pytest.raises(NotFittedError):
        plot_weights(MLPClassifier())


def test_axes_of_another_kind() -> None:
    with pytest.raises(TypeError, match="ax must be a matplotlib Axes"):
        plot_weights(IRIS, ax="here")  # type: ignore[arg-type]
