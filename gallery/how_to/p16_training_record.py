"""
A record of a training
======================

scikit-learn keeps the training loss of a network and little else. A record keeps what you ask for,
and the network is the one that ``fit`` makes, bit for bit.
"""

# %%
# Give it data to judge the network by after each epoch, and ask for the network as it was.

import tempfile
from pathlib import Path

import numpy as np
from sklearn.datasets import make_moons
from sklearn.neural_network import MLPClassifier

import nnviz

X, y = make_moons(n_samples=400, noise=0.3, random_state=0)
model = MLPClassifier(
    hidden_layer_sizes=(8,), learning_rate_init=0.01, max_iter=2000, random_state=0
)
record = nnviz.record_training(
    model, X[::2], y[::2], X_val=X[1::2], y_val=y[1::2], evaluate_every=1, snapshots=20
)
nnviz.plot_loss(record, figsize=(8, 5))

fitted = model.fit(X[::2], y[::2])
assert all(map(np.array_equal, fitted.coefs_, record.estimator.coefs_))

# %%
# Each series says what it is: whether the loss has the penalty, on which data, exactly or as a
# mean over the epoch.

print(record.history)
for series in record.history.series[:4]:
    print(f"{series.name}: {series.label}, {series.final:.4f} at the end")

# %%
# The snapshots are networks, and epoch 0 is before any update.

first, *_, last = record.snapshots
nnviz.draw_panels(record, nnviz.plot_decision_boundary, X, y, epochs=[first, 20, last])

# %%
# A record is saved without pickling, and comes back with its curves and snapshots.

path = Path(tempfile.mkdtemp()) / "moons.npz"
record.save(path)
print(nnviz.TrainingRecord.load(path))
