"""Points run a b c d đ e g h i k ...; f, j, w and z are not used."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.clauses import LETTERS, Clause
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule
from planmodel.rules._places import Placed


def _run(facts: Facts) -> Iterator[Found]:
    if facts.counted_on:
        return
    points: dict[tuple[str, ...], dict[str, object]] = {}
    places: dict[tuple[tuple[str, ...], str], tuple[Clause, Placed]] = {}
    seen: set[tuple[str, ...]] = set()
    for at, fact in facts.places:
        if at.labels in seen:
            continue
        seen.add(at.labels)
        for depth in range(1, len(at.labels)):
            label = at.labels[depth]
            if len(label) == 1 and label.isalpha() and label.islower():
                parent = at.labels[:depth]
                points.setdefault(parent, {}).setdefault(label, None)
                places.setdefault((parent, label), (at, fact))
    for parent, labels in points.items():
        wanted = LETTERS[: len(labels)]
        wrong = [x for x in labels if x not in wanted]
        if wrong:
            at, fact = places[(parent, wrong[0])]
            yield Found(
                fact.span,
                say(
                    "{parent}: the points are {points}; the Vietnamese order is {wanted}",
                    parent=".".join(parent),
                    points=", ".join(labels),
                    wanted=", ".join(wanted),
                ),
                at,
            )


RULE = Rule(
    code="PM802",
    name="letter-order",
    severity=Severity.info,
    title=Text("chữ cái của điểm sai thứ tự tiếng Việt", "points not lettered in the Vietnamese order"),
    what=Text(
        "Tìm các điểm không theo thứ tự a, b, c, d, đ, e, g, h, i, k, ...: bỏ chữ đ, dùng f, j, w, z, hay nhảy cách.",
        "Finds points that do not run a, b, c, d, đ, e, g, h, i, k, ...: without đ, with f, j, w or z, or with a gap.",
    ),
    why=Text(
        "«Điểm e» của văn bản này có thể là «điểm đ» của người đọc. Khi viện dẫn phải giữ chữ như in; chữ nhảy cách còn có thể là một điểm bị bỏ sót khi mã hóa.",
        "What this document calls point e, a reader may count as point đ. A citation keeps the printed letter; a gap may also be a point that was left out when the document was encoded.",
    ),
    source=Text(
        "Nghị định 30/2020/NĐ-CP, Phụ lục I: điểm dùng chữ cái tiếng Việt theo thứ tự",
        "Decree 30/2020/NĐ-CP, annex I: points take the letters of the Vietnamese alphabet in order",
    ),
    bad=(
        """\
participants:
  - {at: "II.1.a", agencies: [so-gddt]}
  - {at: "II.1.b", agencies: [so-yte]}
  - {at: "II.1.c", agencies: [so-tttt]}
  - {at: "II.1.d", agencies: [so-tc]}
  - {at: "II.1.e", agencies: [so-ct]}
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM802
""",
    ),
    good=(
        """\
participants:
  - {at: "II.1.a", agencies: [so-gddt]}
  - {at: "II.1.b", agencies: [so-yte]}
  - {at: "II.1.c", agencies: [so-tttt]}
  - {at: "II.1.d", agencies: [so-tc]}
  - {at: "II.1.đ", agencies: [so-ct]}
""",
    ),
    limits=Text(
        "Nêu điểm sai đầu tiên của mỗi khoản. Điểm cuối cùng bị bỏ sót thì không thấy được.",
        "Names the first wrong point of each item. A last point that was left out cannot be seen.",
    ),
    run=_run,
)
