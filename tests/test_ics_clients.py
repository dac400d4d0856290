"""Feeds in real calendar programs: imported, imported again after an edit, and written anew by them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from planmodel.derive.share import Body
from planmodel.render.ics import render_feed, tidied
from planmodel.render.ics_kept import read_feed
from planmodel.views.calendar.chosen import Only, chosen
from planmodel.views.feed import Event, Feed, Stamp, continued, feed
from tests.calendar_clients import PROGRAMS, Client, every_client, expected
from tests.golden import DAK_NONG, KHANH_HOA, PLANS, PROVINCES, REGISTRY, made, real
from tests.plan_texts import changed, plan, report, target

every_plan = pytest.mark.parametrize("plan_id", PLANS)
ALL = "every plan"
LATER = date(2022, 7, 1)


@cache
def of(plan_id: str, *, suggest: bool = True) -> Feed:
    """The feed of a real plan, or of all of them."""
    plans = [real(p) for p in PROVINCES] if plan_id == ALL else [real(plan_id)]
    return tidied(feed(chosen(plans, REGISTRY, suggest=suggest), REGISTRY))


def of_text(text: str, *, suggest: bool = False) -> Feed:
    return tidied(feed(chosen([made(text)], REGISTRY, suggest=suggest), REGISTRY))


@every_client
@pytest.mark.parametrize("plan_id", [*PLANS, ALL])
def test_a_client_holds_every_event_of_every_real_plan(client: Client, plan_id: str) -> None:
    which = of(plan_id)
    (done,) = client.imports(render_feed(which))
    assert done.problems == []
    assert done.events == len(which.events) == len(done.store)
    assert done.store == {event.uid: expected(event) for event in which.events}
    assert (done.name, done.about or "", done.refresh) == (which.name, which.about, "P1D")


@every_client
@every_plan
def test_what_a_client_writes_is_the_same_feed(client: Client, plan_id: str) -> None:
    which = of(plan_id)
    (done,) = client.imports(render_feed(which))
    back = read_feed(done.written, "client.ics")
    assert (back.feed.events, back.foreign) == (which.events, 0)
    (again,) = client.imports(done.written)
    assert again.store == done.store


@every_client
@pytest.mark.parametrize("plan_id", [*PLANS, ALL])
def test_the_same_feed_again_changes_and_doubles_nothing(client: Client, plan_id: str) -> None:
    data = render_feed(of(plan_id))
    first, second, third = client.imports(data, data, data)
    assert first.store == second.store == third.store


def test_the_list_of_clients_names_no_place_to_fetch_them_from() -> None:
    kept = (PROGRAMS / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in kept
    assert '"integrity": "sha512-' in kept


ONE = plan(
    reports=[
        report(due='[{before: "06-15"}, {before: "12-15"}]', every="[half-year]", about="Kết quả; một, hai"),
        report(id="b2", at='"III.2"', every="[quarter]", due=None),
    ],
    targets=[target()],
)


@every_client
def test_an_edit_updates_what_changed_calls_off_what_went_and_doubles_nothing(client: Client) -> None:
    first = of_text(ONE, suggest=True)
    text = changed(ONE, 'before: "12-15"', 'by: "12-20"')
    text = changed(text, 'before: "06-15"', 'by: "06-14"')  # the same day in other words
    text = changed(text, "{at_least: {2022: 50}}", "{at_least: {2023: 60}}")
    new = of_text(text, suggest=True)
    second = continued(new, first, LATER, None).feed
    before, after = client.imports(render_feed(first), render_feed(second))
    assert after.store == {event.uid: expected(event) for event in second.events}
    assert len(after.store) == len(before.store) + 1
    moved = [held for uid, held in after.store.items() if ".half-year-" in uid and held.day.month == 12]
    assert {held.day.day for held in moved} == {20}
    assert {held.sequence for held in moved} == {1}
    gone = after.store["ke-hoach-mau.target.t1.2022@planmodel"]
    assert (gone.status, gone.sequence, gone.alarms) == ("CANCELLED", 1, ())
    assert gone.summary.startswith("Đã bỏ: Hạn: chỉ tiêu năm 2022")
    unchanged = before.store["ke-hoach-mau.period.end@planmodel"]
    assert after.store["ke-hoach-mau.period.end@planmodel"] == unchanged


@every_client
def test_an_old_version_imported_late_does_not_undo_a_new_one(client: Client) -> None:
    first = of(DAK_NONG)
    events = tuple(e._replace(day=e.day + timedelta(days=1)) for e in first.events)
    second = continued(first._replace(events=events), first, LATER, None).feed
    *_, done = client.imports(render_feed(first), render_feed(second), render_feed(first))
    assert done.store == {event.uid: expected(event) for event in second.events}


@every_client
def test_what_was_called_off_and_comes_back_stands_again(client: Client) -> None:
    first = of(KHANH_HOA)
    without = continued(of(KHANH_HOA, suggest=False), first, LATER, None).feed
    again = continued(first, without, LATER, None).feed
    one, two, three = client.imports(*map(render_feed, (first, without, again)))
    proposed = {uid for uid, held in one.store.items() if held.status == "TENTATIVE"}
    assert proposed
    assert {uid for uid, held in two.store.items() if held.status == "CANCELLED"} == proposed
    assert {uid: (held.status, held.sequence) for uid, held in three.store.items() if uid in proposed} == dict.fromkeys(proposed, ("TENTATIVE", 2))  # fmt: skip
    assert one.store.keys() == three.store.keys()


@every_client
def test_the_feed_of_an_agency_updates_the_events_of_the_feed_of_a_plan(client: Client) -> None:
    whole = of(DAK_NONG, suggest=False)
    part = tidied(feed(chosen([real(DAK_NONG)], REGISTRY, Only((Body("so-tttt"),))), REGISTRY))
    assert 0 < len(part.events) < len(whole.events)
    one, two = client.imports(render_feed(whole), render_feed(part))
    assert one.store == two.store


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=120)
ROUGH = st.lists(
    st.one_of(WORDS, st.sampled_from(["\\n", "\\N", "\\", ";", ",", ":", '"', "\n", "\r\n", "ễ", "e\u0302\u0303", "\u2028", "  ", "BEGIN:VEVENT\r\n", "\\;", "^n", "%2C"])),
    max_size=30,
).map("".join)  # fmt: skip


@every_client
@settings(max_examples=10, deadline=None, phases=[Phase.generate])
@given(st.lists(st.tuples(ROUGH, ROUGH), min_size=5, max_size=40))
def test_whatever_a_plan_says_reaches_the_reader_whole(client: Client, texts: list[tuple[str, str]]) -> None:
    stamp = Stamp(3, datetime(2022, 5, 12, tzinfo=UTC))
    events = [
        Event(f"mau.task.n{n}@planmodel", date(2024, 2, 29), summary, description, ("việc",), "CONFIRMED", (), stamp)
        for n, (summary, description) in enumerate(texts)
    ]  # fmt: skip
    which = tidied(Feed("Lịch", "", "", tuple(events)))
    (done,) = client.imports(render_feed(which))
    assert done.problems == []
    assert done.store == {event.uid: expected(event) for event in which.events}
