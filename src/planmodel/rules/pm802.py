"""Points run a b c d đ e g h i k ...; f, j, w and z are not used."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.clauses import LETTERS, Clause
from planmodel.diagnostics import Severity, Span, Text
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    points: dict[tuple[str, ...], dict[str, object]] = {}
    places: dict[tuple[tuple[str, ...], str], tuple[Clause, Span]] = {}
    for at, span in facts.places:
        for depth in range(1, len(at.labels)):
            label = at.labels[depth]
            if len(label) == 1 and label.isalpha() and label.islower():
                parent = at.labels[:depth]
                points.setdefault(parent, {}).setdefault(label, None)
                places.setdefault((parent, label), (at, span))
    for parent, labels in points.items():
        wanted = LETTERS[: len(labels)]
        wrong = [x for x in labels if x not in wanted]
        if wrong:
            at, span = places[(parent, wrong[0])]
            where = ".".join(parent)
            yield Found(
                span,
                Text(
                    f"{where}: các điểm là {', '.join(labels)}; thứ tự tiếng Việt là {', '.join(wanted)}",
                    f"{where}: the points are {', '.join(labels)}; the Vietnamese order is {', '.join(wanted)}",
                ),
                at,
            )


RULE = Rule(
    code="PM802",
    name="letter-order",
    severity=Severity.info,
    title=Text("chữ cái của điểm sai thứ tự tiếng Việt", "points not lettered in the Vietnamese order"),
    what=Text("", ""),
    why=Text("", ""),
    source=Text("Nghị định 30/2020/NĐ-CP, Phụ lục I: điểm dùng chữ cái tiếng Việt", ""),
    bad=(),
    good=(),
    run=_run,
)
