"""A user's rule at work: its condition asked of every item of a plan, within bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import chain, repeat
from time import thread_time
from typing import Any, NamedTuple

from planmodel import diagnostics as dg
from planmodel.diagnostics import Related, Span, Text, say
from planmodel.rules._api import Facts, Found
from planmodel.rules.user.around import Around
from planmodel.rules.user.cel import Condition
from planmodel.rules.user.likeness import Row, Told, own_names
from planmodel.rules.user.sentences import Sentence
from planmodel.rules.user.sheets import Sheet
from planmodel.rules.user.variables import Place, usable

LONGEST = 1.0
"""Seconds of computing that one rule may take for one plan; each evaluation is bounded besides (``cel.MAX_COST``)."""


class Written(NamedTuple):
    """What a rule file says of one rule.

    ``span`` is where the condition stands, ``examples`` where the bad and the good examples do.
    """

    name: str
    kind: str
    where: Condition | None
    require: Condition
    place: Place | None
    message: Sentence
    source: str
    span: Span
    examples: tuple[tuple[Span, ...], tuple[Span, ...]]


class Asking:
    """A rule that was written; called with the facts about a plan, it finds what the rule finds."""

    def __init__(self, written: Written) -> None:
        self.written = written
        self.sheet: tuple[Sheet, int] | None = None
        """Where it is asked together with other rules, and its number there."""

    @property
    def row(self) -> Row:
        """What a sheet asks of every item: not a filter that looks at the plan alone, which is asked before."""
        where, kind = self.written.where, self.written.kind
        return Row(None if where is None or about_plan(kind, where) else where, self.written.require)

    def __call__(self, facts: Facts) -> Iterator[Found]:
        around = _around(facts)
        judge = _Judge(self.written, around)
        if judge.idle:
            return
        items = around.items(self.written.kind)
        asked = len(items)
        open_ = self._open(around, asked) if judge.begun else zip(range(asked), repeat(None))
        end = thread_time() + LONGEST
        failed: list[tuple[Any, Text]] = []
        for n, answer in open_:
            item = items[n]
            told = judge.ask(item) if answer is None else answer
            if told is False:
                yield self._found(around, item)
            elif told is not True:
                failed.append((item, told))
            if thread_time() > end:
                asked = n + 1
                failed.append(
                    (item, say("asking took too long and was stopped here; ask less in one condition"))
                )
                break
        if failed:
            yield self._failed(around, failed, asked)

    def _open(self, around: Around, count: int) -> Iterable[tuple[int, Told]]:
        """The items, of so many, where the condition is not known to hold: False where it does not, None where it must be asked."""
        if self.sheet is None:
            return zip(range(count), repeat(None))
        sheet, number = self.sheet
        known = around.answers.get(sheet)
        if known is None:
            known = around.answers[sheet] = sheet.answers(around)
        return chain(known.by_rule[number], zip(range(known.asked, count), repeat(None)))

    def _found(self, around: Around, item: Any) -> Found:
        written = self.written
        span = written.place(item) if written.place is not None else None
        if span is None:
            span = around.span(written.kind, item)
        said = written.message.about(written.kind, item, around)
        return Found(span, said, around.clause(written.kind, item))

    def _failed(self, around: Around, failed: list[tuple[Any, Text]], asked: int) -> Found:
        written = self.written
        item, why = failed[0]
        message = say(
            "rule {rule} cannot be asked here ({why}); this is the first of {count} such places among {asked}",
            rule=written.name,
            why=why,
            count=len(failed),
            asked=asked,
        )
        here = Related(say("the condition"), written.source, written.span)
        at = around.clause(written.kind, item)
        return Found(
            around.span(written.kind, item), message, at, related=(here,), instead=dg.CONDITION_FAILED
        )


class _Judge:
    """The conditions of one rule with the values that they name, bound anew for every item.

    What they name of the plan is read once, and a filter that looks at the plan alone is asked once.
    """

    def __init__(self, rule: Written, around: Around) -> None:
        self._around = around
        self._rule = rule
        self._always: bool | Text | None = None
        if rule.where is not None and about_plan(rule.kind, rule.where):
            self._always = _said_of_plan(rule.kind, rule.where, around)

    @property
    def idle(self) -> bool:
        """True where the rule does not look at this plan at all."""
        return self._always is False

    @property
    def begun(self) -> bool:
        """True where items are to be asked: nobody failed to say whether the rule looks at this plan."""
        return self._always is None or self._always is True

    @cached_property
    def _require(self) -> _Bound:
        return _Bound(self._rule.kind, self._rule.require, self._around)

    @cached_property
    def _where(self) -> _Bound | None:
        where = self._rule.where
        return _Bound(self._rule.kind, where, self._around) if where is not None else None

    def ask(self, item: Any) -> bool | Text:
        """True where nothing is wrong with ``item``, or it is not to be looked at; a Text where nobody can say."""
        if self._where is not None:
            wanted = self._always if self._always is not None else self._where.ask(item)
            if wanted is not True:
                return True if wanted is False else wanted
        return self._require.ask(item)


class _Bound:
    """One condition and the values of what it names."""

    def __init__(self, kind: str, condition: Condition, around: Around) -> None:
        variables = usable(kind)
        own = own_names(kind, condition)
        self._condition = condition
        self._around = around
        self._letters = around.plan.span.end
        self._own: list[tuple[str, Callable[[Any, Around], Any]]] = [
            (name, variables[name].get) for name in own
        ]
        self._data: dict[str, Any] = {
            name: variables[name].get(around.plan, around) for name in condition.names if name not in own
        }

    def ask(self, item: Any) -> bool | Text:
        data = self._data
        for name, get in self._own:
            data[name] = get(item, self._around)
        return self._condition.ask(data, self._letters)


def about_plan(kind: str, condition: Condition) -> bool:
    """True where what a condition names is the plan's, and no item's of its own."""
    return kind != "plan" and not own_names(kind, condition)


def _said_of_plan(kind: str, where: Condition, around: Around) -> bool | Text:
    """What a filter says of the plan, which all rules of a pack may share."""
    text = where.words.text
    known = around.filters.get(text)
    if known is None:
        known = around.filters[text] = _Bound(kind, where, around).ask(around.plan)
    return known


def _around(facts: Facts) -> Around:
    """The indexes over one plan, shared by all rules of users."""
    known = vars(facts)
    if "around" not in known:
        known["around"] = Around(facts)
    around: Around = known["around"]
    return around
