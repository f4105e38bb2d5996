"""Files that mean harm: one clear error, little memory, nothing executed."""

from __future__ import annotations

import ast
import errno
import io
import json
import subprocess
import sys
import time
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nnviz
from nnviz import Layer, Network, TrainingHistory, TrainingRecord, TrainingSweep
from nnviz.storage import read_arrays, write_arrays
from tests.promises import cases
from tests.promises.hostile import Bomb, hostile_files

ROOT = Path(__file__).parents[2]
LOADERS: tuple[Any, ...] = (Network, TrainingRecord, TrainingSweep)
MOST_MEMORY = 50e6
MOST_SECONDS = 4.0  # of the processor, while every allocation is watched


@pytest.fixture(scope="module")
def harm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What would be there if any of the files were executed."""
    return tmp_path_factory.mktemp("harm") / "done"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, harm: Path) -> list[tuple[str, Path]]:
    return list(hostile_files(tmp_path_factory.mktemp("hostile"), harm))


def complaint(load: Any, path: Path) -> str:
    """What is wrong with how a file is refused; nothing if all is well."""
    try:
        load(path)
    except (ValueError, OSError) as error:
        said = str(error)
        if repr(str(path)) not in said:
            return f"does not name the file: {said[:200]}"
        if "\n" in said or len(said) > 700:
            return f"is no one clear sentence: {said[:200]}"
        return "" if said.isprintable() else f"holds what cannot be printed: {said!r}"
    except Exception as error:
        return f"ends in a {type(error).__name__}: {error}"
    return "is loaded"


def test_every_one_is_refused_in_words(files: list[tuple[str, Path]], harm: Path) -> None:
    assert len(files) > 120
    wrong = {
        (what, loader.__name__): found
        for what, path in files
        for loader in LOADERS
        if (found := complaint(loader.load, path))
    }
    assert not wrong
    assert not harm.exists()


@pytest.mark.parametrize(
    "wrong", [b"a.npz", io.BytesIO(), None, 3], ids=lambda it: type(it).__name__
)
def test_what_is_no_name_is_refused(wrong: Any) -> None:
    for loader in LOADERS:
        with pytest.raises(TypeError, match="path must be the name of a file.*; it is of type"):
            loader.load(wrong)


def test_a_disk_that_cannot_be_read_is_no_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = cases.network().save(tmp_path / "a.npz")

    def fail(*args: Any) -> Any:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(zipfile.ZipExtFile, "read", fail)
    with pytest.raises(OSError, match=r"Input/output error: '.*a\.npz'"):
        Network.load(path)


def test_with_little_memory_and_time(files: list[tuple[str, Path]]) -> None:
    wrong = []
    tracemalloc.start()
    try:
        for what, path in files:
            for loader in LOADERS:
                tracemalloc.reset_peak()
                before, began = tracemalloc.get_traced_memory()[0], time.process_time()
                complaint(loader.load, path)
                memory = tracemalloc.get_traced_memory()[1] - before
                seconds = time.process_time() - began
                if memory > MOST_MEMORY or seconds > MOST_SECONDS:
                    wrong.append(f"{what}: {memory / 1e6:.0f} MB, {seconds:.1f} s")
    finally:
        tracemalloc.stop()
    assert not wrong


WATCHED = """
import os, sys
from pathlib import Path
from nnviz import Network, TrainingRecord, TrainingSweep

files = list(Path(sys.argv[1]).iterdir())


def load_all():
    for path in files:
        for loader in (Network, TrainingRecord, TrainingSweep):
            try:
                loader.load(path)
            except (OSError, ValueError):
                pass


WATCHED = ("pickle.", "marshal.", "exec", "os.", "subprocess.", "shutil.", "socket.", "ctypes.",
           "import", "code.", "tempfile.")
seen = []


def watch(event, arguments):
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & 3
    if watching and (event.startswith(WATCHED) or writes):
        seen.append(f"{event} {arguments!r}"[:200])


load_all()  # what an error needs is imported now
sys.addaudithook(watch)
watching = True
load_all()
watching = False

# The hook sees what it is meant to see.
import pickle
watching = True
pickle.loads(pickle.dumps(os.getcwd))
watching = False
assert seen and seen.pop().startswith("pickle.find_class"), seen
print(len(files), *seen, sep="\\n")
"""


def test_nothing_is_executed(files: list[tuple[str, Path]], harm: Path) -> None:
    program = [sys.executable, "-c", WATCHED, files[0][1].parent]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert not harm.exists()
    number, *seen = done.stdout.split("\n")[:-1]
    assert int(number) > 120
    assert not seen


def test_the_harm_would_be_done(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.array([Bomb(tmp_path / "done")], dtype=object))
    np.load(tmp_path / "a.npy", allow_pickle=True)
    assert (tmp_path / "done").is_dir()


# ------------------------------------------------------------------------------ the source

UNPICKLING = {"pickle", "_pickle", "dill", "cloudpickle", "marshal", "shelve", "yaml", "jsonpickle",
              "torch", "runpy", "code", "ctypes", "imp"}  # fmt: skip
LOADS = {("joblib", "load"), ("np", "load"), ("numpy", "load"), ("pd", "read_pickle"),
         ("np", "fromfile"), ("np", "genfromtxt"), ("os", "system")}  # fmt: skip


def executes(tree: ast.AST) -> list[str]:
    """What of a source could execute or unpickle what comes from elsewhere."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [one.name for one in node.names if one.name.split(".")[0] in UNPICKLING]
        elif isinstance(node, ast.ImportFrom):
            found += [node.module or ""] if (node.module or "").split(".")[0] in UNPICKLING else []
        elif isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Name):
                found += [function.id] if function.id in {"eval", "exec", "compile"} else []
            elif isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
                pair = (function.value.id, function.attr)
                found += [".".join(pair)] if pair in LOADS else []
        elif isinstance(node, ast.keyword) and node.arg == "allow_pickle":
            constant = isinstance(node.value, ast.Constant) and node.value.value is False
            found += [] if constant else ["allow_pickle"]
        elif isinstance(node, ast.Name | ast.Attribute):
            name = node.id if isinstance(node, ast.Name) else node.attr
            found += [name] if name in {"__import__", "import_module", "__builtins__"} else []
    return found


def test_the_source_unpickles_and_evaluates_nothing() -> None:
    package = Path(nnviz.__file__).parent
    found = {
        path.relative_to(package).as_posix(): names
        for path in package.rglob("*.py")
        if (names := executes(ast.parse(path.read_text(encoding="utf-8"))))
    }
    # The facade imports the home of a name of its own list, and the other one IPython.
    assert found == {"__init__.py": ["import_module"], "training/live.py": ["import_module"]}


@pytest.mark.parametrize(
    "source",
    ["import pickle", "from pickle import loads", "eval('1')", "exec('')", "joblib.load('a')",
     "np.load('a')", "np.load('a', allow_pickle=yes)", "__import__('os')", "import torch.nn"],
)  # fmt: skip
def test_it_would_be_found(source: str) -> None:
    assert executes(ast.parse(source))


# --------------------------------------------------------------------------- any damage at all

STORED = (cases.network(skips=True).without([(1, 2)]), cases.record(), cases.sweep())


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("stored")
    return [thing.save(folder / f"{k}.npz") for k, thing in enumerate(STORED)]


def assert_refused_or_loaded(path: Path, loader: Any) -> None:
    found = complaint(loader.load, path)
    assert found in ("", "is loaded")


@given(data=st.data(), kind=st.integers(0, 2))
def test_damaged_bytes(stored: list[Path], data: Any, kind: int) -> None:
    content = bytearray(stored[kind].read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        length = data.draw(st.integers(0, 40))
        how = data.draw(st.sampled_from(["change", "cut", "repeat", "ones"]))
        if how == "change":
            content[place] = data.draw(st.integers(0, 255))
        elif how == "cut":
            del content[place : place + length]
        elif how == "repeat":
            content[place:place] = content[place : place + length]
        else:
            content[place : place + 4] = b"\xff" * 4
    path = stored[kind].with_name("damaged.npz")
    path.write_bytes(content)
    assert_refused_or_loaded(path, LOADERS[kind])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
    | st.sampled_from([10**9, 10**30, -1, 2**63, "relu", "loss", "x" * 2000]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["size", "source", "list", "dict", "name", "x"]), inner,
                      max_size=2),
    max_leaves=4,
)  # fmt: skip
ODD_ARRAYS = st.sampled_from([
    np.zeros(0), np.zeros((0, 3)), np.array(1.0), np.array("x"), np.array([True, False]),
    np.full((2, 3), 1j), np.full((2, 4), np.nan), np.full(4, np.inf), np.array(["a", "a"]),
    np.array(["2024"], "M8[D]"), np.array([2**63], np.uint64), np.ones((2, 2, 2)), np.array([b"a"]),
    np.array([-1, 5]), np.full((2, 4), 1e308),
])  # fmt: skip


def places_in(value: Any, *before: Any) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    found = []
    for key, item in inner:
        found.append((*before, key))
        if isinstance(item, dict | list):
            found += places_in(item, *before, key)
    return found


@given(data=st.data(), kind=st.integers(0, 2))
def test_changed_headers_and_arrays(stored: list[Path], data: Any, kind: int) -> None:
    arrays = read_arrays(stored[kind])
    headers = [name for name in arrays if name.rpartition(".")[2].startswith("nnviz_")]
    for _ in range(data.draw(st.integers(1, 3))):
        if data.draw(st.booleans()):
            name = data.draw(st.sampled_from(headers))
            header = json.loads(arrays[name].tobytes())
            *way, last = data.draw(st.sampled_from(places_in(header)))
            where = header
            for key in way:
                where = where[key]
            where[last] = data.draw(JSON)
            arrays[name] = np.frombuffer(json.dumps(header).encode(), dtype=np.uint8)
        else:
            name = data.draw(st.sampled_from([one for one in arrays if one not in headers]))
            arrays[name] = data.draw(ODD_ARRAYS)
    path = write_arrays(stored[kind].with_name("changed.npz"), arrays)
    assert_refused_or_loaded(path, LOADERS[kind])


# ------------------------------------------------------------------- what is large and no bomb


def recompressed(path: Path) -> Path:
    """The same arrays, as somebody who is short of room stores them."""
    packed = path.with_name("packed.npz")
    np.savez_compressed(packed, **read_arrays(path))
    return packed


def test_weights_of_zero_are_no_bomb(tmp_path: Path) -> None:
    path = Network.from_arrays([np.zeros((2000, 1000))]).save(tmp_path / "a.npz")
    packed = recompressed(path)
    assert packed.stat().st_size < 0.002 * path.stat().st_size
    assert Network.load(packed).n_parameters == Network.load(path).n_parameters == 2_000_000


def test_many_names_are_no_bomb(tmp_path: Path) -> None:
    names = [f"feature number {k}" for k in range(40_000)]
    network = Network([Layer(40_000, names=names), Layer(1)], [])
    path = network.save(tmp_path / "a.npz")
    for one in (path, recompressed(path)):
        assert Network.load(one).layers[0].names == tuple(names)


def test_many_snapshots_are_no_bomb(tmp_path: Path) -> None:
    network = Network.from_arrays([[[0.0]]])
    record = TrainingRecord(None, TrainingHistory([]), dict.fromkeys(range(400), network), 0)
    path = record.save(tmp_path / "a.npz")
    for one in (path, recompressed(path)):
        assert len(TrainingRecord.load(one).snapshots) == 400


def test_arrays_in_the_order_of_fortran_are_read(tmp_path: Path) -> None:
    header = b"{'descr': '<f8', 'fortran_order': True, 'shape': (2, 1), }".ljust(117) + b"\n"
    with zipfile.ZipFile(tmp_path / "a.npz", "w") as archive:
        start = b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little")
        archive.writestr("coefs_0.npy", start + header + np.array([1.0, 2.0]).tobytes())
    weights = Network.load(tmp_path / "a.npz").connections[0].weights
    np.testing.assert_array_equal(weights, [[1.0], [2.0]])
