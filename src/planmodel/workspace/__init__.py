"""The workspace: which plans and registries there are, and whether the names in a plan exist.

A workspace is the nearest folder, from the working folder upwards or from a given file upwards, that holds
``plans/``. Registries are its ``plans/registry/*.yaml``; any of the five that it lacks, and the templates that it
lacks, are those that the program ships. A sixth, ``workdays.yaml``, says on which days offices are closed or open.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from planmodel import diagnostics as dg
from planmodel import model as m
from planmodel import resources, source
from planmodel.diagnostics import Diagnostic, Refusal, Severity, say
from planmodel.source import Source
from planmodel.workdays import BY_LAW, Workdays
from planmodel.workspace.references import agency_refs, closest, reaches, unresolved

if TYPE_CHECKING:
    from planmodel import schema
    from planmodel.workspace.deviations import Register

__all__ = [
    "Loaded",
    "Workspace",
    "agency_refs",
    "id_in",
    "load_file",
    "load_source",
    "missing_file",
    "plan_files",
    "reaches",
    "shown",
]

REGISTRY_FILES = ("agencies", "indicators", "roles", "provinces", "orders")
_OTHERS = {"plan", "registry", "rules"}
"""Keys of files that are no register of accepted departures, whatever else stands in them."""
WORKDAYS = "workdays"
"""The registry that a workspace may have besides, and that the program does not ship."""
_HEAD = re.compile(
    rb"^(?:\xef\xbb\xbf)?plan:[ \t]*[\"']?([a-z0-9-]+)[\"']?[ \t]*(?:#[^\r\n]*)?[\r\n]", re.MULTILINE
)
_HEAD_BYTES = 4096


class Loaded(NamedTuple):
    """What became of one source text: a plan, or a registry's entries, or neither, and the findings on the way."""

    plan: m.Plan | None
    found: list[Diagnostic]
    registry: dict[str, tuple[Any, ...]] | None = None


def load_source(text: Source, engine: schema.Engine | None = None, workdays: Workdays = BY_LAW) -> Loaded:
    """Read, validate and compile one text. Each stage runs only on what the one before it accepted.

    ``workdays`` are those that a plan's dates move by.
    """
    from planmodel import schema, yamltree
    from planmodel.compile import compile_plan
    from planmodel.compile.entries import compile_registry
    from planmodel.compile.wrong import wrong_entries

    tree = yamltree.read(text)
    if tree.found:
        return Loaded(None, tree.found)
    is_registry = isinstance(tree.data, dict) and "registry" in tree.data and "plan" not in tree.data
    if isinstance(tree.data, dict) and "deviations" in tree.data and not _OTHERS & tree.data.keys():
        from planmodel.workspace.deviations import compiled

        return Loaded(None, compiled(tree)[1], {"deviations": ()})
    found = schema.validate(tree, "registry" if is_registry else "plan", engine)
    if found:
        return Loaded(None, found)
    if is_registry:
        return Loaded(None, list(wrong_entries(tree)), compile_registry(tree))
    plan, found, dated = compile_plan(tree, workdays)
    return Loaded(plan if dated else None, found)  # rules would take a date that was not read for none


def load_file(
    path: Path, name: str | None = None, engine: schema.Engine | None = None, workdays: Workdays = BY_LAW
) -> Loaded:
    """Read, validate and compile the file at ``path``."""
    text = source.read(path, name)
    return Loaded(None, [text]) if isinstance(text, Diagnostic) else load_source(text, engine, workdays)


@cache
def _shipped() -> dict[str, Any]:
    """The registries that the program ships, as they were when it was made: each file's text, and what it says."""
    import json

    made: dict[str, Any] = json.loads(resources.REGISTRIES.read_text("utf-8"))
    return made


def _ready(name: str, path: Path) -> Loaded | None:
    """What the registry at ``path`` says where it is, byte for byte, the one that the program ships.

    Nearly every workspace has it so, and it was read and found right when the program was made: taking it from there
    spares a tenth of the time that ``check`` of one plan takes.
    """
    from planmodel.compile.entries import compile_registry
    from planmodel.yamltree import Unplaced

    shipped = _shipped().get(name)
    try:
        if shipped is None or path.read_bytes() != shipped["text"].encode():
            return None
    except OSError:
        return None
    return Loaded(None, [], compile_registry(Unplaced(shown(path), shipped["data"])))


class Workspace:
    """What a command holds: where plans are, their ids, and the registries."""

    def __init__(self, home: Path | None, engine: schema.Engine | None = None) -> None:
        """``home`` is the folder that holds ``plans/``; None where only the program's own files are there."""
        self.home = home
        self.engine = engine
        self._plans: dict[Path, Loaded] = {}

    @classmethod
    def around(cls, start: Path, engine: schema.Engine | None = None) -> Workspace:
        """The workspace of the nearest folder from ``start`` upwards that holds ``plans/``."""
        start = start.absolute()
        for folder in (start, *start.parents):
            if (folder / "plans").is_dir():
                return cls(folder, engine)
        return cls(None, engine)

    @property
    def plans_folder(self) -> Path:
        """The folder with the plans: the workspace's own, else the program's."""
        return self.home / "plans" if self.home is not None else resources.PLANS

    @cached_property
    def paths(self) -> dict[str, tuple[Path, ...]]:
        """Every plan id, and the files that claim it (more than one is a fault that ``check`` reports)."""
        claimed: dict[str, list[Path]] = {}
        for path in plan_files(self.plans_folder):
            plan_id = _id_in_head(path)
            if plan_id is not None:
                claimed.setdefault(plan_id, []).append(path)
        for path in plan_files(resources.TEMPLATES):
            plan_id = _id_in_head(path)
            if plan_id is not None and plan_id not in claimed:
                claimed[plan_id] = [path]
        return {k: tuple(v) for k, v in sorted(claimed.items())}

    @cached_property
    def registry_files(self) -> tuple[Path, ...]:
        """The five registry files in force, and that of the working days where the workspace has one."""
        own = self.plans_folder / "registry"
        five = (
            path if os.path.lexists(path := own / f"{name}.yaml") else resources.REGISTRY / f"{name}.yaml"
            for name in REGISTRY_FILES
        )
        days = own / f"{WORKDAYS}.yaml"
        return (*five, days) if os.path.lexists(days) else tuple(five)

    @cached_property
    def _days(self) -> tuple[Workdays, list[Diagnostic]]:
        """The working days in force; the table's alone where the workspace's file cannot be read."""
        if len(self.registry_files) == len(REGISTRY_FILES):
            return BY_LAW, []
        path = self.registry_files[-1]
        loaded = load_file(path, shown(path), self.engine)
        found = [d for d in loaded.found if d.severity is Severity.error]
        if not found and WORKDAYS not in (loaded.registry or {}):
            found.append(_not_the_registry(shown(path), WORKDAYS))
        return (BY_LAW, found) if found else ((loaded.registry or {})[WORKDAYS][0], [])

    @cached_property
    def _registry(self) -> tuple[m.Registry, list[Diagnostic]]:
        found: list[Diagnostic] = []
        entries: dict[str, tuple[Any, ...]] = {}
        for name, path in zip(REGISTRY_FILES, self.registry_files, strict=False):
            loaded = _ready(name, path) or load_file(path, shown(path), self.engine)
            found += loaded.found
            if not loaded.found and name not in (loaded.registry or {}):
                found.append(_not_the_registry(shown(path), name))
            for kind, made in (loaded.registry or {}).items():
                entries[kind] = entries.get(kind, ()) + made
        tables = {kind: {e.id: e for e in entries.get(kind, ())} for kind in _KINDS}
        return (
            m.Registry(
                agencies=tables["agencies"],
                indicators=tables["indicators"],
                populations=tables["populations"],
                options=tables["options"],
                verbs=tables["roles"],
                provinces=tables["provinces"],
                orders=entries.get("orders", ({},))[0],
                workdays=self._days[0],
            ),
            [*found, *self._days[1]],
        )

    @property
    def registry(self) -> m.Registry:
        """The registries, merged. Entries of a file that cannot be read are missing: see ``registry_found``."""
        return self._registry[0]

    @property
    def registry_found(self) -> list[Diagnostic]:
        """What was found while reading the registries."""
        return self._registry[1]

    @cached_property
    def deviations(self) -> Register:
        """The departures from templates that are accepted, as ``deviations.yaml`` says."""
        from planmodel.workspace.deviations import read

        return read(self)

    @property
    def workdays(self) -> Workdays:
        """On which days offices are open, by the table and by the workspace."""
        return self._days[0]

    def load(self, path: Path, *, keep: bool = True) -> Loaded:
        """The plan at ``path``, resolved against the registries; kept for the next caller unless told otherwise."""
        key = path.absolute()
        if key in self._plans:
            return self._plans[key]
        loaded = load_file(path, shown(path), self.engine, self.workdays)
        if keep:
            self._plans[key] = loaded
        return loaded

    def plan(self, plan_id: str) -> m.Plan | None:
        """The compiled plan with this id, or None where there is none or it does not compile."""
        paths = self.paths.get(plan_id, ())
        return self.load(paths[0]).plan if paths else None

    def path_of(self, plan_id: str) -> Path:
        """The one file of a plan id. Raises Refusal where it is unknown or claimed twice."""
        paths = self.paths.get(plan_id, ())
        if not paths:
            raise _unknown_plan(plan_id, self.paths)
        if len(paths) > 1:
            listed = ", ".join(shown(p) for p in paths)
            raise Refusal(
                say(
                    "id '{id}' stands in several files: {files}; change one of them", id=plan_id, files=listed
                )
            )
        return paths[0]

    def find(self, arg: str) -> Path:
        """The file that a PLAN argument names: a plan id or a file. Raises Refusal where there is none."""
        path = Path(arg)
        try:
            is_folder = path.is_dir()
        except OSError:  # such as a name longer than the system allows
            raise missing_file(arg) from None
        if os.path.lexists(path) and not is_folder:  # a pipe is read; a broken link becomes a finding
            return path
        if arg in self.paths:
            return self.path_of(arg)
        if is_folder:
            raise Refusal(say("'{folder}' is a folder; this command takes one plan", folder=arg))
        if path.suffix in (".yaml", ".yml") or "/" in arg:
            raise missing_file(arg)
        raise _unknown_plan(arg, self.paths)

    def resolve(self, plan: m.Plan) -> list[Diagnostic]:
        """Every name in ``plan`` that does not exist, with the nearest one that does."""
        linked: dict[str, m.Plan | None] = dict.fromkeys(self.paths) if plan.implements else {}
        linked |= {
            link.plan.id: self.plan(link.plan.id) for link in plan.implements if link.plan.id in linked
        }
        return list(unresolved(plan, self.registry, linked))


_KINDS = ("agencies", "indicators", "populations", "options", "roles", "provinces")


def shown(path: Path) -> str:
    """A path as a user wants to see it: relative to the working folder where that is shorter."""
    said, here = str(path), os.getcwd()
    full = said if os.path.isabs(said) else os.path.join(here, said)
    inside = os.path.join(here, "")
    return full[len(inside) :] if full.startswith(inside) else said


def plan_files(folder: Path, *, broken: bool = False) -> list[Path]:
    """Every YAML file under ``folder`` in a stable order, hidden files and folders left out.

    With ``broken`` also the links that lead nowhere and should lead to YAML. Links to folders are not followed.
    """
    found: list[str] = []
    rest = [str(folder)]
    while rest:
        try:
            with os.scandir(rest.pop()) as entries:
                for entry in entries:
                    name = entry.name
                    if name.startswith("."):
                        continue
                    if name.lower().endswith((".yaml", ".yml")) and (
                        entry.is_file() or (broken and entry.is_symlink() and not os.path.exists(entry.path))
                    ):
                        found.append(entry.path)
                    elif entry.is_dir(follow_symlinks=False):
                        rest.append(entry.path)
        except OSError:
            continue  # it cannot be listed, or is no folder
    return [Path(name) for name in sorted(found, key=lambda name: name.split(os.sep))]


def _not_the_registry(path: str, name: str) -> Diagnostic:
    return dg.MISSING_KEY.at(
        path,
        None,
        say(
            "this must be the registry that holds '{name}'; put it here, or remove the file to use the one shipped",
            name=name,
        ),
    )


def missing_file(name: str) -> Refusal:
    """The refusal for a file that is not there."""
    return Refusal(say("there is no file '{file}'; check the path", file=name))


def id_in(data: bytes) -> str | None:
    """The id of the plan in a text, by its line ``plan:``; None where there is no such line."""
    found = _HEAD.search(data, 0, _HEAD_BYTES) or _HEAD.search(data)
    return found[1].decode("ascii") if found else None


def _id_in_head(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
            return id_in(head) or id_in(head + file.read(source.MAX_BYTES))
    except OSError:
        return None


def _unknown_plan(plan_id: str, known: Iterable[str]) -> Refusal:
    names = list(known)
    part_of = [name for name in names if len(plan_id) > 2 and plan_id in name]
    close = part_of[0] if part_of else closest(plan_id, names)
    if close:
        return Refusal(say("there is no plan '{id}'; did you mean {near}?", id=plan_id, near=close))
    return Refusal(say("there is no plan '{id}'; ids here: {ids}", id=plan_id, ids=", ".join(names) or "—"))
