"""
When does it overfit?
=====================

Thirty points, a network that could learn them by heart, and a penalty against it.
"""

# %%
# The same noisy curve, but this time we have only thirty training points. A network with 80 and 20
# neurons has more than 1,800 parameters: enough to go through all of the points, noise included. We
# train it with four values of the penalty :math:`\alpha`, and watch the loss on other points
# meanwhile.
#
# All runs take 1,500 epochs, whether or not they have settled. scikit-learn warns that they have
# not converged, which is what we want to see.

import warnings

import numpy as np
import pandas as pd
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPRegressor
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

import nnviz

rng = np.random.default_rng(2024)
x = np.linspace(0, 5, 1000)
y = x / 2 + np.sin(x) * np.cos(2 * x) + 0.3 * rng.normal(size=1000)
X_train, X_test, y_train, y_test = train_test_split(
    pd.DataFrame({"X": x}), pd.Series(y, name="Y"), test_size=0.2, random_state=1
)
X_few = X_train.sample(30, random_state=0)
y_few = y_train.loc[X_few.index]


def trained(alpha):
    mlp = MLPRegressor(
        hidden_layer_sizes=(80, 20),
        activation="tanh",
        alpha=alpha,
        learning_rate_init=0.02,
        max_iter=1500,
        n_iter_no_change=1500,
        random_state=2024,
    )
    model = Pipeline([("scaler", StandardScaler().set_output(transform="pandas")), ("mlp", mlp)])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return nnviz.record_training(
            model, X_few, y_few, X_val=X_test, y_val=y_test, evaluate_every=1
        )


records = {f"alpha = {alpha:g}": trained(alpha) for alpha in (1e-5, 1e-2, 0.1, 1)}
models = {name: record.estimator for name, record in records.items()}
nnviz.draw_panels(models, nnviz.plot_fit, X_few, y_few, columns=2, figsize=(8.3, 7))

# %%
# The weakest penalty lets the curve run after single points; the strongest does not let it bend as
# it should. The curves of the losses, both without the penalty, tell the same:

histories = {
    name: nnviz.TrainingHistory(
        [record.history["training loss, exact"], record.history["validation loss"]],
        stop=record.history.stop,
    )
    for name, record in records.items()
}
nnviz.plot_loss(histories, panels=True, columns=2, end_values=False, figsize=(8.3, 8))

# %%
# Where the loss on the training points goes on falling and that on other points rises, the network
# has begun to learn the noise: it overfits.

for name, record in records.items():
    loss = record.history["validation loss"]
    print(
        f"{name:15} R² train {models[name].score(X_few, y_few):.3f},"
        f" test {models[name].score(X_test, y_test):.3f}; loss on other points"
        f" {loss.values.min():.3f} at its best, {loss.final:.3f} at the end"
    )
scores = {name: model.score(X_test, y_test) for name, model in models.items()}
assert max(scores, key=scores.get) not in ("alpha = 1e-05", "alpha = 1")

# %%
# The pictures show two remedies: a penalty, and an early stop where the loss on other points is
# least. The third is more data: with the 800 points of an earlier page a network of this size did
# not overfit.
