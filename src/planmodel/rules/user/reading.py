"""From a rule file to rules: its shape by the schema, its conditions by CEL, each fault at its place in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from planmodel import diagnostics as dg
from planmodel import schema, yamltree
from planmodel.diagnostics import Diagnostic, Severity, Span, Text, say
from planmodel.messages import same
from planmodel.rules._api import Rule
from planmodel.rules.user import sentences
from planmodel.rules.user.asking import Asking, Written
from planmodel.rules.user.cel import Condition, compiled
from planmodel.rules.user.scalars import part
from planmodel.rules.user.sentences import Sentence
from planmodel.rules.user.sheets import Sheet
from planmodel.rules.user.variables import BY_KIND, KINDS, Place
from planmodel.rules.user.words import Problem
from planmodel.source import Source
from planmodel.yamltree import Tree


class File(NamedTuple):
    """What one rule file holds: its rules, each with the place of its id, and what is wrong with it."""

    rules: tuple[tuple[Rule, Span], ...]
    found: tuple[Diagnostic, ...]


def read(source: Source) -> File:
    """The rules in one text. A rule that something is wrong with is left out; the others work."""
    tree = yamltree.read(source)
    found = tree.found or schema.validate(tree, "rules")
    if found:
        return File((), tuple(found))
    rules, told = [], []
    for data in tree.data["rules"]:
        entry = _Entry(tree, data)
        rule = entry.rule()
        told += entry.found
        if rule is not None:
            rules.append((rule, tree.value_span(data, "id")))
    _put_on_sheets([rule.run for rule, _ in rules])
    return File(tuple(rules), tuple(told))


def _put_on_sheets(rules: Iterable[Any]) -> None:
    by_kind: dict[str, list[Asking]] = {}
    for asking in rules:
        by_kind.setdefault(asking.written.kind, []).append(asking)
    for kind, listed in by_kind.items():
        sheet = Sheet(kind, {number: one.row for number, one in enumerate(listed)})
        for number in sheet.rules:
            listed[number].sheet = sheet, number


class _Entry:
    """One rule of a file, as it is read."""

    def __init__(self, tree: Tree, data: dict[str, Any]) -> None:
        self.tree = tree
        self.data = data
        self.kind: str = data["for"]
        self.found: list[Diagnostic] = []

    def rule(self) -> Rule | None:
        """The rule, or None where it cannot be used."""
        where = self._condition("where") if "where" in self.data else None
        require = self._condition("require")
        place = self._place()
        message = self._sentence()
        if self.found or require is None:
            return None
        name = self.data["id"]
        bad, good = (tuple(self.data[key]) for key in ("bad", "good"))
        written = Written(
            name=name,
            kind=self.kind,
            where=where,
            require=require,
            place=place,
            message=message,
            source=self.tree.source.name,
            span=self.tree.value_span(self.data, "require"),
            examples=(self._spans("bad"), self._spans("good")),
        )
        return Rule(
            code=name,
            name=name,
            severity=Severity[self.data["severity"]],
            title=self._text("title") or same(name),
            what=self._what(),
            why=self._text("why") or say("a rule that users wrote, without a reason given"),
            source=same(self.data["source"]) if "source" in self.data else say("the office's own rule"),
            bad=bad,
            good=good,
            run=Asking(written),
        )

    def _spans(self, key: str) -> tuple[Span, ...]:
        listed = self.data[key]
        return tuple(self.tree.value_span(listed, n) for n in range(len(listed)))

    def _text(self, key: str) -> Text | None:
        if key not in self.data:
            return None
        text = self.data[key]
        return Text(text["vi"], text.get("en", text["vi"]))

    def _what(self) -> Text:
        kind, require = KINDS[self.kind], _in_one_line(self.data["require"])
        if "where" not in self.data:
            return say("For each {kind} this must hold: `{require}`", kind=kind, require=require)
        where = _in_one_line(self.data["where"])
        return say(
            "For each {kind} with `{where}` this must hold: `{require}`",
            kind=kind,
            where=where,
            require=require,
        )

    def _condition(self, key: str) -> Condition | None:
        made = compiled(self.kind, self.data[key])
        if isinstance(made, Condition):
            return made
        self._tell(self.data, key, made)
        return None

    def _sentence(self) -> Sentence:
        said = self.data["message"]
        for lang in said:
            self._tell(said, lang, sentences.problems(said[lang], self.kind))
        return Sentence(*(sentences.parsed(said.get(lang, said["vi"]), self.kind) for lang in ("vi", "en")))

    def _place(self) -> Place | None:
        """How to find where the field stands that findings point at."""
        if "at" not in self.data:
            return None
        field = self.data["at"].removeprefix(f"{self.kind}.")
        variable = BY_KIND[self.kind].get(field)
        if variable is not None and variable.place is not None:
            return variable.place
        placed = ", ".join(name for name, v in BY_KIND[self.kind].items() if v.place is not None)
        message = say(
            "findings cannot point at '{field}'; leave 'at' out, or write one of: {names}",
            field=field,
            names=placed,
        )
        self._tell(self.data, "at", [Problem(0, len(self.data["at"]), message)])
        return None

    def _tell(self, container: dict[str, Any], key: str, problems: Iterable[Problem]) -> None:
        source, whole = self.tree.source, self.tree.value_span(container, key)
        for problem in problems:
            span = part(source, whole, container[key], problem.start, problem.end)
            self.found.append(dg.BAD_CONDITION.at(source.name, span, problem.message))


def _in_one_line(condition: str) -> str:
    return condition.strip() if "//" in condition else " ".join(condition.split())


def same_ids(files: Iterable[tuple[str, File]], taken: Iterable[str]) -> Iterator[Diagnostic]:
    """An id names one rule: of all rule files, and of the program's own rules."""
    first: dict[str, tuple[str, Span]] = {}
    own = frozenset(taken)
    for name, file in files:
        for rule, span in file.rules:
            if rule.code in own:
                message = say("'{id}' is the name of a rule of the program; choose another id", id=rule.code)
                yield dg.DUPLICATE_ID.at(name, span, message)
            elif rule.code in first:
                other, there = first[rule.code]
                message = say("another rule has the id '{id}' already; choose another", id=rule.code)
                yield dg.DUPLICATE_ID.at(
                    name, span, message, related=(dg.Related(say("first used here"), other, there),)
                )
            else:
                first[rule.code] = name, span
