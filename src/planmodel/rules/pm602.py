"""A target or a day of the plan asks for less than the template does."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule
from planmodel.rules._letters import ONE_DEMAND


def _run(facts: Facts) -> Iterator[Found]:
    if not facts.demands:
        return
    from planmodel.rules import _conformity as c

    weakened = c.departures(
        facts, lambda i: i.kind in ("target", "task") and i.verdict in ("falls-short", "mixed")
    )
    for item in weakened:
        told = {
            "item": c.answer(item),
            "template": item.template,
            "dimensions": c.unlike(item),
            "reason": c.reason(facts, item),
        }
        if item.kind == "task":
            message = say(
                "task {item} is due later than {template} orders: {reason}; set the earlier day, or have the departure accepted",
                **told,
            )
        elif c.is_weaker(item):
            message = say(
                "target {item}, {year}: weaker than {template} in {dimensions} ({reason}); "
                "raise it, or have the departure accepted",
                **told,
                year=c.year(item),
            )
        else:
            message = say(
                "target {item}, {year}: other than {template} in {dimensions} ({reason}); "
                "bring it in line, or have the departure accepted",
                **told,
                year=c.year(item),
            )
        yield c.found(facts, item, message)


RULE = Rule(
    code="PM602",
    name="demand-weakened",
    severity=Severity.warning,
    title=Text("yêu cầu thấp hơn văn bản mẫu", "a demand weaker than the template's"),
    what=Text(
        "Tìm chỉ tiêu thấp hơn văn bản mẫu ở ít nhất một mặt: mức, năm, địa bàn, đối tượng, cách đo, yêu cầu, cam kết; và nhiệm vụ có thời hạn muộn hơn. Cao hơn ở mặt này mà thấp hơn ở mặt khác cũng được nêu.",
        "Finds targets that are weaker than the template's in at least one dimension: level, year, area, population, measure, demand, commitment; and tasks that are due later. Stronger in one and weaker in another is told too.",
    ),
    why=Text(
        "Một con số bằng nhau vẫn có thể đòi ít hơn: chỉ đô thị, chỉ «phấn đấu», chỉ «chấp nhận» thay cho «lắp đặt, sử dụng». Đọc lướt thì không thấy.",
        "The same figure may ask for less: urban areas only, aspirational only, 'accept' in place of 'install and use'. Who reads in haste does not see it.",
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
targets:
  - {id: chap-nhan, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: urban,
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM602
     measure: share, demand: install-and-use, unit: "%", commitment: firm, level: {at_least: {2022: 100}},
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
     measure: share, demand: install-and-use, unit: "%", commitment: firm, level: {at_least: {2022: 60}},
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
