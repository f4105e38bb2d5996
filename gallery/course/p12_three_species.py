"""
Three species
=============

A network with one output for each class, small enough to write its weights on it.
"""

# %%
# Fisher's irises: four measurements of 150 flowers, 50 from each of three species. The measurements
# are standardised first, which is part of the model. With two hidden layers of 3 and 2 neurons
# there are 24 weights, few enough for their numbers.

import pandas as pd
from sklearn.datasets import load_iris
from sklearn.metrics import ConfusionMatrixDisplay
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
nnviz.draw_network(model, figsize=(8.3, 5.5))

# %%
# Each output is the probability of a species, and the species with the largest one is the answer.
# For the first test flower:

probabilities = model.predict_proba(X_test)[0]
for name, probability in zip(model.classes_, probabilities, strict=True):
    print(f"{name:12}{probability:.3f}")
print("answer:     ", model.predict(X_test)[0])
assert probabilities.round(3).tolist() == [0.0, 0.001, 0.999]

# %%
# On the 30 test flowers it makes one mistake:

display = ConfusionMatrixDisplay.from_estimator(model, X_test, y_test, cmap="Blues", colorbar=False)
assert (model.predict(X_test) != y_test).sum() == 1

# %%
# Four measurements do not fit on two axes. With sepals held at their medians, the boundaries over
# the petals are straight pieces again:

petals = ("petal length", "petal width")
nnviz.plot_decision_boundary(model, X_train, y_train, features=petals, figsize=(8, 5))
