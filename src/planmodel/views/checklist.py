"""6 rõ: for each task whether the document says who, what, by when, who answers, what comes out, and by what authority.

The six are those of the rule pack ``6-ro``: what it finds in a task stands here as "–". A template, and a plan known by
a news article alone, are not judged: what is not seen there is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from planmodel import model as m
from planmodel.derive.responsibility import doers_by_task
from planmodel.derive.standing import Standing, standings
from planmodel.diagnostics import Text
from planmodel.views import words
from planmodel.views.annex import due_words
from planmodel.views.heading import known_number
from planmodel.views.table import Cell, Column, Group, Table

ASKED = {
    "who": ("6ro-nguoi", Text("Rõ người", "Who does it")),
    "what": ("6ro-viec", Text("Rõ việc", "What is done")),
    "when": ("6ro-thoi-gian", Text("Rõ thời gian", "By when")),
    "answers": ("6ro-trach-nhiem", Text("Rõ trách nhiệm", "Who answers")),
    "product": ("6ro-san-pham", Text("Rõ sản phẩm", "What comes out")),
    "authority": ("6ro-tham-quyen", Text("Rõ thẩm quyền", "Authority")),
}
"""The six, each with the rule of the pack that asks for it."""

GENERAL = (
    "nhiệm vụ được giao",
    "nhiệm vụ khác",
    "nội dung khác",
    "công việc khác",
    "công tác khác",
    "theo chức năng",
)
"""Phrases that order no definite work."""

INTENTIONS = ("Tăng cường ", "Đẩy mạnh ", "Nâng cao ", "Tiếp tục ", "Chú trọng ", "Quan tâm ")
"""Beginnings that state an intention, which needs a product or a target to be definite."""

BODIES = frozenset({"department", "committee", "vertical", "authority", "ministry", "party"})
"""Kinds of agencies that can decide."""


class Answer(NamedTuple):
    """One of the six of one task: whether it is clear, and why (what the plan names, or what is missing)."""

    clear: bool
    reason: Text


class Six(NamedTuple):
    """The six answers of one task, by the keys of ASKED."""

    task: m.Task
    answers: dict[str, Answer]

    @property
    def clear(self) -> int:
        """How many of the six are clear."""
        return sum(answer.clear for answer in self.answers.values())


def judged(plan: m.Plan) -> bool:
    """True where what a task does not say is missing: a plan whose whole text is known."""
    return plan.kind == "plan" and plan.document.source_kind == "full-text"


def six(plan: m.Plan, registry: m.Registry) -> tuple[Six, ...]:
    """The six answers of every task of ``plan``."""
    doers = doers_by_task(plan, registry)
    places = {t.id: str(t.at) for t in plan.targets}
    return tuple(
        Six(
            s.task,
            {
                "who": _who(doers[s.task.id], registry),
                "what": _what(s.task),
                "when": _when(s.task),
                "answers": _answers(s, registry),
                "product": _product(s.task, places),
                "authority": _authority([*(x.agency for x in s.leads), *doers[s.task.id]], registry),
            },
        )
        for s in standings(plan, registry, ())
    )


def _who(doers: Iterable[str], registry: m.Registry) -> Answer:
    named = _named(doers, registry)
    nobody = Text("không cơ quan nào được giao thực hiện", "no agency is told to carry it out")
    return Answer(bool(named.vi), named if named.vi else nobody)


def _what(task: m.Task) -> Answer:
    title = task.title.lower()
    general = next((phrase for phrase in GENERAL if phrase in title), None)
    if general is not None:
        return Answer(False, Text(f"câu chung: «{general}»", f"a general phrase: '{general}'"))
    aimed = bool(task.product) or bool(task.contributes_to)
    intention = next((start for start in INTENTIONS if task.title.startswith(start)), None)
    if intention is not None and not aimed:
        start = intention.strip()
        return Answer(False, Text(f"chỉ nêu ý định: «{start}»", f"a mere intention: '{start}'"))
    return Answer(True, Text("", ""))


def _when(task: m.Task) -> Answer:
    due = task.due
    if due is None:
        return Answer(False, Text("không nêu thời hạn riêng", "no day of its own"))
    return Answer(True, words.in_both(lambda lang: due_words(due, lang)))


def _answers(s: Standing, registry: m.Registry) -> Answer:
    """Clear where somebody leads and no two leads meet."""
    if not s.leads:
        return Answer(False, Text("không cơ quan nào chủ trì", "nobody leads"))
    if s.meeting is not None:
        pair = _named((x.agency for x in s.meeting), registry)
        return Answer(False, Text(f"cùng chủ trì một phạm vi: {pair.vi}", f"lead the same scope: {pair.en}"))
    clauses = ", ".join(dict.fromkeys(words.at(e.at) for x in s.leads for e in x.evidence))
    named = _named((x.agency for x in s.leads), registry)
    return Answer(True, Text(f"{named.vi}, {clauses}", f"{named.en}, {clauses}"))


def _product(task: m.Task, places: dict[str, str]) -> Answer:
    if task.product:
        return Answer(True, Text(task.product, task.product))
    if not task.contributes_to:
        return Answer(
            False, Text("không nêu sản phẩm, không góp vào chỉ tiêu nào", "no product, and no target served")
        )
    served = ", ".join(dict.fromkeys(places.get(ref.id, ref.id) for ref in task.contributes_to))
    return Answer(True, Text(f"chỉ tiêu tại {served}", f"targets at {served}"))


def _authority(agencies: Iterable[str], registry: m.Registry) -> Answer:
    bodies = [name for name in agencies if _kind(name, registry) in BODIES]
    none = Text("không có cơ quan nhà nước đích danh", "no public body by name")
    return Answer(bool(bodies), _named(bodies, registry) if bodies else none)


def _kind(agency: str, registry: m.Registry) -> str:
    entry = registry.agencies.get(agency.partition("@")[0])
    return entry.kind if entry is not None else "unknown"


def _named(agencies: Iterable[str], registry: m.Registry) -> Text:
    listed = tuple(dict.fromkeys(agencies))
    return words.in_both(lambda lang: ", ".join(words.agency(a, registry, lang, short=True) for a in listed))


# -------------------------------------------------------------------------------------------------- the table

_TITLE = Text("Bảng kiểm 6 rõ", "Checklist of 6 rõ")
_NAME = Text("6 rõ", "6 rõ")
_TOTAL = Text("Cộng", "Total")
_SIGNS = Text(
    "✓: văn bản nêu rõ. –: không nêu. Cùng cách xét với bộ quy tắc 6-ro (planmodel check --rules 6-ro).",
    "✓: stated. –: not stated. Judged as by the rule pack 6-ro (planmodel check --rules 6-ro).",
)
_UNJUDGED = Text(
    "✓: nêu rõ. ?: chưa biết. Văn bản mẫu và bài báo không được xét: không thấy nêu không có nghĩa là không có.",
    "✓: stated. ?: not known. Templates and news articles are not judged: what is not seen may still be there.",
)
_NOTHING = Text("Văn bản không nêu nhiệm vụ.", "The document states no task.")


def checklist(plan: m.Plan, registry: m.Registry, lang: str = "vi") -> Table:
    """One row per task, one column for each of the six, and how many are clear by task and in all."""
    made = six(plan, registry)
    known = judged(plan)
    columns = (
        Column("at", {"vi": "Điều khoản", "en": "Clause"}[lang], 12),
        Column("task", {"vi": "Nhiệm vụ", "en": "Task"}[lang], 44),
        *(Column(key, title.get(lang), 11, "center") for key, (_, title) in ASKED.items()),
        Column("clear", {"vi": "Số rõ", "en": "Clear"}[lang], 7, "center"),
    )
    groups = [
        Group(title, tuple(_row(one, known, lang) for one in listed))
        for title, listed in _by_section(made, lang)
    ]
    if made:
        groups.append(Group(_TOTAL.get(lang), (_totals(made, known, lang),)))
    title = f"{_TITLE.get(lang)} · {known_number(plan, lang)} · {words.issuer(plan, registry, lang)}"
    notes = (_SIGNS if known else _UNJUDGED).get(lang)
    return Table(
        title, columns, tuple(groups), (notes, *([] if made else [_NOTHING.get(lang)])), _NAME.get(lang)
    )


def _by_section(made: Iterable[Six], lang: str) -> Iterator[tuple[str, list[Six]]]:
    """Tasks by the labelled clause that they stand under; those of an article's sentences stand together."""
    found: dict[str, list[Six]] = {}
    for one in made:
        at = one.task.at
        spoken = at.section.spoken(lang) if at is not None and at.labels[0] != "p" else ""
        found.setdefault(f"{spoken[:1].upper()}{spoken[1:]}", []).append(one)
    yield from found.items()


def _row(one: Six, known: bool, lang: str) -> tuple[Cell, ...]:
    return (
        Cell(words.at(one.task.at)),
        Cell(one.task.title),
        *(_cell(answer, known, lang) for answer in one.answers.values()),
        Cell(f"{_at_least(one.clear, len(ASKED), known)}/{len(ASKED)}"),
    )


def _at_least(count: int, of: int, known: bool) -> str:
    """A count; where the rest is not known there may be more."""
    return str(count) if known or count == of else f"≥ {count}"


def _cell(answer: Answer, known: bool, lang: str) -> Cell:
    if answer.clear:
        return Cell("✓", answer.reason.get(lang), "conforms")
    return Cell("–", answer.reason.get(lang), "gap") if known else Cell("?", mark="unknown")


def _totals(made: tuple[Six, ...], known: bool, lang: str) -> tuple[Cell, ...]:
    counts = [sum(one.answers[key].clear for one in made) for key in ASKED]
    whole = sum(one.clear == len(ASKED) for one in made)
    said = {"vi": "Số nhiệm vụ rõ, trên {}", "en": "Tasks that are clear, of {}"}[lang].format(len(made))
    return (
        Cell(""),
        Cell(said),
        *(Cell(_at_least(n, len(made), known), value=n) for n in counts),
        Cell(_at_least(whole, len(made), known), {"vi": "đủ sáu", "en": "all six"}[lang], value=whole),
    )


def data(plan: m.Plan, registry: m.Registry, lang: str = "vi") -> dict[str, Any]:
    """The checklist as JSON, as ``schema/output/checklist.schema.json`` describes."""
    made = six(plan, registry)
    return {
        "plan": plan.id,
        "judged": judged(plan),
        "rules": {key: code for key, (code, _) in ASKED.items()},
        "tasks": [
            {
                "id": one.task.id,
                "at": words.at(one.task.at) or None,
                "title": one.task.title,
                "answers": {
                    key: {"clear": answer.clear, "reason": answer.reason.get(lang)}
                    for key, answer in one.answers.items()
                },
                "clear": one.clear,
            }
            for one in made
        ],
        "clear": {key: sum(one.answers[key].clear for one in made) for key in ASKED},
    }
