"""
Learning rates, and momentum
============================

Six rates, without momentum and with it: what gets better, and what does not.
"""

# %%
# The network of the curve once more, trained by plain gradient descent on batches, with six
# learning rates. Every run may take 2,000 epochs, and is scored by five-fold cross-validation
# besides. The smallest rate is not done by then, of which scikit-learn warns; we know, and let it
# go.

import warnings

import numpy as np
import pandas as pd
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPRegressor
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

import nnviz

rng = np.random.default_rng(2024)
x = np.linspace(0, 5, 1000)
y = x / 2 + np.sin(x) * np.cos(2 * x) + 0.3 * rng.normal(size=1000)
X_train, X_test, y_train, y_test = train_test_split(
    pd.DataFrame({"X": x}), pd.Series(y, name="Y"), test_size=0.2, random_state=1
)
rates = [1e-5, 0.005, 0.01, 0.05, 0.1, 0.5]


def sweep(momentum):
    mlp = MLPRegressor(
        hidden_layer_sizes=(80, 20),
        solver="sgd",
        momentum=momentum,
        max_iter=2000,
        random_state=2024,
    )
    model = Pipeline([("scaler", StandardScaler().set_output(transform="pandas")), ("mlp", mlp)])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return nnviz.sweep_training(
            model,
            X_train,
            y_train,
            {"learning_rate_init": rates},
            cv=5,
            scoring="neg_mean_squared_error",
            n_jobs=2,
        )


plain = sweep(momentum=0)
nnviz.plot_loss(plain, columns=2, figsize=(8.3, 9))

# %%
# The smallest rate has hardly moved after 2,000 epochs. The largest one bounces: its steps are
# longer than the valley is wide. Rates in between do well.
#
# Momentum
# --------
# With momentum a step keeps nine tenths of the one before, in Nesterov's form, which is
# scikit-learn's default:

moving = sweep(momentum=0.9)
nnviz.plot_loss(moving, columns=2, figsize=(8.3, 9))

# %%
# Rate by rate
# ------------
# For each run: the last loss in training, the mean squared error in cross-validation, and how many
# updates it took before it stopped.

for name, runs in {"plain": plain.runs, "momentum 0.9": moving.runs}.items():
    print(name)
    for run in runs:
        history = run.history
        print(
            f"  rate {run.params['mlp__learning_rate_init']:<7g}"
            f"loss {history.training_loss.final:.3f}, error {-run.scores['cv']:.3f},"
            f" {history.n_epochs * history.updates_per_epoch:5} updates, {history.stop}"
        )

# %%
nnviz.plot_sweep_scores(plain, scores=["train", "cv"], figsize=(8, 4))

# %%
nnviz.plot_sweep_scores(moving, scores=["train", "cv"], figsize=(8, 4))

# %%
# What the numbers say:
#
# - Momentum helps the three smallest rates by any measure. The smallest one is still far behind
#   when it stops.
# - At 0.05 and 0.1 the training loss gets a little smaller, in far fewer updates. The
#   cross-validated error gets no smaller.
# - At 0.5 it is ruinous: the network ends up predicting a constant.
# - The order of the rates changes: with momentum a smaller one is the best.
#
# That fits what momentum does. In a direction in which the gradient stays the same, steps add up to
# :math:`1/(1 - 0.9) = 10` times their length. It acts like a rate that is up to ten times larger,
# and that is a help only where the rate was too small.


def losses(sweep):
    return np.array([run.history.training_loss.final for run in sweep.runs])


def errors(sweep):
    return np.array([-run.scores["cv"] for run in sweep.runs])


print("best without momentum:", rates[errors(plain).argmin()])
print("best with momentum:   ", rates[errors(moving).argmin()])
assert errors(moving).argmin() < errors(plain).argmin()
assert (losses(moving) < losses(plain)).tolist() == [True] * 5 + [False]
assert all(errors(moving)[:3] < errors(plain)[:3])
assert all(errors(moving)[3:] > 0.95 * errors(plain)[3:])
assert moving.runs[-1].constant
assert not plain.runs[-1].constant

# sphinx_gallery_thumbnail_number = 3

# %%
# One seed and one split are a small experiment: differences as small as those at 0.05 say little.
# That a rate of 0.5 fails with momentum is no accident, though, as the next page shows.
