"""The plan as typed, frozen records, each with its place in the source.

Field names are those of the plan file and of ``export`` (``from`` and ``with``, which Python reserves, are ``from_``
and ``with_`` here). Numbers are Decimal, made from the text; dates are ``datetime.date``. What is unknown is None.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import TYPE_CHECKING, NamedTuple, dataclass_transform

from planmodel.clauses import Clause
from planmodel.dates import Expression, Point
from planmodel.dates.days import Shift
from planmodel.diagnostics import Place, Span, Text, located
from planmodel.workdays import Workdays

LETTER_ORDER = "ARSCI"
"""The order in which the letters of one cell are written: A/R."""

UNSTATED = "unstated"
"""The year of a figure whose clause names none."""


class Ref(NamedTuple):
    """A name used in a plan (an id of an agency, a task, a verb, ...) and where it stands."""

    id: str
    place: Place

    @property
    def span(self) -> Span:
        """Where the name stands."""
        return located(self.place)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ref) and (self.id, self.span) == (other.id, other.span)

    def __hash__(self) -> int:
        return hash(self.id)

    def __repr__(self) -> str:
        return f"Ref({self.id!r})"


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Record(SimpleNamespace):
    """A frozen record: fields by keyword, no defaults, equal by value.

    What a frozen dataclass is, without what defining one costs at start-up and with fields taken by C code; the type
    checker treats it as one and holds every construction to its fields. ``span`` may be given as a place: it is made
    when it is first asked for, since most places of most plans are never asked for.
    """

    if not TYPE_CHECKING:

        @property
        def span(self) -> Span:
            """Where the record stands."""
            place = self.__dict__["span"]
            if type(place) is not Span:
                place = self.__dict__["span"] = located(place)
            return place

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: {name}")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and _fields(self) == _fields(other)

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(_fields(self).values()))

    def __repr__(self) -> str:
        fields = ", ".join(f"{k}={v!r}" for k, v in self.__dict__.items() if k != "span")
        return f"{type(self).__name__}({fields})"


def _fields(of: Record) -> dict[str, object]:
    """The fields of a record, its span made."""
    if "span" in of.__dict__:
        of.span  # noqa: B018 - asked for, it is made
    return of.__dict__


class PlanLink(Record):
    """The document of a higher level that a plan carries out; ``basis`` is cited or inferred."""

    span: Span
    plan: Ref
    basis: str
    at: Clause | None


class Signer(Record):
    """Who signed: name, rank and the capacity printed before the rank (Nghị định 30/2020/NĐ-CP)."""

    span: Span
    name: str
    rank: str
    capacity: str


class Document(Record):
    """The official document that a plan file encodes; ``issued`` is None where unknown."""

    span: Span
    number: str
    number_span: Span
    kind: str
    title: str
    issuer: Ref
    province: Ref | None
    place: str
    issued: date | None
    issued_span: Span
    signer: Signer
    source_kind: str
    source_name: str
    sha256: str


class Period(Record):
    """The years that a plan is for, both days included."""

    span: Span
    first: date
    last: date
    basis: str
    at: Clause | None


class LegalBasis(Record):
    """One cited document."""

    span: Span
    at: Clause
    number: str
    kind: str
    issued: date | None
    issuer: Ref
    role: str
    title: str | None


class Recipient(Record):
    """One line of "Nơi nhận"; mode is report, act or archive."""

    span: Span
    at: Clause
    agency: Ref
    mode: str
    detail: str | None


class Participant(Record):
    """Who takes part, as the scope section says."""

    span: Span
    at: Clause
    agencies: tuple[Ref, ...]
    people: tuple[str, ...]
    note: str | None


class Objective(Record):
    """A general or specific objective."""

    span: Span
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


class Step(Record):
    """The step form: from year ``first`` add ``add`` points a year, and in ``until`` reach ``reach``."""

    span: Span
    first: int
    add: Decimal
    until: int
    reach: Decimal


class Target(Record):
    """An indicator for a population, in an area, by year, at a level, with a measure and a modality."""

    span: Span
    id: str
    at: Clause
    title: str | None
    indicator: Ref
    sector: str
    population: Ref
    area_ref: Ref
    measure: str
    demand: str | None
    comparator: str
    levels: tuple[Level, ...]
    step: Step | None
    unit: str
    commitment: str
    implements: tuple[Ref, ...]
    note: str | None

    @property
    def area(self) -> str:
        """Where it holds: ``all``, ``urban``, ``rural``, ``unknown``, or an area that the workspace orders itself."""
        return self.area_ref.id

    def level(self, year: str) -> Level | None:
        """The level for ``year``, or None."""
        return next((x for x in self.levels if x.year == year), None)


class Agreement(Record):
    """Another plan that states the same item of a template."""

    plan: Ref
    at: Clause


class Provenance(Record):
    """Where a template's item comes from: stated by the document, or inferred from plans that agree."""

    span: Span
    basis: str
    agree: tuple[Agreement, ...]


class Requirement(Record):
    """A list, or an "n of m" rule; ``choose`` is None where all are demanded."""

    span: Span
    id: str
    at: Clause | None
    sector: str
    title: str
    choose: int | None
    of: tuple[Ref, ...]
    implements: tuple[Ref, ...]
    provenance: Provenance | None
    note: str | None


class Due(Record):
    """When something is due, in the words of its clause.

    ``every`` is the period of a report's day where the entry names one itself. ``day`` is the one day that the words
    name and ``last`` the last that is in time (they differ where "trước ngày" excludes it); both are None where there are
    several such days, or where the day that the words count from is unknown.
    """

    when: Expression
    shift: Shift | None
    every: str | None
    day: date | None
    last: date | None
    span: Span

    @property
    def before(self) -> bool:
        """True where the words exclude the day that they name ("trước ngày")."""
        return isinstance(self.when, Point) and self.when.how == "before"


class Task(Record):
    """A piece of work that a clause orders."""

    span: Span
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


class Duty(Record):
    """What the organisation section asks of one or more agencies."""

    span: Span
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


class Report(Record):
    """A duty to report: who, to whom, through whom, how often and by when."""

    span: Span
    id: str
    at: Clause
    from_: tuple[Ref, ...]
    to: tuple[Ref, ...]
    via: tuple[Ref, ...]
    every: tuple[str, ...]
    ad_hoc: bool
    due: tuple[Due, ...]
    about: str | None
    note: str | None

    def period_of(self, due: Due) -> str | None:
        """The period that a day of each period belongs to; None where it may be several."""
        return due.every or (self.every[0] if len(self.every) == 1 else None)


class Funding(Record):
    """Where the money comes from."""

    span: Span
    at: Clause
    title: str
    sources: tuple[str, ...]
    agencies: tuple[Ref, ...]


class Note(Record):
    """A slip, ambiguity, contradiction or gap of the document; ``at`` is None for its letterhead and signature."""

    span: Span
    at: Clause | None
    kind: str
    text: str


class NotEncoded(Record):
    """A clause that carries no fact, and why."""

    span: Span
    at: Clause
    reason: str
    note: str | None


class Plan(Record):
    """A compiled plan or template."""

    span: Span
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


class Name(Record):
    """A name in both languages; ``short`` is what fits a column head."""

    vi: str
    en: str
    short: str

    def get(self, lang: str) -> str:
        """The full name in ``lang``."""
        return self.en if lang == "en" else self.vi


class Successor(Record):
    """Who takes over an agency's functions: from when, which functions, by what instrument."""

    to: str
    since: date
    scope: str
    instrument: str


class Agency(Record):
    """A type of agency; the body itself is ``id@province``."""

    span: Span
    id: str
    name: Name
    level: str
    kind: str
    group: bool
    parent: str | None
    members: tuple[Ref, ...]
    spellings: tuple[str, ...]
    successors: tuple[Successor, ...]


class Indicator(Record):
    """What a target measures; ``direction`` is up or down."""

    span: Span
    id: str
    name: Name
    sector: str
    unit: str
    direction: str


class Population(Record):
    """Whom a target counts; ``within`` lists the wider populations that contain it."""

    span: Span
    id: str
    name: Name
    sector: str
    within: tuple[Ref, ...]


class Option(Record):
    """One item that a requirement can list."""

    span: Span
    id: str
    name: Name


class Letters(NamedTuple):
    """RACI and RASCI letters."""

    raci: tuple[str, ...]
    rasci: tuple[str, ...]


class Verb(Record):
    """A role verb: the letters of who acts, of those directed, and of the recipient."""

    span: Span
    id: str
    name: Name
    letters: Letters
    directed: Letters | None
    recipient: Letters | None
    oversight: bool


class Province(Record):
    """A province by its ISO 3166-2 code of before 1 July 2025, and what followed it."""

    span: Span
    id: str
    name: Name
    iso: str
    spellings: tuple[str, ...]
    successor: Successor | None


class Rank(NamedTuple):
    """The place of one word among the demands of its dimension: what asks for less, what asks for the same.

    ``source`` is where the order of a word above others comes from: a law, or a custom of the field.
    """

    weaker: frozenset[str]
    equal: frozenset[str]
    source: Text | None


class Registry(Record):
    """All registries of a workspace, by id; ``orders`` has the rank of every ordered word, by dimension."""

    agencies: dict[str, Agency]
    indicators: dict[str, Indicator]
    populations: dict[str, Population]
    options: dict[str, Option]
    verbs: dict[str, Verb]
    provinces: dict[str, Province]
    orders: dict[str, dict[str, Rank]]
    workdays: Workdays
