"""Faults in when things are due, from whom and in what order (PM503 to PM510)."""

from __future__ import annotations

from collections.abc import Iterator

from tests.golden import DAK_NONG, HUNG_YEN, KHANH_HOA, REGISTRY
from tests.mutations.faults import Edit, edit, fault
from tests.mutations.of_tasks import tasks
from tests.mutations.real import Changes, Path_, Real

OFFICE = "so-tttt"
"""Who collects in the real plans."""


def _reports(real: Real) -> list[Path_]:
    return [path for path, _ in real.items("reports")]


def _with(real: Real, path: Path_, **changes: str | None) -> Edit:
    """The report at ``path`` with other entries; what is found stands in it."""
    named = {key.rstrip("_"): text for key, text in changes.items()}
    return edit(real, *real.changed(path, named), at=real.at(*path))


def _last_year(real: Real) -> int:
    return real.plan.period.last.year


# ------------------------------------------------------------------------------------------- PM503: days off


@fault("PM503")
def a_report_due_on_a_holiday(real: Real) -> Iterator[Edit]:
    for path in _reports(real):
        for day in ("09-02", "2022-10-15", "2022-10-16"):
            yield _with(real, path, every="[]", due=f'[{{by: "{day}"}}]')


@fault("PM503")
def before_a_monday(real: Real) -> Iterator[Edit]:
    for path in _reports(real):
        yield _with(real, path, every="[year]", due='[{before: "2022-12-19"}]')


@fault("PM503")
def a_task_due_on_a_sunday_or_a_holiday(real: Real) -> Iterator[Edit]:
    for path, _ in tasks(real):
        for day in ('{by: "2022-09-02"}', '{by: "2022-10-16"}', '{before: "2022-10-17"}'):
            yield edit(real, real.add(path, due=day), at=real.at(*path))


@fault("PM503", unseen="what is due by the end of a year bounds a stretch of time, whichever day that is")
def the_end_of_a_year(real: Real) -> Iterator[Edit]:
    for path in _reports(real):
        yield _with(real, path, every="[year]", due="[{by: end-of-year}]")


# ------------------------------------------------------------------------------------------- PM504, PM505


@fault("PM504")
def a_first_report_some_days_after_signing(real: Real) -> Iterator[Edit]:
    days = {DAK_NONG: ("06-23", "06-28"), HUNG_YEN: ("06-23", "06-28"), KHANH_HOA: ("05-24", "06-07")}
    for path in _reports(real):
        for day in days.get(real.id, ()):
            yield _with(real, path, every="[quarter]", due=f'[{{by: "{day}"}}, {{by: "12-20"}}]')


@fault("PM504", unseen="monthly reports are always near to the signing")
def a_monthly_report(real: Real) -> Iterator[Edit]:
    for path in _reports(real):
        if real.plan.document.issued is not None:
            yield _with(real, path, every="[month]", due='[{by: "22"}]')


@fault("PM505")
def every_year_in_a_plan_for_one(real: Real) -> Iterator[Edit]:
    period = real.plan.period
    for path in _reports(real) if period.first.year == period.last.year else ():
        for n in range(len(real.get(*path).get("due", ()))):
            yield edit(real, real.drop((*path, "due", n)), at=real.at(*path))
        yield _with(real, path, every="[year]", due='[{by: "12-20"}]')
        yield _with(real, path, every="[quarter]", due="[{in: Q3}, {in: Q4}]")


@fault("PM505")
def a_plan_cut_down_to_one_year(real: Real) -> Iterator[Edit]:
    for path in _reports(real) if _last_year(real) > 2022 else ():
        dated = real.changed(path, {"every": "[year]", "due": '[{by: "12-20"}]'})
        shorter = real.put(("period", "to"), '"2022-12-31"')
        yield edit(real, *dated, shorter, at=real.at(*path))


# ------------------------------------------------------------------------------------------- PM506: ways of reports


def _chains(real: Real) -> Iterator[tuple[Path_, Path_]]:
    """A report to the office that collects, and its own."""
    listed = list(real.items("reports"))
    for one, a in listed:
        for two, b in listed:
            if OFFICE in b["from"] and OFFICE in (*a["to"], *a.get("via", ())) and OFFICE not in a["from"]:
                yield one, two


def _both(real: Real, one: Path_, two: Path_, first: str, second: str) -> Edit:
    begun: Changes = {"to": f"[{OFFICE}]", "every": "[year]", "due": f'[{{by: "{first}"}}]'}
    if "via" in real.get(*one):
        begun = {**begun, "via": None}
    ended = {"to": "[ubnd-tinh]", "every": "[year]", "due": f'[{{by: "{second}"}}]'}
    return edit(real, *real.changed(one, begun), *real.changed(two, ended), at=[real.at(*one), real.at(*two)])


@fault("PM506")
def on_to_the_committee_before_it_comes_in(real: Real) -> Iterator[Edit]:
    for one, two in _chains(real):
        for first, second in (("12-22", "12-20"), ("12-21", "12-21"), ("2022-12-19", "2022-12-18")):
            yield _both(real, one, two, first, second)


@fault("PM506")
def a_way_too_long_for_its_day(real: Real) -> Iterator[Edit]:
    for path, report in real.items("reports"):
        if report.get("via"):
            yield _with(real, path, every="[year]", due='[{by: "2022-12-15"}]')


@fault("PM506", unseen="days of different periods are not compared")
def another_period_on_the_way(real: Real) -> Iterator[Edit]:
    for one, two in _chains(real):
        made = _both(real, one, two, "12-22", "12-20")
        listed = [
            fix._replace(replacement=fix.replacement.replace("[year]", "[half-year]")) if n == 0 else fix
            for n, fix in enumerate(
                sorted(made.edits[real.name], key=lambda f: "[year]" not in f.replacement)
            )
        ]
        yield made._replace(edits={real.name: tuple(listed)})


# ------------------------------------------------------------------------------------------- PM507: who collects


@fault("PM507")
def a_report_to_who_reports_to_nobody(real: Real) -> Iterator[Edit]:
    for path in _reports(real) if real.tells_all else ():
        for collector in ("so-nv", "so-vhttdl", "kbnn-tinh"):
            yield _with(real, path, to=f"[{collector}]", every="[year]")


@fault("PM507")
def a_report_through_who_reports_to_nobody(real: Real) -> Iterator[Edit]:
    for path in _reports(real) if real.tells_all else ():
        yield _with(real, path, via="[so-nv]", every="[quarter]")


# ------------------------------------------------------------------------------------------- PM508: who is no more


@fault("PM508")
def a_report_of_who_is_no_more(real: Real) -> Iterator[Edit]:
    for path, report in real.items("reports"):
        if _last_year(real) == 2025:
            for agency in ("so-khdt", "so-ldtbxh", "nhnn-chi-nhanh", "ubnd-huyen"):
                if agency not in report["from"]:
                    yield _with(real, path, from_=f"[{agency}]", every="[half-year]")


@fault("PM508")
def a_longer_plan(real: Real) -> Iterator[Edit]:
    reports = [(p, r) for p, r in real.items("reports") if OFFICE in (*r["from"], *r["to"]) and r["every"]]
    if reports and _last_year(real) == 2022:
        at = [real.at(*path) for path, _ in reports]
        yield edit(real, real.put(("period", "to"), '"2025-12-31"'), at=at)


@fault("PM508")
def a_task_of_who_is_no_more(real: Real) -> Iterator[Edit]:
    for path, task in tasks(real):
        if _last_year(real) == 2025 and "by" not in task and "due" not in task:
            fix = real.add(path, by="[so-khdt]", due='{by: "2025-11-14"}')
            yield edit(real, fix, at=real.at(*path))


@fault("PM508")
def a_province_that_is_no_more(real: Real) -> Iterator[Edit]:
    for path in (("document", "province"),) if _last_year(real) == 2025 else ():
        for province in ("dak-nong", "thai-binh", "ninh-thuan"):
            if province in REGISTRY.provinces:
                yield edit(real, real.put(path, province))


# ------------------------------------------------------------------------------------------- PM509: days and periods


@fault("PM509")
def two_days_for_one_period(real: Real) -> Iterator[Edit]:
    for path in _reports(real):
        yield _with(real, path, every="[half-year]", due='[{by: "06-20"}, {by: "12-19"}, {by: "12-22"}]')
        yield _with(real, path, every="[year]", due='[{by: "06-20"}, {by: "12-19"}]')
        yield _with(real, path, every="[year]", due='[{by: "12-19"}, {before: "2022-12-19"}]')


@fault("PM509")
def a_period_without_its_day(real: Real) -> Iterator[Edit]:
    for path in _reports(real):
        yield _with(real, path, every="[quarter]", due='[{by: "06-29"}, {by: "12-20"}]')
        yield _with(real, path, every="[quarter, nine-months]", due='[{by: "20", every: quarter}]')


@fault("PM509")
def another_period_for_the_same_days(real: Real) -> Iterator[Edit]:
    for path, report in real.items("reports"):
        if report.get("due"):
            for every in ("month", "quarter", "year"):
                yield edit(real, real.put((*path, "every"), f"[{every}]"), at=real.at(*path))


# ------------------------------------------------------------------------------------------- PM510: never due


@fault("PM510")
def a_slip_in_the_year_of_a_report(real: Real) -> Iterator[Edit]:
    for path in _reports(real):
        for day in ("2012-12-20", "2052-12-20", f"{_last_year(real) + 1}-01-20"):
            yield _with(real, path, due=f'[{{by: "{day}"}}]')


@fault("PM510")
def a_day_that_has_passed_when_the_plan_is_signed(real: Real) -> Iterator[Edit]:
    for path in _reports(real):
        yield _with(real, path, due='[{by: "2022-03-18"}, {by: "12-20"}]')
        if _last_year(real) == 2022:
            yield _with(real, path, every="[year]", due='[{by: "01-20"}]')


@fault("PM510")
def within_days_of_a_signing_that_is_unknown(real: Real) -> Iterator[Edit]:
    for path, _ in tasks(real):
        if real.plan.document.issued is None:
            yield edit(real, real.add(path, due="{within: 30 days after issued}"), at=real.at(*path))
