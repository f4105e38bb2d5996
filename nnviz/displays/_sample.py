"""One sample, in whatever form it comes."""

from __future__ import annotations

from typing import Any

import numpy as np


def one_row(sample: Any) -> Any:
    """A sample as the one row of a table: an array, a DataFrame, or a list of one list."""
    if hasattr(sample, "to_frame"):  # a pandas Series keeps its names as columns
        return sample.to_frame().T.infer_objects()
    if not hasattr(sample, "columns"):
        sample = np.asarray(sample) if not hasattr(sample, "toarray") else sample
        if sample.ndim == 1:
            return sample.reshape(1, -1)
    if len(np.shape(sample)) != 2 or np.shape(sample)[0] != 1:
        raise ValueError(f"sample must be one sample; its shape is {np.shape(sample)}.")
    return sample
