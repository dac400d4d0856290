"""The engine: a plan and a set of rules in, findings out, each with its line and its fingerprint.

A rule that fails is a finding of its own (PM901), and the program's exit code says that the fault is ours. A file that
takes longer than LONGEST seconds is left, and that is a finding too (PM024).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from time import monotonic
from unicodedata import normalize

from planmodel import diagnostics as dg
from planmodel import model as m
from planmodel.diagnostics import Diagnostic, Refusal, Severity, Span, say
from planmodel.rules import Facts, Found, Rule, all_rules
from planmodel.source import Source

LONGEST_LINE = 2000
"""Characters of the longest line that is shown with a finding."""

LONGEST = 60.0
"""Seconds after which no further rule is asked about one plan; a plan of 5,000 tasks takes about one."""


def run_rules(
    plan: m.Plan,
    registry: m.Registry,
    rules: Iterable[Rule] | None = None,
    severity: Mapping[str, Severity] | None = None,
    today: date | None = None,
) -> list[Diagnostic]:
    """What ``rules`` (all of the program's own by default) find in one plan, each with the weight that ``severity`` gives its code, else its own."""
    return asked(Facts(plan, registry, today), all_rules() if rules is None else rules, severity)


def asked(
    facts: Facts, rules: Iterable[Rule], severity: Mapping[str, Severity] | None = None
) -> list[Diagnostic]:
    """What ``rules`` find in the plan that ``facts`` are about."""
    plan = facts.plan
    end = monotonic() + LONGEST
    found: list[Diagnostic] = []
    for rule in rules:
        new = _run(rule, facts, severity)
        if new:
            found += [d for d in new if not _said(d, found)]
        if monotonic() > end:
            message = say(
                "checking took more than {seconds} seconds and was stopped after rule {rule}; split the plan, or leave the rule out",
                seconds=int(LONGEST),
                rule=rule.code,
            )
            found.append(dg.TOOK_TOO_LONG.at(plan.source, plan.id_span, message))
            break
    return found


def _run(rule: Rule, facts: Facts, severity: Mapping[str, Severity] | None) -> list[Diagnostic]:
    try:
        found = list(rule.run(facts))
        return _diagnostics(found, rule, facts, severity or {}) if found else []
    except Refusal as refusal:  # more than can be worked out
        return [dg.TOOK_TOO_LONG.at(facts.plan.source, facts.plan.id_span, refusal.message)]
    except Exception as error:  # noqa: BLE001 - a rule must not take the others down; this becomes exit code 3
        return [crashed(rule.code, rule.name, facts.plan.source, facts.plan.id_span, error)]


def _diagnostics(
    found: Iterable[Found], rule: Rule, facts: Facts, severity: Mapping[str, Severity]
) -> list[Diagnostic]:
    own = (rule.code, rule.name, severity.get(rule.code, rule.severity))
    source = facts.plan.source
    return [
        Diagnostic(
            *(x.instead or own),
            x.message,
            source,
            x.span,
            str(x.clause) if x.clause is not None else None,
            x.related,
            x.fix,
        )
        for x in found
    ]


def _said(d: Diagnostic, found: Iterable[Diagnostic]) -> bool:
    """True for what another rule could not work out either."""
    return d.code == dg.TOOK_TOO_LONG.code and d in found


def crashed(code: str, name: str, source: str, span: dg.Span | None, error: Exception) -> Diagnostic:
    """The finding that a rule failed by a fault of ours."""
    message = say(
        "rule {code} {name} failed by a fault of the program ({why}); please report it",
        code=code,
        name=name,
        why=f"{type(error).__name__}: {error}",
    )
    return dg.RULE_CRASHED.at(source, span, message)


def finished(found: Iterable[Diagnostic], text: Source | None, plan_id: str | None) -> list[Diagnostic]:
    """Findings about one text in their total order, each with its line and fingerprint."""
    if text is not None and not text.text.endswith(("\n", "\r")):
        found = [_in_text(d, text) for d in found]
    ordered = dg.in_order(found)
    if not ordered:
        return ordered
    lines = _Lines(text)
    lined = [d if d.line is not None else d._replace(line=lines.of(d)) for d in ordered]
    seen: Counter[str] = Counter()
    made = []
    for d in lined:
        identity = _identity(d, plan_id)
        seen[identity] += 1
        made.append(d._replace(fingerprint=_digest(f"{identity}\0{seen[identity]}")))
    return made


def _in_text(d: Diagnostic, text: Source) -> Diagnostic:
    """A finding in a text without a line end at its end, where libyaml's last marks stand on a line that is not there."""

    def inside(span: Span) -> Span:
        return text.span(span.start, span.end) if span.end_line > text.lines else span

    return d._replace(
        span=d.span and inside(d.span),
        related=tuple(
            r._replace(span=inside(r.span)) if r.span and r.source == text.name else r for r in d.related
        ),
        fix=d.fix and d.fix._replace(span=inside(d.fix.span)),
    )


class _Lines:
    """The lines of one text that findings stand on, each taken from the text once.

    A line longer than LONGEST_LINE is left out: thousands of findings may stand on it, and each would carry it along.
    """

    def __init__(self, text: Source | None) -> None:
        self._text = text
        self._known: dict[int, str | None] = {}

    def of(self, d: Diagnostic) -> str | None:
        text = self._text
        if text is None or d.span is None or d.span.line > text.lines:
            return None
        number = d.span.line
        if number not in self._known:
            start, end = text.line(number)
            self._known[number] = text.text[start:end] if end - start <= LONGEST_LINE else None
        return self._known[number]


def _identity(d: Diagnostic, plan_id: str | None) -> str:
    """What a finding is about, wherever it stands: lines that move and words that change do not change it."""
    where = plan_id or d.source.replace("\\", "/")
    line = normalize("NFC", (d.line or "").partition(" #")[0].strip())  # what a comment says changes nothing
    return "\0".join((d.code, where, d.clause or "", line, *d.message.facts))


def _digest(identity: str) -> str:
    from hashlib import sha256

    return sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:32]
