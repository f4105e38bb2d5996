"""`mlp_draw`: calls written for it still draw."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnviz import mlp_draw
from tests.displays.network.helpers import MINUS, strings
from tests.figures import fixed_arrays


class TestMlpDraw:
    def model(self) -> Any:
        return fixed_arrays(2, 8, 6, 1)

    def test_labels_at_their_place(self, pyplot: Any) -> None:
        # mlp_draw(model=model, orientation="h", label_pos=1.3/7)
        display = mlp_draw(model=fixed_arrays(2, 3, 1), orientation="h", label_pos=1.3 / 7)
        assert display.layout.orientation == "horizontal"
        assert display.figure_.get_size_inches().tolist() == [12, 5]
        assert len(display.labels_) == 9
        weights = fixed_arrays(2, 3, 1)[0]
        expected = {f"{v:.3f}".replace("-", MINUS) for w in weights for v in w.ravel()}
        assert set(strings(display.labels_)) <= expected
        assert {text.get_fontsize() for text in display.labels_} == {7}

    def test_without_labels(self, pyplot: Any) -> None:
        # mlp_draw(model=model, orientation="h", label_pos=2.3/7, add_labels=False)
        display = mlp_draw(model=self.model(), orientation="h", label_pos=2.3 / 7, add_labels=False)
        assert display.labels_ == []
        assert [len(n.get_offsets()) for n in display.neurons_] == [2, 8, 6, 1]

    def test_large_pipeline(self, pyplot: Any) -> None:
        # mlp_draw(model["mlp"], orientation="h", figsize=(16, 16), alpha=0.5, add_labels=False)
        model = fixed_arrays(1, 80, 20, 1)
        display = mlp_draw(model, orientation="h", figsize=(16, 16), alpha=0.5, add_labels=False)
        assert [len(n.get_offsets()) for n in display.neurons_] == [1, 80, 20, 1]
        assert all(edges.get_alpha() == 0.5 for edges in display.edges_)
        assert display.figure_.get_size_inches().tolist() == [16, 16]

    def test_defaults(self, pyplot: Any) -> None:
        display = mlp_draw(self.model())
        assert display.layout.orientation == "vertical"
        assert display.figure_.get_size_inches().tolist() == [5, 12]
        faces = [tuple(n.get_facecolor()[0]) for n in display.neurons_]
        assert len(set(faces)) == 4  # coloured by layer

    def test_by_position(self, pyplot: Any) -> None:
        display = mlp_draw(self.model(), "h", (4, 9), True, 0.5, 6, 0.8)
        assert display.figure_.get_size_inches().tolist() == [9, 4]
        assert display.edges_[0].get_alpha() == 0.8

    @pytest.mark.parametrize("orientation", ["horizontal", "x", None])
    def test_unknown_orientation(self, orientation: Any) -> None:
        with pytest.raises(ValueError, match="orientation must be 'v' or 'h'"):
            mlp_draw(self.model(), orientation)

    def test_warning_points_to_the_caller(self, pyplot: Any) -> None:
        with pytest.warns(UserWarning, match="NaN") as seen:
            mlp_draw(([[[np.nan]]], None))
        assert seen[0].filename == __file__
