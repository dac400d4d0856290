"""Calendars to subscribe to, as a build makes them: for one plan, for one agency across all plans, and for all.

A build knows no earlier version: its feeds are a function of the plans alone (``planmodel calendar --previous`` goes on
from one).
"""

from __future__ import annotations

from collections.abc import Sequence

from planmodel import model as m
from planmodel.derive.share import Body
from planmodel.views.calendar import Only, chosen

FORMAT = "ics"


def has_dates(agency: str, plans: Sequence[m.Plan], registry: m.Registry) -> bool:
    """True where a date of these plans concerns the agency."""
    return bool(chosen(plans, registry, _only(agency)).all)


def drawn(plans: Sequence[m.Plan], registry: m.Registry, lang: str, agency: str | None = None) -> bytes:
    """The dates of these plans, of one agency where one is named, as an .ics file."""
    from planmodel.render.ics import render_feed
    from planmodel.views.feed import feed

    return render_feed(feed(chosen(plans, registry, _only(agency)), registry, lang))


def _only(agency: str | None) -> Only:
    return Only((Body(agency),) if agency is not None else ())
