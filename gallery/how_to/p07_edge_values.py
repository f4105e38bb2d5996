"""
What the edges show
===================

Edges show weights unless they are given something else: any number of their own.
"""

# %%
# The gradient of the loss. ``backward`` gives it for every weight, and in the neurons for every
# weighted sum.

from sklearn.datasets import make_circles
from sklearn.neural_network import MLPClassifier

import nnviz

X, y = make_circles(n_samples=400, factor=0.2, noise=0.15, random_state=0)
mlp = MLPClassifier(hidden_layer_sizes=(6, 4), max_iter=2000, random_state=3)
record = nnviz.record_training(mlp, X, y, snapshots=50)
start = record.snapshots[0]
nnviz.draw_network(start, edge_values=nnviz.backward(start, X, y))

# %%
# Colour and width follow one norm, so that one large number makes all others thin. With a norm
# for each layer, small gradients can be seen too; the bar then counts in parts of the largest one
# that leads into the same layer.

nnviz.draw_network(start, edge_values=nnviz.backward(start, X, y), norm_by="layer")

# %%
# What one sample sends along each edge: weight times incoming activation.

nnviz.draw_network(record.estimator, sample=X[0], edge_values="contribution")

# %%
# Arrays of your own, one for each connection, shaped like its weights. How far did every weight
# move in the training? ``colorbar_label`` says what the numbers are.

pairs = zip(record.estimator.coefs_, start.connections, strict=True)
moved = [after - before.weights for after, before in pairs]
nnviz.draw_network(start, edge_values=moved, colorbar_label="change of the weight in training")

# %%
# Numbers are written on edges where they are few enough. ``edge_labels`` asks for them, and
# ``min_abs`` leaves out small ones; the picture counts what it left out.

nnviz.draw_network(record.estimator, min_abs=0.8, edge_labels=True, edge_label_format=".1f")

# sphinx_gallery_thumbnail_number = 4
