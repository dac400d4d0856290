"""Writing files: all of a file or nothing of it, and one clear line where that cannot be."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from planmodel.diagnostics import Refusal, Text, say


def safe_write(path: Path, data: str | bytes) -> None:
    """Put ``data`` into the file ``path``: written beside it, then renamed, so that nobody ever sees half a file.

    A link is followed, an existing file keeps its permissions, and a device or a pipe is written straight. Raises
    Refusal where the place cannot be written; what stood there before stands there still.
    """
    content = data.encode("utf-8", "replace") if isinstance(data, str) else data
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(content)
        else:
            _replace(Path(os.path.realpath(path)), content)
    except OSError as error:
        raise Refusal(_why_not(path, error)) from error


def _replace(path: Path, content: bytes) -> None:
    mode = None
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if path.exists():
        mode = path.stat().st_mode & 0o7777
        if not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    beside = path.with_name(f".planmodel-{os.urandom(6).hex()}.tmp")
    try:
        with beside.open("xb") as file:
            file.write(content)
        if mode is not None:
            beside.chmod(mode)
        os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} if hasattr(errno, "EDQUOT") else {errno.ENOSPC, errno.EFBIG}
_CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}


def _why_not(path: Path, error: OSError) -> Text:
    """The one clear line for a place that cannot be written: which, why, how to mend it."""
    folder = path.parent
    if isinstance(error, IsADirectoryError):
        return say("cannot write '{path}': it is a folder; give a file name", path=path)
    if isinstance(error, FileNotFoundError | NotADirectoryError) and os.path.lexists(folder):
        return say("cannot write '{path}': '{folder}' is not a folder", path=path, folder=folder)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return say(
            "cannot write '{path}': there is no folder '{folder}'; create it first", path=path, folder=folder
        )
    if error.errno in _CLOSED:
        return say(
            "cannot write '{path}': no permission, or another program holds it open; close it or write elsewhere",
            path=path,
        )
    if error.errno in _FULL:
        return say(
            "cannot write '{path}': the disk is full or over quota; make room or write elsewhere", path=path
        )
    return say("cannot write '{path}': {why}; write elsewhere", path=path, why=error.strerror or str(error))
