"""
One flower through the network
==============================

A forward pass, layer by layer, and how softmax turns sums into probabilities.
"""

# %%
# To predict is to let the numbers of one sample run through the network, from left to right. We
# send the first test flower through the network of the three species.

import numpy as np
import pandas as pd
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import nnviz

iris = load_iris(as_frame=True)
flowers = iris.data.rename(columns=lambda name: name.removesuffix(" (cm)"))
species = pd.Series(iris.target_names[iris.target], name="species")
X_train, X_test, y_train, y_test = train_test_split(
    flowers, species, test_size=0.2, random_state=1, stratify=species
)
model = make_pipeline(
    StandardScaler().set_output(transform="pandas"),
    MLPClassifier(hidden_layer_sizes=(3, 2), max_iter=6000, random_state=2024),
)
model.fit(X_train, y_train)
flower = X_test.iloc[[0]]
nnviz.draw_network(model, sample=flower, edge_values="contribution", figsize=(9.5, 5.8))

# %%
# Each neuron holds what it puts out: the inputs are the standardised measurements. A line is no
# longer a weight but a contribution, the weight times what comes in, so a neuron's sum is that of
# the lines from the left and its bias. The bars at the right are the probabilities.
#
# One neuron by itself:

neuron = nnviz.draw_neuron(model, layer=1, neuron=0, sample=flower)

# %%
# The whole pass
# --------------
# Weighted sums and what becomes of them, in numbers. The first layer is hidden 1.

passed = nnviz.forward(model, flower)
for layer, (z, a) in enumerate(
    zip(passed.preactivations[1:], passed.activations[1:], strict=True), start=1
):
    print(f"layer {layer}: sums {z[0].round(2)}, activations {a[0].round(3)}")

# %%
# Softmax
# -------
# The last layer's sums :math:`z_k` may have any sign and size. Softmax raises *e* to them and
# divides by the total:
#
# .. math:: p_k = \frac{e^{z_k}}{\sum_m e^{z_m}} .
#
# The order stays, all numbers are positive, and they add up to 1.

z = passed.preactivations[-1][0]
p = np.exp(z) / np.exp(z).sum()
print("probabilities:", dict(zip(model.classes_.tolist(), p.round(3).tolist(), strict=True)))
assert np.allclose(p, model.predict_proba(flower)[0])

# %%
# The curve is the probability of *Iris virginica* as its own sum varies and those of the others
# stay; the dot is our flower.

nnviz.draw_neuron(model, layer=3, neuron=2, sample=flower)

# %%
# A flower that is hard to tell
# -----------------------------
# The test flower for which the largest probability is the smallest:

least_sure = model.predict_proba(X_test).max(axis=1).argmin()
nnviz.draw_network(
    model, sample=X_test.iloc[[least_sure]], edge_values="contribution", figsize=(9.5, 5.8)
)

# %%
print("probabilities:", model.predict_proba(X_test.iloc[[least_sure]])[0].round(3))
print("species:", y_test.iloc[least_sure])
