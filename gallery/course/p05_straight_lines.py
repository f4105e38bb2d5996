"""
Straight lines stay straight
============================

Why a network needs a bend: without one, all its layers are a single layer.
"""

# %%
# Leave the activation out, that is, take the identity :math:`h(z) = z`. Each neuron then computes a
# straight line of its inputs, and straight lines of straight lines are straight lines. Here are two
# networks of one shape, trained on the same points. They differ in their activation alone.

import numpy as np
import pandas as pd
from sklearn.neural_network import MLPRegressor

import nnviz

x = np.linspace(0, 5, 300)
X = pd.DataFrame({"x": x})
y = pd.Series(x / 2 + np.sin(x) * np.cos(2 * x), name="y")

models = {
    activation: MLPRegressor(
        hidden_layer_sizes=(10, 6),
        activation=activation,
        solver="lbfgs",
        max_iter=5000,
        random_state=2,
    ).fit(X, y)
    for activation in ("identity", "tanh")
}
nnviz.plot_fit(None, X, y, compare=models)

# %%
# The network of straight lines has learned something: the best line. More layers will not help it.
# Its matrices of weights can be multiplied with each other, and what remains is one weight and one
# bias.

network = nnviz.as_network(models["identity"])
W = [connection.weights for connection in network.connections]
b = [layer.bias for layer in network.layers[1:]]
weight = W[0] @ W[1] @ W[2]
bias = (b[0] @ W[1] + b[1]) @ W[2] + b[2]
collapsed = nnviz.Network.from_arrays([weight], [bias], input_names=["x"], output_names=["y"])
assert np.allclose(models["identity"].predict(X), X.to_numpy() @ weight[:, 0] + bias)

print(f"{network.n_parameters} parameters do the work of {collapsed.n_parameters}")
print(f"y = {weight.item():.3f} x + {bias.item():.3f}")
slope, intercept = np.polyfit(x, y, 1)
print(f"least squares: y = {slope:.3f} x + {intercept:.3f}")
assert np.allclose([weight.item(), bias.item()], [slope, intercept], atol=0.01)

# %%
panels = {"as it was trained": network, "all that it can do": collapsed}
nnviz.draw_panels(panels, nnviz.draw_network, edge_labels=False)

# %%
# A bend in the hidden layers is what makes the difference. The output layer of a network that
# predicts a number can do without one.
