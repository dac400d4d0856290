"""Checking many files: what was found before comes from the cache, the rest is judged on all cores.

Lists of paths go to the workers and small results come back; texts, trees and plans stay where they were read. Below
FEW files one process does it all, since starting others would take longer.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from planmodel import __version__, resources
from planmodel import source as src
from planmodel.check import FEW, completed
from planmodel.check import cache as kept
from planmodel.check.cache import Cache
from planmodel.check.judge import Checked, Judge, Options
from planmodel.check.settings import CONFIG
from planmodel.diagnostics import Diagnostic
from planmodel.schema import Engine
from planmodel.workspace import Workspace, deviations, shown

CHUNK = 16
"""Files sent to a worker at a time."""


THREADED = 100
"""From so many files on two threads digest them."""


class Start(NamedTuple):
    """What a worker is started with."""

    home: Path | None
    engine: Engine | None
    options: Options
    folder: str


class Judged(NamedTuple):
    """What was found in one file, the digest of the bytes judged (None where they could not be read), and of its links."""

    checked: Checked
    digest: bytes | None
    links: bytes


def cores() -> int:
    """How many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


def check_many(
    paths: Sequence[Path],
    workspace: Workspace,
    options: Options,
    *,
    jobs: int | None = None,
    cache: Path | None = None,
    told: Callable[[int], object] = int,
) -> list[Checked]:
    """What was found in each of ``paths``, in their order, and in what they are judged by.

    ``jobs`` processes judge (as many as there are cores by default), ``cache`` is the file with what was found before,
    and ``told`` hears how many files have been judged since it heard last.
    """
    judge = Judge(workspace, options)
    if options.select or options.ignore or options.plugins or judge.settings.plugins:
        judge.rule_set(None)  # a name that means no rule or plugin is refused here, before others are started
    run = _Run(judge, cache)
    done: dict[int, Checked] = dict(run.known(paths, jobs or cores()))
    told(len(done))
    rest = [n for n in range(len(paths)) if n not in done]
    fresh: list[Judged] = []
    for judged in run.judged([paths[n] for n in rest], jobs or cores()):
        fresh.append(judged)
        told(1)
    done.update(zip(rest, (one.checked for one in fresh), strict=True))
    listed = [done[n] for n in range(len(paths))]
    checked = list(completed(judge, listed, paths, registries_read=run.registries_are_fine(fresh)))
    run.keep(fresh)
    return checked


class _Links:
    """The digests of the plans that plans carry out, each worked out once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._known: dict[tuple[str, ...], bytes] = {}

    def digest(self, ids: tuple[str, ...]) -> bytes:
        """The digest of the plans ``ids`` and of the departures from them that are accepted.

        Where a plan is missing it is that of all ids that there are, since one is suggested.
        """
        if not ids:
            return b""
        if ids not in self._known:
            digest = sha256()
            paths = self._workspace.paths
            for plan_id in ids:
                found = paths.get(plan_id, ())
                digest.update(_contents(found[0]) if found else repr(sorted(paths)).encode())
            register = deviations.path_of(self._workspace.home)
            digest.update(_contents(register) if register is not None else b"")
            self._known[ids] = digest.digest()
        return self._known[ids]


class _Run:
    """One run: what holds for all its files."""

    def __init__(self, judge: Judge, cache: Path | None) -> None:
        self._judge = judge
        self._links = _Links(judge.workspace)
        self._cache = Cache(cache) if cache is not None else None

    @cached_property
    def context(self) -> bytes:
        """The digest of all that a judgement depends on but the text and the plans that it carries out."""
        workspace, options = self._judge.workspace, self._judge.options
        said = [
            kept.FORMAT,
            __version__,
            workspace.engine,
            options,
            shown(workspace.plans_folder),
            os.getcwd(),
        ]
        digest = sha256(repr(said).encode("utf-8", "surrogatepass"))
        for path in self._files():
            digest.update(_contents(path))
        for state in _program():
            digest.update(state)
        return digest.digest()

    def _files(self) -> Iterator[Path]:
        yield from self._judge.workspace.registry_files
        yield from self._judge.rule_files
        yield from (Path(name) for name in self._judge.options.plugins)
        if self._judge.workspace.home is not None:
            yield self._judge.workspace.home / CONFIG

    def known(self, paths: Sequence[Path], jobs: int) -> Iterator[tuple[int, Checked]]:
        """The files that were judged before as they are now."""
        if self._cache is None:
            return
        digests = _digests(paths, jobs)
        wanted = [
            (n, self._key(shown(path), digest))
            for n, (path, digest) in enumerate(zip(paths, digests, strict=True))
            if digest is not None
        ]
        rows = self._cache.get([key for _, key in wanted])
        for n, key in wanted:
            if key in rows:
                links, row = rows[key]
                one = kept.unpacked(row)
                if one is not None and links == self._links.digest(one.links):
                    yield n, one

    def registries_are_fine(self, fresh: Sequence[Judged]) -> bool:
        """True where everything came from the cache, and what was kept there was judged by registries without a fault."""
        return not fresh and self._cache is not None and bool(self._cache.get([self._fine]))

    @property
    def _fine(self) -> bytes:
        return self._key("registries", b"")

    def _key(self, name: str, digest: bytes) -> bytes:
        return sha256(self.context + digest + name.encode("utf-8", "surrogatepass")).digest()

    def judged(self, paths: Sequence[Path], jobs: int) -> Iterator[Judged]:
        """Judge files, in their order."""
        if len(paths) < FEW or jobs < 2 or not sys.executable:  # an embedded Python cannot start others
            for path in paths:
                yield _judged(self._judge, self._links, path)
            return
        from concurrent.futures import ProcessPoolExecutor

        workspace = self._judge.workspace
        start = Start(workspace.home, workspace.engine, self._judge.options, os.getcwd())
        workers = min(jobs, (len(paths) + CHUNK - 1) // CHUNK)
        chunks = [[str(p) for p in paths[n : n + CHUNK]] for n in range(0, len(paths), CHUNK)]
        with ProcessPoolExecutor(workers, initializer=_begin, initargs=(start,)) as pool:
            for done in pool.map(_judge_all, chunks):
                yield from done

    def keep(self, fresh: Iterable[Judged]) -> None:
        """Keep what was found for the next time; what could not be read, and faults of ours, are not kept."""
        if self._cache is None:
            return
        rows = [
            (self._key(one.checked.name, one.digest), one.links, kept.packed(one.checked))
            for one in fresh
            if one.digest is not None and not any(d.code.startswith("PM9") for d in one.checked.found)
        ]
        if rows:
            fine = [] if self._judge.workspace.registry_found else [(self._fine, b"", b"fine")]
            self._cache.put([*rows, *fine])
        self._cache.close()


def _contents(path: Path) -> bytes:
    """The digest of a file's bytes, or of what keeps them from being read."""
    digest = _digest(path)
    return digest if digest is not None else b"missing"


def _digests(paths: Sequence[Path], jobs: int) -> list[bytes | None]:
    """The digests of files, by two threads where there are many: reading and digesting leave the interpreter free."""
    if jobs < 2 or len(paths) < THREADED:
        return list(map(_digest, paths))
    from threading import Thread

    digests: list[bytes | None] = [None] * len(paths)

    def every_second(first: int) -> None:
        for n in range(first, len(paths), 2):
            digests[n] = _digest(paths[n])

    other = Thread(target=every_second, args=(1,))
    other.start()
    every_second(0)
    other.join()
    return digests


def _digest(path: Path) -> bytes | None:
    try:
        with open(path, "rb", buffering=0) as file:
            size = os.fstat(file.fileno()).st_size  # room for what is asked for is made first
            data = file.read(min(size, src.MAX_BYTES) + 1) if size else file.read(src.MAX_BYTES + 1)
            return sha256(data).digest()
    except (OSError, ValueError):
        return None


def _program() -> Iterator[bytes]:
    """The state of the program's own files: a newer planmodel judges anew, and so does one that is being changed."""
    folders = [str(Path(__file__).parent.parent), str(resources.SCHEMAS)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in sorted(entries, key=lambda e: e.name):
                if entry.is_dir():
                    if entry.name != "__pycache__":
                        folders.append(entry.path)
                    continue
                state = entry.stat()
                yield f"{entry.name} {state.st_size} {state.st_mtime_ns}".encode("utf-8", "surrogatepass")


# ------------------------------------------------------------------------------------------------------- workers

_held: tuple[Judge, _Links] | None = None


def _begin(start: Start) -> None:
    global _held  # noqa: PLW0603 - a worker judges for one run, and its registries are read once
    import gc

    gc.disable()  # a plan leaves nothing behind in circles; what little there is goes with its chunk
    gc.freeze()
    os.chdir(start.folder)
    workspace = Workspace(start.home, start.engine)
    _held = Judge(workspace, start.options), _Links(workspace)


def _judge_all(names: list[str]) -> list[Judged]:
    import gc

    assert _held is not None
    done = [_judged(*_held, Path(name)) for name in names]
    gc.collect()
    return done


def _judged(judge: Judge, links: _Links, path: Path) -> Judged:
    """Judge one file, and say what exactly was judged."""
    name = shown(path)
    try:
        with open(path, "rb") as file:
            data = file.read(src.MAX_BYTES + 1)
    except (OSError, ValueError):
        return Judged(judge.file(path), None, b"")
    text = src.decode(name, data)
    if isinstance(text, Diagnostic):
        return Judged(judge.file(path), None, b"")
    checked = judge.text(text, path)
    return Judged(checked, sha256(data).digest(), links.digest(checked.links))
