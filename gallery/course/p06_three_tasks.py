"""
Three tasks, three output layers
================================

The question decides what the last layer looks like.
"""

# %%
# Take four measurements of a flower and ask three questions: how long is its sepal, is it an
# *Iris virginica*, which of three species is it? The hidden layers can be the same.

from sklearn.datasets import load_iris
from sklearn.neural_network import MLPClassifier, MLPRegressor

import nnviz

iris = load_iris(as_frame=True)
flowers = iris.data.rename(columns=lambda name: name.removesuffix(" (cm)"))
species = iris.target.map(dict(enumerate(iris.target_names))).rename("species")
options = {
    "hidden_layer_sizes": (3,),
    "solver": "lbfgs",
    "alpha": 1,
    "max_iter": 5000,
    "random_state": 1,
}

others = flowers.drop(columns="sepal length")
tasks = {
    "a number": (MLPRegressor(**options), others, flowers["sepal length"]),
    "yes or no": (
        MLPClassifier(**options),
        flowers,
        species.where(species == "virginica", "another"),
    ),
    "one of several": (MLPClassifier(**options), flowers, species),
}
models = {task: model.fit(X, y) for task, (model, X, y) in tasks.items()}
nnviz.draw_panels(models, nnviz.draw_network, columns=1, edge_labels=False, figsize=(7, 10))

# %%
# - **A number** (regression): one neuron without a bend, since any number may come out.
# - **Yes or no** (two classes): one neuron with the logistic function. Its output is the
#   probability of yes, and that of no is the rest.
# - **One of several** (classes): a neuron for each class and the softmax function, which makes
#   positive numbers of all sums, with a total of 1.

for task, (_, X, y) in tasks.items():
    network = nnviz.as_network(models[task])
    loss = nnviz.backward(models[task], X, y).loss_name
    print(f"{task:15} {network.sizes[-1]} output(s), {network.layers[-1].activation}, loss: {loss}")

# %%
# Each output layer goes with a loss, the number that training makes small. The three functions,
# with the softmax as a function of one of its sums:

nnviz.plot_activation(["identity", "logistic", "softmax"], z_range=(-6, 6))

# sphinx_gallery_thumbnail_number = 2
