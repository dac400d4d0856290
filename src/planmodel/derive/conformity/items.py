"""What became of one demand of a template in one plan, as facts."""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.derive import relations as rel

Wanted = m.Target | m.Requirement | m.Task | m.Duty | m.Report
"""What a template can demand, and what a plan can answer with."""

KINDS = ("target", "requirement", "task", "lead", "report")
"""The kinds of demands, in the order in which they are listed."""

DEPARTURES = ("falls-short", "mixed", "missing", "moved")
"""The verdicts by which a plan departs from its template to its disadvantage, or may do so."""


class Item(NamedTuple):
    """What became of one demand of the template in one plan (or, for ``added``, one item of the plan's own).

    ``because`` says in a word what the verdict rests on:

    - ``judged``: by ``dimensions``; for a target ``level`` is demanded and ``given`` offered;
    - ``together``: by ``dimensions`` too, those of several answers that make up what is demanded;
    - ``absent``, ``unmentioned``: nothing answers, in a full text or in a news article; ``unlinked``: nothing can, since
      the item is of the base plan's own and stands in no common template;
    - ``other-years``: the targets in ``offered`` name later years only;
    - ``stands``: a task is among those in ``offered``; ``organisation``: it stands there among the duties;
    - ``focal``: the demanded lead is the focal point; ``led``: it leads every task in question; ``leads``: a duty
      that is linked has it lead; ``other-focal``: the duties in ``offered`` make others (``leaders``) the focal point;
      ``led-by-others``: the
      duties in ``offered`` make others lead (``leaders``) so many of so many tasks (``led``), and the demanded one has
      ``parts``; ``nobody``: no one leads the tasks in ``offered``;
    - ``own``: the plan has it beyond the template; ``own-beside``: beyond what it answers to clauses ``beside`` with.

    ``basis`` is what the match rests on: ``implements``, ``indicator``, ``alike`` (reports), or empty.
    """

    template: str
    plan: str
    kind: str
    item: str
    year: str | None
    verdict: str
    dimensions: dict[str, str | None]
    because: str
    basis: str = ""
    demanded: Wanted | None = None
    offered: tuple[Wanted, ...] = ()
    level: m.Level | None = None
    given: m.Level | None = None
    leaders: tuple[str, ...] = ()
    led: tuple[int, int] = (0, 0)
    parts: tuple[tuple[str, Clause], ...] = ()
    from_article: bool = False
    beside: tuple[Clause, ...] = ()

    @property
    def matches(self) -> tuple[str, ...]:
        """The ids of the plan's items that answer."""
        return tuple(o.id for o in self.offered)

    @property
    def template_at(self) -> Clause | None:
        """The clause of the template."""
        return self.demanded.at if self.demanded is not None else None

    @property
    def plan_at(self) -> tuple[Clause, ...]:
        """The clauses of the plan."""
        return tuple(dict.fromkeys(o.at for o in self.offered if o.at is not None))

    @property
    def departs(self) -> bool:
        """True where the plan asks for less than the template, or for something else."""
        return self.verdict in DEPARTURES


def nothing() -> dict[str, str | None]:
    """Dimensions of which nothing can be said."""
    return dict.fromkeys(rel.DIMENSIONS)


RANK = {"exceeds": 4, "conforms": 3, "mixed": 2, "falls-short": 1, "unknown": 0}
"""Which of several answers to one demand counts: the one that comes nearest to it."""


def fingerprint(item: Item) -> str:
    """Twelve hexadecimal digits that stay the same as long as demand, answer and verdict do.

    Titles, notes and places in the file do not count: what has been looked at and accepted stays accepted when a text is
    polished, and is open again when a figure moves.
    """
    told = (
        item.template, item.plan, item.kind, item.item, item.year, item.verdict,
        sorted((k, v) for k, v in item.dimensions.items() if v is not None),
        _substance(item.demanded), [_substance(o) for o in item.offered], item.leaders,
    )  # fmt: skip
    return sha256(repr(told).encode()).hexdigest()[:12]


def _substance(of: Wanted | None) -> tuple[object, ...]:
    """What a demand or an answer asks, without its wording and place."""
    if of is None:
        return ()
    if isinstance(of, m.Target):
        levels = [(x.year, str(x.amount), None if x.high is None else str(x.high)) for x in of.levels]
        return (
            of.id, of.indicator.id, of.sector, of.population.id, of.area, of.measure, of.demand, of.comparator,
            sorted(levels), of.unit, of.commitment,
        )  # fmt: skip
    if isinstance(of, m.Requirement):
        return (of.id, of.choose, sorted(r.id for r in of.of))
    if isinstance(of, m.Task):
        return (of.id, of.due.when if of.due is not None else None)
    if isinstance(of, m.Duty):
        return (of.id, sorted(a.id for a in of.agencies), sorted(of.verbs))
    dues = sorted((repr(d.when), d.every or "") for d in of.due)
    return (of.id, sorted(r.id for r in of.to), sorted(r.id for r in of.from_), sorted(of.every), dues)
