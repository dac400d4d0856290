"""What the rules about conformity share: which departures are open, and where each is told.

What of a template a plan carries out is ``derive.conformity``'s; here are only the departures of one kind that nobody
has accepted. Of templates and of news articles what is not mentioned is unknown, and no departure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from planmodel import model as m
from planmodel.clauses import Clause
from planmodel.derive import relations as rel
from planmodel.derive.conformity import Item, Wanted, fingerprint
from planmodel.diagnostics import Related, Span, Text, say
from planmodel.messages import joined, same
from planmodel.rules._api import Facts, Found
from planmodel.views import words
from planmodel.views.compare.reasons import why
from planmodel.views.compare.said import demand, title


def departures(facts: Facts, wanted: Callable[[Item], bool]) -> Iterator[Item]:
    """The departures that are ``wanted`` and that nobody has accepted; those accepted are counted."""
    for item in facts.conformity:
        if not item.departs or not wanted(item) or (item.verdict == "missing" and facts.tells_part):
            continue
        if facts.register and (print_ := fingerprint(item)) in facts.deviations.accepted:
            facts.borne.add(print_)
        else:
            yield item


def lost(facts: Facts, kinds: tuple[str, ...]) -> Iterator[tuple[Item, int]]:
    """The demands that nothing answers; where that is all of a kind of one template, the first with how many there are.

    Then the plan links to nothing of that kind, which is said once.
    """
    told = list(departures(facts, lambda i: i.verdict == "missing" and i.kind in kinds))
    if not told:
        return
    demanded: dict[tuple[str, str], int] = {}
    for i in facts.conformity:
        if i.demanded is not None and i.kind in kinds:
            demanded[i.template, i.kind] = demanded.get((i.template, i.kind), 0) + 1
    absent: dict[tuple[str, str], int] = {}
    for i in told:
        if i.because == "absent":
            absent[i.template, i.kind] = absent.get((i.template, i.kind), 0) + 1
    said: set[tuple[str, str]] = set()
    for i in told:
        key = (i.template, i.kind)
        if 2 < absent.get(key, 0) == demanded[key]:
            if key not in said:
                said.add(key)
                yield i, absent[key]
        else:
            yield i, 1


def found(facts: Facts, item: Item, message: Text) -> Found:
    """A finding where the plan answers, else where it says what it carries out; beside it what the template demands."""
    answer = item.offered[0] if item.offered else None
    span, clause = (answer.span, answer.at) if answer is not None else link_of(facts, item)
    return Found(span, message, clause, _demanded(facts, item))


def link_of(facts: Facts, item: Item) -> tuple[Span, Clause | None]:
    """Where the plan says that it carries the template out, and the clause that does."""
    link = next(x for x in facts.plan.implements if x.plan.id == item.template)
    return link.plan.span, link.at


def _demanded(facts: Facts, item: Item) -> tuple[Related, ...]:
    template = next((d.template for d in facts.demands if d.template.id == item.template), None)
    if template is None or item.demanded is None:
        return ()
    return (Related(say("what {template} asks", template=template.id), template.source, item.demanded.span),)


def asked(facts: Facts, item: Item) -> Text:
    """What is demanded, in few words, with its clause where it has one."""
    assert item.demanded is not None
    of = item.demanded
    said = words.in_both(
        lambda lang: demand(of, item.level, facts.registry, lang) or title(of, facts.registry, lang)
    )
    return said if of.at is None else joined(", ", (said, same(str(of.at))))


def reason(facts: Facts, item: Item) -> Text:
    """Why the verdict is what it is, without the encoder's notes: a note that is polished makes no other finding."""
    return why(item._replace(offered=tuple(map(_without_note, item.offered))), facts.registry)


def _without_note(of: Wanted) -> Wanted:
    given = vars(of)
    return type(of)(**{**given, "note": None}) if given.get("note") else of


def answer(item: Item) -> str:
    """The id of what the plan answers with; of the demand where it answers with nothing."""
    return item.offered[0].id if item.offered else item.item


def year(item: Item) -> Text:
    """The year of a demand."""
    return words.WORDS.get(item.year or "", same(item.year or ""))


def unlike(item: Item) -> Text:
    """The dimensions in which the plan asks for less; where there are none, those that cannot be compared."""
    for how in (rel.WEAKER, rel.INCOMPARABLE):
        named = [name for name, relation in item.dimensions.items() if relation == how]
        if named:
            return joined(", ", (words.dimension(name) for name in named))
    return same("–")


def is_weaker(item: Item) -> bool:
    """True where at least one dimension is weaker, not merely different."""
    return rel.WEAKER in item.dimensions.values()


def dropped(item: Item) -> tuple[str, ...]:
    """The options of a requirement that the plan leaves out."""
    assert isinstance(item.demanded, m.Requirement)
    own = {r.id for o in item.offered if isinstance(o, m.Requirement) for r in o.of}
    return tuple(r.id for r in item.demanded.of if r.id not in own)
