"""A network as an .npz file."""

from __future__ import annotations

import json
import os
import re
import warnings
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.network.connection import Connection
from nnviz.network.layer import Layer
from nnviz.network.model import Network
from nnviz.storage import as_path, in_short, read_arrays, write_arrays

_HEADER = "nnviz_network"
_VERSION = 1
_MOST_CLAIMED = 2**28
_MOST_MARKED = 2**24
_SMALL_HEADERS = 2**18
_MOST_PACKED = 16  # bytes of a header that one byte of the file may stand for
_PLAIN = re.compile(r"(coefs|intercepts)_(0|[1-9][0-9]{0,5})")

Arrays = dict[str, NDArray[Any]]


def save_network(network: Network, path: str | PathLike[str]) -> Path:
    """Write a network, as `Network.save` says.

    Parameters
    ----------
    network : Network
        The network.
    path : path-like
        The file.

    Returns
    -------
    Path
        The file written.
    """
    check_suffix(path)
    written = write_arrays(path, stored_network(network))
    if network.preprocessing or network.target_transformer is not None:
        warnings.warn(
            "The network's preprocessing and target transformer are not stored: what is loaded "
            "takes data in the units of its input layer.",
            UserWarning,
            stacklevel=3,
        )
    return written


def check_suffix(path: str | PathLike[str]) -> None:
    """Refuse the name of a file that is not to be an .npz file.

    Parameters
    ----------
    path : path-like
        The file.
    """
    if as_path(path).suffix.lower() != ".npz":
        raise ValueError(f"path must end in .npz; it is {str(path)!r}.")


def check_headers(path: str | PathLike[str], arrays: Arrays) -> None:
    """Refuse headers that are long for their file, before anything is made from their text.

    Lists and names take some twenty times as much memory as the text that they are read from.

    Parameters
    ----------
    path : path-like
        The file.
    arrays : dict of str to ndarray
        What it holds; the names of headers begin with "nnviz_", after a point if there is one.

    Raises
    ------
    ValueError
        If they take many times the bytes of the file; a few are always allowed.
    """
    n_bytes = sum(
        array.nbytes
        for name, array in arrays.items()
        if name.rpartition(".")[2].startswith("nnviz_")
    )
    size = os.path.getsize(path)
    if n_bytes > max(_SMALL_HEADERS, _MOST_PACKED * size):
        raise ValueError(
            f"path: {str(path)!r} holds headers of {n_bytes:,} bytes, too many for a file of "
            f"{size:,}."
        )


def stored_network(network: Network) -> Arrays:
    """Return a network as arrays without objects, preprocessing aside.

    Parameters
    ----------
    network : Network
        The network.

    Returns
    -------
    dict of str to ndarray
        What `restored_network` makes it from again.
    """
    arrays: Arrays = {}
    layers = []
    for k, layer in enumerate(network.layers):
        layers.append(
            {
                "size": layer.size,
                "activation": layer.activation,
                "names": layer.names,
                "caption": layer.caption,
                "absent": layer.absent,
                "has_bias": layer.has_bias,
            }
        )
        _put(arrays, f"bias_{k}", layer.bias)
        _put(arrays, f"bias_exists_{k}", layer.bias_exists)
    connections = []
    for k, connection in enumerate(network.connections):
        connections.append({"source": connection.source, "target": connection.target})
        _put(arrays, f"weights_{k}", connection.weights)
        _put(arrays, f"exists_{k}", connection.exists)
    if network.classes is not None:
        arrays["classes"] = _typed_classes(network.classes)
    header = {
        "version": _VERSION,
        "layers": layers,
        "connections": connections,
        "input_features": None if network.preprocessing else network.input_features,
    }
    # JSON, so that a name is stored letter by letter and read without executing anything.
    text = json.dumps(header).encode("ascii")
    return {_HEADER: np.frombuffer(text, dtype=np.uint8), **arrays}


def load_network(path: str | PathLike[str]) -> Network:
    """Read a network, as `Network.load` says.

    Parameters
    ----------
    path : path-like
        The file.

    Returns
    -------
    Network
        The network.
    """
    arrays = read_arrays(path)
    check_headers(path, arrays)
    if _HEADER not in arrays and "coefs_0" not in arrays:
        found = ", ".join(sorted(arrays)[:5]) or "nothing"
        raise ValueError(
            f"path: {str(path)!r} holds no network: neither one stored by Network.save nor arrays "
            f"coefs_0, intercepts_0, ...; it holds {found}."
        )
    try:
        return restored_network(arrays) if _HEADER in arrays else _from_plain(arrays)
    except (AttributeError, LookupError, TypeError, ValueError, RecursionError) as error:
        # A header of the wrong form, or a network that breaks a rule of its own.
        raise ValueError(
            f"path: {str(path)!r} holds no legal network: {in_short(error)}"
        ) from error


def restored_network(arrays: Arrays) -> Network:
    """Make a network from the arrays of `stored_network`.

    Parameters
    ----------
    arrays : dict of str to ndarray
        The arrays, by name.

    Returns
    -------
    Network
        The network.

    Raises
    ------
    AttributeError, LookupError, TypeError, ValueError, RecursionError
        If they are not those of a network: whoever reads the file says so.
    """
    header = json.loads(arrays[_HEADER].tobytes())
    if header["version"] != _VERSION:
        raise ValueError(f"its version is {header['version']!r}; {_VERSION} is read.")
    _refuse_huge(header, arrays)
    return Network(
        layers=tuple(
            Layer(
                bias=arrays.get(f"bias_{k}"), bias_exists=arrays.get(f"bias_exists_{k}"), **fields
            )
            for k, fields in enumerate(header["layers"])
        ),
        connections=tuple(
            Connection(weights=arrays.get(f"weights_{k}"), exists=arrays.get(f"exists_{k}"), **ends)
            for k, ends in enumerate(header["connections"])
        ),
        classes=arrays.get("classes"),
        input_features=header["input_features"],
    )


def _refuse_huge(header: dict[str, Any], arrays: Arrays) -> None:
    """Refuse sizes that no array in the file confirms, before anything of that size is made."""
    sizes = [layer["size"] for layer in header["layers"]]
    # Where neurons are absent, which weights exist takes a byte for each of them.
    absent = [bool(layer.get("absent")) for layer in header["layers"]]
    claimed = sum(sizes)
    marked = sum(size for size, some in zip(sizes, absent, strict=True) if some)
    for k, ends in enumerate(header["connections"]):
        source, target = ends["source"], ends["target"]
        if f"weights_{k}" not in arrays:
            claimed += sizes[source] * sizes[target]
        if f"exists_{k}" not in arrays and (absent[source] or absent[target]):
            marked += sizes[source] * sizes[target]
    for count, most in ((claimed, _MOST_CLAIMED), (marked, _MOST_MARKED)):
        if count > most:
            raise ValueError(
                f"its architecture of {count:,} neurons and weights is too large; {most:,} are "
                "read."
            )


def _from_plain(arrays: Arrays) -> Network:
    found: dict[str, dict[int, NDArray[Any]]] = {"coefs": {}, "intercepts": {}}
    for name, array in arrays.items():
        match = _PLAIN.fullmatch(name)
        if match is not None:
            found[match[1]][int(match[2])] = array
    n = len(found["coefs"])
    for kind, numbered in found.items():
        if numbered and sorted(numbered) != list(range(n)):
            names = ", ".join(f"{kind}_{k}" for k in sorted(numbered))
            raise ValueError(f"{kind} must be numbered 0..{n - 1}; there are {names}.")
    intercepts = found["intercepts"]
    return Network.from_arrays(
        [found["coefs"][k] for k in range(n)],
        [intercepts[k] for k in range(n)] if intercepts else None,
    )


def _put(arrays: Arrays, name: str, array: NDArray[Any] | None) -> None:
    if array is not None:
        arrays[name] = array


def _typed_classes(classes: NDArray[Any]) -> NDArray[Any]:
    """Return the labels in a dtype that needs no pickle, or refuse them."""
    typed = classes
    if classes.dtype.kind in "OT":
        labels = classes.tolist()
        kinds = {type(label) for label in labels}
        if len(kinds) == 1 and isinstance(labels[0], (str, bool, int, float)):
            typed = np.array(labels)
    if typed.dtype.kind in "OTV" or typed.tolist() != classes.tolist():
        # The second: NumPy's strings drop NUL characters at their end.
        raise TypeError(
            "classes must all be strings, numbers or bools of one type to be stored; they are "
            f"{classes.tolist()!r}."
        )
    return typed
