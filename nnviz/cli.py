"""The command line: draw a stored network, or train one and draw it."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    argv : sequence of str, optional
        The arguments; by default those of the process.

    Returns
    -------
    int
        0; 2 where an argument or a file could not be used; 1 where what was printed could not be
        delivered; 130 where it was interrupted.
    """
    try:
        status = _run(argv)
        # Here rather than when Python ends, which would say more than is wanted.
        if sys.stdout is not None:
            sys.stdout.flush()
        return status
    except BrokenPipeError:  # whoever read has heard enough, as with "| head -1"
        _give_up_stdout()
        return 1
    except OSError as error:
        _give_up_stdout()
        _complain(f"standard output: {error}")
        return 1
    except KeyboardInterrupt:
        _complain("interrupted")
        return 130


def _run(argv: Sequence[str] | None) -> int:
    try:
        arguments = _parser().parse_args(argv)
    except SystemExit as stop:
        # argparse has printed help or the version, or said what is wrong.
        if stop.code == 0 and sys.stdout is not None:
            sys.stdout.flush()
        raise
    lines = arguments.run(arguments)
    while True:
        try:
            line = next(lines, None)
        # A Warning comes where Python was told to raise them.
        except (ArithmeticError, MemoryError, OSError, RuntimeError, TypeError, ValueError,
                Warning) as error:  # fmt: skip
            _complain(str(error) or type(error).__name__)
            return 2
        if line is None:
            return 0
        _say(line)


def _say(text: str) -> None:
    """Print a line; characters that the terminal or file cannot take are written as escapes."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding))


def _complain(text: str) -> None:
    """Say what is wrong in one line."""
    print(f"nnviz: {' '.join(text.split())}", file=sys.stderr)


def _give_up_stdout() -> None:
    """Have Python not try again to deliver what nobody takes."""
    with contextlib.suppress(AttributeError, OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m nnviz", description="Diagrams of neural networks with their real weights."
    )
    parser.add_argument("--version", action="version", version=f"nnviz {version('nnviz-mpl')}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    draw = commands.add_parser(
        "draw",
        help="draw a network stored as .npz",
        description="Draw a network stored by Network.save, or as arrays coefs_0, intercepts_0, "
        "coefs_1, ... in an .npz file. Nothing in the file is executed.",
    )
    draw.add_argument("file", metavar="FILE.npz")
    draw.add_argument("-o", "--out", required=True, metavar="OUT", help="a .png, .svg or .pdf")
    draw.add_argument("--orientation", choices=["horizontal", "vertical"], default="horizontal")
    draw.add_argument("--bias", action="store_true", help="draw the biases as neurons")
    draw.add_argument(
        "--max-neurons", type=int, default=20, metavar="N", help="at most N a layer; 0 shows all"
    )
    draw.set_defaults(run=_draw)

    demo = commands.add_parser(
        "demo",
        help="train a classifier and draw it",
        description="Train a classifier of two rings of points and write its diagrams as PNG, "
        "SVG and PDF.",
    )
    demo.add_argument(
        "-o", "--out", default="nnviz-demo", metavar="DIR", help="the folder to write to"
    )
    demo.set_defaults(run=_demo)
    return parser


def _draw(arguments: argparse.Namespace) -> Iterator[str]:
    from nnviz.network import Network

    display = _picture(
        Network.load(arguments.file),
        orientation=arguments.orientation,
        bias=arguments.bias,
        max_neurons=arguments.max_neurons or None,
    )
    yield f"wrote {display.save(arguments.out)}"


def _picture(model: Any, **options: Any) -> Any:
    """A display on a figure that no window and no backend knows of."""
    from matplotlib.figure import Figure

    from nnviz.displays.network import draw_network
    from nnviz.drawing.frame import WHOLE_FIGURE

    return draw_network(model, ax=Figure(figsize=(8, 6)).add_axes(WHOLE_FIGURE), **options)


def _demo(arguments: argparse.Namespace) -> Iterator[str]:
    folder = Path(arguments.out)
    folder.mkdir(parents=True, exist_ok=True)
    model, X_test, y_test = _train()
    yield (
        f"trained a network of {' and '.join(map(str, model.hidden_layer_sizes))} hidden neurons "
        f"in {model.n_iter_} epochs; {model.score(X_test, y_test):.1%} of {len(y_test)} test "
        "points are right"
    )
    pictures: dict[str, dict[str, Any]] = {
        "network": {},
        "network-with-biases": {"bias": True, "orientation": "vertical"},
        "forward-pass": {"sample": X_test[0], "edge_values": "contribution"},
    }
    for name, options in pictures.items():
        display = _picture(model, **options)
        for kind in ("png", "svg", "pdf"):
            yield f"wrote {display.save(folder / f'{name}.{kind}')}"


def _train() -> tuple[Any, Any, Any]:
    """The binary classifier of the gallery's course, trained for real: some seconds."""
    from sklearn.datasets import make_circles
    from sklearn.model_selection import train_test_split
    from sklearn.neural_network import MLPClassifier

    X, y = make_circles(n_samples=1000, factor=0.2, noise=0.15, random_state=2024)
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.2, random_state=1, stratify=y
    )
    model = MLPClassifier(
        hidden_layer_sizes=(8, 6), activation="relu", max_iter=2000, random_state=2024
    )
    return model.fit(X_train, y_train), X_test, y_test
