"""Whom panels show: their titles, what is said of them, and what is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnviz import SweepRun, TrainingRecord, TrainingSweep
from nnviz.panels.subjects import check_drawable, subjects_of
from tests.paneled import classifier, history, record, sweep


def of(models: Any, epochs: Any = None, titles: Any = None) -> Any:
    return subjects_of(models, epochs, titles)


def titles(models: Any, **kw: Any) -> list[str]:
    return [one.title for one in of(models, **kw).each]


def test_a_mapping_names_its_models() -> None:
    found = of({"a": classifier(1), 0.001: classifier(2), "$x$\n": classifier(3)})
    assert [one.title for one in found.each] == ["a", "0.001", "$x$"]
    assert [one.argument for one in found.each] == ["models['a']", "models[0.001]",
                                                    "models['$x$\\n']"]  # fmt: skip
    assert not found.heading
    assert not found.note


def test_models_of_a_list_say_who_they_are_where_they_do_so_shortly() -> None:
    assert titles(["relu", "tanh"]) == ["relu", "tanh"]
    assert titles([[2, 8, 1], [2, 8, 8, 1]]) == ["[2, 8, 1]", "[2, 8, 8, 1]"]
    assert titles([lambda X: X, lambda X: X]) == ["model 1", "model 2"]  # an address tells nothing
    assert titles([classifier(1), classifier(1)]) == ["model 1", "model 2"]


def test_given_titles_stand_in_place_of_others() -> None:
    found = of(sweep(), titles=list("abcdef"))
    assert [one.title for one in found.each] == list("abcdef")
    assert not found.heading
    assert [one.best for one in found.each] == [False, False, True, False, False, False]


def test_a_sweep_gives_values_scores_and_the_best() -> None:
    found = of(sweep(failing=1))
    minus = "\N{MINUS SIGN}"
    assert [one.title for one in found.each] == [f"1e{minus}5", "0.001", "0.1", "1", "10", "1000"]
    assert found.heading == "alpha"
    assert [one.best for one in found.each] == [False, False, True, False, False, False]
    assert found.each[1].failure.startswith("failed: ValueError: the solver met numbers")
    assert found.each[1].model is None
    assert found.each[2].remarks[0] == ("test R² 0.93",)
    assert found.each[5].remarks[0][0].startswith("constant output")


def test_a_record_shows_up_to_eight_snapshots_from_first_to_last() -> None:
    kept = record(101)
    found = of(kept)
    chosen = [int(one.title.removeprefix("epoch ")) for one in found.each]
    assert len(chosen) == 8
    assert (chosen[0], chosen[-1]) == (0, 100)
    assert max(np.diff(chosen)) - min(np.diff(chosen)) <= 1
    assert found.note == "8 of 101 snapshots"
    assert [one.model for one in found.each] == [kept.snapshots[epoch] for epoch in chosen]


def test_few_snapshots_are_all_shown_and_nothing_said() -> None:
    found = of(record(3))
    assert [one.title for one in found.each] == ["epoch 0", "epoch 1", "epoch 2"]
    assert not found.note


@pytest.mark.parametrize("epochs", [[0, 7, 3], (0, 7, 3), np.array([0, 7, 3])])
def test_epochs_pick_snapshots_in_their_order(epochs: Any) -> None:
    found = of(record(11), epochs=epochs)
    assert [one.title for one in found.each] == ["epoch 0", "epoch 7", "epoch 3"]
    assert not found.note


def test_a_record_among_others_is_its_trained_model_and_its_training() -> None:
    kept = record(4)
    (one,) = of({"a": kept}).each
    assert one.model is kept.snapshots[3]
    assert one.source is kept
    estimator = object()
    trained = TrainingRecord(estimator, kept.history, {}, random_state=0)
    assert of([trained]).each[0].model is estimator


def test_a_history_has_no_model_and_a_run_has_both() -> None:
    assert of({"a": history(0.1)}).each[0].model is None
    run = sweep().runs[0]
    (one,) = of({"a": run}).each
    assert one.model is run.estimator
    assert one.source is run.history


@pytest.mark.parametrize(
    ("models", "epochs", "given", "kind", "words"),
    [
        ({}, None, None, ValueError, "models must hold at least one model"),
        ([], None, None, ValueError, "models must hold at least one model"),
        (classifier(), None, None, TypeError, "models must be a mapping .*; got Network"),
        ("relu", None, None, TypeError, "models must be a mapping .*; got str"),
        ([2, 8, 1], None, None, TypeError, "The sizes of one network are one model"),
        ({"a": None}, None, None, TypeError, r"models\['a'\] must be a model; it is None"),
        ([classifier(), None], None, None, TypeError, r"models\[1\] must be a model"),
        ({"a": classifier()}, [0], None, TypeError, "epochs picks snapshots of a TrainingRecord"),
        (record(3), [], None, ValueError, "epochs must name at least one snapshot"),
        (record(3), [5], None, ValueError, "no snapshot of epoch 5; there are snapshots of 0, 1"),
        (record(40), [99], None, ValueError, r"there are 40 snapshots, of 0, 1, 2, 3, \.\.\., 39"),
        (record(3), [0.5], None, TypeError, "epochs must be a list of whole numbers; it holds 0.5"),
        (record(3), [True], None, TypeError, "epochs must be a list of whole numbers"),
        (record(3), "all", None, TypeError, "epochs must be a list of whole numbers; got str"),
        (record(3), None, ["a"], ValueError, "titles must be one for each of the 3 models; got 1"),
        (record(3), None, "abc", TypeError, "titles must be a list of texts; got str"),
        (TrainingRecord(None, history(0.1), {}, 0), None, None, ValueError,
         "models: this TrainingRecord holds no snapshots"),
    ],
)  # fmt: skip
def test_what_is_refused(
    models: Any, epochs: Any, given: Any, kind: type[Exception], words: str
) -> None:
    with pytest.raises(kind, match=words):
        subjects_of(models, epochs, given)


def test_somebody_has_to_have_something_to_draw() -> None:
    check_drawable(of(sweep(failing=0)), "plot_fit", training=False)
    with pytest.raises(ValueError, match="plot_loss draws trainings, and the models have none"):
        check_drawable(of(record(3)), "plot_loss", training=True)
    with pytest.raises(ValueError, match="plot_fit draws models, and there are none"):
        check_drawable(of({"a": history(0.1)}), "plot_fit", training=False)
    failed = SweepRun({"alpha": 1.0}, None, None, {}, None, "ValueError: no", ())
    with pytest.raises(ValueError, match="all 1 trainings have failed; the first failed: Value"):
        check_drawable(of(TrainingSweep([failed], {"alpha": [1.0]}, "R²", 0)), "f", training=False)
