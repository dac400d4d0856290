"""Three ways at once: what a template changed, what the plan made of the old version, and what is left to do.

The old template is the common ground of the new one and of the plan. Where the plan still says what the old template
said, the new demand can be taken over; where it went a way of its own, the two meet and somebody has to decide, unless
the plan's own demand satisfies the new one as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.derive import relations as rel
from planmodel.derive.changes import EDITORIAL, Change, FieldChange, changes
from planmodel.derive.conformity import Demands, Item, conformity
from planmodel.derive.matching import STATED, Linkable, Matching, Through
from planmodel.derive.plain import SECTIONS, Plain, items_of

DONE, ADOPT, KEEPS, CONFLICT, ADD, MISSING, DROP, RELINK, LINK, LOOK = (
    "done", "adopt", "keeps", "conflict", "add", "missing", "drop", "relink", "link", "look",
)  # fmt: skip
STATES = (CONFLICT, ADOPT, ADD, MISSING, DROP, RELINK, LINK, LOOK, KEEPS, DONE)
"""What is to be done about a change of the template, what needs a person first.

- ``conflict``: the plan says neither what the old template said nor what the new one says, and that does not satisfy
  the new one;
- ``adopt``: the plan says what the old template said: the new demand can be taken over as it is;
- ``add``: the template has a new item, and nothing in the plan carries it out;
- ``missing``: the plan carried this item out in neither version;
- ``drop``: the template dropped the item, and the plan still links to it;
- ``relink``: the item has another id now; ``link``: the plan's link names a plan that has another id now;
- ``look``: the item was split or merged, or asks for something that stands in no field of the plan;
- ``keeps``: the plan goes its own way, and satisfies the new demand as well; ``done``: it says so already.
"""

_SKIPPED = frozenset(
    {
        "at",
        "title",
        "text",
        "note",
        "provenance",
        "derived",
        "step",
        "implements",
        "contributes_to",
        "after",
        "covers",
    }
)
"""Fields that bind nobody who carries the template out."""

_LINKABLE = {"target": m.Target, "requirement": m.Requirement, "task": m.Task, "duty": m.Duty}


class Step(NamedTuple):
    """One thing that the template changed, for one item of the plan, and what is to be done about it.

    ``was`` and ``now`` are the template's values of ``field`` (a path in the plain form, empty for a whole item), ``ours``
    the plan's. ``path`` leads to the plan's value in its file, and ``value`` is what is to stand there; both are None
    where only a person can mend it.
    """

    state: str
    item_kind: str
    item: str
    code: str
    weight: str
    field: str
    was: Any
    now: Any
    ours: Any
    template_at: Clause | None
    plan_item: str | None
    plan_at: Clause | None
    change: Change | None = None
    """The change of the template, ``of`` the field of it, ``content`` what the plan's item says."""
    of: FieldChange | None = None
    content: Plain | None = None
    path: tuple[str | int, ...] | None = None
    value: Any = None


class Departure(NamedTuple):
    """Where the plan had left the old template, and how it stands to the new one there (None where that is gone)."""

    before: Item
    after: Item | None


class Rebase(NamedTuple):
    """What the template changed, what is to be done about it, and where the plan had departed before."""

    changes: tuple[Change, ...]
    steps: tuple[Step, ...]
    departures: tuple[Departure, ...]


def rebase(plan: m.Plan, old: m.Plan, new: m.Plan, registry: m.Registry) -> Rebase:
    """What it takes to bring ``plan`` from ``old`` to ``new``, two versions of the template that it carries out."""
    found = changes(old, new, registry)
    renamed = {c.old[0].id: c.new[0].id for c in found if c.kind == "renamed"}
    followed = Demands(new, registry)
    followed.through = _on(old, new, renamed)
    before, after = (tuple(conformity(d, plan)) for d in (Demands(old, registry), followed))
    work = _Work(plan, old, new, registry, before, after)
    work.by_new = Matching(new, plan, registry, followed.through)
    steps = [step for change in found for step in work.steps(change)]
    if old.id != new.id:
        steps += work.relinked_plan()
    steps.sort(key=lambda s: STATES.index(s.state))  # in one state as the template stands
    return Rebase(found, tuple(steps), tuple(_departures(before, after, renamed)))


def _on(old: m.Plan, new: m.Plan, renamed: dict[str, str]) -> Through:
    """What a link to an item of the old version means in the new one: the same item, under the id that it has there."""
    return {
        f"{old.id}/{item.id}": frozenset({f"{new.id}/{renamed.get(item.id, item.id)}"})
        for item in old.linkable
    }


def _departures(
    before: Iterable[Item], after: Iterable[Item], renamed: dict[str, str]
) -> Iterator[Departure]:
    now = {(i.kind, i.item, i.year): i for i in after}
    for item in before:
        if item.departs or item.verdict == "exceeds":
            yield Departure(item, now.get((item.kind, renamed.get(item.item, item.item), item.year)))


class _Work:
    """One plan between two versions of its template."""

    def __init__(
        self,
        plan: m.Plan,
        old: m.Plan,
        new: m.Plan,
        registry: m.Registry,
        before: Iterable[Item],
        after: Iterable[Item],
    ) -> None:
        self.plan, self.old, self.new, self.registry = plan, old, new, registry
        self.by_old, self.by_new = Matching(old, plan, registry), Matching(new, plan, registry)
        self.before = {(i.kind, i.item, i.year): i for i in before}
        self.reports: dict[str, Plain] = {content["id"]: content for _, content in items_of(plan, "report")}
        self.after = {(i.kind, i.item, i.year): i for i in after}
        self.contents: dict[str, dict[str, tuple[int, Plain]]] = {
            kind: {content["id"]: (n, content) for n, (_, content) in enumerate(items_of(plan, kind))}
            for kind in _LINKABLE
        }

    def steps(self, change: Change) -> Iterator[Step]:
        """What follows from one change of the template."""
        if change.item_kind == "report":
            yield from self._of_report(change)
        if change.item_kind not in _LINKABLE:
            return
        if change.kind == "added":
            yield from self._added(change)
        elif change.kind == "removed":
            yield from self._removed(change)
        elif change.kind in ("split", "merged"):
            yield from self._looked_at(change)
        else:
            if change.kind == "renamed":
                yield from self._renamed(change)
            yield from self._changed(change)

    def relinked_plan(self) -> Iterator[Step]:
        """The plan's own link, where the new version of the template has another id."""
        for n, link in enumerate(self.plan.implements):
            if link.plan.id == self.old.id:
                yield Step(
                    LINK, "implements", self.old.id, "implements-changed", "neutral", "plan", self.old.id, self.new.id,
                    self.old.id, None, self.plan.id, link.at, path=("implements", n, "plan"), value=self.new.id,
                )  # fmt: skip

    def _matched(self, matching: Matching, record: Linkable) -> tuple[Linkable, ...]:
        if isinstance(record, m.Target):
            basis, found = matching.targets(record)
            return found if basis == STATED else ()
        if isinstance(record, m.Requirement):
            return matching.requirements(record)
        if isinstance(record, m.Task):
            return (*matching.tasks(record), *matching.duties(record))
        return matching.duties(record)

    def _record(self, template: m.Plan, kind: str, item: str) -> Linkable:
        listed: Iterable[Linkable] = getattr(template, SECTIONS[kind])
        return next(r for r in listed if r.id == item)

    def _whole(self, state: str, change: Change, answer: Linkable | m.Report | None = None) -> Step:
        """A step about an item as a whole."""
        side = change.first
        return Step(
            state, change.item_kind, side.id, change.code or change.codes[0], change.weight, "",
            change.old[0].title if change.old else None, change.new[0].title if change.new else None,
            None if answer is None else answer.id, side.at,
            None if answer is None else answer.id, None if answer is None else answer.at, change, None,
            self._content(answer),
        )  # fmt: skip

    def _content(self, answer: Linkable | m.Report | None) -> Plain | None:
        if isinstance(answer, m.Report):
            return self.reports[answer.id]
        kind = next((k for k, record in _LINKABLE.items() if isinstance(answer, record)), None)
        return None if kind is None or answer is None else self.contents[kind][answer.id][1]

    def _added(self, change: Change) -> Iterator[Step]:
        record = self._record(self.new, change.item_kind, change.new[0].id)
        if isinstance(record, m.Duty) and not any(r.verb.id == "lead" for r in record.roles):
            yield self._whole(LOOK, change)
            return
        answers = self._matched(self.by_new, record)
        if answers:
            yield from (self._whole(DONE, change, a) for a in answers)
        else:
            yield self._whole(ADD, change)

    def _removed(self, change: Change) -> Iterator[Step]:
        item = change.old[0].id
        record = self._record(self.old, change.item_kind, item)
        for answer in self._matched(self.by_old, record):
            step = self._whole(DROP, change, answer)
            links = [ref.id for ref in answer.implements]
            if item in links:
                left = [name for name in links if name != item]
                step = step._replace(
                    field="implements", ours=links, path=self._path(answer, "implements"), value=left
                )
            yield step

    def _renamed(self, change: Change) -> Iterator[Step]:
        was, now = change.old[0].id, change.new[0].id
        for answer in self._matched(self.by_old, self._record(self.old, change.item_kind, was)):
            links = [ref.id for ref in answer.implements]
            if was in links:
                yield self._whole(RELINK, change, answer)._replace(
                    field="implements", was=was, now=now, ours=links, path=self._path(answer, "implements"),
                    value=list(dict.fromkeys(now if name == was else name for name in links)),
                )  # fmt: skip

    def _looked_at(self, change: Change) -> Iterator[Step]:
        for side in change.old:
            answers = self._matched(self.by_old, self._record(self.old, change.item_kind, side.id))
            yield from (self._whole(LOOK, change, a) for a in answers)

    def _changed(self, change: Change) -> Iterator[Step]:
        answers = self._matched(self.by_old, self._record(self.old, change.item_kind, change.old[0].id))
        for field in change.fields:
            head = field.field.partition(".")[0]
            if field.weight == EDITORIAL or head in _SKIPPED:
                continue
            if not answers:
                yield self._step(MISSING, change, field)
            for answer in answers:
                yield self._judged(change, field, answer)

    def _judged(self, change: Change, field: FieldChange, answer: Linkable) -> Step:
        """What one changed field means for one item of the plan."""
        kind = change.item_kind
        place = self.contents[kind].get(answer.id) if isinstance(answer, _LINKABLE[kind]) else None
        if place is None or field.derived:
            return self._step(LOOK, change, field, answer)
        ours = _value(place[1], field.field)
        at_new = _value(place[1], field.now or field.field)
        if at_new == field.new and (ours == field.new or field.now or field.new is not None):
            return self._step(DONE, change, field, answer, at_new)
        if ours == field.old:
            step = self._step(ADOPT, change, field, answer, ours)
            path = self._written(answer, field.field) if _is_replaced(field) else None
            return step._replace(path=path, value=_to_write(field)) if path is not None else step
        satisfied = self._satisfies(change, field)
        return self._step(KEEPS if satisfied else CONFLICT, change, field, answer, ours)

    def _satisfies(self, change: Change, field: FieldChange) -> bool:
        """True where the plan's own demand is as strong as the new one in what changed."""
        kind, item = change.item_kind, change.new[0].id
        head, _, year = (field.now or field.field).partition(".")
        found = self.after.get((kind, item, year if head == "levels" else None))
        if found is None and kind == "target":
            years = [i for (k, name, _), i in self.after.items() if k == kind and name == item]
            found = years[0] if years else None
        dimension = "options" if kind == "requirement" else field.dimension
        if found is None or dimension is None:
            return False
        return found.dimensions.get(dimension) in (rel.EQUAL, rel.STRONGER)

    def _of_report(self, change: Change) -> Iterator[Step]:
        """What a change of a report means: no plan links its reports, so that those count which answer to it."""
        if change.kind == "removed":
            return
        if change.kind in ("split", "merged"):
            yield self._whole(LOOK, change)
            return
        now = self.after.get(("report", change.new[0].id, None))
        answer = now.offered[0] if now is not None and now.offered else None
        report = answer if isinstance(answer, m.Report) else None
        meets = now is not None and now.verdict in ("conforms", "exceeds")
        if change.kind == "added":
            yield self._whole(DONE if meets else LOOK if report is not None else ADD, change, report)
            return
        before = self.before.get(("report", change.old[0].id, None))
        followed = before is not None and before.verdict == "conforms"
        for field in change.fields:
            if field.weight == EDITORIAL or field.field.partition(".")[0] in _SKIPPED or field.derived:
                continue
            if report is None:
                yield self._step(MISSING, change, field)
                continue
            state = KEEPS if meets else ADOPT if followed else CONFLICT
            ours = _value(self.reports[report.id], field.field)
            yield self._step(DONE if ours == field.new else state, change, field, report, ours)

    def _step(
        self,
        state: str,
        change: Change,
        field: FieldChange,
        answer: Linkable | m.Report | None = None,
        ours: Any = None,
    ) -> Step:
        return Step(
            state, change.item_kind, change.new[0].id, field.code, field.weight, field.field, field.old, field.new, ours,
            change.new[0].at, None if answer is None else answer.id, None if answer is None else answer.at, change, field,
            self._content(answer),
        )  # fmt: skip

    def _path(self, answer: Linkable, *rest: str | int) -> tuple[str | int, ...]:
        kind = next(k for k, record in _LINKABLE.items() if isinstance(answer, record))
        return (SECTIONS[kind], self.contents[kind][answer.id][0], *rest)

    def _written(self, answer: Linkable, field: str) -> tuple[str | int, ...] | None:
        """Where the value of ``field`` stands in the plan's file; None where it is not written there as it is."""
        head, _, year = field.partition(".")
        if head != "levels":
            return self._path(answer, head)
        assert isinstance(answer, m.Target)
        level = answer.level(year)
        if level is None or answer.step is not None:  # the steps count from it: a person has to look at them
            return None
        key = {">=": "at_least", ">": "more_than", "<=": "at_most"}.get(answer.comparator, "range")
        return self._path(answer, "level", "range" if level.high is not None else key, year)


def _is_replaced(field: FieldChange) -> bool:
    """True where one written value takes the place of another."""
    return field.field == "choose" or not (field.now or field.new is None or field.old is None)


def _to_write(field: FieldChange) -> Any:
    """The new value as a plan file holds it."""
    if field.field == "choose":
        return "all" if field.new is None else field.new
    if field.field.startswith("levels.") and len(field.new) == 1:
        return field.new[0]
    return field.new


def _value(content: Plain, path: str) -> Any:
    head, _, key = path.partition(".")
    value = content.get(head)
    return value.get(key) if key and isinstance(value, dict) else value
