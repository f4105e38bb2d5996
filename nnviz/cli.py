"""The command line: draw a stored network, or train one and draw it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
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
        0, or 2 where an argument or a file could not be used.
    """
    parser = _parser()
    arguments = parser.parse_args(argv)
    try:
        written = arguments.run(arguments)
    except (OSError, TypeError, ValueError) as error:
        print(f"nnviz: {error}", file=sys.stderr)
        return 2
    for path in written:
        print(f"wrote {path}")
    return 0


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


def _draw(arguments: argparse.Namespace) -> list[Path]:
    from nnviz.network import Network

    display = _picture(
        Network.load(arguments.file),
        orientation=arguments.orientation,
        bias=arguments.bias,
        max_neurons=arguments.max_neurons or None,
    )
    return [display.save(arguments.out)]


def _picture(model: Any, **options: Any) -> Any:
    """A display on a figure that no window and no backend knows of."""
    from matplotlib.figure import Figure

    from nnviz.displays.network import draw_network
    from nnviz.drawing.frame import WHOLE_FIGURE

    return draw_network(model, ax=Figure(figsize=(8, 6)).add_axes(WHOLE_FIGURE), **options)


def _demo(arguments: argparse.Namespace) -> list[Path]:
    folder = Path(arguments.out)
    folder.mkdir(parents=True, exist_ok=True)
    model, X_test, y_test = _train()
    print(
        f"trained a network of {' and '.join(map(str, model.hidden_layer_sizes))} hidden neurons "
        f"in {model.n_iter_} epochs; {model.score(X_test, y_test):.1%} of {len(y_test)} test "
        "points are right"
    )
    pictures: dict[str, dict[str, Any]] = {
        "network": {},
        "network-with-biases": {"bias": True, "orientation": "vertical"},
        "forward-pass": {"sample": X_test[0], "edge_values": "contribution"},
    }
    written = []
    for name, options in pictures.items():
        display = _picture(model, **options)
        written += [display.save(folder / f"{name}.{kind}") for kind in ("png", "svg", "pdf")]
    return written


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
