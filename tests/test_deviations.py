"""The register of accepted departures: its faults, what it accepts and until when, what no longer fits, the printed table."""

from __future__ import annotations

import json
import shutil
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel import model as m
from planmodel import schema
from planmodel.check import Judge, Options, check_files, tally
from planmodel.check.many import check_many
from planmodel.derive.conformity import Demands, Item, conformity, fingerprint
from planmodel.derive.deviations import Stale, accepted, standing
from planmodel.diagnostics import BEGINNING, Diagnostic
from planmodel.workspace import Workspace
from planmodel.workspace.deviations import FILE, Deviation
from tests.command import Done, planmodel, refused
from tests.golden import DAK_NONG, HUNG_YEN, KHANH_HOA, PROVINCES, REGISTRY, ROOT, TEMPLATE, THANH_HOA, real
from tests.plan_texts import Mark, expected, mark

DAY = date(2026, 1, 15)


def fine(done: Done) -> Done:
    """A run that did what was asked and had nothing to complain about."""
    assert (done.code, done.err) == (0, "")
    return done


def items(plan_id: str) -> tuple[Item, ...]:
    """What became of every demand of the letter in one of the real plans."""
    return tuple(conformity(Demands(real(TEMPLATE), REGISTRY), real(plan_id)))


def departures(plan_id: str) -> list[Item]:
    return [i for i in items(plan_id) if i.departs]


FORTY = next(i for i in departures(DAK_NONG) if i.kind == "target")
"""Đắk Nông asks 40% where the letter asks 50%."""


def entry(item: Item = FORTY, **changes: str) -> str:
    """An entry of the register about a departure."""
    fields = {
        "plan": item.plan,
        "template": item.template,
        "item": f"{item.kind}/{item.item}",
        "year": item.year or "",
        "fingerprint": f'"{fingerprint(item)}"',
        "reason": "Nhiều trường chưa có mạng",
        "approver": "Bộ TT&TT",
        "date": '"2022-07-01"',
        "until": '"2026-12-31"',
    } | changes
    return "  - " + "\n    ".join(f"{key}: {value}" for key, value in fields.items() if value) + "\n"


def register(*entries: str) -> str:
    return "planmodel: 1\ndeviations:\n" + "".join(entries)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with copies of the real plans, and the working folder."""
    shutil.copytree(ROOT / "plans", tmp_path / "plans")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(home: Path, text: str) -> Workspace:
    (home / FILE).write_text(text, "utf-8")
    return Workspace(home)


# ----------------------------------------------------------------------------------------------- faults of the file


def faults(home: Path, text: str) -> list[tuple[Mark, Diagnostic]]:
    found = Judge(put(home, text), Options(today=DAY)).found
    assert all(d.source.endswith(FILE) for d in found)
    return [(mark(d, text), d) for d in found]


@pytest.mark.parametrize(
    ("line", "wrong", "code"),
    [
        ("reason", '    reason: ""\n#           ^^', "PM107"),
        ("reason", "    reason: ...\n#           ^^^", "PM105"),
        ("reason", "    reason: 12\n#           ^^", "PM103"),
        ("reason", "", "PM102"),
        ("approver", '    approver: "?"\n#             ^^^', "PM105"),
        ("date", "    date: 2022-02-30\n#         ^^^^^^^^^^", "PM106"),
        ("date", '    date: ""\n#         ^^', "PM106"),
        ("until", "    until: 2022-06-30\n#          ^^^^^^^^^^", "PM107"),
        ("until", "    until: 31/12/2022\n#          ^^^^^^^^^^", "PM016"),
        ("until", "", "PM102"),
        ("fingerprint", '    fingerprint: "3e77"\n#                ^^^^^^', "PM105"),
        ("item", "    item: goal/edu-transactions\n#         ^^^^^^^^^^^^^^^^^^^^^", "PM105"),
        ("item", "    item: task/edu-stem\n", "PM101"),
        ("year", "", "PM102"),
        ("year", "    year: 22\n#         ^^", "PM107"),
        ("plan", "  - plan: dak-nong-29-2022\n#         ^^^^^^^^^^^^^^^^", "PM115"),
        ("template", "    template: mic-782-2022\n#             ^^^^^^^^^^^^", "PM115"),
        ("reason", "    reason: Thiếu mạng\n    reasons: Thiếu mạng\n#   ^^^^^^^", "PM101"),
    ],
)
def test_every_fault_of_an_entry_is_found_at_its_place(home: Path, line: str, wrong: str, code: str) -> None:
    lines = register(entry()).splitlines(keepends=True)
    at = next(n for n, text in enumerate(lines) if text.strip(" -").startswith(f"{line}:"))
    lines[at] = f"{wrong} {code}\n" if "^" in wrong else wrong
    text = "".join(lines)
    found = faults(home, text)
    assert [d.code for _, d in found] == [code]
    if "^" in wrong:
        assert [place for place, _ in found] == expected(text)
    assert put(home, text).deviations.of(DAK_NONG) == ()


def test_a_departure_is_accepted_once(home: Path) -> None:
    text = register(entry(), entry(reason="Lý do khác"))
    ((_, found),) = faults(home, text)
    assert (found.code, found.span and found.span.line) == ("PM108", 16)
    assert [r.span and r.span.line for r in found.related] == [3]
    assert [e.reason for e in put(home, text).deviations.of(DAK_NONG)] == ["Nhiều trường chưa có mạng"]


@pytest.mark.parametrize(
    "text",
    ["", "planmodel: 1\n", "planmodel: 1\ndeviations: {}\n", "planmodel: 1\ndeviations: [1]\n", "deviations: []\n",
     "planmodel: 1\ndeviations:\n  - *x\n", "\0", "- a\n", "planmodel: 2\ndeviations: []\n", "x" * 100],
)  # fmt: skip
def test_a_register_that_is_none_is_a_finding_and_nothing_else_changes(home: Path, text: str) -> None:
    without = fine(planmodel("check", "plans")).out.splitlines()
    (home / FILE).write_text(text, "utf-8")
    done = planmodel("check", "plans")
    assert done.code == 1
    told = [line for line in done.out.splitlines() if line.startswith(FILE)]
    assert told
    assert [x for x in done.out.splitlines()[:-1] if x not in told] == without[:-1]


def test_an_empty_register_is_fine(home: Path) -> None:
    put(home, "planmodel: 1\ndeviations: []\n")
    fine(planmodel("check", "plans"))


def test_a_register_in_another_place_is_told_and_is_no_plan(home: Path) -> None:
    (home / "plans" / FILE).write_text(register(entry()), "utf-8")
    done = planmodel("check", "plans", "--lang", "en")
    assert f"plans/{FILE}:1:1: warning PM120 deviations-elsewhere" in done.out
    assert "5 plans: 0 errors" in done.out
    assert "departures accepted in" not in done.out
    fine(planmodel("calendar"))
    fine(planmodel("next", "--today", "2022-05-20"))


# ------------------------------------------------------------------------------------------------ what is accepted


def made(of: Item, until: date = date(2026, 12, 31), **changes: Any) -> Deviation:
    ref = m.Ref(of.plan, BEGINNING), m.Ref(of.template, BEGINNING)
    one = Deviation(
        *ref, of.kind, of.item, of.year, fingerprint(of), "Lý do", "Bộ TT&TT", date(2022, 7, 1), until, "", FILE,
        BEGINNING,
    )  # fmt: skip
    return one._replace(**changes)


@pytest.mark.parametrize(
    ("today", "state"),
    [(date(2026, 12, 30), "accepted"), (date(2026, 12, 31), "accepted"), (date(2027, 1, 1), "expired"), (None, "accepted")],
)  # fmt: skip
def test_an_acceptance_holds_through_its_last_day(today: date | None, state: str) -> None:
    found = standing(items(DAK_NONG), [made(FORTY)], today)
    assert found.state(fingerprint(FORTY)) == state
    assert found.stale == ()


def test_a_departure_that_nobody_accepted_is_open() -> None:
    found = standing(items(DAK_NONG), [made(FORTY)], DAY)
    others = [i for i in departures(DAK_NONG) if fingerprint(i) != fingerprint(FORTY)]
    assert others
    assert {found.state(fingerprint(i)) for i in others} == {"open"}


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"fingerprint": "0123456789ab"}, "falls-short"),
        ({"fingerprint": "0123456789ab", "item": "health-transactions"}, "conforms"),
        ({"fingerprint": "0123456789ab", "item": "gone"}, None),
        ({"fingerprint": "0123456789ab", "year": "2023"}, None),
        ({"fingerprint": "0123456789ab", "template": m.Ref("other", BEGINNING)}, None),
    ],
)
def test_an_entry_that_fits_nothing_is_stale_and_shows_what_stands_there(
    changes: dict[str, Any], verdict: str | None
) -> None:
    one = made(FORTY, **changes)
    found = standing(items(DAK_NONG), [one], DAY)
    ((told, now),) = found.stale
    assert told == one
    assert (now and now.verdict) == verdict
    assert (found.accepted, found.expired) == ({}, {})


PICKED = st.lists(st.tuples(st.integers(0, 40), st.booleans(), st.booleans()), max_size=12)


@given(PICKED)
def test_every_entry_is_accepted_expired_or_stale_and_never_two_of_these(
    picked: list[tuple[int, bool, bool]],
) -> None:
    every = items(HUNG_YEN)
    entries = {
        n: made(
            every[n % len(every)],
            date(2025, 1, 1) if late else date(2030, 1, 1),
            **({"fingerprint": f"{n:012x}"} if moved else {}),
        )
        for n, late, moved in picked
        if every[n % len(every)].demanded is not None
    }.values()
    found = standing(every, entries, DAY)
    for one in entries:
        ways = [
            found.accepted.get(one.fingerprint) == one,
            found.expired.get(one.fingerprint) == one,
            any(s.deviation == one for s in found.stale),
        ]
        assert sum(ways) == 1
    assert accepted(every, entries, DAY) == found.accepted
    assert set(found.accepted) <= {fingerprint(i) for i in every if i.departs}


def test_a_fingerprint_stays_when_a_title_changes_and_goes_when_a_figure_does() -> None:
    (offered,) = FORTY.offered
    assert isinstance(offered, m.Target)
    fields = vars(offered)
    polished = type(offered)(**{**fields, "title": "Tên khác", "note": "Ghi chú"})
    assert fingerprint(FORTY._replace(offered=(polished,))) == fingerprint(FORTY)
    levels = (offered.levels[0]._replace(amount=offered.levels[0].amount - 1),)
    moved = type(offered)(**{**fields, "levels": levels})
    assert fingerprint(FORTY._replace(offered=(moved,))) != fingerprint(FORTY)


# ------------------------------------------------------------------------------------------------------------ check


def checked(workspace: Workspace, today: date = DAY) -> list[Any]:
    paths = [
        p for paths in workspace.paths.values() for p in paths if p.is_relative_to(workspace.plans_folder)
    ]
    return list(check_files(paths, workspace, Options(today=today)))


def codes(done: list[Any]) -> list[str]:
    return sorted(d.code for one in done for d in one.found if d.code.startswith("PM6"))


def test_an_accepted_departure_is_silent_and_counted(home: Path) -> None:
    before = checked(Workspace(home))
    after = checked(put(home, register(*(entry(i) for i in departures(DAK_NONG)))))
    gone = codes(before)
    for code in ("PM602", "PM604"):
        gone.remove(code)
    assert codes(after) == gone
    assert (tally(before).accepted, tally(after).accepted) == (0, 2)
    everything = register(*(entry(i) for plan in PROVINCES for i in departures(plan)))
    rest = codes(checked(put(home, everything)))
    assert rest == ["PM606", "PM606"]


def test_an_acceptance_that_ran_out_is_told_and_the_departure_again(home: Path) -> None:
    workspace = put(home, register(entry(until='"2025-12-31"')))
    done = checked(workspace)
    assert codes(done).count("PM608") == 1
    (one,) = [d for c in done for d in c.found if d.code == "PM608"]
    assert one.source.endswith(FILE)
    assert (one.span and one.span.line, one.line) == (3, f"  - plan: {DAK_NONG}")
    assert "31/12/2025" in one.message.vi
    assert (
        codes(done).count("PM602") == codes(checked(Workspace(home), date(2025, 12, 31))).count("PM602") + 1
    )


def test_a_figure_that_moves_is_told_with_what_was_accepted(home: Path) -> None:
    put(home, register(entry(difference='"40% thay cho 50%"')))
    path = next((home / "plans" / "dak-nong").iterdir())
    path.write_text(path.read_text("utf-8").replace("at_least: {2022: 40}", "at_least: {2022: 30}"), "utf-8")
    done = planmodel("check", DAK_NONG, "--lang", "en", "--today", "2026-01-15")
    (line,) = [x for x in done.out.splitlines() if "PM609" in x]
    assert line.startswith(f"{FILE}:3:5: warning PM609 deviation-stale: ")
    assert "was accepted for dak-nong-294-2022 for: 40% thay cho 50%" in line
    assert "at least 30%, 2022" in line
    assert " PM602 " in done.out


def test_many_files_are_judged_as_one_by_one_and_anew_when_template_or_register_change(
    home: Path,
) -> None:
    cache = home / "cache.sqlite"
    copies = [home / "plans" / f"{n}.yaml" for n in range(12)]
    text = next((home / "plans" / "dak-nong").iterdir()).read_text("utf-8")
    for n, path in enumerate(copies):
        path.write_text(text.replace(f"plan: {DAK_NONG}", f"plan: dak-nong-{n}", 1), "utf-8")

    def told() -> tuple[list[str], int]:
        workspace = Workspace(home)
        found = check_many(copies, workspace, Options(("PM6",), today=DAY), jobs=2, cache=cache)
        alone = list(check_files(copies, Workspace(home), Options(("PM6",), today=DAY)))
        assert [[tuple(d) for d in one.found] for one in found] == [
            [tuple(d) for d in one.found] for one in alone
        ]
        assert tally(found).accepted == tally(alone).accepted
        return codes(found), tally(found).accepted

    first, _ = told()
    assert first.count("PM602") == 12
    assert told() == (first, 0)
    moved = FORTY._replace(plan="dak-nong-3")
    put(home, register(entry(moved)))
    second, borne = told()
    assert (second.count("PM602"), borne) == (11, 1)
    assert told() == (second, borne)
    template = home / "plans" / "templates" / "mic-781-2022.yaml"
    template.write_text(template.read_text("utf-8").replace("{2022: 50}", "{2022: 30}"), "utf-8")
    third, _ = told()
    assert third.count("PM602") == 0
    assert third.count("PM609") == 1


# ---------------------------------------------------------------------------------------------------------- command


def listed(home: Path, *args: str) -> dict[str, Any]:
    done = fine(planmodel("deviations", *args, "--format", "json", "--today", "2026-01-15"))
    data: dict[str, Any] = json.loads(done.out)
    for engine in ("jsonschema-rs", "jsonschema"):
        assert list(schema.faults(data, "output/deviations", engine)) == []
    return data


def test_the_command_lists_every_departure_with_its_state(home: Path) -> None:
    task = next(i for i in departures(HUNG_YEN) if i.verdict == "moved")
    put(home, register(
        entry(), entry(task, until='"2025-01-01"'), entry(departures(KHANH_HOA)[0], fingerprint='"0123456789ab"'),
    ))  # fmt: skip
    data = listed(home)
    states = {p["plan"]: [d["state"] for d in p["departures"]] for p in data["plans"]}
    assert list(states) == sorted(PROVINCES)
    assert {plan: len(found) for plan, found in states.items()} == {
        p: len(departures(p)) for p in sorted(PROVINCES)
    }
    assert states[DAK_NONG] == ["accepted", "open"]
    assert states[HUNG_YEN].count("expired") == 1
    by_plan = {p["plan"]: p for p in data["plans"]}
    assert [s["fingerprint"] for s in by_plan[KHANH_HOA]["stale"]] == ["0123456789ab"]
    assert by_plan[DAK_NONG]["departures"][0] == by_plan[DAK_NONG]["departures"][0] | {
        "reason": "Nhiều trường chưa có mạng", "approver": "Bộ TT&TT", "date": "2022-07-01", "until": "2026-12-31",
        "item": "edu-transactions", "year": "2022", "verdict": "falls-short", "template_at": "p#9.s#2", "plan_at": ["I#3#3"],
    }  # fmt: skip
    only = listed(home, "--state", "expired")
    assert [len(p["departures"]) for p in only["plans"]] == [0, 1, 0, 0]
    assert [len(p["stale"]) for p in only["plans"]] == [0, 0, 0, 0]


@pytest.mark.parametrize(("state", "code"), [("open", 1), ("accepted", 0), ("expired", 0), ("stale", 0)])
def test_it_fails_only_when_asked_to(home: Path, state: str, code: int) -> None:
    assert planmodel("deviations", DAK_NONG).code == 0
    assert planmodel("deviations", DAK_NONG, "--fail-on", state).code == code


def test_a_draft_is_filled_in_and_accepted(home: Path) -> None:
    draft = fine(planmodel("deviations", DAK_NONG, "--draft")).out
    found = faults(home, draft)
    assert {d.code for _, d in found} == {"PM106", "PM107"}, "nothing of it holds before it is filled in"
    filled = draft.replace('reason: ""', "reason: Chưa có mạng").replace('approver: ""', "approver: Bộ TT&TT")
    filled = filled.replace('date: ""', "date: 2022-07-01").replace('until: ""', "until: 2027-12-31")
    assert faults(home, filled) == []
    assert {d["state"] for d in listed(home, DAK_NONG)["plans"][0]["departures"]} == {"accepted"}
    assert fine(planmodel("deviations", DAK_NONG, "--draft")).out.endswith("deviations: []\n")


def test_a_draft_never_changes_a_file_that_is_there(home: Path) -> None:
    fine(planmodel("deviations", DAK_NONG, "--draft", "-o", "mau.yaml"))
    kept = (home / "mau.yaml").read_bytes()
    assert b"edu-transactions" in kept
    assert "đã có sẵn" in refused("deviations", "--draft", "-o", "mau.yaml")
    assert (home / "mau.yaml").read_bytes() == kept


def test_the_printed_table_has_the_seven_columns_and_the_heading_of_an_annex(home: Path) -> None:
    put(home, register(entry()))
    fine(planmodel("deviations", DAK_NONG, "-o", "giai-trinh.docx", "--today", "2026-01-15"))
    made_ = docx.Document(BytesIO((home / "giai-trinh.docx").read_bytes()))
    said = [p.text for p in made_.paragraphs if p.text]
    assert said[0] == "PHỤ LỤC"
    assert said[1].startswith("BẢNG GIẢI TRÌNH KHÁC BIỆT SO VỚI VĂN BẢN MẪU")
    assert (
        said[2]
        == "(Kèm theo Kế hoạch số 294/KH-UBND ngày 01 tháng 6 năm 2022 của Ủy ban nhân dân tỉnh Đắk Nông)"
    )
    rows = [[cell.text for cell in row.cells] for row in made_.tables[-1].rows]
    assert rows[0] == [
        "STT", "Yêu cầu của văn bản mẫu (điều khoản)", "Kế hoạch quy định (điều khoản)", "Khác biệt", "Lý do",
        "Người chấp thuận, ngày", "Thời hạn",
    ]  # fmt: skip
    row = rows[2]
    assert row[0] == "1"
    assert "từ 50% trở lên" in row[1]
    assert "p#9.s#2" in row[1]
    assert "từ 40% trở lên" in row[2]
    assert "I#3#3" in row[2]
    assert row[4:] == ["Nhiều trường chưa có mạng", "Bộ TT&TT, 01/07/2022", "31/12/2026"]


@pytest.mark.parametrize("ending", ["md", "csv", "html", "xlsx", "docx", "pdf"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_it_comes_in_every_format_and_the_same_twice(home: Path, ending: str, lang: str) -> None:
    for name in ("a", "b"):
        fine(planmodel("deviations", "-o", f"{name}.{ending}", "--lang", lang, "--today", "2026-01-15"))
    assert (home / f"a.{ending}").read_bytes() == (home / f"b.{ending}").read_bytes()


def test_what_an_article_does_not_mention_is_no_departure(home: Path) -> None:
    (plan,) = listed(home, THANH_HOA)["plans"]
    assert {d["verdict"] for d in plan["departures"]} == {"falls-short", "mixed"}


def test_a_plan_without_a_template_says_so(home: Path) -> None:
    out = fine(planmodel("deviations", TEMPLATE, "--lang", "en")).out
    assert "The plan names no template that it carries out." in out


def test_the_faults_of_the_register_are_told_beside_the_table(home: Path) -> None:
    put(home, register(entry(reason='""')))
    done = planmodel("deviations", DAK_NONG)
    assert done.code == 0
    assert f"{FILE}:8:13" in done.err


def test_stale_is_a_value() -> None:
    assert Stale(made(FORTY), FORTY).now is FORTY
