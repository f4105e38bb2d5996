"""Times side by side: what is compared runs in turns, so that a busy machine slows both alike."""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable
from time import perf_counter
from typing import Any


def time_once(call: Callable[[], Any]) -> float:
    """Seconds for one call; garbage is left for later, as timeit leaves it."""
    gc.collect()
    gc.disable()
    try:
        start = perf_counter()
        call()
        return perf_counter() - start
    finally:
        gc.enable()


def time_in_turns(
    calls: dict[str, Callable[[], Any]], rounds: int, warm_up: int = 1
) -> dict[str, list[float]]:
    """Seconds by name and round. The order of the calls turns about from round to round."""
    for _ in range(warm_up):
        for call in calls.values():
            call()
    times: dict[str, list[float]] = {name: [] for name in calls}
    for number in range(rounds):
        names = list(calls) if number % 2 == 0 else list(calls)[::-1]
        for name in names:
            times[name].append(time_once(calls[name]))
    return times


def median_ratio(times: dict[str, list[float]], ours: str, theirs: str) -> float:
    """The median of the ratios of the rounds."""
    return statistics.median(a / b for a, b in zip(times[ours], times[theirs], strict=True))
