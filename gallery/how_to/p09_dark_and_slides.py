"""
Dark paper and slides
=====================

nnviz has two style sheets, and takes any other of matplotlib's. What is drawn follows the paper:
colours of edges are chosen anew, so that the strongest stands out most on either.
"""

# %%
# Dark paper. A style holds for all figures that come after it.

import matplotlib.pyplot as plt
from sklearn.datasets import make_moons
from sklearn.neural_network import MLPClassifier

import nnviz

X, y = make_moons(n_samples=300, noise=0.15, random_state=0)
model = MLPClassifier(
    hidden_layer_sizes=(5, 3), alpha=1, solver="lbfgs", max_iter=2000, random_state=8
)
model.fit(X, y)
plt.style.use("nnviz.styles.dark")
nnviz.draw_network(model, edge_labels=False)

# %%
# A slide of 13.33 by 7.5 inches, to be read from the last row: no letter is smaller than 18
# points, and lines are heavier. Saved figures are transparent, so that the template shows through.
# ``"default"`` puts back what another style has changed.

plt.style.use(["default", "nnviz.styles.slides"])
nnviz.draw_network(model)

# %%
# Both, for a dark template. Charts follow as diagrams do.

plt.style.use(["nnviz.styles.slides", "nnviz.styles.dark"])
nnviz.plot_decision_boundary(model, X, y)

# %%
# Any style of matplotlib's works too.

plt.style.use(["default", "ggplot"])
nnviz.plot_activation(["relu", "tanh"], derivative=True)

# sphinx_gallery_thumbnail_number = 3
