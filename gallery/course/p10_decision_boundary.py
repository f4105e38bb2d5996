"""
The decision boundary
=====================

What the network makes of each point of the plane, and how.
"""

# %%
# The network gives every point of the plane a probability. Where it is one half, class 0 ends and
# class 1 begins. Points that the network gets wrong are ringed and counted; test points are hollow.

import pandas as pd
from sklearn.datasets import make_circles
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

import nnviz

points, labels = make_circles(n_samples=1000, factor=0.2, noise=0.15, random_state=2024)
X_train, X_test, y_train, y_test = train_test_split(
    pd.DataFrame(points, columns=["X0", "X1"]),
    labels,
    test_size=0.2,
    random_state=1,
    stratify=labels,
)
model = MLPClassifier(hidden_layer_sizes=(8, 6), max_iter=2000, random_state=2024)
model.fit(X_train, y_train)
nnviz.plot_decision_boundary(model, X_train, y_train, X_test=X_test, y_test=y_test, figsize=(7, 5))

# %%
# Where the curve comes from
# --------------------------
# Each neuron of the first hidden layer splits the plane along a straight line, on one side of which
# it is silent. The boundary bends where it crosses such a line, and where neurons of the second
# layer fall silent.

nnviz.plot_decision_boundary(model, X_train, y_train, hidden_lines=True, figsize=(7, 5))

# %%
# The same, neuron by neuron: each map shows what the neuron puts out over the plane. Lines in the
# first layer become polygons in the second and the boundary in the output.

maps = nnviz.draw_neuron_maps(model, X_train, y_train, figsize=(8.3, 6.5))

# %%
# Neurons with a dotted border are silent on all training points. They take up room and do nothing:

for layer, silent in enumerate(maps.silent[1:-1], start=1):
    print(f"hidden {layer}: {silent.sum()} of {silent.size} neurons silent")

# sphinx_gallery_thumbnail_number = 3
