"""Each of these tasks waits for the next, and the last for the first."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule
from planmodel.rules._listing import listed

_SHOWN = 10


def _run(facts: Facts) -> Iterator[Found]:
    if facts.in_order:
        return
    done: set[str] = set()
    for start in facts.after:
        cycle = _cycle(start, facts.after, done)
        if cycle:
            yield _found(facts, cycle)


def _found(facts: Facts, cycle: list[str]) -> Found:
    waits = [
        (facts.tasks[task], next(r for r in facts.tasks[task].after if r.id == other))
        for task, other in zip(cycle, [*cycle[1:], cycle[0]], strict=True)
    ]
    (task, wait), *others = waits
    if not others:
        return Found(
            wait.span, say("task {task} waits for itself; drop it from its own after", task=task.id), task.at
        )
    return Found(
        wait.span,
        say(
            "tasks wait for one another in a circle: {circle}; drop one after",
            circle=listed([*cycle, cycle[0]], " → "),
        ),
        task.at,
        tuple(
            facts.here(ref.span, say("{task} waits for {other}", task=waiting.id, other=ref.id))
            for waiting, ref in others[:_SHOWN]
        ),
    )


def _cycle(start: str, after: dict[str, list[str]], done: set[str]) -> list[str]:
    """The first cycle met from ``start`` by depth-first search, without recursion; visited tasks go to ``done``."""
    if start in done:
        return []
    path = [start]
    on_path = {start}
    branches = [iter(after[start])]
    while branches:
        step = next(branches[-1], None)
        if step is None:
            branches.pop()
            done.add(path[-1])
            on_path.discard(path.pop())
        elif step in on_path:
            done.update(path)
            return path[path.index(step) :]
        elif step not in done:
            path.append(step)
            on_path.add(step)
            branches.append(iter(after[step]))
    return []


RULE = Rule(
    code="PM301",
    name="circular-order",
    severity=Severity.error,
    title=Text("nhiệm vụ chờ nhau thành vòng", "tasks that wait for one another in a circle"),
    what=Text(
        "Tìm các nhiệm vụ mà after nối lại thành vòng: A chờ B, B chờ C, C chờ A; kể cả nhiệm vụ chờ chính nó.",
        "Finds tasks whose after leads back to where it began: A waits for B, B for C, C for A; "
        "a task that waits for itself too.",
    ),
    why=Text(
        "Trong một vòng như vậy không nhiệm vụ nào bắt đầu được. Thứ tự thực hiện, sơ đồ phụ thuộc và mọi thời hạn "
        "tính theo thứ tự đều mất nghĩa.",
        "In such a circle no task can ever begin. The order of work, the drawing of it, and every date that follows "
        "from the order lose their meaning.",
    ),
    source=Text(
        "lô-gic: việc trước phải xong thì việc sau mới bắt đầu", "logic: what waits cannot come first"
    ),
    bad=(
        """\
tasks:
  - {id: khao-sat, at: "II.1", sector: education, title: Khảo sát hạ tầng thanh toán, after: [lap-dat]}
#                                                                                             ^^^^^^^ PM301
  - {id: lap-dat, at: "II.2", sector: education, title: Lắp đặt điểm thanh toán QR, after: [khao-sat]}
duties:
  - {id: chu-tri, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II"], title: Chủ trì các nhiệm vụ Mục II}
""",
    ),
    good=(
        """\
tasks:
  - {id: khao-sat, at: "II.1", sector: education, title: Khảo sát hạ tầng thanh toán}
  - {id: lap-dat, at: "II.2", sector: education, title: Lắp đặt điểm thanh toán QR, after: [khao-sat]}
duties:
  - {id: chu-tri, at: "III.1", agencies: [so-gddt], roles: [lead], covers: ["II"], title: Chủ trì các nhiệm vụ Mục II}
""",
    ),
    limits=Text(
        "Nêu mỗi nhiệm vụ trong nhiều nhất một vòng; sửa xong hãy kiểm tra lại, có thể còn vòng khác.",
        "Tells of one circle for each task at most; check again after mending it, another may be left.",
    ),
    run=_run,
)
