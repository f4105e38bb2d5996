"""How the picture of layer activations looks: every visual option in one validated object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from numbers import Integral
from typing import Any

from matplotlib.colors import Colormap
from matplotlib.image import AxesImage
from matplotlib.patches import StepPatch
from matplotlib.text import Text

from nnviz.drawing.option_checks import as_colormap, check_choice, check_keywords

ORIENTATIONS = ("auto", "horizontal", "vertical")
ORDERS = ("auto", "given", "y")


@dataclass(frozen=True, eq=False)
class LayerActivationsOptions:
    """The visual options of layer activations; `plot_layer_activations` says what each does."""

    heat_map: bool = True
    order: str = "auto"
    max_samples: int | None = 150
    norm_by: str = "layer"
    cmap: str | Colormap | None = None
    colorbar: bool = True
    legend: bool = True
    orientation: str = "auto"
    index_base: int = 0
    bar_kw: Mapping[str, Any] = field(default_factory=dict)
    image_kw: Mapping[str, Any] = field(default_factory=dict)
    label_kw: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("heat_map", "colorbar", "legend"):
            check_choice(name, getattr(self, name), (True, False))
        check_choice("order", self.order, ORDERS)
        check_choice("norm_by", self.norm_by, ("layer", "network"))
        check_choice("orientation", self.orientation, ORIENTATIONS)
        check_choice("index_base", self.index_base, (0, 1))
        most = self.max_samples
        whole = isinstance(most, Integral) and not isinstance(most, bool)
        if most is not None and not (whole and most >= 1):
            raise ValueError(f"max_samples must be None or a count, at least 1; got {most!r}.")
        if self.cmap is not None:
            object.__setattr__(self, "cmap", as_colormap(self.cmap))
        kinds = (("bar_kw", StepPatch), ("image_kw", AxesImage), ("label_kw", Text))
        for name, artist in kinds:
            object.__setattr__(self, name, check_keywords(name, getattr(self, name), artist))
