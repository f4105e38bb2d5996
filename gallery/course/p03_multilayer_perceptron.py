"""
A multilayer perceptron
=======================

Neurons in layers, each connected to all neurons of the layer before.
"""

# %%
# In a multilayer perceptron the *input layer* holds the numbers of one sample and computes nothing.
# Then come one or more *hidden layers*. They are *dense*: each neuron takes the outputs of all
# neurons of the layer before. The *output layer* gives the answer. Numbers go one way, from left to
# right, which is called feedforward.

import nnviz

nnviz.draw_network([3, 5, 4, 2])

# %%
# The idea is older than its hidden layers: Rosenblatt's perceptron of 1958 had a single layer of
# weights that learned.

nnviz.draw_network([4, 1], figsize=(6.4, 3))

# %%
# How many neurons the first and the last layer have follows from the data and the question. The
# hidden layers are ours to choose. Between a layer of *m* neurons and a layer of *n* there are
# *m* times *n* weights, and a bias for each of the *n*.

network = nnviz.Network.from_sizes([3, 5, 4, 2])
print(network.summary())
assert network.n_parameters == (3 * 5 + 5) + (5 * 4 + 4) + (4 * 2 + 2)

# %%
# Networks can be far wider than the page. Where a layer has too many neurons, dots stand for those
# left out, with their number.

nnviz.draw_network([784, 100, 10])
