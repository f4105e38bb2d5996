"""
Watch it learn
==============

Eight epochs of one training, on one scale of colours.
"""

# %%
# What happens between random weights and a network that knows the circles? We keep the network
# after every tenth epoch and look at eight of them, side by side. All panels have the same colours
# for the same numbers.

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
record = nnviz.record_training(model, X_train, y_train, snapshots=10)
epochs = [0, 50, 100, 150, 200, 250, 300, 480]
nnviz.draw_panels(
    record,
    nnviz.plot_decision_boundary,
    X_train,
    y_train,
    epochs=epochs,
    columns=4,
    max_points=150,
    grid_resolution=100,
    figsize=(8.3, 6),
)

# %%
# The weights meanwhile: those that help grow, others wear away.

nnviz.draw_panels(
    record,
    nnviz.draw_network,
    epochs=epochs,
    columns=2,
    captions=False,
    neuron_labels=None,
    figsize=(8.3, 11),
)

# %%
# Neuron by neuron
# ----------------
# In the beginning, and at the end:

nnviz.draw_panels(
    record,
    nnviz.draw_neuron_maps,
    X_train,
    y_train,
    epochs=[0, 480],
    columns=1,
    grid_resolution=80,
    figsize=(8.3, 11),
)

# %%
# As a film
# ---------
# The boundary after every twentieth epoch:

animation = nnviz.animate(
    record,
    nnviz.plot_decision_boundary,
    X_train,
    y_train,
    epochs=list(range(0, 481, 20)),
    fps=5,
    max_points=150,
    grid_resolution=80,
    figsize=(6, 4.5),
    dpi=80,
)
animation

# %%
# And the loss, which is all that the training itself has to go by:

nnviz.plot_loss(record, figsize=(8, 4))
