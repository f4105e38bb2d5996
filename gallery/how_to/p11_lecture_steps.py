"""
Step by step in a lecture
=========================

A full picture is a lot at once. In a lecture it can grow while you speak: the frames have one size,
and nothing in them moves from one to the next.
"""

# %%
# A network and one sample of it, layer by layer. ``steps`` gives the frames as figures.

import tempfile
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import make_moons
from sklearn.neural_network import MLPClassifier

import nnviz

X, y = make_moons(n_samples=300, noise=0.15, random_state=0)
model = MLPClassifier(
    hidden_layer_sizes=(5, 3), alpha=1, solver="lbfgs", max_iter=2000, random_state=8
)
model.fit(X, y)
display = nnviz.draw_network(model, sample=X[0])
display.close()  # the frames alone are to be shown
display.steps()

# %%
# The derivation of one weight's gradient: the forward pass, the loss, then a factor of the chain
# rule a frame, going backwards, and at the end a step of gradient descent. The values are those of
# one sample: here the one of which the model is least sure.

unsure = np.abs(model.predict_proba(X)[:, 1] - 0.5).argmin()
options = {"path": "strongest", "X": X, "y": y, "sample": int(unsure)}
display = nnviz.draw_backprop(model, (1, 0, 1), **options, figsize=(8, 6))
display.close()
display.steps()

# %%
# For slides, draw under the style sheet for slides. ``save_steps`` writes a numbered file for each
# frame, or with a PDF a page for each.

plt.style.use("nnviz.styles.slides")
display = nnviz.draw_backprop(model, (1, 0, 1), **options)
files = display.save_steps(Path(tempfile.mkdtemp()) / "gradient-{:02d}.svg")
print(", ".join(file.name for file in files))

# sphinx_gallery_thumbnail_number = 11
