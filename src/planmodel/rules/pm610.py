"""Plans that carry out one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planmodel.diagnostics import Related, Severity, Span, Text, say
from planmodel.rules._api import Across, Summary, WorkspaceRule

_Edge = tuple[Summary, str, Span, str]


def _run(summaries: Sequence[Summary]) -> Iterator[Across]:
    by_id = {one.plan: one for one in summaries if one.links}
    done: set[str] = set()
    for start in by_id:
        if start not in done:
            yield from _from(start, by_id, done)


def _from(start: str, by_id: dict[str, Summary], done: set[str]) -> Iterator[Across]:
    """Each circle that a walk from ``start`` closes, once; ``done`` are the plans that no walk need enter again."""
    path: dict[str, _Edge | None] = {start: None}
    rest = [(start, iter(by_id[start].links))]
    while rest:
        here, links = rest[-1]
        link = next(links, None)
        if link is None:
            rest.pop()
            path.pop(here)
            done.add(here)
            continue
        there, span, clause = link
        if there in path:
            yield _circle(there, [*path], (by_id[here], there, span, clause), by_id)
        elif there in by_id and there not in done:
            path[there] = None
            rest.append((there, iter(by_id[there].links)))


def _circle(there: str, path: list[str], edge: _Edge, by_id: dict[str, Summary]) -> Across:
    one, _, span, clause = edge
    ring = path[path.index(there) :]
    return Across(
        one.source,
        span,
        say(
            "plans carry out one another in a circle: {circle}; take out the link to the lower document",
            circle=" → ".join([*ring, there]),
        ),
        clause or None,
        tuple(
            Related(say("a plan of the circle"), by_id[plan].source, by_id[plan].id_span)
            for plan in ring
            if plan != one.plan
        ),
    )


RULE = WorkspaceRule(
    code="PM610",
    name="implements-circle",
    severity=Severity.warning,
    title=Text("các kế hoạch thực hiện lẫn nhau", "plans that carry out one another"),
    what=Text(
        "Tìm vòng khép kín trong implements: kế hoạch A thực hiện B, B thực hiện A; hoặc một kế hoạch thực hiện chính nó.",
        "Finds circles in implements: plan A carries out B, and B carries out A; or a plan carries out itself.",
    ),
    why=Text(
        "Văn bản cấp dưới thực hiện văn bản cấp trên, không có chiều ngược lại. Trong vòng tròn không biết ai phải theo ai.",
        "A document carries out one of a higher level, never the reverse. In a circle nobody can say who is to follow whom.",
    ),
    source=Text(
        "thứ bậc của văn bản",
        "the rank of documents",
    ),
    bad=(
        (
            """\
plan: ke-hoach-mot
implements:
  - {plan: ke-hoach-hai, basis: cited, at: "preamble#1"}
""",
            """\
plan: ke-hoach-hai
document:
  number: 2/KH-UBND
  kind: KH
  title: Kế hoạch thứ hai
  issuer: ubnd-tinh
  province: thanh-hoa
  place: Thanh Hóa
  issued: "2022-06-01"
  signer: {name: Nguyễn Văn B, rank: Chủ tịch, capacity: TM.}
  source: {kind: full-text, name: ke-hoach-hai.txt, sha256: unknown}
implements:
  - {plan: ke-hoach-mot, basis: cited, at: "preamble#1"}
#          ^^^^^^^^^^^^ PM610
""",
        ),
    ),
    good=(
        (
            """\
plan: ke-hoach-mot
""",
            """\
plan: ke-hoach-hai
document:
  number: 2/KH-UBND
  kind: KH
  title: Kế hoạch thứ hai
  issuer: ubnd-tinh
  province: thanh-hoa
  place: Thanh Hóa
  issued: "2022-06-01"
  signer: {name: Nguyễn Văn B, rank: Chủ tịch, capacity: TM.}
  source: {kind: full-text, name: ke-hoach-hai.txt, sha256: unknown}
implements:
  - {plan: ke-hoach-mot, basis: cited, at: "preamble#1"}
""",
        ),
    ),
    limits=Text(
        "Chỉ thấy vòng tròn của các kế hoạch được kiểm tra cùng lúc.",
        "Sees circles of the plans that are checked together only.",
    ),
    run=_run,
)
