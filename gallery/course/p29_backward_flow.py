"""
The gradient flows backwards
============================

All gradients in one pass, from the loss to the inputs.
"""

# %%
# Backpropagation starts at the loss. How much it changes with the output's sum is known:
# :math:`(\hat y_i - y_i)/n`. From there it goes back, layer by layer. What reaches a neuron is what
# the neurons behind it have, times the weights between, times its own slope. What a weight gets is
# that, times what came into the weight.

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
record = nnviz.record_training(model, X_train, y_train, snapshots=[0, 40, 240])
early = record.snapshots[40]
gradient = nnviz.backward(early, X_train, y_train)
display = nnviz.draw_network(early, edge_values=gradient, figsize=(8.3, 6))

# %%
# This is the network after 40 epochs. Each line is the gradient of that weight: blue where lowering
# the weight lowers the loss, orange where raising it does. Neurons show the gradient of their sums.
# A weight whose neuron is silent, or takes in what a silent one puts out, has a gradient of zero.

for connection, g in zip(early.connections, gradient.weight_gradients, strict=True):
    print(
        f"layer {connection.source} to {connection.target}: largest {abs(g).max():.4f},"
        f" {(g == 0).sum()} of {g.size} are zero"
    )

# %%
# The pass, step by step
# ----------------------
# From right to left, a layer at a time. First what reaches the weights of the output:

steps = display.steps()
steps[1]

# %%
# Then those between the hidden layers, and in the end the picture above.

steps[2]

# %%
# At the end of the training
# --------------------------
# The same network before its first update, after 40 and 240 epochs, and at the end, all on one
# scale. The gradient fades as the loss comes to its lowest point.

networks = {f"after {epoch} epochs": network for epoch, network in record.snapshots.items()}
networks["at the end"] = nnviz.as_network(record.estimator)


def flow(network, ax=None, **options):
    gradient = nnviz.backward(network, X_train, y_train)
    return nnviz.draw_network(network, edge_values=gradient, ax=ax, **options)


nnviz.draw_panels(networks, flow, columns=2, captions=False, neuron_labels=None, figsize=(8.3, 6.5))

# %%
# Against the gradient
# --------------------
# Each weight takes a step against its own gradient. One such step, for all 85 parameters at once,
# makes the loss smaller.

stepped = nnviz.record_training(early, X_train, y_train, learning_rate=0.5, max_iter=1)
losses = stepped.history.training_loss.values
print(f"loss before the step {losses[0]:.5f}, after it {losses[1]:.5f}")
assert losses[1] < losses[0]
