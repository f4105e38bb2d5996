"""Loss surfaces whose numbers are the same on every machine: nothing in them is trained."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from nnviz.network import Network
from nnviz.surfaces import Descent, LossSurface, loss_surface
from tests.pictured import circles, fixed_array, iris

X = 1.5 * fixed_array(60, 2, seed=11)
Y = (np.hypot(*X.T) < 0.6).astype(int)
FLOWERS = 2.0 * fixed_array(45, 4, seed=12)
SPECIES = ["setosa", "versicolor", "virginica"] * 15
ONE, OTHER = (2, 2, 4), (3, 0, 0)
LONG = "a training by a name that goes on and on, number "


def walk(rate: float, n: int = 12, *, weights: Any = (ONE, OTHER)) -> dict[int, Network]:
    """Snapshots of some weights of the circles' network that go a way of their own."""
    network, found = circles(), {}
    for k in range(n):
        part = 1 - (1 - rate) ** k
        places = [-1.5 + 2.5 * part, 2.0 - 3.0 * part + 0.4 * np.sin(3 * rate * k)]
        found[5 * k] = network.with_weights(
            {weight: round(float(v), 3) for weight, v in zip(weights, places, strict=False)}
        )
    return found


def moving(seed: int, n: int = 12) -> dict[int, Network]:
    """Snapshots of a whole network: from one of fixed weights to another."""
    first, last = circles(), circles()
    rng = np.random.default_rng(seed)
    steps = [rng.integers(-60, 61, c.weights.shape) / 100 for c in last.connections]
    found = {}
    for k in range(n):
        part = k / (n - 1)
        changes = {
            (c.target, int(i), int(j)): float(c.weights[i, j] + (1 - part) ** 2 * step[i, j])
            for c, step in zip(first.connections, steps, strict=True)
            for i, j in np.argwhere(c.mask)
        }
        found[5 * k] = first.with_weights(changes)
    return found


@lru_cache
def surface(name: str, resolution: int = 21) -> LossSurface:
    """A surface by its name."""
    make = {
        "one": lambda: loss_surface(circles(), X, Y, weights=[ONE], resolution=81),
        "bias": lambda: loss_surface(circles(), X, Y, weights=[(1, "bias", 2)], resolution=41),
        "one, descents": lambda: loss_surface(
            circles(), X, Y, weights=[ONE], resolution=81, l2=0.1, descents={
                "rate 0.3": walk(0.3, weights=[ONE]), "rate 1.7": walk(1.7, 6, weights=[ONE])},
        ),
        "one, projections": lambda: loss_surface(
            circles(), X, Y, weights=[ONE], resolution=81, descents={"adam": moving(1)}),
        "two": lambda: loss_surface(circles(), X, Y, weights=[ONE, OTHER], resolution=resolution),
        "two, descents": lambda: loss_surface(
            circles(), X, Y, weights=[ONE, OTHER], resolution=resolution,
            descents={"rate 0.3": walk(0.3), "rate 0.1": walk(0.1, 40), "momentum": walk(1.4)},
        ),
        "random": lambda: loss_surface(
            circles(), X, Y, directions="random", rng=0, resolution=resolution),
        "random of three": lambda: loss_surface(
            iris(), FLOWERS, SPECIES, directions="random", rng=1, resolution=resolution),
        "pca": lambda: loss_surface(
            circles(), X, Y, resolution=resolution,
            descents={"adam": moving(1), "sgd": moving(2), "momentum": moving(3)},
        ),
        "long names": lambda: loss_surface(
            circles(), X, Y, weights=[ONE, OTHER], resolution=resolution,
            descents={f"{LONG}{k}": walk(0.1 * k, 5) for k in range(1, 6)},
        ),
    }  # fmt: skip
    return make[name]()


def by_hand(values: Any, **changes: Any) -> LossSurface:
    """A surface of these losses over one or two weights of the circles' network."""
    values = np.asarray(values, dtype=float)
    like = surface("two" if values.ndim == 2 else "one")
    coordinates = tuple(np.linspace(-2.0, 2.0, n) for n in values.shape[::-1])
    middle = values[tuple(n // 2 for n in values.shape)]
    options: dict[str, Any] = {
        "coordinates": coordinates, "present": (0.0,) * values.ndim, "values": values,
        "loss": float(middle), "slopes": (0.25,) * values.ndim, "descents": (), **changes,
    }  # fmt: skip
    same = ("network", "directions", "loss_name", "loss_label", "l2", "n_samples", "measure")
    kept = {name: getattr(like, name) for name in same}
    return LossSurface(**{**kept, **options})


def path(name: str, points: Any, *, exact: bool = True, losses: Any = None) -> Descent:
    """A training through these places."""
    places = np.asarray(points, dtype=float)
    n = len(places)
    heights = np.full(n, 0.5) if losses is None else np.asarray(losses, dtype=float)
    return Descent(name, np.arange(n), places, heights, exact, np.zeros(n) if exact else np.ones(n))
