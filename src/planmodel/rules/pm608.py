"""An accepted departure has run out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planmodel.diagnostics import Severity, Text
from planmodel.rules._api import Across, Summary, WorkspaceRule
from planmodel.rules._letters import ONE_DEMAND


def _run(summaries: Sequence[Summary]) -> Iterator[Across]:
    for one in summaries:
        for state, source, span, message in one.lapsed:
            if state == "expired":
                yield Across(source, span, message)


RULE = WorkspaceRule(
    code="PM608",
    name="deviation-expired",
    severity=Severity.warning,
    title=Text("chấp thuận khác biệt đã hết hạn", "an accepted departure that has run out"),
    what=Text(
        "Báo mục của deviations.yaml đã quá ngày until mà chỗ khác văn bản mẫu vẫn còn.",
        "Reports entries of deviations.yaml whose day until is over while the departure still stands.",
    ),
    why=Text(
        "Chấp thuận có thời hạn là lời hẹn: đến ngày đó kế hoạch phải được sửa, hoặc được xem xét lại.",
        "An acceptance with an end is a promise: by then the plan is mended, or the matter weighed again.",
    ),
    source=Text(
        "deviations.yaml của không gian làm việc",
        "deviations.yaml of the workspace",
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
     measure: share, demand: install-and-use, unit: "%", commitment: firm, level: {at_least: {2022: 50}},
     implements: [chap-nhan]}
""",
            """\
planmodel: 1
deviations:
  - plan: vi-du
#   ^^^^^^^^^^^ PM608
    template: van-ban-mau
    item: target/chap-nhan
    year: 2022
    fingerprint: "007a1d9db423"
    difference: chỉ ở đô thị
    reason: Mới có mạng ở đô thị
    approver: Bộ TT&TT
    date: "2022-06-01"
    until: "2022-12-31"
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
  - {id: chap-nhan, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: urban,
     measure: share, demand: install-and-use, unit: "%", commitment: firm, level: {at_least: {2022: 50}},
     implements: [chap-nhan]}
""",
            """\
planmodel: 1
deviations:
  - plan: vi-du
    template: van-ban-mau
    item: target/chap-nhan
    year: 2022
    fingerprint: "007a1d9db423"
    difference: chỉ ở đô thị
    reason: Mới có mạng ở đô thị
    approver: Bộ TT&TT
    date: "2022-06-01"
    until: "2030-12-31"
""",
        ),
    ),
    limits=Text(
        "Chỉ xét mục của các kế hoạch được kiểm tra cùng lúc. Ngày được so với ngày kiểm tra (--today).",
        "Looks at entries about the plans that are checked together. Days are compared with the day of the check (--today).",
    ),
    run=_run,
)
