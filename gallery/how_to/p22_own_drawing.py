"""
Drawing it yourself
===================

What nnviz computes for its pictures is yours too: where neurons stand, how edges look, the chain
rule as a formula. This page draws with matplotlib alone.
"""

# %%
# ``layered_layout`` places the neurons, ``encode_edges`` turns weights into colours and widths.

import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import make_moons
from sklearn.neural_network import MLPClassifier

import nnviz

X, y = make_moons(n_samples=300, noise=0.15, random_state=0)
model = MLPClassifier(hidden_layer_sizes=(5, 3), solver="lbfgs", max_iter=2000, random_state=1)
network = nnviz.as_network(model.fit(X, y))
places = nnviz.layered_layout(network).positions
weights = [connection.weights for connection in network.connections]
colours, widths, _ = nnviz.encode_edges(weights)

figure, ax = plt.subplots(layout="constrained")
for layer, width in enumerate(widths):
    edges = np.unravel_index(width.argsort(axis=None), width.shape)  # the widest last, on top
    for i, j in zip(*edges, strict=True):
        ends = np.array([places[layer][i], places[layer + 1][j]]).T
        ax.plot(*ends, color=colours[layer][i, j], linewidth=width[i, j])
ax.plot(*np.vstack(places).T, "o", markersize=16, color="black")
ax.set_title("2-5-3-1, by hand")
ax.set_axis_off()

# %%
# ``chain_rule`` writes the gradient of a weight along one path, as LaTeX for a text of your own.

print(nnviz.chain_rule(network, weight=(1, 0, 4), path=(2, 0)).latex)
