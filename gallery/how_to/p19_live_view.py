"""
A training that you can watch
=============================

A long training need not be a blank cell. ``live`` names the function that draws it while it runs.
"""

# %%
# In a notebook, or in a script with a window, this draws the curves and goes on drawing them:
#
# .. code-block:: python
#
#     nnviz.record_training(model, X, y, X_val=X_val, y_val=y_val, live=nnviz.plot_loss)
#
# The curves appear below the cell with the first epoch and grow to the right; the axes follow.
# The picture is replaced in its place, and no second one is left when the training ends. Drawing
# takes about a fifth of the time, so that a training of a minute lasts about a minute and a quarter.
#
# If a curve tells you enough, stop the cell (or press Ctrl-C): the record has everything so far.
# With ``progress=True`` a bar counts the epochs as well.

# %%
# What stands there in the end is the picture of the whole training, which is this one.

from functools import partial

from sklearn.datasets import make_moons
from sklearn.neural_network import MLPClassifier

import nnviz

X, y = make_moons(n_samples=400, noise=0.3, random_state=0)
model = MLPClassifier(
    hidden_layer_sizes=(20,), batch_size=10, learning_rate_init=0.01, max_iter=500, random_state=0
)
record = nnviz.record_training(model, X[::2], y[::2], X_val=X[1::2], y_val=y[1::2])
nnviz.plot_loss(record)

# %%
# Options go along with ``functools.partial``: ``live=smooth`` shows the losses on a
# logarithmic scale, and a moving average over their values.

smooth = partial(nnviz.plot_loss, log=True, smoothing=0.9, scores=False)
smooth(record)
