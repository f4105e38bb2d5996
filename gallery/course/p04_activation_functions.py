"""
Three activation functions
==========================

What bends the sum: the sigmoid, the hyperbolic tangent and the ReLU.
"""

# %%
# The logistic function, or sigmoid,
#
# .. math:: \sigma(z) = \frac{1}{1 + e^{-z}}
#
# is a smooth step. Its values lie between 0 and 1 and reach neither, so that they can be read as
# probabilities.

import numpy as np

import nnviz

nnviz.plot_activation("logistic", z_range=(-15, 15), mark_range=True, figsize=(8, 3))

# %%
# The hyperbolic tangent
#
# .. math:: \tanh(z) = \frac{e^z - e^{-z}}{e^z + e^{-z}}
#
# has the same shape, between -1 and 1.

nnviz.plot_activation("tanh", z_range=(-15, 15), mark_range=True, figsize=(8, 3))

# %%
# It is the same curve, stretched: :math:`\tanh(z) = 2\sigma(2z) - 1`.

z = np.linspace(-15, 15, 301)
assert np.allclose(np.tanh(z), 2 / (1 + np.exp(-2 * z)) - 1)

# %%
# The rectified linear unit, ReLU, is 0 for negative sums and leaves positive ones as they are:
#
# .. math:: \mathrm{ReLU}(z) = \max(0, z) .
#
# It consists of two straight lines with a kink at 0, and it is cheap to compute. Most networks of
# today use it or one of its relatives.

nnviz.plot_activation("relu", z_range=(-15, 15), mark_range=True, figsize=(8, 3))

# %%
# Slopes
# ------
# A network learns from slopes. The thin lines are the derivatives. Where a curve is flat, the bars
# at the bottom, a change of the sum changes next to nothing: the function is saturated. The two
# S-shaped ones are so on both sides, the ReLU on the left only. At the kink itself the ReLU has no
# slope; by convention it is taken as 0.

nnviz.plot_activation(
    ["logistic", "tanh", "relu"], derivative=True, saturation=True, z_range=(-5, 5)
)

# sphinx_gallery_thumbnail_number = 4
