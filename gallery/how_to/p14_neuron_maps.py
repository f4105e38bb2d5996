"""
Maps of neurons
===============

A weight is a number, but what does a neuron look for? With two inputs each neuron can be drawn as
a map: where on the plane it answers, and how strongly.
"""

# %%
# Neurons of the first hidden layer answer on one side of a straight line, those of the second on
# one side of a line with corners, and the output puts these together.

from sklearn.datasets import make_circles
from sklearn.neural_network import MLPClassifier

import nnviz

X, y = make_circles(n_samples=1000, factor=0.2, noise=0.15, random_state=2024)
model = MLPClassifier(hidden_layer_sizes=(8, 6), max_iter=2000, random_state=2024).fit(X, y)
display = nnviz.draw_neuron_maps(model, X, y, figsize=(9, 6))

# %%
# A dotted frame marks a neuron that is silent: it puts out 0 for every one of the samples. Without
# it the network would answer all of them alike.

silent = [
    (layer, int(neuron))
    for layer, mask in enumerate(display.silent)
    for neuron in mask.nonzero()[0]
]
thinned = nnviz.as_network(model).without(silent)
difference = nnviz.forward(model, X).output - nnviz.forward(thinned, X).output
assert abs(difference).max() < 1e-12
print("silent, by layer and index:", silent)

# %%
# ``arrange="grid"`` gives each neuron a panel with axes, to look at closely.

nnviz.draw_neuron_maps(model, X, y, arrange="grid", figsize=(10, 5.5))
