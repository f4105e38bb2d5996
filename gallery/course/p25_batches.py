"""
Batches
=======

How many samples for one step, and why the number of steps has to be counted.
"""

# %%
# The gradient is a mean over samples. It need not be over all of them: a *batch* gives a rough
# gradient at a fraction of the price, and an epoch then has many steps. Four sizes of batches for
# the 800 points of the curve, the last of which is all:

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
sweep = nnviz.sweep_training(model, X_train, y_train, {"batch_size": [2, 64, 256, 800]})
nnviz.plot_loss(sweep, columns=2, figsize=(8.3, 6.5))

# %%
# The curve of the smallest batches is the most ragged, since each of its steps follows two points
# only. The full batch ends highest. Is it a worse way to train?


def row(name, estimator, history):
    loss = nnviz.backward(estimator, X_train, y_train).loss
    epochs, updates = history.n_epochs, history.n_epochs * history.updates_per_epoch
    return f"{name:24} {epochs:5} epochs, {updates:6} updates, {history.stop}; loss {loss:.4f}"


for run in sweep.runs:
    print(row(f"batches of {run.params['mlp__batch_size']}", run.estimator, run.history))

# %%
# Count the updates
# -----------------
# An epoch of the full batch is one update, one of the smallest batches is 400. Along updates
# instead of epochs, the same four runs look different:

nnviz.plot_loss(sweep, panels=False, x="updates", log_x=True, figsize=(8, 5))

# %%
# Nor was the full batch at its minimum: its curve still falls where it ends. Training stops when
# the loss has not improved by ``tol`` for ten epochs in a row. With one update an epoch those are
# ten steps, and ten small steps need not bring that much. We repeat the run with ``tol=1e-5`` in
# place of 1e-4 and otherwise unchanged.

patient = nnviz.record_training(
    model.set_params(mlp__batch_size=800, mlp__tol=1e-5), X_train, y_train
)
stopped = sweep.runs[-1]
both = {"tol = 1e-4": stopped.history, "tol = 1e-5": patient.history}
nnviz.plot_loss(both, log=True, figsize=(8, 4.5))

# %%
# That the full batch misses the minimum does not follow: it was stopped on the way, after far fewer
# steps. Given more of them, it reaches the loss of the others, and still with fewer updates.

for run in sweep.runs:
    print(row(f"batches of {run.params['mlp__batch_size']}", run.estimator, run.history))
print(row("all 800, tol = 1e-5", patient.estimator, patient.history))

final = {run.params["mlp__batch_size"]: run.history.training_loss.final for run in sweep.runs}
assert patient.history.training_loss.final < min(final.values()) < final[800]
assert patient.history.n_epochs < 4 * sweep.runs[2].history.n_epochs

# sphinx_gallery_thumbnail_number = 2

# %%
# What small batches do buy is time: they come far within a few epochs, each of which has to read
# the data only once. And where data do not fit into memory, there is no other way.
