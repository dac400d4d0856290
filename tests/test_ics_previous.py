"""A feed that goes on from its last version: what changed, what has gone, what came back, and files that are none of ours."""

from __future__ import annotations

import os
import random
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planmodel.diagnostics import Refusal
from planmodel.render.ics import PRODUCT, render_feed, tidied
from planmodel.render.ics_kept import MAX_BYTES, read_feed
from planmodel.views.calendar.chosen import chosen
from planmodel.views.feed import Event, Feed, Stamp, continued, feed
from tests.command import ROOT, copy_plans, planmodel, refused
from tests.golden import DAK_NONG, KHANH_HOA, PROVINCES, REGISTRY, real

SIGNED = datetime(2022, 5, 12, tzinfo=UTC)
TODAY, LATER = date(2022, 7, 1), date(2022, 8, 1)


def event(
    name: str, day: int = 14, summary: str = "Hạn", status: str = "CONFIRMED", plan: str = "mau"
) -> Event:
    uid = f"{plan}.task.{name}@planmodel"
    made = Event(uid, date(2022, 6, day), summary, "Nội dung", ("việc",), "CONFIRMED", (timedelta(days=1),), Stamp(0, SIGNED))  # fmt: skip
    return made._replace(status="TENTATIVE") if status == "TENTATIVE" else made


def of(*events: Event) -> Feed:
    return Feed("Lịch", "", "", events)


def after(new: Feed, last: Feed, today: date = TODAY) -> dict[str, Event]:
    return {e.uid.split(".")[2].split("@")[0]: e for e in continued(new, last, today, None).feed.events}


# --------------------------------------------------------------------------------------------- one step, many


def test_what_did_not_change_keeps_its_stamp() -> None:
    last = of(event("a")._replace(stamp=Stamp(4, datetime(2022, 6, 1, 13, 30, tzinfo=UTC))))
    assert continued(of(event("a")), last, TODAY, None).feed == last


@pytest.mark.parametrize(
    "change",
    [
        {"day": date(2022, 6, 15)},
        {"summary": "Hạn khác"},
        {"description": "Nội dung khác"},
        {"categories": ("việc", "y tế")},
        {"status": "TENTATIVE"},
        {"alarms": ()},
    ],
    ids=lambda change: next(iter(change)),
)
def test_whatever_a_reader_sees_counts_as_a_change(change: dict[str, object]) -> None:
    new = event("a")._replace(**change)  # type: ignore[arg-type]
    found = after(of(new), of(event("a")))["a"]
    assert found == new._replace(stamp=Stamp(1, datetime(2022, 7, 1, tzinfo=UTC)))


def test_what_is_new_begins_at_nought_and_what_has_gone_is_called_off() -> None:
    found = after(of(event("b")), of(event("a", 20), event("b")))
    assert found["b"].stamp == Stamp(0, SIGNED)
    gone = found["a"]
    assert (gone.status, gone.stamp) == ("CANCELLED", Stamp(1, datetime(2022, 7, 1, tzinfo=UTC)))
    assert (gone.summary, gone.alarms, gone.day) == ("Đã bỏ: Hạn", (), date(2022, 6, 20))


def test_what_was_called_off_is_not_called_off_again_and_can_come_back() -> None:
    first = of(event("a"), event("b"))
    second = continued(of(event("b")), first, TODAY, None).feed
    third = continued(of(event("b")), second, LATER, None).feed
    assert third == second
    back = after(first, third, LATER)["a"]
    assert back == event("a")._replace(stamp=Stamp(2, datetime(2022, 8, 1, tzinfo=UTC)))


def test_a_version_is_never_older_than_the_one_before_it() -> None:
    last = of(event("a")._replace(stamp=Stamp(1, datetime(2022, 8, 1, 7, tzinfo=UTC))))
    assert after(of(event("a", 15)), last)["a"].stamp == Stamp(2, datetime(2022, 8, 1, 7, tzinfo=UTC))


def test_plans_that_were_not_asked_for_are_left_out_and_not_called_off() -> None:
    last = of(event("a"), event("b", plan="khac"), event("c", plan="mau-khac"))
    found = continued(of(event("a")), last, TODAY, ["mau"])
    assert ([e.uid for e in found.feed.events], found.elsewhere) == (["mau.task.a@planmodel"], 2)
    everything = continued(of(event("a")), last, TODAY, None)
    assert (len(everything.feed.events), everything.cancelled, everything.elsewhere) == (3, 2, 0)


EVENTS = st.lists(
    st.builds(event, st.sampled_from("abcdef"), st.integers(1, 4), st.sampled_from(["Hạn", "Việc"])),
    unique_by=lambda e: e.uid,
).map(lambda listed: of(*sorted(listed, key=lambda e: e.day)))


@settings(max_examples=60, deadline=None)
@given(st.lists(EVENTS, min_size=2, max_size=5))
def test_versions_only_grow_and_a_store_by_uid_always_shows_the_last_plan(feeds: list[Feed]) -> None:
    store: dict[str, Event] = {}
    last: Feed | None = None
    for step, new in enumerate(feeds):
        today = TODAY + timedelta(days=step)
        made = new if last is None else continued(new, last, today, None).feed
        if made.events:
            made = read_feed(render_feed(made), "x.ics").feed
        assert len({e.uid for e in made.events}) == len(made.events)
        for e in made.events:
            held = store.get(e.uid)
            if held is None or e.stamp.sequence > held.stamp.sequence:
                store[e.uid] = e
            else:
                assert e == held, "the same version twice, and not the same"
        standing = {u: e.day for u, e in store.items() if e.status != "CANCELLED"}
        assert standing == {e.uid: e.day for e in new.events}
        again = continued(new, made, today, None).feed
        assert again == made
        last = made


@pytest.mark.parametrize("plan_id", [DAK_NONG, KHANH_HOA])
def test_a_real_feed_goes_on_from_itself_byte_for_byte(plan_id: str) -> None:
    made = feed(chosen([real(plan_id)], REGISTRY, suggest=True), REGISTRY)
    data = render_feed(made)
    kept = read_feed(data, "x.ics").feed
    assert render_feed(continued(tidied(made), kept, LATER, None).feed) == data


# -------------------------------------------------------------------------------------------- what is read back

GOOD = render_feed(of(event("a"), event("b"))).decode()


def text(*more: str) -> str:
    """GOOD with lines before its end."""
    return GOOD.replace("END:VCALENDAR\r\n", "".join(f"{line}\r\n" for line in more) + "END:VCALENDAR\r\n")


def test_a_feed_may_have_passed_through_other_hands() -> None:
    loose = GOOD.replace("\r\n", "\n").replace("BEGIN:VEVENT", "begin:vevent").replace("SEQUENCE:0\n", "")
    loose = loose.replace(PRODUCT, "-//Somebody//Else//EN").replace(
        "TRANSP:", 'X-SEEN;X-BY="a:b;c":yes\nTRANSP:'
    )
    data = b"\xef\xbb\xbf" + loose.encode()
    assert read_feed(data, "x.ics") == read_feed(GOOD.encode(), "x.ics")


def test_what_is_not_ours_is_counted_and_left_out() -> None:
    foreign = ["BEGIN:VEVENT", "UID:hop@example", "DTSTART:20220614T080000Z", "SUMMARY:Họp", "END:VEVENT"]
    zone = ["BEGIN:VTIMEZONE", "TZID:Asia/Ho_Chi_Minh", "BEGIN:STANDARD", "END:STANDARD", "END:VTIMEZONE"]
    to_do = ["BEGIN:VTODO", "UID:x@planmodel", "END:VTODO"]
    kept = read_feed(text(*foreign, *zone, *to_do).encode(), "x.ics")
    assert kept == (read_feed(GOOD.encode(), "x.ics").feed, 2)


def test_an_alarm_that_rings_in_another_way_is_no_alarm_of_ours() -> None:
    other = GOOD.replace("TRIGGER:-P1D", "TRIGGER;VALUE=DATE-TIME:20220601T000000Z", 1)
    kept = read_feed(other.encode(), "x.ics").feed
    found = after(of(event("a"), event("b")), kept)
    assert (found["a"].stamp.sequence, found["b"].stamp.sequence) == (1, 0)
    gone = continued(of(event("b")), kept, TODAY, None).feed
    assert render_feed(gone)


DAMAGED = {
    "empty": "",
    "no calendar": "planmodel: 1\r\n",
    "cut": GOOD[: len(GOOD) // 2],
    "cut at a line": GOOD[: GOOD.index("STATUS")],
    "two": GOOD + GOOD,
    "twice": text(*GOOD[GOOD.index("BEGIN:VEVENT") : GOOD.index("END:VEVENT") + 10].split("\r\n")),
    "no day": GOOD.replace("DTSTART;VALUE=DATE:20220614\r\n", "", 1),
    "a time": GOOD.replace("DTSTART;VALUE=DATE:20220614", "DTSTART:20220614T000000Z", 1),
    "30 February": GOOD.replace("DTSTART;VALUE=DATE:20220614", "DTSTART;VALUE=DATE:20220230", 1),
    "other digits": GOOD.replace("DTSTART;VALUE=DATE:20220614", "DTSTART;VALUE=DATE:２０２２0614", 1),
    "no stamp": GOOD.replace("DTSTAMP:20220512T000000Z\r\n", "", 1),
    "hour 25": GOOD.replace("DTSTAMP:20220512T000000Z", "DTSTAMP:20220512T250000Z", 1),
    "below nought": GOOD.replace("SEQUENCE:0", "SEQUENCE:-1", 1),
    "too many versions": GOOD.replace("SEQUENCE:0", f"SEQUENCE:{2**31 - 1}", 1),
    "many digits": GOOD.replace("SEQUENCE:0", f"SEQUENCE:{'9' * 5000}", 1),
    "superscript": GOOD.replace("SEQUENCE:0", "SEQUENCE:²", 1),
    "status": GOOD.replace("STATUS:CONFIRMED", "STATUS:MAYBE", 1),
    "two summaries": GOOD.replace("SUMMARY:", "SUMMARY:x\r\nSUMMARY:", 1),
    "nonsense": text("...."),
    "outside": GOOD + "X-A:1\r\n",
    "ends early": GOOD.replace("END:VEVENT", "END:VCALENDAR", 1),
    "deep": text(*["BEGIN:A"] * 1000, *["END:A"] * 1000),
    "open quote": text('X-A;B="c:d'),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_feed_is_one_clear_refusal(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("cu.ics").write_text(DAMAGED[name], encoding="utf-8", newline="")
    said = refused("calendar", DAK_NONG, "--workspace", ROOT, "-o", "moi.ics", "--previous", "cu.ics")
    assert "«cu.ics»" in said
    assert not Path("moi.ics").exists()


FOREIGN = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Somebody//Else//EN\r\nBEGIN:VEVENT\r\nUID:1@example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"  # fmt: skip


@pytest.mark.parametrize(
    ("content", "why"),
    [
        pytest.param(FOREIGN.encode(), "không phải do planmodel ghi", id="foreign"),
        pytest.param(GOOD.encode("utf-16"), "không phải tệp lịch", id="utf-16"),
        pytest.param(GOOD.encode() + b"\xff", "không phải UTF-8", id="not-utf-8"),
        pytest.param(GOOD.encode() + b" " * MAX_BYTES, "lớn hơn 16 MB", id="huge"),
        pytest.param(os.urandom(5000), "không phải tệp lịch", id="noise"),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused(
    content: bytes, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("cu.ics").write_bytes(content)
    assert why in refused("calendar", DAK_NONG, "--workspace", ROOT, "-o", "moi.ics", "--previous", "cu.ics")


def test_the_last_version_must_be_there_and_be_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("thu-muc").mkdir()
    common = ("calendar", DAK_NONG, "--workspace", ROOT, "-o", "moi.ics", "--previous")
    assert "lần đầu hãy bỏ --previous" in refused(*common, "khong-co.ics")
    assert "không đọc được tệp lịch «thu-muc»" in refused(*common, "thu-muc")


def test_megabytes_of_anything_are_read_or_refused_soon() -> None:
    head, end = GOOD[: GOOD.index("BEGIN:VEVENT")].encode(), b"END:VCALENDAR\r\n"
    inside = MAX_BYTES // 8
    for filling in (
        b"X:1\r\n",
        b"\r\n ",
        b"X-A;B=C",
        b";A=B",
        b'"',
        b"BEGIN:VALARM\r\nEND:VALARM\r\n",
        b"\\",
        b"a,",
    ):
        started = datetime.now(UTC)
        try:
            read_feed(head + b"X-A:" + filling * (inside // len(filling)) + b"\r\n" + end, "x.ics")
        except Refusal:
            pass
        assert (datetime.now(UTC) - started).total_seconds() < 10


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False))
def test_a_feed_with_random_damage_is_read_or_refused(chance: random.Random) -> None:
    lines = GOOD.encode().split(b"\r\n")
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(lines))
        match chance.randrange(5):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, chance.choice(lines))
            case 2:
                lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]
            case 3:
                lines[at] = lines[at].partition(b":")[0] + b":" + chance.choice([b"", b"-1", b"99991231", b"\\", b"VEVENT"])  # fmt: skip
            case _:
                spoilt = bytearray(lines[at] or b"?")
                spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
                lines[at] = bytes(spoilt)
    try:
        kept = read_feed(b"\r\n".join(lines), "x.ics").feed
    except Refusal:
        return
    made = continued(of(event("a", 20), event("c")), kept, TODAY, None).feed
    assert read_feed(render_feed(made), "x.ics").feed == tidied(made)


# ----------------------------------------------------------------------------------------------- the command line


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of its own, which is the working folder."""
    monkeypatch.chdir(copy_plans(tmp_path))
    return tmp_path


def written(*args: str, note: str = "") -> Feed:
    done = planmodel("calendar", *args)
    assert (done.code, done.out) == (0, ""), done
    assert note in done.err
    assert bool(note) == bool(done.err), done.err
    return read_feed(Path(args[args.index("-o") + 1]).read_bytes(), "x.ics").feed


def test_a_feed_is_updated_in_place(home: Path) -> None:
    first = written(DAK_NONG, "-o", "lich.ics")
    data = Path("lich.ics").read_bytes()
    assert written(DAK_NONG, "-o", "lich.ics", "--previous", "lich.ics", "--today", "2026-11-22") == first
    assert Path("lich.ics").read_bytes() == data
    file = home / "plans" / "dak-nong" / "294-kh-ubnd-2022.yaml"
    before = file.read_text(encoding="utf-8")
    edited = before.replace('{before: "12-15"}', '{by: "12-20"}')
    assert edited != before
    file.write_text(edited, encoding="utf-8")
    second = written(DAK_NONG, "-o", "lich.ics", "--previous", "lich.ics", "--today", "01/12/2022")
    changed = [new for old, new in zip(first.events, second.events, strict=True) if new != old]
    assert [(e.day, e.stamp) for e in changed] == [
        (date(2022, 12, 20), Stamp(1, datetime(2022, 12, 1, tzinfo=UTC)))
    ]
    assert {e.uid for e in first.events} == {e.uid for e in second.events}


def test_a_plan_that_is_gone_is_called_off_where_the_feed_is_about_all(home: Path) -> None:
    first = written("-o", "lich.ics")
    (home / "plans" / "dak-nong" / "294-kh-ubnd-2022.yaml").unlink()
    second = written("-o", "lich.ics", "--previous", "lich.ics", "--today", "2022-07-01")
    gone = {e.uid for e in second.events if e.status == "CANCELLED"}
    assert gone == {e.uid for e in first.events if e.uid.startswith(f"{DAK_NONG}.")}
    assert {e.uid for e in first.events} == {e.uid for e in second.events}


def test_the_feed_of_one_plan_goes_on_from_that_of_all_and_says_what_it_leaves_out(home: Path) -> None:
    whole = written("-o", "lich.ics")
    note = "thuộc kế hoạch không được gọi tên"
    part = written(DAK_NONG, "-o", "mot.ics", "--previous", "lich.ics", note=note)
    assert set(part.events) == {e for e in whole.events if e.uid.startswith(f"{DAK_NONG}.")}


def test_foreign_events_are_left_out_with_a_note(home: Path) -> None:
    written(DAK_NONG, "-o", "lich.ics")
    data = Path("lich.ics").read_bytes()
    guest = b"BEGIN:VEVENT\r\nUID:1@example\r\nDTSTAMP:20220101T000000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    Path("lich.ics").write_bytes(data.replace(b"END:VCALENDAR\r\n", guest))
    written(DAK_NONG, "-o", "lich.ics", "--previous", "lich.ics", note="1 mục trong «lich.ics»")
    assert Path("lich.ics").read_bytes() == data


@pytest.mark.parametrize(
    "other",
    [("--agency", "so-tttt"), ("--kind", "report"), ("--from", "2022-06-01"), ("--to", "2022-12-01")],
    ids=lambda other: other[0],
)
def test_a_feed_does_not_go_on_from_one_of_another_scope(other: tuple[str, str], home: Path) -> None:
    written(DAK_NONG, "-o", "lich.ics")
    said = refused("calendar", DAK_NONG, *other, "-o", "lich2.ics", "--previous", "lich.ics")
    assert "«lich.ics» là lịch của mọi hạn" in said
    written(DAK_NONG, *other, "-o", "lich2.ics")
    written(DAK_NONG, *other, "-o", "lich2.ics", "--previous", "lich2.ics")
    refused("calendar", DAK_NONG, "-o", "lich3.ics", "--previous", "lich2.ics")


def test_all_kinds_named_are_all_kinds(home: Path) -> None:
    written(DAK_NONG, "-o", "lich.ics")
    written(DAK_NONG, "--kind", "all", "-o", "lich2.ics", "--previous", "lich.ics")


def test_the_feed_of_an_agency_holds_what_concerns_it(home: Path) -> None:
    whole, part = written("-o", "a.ics"), written("--agency", "so-yte", "-o", "b.ics")
    assert set(part.events) < set(whole.events)
    assert {e.uid.split(".")[0] for e in part.events} > {DAK_NONG}
    assert part.name == "Lịch hạn · Sở Y tế · mọi kế hoạch"


def test_alarms_are_the_readers(home: Path) -> None:
    made = written(
        DAK_NONG, "-o", "a.ics", "--alarm", "1d", "--alarm", "2w", "--alarm", "1d12h", "--alarm", "24h"
    )
    assert {e.alarms for e in made.events} == {(timedelta(days=14), timedelta(hours=36), timedelta(days=1))}
    assert {e.alarms for e in written(DAK_NONG, "-o", "b.ics", "--alarm", "none").events} == {()}


@pytest.mark.parametrize(
    "said", ["", "d", "7", "-1d", "0d", "0h", "7 days", "1y", "367d", "9999w", "1d-1h", "١d", "none ", "1e3d"]
)
def test_what_is_no_lead_time_is_refused(said: str, home: Path) -> None:
    assert "--alarm" in refused("calendar", DAK_NONG, "-o", "a.ics", f"--alarm={said}")


def test_what_does_not_go_together_is_refused(home: Path) -> None:
    six = [arg for n in range(1, 7) for arg in ("--alarm", f"{n}d")]
    assert "hơn 5 lần nhắc" in refused("calendar", DAK_NONG, "-o", "a.ics", *six)
    assert "--alarm" in refused("calendar", DAK_NONG, "-o", "a.ics", "--alarm", "none", "--alarm", "1d")
    assert "chỉ dùng cho ics" in refused("calendar", DAK_NONG, "--alarm", "1d")
    assert "chỉ dùng cho ics" in refused("calendar", DAK_NONG, "-o", "a.csv", "--previous", "a.ics")
    assert "--view" in refused("calendar", DAK_NONG, "-o", "a.ics", "--view", "agenda")
    assert "rỗng" in refused("calendar", DAK_NONG, "-o", "a.ics", "--from", "2030-01-01")


def test_ics_can_go_to_the_screen_and_is_the_same_twice(home: Path) -> None:
    one, two = (planmodel("calendar", *PROVINCES, "--format", "ics") for _ in range(2))
    assert one == two
    assert one.raw.startswith(b"BEGIN:VCALENDAR\r\n")
    assert one.raw.endswith(b"END:VCALENDAR\r\n")
    assert all(b"\r" in line[-1:] for line in one.raw.split(b"\n")[:-1])
    for before, after_ in pairwise(e.day for e in read_feed(one.raw, "x").feed.events):
        assert before <= after_
