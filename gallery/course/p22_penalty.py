"""
How strong a penalty?
=====================

Regularisation: large weights cost something.
"""

# %%
# To the loss of the data a penalty may be added, :math:`\alpha` times half the sum of all squared
# weights, divided by the number of samples. It keeps weights small unless they are worth their
# price. We train the network that fits the curve with five values of :math:`\alpha`.

import numpy as np
import pandas as pd
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
model = Pipeline(
    [
        ("scaler", StandardScaler().set_output(transform="pandas")),
        ("mlp", MLPRegressor(hidden_layer_sizes=(80, 20), max_iter=2000, random_state=2024)),
    ]
)
sweep = nnviz.sweep_training(
    model,
    X_train,
    y_train,
    {"alpha": [1e-5, 1e-3, 0.1, 10, 1000]},
    X_test=X_test,
    y_test=y_test,
    cv=5,
)
nnviz.plot_loss(sweep, columns=1, figsize=(8, 11))

# %%
# The loss in these panels is that of the last epoch, as scikit-learn reports it: a mean while the
# weights move, *with the penalty*. So under another :math:`\alpha` it is another loss, and a
# smaller number does not mean a better fit. With :math:`\alpha = 1000` nearly all of what one sees
# at the start is the penalty.

for run in sweep.runs:
    loss = run.history.training_loss
    fit = nnviz.backward(run.estimator, X_train, y_train).loss
    print(
        f"alpha {run.params['mlp__alpha']:7g}: loss {loss.values[0]:7.3f} to {loss.final:.3f},"
        f" without the penalty {fit:.3f}; R² test {run.scores['test']:.3f}"
    )

# %%
# What fits are there?

fits = {f"alpha = {run.params['mlp__alpha']:g}": run.estimator for run in sweep.runs}
nnviz.plot_fit(None, X_train, y_train, compare=fits, figsize=(8, 5.5))

# %%
# The strongest penalty leaves a constant: all weights are about zero, and the bias of the output,
# which is free, is the mean of the data.

constant = sweep.runs[-1]
largest = max(abs(W).max() for W in constant.estimator["mlp"].coefs_)
print(f"largest weight {largest:.2g}")
print(f"mean prediction {constant.estimator.predict(X_train).mean():.3f}")
print(f"mean of y       {y_train.mean():.3f}")
assert constant.constant
assert largest < 0.05

# %%
# Which one to take
# -----------------
# It is tempting to take the :math:`\alpha` with the best score on the test points. Then these have
# taken part in the choice and no longer tell how the network does on new data. Cross-validation
# chooses with training points only: each fifth of them is predicted by a network that was trained
# on the other four.

nnviz.plot_sweep_scores(sweep, scores=["train", "cv"], figsize=(8, 4.5))

# %%
chosen = sweep.runs[sweep.best]
print(f"chosen by cross-validation: alpha = {chosen.params['mlp__alpha']:g}")
print(f"R² on the test points, looked at once: {chosen.scores['test']:.3f}")

# sphinx_gallery_thumbnail_number = 2

# %%
# With 800 points for a curve with one input, little penalty is needed. The next page has thirty.
