"""What is noted after each epoch of a training."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from nnviz.adapters.perceptron_history import loss_in_words, score_in_words
from nnviz.adapters.scikit_learn import network_from_estimator
from nnviz.history import Series
from nnviz.losses import Loss, resolve_loss
from nnviz.network import Network
from nnviz.training.evaluation import Evaluation
from nnviz.training.initial import find_initial
from nnviz.training.notes import Facts, Notes
from nnviz.training.perceptrons import last_steps
from nnviz.training.snapshots import Snapshots
from nnviz.training.validation import ValidationData


class Recorder:
    """Notes losses, scores, gradients and networks while an estimator is trained.

    Parameters
    ----------
    estimator : object
        The clone that is being trained.
    untrained : MLPClassifier or MLPRegressor
        Another clone of its perceptron, in the same random state.
    X, y : array-like
        What the estimator is trained on.
    validation : ValidationData or None
        Samples to judge it by after each epoch.
    evaluate_every : int or None
        How often the exact loss and gradient on the training set are computed.
    snapshots : Snapshots
        What is kept of the networks.
    """

    def __init__(
        self,
        estimator: Any,
        untrained: Any,
        X: Any,
        y: Any,
        *,
        validation: ValidationData | None,
        evaluate_every: int | None,
        snapshots: Snapshots,
    ) -> None:
        self.estimator, self.untrained = estimator, untrained
        self.mlp, self.transformers = last_steps(estimator)
        self.X, self.y = X, y
        self.validation, self.evaluate_every = validation, evaluate_every
        self.snapshots = snapshots
        self.n_parameters = 0
        self.interrupted = False
        self.template: Network | None = None
        self.training: Evaluation | None = None
        self.held: Evaluation | None = None
        self.held_inputs: Any = None
        self.notes = Notes()

    def after_epoch(self, _: Any) -> None:
        """Note what there is to note after an epoch.

        Parameters
        ----------
        _ : object
            What early stopping held out.
        """
        try:
            if self.template is None:
                self._begin()
            self._note(self.mlp.n_iter_, self.mlp.coefs_, self.mlp.intercepts_)
        except KeyboardInterrupt:  # scikit-learn ends the training as it would anywhere
            self.interrupted = True
            raise

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to note."""
        return bool(self.validation or self.evaluate_every or self.snapshots.is_on)

    def _begin(self) -> None:
        """Prepare everything, and note what holds before any update.

        This waits until the first epoch is over, since only then are the transformers before the
        perceptron fitted, and everything given has passed scikit-learn's own checks.
        """
        mlp = self.mlp
        # A Pipeline with a memory has put fitted copies in the place of its transformers.
        _, self.transformers = last_steps(self.estimator)
        # With its preprocessing only where somebody will see the networks: it is copied.
        whole = self.snapshots.is_on
        template = network_from_estimator(self.estimator if whole else mlp)
        self.n_parameters = sum(array.size for array in (*mlp.coefs_, *mlp.intercepts_))
        self.snapshots.check(self.n_parameters)
        loss = resolve_loss("auto", template.layers[-1].activation)
        exact = self.evaluate_every is not None
        initial = find_initial(
            self.untrained, mlp, self.y, held_out=exact and bool(mlp.early_stopping)
        )
        if exact:
            self._prepare_training(template, loss, initial.held_out)
        if self.validation is not None:
            self.held_inputs = self._transformed(self.validation.X)
            self.held = self.validation.evaluation(template, self.held_inputs, loss)
        self.template = template
        current = mlp.coefs_, mlp.intercepts_
        # The score is asked of the perceptron itself, which holds the initial weights for that.
        mlp.coefs_, mlp.intercepts_ = initial.coefs, initial.intercepts
        try:
            self._note(0, initial.coefs, initial.intercepts)
        finally:
            mlp.coefs_, mlp.intercepts_ = current

    def _prepare_training(self, template: Network, loss: Loss, held_out: Any) -> None:
        inputs = self._transformed(self.X)
        training = Evaluation.of(template, inputs, self.y, loss)
        if held_out is not None:
            rest = np.ones(len(training.targets), dtype=bool)
            rest[held_out] = False
            training = replace(
                training, inputs=training.inputs[rest], targets=training.targets[rest]
            )
        self.training = training

    def _transformed(self, X: Any) -> Any:
        for transformer in self.transformers:
            X = transformer.transform(X)
        return X

    def _note(self, epoch: int, coefs: list[Any], intercepts: list[Any]) -> None:
        exact = self.evaluate_every is not None and epoch % self.evaluate_every == 0
        keep = self.snapshots.wants(epoch)
        if not (exact or keep or self.held):
            return
        network = self._network(coefs, intercepts)
        if keep:
            self.snapshots.keep(epoch, network, self.n_parameters)
        if exact:
            assert self.training is not None
            loss, norms = self.training.value_and_gradient_norms(network)
            self.notes.put("training loss, exact", epoch, loss)
            for layer, norm in enumerate(norms, start=1):
                self.notes.put(f"gradient norm, layer {layer}", epoch, norm)
        if self.held is not None:
            self.notes.put("validation loss", epoch, self.held.value(network))
            self.notes.put("validation score", epoch, self._score(coefs, intercepts))

    def _network(self, coefs: list[Any], intercepts: list[Any]) -> Network:
        template = self.template
        assert template is not None
        first, *rest = template.layers
        layers = [replace(one, bias=b) for one, b in zip(rest, intercepts, strict=True)]
        connections = [
            replace(one, weights=w) for one, w in zip(template.connections, coefs, strict=True)
        ]
        return replace(template, layers=(first, *layers), connections=tuple(connections))

    def _score(self, coefs: list[Any], intercepts: list[Any]) -> float:
        assert self.validation is not None
        if not all(np.isfinite(array).all() for array in (*coefs, *intercepts)):
            return float("nan")
        # A training that goes astray is for fit to refuse, which it does at its end.
        with np.errstate(all="ignore"):
            try:
                return float(self.mlp.score(self.held_inputs, self.validation.y))
            except ValueError:
                if np.isfinite(self.mlp.predict(self.held_inputs)).all():
                    raise
                return float("nan")

    def series(self) -> list[Series]:
        """Give all that was noted.

        Returns
        -------
        list of Series
            The curves, besides those that the estimator keeps itself.
        """
        loss, score = loss_in_words(self.mlp), score_in_words(self.mlp)
        facts: dict[str, Facts] = {
            "training loss, exact": (loss, "loss", "training", False),
            "validation loss": (loss, "loss", "validation", False),
            "validation score": (score, "score", "validation", False),
        }
        # scikit-learn's own score on what it held out has the name already.
        renamed = {"validation score": "validation score, X_val"} if self.mlp.early_stopping else {}
        return self.notes.series(facts, renamed)
