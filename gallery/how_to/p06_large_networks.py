"""
Large networks
==============

A network that reads pictures has thousands of edges, and a drawing of all of them is grey. There
are drawings that say something nevertheless.
"""

# %%
# Handwritten digits of 8 by 8 pixels. With ``input_shape`` the 64 inputs stand as the picture that
# they are, paler where the weights that leave a pixel are smaller. The three palest are blank in
# every digit, so that there was nothing to learn from them. ``top_edges`` draws the strongest only.

from sklearn.datasets import load_digits
from sklearn.neural_network import MLPClassifier

import nnviz

X, y = load_digits(return_X_y=True)
model = MLPClassifier(hidden_layer_sizes=(100, 30), early_stopping=True, random_state=0)
model.fit(X / 16, y)
display = nnviz.draw_network(model, input_shape=(8, 8), top_edges=200, figsize=(8, 6))

palest = display.pixels.values.argsort()[:3]
assert set(palest) == set((X.max(axis=0) == 0).nonzero()[0])

# %%
# One digit on its way through. Each layer has a norm of its own here: what pixels send would be
# faint beside what the last layer sends.

nnviz.draw_network(
    model,
    input_shape=(8, 8),
    sample=X[0] / 16,
    edge_values="contribution",
    norm_by="layer",
    min_abs=0.15,
    max_neurons=12,
    figsize=(8, 6),
)

# %%
# All neurons, and the strongest 300 edges. Without ``top_edges`` all others are behind them as a
# faint ground, and ``full_edges`` says how many stand out from it. Of edges that lie on each other
# only those that can be seen are painted, so that large pictures do not take long.

nnviz.draw_network(model, max_neurons=None, top_edges=300, figsize=(8, 7))

# %%
# What the neurons of the first layer look for: the weights into each of them, as pictures.

nnviz.plot_weights(model, image_shape=(8, 8), figsize=(8, 6))
