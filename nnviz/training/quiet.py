"""Gathering the warnings of trainings, also of several that run in threads at the same time."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

Said = dict[tuple[type[Warning], str], None]  # in their order, each once


class _Gatherer:
    """Sends the warnings of each thread to its own list.

    The filters are the process's, not the thread's: the first training that comes opens them and
    the last that goes puts them back.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._mine = threading.local()
        self._inside = 0
        self._block: Any = None

    def _enter(self) -> None:
        with self._lock:
            self._inside += 1
            if self._inside > 1:
                return
            self._block = warnings.catch_warnings()
            self._block.__enter__()
            shown_before = warnings.showwarning

            def show(message: Any, category: Any, *rest: Any, **named: Any) -> None:
                said = getattr(self._mine, "said", None)
                if said is None:  # of a thread that trains nothing
                    shown_before(message, category, *rest, **named)
                else:
                    said[category, str(message)] = None

            warnings.showwarning = show
            warnings.simplefilter("always")

    def _leave(self) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                self._block.__exit__(None, None, None)

    @contextmanager
    def gathered(self) -> Iterator[Said]:
        said: Said = {}
        self._enter()
        self._mine.said = said
        try:
            yield said
        finally:
            self._mine.said = None
            self._leave()


_GATHERER = _Gatherer()


@contextmanager
def gathered_warnings() -> Iterator[Said]:
    """Keep what is warned of in the block, instead of showing it.

    Yields
    ------
    dict
        With (category, text) of each warning of this thread as keys, once, in their order.
    """
    with _GATHERER.gathered() as said:
        yield said
