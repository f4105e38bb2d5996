"""What kind of object was given, told without importing the framework that it comes from."""

from __future__ import annotations

from typing import Any


def is_kind(model: Any, framework: str, *names: str) -> bool:
    """Tell whether an object's class, or one that it inherits from, is a framework's.

    Parameters
    ----------
    model : object
        Any object.
    framework : str
        The framework's package, such as "sklearn".
    *names : str
        Names of classes, any of which will do.

    Returns
    -------
    bool
        Whether it is one.

    Examples
    --------
    >>> import networkx as nx
    >>> is_kind(nx.DiGraph(), "networkx", "Graph"), is_kind([4, 3], "networkx", "Graph")
    (True, False)
    """
    return any(
        kind.__name__ in names and kind.__module__.split(".")[0] == framework
        for kind in type(model).__mro__
    )
