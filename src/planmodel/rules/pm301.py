"""Each of these tasks waits for the next, and the last for the first."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    tasks = {t.id: t for t in facts.plan.tasks}
    after = {t.id: [r.id for r in t.after if r.id in tasks] for t in facts.plan.tasks}
    done: set[str] = set()
    for start in after:
        cycle = _cycle(start, after, done)
        if cycle:
            task = tasks[cycle[0]]
            names = " → ".join([*cycle, cycle[0]])
            span = next(r.span for r in task.after if r.id == cycle[1 % len(cycle)])
            yield Found(
                span,
                Text(
                    f"các nhiệm vụ chờ nhau thành vòng: {names}; hãy bỏ một after",
                    f"tasks wait for one another in a circle: {names}; drop one after",
                ),
                task.at,
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
    what=Text("", ""),
    why=Text("", ""),
    source=Text("lô-gic", ""),
    bad=(),
    good=(),
    run=_run,
)
