"""
Across or upwards
=================

Networks are drawn from left to right unless you say otherwise. On a tall page they can grow from
the bottom to the top.
"""

# %%
# ``orientation="vertical"`` puts the inputs at the bottom and the first neuron of each layer on
# the left.

import matplotlib.pyplot as plt
from sklearn.datasets import make_circles
from sklearn.neural_network import MLPClassifier

import nnviz

X, y = make_circles(n_samples=500, factor=0.2, noise=0.15, random_state=0)
model = MLPClassifier(hidden_layer_sizes=(8, 6), max_iter=2000, random_state=2024).fit(X, y)
nnviz.draw_network(model, orientation="vertical", figsize=(5, 6))

# %%
# The picture fills whatever axes it has, and neurons stay round in all of them. Words come in
# several lengths, of which it takes the longest that fits.

figure, (left, right) = plt.subplots(
    1, 2, figsize=(9, 4.5), width_ratios=(2, 1), layout="constrained"
)
nnviz.draw_network(model, ax=left)
nnviz.draw_network(model, ax=right, orientation="vertical", colorbar=False)

# %%
# ``mlp_draw`` has the signature of the short script that many courses pass around, so that old
# notebooks keep working: "v" and "h" in place of the words, and a size that "h" turns.

nnviz.mlp_draw(model, orientation="h", figsize=(4, 7), add_labels=False)
