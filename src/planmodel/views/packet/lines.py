"""The lines of a packet: one for each piece of work in which an agency has a part, with its words and its partners."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from planmodel import model as m
from planmodel.derive.reach import ALIKE
from planmodel.derive.responsibility import Assignment, Evidence, in_order
from planmodel.derive.share import Share, Shares, classes_through, local
from planmodel.diagnostics import Text
from planmodel.views import bodies, export, words

KINDS: dict[str, Text] = {
    "lead": Text("Chủ trì, chỉ đạo, quyết định (A)", "Leads, directs, decides (A)"),
    "do": Text("Thực hiện (R)", "Carries out (R)"),
    "coordinate": Text("Phối hợp, hỗ trợ, tham vấn (C)", "Co-ordinates, supports, is consulted (C)"),
    "informed": Text("Theo dõi, được thông tin (I)", "Oversees, is informed (I)"),
    "other": Text("Vai trò khác (động từ không quy ra chữ cái)", "Other roles (verbs without a letter)"),
    "indirect": Text("Gián tiếp, do là thành viên của nhóm được giao", "Indirectly, as a member of a class"),
}
"""The groups of lines, in the order in which they stand."""
_BY_LETTER = {"A": "lead", "R": "do", "S": "coordinate", "C": "coordinate", "I": "informed"}
_WHOLE = Text("cả kế hoạch", "the whole plan")
_HOW = {"with": Text("{}", "{}"), "supports": Text("hỗ trợ {}", "supports {}"), "via": Text("qua {}", "through {}")}  # fmt: skip


class Line(NamedTuple):
    """One piece of work and the agency's parts in it that are of one kind: they differ by scope or by clause."""

    kind: str
    item: m.Task | m.Duty
    parts: tuple[Assignment, ...]

    @property
    def raci(self) -> tuple[str, ...]:
        """The letters of all parts."""
        return in_order(letter for p in self.parts for letter in p.raci)

    @property
    def inferred(self) -> bool:
        """True where every part rests on repeated wording alone."""
        return all(p.inferred for p in self.parts)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence of all parts."""
        return tuple(dict.fromkeys(e for p in self.parts for e in p.evidence))

    @property
    def through(self) -> tuple[str, ...]:
        """The classes through which the agency has its parts."""
        return tuple(dict.fromkeys(c for p in self.parts for c in classes_through(p)))

    @property
    def task(self) -> m.Task | None:
        """The task; None where the work is a duty of its own."""
        return self.item if isinstance(self.item, m.Task) else None


class With(NamedTuple):
    """A body that the clauses name beside the agency: ``how`` is with, supports or via."""

    agency: str
    how: str


def kind_of(a: Assignment) -> str:
    """The group in which a part stands: by its first letter, or indirect."""
    if a.indirect:
        return "indirect"
    return _BY_LETTER.get(a.raci[0], "other") if a.raci else "other"


def lines(plan: m.Plan, share: Share) -> dict[str, list[Line]]:
    """The lines of a share by kind, each kind in the plan's order."""
    items = {i.id: i for i in plan.work}
    found: dict[tuple[str, str], list[Assignment]] = {}
    for a in (*share.parts, *share.indirect):
        found.setdefault((kind_of(a), a.item), []).append(a)
    by_kind: dict[str, list[Line]] = {kind: [] for kind in KINDS}
    for (kind, item), parts in found.items():
        by_kind[kind].append(Line(kind, items[item], tuple(parts)))
    return {kind: listed for kind, listed in by_kind.items() if listed}


def partners(facts: Shares, line: Line) -> list[Assignment]:
    """Who else has a part in the work, who leads it first; not the class through which the agency has its own."""
    own = {line.parts[0].agency, *line.through}
    others = [p for p in facts.by_item.get(line.item.id, ()) if p.agency not in own and p.raci]
    return sorted(others, key=lambda p: m.LETTER_ORDER.index(p.raci[0]))


def named_with(facts: Shares, line: Line) -> list[With]:
    """Whom the duties behind a line name beside the agency and who has no letter there."""
    behind = dict.fromkeys(e.duty for e in line.evidence if e.duty is not None)
    known = {line.parts[0].agency, *line.through, *(p.agency for p in partners(facts, line))}
    found: dict[str, With] = {}
    for duty in (facts.duties[id_] for id_ in behind):
        nested = tuple(ref for role in duty.roles for ref in role.with_)
        for how, refs in (("with", (*duty.with_, *nested)), ("supports", duty.supports), ("via", duty.via)):
            for ref in refs:
                agency = local(ref.id, facts.plan)
                found.setdefault(agency, With(agency, how))
    return [w for agency, w in found.items() if agency not in known]


def with_words(facts: Shares, line: Line, registry: m.Registry, lang: str) -> str:
    """Who else, in words: ``Sở GD&ĐT (A/R, giáo dục); UBND huyện (C, địa bàn quản lý); qua Sở TT&TT``."""
    told: dict[str, dict[str, list[m.Scope | None]]] = {}
    for p in partners(facts, line):
        told.setdefault(p.agency, {}).setdefault("/".join(p.raci), []).append(p.scope)
    said = []
    for who, letters in told.items():
        parts = "; ".join(", ".join([letter, *_widest(scopes, lang)]) for letter, scopes in letters.items())
        said.append(f"{words.agency(who, registry, lang, short=True)} ({parts})")
    named = named_with(facts, line)
    said += [_HOW[w.how].get(lang).format(words.agency(w.agency, registry, lang, short=True)) for w in named]
    return "; ".join(said)


def scope_words(line: Line, lang: str) -> str:
    """What narrows the agency's parts, as far as no other part is wider; work on the whole plan is said to be so."""
    whole = [_WHOLE.get(lang)] if any(e.via == "whole-plan" for e in line.evidence) else []
    return "; ".join([*whole, *_widest([p.scope for p in line.parts], lang)])


def _widest(scopes: Iterable[m.Scope | None], lang: str) -> list[str]:
    """The scopes in words, those that lie inside another one left out; nothing where one is not narrowed."""
    listed = list(dict.fromkeys(scopes))
    widest = [s for s in listed if not any(_wider(x, s) and not _wider(s, x) for x in listed)]
    return list(dict.fromkeys(said for s in widest if (said := words.scope(s, lang))))


def _wider(one: m.Scope | None, other: m.Scope | None) -> bool:
    """True where ``one`` holds all that ``other`` holds."""
    if one is None:
        return True
    if other is None:
        return not words.scope(one, "vi")
    sector = one.sector in (None, other.sector) or (one.sector == "both" and other.sector in ALIKE)
    return (
        sector
        and one.population in (None, other.population)
        and one.territory in (None, "province", other.territory)
    )


def basis(line: Line, lang: str) -> str:
    """The clauses that give the agency its part, in the document's order."""
    clauses = sorted({e.at for e in line.evidence if e.at is not None})
    return ", ".join(bodies.clause(at, lang) for at in clauses)


def role_words(facts: Shares, line: Line, registry: m.Registry, lang: str) -> str:
    """What the clauses say that the agency does, in their verbs; what is done to it ("được chỉ đạo") is said so."""
    said: dict[str, None] = {}
    for a in line.parts:
        for e in a.evidence:
            said[_role(e, e.through or a.agency, facts, registry, lang)] = None
    own = {e.verb for e in line.evidence}
    together = {"vi": "cùng {}", "en": "jointly: {}"}[lang]
    for verb in dict.fromkeys(v for a in line.parts for v in a.verbs if v not in own):
        said[together.format(_verb(verb, registry, lang))] = None
    return "; ".join(said)


def _verb(verb: str, registry: m.Registry, lang: str) -> str:
    return registry.verbs[verb].name.get(lang) if verb in registry.verbs else verb


def _role(e: Evidence, who: str, facts: Shares, registry: m.Registry, lang: str) -> str:
    verb, plan = _verb(e.verb, registry, lang), facts.plan
    duty = facts.duties.get(e.duty or "")
    if duty is None or (e.via != "recipient" and _among(who, duty.agencies, plan)):
        return verb
    roles = [r for r in duty.roles if r.verb.id == e.verb]
    if e.via != "recipient" and any(_among(who, r.directs or duty.directs, plan) for r in roles):
        return {"vi": f"được {verb}", "en": f"is directed ({verb})"}[lang]
    if e.via == "recipient" or any(_among(who, r.to or duty.to, plan) for r in roles):
        return {"vi": f"bên nhận ({verb})", "en": f"recipient ({verb})"}[lang]
    return verb


def _among(agency: str, refs: Iterable[m.Ref], plan: m.Plan) -> bool:
    return any(local(r.id, plan) == agency for r in refs)


def line_data(facts: Shares, line: Line) -> Iterator[dict[str, Any]]:
    """The parts of a line as JSON, each for itself."""
    task = line.task
    due = task.due if task is not None else None
    for part in line.parts:
        one = line._replace(parts=(part,))
        made = export.assignment(part)
        del made["agency"], made["task"]
        yield {
            "item": part.item,
            "kind": "task" if part.is_task else "duty",
            "at": words.at(line.item.at) or None,
            "title": line.item.title,
            "group": line.kind,
            **made,
            "through": list(one.through),
            "partners": [
                {"agency": p.agency, "letters": list(p.raci), "scope": export.scope(p.scope)}
                for p in partners(facts, one)
            ],
            "named_with": [w._asdict() for w in named_with(facts, one)],
            "due": export.due(due) if due is not None else None,
            "product": task.product if task is not None else None,
        }
