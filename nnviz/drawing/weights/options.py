"""How the picture of weights looks: every option in one frozen, validated object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from numbers import Integral
from typing import Any

from matplotlib.colorizer import ColorizingArtist
from matplotlib.colors import Colormap, Normalize
from matplotlib.patches import StepPatch
from matplotlib.text import Text

from nnviz.drawing.option_checks import (
    as_colormap,
    as_limits,
    check_choice,
    check_keywords,
    is_number,
)

KINDS = ("matrices", "distributions", "images")
# Options that one kind of picture has, and the others have not.
_ONLY = {
    "bias": ("matrices",), "values": ("matrices",), "value_format": ("matrices",),
    "image_shape": ("images",), "neurons": ("images",), "bins": ("distributions",),
    "density": ("distributions",), "ylim": ("distributions",), "norm": ("matrices", "images"),
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class WeightsOptions:
    """The options of a picture of weights; `plot_weights` says what each of them does."""

    kind: str | None = None
    layers: int | Sequence[int] | None = None
    bias: bool = False
    norm: Any = None
    norm_by: str = "network"
    cmap: str | Colormap | None = None
    values: bool | str = "auto"
    value_format: str | None = None
    names: bool = True
    image_shape: Sequence[int] | None = None
    neurons: Sequence[int] | None = None
    max_images: int | None = 25
    bins: Any = "auto"
    ylim: Any = None
    density: bool = False
    columns: int | None = None
    colorbar: bool = True
    index_base: int = 0
    image_kw: Mapping[str, Any] = field(default_factory=dict)
    bar_kw: Mapping[str, Any] = field(default_factory=dict)
    label_kw: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_choice("kind", self.kind, (None, *KINDS))
        for name in ("bias", "names", "density", "colorbar"):
            check_choice(name, getattr(self, name), (True, False))
        check_choice("values", self.values, ("auto", True, False))
        check_choice("norm_by", self.norm_by, ("network", "layer"))
        check_choice("index_base", self.index_base, (0, 1))
        by_panel = isinstance(self.norm, tuple) and self.norm_by == "layer"
        for norm in self.norm if by_panel else [self.norm]:
            if norm is not None and not isinstance(norm, Normalize):
                raise TypeError(f"norm must be a matplotlib Normalize; got {type(norm).__name__}.")
        if self.norm is not None and self.norm_by == "layer" and not by_panel:
            raise ValueError(
                "norm_by='layer' makes a norm for each layer: give no norm with it, or a tuple "
                "with one for each matrix; got both."
            )
        if self.cmap is not None:
            as_colormap(self.cmap)
        _check_count("max_images", self.max_images, least=1, other="None")
        _check_count("columns", self.columns, least=1, other="None")
        if isinstance(self.bins, tuple):
            pairs = self.bins if self.norm_by == "layer" else (self.bins,)
            for pair in pairs:
                _check_bins(pair)
        elif self.bins != "auto" or not isinstance(self.bins, str):
            _check_count("bins", self.bins, least=2, other="'auto'", most=10_000)
        if self.ylim is not None:
            if not isinstance(self.ylim, tuple):
                raise TypeError(
                    "ylim must be None or a tuple with a pair for each matrix; got "
                    f"{type(self.ylim).__name__}."
                )
            pairs = tuple(as_limits(f"ylim[{k}]", pair) for k, pair in enumerate(self.ylim))
            object.__setattr__(self, "ylim", pairs)
        self._check_format()
        object.__setattr__(self, "image_shape", _shape(self.image_shape))
        kinds = (("image_kw", ColorizingArtist), ("bar_kw", StepPatch), ("label_kw", Text))
        for name, artist in kinds:
            object.__setattr__(self, name, check_keywords(name, getattr(self, name), artist))
        self._check_kind()

    @property
    def shown_kind(self) -> str:
        """The kind of picture: images where their shape is given, or else matrices."""
        if self.kind is not None:
            return self.kind
        return "matrices" if self.image_shape is None else "images"

    def _check_format(self) -> None:
        if self.value_format is None:
            return
        try:
            format(1.5, self.value_format)
        except (TypeError, ValueError) as error:
            raise ValueError(
                "value_format must be a format of numbers, such as '.2f'; got "
                f"{self.value_format!r}."
            ) from error

    def _check_kind(self) -> None:
        """Raise a ValueError for what the kind of picture has no use for."""
        kind = self.shown_kind
        for name, kinds in _ONLY.items():
            default = type(self).__dataclass_fields__[name].default
            value = getattr(self, name)
            changed = value is not None if default is None else value != default
            if changed and kind not in kinds:
                where = " or ".join(repr(one) for one in kinds)
                raise ValueError(f"{name} is for kind={where}; got it with kind={kind!r}.")


def _check_bins(pair: Any) -> None:
    """The width of bins, and how far they reach."""
    if not (isinstance(pair, tuple) and len(pair) == 2
            and all(is_number(one, 0.0) and 0 < one < 1e300 for one in pair)):  # fmt: skip
        raise ValueError(
            "bins must be (width, limit), two numbers above 0, with norm_by='layer' one such pair "
            f"for each matrix; got {pair!r}."
        )


def _check_count(name: str, value: Any, *, least: int, other: str, most: int | None = None) -> None:
    if value is None and other == "None":
        return
    whole = isinstance(value, Integral) and not isinstance(value, bool)
    if not (whole and value >= least and (most is None or value <= most)):
        upto = "" if most is None else f" and at most {most:,}"
        raise ValueError(f"{name} must be {other} or a count, at least {least}{upto}; "
                         f"got {value!r}.")  # fmt: skip


def _shape(given: Any) -> tuple[int, int] | None:
    if given is None:
        return None
    try:
        sides = tuple(given)
    except TypeError:
        sides = ()
    good = all(isinstance(side, Integral) and not isinstance(side, bool) for side in sides)
    if not (good and len(sides) == 2 and min(sides) >= 1):
        hint = ""
        if good and len(sides) == 3:
            hint = "; an image has one number a pixel, so that colour channels are drawn one by one"
        raise ValueError(
            f"image_shape must be (height, width), two counts of at least 1; got {given!r}{hint}."
        )
    return int(sides[0]), int(sides[1])
