"""Why each letter stands where it stands, a row for each reason; and what letters, marks and verbs mean."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel import model as m
from planmodel.derive.classes import indirect
from planmodel.derive.responsibility import NO_LETTERS, Assignment, Evidence, assignments, in_order
from planmodel.diagnostics import Text
from planmodel.views import words
from planmodel.views.raci.reasons import VIA
from planmodel.views.table import Cell, Column, Group, Table, columns_of
from planmodel.workspace import agency_refs


def reason_letters(e: Evidence, agency: str, duty: m.Duty | None, registry: m.Registry) -> m.Letters:
    """The letters that one reason alone gives ``agency``; ``duty`` is the one of the reason, None where it has none.

    All reasons of an assignment together give its letters.
    """
    verb = registry.verbs.get(e.verb)
    if verb is None:
        return NO_LETTERS
    if duty is None or e.verb == "coordinate":
        return verb.letters
    if e.via == "recipient":
        return verb.recipient or NO_LETTERS
    who = e.through or agency
    given = [verb.letters] if _names(duty.agencies, who) else []
    for role in duty.roles:
        if role.verb.id != e.verb:
            continue
        if verb.directed is not None and _names(role.directs or duty.directs, who):
            given.append(verb.directed)
        if e.through is not None and verb.recipient is not None and _names(role.to or duty.to, who):
            given.append(verb.recipient)
    return m.Letters(in_order(x for g in given for x in g.raci), in_order(x for g in given for x in g.rasci))


def _names(refs: tuple[m.Ref, ...], agency: str) -> bool:
    return any(ref.id == agency for ref in refs)


def mention_order(plan: m.Plan) -> dict[str, int]:
    """The agencies that the plan names, each with its place in the order in which work is given out."""
    named: dict[str, int] = {}
    for item in (*plan.duties, *plan.tasks):
        refs = item.agencies if isinstance(item, m.Duty) else item.by
        for ref in refs:
            named.setdefault(ref.id, len(named))
    for ref, _ in agency_refs(plan):
        named.setdefault(ref.id, len(named))
    return named


_COLUMNS = (
    ("agency", Text("Cơ quan", "Agency"), 30, "left"),
    ("at", Text("Nhiệm vụ tại", "Task at"), 12, "left"),
    ("item", Text("Nhiệm vụ, việc riêng", "Task, own work"), 44, "left"),
    ("letters", Text("Chữ", "Letters"), 8, "center"),
    ("clause", Text("Căn cứ", "Clause"), 12, "left"),
    ("verb", Text("Động từ", "Verb"), 22, "left"),
    ("via", Text("Cách giao", "How it reaches"), 24, "left"),
    ("scope", Text("Phạm vi", "Scope"), 20, "left"),
    ("duty", Text("Trách nhiệm được giao", "The duty"), 44, "left"),
)


def evidence(plan: m.Plan, registry: m.Registry, lang: str = "vi") -> Table:
    """One row per reason of every part, direct parts of an item before indirect ones.

    The first row of an agency at an item is where its cell of the matrix leads: its anchor is ``item|agency``.
    """
    made = assignments(plan, registry)
    by_item: dict[str, dict[str, list[Assignment]]] = {}
    for a in (*made, *indirect(plan, registry, made)):
        by_item.setdefault(a.item, {}).setdefault(a.agency, []).append(a)
    duties = {d.id: d for d in plan.duties}
    order = mention_order(plan)
    rows = tuple(
        row
        for item in plan.work
        for agency, parts in sorted(
            by_item.pop(item.id, {}).items(), key=lambda x: order.get(x[0], len(order))
        )
        for row in _agency_rows(item, agency, parts, duties, registry, lang)
    )
    number = plan.document.number
    known = number if number != "unknown" else words.word("unknown", lang)
    title = f"{_TITLE.get(lang)} · {known} · {words.issuer(plan, registry, lang)}"
    notes = () if rows else (_NOTHING.get(lang),)
    return Table(
        title, columns_of(_COLUMNS, lang), (Group("", rows),) if rows else (), notes, _TITLE.get(lang)
    )


_TITLE = Text("Căn cứ phân công", "Evidence")
_NOTHING = Text("Văn bản không giao việc cho cơ quan nào.", "The document gives no agency any work.")


def _agency_rows(
    item: m.Task | m.Duty,
    agency: str,
    parts: list[Assignment],
    duties: dict[str, m.Duty],
    registry: m.Registry,
    lang: str,
) -> Iterator[tuple[Cell, ...]]:
    anchor = f"{item.id}|{agency}"
    name = words.agency(agency, registry, lang)
    for part in parts:
        for e in part.evidence:
            duty = duties.get(e.duty or "")
            yield (
                Cell(name, anchor=anchor),
                Cell(words.at(item.at), link=f"item|{item.id}"),
                Cell(item.title),
                _letters_cell(e, part, duty, registry),
                Cell(words.at(e.at)),
                Cell(registry.verbs[e.verb].name.get(lang) if e.verb in registry.verbs else e.verb),
                Cell(_via(e, registry, lang)),
                Cell(words.scope(part.scope, lang)),
                Cell((duty.text or duty.title) if duty is not None else _IN_THE_CLAUSE.get(lang)),
            )
            anchor = ""


_IN_THE_CLAUSE = Text("chính điều khoản nêu người làm", "the clause itself names the doer")


def _letters_cell(e: Evidence, part: Assignment, duty: m.Duty | None, registry: m.Registry) -> Cell:
    letters = reason_letters(e, part.agency, duty, registry).raci
    said = "/".join(letters) or "–"
    guessed = e.via == "wording" or (part.indirect and part.inferred)
    shown = f"({said})" if part.indirect else said
    marks = [*letters[:1], *["inferred"] * guessed, *["indirect"] * part.indirect]
    return Cell(shown + "°" * guessed, mark=" ".join(marks))


def _via(e: Evidence, registry: m.Registry, lang: str) -> str:
    said = VIA[e.via][lang]
    return f"{said}: {words.agency(e.through, registry, lang)}" if e.through is not None else said


_LETTERS = (
    ("A", Text("chịu trách nhiệm cuối cùng về kết quả", "accountable: answers for the result")),
    ("R", Text("thực hiện", "responsible: carries it out")),
    ("S", Text("hỗ trợ, phối hợp (chỉ trong RASCI)", "supports, co-ordinates (in RASCI only)")),
    ("C", Text("phối hợp, được tham vấn", "consulted, co-ordinates")),
    ("I", Text("được thông tin, theo dõi", "informed, oversees")),
    ("A/R", Text("chủ trì: vừa chịu trách nhiệm, vừa thực hiện", "leads: answers for it and does it")),
)
_SIGNS = (
    (
        "R°",
        "R inferred",
        Text(
            "suy ra từ câu chữ lặp lại, văn bản không viện dẫn khoản",
            "inferred from repeated wording, no clause is cited",
        ),
    ),
    (
        "(R)",
        "R indirect",
        Text(
            "không được nêu tên, mà thuộc nhóm được nêu (các sở, ban, ngành…)",
            "not named itself, but a member of a class that is",
        ),
    ),
    (
        "–",
        "gap",
        Text("văn bản không nêu, cần bổ sung (bảng 6 rõ)", "not stated, to be added (6 rõ checklist)"),
    ),
)
_HEADINGS = {
    "letters": Text("Chữ cái", "Letters"),
    "signs": Text("Dấu", "Marks"),
    "verbs": Text("Động từ của văn bản", "Verbs of the document"),
}
_UNOFFICIAL = Text(
    "Không có quy định chính thức nào đổi động từ ra chữ cái; bảng này lấy từ sổ động từ, đơn vị sửa được.",
    "No official rule turns verbs into letters; these are from the register of verbs, which can be changed.",
)


def legend(registry: m.Registry, lang: str = "vi") -> Table:
    """What letters and marks mean, and the letters of each verb by the registry."""
    columns = (
        Column("sign", {"vi": "Ký hiệu, động từ", "en": "Sign, verb"}[lang], 34),
        Column("meaning", {"vi": "Nghĩa", "en": "Meaning"}[lang], 46),
        Column("raci", {"vi": "RACI", "en": "RACI"}[lang], 8, "center"),
        Column("rasci", {"vi": "RASCI", "en": "RASCI"}[lang], 8, "center"),
        Column("directed", {"vi": "Bên được chỉ đạo", "en": "Those directed"}[lang], 12, "center"),
        Column("recipient", {"vi": "Bên nhận", "en": "Recipient"}[lang], 10, "center"),
    )
    blank = (Cell(""),) * 4
    letters = tuple((Cell(sign, mark=sign[0]), Cell(said.get(lang)), *blank) for sign, said in _LETTERS)
    signs = tuple((Cell(sign, mark=mark), Cell(said.get(lang)), *blank) for sign, mark, said in _SIGNS)
    verbs = tuple(_verb_row(verb, lang) for verb in registry.verbs.values())
    groups = zip(_HEADINGS.values(), (letters, signs, verbs), strict=True)
    title = {"vi": "Chú giải", "en": "Legend"}[lang]
    return Table(
        title,
        columns,
        tuple(Group(heading.get(lang), rows) for heading, rows in groups if rows),
        (_UNOFFICIAL.get(lang),),
        title,
    )


def _verb_row(verb: m.Verb, lang: str) -> tuple[Cell, ...]:
    def said(letters: tuple[str, ...]) -> Cell:
        return Cell("/".join(letters), mark=letters[0] if letters else "")

    meaning = {"vi": "giám sát, không làm thay", "en": "oversight"}[lang] if verb.oversight else ""
    return (
        Cell(verb.name.get(lang)),
        Cell(meaning),
        said(verb.letters.raci),
        said(verb.letters.rasci),
        said(verb.directed.raci if verb.directed is not None else ()),
        said(verb.recipient.raci if verb.recipient is not None else ()),
    )
