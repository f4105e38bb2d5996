"""What scores are called, against the scorers that scikit-learn has."""

from __future__ import annotations

import pytest
from sklearn.metrics import get_scorer, get_scorer_names

from nnviz.drawing.scoring_names import scoring_in_words


@pytest.mark.parametrize("name", get_scorer_names())
def test_all_scorers_have_words(name: str) -> None:
    words = scoring_in_words(name)
    assert "_" not in words
    assert words == words.strip() != ""


def test_no_two_are_called_alike() -> None:
    names = get_scorer_names()
    assert len({scoring_in_words(name) for name in names}) == len(names)


@pytest.mark.parametrize("name", get_scorer_names())
def test_exactly_errors_are_called_negative(name: str) -> None:
    turned = get_scorer(name)._sign < 0
    assert scoring_in_words(name).startswith(("negative", "minus")) == turned


@pytest.mark.parametrize(
    ("name", "words"),
    [("neg_mean_squared_error", "negative mean squared error"), ("r2", "R²"), ("R²", "R²"),
     ("roc_auc", "ROC AUC"), ("precision_weighted", "weighted precision"),
     ("accuracy", "accuracy"), ("my_score", "my_score"), ("neg_of_mine", "neg_of_mine")],
)  # fmt: skip
def test_words(name: str, words: str) -> None:
    assert scoring_in_words(name) == words


def test_long_names_are_cut() -> None:
    assert len(scoring_in_words("x" * 100, 40)) == 40
