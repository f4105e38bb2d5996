"""
From a ravine to a bowl
=======================

Why inputs are standardised before training.
"""

# %%
# A straight line through the noisy points of an earlier page: one weight, one bias, half the
# squared error. We train it twice, on the *x* as it comes, between 0 and 5, and on the standardised
# one, with a mean of 0 and a standard deviation of 1. Both start at zero and take 15 steps, each
# with a learning rate of three quarters of what its landscape allows.

import matplotlib.pyplot as plt
import numpy as np

import nnviz

rng = np.random.default_rng(2024)
x = np.linspace(0, 5, 1000)[:, None]
y = x / 2 + np.sin(x) * np.cos(2 * x) + 0.3 * rng.normal(size=x.shape)

inputs = {"as it comes": x, "standardised": (x - x.mean()) / x.std()}
start = nnviz.Network.from_arrays([[[0.0]]], [[0.0]], out_activation="identity")


def curvatures(x):
    """How much the slope changes per step, along and across the valley of the loss."""
    ones = np.hstack([x, np.ones_like(x)])
    return np.linalg.eigvalsh(ones.T @ ones / len(x))


records = {
    name: nnviz.record_training(
        start, x, y, learning_rate=1.5 / curvatures(x).max(), max_iter=15, snapshots=1
    )
    for name, x in inputs.items()
}
figure, axes = plt.subplots(1, 2, figsize=(8.3, 4.5))
for ax, (name, record) in zip(axes, records.items(), strict=True):
    nnviz.plot_loss_surface(
        record,
        inputs[name],
        y,
        weights=[(1, 0, 0), (1, "bias", 0)],
        colorbar=False,
        legend=False,
        ax=ax,
    )
    ax.set_title(name)

# %%
# The loss is the same function of the line that is drawn through the points. In the weight and the
# bias it looks different: as *x* comes, a change of the weight can nearly be made up for by the
# bias, which makes a ravine. The steps jump from wall to wall and creep along its floor.
# Standardised, the two have nothing to do with each other, and the landscape is a round bowl.

for name, x in inputs.items():
    least, largest = curvatures(x)
    print(f"{name}: {largest / least:.1f} times steeper across than along")

# %%
nnviz.plot_loss(records, log=True, figsize=(8, 4))

# %%
# Best lines have the same loss in both; the ravine needs many more steps to come near it.

best = np.polynomial.Polynomial.fit(inputs["as it comes"][:, 0], y[:, 0], 1)
least = ((best(inputs["as it comes"]) - y) ** 2).mean() / 2
for name, record in records.items():
    print(f"{name}: {record.history.training_loss.final - least:.2e} above the least loss")
