"""
Your own style
==============

What nnviz draws are matplotlib's artists, and all of them can be changed: beforehand through
keywords, or afterwards one by one.
"""

# %%
# ``node_kw``, ``edge_kw`` and ``label_kw`` go to the circles, the lines and the words, over our
# defaults. Charts have ``line_kw``, ``scatter_kw`` and ``image_kw`` likewise. A colour map for edges
# should be strong in its middle, or weights about zero vanish on the paper.

import matplotlib.pyplot as plt
from matplotlib.colors import LinearSegmentedColormap
from sklearn.datasets import make_moons
from sklearn.neural_network import MLPClassifier

import nnviz

X, y = make_moons(n_samples=300, noise=0.15, random_state=0)
model = MLPClassifier((5, 3), alpha=1, solver="lbfgs", max_iter=2000, random_state=8).fit(X, y)
purple_green = LinearSegmentedColormap.from_list("", ["#762a83", "#808080", "#1b7837"])
nnviz.draw_network(
    model,
    cmap=purple_green,
    edge_labels=False,
    node_kw={"facecolor": "#fff4d6"},
    edge_kw={"alpha": 0.9},
    label_kw={"family": "serif"},
)

# %%
# What was drawn is kept under names that end in an underscore, which the page of each display
# lists. Axes of your own have room for a title.

figure, ax = plt.subplots(figsize=(7, 5), layout="constrained")
display = nnviz.draw_network(model, ax=ax, edge_labels=False)
display.neurons_[2].set(edgecolor="#b84300", linewidth=2.5)  # the second hidden layer
display.captions_[2].set_color("#b84300")
ax.set_title("three numbers decide")
print([name for name in vars(display) if name.endswith("_")])

# %%
# A diagram lives in ordinary data coordinates, and its layout knows where each neuron stands, so
# that you can draw over it.

display = nnviz.draw_network(model, edge_labels=False)
x, y = display.layout.positions[2][0]
arrow = {"arrowstyle": "->", "shrinkB": 20}
display.ax_.annotate("look here", (x, y), (x + 0.5, y + 0.5), arrowprops=arrow)
