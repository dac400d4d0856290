"""The command line, run as a user runs it: inside this process (fast), or as a process of its own."""

from __future__ import annotations

import fcntl
import io
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from planmodel.cli import main

ROOT = Path(__file__).parents[1]
TABLE_COMMANDS = ("show", "targets", "raci", "calendar")
TABLE_FORMATS = {
    "terminal": "txt",
    "markdown": "md",
    "csv": "csv",
    "html": "html",
    "svg": "svg",
    "json": "json",
}
"""The formats of a table, each with the ending that asks for it."""
_FOREIGN = {"PLANMODEL_LANG", "PLANMODEL_DEBUG", "NO_COLOR", "COLUMNS", "PYTHONHASHSEED", "PYTHONIOENCODING"}
_CACHE = tempfile.TemporaryDirectory(prefix="planmodel-cache-")
CLEAN = {k: v for k, v in os.environ.items() if k not in _FOREIGN} | {
    "PYTHONUTF8": "1",
    "XDG_CACHE_HOME": _CACHE.name,
}
"""This process's environment without what would change an output, and with a cache of its own."""


class Done(NamedTuple):
    """What a run left behind."""

    code: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        """Standard output as text."""
        return self.raw.decode("utf-8")


def _stream(data: bytes = b"") -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding="utf-8", newline="")


def _written(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    inner = stream.buffer
    assert isinstance(inner, io.BytesIO)
    return inner.getvalue()


def planmodel(*args: str | Path, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Done:
    """``planmodel ARGS`` in this process and working folder. Nothing but an exit code may come out of it."""
    out, err = _stream(), _stream()
    with (
        mock.patch.multiple(sys, stdin=_stream(stdin), stdout=out, stderr=err),
        mock.patch.dict(os.environ, CLEAN | dict(env or {}), clear=True),
    ):
        code: object = None
        try:
            main([str(a) for a in args])
        except SystemExit as stop:
            code = stop.code
    assert isinstance(code, int), f"not an exit code: {code!r}"
    return Done(code, _written(out), _written(err).decode("utf-8"))


def process(
    *args: str | Path, cwd: Path = ROOT, stdin: bytes = b"", env: Mapping[str, str] | None = None
) -> Done:
    """``planmodel ARGS`` as a process of its own."""
    command = [sys.executable, "-m", "planmodel", *map(str, args)]
    done = subprocess.run(
        command,
        cwd=cwd,
        input=stdin,
        env=CLEAN | dict(env or {}),
        capture_output=True,
        check=False,
        timeout=60,
    )
    return Done(done.returncode, done.stdout, done.stderr.decode("utf-8"))


def shell(line: str, cwd: Path = ROOT) -> Done:
    """``line`` in a real shell that finds ``planmodel`` as its user does."""
    bin_ = Path(sys.executable).parent
    env = CLEAN | {"PATH": f"{bin_}{os.pathsep}{CLEAN.get('PATH', '')}"}
    done = subprocess.run(
        ["bash", "-c", line], cwd=cwd, env=env, capture_output=True, check=False, timeout=120
    )
    return Done(done.returncode, done.stdout, done.stderr.decode("utf-8"))


def on_terminal(*args: str, columns: int = 100, env: dict[str, str] | None = None) -> str:
    """What ``planmodel ARGS`` shows on a terminal of ``columns``."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    child = subprocess.Popen(
        [sys.executable, "-m", "planmodel", *args], cwd=ROOT, env=CLEAN | {"TERM": "xterm-256color"} | (env or {}),
        stdin=slave, stdout=slave, stderr=slave,
    )  # fmt: skip
    os.close(slave)
    shown = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:  # Linux: the other end is closed
            break
        if not piece:
            break
        shown += piece
    os.close(master)
    assert child.wait(timeout=60) == 0
    return shown.decode("utf-8").replace("\r\n", "\n")


def copy_plans(to: Path) -> Path:
    """A workspace of its own in the folder ``to``: the five plans and the registries."""
    shutil.copytree(ROOT / "plans", to / "plans")
    return to


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file under ``folder`` with its content."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


HOW_TO_MEND = re.compile(r"hãy |có phải |xem: |chọn một trong|các lệnh|các mã|xem các mã|: [IVX]+\.")
VIETNAMESE = re.compile("[\u0102\u0103\u0110\u0111\u0128-\u01b0\u00c0-\u00fd\u1ea0-\u1ef9]")


def one_line(done: Done, code: int) -> str:
    """The one line on standard error of a run that ended with ``code`` and wrote nothing else."""
    assert (done.code, done.raw) == (code, b""), done
    assert re.fullmatch(r"[^\n]+\n", done.err), done.err
    assert "Traceback" not in done.err
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", done.err)
    return done.err


def refused(*args: str | Path, stdin: bytes = b"") -> str:
    """The refusal of ``planmodel ARGS``: in Vietnamese with a way out, and in English where that is asked for."""
    said = one_line(planmodel(*args, stdin=stdin), 2)
    assert said.startswith("planmodel: ")
    assert VIETNAMESE.search(said)
    assert HOW_TO_MEND.search(said), said
    if "--lang" not in args:
        english = one_line(planmodel(*args, stdin=stdin, env={"PLANMODEL_LANG": "en"}), 2)
        assert not VIETNAMESE.search(re.sub("CƠ-QUAN|NHIỆM-VỤ|MẪU|TỆP|MÃ", "", english)), english
    return said
