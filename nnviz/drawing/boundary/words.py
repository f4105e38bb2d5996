"""What the picture of a decision boundary says about its numbers."""

from __future__ import annotations


def share(part: float) -> str:
    """A part in percent; 0 and 100 only where that is exact.

    Examples
    --------
    >>> [share(part) for part in (0.0, 0.001, 0.614, 0.9996, 1.0)]
    ['0%', 'under 1%', '61%', 'over 99%', '100%']
    """
    if 0 < part < 0.01:
        return "under 1%"
    if 0.99 < part < 1:
        return "over 99%"
    return f"{part:.0%}"
