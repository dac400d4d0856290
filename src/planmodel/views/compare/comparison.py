"""What is compared: a template (or another plan), the plans set beside it, what became of each demand, what is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from planmodel import model as m
from planmodel.derive.conformity import Item, compare, fingerprint
from planmodel.derive.deviations import accepted
from planmodel.diagnostics import Text, say
from planmodel.messages import joined, same
from planmodel.views import bodies, words
from planmodel.views.compare.reasons import TEMPLATE, why
from planmodel.workspace.deviations import Deviation


class Only(NamedTuple):
    """What is asked for: kinds of demands, verdicts (empty: all of them), and whether conforming ones are left out."""

    kinds: frozenset[str] = frozenset()
    verdicts: frozenset[str] = frozenset()
    differences: bool = False

    def keeps(self, item: Item) -> bool:
        """True where ``item`` is asked for."""
        if self.kinds and item.kind not in self.kinds:
            return False
        if self.verdicts:
            return item.verdict in self.verdicts
        return not (self.differences and item.verdict == "conforms")


class Comparison:
    """Plans beside a template or beside another plan.

    ``between`` are the plans by way of which they may carry the base out. ``register`` gives the accepted departures of a plan, which hold on the day ``on`` (None: whichever day it is);
    ``today`` is the day from which the next reports are counted.
    """

    def __init__(
        self,
        base: m.Plan,
        plans: Sequence[m.Plan],
        registry: m.Registry,
        *,
        only: Only = Only(),  # noqa: B008 - a frozen value
        between: Sequence[m.Plan] = (),
        register: Callable[[str], Sequence[Deviation]] | None = None,
        on: date | None = None,
        today: date | None = None,
    ) -> None:
        self.base = base
        self.plans = tuple(plans)
        self.registry = registry
        self.only = only
        self.between = tuple(between)
        self.register = register
        self.on = on
        self.today = today

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """What became of every demand in every plan, whatever is asked for."""
        return compare(self.base, self.plans, self.registry, self.between)

    @cached_property
    def by_plan(self) -> dict[str, list[Item]]:
        """Every item, by plan."""
        found: dict[str, list[Item]] = {plan.id: [] for plan in self.plans}
        for item in self.items:
            found[item.plan].append(item)
        return found

    @property
    def shown(self) -> Iterator[Item]:
        """The items that are asked for."""
        return filter(self.only.keeps, self.items)

    def shown_of(self, plan: m.Plan) -> list[Item]:
        """The items of one plan that are asked for."""
        return [i for i in self.by_plan[plan.id] if self.only.keeps(i)]

    @cached_property
    def accepted(self) -> dict[str, Deviation]:
        """The accepted departures, by fingerprint."""
        found: dict[str, Deviation] = {}
        for plan in self.plans if self.register is not None else ():
            assert self.register is not None
            found |= accepted(self.by_plan[plan.id], self.register(plan.id), self.on)
        return found

    def acceptance(self, item: Item) -> Deviation | None:
        """By whom and why a departure is accepted, if it is."""
        return self.accepted.get(fingerprint(item)) if self.accepted and item.departs else None

    # --------------------------------------------------------------------------------------------------- words

    @cached_property
    def base_name(self) -> Text:
        """What the demands are those of: the template, or a province by its name."""
        return TEMPLATE if self.base.kind == "template" else self.name(self.base)

    @cached_property
    def _names(self) -> dict[str, Text]:
        every = {plan.id: plan for plan in (*self.plans, self.base)}
        issuers = {
            key: words.in_both(lambda lang, p=plan: words.issuer(p, self.registry, lang))  # type: ignore[misc]
            for key, plan in every.items()
        }
        counts = Counter(issuers.values())
        return {
            key: name if counts[name] == 1 else joined(" ", (name, same(bodies.number(every[key]))))
            for key, name in issuers.items()
        }

    def name(self, plan: m.Plan) -> Text:
        """A short name of a plan: its province, and its number where the province has several."""
        return self._names[plan.id]

    def why(self, item: Item) -> Text:
        """The reason of a verdict, with the clauses of both sides."""
        return why(item, self.registry, self.base_name)

    def reason(self, item: Item) -> Text:
        """The same for tables, which tell once for each demand from which plans it is inferred."""
        return why(item, self.registry, self.base_name, provenance=False)

    def heading(self, plan: m.Plan, lang: str) -> str:
        """What stands above the rows of one plan."""
        name, number = self.name(plan).get(lang), bodies.number(plan)
        return f"{name} · {number}" if number not in name else name

    @cached_property
    def title(self) -> Text:
        """What all of this is called."""
        if self.base.kind == "template":
            return say("Plans beside template {number}", number=bodies.number(self.base))
        return say("Plans beside that of {province} ({number})", province=self.base_name, number=bodies.number(self.base))  # fmt: skip

    @cached_property
    def filters(self) -> Text | None:
        """What is shown where not everything is."""
        parts: list[Iterable[str]] = [sorted(self.only.kinds), sorted(self.only.verdicts)]
        if not any(parts):
            return (
                say(
                    "Only what differs from {base} is shown; the counts are of everything.",
                    base=self.base_name,
                )
                if self.only.differences
                else None
            )
        listed = words.in_both(
            lambda lang: "; ".join(", ".join(words.word(x, lang) for x in p) for p in parts if p)
        )
        return say("Only these are shown: {filters}; the counts are of everything.", filters=listed)
