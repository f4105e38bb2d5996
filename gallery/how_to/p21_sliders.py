"""
Sliders in a notebook
=====================

Turn a weight by hand and see what becomes of the network, or move through its training: with
ipywidgets, a function that draws is all that a slider needs.
"""

# %%
# ``show`` puts the numbers of another network into a picture that is there, which is faster than
# drawing it anew. Its pixels are the same. A fixed norm keeps colours and widths comparable while
# the slider moves.

from matplotlib.colors import CenteredNorm
from sklearn.datasets import make_circles
from sklearn.neural_network import MLPClassifier

import nnviz

X, y = make_circles(n_samples=400, factor=0.2, noise=0.15, random_state=0)
model = MLPClassifier(hidden_layer_sizes=(8, 6), max_iter=2000, random_state=2024)
record = nnviz.record_training(model, X, y, snapshots=10)
display = nnviz.draw_network(record.snapshots[0], norm=CenteredNorm(0, halfrange=3))
display.close()  # the functions below hand the figure over, and it is to be shown once


def at_epoch(epoch):
    display.show(display.with_model(record.snapshots[epoch]))
    return display.figure_


def with_weight(value):
    network = nnviz.as_network(record.estimator).with_weights({(1, 0, 4): value})
    display.show(display.with_model(network))
    return display.figure_


at_epoch(max(record.snapshots))

# %%
# In a notebook these lines make the sliders. They need the package ipywidgets.
#
# .. code-block:: python
#
#     from ipywidgets import SelectionSlider, interact
#
#     interact(at_epoch, epoch=SelectionSlider(options=list(record.snapshots)))
#     interact(with_weight, value=(-3.0, 3.0, 0.1))
#
# What the second one shows at -3:

with_weight(-3.0)
