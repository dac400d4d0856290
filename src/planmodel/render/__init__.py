"""Renderers: a table in, text out. They are known by name here and loaded when used.

What stands in a table is what a reader sees: nothing is computed or sorted on this floor. The same table gives the
same bytes, whatever the machine, the day or the locale.
"""

from __future__ import annotations

import errno
import os
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from planmodel.diagnostics import Refusal
from planmodel.views.table import Table

FORMATS: dict[str, str] = {
    "terminal": "terminal",
    "markdown": "markdown",
    "md": "markdown",
    "csv": "csv_",
    "html": "html",
    "svg": "svg",
}
"""The formats that a table can be drawn in, each with the module that draws it."""


class Renderer(Protocol):
    """What every module named in FORMATS holds under the name ``render``."""

    def __call__(self, table: Table, *, colour: bool, width: int | None, lang: str) -> str:
        """The table as text. Formats that know neither terminal colours nor a width ignore both."""


def render_table(
    table: Table, name: str, *, colour: bool = False, width: int | None = None, lang: str = "vi"
) -> str:
    """``table`` in the format ``name``; ``colour`` and ``width`` (in columns) matter to the terminal only."""
    module = FORMATS.get(name)
    if module is None:
        known = ", ".join(FORMATS)
        raise Refusal(
            f"không có định dạng «{name}» cho bảng; hãy chọn một trong: {known}",
            f"there is no format '{name}' for tables; choose one of: {known}",
        )
    draw = cast(Renderer, import_module(f"planmodel.render.{module}").render)
    return draw(table, colour=colour, width=width, lang=lang)


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
        raise _refusal(path, error) from error


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


def _refusal(path: Path, error: OSError) -> Refusal:
    """The one clear line for a place that cannot be written: which, why, how to mend it."""
    vi, en = f"không ghi được «{path}»: ", f"cannot write '{path}': "
    folder = path.parent
    if isinstance(error, IsADirectoryError):
        return Refusal(vi + "đây là một thư mục; hãy ghi rõ tên tệp", en + "it is a folder; give a file name")
    if isinstance(error, FileNotFoundError | NotADirectoryError) and os.path.lexists(folder):
        return Refusal(vi + f"«{folder}» không phải thư mục", en + f"'{folder}' is not a folder")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        why = f"chưa có thư mục «{folder}»; hãy tạo thư mục này trước"
        return Refusal(vi + why, en + f"there is no folder '{folder}'; create it first")
    if error.errno in _CLOSED:
        why = "không có quyền ghi, hoặc tệp đang mở trong chương trình khác; hãy đóng tệp hoặc chọn nơi khác"
        return Refusal(
            vi + why, en + "no permission, or another program holds it open; close it or write elsewhere"
        )
    if error.errno in _FULL:
        why = "đĩa đã đầy hoặc hết hạn mức; hãy dọn chỗ hoặc ghi ra nơi khác"
        return Refusal(vi + why, en + "the disk is full or over quota; make room or write elsewhere")
    reason = error.strerror or str(error)
    return Refusal(f"{vi}{reason}; hãy chọn nơi khác", f"{en}{reason}; write elsewhere")
