"""The unit of a target is that of its indicator; percentage points are not percentages."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule

_SHARES = frozenset({"%", "phần trăm", "percent", "per cent"})
_POINTS = frozenset({"điểm %", "điểm phần trăm", "percentage point", "percentage points", "pp"})


def _run(facts: Facts) -> Iterator[Found]:
    indicators = facts.registry.indicators
    for target in facts.plan.targets:
        indicator = indicators.get(target.indicator.id)
        if indicator is None or indicator.unit == target.unit:
            continue
        mine, theirs = _plain(target.unit), _plain(indicator.unit)
        if mine == theirs:
            continue
        said = {
            "target": target.id,
            "unit": target.unit,
            "indicator": indicator.id,
            "other": indicator.unit,
        }
        if (mine in _POINTS and theirs in _SHARES) or (mine in _SHARES and theirs in _POINTS):
            message = say(
                "target {target} is in '{unit}', but indicator {indicator} in '{other}': "
                "percentage points say how far a share moves, % where it stands; "
                "write the level to be reached, and a yearly increase as a step",
                **said,
            )
        elif mine in _SHARES and theirs in _SHARES:
            message = say(
                "target {target}: write the unit '{unit}' as '{other}', as indicator {indicator} does",
                **said,
            )
        else:
            message = say(
                "target {target} is in '{unit}', but indicator {indicator} in '{other}'; "
                "use its unit, or an indicator that is counted in '{unit}'",
                **said,
            )
        yield Found(target.indicator.span, message, target.at)


def _plain(unit: str) -> str:
    from unicodedata import normalize

    return " ".join(normalize("NFC", unit).casefold().split())


RULE = Rule(
    code="PM206",
    name="unit-differs",
    severity=Severity.warning,
    title=Text("đơn vị khác đơn vị của chỉ số", "a unit that is not its indicator's"),
    what=Text(
        "Tìm chỉ tiêu có đơn vị khác đơn vị mà sổ chỉ số ghi cho chỉ số ấy; riêng % và điểm phần trăm có lời nhắc riêng.",
        "Finds targets whose unit is not the one that the registry gives for their indicator; % and percentage points have a message of their own.",
    ),
    why=Text(
        "“Tăng thêm 10%/năm” là cộng 10 điểm phần trăm mỗi năm, không phải đạt mức 10%. Khi đơn vị lẫn nhau, hai kế hoạch cùng chỉ số không so được, và số liệu tổng hợp của tỉnh sai.",
        "“Tăng thêm 10%/năm” adds 10 percentage points a year; it is not a level of 10%. Where units are mixed, two plans with one indicator cannot be compared and what the province adds up is wrong.",
    ),
    source=Text(
        "thống kê: % là một tỷ lệ, điểm phần trăm là hiệu của hai tỷ lệ; sổ chỉ số: cột unit",
        "statistics: % is a share, a percentage point the difference of two shares; the registry of indicators: unit",
    ),
    bad=(
        """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
#                                  ^^^^^^^^^^^^^^^^^ PM206
     measure: share, unit: "điểm %", commitment: firm, level: {at_least: {2022: 10}}}
""",
    ),
    good=(
        """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm,
     level: {at_least: {2022: 50}, step: {from: 2023, add: 10, until: 2025, reach: 80}}}
""",
    ),
    limits=Text(
        "So cách viết của đơn vị, không đổi đơn vị: triệu đồng và tỷ đồng là khác nhau.",
        "Compares how units are written and converts nothing: triệu đồng and tỷ đồng differ.",
    ),
    run=_run,
)
