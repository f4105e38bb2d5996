"""How a network diagram looks: every visual option in one frozen, validated object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from numbers import Integral
from typing import Any

from matplotlib.collections import Collection
from matplotlib.colors import Colormap, Normalize, is_color_like
from matplotlib.text import Text

from nnviz.drawing.option_checks import (
    as_colormap,
    check_choice,
    check_keywords,
    is_number,
)
from nnviz.layout.picture import check_shape
from nnviz.notation import Notation, get_notation

_CHOICES: dict[str, tuple[Any, ...]] = {
    "orientation": ("horizontal", "vertical"),
    "norm_by": ("network", "layer"),
    "edge_labels": ("auto", True, False),
    "neuron_labels": ("index", "notation", "name", "value", None),
    "names": (True, False),
    "bias": (True, False),
    "captions": (True, "parameters", False),
    "negative_dash": ("auto", True, False),
    "colorbar": (True, False),
    "cull": (True, False),
    "index_base": (None, 0, 1),
}

FILLS = ("paper", "layer", "bias")


@dataclass(frozen=True, eq=False)
class DiagramOptions:
    """The visual options of a network diagram; `draw_network` says what each of them does."""

    orientation: Any = "horizontal"
    input_shape: tuple[int, int] | None = None
    input_norm: Normalize | None = None
    max_neurons: int | Sequence[int | None] | None = 20
    norm: Any = None
    norm_by: str = "network"
    neuron_norm: Normalize | None = None
    cmap: str | Colormap | None = None
    edge_labels: str | bool = "auto"
    edge_label_format: str = ".2f"
    edge_label_size: float | None = None
    label_pos: float | str = "auto"
    neuron_labels: str | None = "index"
    names: bool = True
    neuron_fill: Any = "paper"
    bias: bool = False
    highlight: Sequence[tuple[int, int]] | None = None
    captions: bool | str = True
    negative_dash: str | bool = "auto"
    colorbar: bool = True
    colorbar_label: str | None = None
    min_abs: float | None = None
    top_edges: int | None = None
    full_edges: int | str | None = "auto"
    cull: bool = True
    notation: str | Notation = "course"
    index_base: int | None = None
    node_kw: Mapping[str, Any] = field(default_factory=dict)
    edge_kw: Mapping[str, Any] = field(default_factory=dict)
    label_kw: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, allowed in _CHOICES.items():
            check_choice(name, getattr(self, name), allowed)
        _check_fill(self.neuron_fill)
        if self.colorbar_label is not None and not isinstance(self.colorbar_label, str):
            raise TypeError(f"colorbar_label must be None or a text; got {self.colorbar_label!r}.")
        if self.norm_by == "layer":
            object.__setattr__(self, "norm", _norms_by_layer(self.norm))
        else:
            _check_norm("norm", self.norm)
        _check_norm("neuron_norm", self.neuron_norm)
        _check_norm("input_norm", self.input_norm)
        object.__setattr__(self, "input_shape", check_shape(self.input_shape))
        object.__setattr__(self, "highlight", _neurons(self.highlight))
        if self.label_pos != "auto" and not is_number(self.label_pos, 0, 1):
            raise ValueError(
                f"label_pos must be 'auto' or a fraction of the edge in [0, 1]; "
                f"got {self.label_pos!r}."
            )
        if self.min_abs is not None and not is_number(self.min_abs, 0):
            raise ValueError(f"min_abs must be None or a number >= 0; got {self.min_abs!r}.")
        if self.edge_label_size is not None and not is_number(self.edge_label_size, 1):
            raise ValueError(
                f"edge_label_size must be None or a size in points, at least 1; "
                f"got {self.edge_label_size!r}."
            )
        if self.top_edges is not None and not _is_count(self.top_edges):
            raise ValueError(f"top_edges must be None or a count >= 0; got {self.top_edges!r}.")
        by_itself = isinstance(self.full_edges, str) and self.full_edges == "auto"
        if self.full_edges is not None and not by_itself and not _is_count(self.full_edges):
            raise ValueError(
                f"full_edges must be 'auto', None or a count >= 0; got {self.full_edges!r}."
            )
        try:
            format(-1.5, self.edge_label_format)
        except (TypeError, ValueError) as error:
            raise ValueError(
                f"edge_label_format must be a format of a number, such as '.2f'; "
                f"got {self.edge_label_format!r}."
            ) from error
        if self.cmap is not None:
            object.__setattr__(self, "cmap", as_colormap(self.cmap))
        base = None if self.index_base is None else int(self.index_base)
        object.__setattr__(self, "notation", get_notation(self.notation, base))  # type: ignore[arg-type]
        for name, artist in (("node_kw", Collection), ("edge_kw", Collection), ("label_kw", Text)):
            object.__setattr__(self, name, check_keywords(name, getattr(self, name), artist))


def _is_count(number: Any) -> bool:
    whole = isinstance(number, Integral) and not isinstance(number, bool)
    return whole and int(number) >= 0


def _neurons(highlight: Any) -> tuple[tuple[int, int], ...] | None:
    """The highlighted neurons as pairs of integers, whatever sequence they came in."""
    if highlight is None:
        return None
    allowed = "highlight must be None or a sequence of pairs (layer, neuron)"
    try:
        pairs = [(layer, neuron) for layer, neuron in highlight]
    except (TypeError, ValueError) as error:
        raise TypeError(f"{allowed}; got {highlight!r}.") from error
    for pair in pairs:
        if not all(isinstance(part, Integral) and not isinstance(part, bool) for part in pair):
            raise TypeError(f"{allowed} of whole numbers; got {pair!r}.")
    return tuple((int(layer), int(neuron)) for layer, neuron in pairs)


def _check_norm(name: str, norm: Any) -> None:
    if norm is None:
        return
    if not isinstance(norm, Normalize):
        raise TypeError(
            f"{name} must be None or a matplotlib Normalize; got {type(norm).__name__}."
        )
    if norm.vmin is not None and norm.vmax is not None and norm.vmin > norm.vmax:
        raise ValueError(f"{name} must go upwards; its vmin is {norm.vmin}, its vmax {norm.vmax}.")


def _norms_by_layer(norms: Any) -> tuple[Normalize | None, ...] | None:
    """Norms of which each is of the edges into one layer.

    One colour bar stands for all of them, from the end of each to the other, so that they have to
    be linear and centred on zero.
    """
    if norms is None:
        return None
    if isinstance(norms, Normalize):
        raise ValueError(
            "norm_by='layer' makes a norm for each layer: give no norm with it, or a tuple with "
            "one for each layer."
        )
    if isinstance(norms, str) or not isinstance(norms, Sequence):
        raise TypeError(
            "norm must be None or a tuple with a Normalize or None for each layer, since "
            f"norm_by='layer'; got {type(norms).__name__}."
        )
    for layer, norm in enumerate(norms):
        _check_norm(f"norm[{layer}]", norm)
        if norm is None:
            continue
        centred = norm.vmax is not None and norm.vmax > 0 and norm.vmin == -norm.vmax
        if type(norm) is not Normalize or not centred:
            raise ValueError(
                f"norm[{layer}] must be linear and centred on zero, Normalize(-limit, limit); got "
                f"{type(norm).__name__}({norm.vmin}, {norm.vmax})."
            )
    return tuple(norms)


def _check_fill(fill: Any) -> None:
    if (isinstance(fill, str) and fill in FILLS) or is_color_like(fill):
        return
    listed = ", ".join(map(repr, FILLS))
    raise ValueError(f"neuron_fill must be one of {listed}, or a colour; got {fill!r}.")
