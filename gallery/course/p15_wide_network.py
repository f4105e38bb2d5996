"""
A wide network
==============

1,700 weights in one picture, and what can be seen of them.
"""

# %%
# The network that fitted the curve has 1, 80, 20 and 1 neurons, and 1,700 weights. By default
# twenty neurons of a layer are drawn, and the picture says how many are not.

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
model = Pipeline(
    [
        ("scaler", StandardScaler().set_output(transform="pandas")),
        ("mlp", MLPRegressor(hidden_layer_sizes=(80, 20), max_iter=2000, random_state=2024)),
    ]
)
model.fit(X_train, y_train)
nnviz.draw_network(model, figsize=(8.3, 6))

# %%
# All of it. The strongest lines are drawn last and widest, so that they are not buried.

everything = nnviz.draw_network(model, max_neurons=None, figsize=(8.3, 9.5))
assert sum(len(edges.sources) for edges in everything.edges_) == 1700

# %%
# Fewer lines
# -----------
# The hundred strongest weights are a small part of all, and the picture says so.

nnviz.draw_network(model, max_neurons=None, top_edges=100, figsize=(8.3, 9.5))

# %%
# Or one neuron by itself, with the heaviest of its 80 inputs. We take the one with the heaviest
# weight to the output, and the first training point.

heaviest = abs(model["mlp"].coefs_[2][:, 0]).argmax()
nnviz.draw_neuron(model, layer=2, neuron=heaviest, sample=X_train.iloc[[0]], figsize=(8, 6))

# %%
# Other pictures of the same numbers
# ----------------------------------
# Beyond some thousand weights a picture of lines shows the shape and the strongest weights at best.
# As matrices, each weight has a place of its own; as distributions, all are counted.

nnviz.plot_weights(model, figsize=(8.3, 5))

# %%

nnviz.plot_weights(model, kind="distributions", figsize=(8.3, 3.6))

# %%
# And by what the neurons do: each curve is the output of a neuron over the input.

nnviz.draw_neuron_maps(model, X_train, y_train, max_neurons=10, figsize=(8.3, 7))

# sphinx_gallery_thumbnail_number = 2
