"""Nothing in the plan answers to what the template demands."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule
from planmodel.rules._letters import ONE_DEMAND


def _run(facts: Facts) -> Iterator[Found]:
    if not facts.demands:
        return
    from planmodel.rules import _conformity as c
    from planmodel.views.words import WORDS

    for item, many in c.lost(facts, ("target", "requirement", "report")):
        told = {"item": item.item, "template": item.template}
        kind = WORDS[item.kind]
        if many > 1:
            message = say(
                "nothing here answers to any of the {count} demands of {template} of this kind: {kind}; "
                "link what does with implements (planmodel align proposes links)",
                count=many,
                template=item.template,
                kind=kind,
            )
        elif item.because == "other-years":
            message = say(
                "target {item} of {template}: {reason}; set a level for {year}, or have the departure accepted",
                **told,
                reason=c.reason(facts, item),
                year=c.year(item),
            )
        elif item.kind == "report":
            message = say(
                "nobody reports as {item} of {template} orders ({demand}); add the report",
                **told,
                demand=c.asked(facts, item),
            )
        else:
            message = say(
                "nothing answers to {item} of {template} ({kind}: {demand}); add it, or link what does with implements",
                **told,
                kind=kind,
                demand=c.asked(facts, item),
            )
        yield c.found(facts, item, message)


RULE = Rule(
    code="PM601",
    name="demand-missing",
    severity=Severity.warning,
    title=Text("thiếu yêu cầu của văn bản mẫu", "a demand of the template is missing"),
    what=Text(
        "Tìm chỉ tiêu (từng năm), yêu cầu và chế độ báo cáo của văn bản mẫu mà kế hoạch không có gì đáp ứng; chỉ tiêu chỉ có mức cho năm muộn hơn cũng là thiếu.",
        "Finds targets (year by year), requirements and reports of the template that nothing in the plan answers to; a target with a level for a later year only is missing too.",
    ),
    why=Text(
        "Kế hoạch không nhắc tới thì không ai làm, và cơ quan cấp trên chỉ biết khi tổng hợp cuối kỳ.",
        "What the plan does not mention nobody does, and the body above learns of it when the figures come in.",
    ),
    source=Text(
        "thứ tự của các yêu cầu, docs/comparison.md; văn bản mà kế hoạch thực hiện",
        "the order of demands, docs/comparison.md; the document that the plan carries out",
    ),
    bad=(
        (
            ONE_DEMAND,
            """\
implements:
  - {plan: van-ban-mau, basis: cited, at: "preamble#1"}
#          ^^^^^^^^^^^ PM601
""",
        ),
        (
            ONE_DEMAND,
            """\
implements:
  - {plan: van-ban-mau, basis: cited, at: "preamble#1"}
targets:
  - {id: chap-nhan, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM601
     measure: share, demand: install-and-use, unit: "%", commitment: firm, level: {at_least: {2023: 50}},
     implements: [chap-nhan]}
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
        "Chỉ xét văn bản mẫu mà kế hoạch nêu ở implements và có trong không gian làm việc. Văn bản mẫu và bài báo không được xét về cái không nêu: không nêu chưa phải là không có.",
        "Looks only at templates that the plan names under implements and that the workspace has. Of templates and news articles nothing is said to be missing: what is not mentioned may well be there.",
    ),
    run=_run,
)
