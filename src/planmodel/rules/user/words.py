"""A condition as words, looked at before CEL sees it: is it in the part of CEL that is used here, and what does it name?

That part is small so that no condition can take long, whoever wrote it: values are texts, numbers, and lists and maps
of these; loops (``exists``, ``all``, ``exists_one``, ``filter``) stand at most two inside one another; patterns are
constants. With CEL's own limit on steps, what an evaluation can cost is then known beforehand (``Cost``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from planmodel.diagnostics import Text, say

LOOPS = ("exists", "all", "exists_one", "filter")
FUNCTIONS = ("size", "contains", "startsWith", "endsWith", "lower", "matches", "double")
MAX_NESTED = 2
"""Loops inside one another."""
MAX_JOINED = 16
"""Signs of addition, which also join lists."""
MAX_STEPS = 10_000
"""CEL's own limit on the steps of all the loops of one evaluation."""
MAX_PATTERN = 30_000.0
"""What the patterns of one condition may cost, in microseconds by estimate."""

_WORD = re.compile(
    r"""(?P<gap>[ \t\r\n\f]+|//[^\n]*)
    |(?P<text>(?:[rR]"[^"\r\n]*"|[rR]'[^'\r\n]*'
        |"(?:[^"\\\r\n]|\\[^\r\n])*"|'(?:[^'\\\r\n]|\\[^\r\n])*')(?!["']))
    |(?P<name>[A-Za-z_][A-Za-z0-9_]*+(?!["']))
    |(?P<number>[0-9]+\.[0-9]+|[0-9]+)
    |(?P<mark>&&|\|\||==|!=|<=|>=|[-+*/%<>!?:.,()\[\]])""",
    re.VERBOSE,
)


class Problem(NamedTuple):
    """What is wrong with a condition, from character ``start`` to ``end`` of it."""

    start: int
    end: int
    message: Text


class Word(NamedTuple):
    """One word of a condition: a name, text, number or mark."""

    kind: str
    text: str
    start: int
    end: int


class Chain(NamedTuple):
    """Names joined by points (``task.due``), and where they stand; methods (``.contains(``) are left out."""

    name: str
    start: int
    end: int


class Words:
    """The words of one condition, and the first thing that keeps it from being used."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[Word] = []
        self.problem = self._read() or _Grammar(self.words).problem()

    def _read(self) -> Problem | None:
        at = 0
        while at < len(self.text):
            found = _WORD.match(self.text, at)
            if found is None:
                return _no_word(self.text, at)
            kind = str(found.lastgroup)
            if kind != "gap":
                self.words.append(Word(kind, found[0], at, found.end()))
            at = found.end()
        return None if self.words else Problem(0, len(self.text), say("the condition is empty; write one"))

    @cached_property
    def chains(self) -> tuple[Chain, ...]:
        """Every chain of names that begins on its own."""
        return tuple(self._chains())

    def _chains(self) -> Iterator[Chain]:
        words = self.words
        n = 0
        while n < len(words):
            first = words[n]
            if first.kind != "name" or (n and words[n - 1].text == "."):
                n += 1
                continue
            names, end = [first.text], first.end
            n += 1
            while n + 1 < len(words) and words[n].text == "." and words[n + 1].kind == "name":
                if n + 2 < len(words) and words[n + 2].text == "(":
                    break
                names.append(words[n + 1].text)
                end = words[n + 1].end
                n += 2
            if not (len(names) == 1 and n < len(words) and words[n].text == "("):
                yield Chain(".".join(names), first.start, end)

    @cached_property
    def patterns(self) -> tuple[Word, ...]:
        """The patterns that ``matches`` is given."""
        listed = zip(self.words, self.words[2:], strict=False)
        return tuple(word for before, word in listed if before.text == "matches" and word.kind == "text")

    def is_call(self, at: int) -> bool:
        """Whether parentheses open at character ``at``, after a name."""
        follows = zip(self.words, self.words[1:], strict=False)
        return any(a.kind == "name" and a.end == at and b.text == "(" for a, b in follows)

    def around(self, at: int) -> tuple[int, int]:
        """The stretch that a fault at character ``at`` is about: a chain of names, a call's name, else one word."""
        for chain in self.chains:
            if chain.start <= at < chain.end:
                return chain.start, chain.end
        for n, word in enumerate(self.words):
            if word.start <= at < word.end:
                if word.text == "(" and n and self.words[n - 1].kind == "name":
                    return self.words[n - 1].start, self.words[n - 1].end
                return word.start, word.end
        return (self.words[-1].start, self.words[-1].end) if self.words else (0, 0)


def _no_word(text: str, at: int) -> Problem:
    sign = text[at]
    if sign == "=":
        message = say("write == to compare two values")
    elif sign == "&":
        message = say("write && for 'and'")
    elif sign == "|":
        message = say("write || for 'or'")
    elif sign in "“”‘’«»":
        message = say("put texts between straight quotes, such as 'due' or \"due\", not {sign}", sign=sign)
    elif sign in "\"'":
        message = say(
            "this text is not closed, or holds a backslash at its end; close it with {sign}", sign=sign
        )
        return Problem(at, len(text), message)
    else:
        message = say("the sign {sign} means nothing in a condition", sign=sign)
    return Problem(at, at + 1, message)


class _Grammar:
    """What CEL allows and we do not."""

    def __init__(self, words: list[Word]) -> None:
        self.words = words

    def problem(self) -> Problem | None:
        """The first problem, in the order of the text."""
        loops: list[bool] = []  # for every open parenthesis, whether a loop opened it
        joined = 0
        for n, word in enumerate(self.words):
            message: Text | None = None
            if word.kind == "name":
                message = self._name(n, word)
            elif word.text == "(":
                loops.append(self._opens_loop(n))
                if sum(loops) > MAX_NESTED:
                    message = say(
                        "no more than {count} of exists, all, filter stand inside one another",
                        count=MAX_NESTED,
                    )
            elif word.text == ")" and loops:
                loops.pop()
            elif word.text == "[" and not self._is_index(n):
                message = self._list(n)
            elif word.text == "+":
                joined += 1
                if joined > MAX_JOINED:
                    message = say("no more than {count} additions in one condition", count=MAX_JOINED)
            if message is not None:
                return Problem(word.start, word.end, message)
        return None

    def _text(self, n: int) -> str:
        return self.words[n].text if 0 <= n < len(self.words) else ""

    def _name(self, n: int, word: Word) -> Text | None:
        if self._text(n - 1) == ".":
            if word.text == "matches" and not (
                self._text(n + 1) == "(" and n + 3 < len(self.words)
                and self.words[n + 2].kind == "text" and self._text(n + 3) == ")"
            ):  # fmt: skip
                return say("give matches one pattern in quotes, such as title.matches('^Tập huấn')")
            return None
        match word.text:
            case "and":
                return say("write && for 'and'")
            case "or":
                return say("write || for 'or'")
            case "not":
                return say("write ! for 'not', such as !report.ad_hoc")
            case "null":
                return say(
                    'nothing is null here: what is left out is "" or an empty list; write == "" or size(...) == 0'
                )
            case "matches":
                return say("write the text first, such as task.title.matches('^Tập huấn')")
            case "has":
                return say('write != "" or size(...) > 0 to ask whether a field is filled in')
        return None

    def _opens_loop(self, n: int) -> bool:
        return self._text(n - 1) in LOOPS and self._text(n - 2) == "."

    def _is_index(self, n: int) -> bool:
        if n == 0:
            return False
        before = self.words[n - 1]
        return (before.kind in ("name", "text") and before.text != "in") or before.text in (")", "]")

    def _list(self, n: int) -> Text | None:
        for word in self.words[n + 1 :]:
            if word.text == "]":
                return None
            if word.kind in ("text", "number") or word.text in (",", "-", "true", "false"):
                continue
            break
        return say("a list between [ ] holds texts and numbers only, such as ['education', 'health']")


class Cost(NamedTuple):
    """What an evaluation can take: its words, and what its patterns take, for each step of its loops.

    ``lists`` counts how often lists are named, ``literal`` is the length of the longest list that it holds itself.
    """

    words: int
    nested: int
    pattern: float
    lists: int
    literal: int

    def at_most(self, longest: int, letters: int) -> float:
        """Microseconds, by estimate, where the lists have up to ``longest`` entries, and texts up to ``letters`` letters."""
        longest = max(longest, self.literal)
        steps = float(min(MAX_STEPS, longest**self.nested))
        inside = self.words * (0.3 + letters / 10_000) + self.pattern * (1 + letters / 2_000)
        return steps * (inside + max(0, self.lists - self.nested) * longest * 0.05)


def cost(words: Words, lists: int) -> Cost:
    """What a condition can take that names lists and maps so many times."""
    nested = deepest = literal = inside = 0
    open_: list[bool] = []
    for n, word in enumerate(words.words):
        if word.text == "(":
            loop = n > 1 and words.words[n - 1].text in LOOPS and words.words[n - 2].text == "."
            open_.append(loop)
            nested += loop
            deepest = max(deepest, nested)
        elif word.text == ")" and open_:
            nested -= open_.pop()
        inside = inside + (word.text == ",") if word.text != "[" else 1
        literal = max(literal, inside)
    return Cost(len(words.words), deepest, sum(_pattern(w.text) for w in words.patterns), lists, literal)


def _pattern(text: str) -> float:
    """What compiling a pattern takes, which CEL does each time that it is asked."""
    repeated = 1
    for most in re.findall(r"\{(?:[0-9]*,)?([0-9]*)\}", text):
        repeated *= max(1, int(most[:4] or 1))
    classes = len(re.findall(r"\\[pP]", text))
    return min(150_000.0, 20 + 0.3 * len(text) * min(repeated, 1000) + 2_500 * classes * min(repeated, 1000))
