"""The signs of what falls due in grids and pictures: a letter for each kind, small where it is proposed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from planmodel.derive.due import KINDS, Kind, Obligation
from planmodel.diagnostics import Text

LETTERS: dict[Kind, Text] = {
    "report": Text("B", "R"),
    "task": Text("N", "T"),
    "target": Text("C", "G"),
    "period": Text("K", "P"),
}
NAMES: dict[Kind, Text] = {
    "report": Text("báo cáo", "report"),
    "task": Text("nhiệm vụ", "task"),
    "target": Text("chỉ tiêu của năm", "target (goal) for a year"),
    "period": Text("hết thời kỳ kế hoạch", "end of the plan's period"),
}
WARNED, SEVERAL = "!", "+"
_WARNED = Text("có điều cần lưu ý, xem danh sách", "see the notes in the list")
_SEVERAL = Text("nhiều loại cùng ngày", "several kinds on one day")
_PROPOSED = Text("chữ thường: ngày đề xuất, kế hoạch không nêu", "small letter: proposed, not in the plan")


class Mark(NamedTuple):
    """What falls due on one day, of one kind: how much, whether all of it is proposed, whether any of it has a note."""

    kind: Kind
    number: int
    proposed: bool
    warned: bool


class Key(NamedTuple):
    """An entry of a legend: a sign, what it means, and the style word of its colour, if it has one."""

    sign: str
    text: str
    mark: str = ""


def marks(made: Iterable[Obligation]) -> tuple[Mark, ...]:
    """What falls due, by kind."""
    kinds: dict[Kind, list[Obligation]] = {}
    for o in made:
        kinds.setdefault(o.kind, []).append(o)
    return tuple(
        Mark(kind, len(held), all(o.proposed for o in held), any(o.notes for o in held))
        for kind in KINDS
        if (held := kinds.get(kind))
    )


def sign(which: Sequence[Mark], lang: str) -> str:
    """One day's marks in at most two signs: ``B``, ``B!``, ``BC``, ``B+``, ``b`` where it is only proposed."""
    letters = "".join(_letter(mark, lang) for mark in which)
    if any(mark.warned for mark in which):
        return letters[:1] + WARNED
    return letters if len(letters) <= 2 else letters[:1] + SEVERAL


def style(which: Sequence[Mark]) -> str:
    """The style word of one day's marks: that of its first kind, inferred where all is proposed."""
    if not which:
        return ""
    return f"{which[0].kind} inferred" if all(mark.proposed for mark in which) else which[0].kind


def legend(listed: Iterable[Sequence[Mark]], lang: str) -> tuple[Key, ...]:
    """What the signs of these days mean; what none of them holds is not explained."""
    listed = tuple(listed)
    shown = [mark for which in listed for mark in which]
    keys = [
        Key(LETTERS[kind].get(lang), NAMES[kind].get(lang), kind)
        for kind in KINDS
        if any(mark.kind == kind for mark in shown)
    ]
    signs = "".join(sign(which, lang) for which in listed)
    if proposed := next((mark for mark in shown if mark.proposed), None):
        keys.append(Key(_letter(proposed, lang), _PROPOSED.get(lang), f"{proposed.kind} inferred"))
    if WARNED in signs:
        keys.append(Key(WARNED, _WARNED.get(lang)))
    if SEVERAL in signs:
        keys.append(Key(SEVERAL, _SEVERAL.get(lang)))
    return tuple(keys)


def _letter(mark: Mark, lang: str) -> str:
    letter = LETTERS[mark.kind].get(lang)
    return letter.lower() if mark.proposed else letter
