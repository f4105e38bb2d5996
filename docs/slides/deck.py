"""A small deck of slides, each a figure of nnviz: SVG for the browser, PDF for everything else.

Run it by itself with ``python deck.py FOLDER``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from sklearn.datasets import make_moons
from sklearn.neural_network import MLPClassifier

import nnviz
from nnviz.drawing.saving import displays_on, save_figure

DIAGRAM = (0.02, 0.02, 0.96, 0.84)  # of the slide, below its title
CHART = (0.09, 0.14, 0.88, 0.68)

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">
<title>A neural network, drawn</title>
<style>
@page {{ size: 13.333in 7.5in; margin: 0 }}
html {{ scroll-snap-type: y mandatory; background: #fff }}
body {{ margin: 0 }}
section {{ height: 100vh; scroll-snap-align: start; break-after: page }}
img {{ width: 100%; height: 100%; object-fit: contain; display: block }}
</style>
</head>
<body>
{sections}
</body>
</html>
"""
SECTION = '<section><img src="{file}" width="960" height="540" alt="{words}"></section>'


def slides() -> dict[str, tuple[str, tuple[float, float, float, float], Callable[..., Any]]]:
    """Return, by name, the title of each slide, the place of its picture, and what draws it."""
    X, y = make_moons(n_samples=400, noise=0.2, random_state=0)
    model = MLPClassifier(
        hidden_layer_sizes=(5, 3), learning_rate_init=0.02, batch_size=50, max_iter=3000,
        random_state=4,
    )  # fmt: skip
    record = nnviz.record_training(model, X[:200], y[:200], X_val=X[200:], y_val=y[200:])
    model = record.estimator
    unsure = int(np.abs(model.predict_proba(X)[:, 1] - 0.5).argmin())
    sample = X[unsure]
    neuron = int(nnviz.forward(model, X[[unsure]]).activations[1][0].argmax())
    return {
        "network": (
            "Every edge is a weight, wide where it is strong",
            DIAGRAM, partial(nnviz.draw_network, model),
        ),
        "neuron": (
            "One neuron: add up, then bend",
            DIAGRAM, partial(nnviz.draw_neuron, model, layer=1, neuron=neuron, sample=sample),
        ),
        "bends": (
            "Two ways to bend",
            CHART, partial(nnviz.plot_activation, ["relu", "tanh"]),
        ),
        "sample": (
            "One point on its way through",
            DIAGRAM, partial(nnviz.draw_network, model, sample=sample),
        ),
        "boundary": (
            "What the network decides, and where it errs",
            CHART, partial(nnviz.plot_decision_boundary, model, X[200:], y[200:]),
        ),
        "training": (
            "How it learned",
            CHART, partial(nnviz.plot_loss, record, scores=False),
        ),
        "gradient": (
            "The gradient of one weight, path by path",
            DIAGRAM,
            partial(
                nnviz.draw_backprop, model, (1, 0, neuron), path="strongest", X=X, y=y,
                sample=unsure,
            ),
        ),
    }  # fmt: skip


def build(folder: Path) -> dict[str, tuple[Figure, str]]:
    """Write deck.html with an SVG for each slide, and deck.pdf.

    Returns the figures, each with what is to be seen on it in words, by name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    drawn, sections = {}, []
    # The date of a PDF would make it another file each time.
    pages = PdfPages(folder / "deck.pdf", metadata={"CreationDate": None})
    with plt.style.context("nnviz.styles.slides"), pages:
        for name, (title, place, draw) in slides().items():
            figure = Figure()
            figure.suptitle(title, x=0.03, y=0.975, ha="left")
            draw(ax=figure.add_axes(place))
            file = save_figure(figure, folder / f"{name}.svg", transparent=False)
            pages.savefig(figure, transparent=False)
            words = " ".join([f"{title}.", *(one.alt_text() for one in displays_on(figure))])
            sections.append(SECTION.format(file=file.name, words=escape(words)))
            drawn[name] = figure, words
    page = PAGE.format(sections="\n".join(sections))
    (folder / "deck.html").write_text(page, encoding="utf-8")
    return drawn


if __name__ == "__main__":
    build(Path(sys.argv[1] if len(sys.argv) > 1 else "slides"))
