"""Small plans as text, and assertions that speak YAML.

    assert_clean(plan(targets=[target()]))
    assert_found(pointed(plan(targets=[target(area="urbann")]), "urbann", "PM104"))
    assert_found(plan(targets=[target(unit="trường", level='''
          at_least: {2022: 31.187}
    #                      ^^^^^^ PM015''')]))

A comment of carets and codes says what must be found in the line above it (further such comments may follow): each
run of carets covers the finding's span as far as it stands in that line, one caret where the span is empty. ``#^^``
begins in the first column. ``assert_found`` demands exactly the findings that the carets show, and no other.
"""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from planmodel.check import Options, check_files, check_text
from planmodel.diagnostics import Diagnostic, Fix
from planmodel.rules._examples import complete
from planmodel.source import Source
from planmodel.workspace import Workspace

SHIPPED = Workspace(None)
"""The registries and plans that come with the program, and no others."""

NAME = "plan.yaml"

MINIMAL = """\
planmodel: 1
plan: ke-hoach-mau
kind: plan
document:
  number: 1/KH-UBND
  kind: KH
  title: Kế hoạch mẫu
  issuer: ubnd-tinh
  province: khanh-hoa
  place: Khánh Hòa
  issued: "2022-05-12"
  signer: {name: Nguyễn Văn A, rank: Chủ tịch, capacity: TM.}
  source: {kind: full-text, name: ke-hoach-mau.txt, sha256: unknown}
period: {from: "2022-01-01", to: "2025-12-31", basis: stated}
"""
"""The least that is a plan; nothing is found in it."""

_TARGET = {
    "id": "t1", "at": '"I.1"', "indicator": "cashless-adoption", "sector": "education", "population": "truong-hoc",
    "area": "all", "measure": "share", "level": "{at_least: {2022: 50}}", "unit": '"%"', "commitment": "firm",
}  # fmt: skip
_REQUIREMENT = {
    "id": "r1", "at": '"II.1"', "sector": "both", "title": "Hình thức thanh toán", "choose": "1", "of": "[qr, website]",
}  # fmt: skip
_TASK = {"id": "n1", "at": '"II.1"', "sector": "education", "title": "Lắp đặt mã QR trong trường học"}
_DUTY = {
    "id": "d1", "at": '"III.1"', "agencies": "[so-gddt]", "roles": "[lead]", "covers": '["II.1"]',
    "title": "Chủ trì việc lắp đặt",
}  # fmt: skip
_REPORT = {
    "id": "b1", "at": '"III.1"', "from": "[so-gddt]", "to": "[ubnd-tinh]", "every": "[year]", "ad_hoc": "false",
    "due": '[{before: "12-20"}]',
}  # fmt: skip


def _item(defaults: dict[str, str], changes: dict[str, str | None]) -> str:
    """One entry of a block list. A change is YAML as it is to stand there; None leaves the key out."""
    fields = defaults | {key.rstrip("_"): value for key, value in changes.items()}
    lines = [
        f"{key}:{value}" if value.startswith("\n") else f"{key}: {value}"
        for key, value in fields.items()
        if value is not None
    ]
    return "  - " + "\n    ".join(lines) + "\n"


def target(**changes: str | None) -> str:
    """A target of at least 50 % in 2022."""
    return _item(_TARGET, changes)


def requirement(**changes: str | None) -> str:
    """One of two means of payment."""
    return _item(_REQUIREMENT, changes)


def task(**changes: str | None) -> str:
    """A task at II.1; it needs a :func:`duty` that covers it. Tasks with ids of their own have titles of their own."""
    title = f"{_TASK['title']} ({changes['id']})" if changes.get("id") else _TASK["title"]
    return _item(_TASK | {"title": title}, changes)


def duty(**changes: str | None) -> str:
    """A duty of the education department to lead II.1 (``with_`` and ``from_`` are ``with`` and ``from``)."""
    return _item(_DUTY, changes)


def report(**changes: str | None) -> str:
    """A yearly report before 20 December."""
    return _item(_REPORT, changes)


def plan(**sections: Iterable[str]) -> str:
    """MINIMAL and lists of items: ``plan(targets=[target()], tasks=[task()], duties=[duty()])``; empty lists go."""
    listed = ((name, "".join(items)) for name, items in sections.items())
    return MINIMAL + "".join(f"{name}:\n{items}" for name, items in listed if items)


def changed(text: str, old: str, new: str) -> str:
    """``text`` with ``new`` in the one place where ``old`` stands."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the text"
    return text.replace(old, new)


def small(old: str, new: str) -> str:
    """MINIMAL with one change."""
    return changed(MINIMAL, old, new)


FULL = plan(
    implements=["  - {plan: mic-781-2022, basis: cited, at: preamble#1}\n"],
    legal_bases=[
        "  - {number: 1813/QĐ-TTg, kind: QĐ, issued: 2021-10-28, issuer: thu-tuong, role: based-on, at: preamble#1}\n"
    ],
    recipients=["  - {at: recipients#1, agency: van-thu, mode: archive, detail: VT}\n"],
    participants=["  - {at: I, agencies: [truong-hoc], people: [Người học]}\n"],
    objectives=["  - {id: o1, at: I, kind: general, sector: both, title: Thanh toán không tiền mặt}\n"],
    targets=[target(), target(id="t2", measure="count", level="{range: {2022: [10, 20]}, step: {from: 2023, add: 1.5, until: 2025, reach: 14.5}}")],
    requirements=[requirement()],
    tasks=[task(due="{by: 2025-12-31}", contributes_to="[t1]", by="[truong-hoc]"), task(id="n2", at="II.2", contributes_to="[t2]", after="[n1]")],
    duties=[duty(scope="{sector: education}", to="[ubnd-tinh@khanh-hoa]", covers="[II.1, II.2]"),
            duty(id="d2", agencies="[so-yte]", roles="[{verb: coordinate, with: [so-gddt], joint: [handle]}, report]",
                 covers="[n1, II.2..II.3, {basis: whole-plan}]", unspecific="true")],
    reports=[report()],
    funding=["  - {at: II.2, title: Kinh phí, sources: [Ngân sách nhà nước], agencies: [so-tc]}\n"],
    notes=["  - {at: document, kind: slip, text: Thiếu số trang}\n", "  - {at: II.2, kind: gap, text: Không nêu mức}\n"],
    not_encoded=["  - {at: II, reason: heading}\n", "  - {at: III, reason: heading}\n"],
)  # fmt: skip
"""A plan with every kind of item; its reader, schema and names find nothing in it."""


class Mark(NamedTuple):
    """A finding as carets show it: its code, line, column, and how many characters of that line it covers."""

    line: int
    column: int
    width: int
    code: str


_CARETS = re.compile(r"#[ ^]*\^[ ^]*(?:PM[0-9]{3}[ ^]*)+")
_RUN = re.compile(r"(#?\^+)[ ]*((?:PM[0-9]{3}[ ]*)+)")


def expected(text: str) -> list[Mark]:
    """What the comments of carets in ``text`` demand."""
    marks, at = [], 0
    for number, line in enumerate(text.splitlines(), 1):
        if not _CARETS.fullmatch(line.rstrip()):
            at = number
            continue
        runs = list(_RUN.finditer(line))
        assert runs, f"carets without a code: {line}"
        for run in runs:
            marks += [Mark(at, run.start() + 1, len(run[1]), code) for code in run[2].split()]
    return sorted(marks)


def mark(found: Diagnostic, text: str) -> Mark:
    """A finding as carets would show it."""
    span = found.span
    assert span is not None, f"{found.code} has no place: {found.message.en}"
    line_end = next((i for i in range(span.start, len(text)) if text[i] in "\r\n"), len(text))
    return Mark(span.line, span.column, max(1, min(span.end, line_end) - span.start), found.code)


def pointed(text: str, what: str, *codes: str) -> str:
    """``text`` with carets for ``codes`` under the one place where ``what`` stands, in the line below it."""
    assert text.count(what) == 1, f"{what!r} stands {text.count(what)} times in the text"
    at = text.index(what)
    column = at - text.rfind("\n", 0, at) - 1
    comment = "#".ljust(column) + "^" * len(what) if column else "#" + "^" * (len(what) - 1)
    end = text.index("\n", at) + 1
    return f"{text[:end]}{comment} {' '.join(codes)}\n{text[end:]}"


Check = Callable[[str], Iterable[Diagnostic]]


def findings(text: str) -> list[Diagnostic]:
    """Everything that ``check`` says about ``text``, judged with the registries that the program ships."""
    return check_text(Source(NAME, text), SHIPPED).found


A_DAY = date(2025, 6, 30)
"""The day by which examples of several files are judged."""


def findings_together(texts: Iterable[str]) -> list[tuple[str, list[Diagnostic]]]:
    """Several files of one workspace, each as it is checked, and what is found in it.

    A register of accepted departures stands beside the plans; everything else is a fragment of a plan, completed.
    """
    with TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "plans").mkdir()
        written = {}
        for n, text in enumerate(texts):
            path = home / "deviations.yaml" if "\ndeviations:" in text else home / "plans" / f"{n}.yaml"
            written[path] = complete(text)
            path.write_text(written[path], "utf-8")
        plans = [path for path in written if path.parent.name == "plans"]
        listed = [d for one in check_files(plans, Workspace(home), Options(today=A_DAY)) for d in one.found]
        return [(text, [d for d in listed if d.source == str(path)]) for path, text in written.items()]


def assert_found_together(texts: Iterable[str]) -> None:
    """Exactly what the carets in each of several files show is found there."""
    for text, found in findings_together(texts):
        told = [d.message.en for d in found]
        assert sorted(mark(d, text) for d in found) == expected(text), told


def assert_clean(text: str, check: Check = findings) -> None:
    """Nothing is found in ``text``."""
    assert [(mark(d, text), d.message.en) for d in check(text)] == []


def assert_found(text: str, check: Check = findings) -> list[Diagnostic]:
    """Exactly what the carets in ``text`` show is found there; the findings, in order of place."""
    found = sorted(check(text), key=lambda d: mark(d, text))
    wanted = expected(text)
    assert wanted, "the text has no carets; use assert_clean"
    assert [mark(d, text) for d in found] == wanted, [d.message.en for d in found]
    return found


def apply(text: str, fix: Fix | None) -> str:
    """``text`` with the fix carried out."""
    assert fix is not None
    return text[: fix.span.start] + fix.replacement + text[fix.span.end :]


SLIPS: list[Any] = [
    None, True, False, 0, -1, 3.0, 2.5, 10**299, "", "x", "Kế hoạch", "a\n", "all", "unknown", "2022-02-30",
    "0000-01-01", "2022-06-17", "17/06/2022", "06-15", "02-29", "III.1", "k" * 300, [], {}, [[]], ["qr", "qr"],
    [1, 1.0], {"2022": 50}, {"2022": "50"}, {"1999": 1}, {"verb": 1}, {"basis": "cited"}, {"x": None},
]  # fmt: skip
"""Values that stand somewhere where they should not."""


def with_slips(data: Any, seed: int) -> Any:
    """``data`` (JSON types) with one to three keys lost, values of another kind, extra keys or lists cut or doubled.

    The same slips for the same seed.
    """
    rng = random.Random(seed)
    data = copy.deepcopy(data)
    for _ in range(rng.randint(1, 3)):
        container, key = rng.choice(list(_entries(data)))
        match rng.randrange(5):
            case 0:
                del container[key]
            case 1 if isinstance(container, dict):
                extra = rng.choice(["extra", "tittle", "2022", "at", "basis"])
                container[extra] = copy.deepcopy(rng.choice(SLIPS))
            case 2 if isinstance(container[key], list):
                container[key] = [copy.deepcopy(x) for _ in range(rng.randrange(3)) for x in container[key]]
            case _:
                container[key] = copy.deepcopy(rng.choice(SLIPS))
    return data


def _entries(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every (container, key or index) in ``value``."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else []
    for key in keys:
        yield value, key
        yield from _entries(value[key])
