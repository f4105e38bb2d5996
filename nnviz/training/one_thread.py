"""Holding the threads inside of a training at one, so that its sums have one order."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from threadpoolctl import threadpool_limits

_LOCK = threading.Lock()
_inside: list[Any] = []  # the limit of each block that is entered; the first knows what was before


@contextmanager
def one_thread() -> Iterator[None]:
    """Hold linear algebra at one thread in the block.

    The limit is the process's: where several trainings run in threads of their own, the first
    that comes sets it and the last that goes puts back what was before.
    """
    with _LOCK:
        # Set each time, since OpenMP counts for each thread by itself.
        _inside.append(threadpool_limits(limits=1))
    try:
        yield
    finally:
        with _LOCK:
            if len(_inside) > 1:
                _inside.pop()
            else:
                _inside.pop().restore_original_limits()
