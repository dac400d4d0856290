"""The list of rules, as a table and as JSON: which there are, which run here, and how much they weigh."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from planmodel.catalogue.entries import NOTHING, Entry, by_family, family_title, sentence
from planmodel.diagnostics import Severity, Text
from planmodel.rules._api import Fixing
from planmodel.views.table import Cell, Column, Group, Table


class State(NamedTuple):
    """Whether a rule runs in a workspace, and how much it weighs there."""

    runs: bool
    severity: Severity


_FIXES: dict[Fixing, Text] = {
    "no": NOTHING,
    "shown": Text("gợi ý", "suggested"),
    "safe": Text("--fix", "--fix"),
}


def table(listed: Sequence[Entry], states: Mapping[str, State], lang: str = "vi") -> Table:
    """The rules by family, each in one row; ``states`` says which run and how much they weigh here."""
    columns = (
        Column("code", {"vi": "Mã", "en": "Code"}[lang], 6),
        Column("name", {"vi": "Tên", "en": "Name"}[lang], 26),
        Column("severity", {"vi": "Mức", "en": "Severity"}[lang], 9),
        Column("title", {"vi": "Tìm gì", "en": "What it finds"}[lang], 50),
        Column("fix", {"vi": "Bản sửa", "en": "Fix"}[lang], 9),
    )
    groups = tuple(
        Group(family_title(family, lang), tuple(_row(e, states.get(e.code), lang) for e in inside))
        for family, inside in by_family(listed)
    )
    title = {"vi": "Quy tắc kiểm tra", "en": "Rules"}[lang]
    off = [e.origin.name for e in listed if e.origin.kind == "pack" and not _runs(states, e)]
    return Table(f"{title} · {len(listed)}", columns, groups, (*_notes(lang), *_packs(off, lang)))


def _row(entry: Entry, state: State | None, lang: str) -> tuple[Cell, ...]:
    severity = state.severity if state is not None else entry.severity
    note = ""
    if state is not None and not state.runs:
        note = {"vi": "không chạy", "en": "not run"}[lang]
    elif severity is not entry.severity:
        note = {"vi": "mặc định {}", "en": "default {}"}[lang].format(entry.severity.word(lang))
    return (
        Cell(entry.code),
        Cell(entry.name if entry.name != entry.code else ""),
        Cell(severity.word(lang), note, severity.name),
        Cell(sentence(entry.title.get(lang))),
        Cell(_FIXES[entry.fixing].get(lang)),
    )


def _runs(states: Mapping[str, State], entry: Entry) -> bool:
    state = states.get(entry.code)
    return state is None or state.runs


def _packs(names: Iterable[str], lang: str) -> Iterator[str]:
    """How the packs that do not run are switched on."""
    for name in dict.fromkeys(names):
        yield {
            "vi": "Gói {0} chưa dùng ở đây: planmodel check --rules {0}, hoặc packs: [{0}] trong planmodel.yaml.",
            "en": "Pack {0} is not in use here: planmodel check --rules {0}, or packs: [{0}] in planmodel.yaml.",
        }[lang].format(name)


def _notes(lang: str) -> tuple[str, ...]:
    return {
        "vi": (
            "Trang của từng quy tắc: planmodel explain MÃ.",
            "Bản sửa: «gợi ý» là phát hiện kèm cách viết đúng; «--fix» là planmodel check --fix sửa được an toàn.",
            "Mức và quy tắc nào chạy đặt trong planmodel.yaml; các mã PM0, PM1, PM9 luôn chạy.",
        ),
        "en": (
            "The page of a rule: planmodel explain CODE.",
            "Fix: 'suggested' shows the right spelling with the finding; '--fix' is mended safely by planmodel check --fix.",
            "Severities, and which rules run, are set in planmodel.yaml; PM0, PM1 and PM9 always run.",
        ),
    }[lang]


def data(
    listed: Sequence[Entry], states: Mapping[str, State], lang: str, *, full: bool = False
) -> dict[str, Any]:
    """The rules as JSON (``schema/output/rules.schema.json``); ``full`` adds their pages."""
    shown = [one(entry, states.get(entry.code), lang, full=full) for entry in listed]
    families = [{"family": f, "title": family_title(f, lang)} for f, _ in by_family(listed)]
    return {"planmodel": 1, "families": families, "rules": shown}


def one(entry: Entry, state: State | None, lang: str, *, full: bool = True) -> dict[str, Any]:
    """One rule as JSON."""
    severity = state.severity if state is not None else entry.severity
    made: dict[str, Any] = {
        "code": entry.code,
        "name": entry.name,
        "family": entry.family,
        "severity": severity.name,
        "default_severity": entry.severity.name,
        "runs": state is None or state.runs,
        "silenceable": entry.silenceable,
        "fix": entry.fixing,
        "origin": {"kind": entry.origin.kind, "name": entry.origin.name or None},
        "title": entry.title.get(lang),
    }
    if full:
        made["page"] = {
            "what": entry.what.get(lang),
            "why": entry.why.get(lang),
            "source": entry.source.get(lang) or None,
            "mend": entry.mend.get(lang) or None,
            "limits": entry.limits.get(lang) or None,
            "bad": [list(texts) for texts in entry.bad],
            "good": [list(texts) for texts in entry.good],
            "file": entry.file or None,
            "no_example": entry.unshown.get(lang) or None,
        }
    return made
