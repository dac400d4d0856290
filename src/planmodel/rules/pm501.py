"""A periodic report whose plan names no day."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule


def _run(facts: Facts) -> Iterator[Found]:
    for report in facts.plan.reports:
        if report.due or not report.every:
            continue
        from planmodel.views import words

        vi, en = (", ".join(words.word(e, lang) for e in report.every) for lang in ("vi", "en"))
        yield Found(
            report.span,
            say(
                "report {report} ({at}): {periods}, but no day is named; ask the recipient or add due",
                report=report.id,
                at=report.at,
                periods=Text(vi, en),
            ),
            report.at,
        )


RULE = Rule(
    code="PM501",
    name="report-without-date",
    severity=Severity.warning,
    title=Text("báo cáo định kỳ không nêu ngày", "a periodic report without a date"),
    what=Text(
        "Tìm chế độ báo cáo có kỳ (hằng quý, 6 tháng, hằng năm, ...) mà không nêu ngày gửi.",
        "Finds reports with a period (quarterly, half-yearly, yearly, ...) for which no day is named.",
    ),
    why=Text(
        "Không có ngày thì không nhắc được, không biết ai trễ, và nơi tổng hợp không biết chờ đến bao giờ. Lịch không tự đặt ngày thay kế hoạch.",
        "Without a day nobody can be reminded, nobody is late, and who collects does not know how long to wait. The calendar invents no date in the plan's place.",
    ),
    source=Text(
        "6 rõ: rõ thời gian; Nghị định 09/2019/NĐ-CP, điều 8: chế độ báo cáo phải nêu thời hạn gửi",
        "the six clarities: clear time; Decree 09/2019/NĐ-CP, art. 8: a reporting regime names its sending date",
    ),
    bad=(
        """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt], to: [ubnd-tinh], every: [quarter, year], ad_hoc: false}
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PM501
""",
    ),
    good=(
        """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt], to: [ubnd-tinh], every: [year], ad_hoc: false, due: [{by: "12-19"}]}
""",
        """\
reports:
  - {id: b1, at: "III.1", from: [so-gddt], to: [ubnd-tinh], every: [], ad_hoc: true, about: Khó khăn khi thực hiện}
""",
    ),
    limits=Text(
        "Báo cáo đột xuất không có ngày là đúng, không bị nêu. Ngày nằm trong văn bản khác (quy chế, công văn) thì không thấy được; nếu có, hãy ghi vào due.",
        "An ad hoc report rightly has no day. A day that another document sets cannot be seen; where there is one, add it as due.",
    ),
    run=_run,
)
