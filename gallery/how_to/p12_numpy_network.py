"""
A network of your own
=====================

A network that you wrote in NumPy, or took from another library, can be drawn like any other. All
that is needed are its weights.
"""

# %%
# One array a layer, whose rows are the neurons that the edges leave, and one array of biases.
# The picture needs no activations; what computes does.

import numpy as np
from sklearn.datasets import make_moons

import nnviz

rng = np.random.default_rng(0)
sizes = [2, 6, 4, 1]
coefs = [rng.normal(0, np.sqrt(2 / n), (n, m)) for n, m in zip(sizes, sizes[1:], strict=False)]
biases = [np.zeros(m) for m in sizes[1:]]
network = nnviz.Network.from_arrays(
    coefs,
    biases,
    activation="relu",
    out_activation="logistic",
    input_names=["across", "up"],
    output_names=["P(class 1)"],
)
nnviz.draw_network(network)

# %%
# It can be trained: gradient descent, plain or with momentum, Nesterov's, RMSprop or Adam. The
# network stays as it is, and the record has the trained one.

X, y = make_moons(n_samples=300, noise=0.15, random_state=0)
record = nnviz.record_training(
    network, X, y, solver="adam", learning_rate=0.02, batch_size=50, rng=0, snapshots=10
)
nnviz.plot_loss(record)

# %%
# And it answers, like a fitted model.

trained = record.estimator
nnviz.plot_decision_boundary(trained, X, y)

# %%
# Weights can be set by hand, here to 0, and whole neurons taken out. Both make a new network.

tampered = trained.with_weights({(1, 0, 0): 0.0, (1, 1, 0): 0.0})
nnviz.draw_network(tampered.without([(2, 0)]))

# sphinx_gallery_thumbnail_number = 3
