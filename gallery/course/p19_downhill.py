"""
Downhill
========

Steps that are too small, right, and too large; and steps that remember.
"""

# %%
# Gradient descent takes a step against the gradient, again and again:
#
# .. math:: w \leftarrow w - \eta \, \frac{\partial L}{\partial w} .
#
# The learning rate :math:`\eta` decides how far. To see what it does we take the smallest network
# that there is: one input, one weight, no bend. It has to find that *y* is twice *x*, and its loss
# is a parabola.

import numpy as np

import nnviz

x = np.linspace(-1.7, 1.7, 41)[:, None]
start = nnviz.Network.from_arrays([[[-1.0]]], out_activation="identity")
rates = {"too small": 0.03, "right": 0.6, "too large": 2.05}
records = {
    f"{name}: {rate}": nnviz.record_training(
        start, x, 2 * x, learning_rate=rate, max_iter=12, snapshots=1
    )
    for name, rate in rates.items()
}


def parabola(name, ax=None):
    return nnviz.plot_loss_surface(
        start,
        x,
        2 * x,
        weights=[(1, 0, 0)],
        descents={"steps": records[name]},
        span=(-6, 10),
        tangent=False,
        ax=ax,
    )


nnviz.draw_panels({name: name for name in records}, parabola, figsize=(8.3, 3.8))

# %%
# Twelve steps each, from the same weight. Steps that are too small have hardly left; steps that are
# too large jump over the valley and land higher than they came from.

for name, record in records.items():
    print(f"{name}: loss {record.history.training_loss.final:.3g} after 12 steps")
small, right, large = (record.history.training_loss for record in records.values())
assert right.final < 1e-6 < small.final < large.final
assert large.final > large.values[0]

# %%
# Two weights
# -----------
# With two weights the loss is a landscape. Here the second input is five times smaller than the
# first, so that the valley is long and narrow: one rate is nearly too large across it and still
# small along it. *Momentum* keeps a part of the last step in the next one, so that steps in the
# same direction add up; Nesterov's variant looks ahead. RMSprop and Adam divide by how large the
# gradient has been, for each weight.

rng = np.random.default_rng(5)
X = rng.normal(size=(200, 2)) * [1.0, 0.2]
y = X @ [[2.0], [3.0]]
start = nnviz.Network.from_arrays([[[-0.8], [-2.0]]], out_activation="identity")
settings = {
    "plain": {"solver": "sgd", "learning_rate": 1.8},
    "momentum": {"solver": "momentum", "learning_rate": 0.5, "momentum": 0.8},
    "Nesterov": {"solver": "nesterov", "learning_rate": 0.5, "momentum": 0.8},
    "RMSprop": {"solver": "rmsprop", "learning_rate": 0.15},
    "Adam": {"solver": "adam", "learning_rate": 0.3},
}
records = {
    name: nnviz.record_training(start, X, y, max_iter=40, snapshots=1, **setting)
    for name, setting in settings.items()
}


def landscape(name, ax=None):
    return nnviz.plot_loss_surface(
        start,
        X,
        y,
        weights=[(1, 0, 0), (1, 1, 0)],
        descents={"steps": records[name]},
        span=((-2, 6), (-3, 7)),
        log=False,
        ax=ax,
    )


nnviz.draw_panels({name: name for name in records}, landscape, columns=3, figsize=(8.3, 6.5))

# %%
# What each of them has reached, step by step:

nnviz.plot_loss(records, log=True, figsize=(8, 4.5))

# %%
# One landscape and forty steps do not make one of them the best. They show what each of them does:
# plain steps zigzag across the valley and creep along it, momentum overshoots and comes back,
# RMSprop and Adam set out in both directions at once.

for name, record in records.items():
    print(f"{name}: loss {record.history.training_loss.final:.2e} after 40 steps")

# sphinx_gallery_thumbnail_number = 2
