"""Write a file whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

# File systems that cannot sync a folder say so with one of these; the file itself is safe by then.
_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM}
READ_ONLY = "it is read-only; allow writing, or name another file"
"""What the error says of a file that its owner protected."""


def write_atomically(path: str | os.PathLike[str], data: bytes | Iterable[bytes]) -> None:
    """Replace the content of `path` by `data`, in one piece or many; a crash at any moment leaves the old file whole.

    A symbolic link stays and its target is replaced. An existing file keeps its mode, a new one gets the
    umask's. Raises OSError, for instance when `path` is a device or a pipe, which must never be replaced.
    """
    write_all_atomically({Path(path): data})


def write_all_atomically(files: Mapping[Path, bytes | Iterable[bytes]]) -> None:
    """Replace the content of several files that belong together: all are on the disk before the first is replaced.

    So a full disk or a target that cannot be replaced leaves every old file. As for `write_atomically`.
    """
    prepared: list[tuple[Path, Path]] = []
    try:
        for target, data in [(link_target(path), data) for path, data in files.items()]:
            prepared.append((_prepared(target, replaceable_mode(target), data), target))
        for temporary, target in prepared:
            temporary.replace(target)
    except BaseException:
        for temporary, _ in prepared:
            with contextlib.suppress(OSError):
                temporary.unlink()
        raise
    for folder in {target.parent for _, target in prepared}:
        _sync_folder(folder)


def link_target(path: str | os.PathLike[str]) -> Path:
    """Return what symbolic links lead to; of links in a circle what the system then refuses with its own words.

    Path.resolve raises RuntimeError instead.
    """
    return Path(os.path.realpath(path))


def _prepared(target: Path, mode: int | None, data: bytes | Iterable[bytes]) -> Path:
    """Return a file beside the target that holds the data."""
    temporary = target.with_name(f".{target.name[:100]}.{secrets.token_hex(6)}.tmp")
    # Content that replaces a private file must not be readable while it is written; a new file takes the umask.
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if mode is None else 0o600)
    except OSError as error:
        # The user knows the target, and nothing of the file beside it.
        raise OSError(error.errno, error.strerror, str(target)) from error
    try:
        with os.fdopen(handle, "wb") as file:
            if mode is not None:
                os.fchmod(file.fileno(), mode)
            file.writelines([data] if isinstance(data, bytes) else data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return temporary


def replaceable_mode(target: Path) -> int | None:
    """Return the mode of a file that may be replaced, None where there is none.

    Raises OSError for what must never be: a directory, a device or a pipe, and what its owner made read-only, though
    whoever may write into the directory could replace it.
    """
    try:
        found = target.stat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(found):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if not stat.S_ISREG(found):
        raise OSError(errno.EINVAL, "Not a regular file", str(target))
    if not found & 0o222 or not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, READ_ONLY, str(target))
    return stat.S_IMODE(found)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut."""
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
