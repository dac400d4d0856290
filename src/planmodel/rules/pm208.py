"""A figure inside a task: who looks for targets among the objectives misses it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule
from planmodel.rules._listing import listed

_TASK = Text("nhiệm vụ ở đây", "the task is here")


def _run(facts: Facts) -> Iterator[Found]:
    worded = _speaking_of_shares(facts.plan.tasks)
    if not worded and not _among_tasks(facts):
        return
    above = {over for at in {t.at for t in facts.plan.targets} for over in _upward(at)}
    asked = above.union([task.at for task in worded])
    holding: dict[Clause, m.Task] = {}
    for task in facts.plan.tasks:
        if task.at in asked and task.at is not None:
            holding.setdefault(task.at, task)
    hidden, told = _standing(facts, holding)
    looked_at = {task.id for task in worded}.union(hidden)
    amounts = {t.id: frozenset(x.amount for x in t.levels) for t in facts.plan.targets} if worded else {}
    for task in facts.plan.tasks if looked_at else ():
        inside = hidden.get(task.id)
        if inside and not facts.from_article:
            yield _hidden(facts, task, inside)
        elif task.id in looked_at and task.at and holding[task.at] is task and task.id not in told:
            figure = _untold(task, amounts)
            if figure is not None:
                message = say(
                    "task {task} ({clause}) states {figure}, but no target stands there; "
                    "if it is a demand, make it a target",
                    task=task.id,
                    clause=task.at,
                    figure=figure,
                )
                yield Found(task.span, message, task.at)


def _among_tasks(facts: Facts) -> bool:
    """True where a target stands after the first task; before it none is held by a task, for what holds comes first."""
    placed = facts.ranges.numbers
    first = facts.plan.tasks[placed[0]].at if placed else None
    if first is None:
        return False
    order = first.order
    return any(target.at.order >= order for target in facts.plan.targets)


def _standing(facts: Facts, holding: Mapping[Clause, m.Task]) -> tuple[dict[str, list[m.Target]], set[str]]:
    """The targets in the clause of each task and in no objective's; and every task with a target at or under it."""
    stated = {o.at for o in facts.plan.objectives}
    by_clause: dict[Clause, list[m.Target]] = {}
    for target in facts.plan.targets:
        by_clause.setdefault(target.at, []).append(target)
    hidden: dict[str, list[m.Target]] = {}
    told: set[str] = set()
    for at, targets in by_clause.items():
        above = list(_upward(at))
        tasks = [holding[clause].id for clause in above if clause in holding]
        told.update(tasks)
        if tasks and stated.isdisjoint(above):
            hidden.setdefault(tasks[0], []).extend(targets)
    return hidden, told


def _upward(at: Clause | None) -> Iterator[Clause]:
    while at is not None:
        yield at
        at = at.parent


def _hidden(facts: Facts, task: m.Task, inside: list[m.Target]) -> Found:
    first = inside[0]
    message = say(
        "task {task} ({clause}) holds figures that no objective names: {targets}; "
        "name them among the objectives or in the table of targets",
        task=task.id,
        clause=first.at,
        targets=listed(t.id for t in inside),
    )
    span = first.levels[0].span if first.levels else first.span
    return Found(span, message, first.at, (facts.here(task.span, _TASK),))


def _speaking_of_shares(tasks: Iterable[m.Task]) -> list[m.Task]:
    """The tasks whose words hold a percentage; in most plans there are none, and one look at all words tells."""
    words = "\n".join([t.title for t in tasks] + [t.text for t in tasks if t.text])
    if "%" not in words and "phần trăm" not in words:
        return []
    return [task for task in tasks if _speaks_of_shares(task)]


def _speaks_of_shares(task: m.Task) -> bool:
    title, text = task.title, task.text
    return "%" in title or "phần trăm" in title or (text is not None and ("%" in text or "phần trăm" in text))


def _untold(task: m.Task, amounts: Mapping[str, frozenset[Decimal]]) -> str | None:
    """A percentage in the task's words that is not the figure of a target it contributes to."""
    import re

    words = f"{task.title}\n{task.text or ''}"

    told = frozenset[Decimal]().union(*(amounts.get(ref.id, ()) for ref in task.contributes_to))
    for found in re.finditer(r"(?<![0-9])([0-9]++(?:[.,][0-9]++)?+)\s*+(?:%|phần trăm)", words):
        if Decimal(found[1].replace(",", ".")) not in told:
            return found[0]
    return None


RULE = Rule(
    code="PM208",
    name="figure-hidden-in-task",
    severity=Severity.info,
    title=Text("con số nằm trong nhiệm vụ", "a figure hidden in a task"),
    what=Text(
        "Tìm chỉ tiêu đứng ở điều khoản của một nhiệm vụ, ngoài mọi mục tiêu; và nhiệm vụ nêu một tỷ lệ % mà không chỉ tiêu nào ghi lại.",
        "Finds targets that stand in the clause of a task, outside every objective; and tasks that state a percentage that is no target.",
    ),
    why=Text(
        "Người theo dõi tìm chỉ tiêu ở phần mục tiêu và ở biểu chỉ tiêu. Con số nằm trong một gạch đầu dòng của phần nhiệm vụ dễ bị bỏ sót khi lập biểu và khi báo cáo.",
        "Whoever monitors looks for targets among the objectives and in the table of targets. A figure in a dash of the tasks is easily left out of the table and of the reports.",
    ),
    source=Text(
        "thông lệ: biểu chỉ tiêu kèm theo kế hoạch; 6 rõ: rõ việc, rõ sản phẩm",
        "practice: the table of targets annexed to a plan; the six clarities (6 rõ): clear about work and product",
    ),
    bad=(
        """\
objectives:
  - {id: o1, at: "I.1", kind: general, sector: education, title: Thanh toán không dùng tiền mặt}
targets:
  - {id: t1, at: "II.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50}}}
#                                                                          ^^ PM208
tasks:
  - {id: n1, at: "II.1", sector: education, title: Lắp đặt mã QR trong trường học, contributes_to: [t1], by: [truong-hoc],
     due: {by: "2025-12-31"}, product: Mã QR trong trường học}
duties:
  - {id: d1, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II.1"], title: Chủ trì việc lắp đặt}
""",
    ),
    good=(
        """\
objectives:
  - {id: o1, at: "I.1", kind: specific, sector: education, title: 50% trường học dùng mã QR}
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50}}}
tasks:
  - {id: n1, at: "II.1", sector: education, title: Lắp đặt mã QR trong 50% trường học, contributes_to: [t1], by: [truong-hoc],
     due: {by: "2025-12-31"}, product: Mã QR trong trường học}
duties:
  - {id: d1, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II.1"], title: Chủ trì việc lắp đặt}
""",
    ),
    limits=Text(
        "Một bài báo không cho biết con số nằm ở mục nào của kế hoạch, nên vế đầu không xét kế hoạch chỉ biết qua bài báo. Vế sau chỉ thấy tỷ lệ %, không thấy số lượng viết bằng chữ hay số.",
        "A news article does not show in which section of the plan a figure stands, so the first part does not look at plans known from an article only. The second sees percentages only, not counts.",
    ),
    run=_run,
)
