"""What is written: frames, times, colours, words; the same bytes; nothing half-written."""

from __future__ import annotations

import base64
import io
import json
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.animation import FFMpegWriter
from PIL import Image

from nnviz import Animation, Network, animate, draw_network, draw_neuron_maps
from nnviz.animation.palette import ColourIndex, choose_palette
from tests.animation.trainings import classifiers, points, regressors

SIZE = (3.0, 2.4)


@pytest.fixture(scope="module")
def animation() -> Animation:
    return animate(classifiers(6), draw_network, figsize=SIZE, dpi=100, fps=8, hold=1.0)


def gif_frames(path: Path) -> tuple[list[Any], list[int]]:
    with Image.open(path) as image:
        found, durations = [], []
        for k in range(image.n_frames):  # type: ignore[attr-defined]
            image.seek(k)
            found.append(np.asarray(image.convert("RGB")).astype(int))
            durations.append(image.info["duration"])
    return found, durations


def far(one: Any, other: Any) -> Any:
    return np.sqrt(np.square(one - other).sum(axis=-1))


def test_gif(animation: Animation, tmp_path: Path) -> None:
    path = animation.save(tmp_path / "a.gif")
    frames, durations = gif_frames(path)
    assert len(frames) == 6
    # 125 ms a frame in hundredths of a second: what one is given too much the next lacks.
    assert durations[:5] == [130, 120, 130, 120, 130]
    assert sum(durations) == 6 * 125 + 1000
    for k, frame in enumerate(frames):
        exact = animation.frame(k)[..., :3].astype(int)
        error = far(frame, exact)
        assert error.max() < 24
        assert error.mean() < 1
        assert (error[(exact == 255).all(axis=-1)] == 0).all()  # paper stays paper
        assert (error[(exact == 0).all(axis=-1)] == 0).all()
    with Image.open(path) as image:
        assert image.info["comment"].decode() == animation.alt_text()
        assert image.info["loop"] == 0
    assert n_local_tables(path) == 0


def n_local_tables(path: Path) -> int:
    """How many frames of a GIF have a palette of their own, read from its blocks."""
    file = io.BytesIO(path.read_bytes())
    header = file.read(13)
    assert header[:6] == b"GIF89a"
    assert header[10] & 128
    file.seek(3 * 2 ** ((header[10] & 7) + 1), 1)
    tables = 0
    while (kind := file.read(1)) != b";":
        if kind == b"!":
            file.read(1)
        else:
            assert kind == b","
            flags = file.read(9)[8]
            tables += flags >> 7
            file.seek(3 * 2 ** ((flags & 7) + 1) if flags & 128 else 0, 1)
            file.read(1)
        while size := file.read(1)[0]:
            file.seek(size, 1)
    return tables


def test_equal_frames_are_one_frame_that_stays_longer(tmp_path: Path) -> None:
    networks = [classifiers(4)[k] for k in (0, 1, 1, 1, 2)]
    animation = animate(
        dict(enumerate(networks)), draw_network, figsize=SIZE, fps=10, hold=0.5, title=False
    )
    frames, durations = gif_frames(animation.save(tmp_path / "a.gif"))
    assert len(frames) == 3
    assert durations == [100, 300, 600]
    assert len(re.findall(r'"data:image', animation.to_jshtml())) == 3 + 1  # and the still one


def test_one_frame(tmp_path: Path) -> None:
    animation = animate(classifiers(1), draw_network, figsize=SIZE)
    frames, _ = gif_frames(animation.save(tmp_path / "a.gif"))
    assert len(frames) == 1
    assert repr(animation) == "<Animation of 1 frame, epoch 0>"
    assert animation.alt_text().startswith("Animation of one frame, of epoch 0. Diagram of")


def test_not_repeated(tmp_path: Path) -> None:
    animation = animate(classifiers(2), draw_network, figsize=SIZE, repeat=False)
    with Image.open(animation.save(tmp_path / "a.gif")) as image:
        assert "loop" not in image.info
    assert '"repeat":false' in animation.to_jshtml()


def test_maps_keep_their_colours(tmp_path: Path) -> None:
    X, y = points()
    animation = animate(classifiers(4), draw_neuron_maps, X, y, figsize=(4, 3), grid_resolution=40)
    frames, _ = gif_frames(animation.save(tmp_path / "a.gif"))
    for k, frame in enumerate(frames):
        error = far(frame, animation.frame(k)[..., :3].astype(int))
        assert error.max() < 24
        assert error.mean() < 4


def test_palette_of_few_colours_is_exact() -> None:
    colours = np.array([0xFF000000, 0xFFFFFFFF, 0xFF123456, 0xFF654321], dtype=np.uint32)
    picture = np.random.default_rng(0).choice(colours, size=(20, 20))
    palette = choose_palette([picture, picture[:5]])
    assert len(palette) == 4
    found = palette[ColourIndex(palette)(picture)]
    expected = np.stack([picture & 255, picture >> 8 & 255, picture >> 16 & 255], axis=-1)
    np.testing.assert_array_equal(found, expected)


def test_nearest_colours_are_the_nearest() -> None:
    rng = np.random.default_rng(1)
    picture = rng.integers(0, 2**32, size=(60, 70), dtype=np.uint32)
    palette = choose_palette([picture])
    assert len(np.unique(palette, axis=0)) == len(palette) <= 255
    rgb = picture.view(np.uint8).reshape(60, 70, 4)[..., :3].astype(float)
    distances = np.linalg.norm(rgb[:, :, None, :] - palette.astype(float), axis=-1)
    chosen = np.take_along_axis(distances, ColourIndex(palette)(picture)[..., None].astype(int), -1)
    np.testing.assert_allclose(chosen[..., 0], distances.min(axis=-1))


class Page(HTMLParser):
    """What a page consists of and what it refers to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: dict[str, dict[str, str | None]] = {}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes[tag] = dict(attrs)
        if tag not in ("meta", "img", "input", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_page(animation: Animation, tmp_path: Path) -> None:
    text = animation.save(tmp_path / "a.html").read_text(encoding="utf-8")
    page = Page(text)
    assert page.open == []
    assert "link" not in page.tags
    assert not re.search(r"https?:|//[a-z]+\.|src=\"(?!data:)|url\(|@import", text)
    assert page.attributes["img"]["alt"] == animation.alt_text()
    assert page.attributes["input"]["max"] == "5"
    still = str(page.attributes["img"]["src"]).split(",")[1]
    with Image.open(io.BytesIO(base64.b64decode(still))) as image:
        error = far(
            np.asarray(image.convert("RGB")).astype(int), animation.frame(-1)[..., :3].astype(int)
        )
    assert error.max() < 24
    data = json.loads(re.search(r"var data = (\{.*\});", text).group(1))  # type: ignore[union-attr]
    assert data["epochs"] == [f"epoch {k}" for k in range(6)]
    assert sum(data["times"]) == 6 * 125 + 1000
    assert data["which"] == [0, 1, 2, 3, 4, 5]


def test_words_in_a_page_are_no_markup(tmp_path: Path) -> None:
    network = Network.from_arrays([[[0.5]]], input_names=["</script><b>&"])
    animation = animate({0: network}, draw_network, figsize=SIZE)
    text = animation.save(tmp_path / "a.html").read_text(encoding="utf-8")
    assert Page(text).tags.count("script") == 1
    assert "b" not in Page(text).tags


def test_a_notebook_shows_the_player_or_says_why_not(
    animation: Animation, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert animation._repr_html_() == animation.to_jshtml()
    assert animation.to_jshtml() == animation.to_jshtml(100)
    with pytest.raises(ValueError, match=r"embed_limit: 6 frames take 0\.\d MB, and 0\.01 MB are"):
        animation.to_jshtml(0.01)
    monkeypatch.setitem(mpl.rcParams, "animation.embed_limit", 0.001)
    said = animation._repr_html_()
    assert said.startswith("<p>&lt;Animation of 6 frames, epoch 0 to 5&gt;</p>")
    assert "save(&#x27;a.gif&#x27;)" in said


@pytest.mark.parametrize("suffix", [".gif", ".html"])
def test_the_same_animation_gives_the_same_bytes(suffix: str, tmp_path: Path) -> None:
    paths = []
    for name in ("a", "b"):
        animation = animate(classifiers(3), draw_network, figsize=SIZE)
        paths.append(animation.save(tmp_path / f"{name}{suffix}"))
        again = animation.save(tmp_path / f"again{suffix}")
        assert again.read_bytes() == paths[-1].read_bytes()
    assert paths[0].read_bytes() == paths[1].read_bytes()


class Stopped(BaseException):
    """As Ctrl-C is, no Exception."""


@pytest.mark.parametrize("error", [Stopped, OSError])
@pytest.mark.parametrize("suffix", [".gif", ".html"])
def test_an_earlier_file_survives(
    suffix: str, error: type[BaseException], animation: Animation, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"earlier")

    def fail(*args: Any, **kw: Any) -> Any:
        raise error("no more")

    monkeypatch.setattr("nnviz.animation.palette.ColourIndex.__call__", fail)
    with pytest.raises(error):
        animation.save(path)
    assert path.read_bytes() == b"earlier"
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_without_ffmpeg_the_error_says_so(
    animation: Animation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda *args, **kw: None)
    with pytest.raises(RuntimeError, match=r"'ffmpeg', which is not installed.*A \.gif needs no"):
        animation.save(tmp_path / "a.mp4")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not FFMpegWriter.isAvailable(), reason="there is no ffmpeg here")
def test_mp4(tmp_path: Path) -> None:
    # Sides that are odd, which the codec does not take.
    animation = animate(regressors(5), draw_network, figsize=(3.01, 2.41), dpi=100, hold=0.5)
    path = animation.save(tmp_path / "a.mp4")
    assert path.read_bytes()[4:8] == b"ftyp"
    assert path.read_bytes() == animation.save(tmp_path / "b.mp4").read_bytes()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.mp4", "b.mp4"]
    program = str(mpl.rcParams["animation.ffmpeg_path"])
    raw = subprocess.run(
        [program, "-v", "error", "-i", path, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"],
        capture_output=True, check=True,
    ).stdout  # fmt: skip
    frames = np.frombuffer(raw, dtype=np.uint8).reshape(-1, 242, 302, 3)
    assert len(frames) == 5 + 5
    for k in range(5):
        exact = animation.frame(k)[..., :3].astype(float)
        assert np.abs(frames[k, :241, :301].astype(float) - exact).mean() < 3
    np.testing.assert_allclose(frames[-1].astype(float), frames[5].astype(float), atol=12)


# By way of a shell, since the path of a Python may have spaces.
FAKE = """#!/bin/sh
exec "{python}" -c "import sys; {body}" "$@"
"""


@pytest.mark.skipif(sys.platform == "win32", reason="scripts are no programs there")
def test_when_ffmpeg_fails_nothing_is_written(
    animation: Animation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "ffmpeg"
    body = "sys.stdin.buffer.read(); sys.stderr.write('no such codec'); sys.exit(3)"
    program.write_text(FAKE.format(python=sys.executable, body=body), encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setitem(mpl.rcParams, "animation.ffmpeg_path", str(program))
    folder = tmp_path / "films"
    folder.mkdir()
    (folder / "a.mp4").write_bytes(b"earlier")
    with pytest.raises(RuntimeError, match=r"path: .*ffmpeg.* failed: no such codec"):
        animation.save(folder / "a.mp4")
    assert (folder / "a.mp4").read_bytes() == b"earlier"
    assert len(list(folder.iterdir())) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="scripts are no programs there")
def test_what_ffmpeg_is_given(
    animation: Animation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "ffmpeg"
    body = "open(sys.argv[-1], 'wb').write(sys.stdin.buffer.read())"
    program.write_text(FAKE.format(python=sys.executable, body=body), encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setitem(mpl.rcParams, "animation.ffmpeg_path", str(program))
    raw = animation.save(tmp_path / "a.mp4").read_bytes()
    frames = np.frombuffer(raw, dtype=np.uint8).reshape(-1, 240, 300, 4)
    assert len(frames) == 6 + 8  # the last one stays for a second at eight a second
    for k in range(6):
        np.testing.assert_array_equal(frames[k], animation.frame(k))
    np.testing.assert_array_equal(frames[13], animation.frame(5))
