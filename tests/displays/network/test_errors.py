"""What `draw_network` refuses: in words, and leaving nothing behind."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import networkx as nx
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from nnviz import draw_network
from tests.figures import fixed_network, new_axes

NOT_MODELS = [
    (None, TypeError), ("model", TypeError), (3, TypeError), (..., TypeError),
    ([], (TypeError, ValueError)), ([3], ValueError), ([2, 0, 1], ValueError),
    ([2, -1], ValueError), ([2.5, 1], (TypeError, ValueError)),
    (([], []), ValueError),
    (([np.ones((2, 3)), np.ones((4, 1))], None), ValueError),
    (([np.ones(3)], None), ValueError), (([np.ones((1, 2, 3))], None), ValueError),
    (([np.ones((2, 0))], None), ValueError), (([np.ones((1, 1)) * 1j], None), TypeError),
    (([np.array([["a"]], dtype=object)], None), TypeError),
    (([np.ones((1, 2))], [np.ones(3)]), ValueError), (np.ones((2, 2)), (TypeError, ValueError)),
    (nx.Graph([(0, 1)]), TypeError), (nx.DiGraph([(0, 1), (1, 0)]), ValueError),
]  # fmt: skip


class TestErrors:
    """Each leaves no figure open (the fixture of all tests sees to it) and given axes untouched."""

    def refuses(self, error: Any, message: str | None, model: Any = None, **options: Any) -> None:
        model = fixed_network(2, 3, 1) if model is None else model
        with pytest.raises(error, match=message):
            draw_network(model, **options)
        assert plt.get_fignums() == []
        ax = new_axes()
        before = (ax.get_children(), ax.get_xlim(), ax.axison)
        with pytest.raises(error, match=message):
            draw_network(model, ax=ax, **options)
        assert (ax.get_children(), ax.get_xlim(), ax.axison) == before

    @pytest.mark.parametrize(("model", "error"), NOT_MODELS, ids=lambda value: repr(value)[:40])
    def test_what_is_no_model(self, model: Any, error: Any) -> None:
        if model is None:
            with pytest.raises(TypeError):
                draw_network(None)
            return
        self.refuses(error, None, model)

    def test_arrays_that_do_not_chain_are_named_with_their_shapes(self) -> None:
        self.refuses(ValueError, r"coefs\[1\].*3.*\(4, 1\)",
                     ([np.ones((2, 3)), np.ones((4, 1))], None))  # fmt: skip

    def test_unfitted(self) -> None:
        from sklearn.exceptions import NotFittedError
        from sklearn.neural_network import MLPClassifier

        self.refuses(NotFittedError, "fit", MLPClassifier())

    @pytest.mark.parametrize("projection", ["polar", "3d"])
    def test_axes_of_another_kind(self, projection: str) -> None:
        ax: Axes = Figure().add_subplot(projection=projection)
        before = ax.get_children()
        with pytest.raises(ValueError, match=f"ax must be a plain two-dimensional.*{projection}"):
            draw_network([2, 1], ax=ax)
        assert ax.get_children() == before

    @pytest.mark.parametrize("ax", ["ax", 3, Figure()])
    def test_what_are_no_axes(self, ax: Any) -> None:
        with pytest.raises(TypeError, match="ax must be a matplotlib Axes or None"):
            draw_network([2, 1], ax=ax)

    @pytest.mark.parametrize(
        ("option", "value", "allowed"),
        [
            ("orientation", "up", "'horizontal', 'vertical'"),
            ("orientation", None, "'horizontal', 'vertical'"),
            ("orientation", "h", "'horizontal', 'vertical'"),
            ("norm_by", "layers", "'network', 'layer'"),
            ("edge_labels", "yes", "'auto', True, False"),
            ("edge_labels", 1, "'auto', True, False"),
            ("neuron_labels", "indices", "'index', 'notation', 'name', 'value', None"),
            ("neuron_labels", False, "'index'"),
            ("names", "auto", "True, False"),
            ("bias", 1, "True, False"),
            ("bias", None, "True, False"),
            ("captions", "all", "True, 'parameters', False"),
            ("negative_dash", "no", "'auto', True, False"),
            ("colorbar", "right", "True, False"),
            ("index_base", 2, "0, 1"),
            ("index_base", True, "0, 1"),
            ("notation", "greek", "course"),
            ("neuron_fill", "papers", "'paper', 'layer', 'bias'"),
            ("neuron_fill", None, "'paper', 'layer', 'bias'"),
        ],
    )
    def test_unknown_values_list_what_is_allowed(
        self, option: str, value: Any, allowed: str
    ) -> None:
        self.refuses((ValueError, TypeError), f"{option}.*{allowed}", **{option: value})

    @pytest.mark.parametrize(
        ("option", "value"),
        [
            ("label_pos", -0.1), ("label_pos", 1.5), ("label_pos", "middle"),
            ("label_pos", float("nan")), ("label_pos", True), ("label_pos", None),
            ("min_abs", -1), ("min_abs", float("nan")), ("min_abs", "1"), ("min_abs", True),
            ("top_edges", -1), ("top_edges", 2.5), ("top_edges", True), ("top_edges", "3"),
            ("edge_label_size", 0), ("edge_label_size", "large"), ("edge_label_size", np.nan),
            ("edge_label_format", "q"), ("edge_label_format", 3), ("edge_label_format", "d"),
            ("max_neurons", 0), ("max_neurons", 2.5), ("max_neurons", "5"), ("max_neurons", True),
            ("max_neurons", [1, 2]), ("max_neurons", [1, 2, 0]),
            ("norm", "log"), ("norm", (-1, 1)),
            ("cmap", 3), ("cmap", ["red", "blue"]),
            ("node_kw", [("a", 1)]), ("edge_kw", "red"), ("label_kw", 3),
            ("highlight", [(3, 0)]), ("highlight", [(0, 2)]), ("highlight", [(-1, 0)]),
            ("highlight", [(1, 2, 3)]), ("highlight", [1]), ("highlight", 5),
            ("highlight", [(1, "a")]), ("highlight", [(1, 0.5)]), ("highlight", "ab"),
            ("edge_values", "contribution"), ("edge_values", "weights"), ("edge_values", [1]),
            ("edge_values", 3), ("edge_values", [np.ones((2, 3))]),
            ("layout", "spring"), ("figsize", (0, 1)), ("figsize", "large"),
            ("colorbar_label", 3),
        ],
    )  # fmt: skip
    def test_bad_values_name_the_argument(self, option: str, value: Any) -> None:
        if option == "figsize":
            with pytest.raises((ValueError, TypeError), match="figsize|figure size"):
                draw_network([2, 1], figsize=value)
            return
        self.refuses((ValueError, TypeError), option, **{option: value})

    def test_unknown_cmap_lists_the_nearest_names(self) -> None:
        self.refuses(ValueError, "cmap must be.*no 'viridsi'; the nearest names are.*'viridis'",
                     cmap="viridsi")  # fmt: skip

    @pytest.mark.parametrize("option", ["norm", "min_abs", "top_edges", "edge_labels"])
    def test_what_needs_weights(self, option: str) -> None:
        value = {"norm": Normalize(-1, 1), "min_abs": 1, "top_edges": 1, "edge_labels": True}
        self.refuses(ValueError, f"{option}.*(weights)", [2, 3, 1], **{option: value[option]})

    def test_what_needs_biases(self) -> None:
        self.refuses(ValueError, "neuron_fill='bias' needs biases", ([[[1.0]]], None),
                     neuron_fill="bias")  # fmt: skip

    @pytest.mark.parametrize(
        "options", [{"label_kw": {"color": "no colour"}}, {"node_kw": {"facecolor": "no colour"}},
                    {"edge_kw": {"edgecolor": "no colour"}}, {"node_kw": {"alpha": "x"}}]
    )  # fmt: skip
    def test_errors_from_matplotlib_leave_nothing_half_drawn(self, options: Any) -> None:
        self.refuses((ValueError, TypeError), None, **options)

    def test_error_in_the_last_step_leaves_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from nnviz.drawing.frame import Frame

        def explode(self: Frame) -> None:
            raise RuntimeError("no room at all")

        monkeypatch.setattr(Frame, "fit", explode)
        self.refuses(RuntimeError, "no room at all", bias=True, edge_labels=True)

    def test_unknown_keyword(self) -> None:
        with pytest.raises(TypeError, match="oriention"):
            draw_network([2, 1], oriention="vertical")  # type: ignore[call-arg]
