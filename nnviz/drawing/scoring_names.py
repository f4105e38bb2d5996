"""What scores are called: scikit-learn's names of its scorers, in words."""

from __future__ import annotations

from nnviz.drawing.words import literal

_SQUARED = "\N{SUPERSCRIPT TWO}"
# What scikit-learn turns round so that larger is better: its names begin with "neg_".
_ERRORS = {
    "brier_score": "Brier score",
    "log_loss": "log loss",
    "max_error": "maximum error",
    "mean_absolute_error": "mean absolute error",
    "mean_absolute_percentage_error": "mean absolute percentage error",
    "mean_gamma_deviance": "mean gamma deviance",
    "mean_poisson_deviance": "mean Poisson deviance",
    "mean_squared_error": "mean squared error",
    "mean_squared_log_error": "mean squared logarithmic error",
    "median_absolute_error": "median absolute error",
    "root_mean_squared_error": "root mean squared error",
    "root_mean_squared_log_error": "root mean squared logarithmic error",
}
_AVERAGED = {
    "f1": "F1", "jaccard": "Jaccard index", "precision": "precision", "recall": "recall",
}  # fmt: skip
_WAYS = {
    "macro": "macro-averaged", "micro": "micro-averaged", "samples": "sample-averaged",
    "weighted": "weighted",
}  # fmt: skip
_NAMES = {
    "adjusted_mutual_info_score": "adjusted mutual information",
    "adjusted_rand_score": "adjusted Rand index",
    "average_precision": "average precision",
    "balanced_accuracy": "balanced accuracy",
    "completeness_score": "completeness",
    "d2_absolute_error_score": f"D{_SQUARED} of the absolute error",
    "d2_brier_score": f"D{_SQUARED} of the Brier score",
    "d2_log_loss_score": f"D{_SQUARED} of the log loss",
    "explained_variance": "explained variance",
    "fowlkes_mallows_score": "Fowlkes-Mallows index",
    "homogeneity_score": "homogeneity",
    "matthews_corrcoef": "Matthews correlation coefficient",
    "max_error": "negative maximum error",  # whose older name says nothing of its sign
    "mutual_info_score": "mutual information",
    "neg_negative_likelihood_ratio": "minus the negative likelihood ratio",
    "normalized_mutual_info_score": "normalised mutual information",
    "positive_likelihood_ratio": "positive likelihood ratio",
    "r2": f"R{_SQUARED}",
    "rand_score": "Rand index",
    "roc_auc": "ROC AUC",
    "roc_auc_ovo": "one-vs-one ROC AUC",
    "roc_auc_ovo_weighted": "weighted one-vs-one ROC AUC",
    "roc_auc_ovr": "one-vs-rest ROC AUC",
    "roc_auc_ovr_weighted": "weighted one-vs-rest ROC AUC",
    "top_k_accuracy": "top-k accuracy",
    "v_measure_score": "V-measure",
    **{f"neg_{name}": f"negative {words}" for name, words in _ERRORS.items()},
    **_AVERAGED,
    **{f"{name}_{way}": f"{how} {words}" for name, words in _AVERAGED.items()
       for way, how in _WAYS.items()},
}  # fmt: skip


def scoring_in_words(scoring: str, longest: int = 60) -> str:
    """What a score is called; literally, where scikit-learn has no scorer of that name.

    Parameters
    ----------
    scoring : str
        As a sweep has it.
    longest : int, default=60
        So many characters at most.

    Returns
    -------
    str

    Examples
    --------
    >>> [scoring_in_words(name) for name in ("neg_mean_squared_error", "f1_macro", "my_score")]
    ['negative mean squared error', 'macro-averaged F1', 'my_score']
    """
    return literal(_NAMES.get(scoring, scoring), longest)
