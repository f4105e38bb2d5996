"""
Six pictures of one model
=========================

A network of 2, 8, 6 and 1 neurons that tells two rings of points apart, seen in six ways. Each
picture is one line.
"""

# %%
# The network with its weights.

from sklearn.datasets import make_circles
from sklearn.neural_network import MLPClassifier

import nnviz

X, y = make_circles(n_samples=1000, factor=0.2, noise=0.15, random_state=2024)
model = MLPClassifier(hidden_layer_sizes=(8, 6), max_iter=2000, random_state=2024).fit(X, y)
nnviz.draw_network(model)

# %%
# What each neuron responds to: its value at every point of the plane.

nnviz.draw_neuron_maps(model, X, y)

# %%
# What the network decides, and where it errs.

nnviz.plot_decision_boundary(model, X, y)

# %%
# One weight's gradient, along all paths from the weight to the loss.

nnviz.draw_backprop(model, (1, 0, 4), path="strongest", X=X, y=y, sample=44)

# %%
# One neuron: the weighted sum, the bend, the output.

nnviz.draw_neuron(model, layer=1, neuron=4, sample=X[44])

# %%
# How the loss fell while it learned.

nnviz.plot_loss(model)
