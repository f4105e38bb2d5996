"""
Momentum can silence a layer
============================

What happened at a learning rate of 0.5.
"""

# %%
# On the last page a network with momentum and a learning rate of 0.5 ended up predicting a
# constant. We train it once more and keep the network of each epoch.

import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPRegressor
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

import nnviz

rng = np.random.default_rng(2024)
x = np.linspace(0, 5, 1000)
y = x / 2 + np.sin(x) * np.cos(2 * x) + 0.3 * rng.normal(size=1000)
X_train, X_test, y_train, y_test = train_test_split(
    pd.DataFrame({"X": x}), pd.Series(y, name="Y"), test_size=0.2, random_state=1
)


def trained(momentum):
    mlp = MLPRegressor(
        hidden_layer_sizes=(80, 20),
        solver="sgd",
        learning_rate_init=0.5,
        momentum=momentum,
        max_iter=2000,
        random_state=2024,
    )
    model = Pipeline([("scaler", StandardScaler().set_output(transform="pandas")), ("mlp", mlp)])
    return nnviz.record_training(model, X_train, y_train, evaluate_every=1, snapshots=1)


record = trained(momentum=0.9)
last = record.history.n_epochs
epochs = [0, 1, 2, 3, 4, last]
nnviz.draw_panels(
    record,
    nnviz.plot_fit,
    X_train,
    y_train,
    epochs=epochs,
    columns=3,
    figsize=(8.3, 6),
)

# %%
# Within a few epochs the curve is a straight line without a slope, and stays one. Why does it not
# recover?
#
# Count the silent
# ----------------
# A ReLU neuron whose weighted sum is negative for all samples puts out 0 for all of them. Its slope
# is 0 too, so no gradient reaches its weights. How many of the 20 neurons of the second hidden
# layer are in that state?


def silent(network, layer=2):
    return int((nnviz.forward(network, X_train).activations[layer] == 0).all(axis=0).sum())


for epoch in epochs:
    print(f"after {epoch:2} epochs: {silent(record.snapshots[epoch])} of 20 neurons silent")
all_silent = [silent(record.snapshots[epoch]) == 20 for epoch in range(last + 1)]
first = all_silent.index(True)
assert first < 5
assert all(all_silent[first:])

# %%
# All of them. The layer passes on nothing, and nothing comes back through it. Only the bias of the
# output still learns, and the best that a constant can be is the mean of the data.

nnviz.plot_layer_activations(record.estimator, X_train, figsize=(8.3, 6))

# %%
# The size of the gradient, layer by layer:

gradients = {
    f"layer {layer}": record.history[f"gradient norm, layer {layer}"].values for layer in (1, 2, 3)
}
for epoch in epochs:
    sizes = ", ".join(f"{name} {values[epoch]:.2g}" for name, values in gradients.items())
    print(f"after {epoch:2} epochs: {sizes}")
assert gradients["layer 1"][first:].max() == gradients["layer 2"][first:].max() == 0

# %%
# Without momentum
# ----------------
# At the same rate plain steps bounce, but they do not carry on in the direction of the last one,
# and enough neurons survive.

plain = trained(momentum=0)
print(f"at the end {silent(plain.estimator)} of 20 neurons silent")
both = {"momentum 0.9": record.estimator, "plain": plain.estimator}
nnviz.plot_loss(both, log=True, figsize=(8, 4.5))
assert silent(plain.estimator) < 20

# sphinx_gallery_thumbnail_number = 3
