"""How neuron maps look: every visual option in one frozen, validated object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from numbers import Integral
from typing import Any

from matplotlib.collections import Collection
from matplotlib.colors import Colormap, Normalize
from matplotlib.text import Text

from nnviz.drawing.neuron_maps.given_norms import as_given, as_limits
from nnviz.drawing.neuron_maps.images import MapImages
from nnviz.drawing.option_checks import as_colormap, check_choice, check_keywords
from nnviz.notation import Notation, get_notation

_CHOICES: dict[str, tuple[Any, ...]] = {
    "arrange": ("network", "grid"),
    "norm_by": ("layer", "network"),
    "neuron_labels": ("index", None),
    "names": (True, False),
    "captions": (True, False),
    "colorbar": (True, False),
    "legend": (True, False),
    "negative_dash": ("auto", True, False),
    "index_base": (None, 0, 1),
}
_KINDS = (
    ("image_kw", MapImages),
    ("edge_kw", Collection),
    ("node_kw", Collection),
    ("line_kw", Collection),
    ("scatter_kw", Collection),
    ("label_kw", Text),
)


@dataclass(frozen=True, eq=False)
class MapOptions:
    """The visual options of neuron maps; `draw_neuron_maps` says what each of them does."""

    arrange: str = "network"
    norm: Any = None
    norm_by: str = "layer"
    edge_norm: Normalize | None = None
    ylim: Any = None
    max_neurons: int | Sequence[int | None] | None = 20
    max_points: int | None = 300
    neuron_labels: str | None = "index"
    names: bool = True
    captions: bool = True
    colorbar: bool = True
    legend: bool = True
    cmap: str | Colormap | None = None
    edge_cmap: str | Colormap | None = None
    negative_dash: str | bool = "auto"
    notation: str | Notation = "course"
    index_base: int | None = None
    image_kw: Mapping[str, Any] = field(default_factory=dict)
    edge_kw: Mapping[str, Any] = field(default_factory=dict)
    node_kw: Mapping[str, Any] = field(default_factory=dict)
    line_kw: Mapping[str, Any] = field(default_factory=dict)
    scatter_kw: Mapping[str, Any] = field(default_factory=dict)
    label_kw: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, allowed in _CHOICES.items():
            check_choice(name, getattr(self, name), allowed)
        most = self.max_points
        whole = isinstance(most, Integral) and not isinstance(most, bool)
        if most is not None and not (whole and most >= 0):
            raise ValueError(f"max_points must be None or a count >= 0; got {most!r}.")
        object.__setattr__(self, "norm", as_given(self.norm))
        object.__setattr__(self, "ylim", as_limits(self.ylim))
        if self.edge_norm is not None and not isinstance(self.edge_norm, Normalize):
            raise TypeError(
                f"edge_norm must be None or a matplotlib Normalize; got "
                f"{type(self.edge_norm).__name__}."
            )
        for name in ("cmap", "edge_cmap"):
            chosen = getattr(self, name)
            if chosen is not None:
                try:
                    object.__setattr__(self, name, as_colormap(chosen))
                except (TypeError, ValueError) as error:
                    raise type(error)(str(error).replace("cmap", name, 1)) from error
        base = None if self.index_base is None else int(self.index_base)
        object.__setattr__(self, "notation", get_notation(self.notation, base))  # type: ignore[arg-type]
        for name, artist in _KINDS:
            object.__setattr__(self, name, check_keywords(name, getattr(self, name), artist))
