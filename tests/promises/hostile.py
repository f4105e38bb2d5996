"""Files made to harm whoever loads them: each is one that nobody means to write."""

from __future__ import annotations

import json
import os
import pickle
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

#: The headers that each kind of file begins with, small and right as far as they go.
NETWORK_HEADER = {
    "version": 1,
    "layers": [{"size": 2}, {"size": 1}],
    "connections": [{"source": 0, "target": 1}],
    "input_features": None,
}
HISTORY = {"series": [], "updates_per_epoch": None, "stop": None}
RECORD_HEADER = {"version": 1, "history": HISTORY, "snapshots": [], "random_state": None}
RUN = {"params": [1], "history": None, "scores": {}, "error": None, "warnings": [],
       "constant": False}  # fmt: skip
SWEEP_HEADER = {
    "version": 1, "param_grid": [["a", [1]]], "runs": [RUN], "scoring": "accuracy",
    "random_state": None,
}  # fmt: skip


class Bomb:
    """Makes a folder where it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = str(path)

    def __reduce__(self) -> Any:
        return os.mkdir, (self.path,)


def npy(shape: str, descr: str = "'<f8'", data: bytes = b"") -> bytes:
    """An array of the .npy format whose header says whatever it is told to."""
    header = f"{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}}}".encode()
    header += b" " * (63 - (len(header) + 10) % 64) + b"\n"
    return b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header + data


def text_member(text: str | bytes) -> bytes:
    """A header as it is stored: bytes in an array."""
    data = text.encode() if isinstance(text, str) else text
    return npy(f"({len(data)},)", "'|u1'", data)


def zipped(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> None:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def deflated_zeros(path: Path, name: str, head: bytes, n_bytes: int) -> None:
    """A file of a thousandth of what it declares, made without much memory."""
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(name, "w", force_zip64=True) as stream,
    ):
        stream.write(head)
        for _ in range(n_bytes // 2**20):
            stream.write(bytes(2**20))


def _patched(content: bytes, at: int, form: str, *values: int) -> bytes:
    new = struct.pack(form, *values)
    return content[:at] + new + content[at + len(new) :]


def _central(content: bytes, nth: int = 0) -> int:
    """Where the n-th entry of the central directory begins."""
    at = -1
    for _ in range(nth + 1):
        at = content.index(b"PK\x01\x02", at + 1)
    return at


def hostile_files(folder: Path, harm: Path) -> Iterator[tuple[str, Path]]:
    """Make files, each with what it is; `harm` would be there if one were executed."""
    good = folder / "good.npz"
    weights = npy("(2, 1)", data=bytes(16))
    header = {"nnviz_network.npy": text_member(json.dumps(NETWORK_HEADER))}

    def made(what: str, make: Callable[[Path], Any], suffix: str = ".npz") -> tuple[str, Path]:
        path = folder / (what.replace("/", " ") + suffix)
        make(path)
        return what, path

    zipped(good, {"coefs_0.npy": weights})
    whole = good.read_bytes()
    good.unlink()
    central = _central(whole)

    def bytes_of(content: bytes) -> Callable[[Path], Any]:
        return lambda path: path.write_bytes(content)

    def members(content: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> Any:
        return lambda path: zipped(path, content, method)

    # Nothing of what it should be.
    yield made("empty", bytes_of(b""))
    yield made("text", bytes_of(b"loss,val_loss\n1,2\n"))
    yield made("a folder", lambda path: path.mkdir())
    yield made("PNG", bytes_of(b"\x89PNG\r\n\x1a\n" + bytes(100)))
    yield made("HDF5", bytes_of(b"\x89HDF\r\n\x1a\n" + bytes(100)))
    yield made("a single array", bytes_of(weights))
    yield made("zip of nothing", members({}))
    yield made("zip of a text", members({"readme.txt": b"hello"}))
    if hasattr(os, "mkfifo"):
        yield made("a pipe", os.mkfifo)
        yield made("a link to a device", lambda path: path.symlink_to("/dev/zero"))
    yield made("a link to nothing", lambda path: path.symlink_to(folder / "nowhere"))
    yield made("a link to itself", lambda path: path.symlink_to(path))

    # Pickles.
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        yield made(f"pickle of protocol {protocol}", bytes_of(pickle.dumps(Bomb(harm), protocol)))
    for suffix in (".pkl", ".joblib", ".pickle", ".sav", ".pt", ".PKL"):
        yield made("pickle by name", bytes_of(pickle.dumps(Bomb(harm))), suffix)
    objects = np.array([Bomb(harm)], dtype=object)
    yield made("array of objects", lambda path: np.savez(path, coefs_0=objects))
    yield made("header of objects", lambda path: np.savez(path, nnviz_network=objects))
    yield made("record of objects", lambda path: np.savez(path, nnviz_record=objects))
    yield made("objects in fields", members({"coefs_0.npy": npy(
        "(1,)", "[('a', '|O')]", pickle.dumps(Bomb(harm)))}))  # fmt: skip
    yield made("pickle in the zip", members({"coefs_0.npy": pickle.dumps(Bomb(harm))}))
    yield made("as torch stores", members({"archive/data.pkl": pickle.dumps(Bomb(harm))}))
    code = f"__import__('os').mkdir({str(harm)!r})"
    yield made("code for a shape", members({"coefs_0.npy": npy(code)}))
    yield made("code for a dtype", members({"coefs_0.npy": npy("(1,)", code)}))
    yield made("code for a header", members({"nnviz_network.npy": text_member(code)}))

    # Sizes that are not true.
    for shape in ("(10**12,)", "(1000000000000,)", "(2**62, 4)", "(-1,)",
                  "(4611686018427387904, 4)", "(9223372036854775807, 9223372036854775807)",
                  "(True,)", "(1.5,)", "'x'", "()", "(1,) * 10**9", "(" * 3000,
                  "(0, 10000000000000000000000000)",
                  "(1099511627776, 0)"):  # fmt: skip
        yield made(f"shape {shape[:30]}", members({"coefs_0.npy": npy(shape)}))
    yield made("texts of no length", members({"coefs_0.npy": npy("(1000000000,)", "'<U0'")}))
    yield made("no bytes at all", members({"coefs_0.npy": npy("(1000000000,)", "'|S0'")}))
    yield made("long texts", members({"coefs_0.npy": npy("(1,)", "'<U536870911'")}))
    yield made("no characters", members({"classes.npy": npy("(2,)", "'<U1'", b"\xff" * 8)}))
    yield made("fields", members({"coefs_0.npy": npy("(1,)", "('<f8', (1000000000,))")}))
    yield made("huge header", members({"coefs_0.npy": npy("(1,)" + " " * 60_000, data=bytes(8))}))
    yield made("header that has no end", members(
        {"coefs_0.npy": b"\x93NUMPY\x02\x00" + struct.pack("<I", 2**32 - 1) + b"{"}))  # fmt: skip
    yield made("declares terabytes", bytes_of(_patched(whole, central + 24, "<I", 2**32 - 2)))
    extra = struct.pack("<HHQQ", 1, 16, 2**60, 2**60)
    lie = bytearray(_patched(whole, central + 20, "<II", 2**32 - 1, 2**32 - 1))
    lie[central + 30 : central + 32] = struct.pack("<H", len(extra))
    end = central + 46 + len("coefs_0.npy")
    yield made("lies in zip64", bytes_of(
        bytes(lie[:end]) + extra + _patched(bytes(lie[end:]), 12, "<I", end + 20 - central)
    ))  # fmt: skip
    yield made("larger parts than the whole", bytes_of(
        _patched(whole, central + 20, "<II", 2**24, 2**24)))  # fmt: skip
    yield made("begins behind its end", bytes_of(_patched(whole, central + 42, "<I", 2**31)))
    yield made("directory of a wrong size", bytes_of(_patched(whole, len(whole) - 10, "<I", 2**31)))
    yield made("encrypted", bytes_of(_patched(
        _patched(whole, central + 8, "<H", 1), 6, "<H", 1)))  # fmt: skip
    yield made("a wrong checksum", bytes_of(_patched(whole, central + 16, "<I", 12345)))
    yield made("cut short", bytes_of(whole[:-9]))
    yield made("begins too late", bytes_of(whole[40:]))
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        yield made(f"compressed by method {method}", members({"coefs_0.npy": weights}, method))
    yield made("bomb of bzip2", members(
        {"coefs_0.npy": npy("(3000000,)", data=bytes(24_000_000))}, zipfile.ZIP_BZIP2))  # fmt: skip
    yield made("bomb", lambda path: deflated_zeros(
        path, "coefs_0.npy", npy(f"({2**25}, 1)"), 2**28))  # fmt: skip

    def overlapping(path: Path) -> None:
        """Entries that each hold all the later ones: sixty times the size of the file."""
        content, entries = b"", []
        for k in range(60):
            content = npy(f"({max(len(content), 2**20)},)", "'|u1'", content.ljust(2**20))
            one = zipfile.ZipInfo(f"a{k}.npy", (1980, 1, 1, 0, 0, 0))
            one.CRC, one.file_size, one.compress_size = zlib.crc32(content), *[len(content)] * 2
            content = one.FileHeader() + content
            entries.append((one, len(content)))
        directory = b"".join(
            struct.pack("<4s4B4H3L5H2L", b"PK\x01\x02", 20, 3, 20, 0, 0, 0, 0, 33, one.CRC,
                        one.file_size, one.file_size, len(one.filename), 0, 0, 0, 0, 0,
                        len(content) - length) + one.filename.encode()
            for one, length in entries
        )  # fmt: skip
        end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 60, 60, len(directory), len(content), 0)
        path.write_bytes(content + directory + end)

    yield made("overlapping entries", overlapping)

    def twice(path: Path) -> None:
        zipped(path, {"coefs_0.npy": weights, "coefs_1.npy": weights})
        path.write_bytes(path.read_bytes().replace(b"coefs_1", b"coefs_0"))

    yield made("one name twice", twice)

    # Names.
    for name in ("../../coefs_0.npy", "/etc/passwd.npy", "C:\\coefs_0.npy", "coefs_0.npy/", ".npy",
                 "coefs_-1.npy", "coefs_00.npy", "coefs_99999999999999999999.npy",
                 "coefs_\u0663.npy", "\x1b[2Jcoefs_0.npy", "a" * 60_000 + ".npy"):  # fmt: skip
        yield made(f"name {name[:20]!r}", members({name: weights}))
    yield made("thousands of names", members({f"a{k}.npy": weights for k in range(1000)}))

    # Headers of JSON.
    deep = "[" * 100_000
    for text in (deep, "null", "1e999", '"' + "a" * 1000 + '"', "{}", b"\xff\xfe", "9" * 5000):
        for key in ("nnviz_network", "nnviz_record", "nnviz_sweep"):
            yield made(f"{key} {text[:10]!r}", members({f"{key}.npy": text_member(text)}))
    lists = "[" + "[]," * 10_000_000 + "[]]"
    yield made("header of lists", members(
        {"nnviz_network.npy": text_member(lists)}, zipfile.ZIP_DEFLATED))  # fmt: skip

    def network(**changes: Any) -> dict[str, bytes]:
        return {"nnviz_network.npy": text_member(json.dumps({**NETWORK_HEADER, **changes}))}

    two = [{"size": 1}, {"size": 1}]
    for what, changes in {
        "a billion neurons": {"layers": [{"size": 10**9}, {"size": 10**9}]},
        "a great mask": {"layers": [{"size": 2**14, "absent": [0]}, {"size": 2**14 - 4}]},
        "a layer of absent": {"layers": [{"size": 2**27 - 9, "absent": [0]}, {"size": 1}]},
        "size of a text": {"layers": [{"size": "x"}, {"size": 10**9}]},
        "size below zero": {"layers": [{"size": -(10**9)}, {"size": 10**9}]},
        "infinite size": {"layers": [{"size": float("inf")}, {"size": 1}]},
        "layer of its own": {"layers": [{"size": 1, "__class__": "os"}] * 2},
        "bias in the header": {"layers": [{"size": 1, "bias": [1] * 9}] * 2},
        "connection backwards": {"layers": two, "connections": [{"source": 1, "target": 0}]},
        "connection to nowhere": {"layers": two, "connections": [{"source": 0, "target": 10**30}]},
        "connection of lists": {"layers": two, "connections": [{"source": [], "target": {}}]},
        "one connection often": {"layers": two, "connections": [{"source": 0, "target": 1}] * 3000},
        "names without number": {"layers": [{"size": 1, "names": "a" * 9999}] * 2},
    }.items():
        yield made(what, members(network(**changes)))
    yield made("a header alone", members(
        {**header, "weights_0.npy": npy("(3, 7)", data=bytes(168))}))  # fmt: skip
    yield made("weights of texts", members(
        {**header, "weights_0.npy": npy("(2, 1)", "'<U1'", bytes(8))}))  # fmt: skip
    yield made("classes of no length", members(
        {**header, "classes.npy": npy("(1000000000,)", "'<U0'")}))  # fmt: skip
    yield made("weights of times", members(
        {**header, "weights_0.npy": npy("(2, 1)", "'<M8[s]'", bytes(16))}))  # fmt: skip
    yield made("complex weights", members(
        {**header, "weights_0.npy": npy("(2, 1)", "'<c16'", bytes(32))}))  # fmt: skip
    for what, changes in {
        "one snapshot often": {"snapshots": [0] * 5000},
        "snapshots of nothing": {"snapshots": list(range(5000))},
        "snapshots of lists": {"snapshots": [[0]]},
        "snapshots of a number": {"snapshots": 10**9},
        "history of nothing": {"history": {**HISTORY, "series": [{"name": "a"}] * 1000}},
        "seed of a list": {"random_state": [1]},
    }.items():
        text = json.dumps({**RECORD_HEADER, **changes})
        yield made(what, members({"nnviz_record.npy": text_member(text), **{
            "epoch_0." + name: content for name, content in header.items()}}))  # fmt: skip
    for what, changes in {
        "a grid without end": {"param_grid": [[f"p{k}", [1] * 100] for k in range(100)]},
        "runs of nothing": {"runs": [{}] * 1000},
        "a kind of its own": {"param_grid": [["a", [{"eval": ["1"]}]]]},
    }.items():
        text = json.dumps({**SWEEP_HEADER, **changes})
        yield made(what, members({"nnviz_sweep.npy": text_member(text)}))
