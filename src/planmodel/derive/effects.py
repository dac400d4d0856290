"""What follows from the changes between two versions: whom to tell, what to check again, other cells, other dates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from planmodel import model as m
from planmodel.derive.affected import NOTHING, Again, Dated, Effects, Reason, Told
from planmodel.derive.behind import Behind
from planmodel.derive.cells import CellChange, Pairs, cell_changes
from planmodel.derive.changes import EDITORIAL, Change
from planmodel.derive.reach import Reach
from planmodel.derive.touched import touched, with_tasks

if TYPE_CHECKING:
    from planmodel.clauses import Clause
    from planmodel.derive.due import Obligation

Known = dict[tuple[str, str], Any]


def effects(
    old: m.Plan,
    new: m.Plan,
    registry: m.Registry,
    changes: Sequence[Change],
    others: Iterable[m.Plan] = (),
    told: Sequence[Change] | None = None,
) -> Effects:
    """What follows from ``changes``; ``others`` are the plans of the workspace, which may carry out a template.

    ``told`` are those of ``changes`` whose effects anybody wants to know; left out, all of them.
    """
    if not changes:
        return NOTHING
    found = _Following(old, new, registry, changes, changes if told is None else told)
    return Effects(found.told, found.again(others), found.cells, found.dates)


class _Following:
    def __init__(
        self,
        old: m.Plan,
        new: m.Plan,
        registry: m.Registry,
        changes: Sequence[Change],
        told: Sequence[Change],
    ) -> None:
        self.old, self.new, self.registry = old, new, registry
        self.changes = [c for c in told if c.weight != EDITORIAL]
        self.renamed = {
            kind: {c.old[0].id: c.new[0].id for c in changes if c.kind == "renamed" and c.item_kind == kind}
            for kind in ("task", "duty", "target", "report")
        }
        self.dated = any(c.item_kind in ("document", "period") for c in self.changes)
        self.part = touched(old, new, self.changes, self.renamed["task"])

    # ------------------------------------------------------------------------------------------------- the matrix

    @cached_property
    def cells(self) -> tuple[CellChange, ...]:
        found = cell_changes(self.part.old, self.part.new, self.registry, self._pairs())
        return tuple(cell for cell in found if self._is_work(cell))

    def _is_work(self, cell: CellChange) -> bool:
        """False for a duty that only in the part that is touched seems to reach no task."""
        return not any(
            isinstance(item, m.Duty) and letters and reach.reaches(item)
            for item, letters, reach in zip(
                (cell.old, cell.new), (cell.before, cell.after), self.part.reach, strict=True
            )
        )

    def _pairs(self) -> Pairs:
        found: Pairs = []
        for kind, here, there in (
            ("task", self.part.old.tasks, self.part.new.tasks), ("duty", self.old.duties, self.new.duties),
        ):  # fmt: skip
            by_id: dict[str, Any] = {item.id: item for item in there}
            names = self.renamed[kind]
            pairs = ((item, by_id.get(names.get(item.id, item.id))) for item in here)
            found += [(one, other) for one, other in pairs if other is not None]
        return found

    # -------------------------------------------------------------------------------------------------- the calendar

    @cached_property
    def dates(self) -> tuple[Dated, ...]:
        from planmodel.derive.due import obligations

        old, new = (self.old, self.new) if self.dated else self._dated_part()
        before = {self._key(o): o for o in obligations(old, self.registry)}
        after = {o.key: o for o in obligations(new, self.registry)}
        found = [
            Dated("moves", was, after[key])
            for key, was in before.items()
            if key in after and was.due != after[key].due
        ]
        gone = [o for key, o in before.items() if key not in after]
        found += _dated(gone, [o for key, o in after.items() if key not in before], self._item)
        return tuple(sorted(found, key=lambda d: ((d.new or d.old).due, (d.new or d.old).key)))  # type: ignore[union-attr]

    def _dated_part(self) -> tuple[m.Plan, m.Plan]:
        """The part of both plans with those tasks only that changed themselves: no other task has another day."""
        tasks = [c for c in self.changes if c.item_kind == "task" and not only_led(c)]
        before = {side.id for c in tasks for side in c.old}
        after = {side.id for c in tasks for side in c.new}
        return with_tasks(self.part.old, before), with_tasks(self.part.new, after)

    def _item(self, o: Obligation) -> tuple[object, ...]:
        """What an obligation of the old version is about, by its name in the new one."""
        return o.kind, self.renamed.get(o.kind, {}).get(o.item, o.item), o.every

    def _key(self, o: Obligation) -> str:
        """The key that the new version has for it."""
        name = self.renamed.get(o.kind, {}).get(o.item)
        return o.key if name is None else o.key.replace(f"{o.kind}/{o.item}", f"{o.kind}/{name}", 1)

    # ---------------------------------------------------------------------------------------------------- whom to tell

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """The agencies concerned, those with most to hear first."""
        found: dict[str, list[Reason]] = {}
        for cell in self.cells:
            if cell.agency is not None:
                found.setdefault(cell.agency, []).append(Reason(cell, None))
        for change in self.changes:
            for agency in dict.fromkeys(self._concerned(change)):
                found.setdefault(agency, []).append(Reason(None, change))
        told = [Told(agency, tuple(reasons)) for agency, reasons in found.items()]
        return tuple(sorted(told, key=lambda t: (-len(t.reasons), t.agency)))

    @cached_property
    def _behind(self) -> tuple[Behind, Behind]:
        return Behind(self.part.old, self.registry), Behind(self.part.new, self.registry)

    def _concerned(self, change: Change) -> Iterator[str]:
        """Whose own item changed, in the old version or in the new one; parts in a task are told as cells."""
        kind = change.item_kind
        if only_led(change):
            return
        for sides, behind in zip((change.old, change.new), self._behind, strict=True):
            for side in sides:
                item = side.item
                if kind == "task":
                    yield from behind.tasks.get(side.id, ())
                elif kind == "target":
                    yield from behind.targets.get(side.id, ())
                elif kind == "requirement":
                    plan = self.old if behind is self._behind[0] else self.new
                    for task in self._at(plan).get(side.at, ()):
                        yield from behind.tasks.get(task.id, ())
                elif kind == "recipient":
                    yield item["agency"]
                else:
                    for field in _NAMING.get(kind, ()):
                        yield from item[field]
                    for role in item.get("roles", ()):
                        yield from (*role["with"], *role["directs"])

    def _at(self, plan: m.Plan) -> Mapping[Clause | None, list[m.Task]]:
        found = self._by_clause.get(id(plan))
        if found is None:
            found = self._by_clause[id(plan)] = {}
            for task in plan.tasks:
                if task.at is not None:
                    found.setdefault(task.at, []).append(task)
        return found

    @cached_property
    def _by_clause(self) -> dict[int, dict[Clause | None, list[m.Task]]]:
        return {}

    # ----------------------------------------------------------------------------------------------- what to check again

    def again(self, others: Iterable[m.Plan]) -> tuple[Again, ...]:
        """The items that hang on what changed, by kind and clause, each with the changes behind it."""
        because: dict[tuple[str, str, str], list[Change]] = {}
        own = {("target", t.id): t for t in self.new.targets} | {("duty", d.id): d for d in self.new.duties}
        known: Known = {**own, **{("task", t.id): t for t in self.new.tasks}}
        for change in self.changes:
            for kind, item in dict.fromkeys(self._hanging(change)):
                if (kind, item) in known and not any(
                    side.id == item for side in change.new if change.item_kind == kind
                ):
                    because.setdefault((kind, self.new.id, item), []).append(change)
        found = [
            Again(kind, plan, item, known[kind, item].at, known[kind, item].title or "", tuple(why))
            for (kind, plan, item), why in because.items()
        ]
        found += self._upwards()
        if self.new.kind == "template" or self.old.kind == "template":
            found += self._downwards(others)
        return tuple(sorted(found, key=_place))

    def _hanging(self, change: Change) -> Iterator[tuple[str, str]]:
        """Targets that a task serves, tasks after it, duties over it; the tasks that serve a target."""
        for sides, after, over, serving in zip(
            (change.old, change.new), self._after, self._over, self._serving, strict=True
        ):
            for side in sides:
                if change.item_kind == "task":
                    yield from (("target", target) for target in side.item["contributes_to"])
                    if only_led(change):
                        continue
                    yield from (("task", task) for task in after.get(side.id, ()))
                    yield from (("duty", duty) for duty in over.get(side.id, ()))
                elif change.item_kind == "target":
                    yield from (("task", task) for task in serving.get(side.id, ()))
                elif change.item_kind == "requirement":
                    plan = self.old if sides is change.old else self.new
                    yield from (("task", task.id) for task in self._at(plan).get(side.at, ()))

    @cached_property
    def _after(self) -> tuple[dict[str, list[str]], ...]:
        return tuple(
            _index((ref.id, t.id) for t in plan.tasks for ref in t.after) for plan in (self.old, self.new)
        )

    @cached_property
    def _serving(self) -> tuple[dict[str, list[str]], ...]:
        return tuple(
            _index((ref.id, t.id) for t in plan.tasks for ref in t.contributes_to)
            for plan in (self.old, self.new)
        )

    @cached_property
    def _over(self) -> tuple[dict[str, list[str]], ...]:
        """The duties over each task that changed."""
        tasks = [c for c in self.changes if c.item_kind == "task" and not only_led(c)]
        return (
            _covering(self.old, {side.id for c in tasks for side in c.old}),
            _covering(self.new, {side.id for c in tasks for side in c.new}),
        )

    def _upwards(self) -> Iterator[Again]:
        """The items of templates that what changed carries out."""
        links = {link.plan.id for plan in (self.old, self.new) for link in plan.implements}
        found: dict[tuple[str, str], list[Change]] = {}
        for change in self.changes:
            if only_led(change):
                continue
            items = [ref for side in (*change.old, *change.new) for ref in side.item.get("implements", ())]
            for item in dict.fromkeys(items):
                for plan in sorted(links):
                    found.setdefault((plan, item), []).append(change)
        for (plan, item), why in found.items():
            yield Again("template-item", plan, item, None, "", tuple(why))

    def _downwards(self, others: Iterable[m.Plan]) -> Iterator[Again]:
        """The items of other plans that carry out what changed in this template."""
        changed: dict[str, list[Change]] = {}
        for change in self.changes:
            for name in dict.fromkeys(side.id for side in (*change.old, *change.new)):
                changed.setdefault(name, []).append(change)
        for plan in others:
            if plan.id == self.new.id or not any(
                x.plan.id in (self.old.id, self.new.id) for x in plan.implements
            ):
                continue
            for item in plan.linkable:
                why = [c for ref in item.implements for c in changed.get(ref.id, ())]
                if why:
                    yield Again(_kind(item), plan.id, item.id, item.at, item.title or "", tuple(why))


_NAMING = {
    "duty": ("agencies", "with", "directs"),
    "report": ("from", "via", "to"),
    "participant": ("agencies",),
    "funding": ("agencies",),
}
"""The fields that name the agencies whose item it is."""

_ORDER = ("target", "task", "duty", "requirement", "template-item")


def _kind(item: object) -> str:
    return type(item).__name__.lower()


def _place(again: Again) -> tuple[str, int, str, str]:
    at = again.at.order if again.at is not None else ""
    return again.plan, _ORDER.index(again.kind), at, again.item


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def _dated(
    gone: Iterable[Obligation], come: Iterable[Obligation], about: Callable[[Obligation], tuple[object, ...]]
) -> Iterator[Dated]:
    """Dates that only one version has: as many of a report in both are the same ones, each on another day."""
    listed: dict[tuple[object, ...], tuple[list[Obligation], list[Obligation]]] = {}
    for was in gone:
        listed.setdefault(about(was), ([], []))[0].append(was)
    for now in come:
        listed.setdefault((now.kind, now.item, now.every), ([], []))[1].append(now)
    for (kind, *_), (olds, news) in listed.items():
        if kind == "report" and len(olds) == len(news):
            yield from (Dated("moves", one, other) for one, other in zip(olds, news, strict=True))
        else:
            yield from (Dated("vanishes", one, None) for one in olds)
            yield from (Dated("appears", None, one) for one in news)


def _covering(plan: m.Plan, wanted: set[str]) -> dict[str, list[str]]:
    if not wanted:
        return {}
    reach = Reach(plan)
    numbers = {n: task.id for n, task in enumerate(plan.tasks) if task.id in wanted}
    return _index(
        (numbers[n], duty.id)
        for duty in plan.duties
        if duty.covers
        for n in reach.numbers(duty)
        if n in numbers
    )


def only_led(change: Change) -> bool:
    """True for a task in which nothing is different but who leads it: that change is told where it stands, at the duty."""
    return change.kind == "changed" and all(f.derived and f.field == "lead" for f in change.fields)
