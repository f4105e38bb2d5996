"""
A curve through noisy points
============================

Regression: the output of the network is a number.
"""

# %%
# A thousand points scatter about the curve :math:`y = x/2 + \sin(x) \cos(2x)`. A fifth of them is
# put aside for testing. The line is the best guess of someone who does not look at *x*: the mean.
# It is what :math:`R^2` starts to count from.

import numpy as np
import pandas as pd
from sklearn.dummy import DummyRegressor
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
mean = DummyRegressor().fit(X_train, y_train)
nnviz.plot_fit(mean, X_train, y_train, figsize=(8, 3.5))

# %%
# The network has hidden layers of 80 and 20 neurons and, as for all regressions, an output without
# a bend. The input is standardised first. What it makes of the training points:

model = Pipeline(
    [
        ("scaler", StandardScaler().set_output(transform="pandas")),
        ("mlp", MLPRegressor(hidden_layer_sizes=(80, 20), max_iter=2000, random_state=2024)),
    ]
)
model.fit(X_train, y_train)
nnviz.plot_fit(model, X_train, y_train, figsize=(8, 3.5))

# %%
# And the same curve beside the test points, which it has not seen:

nnviz.plot_fit(model, X_test, y_test, figsize=(8, 3.5))

# %%
# The scores are close to each other, so the network has learned the curve and not the noise. What
# remains is noise: its standard deviation is 0.3, and below, the differences show hardly any
# pattern.

fit = nnviz.plot_fit(
    model, X_train, y_train, X_test=X_test, y_test=y_test, residuals=True, figsize=(8, 5)
)
rest = y_test - model.predict(X_test)
print(f"standard deviation of the differences: {rest.std():.3f}")

# %%
# Beyond the data
# ---------------
# Where there were no training points, nothing holds the curve. New points, some of which lie
# outside:

X_new = pd.DataFrame({"X": np.random.default_rng(2024).normal(size=10)})
x_new = X_new["X"].to_numpy()
y_new = x_new / 2 + np.sin(x_new) * np.cos(2 * x_new) + 0.3 * rng.normal(size=10)
nnviz.plot_fit(model, X_train, y_train, X_test=X_new, y_test=y_new, extrapolate=1.5, figsize=(8, 4))

# %%
# The loss, half the mean of the squared differences, each prediction with its own point:

inside = X_new["X"].between(0, 5).to_numpy()
squared = (model.predict(X_new) - y_new) ** 2
print(f"training points:            {np.mean((model.predict(X_train) - y_train) ** 2) / 2:.4f}")
print(f"{inside.sum()} new points in the range: {squared[inside].mean() / 2:.4f}")
print(f"{(~inside).sum()} new points outside it:    {squared[~inside].mean() / 2:.4f}")

# %%
# Two points are few to judge by. The whole grey strips, against the curve that the data came from:

strips = np.concatenate([np.linspace(-1.5, 0, 100), np.linspace(5, 6.5, 100)])
wrong = (
    model.predict(pd.DataFrame({"X": strips})) - strips / 2 - np.sin(strips) * np.cos(2 * strips)
)
print(f"in the strips:              {np.mean(wrong**2) / 2:.4f}")
assert np.mean(wrong**2) > 4 * np.mean((model.predict(X_train) - y_train) ** 2)

# sphinx_gallery_thumbnail_number = 2
