"""See neural networks: diagrams of fitted models with their real weights, on matplotlib."""

from __future__ import annotations

from importlib import import_module

__version__ = "0.1.0"

TYPE_CHECKING = False  # as type checkers read it; importing typing takes longer than all the rest
if TYPE_CHECKING:
    from nnviz.adapters import as_history as as_history
    from nnviz.adapters import as_network as as_network
    from nnviz.animation import Animation as Animation
    from nnviz.animation import animate as animate
    from nnviz.displays.activation import ActivationDisplay as ActivationDisplay
    from nnviz.displays.activation import plot_activation as plot_activation
    from nnviz.displays.backprop import BackpropDisplay as BackpropDisplay
    from nnviz.displays.backprop import draw_backprop as draw_backprop
    from nnviz.displays.boundary import DecisionBoundaryDisplay as DecisionBoundaryDisplay
    from nnviz.displays.boundary import plot_decision_boundary as plot_decision_boundary
    from nnviz.displays.fit import FitDisplay as FitDisplay
    from nnviz.displays.fit import plot_fit as plot_fit
    from nnviz.displays.layer_activations import LayerActivationsDisplay as LayerActivationsDisplay
    from nnviz.displays.layer_activations import plot_layer_activations as plot_layer_activations
    from nnviz.displays.loss import LossDisplay as LossDisplay
    from nnviz.displays.loss import plot_loss as plot_loss
    from nnviz.displays.loss_surface import LossSurfaceDisplay as LossSurfaceDisplay
    from nnviz.displays.loss_surface import plot_loss_surface as plot_loss_surface
    from nnviz.displays.network import NetworkDisplay as NetworkDisplay
    from nnviz.displays.network import draw_network as draw_network
    from nnviz.displays.network import mlp_draw as mlp_draw
    from nnviz.displays.neuron import NeuronDisplay as NeuronDisplay
    from nnviz.displays.neuron import draw_neuron as draw_neuron
    from nnviz.displays.neuron_maps import NeuronMapsDisplay as NeuronMapsDisplay
    from nnviz.displays.neuron_maps import draw_neuron_maps as draw_neuron_maps
    from nnviz.displays.sweep_scores import SweepScoresDisplay as SweepScoresDisplay
    from nnviz.displays.sweep_scores import plot_sweep_scores as plot_sweep_scores
    from nnviz.displays.weights import WeightsDisplay as WeightsDisplay
    from nnviz.displays.weights import plot_weights as plot_weights
    from nnviz.edge_values import EdgeValues as EdgeValues
    from nnviz.encoding import encode_edges as encode_edges
    from nnviz.gradients import backward as backward
    from nnviz.gradients import forward as forward
    from nnviz.history import Series as Series
    from nnviz.history import SweepRun as SweepRun
    from nnviz.history import TrainingHistory as TrainingHistory
    from nnviz.history import TrainingRecord as TrainingRecord
    from nnviz.history import TrainingSweep as TrainingSweep
    from nnviz.layout import Layout as Layout
    from nnviz.layout import layered_layout as layered_layout
    from nnviz.network import Connection as Connection
    from nnviz.network import Layer as Layer
    from nnviz.network import Network as Network
    from nnviz.panels import PanelsDisplay as PanelsDisplay
    from nnviz.panels import draw_panels as draw_panels
    from nnviz.paths import ChainRule as ChainRule
    from nnviz.paths import Factor as Factor
    from nnviz.paths import GradientPaths as GradientPaths
    from nnviz.paths import chain_rule as chain_rule
    from nnviz.paths import gradient_paths as gradient_paths
    from nnviz.propagation import BackwardPass as BackwardPass
    from nnviz.propagation import ForwardPass as ForwardPass
    from nnviz.training import record_training as record_training
    from nnviz.training import sweep_training as sweep_training

_HOMES = {
    "ActivationDisplay": "nnviz.displays.activation",
    "Animation": "nnviz.animation",
    "BackpropDisplay": "nnviz.displays.backprop",
    "BackwardPass": "nnviz.propagation",
    "ChainRule": "nnviz.paths",
    "Connection": "nnviz.network",
    "DecisionBoundaryDisplay": "nnviz.displays.boundary",
    "EdgeValues": "nnviz.edge_values",
    "Factor": "nnviz.paths",
    "FitDisplay": "nnviz.displays.fit",
    "ForwardPass": "nnviz.propagation",
    "GradientPaths": "nnviz.paths",
    "Layer": "nnviz.network",
    "LayerActivationsDisplay": "nnviz.displays.layer_activations",
    "Layout": "nnviz.layout",
    "LossDisplay": "nnviz.displays.loss",
    "LossSurfaceDisplay": "nnviz.displays.loss_surface",
    "Network": "nnviz.network",
    "NetworkDisplay": "nnviz.displays.network",
    "NeuronDisplay": "nnviz.displays.neuron",
    "NeuronMapsDisplay": "nnviz.displays.neuron_maps",
    "PanelsDisplay": "nnviz.panels",
    "Series": "nnviz.history",
    "SweepRun": "nnviz.history",
    "SweepScoresDisplay": "nnviz.displays.sweep_scores",
    "TrainingHistory": "nnviz.history",
    "TrainingRecord": "nnviz.history",
    "TrainingSweep": "nnviz.history",
    "WeightsDisplay": "nnviz.displays.weights",
    "animate": "nnviz.animation",
    "as_history": "nnviz.adapters",
    "as_network": "nnviz.adapters",
    "backward": "nnviz.gradients",
    "chain_rule": "nnviz.paths",
    "draw_backprop": "nnviz.displays.backprop",
    "draw_network": "nnviz.displays.network",
    "draw_neuron": "nnviz.displays.neuron",
    "draw_neuron_maps": "nnviz.displays.neuron_maps",
    "draw_panels": "nnviz.panels",
    "encode_edges": "nnviz.encoding",
    "forward": "nnviz.gradients",
    "gradient_paths": "nnviz.paths",
    "layered_layout": "nnviz.layout",
    "mlp_draw": "nnviz.displays.network",
    "plot_activation": "nnviz.displays.activation",
    "plot_decision_boundary": "nnviz.displays.boundary",
    "plot_fit": "nnviz.displays.fit",
    "plot_loss": "nnviz.displays.loss",
    "plot_loss_surface": "nnviz.displays.loss_surface",
    "plot_layer_activations": "nnviz.displays.layer_activations",
    "plot_weights": "nnviz.displays.weights",
    "plot_sweep_scores": "nnviz.displays.sweep_scores",
    "record_training": "nnviz.training",
    "sweep_training": "nnviz.training",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'nnviz' has no attribute {name!r}")
    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value  # found without this function the next time
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
