"""A target answers to the template by its indicator only; the plan declares no link."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule
from planmodel.rules._letters import ONE_DEMAND


def _run(facts: Facts) -> Iterator[Found]:
    if not facts.demands:
        return
    from planmodel.derive.matching import INDICATOR
    from planmodel.rules import _conformity as c

    told: set[tuple[str, str, str]] = set()
    for item in facts.conformity:
        for target in item.offered if item.basis == INDICATOR else ():
            key = (item.template, item.item, target.id)
            if key not in told and not getattr(target, "implements", ()):
                told.add(key)
                message = say(
                    "target {target} answers to {item} of {template} by indicator and sector only; "
                    "declare it with implements: [{item}], or link what carries that out",
                    target=target.id,
                    item=item.item,
                    template=item.template,
                )
                yield c.found(facts, item._replace(offered=(target,)), message)


RULE = Rule(
    code="PM611",
    name="matched-by-indicator",
    severity=Severity.info,
    title=Text("chỉ khớp theo chỉ số, chưa khai báo liên kết", "matched by indicator only"),
    what=Text(
        "Nêu chỉ tiêu được so với văn bản mẫu chỉ vì cùng chỉ số và lĩnh vực, còn kế hoạch chưa khai báo implements cho chỉ tiêu đó.",
        "Tells of targets that are compared with the template only because indicator and sector are the same, while the plan declares no link for them.",
    ),
    why=Text(
        "Khớp theo chỉ số là phỏng đoán có cơ sở, chưa phải lời của kế hoạch. Khai báo rồi thì kết luận đứng vững khi có thêm chỉ tiêu cùng chỉ số.",
        "A match by indicator is a guess with grounds, not the plan's word. Once declared, the verdict holds when another target of that indicator comes in.",
    ),
    source=Text(
        "docs/comparison.md: cách ghép mục",
        "docs/comparison.md: how items are matched",
    ),
    bad=(
        (
            ONE_DEMAND,
            """\
implements:
  - {plan: van-ban-mau, basis: cited, at: "preamble#1"}
targets:
  - {id: chap-nhan, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM611
     measure: share, demand: install-and-use, unit: "%", commitment: firm, level: {at_least: {2022: 50}}}
""",
        ),
    ),
    good=(
        (
            ONE_DEMAND,
            """\
implements:
  - {plan: van-ban-mau, basis: cited, at: "preamble#1"}
targets:
  - {id: chap-nhan, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, demand: install-and-use, unit: "%", commitment: firm, level: {at_least: {2022: 50}},
     implements: [chap-nhan]}
""",
        ),
    ),
    limits=Text(
        "Chỉ chỉ tiêu được khớp theo chỉ số; yêu cầu và nhiệm vụ cần implements.",
        "Only targets are matched by indicator; requirements and tasks need implements.",
    ),
    run=_run,
)
