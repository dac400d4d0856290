"""Section III of the skeleton: the template's duties that fall to the province, and who may lead what, as comments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planmodel import model as m
from planmodel.skeleton.outline import Placed
from planmodel.skeleton.scalars import entry, listed, quoted, remark, scalar, table
from planmodel.views import words
from planmodel.workspace import reaches

_LEADS = {"education": "so-gddt", "health": "so-yte"}
"""Who leads a sector in a province, as a rule; the others are left to the agency that leads the plan."""


def organisation(
    template: m.Plan, work: tuple[Placed, ...], issuer: str, registry: m.Registry
) -> Iterator[str]:
    """The lines of the section ``duties``."""
    kept = local(template, registry)
    left = [d.id for d in template.duties if central(d.agencies, registry)]
    yield "# III. Tổ chức thực hiện: cơ quan nào làm gì, mỗi việc một mục; roles ghi động từ theo registry/roles.yaml,"
    yield "# covers ghi khoản hay nhiệm vụ được giao, with là cơ quan phối hợp."
    if left:
        yield f"# Việc của cơ quan trung ương trong mẫu, không chép: {', '.join(left)}."
    parts = [part for part in work if part.tasks]
    if kept:
        yield "duties:"
    for at, duty in kept:
        yield from _duty(duty, at, template)
    if parts:
        yield f"{'  ' if kept else ''}# Ai chủ trì từng khoản của Mục II: bỏ dấu # và sửa cơ quan."
        if not kept:
            yield "# duties:"
    _, leader = lead(kept) or ("", issuer)
    for number, part in enumerate(parts, len(kept) + 1):
        agency = _LEADS.get(part.sector, leader)
        yield from _hint(part, f"III.{number}", agency if agency in registry.agencies else leader)


def central(agencies: Iterable[m.Ref], registry: m.Registry) -> bool:
    """True where all of ``agencies`` are bodies of the central level."""
    known = [registry.agencies.get(a.id.partition("@")[0]) for a in agencies]
    return all(a is not None and a.level == "central" for a in known)


def local(template: m.Plan, registry: m.Registry) -> list[tuple[str, m.Duty]]:
    """The duties of the template that fall to the province, each with its clause in the new plan."""
    kept = (d for d in template.duties if not central(d.agencies, registry))
    return [(f"III.{number}", duty) for number, duty in enumerate(kept, 1)]


def lead(kept: Iterable[tuple[str, m.Duty]]) -> tuple[str, str] | None:
    """The first of ``kept`` whose agency leads: its clause and the agency."""
    for at, duty in kept:
        if any(role.verb.id == "lead" for role in duty.roles):
            return at, duty.agencies[0].id
    return None


def _duty(duty: m.Duty, at: str, template: m.Plan) -> list[str]:
    return entry(
        (
            ("id", scalar(duty.id)),
            ("at", quoted(at)),
            ("agencies", ids(duty.agencies)),
            ("roles", "[" + ", ".join(_role(r) for r in duty.roles) + "]"),
            ("with", ids(duty.with_)),
            ("directs", ids(duty.directs)),
            ("to", ids(duty.to)),
            ("via", ids(duty.via)),
            ("supports", ids(duty.supports)),
            ("covers", _covers(duty, template)),
            ("scope", _scope(duty.scope)),
            ("unspecific", "true" if duty.unspecific else None),
            ("title", scalar(duty.title)),
            ("implements", listed([duty.id])),
        )
    )


def ids(refs: Iterable[m.Ref]) -> str | None:
    """A list of names; None where there is none."""
    return listed(r.id for r in refs)


def _role(role: m.Role) -> str:
    objects = (("with", ids(role.with_)), ("directs", ids(role.directs)), ("to", ids(role.to)))
    named = (*objects, ("joint", ids(role.joint)))
    if all(value is None for _, value in named):
        return scalar(role.verb.id)
    return table((("verb", scalar(role.verb.id)), *named))


def _covers(duty: m.Duty, template: m.Plan) -> str | None:
    """What the duty reaches: its clauses are the template's, so the tasks that stand there are named instead."""
    named: dict[str, None] = {}
    for cover in duty.covers:
        if cover.task is not None:
            named[scalar(cover.task.id)] = None
        elif cover.at is None:
            named[table((("basis", cover.basis),))] = None
        else:
            reached = (t.id for t in template.tasks if t.at is not None and reaches(cover, t.at))
            named |= dict.fromkeys(map(scalar, reached))
    return f"[{', '.join(named)}]" if named else None


def _scope(scope: m.Scope | None) -> str | None:
    if scope is None:
        return None
    population = scalar(scope.population) if scope.population is not None else None
    return table((("sector", scope.sector), ("population", population), ("territory", scope.territory)))


def _hint(part: Placed, at: str, agency: str) -> Iterator[str]:
    """A duty to lead one sector's tasks, as a comment."""
    number = part.at.partition(".")[2]
    sector = remark(words.word(part.sector, "vi"))
    lines = entry(
        (
            ("id", f"chu-tri-khoan-{number}"),
            ("at", quoted(at)),
            ("agencies", listed([agency])),
            ("roles", "[lead, implement]"),
            ("covers", f"[{quoted(part.at)}]"),
            ("title", scalar(f"Chủ trì nhiệm vụ tại khoản {number} Mục II ({sector})")),
        )
    )
    return (f"{line[:2]}# {line[2:]}" for line in lines)
