"""What the document rests on: the cited documents by their part, each with number, date and issuer."""

from __future__ import annotations

from planmodel import model as m
from planmodel.graph import Edge, Group, Key, Network, Node
from planmodel.views import words
from planmodel.views.network.pen import Pen, cited

_ROLES = {
    "based-on": {"vi": "Căn cứ", "en": "Based on"},
    "implements": {"vi": "Thực hiện", "en": "Implements"},
    "guided-by": {"vi": "Theo hướng dẫn", "en": "Guided by"},
    "proposed-by": {"vi": "Theo đề nghị", "en": "Proposed by"},
}


def legal(pen: Pen) -> Network:
    """The plan on the right, and on the left the documents that it cites, by the part that they play."""
    roles: dict[str, dict[str, list[m.LegalBasis]]] = {}
    for basis in pen.plan.legal_bases:
        roles.setdefault(basis.role, {}).setdefault(basis.number, []).append(basis)
    named = [r for r in _ROLES if r in roles] + [r for r in roles if r not in _ROLES]
    groups = [Group(f"r-{role}", _ROLES.get(role, {}).get(pen.lang, role), "", 1) for role in named]
    nodes = [_basis(pen, role, held) for role in named for held in roles[role].values()]
    edges = [_edge(pen, role, [b for held in roles[role].values() for b in held]) for role in named]
    links = [link for link in pen.plan.implements if not any(_same(link, b) for b in pen.plan.legal_bases)]
    nodes += [_template(pen, link) for link in links]
    edges += [_followed(pen, link) for link in links]
    if not edges:
        return pen.empty("legal", "Văn bản không nêu căn cứ.", "The document cites nothing.")
    return pen.network("legal", [_self(pen), *nodes], edges, groups, _legend(pen))


def _self(pen: Pen) -> Node:
    d = pen.plan.document
    unknown = pen.bilingual("chưa rõ ngày", "date unknown")
    issued = words.day(d.issued, pen.lang) if d.issued is not None else unknown
    return Node(
        "plan",
        pen.number,
        "plan",
        "",
        (f"{issued} · {pen.full(d.issuer.id)}", d.title),
        "",
        f"{pen.number}: {d.title}",
        (),
        2,
    )


def _basis(pen: Pen, role: str, held: list[m.LegalBasis]) -> Node:
    first = held[0]
    clauses = tuple(str(at) for at in sorted({b.at for b in held}))
    unknown = pen.bilingual("không nêu ngày", "no date stated")
    issued = words.day(first.issued, pen.lang) if first.issued is not None else unknown
    label = f"{first.number} · {issued} · {pen.agency(first.issuer.id)}"
    detail = [first.title] if first.title else []
    linked = [link for link in pen.plan.implements if _same(link, first)]
    detail += [pen.bilingual(f"bản mã hóa: {link.plan.id}", f"encoded as {link.plan.id}") for link in linked]
    tooltip = f"{first.number} ({cited(pen, clauses)})" + (f": {first.title}" if first.title else "")
    return Node(f"b-{role}-{first.number}", label, "basis", f"r-{role}", tuple(detail), "", tooltip, clauses)


def _edge(pen: Pen, role: str, held: list[m.LegalBasis]) -> Edge:
    clauses = tuple(str(at) for at in sorted({b.at for b in held}))
    label = _ROLES.get(role, {}).get(pen.lang, role)
    return Edge(
        f"r-{role}",
        "plan",
        f"{label.lower()}\n{cited(pen, clauses, 4)}",
        "basis",
        False,
        f"{label} ({cited(pen, clauses)})",
        clauses,
    )


def _same(link: m.PlanLink, basis: m.LegalBasis) -> bool:
    """True where the link and the cited document are one: the plan's id names its number and year."""
    if basis.issued is None or link.basis != "cited":
        return False
    parts = link.plan.id.split("-")
    return basis.number.partition("/")[0].lower() in parts and str(basis.issued.year) in parts


def _template(pen: Pen, link: m.PlanLink) -> Node:
    said = pen.bilingual("văn bản cấp trên, đã mã hóa", "the document above, encoded")
    return Node(f"t-{link.plan.id}", link.plan.id, "template", "", (said,), "", link.plan.id, (), 1)


def _followed(pen: Pen, link: m.PlanLink) -> Edge:
    inferred = link.basis == "inferred"
    label = (
        pen.bilingual("suy ra, không viện dẫn", "inferred, not cited")
        if inferred
        else pen.bilingual("thực hiện", "implements")
    )
    clauses = (str(link.at),) if link.at is not None else ()
    return Edge(
        f"t-{link.plan.id}",
        "plan",
        "\n".join([label, *([cited(pen, clauses)] if clauses else [])]),
        "follows",
        inferred,
        label,
        clauses,
    )


def _legend(pen: Pen) -> tuple[Key, ...]:
    return (
        Key("node", "plan", pen.bilingual("Văn bản này", "This document")),
        Key("edge", "basis", pen.bilingual("Được viện dẫn", "Cited")),
        Key("inferred", "", pen.bilingual("Nét đứt: suy ra, không viện dẫn", "Dashed: inferred, not cited")),
    )
