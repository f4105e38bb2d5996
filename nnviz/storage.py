"""Writing a file whole or not at all, and reading .npz with nothing in it executed."""

from __future__ import annotations

import contextlib
import io
import math
import os
import secrets
import stat
import zipfile
from collections.abc import Callable, Mapping
from os import PathLike
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

import numpy as np
from numpy.typing import NDArray

_PICKLES = (".pkl", ".pickle", ".joblib")
_MAX_BYTES = 2**31
_PLAIN_KINDS = "biufcSUMm"  # what a dtype may be: numbers, strings and times, but no objects
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can hold


def write_whole(path: str | PathLike[str], write: Callable[[BinaryIO], None]) -> Path:
    """Write a file so that it is there whole or not at all.

    What `write` produces goes to a temporary file in the same folder, which then takes the
    place of `path` at once. If anything fails, an earlier file stays as it was, and no temporary
    file stays.

    Parameters
    ----------
    path : path-like
        The file to write. A link is followed.
    write : callable
        Is given the open binary file.

    Returns
    -------
    Path
        The path.

    Raises
    ------
    FileNotFoundError
        If the folder does not exist.
    IsADirectoryError
        If `path` is a folder.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = write_whole(pathlib.Path(folder, "a.txt"), lambda file: file.write(b"ink"))
    ...     path.read_bytes()
    b'ink'
    """
    path = Path(path)
    target = Path(os.path.realpath(path))
    if not target.parent.is_dir():
        raise FileNotFoundError(f"path: the folder {str(target.parent)!r} does not exist.")
    if target.is_dir():
        raise IsADirectoryError(f"path must be a file; {str(path)!r} is a folder.")
    mode = target.stat().st_mode if target.exists() else None
    if mode is not None and not stat.S_ISREG(mode):
        # A device or a pipe cannot be replaced, and must not be: make everything, then send it.
        buffer = io.BytesIO()
        write(buffer)
        target.write_bytes(buffer.getvalue())
        return path
    temporary, file = _open_temporary(target)
    try:
        with file:
            write(cast(BinaryIO, file))
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(stat.S_IMODE(mode))
        os.replace(temporary, target)
    except BaseException:  # an interrupt must not leave a temporary file either
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return path


def _open_temporary(target: Path) -> tuple[Path, IO[bytes]]:
    """Open a new file beside the target, with the permissions a new file has."""
    while True:
        # The tail of a long name is cut, so that the temporary name is legal where `target` is.
        temporary = target.with_name(f".{target.name[:80]}.{secrets.token_hex(6)}.tmp")
        with contextlib.suppress(FileExistsError):
            return temporary, open(temporary, "xb")


def write_arrays(path: str | PathLike[str], arrays: Mapping[str, NDArray[Any]]) -> Path:
    """Write arrays as .npz, whole or not at all; the same arrays give the same bytes.

    Parameters
    ----------
    path : path-like
        The file to write.
    arrays : mapping of str to ndarray
        Arrays of numbers, bools, strings or times.

    Returns
    -------
    Path
        The path.

    Raises
    ------
    TypeError
        If an array holds Python objects, which only a pickle could store.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = write_arrays(pathlib.Path(folder, "a.npz"), {"a": np.arange(3)})
    ...     read_arrays(path)
    {'a': array([0, 1, 2])}
    """
    plain = {name: np.asarray(array, order="C") for name, array in arrays.items()}
    for name, array in plain.items():
        if array.dtype.kind not in _PLAIN_KINDS:
            raise TypeError(
                f"arrays[{name!r}] must hold numbers, bools, strings or times; its dtype is "
                f"{array.dtype}."
            )

    return write_whole(path, lambda file: _write_archive(file, plain))


def _write_archive(file: BinaryIO, arrays: Mapping[str, NDArray[Any]]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, array in arrays.items():
            member = zipfile.ZipInfo(f"{name}.npy", date_time=_EPOCH)
            member.create_system = 3  # the same bytes on every system
            member.external_attr = 0o644 << 16
            with archive.open(member, "w", force_zip64=array.nbytes >= 2**30) as stream:
                np.lib.format.write_array(stream, array, allow_pickle=False)


def read_arrays(
    path: str | PathLike[str], *, max_bytes: int = _MAX_BYTES
) -> dict[str, NDArray[Any]]:
    """Read the arrays of an .npz file; nothing in it is executed.

    Parameters
    ----------
    path : path-like
        The file.
    max_bytes : int, default=2**31
        What all arrays together may take in memory. What the file declares is compared with
        this before anything is allocated.

    Returns
    -------
    dict of str to ndarray
        The arrays, by name.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If it is a pickle, no .npz file, damaged, too large, or holds Python objects.

    Examples
    --------
    >>> path = write_arrays("model.npz", {"a": np.arange(3)})
    >>> read_arrays(path)
    {'a': array([0, 1, 2])}
    """
    path = Path(path)
    if path.suffix.lower() in _PICKLES:
        raise ValueError(
            f"path: {str(path)!r} is a pickle by its name, and reading one can run any code; load "
            "the model yourself, if you trust it, and store it with Network.save: "
            "as_network(model).save('model.npz')."
        )
    with open(path, "rb") as file:
        try:
            return _read_archive(file, max_bytes)
        except _Unreadable as error:
            raise ValueError(f"path: {str(path)!r} {error}") from None
        except Exception as error:
            # Damaged bytes make the readers of zip, deflate and npy raise almost anything.
            raise ValueError(
                f"path: {str(path)!r} is not an .npz file, or it is damaged ({error})."
            ) from error


class _Unreadable(Exception):
    """Says in words, after the file's name, why the file is not read."""


def _read_archive(file: BinaryIO, max_bytes: int) -> dict[str, NDArray[Any]]:
    if not zipfile.is_zipfile(file):
        raise _Unreadable("is not an .npz file (a zip of arrays), or it is cut short.")
    arrays: dict[str, NDArray[Any]] = {}
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
        total = sum(member.file_size for member in members)
        if total > max_bytes:
            raise _Unreadable(f"declares {total:,} bytes; max_bytes allows {max_bytes:,}.")
        for member in members:
            name, suffix = os.path.splitext(member.filename)
            if suffix != ".npy" or name in arrays:
                raise _Unreadable(
                    f"is not an .npz file: {member.filename!r} is no array, or is there twice."
                )
            with archive.open(member) as stream:
                arrays[name] = _read_array(cast(BinaryIO, stream), name, member.file_size)
    return arrays


def _read_array(stream: BinaryIO, name: str, declared: int) -> NDArray[Any]:
    """Read one array of the .npy format, believing no size before the zip has confirmed it."""
    version = np.lib.format.read_magic(stream)
    if version == (1, 0):
        shape, fortran, dtype = np.lib.format.read_array_header_1_0(stream)
    elif version == (2, 0):
        shape, fortran, dtype = np.lib.format.read_array_header_2_0(stream)
    else:
        raise _Unreadable(f"holds {name!r} in an unknown version of the .npy format, {version}.")
    if dtype.kind not in _PLAIN_KINDS:
        what = "Python objects, which are not loaded" if dtype.hasobject else f"dtype {dtype}"
        raise _Unreadable(f"holds {what}: {name!r}; it must hold numbers, strings or times.")
    n_bytes = math.prod(shape) * dtype.itemsize
    if min(shape, default=0) < 0 or stream.tell() + n_bytes != declared:
        raise _Unreadable(f"is damaged: {name!r} has shape {shape} but not that many bytes.")
    data = bytearray(n_bytes)
    view = memoryview(data)
    filled = 0
    while filled < n_bytes:
        count = stream.readinto(view[filled:])  # type: ignore[attr-defined]
        if not count:
            raise _Unreadable(f"is cut short within {name!r}.")
        filled += count
    stream.read(1)  # at its end the zip compares the checksum
    array: NDArray[Any] = np.ndarray(shape, dtype, data, order="F" if fortran else "C")
    if dtype.kind == "U":
        array.tolist()  # raises where the bytes are no characters
    return array.view(np.uint8) != 0 if dtype.kind == "b" else array
