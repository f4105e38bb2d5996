"""Being called after each epoch of scikit-learn's own training."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

# The one private name of scikit-learn that nnviz needs: what a perceptron calls at the end of each
# epoch to judge whether it still improves. An attribute of the instance goes before the method of
# the class, and when it is deleted nothing of it stays.
_METHOD = "_update_no_improvement_count"


@contextmanager
def after_each_epoch(mlp: Any, call: Callable[[Any], None]) -> Iterator[None]:
    """Have a function called after each epoch, while a perceptron is trained inside the block.

    Parameters
    ----------
    mlp : MLPClassifier or MLPRegressor
        The perceptron whose ``fit`` is called.
    call : callable
        Is given the samples that early stopping held out, or None. What it raises ends the
        training, save a KeyboardInterrupt, which scikit-learn takes for the user's.

    Raises
    ------
    RuntimeError
        If this version of scikit-learn has no such method.
    """
    original = getattr(mlp, _METHOD, None)
    if not callable(original):
        import sklearn

        raise RuntimeError(
            f"scikit-learn {sklearn.__version__} does not call {type(mlp).__name__}.{_METHOD} "
            "after each epoch, by which a training is recorded; versions 1.6 to 1.9 do."
        )

    def improved_and_recorded(early_stopping: Any, X: Any = None, *rest: Any, **named: Any) -> None:
        original(early_stopping, X, *rest, **named)
        call(X)

    setattr(mlp, _METHOD, improved_and_recorded)
    try:
        yield
    finally:
        delattr(mlp, _METHOD)
