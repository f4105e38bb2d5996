"""Writing a file whole or not at all, and reading .npz with nothing in it executed."""

from __future__ import annotations

from nnviz.storage.npz import in_short, read_arrays, write_arrays
from nnviz.storage.whole import as_path, write_whole

__all__ = ["as_path", "in_short", "read_arrays", "write_arrays", "write_whole"]
