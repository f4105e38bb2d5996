"""
Dropout: thinned networks
=========================

Take neurons out at random, and the others have to manage.
"""

# %%
# Dropout is a remedy against overfitting that works on neurons instead of weights (Srivastava and
# others, 2014). In each step of the training every hidden neuron is left out with a certain
# probability, and only what remains is trained. Neurons cannot rely on each other then. What the
# step sees is a *thinned* network. Here are six of them, with half of the hidden neurons left out
# on average.

import numpy as np
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
network = nnviz.as_network(model.fit(X_train, y_train))

rng = np.random.default_rng(4)
hidden = [(layer, neuron) for layer in (1, 2) for neuron in range(network.sizes[layer])]
thinned = {
    f"thinned {number}": network.without([neuron for neuron in hidden if rng.random() < 0.5])
    for number in range(1, 7)
}
nnviz.draw_panels(
    thinned, nnviz.draw_network, columns=3, neuron_labels=None, captions=False, figsize=(8.3, 6)
)

# %%
# What each of them decides
# -------------------------
# This network was not trained with dropout. Its neurons rely on each other, and what is left of it
# errs.

nnviz.draw_panels(
    thinned,
    nnviz.plot_decision_boundary,
    X_train,
    y_train,
    columns=3,
    max_points=200,
    grid_resolution=100,
    figsize=(8.3, 6.5),
)

# %%
# How much depends on a single neuron? We leave out one at a time:


def right(network):
    probability = nnviz.forward(network, X_train).output[:, 0]
    return ((probability > 0.5) == y_train).mean()


print(f"nothing left out: {right(network):.1%} right")
for layer, neuron in hidden:
    print(f"hidden {layer}, neuron {neuron}: {right(network.without([(layer, neuron)])):.1%} right")

# %%
# Some neurons can go at no cost; they were silent anyway. Without others nearly half of the answers
# are wrong. Training with dropout spreads the work.
#
# After such a training all neurons stay. Since more of them are there than in any thinned network,
# their outputs are scaled down by the probability with which a neuron stayed.

silent = [(1, 1), (2, 4)]
assert right(network.without(silent)) == right(network)
