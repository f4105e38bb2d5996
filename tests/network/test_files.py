"""A network saved and loaded is the same network; other files are refused in words."""

from __future__ import annotations

import json
import os

import numpy as np
import pytest
from hypothesis import given

from nnviz.network import Connection, Layer, Network
from nnviz.storage import read_arrays, write_arrays
from tests.networks import assert_same_network, networks, skip_network


@given(network=networks())
def test_round_trip_of_any_network(tmp_path_factory, network):
    path = tmp_path_factory.getbasetemp() / "any.npz"
    assert network.save(path) == path
    assert_same_network(Network.load(path), network)


@pytest.mark.parametrize(
    "network", [skip_network(), Network.from_sizes([4, 3, 2, 3]), Network([Layer(1)] * 2, [])]
)
def test_round_trip(tmp_path, network):
    path = network.save(str(tmp_path / "a.npz"))
    assert_same_network(Network.load(str(path)), network)


@pytest.mark.parametrize(
    "classes",
    [
        np.array(["no", "yes"]),
        np.array([0, 7]),
        np.array([False, True]),
        np.array([0.5, 1.5]),
        np.array([3, 4], dtype=np.int8),
        np.array(["2024-01-01", "2025-01-01"], dtype="datetime64[D]"),
    ],
)
def test_classes_keep_their_type(tmp_path, classes):
    network = Network([Layer(1), Layer(1)], [Connection(0, 1)], classes=classes)
    loaded = Network.load(network.save(tmp_path / "a.npz"))
    assert loaded.classes.dtype == classes.dtype
    assert loaded.classes.tolist() == classes.tolist()


@pytest.mark.parametrize(
    ("classes", "kind"),
    [
        (np.array(["no", "yes"], dtype=object), "U"),
        (np.array(["no", "yes"], dtype=np.dtypes.StringDType()), "U"),
        (np.array([1, 2], dtype=object), "i"),
        (np.array([True, False], dtype=object), "b"),
    ],
)
def test_objects_become_typed(tmp_path, classes, kind):
    network = Network([Layer(1), Layer(1)], [Connection(0, 1)], classes=classes)
    loaded = Network.load(network.save(tmp_path / "a.npz"))
    assert loaded.classes.dtype.kind == kind
    assert loaded.classes.tolist() == classes.tolist()


@pytest.mark.parametrize("labels", [["a", 1], [None, "a"], ["a\0", "b"], [1, True]])
def test_classes_without_a_type_are_refused(tmp_path, labels):
    classes = np.array(labels, dtype=object)
    network = Network([Layer(1), Layer(1)], [Connection(0, 1)], classes=classes)
    with pytest.raises(TypeError, match="classes must all be strings, numbers or bools"):
        network.save(tmp_path / "a.npz")
    assert os.listdir(tmp_path) == []


def test_names_are_kept_letter_by_letter(tmp_path):
    names = ("a\0", "$x_1$", "é\u2028", "\ud800", "")
    network = Network([Layer(5, names=names, caption="ü\0"), Layer(1)], [Connection(0, 1)])
    loaded = Network.load(network.save(tmp_path / "a.npz"))
    assert loaded.layers[0].names == names
    assert loaded.layers[0].caption == "ü\0"


def test_preprocessing_is_not_stored_and_that_is_said(tmp_path):
    kwargs = {"layers": [Layer(1), Layer(1)], "connections": [Connection(0, 1)]}
    for extra in ({"preprocessing": [object()]}, {"target_transformer": object()}):
        network = Network(**kwargs, **extra, input_features=["raw"])
        with pytest.warns(UserWarning, match="units of its input layer") as record:
            path = network.save(tmp_path / "a.npz")
        assert record[0].filename == __file__
        loaded = Network.load(path)
        assert loaded.preprocessing == ()
        assert loaded.target_transformer is None
        assert loaded.input_features == (None if network.preprocessing else ("raw",))


def test_same_network_same_bytes(tmp_path):
    one = skip_network().save(tmp_path / "a.npz")
    other = skip_network().save(tmp_path / "b.npz")
    assert one.read_bytes() == other.read_bytes()


def test_suffix(tmp_path):
    for name in ("model", "model.pkl", "model.npz.txt"):
        with pytest.raises(ValueError, match=r"path must end in \.npz; it is "):
            skip_network().save(tmp_path / name)
    assert os.listdir(tmp_path) == []


def test_missing_folder(tmp_path):
    with pytest.raises(FileNotFoundError, match="does not exist"):
        skip_network().save(tmp_path / "nowhere" / "a.npz")
    with pytest.raises(FileNotFoundError):
        Network.load(tmp_path / "a.npz")


class TestPlainArrays:
    def test_weights_and_biases(self, tmp_path):
        path = tmp_path / "a.npz"
        coefs = [np.ones((2, 3), dtype=np.float32), np.ones((3, 1))]
        np.savez(
            path, coefs_0=coefs[0], intercepts_0=np.ones(3), coefs_1=coefs[1], intercepts_1=[2.0]
        )
        network = Network.load(path)
        assert network.sizes == (2, 3, 1)
        assert network.layers[2].bias.tolist() == [2.0]
        assert [layer.activation for layer in network.layers] == [None] * 3

    def test_more_than_ten_layers_keep_their_order(self, tmp_path):
        coefs = {f"coefs_{k}": np.ones((k + 1, k + 2)) for k in range(12)}
        path = write_arrays(tmp_path / "a.npz", coefs)
        network = Network.load(path)
        assert network.sizes == tuple(range(1, 14))
        assert not network.has_bias

    @pytest.mark.parametrize(
        ("arrays", "message"),
        [
            (
                {"coefs_0": np.ones((1, 1)), "coefs_2": np.ones((1, 1))},
                r"coefs must be numbered 0\.\.1",
            ),
            (
                {"coefs_0": np.ones((1, 1)), "intercepts_1": np.ones(1)},
                r"intercepts must be numbered 0\.\.0; there are intercepts_1",
            ),
            ({"coefs_0": np.ones(3)}, r"coefs\[0\] must be 2-D; it has shape \(3,\)"),
            ({"coefs_0": np.ones((1, 1)) * 1j}, r"coefs\[0\] must hold real numbers"),
            ({"coefs_0": np.ones((0, 1))}, r"coefs\[0\] has shape \(0, 1\)"),
            (
                {"coefs_0": np.ones((1, 2)), "coefs_1": np.ones((1, 2))},
                r"coefs\[1\] must have 2 rows",
            ),
            ({"coefs_1": np.ones((1, 2))}, "holds no network: .* it holds coefs_1"),
            ({"weights": np.ones((1, 2))}, "holds no network: .* it holds weights"),
            ({}, "holds no network: .* it holds nothing"),
        ],
    )
    def test_bad_arrays(self, tmp_path, arrays, message):
        path = write_arrays(tmp_path / "a.npz", arrays)
        with pytest.raises(ValueError, match=rf"^path: .*a\.npz' .*{message}"):
            Network.load(path)


def tampered(path, **changes):
    """Save a network whose header says something else."""
    arrays = read_arrays(skip_network().save(path))
    header = json.loads(arrays["nnviz_network"].tobytes())
    header.update(changes)
    arrays["nnviz_network"] = np.frombuffer(json.dumps(header).encode(), dtype=np.uint8)
    return write_arrays(path, arrays)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"version": 99}, "its version is 99; 1 is read"),
        ({"layers": 5}, ""),
        ({"layers": [{"size": 10**30}]}, ""),
        ({"layers": [{"unknown": 1}]}, ""),
        ({"layers": ["x"]}, ""),
        ({"connections": [{"source": 0, "target": 9}]}, ""),
        ({"connections": None}, ""),
        ({"input_features": 5}, "input_features must be a list"),
    ],
)
def test_tampered_header(tmp_path, changes, message):
    path = tampered(tmp_path / "a.npz", **changes)
    with pytest.raises(ValueError, match=rf"^path: .*a\.npz' holds no legal network: .*{message}"):
        Network.load(path)


def test_header_that_is_long_for_its_file(tmp_path):
    header = np.zeros(2**22, dtype=np.uint8)
    path = tmp_path / "a.npz"
    np.savez_compressed(path, nnviz_network=header)
    with pytest.raises(
        ValueError, match=r"^path: .*a\.npz' holds headers of 4,194,304 bytes, too many for a file"
    ):
        Network.load(path)


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b"\xff", b"[" * 100_000, b"NaN", b"null"])
def test_header_that_is_none(tmp_path, text):
    header = np.frombuffer(text, dtype=np.uint8)
    path = write_arrays(tmp_path / "a.npz", {"nnviz_network": header})
    with pytest.raises(ValueError, match="holds no legal network"):
        Network.load(path)


@pytest.mark.parametrize(
    "layers",
    [
        [{"size": 10**9}, {"size": 1}],
        [{"size": 10**6, "absent": [0]}, {"size": 10**6}],
    ],
)
def test_size_that_nothing_confirms_is_not_allocated(tmp_path, layers):
    connections = [{"source": 0, "target": 1}]
    path = tmp_path / "a.npz"
    header = {"version": 1, "layers": layers, "connections": connections, "input_features": None}
    text = np.frombuffer(json.dumps(header).encode(), dtype=np.uint8)
    write_arrays(path, {"nnviz_network": text})
    with pytest.raises(ValueError, match="holds no legal network: .* architecture .* too large"):
        Network.load(path)
