"""Targets for one indicator stop before the plan's last year, while others go on to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planmodel import model as m
from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule
from planmodel.rules._targets import Figure, dated, is_dated, silence_is_unknown, word

_WIDE = frozenset({"both", "cross"})


def _run(facts: Facts) -> Iterator[Found]:
    last = str(facts.plan.period.last.year)
    if silence_is_unknown(facts):
        return
    if not [group for group in facts.by_indicator.values() if not _goes_on(group, last)]:
        return
    latest: dict[tuple[str, str], Figure] = {}
    reaching: Figure | None = None
    for figure in dated(facts.plan.targets):
        about = (figure.target.indicator.id, figure.target.sector)
        known = latest.setdefault(about, figure)
        if figure.level.year > known.level.year:
            latest[about] = figure
        if reaching is None and figure.level.year >= last:
            reaching = figure
    if reaching is None:
        return
    kept = {about for about, figure in latest.items() if figure.level.year >= last} | _without_year(facts)
    for (indicator, sector), figure in latest.items():
        if kept.isdisjoint({(indicator, sector), *((indicator, wide) for wide in _WIDE)}):
            yield _found(facts, figure, reaching)


def _goes_on(targets: Iterable[m.Target], last: str) -> bool:
    """True where a target's latest figure is for the year ``last`` or later, or for none: UNSTATED comes after every year."""
    for target in targets:
        for latest in target.levels[-1:]:
            if latest.year >= last and (latest.high is None or is_dated(latest)):
                return True
    return False


def _without_year(facts: Facts) -> set[tuple[str, str]]:
    """What a figure without a year is about: it may be for the last one."""
    return {(t.indicator.id, t.sector) for t in facts.plan.targets if t.level(m.UNSTATED) is not None}


def _found(facts: Facts, figure: Figure, reaching: Figure) -> Found:
    target, indicator = figure.target, facts.registry.indicators.get(figure.target.indicator.id)
    message = say(
        "targets for '{indicator}' ({sector}) stop in {year}, while the plan runs to {last}; "
        "ask the issuing body what holds until then",
        indicator=Text(indicator.name.vi, indicator.name.en)
        if indicator is not None
        else target.indicator.id,
        sector=word(target.sector),
        year=figure.level.year,
        last=facts.plan.period.last.year,
    )
    there = say("target {target} goes on to {year}", target=reaching.target.id, year=reaching.level.year)
    return Found(figure.level.span, message, target.at, (facts.here(reaching.level.span, there),))


RULE = Rule(
    code="PM210",
    name="target-stops-early",
    severity=Severity.info,
    title=Text("chỉ tiêu dừng trước năm cuối của kế hoạch", "targets that stop before the plan's last year"),
    what=Text(
        "Tìm chỉ số (trong một lĩnh vực) mà chỉ tiêu dừng ở một năm trước năm cuối của kế hoạch, trong khi chỉ tiêu khác của kế hoạch đi đến năm cuối.",
        "Finds indicators (in one sector) whose targets stop in a year before the plan's last, while other targets of the plan go on to it.",
    ),
    why=Text(
        "Kế hoạch 2022–2025 chỉ đặt mức cho năm 2022 thì ba năm sau không ai biết phải giữ, phải tăng hay được thôi.",
        "A plan for 2022–2025 that sets a level for 2022 only leaves three years in which nobody knows whether to keep it, to raise it or to stop.",
    ),
    source=Text(
        "6 rõ: rõ thời gian; thông lệ: chỉ tiêu đến năm cuối của giai đoạn",
        "the six clarities (6 rõ): clear about time; practice: targets run to the last year of the period",
    ),
    bad=(
        """\
targets:
  - {id: t1, at: "I.1", indicator: digital-platform-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50}}}
#                                                                          ^^ PM210
  - {id: t2, at: "I.2", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50, 2025: 80}}}
""",
    ),
    good=(
        """\
targets:
  - {id: t1, at: "I.1", indicator: digital-platform-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50, 2025: 70}}}
  - {id: t2, at: "I.2", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50, 2025: 80}}}
""",
    ),
    limits=Text(
        "Không xét kế hoạch mà mọi chỉ tiêu đều dừng sớm, chỉ số có con số không nêu năm, văn bản mẫu, và kế hoạch chỉ biết qua bài báo.",
        "Does not look at plans whose targets all stop early, indicators with a figure without a year, templates, and plans known from an article only.",
    ),
    run=_run,
)
