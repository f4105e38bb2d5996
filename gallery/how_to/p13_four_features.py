"""
Four features on a plane
========================

A model of four features decides in a space of four dimensions, and paper has two. There are two
honest ways to cut through that space.
"""

# %%
# Choose two features for the axes. The others are held at their medians, which the picture says,
# and points that lie far from what is held are fainter.

from sklearn.datasets import load_iris
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import nnviz

iris = load_iris(as_frame=True)
species = iris.target_names[iris.target]
mlp = MLPClassifier(hidden_layer_sizes=(3, 2), max_iter=6000, random_state=2024)
model = make_pipeline(StandardScaler(), mlp).fit(iris.data, species)
petals = ("petal length (cm)", "petal width (cm)")
nnviz.plot_decision_boundary(model, iris.data, species, features=petals, figsize=(7, 4))

# %%
# ``fixed`` holds the others elsewhere. The border moves: what was drawn is one cut of many.

sepals = {"sepal length (cm)": 5.0, "sepal width (cm)": 2.0}
nnviz.plot_decision_boundary(
    model, iris.data, species, features=petals, fixed=sepals, figsize=(7, 4)
)

# %%
# Or take the plane in which the data are spread most: their first two principal components. Each
# point of the plane is turned back into four features for the model, so that the border is exact
# on the plane, though few points lie in it.

nnviz.plot_decision_boundary(model, iris.data, species, plane="pca")

# %%
# The neurons can be asked on the same plane.

nnviz.draw_neuron_maps(model, iris.data, species, plane="pca", figsize=(9, 5))

# sphinx_gallery_thumbnail_number = 3
