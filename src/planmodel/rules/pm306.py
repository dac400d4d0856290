"""Two tasks of one sector have the same title, the same doers and the same due date."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from datetime import date

from planmodel import model as m
from planmodel.derive.likeness import one_convention
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    first_due: dict[tuple[str, date | None], m.Task] = {}
    due_alike: dict[tuple[str, date | None], list[m.Task]] = {}
    for task, day in zip(facts.plan.tasks, facts.days, strict=True):
        due = task.sector, day
        first = first_due.setdefault(due, task)
        if first is not task:
            due_alike.setdefault(due, [first]).append(task)
    repeated = [pair for tasks in due_alike.values() for pair in _repeated(tasks)]
    for task, first in sorted(repeated, key=lambda pair: pair[0].span):
        yield Found(
            task.span,
            say(
                "tasks {task} and {first} have the same title; keep one, or say in the titles how they differ",
                task=task.id,
                first=first.id,
            ),
            task.at,
            (facts.here(first.span, say("the first task with this title")),),
        )


def _repeated(tasks: Iterable[m.Task]) -> Iterator[tuple[m.Task, m.Task]]:
    """Each task of one sector and due date with the doers and the title of one before it, and the first such one."""
    as_long: dict[int, m.Task] = {}
    same: dict[Hashable, m.Task] = {}
    for task in tasks:
        near = as_long.setdefault(_length(task.title), task)
        if near is task:  # no title before is as long
            continue
        same.setdefault(_key(near), near)
        first = same.setdefault(_key(task), task)
        if first is not task:
            yield task, first


def _length(title: str) -> int:
    """How long a title is without its spaces: equal for all ways to write it."""
    if title.isprintable():  # then a space is the only one there is
        return len(title) - title.count(" ")
    return len("".join(title.split()))


def _key(task: m.Task) -> Hashable:
    return frozenset([r.id for r in task.by]), fold(task.title)


def fold(title: str) -> str:
    """A title without what is only writing: case, spaces, and on which vowel a tone is marked (hòa, hoà)."""
    return " ".join(one_convention(title.casefold()).split())


RULE = Rule(
    code="PM306",
    name="same-title-twice",
    severity=Severity.info,
    title=Text("hai nhiệm vụ cùng tên", "two tasks with one title"),
    what=Text(
        "Tìm hai nhiệm vụ cùng lĩnh vực, cùng người làm, cùng thời hạn và cùng tên, không kể chữ hoa chữ thường, dấu "
        "cách và cách đặt dấu thanh (hòa, hoà).",
        "Finds two tasks of one sector with the same doers, the same due date and the same title, whatever the case, "
        "the spaces and the vowel that bears the tone mark (hòa, hoà).",
    ),
    why=Text(
        "Trong bảng phân công và báo cáo không phân biệt được hai dòng giống nhau: hoặc một việc bị ghi hai lần, hoặc "
        "tên chưa nói rõ hai việc khác nhau ở đâu.",
        "In the matrix and in reports two equal lines cannot be told apart: either one task was written twice, or the "
        "titles do not say how the two differ.",
    ),
    source=Text("6 rõ: rõ việc", "the six clarities: clear work"),
    bad=(
        """\
tasks:
  - {id: tap-huan, at: "II.1", sector: education, title: Tập huấn thanh toán số cho giáo viên Khánh Hòa}
  - {id: tap-huan-2, at: "II.2", sector: education, title: Tập huấn thanh toán số cho giáo viên Khánh Hoà}
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM306
duties:
  - {id: chu-tri, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II"], title: Chủ trì các nhiệm vụ Mục II}
""",
    ),
    good=(
        """\
tasks:
  - {id: tap-huan, at: "II.1", sector: education, title: Tập huấn thanh toán số cho giáo viên tiểu học}
  - {id: tap-huan-2, at: "II.2", sector: education, title: Tập huấn thanh toán số cho giáo viên trung học}
duties:
  - {id: chu-tri, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II"], title: Chủ trì các nhiệm vụ Mục II}
""",
    ),
    limits=Text(
        "Chỉ so tên, không so nghĩa: hai việc giống nhau viết khác lời thì không thấy.",
        "Compares titles, not meanings: the same work in other words is not seen.",
    ),
    run=_run,
)
