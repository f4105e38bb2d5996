"""What is drawn for decision boundaries: colours, markers, legend, notes, axes."""

from __future__ import annotations

import pickle
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from sklearn.linear_model import LogisticRegression
from sklearn.tree import DecisionTreeClassifier

from nnviz import DecisionBoundaryDisplay, plot_decision_boundary
from nnviz.drawing.boundary.shading import STRONGEST
from nnviz.drawing.class_colours import class_colours
from tests.boundaries import blobs, circles, iris, line, moons, one_input, surface
from tests.figures import new_axes, pixels, root
from tests.styles import style


def draw(model: Any, X: Any, y: Any = None, **options: Any) -> DecisionBoundaryDisplay:
    ax = options.pop("ax", None) or new_axes()
    return plot_decision_boundary(model, X, y, ax=ax, **{"grid_resolution": 40, **options})


def picture(*args: Any, **options: Any) -> Any:
    return pixels(root(draw(*args, **options).ax_))


def words(display: DecisionBoundaryDisplay) -> list[str]:
    assert display.legend_ is not None
    return [text.get_text() for text in display.legend_.get_texts()]


def colour_at(display: DecisionBoundaryDisplay, x: float, y: float) -> Any:
    """The colour of the picture at a place in data units, in 0..1."""
    figure = root(display.ax_)
    shown = pixels(figure)
    column, row = display.ax_.transData.transform((x, y))
    return shown[int(shown.shape[0] - row), int(column), :3] / 255


class TestShading:
    def test_a_sure_model_has_the_strongest_tints(self) -> None:
        X = np.array([[-1.0, 0.0], [1.0, 0.0], [-1.0, 1.0], [1.0, 1.0]])
        y = np.array([0, 1, 0, 1])
        display = draw(DecisionTreeClassifier(random_state=0).fit(X, y), X, y)
        for k, x in enumerate((-0.5, 0.5)):
            tint = 1 + STRONGEST * (class_colours(2)[k, :3] - 1)
            np.testing.assert_allclose(colour_at(display, x, 0.5), tint, atol=0.01)

    def test_tints_follow_the_probability(self) -> None:
        model, X, y = moons()
        display = draw(model, X, grid_resolution=200)
        assert display.xx1 is not None
        rng = np.random.default_rng(0)
        for i, j in rng.integers(20, 180, (12, 2)):
            x, y = display.xx0[i, j], display.xx1[i, j]
            p = display.response[i, j]
            near = display.response[i - 3 : i + 4, j - 3 : j + 4]
            if abs(p - 0.5) < 0.3 or np.ptp(near) > 0.05:
                continue  # on the line, or where colours change fast
            tint = 1 + STRONGEST * abs(2 * p - 1) * (class_colours(2)[int(p > 0.5), :3] - 1)
            np.testing.assert_allclose(colour_at(display, x, y), tint, atol=0.02)

    def test_several_classes_fade_with_the_lead(self) -> None:
        model, X, y = blobs()
        display = draw(model, X, legend=False)
        assert display.image_ is not None
        colours = np.asarray(display.image_.get_array())[..., :3] / 255
        highest = np.sort(display.response, axis=-1)
        lead = (highest[..., -1] - highest[..., -2])[..., None]
        hues = class_colours(10)[display.response.argmax(axis=-1), :3]
        np.testing.assert_allclose(colours, 1 + STRONGEST * lead * (hues - 1), atol=0.01)

    def test_no_tint_is_stronger_than_two_fifths(self) -> None:
        for name, paper in (("default", 1.0), ("dark_background", 0.0)):
            with style(name):
                model, X, y = circles()
                image = draw(model, X, y).image_
            assert image is not None
            colours = np.asarray(image.get_array())[..., :3] / 255
            assert np.abs(colours - paper).max() <= STRONGEST + 0.005

    def test_regression_has_the_colours_of_its_bar(self) -> None:
        model, X, y = surface()
        display = draw(model, X, y)
        assert display.colorbar_ is not None
        assert display.image_ is not None
        expected = display.colorbar_.cmap(display.colorbar_.norm(display.response), bytes=True)
        np.testing.assert_array_equal(display.image_.get_array(), expected)
        (points,) = display.points_
        faces = display.colorbar_.cmap(display.colorbar_.norm(y))
        np.testing.assert_allclose(points.get_facecolor(), faces)

    def test_cells_are_drawn_as_matplotlib_draws_them(self, on_pinned_versions: bool) -> None:
        model, X, y = circles()
        display = draw(model, X, y, image_kw={"interpolation": "nearest"})
        ours = pixels(root(display.ax_))
        assert display.image_ is not None
        display.image_.__class__ = AxesImage
        differing = np.mean(pixels(root(display.ax_)) != ours)
        # Where two cells meet, matplotlib 3.10 takes the other one at some pixels.
        assert differing == 0 if on_pinned_versions else differing < 2e-3

    def test_own_map_and_norm(self) -> None:
        model, X, y = surface()
        norm = plt.Normalize(-9, 9)
        display = draw(model, X, y, cmap="viridis", norm=norm)
        assert display.colorbar_ is not None
        assert display.colorbar_.norm is norm
        assert display.colorbar_.cmap.name == "viridis"

    def test_class_colours_from_a_map(self) -> None:
        model, X, y = moons()
        display = draw(model, X, y, cmap="viridis")
        ends = plt.get_cmap("viridis")([0.0, 1.0])
        faces = [points.get_facecolor()[0] for points in display.points_]
        np.testing.assert_allclose(faces, ends)


class TestBoundary:
    def test_it_is_two_points_of_ink(self) -> None:
        display = draw(*moons())
        assert display.boundary_.get_linewidth() == pytest.approx(2.0)
        np.testing.assert_allclose(display.boundary_.get_color(), [to_rgba("black")])

    def test_own_properties(self) -> None:
        display = draw(*moons(), line_kw={"lw": 5, "color": "green"}, image_kw={"alpha": 0.5},
                       scatter_kw={"s": 9})  # fmt: skip
        assert display.boundary_.get_linewidth() == 5
        assert display.image_ is not None
        assert display.image_.get_alpha() == 0.5
        assert all(points.get_sizes().tolist() == [9] for points in display.points_)


class TestPoints:
    def test_each_class_has_its_colour_and_marker(self) -> None:
        display = draw(*blobs())
        assert len(display.points_) == 10
        paths = [points.get_paths()[0].vertices for points in display.points_]
        assert len({path.tobytes() for path in paths}) == 10
        for points, colour in zip(display.points_, class_colours(10), strict=True):
            np.testing.assert_allclose(points.get_facecolor(), [colour])
            assert len(points.get_offsets()) == 40

    def test_test_points_are_hollow(self) -> None:
        model, X, y = moons()
        display = draw(model, X[:150], y[:150], X_test=X[150:], y_test=y[150:])
        assert sum(len(points.get_offsets()) for points in display.test_points_) == 50
        for points, colour in zip(display.test_points_, class_colours(2), strict=True):
            np.testing.assert_allclose(points.get_facecolor(), [[1, 1, 1, 1]])
            np.testing.assert_allclose(points.get_edgecolor(), [colour])

    def test_at_most_so_many_and_it_says_so(self) -> None:
        model, X, y = circles()
        display = draw(model, X, y, max_points=60)
        assert sum(len(points.get_offsets()) for points in display.points_) == 60
        assert "60 of 300 points shown" in display.note_.get_text()
        assert "of 300 wrong" in " ".join(words(display))

    def test_without_y_there_are_none(self) -> None:
        display = draw(moons().model, moons().X)
        assert all(len(points.get_offsets()) == 0 for points in display.points_)
        assert words(display) == ["0", "1"]


class TestWords:
    def test_the_legend_counts_the_errors(self) -> None:
        model, X, y = moons()
        wrong = (model.predict(X) != y).sum()
        display = draw(model, X, y)
        assert words(display) == ["0", "1", f"{wrong} of 200 wrong"]
        handles = list(display.legend_.legend_handles)  # type: ignore[union-attr]
        for handle, colour in zip(handles, class_colours(2), strict=False):
            assert isinstance(handle, Line2D)
            np.testing.assert_allclose(to_rgba(handle.get_markerfacecolor()), colour)  # type: ignore[arg-type]

    def test_the_legend_names_test_points_and_lines(self) -> None:
        model, X, y = moons()
        display = draw(
            model, X[:150], y[:150], X_test=X[150:], y_test=y[150:], hidden_lines=True
        )  # fmt: skip
        assert "test" in words(display)
        assert "z = 0, 8 hidden neurons" in words(display)

    def test_names_are_literal(self) -> None:
        _, X, y = moons()
        names = np.array(["$a_b$", "c_$d"])[y]
        table = pd.DataFrame(X, columns=["cost in $", "r_$2"])
        display = draw(LogisticRegression().fit(table, names), table, names)
        assert words(display)[:2] == ["$a_b$", "c_$d"]
        assert display.legend_ is not None
        assert not any(text.get_parse_math() for text in display.legend_.get_texts())
        assert display.ax_.get_xlabel() == "cost in $"
        assert not display.ax_.xaxis.label.get_parse_math()

    def test_symbols_where_there_are_no_names(self) -> None:
        display = draw(*moons())
        assert display.ax_.get_xlabel() == "x\N{SUBSCRIPT ZERO}"
        assert display.ax_.xaxis.label.get_fontstyle() == "italic"

    def test_without_a_legend_a_note_counts(self) -> None:
        display = draw(*moons(), legend=False)
        assert display.legend_ is None
        assert "of 200 wrong" in display.note_.get_text()

    def test_accuracy_on_request(self) -> None:
        model, X, y = moons()
        display = draw(model, X[:150], y[:150], X_test=X[150:], y_test=y[150:], accuracy=True)
        scores = [model.score(X[:150], y[:150]), model.score(X[150:], y[150:])]
        assert display.accuracy_ is not None
        assert display.accuracy_.get_text() == f"accuracy {scores[0]:.2f}, test {scores[1]:.2f}"
        assert draw(model, X, y).accuracy_ is None

    def test_contours_are_labelled_with_their_levels(self) -> None:
        display = draw(*surface(), contours=4)
        assert display.contours_ is not None
        levels = {f"{level:g}".replace("-", "\N{MINUS SIGN}") for level in display.contours_.levels}
        assert {text.get_text() for text in display.contour_labels_} <= levels
        assert 2 <= len(levels) <= 6

    def test_categories_are_ticks(self) -> None:
        rng = np.random.default_rng(0)
        X = np.column_stack([rng.choice(["b", "a"], 40), rng.uniform(size=40)]).astype(object)
        X[:, 1] = X[:, 1].astype(float)

        class Half:
            classes_ = np.array([0, 1])

            def predict(self, X: Any) -> Any:
                return ((X[:, 0] == "a") ^ (X[:, 1].astype(float) > 0.5)).astype(int)

        display = draw(Half(), X, Half().predict(X))
        figure = root(display.ax_)
        figure.canvas.draw()
        assert [text.get_text() for text in display.ax_.get_xticklabels()] == ["a", "b"]
        assert display.train is not None
        assert display.train.n_wrong == 0


class TestAxes:
    def test_a_given_axes_leaves_pyplot_alone(self) -> None:
        ax = new_axes()
        assert draw(*moons(), ax=ax).ax_ is ax
        assert plt.get_fignums() == []

    def test_a_new_figure(self, pyplot: Any) -> None:
        display = plot_decision_boundary(*moons(), grid_resolution=20, figsize=(4, 3))
        assert pyplot.get_fignums() == [display.figure_.number]  # type: ignore[attr-defined]
        assert display.figure_.get_size_inches().tolist() == [4, 3]

    def test_equal_aspect_where_units_agree(self) -> None:
        assert draw(*circles()).ax_.get_aspect() == 1
        model, X, y = circles()
        scaled = X * [1, 100]
        other = LogisticRegression().fit(scaled, y)
        assert draw(other, scaled, y).ax_.get_aspect() == "auto"
        table = pd.DataFrame(X, columns=["length (cm)", "weight (kg)"])
        other = LogisticRegression().fit(table, y)
        assert draw(other, table, y).ax_.get_aspect() == "auto"
        table.columns = ["length (cm)", "width (cm)"]
        other = LogisticRegression().fit(table, y)
        assert draw(other, table, y).ax_.get_aspect() == 1

    def test_the_grid_fills_the_axes(self) -> None:
        display = draw(*moons())
        assert display.ax_.get_xlim() == (display.xx0.min(), display.xx0.max())

    def test_plot_again(self) -> None:
        display = draw(*moons())
        first, ax = display.points_, new_axes()
        display.plot(ax=ax, max_points=20, legend=False)
        assert display.ax_ is ax
        assert display.points_ is not first
        assert sum(len(points.get_offsets()) for points in display.points_) == 20
        assert display.legend_ is None

    def test_twice_on_the_same_axes_leaves_one_set_of_words(self) -> None:
        display = draw(*moons(), accuracy=False)
        old = display.legend_
        display.plot(ax=display.ax_)
        pixels(root(display.ax_))
        assert old is not None
        assert not old.get_visible()
        assert display.legend_ is not None
        assert display.legend_.get_visible()

    def test_the_same_again(self) -> None:
        np.testing.assert_array_equal(picture(*iris(), plane="pca"), picture(*iris(), plane="pca"))

    def test_a_cropped_picture_keeps_its_words(self, tmp_path: Any) -> None:
        display = draw(*circles())
        display.save(tmp_path / "whole.png")
        display.save(tmp_path / "cropped.png", bbox_inches="tight")
        shades = [
            int((plt.imread(tmp_path / f"{name}.png")[..., :3] < 0.2).all(axis=-1).sum())
            for name in ("whole", "cropped")
        ]
        assert shades[1] == pytest.approx(shades[0], rel=0.1)

    @pytest.mark.parametrize("kind", ["svg", "pdf"])
    def test_the_same_bytes(self, kind: str, tmp_path: Any) -> None:
        files = [draw(*moons(), plane=None).save(tmp_path / f"{k}.{kind}") for k in range(2)]
        assert files[0].read_bytes() == files[1].read_bytes()

    def test_a_figure_can_be_pickled(self) -> None:
        figure: Figure = root(draw(*moons()).ax_)
        again = pickle.loads(pickle.dumps(figure))
        np.testing.assert_array_equal(pixels(again), pixels(figure))


class TestTheSamePicture:
    def test_columns_in_another_order(self) -> None:
        _, X, y = moons()
        table = pd.DataFrame(X, columns=["u", "v"])
        model = LogisticRegression().fit(table, y)
        np.testing.assert_array_equal(
            picture(model, table, y), picture(model, table[["v", "u"]], y)
        )

    def test_strings_and_integers(self) -> None:
        _, X, y = blobs()
        names = np.array([f"class {k}" for k in range(10)])[y]
        numbers, strings = (LogisticRegression(max_iter=2000).fit(X, some) for some in (y, names))
        np.testing.assert_array_equal(
            picture(numbers, X, y, legend=False), picture(strings, X, names, legend=False)
        )

    def test_a_table_and_an_array(self) -> None:
        model, X, y = iris()
        features = (2, 3)
        np.testing.assert_array_equal(
            picture(model, X, y, features=features),
            picture(model, X.to_numpy(), y.tolist(), features=features),
        )


@pytest.mark.parametrize("fitted", [one_input, line])
def test_one_input_has_stable_types(fitted: Any) -> None:
    display = draw(*fitted())
    assert len(display.curves_) == 1
    assert display.xx1 is None
    assert display.zero_lines_ == []
    assert display.test_points_ == []


def test_where_room_is_short_names_are_cut_and_counts_are_not() -> None:
    _, X, y = moons()
    names = np.array([f"class of a long name {'and ' * k}so on" for k in (6, 7)])[y]
    display = draw(LogisticRegression().fit(X, names), X, names, ax=new_axes(2.4, 2.4))
    pixels(root(display.ax_))
    shown = words(display)
    assert any(name.endswith("\N{HORIZONTAL ELLIPSIS}") for name in shown[:2])
    assert shown[-1].endswith("of 200 wrong")
