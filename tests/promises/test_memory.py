"""Figures that are closed are gone, and with them all that was drawn on them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.promises.cases import IN_AXES, PICTURES

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
CALLS = 200 if THOROUGH else 30
MOST = 5e6  # bytes

# Each part begins anew in an interpreter of its own, in which nothing else takes memory.
_START = """
import gc, json, sys, warnings, weakref
warnings.simplefilter("error")  # also that many figures are open
import matplotlib
matplotlib.use("agg")
import psutil
from tests.promises.cases import IN_AXES, PICTURES

def memory():
    gc.collect()
    return psutil.Process().memory_info().rss
"""

_ALIVE = """
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

def drawn(case):
    figure = Figure(figsize=(2, 1.6), dpi=40)
    display = case.draw(figure.add_subplot())
    FigureCanvasAgg(figure).draw()
    return [weakref.ref(one) for one in (figure, display, *figure.axes, *figure.artists)]

left = {}
for case in IN_AXES:
    remembered = drawn(case)
    gc.collect()
    alive = [type(one()).__name__ for one in remembered if one() is not None]
    if alive:
        left[case.name] = alive
    assert "matplotlib.pyplot" not in sys.modules, case.name
print(json.dumps(left))
"""

_PYPLOT = """
import matplotlib.pyplot as plt
matplotlib.rcParams.update({"figure.dpi": 40, "figure.figsize": (2, 1.6)})

def draw(case):
    before = set(plt.get_fignums())
    display = case.call()
    for number in set(plt.get_fignums()) - before:
        plt.figure(number).canvas.draw()
    if hasattr(display, "close"):
        display.close()
    plt.close("all")
    return weakref.ref(display)

def rounds(n):
    drawn = []
    for k in range(n):
        case = PICTURES[k % len(PICTURES)]
        display = draw(case)
        drawn.append((case.name, display))
        if k % 10 == 9:
            gc.collect()
    gc.collect()
    return [name for name, display in drawn if display() is not None]

rounds(WARM)
before = memory()
left = rounds(CALLS)
after = memory()
print(json.dumps([after - before, left, plt.get_fignums()]))
"""


def run(script: str) -> str:
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", _START + script], cwd=root, capture_output=True, text=True,
        env={**os.environ, "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1]


def test_nothing_keeps_a_figure_or_a_display() -> None:
    """Neither is anywhere but with who asked for it: no cache, no register, no pyplot."""
    assert len(IN_AXES) > 20
    assert json.loads(run(_ALIVE)) == {}


@pytest.mark.skipif(sys.platform != "linux", reason="what a process takes differs elsewhere")
def test_many_calls_take_no_more_memory_than_some() -> None:
    """All pictures in turn, through pyplot, closed after each."""
    warm = 3 * len(PICTURES) if THOROUGH else len(PICTURES)
    grown, left, still_open = json.loads(
        run(_PYPLOT.replace("CALLS", str(CALLS)).replace("WARM", str(warm)))
    )
    assert left == []
    assert still_open == []
    assert grown < MOST
