"""A task must be done before something that it waits for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from planmodel import model as m
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule


class _Wait(NamedTuple):
    """The latest day that a task waits for, and whose day it is."""

    until: date
    task: m.Task


def _run(facts: Facts) -> Iterator[Found]:
    if facts.in_order and _in_time(facts):
        return
    waits = _waits(facts)
    for task in facts.plan.tasks:
        wait = waits.get(task.id)
        if wait is None or task.due is None or task.due.last is None or wait.until <= task.due.last:
            continue
        assert wait.task.due is not None
        yield Found(
            task.due.span,
            say(
                "task {task} must be done by {day}, but waits for {other}, which has until {until}; "
                "check the dates or the after",
                task=task.id,
                day=task.due.last,
                other=wait.task.id,
                until=wait.until,
            ),
            task.at,
            (facts.here(wait.task.due.span, say("{task} has until here", task=wait.task.id)),),
        )


def _in_time(facts: Facts) -> bool:
    """True where every task that is waited for names a day, and none that waits for it an earlier one."""
    days = facts.days
    for task, other in facts.waits:
        until, day = days[other], days[task]
        if until is None or (day is not None and day < until):
            return False
    return True


def _waits(facts: Facts) -> dict[str, _Wait]:
    """For each task the latest day that it waits for: that of a task before it or, where that one names no day, the
    latest that this one waits for. Tasks in circles, and what waits for them, are left out.
    """
    found: dict[str, _Wait] = {}
    for task in _in_order(facts.after):
        latest = [x for other in facts.after[task] if (x := _day(facts.tasks[other], found)) is not None]
        if latest:
            found[task] = max(latest, key=lambda x: x.until)
    return found


def _in_order(after: dict[str, list[str]]) -> Iterator[str]:
    """Tasks, each after all that it waits for; those in circles and what waits for them are left out."""
    missing = {task: len(waits) for task, waits in after.items()}
    followers: dict[str, list[str]] = {}
    for task, waits in after.items():
        for other in waits:
            followers.setdefault(other, []).append(task)
    ready = [task for task, count in missing.items() if not count]
    while ready:
        done = ready.pop()
        yield done
        for follower in followers.get(done, ()):
            missing[follower] -= 1
            if not missing[follower]:
                ready.append(follower)


def _day(task: m.Task, found: dict[str, _Wait]) -> _Wait | None:
    if task.due is None or task.due.last is None:
        return found.get(task.id)
    return _Wait(task.due.last, task)


RULE = Rule(
    code="PM305",
    name="due-before-predecessor",
    severity=Severity.warning,
    title=Text("hạn sớm hơn việc phải xong trước", "due before what it waits for"),
    what=Text(
        "Tìm nhiệm vụ có hạn sớm hơn hạn của một nhiệm vụ mà nó phải chờ (after). Nhiệm vụ ở giữa không nêu hạn thì "
        "xét tiếp nhiệm vụ đứng trước nó.",
        "Finds tasks that are due earlier than a task they wait for (after). Where the one before names no day, the "
        "ones before that are looked at.",
    ),
    why=Text(
        "Việc sau không thể xong trước khi việc trước xong. Hai thời hạn như vậy thì một trong hai sẽ bị lỡ, hoặc thứ "
        "tự ghi sai.",
        "What waits cannot be finished first. With two such dates one of them will be missed, or the order is wrong.",
    ),
    source=Text("6 rõ: rõ thời gian", "the six clarities: a clear time"),
    bad=(
        """\
tasks:
  - {id: khao-sat, at: "II.1", sector: education, title: Khảo sát hạ tầng thanh toán, due: {by: "2022-12-31"}}
  - {id: lap-dat, at: "II.2", sector: education, title: Lắp đặt điểm thanh toán QR, after: [khao-sat],
     due: {by: "2022-09-30"}}
#              ^^^^^^^^^^^^ PM305
duties:
  - {id: chu-tri, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II"], title: Chủ trì các nhiệm vụ Mục II}
""",
    ),
    good=(
        """\
tasks:
  - {id: khao-sat, at: "II.1", sector: education, title: Khảo sát hạ tầng thanh toán, due: {by: "2022-06-30"}}
  - {id: lap-dat, at: "II.2", sector: education, title: Lắp đặt điểm thanh toán QR, after: [khao-sat],
     due: {by: "2022-09-30"}}
duties:
  - {id: chu-tri, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II"], title: Chủ trì các nhiệm vụ Mục II}
""",
    ),
    limits=Text(
        "Hai nhiệm vụ cùng hạn thì không báo: không rõ mỗi việc cần bao lâu. Vòng chờ nhau là việc của PM301.",
        "Two tasks due on the same day are let be: how long each takes is not known. Circles are found by PM301.",
    ),
    run=_run,
)
