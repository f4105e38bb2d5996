"""One sample, in whatever form it comes."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np

from nnviz.array_likes import as_full_array
from nnviz.gradients import forward
from nnviz.network import Network
from nnviz.propagation import ForwardPass


def one_row(sample: Any) -> Any:
    """A sample as the one row of a table: an array, a DataFrame, or a list of one list."""
    if hasattr(sample, "to_frame"):  # a pandas Series keeps its names as columns
        return sample.to_frame().T.infer_objects()
    if not hasattr(sample, "columns"):
        sample = sample if hasattr(sample, "toarray") else as_full_array("sample", sample)
        if sample.ndim == 1:
            return sample.reshape(1, -1)
    if len(np.shape(sample)) != 2 or np.shape(sample)[0] != 1:
        raise ValueError(f"sample must be one sample; its shape is {np.shape(sample)}.")
    return sample


def forward_of(network: Network, sample: Any) -> ForwardPass | None:
    """The forward pass of one sample, or None without one; errors speak of `sample`."""
    if sample is None:
        return None
    row = one_row(sample)
    try:
        return forward(network, row)
    except (TypeError, ValueError) as error:
        if type(error).__name__ == "NotFittedError":
            raise
        kind = TypeError if isinstance(error, TypeError) else ValueError
        raise kind(f"sample: {error}") from error


def one_sample(sample: Any) -> Any:
    """A sample of one's own, which later changes of the given one do not reach; or None."""
    return None if sample is None else copy.copy(one_row(sample))
