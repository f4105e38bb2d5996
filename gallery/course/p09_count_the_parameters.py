"""
Count the parameters
====================

How many numbers training has to find.
"""

# %%
# Between a layer of *m* neurons and one of *n* there are *m* times *n* weights; each of the *n*
# neurons has a bias besides. For 2, 8, 6 and 1 neurons that is
#
# .. math:: (2 \cdot 8 + 8) + (8 \cdot 6 + 6) + (6 \cdot 1 + 1) = 24 + 54 + 7 = 85 .

import nnviz

network = nnviz.Network.from_sizes([2, 8, 6, 1], activation="relu", out_activation="logistic")
nnviz.draw_network(network, bias=True, captions="parameters", figsize=(8, 5.5))

# %%
# The squares are the inputs that are always 1: their lines are the biases. As a table:

print(network.summary())
assert network.n_parameters == 85

# %%
# Width is expensive
# ------------------
# Two layers of *n* neurons next to each other have *n* times *n* weights between them, so a
# network that is twice as wide has nearly four times as many parameters.

for width in (10, 20, 40, 80, 160):
    wide = nnviz.Network.from_sizes([2, width, width, 1])
    print(f"{width:4} neurons in each hidden layer: {wide.n_parameters:6} parameters")

# %%
# Networks for pictures have most of theirs between the pixels and the first hidden layer: here are
# 784 inputs.

digits = nnviz.Network.from_sizes([784, 100, 10])
nnviz.draw_network(digits, max_neurons=10, captions="parameters", neuron_labels=None)

# %%
of_pixels = digits.connections[0].n_weights
print(f"{digits.n_parameters:,} parameters, {of_pixels:,} of them weights of pixels")
assert of_pixels > 0.95 * digits.n_parameters
