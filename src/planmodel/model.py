"""The plan as typed, frozen records, each with its place in the source.

Field names are those of the plan file and of ``export`` (``from`` and ``with``, which Python reserves, are ``from_``
and ``with_`` here). Numbers are Decimal, made from the text; dates are ``datetime.date``. What is unknown is None.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

from planmodel.clauses import Clause
from planmodel.diagnostics import Span

UNSTATED = "unstated"
"""The year of a figure whose clause names none."""


class Ref(NamedTuple):
    """A name used in a plan (an id of an agency, a task, a verb, ...) and where it stands."""

    id: str
    span: Span


class Record(Struct, frozen=True, kw_only=True):
    """Anything that stands at one place of a source text."""

    span: Span


class PlanLink(Record, frozen=True, kw_only=True):
    """The document of a higher level that a plan carries out; ``basis`` is cited or inferred."""

    plan: Ref
    basis: str
    at: Clause | None


class Signer(Struct, frozen=True):
    """Who signed: name, rank and the capacity printed before the rank (Nghị định 30/2020/NĐ-CP)."""

    name: str
    rank: str
    capacity: str


class Document(Record, frozen=True, kw_only=True):
    """The official document that a plan file encodes; ``issued`` is None where unknown."""

    number: str
    kind: str
    title: str
    issuer: Ref
    province: Ref | None
    place: str
    issued: date | None
    signer: Signer
    source_kind: str
    source_name: str
    sha256: str


class Period(Record, frozen=True, kw_only=True):
    """The years that a plan is for, both days included."""

    first: date
    last: date
    basis: str
    at: Clause | None


class LegalBasis(Record, frozen=True, kw_only=True):
    """One cited document."""

    at: Clause
    number: str
    kind: str
    issued: date | None
    issuer: Ref
    role: str
    title: str | None


class Recipient(Record, frozen=True, kw_only=True):
    """One line of "Nơi nhận"; mode is report, act or archive."""

    at: Clause
    agency: Ref
    mode: str
    detail: str | None


class Participant(Record, frozen=True, kw_only=True):
    """Who takes part, as the scope section says."""

    at: Clause
    agencies: tuple[Ref, ...]
    people: tuple[str, ...]


class Objective(Record, frozen=True, kw_only=True):
    """A general or specific objective."""

    id: str
    at: Clause
    kind: str
    sector: str
    title: str
    text: str | None


class Level(NamedTuple):
    """The amount demanded for one year. ``high`` is the upper end of a range; ``derived`` years come from a step form."""

    year: str
    amount: Decimal
    high: Decimal | None
    derived: bool
    span: Span


class Step(Record, frozen=True, kw_only=True):
    """The step form: from year ``first`` add ``add`` points a year, and in ``until`` reach ``reach``."""

    first: int
    add: Decimal
    until: int
    reach: Decimal


class Target(Record, frozen=True, kw_only=True):
    """An indicator for a population, in an area, by year, at a level, with a measure and a modality."""

    id: str
    at: Clause
    title: str | None
    indicator: Ref
    sector: str
    population: Ref
    area: str
    measure: str
    demand: str | None
    comparator: str
    levels: tuple[Level, ...]
    step: Step | None
    unit: str
    commitment: str
    implements: tuple[Ref, ...]
    note: str | None

    def level(self, year: str) -> Level | None:
        """The level for ``year``, or None."""
        return next((x for x in self.levels if x.year == year), None)


class Agreement(NamedTuple):
    """Another plan that states the same item of a template."""

    plan: Ref
    at: Clause


class Provenance(Record, frozen=True, kw_only=True):
    """Where a template's item comes from: stated by the document, or inferred from plans that agree."""

    basis: str
    agree: tuple[Agreement, ...]


class Requirement(Record, frozen=True, kw_only=True):
    """A list, or an "n of m" rule; ``choose`` is None where all are demanded."""

    id: str
    at: Clause | None
    sector: str
    title: str
    choose: int | None
    of: tuple[Ref, ...]
    implements: tuple[Ref, ...]
    provenance: Provenance | None
    note: str | None


class Due(NamedTuple):
    """A day, and whether it is excluded ("trước ngày") or included ("chậm nhất ngày")."""

    day: date
    before: bool
    span: Span


class Task(Record, frozen=True, kw_only=True):
    """A piece of work that a clause orders."""

    id: str
    at: Clause | None
    sector: str
    title: str
    text: str | None
    by: tuple[Ref, ...]
    contributes_to: tuple[Ref, ...]
    after: tuple[Ref, ...]
    due: Due | None
    product: str | None
    implements: tuple[Ref, ...]
    provenance: Provenance | None
    note: str | None


class Role(NamedTuple):
    """One verb of a duty with its own objects.

    ``joint`` are the verbs of the work that is done together ("phối hợp với X tiếp nhận, xử lý"): named by the
    clause, but under another's lead, so they give no letter of their own.
    """

    verb: Ref
    with_: tuple[Ref, ...] = ()
    directs: tuple[Ref, ...] = ()
    to: tuple[Ref, ...] = ()
    joint: tuple[Ref, ...] = ()


class Cover(NamedTuple):
    """What a duty reaches: a clause, a range of clauses, one task, or the whole plan."""

    basis: str
    at: Clause | None
    last: Clause | None
    task: Ref | None
    span: Span


class Scope(NamedTuple):
    """What narrows a duty; None does not narrow."""

    sector: str | None
    population: str | None
    territory: str | None


class Duty(Record, frozen=True, kw_only=True):
    """What the organisation section asks of one or more agencies."""

    id: str
    at: Clause
    agencies: tuple[Ref, ...]
    roles: tuple[Role, ...]
    with_: tuple[Ref, ...]
    directs: tuple[Ref, ...]
    to: tuple[Ref, ...]
    via: tuple[Ref, ...]
    supports: tuple[Ref, ...]
    covers: tuple[Cover, ...]
    scope: Scope | None
    unspecific: bool
    title: str
    text: str | None
    implements: tuple[Ref, ...]
    provenance: Provenance | None
    note: str | None

    @property
    def verbs(self) -> tuple[str, ...]:
        """Every verb of the clause in the order of the text, joint work included, each once."""
        named = (v.id for role in self.roles for v in (role.verb, *role.joint))
        return tuple(dict.fromkeys(named))


class YearlyDue(NamedTuple):
    """A day of every year: month, day, and whether it is excluded ("trước ngày")."""

    month: int
    day: int
    before: bool
    span: Span


class Report(Record, frozen=True, kw_only=True):
    """A duty to report: who, to whom, through whom, how often and by when."""

    id: str
    at: Clause
    from_: tuple[Ref, ...]
    to: tuple[Ref, ...]
    via: tuple[Ref, ...]
    every: tuple[str, ...]
    ad_hoc: bool
    due: tuple[YearlyDue, ...]
    about: str | None
    note: str | None


class Funding(Record, frozen=True, kw_only=True):
    """Where the money comes from."""

    at: Clause
    title: str
    sources: tuple[str, ...]
    agencies: tuple[Ref, ...]


class Note(Record, frozen=True, kw_only=True):
    """A slip, ambiguity, contradiction or gap of the document; ``at`` is None for its letterhead and signature."""

    at: Clause | None
    kind: str
    text: str


class NotEncoded(Record, frozen=True, kw_only=True):
    """A clause that carries no fact, and why."""

    at: Clause
    reason: str


class Plan(Record, frozen=True, kw_only=True):
    """A compiled plan or template."""

    id: str
    id_span: Span
    kind: str
    source: str
    document: Document
    period: Period
    implements: tuple[PlanLink, ...]
    legal_bases: tuple[LegalBasis, ...]
    recipients: tuple[Recipient, ...]
    participants: tuple[Participant, ...]
    objectives: tuple[Objective, ...]
    targets: tuple[Target, ...]
    requirements: tuple[Requirement, ...]
    tasks: tuple[Task, ...]
    duties: tuple[Duty, ...]
    reports: tuple[Report, ...]
    funding: tuple[Funding, ...]
    notes: tuple[Note, ...]
    not_encoded: tuple[NotEncoded, ...]

    @property
    def work(self) -> tuple[Task | Duty, ...]:
        """What an assignment can be about: the tasks, then the duties."""
        return (*self.tasks, *self.duties)

    @property
    def linkable(self) -> tuple[Target | Requirement | Task | Duty, ...]:
        """What can carry out, or be carried out by, an item of another plan."""
        return (*self.targets, *self.requirements, *self.tasks, *self.duties)


class Name(NamedTuple):
    """A name in both languages; ``short`` is what fits a column head."""

    vi: str
    en: str
    short: str

    def get(self, lang: str) -> str:
        """The full name in ``lang``."""
        return self.en if lang == "en" else self.vi


class Successor(NamedTuple):
    """Who takes over an agency's functions: from when, which functions, by what instrument."""

    to: str
    since: date
    scope: str
    instrument: str


class Agency(Record, frozen=True, kw_only=True):
    """A type of agency; the body itself is ``id@province``."""

    id: str
    name: Name
    level: str
    kind: str
    group: bool
    parent: str | None
    members: tuple[Ref, ...]
    spellings: tuple[str, ...]
    successors: tuple[Successor, ...]


class Indicator(Record, frozen=True, kw_only=True):
    """What a target measures; ``direction`` is up or down."""

    id: str
    name: Name
    sector: str
    unit: str
    direction: str


class Population(Record, frozen=True, kw_only=True):
    """Whom a target counts; ``within`` lists the wider populations that contain it."""

    id: str
    name: Name
    sector: str
    within: tuple[Ref, ...]


class Option(Record, frozen=True, kw_only=True):
    """One item that a requirement can list."""

    id: str
    name: Name


class Letters(NamedTuple):
    """RACI and RASCI letters."""

    raci: tuple[str, ...]
    rasci: tuple[str, ...]


class Verb(Record, frozen=True, kw_only=True):
    """A role verb: the letters of who acts, of those directed, and of the recipient."""

    id: str
    name: Name
    letters: Letters
    directed: Letters | None
    recipient: Letters | None
    oversight: bool


class Province(Record, frozen=True, kw_only=True):
    """A province by its ISO 3166-2 code of before 1 July 2025, and what followed it."""

    id: str
    name: Name
    iso: str
    spellings: tuple[str, ...]
    successor: Successor | None


class Registry(Struct, frozen=True, kw_only=True):
    """All registries of a workspace, by id."""

    agencies: dict[str, Agency]
    indicators: dict[str, Indicator]
    populations: dict[str, Population]
    options: dict[str, Option]
    verbs: dict[str, Verb]
    provinces: dict[str, Province]
