"""Edges as numbers: in the order of drawing, with the colours, widths and dashes that they mean.

What millions of edges look like, and their order, is found out only when somebody asks for it.
"""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from matplotlib.collections import Collection
from matplotlib.colors import Colormap, Normalize, to_rgba_array
from numpy.typing import NDArray

from nnviz.culling import stable_order
from nnviz.drawing.edge_strokes import DASHES, MISSING_DASHES, SOLID, Strokes

#: Fewer edges than this are drawn sooner than it is known which of them are covered: at 2,000 that
#: costs a twentieth more, at 3,000 a tenth less.
FEWEST_CULLED = 2500


class OrderedEdges(Collection):
    """Which neurons edges join, with which values: the part of `EdgeCollection` without places.

    Everything that is public and has an entry for each edge is in the order of drawing, weakest
    first. With ``cull=True`` and many edges they are sorted when that is asked for first; until
    then `_sources`, `_values` and so on are as they were given.
    """

    # What matplotlib's own stubs leave out.
    _edgecolors: Any
    _linestyles: Any
    _linewidths: Any
    _us_lw: Any
    _original_edgecolor: Any

    _is_ordered = True  # until there are edges
    _version = 0  # of what decides which edges are covered
    _dashes_are_ours = True

    def __init__(
        self,
        sources: NDArray[np.intp],
        targets: NDArray[np.intp],
        values: NDArray[np.float64] | None,
        strength: NDArray[np.float64],
        *,
        context: NDArray[np.bool_] | None,
        context_colour: Any,
        dashed: bool,
        cull: bool,
        norm: Normalize | None,
        cmap: Colormap | None,
        edgecolors: Any,
        **kw: Any,
    ) -> None:
        self._culls = cull
        self._context_colour = context_colour
        self._width_range: tuple[float, float] | None = None
        kw.setdefault("capstyle", "butt")
        super().__init__(
            facecolors="none", edgecolors=edgecolors, norm=norm, cmap=cmap, offsets=None, **kw
        )
        # A width or a dash of the caller's own holds for every edge, whatever its strength.
        self._own_width = "linewidths" in kw or "linewidth" in kw
        self._dashes_are_ours = not ("linestyles" in kw or "linestyle" in kw)
        self._take(sources, targets, values, strength, context, dashed)

    def show(
        self, sources: NDArray[np.intp], targets: NDArray[np.intp], values: NDArray[np.float64],
        strength: NDArray[np.float64], *, context: NDArray[np.bool_] | None = None,
        dashed: bool = False,
    ) -> None:  # fmt: skip
        """Show other numbers in the same places, as a collection made from them would."""
        self._take(sources, targets, values, strength, context, dashed)
        self.stale = True

    def _take(
        self, sources: NDArray[np.intp], targets: NDArray[np.intp],
        values: NDArray[np.float64] | None, strength: NDArray[np.float64],
        context: NDArray[np.bool_] | None, dashed: bool,
    ) -> None:  # fmt: skip
        """Keep what is to be drawn; put it into the order of drawing if that is soon done."""
        self._sources, self._targets, self._values = sources, targets, values
        self._strength, self._context, self._dashed = strength, context, dashed
        self._is_ordered = False
        self._version += 1
        if not (self._culls and sources.size >= FEWEST_CULLED):
            self._put_in_order()

    @property
    def _keys(self) -> NDArray[np.float64]:
        return self._keys_of(slice(None))

    def _keys_of(self, some: Any) -> NDArray[np.float64]:
        """What edges are drawn in the order of."""
        keys: NDArray[np.float64] = self._strength[some]
        if self._context is not None:
            keys = np.array(keys)
            np.subtract(keys, 2.0, out=keys, where=self._context[some])
        return keys

    def _put_in_order(self) -> None:
        """Sort the edges, and give each of them what it is drawn with."""
        if self._is_ordered:
            return
        self._is_ordered = True
        self._version += 1
        order = stable_order(self._keys)
        self._sources, self._targets = self._sources[order], self._targets[order]
        self._strength = self._strength[order]
        self._context = None if self._context is None else self._context[order]
        if self._values is not None:
            self._values = self._values[order]
            self.set_array(np.ma.masked_invalid(self._values))
            if self._dashes_are_ours:
                self._set_dashes(self._values, self._dashed)
        if self._width_range is not None:
            widths, self._width_range = self._width_range, None
            self.set_width_range(*widths)

    @property
    def sources(self) -> NDArray[np.intp]:
        """Which neuron each edge starts from, in the order of drawing."""
        self._put_in_order()
        return self._sources

    @property
    def targets(self) -> NDArray[np.intp]:
        """Which neuron each edge leads to, in the order of drawing."""
        self._put_in_order()
        return self._targets

    @property
    def strength(self) -> NDArray[np.float64]:
        """How strong each edge is, in the order of drawing."""
        self._put_in_order()
        return self._strength

    @property
    def n_edges(self) -> int:
        """How many edges there are, painted or covered."""
        return int(self._sources.size)

    def get_array(self) -> Any:
        """The values, in the order of drawing."""
        self._put_in_order()
        return super().get_array()

    def set_array(self, A: Any) -> None:
        """Set the values, in the order of drawing."""
        self._put_in_order()
        super().set_array(A)
        self._version += 1
        if A is not None and self._values is not None:
            self._values = np.ma.filled(np.ma.asarray(A, dtype=float), np.nan)

    def get_linewidth(self) -> Any:
        """The widths in points, in the order of drawing."""
        self._put_in_order()
        return super().get_linewidth()

    def set_linewidth(self, lw: Any) -> None:
        """Set the width of all edges, or of each in the order of drawing, in points."""
        self._put_in_order()
        super().set_linewidth(lw)

    def get_linestyle(self) -> Any:
        """The dashes, in the order of drawing."""
        self._put_in_order()
        return super().get_linestyle()

    def set_linestyle(self, ls: Any) -> None:
        """Set the dashes of all edges, or of each in the order of drawing."""
        self._put_in_order()
        self._dashes_are_ours = False
        super().set_linestyle(ls)

    def set_edgecolor(self, c: Any) -> None:
        """Set the colour of all edges, or of each in the order of drawing."""
        self._put_in_order()
        super().set_edgecolor(c)

    def get_edgecolor(self) -> Any:
        """The colours as they were drawn or mapped last, in the order of drawing."""
        self._put_in_order()
        return super().get_edgecolor()

    def _set_dashes(self, values: NDArray[np.float64], dashed: bool) -> None:
        missing = ~np.isfinite(values)
        if missing.any() or (dashed and (values < 0).any()):
            styles: list[Any] = ["-"] * values.size
            for k in np.flatnonzero(missing):
                styles[k] = (0, MISSING_DASHES)
            if dashed:
                for k in np.flatnonzero(values < 0):
                    styles[k] = (0, DASHES)
            self.set_linestyle(styles)
        elif len(self._linestyles) > 1 or self._linestyles[0][1] is not None:
            self.set_linestyle("-")
        self._dashes_are_ours = True

    def set_width_range(self, smallest: float, largest: float) -> None:
        """Widths in points of the weakest and the strongest edge."""
        if self._own_width or self._width_range == (smallest, largest):
            return
        self._width_range = (smallest, largest)
        if not self._is_ordered:
            return
        widths = self._widths(slice(None))
        if len(self._linestyles) == 1 and self._linestyles[0][1] is None:
            # As `set_linewidth` does, without a dash pattern for each of a million solid lines.
            self._us_lw = self._linewidths = widths
            self.stale = True
        else:
            self.set_linewidth(cast(Any, widths))

    def _widths(self, chosen: Any) -> NDArray[np.float64]:
        assert self._width_range is not None
        smallest, largest = self._width_range
        widths: NDArray[np.float64] = smallest + (largest - smallest) * self._strength[chosen]
        if self._context is not None:
            widths = np.where(self._context[chosen], smallest, widths)
        return widths

    def update_scalarmappable(self) -> None:
        """Map values to colours, then let the edges of the context recede."""
        self._put_in_order()
        super().update_scalarmappable()
        if self._context is not None and self._context.any():
            colours = np.array(np.broadcast_to(self._edgecolors, (self._strength.size, 4)))
            colours[self._context] = self._context_colours(self._context)
            self._edgecolors = colours

    def _context_colours(self, chosen: Any) -> NDArray[np.float64]:
        """What some edges have where they recede."""
        if not isinstance(self._context_colour, Colormap):
            return to_rgba_array(self._context_colour)
        top = float(np.max(self._strength, where=cast(Any, self._context), initial=0.0))
        return np.asarray(self._context_colour(np.minimum(self._strength[chosen] / (top or 1), 1)))

    @property
    def _is_mapped(self) -> bool:
        return self._values is not None and self._original_edgecolor is None

    def _kinds(self, chosen: Any) -> NDArray[np.int8] | None:
        """Which dashes edges have: 0 none, 1 those of negative, 2 of missing; None if all solid."""
        if self._values is None or not self._dashes_are_ours:
            return None
        values = self._values[chosen]
        finite = np.isfinite(values)
        if not self._dashed and finite.all():
            return None
        kinds = np.where(finite, np.int8(0), np.int8(2))
        if self._dashed:
            kinds[values < 0] = 1
        return kinds if kinds.any() else None

    def _strokes(self, chosen: NDArray[np.intp]) -> Strokes:
        """How some of the edges look."""
        if self._is_mapped:
            assert self._values is not None
            values = np.ma.masked_invalid(self._values[chosen])
            colours = np.asarray(self.to_rgba(values, cast(Any, self.get_alpha())))
        else:
            colours = self._edgecolors[chosen % len(self._edgecolors)]
        if self._context is not None:
            lit = self._context[chosen]
            colours = np.where(lit[:, None], self._context_colours(chosen), colours)
        if self._width_range is not None and not self._is_ordered:
            widths = self._widths(chosen)
        else:
            known = np.asarray(self._linewidths, dtype=float)
            widths = known[chosen % known.size]
        kinds = self._kinds(chosen)
        if kinds is None:
            return Strokes(colours, widths, np.zeros(chosen.size, dtype=np.int8), [SOLID])
        return Strokes(colours, widths, kinds, [SOLID, (0, DASHES), (0, MISSING_DASHES)])
