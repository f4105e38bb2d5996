"""How panels look: their options in one frozen, validated object."""

from __future__ import annotations

from dataclasses import dataclass
from numbers import Integral

from nnviz.drawing.option_checks import check_choice


@dataclass(frozen=True, eq=False)
class PanelOptions:
    """The options of panels; `draw_panels` says what each of them does."""

    share: bool = True
    legend: bool = True
    colorbar: bool = True
    columns: int | None = None

    def __post_init__(self) -> None:
        for name in ("share", "legend", "colorbar"):
            check_choice(name, getattr(self, name), (True, False))
        most = self.columns
        whole = isinstance(most, Integral) and not isinstance(most, bool)
        if most is not None and not (whole and most >= 1):
            raise ValueError(f"columns must be None or a count >= 1; got {most!r}.")
