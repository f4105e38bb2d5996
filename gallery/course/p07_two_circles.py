"""
Two circles
===========

Two classes that no straight line can tell apart.
"""

# %%
# Our first data are 1,000 points in the plane. Those of class 0 lie around a large circle, those of
# class 1 around a small one within it. A fifth of them is put aside for testing; both parts have
# the same mixture of classes.

import matplotlib.pyplot as plt
import pandas as pd
from sklearn.datasets import make_circles
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

import nnviz

points, labels = make_circles(n_samples=1000, factor=0.2, noise=0.15, random_state=2024)
X_train, X_test, y_train, y_test = train_test_split(
    pd.DataFrame(points, columns=["X0", "X1"]),
    labels,
    test_size=0.2,
    random_state=1,
    stratify=labels,
)

figure, ax = plt.subplots(figsize=(5.5, 5.5))
for label, colour, marker in ((0, "#b84300", "o"), (1, "#0059b3", "^")):
    chosen = X_train[y_train == label]
    ax.plot(chosen["X0"], chosen["X1"], marker, color=colour, markersize=4, label=f"class {label}")
ax.set(xlabel="X0", ylabel="X1", aspect="equal")
legend = ax.legend()

# %%
# What a straight line can do
# ---------------------------
# A logistic regression is a network without hidden layers: one neuron, whose boundary is a straight
# line. Here is the best that it finds.

line = LogisticRegression().fit(X_train, y_train)
nnviz.plot_decision_boundary(line, X_train, y_train, X_test=X_test, y_test=y_test, figsize=(7, 5))

# %%
accuracy = line.score(X_test, y_test)
print(f"right on {accuracy:.0%} of the test points")
assert accuracy < 0.6

# sphinx_gallery_thumbnail_number = 2

# %%
# That is no better than guessing. The boundary that we need goes around the inner circle, and a
# network with hidden layers will bend it.
