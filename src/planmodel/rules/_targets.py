"""What the rules about targets share: what a target is about, and its figures in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from planmodel import model as m
from planmodel.diagnostics import Text
from planmodel.rules._api import Facts
from planmodel.rules._subjects import Subject, binding, subject
from planmodel.views import words

__all__ = ["Subject", "binding", "subject"]

_INFINITE = Decimal("Infinity")
_ZERO = Decimal(0)


class Figure(NamedTuple):
    """One level of one target."""

    target: m.Target
    level: m.Level

    @property
    def amount(self) -> Text:
        """The bare figure: ``50%``, ``90–100%``, ``31.187 trường``."""
        if self.level.high is not None:
            return self.words
        return amount(self.level.amount, self.target.unit)

    @property
    def words(self) -> Text:
        """The demand: ``từ 50% trở lên``, ``at least 50%``."""
        comparator, unit = self.target.comparator, self.target.unit
        return words.in_both(lambda lang: words.level(self.level, comparator, unit, lang))

    @property
    def bounds(self) -> tuple[Decimal, Decimal]:
        """The least and the greatest value that meet it; a step beside a range states least values."""
        if self.level.high is not None:
            return self.level.amount, self.level.high
        if self.target.comparator == "<=":
            return -_INFINITE, self.level.amount
        return self.level.amount, _INFINITE

    @property
    def floor(self) -> tuple[Decimal, bool]:
        """The least value, and whether more than that is asked for; in order of how much."""
        return self.bounds[0], self.target.comparator == ">"


def excludes(one: Figure, other: Figure) -> bool:
    """True where no value meets both."""
    return one.floor > (other.bounds[1], False) or other.floor > (one.bounds[1], False)


def dated(targets: Iterable[m.Target]) -> Iterator[Figure]:
    """Every figure with a year, in the plan's order; a range whose ends are exchanged is none (PM107)."""
    for target in targets:
        for level in target.levels:
            if is_dated(level):
                yield Figure(target, level)


def is_dated(level: m.Level) -> bool:
    """True for a figure with a year, unless it is a range whose ends are exchanged."""
    return level.year != m.UNSTATED and (level.high is None or level.amount <= level.high)


def arrives(target: m.Target) -> Decimal | None:
    """Where the steps of a step form lead; None without one, or without the level that it starts from."""
    step = target.step
    start = target.level(str(step.first - 1)) if step is not None else None
    if step is None or start is None:
        return None
    return start.amount + step.add * (step.until - step.first + 1)


def amount(value: Decimal, unit: str) -> Text:
    """An amount with its unit."""
    return words.in_both(lambda lang: words.amount(value, unit, lang))


def in_year(level: m.Level) -> Text:
    """The year that a level is for, or that none is stated."""
    return word(level.year) if level.year == m.UNSTATED else Text(f"năm {level.year}", level.year)


def word(key: str) -> Text:
    """The words for a value of an enumeration."""
    return words.WORDS.get(key) or Text(key, key)


def in_a_row(items: Iterable[Text]) -> Text:
    """Several things, one after the other."""
    every = tuple(items)
    return words.in_both(lambda lang: "; ".join(x.get(lang) for x in every))


def demands_nothing(target: m.Target) -> bool:
    """True where every figure is met whatever happens: at least 0, a share of at most 100%, a range from 0 to 100%."""
    levels = target.levels
    if not levels or (levels[0].amount > _ZERO and target.comparator != "<="):  # a floor above 0, as most are
        return False
    return all(_always_met(Figure(target, level)) for level in levels)


def _always_met(figure: Figure) -> bool:
    low, high = figure.bounds
    whole = high.is_infinite() or (figure.target.unit == "%" and high >= 100)
    return low <= 0 and whole and figure.target.comparator != ">"


def silence_is_unknown(facts: Facts) -> bool:
    """True where what is not stated may be stated elsewhere: in a template, or where only an article is known."""
    return facts.from_article or facts.plan.kind == "template"
