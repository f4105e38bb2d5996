"""Files are written whole or not at all, and reading one executes nothing."""

from __future__ import annotations

import io
import os
import pickle
import stat
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.storage import read_arrays, write_arrays, write_whole

ARRAYS = {
    "floats": np.array([[1.5, np.nan], [-np.inf, -0.0]]),
    "fortran": np.asfortranarray(np.arange(6).reshape(2, 3)),
    "bools": np.array([True, False]),
    "words": np.array(["naïve", "$x$", ""]),
    "scalar": np.array(7, dtype=np.int16),
    "none": np.zeros((0, 3)),
    "big-endian": np.arange(3, dtype=">f4"),
}


def npz(path: Path, members: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def npy(shape: str, descr: str = "'<f8'", data: bytes = b"") -> bytes:
    """Return an array of the .npy format whose header says whatever it is told to."""
    header = f"{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}}}".encode()
    header += b" " * (63 - (len(header) + 10) % 64) + b"\n"
    return b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header + data


class Bomb:
    """Would make a file when unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self):
        return (Path.touch, (self.path,))


class TestWriteWhole:
    def test_writes_and_returns_the_path(self, tmp_path):
        path = tmp_path / "a.bin"
        assert write_whole(str(path), lambda file: file.write(b"new")) == path
        assert path.read_bytes() == b"new"
        assert os.listdir(tmp_path) == ["a.bin"]

    @pytest.mark.parametrize("failure", [RuntimeError, KeyboardInterrupt])
    def test_failure_keeps_the_old_file_and_no_other(self, tmp_path, failure):
        path = tmp_path / "a.bin"
        path.write_bytes(b"old")

        def write(file):
            file.write(b"half of")
            raise failure

        with pytest.raises(failure):
            write_whole(path, write)
        assert path.read_bytes() == b"old"
        assert os.listdir(tmp_path) == ["a.bin"]

    def test_failure_leaves_no_new_file(self, tmp_path):
        with pytest.raises(ZeroDivisionError):
            write_whole(tmp_path / "a.bin", lambda file: 1 // 0)
        assert os.listdir(tmp_path) == []

    def test_missing_folder_is_named(self, tmp_path):
        with pytest.raises(FileNotFoundError, match="folder .*nowhere' does not exist"):
            write_whole(tmp_path / "nowhere" / "a.bin", lambda file: None)

    def test_folder_is_refused(self, tmp_path):
        with pytest.raises(IsADirectoryError, match="is a folder"):
            write_whole(tmp_path, lambda file: None)

    def test_permissions(self, tmp_path):
        new, old, plain = tmp_path / "new", tmp_path / "old", tmp_path / "plain"
        plain.touch()
        write_whole(new, lambda file: None)
        assert new.stat().st_mode == plain.stat().st_mode
        old.touch()
        old.chmod(0o640)
        write_whole(old, lambda file: None)
        assert stat.S_IMODE(old.stat().st_mode) == 0o640

    def test_link_stays_a_link(self, tmp_path):
        real, link = tmp_path / "real", tmp_path / "link"
        real.write_bytes(b"old")
        link.symlink_to(real)
        write_whole(link, lambda file: file.write(b"new"))
        assert link.is_symlink()
        assert real.read_bytes() == b"new"

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
    def test_pipe_is_written_to_and_not_replaced(self, tmp_path):
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        write_whole(pipe, lambda file: file.write(b"ink"))
        assert os.read(reader, 10) == b"ink"
        os.close(reader)
        assert stat.S_ISFIFO(pipe.stat().st_mode)

    def test_longest_file_name(self, tmp_path):
        path = tmp_path / ("a" * 250)
        write_whole(path, lambda file: file.write(b"ink"))
        assert path.read_bytes() == b"ink"


class TestArrays:
    def test_round_trip(self, tmp_path):
        path = write_arrays(tmp_path / "a.npz", ARRAYS)
        found = read_arrays(path)
        assert list(found) == list(ARRAYS)
        for name, array in ARRAYS.items():
            assert found[name].dtype == array.dtype
            np.testing.assert_array_equal(found[name], array, strict=True)
        assert np.signbit(found["floats"][1, 1])

    def test_same_arrays_same_bytes(self, tmp_path):
        one = write_arrays(tmp_path / "a.npz", ARRAYS)
        copies = {name: np.asfortranarray(array) for name, array in ARRAYS.items() if array.ndim}
        other = write_arrays(tmp_path / "b.npz", {**ARRAYS, **copies})
        assert one.read_bytes() == other.read_bytes()

    def test_reads_what_numpy_writes_and_the_reverse(self, tmp_path):
        np.savez_compressed(tmp_path / "a.npz", **ARRAYS)
        np.testing.assert_array_equal(read_arrays(tmp_path / "a.npz")["words"], ARRAYS["words"])
        with np.load(write_arrays(tmp_path / "b.npz", ARRAYS)) as found:
            np.testing.assert_array_equal(found["fortran"], ARRAYS["fortran"])

    def test_objects_are_not_written(self, tmp_path):
        with pytest.raises(TypeError, match=r"arrays\['a'\] .* dtype is object"):
            write_arrays(tmp_path / "a.npz", {"a": np.array([None])})
        assert os.listdir(tmp_path) == []


class TestHostileFiles:
    @pytest.mark.parametrize("suffix", [".pkl", ".pickle", ".joblib", ".PKL"])
    def test_pickles_are_refused_by_name(self, tmp_path, suffix):
        path = tmp_path / f"model{suffix}"
        path.write_bytes(pickle.dumps(Bomb(tmp_path / "boom")))
        with pytest.raises(ValueError, match=r"path: .* pickle .*\.save\("):
            read_arrays(path)
        assert not (tmp_path / "boom").exists()

    def test_pickle_under_another_name(self, tmp_path):
        path = tmp_path / "model.npz"
        path.write_bytes(pickle.dumps(Bomb(tmp_path / "boom")))
        with pytest.raises(ValueError, match=r"is a pickle by its content.*\.save\("):
            read_arrays(path)
        assert not (tmp_path / "boom").exists()

    def test_object_array_is_not_unpickled(self, tmp_path):
        path = tmp_path / "model.npz"
        np.savez(path, coefs_0=np.array([Bomb(tmp_path / "boom")], dtype=object))
        with pytest.raises(ValueError, match="Python objects, which are not loaded: 'coefs_0'"):
            read_arrays(path)
        assert not (tmp_path / "boom").exists()

    @pytest.mark.parametrize(
        "content",
        [
            npy("(10**15,)"),
            npy("(1000000000000000,)"),
            npy("(-1,)"),
            npy("(3,)", data=b"\0" * 23),
            npy("(3,)", data=b"\0" * 25),
            npy("(0, 10000000000000000000000000)"),
            npy("(1099511627776, 0)"),
            npy("(1000000000,)", "'<U0'"),
            npy("(2,)", "'<U1'", b"\xff" * 8),
            npy("(1,)", "[('a', '<f8')]", b"\0" * 8),
            npy("(1,)", "('<f8', (1000000000,))"),
            npy("__import__('os').getpid()"),
            npy("(" * 5000),
            b"\x93NUMPY\x09\x00",
            b"not an array",
            b"",
        ],
    )
    def test_bad_array(self, tmp_path, content):
        with pytest.raises(ValueError, match=r"^path: .*a\.npz"):
            read_arrays(npz(tmp_path / "a.npz", {"a.npy": content}))

    def test_other_files_in_the_zip(self, tmp_path):
        with pytest.raises(ValueError, match="'readme.txt' is no array"):
            read_arrays(npz(tmp_path / "a.npz", {"readme.txt": b"hello"}))

    def test_one_name_twice(self, tmp_path):
        path = tmp_path / "a.npz"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a.npy", npy("(0,)"))
            with pytest.warns(UserWarning, match="Duplicate name"):
                archive.writestr("a.npy", npy("(0,)"))
        with pytest.raises(ValueError, match="is there twice"):
            read_arrays(path)

    def test_declared_sizes_are_checked_first(self, tmp_path):
        zeros = npy("(1000000,)", data=b"\0" * 8_000_000)
        path = npz(tmp_path / "a.npz", {"a.npy": zeros}, zipfile.ZIP_DEFLATED)
        assert path.stat().st_size < 20_000
        with pytest.raises(
            ValueError, match="declares 8,000,128 bytes; max_bytes allows 8,000,000"
        ):
            read_arrays(path, max_bytes=8_000_000)
        assert read_arrays(path, max_bytes=8_000_128)["a"].shape == (1_000_000,)

    def test_single_npy_and_text_and_empty(self, tmp_path):
        for name, content in {"a.npy": npy("(0,)"), "a.txt": b"hi", "empty.npz": b""}.items():
            (tmp_path / name).write_bytes(content)
            with pytest.raises(ValueError, match="is not an .npz file"):
                read_arrays(tmp_path / name)

    def test_missing_file(self, tmp_path):
        with pytest.raises(FileNotFoundError):
            read_arrays(tmp_path / "nowhere.npz")

    def test_every_truncation(self, tmp_path):
        whole = write_arrays(tmp_path / "a.npz", {"a": np.arange(4.0)}).read_bytes()
        for length in range(0, len(whole), 7):
            path = tmp_path / "cut.npz"
            path.write_bytes(whole[:length])
            with pytest.raises(ValueError, match=r"^path: .*cut\.npz"):
                read_arrays(path)

    @given(data=st.data())
    def test_any_damage_gives_a_value_error_or_arrays(self, tmp_path_factory, data):
        stream = io.BytesIO()
        np.savez_compressed(stream, a=np.arange(20.0), b=np.array(["x", "yz"]))
        content = bytearray(stream.getvalue())
        for _ in range(data.draw(st.integers(1, 4))):
            place = data.draw(st.integers(0, len(content) - 1))
            content[place] = data.draw(st.integers(0, 255))
        path = tmp_path_factory.getbasetemp() / "damaged.npz"
        path.write_bytes(content)
        complaint = None
        try:
            found = read_arrays(path, max_bytes=10**6)
        except ValueError as error:
            complaint = str(error)
        if complaint is None:
            assert all(isinstance(array, np.ndarray) for array in found.values())
        else:
            assert complaint.startswith("path: ")

    def test_bools_are_zero_or_one(self, tmp_path):
        path = npz(tmp_path / "a.npz", {"a.npy": npy("(3,)", "'|b1'", b"\x00\x02\xff")})
        assert read_arrays(path)["a"].view(np.uint8).tolist() == [0, 1, 1]
