"""
Biases
======

Every neuron adds a bias to its weighted sum. Diagrams leave it out as a rule, which hides some of
the numbers that a network has learned. There are three ways to show it.
"""

# %%
# As neurons that always put out 1, with the biases as the weights of their edges. Captions can
# count the parameters of each layer, and biases are among them.

from sklearn.datasets import make_moons
from sklearn.neural_network import MLPClassifier

import nnviz

X, y = make_moons(n_samples=300, noise=0.15, random_state=0)
model = MLPClassifier(
    hidden_layer_sizes=(5, 3), alpha=1, solver="lbfgs", max_iter=2000, random_state=8
)
model.fit(X, y)
nnviz.draw_network(model, bias=True, captions="parameters")

# %%
# As the fill of the neurons themselves. No edges are added, and the two scales stay apart.

nnviz.draw_network(model, neuron_fill="bias", edge_labels=False)

# %%
# As a term of one neuron's sum, where it enters from above. With ``bias="input"`` it is a further
# input instead, fixed at 1: the same arithmetic, which is known as the bias trick.

nnviz.draw_neuron(model, layer=1, neuron=2, sample=X[0])

# %%
nnviz.draw_neuron(model, layer=1, neuron=2, sample=X[0], bias="input")

# %%
# As numbers: the network has them by layer.

network = nnviz.as_network(model)
for number, layer in enumerate(network.layers[1:], start=1):
    print(network.layer_name(number), layer.bias.round(2))
print(network.summary())

# sphinx_gallery_thumbnail_number = 2
