"""
Watching a network learn
========================

A training with snapshots is a film of any picture. Colours, widths and axes mean the same in all
of its frames, so that what moves is the model.
"""

# %%
# Record the training with snapshots, and say what to draw. As the last value of a cell the
# animation shows itself, with buttons to play it.

from sklearn.datasets import make_moons
from sklearn.neural_network import MLPClassifier

import nnviz

X, y = make_moons(n_samples=200, noise=0.15, random_state=0)
model = MLPClassifier((6, 4), learning_rate_init=0.02, batch_size=20, max_iter=500, random_state=5)
record = nnviz.record_training(model, X, y, snapshots=1)
epochs = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 32, 40]
film = nnviz.animate(record, nnviz.draw_neuron_maps, X, y, epochs=epochs, fps=2, figsize=(7, 4.5))
film

# %%
# ``save`` writes a GIF, a film for slides or a page for the web, as the suffix says. MP4 needs
# ffmpeg on the machine.
#
# .. code-block:: python
#
#     film.save("moons.gif")
#     film.save("moons.mp4")
#     film.save("moons.html")

# %%
# On paper, a few of the frames side by side.

chosen = [0, 2, 8, 40]
nnviz.draw_panels(record, nnviz.plot_decision_boundary, X, y, epochs=chosen, figsize=(10, 3))
