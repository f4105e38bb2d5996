"""The slim colour bar beside axes: its numbers stand apart, whatever its height."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib import colormaps
from matplotlib.colors import LogNorm, Normalize
from matplotlib.figure import Figure

from nnviz.drawing.side_bar import SideBar

NORMS = {
    "signed": Normalize(-0.95, 0.95),
    "signed, lopsided": Normalize(-0.2, 1.0),
    "counts": Normalize(0, 12),
    "far from zero": Normalize(1e6, 1e6 + 3),
    "very large": Normalize(-4e307, 4e307),
    "ratios": LogNorm(2e-3, 5e2),
    "little more than one": LogNorm(1.0, 1.2),
}


@pytest.mark.parametrize("norm", NORMS.values(), ids=NORMS.keys())
@pytest.mark.parametrize("size", [6.0, 18.0])
def test_numbers_stand_apart(norm: Normalize, size: float) -> None:
    ax = Figure(figsize=(3, 3)).add_subplot()
    bar = SideBar(ax, norm, colormaps["viridis"], "weight", "black", fontsize=size)
    for height in (4.0, 10.0, 16.0, 24.0, 32.0, 45.0, 70.0, 150.0, 400.0):
        assert bar.width(height) > 0
        ticks = np.asarray(bar.colorbar.get_ticks(), dtype=float)
        assert ticks.size >= 1
        apart = np.diff(np.asarray(norm(ticks))) * height
        assert np.all(apart >= 0.73 * size)  # the height of a digit
    assert ticks.size >= 2  # of 400 points
