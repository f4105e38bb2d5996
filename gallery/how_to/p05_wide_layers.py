"""
Wide layers
===========

Eighty circles in a column are too many to look at. Beyond twenty neurons a layer is drawn with a
gap in its middle, and the gap says how many are not shown.
"""

# %%
# A regression with 80 and 20 hidden neurons.

import numpy as np
import pandas as pd
from sklearn.neural_network import MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import nnviz

rng = np.random.default_rng(2024)
X = pd.DataFrame({"X": np.linspace(0, 5, 1000)})
y = X["X"] / 2 + np.sin(X["X"]) * np.cos(2 * X["X"]) + 0.3 * rng.normal(size=1000)
mlp = MLPRegressor(hidden_layer_sizes=(80, 20), max_iter=2000, random_state=2024)
model = make_pipeline(StandardScaler(), mlp).fit(X, y)
nnviz.draw_network(model)

# %%
# ``max_neurons`` sets the number, for all layers or for each of them. None shows every neuron.

nnviz.draw_network(model, max_neurons=(None, 10, 6, None))

# %%
# All of them: 1,700 edges, of which the eye is meant to find the heaviest. Edges are painted from
# the weakest to the strongest, so that those lie on top.

assert sum(coefs.size for coefs in mlp.coefs_) == 1700
nnviz.draw_network(model, max_neurons=None, figsize=(8, 8))

# %%
# To follow neurons through the crowd, highlight them: here the two ends of the heaviest edge
# between the hidden layers. Though they stand in the gaps, they are drawn, since they are asked for.

strength = np.abs(mlp.coefs_[1])
start, end = np.unravel_index(strength.argmax(), strength.shape)
nnviz.draw_network(model, max_neurons=10, highlight=[(1, start), (2, end)])

# %%
# Where every weight matters, matrices hold more of them than lines can.

nnviz.plot_weights(model, figsize=(8, 5))

# sphinx_gallery_thumbnail_number = 4
