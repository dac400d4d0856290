"""An accepted departure is no longer what stands there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planmodel.diagnostics import Severity, Text
from planmodel.rules._api import Across, Summary, WorkspaceRule
from planmodel.rules._letters import ONE_DEMAND


def _run(summaries: Sequence[Summary]) -> Iterator[Across]:
    for one in summaries:
        for state, source, span, message in one.lapsed:
            if state == "stale":
                yield Across(source, span, message)


RULE = WorkspaceRule(
    code="PM609",
    name="deviation-stale",
    severity=Severity.warning,
    title=Text("chấp thuận khác biệt không còn khớp", "an accepted departure that no longer fits"),
    what=Text(
        "Báo mục của deviations.yaml mà nay không còn gì tương ứng: con số hay kết luận đã đổi, chỗ khác biệt đã được sửa, hoặc mục đó không còn. Nêu cả điều được chấp thuận lúc đó và điều đang có.",
        "Reports entries of deviations.yaml that fit nothing any more: figure or verdict has moved, the departure is mended, or the item is gone. Says what was accepted and what stands there now.",
    ),
    why=Text(
        "Chấp thuận 40% không phải là chấp thuận 30%. Mục cũ nằm lại làm người đọc tưởng khác biệt hiện tại đã được đồng ý.",
        "Who accepted 40% did not accept 30%. An entry left over makes readers believe that what stands there now was agreed to.",
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
#   ^^^^^^^^^^^ PM609
    template: van-ban-mau
    item: target/chap-nhan
    year: 2022
    fingerprint: "0123456789ab"
    difference: chỉ ở đô thị
    reason: Mới có mạng ở đô thị
    approver: Bộ TT&TT
    date: "2022-06-01"
    until: "2030-12-31"
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
