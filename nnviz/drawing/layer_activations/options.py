"""How the picture of layer activations looks: every visual option in one validated object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from numbers import Integral
from typing import Any

from matplotlib.colors import Colormap
from matplotlib.image import AxesImage
from matplotlib.patches import StepPatch
from matplotlib.text import Text

from nnviz.drawing.option_checks import as_colormap, as_limits, check_choice, check_keywords

ORIENTATIONS = ("auto", "horizontal", "vertical")
ORDERS = ("auto", "given", "y")


@dataclass(frozen=True, eq=False)
class LayerActivationsOptions:
    """The visual options of layer activations; `plot_layer_activations` says what each does."""

    heat_map: bool = True
    order: str = "auto"
    max_samples: int | None = 150
    norm_by: str = "layer"
    limits: Sequence[tuple[float, float] | None] | None = None
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
        if self.limits is not None:
            if isinstance(self.limits, str) or not isinstance(self.limits, Sequence):
                raise TypeError(
                    "limits must be None or a tuple with a pair or None for each layer that is "
                    f"shown; got {type(self.limits).__name__}."
                )
            pairs = tuple(as_limits(f"limits[{k}]", one) for k, one in enumerate(self.limits))
            object.__setattr__(self, "limits", pairs)
        most = self.max_samples
        whole = isinstance(most, Integral) and not isinstance(most, bool)
        if most is not None and not (whole and most >= 1):
            raise ValueError(f"max_samples must be None or a count, at least 1; got {most!r}.")
        if self.cmap is not None:
            object.__setattr__(self, "cmap", as_colormap(self.cmap))
        kinds = (("bar_kw", StepPatch), ("image_kw", AxesImage), ("label_kw", Text))
        for name, artist in kinds:
            object.__setattr__(self, name, check_keywords(name, getattr(self, name), artist))
