"""What the runs of a sweep are scored by, and what that is called."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any


def check_scoring(estimator: Any, scoring: Any) -> tuple[Any, str]:
    """Return a scorer, and its name in words.

    Parameters
    ----------
    estimator : object
        The estimator, whose own ``score`` is the default.
    scoring : str, callable or None
        As scikit-learn takes it.

    Returns
    -------
    scorer : callable
        Gives ``scorer(estimator, X, y)``.
    words : str
        "accuracy", "R²", or the scorer's own name.

    Raises
    ------
    TypeError, ValueError
        If there is no such scorer.
    """
    from sklearn import metrics

    if scoring is None:
        words = "accuracy" if hasattr(estimator, "predict_proba") else "R\N{SUPERSCRIPT TWO}"
        return metrics.check_scoring(estimator), words
    if isinstance(scoring, str):
        names = metrics.get_scorer_names()
        if scoring not in names:
            near = get_close_matches(scoring, names, n=5, cutoff=0.3)
            raise ValueError(
                f"scoring: there is no scorer {scoring!r}; the nearest are {', '.join(near)}; "
                "sklearn.metrics.get_scorer_names() lists all."
            )
        words = {"r2": "R\N{SUPERSCRIPT TWO}"}.get(scoring, scoring)
        return metrics.get_scorer(scoring), words
    if not callable(scoring):
        raise TypeError(f"scoring must be the name of one scorer or a callable; it is {scoring!r}.")
    return scoring, str(getattr(scoring, "__name__", None) or scoring)
