"""What each gallery script starts with, whatever ran before it in the same process."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np

_while_it_runs = ExitStack()


def start_afresh(gallery_conf: Mapping[str, Any], fname: str | None, when: str) -> None:
    """Set matplotlib and NumPy back; have warnings be errors for as long as a script runs."""
    _while_it_runs.close()
    plt.close("all")
    mpl.rcdefaults()
    np.random.seed(0)  # noqa: NPY002  # what scripts have that ask for none
    if when == "before" and fname is not None:
        _while_it_runs.enter_context(warnings.catch_warnings())
        warnings.resetwarnings()
        warnings.simplefilter("error")
