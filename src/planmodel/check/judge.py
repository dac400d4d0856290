"""Judging texts: settings, rules and registries held together for one run.

Stages run only on what the one before accepted: text -> tree -> schema -> model -> names -> rules -> comments that
silence. What is found in one text depends on that text, the registries, the plans it carries out, the settings and the
day, and on nothing else: so it can be done by several processes and kept between runs. Rules about all plans together
run afterwards, over summaries.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from planmodel import diagnostics as dg
from planmodel import model as m
from planmodel import source as src
from planmodel.check import ignores as ig
from planmodel.check import settings as st
from planmodel.check.engine import asked, crashed, finished
from planmodel.check.ignores import Ignore
from planmodel.check.settings import Choice, RuleSet, Settings
from planmodel.diagnostics import Diagnostic, Refusal, Related, Severity, say
from planmodel.rules import Facts, Rule, Summary, WorkspaceRule, all_rules, workspace_rules
from planmodel.source import Source
from planmodel.workspace import Loaded, Workspace, load_source, shown
from planmodel.workspace.deviations import FILE as DEVIATIONS
from planmodel.workspace.deviations import elsewhere

if TYPE_CHECKING:
    from planmodel.derive.conformity import Demands


class Options(NamedTuple):
    """What the command line says about judging. It can be sent to another process.

    ``rule_files`` are files with rules in CEL besides the workspace's own, ``plugins`` Python files or the names of
    installed packages of rules; ``today`` is the day that dates are judged by.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rule_files: tuple[str, ...] = ()
    plugins: tuple[str, ...] = ()
    today: date | None = None


class Checked(NamedTuple):
    """What was found in one text; ``plan_id`` is None for registries and for what could not be built.

    ``silenced`` counts findings that comments silence; ``known`` those that a baseline holds. ``links`` are the ids of
    the plans that were read to judge this one; ``accepted`` counts the departures from them that are accepted.
    """

    name: str
    plan_id: str | None
    is_registry: bool
    found: list[Diagnostic]
    summary: Summary | None = None
    ignores: tuple[Ignore, ...] = ()
    silenced: int = 0
    known: int = 0
    links: tuple[str, ...] = ()
    accepted: int = 0


class Judge:
    """What is needed to judge the texts of one workspace, worked out once and when first asked for."""

    def __init__(self, workspace: Workspace, options: Options = Options()) -> None:  # noqa: B008 - frozen
        self.workspace = workspace
        self.options = options
        self._sets: dict[tuple[int, ...], RuleSet] = {}
        self._demands: dict[str, Demands | None] = {}

    @cached_property
    def _settings(self) -> tuple[Settings, list[Diagnostic]]:
        return st.read(self.workspace.home)

    @property
    def settings(self) -> Settings:
        """What ``planmodel.yaml`` says."""
        return self._settings[0]

    @cached_property
    def _rules(self) -> tuple[tuple[Rule, ...], tuple[WorkspaceRule, ...], list[Diagnostic]]:
        rules, across = all_rules(), workspace_rules()
        found: list[Diagnostic] = []
        files = self.rule_files
        if files:
            from planmodel.rules import user

            texts = [src.read(path, shown(path)) for path in files]
            found += [text for text in texts if isinstance(text, Diagnostic)]
            loaded = user.load([text for text in texts if isinstance(text, Source)])
            rules += loaded.rules
            found += loaded.found
        plugins = (*(ref.id for ref in self.settings.plugins), *self.options.plugins)
        if plugins:
            from planmodel.check import plugins as from_python

            more, more_across = from_python.load(self.settings.plugins, self.options.plugins)
            rules, across = rules + more, across + more_across
        return rules, across, found

    @cached_property
    def rule_files(self) -> tuple[Path, ...]:
        """The files with rules in CEL that are in force: the workspace's ``rules/``, packs, and those asked for."""
        home = self.workspace.home
        own = (home / "rules").glob("*") if home is not None else ()
        listed = sorted(path for path in own if path.suffix in (".yaml", ".yml"))
        wanted = [*(ref.id for ref in self.settings.packs), *self.options.rule_files]
        if wanted:
            from planmodel.rules import user

            packs = user.packs()
            for name in wanted:
                path = packs.get(name) or Path(name)
                if not path.is_file():
                    raise Refusal(_no_rule_file(name, packs))
                listed.append(path)
        return tuple(dict.fromkeys(listed))

    @cached_property
    def rules(self) -> tuple[Rule | WorkspaceRule, ...]:
        """Every rule that could run: the program's own, and those that users wrote."""
        rules, across, _ = self._rules
        return (*rules, *across)

    @cached_property
    def codes(self) -> dict[str, str]:
        """Every code and name of a finding, and the code that it means."""
        known = {c.name: c.code for c in dg.ALL_CODES.values()} | {c: c for c in dg.ALL_CODES}
        return known | {r.name: r.code for r in self.rules} | {r.code: r.code for r in self.rules}

    @cached_property
    def found(self) -> list[Diagnostic]:
        """What is wrong with the settings and with the rules that users wrote."""
        _, wrong = self._settings
        register = self.workspace.deviations.found
        if wrong or self._plain or self._bare:
            return [*wrong, *register]
        return [*self._rules[2], *st.unknown_names(self.settings, self.rules), *register]

    @cached_property
    def _bare(self) -> bool:
        """True where all of the program's rules are to be left out and nobody brings others: none is loaded."""
        everything = any(
            name.strip().lower() == "pm" for given in self.options.ignore for name in given.split(",")
        )
        others = self.rule_files or self.options.plugins or self.settings.plugins
        named = self.options.select or self.settings != Settings(self.settings.name)
        return everything and not (others or named)

    @cached_property
    def _plain(self) -> bool:
        """True where nobody names a rule or brings one: then which rules run is known without loading them."""
        choices = (self.settings.base, *(choice for _, choice in self.settings.paths))
        options, settings = self.options, self.settings
        named = options.select or options.ignore or any(choice != Choice() for choice in choices)
        return not (named or self.rule_files or options.plugins or settings.plugins)

    def _across_rules(self, paths: Iterable[Path | None]) -> tuple[WorkspaceRule, ...]:
        """The rules about all plans together that at least one file asks for."""
        if self._bare:
            return ()
        if self._plain:
            return workspace_rules()
        sets = {self.rule_set(path): None for path in paths}
        return tuple({r.code: r for s in sets for r in s.across}.values())

    @cached_property
    def _asked(self) -> Choice:
        select = st.named(self.options.select, self.rules)
        return Choice(select or None, st.named(self.options.ignore, self.rules))

    def rule_set(self, path: Path | None) -> RuleSet:
        """The rules that judge the file at ``path``, by the settings for its place and the command line."""
        if self._bare:
            return _NO_RULES
        fitting: tuple[int, ...] = ()
        if path is not None and self.settings.paths and self.workspace.home is not None:
            place = os.path.relpath(path, self.workspace.home).replace(os.sep, "/")
            fitting = tuple(n for n, (p, _) in enumerate(self.settings.paths) if st.under(p, place))
        if fitting not in self._sets:
            rules, across, _ = self._rules
            choices = [self.settings.base, *(self.settings.paths[n][1] for n in fitting), self._asked]
            self._sets[fitting] = st.chosen(rules, across, choices)
        return self._sets[fitting]

    def text(self, text: Source, path: Path | None = None) -> Checked:
        """Everything that is to be said about one text by itself."""
        loaded = load_source(text, self.workspace.engine, self.workspace.workdays)
        plan = loaded.plan
        if plan is None:
            found = self._of_no_plan(loaded, text, path)
            return Checked(text.name, None, loaded.registry is not None, finished(found, text, None))
        if self.workspace.registry_found:
            return Checked(text.name, plan.id, False, finished(loaded.found, text, plan.id))
        from planmodel.rules._across import summary

        rules = self.rule_set(path)
        comments, wrong = ig.read(text, self.codes) if ig.some(text) else ([], [])
        found = [*loaded.found, *self.workspace.resolve(plan), *wrong]
        facts = self._facts(plan)
        found += asked(facts, rules.rules, rules.severity)
        kept, comments = ig.applied(found, comments, self.options.today)
        ready = finished(kept, text, plan.id)
        links = tuple(sorted({link.plan.id for link in plan.implements}))
        silenced = len(found) - len(kept)
        across = summary(plan, self.workspace.registry, facts)
        borne = len(facts.borne)
        return Checked(
            text.name, plan.id, False, ready, across, tuple(comments), silenced, links=links, accepted=borne
        )

    def _facts(self, plan: m.Plan) -> Facts:
        """What rules ask about ``plan``: also what the documents demand that it carries out."""
        registry, today = self.workspace.registry, self.options.today
        if not plan.implements:
            return Facts(plan, registry, today)
        names = dict.fromkeys(link.plan.id for link in plan.implements if link.plan.id != plan.id)
        demands = tuple(d for name in names if (d := self._demands_of(name)) is not None)
        return Facts(plan, registry, today, demands, self.workspace.deviations.of(plan.id))

    def _demands_of(self, name: str) -> Demands | None:
        """What the document with this id demands, worked out once for all plans; None where it cannot be read."""
        if name not in self._demands:
            from planmodel.derive.conformity import Demands

            document = self.workspace.plan(name)
            self._demands[name] = Demands(document, self.workspace.registry) if document is not None else None
        return self._demands[name]

    def _of_no_plan(self, loaded: Loaded, text: Source, path: Path | None) -> list[Diagnostic]:
        """What is wrong with a text that is no plan; the register in force is judged with the settings."""
        if loaded.registry is None or "deviations" not in loaded.registry:
            return loaded.found
        if path is not None and self.workspace.home is not None:
            if path.absolute() == self.workspace.home / DEVIATIONS:
                return []
            return [*loaded.found, elsewhere(text.name)]
        return loaded.found

    def file(self, path: Path) -> Checked:
        """Everything that is to be said about one file by itself."""
        name = shown(path)
        text = src.read(path, name)
        if isinstance(text, Diagnostic):
            return Checked(name, None, False, finished([text], None, None))
        return self.text(text, path)

    def together(self, checked: Sequence[Checked], paths: Iterable[Path | None]) -> Iterator[Checked]:
        """``checked`` with what rules about all plans together find, and with comments that silence nothing."""
        listed = list(paths)
        by_source: dict[str, list[Diagnostic]] = {}
        summaries = [one.summary for one in checked if one.summary is not None]
        for d in _across(summaries, self._across_rules(listed)):
            by_source.setdefault(d.source, []).append(d)
        for one, path in zip(checked, listed, strict=True):
            yield self._completed(one, path, by_source.pop(one.name, []))
        for name, more in by_source.items():
            yield self._beside(name, more)

    def _beside(self, name: str, found: list[Diagnostic]) -> Checked:
        """What rules about all plans together find in a file that is no plan: the register of accepted departures."""
        home = self.workspace.home
        path = home / DEVIATIONS if home is not None else Path(name)
        rules = self.rule_set(path)
        kept = [
            d._replace(severity=rules.severity.get(d.code, d.severity))
            for d in found
            if d.code in rules.codes
        ]
        text = src.read(path, name)
        return Checked(name, None, False, finished(kept, text if isinstance(text, Source) else None, None))

    def _completed(self, one: Checked, path: Path | None, more: list[Diagnostic]) -> Checked:
        if one.summary is None or not (more or one.ignores):
            return one
        rules = self.rule_set(path)
        left_out = {r.code for r in self.rules} - set(rules.codes) if more else set()
        more = [
            d._replace(severity=rules.severity.get(d.code, d.severity))
            for d in more
            if d.code not in left_out
        ]
        kept, comments = ig.applied(more, one.ignores, self.options.today)
        judged = [r.code for r in rules.rules]  # whether all plans were there to compare, nobody knows
        idle = ig.left_over(one.name, comments, judged, self.options.today)
        text = src.read(path, one.name) if kept and path is not None else None
        found = finished([*one.found, *kept, *idle], text if isinstance(text, Source) else None, one.plan_id)
        return one._replace(
            found=found, ignores=tuple(comments), silenced=one.silenced + len(more) - len(kept)
        )

    def of_itself(self) -> Iterator[Checked]:
        """What is wrong with settings and rule files, by file."""
        by_name: dict[str, list[Diagnostic]] = {}
        for d in self.found:
            by_name.setdefault(d.source, []).append(d)
        for name, listed in sorted(by_name.items()):
            yield Checked(name, None, False, finished(listed, None, None))


_NO_RULES = RuleSet((), (), {})


def _across(summaries: Sequence[Summary], rules: Iterable[WorkspaceRule]) -> Iterator[Diagnostic]:
    """What the rules about all plans together find."""
    if not summaries:
        return
    yield from _same_id(summaries)
    for rule in rules:
        try:
            for x in rule.run(summaries):
                yield Diagnostic(
                    rule.code, rule.name, rule.severity, x.message, x.source, x.span, x.clause, x.related
                )
        except Exception as error:  # noqa: BLE001 - as for rules about one plan
            yield crashed(rule.code, rule.name, summaries[0].source, summaries[0].id_span, error)


def _same_id(summaries: Sequence[Summary]) -> Iterator[Diagnostic]:
    """Two plans with one id are told apart by the second."""
    first: dict[str, Summary] = {}
    for one in summaries:
        other = first.setdefault(one.plan, one)
        if other is not one:
            message = say(
                "id '{id}' already belongs to {file}; change it in one of the two files",
                id=one.plan,
                file=other.source,
            )
            same = Related(say("the plan with the same id"), other.source, other.id_span)
            yield dg.SAME_PLAN_ID.at(one.source, one.id_span, message, related=(same,))


def _no_rule_file(name: str, packs: Iterable[str]) -> dg.Text:
    return say(
        "there is no rule file or pack '{name}'; name a .yaml file, or one of these packs: {packs}",
        name=name,
        packs=", ".join(packs),
    )


def weight(severity: Severity | None, asked: str | None) -> Severity:
    """From which severity ``check`` fails: what the command line says, else the settings, else errors."""
    return Severity[asked] if asked is not None else severity or Severity.error
