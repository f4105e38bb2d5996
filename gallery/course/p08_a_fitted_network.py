"""
A fitted network
================

Two inputs, eight neurons, six neurons, one output, and 70 weights.
"""

# %%
# For the two circles we take two hidden layers of 8 and 6 neurons, with ReLU. Each point has two
# coordinates, so there are two inputs. There are two classes, so there is one output: the
# probability of class 1. Training starts from random weights and changes them step by step; how, is
# what later pages are about.

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
nnviz.draw_network(model, figsize=(8, 5))

# %%
# Blue weights are positive, orange ones negative, and the wider a line, the larger its weight. Some
# neurons hardly have a line to the right: nothing that they say is listened to. The numbers
# themselves are matrices. That between the hidden layers has 8 rows and 6 columns, 48 weights in
# all.

print([weights.shape for weights in model.coefs_])
assert model.coefs_[1].size == 48
assert sum(weights.size for weights in model.coefs_) == 70
nnviz.plot_weights(model, figsize=(8.3, 6))

# %%
# A column of that matrix is white: neuron 4 of the second hidden layer takes nothing in. A row is
# white too: nothing is taken from neuron 1 of the first. Both neurons are silent for all training
# points, so that no gradient reaches these weights, and the penalty on large weights, which
# scikit-learn has by default, has worn them away.

activations = nnviz.forward(model, X_train).activations
assert activations[1][:, 1].max() == activations[2][:, 4].max() == 0
assert abs(model.coefs_[1][:, 4]).max() < 1e-3
assert abs(model.coefs_[1][1, :]).max() < 1e-3

# %%
# One neuron of the fitted network at work, on the first training point. Its sum is negative, of
# which the ReLU makes 0: for this point the neuron is silent.

neuron = nnviz.draw_neuron(model, layer=1, neuron=4, sample=X_train.iloc[0])
assert neuron.z < 0 == neuron.output
