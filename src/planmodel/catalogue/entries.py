"""Entries of the catalogue: pages of codes that are no rules and pages of rules, made into one kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from planmodel.diagnostics import ALL_CODES, Refusal, Severity, Text, say
from planmodel.rules import Rule, WorkspaceRule, all_rules, workspace_rules
from planmodel.rules._api import Fixing
from planmodel.rules._control import CONTROL
from planmodel.rules._page import Page
from planmodel.rules._reading import READING
from planmodel.rules._shape import SHAPE

FAMILIES: dict[str, Text] = {
    "PM0": Text("Đọc tệp, chú thích và điều kiện", "Reading, comments and conditions"),
    "PM1": Text("Dạng của kế hoạch, tên phải có", "The shape of a plan, names that must exist"),
    "PM2": Text("Chỉ tiêu", "Targets"),
    "PM3": Text("Nhiệm vụ và liên kết", "Tasks and their links"),
    "PM4": Text("Vai trò, trách nhiệm", "Roles and duties"),
    "PM5": Text("Ngày và báo cáo", "Dates and reports"),
    "PM6": Text("So với văn bản mẫu", "Conformity with the template"),
    "PM7": Text("Giữa nhiều kế hoạch", "Across plans"),
    "PM8": Text("Thể thức văn bản", "The form of the document"),
    "PM9": Text("Lỗi của chương trình", "Faults of the program"),
}
"""Every family of codes: the number says what a finding is about."""

BUILT_IN = "built-in"


class Origin(NamedTuple):
    """Where a rule comes from: the program (``built-in``), a ``pack`` it ships, the ``workspace``, a ``plugin``."""

    kind: str = BUILT_IN
    name: str = ""


class Entry(NamedTuple):
    """One code with all that is to be said about it.

    An example is one text, or the texts of several plans; where it is no plan, ``file`` names what it is.
    """

    code: str
    name: str
    severity: Severity
    title: Text
    what: Text
    why: Text
    mend: Text
    source: Text
    limits: Text
    bad: tuple[tuple[str, ...], ...]
    good: tuple[tuple[str, ...], ...]
    fixing: Fixing
    unshown: Text
    file: str
    origin: Origin

    @property
    def family(self) -> str:
        """The family's number (``PM2``); for rules of users, where they come from."""
        return self.code[:3] if self.code[:3] in FAMILIES else f"{self.origin.kind}:{self.origin.name}"

    @property
    def silenceable(self) -> bool:
        """False for what keeps a plan from being read, and for the program's own faults."""
        return not self.code.startswith(("PM0", "PM1", "PM9"))


NOTHING = Text("", "")


def pages() -> dict[str, Page]:
    """The pages of codes that are no rules."""
    return {page.code: page for page in (*READING, *SHAPE, *CONTROL)}


def of_page(page: Page) -> Entry:
    """The entry of a code that is no rule."""
    code = ALL_CODES[page.code]
    return Entry(
        code=page.code,
        name=code.name,
        severity=code.severity,
        title=page.title,
        what=page.what,
        why=page.why,
        mend=page.mend,
        source=page.source or NOTHING,
        limits=page.limits or NOTHING,
        bad=tuple((text,) for text in page.bad),
        good=tuple((text,) for text in page.good),
        fixing=page.fixing,
        unshown=page.unshown or NOTHING,
        file=page.file,
        origin=Origin(),
    )


def of_rule(rule: Rule | WorkspaceRule, origin: Origin = Origin()) -> Entry:  # noqa: B008 - frozen
    """The entry of a rule."""
    return Entry(
        code=rule.code,
        name=rule.name,
        severity=rule.severity,
        title=rule.title,
        what=rule.what,
        why=rule.why,
        mend=NOTHING,
        source=rule.source,
        limits=rule.limits or NOTHING,
        bad=tuple((x,) if isinstance(x, str) else x for x in rule.bad),
        good=tuple((x,) if isinstance(x, str) else x for x in rule.good),
        fixing=rule.fixing,
        unshown=NOTHING,
        file="",
        origin=origin,
    )


def entries(more: Iterable[tuple[Rule | WorkspaceRule, Origin]] = ()) -> tuple[Entry, ...]:
    """Every entry, by code: the program's own, then ``more`` rules by their origin."""
    built_in: tuple[Rule | WorkspaceRule, ...] = (*all_rules(), *workspace_rules())
    own = [*map(of_page, pages().values()), *map(of_rule, built_in)]
    added = [of_rule(rule, origin) for rule, origin in more]
    return (*sorted(own, key=lambda e: e.code), *sorted(added, key=lambda e: (e.origin, e.code)))


def find(listed: Sequence[Entry], wanted: str) -> Entry:
    """The entry that ``wanted`` means: a code or a name, in any case. Raises Refusal with the nearest one."""
    key = _key(wanted)
    for entry in listed:
        if key in (_key(entry.code), _key(entry.name)):
            return entry
    if wanted.upper() in FAMILIES:
        raise Refusal(
            say(
                "{family} is a family of rules; list it with: planmodel rules --family {family}",
                family=wanted.upper(),
            )
        )
    raise _unknown(listed, wanted)


def _key(name: str) -> str:
    return name.strip().lower().replace("_", "-")


def _unknown(listed: Iterable[Entry], wanted: str) -> Refusal:
    from planmodel.workspace.references import closest

    names = {_key(x): x for entry in listed for x in (entry.code, entry.name)}
    near = closest(_key(wanted), names)
    if near is None:
        return Refusal(say("no rule is called '{name}'; see the list with: planmodel rules", name=wanted))
    return Refusal(say("no rule is called '{name}'; did you mean {near}?", name=wanted, near=names[near]))


def in_family(listed: Iterable[Entry], wanted: str) -> tuple[Entry, ...]:
    """The entries of one family of codes, or those whose code begins so. Raises Refusal where there are none."""
    chosen = tuple(e for e in listed if e.code.lower().startswith(wanted.strip().lower()))
    if not chosen or not wanted.strip():
        known = ", ".join(FAMILIES)
        raise Refusal(
            say("no rule's code begins with '{family}'; families: {known}", family=wanted, known=known)
        )
    return chosen


def by_family(listed: Iterable[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    """The entries of each family, in the order given."""
    families: dict[str, list[Entry]] = {}
    for entry in listed:
        families.setdefault(entry.family, []).append(entry)
    yield from families.items()


def family_title(family: str, lang: str) -> str:
    """The heading of a family."""
    if family in FAMILIES:
        return f"{family} · {FAMILIES[family].get(lang)}"
    kind, _, name = family.partition(":")
    said = {
        "pack": Text("Gói quy tắc kèm theo", "Pack shipped with the program"),
        "workspace": Text("Quy tắc của không gian làm việc", "Rules of this workspace"),
        "plugin": Text("Quy tắc Python cài thêm", "Rules of an installed Python package"),
    }.get(kind, NOTHING)
    return f"{said.get(lang)} · {name}" if name else said.get(lang)


def sentence(title: str) -> str:
    """A title as it begins a line."""
    return f"{title[:1].upper()}{title[1:]}"
