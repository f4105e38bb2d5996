"""The gradient of one weight as a sum over paths, and the chain rule along one of them."""

from __future__ import annotations

from nnviz.paths.gradient import MAX_PATHS, GradientPaths, gradient_paths
from nnviz.paths.rule import ChainRule, Factor, chain_rule

__all__ = ["MAX_PATHS", "ChainRule", "Factor", "GradientPaths", "chain_rule", "gradient_paths"]
