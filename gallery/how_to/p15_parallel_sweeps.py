"""
Trying many values at once
==========================

How strong should the penalty be, how wide the layer? A sweep trains one model for each value, on
as many processors as you like.
"""

# %%
# One training for each combination of the values, here of one parameter. ``n_jobs=2`` trains two
# at a time; the results are the same to the last bit, however many.

from sklearn.datasets import make_moons
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

import nnviz

X, y = make_moons(n_samples=400, noise=0.3, random_state=0)
X, X_test, y, y_test = train_test_split(X, y, stratify=y, random_state=0)
model = MLPClassifier((20,), learning_rate_init=0.01, max_iter=3000, random_state=0)
sweep = nnviz.sweep_training(model, X, y, {"alpha": [1e-4, 0.1, 1, 10, 100]}, cv=5, n_jobs=2)
nnviz.plot_loss(sweep, figsize=(9, 5))

# %%
# Each panel has the others faintly behind it. The losses contain the penalty, so that a stronger
# one has a higher loss for that alone: compare scores, not losses. Cross-validation is for
# choosing, since it leaves the test set out.

nnviz.plot_sweep_scores(sweep)

# %%
# The test set is asked once, at the end.

best = sweep.runs[sweep.best]
print(best.params, "cross-validated:", round(best.scores["cv"], 3))
print("on the test set:", round(best.estimator.score(X_test, y_test), 3))
