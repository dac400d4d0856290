"""Which rules run, and how much each weighs: ``planmodel.yaml`` at the workspace's root, and the command line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from planmodel import diagnostics as dg
from planmodel import model as m
from planmodel import source
from planmodel.diagnostics import Diagnostic, Refusal, Severity, say
from planmodel.rules import Rule, WorkspaceRule
from planmodel.workspace import shown

if TYPE_CHECKING:
    from planmodel.yamltree import Tree

CONFIG = "planmodel.yaml"

MOST_WRONG = 100
"""Names that mean no rule, after which no further one is told."""


class Choice(NamedTuple):
    """What one place says of rules: only ``select`` (where given), none of ``ignore``, and how much some weigh.

    Each name is a code (PM204), the beginning of one (PM2), a rule's name (target-falls), or the beginning of either
    with a star (6ro-*).
    """

    select: tuple[m.Ref, ...] | None = None
    ignore: tuple[m.Ref, ...] = ()
    severity: tuple[tuple[m.Ref, Severity], ...] = ()


class Settings(NamedTuple):
    """What ``planmodel.yaml`` says; ``paths`` are settings for the files that a pattern fits.

    ``diff`` is how much kinds of changes weigh, by code or class, and ``diff_fail_on`` those that make ``diff`` fail.
    """

    name: str = CONFIG
    base: Choice = Choice()
    paths: tuple[tuple[str, Choice], ...] = ()
    packs: tuple[m.Ref, ...] = ()
    plugins: tuple[m.Ref, ...] = ()
    fail_on: Severity | None = None
    diff: tuple[tuple[m.Ref, str], ...] = ()
    diff_fail_on: tuple[m.Ref, ...] = ()


def read(home: Path | None) -> tuple[Settings, list[Diagnostic]]:
    """The settings of the workspace at ``home``, and what is wrong with them; none where there is no such file."""
    path = home / CONFIG if home is not None else None
    if path is None or not path.exists():
        return Settings(), []
    text = source.read(path, shown(path))
    if isinstance(text, Diagnostic):
        return Settings(text.source), [text]
    from planmodel import schema, yamltree

    tree = yamltree.read(text)
    found = tree.found or schema.validate(tree, "config")
    return (Settings(text.name), found) if found else (_settings(tree), [])


def _settings(tree: Tree) -> Settings:
    top = tree.data
    check: dict[str, Any] = top.get("check", {})
    diff: dict[str, Any] = top.get("diff", {})
    weights: dict[str, str] = diff.get("severity", {})
    return Settings(
        name=tree.source.name,
        base=_choice(tree, check),
        paths=tuple((entry["path"], _choice(tree, entry)) for entry in check.get("paths", ())),
        packs=_refs(tree, top, "packs"),
        plugins=_refs(tree, top, "plugins"),
        fail_on=Severity[check["fail_on"]] if "fail_on" in check else None,
        diff=tuple((m.Ref(name, tree.key_span(weights, name)), level) for name, level in weights.items()),
        diff_fail_on=_refs(tree, diff, "fail_on"),
    )


def _choice(tree: Tree, entry: dict[str, Any]) -> Choice:
    levels: dict[str, str] = entry.get("severity", {})
    return Choice(
        select=_refs(tree, entry, "select") if "select" in entry else None,
        ignore=_refs(tree, entry, "ignore"),
        severity=tuple(
            (m.Ref(name, tree.key_span(levels, name)), Severity[level]) for name, level in levels.items()
        ),
    )


def _refs(tree: Tree, entry: dict[str, Any], key: str) -> tuple[m.Ref, ...]:
    listed = entry.get(key, ())
    return tuple(
        m.Ref(str(name), tree.value_span(listed, n)) for n, name in enumerate(listed)
    )  # pack 781 is a number


AnyRule = Rule | WorkspaceRule


def fits(name: str, rule: AnyRule) -> bool:
    """True where ``name`` means ``rule``: its code, the beginning of a built-in code, its name, or a beginning with ``*``."""
    wanted, code = name.lower(), rule.code.lower()
    if wanted.endswith("*"):
        return code.startswith(wanted[:-1]) or rule.name.lower().startswith(wanted[:-1])
    return wanted in (code, rule.name.lower()) or (_is_family(wanted) and code.startswith(wanted))


def _is_family(name: str) -> bool:
    return bool(re.fullmatch("pm[0-9]{0,3}", name))


class RuleSet:
    """The rules that judge one plan, and how much each weighs."""

    def __init__(
        self, rules: tuple[Rule, ...], across: tuple[WorkspaceRule, ...], severity: Mapping[str, Severity]
    ) -> None:
        self.rules = rules
        self.across = across
        self.severity = severity

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the rules that run."""
        return (*(r.code for r in self.rules), *(r.code for r in self.across))


def chosen(rules: Sequence[Rule], across: Sequence[WorkspaceRule], choices: Sequence[Choice]) -> RuleSet:
    """The one decision which rules run: the last place that selects decides, whatever any place ignores is out."""
    select = next((c.select for c in reversed(choices) if c.select is not None), None)
    ignore = [ref.id for c in choices for ref in c.ignore]

    def runs(rule: AnyRule) -> bool:
        wanted = select is None or any(fits(ref.id, rule) for ref in select)
        return wanted and not any(fits(name, rule) for name in ignore)

    every: list[AnyRule] = [*rules, *across]
    severity = {
        rule.code: level for c in choices for ref, level in c.severity for rule in every if fits(ref.id, rule)
    }
    return RuleSet(tuple(filter(runs, rules)), tuple(filter(runs, across)), severity)


def unknown_names(settings: Settings, rules: Sequence[AnyRule]) -> Iterator[Diagnostic]:
    """Every name in the settings that means no rule, with the nearest that does, and no more than MOST_WRONG."""
    known: dict[str, bool] = {}
    told = 0
    for ref in _names(settings):
        if ref.id not in known:
            known[ref.id] = any(fits(ref.id, rule) for rule in rules)
        if known[ref.id]:
            continue
        if told == MOST_WRONG:
            message = say("more than {count} errors; mend those above first", count=MOST_WRONG)
            yield dg.TOO_MANY.at(settings.name, ref.span, message)
            return
        told += 1
        yield dg.UNKNOWN_RULE.at(settings.name, ref.span, _unknown(ref.id, rules))


def _names(settings: Settings) -> Iterator[m.Ref]:
    for choice in (settings.base, *(choice for _, choice in settings.paths)):
        yield from (*(choice.select or ()), *choice.ignore, *(ref for ref, _ in choice.severity))


def named(names: Iterable[str], rules: Sequence[AnyRule]) -> tuple[m.Ref, ...]:
    """The names that a command line gives, several to an argument where commas part them. Raises Refusal."""
    listed = [name.strip() for given in names for name in given.split(",") if name.strip()]
    for name in listed:
        if not any(fits(name, rule) for rule in rules):
            raise Refusal(_unknown(name, rules))
    return tuple(m.Ref(name, dg.BEGINNING) for name in listed)


def _unknown(name: str, rules: Sequence[AnyRule]) -> dg.Text:
    if re.fullmatch("pm[019][0-9]*", name.lower()):
        return say("{name} is always in force: without it a plan cannot be read; take it out here", name=name)
    from planmodel.workspace.references import closest

    near = closest(name, [*(r.code for r in rules), *(r.name for r in rules)])
    if near is None:
        return say("no rule is called '{name}'; planmodel rules lists them", name=name)
    return say("no rule is called '{name}'; did you mean {near}?", name=name, near=near)


def under(pattern: str, path: str) -> bool:
    """True where ``pattern`` fits ``path`` (both with ``/``; ``*`` stands for anything), or a folder that holds it."""
    from fnmatch import fnmatchcase

    pattern = pattern.strip("/")
    return fnmatchcase(path, pattern) or fnmatchcase(path, f"{pattern}/*")
