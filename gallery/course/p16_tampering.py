"""
Tampering with the weights
==========================

The loss says how good the weights are: replace some, and it shows.
"""

# %%
# A network's predictions depend on its weights and biases, and so does its *loss*, one number that
# says how far the predictions are from the data. For a regression it is half of the mean squared
# difference:
#
# .. math:: L = \frac{1}{2n} \sum_{i=1}^{n} (\hat y_i - y_i)^2 .

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
model.fit(X_train, y_train)
fitted = nnviz.as_network(model)
print(f"loss of the fitted network: {nnviz.backward(fitted, X_train, y_train).loss:.4f}")
assert round(nnviz.backward(fitted, X_train, y_train).loss, 4) == 0.0493

# %%
# Now put random numbers between 0 and 0.1 in the place of the 20 weights of the output. The model
# itself stays as it is: the new weights make a new network.

numbers = np.random.default_rng(2024).uniform(0, 0.1, 20)
tampered = fitted.with_weights({(3, i, 0): number for i, number in enumerate(numbers)})
print(f"loss of the tampered network: {nnviz.backward(tampered, X_train, y_train).loss:.4f}")
assert round(nnviz.backward(tampered, X_train, y_train).loss, 4) == 0.9872

# %%
# What was changed, on one scale of colours: all that the last layer had learned is gone.

networks = {"fitted": fitted, "tampered": tampered}
nnviz.draw_panels(networks, nnviz.plot_weights, layers=3, values=False, figsize=(7, 4.5))

# %%
# What became of the fit:

nnviz.plot_fit(None, X_train, y_train, compare=networks, figsize=(8, 4))

# %%
# The two hidden layers still do what they did. What they say is added up in the wrong way, and so
# all of their work is lost. Training is the way back: the search for weights whose loss is small.

restored = tampered.with_weights(
    {(3, i, 0): weight for i, weight in enumerate(model["mlp"].coefs_[2][:, 0])}
)
print(f"loss of the restored network: {nnviz.backward(restored, X_train, y_train).loss:.4f}")
