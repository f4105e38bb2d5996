"""
Many neurons
============

The output of a neuron can be an input of any neuron further on.
"""

# %%
# Neurons are connected as we like, as long as no connection leads back: the graph has a direction,
# from left to right, and no loops. Here some connections skip neurons on the way. Pictures of this
# kind leave out two things that are always there: each connection carries a weight, and each neuron
# has a bias.

import networkx as nx

import nnviz

graph = nx.DiGraph(
    [
        ("s1", "a"), ("s2", "a"), ("s2", "b"), ("s3", "b"), ("s3", "c"),
        ("a", "d"), ("b", "d"), ("b", "e"), ("c", "e"),
        ("s1", "d"), ("d", "out"), ("e", "out"), ("a", "out"), ("s3", "e"),
    ]
)  # fmt: skip
nnviz.draw_network(graph, neuron_labels="name", captions=False)

# %%
# Connections that skip layers are drawn as curves around the neurons that they pass. Every neuron
# stands one layer after the last neuron that it needs, so all can be computed from left to right.

network = nnviz.as_network(graph)
for connection in network.connections:
    print(
        f"layer {connection.source} to layer {connection.target}:",
        f"{connection.n_weights} weights",
    )

# %%
# A graph of which we know the weights is drawn with them: colour and width of a line are its
# weight. These ones are made up.

for number, (_, _, edge) in enumerate(graph.edges(data=True)):
    edge["weight"] = (-1) ** number * (0.3 + 0.12 * number)
nnviz.draw_network(graph, neuron_labels="name", captions=False)

# %%
# Any graph will do in principle. In practice a few regular shapes are easier to understand, to
# train and to compute. The next page shows the most common one.
