"""
One neuron
==========

A neuron multiplies numbers by weights, adds them up, and bends the sum.
"""

# %%
# The neuron of a neural network is a small formula. Its inputs :math:`X_1, \ldots, X_k` are
# numbers. Each is multiplied by a weight of its own, the products are added up together with a
# number :math:`w_0`, the bias, and the sum :math:`z` goes through a function :math:`h`, the
# activation:
#
# .. math:: h(w_0 + w_1 X_1 + \cdots + w_k X_k) .
#
# The first activation was a step: the neuron fires, or it does not. McCulloch and Pitts described
# such neurons in 1943, as a much simplified nerve cell.

import nnviz

nnviz.draw_neuron(n_inputs="k", activation="step")

# %%
# The bias decides how large the sum of the others must be before the neuron fires. It needs no
# special treatment if we invent one more input that is always 1: then :math:`w_0` is a weight like
# all others.

nnviz.draw_neuron(n_inputs="k", activation="step", bias="input")

# %%
# With numbers
# ------------
# Two inputs that are 0 or 1, two weights of 1 and a bias of -1.5: the sum is positive only if both
# inputs are 1. This neuron computes a logical *and*.

both = nnviz.Network.from_arrays([[[1.0], [1.0]]], [[-1.5]], out_activation="step")
nnviz.draw_neuron(both, layer=1, sample=[1, 1], input_names=["rain", "wind"], output_name="storm")

# %%
# All four cases:

cases = [[0, 0], [0, 1], [1, 0], [1, 1]]
for case, fires in zip(cases, nnviz.forward(both, cases).output[:, 0], strict=True):
    print(case, "->", int(fires))

assert nnviz.forward(both, cases).output[:, 0].tolist() == [0, 0, 0, 1]

# %%
# With a bias of -0.5 the same neuron computes *or*. What it computes is in its weights, and a
# network learns by changing them.

either = both.with_weights({(1, "bias", 0): -0.5})
nnviz.draw_neuron(either, layer=1, sample=[0, 1], input_names=["rain", "wind"], output_name="wet")
assert nnviz.forward(either, cases).output[:, 0].tolist() == [0, 1, 1, 1]
