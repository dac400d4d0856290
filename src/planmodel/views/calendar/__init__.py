"""What is due when: tables of dates, of the ways of reports and of what gets in each other's way, and their JSON.

``VIEWS`` holds every way to look at a calendar: a module of this package with a function ``document``, loaded when used.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from planmodel import model as m
from planmodel.views.calendar.chosen import EVERYTHING, Chosen, Only, chosen
from planmodel.views.table import Document

View = Callable[[Chosen, m.Registry, str], Document]


def _loaded(module: str) -> View:
    """The view of that module of this package."""

    def draw(what: Chosen, registry: m.Registry, lang: str) -> Document:
        view = cast(View, import_module(f"planmodel.views.calendar.{module}").document)
        return view(what, registry, lang)

    return draw


VIEWS: dict[str, View] = {
    "months": _loaded("months"),
    "agenda": _loaded("agenda"),
    "year": _loaded("year"),
    "timeline": _loaded("timeline"),
    "hops": _loaded("hops"),
    "clashes": _loaded("collisions"),
}
"""Every view by the name that ``--view`` takes; the first is the usual one."""

__all__ = ["EVERYTHING", "VIEWS", "Chosen", "Only", "View", "chosen"]
