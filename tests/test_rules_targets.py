"""The rules about targets (PM2): what they find and what they leave alone, beyond the examples on their pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import pytest

from planmodel import check
from planmodel import model as m
from planmodel.diagnostics import Diagnostic
from planmodel.rules import all_rules
from planmodel.source import Source
from tests.golden import DAK_NONG, HUNG_YEN, KHANH_HOA, PLANS, REGISTRY, TEMPLATE, THANH_HOA, made, real
from tests.plan_texts import changed, duty, plan, target, task

RULES = [r for r in all_rules() if r.code.startswith("PM2")]
TRANSACTIONS = "cashless-transaction-share"
PLATFORM = "digital-platform-adoption"


def registry(**changes: str) -> m.Registry:
    """The registry with every indicator changed alike."""
    indicators = {k: m.Indicator(**(i.__dict__ | changes)) for k, i in REGISTRY.indicators.items()}
    return m.Registry(**(REGISTRY.__dict__ | {"indicators": indicators}))


def found(text: str, known: m.Registry = REGISTRY) -> list[Diagnostic]:
    """What the rules about targets find, in order of place."""
    listed = check.run_rules(made(text), known, RULES)
    return sorted(listed, key=lambda d: (d.span.start if d.span else 0, d.code))


def places(text: str, known: m.Registry = REGISTRY) -> list[tuple[str, str]]:
    """The code and the place's first line of every finding."""
    whole = Source("plan.yaml", text)
    return [(d.code, whole.slice(d.span).splitlines()[0]) for d in found(text, known) if d.span]


def one(*targets: str) -> str:
    return plan(targets=targets)


def leveled(level: str, **changes: str | None) -> str:
    return one(target(level=level, **changes))


def two(level: str, other: str, first: dict[str, str] | None = None, /, **second: str) -> str:
    """Two targets about one thing, but for what ``first`` and ``second`` change."""
    return one(target(level=level, **(first or {})), target(id="t2", at='"I.2"', level=other, **second))


def at_least(**years: object) -> str:
    """``at_least(y2022=50)``."""
    listed = ", ".join(f"{year.lstrip('y')}: {amount}" for year, amount in years.items())
    return f"{{at_least: {{{listed}}}}}"


def inside(title: str, *, objective: str = '"I.1"', text: str | None = None, **changes: str) -> str:
    """A task at II.1 and a target at II.1#1, below it."""
    return plan(
        objectives=[f"  - {{id: o1, at: {objective}, kind: general, sector: both, title: Mục tiêu}}\n"],
        targets=[target(at='"II.1#1"', **changes)],
        tasks=[task(title=title, text=text)],
        duties=[duty()],
    )


def worded(title: str, text: str | None = None, links: str | None = None) -> str:
    """A task at II.1 whose words are given, and a target of 50% elsewhere."""
    return plan(
        targets=[target()], tasks=[task(title=title, text=text, contributes_to=links)], duties=[duty()]
    )


STEP = "{at_least: {%s}, step: {from: %s, add: %s, until: %s, reach: %s}}"
URBAN = {"area": "urban"}
HEALTH = {"sector": "health", "population": "benh-vien"}
WIDE = {"population": "truong-hoc", "demand": "use", "commitment": "minimum"}
Y22, Y25 = at_least(y2022=50), at_least(y2025=80)

FOUND: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "PM201: more than all of it": (leveled("{more_than: {2022: 100}}"), [("PM201", "100")]),
    "PM201: without a year": (leveled(at_least(unstated=150)), [("PM201", "150"), ("PM205", "150")]),
    "PM201: a step that goes over": (
        leveled(STEP % ("2022: 90", 2023, 10, 2024, 110)),
        [("PM201", "{from: 2023, add: 10, until: 2024, reach: 110}")],
    ),
    "PM202: a step that goes over the period is told once": (
        leveled(STEP % ("2024: 50", 2025, 10, 2027, 80)),
        [("PM202", "{from: 2025, add: 10, until: 2027, reach: 80}")],
    ),
    "PM202: two years are two findings": (
        leveled(at_least(y2020=5, y2021=10, y2022=20)),
        [("PM202", "5"), ("PM202", "10")],
    ),
    "PM203: reach repeats add": (
        leveled(STEP % ("2022: 50", 2023, 10, 2025, 10)),
        [("PM203", "{from: 2023, add: 10, until: 2025, reach: 10}")],
    ),
    "PM203: a year on the way with another figure": (
        leveled(STEP % ("2022: 50, 2024: 65", 2023, 10, 2025, 80)),
        [("PM203", "65")],
    ),
    "PM203: the last year stated besides": (
        leveled(STEP % ("2022: 50, 2025: 85", 2023, 10, 2025, 80)),
        [("PM203", "85")],
    ),
    "PM203: one step that reaches less than it starts from": (
        leveled(STEP % ("2022: 50", 2023, 10, 2023, 40)),
        [("PM203", "{from: 2023, add: 10, until: 2023, reach: 40}")],
    ),
    "PM203: no level to start from": (
        leveled(STEP % ("2022: 50", 2024, 10, 2025, 70)),
        [("PM203", "{from: 2024, add: 10, until: 2025, reach: 70}")],
    ),
    "PM204: between two targets": (two(Y25, at_least(y2022=90)), [("PM204", "80")]),
    "PM204: firm and minimum bind alike": (
        two(Y22, at_least(y2023=40), commitment="minimum"),
        [("PM204", "40")],
    ),
    "PM204: the lower end of a range": (
        leveled("{range: {2022: [50, 60], 2023: [45, 70]}}"),
        [("PM204", "[45, 70]")],
    ),
    "PM206: schools for a share": (leveled(Y22, unit="trường"), [("PM206", "cashless-adoption")]),
    "PM206: percentage points": (leveled(Y22, unit="điểm phần trăm"), [("PM206", "cashless-adoption")]),
    "PM206: % in words": (leveled(Y22, unit="Phần trăm"), [("PM206", "cashless-adoption")]),
    "PM207: a floor over a ceiling": (
        two(Y22, "{at_most: {2022: 40}}", commitment="aspirational"),
        [("PM207", "40"), ("PM211", "40")],
    ),
    "PM207: more than what is allowed": (
        two("{range: {2022: [40, 50]}}", "{more_than: {2022: 50}}"),
        [("PM207", "50")],
    ),
    "PM207: ranges apart": (
        two("{range: {2022: [10, 20]}}", "{range: {2022: [30, 40]}}"),
        [("PM207", "[30, 40]")],
    ),
    "PM207: a derived year": (
        two(STEP % ("2022: 50", 2023, 10, 2025, 80), "{range: {2024: [10, 20]}}"),
        [("PM207", "[10, 20]")],
    ),
    "PM207: two targets, told once for all their years": (
        two(at_least(y2022=50, y2023=50), "{range: {2022: [1, 2], 2023: [3, 4]}}"),
        [("PM207", "[1, 2]")],
    ),
    "PM207: the third excludes the first": (
        one(
            target(level="{range: {2022: [10, 20]}}"),
            target(id="t2", level="{range: {2022: [15, 40]}}"),
            target(id="t3", level="{range: {2022: [30, 40]}}"),
        ),
        [("PM216", "[15, 40]"), ("PM207", "[30, 40]")],
    ),
    "PM205: figures without a year may be for two years": (
        two(at_least(unstated=50), "{range: {unstated: [10, 20]}}"),
        [("PM205", "50"), ("PM205", "[10, 20]")],
    ),
    "PM208: below the task's clause": (inside("Lắp đặt mã QR"), [("PM208", "50")]),
    "PM208: a percentage that is no target": (
        worded("Lắp đặt mã QR ở 30 % trường học"),
        [("PM208", "id: n1")],
    ),
    "PM208: a percentage in words": (worded("Miễn ba mươi, giảm 20 phần trăm phí"), [("PM208", "id: n1")]),
    "PM208: a percentage in the official wording": (
        worded("Lắp đặt mã QR", "Đạt 28,93%"),
        [("PM208", "id: n1")],
    ),
    "PM208: linked to a target of another figure": (
        worded("Đạt 60% trường học", links="[t1]"),
        [("PM208", "id: n1")],
    ),
    "PM209: a part of the population": (
        two(Y22, Y25, WIDE, population="dai-hoc", demand="use", commitment="minimum"),
        [("PM209", "80")],
    ),
    "PM209: to accept where it was to use": (
        two(Y22, Y25, WIDE, demand="accept", commitment="firm"),
        [("PM209", "80")],
    ),
    "PM209: the value only": (
        two(Y22, Y25, {"measure": "count-and-value"}, measure="value"),
        [("PM209", "80")],
    ),
    "PM209: aspirational where it was firm": (
        two(Y22, at_least(y2025=50), commitment="aspirational"),
        [("PM209", "50")],
    ),
    "PM209: told for the first year only": (
        two(Y22, at_least(y2023=50, y2025=80), **URBAN),
        [("PM209", "50")],
    ),
    "PM209: stronger in one respect, narrower in another": (
        two(Y22, Y25, {"demand": "accept"}, demand="use", **URBAN),
        [("PM209", "80")],
    ),
    "PM209: another population keeps its own": (
        one(
            target(level=Y22),
            target(id="t2", level=Y25, area="urban"),
            target(id="t3", level=Y25, population="dai-hoc"),
        ),
        [("PM209", "80"), ("PM209", "80")],
    ),
    "PM210: the other sector goes on": (
        two(Y22, at_least(y2022=50, y2025=80), HEALTH),
        [("PM210", "50")],
    ),
    "PM210: the latest of several": (
        one(
            target(level=at_least(y2022=50)),
            target(id="t2", level=at_least(y2023=60)),
            target(id="t3", level=Y25, indicator=TRANSACTIONS),
        ),
        [("PM210", "60")],
    ),
    "PM210: the figure without a year may be for the last": (
        one(
            target(level=at_least(y2022=50)),
            target(id="t2", level=at_least(unstated=60)),
            target(id="t3", level=Y25, indicator=TRANSACTIONS),
        ),
        [("PM205", "60")],
    ),
    "PM212: zero in every year": (leveled(at_least(y2022=0, y2025=0)), [("PM212", "0")]),
    "PM212: at most all of it": (leveled("{at_most: {2022: 100}}"), [("PM212", "100")]),
    "PM212: from none to all": (leveled("{range: {2022: [0, 100]}}"), [("PM212", "[0, 100]")]),
    "PM213: the population of the other sector": (leveled(Y22, sector="health"), [("PM213", "truong-hoc")]),
    "PM213: the indicator of the other sector": (
        leveled(Y22, indicator="online-teaching-coverage", **HEALTH),
        [("PM213", "online-teaching-coverage")],
    ),
    "PM215: in full": (two(Y22, Y22), [("PM215", "50")]),
    "PM215: for one of its years": (two(at_least(y2022=50, y2025=80), Y25), [("PM215", "80")]),
    "PM215: with another commitment": (two(Y22, Y22, commitment="aspirational"), [("PM215", "50")]),
    "PM216: two floors": (two(Y22, at_least(y2022=60), commitment="minimum"), [("PM216", "60")]),
    "PM216: at least and more than": (two(Y22, "{more_than: {2022: 50}}"), [("PM216", "50")]),
    "PM216: ranges that overlap": (
        two("{range: {2022: [40, 60]}}", "{range: {2022: [50, 70]}}"),
        [("PM216", "[50, 70]")],
    ),
    "PM216: aspiring to less than what binds": (
        two(at_least(y2022=60), Y22, commitment="aspirational"),
        [("PM216", "50")],
    ),
    "PM216: told once for all years of a step": (
        two(STEP % ("2022: 50", 2023, 10, 2025, 80), STEP % ("2022: 40", 2023, 10, 2025, 70)),
        [("PM216", "40")],
    ),
}

LEFT_ALONE: dict[str, str] = {
    "PM201: more than 99%": leveled("{more_than: {2022: 99.9}}"),
    "PM202: without a year": leveled(at_least(y2022=10)),
    "PM203: a year on the way with the same figure": leveled(
        STEP % ("2022: 50, 2024: 70", 2023, 10, 2025, 80)
    ),
    "PM203: one step": leveled(STEP % ("2022: 50", 2023, 30, 2023, 80)),
    "PM204: another population": two(at_least(y2022=90), at_least(y2023=60), URBAN),
    "PM204: aspirational, then a lower firm one": two(
        at_least(y2022=90), Y25, {"commitment": "aspirational"}
    ),
    "PM204: only the upper end of a range": leveled("{range: {2022: [50, 60], 2023: [50, 55]}}"),
    "PM206: the same unit, other letters and spaces": leveled(Y22, unit='" % "'),
    "PM207: another year": two(Y22, "{range: {2023: [50, 60]}}"),
    "PM208: the objective stands there too": inside("Đạt 50%", objective='"II.1#1"'),
    "PM208: the whole section is the objective": inside("Đạt 50%", objective="II"),
    "PM208: linked to the target of this figure": worded("Đạt 50 % trường học", links="[t1]"),
    "PM208: linked to the target of this figure with a comma": worded("Đạt 50,0% trường học", links="[t1]"),
    "PM208: a % without a figure": worded("Báo cáo tỷ lệ % theo quý"),
    "PM208: a count": worded("Tập huấn cho 200 giáo viên"),
    "PM209: the wider one goes on": two(at_least(y2022=50, y2025=60), Y25, URBAN),
    "PM209: the area was unknown": two(Y22, Y25, {"area": "unknown"}, **URBAN),
    "PM209: no demand was stated": two(Y22, Y25, demand="accept"),
    "PM209: count, then value": two(Y22, Y25, {"measure": "count"}, measure="value"),
    "PM209: to aspire to more than before": two(Y22, Y25, commitment="aspirational"),
    "PM209: urban areas, and to aspire to more everywhere": one(
        target(level=Y22),
        target(id="t2", level=Y25, area="urban"),
        target(id="t3", level=at_least(y2025=60), commitment="aspirational"),
    ),
    "PM209: wider later": two(Y22, Y25, URBAN),
    "PM209: the same year": two(Y22, at_least(y2022=100), **URBAN),
    "PM209: another sector": two(at_least(y2022=50, y2025=80), Y25, HEALTH),
    "PM209: narrowed before, and so left": one(
        target(level=at_least(y2022=50, y2023=50)),
        target(id="t2", level=at_least(y2023=50, y2024=50, y2025=80), area="urban"),
        target(id="t3", level=at_least(y2024=55, y2025=60)),
    ),
    "PM210: every target stops early": two(Y22, at_least(y2023=50), HEALTH),
    "PM210: both sectors together go on": two(Y22, Y25, HEALTH, sector="both"),
    "PM212: more than nothing": leveled("{more_than: {2022: 0}}"),
    "PM212: nothing yet": leveled(at_least(y2022=0, y2025=50)),
    "PM213: a sector for both": leveled(Y22, sector="cross"),
    "PM216: a minimum and a goal": two(
        Y22, at_least(y2022=70), {"commitment": "minimum"}, commitment="aspirational"
    ),
    "PM216: a goal, and a minimum": two(at_least(y2022=70), Y22, {"commitment": "aspirational"}),
    "PM216: about, and aspiring to": two(
        Y22, at_least(y2022=70), {"commitment": "approximate"}, commitment="aspirational"
    ),
    "PM216: other units": two(Y22, at_least(y2022=70), unit="'%'", measure="count"),
}


@pytest.mark.parametrize("case", FOUND)
def test_what_is_wrong_is_found_at_its_place(case: str) -> None:
    text, expected = FOUND[case]
    assert places(text) == expected


@pytest.mark.parametrize("case", LEFT_ALONE)
def test_what_is_right_is_left_alone(case: str) -> None:
    assert places(LEFT_ALONE[case]) == []


# -------------------------------------------------------------------------------- what stands elsewhere in the file


def test_one_finding_for_each_task_names_every_target_in_it_and_points_at_the_task() -> None:
    text = plan(
        targets=[target(at='"II.1#1"'), target(id="t2", at='"II.1#2#1"', area="urban"), target(id="t3", at='"II.2"', **HEALTH)],
        tasks=[task(), task(id="n2", at='"II.2"'), task(id="n3", at='"II.2"')],
        duties=[duty(covers="[II]")],
    )  # fmt: skip
    first, second = found(text)
    assert "task n1 (II.1#1) holds figures that no objective names: t1, t2;" in first.message.en
    assert "task n2 (II.2) holds figures that no objective names: t3;" in second.message.en
    assert [r.span for r in first.related] == [made(text).tasks[0].span]


def test_the_figure_belongs_to_the_nearest_task_and_tells_the_percentage_of_those_around() -> None:
    text = plan(
        targets=[target(at='"II.1.a#1"')],
        tasks=[task(title="50% trường học"), task(id="n2", at='"II.1.a"', title="Đạt 50%")],
        duties=[duty()],
    )
    (one,) = found(text)
    assert one.message.en.startswith("task n2 (II.1.a#1)")


def test_of_a_task_without_a_clause_nothing_is_said() -> None:
    unplaced = task(title="Đạt 30%", at=None, provenance="{basis: inferred}")
    text = plan(targets=[target()], tasks=[unplaced], duties=[duty(covers="[n1]")])
    assert places(changed(text, "kind: plan", "kind: template")) == []


SILENT = [
    pytest.param(leveled(at_least(unstated=50)), id="PM205"),
    pytest.param(two(Y22, Y25, **URBAN), id="PM209"),
    pytest.param(two(Y22, at_least(y2022=50, y2025=80), HEALTH), id="PM210"),
]


@pytest.mark.parametrize("text", SILENT)
def test_what_a_template_or_an_article_does_not_mention_is_unknown(text: str) -> None:
    assert len(found(text)) == 1
    assert places(changed(text, "kind: full-text", "kind: news-article")) == []
    assert places(changed(text, "kind: plan", "kind: template")) == []


def test_an_article_does_not_show_where_a_figure_stands_but_a_task_of_it_states_one() -> None:
    article = ("kind: full-text", "kind: news-article")
    assert places(changed(inside("Đạt 50%"), *article)) == []
    assert places(changed(worded("Đạt 30%"), *article)) == [("PM208", "id: n1")]


@pytest.mark.parametrize(
    "code", ["PM201", "PM202", "PM203", "PM204", "PM206", "PM207", "PM211", "PM212", "PM213", "PM216"]
)
def test_what_is_stated_is_judged_in_templates_and_articles_too(code: str) -> None:
    cases = [text for name, (text, _) in FOUND.items() if name.startswith(code)] or [
        leveled("{at_most: {2022: 50}}")
    ]
    for text in cases:
        for old, new in (("kind: full-text", "kind: news-article"), ("kind: plan", "kind: template")):
            assert code in {d.code for d in found(changed(text, old, new))}


# ------------------------------------------------------------------------------------------------- the registries


def test_a_count_is_no_share() -> None:
    schools = registry(unit="trường")
    assert places(leveled(at_least(y2022=150), unit="trường"), schools) == []
    assert places(leveled("{at_most: {2022: 100}}", unit="trường"), schools) == [("PM211", "100")]
    assert places(leveled("{at_least: {2022: 0}}", unit="trường"), schools) == [("PM212", "0")]
    assert places(leveled("{range: {2022: [0, 100]}}", unit="trường"), schools) == []
    assert places(leveled(at_least(y2022=10)), registry(unit="điểm %")) == [("PM206", "cashless-adoption")]


def test_what_should_fall_is_judged_the_other_way_round() -> None:
    down = registry(direction="down")
    assert places(leveled("{at_most: {2022: 50, 2023: 40}}"), down) == []
    assert places(leveled("{at_most: {2022: 40, 2023: 50}}"), down) == [("PM204", "50")]
    assert places(two("{at_most: {2022: 40}}", "{at_most: {2023: 50}}"), down) == [("PM204", "50")]
    assert places(leveled("{range: {2022: [50, 60], 2023: [45, 70]}}"), down) == [("PM204", "[45, 70]")]
    assert places(leveled(at_least(y2022=50, y2023=60)), down) == [("PM211", "50"), ("PM204", "60")]
    assert places(leveled("{more_than: {2022: 50}}"), down) == [("PM211", "50")]
    assert places(two("{at_most: {2022: 40}}", "{at_most: {2022: 30}}"), down) == [("PM216", "30")]


def test_names_that_no_registry_knows_are_another_rules_business() -> None:
    unknown = leveled(Y22, indicator="khong-co", population="khong-co", unit="trường", sector="health")
    assert places(unknown) == []
    later = two(Y22, Y25, {"population": "khong-co"}, population="khong-co", area="urban")
    assert places(later) == [("PM209", "80")]


# ------------------------------------------------------------------------------------------------- the sentences

SAID = [
    pytest.param(
        leveled(at_least(y2022=28.93, y2023=28.5)),
        "chỉ tiêu t1 lùi: năm 2022 là 28,93%, năm 2023 là 28,5%; hãy xem lại số, nếu đúng ý thì đặt direction: down cho chỉ số cashless-adoption",
        "target t1 falls: 2022 is 28.93%, 2023 is 28.5%; check the figures, and if intended, set direction: down on indicator cashless-adoption",
        id="PM204",
    ),
    pytest.param(
        leveled("{range: {unstated: [90.5, 100.5]}}"),
        "chỉ tiêu t1, không nêu năm: 100,5% là quá 100%; hãy xem lại số hoặc đơn vị",
        "target t1, year not stated: 100.5% is over 100%; check the figure or the unit",
        id="PM201",
    ),
    pytest.param(
        leveled(STEP % ("2022: 0.5", 2023, 0.25, 2025, 1.5)),
        "chỉ tiêu t1: từ 0,5%, mỗi năm thêm 0,25 thì được 1,25% vào năm 2025, không phải 1,5%; hãy xem lại văn bản",
        "target t1: from 0.5%, adding 0.25 a year gives 1.25% in 2025, not 1.5%; check the document",
        id="PM203",
    ),
    pytest.param(
        two(at_least(y2022=50.5), "{range: {2022: [30.5, 40]}}"),
        "chỉ tiêu t2 đặt mức 30,5–40% cho năm 2022, còn t1 đặt mức từ 50,5% trở lên cho cùng nội dung: không kết quả nào đạt cả hai; hãy giữ một, hoặc ghi rõ hai chỉ tiêu khác nhau ở đâu",
        "target t2 asks for 30.5–40% in 2022, but t1 for at least 50.5% of the same: nothing meets both; keep one, or say in what they differ",
        id="PM207",
    ),
    pytest.param(
        two(Y22, Y25, {"demand": "use"}, demand="accept", area="urban"),
        "chỉ tiêu t2 năm 2025 hẹp hơn t1 năm 2022 (địa bàn: đô thị thay cho toàn tỉnh; yêu cầu: chấp nhận thay cho sử dụng), và không chỉ tiêu nào của năm 2025 giữ phần còn lại; hãy nói rõ phần đó ra sao",
        "target t2 for 2025 is narrower than t1 for 2022 (area: urban instead of all areas; demand: accept instead of use), and no target for 2025 keeps the rest; say what becomes of it",
        id="PM209",
    ),
    pytest.param(
        two(at_least(y2022=28.93), at_least(y2022=28.93), commitment="aspirational"),
        "chỉ tiêu t2 nêu lại mức từ 28,93% trở lên năm 2022 nhưng với cam kết «phấn đấu», còn t1 là «nêu thẳng»; hãy hỏi mức cam kết nào áp dụng",
        "target t2 states at least 28.93% in 2022 again, but as 'aspirational', t1 as 'firm'; ask which of the two binds",
        id="PM215",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "vi", "en"), SAID)
def test_figures_are_said_as_each_language_writes_them(text: str, vi: str, en: str) -> None:
    assert ((vi, en)) in [d.message[:2] for d in found(text)]


def test_thousands_have_a_dot_in_vietnamese_and_a_comma_in_english() -> None:
    (one,) = found(leveled(at_least(y2022=31187, y2023=31000), unit="lượt"), registry(unit="lượt"))
    assert "năm 2022 là 31.187 lượt, năm 2023 là 31.000 lượt" in one.message.vi
    assert "2022 is 31,187 lượt, 2023 is 31,000 lượt" in one.message.en


def test_both_languages_name_the_same_figures_in_one_sentence() -> None:
    for text, _ in FOUND.values():
        for d in found(text):
            vi, en = (Counter(re.findall("[0-9]+", sentence)) for sentence in d.message[:2])
            assert vi == en, d.message
            assert d.message.vi != d.message.en
            assert "\n" not in d.message.vi
            assert not d.message.vi.endswith(".")


RELATED = {
    "PM202": "period",
    "PM204": "2022",
    "PM207": "first",
    "PM209": "2022",
    "PM210": "goes on",
    "PM215": "first",
    "PM216": "first",
}


def test_a_finding_about_two_places_shows_the_other_one() -> None:
    told: dict[str, set[str]] = {code: set() for code in RELATED}
    for text, _ in FOUND.values():
        for d in found(text):
            if d.code in RELATED:
                assert [r.span for r in d.related if r.span != d.span], d.message.en
                told[d.code] |= {r.message.en for r in d.related}
    assert {
        code: any(word in said for said in told[code]) for code, word in RELATED.items()
    } == dict.fromkeys(RELATED, True)


# ------------------------------------------------------------------------------------------------- the real plans


def codes(plan_id: str, only: Iterable[str]) -> list[str]:
    """What the rules find in a real plan, each as code and target."""
    wanted = set(only)
    which = real(plan_id)
    listed = [d for d in check.run_rules(which, REGISTRY, RULES) if d.code in wanted]
    by_line = {x.span.line: t.id for t in which.targets for x in t.levels}
    return sorted(f"{d.code} {by_line[d.span.line]}" for d in listed if d.span)


def test_the_real_plans_hide_ten_figures_in_three_tasks() -> None:
    assert {p: codes(p, {"PM208"}) for p in PLANS} == {
        DAK_NONG: ["PM208 edu-online-teaching"],
        HUNG_YEN: ["PM208 edu-online-teaching"],
        KHANH_HOA: ["PM208 edu-online-teaching"],
        THANH_HOA: [],
        TEMPLATE: [],
    }


def test_hung_yen_narrows_its_hospitals_and_leaves_three_indicators_in_2022() -> None:
    others = {r.code for r in RULES} - {"PM205", "PM208"}
    assert {p: codes(p, others) for p in PLANS} == {
        HUNG_YEN: [
            "PM209 health-cashless-2025",
            "PM210 edu-platform",
            "PM210 health-platform",
            "PM210 health-transactions",
        ],
        **{p: [] for p in (DAK_NONG, KHANH_HOA, THANH_HOA, TEMPLATE)},
    }
