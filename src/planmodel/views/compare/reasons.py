"""Why a verdict is what it is: a sentence with both levels and every dimension that is not equal."""

from __future__ import annotations

from collections.abc import Sequence

from planmodel import model as m
from planmodel.derive import relations as rel
from planmodel.diagnostics import Text
from planmodel.views import words


def choice(r: m.Requirement, registry: m.Registry, lang: str) -> str:
    names = ", ".join(
        registry.options[o.id].name.get(lang) if o.id in registry.options else o.id for o in r.of
    )
    if len(r.of) == 1:
        return names
    if r.choose is None:
        return f"đủ {len(r.of)} ({names})" if lang == "vi" else f"all {len(r.of)} ({names})"
    return (
        f"ít nhất {r.choose} trong {len(r.of)} ({names})"
        if lang == "vi"
        else f"at least {r.choose} of {len(r.of)} ({names})"
    )


def with_inferred(why: Text, p: m.Provenance | None) -> Text:
    """``why``, and from which plans a template's own item is inferred where the document does not state it."""
    if p is None or p.basis != "inferred":
        return why
    listed = ", ".join(f"{a.plan.id} {a.at}" for a in p.agree)
    return Text(f"{why.vi} (mẫu suy ra từ {listed})", f"{why.en} (template inferred from {listed})")


def with_note(why: Text, note: str | None) -> Text:
    return Text(f"{why.vi}. {note}", f"{why.en}. {note}") if note else why


def other_years(wanted: m.Target, level: m.Level, matches: Sequence[m.Target]) -> Text:
    """Why a demand is missing whose plan has levels for later years only."""
    stated = [(t, x) for t in matches for x in t.levels]
    template_vi, template_en = (_demand(wanted, level, lang) for lang in ("vi", "en"))
    vi = "; ".join(
        f"{words.level(x, t.comparator, t.unit, 'vi')} cho năm {x.year} ({t.at})" for t, x in stated
    )
    en = "; ".join(f"{words.level(x, t.comparator, t.unit, 'en')} for {x.year} ({t.at})" for t, x in stated)
    return Text(
        f"không có mức cho năm {level.year} (mẫu: {template_vi}); chỉ có {vi}",
        f"no level for {level.year} (template: {template_en}); only {en}",
    )


def _demand(wanted: m.Target, level: m.Level, lang: str) -> str:
    """The template's level and where it stands."""
    return f"{words.level(level, wanted.comparator, wanted.unit, lang)}, {wanted.at}"


def target_reason(
    wanted: m.Target,
    level: m.Level,
    offered: m.Target,
    given: m.Level,
    dims: dict[str, str | None],
    registry: m.Registry,
) -> Text:
    """A sentence that names the level and every dimension that is not equal."""
    return Text(
        _reason(wanted, level, offered, given, dims, registry, "vi"),
        _reason(wanted, level, offered, given, dims, registry, "en"),
    )


def _reason(
    wanted: m.Target,
    level: m.Level,
    offered: m.Target,
    given: m.Level,
    dims: dict[str, str | None],
    registry: m.Registry,
    lang: str,
) -> str:
    mine = words.level(given, offered.comparator, offered.unit, lang)
    theirs = _demand(wanted, level, lang)
    year = words.word(given.year, lang)
    first = f"{mine}, {'năm ' if lang == 'vi' and given.year.isdigit() else ''}{year} ({offered.at})"
    parts = [first]
    if dims["level"] == rel.EQUAL:
        parts.append(f"đúng mức yêu cầu ({wanted.at})" if lang == "vi" else f"as demanded ({wanted.at})")
    else:
        parts.append(_level_gap(level, given, wanted, offered, theirs, lang))
    unequal = [
        name
        for name in ("year", "area", "population", "measure", "demand", "commitment")
        if dims[name] not in (None, rel.EQUAL)
    ]
    parts += [_dimension(name, dims[name] or "", wanted, offered, level, registry, lang) for name in unequal]
    return "; ".join(parts)


def _level_gap(
    level: m.Level, given: m.Level, wanted: m.Target, offered: m.Target, theirs: str, lang: str
) -> str:
    gap = given.amount - level.amount
    if wanted.unit != offered.unit:
        return f"mẫu: {theirs} (khác đơn vị)" if lang == "vi" else f"template: {theirs} (other unit)"
    if gap == 0:
        return f"mẫu: {theirs}" if lang == "vi" else f"template: {theirs}"
    size = words.number(abs(gap), lang)
    points = ("điểm phần trăm", "percentage points") if wanted.unit == "%" else (wanted.unit, wanted.unit)
    if lang == "vi":
        return f"{'cao' if gap > 0 else 'thấp'} hơn mẫu ({theirs}) {size} {points[0]}"
    return f"{size} {points[1]} {'above' if gap > 0 else 'below'} the template ({theirs})"


_SIDE = {
    rel.STRONGER: Text("mạnh hơn", "stronger"),
    rel.WEAKER: Text("yếu hơn", "weaker"),
    rel.INCOMPARABLE: Text("khác, không so được", "different, not comparable"),
    rel.UNKNOWN: Text("chưa rõ", "unknown"),
}


def _dimension(
    name: str,
    relation: str,
    wanted: m.Target,
    offered: m.Target,
    level: m.Level,
    registry: m.Registry,
    lang: str,
) -> str:
    label = words.word(name, lang) if name != "year" else {"vi": "năm", "en": "year"}[lang]
    side = _SIDE[relation].get(lang)
    if name == "year":
        return f"{label} {side} ({words.word(level.year, lang)})"
    if name == "population":
        values = [
            registry.populations[p].name.get(lang) if p in registry.populations else p
            for p in (offered.population.id, wanted.population.id)
        ]
    else:
        values = [
            words.word(str(getattr(t, name)), lang) if getattr(t, name) is not None else "–"
            for t in (offered, wanted)
        ]
    than = "so với" if lang == "vi" else "against"
    return f"{label} {side}: {values[0]} {than} {values[1]}"
