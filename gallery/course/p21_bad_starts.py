"""
Bad starts
==========

Where training begins decides whether it gets anywhere.
"""

# %%
# Weights are drawn at random before training. How large they are matters. We train one
# architecture, 2, 8, 6 and 1 neurons with tanh, on the two circles from three starts: from zeros,
# from weights that are too large, and from weights of a spread that suits the width of the layers,
# as Glorot and Bengio (2010) proposed.

import numpy as np
from sklearn.datasets import make_circles

import nnviz

X, y = make_circles(n_samples=1000, factor=0.2, noise=0.15, random_state=2024)
sizes = [2, 8, 6, 1]
rng = np.random.default_rng(0)
normal = [rng.normal(size=shape) for shape in zip(sizes[:-1], sizes[1:], strict=True)]
spreads = {
    "zeros": [0.0, 0.0, 0.0],
    "too large": [20.0, 20.0, 20.0],
    "right": [np.sqrt(2 / sum(W.shape)) for W in normal],
}
starts = {
    name: nnviz.Network.from_arrays(
        [spread * W for spread, W in zip(spreads[name], normal, strict=True)],
        [np.zeros(size) for size in sizes[1:]],
        activation="tanh",
        out_activation="logistic",
    )
    for name in spreads
}
records = {
    name: nnviz.record_training(
        start, X, y[:, None], solver="adam", learning_rate=0.01, batch_size=100, max_iter=60, rng=1
    )
    for name, start in starts.items()
}
nnviz.plot_loss(records, log=True, figsize=(8, 4.5))

# %%
# Zeros
# -----
# If all weights are zero, all neurons of a layer are alike, get the same gradient and stay alike.
# Here it is worse: what flows back is multiplied by weights, and so it is zero. Only the bias of
# the output learns, and the loss stays at that of guessing, :math:`\log 2`.

gradient = nnviz.backward(starts["zeros"], X, y[:, None])
print("largest gradient of a weight:", max(abs(g).max() for g in gradient.weight_gradients))
print(
    f"loss at the end: {records['zeros'].history.training_loss.final:.4f}, log 2: {np.log(2):.4f}"
)
assert max(abs(g).max() for g in gradient.weight_gradients) == 0

# %%
# Too large
# ---------
# With huge weights the sums are far out where tanh is flat. The neurons answer -1 or 1 whatever a
# small change of a weight does, so their slopes are nearly zero: they are saturated. The network
# learns in the few places where they are not.

saturated = nnviz.plot_layer_activations(starts["too large"], X, y, figsize=(8.3, 6))

# %%
# With the right spread the activations lie around 0, where tanh is steep, in all layers:

nnviz.plot_layer_activations(starts["right"], X, y, figsize=(8.3, 6))

# %%
# What came out of the three starts after 60 epochs:

trained = {name: record.estimator for name, record in records.items()}
nnviz.draw_panels(trained, nnviz.plot_decision_boundary, X, y, max_points=200, figsize=(8.3, 3.8))

# sphinx_gallery_thumbnail_number = 4
