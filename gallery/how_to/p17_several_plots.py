"""
Several plots in one figure
===========================

Every function draws into the axes that it is given, so that pictures stand side by side by
matplotlib's own means.
"""

# %%
# ``plt.subplots`` and ``ax``. A layout engine keeps words of neighbours apart.

import matplotlib.pyplot as plt
from sklearn.datasets import make_circles
from sklearn.neural_network import MLPClassifier

import nnviz

X, y = make_circles(n_samples=500, factor=0.2, noise=0.15, random_state=0)
model = MLPClassifier(hidden_layer_sizes=(8, 6), max_iter=2000, random_state=2024).fit(X, y)
figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4.5), layout="constrained")
nnviz.draw_network(model, ax=left)
nnviz.plot_decision_boundary(model, X, y, ax=right)

# %%
# Subfigures divide a figure unevenly, each with a title of its own.

figure = plt.figure(figsize=(10, 7), layout="constrained")
above, below = figure.subfigures(2, 1, height_ratios=(3, 2))
above.suptitle("what each neuron responds to")
nnviz.draw_neuron_maps(model, X, y, ax=above.subplots())
below.suptitle("how it learned")
nnviz.plot_loss(model, ax=below.subplots())

# %%
# The same picture of several models is ``draw_panels``. What the panels have in common, colours,
# limits and the legend, is made one, so that they can be compared.

models = {
    f"{n} hidden neurons": MLPClassifier((n,), max_iter=3000, random_state=1).fit(X, y)
    for n in (2, 4, 8)
}
nnviz.draw_panels(models, nnviz.plot_decision_boundary, X, y, figsize=(9, 3.6))

# %%
# With ``rows``, each model has a column, and each function a row. Options go to the functions that
# take them.

rows = [nnviz.draw_network, nnviz.plot_decision_boundary]
nnviz.draw_panels(models, rows=rows, X=X, y=y, edge_labels=False, figsize=(10, 6.5))

# sphinx_gallery_thumbnail_number = 2
