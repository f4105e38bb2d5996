"""Writing a file so that it is there whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import secrets
import stat
from collections.abc import Callable
from os import PathLike
from pathlib import Path
from typing import BinaryIO, cast


def as_path(path: str | PathLike[str], argument: str = "path") -> Path:
    """Return the path that an argument names.

    Parameters
    ----------
    path : path-like
        The name of a file.
    argument : str, default="path"
        What the error calls it.

    Returns
    -------
    Path
        The path.

    Raises
    ------
    TypeError
        If it is something else, such as bytes or an open file.

    Examples
    --------
    >>> as_path("a.png").suffix
    '.png'
    """
    name = os.fspath(path) if isinstance(path, (str, PathLike)) else None
    if not isinstance(name, str):
        raise TypeError(
            f"{argument} must be the name of a file, a str or path-like; it is of type "
            f"{type(path).__name__}."
        )
    if "\0" in name:
        raise ValueError(f"{argument} must hold no NUL character; it is {name!r}.")
    return Path(path)


def write_whole(path: str | PathLike[str], write: Callable[[BinaryIO], None]) -> Path:
    """Write a file so that it is there whole or not at all.

    What `write` produces goes to a temporary file in the same folder, which then takes the
    place of `path` at once. If anything fails, an earlier file stays as it was, and no temporary
    file stays. Only where the process itself is killed, a file ``.nnviz-....tmp`` may.

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
    FileNotFoundError, NotADirectoryError
        If the folder does not exist, or is a file.
    IsADirectoryError
        If `path` is a folder.
    PermissionError
        If the folder, or the file that is there, may not be written.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = write_whole(pathlib.Path(folder, "a.txt"), lambda file: file.write(b"ink"))
    ...     path.read_bytes()
    b'ink'
    """
    path = as_path(path)
    target = Path(os.path.realpath(path))
    earlier = _file_there(target, path)
    if earlier is not None and not stat.S_ISREG(earlier.st_mode):
        # A device or a pipe cannot be replaced, and must not be: make everything, then send it.
        buffer = io.BytesIO()
        write(buffer)
        target.write_bytes(buffer.getvalue())
        return path
    # A name of its own, short: one made from the target's could be longer than a name may be.
    temporary = target.with_name(f".nnviz-{secrets.token_hex(8)}.tmp")
    raw = None
    try:
        raw = _new_file(temporary)
        file = io.BufferedWriter(raw)
        write(cast(BinaryIO, file))
        file.flush()
        raw.sync()
        raw.close()
        if earlier is not None:
            _take_over(temporary, earlier)
        os.replace(temporary, target)
    except BaseException:  # an interrupt must not leave a temporary file either
        try:
            with contextlib.suppress(OSError):
                if raw is not None:
                    raw.close()
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink()
        raise
    return path


class _Sealed(io.FileIO):
    """A file that is written through its methods alone.

    Pillow writes to the descriptor itself where it is given one, and does not notice that a disk
    took a part only: an image that is cut short would pass for a whole one.
    """

    def fileno(self) -> int:
        raise io.UnsupportedOperation("this file is written through its methods alone.")

    def sync(self) -> None:
        """Wait until the bytes are on the disk."""
        os.fsync(super().fileno())


def _new_file(temporary: Path) -> _Sealed:
    try:
        return _Sealed(temporary, "xb")
    except OSError as error:
        said = f"path: no file can be made in the folder ({error.strerror})"
        raise OSError(error.errno, said, str(temporary.parent)) from error


def _take_over(temporary: Path, earlier: os.stat_result) -> None:
    """Give a file the owner, the group and the mode of the one whose place it takes."""
    if hasattr(os, "chown") and os.name == "posix":
        for owner, group in ((earlier.st_uid, -1), (-1, earlier.st_gid)):
            with contextlib.suppress(PermissionError):  # which belongs to root, as a rule
                os.chown(temporary, owner, group)
    temporary.chmod(stat.S_IMODE(earlier.st_mode))


def _file_there(target: Path, path: Path) -> os.stat_result | None:
    """What is known of the file that is there, if any; an error where it is not to be replaced."""
    try:
        found = target.stat()
    except (FileNotFoundError, NotADirectoryError):
        folder = target.parent
        if folder.is_dir():
            return None
        if os.path.lexists(folder):
            raise NotADirectoryError(f"path: {str(folder)!r} is no folder.") from None
        raise FileNotFoundError(f"path: the folder {str(folder)!r} does not exist.") from None
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(f"path must be a file; {str(path)!r} is a folder.")
    # A file could be replaced though it is protected from writing: its folder alone decides.
    if not os.access(target, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise PermissionError(errno.EACCES, "path: the file may not be written", str(path))
    return found
