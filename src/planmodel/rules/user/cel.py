"""The one door to CEL (Common Expression Language): a condition is compiled once and asked of many items.

Every name is declared with its type, so that a condition that asks for a field that does not exist, or compares a text
with a number, is refused before any plan is read. Only comparisons, sums, loops over lists and a few questions about
texts are let in; nothing that a condition can call reads, writes or waits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from planmodel.diagnostics import Text, say
from planmodel.messages import same
from planmodel.rules.user import words as w
from planmodel.rules.user.shortcuts import LOWERED, lowered
from planmodel.rules.user.variables import BY_KIND, KINDS, Type, usable
from planmodel.rules.user.words import Cost, Problem, Words

MAX_COST = 500_000.0
"""What one evaluation may take, in microseconds by estimate."""

_OF_CEL = tuple(name for name in w.FUNCTIONS if name != "lower")
_PLAIN = (
    "_&&_",
    "_||_",
    "!_",
    "_?_:_",
    "@in",
    "_[_]",
    "@not_strictly_false",
    "_-_",
    "_*_",
    "_/_",
    "_%_",
    "-_",
)
_SUMS = ("add_int64", "add_double", "add_list")
_ALIKE = (("A", "A"), ("int", "double"), ("double", "int"))
_ORDERED = (("int", "int"), ("double", "double"), ("string", "string"), ("int", "double"), ("double", "int"))


def _config() -> str:
    """What of CEL is let in. Comparisons are declared anew, so that 50 and 50.0 can be compared."""

    def kind(name: str) -> str:
        return f"{{type_name: {name}{', is_type_param: true' if name == 'A' else ''}}}"

    sums = ", ".join(f"{{id: {name}}}" for name in _SUMS)
    lines = [
        "stdlib:",
        f"  include_macros: [{', '.join(w.LOOPS)}]",
        "  include_functions:",
        *(f'    - {{name: "{name}"}}' for name in (*_PLAIN, *_OF_CEL)),
        f'    - {{name: "_+_", overloads: [{sums}]}}',
        "functions:",
    ]
    for names, pairs in ((("_==_", "_!=_"), _ALIKE), (("_<_", "_<=_", "_>_", "_>=_"), _ORDERED)):
        for name in names:
            lines += [f'  - name: "{name}"', "    overloads:"]
            lines += [
                f'      - {{id: "{name}{n}", args: [{kind(a)}, {kind(b)}], return: {kind("bool")}}}'
                for n, (a, b) in enumerate(pairs)
            ]
    return "\n".join(lines)


@cache
def _letting_in() -> Any:
    from cel_expr_python import cel

    return cel.NewEnvConfigFromYaml(_config())


@lru_cache(maxsize=32)
def _environment(kind: str, also: frozenset[str]) -> Any:
    """CEL with the names that a rule for this kind may use, and with texts under names of our own."""
    from cel_expr_python import cel

    types: dict[Type, Any] = {
        "text": cel.Type.STRING,
        "day": cel.Type.STRING,
        "flag": cel.Type.BOOL,
        "number": cel.Type.DOUBLE,
        "texts": cel.Type.List(cel.Type.STRING),
        "amounts": cel.Type.Map(cel.Type.STRING, cel.Type.DOUBLE),
    }
    text = cel.Type.STRING
    declared = {name: types[variable.type] for name, variable in usable(kind).items()}
    declared |= dict.fromkeys(also, text)
    lower = cel.Overload("lower_string", return_type=text, parameters=[text], impl=str.lower)
    return cel.NewEnv(
        config=_letting_in(),
        variables=declared,
        functions=[cel.FunctionDecl("lower", [lower])],
    )


class Condition(NamedTuple):
    """A condition that can be asked: what it names (``lists`` of it are lists and maps), and how much it can take."""

    words: Words
    names: tuple[str, ...]
    lists: tuple[str, ...]
    cost: Cost
    expression: Any

    @property
    def loops(self) -> bool:
        """True where what it takes depends on how long lists and texts are."""
        return bool(self.cost.nested or self.cost.pattern)

    def ask(self, data: Mapping[str, Any], letters: int) -> bool | Text:
        """Whether the condition holds for ``data``, which has a value for each of its names; else why nobody can say.

        No text in ``data`` is longer than ``letters``.
        """
        if self.loops and self.at_most(data, letters) > MAX_COST:
            return say("it would take too many steps here; ask less in one condition")
        try:
            answer = self.expression.eval(None, data).value()
        except (RuntimeError, ValueError, TypeError) as error:
            return _failed(str(error))
        return answer if type(answer) is bool else _failed(str(answer))

    def at_most(self, data: Mapping[str, Any], letters: int) -> float:
        """What asking it of ``data`` can take, in microseconds by estimate."""
        longest = self.longest(data)
        estimate = self.cost.at_most(longest, letters)
        return estimate if estimate <= MAX_COST else self.cost.at_most(longest, _longest(data))

    def longest(self, data: Mapping[str, Any]) -> int:
        """The entries of the longest list or map that it names."""
        return max([len(data[name]) for name in self.lists], default=0)


class Together(NamedTuple):
    """Conditions as one expression that gives their answers in a list; it asks for ``lowered`` in small letters, too."""

    expression: Any
    lowered: frozenset[str]


def together(kind: str, rows: Iterable[tuple[Condition | None, Condition]]) -> Together | None:
    """All rows (a filter or None, and a condition) in one expression; None where it is too large."""
    texts = frozenset(name for name, variable in usable(kind).items() if variable.type == "text")
    names: set[str] = set()

    def asked(condition: Condition) -> str:
        text, found = lowered(condition.words, texts)
        names.update(found)
        return f"({text}\n)"

    listed = [
        asked(require) if where is None else f"({asked(where)} ? {asked(require)} : true)"
        for where, require in rows
    ]
    try:
        environment = _environment(kind, frozenset(LOWERED + name for name in names))
        return Together(environment.compile(f"[{', '.join(listed)}]"), frozenset(names))
    except RuntimeError:
        return None


def _longest(data: Mapping[str, Any]) -> int:
    """The letters of the longest text."""
    texts = [
        value if type(value) is list else [value] for value in data.values() if type(value) in (str, list)
    ]
    return max((len(text) for listed in texts for text in listed), default=0)


@lru_cache(maxsize=512)
def compiled(kind: str, text: str) -> Condition | tuple[Problem, ...]:
    """``text`` as a condition of a rule for ``kind``, or what is wrong with it."""
    words = Words(text)
    if words.problem is not None:
        return (words.problem,)
    variables = usable(kind)
    named = _named(kind, words, variables)
    if isinstance(named, tuple):
        return named
    cost = w.cost(words, sum(_listed(variables[n].type) * times for n, times in named.items()))
    if cost.pattern > w.MAX_PATTERN:
        first, message = words.patterns[0], say("this pattern takes too long to try; write a shorter one")
        return (Problem(first.start, first.end, message),)
    environment = _environment(kind, frozenset())
    try:
        expression = environment.compile(text)
    except RuntimeError as error:
        return tuple(_problems(kind, words, str(error)))
    answers = expression.return_type().name()
    if answers != "BOOL":
        message = say(
            "the condition gives {kind}, not yes or no; compare it with something, such as != ''",
            kind=_said(answers),
        )
        return (Problem(words.words[0].start, words.words[-1].end, message),)
    lists = tuple(name for name in named if _listed(variables[name].type))
    wrong = tuple(_wrong_patterns(environment, words))
    return wrong or Condition(words, tuple(named), lists, cost, expression)


def _listed(kind: Type) -> bool:
    return kind in ("texts", "amounts")


def _named(kind: str, words: Words, variables: Mapping[str, Any]) -> dict[str, int] | tuple[Problem, ...]:
    """The variables that a condition names, each with how often; or what it names that does not exist."""
    found: dict[str, int] = {}
    wrong = []
    for chain in words.chains:
        root = chain.name.partition(".")[0]
        if root not in KINDS:
            continue
        name = chain.name
        while name and name not in variables:
            name = name.rpartition(".")[0]
        if name:
            found[name] = found.get(name, 0) + 1
        else:
            wrong.append(Problem(chain.start, chain.end, _no_field(kind, _brief(chain.name), variables)))
    return tuple(wrong) or found


def _no_field(kind: str, name: str, variables: Mapping[str, Any]) -> Text:
    root, _, field = name.partition(".")
    if root not in (kind, "plan"):
        return say(
            "a rule for {kind} sees the fields of {kind} and of plan only, not '{name}'", kind=kind, name=name
        )
    inside = [known for known in variables if known.startswith(f"{name}.")]
    if not field or inside:
        listed = inside if inside and field else [f"{root}.{known}" for known in BY_KIND[root]]
        return say("'{name}' is not one field; write one of: {names}", name=name, names=", ".join(listed))
    near = _near(name, variables)
    if near is not None:
        return say("there is no field '{name}'; did you mean '{near}'?", name=name, near=near)
    listed = [f"{root}.{known}" for known in BY_KIND[root]]
    return say("there is no field '{name}'; there are: {names}", name=name, names=", ".join(listed))


def _brief(written: str) -> str:
    return written if len(written) <= 60 else f"{written[:57]}..."


def _near(name: str, known: Mapping[str, Any]) -> str | None:
    from difflib import get_close_matches

    close = get_close_matches(name, list(known), n=1, cutoff=0.7)
    return close[0] if close else None


# ------------------------------------------------------------------------------------------ what CEL says is wrong

_FAULT = re.compile(r"ERROR: <input>:(\d+):(\d+): (.*)")


def _problems(kind: str, words: Words, told: str) -> list[Problem]:
    """CEL's own findings; of those that follow from a slip of grammar only the first."""
    found = []
    for line, column, message in _FAULT.findall(told):
        at = _offset(words.text, int(line), int(column))
        start, end = words.around(at)
        found.append(Problem(start, end, _translated(kind, _brief(words.text[start:end]), message)))
        if message.startswith("Syntax error"):
            break
    if found:  # a call that is wrong makes what stands in it wrong too
        return [problem for problem in found if words.is_call(problem.end)] or found
    if "recursion" in told:
        return [
            Problem(0, len(words.text), say("too many parentheses inside one another; split the condition"))
        ]
    return [Problem(0, len(words.text), say("CEL cannot read this condition ({why})", why=_first_line(told)))]


def _offset(text: str, line: int, column: int) -> int:
    lines = text.split("\n")
    return sum(len(before) + 1 for before in lines[: line - 1]) + column - 1


def _first_line(told: str) -> str:
    return told.partition("\n")[0].rpartition(" [")[0] or told.partition("\n")[0]


def _translated(kind: str, written: str, message: str) -> Text:
    """One finding of CEL as a sentence for somebody who does not program."""
    if message.startswith("Syntax error"):
        return say(
            "the condition cannot be read from '{written}' on; check what stands before it", written=written
        )
    overload = re.match(r"found no matching overload for '(.+?)' applied to '\((.*)\)'", message)
    if overload is not None:
        kinds = _split(overload[2])
        return _no_overload(overload[1], kinds)
    unknown = re.match(r"undeclared reference to '(.*?)'", message)
    if unknown is not None:
        return _undeclared(kind, _brief(unknown[1]))
    if "cannot be the operand of a select" in message:
        return say("'{written}' asks for a part of something that has none; a function needs parentheses: size(x)", written=written)  # fmt: skip
    if "cannot be the range of a comprehension" in message:
        return say("exists, all and filter go through a list; '{written}' is none", written=written)
    if message.startswith("reserved identifier"):
        return say("'{written}' is a word of CEL's own; use another name", written=written)
    return say("CEL cannot read this condition ({why})", why=message)


def _split(listed: str) -> list[str]:
    """``string, list(string)`` as its parts."""
    return re.findall(r"[^,()]+(?:\([^()]*(?:\([^()]*\))?[^()]*\))?", listed.replace(", ", ","))


_TYPES = {
    "string": Text("chữ", "a text"),
    "int": Text("số nguyên", "a whole number"),
    "uint": Text("số nguyên", "a whole number"),
    "double": Text("số", "a number"),
    "bool": Text("đúng/sai", "yes or no"),
    "null_type": Text("null", "null"),
    "list": Text("danh sách", "a list"),
    "map": Text("bảng theo năm", "numbers by year"),
}


def _said(kind: str) -> Text:
    """A type of CEL in words."""
    name = re.split(r"[(<]", kind.strip().lower())[0]
    return _TYPES.get(name, same(kind))


def _no_overload(operator: str, kinds: list[str]) -> Text:
    sign = operator.strip("_@").replace("_", "")
    said = [_said(kind) for kind in kinds]
    if operator == "_[_]" and len(said) == 2:
        return say("a list is asked by number and numbers by year with a text, not with {kind}", kind=said[1])
    if operator == "_?_:_":
        return say(
            "the two answers after ? and : must be of one kind, and what stands before ? must be yes or no"
        )
    if operator in ("_&&_", "_||_", "!_"):
        wrong = next((s for s, k in zip(said, kinds, strict=True) if k != "bool"), said[-1])
        return say(
            "{sign} needs yes or no, and this is {kind}; compare it with something first",
            sign=sign,
            kind=wrong,
        )
    if operator == "@in":
        return say(
            "in asks whether {one} stands in {other}; it needs a list after it", one=said[0], other=said[-1]
        )
    if len(said) == 2 and operator.startswith("_"):
        return say("{sign} does not go between {one} and {other}", sign=sign, one=said[0], other=said[1])
    return say("{function} cannot be asked of {kind}", function=sign, kind=said[-1])


def _undeclared(kind: str, name: str) -> Text:
    if name in BY_KIND[kind]:
        return say("'{name}' is not known; did you mean '{near}'?", name=name, near=f"{kind}.{name}")
    if name in (*w.FUNCTIONS, *w.LOOPS):
        return say("{function} is used in another way: see the examples in docs/own-rules.md", function=name)
    return say(
        "'{name}' is not known; fields begin with {kind}. or plan., and these can be asked: {functions}",
        name=name,
        kind=kind,
        functions=", ".join((*w.FUNCTIONS, *w.LOOPS)),
    )


def _wrong_patterns(environment: Any, words: Words) -> Iterator[Problem]:
    """Patterns that are no regular expressions (of RE2's kind)."""
    for word in words.patterns:
        answer = environment.compile(f'"".matches({word.text})').eval().value()
        if type(answer) is not bool:
            why = str(answer).rpartition("expression: ")[2]
            yield Problem(word.start, word.end, say("this pattern cannot be used ({why})", why=why))


def _failed(told: str) -> Text:
    """Why an evaluation failed, as CEL says it, in words."""
    told = told.partition("\n")[0]
    key = re.search(r'Key not found in map : "?(.*?)"?$', told)
    if key is not None:
        return say("there is no entry '{key}'; ask whether it is there first: '{key}' in ...", key=key[1])
    index = re.search(r"index=(-?\d+) size=(\d+)", told)
    if index is not None:
        return say("the list has {size} entries, and entry [{index}] is asked for; ask size(...) first", size=index[2], index=index[1])  # fmt: skip
    if "divide by zero" in told or "modulus by zero" in told:
        return say("it divides by zero; ask first whether the divisor is > 0")
    if "budget exceeded" in told:
        return say("it would take too many steps here; ask less in one condition")
    return say("CEL says: {why}", why=told)
