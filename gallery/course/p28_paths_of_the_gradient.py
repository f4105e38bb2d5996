"""
Paths of the gradient
=====================

How much does the loss change when one weight of the first layer does?
"""

# %%
# The answer to this question, for all weights, is the gradient, and *backpropagation* is the way to
# compute it. We take the weight :math:`w^{(1)}_{04}`: from input 0 to neuron 4 of the first hidden
# layer, both counted from 0. A change of it changes what neuron 4 puts out. All six neurons of the
# next layer take that in, and each of them changes the output. So there are six paths from the
# weight to the loss. One is marked, by way of neuron 3.

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
model.fit(X_train, y_train)
weight = (1, 0, 4)
nnviz.draw_backprop(model, weight, path=(3, 0), figsize=(8.3, 6))

# %%
# One path
# --------
# Along a path the chain rule multiplies: for each neuron that the path enters the slope of its
# activation, for each edge after the weight its own weight, and what came into the weight. The
# factors stand below the part of the network that they belong to. Written from left to right:
#
# .. math::
#
#     A^{(0)}_{i0} \cdot h'(z^{(1)}_{i4}) \cdot w^{(2)}_{43} \cdot h'(z^{(2)}_{i3}) \cdot
#     w^{(out)}_{30} \cdot \frac{\partial L}{\partial z^{(out)}_{i0}},
#     \qquad \frac{\partial L}{\partial z^{(out)}_{i0}} = \frac{1}{n} (\hat y_i - y_i) .
#
# The last factor is the slope of the log loss and that of the logistic function in one. The index
# *i* is the sample: products are formed for each sample by itself and added up afterwards. The
# forward pass gives all *z* and all activations; the weights are what they are.
#
# With numbers
# ------------
# With data, the lines are as wide as the part of the gradient that flows through them, and the row
# of numbers is that of one sample: here the one that adds most. The marked path is the strongest.
# Dotted paths carry nothing, for any sample: a neuron on them always has a slope of 0.

paths = nnviz.gradient_paths(model, weight, X_train, y_train)
by_sample = paths.sample_products.sum(axis=1)
nnviz.draw_backprop(
    model,
    weight,
    path="strongest",
    X=X_train,
    y=y_train,
    sample=int(abs(by_sample).argmax()),
    figsize=(8.3, 6.5),
)

# %%
# Samples that leave neuron 4 silent add nothing: its slope is then 0, a gate that is closed, and so
# are all products.

z = nnviz.forward(model, X_train).preactivations[1][:, 4]
print(f"neuron 4 is silent for {(z < 0).sum()} of {z.size} samples")
assert all(by_sample[z < 0] == 0)
nnviz.draw_backprop(
    model,
    weight,
    path="strongest",
    X=X_train,
    y=y_train,
    sample=int(z.argmin()),
    figsize=(8.3, 6.5),
)

# %%
# Six products and their sum
# --------------------------

print(paths.summary())
assert paths.n_paths == 6

# %%
# It is the slope of the loss as that weight moves, so it can be checked by moving it:

step = 1e-4
network = nnviz.as_network(model)
value = model.coefs_[0][0, 4]
moved = [
    nnviz.backward(network.with_weights({weight: value + sign * step}), X_train, y_train).loss
    for sign in (1, -1)
]
difference = (moved[0] - moved[1]) / (2 * step)
print(f"sum over paths and samples: {paths.gradient:.7f}")
print(f"moving the weight:          {difference:.7f}")
assert abs(difference - paths.gradient) < 1e-6

# %%
# More layers, more paths
# -----------------------
# The number of paths is the product of the widths of all layers after the weight. A deep network
# has far too many to go through one by one; nobody has to. At each neuron what comes from behind is
# added up once and passed on, and one pass backwards through the network gives the gradient of all
# weights: :ref:`sphx_glr_gallery_course_p29_backward_flow.py`.

for sizes in ([2, 8, 6, 1], [1, 80, 20, 1], [784, 100, 100, 100, 10]):
    widths = sizes[2:]
    count = 1
    for width in widths:
        count *= width
    print(f"{sizes}: {count:,} paths from a weight of the first layer")

# sphinx_gallery_thumbnail_number = 2
