"""Arrays as .npz: written plainly, read with no size believed and nothing executed."""

from __future__ import annotations

import errno
import math
import os
import stat
import sys
import zipfile
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any, BinaryIO, cast

import numpy as np
from numpy.typing import NDArray

from nnviz.storage.whole import as_path, write_whole

_PICKLES = (".pkl", ".pickle", ".joblib", ".p", ".pck", ".pcl", ".sav", ".dill", ".pt", ".pth")
_MAX_BYTES = 2**31
_SMALL = 2**25  # bytes that nobody minds, however few they are in the file
_MOST_PACKED = 100  # beyond that, how many bytes one in the file may stand for: weights pack badly
_BLOCK = 2**20
_LONGEST_NAME = 200
_LONGEST_REASON = 300
_MOST_OF_NOTHING = 2**16  # the longest side of an array without entries
_PLAIN_KINDS = "biufcSUMm"  # what a dtype may be: numbers, strings and times, but no objects
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can hold


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
    path: str | PathLike[str],
    *,
    max_bytes: int = _MAX_BYTES,
    written_by: str = "Network.save: as_network(model).save('model.npz')",
) -> dict[str, NDArray[Any]]:
    """Read the arrays of an .npz file; nothing in it is executed.

    Parameters
    ----------
    path : path-like
        The file.
    max_bytes : int, default=2**31
        What all arrays together may take in memory. What the file declares is compared with
        this, and with the size of the file, before anything is allocated.
    written_by : str
        What writes such files, as errors name it.

    Returns
    -------
    dict of str to ndarray
        The arrays, by name.

    Raises
    ------
    FileNotFoundError, IsADirectoryError
        If there is no such file, or it is a folder.
    ValueError
        If it is a pickle, no .npz file, damaged, too large, or holds Python objects.

    Examples
    --------
    >>> path = write_arrays("model.npz", {"a": np.arange(3)})
    >>> read_arrays(path)
    {'a': array([0, 1, 2])}
    """
    path = as_path(path)
    unpickled = (
        "and reading one can run any code; load the model yourself, if you trust it, and store it "
        f"with {written_by}."
    )
    try:
        if path.suffix.lower() in _PICKLES:
            raise _Unreadable(f"is a pickle by its name, {unpickled}")
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, "path: it is a folder", str(path))
        if not stat.S_ISREG(mode):  # a pipe would be waited for
            raise _Unreadable("is no regular file.")
        with open(path, "rb") as file:
            start = file.read(2)
            if len(start) == 2 and start[0] == 0x80 and start[1] <= 5:
                raise _Unreadable(f"is a pickle by its content, {unpickled}")
            if not zipfile.is_zipfile(file):
                raise _Unreadable(
                    "is not an .npz file (a zip of arrays), or it is cut short; store the model "
                    f"with {written_by}."
                )
            return _read_archive(file, max_bytes)
    except _Unreadable as error:
        raise ValueError(f"path: {str(path)!r} {error}") from None
    except MemoryError:
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno != errno.EINVAL:  # which a bad offset gives
            raise OSError(error.errno, error.strerror, str(path)) from error
        # Damaged bytes make the readers of zip, deflate and npy raise almost anything.
        raise ValueError(
            f"path: {str(path)!r} is not an .npz file, or it is damaged ({in_short(error)})."
        ) from error


def in_short(error: BaseException) -> str:
    r"""Return the beginning of what an error says about a file, which may have written it.

    Parameters
    ----------
    error : BaseException
        The error.

    Returns
    -------
    str
        Its first line, of 300 characters at most.

    Examples
    --------
    >>> in_short(ValueError("it is 1 2 3\nand so on"))
    'it is 1 2 3'
    """
    line = str(error).partition("\n")[0]
    return line if len(line) <= _LONGEST_REASON else line[:_LONGEST_REASON] + "..."


class _Unreadable(Exception):
    """Says in words, after the file's name, why the file is not read."""


def _read_archive(file: BinaryIO, max_bytes: int) -> dict[str, NDArray[Any]]:
    size = os.fstat(file.fileno()).st_size
    arrays: dict[str, NDArray[Any]] = {}
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
        total = sum(member.file_size for member in members)
        if total > max_bytes:
            raise _Unreadable(f"declares {total:,} bytes; max_bytes allows {max_bytes:,}.")
        if total > max(_SMALL, _MOST_PACKED * size):
            raise _Unreadable(
                f"declares {total:,} bytes in a file of {size:,}, more than any weights give."
            )
        if sum(member.compress_size for member in members) > size:
            raise _Unreadable("is damaged: its parts are larger than the whole.")
        for member in members:
            name, suffix = os.path.splitext(member.filename)
            if len(name) > _LONGEST_NAME or not name.isprintable():
                raise _Unreadable(
                    f"is not an .npz file: names have at most {_LONGEST_NAME} characters, all of "
                    f"them printable, and one begins with {name[:_LONGEST_NAME]!r}."
                )
            if suffix != ".npy" or name in arrays:
                raise _Unreadable(
                    f"is not an .npz file: {member.filename!r} is no array, or is there twice."
                )
            # Others need memory that the file alone decides on, and NumPy writes none.
            if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise _Unreadable(
                    f"is not an .npz file: {name!r} is compressed by other means than deflate."
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
    if not n_bytes and (not dtype.itemsize or max(shape) > _MOST_OF_NOTHING):
        # No byte confirms such a shape, and what goes through it would never end.
        raise _Unreadable(f"is damaged: {name!r} has shape {shape} and no bytes.")
    data = bytearray(n_bytes)
    view = memoryview(data)
    filled = 0
    while filled < n_bytes:  # in blocks: the zip holds what it is asked for a second time
        count = stream.readinto(view[filled : filled + _BLOCK])  # type: ignore[attr-defined]
        if not count:
            raise _Unreadable(f"is cut short within {name!r}.")
        filled += count
    stream.read(1)  # at its end the zip compares the checksum
    array: NDArray[Any] = np.ndarray(shape, dtype, data, order="F" if fortran else "C")
    if dtype.kind == "U" and n_bytes:
        codes = np.ndarray((n_bytes // 4,), np.dtype(np.uint32).newbyteorder(dtype.byteorder), data)
        if codes.max() > sys.maxunicode:
            raise _Unreadable(f"is damaged: {name!r} holds what are no characters.")
    return array.view(np.uint8) != 0 if dtype.kind == "b" else array
