"""The command line: files in, files out, errors in one line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest

import nnviz
from nnviz import cli
from tests.figures import fixed_arrays, fixed_network


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    return fixed_network(2, 3, 1).save(tmp_path / "net.npz")


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


class TestDraw:
    @pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
    def test_a_stored_network(
        self, kind: str, stored: Path, tmp_path: Path, capsys: Any, pyplot: Any
    ) -> None:
        out = tmp_path / f"out.{kind}"
        assert cli.main(["draw", str(stored), "-o", str(out)]) == 0
        assert capsys.readouterr().out == f"wrote {out}\n"
        start = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}[kind]
        assert out.read_bytes().startswith(start)

    def test_leaves_no_figure(self, stored: Path, tmp_path: Path) -> None:
        assert cli.main(["draw", str(stored), "-o", str(tmp_path / "out.png")]) == 0
        assert plt.get_fignums() == []

    def test_plain_arrays(self, tmp_path: Path, pyplot: Any) -> None:
        coefs, intercepts = fixed_arrays(4, 3, 2)
        arrays = {f"coefs_{k}": a for k, a in enumerate(coefs)}
        arrays |= {f"intercepts_{k}": a for k, a in enumerate(intercepts)}
        np.savez(tmp_path / "plain.npz", **arrays)
        out = tmp_path / "out.svg"
        assert cli.main(["draw", str(tmp_path / "plain.npz"), "--out", str(out)]) == 0
        text = ElementTree.parse(out).getroot()[1].text
        assert text is not None
        assert "layers of 4 inputs, 3 neurons, 2 neurons" in text

    def test_options(self, tmp_path: Path, pyplot: Any) -> None:
        stored = fixed_network(2, 30, 1).save(tmp_path / "net.npz")
        out = tmp_path / "out.svg"

        def description(*options: str) -> str:
            assert cli.main(["draw", str(stored), "-o", str(out), *options]) == 0
            return str(ElementTree.parse(out).getroot()[1].text)

        assert "10 neurons of wide layers are left out" in description()
        assert "26 neurons of wide layers" in description("--max-neurons", "4")
        plain = out.read_bytes()
        assert "wide layers" not in description("--max-neurons", "0")
        description("--max-neurons", "4", "--orientation", "vertical", "--bias")
        assert out.read_bytes() != plain

    @pytest.mark.parametrize("suffix", [".pkl", ".joblib", ".pickle"])
    def test_pickles_are_refused_with_advice(
        self, suffix: str, tmp_path: Path, capsys: Any
    ) -> None:
        path = tmp_path / f"model{suffix}"
        path.write_bytes(b"cos\nsystem\n(S'echo harm'\ntR.")
        assert cli.main(["draw", str(path), "-o", str(tmp_path / "out.png")]) == 2
        captured = capsys.readouterr()
        assert captured.out == ""
        assert captured.err.startswith("nnviz: ")
        assert captured.err.count("\n") == 1
        assert "as_network(model).save('model.npz')" in captured.err
        assert names_in(tmp_path) == [path.name]

    @pytest.mark.parametrize(
        "content", [b"", b"not a zip", b"PK\x03\x04 truncated", b"\x89PNG\r\n\x1a\n"]
    )
    def test_damaged_files(self, content: bytes, tmp_path: Path, capsys: Any) -> None:
        path = tmp_path / "net.npz"
        path.write_bytes(content)
        assert cli.main(["draw", str(path), "-o", str(tmp_path / "out.png")]) == 2
        assert "net.npz" in capsys.readouterr().err
        assert names_in(tmp_path) == ["net.npz"]

    def test_object_arrays_are_not_unpickled(self, tmp_path: Path, capsys: Any) -> None:
        np.savez(tmp_path / "net.npz", coefs_0=np.array([[object]], dtype=object))
        assert cli.main(["draw", str(tmp_path / "net.npz"), "-o", str(tmp_path / "x.png")]) == 2
        assert capsys.readouterr().err.startswith("nnviz: ")
        assert names_in(tmp_path) == ["net.npz"]

    @pytest.mark.parametrize("out", ["out.xyz", "out", "nowhere/out.png"])
    def test_bad_outputs(
        self, out: str, stored: Path, tmp_path: Path, capsys: Any, pyplot: Any
    ) -> None:
        assert cli.main(["draw", str(stored), "-o", str(tmp_path / out)]) == 2
        assert capsys.readouterr().err.startswith("nnviz: ")
        assert names_in(tmp_path) == ["net.npz"]

    def test_missing_file(self, tmp_path: Path, capsys: Any) -> None:
        assert cli.main(["draw", str(tmp_path / "no.npz"), "-o", str(tmp_path / "x.png")]) == 2
        assert "no.npz" in capsys.readouterr().err

    def test_negative_number_of_neurons(self, stored: Path, tmp_path: Path, capsys: Any) -> None:
        arguments = ["draw", str(stored), "-o", str(tmp_path / "x.png"), "--max-neurons", "-3"]
        assert cli.main(arguments) == 2
        assert "max_neurons" in capsys.readouterr().err

    @pytest.mark.parametrize(
        "arguments",
        [[], ["paint"], ["draw"], ["draw", "x.npz"], ["draw", "x.npz", "-o"],
         ["draw", "x.npz", "-o", "y.png", "--orientation", "up"],
         ["draw", "x.npz", "-o", "y.png", "--max-neurons", "many"]],
        ids=" ".join,
    )  # fmt: skip
    def test_usage(self, arguments: list[str], capsys: Any) -> None:
        with pytest.raises(SystemExit) as stop:
            cli.main(arguments)
        assert stop.value.code == 2
        assert "usage: python -m nnviz" in capsys.readouterr().err

    def test_version(self, capsys: Any) -> None:
        with pytest.raises(SystemExit) as stop:
            cli.main(["--version"])
        assert stop.value.code == 0
        assert nnviz.__version__ in capsys.readouterr().out

    def test_a_network_with_missing_weights(self, tmp_path: Path, capsys: Any, pyplot: Any) -> None:
        np.savez(tmp_path / "net.npz", coefs_0=np.array([[np.nan, 1.0]]))
        out = tmp_path / "x.png"
        with pytest.warns(UserWarning, match="1 of 2 values"):
            assert cli.main(["draw", str(tmp_path / "net.npz"), "-o", str(out)]) == 0
        assert out.exists()


class TestDemo:
    def small(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let the demo train on little, for not so long."""
        from sklearn.neural_network import MLPClassifier

        def train() -> Any:
            X = np.array([[0.0, 1.0], [1.0, 0.0], [0.1, 0.8], [0.9, 0.1]])
            y = np.array([0, 1, 0, 1])
            model = MLPClassifier(
                hidden_layer_sizes=(3, 2), solver="lbfgs", tol=1.0, random_state=0
            )
            return model.fit(X, y), X, y

        monkeypatch.setattr(cli, "_train", train)

    def test_writes_every_picture_in_three_formats(
        self, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.small(monkeypatch)
        folder = tmp_path / "a" / "b"
        assert cli.main(["demo", "--out", str(folder)]) == 0
        said = capsys.readouterr().out
        files = names_in(folder)
        assert files
        assert {Path(name).suffix for name in files} == {".png", ".svg", ".pdf"}
        assert len(files) % 3 == 0
        for name in files:
            assert f"wrote {folder / name}" in said
        assert "trained a network of 3 and 2 hidden neurons" in said
        assert plt.get_fignums() == []

    def test_folder_that_is_a_file(
        self, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.small(monkeypatch)
        (tmp_path / "file").write_text("mine")
        assert cli.main(["demo", "-o", str(tmp_path / "file")]) == 2
        assert capsys.readouterr().err.startswith("nnviz: ")
        assert (tmp_path / "file").read_text() == "mine"

    def test_the_course_s_classifier_is_trained_well(self) -> None:
        model, X_test, y_test = cli._train()
        assert model.hidden_layer_sizes == (8, 6)
        assert model.score(X_test, y_test) > 0.97


def test_as_a_module(tmp_path: Path, stored: Path) -> None:
    out = tmp_path / "out.svg"
    command = [sys.executable, "-W", "error", "-m", "nnviz", "draw", str(stored), "-o", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"wrote {out}\n"
    assert ElementTree.parse(out).getroot().get("role") == "img"


def test_backend_of_a_caller_in_python(stored: Path, tmp_path: Path) -> None:
    before = mpl.get_backend()
    mpl.use("svg")
    try:
        cli.main(["draw", str(stored), "-o", str(tmp_path / "x.png")])
        assert mpl.get_backend() == "svg"
    finally:
        plt.close("all")
        mpl.use(before)
