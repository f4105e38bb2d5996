"""
One sample's forward pass
=========================

Give a diagram one sample, and it shows what every neuron puts out for it.
"""

# %%
# The sample is a row in the units that ``predict`` takes: here centimetres, which the Pipeline
# scales before they enter the network. The numbers in the input neurons are those after scaling.

from sklearn.datasets import load_iris
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import nnviz

iris = load_iris(as_frame=True)
species = iris.target_names[iris.target]
mlp = MLPClassifier(hidden_layer_sizes=(3, 2), max_iter=6000, random_state=2024)
model = make_pipeline(StandardScaler(), mlp).fit(iris.data, species)
flower = iris.data.iloc[[100]]
nnviz.draw_network(model, sample=flower, figsize=(8, 5))

# %%
# Edges can show what they carry for this sample, which is weight times incoming activation. A
# heavy edge from a neuron that puts out 0 carries nothing.

nnviz.draw_network(model, sample=flower, edge_values="contribution", figsize=(8, 5))

# %%
# The same numbers, layer by layer. The last row is what ``predict_proba`` says.

passed = nnviz.forward(model, flower)
for layer, activations in enumerate(passed.activations):
    print(f"layer {layer}:", activations[0].round(3))
assert abs(passed.output - model.predict_proba(flower)).max() < 1e-12

# %%
# One neuron, with its arithmetic.

nnviz.draw_neuron(model, layer=1, neuron=0, sample=flower)
