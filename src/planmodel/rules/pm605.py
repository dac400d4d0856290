"""A requirement of the plan offers fewer options, or asks for fewer of them, than the template's."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    if not facts.demands:
        return
    from planmodel.messages import joined, same
    from planmodel.rules import _conformity as c

    for item in c.departures(facts, lambda i: i.kind == "requirement" and i.verdict != "missing"):
        told = {"item": c.answer(item), "template": item.template, "reason": c.reason(facts, item)}
        known = facts.registry.options
        gone = [known[o].name if o in known else same(o) for o in c.dropped(item)]
        if gone:
            options = joined(", ", (Text(name.vi, name.en, (name.en,)) for name in gone))
            message = say(
                "requirement {item} drops {options} of {template} ({reason}); "
                "take it in again, or have the departure accepted",
                **told,
                options=options,
            )
        else:
            message = say(
                "requirement {item} asks for less than {template} ({reason}); "
                "ask for as many, or have the departure accepted",
                **told,
            )
        yield c.found(facts, item, message)


RULE = Rule(
    code="PM605",
    name="option-dropped",
    severity=Severity.warning,
    title=Text("bớt lựa chọn so với văn bản mẫu", "an option dropped"),
    what=Text(
        "So các yêu cầu dạng «ít nhất n trong m» với văn bản mẫu: bỏ bớt phương án, hoặc số tối thiểu thấp hơn, sao cho đạt yêu cầu của kế hoạch mà chưa chắc đạt yêu cầu của văn bản mẫu.",
        "Compares requirements of the form 'at least n of m' with the template's: options left out, or a lower minimum, so that who meets the plan's need not meet the template's.",
    ),
    why=Text(
        "Bớt một phương thức thanh toán là bớt một nhóm người dùng được dịch vụ, dù số tối thiểu vẫn giữ nguyên.",
        "With one means of payment less, some people cannot use the service, even where the minimum stays the same.",
    ),
    source=Text(
        "thứ tự của các yêu cầu, docs/comparison.md; văn bản mà kế hoạch thực hiện",
        "the order of demands, docs/comparison.md; the document that the plan carries out",
    ),
    bad=(
        (
            """\
plan: van-ban-mau
kind: template
requirements:
  - {id: thanh-toan, at: "II.1", sector: education, title: Phương thức thanh toán, choose: 3, of: [qr, website, mobile-money, card-pos]}
""",
            """\
implements:
  - {plan: van-ban-mau, basis: cited, at: "preamble#1"}
requirements:
  - {id: thanh-toan, at: "II.1", sector: education, title: Phương thức thanh toán, choose: 2,
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM605
     of: [qr, website, card-pos], implements: [thanh-toan]}
""",
        ),
    ),
    good=(
        (
            """\
plan: van-ban-mau
kind: template
requirements:
  - {id: thanh-toan, at: "II.1", sector: education, title: Phương thức thanh toán, choose: 3, of: [qr, website, mobile-money, card-pos]}
""",
            """\
implements:
  - {plan: van-ban-mau, basis: cited, at: "preamble#1"}
requirements:
  - {id: thanh-toan, at: "II.1", sector: education, title: Phương thức thanh toán, choose: all,
     of: [qr, website, mobile-money, card-pos], implements: [thanh-toan]}
""",
        ),
    ),
    limits=Text(
        "Chỉ xét văn bản mẫu mà kế hoạch nêu ở implements và có trong không gian làm việc. Văn bản mẫu và bài báo không được xét về cái không nêu: không nêu chưa phải là không có.",
        "Looks only at templates that the plan names under implements and that the workspace has. Of templates and news articles nothing is said to be missing: what is not mentioned may well be there.",
    ),
    run=_run,
)
