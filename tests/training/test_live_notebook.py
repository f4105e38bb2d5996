"""A live picture in a real kernel: the messages that reach a notebook, and what stays in it."""

from __future__ import annotations

import asyncio
import base64
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from tests.training.live_screens import read_png

ROOT = Path(__file__).parents[2]

SETUP = f"""
%matplotlib inline
import base64, gc, io, signal, sys, warnings
import matplotlib.pyplot as plt
from matplotlib.figure import Figure
from sklearn.exceptions import ConvergenceWarning
sys.path.insert(0, {str(ROOT)!r})
from nnviz import plot_loss, record_training
from nnviz.training import live
from tests.training.data import LABELS, X, classifier

warnings.simplefilter("error")  # on standard error, where none may be
warnings.simplefilter("ignore", ConvergenceWarning)
live._LEAST_SECONDS, live._SHARE = 0.0, 1.0  # drawn after each epoch, so that it is known how often
"""
TRAIN = "record = record_training(classifier(max_iter=8), X, LABELS, live=plot_loss)"
LEFT = "print(plt.get_fignums(), sum(isinstance(one, Figure) for one in gc.get_objects()))"
SAME = """
def encoded(history):
    buffer = io.BytesIO()
    display = plot_loss(history)
    display.close()
    display.figure_.savefig(buffer, format="png")
    return base64.b64encode(buffer.getvalue()).decode()

print(encoded(record.history))
"""
BAR = """
mine = plt.figure()
record_training(classifier(max_iter=8), X, LABELS, live=plot_loss, progress=True)
assert plt.gcf() is mine
plt.plot([1, 2]);
"""
OWN = """
def own(history):
    return plot_loss(history, log=True)

record_training(classifier(max_iter=8), X, LABELS, live=own);
"""
NETWORK = """
from nnviz import as_network

start = as_network(classifier(max_iter=1).fit(X, LABELS))
record = record_training(start, X, LABELS, max_iter=8, batch_size=16, rng=0, live=plot_loss)
print(encoded(record.history))
"""
FAILS = """
def fails(history, ax=None):
    if history.n_epochs == 3:
        raise ZeroDivisionError("of mine")
    return plot_loss(history, ax=ax)

warnings.simplefilter("default", UserWarning)
warnings.simplefilter("ignore", ConvergenceWarning)
print(record_training(classifier(max_iter=8), X, LABELS, live=fails).history.n_epochs)
"""
PRESSED = """
def pressed(history, ax=None):
    if history.n_epochs == 5 and history.stop is None:
        signal.raise_signal(signal.SIGINT)
    return plot_loss(history, ax=ax)

warnings.simplefilter("ignore", UserWarning)
print(record_training(classifier(max_iter=8), X, LABELS, live=pressed).history)
"""


class Listening(NotebookClient):
    """Keeps the messages that come for each cell."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.heard: dict[str, list[Any]] = {}

    def process_message(self, message: Any, cell: Any, cell_index: int) -> Any:
        self.heard.setdefault(cell.id, []).append(message)
        return super().process_message(message, cell, cell_index)


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The cells above, run in one kernel, by name."""
    sources = {"setup": SETUP, "train": f"{TRAIN}\n{LEFT}", "same": SAME, "bar": BAR, "own": OWN,
               "network": NETWORK,
               "fails": FAILS, "pressed": PRESSED, "left": LEFT}  # fmt: skip
    found = {name: nbformat.v4.new_code_cell(source) for name, source in sources.items()}
    folder = tmp_path_factory.mktemp("jupyter")
    with pytest.MonkeyPatch.context() as patch:
        # No kernel, setting or profile of whoever runs the tests; the new folders of Jupyter, of
        # which it would else say that they come.
        for name in ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR", "PATH"):
            patch.setenv(f"JUPYTER_{name}", str(folder))
        patch.setenv("JUPYTER_PLATFORM_DIRS", "1")
        patch.setenv("JUPYTER_NO_CONFIG", "1")
        patch.setenv("IPYTHONDIR", str(folder / "ipython"))
        patch.delenv("MPLBACKEND", raising=False)
        client = Listening(
            nbformat.v4.new_notebook(cells=list(found.values())),
            kernel_name="python3", timeout=120, extra_arguments=["--log-level=ERROR"],
        )  # fmt: skip
        with asyncio.Runner() as runner:
            runner.run(client.async_execute())
    return {
        name: SimpleNamespace(outputs=cell.outputs, messages=client.heard[cell.id])
        for name, cell in found.items()
    }


def messages(cell: Any, kind: str) -> list[Any]:
    return [message["content"] for message in cell.messages if message["msg_type"] == kind]


def outputs(cell: Any, kind: str) -> list[Any]:
    return [output for output in cell.outputs if output.output_type == kind]


def said(cell: Any, stream: str) -> str:
    return "".join(one.text for one in outputs(cell, "stream") if one.name == stream)


def test_one_picture_replaced_in_place(cells: Any) -> None:
    cell = cells["train"]
    (place,) = messages(cell, "display_data")
    updates = messages(cell, "update_display_data")
    assert len(updates) == 9  # eight epochs, and the end
    ids = {one["transient"]["display_id"] for one in (place, *updates)}
    assert len(ids) == 1
    pictures = [one["data"]["image/png"] for one in updates]
    assert len(set(pictures)) >= 8
    assert {read_png(picture).shape for picture in pictures} == {(480, 640, 4)}


def test_what_stays_is_that_one_picture(cells: Any) -> None:
    cell = cells["train"]
    (left,) = outputs(cell, "display_data")
    assert left.data["image/png"] == messages(cell, "update_display_data")[-1]["data"]["image/png"]
    assert base64.b64decode(left.data["image/png"]).startswith(b"\x89PNG")
    assert said(cell, "stderr") == ""
    assert not outputs(cell, "error")


def test_the_last_picture_is_that_of_the_record(cells: Any) -> None:
    (left,) = outputs(cells["train"], "display_data")
    assert left.data["image/png"] == said(cells["same"], "stdout").strip()


def test_no_figure_stays_open_and_one_alone_was_drawn_in(cells: Any) -> None:
    # The inline backend keeps all figures of a cell until its end, closed ones too.
    assert said(cells["train"], "stdout") in ("[] 1\n", "[] 0\n")


def test_the_bar_stands_under_it_in_one_piece(cells: Any) -> None:
    kinds = [output.output_type for output in cells["bar"].outputs]
    # The last is the figure that the cell itself made.
    assert kinds == ["display_data", *["stream"] * (len(kinds) - 2), "display_data"]
    assert len(messages(cells["bar"], "update_display_data")) == 9
    assert "8/8" in said(cells["bar"], "stderr")
    assert said(cells["bar"], "stderr").count("\n") == 1


def test_a_function_that_takes_no_axes(cells: Any) -> None:
    assert len(messages(cells["own"], "display_data")) == 1
    assert len(messages(cells["own"], "update_display_data")) == 9
    assert said(cells["own"], "stderr") == ""


def test_a_network(cells: Any) -> None:
    (left,) = outputs(cells["network"], "display_data")
    assert len(messages(cells["network"], "update_display_data")) == 9
    assert left.data["image/png"] == said(cells["network"], "stdout").strip()
    assert said(cells["network"], "stderr") == ""


def test_a_drawing_that_fails(cells: Any) -> None:
    assert len(messages(cells["fails"], "display_data")) == 1
    assert len(messages(cells["fails"], "update_display_data")) == 2
    assert said(cells["fails"], "stdout") == "8\n"
    assert said(cells["fails"], "stderr").count("ZeroDivisionError: of mine") == 1


def test_ctrl_c(cells: Any) -> None:
    assert said(cells["pressed"], "stdout").startswith("<TrainingHistory of 5 epochs")
    assert "interrupted" in said(cells["pressed"], "stdout")
    assert len(messages(cells["pressed"], "update_display_data")) == 5
    assert said(cells["left"], "stdout").startswith("[] ")
