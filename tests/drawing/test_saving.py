"""Files: the same picture as the same bytes, whole or not at all, with its description."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from nnviz import Network, NetworkDisplay, draw_network
from nnviz.drawing.saving import displays_on, save_figure, save_steps
from tests.figures import fixed_network, new_axes, pixels, root

SVG = "{http://www.w3.org/2000/svg}"


def draw(**options: Any) -> Any:
    network = fixed_network(
        2, 3, 1, out_activation="logistic", input_names=["a <b> & 'c'", '"$d$"']
    )
    return draw_network(network, ax=new_axes(), **options)


class TestSameBytes:
    def test_of_the_same_picture(self, tmp_path: Path) -> None:
        first, second = draw(sample=[1.0, 2.0]), draw(sample=[1.0, 2.0])
        for kind in ("png", "svg", "pdf", "svgz", "eps"):
            files = [tmp_path / f"{k}.{kind}" for k in range(3)]
            first.save(files[0])
            first.save(files[1])
            second.save(files[2])
            # PostScript's date and file name are matplotlib's, and cannot be left out.
            found = {re.sub(rb"%%(Title|CreationDate): .*", b"", f.read_bytes()) for f in files}
            assert len(found) == 1, kind

    def test_of_another_picture_differ(self, tmp_path: Path) -> None:
        draw().save(tmp_path / "a.svg")
        draw(captions=False).save(tmp_path / "b.svg")
        assert (tmp_path / "a.svg").read_bytes() != (tmp_path / "b.svg").read_bytes()

    def test_do_not_change_the_figure(self, tmp_path: Path) -> None:
        display = draw()
        before = pixels(display.figure_)
        for kind in ("svg", "pdf", "png"):
            display.save(tmp_path / f"x.{kind}")
        np.testing.assert_array_equal(pixels(display.figure_), before)


class TestSvg:
    @pytest.fixture
    def saved(self, tmp_path: Path) -> tuple[Any, Any]:
        display = draw(sample=[1.0, 2.0], edge_values="contribution")
        path = display.save(tmp_path / "x.svg")
        return display, ElementTree.parse(path).getroot()

    def test_has_role_title_and_description(self, saved: tuple[Any, Any]) -> None:
        display, svg = saved
        assert svg.tag == f"{SVG}svg"
        assert svg.get("role") == "img"
        title, description = svg[0], svg[1]
        assert (title.tag, description.tag) == (f"{SVG}title", f"{SVG}desc")
        assert description.text == display.alt_text()
        assert display.alt_text().startswith(title.text)
        assert svg.get("aria-labelledby").split() == [title.get("id"), description.get("id")]

    def test_every_reference_leads_somewhere(self, saved: tuple[Any, Any]) -> None:
        _, svg = saved
        ids = [element.get("id") for element in svg.iter() if element.get("id")]
        text = ElementTree.tostring(svg, encoding="unicode")
        used = set(re.findall(r"url\(#([^)]+)\)", text))
        used |= set(re.findall(r'href="#([^"]+)"', text))
        assert used
        assert used <= set(ids)

    def test_ids_are_unique(self, saved: tuple[Any, Any]) -> None:
        _, svg = saved
        ids = [element.get("id") for element in svg.iter() if element.get("id")]
        assert len(ids) == len(set(ids))

    def test_random_ids_are_gone(self, saved: tuple[Any, Any]) -> None:
        _, svg = saved
        for element in svg.iter():
            assert not re.search(r"[0-9a-f]{10}$", element.get("id") or "")

    @pytest.mark.parametrize("fonttype", ["none", "path"])
    def test_names_are_escaped(self, fonttype: str, tmp_path: Path) -> None:
        import matplotlib as mpl

        names = [
            "</svg><script>alert(1)</script>",
            "--> ]]> &amp;",
            "\x00\x1b\ud800",
            "#p012345678",
        ]
        network = fixed_network(4, 1, input_names=names)
        mpl.rcParams["svg.fonttype"] = fonttype
        try:
            path = draw_network(network, ax=new_axes(9, 6)).save(tmp_path / "x.svg")
        finally:
            mpl.rcParams["svg.fonttype"] = "path"
        svg = ElementTree.parse(path).getroot()
        assert not list(svg.iter(f"{SVG}script"))
        if fonttype == "none":
            texts = {element.text for element in svg.iter(f"{SVG}text")}
            assert names[1] in texts

    def test_compressed(self, tmp_path: Path) -> None:
        path = draw().save(tmp_path / "x.svgz")
        svg = ElementTree.fromstring(gzip.decompress(path.read_bytes()))
        assert svg.get("role") == "img"


class TestDescription:
    def test_png(self, tmp_path: Path) -> None:
        display = draw(edge_values="contribution", sample=[1.0, 2.0])
        with Image.open(display.save(tmp_path / "x.png")) as image:
            assert image.info["Description"] == display.alt_text()

    def test_pdf(self, tmp_path: Path) -> None:
        path = draw().save(tmp_path / "x.pdf")
        assert b"/Subject (Diagram of a neural network" in path.read_bytes()
        assert b"CreationDate" not in path.read_bytes()

    def test_of_every_display_on_the_figure(self, tmp_path: Path) -> None:
        figure = Figure(figsize=(8, 4))
        left, right = figure.subfigures(1, 2)
        one = draw_network([2, 3, 1], ax=left.add_subplot())
        other = draw_network([4, 5], ax=right.add_subplot())
        assert displays_on(figure) == [one, other]
        with Image.open(one.save(tmp_path / "x.png")) as image:
            assert image.info["Description"] == f"{one.alt_text()} {other.alt_text()}"
            assert image.size == (800, 400)

    def test_of_a_display_in_an_inset(self) -> None:
        ax = new_axes()
        inset = draw_network([2, 1], ax=ax.inset_axes((0.5, 0.5, 0.4, 0.4)))
        assert displays_on(root(ax)) == [inset]

    def test_not_of_one_that_was_removed(self) -> None:
        ax = new_axes()
        display = draw_network([2, 1], ax=ax)
        assert displays_on(root(ax)) == [display]
        ax.remove()
        assert displays_on(root(ax)) == [] if ax.figure else True

    def test_once_where_it_was_drawn_twice(self) -> None:
        ax = new_axes()
        display = draw_network([2, 1], ax=ax)
        ax.clear()
        display.plot(ax=ax)
        assert displays_on(root(ax)) == [display]

    def test_stays_with_the_first_figure_when_drawn_on_a_second(self, tmp_path: Path) -> None:
        figure = Figure(figsize=(8, 4))
        left, right = figure.subplots(1, 2)
        one, other = draw_network([2, 3, 1], ax=left), draw_network([4, 5], ax=right)
        one.plot(ax=new_axes())
        with Image.open(other.save(tmp_path / "x.png")) as image:
            assert one.alt_text() in image.info["Description"]

    def test_of_a_figure_without_displays(self, tmp_path: Path) -> None:
        figure = Figure()
        figure.add_subplot().plot([1, 2])
        path = save_figure(figure, tmp_path / "x.svg")
        svg = ElementTree.parse(path).getroot()
        assert svg.get("role") is None

    def test_users_metadata_come_first(self, tmp_path: Path) -> None:
        path = draw().save(tmp_path / "x.png", metadata={"Description": "mine", "Author": "me"})
        with Image.open(path) as image:
            assert image.info["Description"] == "mine"
            assert image.info["Author"] == "me"

    def test_alt_text_with_markup(self, tmp_path: Path) -> None:
        class Display:
            ax_ = new_axes()

            def alt_text(self) -> str:
                return 'Less < more & "quoted" \\1. Second.'

        from nnviz.drawing.saving import register_display

        figure = root(Display.ax_)
        register_display(Display.ax_, Display())
        svg = ElementTree.parse(save_figure(figure, tmp_path / "x.svg")).getroot()
        assert svg[1].text == Display().alt_text()
        assert svg[0].text == 'Less < more & "quoted" \\1'


class TestWhole:
    def folder(self, tmp_path: Path) -> list[str]:
        return sorted(path.name for path in tmp_path.iterdir())

    @pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
    def test_failure_keeps_the_old_file(
        self, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        display = draw()
        path = tmp_path / f"x.{kind}"
        path.write_bytes(b"old")

        def fail(figure: Figure, file: Any, **kw: Any) -> None:
            file.write(b"half of it")
            raise OSError("disk full")

        monkeypatch.setattr(Figure, "savefig", fail)
        with pytest.raises(OSError, match="disk full"):
            display.save(path)
        assert path.read_bytes() == b"old"
        assert self.folder(tmp_path) == [path.name]

    def test_failure_of_an_artist(self, tmp_path: Path) -> None:
        display = draw()

        def explode(renderer: Any) -> None:
            raise RuntimeError("cannot draw")

        display.neurons_[0].draw = explode
        (tmp_path / "x.png").write_bytes(b"old")
        with pytest.raises(RuntimeError, match="cannot draw"):
            display.save(tmp_path / "x.png")
        assert (tmp_path / "x.png").read_bytes() == b"old"
        assert self.folder(tmp_path) == ["x.png"]

    @pytest.mark.parametrize("name", ["x.xyz", "x", "x.npz", ".png", "x.png.bak"])
    def test_unknown_suffix(self, name: str, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match=r"path must end in one of .*\.png.*\.svg.*got"):
            draw().save(tmp_path / name)
        assert self.folder(tmp_path) == []

    def test_missing_folder_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError, match="no_such_folder"):
            draw().save(tmp_path / "no_such_folder" / "x.png")

    def test_format_of_its_own(self, tmp_path: Path) -> None:
        path = draw().save(tmp_path / "x.dat", format="png")
        with Image.open(path) as image:
            assert image.format == "PNG"

    def test_suffix_in_capitals(self, tmp_path: Path) -> None:
        with Image.open(draw().save(tmp_path / "x.PNG")) as image:
            assert image.format == "PNG"

    def test_returns_the_path(self, tmp_path: Path) -> None:
        path = draw().save(str(tmp_path / "x.png"))
        assert path == tmp_path / "x.png"

    def test_keywords_reach_matplotlib(self, tmp_path: Path) -> None:
        path = draw().save(tmp_path / "x.png", dpi=50, transparent=True)
        with Image.open(path) as image:
            assert image.size == (300, 200)
            assert image.convert("RGBA").getpixel((1, 1))[3] == 0

    def test_whole_figure_of_a_subfigure(self, tmp_path: Path) -> None:
        figure = Figure(figsize=(4, 2))
        ax = figure.subfigures(1, 2)[0].add_subplot()
        display = draw_network([1, 1], ax=ax)
        assert display.figure_ is figure
        with Image.open(display.save(tmp_path / "x.png")) as image:
            assert image.size == (400, 200)

    def test_not_drawn_yet(self, tmp_path: Path) -> None:
        from nnviz.edge_values import edge_values_of

        network = Network.from_sizes([2, 1])
        display = NetworkDisplay(network, edge_values_of(network))
        for method in (display.save, display.save_steps):
            with pytest.raises(RuntimeError, match="has not been drawn yet"):
                method(tmp_path / "x.png")
        with pytest.raises(RuntimeError, match="has not been drawn yet"):
            display.steps()

    def test_removed_axes(self, tmp_path: Path) -> None:
        display = draw()
        display.ax_.remove()
        with pytest.raises((RuntimeError, ValueError)):
            display.save(tmp_path / "x.png")
        assert self.folder(tmp_path) == []


class TestSteps:
    def names(self, paths: list[Path]) -> list[str]:
        return [path.name for path in paths]

    @pytest.mark.parametrize(
        ("pattern", "names"),
        [
            ("s-{}.png", ["s-0.png", "s-1.png", "s-2.png"]),
            ("s-{:02d}.svg", ["s-00.svg", "s-01.svg", "s-02.svg"]),
            ("{:03d}.pdf", ["000.pdf", "001.pdf", "002.pdf"]),
            ("s.png", ["s-00.png", "s-01.png", "s-02.png"]),
            ("s.pdf", ["s.pdf"]),
            ("50%.png", ["50%-00.png", "50%-01.png", "50%-02.png"]),
        ],
    )
    def test_patterns(self, pattern: str, names: list[str], tmp_path: Path) -> None:
        paths = draw().save_steps(tmp_path / pattern)
        assert self.names(paths) == names
        assert all(path.exists() for path in paths)
        assert len(list(tmp_path.iterdir())) == len(names)

    def test_pages_of_a_pdf(self, tmp_path: Path) -> None:
        display = draw()
        (path,) = display.save_steps(tmp_path / "s.pdf")
        content = path.read_bytes()
        assert len(re.findall(rb"/Type /Page\b", content)) == 3
        assert b"/Subject (Diagram" in content
        (again,) = display.save_steps(tmp_path / "t.pdf")
        assert again.read_bytes() == content

    @pytest.mark.parametrize("pattern", ["s-{}-{}.png", "s-{name}.png", "s-{:q}.png", "s-{.png"])
    def test_bad_patterns(self, pattern: str, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match="pattern must have one field"):
            draw().save_steps(tmp_path / pattern)
        assert not list(tmp_path.iterdir())

    @pytest.mark.parametrize("pattern", ["s-{}.xyz", "s", "{}"])
    def test_unknown_suffix(self, pattern: str, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match="must end in one of"):
            draw().save_steps(tmp_path / pattern)
        assert not list(tmp_path.iterdir())

    def test_missing_folder(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError, match="nowhere"):
            draw().save_steps(tmp_path / "nowhere" / "s-{}.png")

    def test_frames_are_made_only_for_a_good_pattern(self, tmp_path: Path) -> None:
        made: list[int] = []

        def frames() -> list[Figure]:
            made.append(1)
            return [Figure()]

        with pytest.raises(ValueError, match="must end"):
            save_steps(frames, tmp_path / "x.bad", "")
        assert not made

    def test_frames_carry_a_description(self, tmp_path: Path) -> None:
        paths = draw().save_steps(tmp_path / "s-{}.png")
        for path in paths:
            with Image.open(path) as image:
                assert image.info["Description"].startswith("Diagram of a neural network")
