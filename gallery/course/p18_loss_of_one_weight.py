"""
The loss as one weight moves
============================

Hold all weights but one, and the loss is a curve. Its slope is the gradient.
"""

# %%
# The network of the two circles has 85 parameters. We move one of them, the weight
# :math:`w^{(1)}_{04}` from input 0 to neuron 4 of the first hidden layer (both count from 0), and
# hold the others. The dot is the weight as it was trained, the line is the tangent there.

import pandas as pd
from sklearn.datasets import make_circles
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

import nnviz

points, labels = make_circles(n_samples=1000, factor=0.2, noise=0.15, random_state=2024)
X_train, X_test, y_train, y_test = train_test_split(
    pd.DataFrame(points, columns=["X0", "X1"]),
    labels,
    test_size=0.2,
    random_state=1,
    stratify=labels,
)
model = MLPClassifier(hidden_layer_sizes=(8, 6), max_iter=2000, random_state=2024)
record = nnviz.record_training(model, X_train, y_train, snapshots=[0, 40])
weight = (1, 0, 4)
curve = nnviz.plot_loss_surface(
    record.estimator, X_train, y_train, weights=[weight], figsize=(8, 4.5)
)

# %%
# The slope of the tangent is a component of the gradient. It can be computed without moving the
# weight at all, from the numbers of one forward and one backward pass. Page
# :ref:`sphx_glr_gallery_course_p28_paths_of_the_gradient.py` takes it apart.

gradient = nnviz.gradient_paths(record.estimator, weight, X_train, y_train).gradient
print(f"slope of the curve: {curve.slopes[0]:.6f}")
print(f"gradient:           {gradient:.6f}")
assert abs(curve.slopes[0] - gradient) < 1e-12

# %%
# Earlier in the training
# -----------------------
# After 40 epochs the same weight was far from the bottom of its valley, and the slope was steeper.
# The slope is positive, so a smaller weight has a smaller loss: *downhill* is against the gradient.

early = nnviz.plot_loss_surface(
    record.snapshots[40], X_train, y_train, weights=[weight], figsize=(8, 4.5)
)
print(f"slope after 40 epochs: {early.slopes[0]:.6f}")
assert early.slopes[0] > curve.slopes[0] > 0

# %%
# The valley itself has moved meanwhile, since all the other weights have. Training is a walk
# downhill in 85 directions at once. With two of them we see a landscape:

nnviz.plot_loss_surface(
    record.snapshots[40], X_train, y_train, weights=[weight, (1, 1, 5)], figsize=(7, 5.5)
)

# %%
# The same in three dimensions:

nnviz.plot_loss_surface(
    record.snapshots[40],
    X_train,
    y_train,
    weights=[weight, (1, 1, 5)],
    kind="surface",
    figsize=(7, 5.5),
)

# sphinx_gallery_thumbnail_number = 3
