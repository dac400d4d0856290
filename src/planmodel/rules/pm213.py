"""A target of one sector with a population or an indicator of the other."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.diagnostics import Severity, Text, say
from planmodel.rules._api import Facts, Found, Rule
from planmodel.rules._targets import word

_OTHER = {"education": "health", "health": "education"}


def _run(facts: Facts) -> Iterator[Found]:
    populations, indicators = facts.registry.populations, facts.registry.indicators
    for target in facts.plan.targets:
        other = _OTHER.get(target.sector)
        if other is None:
            continue
        population, indicator = populations.get(target.population.id), indicators.get(target.indicator.id)
        if population is not None and population.sector == other:
            message = say(
                "target {target} is of the sector {sector}, but its population '{population}' of {other}; "
                "check the sector or the population",
                target=target.id,
                sector=word(target.sector),
                population=Text(population.name.vi, population.name.en),
                other=word(other),
            )
            yield Found(target.population.span, message, target.at)
        elif indicator is not None and indicator.sector == other:
            message = say(
                "target {target} is of the sector {sector}, but its indicator '{indicator}' of {other}; "
                "check the sector or the indicator",
                target=target.id,
                sector=word(target.sector),
                indicator=Text(indicator.name.vi, indicator.name.en),
                other=word(other),
            )
            yield Found(target.indicator.span, message, target.at)


RULE = Rule(
    code="PM213",
    name="sector-mismatch",
    severity=Severity.warning,
    title=Text(
        "lĩnh vực không khớp đối tượng hoặc chỉ số", "a sector at odds with the population or indicator"
    ),
    what=Text(
        "Tìm chỉ tiêu lĩnh vực giáo dục mà đối tượng hoặc chỉ số thuộc y tế theo sổ, và ngược lại.",
        "Finds targets of education whose population or indicator is of health by the registry, and the reverse.",
    ),
    why=Text(
        "Lĩnh vực quyết định sở nào theo dõi và chỉ tiêu mẫu nào được đem ra so. Chép dòng của trường học xuống cho bệnh viện mà quên sửa một trường là lỗi hay gặp.",
        "The sector decides which department follows a target and which demand of the template it is compared with. A line copied from schools to hospitals with one field forgotten is a common slip.",
    ),
    source=Text(
        "sổ chỉ số, sổ đối tượng: lĩnh vực (sector)", "the registries of indicators and populations: sector"
    ),
    bad=(
        """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: education, population: benh-vien, area: all,
#                                                                                    ^^^^^^^^^ PM213
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50}}}
""",
        """\
targets:
  - {id: t1, at: "I.1", indicator: online-teaching-coverage, sector: health, population: benh-vien, area: all,
#                                  ^^^^^^^^^^^^^^^^^^^^^^^^ PM213
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50}}}
""",
    ),
    good=(
        """\
targets:
  - {id: t1, at: "I.1", indicator: cashless-adoption, sector: health, population: benh-vien, area: all,
     measure: share, unit: "%", commitment: firm, level: {at_least: {2022: 50}}}
""",
    ),
    limits=Text(
        "Lĩnh vực both và cross khớp với mọi đối tượng, mọi chỉ số.",
        "The sectors both and cross agree with every population and every indicator.",
    ),
    run=_run,
)
