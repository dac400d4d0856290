"""How demands and answers are said in few words: titles, what is demanded, what a plan offers, cells of a matrix."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.dates.wording import wording
from planmodel.derive import relations as rel
from planmodel.derive.conformity import Item, Wanted
from planmodel.views import bodies, words
from planmodel.views.compare.reasons import choice
from planmodel.views.compare.signs import RELATIONS, unequal

MOST = 3
"""So many clauses are named in a cell of a matrix."""


def title(of: Wanted, registry: m.Registry, lang: str) -> str:
    """What a demand or an answer is called."""
    if isinstance(of, m.Target):
        return of.title or f"{indicator(of, registry, lang)} – {words.word(of.sector, lang)}"
    if isinstance(of, m.Report):
        return of.about or of.id
    return of.title


def indicator(target: m.Target, registry: m.Registry, lang: str) -> str:
    """The name of what a target measures."""
    known = registry.indicators.get(target.indicator.id)
    return known.name.get(lang) if known is not None else target.indicator.id


def item_title(item: Item, registry: m.Registry, lang: str) -> str:
    """What the demand is called; for what a plan adds, what the plan calls it."""
    of = item.demanded if item.demanded is not None else item.offered[0]
    return title(of, registry, lang)


def brief(of: Wanted, level: m.Level | None, registry: m.Registry, lang: str) -> str:
    """What is asked, for a narrow column: of a list how many, not which."""
    if isinstance(of, m.Requirement) and len(of.of) > 1:
        said = {
            "vi": "đủ {}" if of.choose is None else "ít nhất {} trong {}",
            "en": "all {}" if of.choose is None else "at least {} of {}",
        }
        return said[lang].format(*([of.choose] if of.choose is not None else []), len(of.of))
    return demand(of, level, registry, lang)


def demand(of: Wanted, level: m.Level | None, registry: m.Registry, lang: str) -> str:
    """What is asked, in few words: ``từ 50% trở lên, 2022``, ``ít nhất 3 trong 4``, who leads, by when."""
    if isinstance(of, m.Target):
        levels = [level] if level is not None else of.levels
        return "; ".join(_level(of, x, lang) for x in levels)
    if isinstance(of, m.Requirement):
        return choice(of, registry).get(lang)
    if isinstance(of, m.Duty):
        return words.agencies(of.agencies, registry, lang)
    if isinstance(of, m.Report):
        return rhythm(of, lang)
    return wording(of.due.when, lang, of.due.every) if of.due is not None else ""


def _level(target: m.Target, level: m.Level, lang: str) -> str:
    said = words.level(level, target.comparator, target.unit, lang)
    return f"{said}, {words.word(level.year, lang)}"


def rhythm(report: m.Report, lang: str) -> str:
    """How often a report is due, and by when."""
    listed = [words.word(every, lang) for every in (*report.every, *(("ad-hoc",) if report.ad_hoc else ()))]
    dues = [wording(due.when, lang, due.every) for due in report.due]
    return ", ".join([*(listed or [words.word("", lang)]), *dues])


def clauses(at: Iterable[Clause], lang: str, most: int | None = None) -> str:
    """Clauses as short references, each once; what is more than ``most`` of them is counted."""
    listed = list(dict.fromkeys(bodies.clause(c, lang) for c in at))
    between = "; " if any("," in one for one in listed) else ", "
    if most is None or len(listed) <= most:
        return between.join(listed)
    return f"{between.join(listed[:most])} +{len(listed) - most}"


def dimensions(item: Item, lang: str) -> str:
    """The dimensions that differ, each with its sign: ``địa bàn ▼, mức ▲``."""
    return ", ".join(f"{words.dimension(name).get(lang)} {RELATIONS[how]}" for name, how in unequal(item))


def short(item: Item, lang: str) -> str:
    """A verdict for a cell of a matrix: ``50% ✓``, ``40% ▼10``, ``100% ▲50 ▼``, else the word for it."""
    if item.given is None or item.level is None or not isinstance(item.offered[0], m.Target):
        return words.word(item.verdict, lang)
    offered = item.offered[0]
    mark = words.level_mark(item.given, offered.comparator, lang) + ("%" if offered.unit == "%" else "")
    return f"{mark} {' '.join(_signs(item, lang))}"


def _signs(item: Item, lang: str) -> Iterable[str]:
    """The sign of the level with by how much, then the other signs, each once."""
    assert item.given is not None
    assert item.level is not None
    found: dict[str, str] = {}
    for name, how in unequal(item):
        gap = Decimal(0)
        if name == "level" and how in (rel.STRONGER, rel.WEAKER):
            comparators = (
                of.comparator for of in (item.offered[0], item.demanded) if isinstance(of, m.Target)
            )
            gap = abs(rel.difference(item.given, next(comparators), item.level, next(comparators)))
        found.setdefault(RELATIONS[how], f"{RELATIONS[how]}{words.number(gap, lang) if gap else ''}")
    return found.values() or ["✓"]


def note(item: Item, registry: m.Registry, lang: str) -> str:
    """What stands under the cell: in what the plan departs, for whom, and the clauses."""
    parts = [_rest(item, registry, lang), clauses(item.plan_at, lang, MOST)]
    return " · ".join(p for p in parts if p)


def _rest(item: Item, registry: m.Registry, lang: str) -> str:
    if item.because == "other-years":
        years = [(t, x) for t in item.offered if isinstance(t, m.Target) for x in t.levels]
        return "; ".join(_level(t, x, lang) for t, x in years)
    if item.because in ("led-by-others", "other-focal"):
        return words.agency_names(item.leaders, registry, lang)
    if item.because == "organisation" and isinstance(item.offered[0], m.Duty):
        return words.agencies(item.offered[0].agencies, registry, lang)
    shown = [
        (name, how)
        for name, how in unequal(item)
        if name != "level" or how in (rel.UNKNOWN, rel.INCOMPARABLE)
    ]
    return ", ".join(f"{words.dimension(name).get(lang)} {RELATIONS[how]}" for name, how in shown)
