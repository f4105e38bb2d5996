"""
Names and classes
=================

A diagram is easiest to read when its ends have names. nnviz takes them from what the model was
fitted on, so usually there is nothing to do.
"""

# %%
# Fit on a DataFrame, with classes that are words. The columns stand beside the inputs and the
# classes beside the outputs; a Pipeline passes its names through.

from sklearn.datasets import load_iris
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import nnviz

iris = load_iris(as_frame=True)
species = iris.target_names[iris.target]
mlp = MLPClassifier(hidden_layer_sizes=(3, 2), max_iter=6000, random_state=2024)
model = make_pipeline(StandardScaler(), mlp).fit(iris.data, species)
nnviz.draw_network(model)

# %%
# What the picture knows is in the network behind it.

network = nnviz.as_network(model)
print("inputs: ", network.input_features)
print("classes:", network.classes)

# %%
# A model that was fitted on a bare array has symbols for its inputs. Where the classes are 0 and
# 1, a single output is the probability of the second one, and its name says so.

is_virginica = (species == "virginica").astype(int)
unnamed = MLPClassifier(hidden_layer_sizes=(3,), solver="lbfgs", max_iter=2000, random_state=0)
unnamed.fit(iris.data.to_numpy(), is_virginica)
nnviz.draw_network(unnamed)

# %%
# Names can be given to a network that is made from its weights, and ``neuron_labels`` says what
# is written inside the neurons: here the symbols of their activations.

named = nnviz.Network.from_arrays(
    unnamed.coefs_,
    unnamed.intercepts_,
    activation="relu",
    out_activation="logistic",
    input_names=list(iris.data.columns),
    output_names=["P(virginica)"],
)
nnviz.draw_network(named, neuron_labels="notation")
