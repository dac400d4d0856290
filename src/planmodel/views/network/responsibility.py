"""Who does what: agencies on the left, the tasks of each section on the right, letters on the lines between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planmodel import model as m
from planmodel.derive.responsibility import Assignment, assignments, focal_points, in_order, leads_by_task
from planmodel.graph import Edge, Key, Network, Node
from planmodel.views.network.letters import Letters, merged
from planmodel.views.network.pen import Pen, cited
from planmodel.views.network.sections import (
    Section,
    coarser,
    full_name,
    heading_of,
    no_lead,
    section_boxes,
    sections,
    unled,
)

_MANY_EDGES, _MANY_AGENCIES = 60, 14
"""More lines or boxes than these are folded."""

_CROWDED = 36
"""Of more lines than this only those of who leads are drawn: nobody can follow so many."""

_MUCH_WORK, _MANY_BUSY, _NAMED = 3, 8, 16
"""An agency without a part in any task is drawn where this many duties are its own, and no more such than these; of
those that are not drawn so many are named."""

Held = dict[str, dict[str, list[Assignment]]]
"""Assignments by agency and item."""

Home = dict[str, str]
"""The section of each task."""


class _Line(NamedTuple):
    """One line of an agency: to a section, or to a heading that stands for all its sections."""

    target: str
    letters: Letters


class _Player(NamedTuple):
    """One box on the left: agencies that play the same part, their lines, and the duties of their own.

    In a ``mixed`` one their parts differ, and a letter is that of at least one of them.
    """

    agencies: tuple[str, ...]
    lines: tuple[_Line, ...]
    own_of: tuple[tuple[m.Duty, ...], ...]
    mixed: bool = False

    @property
    def leads(self) -> bool:
        return any(line.letters.kind == "A" for line in self.lines)

    @property
    def own(self) -> tuple[m.Duty, ...]:
        """The duties of their own of all its agencies, each once (``own_of`` has them by agency)."""
        return tuple({d.id: d for duties in self.own_of for d in duties}.values())

    @property
    def signature(self) -> tuple[tuple[str, str, bool], ...]:
        return tuple((x.target, x.letters.label, x.letters.inferred) for x in self.lines)


def responsibility(pen: Pen) -> Network:
    """The network of responsibilities of the plan, folded until it is legible; that of a section task by task."""
    made = assignments(pen.plan, pen.registry)
    if not pen.tasks:
        return pen.empty("responsibility", "Văn bản không có nhiệm vụ nào.", "The document has no tasks.")
    listed, players = _folded(pen, made)
    groups, boxes = section_boxes(pen, listed)
    rows = {
        x: n
        for n, x in enumerate(i for g in groups for i in (g.id, *(b.id for b in boxes if b.group == g.id)))
    }
    names = {s.id: full_name(pen, s) for s in listed} | {g.id: g.label for g in groups}
    leaders = _leaders(pen, players)
    if leaders:
        boxes = tuple(b._replace(detail=_others(pen, s, made)) for b, s in _paired(boxes, listed))
        players = leaders
    players = _lesser_together(pen, players, made, listed)
    drawn = sorted(_shown(pen, players), key=lambda p: _place(p, rows))
    nodes = [
        *(_agency(pen, p) for p in drawn),
        *_marked(pen, boxes, listed),
        *_own_nodes(pen, drawn, made),
    ]
    edges = [e for p in drawn for e in _edges(pen, p, names)]
    left_out = [p for p in players if p not in drawn]
    notes = [*([_leaders_note(pen)] if leaders else []), *_notes(pen, drawn, left_out)]
    return pen.network("responsibility", nodes, edges, groups, _legend(pen), notes)


def _folded(pen: Pen, made: tuple[Assignment, ...]) -> tuple[tuple[Section, ...], list[_Player]]:
    """Sections and players: one level coarser until few lines are left."""
    listed = sections(pen)
    while True:
        players = _players(pen, made, listed)
        fewer = coarser(pen, listed)
        if not fewer or sum(len(p.lines) for p in players) <= _MANY_EDGES:
            return listed, players
        listed = fewer


def _leaders(pen: Pen, players: list[_Player]) -> list[_Player]:
    """Where there are too many lines to follow: those who lead, with the lines of what they lead; else nobody."""
    if pen.one_by_one or sum(len(p.lines) for p in players) <= _CROWDED:
        return []
    return [
        p._replace(lines=tuple(x for x in p.lines if x.letters.kind == "A"), own_of=((),) * len(p.agencies))
        for p in players
        if p.leads
    ]


def _paired(boxes: Iterable[Node], listed: Iterable[Section]) -> Iterator[tuple[Node, Section]]:
    by_id = {s.id: s for s in listed}
    return ((b, by_id[b.id]) for b in boxes)


def _others(pen: Pen, section: Section, made: Iterable[Assignment]) -> tuple[str, ...]:
    """How many agencies do what in a section besides those who lead in it."""
    ids = {t.id for t in section.tasks}
    letters: dict[str, set[str]] = {}
    for a in made:
        if a.item in ids:
            letters.setdefault(a.agency, set()).update(a.raci)
    best = [in_order(held)[0] for held in letters.values() if held]
    words_ = (
        ("R", pen.bilingual("thực hiện", "carry out")),
        ("C", pen.bilingual("phối hợp", "co-ordinate")),
        ("I", pen.bilingual("được thông tin, theo dõi", "informed")),
    )
    said = [
        f"{word} ({x}): {n} {pen.bilingual('nơi', 'agencies')}" for x, word in words_ if (n := best.count(x))
    ]
    return (" · ".join(said),) if said else ()


def _leaders_note(pen: Pen) -> str:
    return pen.bilingual(
        "Chỉ vẽ đường chủ trì; ai thực hiện, ai phối hợp từng nhiệm vụ: xem trang của từng mục.",
        "Only the lines of who leads are drawn; who carries out and co-ordinates each task stands on the pages of the sections.",
    )


def _players(pen: Pen, made: tuple[Assignment, ...], listed: tuple[Section, ...]) -> list[_Player]:
    """Every agency with its lines, those with the same lines in one box; leaders first."""
    held: Held = {}
    for a in made:
        held.setdefault(a.agency, {}).setdefault(a.item, []).append(a)
    own = _own(pen.plan, made) if pen.chosen is None else {}
    home = {t.id: s.id for s in listed for t in s.tasks}
    alike: dict[object, list[_Player]] = {}
    for agency, parts in held.items():
        player = _Player((agency,), _lines(pen, parts, listed, home), (own.get(agency, ()),))
        alike.setdefault(player.signature or tuple(d.id for d in player.own) or agency, []).append(player)
    players = [_together(same) for same in alike.values()]
    return sorted(players, key=lambda p: (not p.leads, -len(p.lines), not p.lines))


def _together(same: Iterable[_Player]) -> _Player:
    """One box for players with the same lines: the clauses behind these and the duties of all."""
    players = tuple(same)
    lines = []
    for column in zip(*(p.lines for p in players), strict=False):
        clauses = dict.fromkeys(c for line in column for c in line.letters.clauses)
        lines.append(column[0]._replace(letters=column[0].letters._replace(clauses=tuple(clauses))))
    agencies = tuple(a for p in players for a in p.agencies)
    return _Player(agencies, tuple(lines), tuple(x for p in players for x in p.own_of))


def _own(plan: m.Plan, made: tuple[Assignment, ...]) -> dict[str, tuple[m.Duty, ...]]:
    """The duties that reach no task, by the agency that they are laid upon."""
    loose = {a.item for a in made if not a.is_task}
    found: dict[str, list[m.Duty]] = {}
    for duty in plan.duties:
        if duty.id in loose:
            for ref in duty.agencies:
                found.setdefault(ref.id, []).append(duty)
    return {agency: tuple(duties) for agency, duties in found.items()}


def _lines(
    pen: Pen, parts: dict[str, list[Assignment]], listed: tuple[Section, ...], home: Home
) -> tuple[_Line, ...]:
    """An agency's lines; where all sections of a heading have the same letters, one line to the heading."""
    touched: dict[str, dict[str, list[Assignment]]] = {}
    for item, held_there in parts.items():
        if item in home:
            touched.setdefault(home[item], {})[item] = held_there
    under: dict[str, list[tuple[Section, tuple[Letters, ...]]]] = {}
    for section in listed:
        letters = tuple(merged(pen, section, touched[section.id])) if section.id in touched else ()
        under.setdefault(heading_of(section), []).append((section, letters))
    lines: list[_Line] = []
    for heading, held in under.items():
        same = {tuple(x[:3] for x in letters) for _, letters in held}
        whole = all(letters and all(x.whole for x in letters) for _, letters in held)
        if len(held) > 1 and len(same) == 1 and whole:
            for column in zip(*(letters for _, letters in held), strict=True):
                clauses = dict.fromkeys(c for x in column for c in x.clauses)
                lines.append(_Line(heading, column[0]._replace(clauses=tuple(clauses))))
        else:
            lines += [_Line(section.id, x) for section, letters in held for x in letters]
    return tuple(lines)


def _lesser_together(
    pen: Pen, players: list[_Player], made: tuple[Assignment, ...], listed: tuple[Section, ...]
) -> list[_Player]:
    """Where boxes or lines are still too many, those of the agencies with the least part become one box."""
    parts = [p for p in players if p.lines]
    keep, lines = 0, 0
    for player in parts:
        lines += len(player.lines)
        if keep >= _MANY_AGENCIES or lines > _MANY_EDGES:
            break
        keep += 1
    if keep >= len(parts) - 1:
        return players
    rest = parts[keep:]
    names = {a for p in rest for a in p.agencies}
    home = {t.id: s.id for s in listed for t in s.tasks}
    shared: dict[str, list[Assignment]] = {}
    for a in made:
        if a.agency in names:
            shared.setdefault(a.item, []).append(a)
    lines_of_all = tuple(_loosened(x) for x in _lines(pen, shared, listed, home))
    one = _together(rest)._replace(lines=lines_of_all, mixed=True)
    return [*parts[:keep], one, *(p for p in players if not p.lines)]


def _loosened(line: _Line) -> _Line:
    """A line whose letters hold for some agencies and some tasks: without counts."""
    said = line.letters.label.partition(" · ")[0]
    letters = in_order(x for part in said.split(", ") for x in part.partition(" ")[0].split("/"))
    return line._replace(letters=line.letters._replace(label="/".join(letters)))


def _shown(pen: Pen, players: list[_Player]) -> list[_Player]:
    """The players that are drawn: all that have a line, and of the others the focal points and the busiest."""
    if pen.chosen is not None:
        return [p for p in players if p.lines]
    focal = {r.id for d in focal_points(pen.plan) for r in d.agencies}
    busy = sorted((p for p in players if not p.lines and len(p.own) >= _MUCH_WORK), key=lambda p: -len(p.own))
    return [p for p in players if p.lines or p in busy[:_MANY_BUSY] or focal.intersection(p.agencies)]


def _place(player: _Player, rows: dict[str, int]) -> tuple[bool, float]:
    """Where a box stands: near what its lines lead to; without lines at the bottom, the busiest first."""
    across = [rows[x.target] for x in player.lines]
    return not across, sum(across) / len(across) if across else -len(player.own)


def _agency(pen: Pen, player: _Player) -> Node:
    focal = [
        str(d.at) for d in focal_points(pen.plan) if {r.id for r in d.agencies}.intersection(player.agencies)
    ]
    said = pen.bilingual("đầu mối chung", "general focal point")
    detail = (f"{said} ({cited(pen, focal)})",) if focal else ()
    tooltip = "\n".join(pen.full(a) for a in player.agencies)
    kind = "lead" if player.leads or focal else "agency"
    return Node(_node_id(player), pen.agencies(player.agencies, 6), kind, "", detail, "", tooltip, (), 2)


def _node_id(player: _Player) -> str:
    return f"a-{player.agencies[0]}"


def _own_id(player: _Player) -> str:
    return f"o-{player.agencies[0]}"


def _own_letters(player: _Player, made: tuple[Assignment, ...]) -> str:
    ids = {d.id for d in player.own}
    return "/".join(
        in_order(x for a in made if a.item in ids and a.agency in player.agencies for x in a.raci)
    )


def _own_nodes(pen: Pen, drawn: list[_Player], made: tuple[Assignment, ...]) -> list[Node]:
    """The duties of its own of each box, folded into one."""
    nodes = []
    for p in drawn:
        if p.own:
            letters = _own_letters(p, made)
            count = pen.bilingual(
                f"{len(p.own)} việc riêng · {letters}", f"{len(p.own)} own duties · {letters}"
            )
            clauses = tuple(str(d.at) for d in p.own)
            tooltip = "\n".join(f"{d.at}: {d.title}" for d in p.own)
            nodes.append(Node(_own_id(p), count, "own", "", _whose(pen, p), "", tooltip, clauses))
    return nodes


def _whose(pen: Pen, player: _Player) -> tuple[str, ...]:
    """The clauses of the duties; by agency where not all agencies of the box have them."""
    if all(duties == player.own_of[0] for duties in player.own_of):
        return (cited(pen, [str(d.at) for d in player.own]),)
    owners: dict[tuple[str, ...], list[str]] = {}
    for agency, duties in zip(player.agencies, player.own_of, strict=True):
        owners.setdefault(tuple(str(d.at) for d in duties), []).append(agency)
    lines = [f"{pen.agencies(a, 3)}: {cited(pen, clauses, 3)}" for clauses, a in owners.items() if clauses]
    count = sum(1 for duties in player.own_of if duties)
    return tuple(lines) if len(lines) <= 3 else (pen.bilingual(f"của {count} nơi", f"of {count} agencies"),)


def _edges(pen: Pen, player: _Player, names: dict[str, str]) -> list[Edge]:
    source = _node_id(player)
    name = pen.agencies(player.agencies, 3)
    edges = [
        Edge(source, x.target, x.letters.label, x.letters.kind, x.letters.inferred,
             f"{name}: {x.letters.label} → {names[x.target]} ({cited(pen, x.letters.clauses)})", x.letters.clauses)
        for x in player.lines
    ]  # fmt: skip
    if player.own:
        clauses = tuple(str(d.at) for d in player.own)
        own = pen.bilingual("việc riêng", "own duties")
        edges.append(
            Edge(source, _own_id(player), "", "own", False, f"{name}: {own} ({cited(pen, clauses)})", clauses)
        )
    return edges


def _marked(pen: Pen, boxes: tuple[Node, ...], listed: tuple[Section, ...]) -> list[Node]:
    """The sections' boxes; those with tasks that nobody leads say so."""
    without = {x.task.id for x in leads_by_task(pen.plan, pen.registry) if not x.leads}
    by_id = {s.id: s for s in listed}
    return [unled(pen, box, by_id[box.id], without) for box in boxes]


def _mixed_note(pen: Pen, count: int) -> str:
    return pen.bilingual(
        f"{count} cơ quan có phần nhỏ nhất được gộp vào một ô; chữ cái là của ít nhất một nơi trong đó.",
        f"The {count} agencies with the least part share one box; a letter is that of at least one of them.",
    )


def _notes(pen: Pen, drawn: list[_Player], left_out: list[_Player]) -> list[str]:
    notes = [_mixed_note(pen, len(p.agencies)) for p in drawn if p.mixed]
    focal = focal_points(pen.plan)
    if focal:
        names = "; ".join(
            f"{pen.agencies(r.id for r in d.agencies)} ({cited(pen, [str(d.at)])})" for d in focal
        )
        notes.append(pen.bilingual(
            f"Đầu mối chung không phải là chủ trì từng nhiệm vụ: {names}.",
            f"The general focal point leads no single task: {names}.",
        ))  # fmt: skip
    counted = [(a, len(p.own)) for p in left_out if p.own for a in p.agencies]
    if counted:
        names = ", ".join(f"{pen.agency(a)} ({n})" for a, n in counted[:_NAMED])
        more = len(counted) - _NAMED
        names += pen.bilingual(f" và {more} nơi khác", f" and {more} more") if more > 0 else ""
        notes.append(pen.bilingual(
            f"Không vẽ các cơ quan chỉ có việc riêng (số việc): {names}.",
            f"Not drawn, agencies with only duties of their own (how many): {names}.",
        ))  # fmt: skip
    return notes


def _legend(pen: Pen) -> tuple[Key, ...]:
    return (
        Key("edge", "A", pen.bilingual("A: chịu trách nhiệm (A/R: chủ trì)", "A: accountable (A/R: leads)")),
        Key("edge", "R", pen.bilingual("R: thực hiện", "R: responsible")),
        Key("edge", "C", pen.bilingual("C: phối hợp, tham vấn", "C: consulted, co-ordinates")),
        Key("edge", "I", pen.bilingual("I: được thông tin, theo dõi", "I: informed, oversees")),
        Key(
            "inferred",
            "",
            pen.bilingual("Nét đứt: suy ra từ câu chữ, không viện dẫn", "Dashed: inferred from wording"),
        ),
        Key("node", "unled", no_lead(pen)),
        Key("node", "own", pen.bilingual("Việc riêng: không gắn nhiệm vụ nào", "Own work: covers no task")),
        Key("text", "part", pen.bilingual("(4/6): chỉ 4 trong 6 nhiệm vụ", "(4/6): only 4 of 6 tasks")),
    )
