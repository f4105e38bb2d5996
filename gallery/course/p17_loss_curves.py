"""
Three loss curves
=================

Training makes the loss small, epoch by epoch. What the curves measure is not the same.
"""

# %%
# In one *epoch* every training sample is used once. scikit-learn keeps the loss of each epoch. Here
# are the three networks of the last pages: two circles, three species, a curve.

import numpy as np
import pandas as pd
from sklearn.datasets import load_iris, make_circles
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import nnviz

split = {"test_size": 0.2, "random_state": 1}

points, labels = make_circles(n_samples=1000, factor=0.2, noise=0.15, random_state=2024)
X, _, y, _ = train_test_split(points, labels, stratify=labels, **split)
circles = MLPClassifier(hidden_layer_sizes=(8, 6), max_iter=2000, random_state=2024).fit(X, y)

flowers, species = load_iris(return_X_y=True)
X_iris, _, y_iris, _ = train_test_split(flowers, species, stratify=species, **split)
iris = make_pipeline(
    StandardScaler(), MLPClassifier(hidden_layer_sizes=(3, 2), max_iter=6000, random_state=2024)
).fit(X_iris, y_iris)

rng = np.random.default_rng(2024)
x = np.linspace(0, 5, 1000)
noisy = x / 2 + np.sin(x) * np.cos(2 * x) + 0.3 * rng.normal(size=1000)
X_curve, _, y_curve, _ = train_test_split(pd.DataFrame({"X": x}), noisy, **split)
curve = make_pipeline(
    StandardScaler().set_output(transform="pandas"),
    MLPRegressor(hidden_layer_sizes=(80, 20), max_iter=2000, random_state=2024),
).fit(X_curve, y_curve)

models = {"two circles": circles, "three species": iris, "curve": curve}
nnviz.plot_loss(models, panels=True, columns=1, figsize=(8, 8))

# %%
# All three go down, and that is all that they have in common. The y axes measure three different
# losses: the log loss of two classes, the cross-entropy of three, and half of the squared error. A
# value on one of them says nothing about another.

for name, model in models.items():
    history = nnviz.as_history(model)
    loss = history.training_loss
    print(
        f"{name}: {loss.description}; {history.n_epochs} epochs of {history.updates_per_epoch}"
        f" updates, {history.stop}, last value {loss.final:.4f}"
    )

# %%
# What is in a value
# ------------------
# Two more things are mixed into these numbers. They are means over an epoch *while the weights
# still move*, so the first samples of an epoch are judged by older weights than the last. And they
# include a penalty on large weights. Recorded once more, with the loss of all training samples and
# of the test samples after each epoch, without the penalty:

X, X_test, y, y_test = train_test_split(points, labels, stratify=labels, **split)
record = nnviz.record_training(circles, X, y, X_val=X_test, y_val=y_test, evaluate_every=1)
nnviz.plot_loss(record, scores=False, figsize=(8, 4.5))

# %%
for name in ("training loss", "training loss, exact", "validation loss"):
    print(f"{name}: {record.history[name].final:.5f}")
assert record.history["training loss"].final > record.history["training loss, exact"].final

# sphinx_gallery_thumbnail_number = 2
