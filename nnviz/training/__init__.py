"""Training: one model with everything recorded, or one for each combination of parameters."""

from __future__ import annotations

from nnviz.training.recording import record_training
from nnviz.training.sweeping import sweep_training

__all__ = ["record_training", "sweep_training"]
