"""
Saving for papers and slides
============================

Every picture saves itself, and the suffix of the file says how: lines that stay sharp in print, or
pixels for the web.
"""

# %%
# A file is written whole or not at all.

import tempfile
from pathlib import Path

from PIL import Image
from sklearn.datasets import make_moons
from sklearn.neural_network import MLPClassifier

import nnviz

X, y = make_moons(n_samples=300, noise=0.15, random_state=0)
model = MLPClassifier(
    hidden_layer_sizes=(5, 3), alpha=1, solver="lbfgs", max_iter=2000, random_state=8
)
model.fit(X, y)
display = nnviz.draw_network(model, figsize=(6, 4))

# %%
# SVG and PDF are lines and letters that can be scaled: SVG for a web page or a slide, PDF for a
# paper. Give the width that the picture will have there, and its letters have their size on paper.
# A PNG has as many dots an inch as ``dpi`` says.

folder = Path(tempfile.mkdtemp())
for name, options in {"network.pdf": {}, "network.svg": {}, "network.png": {"dpi": 200}}.items():
    path = display.save(folder / name, **options)
    print(f"{path.name}: {path.stat().st_size / 1000:,.0f} kB")

# %%
# Each file has a description in words for those who cannot see it, where its format keeps one.
# It is the text that a web page wants as ``alt``.

with Image.open(folder / "network.png") as image:
    print(image.size, "pixels")
    print(image.info["Description"])
    assert image.info["Description"] == display.alt_text()

# %%
# The same picture gives the same bytes, so that a file under version control changes only if its
# picture does.

again = display.save(folder / "again.svg").read_bytes()
assert again == (folder / "network.svg").read_bytes()

# %%
# ``save_steps`` writes the diagram layer by layer: a file for each frame, to click through.

for path in display.save_steps(folder / "frame-{:02d}.svg"):
    print(path.name)
