"""
How good is it?
===============

Confusion matrices and ROC curves, as for any other classifier.
"""

# %%
# A confusion matrix counts how often each class was taken for which. scikit-learn draws it, on axes
# that we give it: training points left, test points right.

import matplotlib.pyplot as plt
import pandas as pd
from sklearn.datasets import make_circles
from sklearn.metrics import ConfusionMatrixDisplay, RocCurveDisplay, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

points, labels = make_circles(n_samples=1000, factor=0.2, noise=0.15, random_state=2024)
X_train, X_test, y_train, y_test = train_test_split(
    pd.DataFrame(points, columns=["X0", "X1"]),
    labels,
    test_size=0.2,
    random_state=1,
    stratify=labels,
)
model = MLPClassifier(hidden_layer_sizes=(8, 6), max_iter=2000, random_state=2024)
model.fit(X_train, y_train)

parts = {"training": (X_train, y_train), "test": (X_test, y_test)}
figure, axes = plt.subplots(1, 2, figsize=(7, 3.2), layout="constrained")
for ax, (title, (X, y)) in zip(axes, parts.items(), strict=True):
    ConfusionMatrixDisplay.from_estimator(
        model, X, y, labels=[1, 0], cmap="Blues", colorbar=False, ax=ax
    )
    ax.set_title(title)

# %%
for title, (X, y) in parts.items():
    print(f"{title}: {(model.predict(X) == y).mean():.2%} right")

# %%
# The matrix depends on the threshold of one half. A ROC curve shows what all thresholds would give:
# the part of class 1 that is found, against the part of class 0 that is mistaken for it. The dashed
# diagonal is guessing.

figure, axes = plt.subplots(1, 2, figsize=(8.3, 4.5))
for ax, (title, (X, y)) in zip(axes, parts.items(), strict=True):
    RocCurveDisplay.from_estimator(model, X, y, name="network", plot_chance_level=True, ax=ax)
    ax.set_title(title)

# %%
# The two curves go up to the corner and nearly agree. The network has learned the circles and not
# just its training points.

areas = {title: roc_auc_score(y, model.predict_proba(X)[:, 1]) for title, (X, y) in parts.items()}
print({title: round(area, 4) for title, area in areas.items()})
assert min(areas.values()) > 0.99
