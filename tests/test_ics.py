"""Feeds as files: RFC 5545 to the octet, one event for each obligation under a name that lasts, the same bytes twice."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planmodel.derive.due import Obligation, obligations
from planmodel.derive.share import Body
from planmodel.diagnostics import Refusal
from planmodel.render.ics import PRODUCT, render_feed, tidied
from planmodel.render.ics_kept import read_feed
from planmodel.render.measure import clean
from planmodel.views.calendar.chosen import Only, chosen
from planmodel.views.feed import ALARMS, Event, Feed, Stamp, feed, uid
from tests.golden import (
    DAK_NONG,
    HUNG_YEN,
    KHANH_HOA,
    PLANS,
    PROVINCES,
    REGISTRY,
    THANH_HOA,
    assert_golden,
    made,
    real,
    snapshots,
)
from tests.plan_texts import MINIMAL, changed, duty, plan, report, target, task

every_plan = pytest.mark.parametrize("plan_id", PLANS)
every_lang = pytest.mark.parametrize("lang", ["vi", "en"])
often = settings(max_examples=150, deadline=None)
SUGGESTED = (DAK_NONG,)
"""The plans of which a snapshot with proposals is kept."""


def of(*plan_ids: str, suggest: bool = False, lang: str = "vi") -> Feed:
    return feed(chosen([real(p) for p in plan_ids], REGISTRY, suggest=suggest), REGISTRY, lang)


def of_text(text: str, alarms: tuple[timedelta, ...] | None = None, *, suggest: bool = False) -> Feed:
    return feed(chosen([made(text)], REGISTRY, suggest=suggest), REGISTRY, "vi", alarms)


def one(**changes: Any) -> Event:
    stamp = Stamp(0, datetime(2022, 5, 12, tzinfo=UTC))
    event = Event(
        "mau.task.n1@planmodel", date(2022, 6, 14), "Hạn: việc", "Nội dung", ("việc",), "CONFIRMED", (), stamp
    )
    return event._replace(**changes)


def alone(event: Event) -> Feed:
    return Feed("Lịch", "", "", (event,))


class Line(NamedTuple):
    """A line of the file after unfolding: name, parameters and value, as they are written."""

    name: str
    parameters: str
    value: str


def lines(data: bytes) -> list[Line]:
    """Every content line, read by the grammar of RFC 5545, 3.1, and nothing else."""
    assert data.endswith(b"\r\n")
    physical = data[:-2].split(b"\r\n")
    for each in physical:
        assert len(each) <= 75, each
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", each), each
        each.decode()  # no letter is torn apart
    found = []
    for logical in data.replace(b"\r\n ", b"")[:-2].decode().split("\r\n"):
        parts = re.fullmatch(r'([A-Z0-9-]+)((?:;[A-Z-]+=[^;:,"]+)*):(.*)', logical)
        assert parts is not None, logical
        found.append(Line(parts[1], parts[2], parts[3]))
    return found


def values(data: bytes, name: str) -> list[str]:
    return [line.value for line in lines(data) if line.name == name]


# ------------------------------------------------------------------------------------------------- real plans


@every_plan
@every_lang
def test_the_feed_of_a_real_plan_is_what_it_was(plan_id: str, lang: str) -> None:
    assert_golden(f"ics/{plan_id}.{lang}.ics", render_feed(of(plan_id, lang=lang)).decode())


@pytest.mark.parametrize("plan_id", SUGGESTED)
def test_the_feed_with_proposals_is_what_it_was(plan_id: str) -> None:
    assert_golden(f"ics/{plan_id}.suggest.ics", render_feed(of(plan_id, suggest=True)).decode())


def test_every_snapshot_is_asked_for() -> None:
    kept = {f"{p}.{lang}.ics" for p in PLANS for lang in ("vi", "en")} | {
        f"{p}.suggest.ics" for p in SUGGESTED
    }
    assert snapshots("ics") == kept


@pytest.mark.parametrize("suggest", [False, True])
@pytest.mark.parametrize("plan_ids", [*((p,) for p in PLANS), PROVINCES], ids="+".join)
def test_a_feed_has_one_event_for_every_obligation_on_its_last_day(
    plan_ids: tuple[str, ...], suggest: bool
) -> None:
    owed = [o for p in plan_ids for o in obligations(real(p), REGISTRY, suggest=suggest)]
    made_ = of(*plan_ids, suggest=suggest)
    assert {(e.uid, e.day) for e in made_.events} == {(uid(o), o.due) for o in owed}
    assert len({e.uid for e in made_.events}) == len(owed)
    assert [e.day for e in made_.events] == sorted(o.due for o in owed)
    data = render_feed(made_)
    assert len(values(data, "UID")) == len(owed)
    assert data == render_feed(of(*plan_ids, suggest=suggest))
    assert read_feed(data, "x.ics") == (tidied(made_), 0)


def test_dak_nong_has_its_two_reports_on_14_june_and_14_december() -> None:
    first, second = (e for e in of(DAK_NONG).events if ".report." in e.uid)
    assert first.uid == "dak-nong-294-2022.report.report-departments.half-year-2022-06@planmodel"
    assert (first.day, second.day) == (date(2022, 6, 14), date(2022, 12, 14))
    assert first.status == second.status == "CONFIRMED"
    assert first.alarms == ALARMS
    assert first.stamp == Stamp(0, datetime(2022, 6, 1, tzinfo=UTC))
    for said in (
        "Hạn cuối: 14/06/2022",
        "Kế hoạch ghi: trước ngày 15/06",
        "Bên báo cáo: Các sở, ngành có liên quan",
        "Nơi nhận: Sở Thông tin và Truyền thông",
        "Kỳ số liệu: 15/12/2021 – 14/06/2022",
        "Điều khoản: phần kết, đoạn 1 (closing#1)",
        "Theo: Kế hoạch số 294/KH-UBND",
        "Nghị định 09/2019/NĐ-CP",
        "chỉ 13 ngày sau ngày ký",
    ):
        assert said in first.description


def test_khanh_hoas_proposals_are_marked_wherever_they_stand() -> None:
    plain, with_proposals = of(KHANH_HOA), of(KHANH_HOA, suggest=True)
    assert not [e for e in plain.events if ".report." in e.uid]
    proposed = [e for e in with_proposals.events if e.status == "TENTATIVE"]
    assert len(proposed) > 50
    assert all(".report." in e.uid for e in proposed)
    assert all(e.summary.startswith("Hạn (đề xuất): ") for e in proposed)
    assert all(e.description.startswith("ĐỀ XUẤT: kế hoạch không nêu ngày này") for e in proposed)
    assert not [e for e in with_proposals.events if e.status == "CONFIRMED" and "xuất" in e.summary]
    assert "4205/KH-UBND" in plain.about


def test_a_report_that_travels_names_its_way_and_the_day_of_every_stop() -> None:
    said = [
        e.description for e in of(KHANH_HOA, suggest=True).events if "rep-so-gddt.quarter-2022-06" in e.uid
    ]
    assert len(said) == 1
    assert (
        "Đường đi: Sở Giáo dục và Đào tạo → Sở Thông tin và Truyền thông (chậm nhất 22/06/2022) → Ủy ban nhân dân tỉnh"
        in said[0]
    )


def test_a_plan_without_a_known_day_of_signing_is_stamped_with_the_start_of_its_period() -> None:
    assert {e.stamp for e in of(THANH_HOA).events} == {Stamp(0, datetime(2022, 1, 1, tzinfo=UTC))}


def test_what_the_plans_do_not_date_is_told_of_the_feed() -> None:
    assert "không" in of(HUNG_YEN).about
    assert "119/KH-UBND" in of(HUNG_YEN).about
    data = render_feed(of(HUNG_YEN))
    assert values(data, "DESCRIPTION")[0] == values(data, "X-WR-CALDESC")[0]


def test_the_name_of_a_feed_says_whose_it_is() -> None:
    assert of(DAK_NONG).name == "Lịch hạn · 294/KH-UBND Đắk Nông"
    assert of(*PROVINCES).name == "Lịch hạn · mọi kế hoạch"
    whose = Only((Body("so-yte", "hung-yen"),))
    made_ = feed(chosen([real(HUNG_YEN)], REGISTRY, whose), REGISTRY)
    assert made_.name == "Lịch hạn · Sở Y tế (Hưng Yên) · 119/KH-UBND Hưng Yên"
    assert made_.scope == "agency=so-yte@hung-yen"


# ---------------------------------------------------------------------------------------------- what is written


def test_the_head_of_the_file() -> None:
    listed = lines(render_feed(of(DAK_NONG)))
    assert [(x.name, x.parameters, x.value) for x in listed[:6]] == [
        ("BEGIN", "", "VCALENDAR"),
        ("VERSION", "", "2.0"),
        ("PRODID", "", PRODUCT),
        ("CALSCALE", "", "GREGORIAN"),
        ("NAME", "", "Lịch hạn · 294/KH-UBND Đắk Nông"),
        ("X-WR-CALNAME", "", "Lịch hạn · 294/KH-UBND Đắk Nông"),
    ]
    assert ("REFRESH-INTERVAL", ";VALUE=DURATION", "P1D") in listed
    assert not {"METHOD", "VTIMEZONE", "URL", "LOCATION", "X-PLANMODEL-SCOPE"} & {x.name for x in listed}
    assert listed[-1] == ("END", "", "VCALENDAR")


def test_an_event_line_by_line() -> None:
    event = one(alarms=(timedelta(days=7), timedelta(hours=16)), categories=("báo cáo", "a, b; c"), summary="Hạn; một, hai \\ ba", description="x\ny")  # fmt: skip
    listed = lines(render_feed(alone(event)))
    start = listed.index(Line("BEGIN", "", "VEVENT"))
    alarm = [("BEGIN", "VALARM"), ("ACTION", "DISPLAY"), ("DESCRIPTION", "Hạn\\; một\\, hai \\\\ ba")]
    assert [(x.name + x.parameters, x.value) for x in listed[start:-1]] == [
        ("BEGIN", "VEVENT"),
        ("UID", "mau.task.n1@planmodel"),
        ("DTSTAMP", "20220512T000000Z"),
        ("LAST-MODIFIED", "20220512T000000Z"),
        ("SEQUENCE", "0"),
        ("DTSTART;VALUE=DATE", "20220614"),
        ("DTEND;VALUE=DATE", "20220615"),
        ("SUMMARY", "Hạn\\; một\\, hai \\\\ ba"),
        ("DESCRIPTION", "x\\ny"),
        ("CATEGORIES", "báo cáo,a\\, b\\; c"),
        ("STATUS", "CONFIRMED"),
        ("TRANSP", "TRANSPARENT"),
        *alarm,
        ("TRIGGER", "-P7D"),
        ("END", "VALARM"),
        *alarm,
        ("TRIGGER", "-PT16H"),
        ("END", "VALARM"),
        ("END", "VEVENT"),
    ]


@pytest.mark.parametrize(
    "day", [date(1, 1, 1), date(999, 12, 31), date(2024, 2, 29), date(9999, 12, 30), date.max]
)
def test_the_first_and_the_last_days_there_are(day: date) -> None:
    which = alone(one(day=day, stamp=Stamp(2**31 - 2, datetime(1, 1, 1, tzinfo=UTC))))
    data = render_feed(which)
    assert values(data, "DTSTART") == [f"{day:%Y%m%d}".zfill(8)]
    assert len(values(data, "DTEND")) == (day < date.max)
    assert read_feed(data, "x.ics").feed == which


def test_a_calendar_without_an_event_is_no_calendar() -> None:
    with pytest.raises(Refusal, match="cannot be empty"):
        render_feed(Feed("Lịch", "", "", ()))


TEXTS = st.text(st.characters(exclude_categories=[]), max_size=400)
TWISTED = st.lists(
    st.one_of(TEXTS, st.sampled_from(["\\n", "\\N", "\\\\", "\\", ";", ",", ":", '"', "\n", "\r\n", "\r", "\x85", "\u2028", "ễ", "e\u0302\u0303", "BEGIN:VALARM", "\t", "🗓", "\ufeff"])),
    max_size=12,
).map("".join)  # fmt: skip


@often
@given(TWISTED, TWISTED, TWISTED)
@example("\\Nghị định", "C:\\new\\n", "\\")
@example("x" * 300, "ễ" * 300, ",;\\" * 100)
def test_every_text_comes_back_as_it_was(name: str, summary: str, description: str) -> None:
    which = tidied(Feed(name, description, "", (one(summary=summary, description=description),)))
    data = render_feed(which)
    assert data == render_feed(which)
    lines(data)
    assert read_feed(data, "x.ics") == (which, 0)
    assert which.events[0].description == clean(description).replace("\ufeff", "").strip()
    assert tidied(which) == which


@often
@given(st.text(st.sampled_from("aăâđêôơưễộứ,;\\\n "), max_size=400))
def test_a_fold_tears_neither_letters_nor_escapes_apart(text: str) -> None:
    which = tidied(alone(one(description=text)))
    physical = render_feed(which).split(b"\r\n")
    lines(b"\r\n".join(physical))
    for before, after in pairwise(physical):
        if after.startswith(b" "):
            assert (len(before) - len(before.rstrip(b"\\"))) % 2 == 0, (
                "a backslash is cut off from what it escapes"
            )


def test_a_line_holds_75_octets_and_not_one_more() -> None:
    data = render_feed(alone(one(description="x" * 1000)))
    assert max(map(len, data.split(b"\r\n"))) in (74, 75)


# -------------------------------------------------------------------------------------------- the lasting name

TASKS = [task(id=f"n{n}", at=f'"II.{n}"', due=f'{{by: "2023-0{n}-15"}}') for n in range(1, 6)]
DUTIES = [duty(covers='["II.1..II.5"]')]
REPORTS = [report(id="b1", every="[half-year]", due='[{before: "06-15"}, {before: "12-15"}]')]


def uids(text: str) -> dict[str, Event]:
    return {e.uid: e for e in of_text(text).events}


def test_a_name_outlasts_day_wording_and_clause() -> None:
    text = plan(tasks=TASKS, duties=DUTIES, reports=REPORTS)
    before = uids(text)
    edited = changed(text, 'before: "06-15"', 'by: "06-20"')
    edited = changed(edited, 'due: {by: "2023-03-15"}', 'due: {in: "2024-Q3"}')
    edited = edited.replace("Lắp đặt mã QR", "Triển khai mã QR").replace("1/KH-UBND", "2/KH-UBND")
    edited = edited.replace('issued: "2022-05-12"', 'issued: "2022-05-13"')
    after = uids(edited)
    assert sorted(before) == sorted(after)
    assert {u for u in before if before[u].day != after[u].day} == {
        "ke-hoach-mau.report.b1.half-year-2022-06@planmodel",
        "ke-hoach-mau.report.b1.half-year-2023-06@planmodel",
        "ke-hoach-mau.report.b1.half-year-2024-06@planmodel",
        "ke-hoach-mau.report.b1.half-year-2025-06@planmodel",
        "ke-hoach-mau.task.n3@planmodel",
    }


@settings(max_examples=25, deadline=None)
@given(st.permutations(TASKS), st.integers(0, 5))
def test_a_name_outlasts_what_comes_goes_and_moves_around_it(shuffled: list[str], kept: int) -> None:
    whole = uids(plan(tasks=TASKS, duties=DUTIES))
    part = uids(plan(tasks=shuffled[:kept], duties=DUTIES))
    assert part.items() <= whole.items()
    assert len(part) == kept + 1


def test_a_proposed_day_becomes_the_plans_own_under_one_name() -> None:
    silent = plan(reports=[report(every="[half-year]", due=None)])
    stated = plan(reports=[report(every="[half-year]", due='[{by: "06-22"}, {by: "12-22"}]')])
    proposed = {e.uid: e.status for e in of_text(silent, suggest=True).events}
    said = {e.uid: e.status for e in of_text(stated, suggest=True).events}
    assert proposed.keys() == said.keys()
    assert set(proposed.values()) == {"TENTATIVE", "CONFIRMED"}
    assert set(said.values()) == {"CONFIRMED"}


def test_names_too_long_for_a_calendar_server_are_cut_and_still_tell_events_apart() -> None:
    long = "a" * 300
    text = plan(
        tasks=[task(id=f"{long}{n}", title=f"Việc {n}", due='{by: "2023-01-15"}') for n in "bc"],
        duties=[duty()],
    )
    found = [e.uid for e in of_text(text).events]
    assert len(set(found)) == 3
    assert max(map(len, found)) < 255
    assert all(u.startswith("ke-hoach-mau.") and u.endswith("@planmodel") for u in found)


# -------------------------------------------------------------------------------------------------- the events


def test_only_reports_ring_unless_the_reader_says_otherwise() -> None:
    text = plan(tasks=TASKS[:1], duties=DUTIES, reports=REPORTS)
    assert {(".report." in e.uid, e.alarms) for e in of_text(text).events} == {(True, ALARMS), (False, ())}
    asked = (timedelta(days=3),)
    assert {e.alarms for e in of_text(text, asked).events} == {asked}
    assert {e.alarms for e in of_text(text, ()).events} == {()}


def test_a_stretch_of_time_stands_on_its_last_day() -> None:
    text = plan(tasks=[task(due='{in: "2023-Q2"}')], duties=[duty()])
    (event,) = (e for e in of_text(text).events if ".task." in e.uid)
    assert event.day == date(2023, 6, 30)
    assert "quý II" in event.description or "quý 2" in event.description.lower()


def test_a_level_stands_behind_its_target() -> None:
    (event,) = (e for e in of_text(plan(targets=[target()])).events if ".target." in e.uid)
    assert event.categories == ("chỉ tiêu", "giáo dục", "ke-hoach-mau")
    assert "từ 50% trở lên" in event.description
    assert event.summary.startswith("Hạn: chỉ tiêu năm 2022 – ")


def test_the_one_line_stays_short_and_the_description_whole() -> None:
    title = "Rà soát " + "rất " * 55 + "kỹ"
    text = plan(tasks=[task(title=title, due='{by: "2023-01-15"}')], duties=[duty()])
    (event,) = (e for e in of_text(text).events if ".task." in e.uid)
    assert len(event.summary) < 120
    assert event.summary.endswith("… · Khánh Hòa")
    assert title in event.description


def test_english_is_english() -> None:
    said = of(DAK_NONG, suggest=True, lang="en")
    texts = [said.name, *(e.summary for e in said.events if e.status == "TENTATIVE")]
    assert texts[0] == "Due dates · 294/KH-UBND Dak Nong"
    assert texts[1].startswith("Due (proposed): half-yearly report of ")


def test_uid_is_the_plan_and_the_key() -> None:
    found: tuple[Obligation, ...] = obligations(made(MINIMAL), REGISTRY)
    assert [uid(o) for o in found] == ["ke-hoach-mau.period.end@planmodel"]
