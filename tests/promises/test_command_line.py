"""The command line: whatever goes wrong is one line and a status; files are whole or absent."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnviz import cli
from nnviz.storage import whole
from tests.figures import fixed_network
from tests.promises import cases
from tests.promises.hostile import hostile_files
from tests.promises.savers import fail_after

ROOT = Path(__file__).parents[2]
OLD = b"what was there before"


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    return fixed_network(2, 1).save(tmp_path / "net.npz")


def said_in_one_line(capsys: Any) -> str:
    """What went to standard error; nothing went to standard output."""
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("nnviz: ")
    assert captured.err.count("\n") == 1
    assert captured.err.endswith("\n")
    return str(captured.err)


def test_hostile_files(tmp_path: Path, capsys: Any) -> None:
    out = tmp_path / "out.png"
    harm = tmp_path / "harm"
    (tmp_path / "files").mkdir()
    for what, path in hostile_files(tmp_path / "files", harm):
        out.write_bytes(OLD)
        assert cli.main(["draw", str(path), "-o", str(out)]) == 2, what
        said = said_in_one_line(capsys)
        assert repr(str(path)) in said
        if "pickle" in what and "in the zip" not in what:
            assert "Network.save: as_network(model).save('model.npz')" in said
        if "by name" in what or what in [f"pickle of protocol {k}" for k in (2, 3, 4, 5)]:
            assert "is a pickle" in said
            assert "reading one can run any code" in said
        assert out.read_bytes() == OLD
    assert not harm.exists()
    assert sorted(tmp_path.iterdir()) == [tmp_path / "files", out]


@pytest.mark.parametrize(
    "options",
    [["--max-neurons", "1"], ["--max-neurons", "-1"], ["--max-neurons", "9" * 40],
     ["--bias", "--max-neurons", "2", "--orientation", "vertical"]],
    ids=" ".join,
)  # fmt: skip
def test_any_number(options: list[str], stored: Path, tmp_path: Path, capsys: Any) -> None:
    out = tmp_path / "out.png"
    status = cli.main(["draw", str(stored), "-o", str(out), *options])
    assert (status == 0) == out.exists()
    if status:
        assert status == 2
        assert "max_neurons" in said_in_one_line(capsys)


@pytest.mark.parametrize(
    ("out", "message"),
    [("nowhere/out.png", "nowhere' does not exist"), ("net.npz", "must end in one of"),
     ("net.npz/out.png", "net.npz' is no folder"), (".", "must end in one of"),
     ("a\0.png", "must hold no NUL"), ("a" * 300 + ".png", "name too long|File name"),
     ("a\nb", "must end in one of")],
)  # fmt: skip
def test_outputs_that_cannot_be(
    out: str, message: str, stored: Path, tmp_path: Path, capsys: Any
) -> None:
    before = stored.read_bytes()
    assert cli.main(["draw", str(stored), "-o", str(tmp_path / out)]) == 2
    assert re.search(message, said_in_one_line(capsys))
    assert list(tmp_path.iterdir()) == [stored]
    assert stored.read_bytes() == before


@pytest.mark.parametrize(
    ("failure", "status", "message"),
    [(OSError(errno.ENOSPC, "No space left on device"), 2, "No space left"),
     (KeyboardInterrupt(), 130, "interrupted"), (MemoryError(), 2, "MemoryError"),
     (RuntimeError("two\nlines"), 2, "two lines"), (OverflowError("too large"), 2, "too large"),
     (UserWarning("raised by -W error"), 2, "raised by -W error")],
    ids=repr,
)  # fmt: skip
def test_failures_while_writing(
    failure: BaseException, status: int, message: str, stored: Path, tmp_path: Path, capsys: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    out = tmp_path / "out.png"
    out.write_bytes(OLD)

    def fail(*args: Any) -> Any:
        raise failure

    monkeypatch.setattr(whole._Sealed, "write", fail, raising=False)
    assert cli.main(["draw", str(stored), "-o", str(out)]) == status
    assert message in said_in_one_line(capsys)
    assert out.read_bytes() == OLD
    assert sorted(tmp_path.iterdir()) == [stored, out]


def test_a_demonstration_that_fails_half_way(
    tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "_train", lambda: (cases.classifier(), *cases.rings()))
    fail_after(150_000, OSError(errno.ENOSPC, "No space left on device"), monkeypatch)
    assert cli.main(["demo", "-o", str(tmp_path / "new")]) == 2
    captured = capsys.readouterr()
    assert captured.err == "nnviz: [Errno 28] No space left on device\n"
    written = [line for line in captured.out.splitlines() if line.startswith("wrote ")]
    files = sorted((tmp_path / "new").iterdir())
    assert sorted(f"wrote {path}" for path in files) == sorted(written)
    assert 0 < len(files) < 9
    ends = {".png": b"IEND\xaeB`\x82", ".svg": b"</svg>\n", ".pdf": b"%%EOF\n"}
    for path in files:
        assert path.read_bytes().endswith(ends[path.suffix])


class Output(io.TextIOWrapper):
    """A standard output that gives up with this error, if any."""

    def __init__(self, encoding: str, error: OSError | None = None) -> None:
        super().__init__(io.BytesIO(), encoding)
        self.error = error

    def flush(self) -> None:
        if self.error is not None:
            raise self.error
        super().flush()


@pytest.mark.parametrize(
    ("encoding", "name", "printed"),
    [("ascii", "n\u00e9t\N{SNAKE}.png", rb"n\xe9t\U0001f40d.png"),
     ("latin-1", "n\u00e9t\N{SNAKE}.png", b"n\xe9t\\U0001f40d.png"),
     ("utf-8", "n\u00e9t\udcff.png", b"n\xc3\xa9t\\udcff.png")],
)  # fmt: skip
def test_names_that_cannot_be_printed(
    encoding: str, name: str, printed: bytes, stored: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    out = tmp_path / name
    try:
        out.touch()
    except (OSError, UnicodeError):
        pytest.skip("this system has no such names")
    output = Output(encoding)
    monkeypatch.setattr(sys, "stdout", output)
    assert cli.main(["draw", str(stored), "-o", str(out)]) == 0
    assert output.buffer.getvalue().endswith(printed + os.linesep.encode())  # type: ignore[attr-defined]
    assert out.stat().st_size > 1000


@pytest.mark.parametrize("arguments", [["draw"], ["--version"], ["--help"]], ids=" ".join)
@pytest.mark.parametrize(
    ("error", "message"),
    [(BrokenPipeError(errno.EPIPE, "Broken pipe"), ""),
     (OSError(errno.ENOSPC, "No space left on device"),
      "nnviz: standard output: [Errno 28] No space left on device\n")],
    ids=["pipe", "disk"],
)  # fmt: skip
def test_an_output_that_takes_nothing(
    arguments: list[str], error: OSError, message: str, stored: Path, tmp_path: Path, capsys: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    output = Output("utf-8", error)
    out = tmp_path / "out.png"
    if arguments == ["draw"]:
        arguments = ["draw", str(stored), "-o", str(out)]
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", output)
        assert cli.main(arguments) == 1
    assert capsys.readouterr().err == message
    if arguments[0] == "draw":
        assert out.read_bytes().startswith(b"\x89PNG")  # written before that was to be said
    output.error = None


def test_no_output_at_all(stored: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert cli.main(["draw", str(stored), "-o", str(tmp_path / "out.png")]) == 0
    assert (tmp_path / "out.png").exists()


# ------------------------------------------------------------------- in processes of their own


@contextlib.contextmanager
def running(*arguments: Any, **environment: str) -> Iterator[subprocess.Popen[str]]:
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"}
    with subprocess.Popen(
        [sys.executable, "-m", "nnviz", *map(str, arguments)], cwd=ROOT,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        env={**kept, **environment},
    ) as process:  # fmt: skip
        yield process


def test_a_pipe_that_nobody_reads(stored: Path, tmp_path: Path) -> None:
    for arguments in (["--version"], ["draw", stored, "-o", tmp_path / "out.png"]):
        with running(*arguments) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.close()
            assert process.stderr.read() == ""
            assert process.wait(60) == 1
    assert (tmp_path / "out.png").read_bytes().startswith(b"\x89PNG")


def test_a_terminal_of_ascii_and_warnings_as_errors(tmp_path: Path) -> None:
    np.savez(tmp_path / "n\u00e9t.npz", coefs_0=np.array([[np.nan, 1.0]]))
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0",
             "PYTHONIOENCODING": "ascii"}  # fmt: skip
    arguments = ["draw", tmp_path / "n\u00e9t.npz", "-o", tmp_path / "o\u00fct.png"]
    with running(*arguments, **plain, PYTHONWARNINGS="error") as process:
        said, complained = process.communicate()
    assert (process.returncode, said) == (2, "")
    assert complained.startswith("nnviz: ")
    assert complained.count("\n") == 1
    assert complained.isascii()
    assert len(list(tmp_path.iterdir())) == 1
