"""
Graphs of neurons
=================

A network need not be a stack of layers in which everything is joined to everything. Any directed
graph without cycles will do.
"""

# %%
# Make the graph with networkx. A neuron's layer is the longest way to it from the inputs, and an
# edge that skips layers bends around the neurons between.

import networkx as nx

import nnviz

graph = nx.DiGraph()
graph.add_weighted_edges_from(
    [("a", "d", 1.2), ("b", "d", -0.7), ("b", "e", 0.9), ("c", "e", 1.5), ("d", "f", -1.1)]
    + [("e", "f", 0.8), ("d", "g", 0.6), ("f", "h", 1.4), ("g", "h", -0.9)]
    + [("a", "h", 0.5), ("c", "g", -1.3), ("b", "f", 0.4)]
)
nnviz.draw_network(graph, neuron_labels="name", names=False)

# %%
# Neurons may have a bias, an activation and a label of their own. With activations the graph
# computes, and can be given a sample.

for node in "defg":
    graph.nodes[node].update(activation="relu", bias=0.1)
graph.nodes["h"].update(activation="logistic", bias=-0.2, label="P(rain)")
for node, label in zip("abc", ["pressure", "wind", "clouds"], strict=True):
    graph.nodes[node]["label"] = label
network = nnviz.Network.from_graph(graph)
nnviz.draw_network(network, sample=[1.0, -0.5, 0.8])

# %%
# The gradient of a weight takes every way to the output, also the short ones. A weight is named by
# the neurons at its ends, each by its layer and its place in it.

weight, sample, target = ((0, 1), (1, 0)), [[1.0, -0.5, 0.8]], [1]
nnviz.draw_backprop(network, weight, X=sample, y=target, path="strongest", figsize=(8, 6))

# %%
# Taking neurons out leaves holes where they stood, so that pictures before and after compare.

nnviz.draw_network(network.without([(1, 1)]))

# sphinx_gallery_thumbnail_number = 2
