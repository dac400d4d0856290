"""The workspace: which plans and registries there are, and whether the names in a plan exist.

A workspace is the nearest folder, from the working folder upwards or from a given file upwards, that holds
``plans/``. Registries are its ``plans/registry/*.yaml``; any of the four that it lacks, and the templates that it
lacks, are those that the program ships.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from planmodel import diagnostics as dg
from planmodel import model as m
from planmodel import resources, schema, source, yamltree
from planmodel.clauses import Clause, in_range
from planmodel.compile import compile_plan, compile_registry, duplicate_ids
from planmodel.diagnostics import Diagnostic, Refusal, Severity, Span
from planmodel.source import Source

REGISTRY_FILES = ("agencies", "indicators", "roles", "provinces")
_HEAD = re.compile(
    rb"^(?:\xef\xbb\xbf)?plan:[ \t]*[\"']?([a-z0-9-]+)[\"']?[ \t]*(?:#[^\r\n]*)?[\r\n]", re.MULTILINE
)
_HEAD_BYTES = 4096


class Loaded(NamedTuple):
    """What became of one source text: a plan, or a registry's entries, or neither, and the findings on the way."""

    plan: m.Plan | None
    found: list[Diagnostic]
    registry: dict[str, tuple[Any, ...]] | None = None

    @property
    def usable(self) -> bool:
        """True where nothing was found that makes the plan untrustworthy."""
        return self.plan is not None and not any(d.severity is Severity.error for d in self.found)


def load_source(text: Source, engine: schema.Engine | None = None) -> Loaded:
    """Read, validate and compile one text. Each stage runs only on what the one before it accepted."""
    tree = yamltree.read(text)
    if tree.found:
        return Loaded(None, tree.found)
    is_registry = isinstance(tree.data, dict) and "registry" in tree.data and "plan" not in tree.data
    found = schema.validate(tree, "registry" if is_registry else "plan", engine)
    if found:
        return Loaded(None, found)
    if is_registry:
        return Loaded(None, list(duplicate_ids(tree)), compile_registry(tree))
    plan, found = compile_plan(tree)
    return Loaded(plan, found)


def load_file(path: Path, name: str | None = None, engine: schema.Engine | None = None) -> Loaded:
    """Read, validate and compile the file at ``path``."""
    text = source.read(path, name)
    return Loaded(None, [text]) if isinstance(text, Diagnostic) else load_source(text, engine)


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
        """The four registry files in force."""
        own = self.plans_folder / "registry"
        return tuple(
            path if (path := own / f"{name}.yaml").is_file() else resources.REGISTRY / f"{name}.yaml"
            for name in REGISTRY_FILES
        )

    @cached_property
    def _registry(self) -> tuple[m.Registry, list[Diagnostic]]:
        found: list[Diagnostic] = []
        entries: dict[str, tuple[Any, ...]] = {}
        for path in self.registry_files:
            loaded = load_file(path, shown(path), self.engine)
            found += loaded.found
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
            ),
            found,
        )

    @property
    def registry(self) -> m.Registry:
        """The registries, merged. Entries of a file that cannot be read are missing: see ``registry_found``."""
        return self._registry[0]

    @property
    def registry_found(self) -> list[Diagnostic]:
        """What was found while reading the registries."""
        return self._registry[1]

    def load(self, path: Path, *, keep: bool = True) -> Loaded:
        """The plan at ``path``, resolved against the registries; kept for the next caller unless told otherwise."""
        key = path.absolute()
        if key in self._plans:
            return self._plans[key]
        loaded = load_file(path, shown(path), self.engine)
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
                f"mã «{plan_id}» có trong nhiều tệp: {listed}; hãy đổi mã của một tệp",
                f"id '{plan_id}' stands in several files: {listed}; change one of them",
            )
        return paths[0]

    def find(self, arg: str) -> Path:
        """The file that a PLAN argument names: a plan id or a file. Raises Refusal where there is none."""
        path = Path(arg)
        try:
            if path.is_file():
                return path
        except OSError:  # such as a name longer than the system allows
            raise missing_file(arg) from None
        if arg in self.paths:
            return self.path_of(arg)
        if path.is_dir():
            raise Refusal(
                f"«{arg}» là thư mục; lệnh này cần một kế hoạch",
                f"'{arg}' is a folder; this command takes one plan",
            )
        if path.suffix in (".yaml", ".yml") or "/" in arg:
            raise missing_file(arg)
        raise _unknown_plan(arg, self.paths)

    def resolve(self, plan: m.Plan) -> list[Diagnostic]:
        """Every name in ``plan`` that does not exist, with the nearest one that does."""
        return list(_References(self, plan).check())


_KINDS = ("agencies", "indicators", "populations", "options", "roles", "provinces")


def shown(path: Path) -> str:
    """A path as a user wants to see it: relative to the working folder where that is shorter."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def plan_files(folder: Path) -> Iterator[Path]:
    """Every YAML file under ``folder`` in a stable order, hidden folders left out."""
    if not folder.is_dir():
        return
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix in (".yaml", ".yml") and not hidden and path.is_file():
            yield path


def missing_file(name: str) -> Refusal:
    """The refusal for a file that is not there."""
    return Refusal(
        f"không có tệp «{name}»; hãy kiểm tra đường dẫn", f"there is no file '{name}'; check the path"
    )


def _id_in_head(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
            found = _HEAD.search(head) or _HEAD.search(head + file.read(source.MAX_BYTES))
    except OSError:
        return None
    return found[1].decode("ascii") if found else None


def _unknown_plan(plan_id: str, known: Iterable[str]) -> Refusal:
    names = list(known)
    close = _closest(plan_id, names)
    listed = ", ".join(names) or "—"
    hint_vi = f"; có phải {close}?" if close else f"; các mã có ở đây: {listed}"
    hint_en = f"; did you mean {close}?" if close else f"; ids here: {listed}"
    return Refusal(f"không có kế hoạch «{plan_id}»{hint_vi}", f"there is no plan '{plan_id}'{hint_en}")


def _closest(name: str, known: Iterable[str]) -> str | None:
    from difflib import get_close_matches

    close = get_close_matches(name, list(known), n=1, cutoff=0.55)
    return close[0] if close else None


class _References:
    """The check of one plan's names against the registries, itself and the plans that it links to."""

    def __init__(self, workspace: Workspace, plan: m.Plan) -> None:
        self.workspace = workspace
        self.registry = workspace.registry
        self.plan = plan

    def check(self) -> Iterator[Diagnostic]:
        yield from self._agencies()
        yield from self._vocabulary()
        yield from self._items()
        yield from self._links()

    def _unknown(
        self, code: dg.Code, ref: m.Ref, known: Iterable[str], vi: str, en: str, clause: object = None
    ) -> Diagnostic:
        close = _closest(ref.id, known)
        hint_vi, hint_en = (f"; có phải «{close}»?", f"; did you mean '{close}'?") if close else ("", "")
        return code.at(
            self.plan.source,
            ref.span,
            f"{vi} «{ref.id}»{hint_vi}",
            f"{en} '{ref.id}'{hint_en}",
            clause=str(clause) if clause is not None else None,
            fix=dg.Fix(ref.span, close) if close else None,
        )

    def _agencies(self) -> Iterator[Diagnostic]:
        known = self.registry.agencies
        provinces = self.registry.provinces
        for ref, at in agency_refs(self.plan):
            kind, _, province = ref.id.partition("@")
            if kind not in known:
                yield self._unknown(
                    dg.UNKNOWN_AGENCY,
                    _part(ref, 0, len(kind)),
                    known,
                    "sổ cơ quan không có mã",
                    "the agency registry has no id",
                    at,
                )
            elif province and province not in provinces:
                yield self._unknown(
                    dg.UNKNOWN_PROVINCE,
                    _part(ref, len(kind) + 1, len(ref.id)),
                    provinces,
                    "sổ tỉnh không có mã",
                    "the province registry has no id",
                    at,
                )
        province_ref = self.plan.document.province
        if province_ref is not None and province_ref.id not in provinces:
            yield self._unknown(
                dg.UNKNOWN_PROVINCE,
                province_ref,
                provinces,
                "sổ tỉnh không có mã",
                "the province registry has no id",
            )

    def _vocabulary(self) -> Iterator[Diagnostic]:
        r = self.registry
        for target in self.plan.targets:
            if target.indicator.id not in r.indicators:
                yield self._unknown(
                    dg.UNKNOWN_INDICATOR,
                    target.indicator,
                    r.indicators,
                    "sổ chỉ số không có mã",
                    "the indicator registry has no id",
                    target.at,
                )
            if target.population.id not in r.populations:
                yield self._unknown(
                    dg.UNKNOWN_INDICATOR,
                    target.population,
                    r.populations,
                    "sổ đối tượng không có mã",
                    "the population registry has no id",
                    target.at,
                )
        for requirement in self.plan.requirements:
            for option in requirement.of:
                if option.id not in r.options:
                    yield self._unknown(
                        dg.UNKNOWN_INDICATOR,
                        option,
                        r.options,
                        "sổ lựa chọn không có mã",
                        "the option registry has no id",
                        requirement.at,
                    )
        for duty in self.plan.duties:
            population = duty.scope.population if duty.scope is not None else None
            if population is not None and population not in r.populations:
                yield self._unknown(
                    dg.UNKNOWN_INDICATOR,
                    m.Ref(population, duty.span),
                    r.populations,
                    "sổ đối tượng không có mã",
                    "the population registry has no id",
                    duty.at,
                )._replace(fix=None)
            for role in duty.roles:
                for verb in (role.verb, *role.joint):
                    if verb.id not in r.verbs:
                        yield self._unknown(
                            dg.UNKNOWN_VERB,
                            verb,
                            r.verbs,
                            "bảng vai trò không có động từ",
                            "the role table has no verb",
                            duty.at,
                        )

    def _items(self) -> Iterator[Diagnostic]:
        targets = {t.id for t in self.plan.targets}
        tasks = {t.id for t in self.plan.tasks}
        for task in self.plan.tasks:
            for ref in task.contributes_to:
                if ref.id not in targets:
                    yield self._unknown(
                        dg.UNKNOWN_ITEM,
                        ref,
                        targets,
                        "kế hoạch không có chỉ tiêu",
                        "the plan has no target",
                        task.at,
                    )
            for ref in task.after:
                if ref.id not in tasks:
                    yield self._unknown(
                        dg.UNKNOWN_ITEM,
                        ref,
                        tasks,
                        "kế hoạch không có nhiệm vụ",
                        "the plan has no task",
                        task.at,
                    )
        for duty in self.plan.duties:
            for cover in duty.covers:
                if cover.task is not None and cover.task.id not in tasks:
                    yield self._unknown(
                        dg.UNKNOWN_ITEM,
                        cover.task,
                        tasks,
                        "kế hoạch không có nhiệm vụ",
                        "the plan has no task",
                        duty.at,
                    )
                elif cover.at is not None and not any(reaches(cover, t.at) for t in self.plan.tasks if t.at):
                    reach = f"{cover.at}..{cover.last}" if cover.last else str(cover.at)
                    yield dg.UNKNOWN_ITEM.at(
                        self.plan.source,
                        cover.span,
                        f"trách nhiệm {duty.id}: phạm vi «{reach}» không có nhiệm vụ nào; hãy xem lại điều khoản",
                        f"duty {duty.id}: the range '{reach}' holds no task; check the clause",
                        clause=str(duty.at),
                    )

    def _links(self) -> Iterator[Diagnostic]:
        items: set[str] = set()
        whole = True
        for link in self.plan.implements:
            template = self.workspace.plan(link.plan.id)
            if link.plan.id not in self.workspace.paths:
                whole = False
                yield self._unknown(
                    dg.UNKNOWN_PLAN,
                    link.plan,
                    self.workspace.paths,
                    "không tìm thấy văn bản cấp trên",
                    "there is no plan",
                    link.at,
                )
            elif template is None:
                whole = False
            else:
                items |= {i.id for i in template.linkable}
        if not whole:
            return
        for item in self.plan.linkable:
            for ref in item.implements:
                if ref.id not in items:
                    yield self._unknown(
                        dg.UNKNOWN_TEMPLATE_ITEM,
                        ref,
                        items,
                        "văn bản mẫu không có mục",
                        "the template has no item",
                        item.at,
                    )


def _part(ref: m.Ref, start: int, end: int) -> m.Ref:
    """The characters from ``start`` to ``end`` of a name (``so-yte`` of ``so-yte@hung-yen``) with their own place."""
    at = ref.span
    first = (at.end - at.start - len(ref.id)) // 2 + start  # the name may stand in quotes
    last = first + end - start
    span = Span(at.line, at.column + first, at.line, at.column + last, at.start + first, at.start + last)
    return m.Ref(ref.id[start:end], span)


def reaches(cover: m.Cover, at: Clause) -> bool:
    """True where ``cover`` cites the clause ``at`` or one that contains it (whole-plan covers reach no single clause)."""
    if cover.at is None:
        return False
    return in_range(cover.at, cover.last, at) if cover.last is not None else cover.at.contains(at)


def agency_refs(plan: m.Plan) -> Iterator[tuple[m.Ref, object]]:
    """Every mention of an agency in a plan with its clause, in the order of the file's sections."""
    yield plan.document.issuer, None
    for basis in plan.legal_bases:
        yield basis.issuer, basis.at
    for recipient in plan.recipients:
        yield recipient.agency, recipient.at
    for participant in plan.participants:
        yield from ((a, participant.at) for a in participant.agencies)
    for task in plan.tasks:
        yield from ((a, task.at) for a in task.by)
    for duty in plan.duties:
        fields = (duty.agencies, duty.with_, duty.directs, duty.to, duty.via, duty.supports)
        nested = (f for role in duty.roles for f in (role.with_, role.directs, role.to))
        for refs in (*fields, *nested):
            yield from ((a, duty.at) for a in refs)
    for report in plan.reports:
        for refs in (report.from_, report.to, report.via):
            yield from ((a, report.at) for a in refs)
    for fund in plan.funding:
        yield from ((a, fund.at) for a in fund.agencies)
