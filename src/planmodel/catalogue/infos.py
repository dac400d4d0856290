"""What the formats of findings say of rules: SARIF's descriptions and the titles of statistics."""

from __future__ import annotations

from collections.abc import Iterable

from planmodel.catalogue.entries import Entry, entries, of_rule
from planmodel.catalogue.pages import article
from planmodel.diagnostics import Text
from planmodel.render.findings import RuleInfo
from planmodel.render.handbook import markdown
from planmodel.rules import Rule, WorkspaceRule


def rule_infos(rules: Iterable[Rule | WorkspaceRule] = ()) -> dict[str, RuleInfo]:
    """Every code of the program, and those of ``rules`` besides, with what a format says of it."""
    own = {entry.code: entry for entry in entries()}
    listed = own | {rule.code: of_rule(rule) for rule in rules if rule.code not in own}
    return {code: _info(entry) for code, entry in listed.items()}


def _info(entry: Entry) -> RuleInfo:
    page = Text(markdown(article(entry, "vi")), markdown(article(entry, "en")))
    return RuleInfo(entry.code, entry.name, entry.severity, entry.title, entry.what, entry.why, page)
