"""
Ten minutes with nnviz
======================

From a fitted model to a picture of its weights, of what its neurons see, of what it decides and of
how it learned. You need Python, and a first idea of what a neural network is.
"""

# %%
# A model
# -------
# nnviz draws models that you have fitted yourself, here scikit-learn's classifier of two classes
# of points. Half of the points are kept for testing.

from sklearn.datasets import make_moons
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

X, y = make_moons(n_samples=400, noise=0.2, random_state=0)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.5, random_state=0)
model = MLPClassifier(
    hidden_layer_sizes=(6, 3), solver="lbfgs", alpha=0.01, max_iter=2000, random_state=10
)
model.fit(X_train, y_train)
print("accuracy on the test points:", model.score(X_test, y_test))

# %%
# Its network
# -----------
# One call draws it. The colour and the width of an edge both tell its weight: orange is negative,
# blue positive, wide is strong. The number in a circle is the neuron's index, by which you can ask
# for it.

import nnviz

nnviz.draw_network(model)

# %%
# The same call takes a ``Pipeline``, a search, two lists of arrays, a graph of networkx, or just
# the sizes of layers: ``nnviz.draw_network([4, 3, 2, 3])``. With a sample, the circles hold what
# each neuron puts out for it.

nnviz.draw_network(model, sample=X_test[1])

# %%
# What a call returns
# -------------------
# Every function returns a *display*: the numbers that it shows, the figure, and what can be done
# with the picture.

display = nnviz.draw_network(model, bias=True, orientation="vertical", figsize=(6, 7))
print(display.network.summary())

# %%
# The same display writes the picture to a file, in the format that its name asks for, and puts it
# into words, for readers who cannot see it. These words are written into the file too.

import tempfile
from pathlib import Path

path = display.save(Path(tempfile.mkdtemp()) / "network.svg")
print(path.name, "has", path.stat().st_size // 1024, "KB")
print(display.alt_text())
display.close()

# %%
# One neuron
# ----------
# A neuron weighs its inputs, adds a bias and bends the sum. Here is one of the first layer, with
# the arithmetic for one sample below.

nnviz.draw_neuron(model, layer=1, neuron=4, sample=X_test[1])

# %%
# In place of its number, each neuron can show what it puts out for any point of the plane. The
# first layer cuts the plane along straight lines; the later ones put the pieces together.

nnviz.draw_neuron_maps(model, X_train, y_train, figsize=(8, 5))

# %%
# What it decides
# ---------------
# The boundary between the two answers, with the points that were used in training filled and those
# for testing hollow. Wrong ones are ringed and counted.

nnviz.plot_decision_boundary(model, X_train, y_train, X_test=X_test, y_test=y_test)

# %%
# The gradient
# ------------
# Training moves each weight against its gradient. ``backward`` computes it for all weights at once,
# and the diagram shows it in their place.

gradient = nnviz.backward(model, X_train, y_train)
print(f"loss {gradient.loss:.4f}")
nnviz.draw_network(model, edge_values=gradient)

# %%
# For a single weight, all paths to the output take part. The chain rule is written along one of
# them.

nnviz.draw_backprop(model, (1, 0, 4), path="strongest", X=X_train, y=y_train, figsize=(8, 6))

# %%
# How it learned
# --------------
# ``record_training`` fits a copy of a model just as its own ``fit`` does, and keeps what that
# forgets: the loss on other data, and the network itself, epoch by epoch.

learner = MLPClassifier(
    hidden_layer_sizes=(6, 3), learning_rate_init=0.02, max_iter=1000, random_state=10
)
record = nnviz.record_training(learner, X_train, y_train, X_val=X_test, y_val=y_test, snapshots=10)
nnviz.plot_loss(record)

# %%
# Its snapshots are networks, and go wherever models go. ``draw_panels`` draws one picture of each,
# all on one scale.

epochs = list(record.snapshots)
chosen = [epochs[0], epochs[len(epochs) // 3], epochs[-1]]
nnviz.draw_panels(
    record, nnviz.plot_decision_boundary, X_train, y_train, epochs=chosen, figsize=(9, 3.6)
)

# %%
# Where to go from here
# ---------------------
# :doc:`The course </gallery/course/index>` explains neural networks from the beginning, with these
# pictures. :doc:`How to </gallery/how_to/index>` has one short page for each thing to do, and
# :doc:`the guide </guide/index>` says which picture answers which question.
#
# sphinx_gallery_thumbnail_number = 6
