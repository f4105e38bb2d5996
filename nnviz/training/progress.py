"""A bar on standard error that says how far a training is."""

from __future__ import annotations

from typing import Any

from tqdm import tqdm


def check_progress(progress: Any) -> None:
    """Refuse what is neither a bool nor None.

    Parameters
    ----------
    progress : object
        What a user gave.
    """
    if progress is not None and not isinstance(progress, bool):
        raise TypeError(f"progress must be True, False or None; it is {progress!r}.")


def progress_bar(progress: bool | None, total: int, what: str, unit: str) -> Any:
    """Make a bar, which is closed by leaving a with block.

    Parameters
    ----------
    progress : bool or None
        True always shows it, False never, None on a terminal only.
    total : int
        How many steps there are at most.
    what : str
        What stands before it.
    unit : str
        What a step is.

    Returns
    -------
    tqdm
        The bar.
    """
    # tqdm takes None for "only on a terminal".
    disable = None if progress is None else not progress
    return tqdm(total=total, desc=what, unit=f" {unit}", disable=disable)
