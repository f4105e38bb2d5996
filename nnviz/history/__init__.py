"""What a training left behind: its curves, its snapshots, and the runs of a sweep."""

from __future__ import annotations

from nnviz.history.history import TrainingHistory
from nnviz.history.record import TrainingRecord
from nnviz.history.series import Series
from nnviz.history.sweep import SweepRun, TrainingSweep

__all__ = ["Series", "SweepRun", "TrainingHistory", "TrainingRecord", "TrainingSweep"]
