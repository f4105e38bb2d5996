"""Names, links, folders, devices and formats: what may be written, and what is refused."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure

from nnviz import Network, draw_network
from nnviz.drawing.saving import save_steps
from nnviz.storage import write_whole
from tests.figures import fixed_network, new_axes
from tests.promises.savers import (
    FILMS,
    FORMATS,
    OLD,
    STORES,
    Saver,
    assert_old,
    fail_after,
    only_file,
)

# -------------------------------------------------------------------------------- names and places


@pytest.mark.parametrize(
    "name",
    [" a b ", "'\"`$(x)`", "-rf", "*?[a]", "~", "a\nb", "\N{GREEK SMALL LETTER MU}\u0301",
     "%s{0}", ".hidden", "a.b.c", "\u6f22" * 83, "\N{SNAKE}" * 62, "a" * 251,
     os.fsdecode(b"\xff\xfe")],
    ids=ascii,
)  # fmt: skip
@pytest.mark.parametrize("saver", [STORES[0], FORMATS[0]], ids=repr)
def test_odd_names(saver: Saver, name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}{saver.suffix}"
    try:
        path.touch()
    except (OSError, UnicodeError):
        pytest.skip("this system has no such names")
    saver(path)
    assert only_file(tmp_path) == path
    assert path.stat().st_size > 100


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="name too long|File name"):
        STORES[0](tmp_path / ("a" * 300 + ".npz"))
    assert not list(tmp_path.iterdir())


def test_links(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    dangling, loop, astray = (tmp_path / f"{name}.npz" for name in ("dangling", "loop", "astray"))
    dangling.symlink_to(folder / "made.npz")
    loop.symlink_to(loop)
    astray.symlink_to(tmp_path / "nowhere" / "a.npz")
    assert STORES[0](dangling) == dangling
    assert dangling.is_symlink()
    assert only_file(folder) == folder / "made.npz"
    assert Network.load(dangling).sizes == (2, 4, 3, 1)
    with pytest.raises(OSError, match="symbolic links"):
        STORES[0](loop)
    with pytest.raises(FileNotFoundError, match="nowhere' does not exist"):
        STORES[0](astray)
    assert sorted(tmp_path.iterdir()) == sorted([folder, dangling, loop, astray])
    assert loop.is_symlink()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is full")
@pytest.mark.parametrize("saver", [STORES[0], FORMATS[0], FILMS[0]], ids=repr)
def test_a_device_that_is_full(saver: Saver, tmp_path: Path) -> None:
    link = tmp_path / f"a{saver.suffix}"
    link.symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left"):
        saver(link)
    assert link.is_symlink()
    assert only_file(tmp_path) == link


def test_the_folder_is_the_one_of_the_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    def write(file: Any) -> None:
        file.write(b"new")
        os.chdir(tmp_path / "there")

    write_whole("a", write)
    assert (tmp_path / "here" / "a").read_bytes() == b"new"
    assert not list((tmp_path / "there").iterdir())


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of a user for whom permissions hold, as which the test runs."""
    if sys.platform == "win32":
        pytest.skip("permissions are others there")
    user = os.geteuid()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if user == 0:
            os.chown(folder, 65534, -1)
            os.seteuid(65534)
        try:
            yield folder
        finally:
            folder.chmod(0o700)
            os.seteuid(user)


def test_a_folder_that_may_not_be_written(nobody: Path) -> None:
    path = nobody / "a.npz"
    path.write_bytes(OLD)
    nobody.chmod(0o500)
    with pytest.raises(PermissionError, match=r"no file can be made in the folder .*denied") as no:
        STORES[0](path)
    assert no.value.filename == str(nobody)
    assert_old(path)


def test_a_file_that_is_protected_is_not_replaced(nobody: Path) -> None:
    path = nobody / "a.npz"
    path.write_bytes(OLD)
    path.chmod(0o400)
    with pytest.raises(PermissionError, match=r"path: the file may not be written"):
        STORES[0](path)
    assert_old(path)


@pytest.mark.skipif(os.name != "posix", reason="files have no groups there")
def test_a_file_keeps_its_owner_and_group(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    path.write_bytes(OLD)
    groups = [one for one in os.getgroups() if one != os.getegid()]
    if os.geteuid() == 0:
        os.chown(path, 12345, 23456)
    elif groups:
        os.chown(path, -1, groups[0])
    path.chmod(0o664)
    before = path.stat()
    STORES[0](path)
    after = path.stat()
    assert (after.st_uid, after.st_gid) == (before.st_uid, before.st_gid)
    assert after.st_mode == before.st_mode
    assert after.st_size > before.st_size


# ---------------------------------------------------------------------------------- steps


def save_frames(pattern: Path, n: int = 3) -> Any:
    return save_steps(lambda: [Figure(figsize=(1, 1)) for _ in range(n)], pattern, "frames")


@pytest.mark.parametrize("pattern", ["{0.nothing}.png", "{0[1]}.png", "{:.0s}.png", "{:c}.png"])
def test_bad_patterns(pattern: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="pattern must|NUL"):
        save_frames(tmp_path / pattern)
    assert not list(tmp_path.iterdir())


def test_frames_do_not_replace_each_other(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="pattern must give every frame a name of its own"):
        save_frames(tmp_path / "{:.0e}.png", 12)
    assert not list(tmp_path.iterdir())


def test_frames_that_are_written_are_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_frames(tmp_path / "{}.png")
    whole = (tmp_path / "0.png").read_bytes()
    for k in range(3):
        (tmp_path / f"{k}.png").write_bytes(OLD)
    fail_after(len(whole) + 100, KeyboardInterrupt(), monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        save_frames(tmp_path / "{}.png")
    assert [(tmp_path / f"{k}.png").read_bytes() for k in range(3)] == [whole, OLD, OLD]
    assert len(list(tmp_path.iterdir())) == 3


def test_images_of_an_svg_are_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    display = draw_network(fixed_network(2, 1), ax=new_axes(2, 2))
    monkeypatch.setitem(mpl.rcParams, "svg.image_inline", False)
    for name in ("a.svg", "a.svgz"):
        with pytest.raises(ValueError, match=r"^rcParams\['svg.image_inline'\] must be True"):
            display.save(name)
    assert not list(tmp_path.iterdir())
    display.save("a.png")


@pytest.mark.parametrize("backend", ["svg", "pdf", "ps"])
def test_every_format_under_every_backend(
    backend: str, tmp_path: Path, pyplot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = mpl.get_backend()
    pyplot.switch_backend(backend)
    try:
        display = draw_network(fixed_network(2, 1))
        for kind, start in {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}.items():
            path = display.save(tmp_path / f"a.{kind}")
            assert path.read_bytes().startswith(start)
    finally:
        pyplot.close("all")
        pyplot.switch_backend(before)


@pytest.mark.parametrize("given", ["xyz", "", ".png", 3, b"png"])
def test_a_wrong_format(given: Any, tmp_path: Path) -> None:
    display = draw_network([2, 1], ax=new_axes(2, 2))
    with pytest.raises(ValueError, match=r"^format must be one of .*png.*; got"):
        display.save(tmp_path / "a.png", format=given)
    assert not list(tmp_path.iterdir())
