"""What every network view writes with: the plan, names and words in one language, titles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from planmodel import model as m
from planmodel.clauses import Clause, clause
from planmodel.graph import Edge, Group, Key, Network, Node
from planmodel.views import words
from planmodel.views.network.pages import MOST


class Pen(NamedTuple):
    """The plan that is drawn, the registries, and the language of the picture.

    ``chosen`` are the tasks of one section where only these are drawn, and ``section`` is what it is called.
    """

    plan: m.Plan
    registry: m.Registry
    lang: str
    section: str = ""
    chosen: tuple[m.Task, ...] | None = None

    @property
    def tasks(self) -> tuple[m.Task, ...]:
        """The tasks that are drawn."""
        return self.plan.tasks if self.chosen is None else self.chosen

    @property
    def one_by_one(self) -> bool:
        """True where every task has a box of its own: on the page of a section that is not too large for that."""
        return self.chosen is not None and len(self.chosen) <= MOST

    def bilingual(self, vi: str, en: str) -> str:
        """The words of the picture's language."""
        return en if self.lang == "en" else vi

    def agency(self, agency_id: str) -> str:
        """An agency's short name."""
        return words.agency(agency_id, self.registry, self.lang, short=True)

    def full(self, agency_id: str) -> str:
        """An agency's full name."""
        return words.agency(agency_id, self.registry, self.lang)

    def agencies(self, ids: Iterable[str], most: int = 0) -> str:
        """Short names in the order given; beyond ``most`` only their number."""
        names = [self.agency(i) for i in ids]
        if not most or len(names) <= most:
            return ", ".join(names)
        more = len(names) - most
        return ", ".join(names[:most]) + self.bilingual(f" và {more} nơi khác", f" and {more} more")

    def how_many(self, count: int) -> str:
        """So many tasks."""
        return self.bilingual(f"{count} nhiệm vụ", f"{count} task{'s' if count != 1 else ''}")

    def spoken(self, at: Clause | None) -> str:
        """A clause as an office cites it, with its locator; nothing where there is none."""
        return f"{at.spoken(self.lang)} ({at})" if at is not None else ""

    @property
    def number(self) -> str:
        """The number of the document."""
        known = self.plan.document.number
        return known if known != "unknown" else self.bilingual("Chưa rõ số văn bản", "Number unknown")

    @property
    def document(self) -> str:
        """The document in short: number, date, province or issuer."""
        d = self.plan.document
        parts = [self.number]
        if d.issued is not None:
            parts.append(self.bilingual(f"ngày {words.day(d.issued, 'vi')}", f"of {d.issued}"))
        province = self.registry.provinces.get(d.province.id) if d.province is not None else None
        where = province.name.get(self.lang) if province is not None else self.agency(d.issuer.id)
        return f"{' '.join(parts)} · {where}"

    def network(
        self,
        view: str,
        nodes: Iterable[Node],
        edges: Iterable[Edge],
        groups: Iterable[Group] = (),
        legend: Iterable[Key] = (),
        notes: Iterable[str] = (),
    ) -> Network:
        """A drawing of this plan. Entries of the legend that explain nothing in it are left out."""
        nodes, edges = tuple(nodes), tuple(edges)
        shown = {("node", n.kind) for n in nodes} | {("edge", e.kind) for e in edges}
        shown |= {("inferred", "") for e in edges if e.inferred}
        shown |= {("text", "part") for e in edges if "/" in e.label and "(" in e.label}
        kept = tuple(k for k in legend if (k.of, k.kind) in shown)
        parts = [TITLES[view][self.lang], self.section, self.document]
        title = " · ".join(p for p in parts if p)
        return Network(view, title, self.plan.document.title, nodes, edges, tuple(groups), kept, tuple(notes))

    def empty(self, view: str, vi: str, en: str) -> Network:
        """A picture that says why there is nothing to draw."""
        return self.network(view, (Node("empty", self.bilingual(vi, en), "empty"),), ())


TITLES = {
    "responsibility": {"vi": "Ai làm gì", "en": "Who does what"},
    "reporting": {"vi": "Ai báo cáo ai", "en": "Who reports to whom"},
    "hops": {"vi": "Hạn từng chặng báo cáo", "en": "The days of every hop of a report"},
    "targets": {"vi": "Từ chỉ tiêu đến cơ quan chủ trì", "en": "From targets to lead agencies"},
    "handover": {"vi": "Ai chờ ai", "en": "Who waits for whom"},
    "dependencies": {"vi": "Nhiệm vụ nào chờ nhiệm vụ nào", "en": "Which task waits for which"},
    "legal": {"vi": "Căn cứ của văn bản", "en": "What the document rests on"},
}
"""Every view and its title, in the order in which they are offered."""


def cited(pen: Pen, clauses: Iterable[str], most: int = 6) -> str:
    """Clauses in short, those without labels as an office says them; beyond ``most`` only their number."""
    every = tuple(clauses)
    listed = [_short(pen, c) for c in every[:most]]
    between = "; " if any("," in c for c in listed) else ", "
    more = [f"… (+{len(every) - most})"] if len(every) > most else []
    return between.join([*listed, *more])


def _short(pen: Pen, text: str) -> str:
    at = clause(text)
    return text if at.section != at or not at.bullets else at.spoken(pen.lang)
