"""Whatever fails while a file is written, the earlier file stays whole, and no other is there."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnviz import Network, draw_network
from nnviz.storage import whole as storage
from nnviz.storage import write_whole
from tests.figures import fixed_network, new_axes
from tests.promises.savers import (
    ALL,
    FILMS,
    FORMATS,
    OLD,
    PICTURES,
    STEPS,
    STORES,
    Saver,
    assert_old,
    fail_after,
    only_file,
)

ROOT = Path(__file__).parents[2]


# ------------------------------------------------------------------- before anything is written


@pytest.mark.parametrize("saver", ALL, ids=repr)
def test_what_cannot_be_written_is_refused_before_anything_is(
    saver: Saver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / f"a{saver.suffix}").mkdir()
    (tmp_path / "file").write_bytes(OLD)
    before = sorted(tmp_path.rglob("*"))

    def never(*args: Any) -> Any:
        raise AssertionError("a file is made")

    monkeypatch.setattr(storage, "_new_file", never)
    for name in ("a", "a.", "a.xyz", "a.npz" if saver.suffix != ".npz" else "a.png", "a.pkl", ".."):
        with pytest.raises(ValueError, match=r"must end in .*(got|is) "):
            saver(tmp_path / name)
    with pytest.raises(FileNotFoundError, match=r"path: the folder '.*nowhere' does not exist"):
        saver(tmp_path / "nowhere" / f"a{saver.suffix}")
    with pytest.raises(NotADirectoryError, match=r"path: '.*file' is no folder"):
        saver(tmp_path / "file" / f"a{saver.suffix}")
    with pytest.raises(IsADirectoryError, match=r"path must be a file; '.*' is a folder"):
        saver(tmp_path / "folder" / f"a{saver.suffix}")
    for wrong in (b"a" + saver.suffix.encode(), io.BytesIO(), None, 3, ["a.png"]):
        with pytest.raises(
            TypeError, match=r"^(path|pattern) must be the name of a file.* of type"
        ):
            saver(wrong)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"^(path|pattern) must hold no NUL"):
        saver(tmp_path / f"a\0{saver.suffix}")
    assert sorted(tmp_path.rglob("*")) == before


# ------------------------------------------------------------------------------- a full disk


@contextlib.contextmanager
def room_for(n_bytes: int) -> Iterator[None]:
    """The system lets no file grow beyond so many bytes: a disk that is full, in earnest."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def places(n_bytes: int, most: int) -> list[int]:
    """Lengths at which a file of so many bytes is cut, the first and the last among them."""
    return (
        sorted({int(k) for k in np.linspace(0, n_bytes - 1, most)}) if most > 1 else [n_bytes // 2]
    )


@pytest.mark.parametrize(
    ("saver", "most"),
    [(saver, 1) for saver in (*PICTURES, STEPS[0])]
    + [(saver, 5) for saver in (*FORMATS, *FILMS)]
    + [(saver, 60) for saver in STORES],
    ids=repr,
)
def test_a_full_disk(saver: Saver, most: int, tmp_path: Path) -> None:
    path = tmp_path / f"a{saver.suffix}"
    saver(path)
    n_bytes = path.stat().st_size
    path.write_bytes(OLD)
    for k in places(n_bytes, most):
        with room_for(k), pytest.raises(OSError, match=r"File too large") as caught:
            saver(path)
        assert caught.value.errno == errno.EFBIG
        assert_old(path)
    with room_for(n_bytes):
        saver(path)
    assert path.stat().st_size == n_bytes


# ------------------------------------------------------------------------ failures of all kinds

FAILURES = (OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt(), MemoryError(),
            SystemExit(1))  # fmt: skip


@pytest.mark.parametrize("failure", FAILURES, ids=repr)
@pytest.mark.parametrize("saver", [STORES[0], FILMS[0], FORMATS[0]], ids=repr)
def test_a_failure_after_any_byte(saver: Saver, failure: BaseException, tmp_path: Path) -> None:
    path = tmp_path / f"a{saver.suffix}"
    saver(path)
    n_bytes = path.stat().st_size
    path.write_bytes(OLD)
    for k in places(n_bytes, 40 if saver in STORES else 4):
        with pytest.MonkeyPatch.context() as patch:
            fail_after(k, failure, patch)
            with pytest.raises(type(failure)) as caught:
                saver(path)
        assert caught.value is failure
        assert_old(path)


@pytest.mark.parametrize("failure", FAILURES, ids=repr)
@pytest.mark.parametrize("step", ["open", "sync", "close", "chmod", "replace"])
def test_a_failure_of_any_step(step: str, failure: BaseException, tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    path.write_bytes(OLD)

    def fail(*args: Any, **kw: Any) -> Any:
        if step == "close":
            io.FileIO.close(args[0])
        raise failure

    with pytest.MonkeyPatch.context() as patch:
        if step in ("sync", "close"):
            patch.setattr(storage._Sealed, step, fail, raising=False)
        elif step == "open":
            patch.setattr(storage, "_Sealed", fail)
        else:
            patch.setattr({"chmod": Path, "replace": os}[step], step, fail)
        with pytest.raises(type(failure)):
            Network.from_sizes([2, 1]).save(path)
    assert_old(path)


def test_an_interrupt_at_any_line(tmp_path: Path) -> None:
    path = tmp_path / "a"
    code = {function.__code__ for function in (write_whole, storage._new_file, storage._file_there)}

    def interrupt_at(last: int) -> bool:
        """Write, and press Ctrl-C where the so many-th line begins; whether it came so far."""
        lines = 0

        def local(frame: Any, event: str, arg: Any) -> Any:
            nonlocal lines
            if event == "line":
                lines += 1
                if lines == last:
                    raise KeyboardInterrupt
            return local

        before = sys.gettrace()
        sys.settrace(lambda frame, event, arg: local if frame.f_code in code else None)
        try:
            write_whole(path, lambda file: file.write(b"new"))
        except KeyboardInterrupt:
            return True
        finally:
            sys.settrace(before)
        return False

    found = []
    last = 1
    path.write_bytes(OLD)
    while interrupt_at(last):
        assert only_file(tmp_path) == path
        found.append(path.read_bytes())
        path.write_bytes(OLD)
        last += 1
    assert len(found) > 20
    assert set(found) == {OLD, b"new"}
    assert found == sorted(found, reverse=True)  # once replaced, it stays so


KILLED = """
import sys
import numpy as np
from nnviz import Network

networks = [Network.from_arrays([np.full((300, 300), value)]) for value in (1.0, 2.0)]
print("begins", flush=True)
while True:
    for network in networks:
        network.save(sys.argv[1])
"""


def test_a_process_that_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    Network.from_arrays([np.full((300, 300), 3.0)]).save(path)
    for k in range(4):
        with subprocess.Popen(
            [sys.executable, "-c", KILLED, path], cwd=ROOT, stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.03 + 0.017 * k)
            process.kill()
        values = Network.load(path).connections[0].weights
        assert values is not None
        assert values[0, 0] in (1.0, 2.0, 3.0)
        assert (values == values[0, 0]).all()
    # What was being written then stays: nobody is left to remove it. Its name says what it is.
    left = [one for one in tmp_path.iterdir() if one != path]
    assert all(one.name.startswith(".nnviz-") and one.suffix == ".tmp" for one in left)


# -------------------------------------------------------------------------- many at the same time

WRITER = """
import sys
from nnviz import Network

network = Network.from_sizes([int(sys.argv[2])] * 400)
for _ in range(15):
    network.save(sys.argv[1])
"""


def test_a_hundred_saves_to_one_name(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    networks = [Network.from_sizes([size] * 400) for size in range(1, 9)]
    whole = {network.save(tmp_path / "a.npz").read_bytes() for network in networks}
    stop = False

    def read() -> int:
        n = 0
        while not stop:
            assert path.read_bytes() in whole
            n += 1
        return n

    processes = [
        subprocess.Popen([sys.executable, "-c", WRITER, path, str(size)], cwd=ROOT)
        for size in (1, 8)
    ]
    with ThreadPoolExecutor(9) as pool:
        reader = pool.submit(read)
        try:
            for saved in [pool.submit(networks[k % 8].save, path) for k in range(100)]:
                assert saved.result() == path
            for process in processes:
                assert process.wait(60) == 0
        finally:
            stop = True
        assert reader.result() > 10
    assert path.read_bytes() in whole
    assert only_file(tmp_path) == path


def test_one_picture_saved_by_many_threads(tmp_path: Path) -> None:
    display = draw_network(fixed_network(2, 3, 1), ax=new_axes(2, 2))
    kinds = ("png", "svg", "pdf")
    options: dict[str, Any] = {"dpi": 70}
    alone = {
        (kind, dpi): display.save(tmp_path / f"a.{kind}", **(options if dpi else {})).read_bytes()
        for kind in kinds
        for dpi in (False, True)
    }

    def save(k: int) -> bool:
        kind, dpi = kinds[k % 3], k % 2 == 0
        path = display.save(tmp_path / f"{k}.{kind}", **(options if dpi else {}))
        return path.read_bytes() == alone[kind, dpi]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(save, range(18)))
        one = {pool.submit(display.save, tmp_path / "one.png").result() for _ in range(12)}
    assert one.pop().read_bytes() == alone["png", False]
    assert display.figure_.dpi == 100
    assert len(list(tmp_path.iterdir())) == 3 + 18 + 1
