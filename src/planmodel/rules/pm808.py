"""Items, inner sections and bullets that skip a number: the document skips it, or it was left out here."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from planmodel.clauses import Clause, roman_value
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule
from planmodel.rules._places import Placed

_Parent = tuple[tuple[str, ...], tuple[int, ...], bool]
"""Labels, bullets, and whether Roman numerals are counted under them."""


def _run(facts: Facts) -> Iterator[Found]:
    if facts.counted_on:
        return
    under: dict[_Parent, dict[int, tuple[Clause, Placed]]] = {}
    seen: set[tuple[str, ...]] = set()
    for at, fact in facts.places:
        for depth, bullet in enumerate(at.bullets):
            under.setdefault((at.labels, at.bullets[:depth], False), {}).setdefault(bullet, (at, fact))
        if at.labels not in seen:
            seen.add(at.labels)
            for parent, number in _numbers(at.labels):
                under.setdefault(parent, {}).setdefault(number, (at, fact))
    for (labels, bullets, _), children in under.items():
        gap = next(((a, b) for a, b in pairwise(sorted(children)) if b != a + 1), None)
        if gap is not None:
            before, after = (_told(children[n][0], labels, bullets) for n in gap)
            at, fact = children[gap[1]]
            yield Found(
                fact.span,
                say(
                    "after {before} comes {after}; encode what stands between or list it under not_encoded, "
                    "unless the document itself skips",
                    before=before,
                    after=after,
                ),
                at,
            )


def _numbers(labels: tuple[str, ...]) -> Iterator[tuple[_Parent, int]]:
    """Every level at which a clause is counted in figures, and its number there."""
    for depth, label in enumerate(labels):
        if label.isdecimal():
            yield (labels[:depth], (), False), int(label)
        elif depth and label.isupper():
            yield (labels[:depth], (), True), roman_value(label)


def _told(at: Clause, labels: tuple[str, ...], bullets: tuple[int, ...]) -> str:
    """The clause one level below the parent: ``II.3`` of ``II.3.a#1`` below ``II``."""
    if at.labels == labels:
        return "#".join([".".join(labels), *map(str, at.bullets[: len(bullets) + 1])])
    return ".".join(at.labels[: len(labels) + 1])


RULE = Rule(
    code="PM808",
    name="item-gap",
    severity=Severity.info,
    title=Text("số khoản, gạch đầu dòng nhảy cách", "items or bullets that skip a number"),
    what=Text(
        "Tìm khoản, mục bên trong hay gạch đầu dòng dưới cùng một mục mà số nhảy cách: II.1 rồi II.3, hoặc II.1.a#1 rồi II.1.a#3.",
        "Finds items, inner sections or bullets under one heading whose numbers skip: II.1 and then II.3, or II.1.a#1 and then II.1.a#3.",
    ),
    why=Text(
        "Mọi điều khoản của văn bản đều được mã hóa hoặc nằm trong not_encoded kèm lý do. Số nhảy cách thường là một đoạn bị bỏ sót, kéo theo mất nhiệm vụ và mất người làm; nếu văn bản in như vậy, viện dẫn phải giữ số như in.",
        "Every clause of a document is encoded, or stands in not_encoded with a reason. A gap is usually a passage that was overlooked, and with it a task and its doer; where the document was printed so, citations keep the printed number.",
    ),
    source=Text(
        "Nghị định 30/2020/NĐ-CP, Phụ lục I: bố cục của văn bản; quy ước mã hóa: không bỏ sót điều khoản",
        "Decree 30/2020/NĐ-CP, annex I: how a document is laid out; the rule of encoding that no clause is left out",
    ),
    bad=(
        """\
participants:
  - {at: "II.1", agencies: [so-gddt]}
  - {at: "II.2", agencies: [so-yte]}
  - {at: "II.4", agencies: [so-tttt]}
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM808
""",
        """\
participants:
  - {at: "II.1#1", agencies: [so-gddt]}
  - {at: "II.1#3", agencies: [so-tttt]}
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM808
""",
    ),
    good=(
        """\
participants:
  - {at: "II.1", agencies: [so-gddt]}
  - {at: "II.3", agencies: [so-tttt]}
not_encoded:
  - {at: "II.2", reason: heading}
""",
    ),
    limits=Text(
        "Nêu chỗ nhảy cách đầu tiên dưới mỗi mục. Số đầu và số cuối bị bỏ sót thì không thấy được. Mục La Mã ngoài cùng do PM801 xét, điểm chữ cái do PM802 xét.",
        "Names the first gap under each heading. A first or last number that was left out cannot be seen. PM801 judges the outermost Roman sections, PM802 the letters of points.",
    ),
    run=_run,
)
