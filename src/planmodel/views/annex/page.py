"""The customary annex "Phụ lục phân công nhiệm vụ": every task with who leads, who takes part, what comes out, by when.

Columns and heading are those that offices use (Nghị định 30/2020/NĐ-CP, Phụ lục I). Nothing is filled in that the
document does not say: a task that nobody leads says so, and one without a day of its own has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from planmodel import model as m
from planmodel.dates.wording import wording
from planmodel.derive.responsibility import focal_points
from planmodel.diagnostics import Text
from planmodel.views import export, words
from planmodel.views.annex.lines import Line, Named, Section, sections
from planmodel.views.heading import LABEL, attached_to, titled
from planmodel.views.table import Cell, Group, Table, columns_of

_TITLE = Text("Phân công nhiệm vụ", "Assignment of tasks:")
_NAME = Text("Phân công", "Assignment")
_COLUMNS = (
    ("no", Text("STT", "No."), 5, "center"),
    ("task", Text("Nhiệm vụ", "Task"), 46, "left"),
    ("lead", Text("Cơ quan chủ trì", "Lead agency"), 24, "left"),
    ("with", Text("Cơ quan phối hợp", "Co-ordinating agencies"), 34, "left"),
    ("product", Text("Sản phẩm/Kết quả", "Product/result"), 20, "left"),
    ("due", Text("Thời gian hoàn thành", "Completed by"), 16, "left"),
    ("remarks", Text("Ghi chú", "Remarks"), 28, "left"),
)
_SECTIONS = {
    "whole-plan": Text(
        "Việc của cả kế hoạch (đầu mối chung, theo dõi, triển khai)",
        "The whole plan (focal point, oversight, carrying out)",
    ),
    "own": Text(
        "Việc riêng của cơ quan (không viện dẫn nhiệm vụ nào)", "Own work of agencies (citing no task)"
    ),
}
_NOBODY = {
    "none": (Text("chưa phân công", "not assigned"), "gap"),
    "unknown": (Text("chưa rõ", "unknown"), "unknown"),
}


class _Page(NamedTuple):
    """What every line of one annex is said with."""

    plan: m.Plan
    registry: m.Registry
    lang: str
    focal: str
    places: dict[str, str]

    @classmethod
    def of(cls, plan: m.Plan, registry: m.Registry, lang: str) -> _Page:
        # targets and tasks may share an id: a task is only looked up among tasks
        places = {f"target {t.id}": str(t.at) for t in plan.targets}
        places |= {f"task {t.id}": words.at(t.at) or t.title for t in plan.tasks}
        return cls(plan, registry, lang, _focal(plan, registry, lang), places)


def annex(plan: m.Plan, registry: m.Registry, lang: str = "vi") -> Table:
    """The annex of ``plan``, one line for each task and each duty that covers none, numbered through."""
    made = sections(plan, registry)
    page = _Page.of(plan, registry, lang)
    groups = tuple(
        Group(
            f"{_roman(n)}. {_heading(section, lang)}",
            tuple(_row(line, page) for line in section.lines),
        )
        for n, section in enumerate(made, 1)
    )
    return Table(
        titled(_TITLE, plan, lang),
        columns_of(_COLUMNS, lang),
        groups,
        tuple(note.get(lang) for note in _notes(plan, made)),
        _NAME.get(lang),
        LABEL.get(lang),
        (attached_to(plan, registry, lang),),
    )


def _roman(number: int) -> str:
    said = ""
    for value, sign in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
                        (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):  # fmt: skip
        count, number = divmod(number, value)
        said += sign * count
    return said


def _heading(section: Section, lang: str) -> str:
    """``Điểm a khoản 1 Mục III (giáo dục)``."""
    sectors = ", ".join(words.word(x, lang) for x in section.sectors)
    if section.at is not None:
        said = f"{section.at.spoken(lang)} ({sectors})"
    else:
        said = sectors or _SECTIONS[section.kind].get(lang)
    return said[:1].upper() + said[1:]


def _focal(plan: m.Plan, registry: m.Registry, lang: str) -> str:
    """``đầu mối chung: Sở TT&TT, IV.1.f``; nothing where the plan has none."""
    said = {"vi": "đầu mối chung", "en": "general focal point"}[lang]
    named = "; ".join(f"{words.agencies(d.agencies, registry, lang)}, {d.at}" for d in focal_points(plan))
    return f"{said}: {named}" if named else ""


def _row(line: Line, page: _Page) -> tuple[Cell, ...]:
    item, registry, lang = line.item, page.registry, page.lang
    place = words.at(item.at)
    brief = "" if item.text else {"vi": "tóm tắt", "en": "summary"}[lang]
    return (
        Cell(str(line.number), value=line.number),
        Cell(item.text or item.title, ", ".join(x for x in (place, brief) if x)),
        _lead_cell(line, registry, lang),
        _with_cell(line, registry, lang),
        Cell((item.product or "") if isinstance(item, m.Task) else ""),
        _due_cell(item, page.plan, lang),
        Cell("; ".join(_remarks(line, page))),
    )


def _due_cell(item: m.Task | m.Duty, plan: m.Plan, lang: str) -> Cell:
    """The day of a task; of a duty the days and periods of the reports that its clause orders of its agencies."""
    if isinstance(item, m.Task):
        return Cell(due_words(item.due, lang), value=item.due.day) if item.due is not None else Cell("")
    told = dict.fromkeys(said for r in reports_of(item, plan) for said in _report_words(r, lang))
    return Cell("; ".join(told))


def due_words(due: m.Due, lang: str) -> str:
    """A day as the plan words it: ``trước ngày 15/06/2022`` leaves it out, ``chậm nhất ngày`` takes it in."""
    return wording(due.when, lang)


def _report_words(report: m.Report, lang: str) -> Iterator[str]:
    yield from (words.word(every, lang) for every in report.every)
    for due in report.due:
        how, day = words.yearly_words(due, lang, report.period_of(due))
        yield _BY[due.before].get(lang).format(day) if how else day
    if report.ad_hoc:
        yield words.word("ad-hoc", lang)


_BY = {True: Text("trước ngày {}", "before {}"), False: Text("chậm nhất ngày {}", "by {}")}


def reports_of(duty: m.Duty, plan: m.Plan) -> tuple[m.Report, ...]:
    """The reports that the clause of ``duty`` orders of its agencies; none where no verb of it is to report."""
    if not any(role.verb.id in ("report", "consolidate") for role in duty.roles):
        return ()
    own = {ref.id for ref in duty.agencies}
    return tuple(r for r in plan.reports if r.at == duty.at and own.issuperset(ref.id for ref in r.from_))


def _lead_cell(line: Line, registry: m.Registry, lang: str) -> Cell:
    """Who answers for it. Work of an agency that no verb of leading gives it is said to be carried out, not led."""
    if line.led:
        inferred = "inferred" if all(x.inferred for x in line.led) else ""
        clash = line.standing is not None and line.standing.kind == "conflict"
        text, clauses = _names(line.led, line.item, registry, lang), _clauses(line.led, registry, lang)
        return Cell(text, clauses, "gap" if clash else inferred)
    if line.standing is not None:
        said, mark = _NOBODY[line.standing.kind]
        return Cell(said.get(lang), mark=mark)
    if line.doing:
        return Cell(_done_by(line, registry, lang), _clauses(line.doing, registry, lang))
    return Cell(_NO_LEAD_STATED.get(lang) if line.joining else "")


def _with_cell(line: Line, registry: m.Registry, lang: str) -> Cell:
    """Who does it, where somebody else leads or ought to, then who co-ordinates."""
    doing = line.doing if line.led or line.standing is not None else ()
    joining = _names(line.joining, line.item, registry, lang)
    both = (*doing, *line.joining)
    lines = [_done_by(line, registry, lang)] if doing else []
    if joining:
        lines.append(f"{_JOINING.get(lang)}: {joining}" if doing else joining)
    mark = "inferred" if both and all(x.inferred for x in both) else ""
    return Cell(".\n".join(lines), _clauses(both, registry, lang), mark)


_DOING = Text("Thực hiện", "Carried out by")
_JOINING = Text("Phối hợp", "Co-ordinating")
_NO_LEAD_STATED = Text("không nêu", "not stated")


def _done_by(line: Line, registry: m.Registry, lang: str) -> str:
    return f"{_DOING.get(lang)}: {_names(line.doing, line.item, registry, lang)}"


def _names(listed: Iterable[Named], item: m.Task | m.Duty, registry: m.Registry, lang: str) -> str:
    """``Sở Giáo dục và Đào tạo (giáo dục); Sở Y tế (y tế)``, each once with all of its scopes."""
    scopes: dict[str, dict[str, None]] = {}
    sure = set()
    for x in listed:
        scopes.setdefault(x.agency, {})[words.scope(_narrowing(x.scope, item), lang)] = None
        if not x.inferred:
            sure.add(x.agency)
    return "; ".join(
        words.agency(agency, registry, lang)
        + ("" if agency in sure else "°")
        + (f" ({'; '.join(narrowed)})" if "" not in narrowed else "")
        for agency, narrowed in scopes.items()
    )


def _narrowing(scope: m.Scope | None, item: m.Task | m.Duty) -> m.Scope | None:
    """``scope`` without a sector that takes in all of the task; that of a duty stands in its remarks, once."""
    if scope is None or isinstance(item, m.Duty):
        return None
    whole = scope.sector in (item.sector, "cross") or (scope.sector == "both" and item.sector != "cross")
    return scope._replace(sector=None) if whole else scope


def _clauses(listed: Iterable[Named], registry: m.Registry, lang: str) -> str:
    """``VI.2.a``; of several agencies each with its own: ``Sở Y tế: VI.3.a; Trường học: III.1.a#5``."""
    each: dict[str, dict[str, None]] = {}
    for x in listed:
        each.setdefault(words.agency(x.agency, registry, lang, short=True), {}).update(
            dict.fromkeys(x.clauses)
        )
    by_clauses: dict[str, list[str]] = {}
    for agency, clauses in each.items():
        by_clauses.setdefault(", ".join(clauses), []).append(agency)
    if len(by_clauses) == 1:
        return next(iter(by_clauses))
    return "; ".join(f"{', '.join(who)}: {at}" for at, who in by_clauses.items() if at)


def _remarks(line: Line, page: _Page) -> Iterator[str]:
    registry, lang = page.registry, page.lang
    vi = lang == "vi"
    if line.kind == "whole-plan" and isinstance(line.item, m.Duty) and "lead" in line.item.verbs:
        yield (
            "đầu mối chung; không chủ trì từng nhiệm vụ"
            if vi
            else "general focal point; leads no single task"
        )
    if line.standing is not None and line.standing.kind == "none" and page.focal:
        yield page.focal
    if line.standing is not None and line.standing.kind == "conflict":
        yield "hai cơ quan cùng chủ trì một phạm vi" if vi else "two agencies lead the same scope"
    for title, listed in (
        ("theo dõi" if vi else "oversight", line.watching),
        ("báo cáo, trình" if vi else "reports and submits to", line.receiving),
    ):
        if listed:
            yield f"{title}: {_names(listed, line.item, registry, lang)}"
    if isinstance(line.item, m.Duty):
        yield from _duty_remarks(line.item, registry, lang)
    else:
        yield from _task_remarks(line.item, page)


def _duty_remarks(duty: m.Duty, registry: m.Registry, lang: str) -> Iterator[str]:
    if duty.via:
        through = words.agencies(duty.via, registry, lang, short=False)
        yield f"qua {through}" if lang == "vi" else f"through {through}"
    if scope := words.scope(duty.scope, lang):
        yield f"phạm vi: {scope}" if lang == "vi" else f"scope: {scope}"


def _task_remarks(task: m.Task, page: _Page) -> Iterator[str]:
    vi = page.lang == "vi"
    served = _places("target", task.contributes_to, page)
    if served:
        yield f"góp vào chỉ tiêu tại {served}" if vi else f"serves targets at {served}"
    after = _places("task", task.after, page)
    if after:
        yield f"sau {after}" if vi else f"after {after}"


def _places(kind: str, refs: tuple[m.Ref, ...], page: _Page) -> str:
    found = (page.places.get(f"{kind} {ref.id}") for ref in refs)
    return ", ".join(dict.fromkeys(place for place in found if place is not None))


def _notes(plan: m.Plan, made: Iterable[Section]) -> Iterator[Text]:
    lines = [line for section in made for line in section.lines]
    tasks = [line.item for line in lines if isinstance(line.item, m.Task)]
    if any(not line.item.text for line in lines):
        yield Text(
            "“tóm tắt”: lời tóm tắt của người mã hóa, không phải nguyên văn; nguyên văn xem tại điều khoản ghi kèm.",
            "'summary': the encoder's words, not the official wording, which stands at the clause given.",
        )
    if any(x.inferred for line in lines for x in (*line.led, *line.doing, *line.joining)):
        yield Text(
            "Dấu °: suy ra từ câu chữ lặp lại, văn bản không viện dẫn khoản.",
            "The mark °: inferred from repeated wording, no clause is cited.",
        )
    if any(t.due is None for t in tasks):
        period = words.in_both(
            lambda lang: f"{words.day(plan.period.first, lang)} – {words.day(plan.period.last, lang)}"
        )
        guessed = Text("", "") if plan.period.basis == "stated" else Text(" (suy ra)", " (inferred)")
        yield Text(
            f"Thời gian để trống: văn bản không nêu thời hạn riêng. Thời kỳ của cả văn bản: {period.vi}{guessed.vi}.",
            f"No day: the document names none for the task. The period of the whole document: {period.en}{guessed.en}.",
        )
    if any(line.standing is None and line.doing and not line.led for line in lines):
        yield Text(
            "“Thực hiện” ở cột Cơ quan chủ trì: văn bản giao cơ quan làm, không dùng từ chủ trì.",
            "'Carried out by' under Lead agency: the document gives the agency the work, without a verb of leading.",
        )
    if plan.document.source_kind == "news-article":
        yield Text(
            "Chỉ biết văn bản qua bài báo: ô trống và “chưa rõ” là chưa biết, không phải không có.",
            "Only a news article is known: what is blank or 'unknown' is not known, not absent.",
        )
    if not lines:
        yield Text("Văn bản không nêu nhiệm vụ.", "The document states no task.")


def data(plan: m.Plan, registry: m.Registry, lang: str = "vi") -> dict[str, Any]:
    """The annex as JSON, as ``schema/output/annex.schema.json`` describes."""
    return {
        "plan": plan.id,
        "attached_to": attached_to(plan, registry, lang),
        "sections": [
            {
                "heading": _heading(section, lang),
                "kind": section.kind,
                "at": words.at(section.at) or None,
                "sectors": list(section.sectors),
                "lines": [_line_data(line, plan, registry, lang) for line in section.lines],
            }
            for section in sections(plan, registry)
        ],
        "focal_points": [
            {"agencies": [a.id for a in d.agencies], "at": str(d.at)} for d in focal_points(plan)
        ],
    }


def _line_data(line: Line, plan: m.Plan, registry: m.Registry, lang: str) -> dict[str, Any]:
    item = line.item
    task = item if isinstance(item, m.Task) else None

    def named(listed: Iterable[Named]) -> list[dict[str, Any]]:
        return [
            {
                "agency": x.agency,
                "name": words.agency(x.agency, registry, lang),
                "scope": export.scope(x.scope),
                "at": list(x.clauses),
                "inferred": x.inferred,
            }
            for x in listed
        ]

    due = task.due if task is not None else None
    return {
        "no": line.number,
        "id": item.id,
        "at": words.at(item.at) or None,
        "title": item.title,
        "text": item.text,
        "standing": line.standing.kind if line.standing is not None else None,
        "leads": named(line.led),
        "doers": named(line.doing),
        "co_ordinates": named(line.joining),
        "oversees": named(line.watching),
        "receives": named(line.receiving),
        "product": task.product if task is not None else None,
        "due": export.due(due) if due is not None else None,
        "reports": [r.id for r in reports_of(item, plan)] if isinstance(item, m.Duty) else [],
        "contributes_to": [r.id for r in task.contributes_to] if task is not None else [],
        "after": [r.id for r in task.after] if task is not None else [],
    }
