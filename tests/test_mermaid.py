"""Mermaid: the text follows a grammar, says what the network says, and nothing in a plan can break out of a label."""

import html
import json
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel.graph import Edge, Group, Key, Network, Node
from planmodel.render.mermaid import to_mermaid
from planmodel.views.network import VIEWS, network
from planmodel.workspace import Workspace

WORKSPACE = Workspace.around(Path(__file__).parents[1])
PLANS = ("dak-nong-294-2022", "hung-yen-119-2022", "khanh-hoa-4205-2022", "mic-781-2022", "thanh-hoa-2022")

LABEL = r'"(?:[^"#<>&`\\%|*_{}\x00-\x1f]|\#\d+;|<br>)+"'
"""A label in quotes: no sign of the language but as one of its entities."""

NAME = r"(?:[gnk]\d+|legend)"
STATEMENT = re.compile(
    rf"""\s*(?:
      (?P<acc>accTitle|accDescr):[ ](?P<said>[^#;%{{}}<>"`\\]*)
    | subgraph[ ](?P<group>{NAME})\[(?P<head>{LABEL})\]
    | (?P<end>end)
    | (?P<node>[nk]\d+)\[(?P<label>{LABEL})\]
    | (?P<source>[gn]\d+)[ ](?P<arrow>-->|-\.->|---)(?:\|(?P<word>{LABEL})\|)?[ ](?P<target>[gn]\d+)
    | classDef[ ]\w+[ ]fill:\#[0-9a-f]{{6}},stroke:\#[0-9a-f]{{6}},color:\#[0-9a-f]{{6}}(?:,stroke-[a-z]+:[\w. ]+)?
    | class[ ](?P<members>[nk]\d+(?:,[nk]\d+)*)[ ]\w+
    | linkStyle[ ](?P<lines>\d+(?:,\d+)*)[ ]stroke:\#[0-9a-f]{{6}},stroke-width:[\d.]+px
    )""",
    re.VERBOSE,
)


class Read(NamedTuple):
    """What a reader of the text understands."""

    title: str
    boxes: dict[str, str]
    groups: dict[str, str]
    lines: list[tuple[str, str, str, str]]
    styled: list[int]


def spoken(label: str | None) -> str:
    """A label as it is shown, its lines parted by line ends."""
    if label is None:
        return ""
    return re.sub(r"#(\d+);", lambda found: chr(int(found.group(1))), label[1:-1].replace("<br>", "\n"))


def read(text: str) -> Read:
    """The text by the grammar above; anything else fails."""
    assert text.endswith("\n")
    first, title, last, chart, *rest = text.removesuffix("\n").split("\n")
    assert (first, last, chart) == ("---", "---", "flowchart LR")
    made = Read(json.loads(title.removeprefix("title: ")), {}, {}, [], [])
    open_ = 0
    for line in rest:
        found = STATEMENT.fullmatch(line)
        assert found, line
        if found["node"]:
            assert found["node"] not in made.boxes
            made.boxes[found["node"]] = spoken(found["label"])
        elif found["group"]:
            made.groups[found["group"]] = spoken(found["head"])
            open_ += 1
        elif found["end"]:
            open_ -= 1
        elif found["source"]:
            made.lines.append((found["source"], found["arrow"], spoken(found["word"]), found["target"]))
        elif found["lines"]:
            made.styled.extend(map(int, found["lines"].split(",")))
        elif found["members"]:
            assert set(found["members"].split(",")) <= made.boxes.keys()
    assert open_ == 0
    assert {x for a, _, _, b in made.lines for x in (a, b)} <= made.boxes.keys() | made.groups.keys()
    assert sorted(made.styled) == list(range(len(made.lines)))
    return made


@cache
def drawing(plan: str, view: str) -> Network:
    found = WORKSPACE.plan(plan)
    assert found is not None
    return network(found, WORKSPACE.registry, view)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("plan", PLANS)
def test_the_text_says_what_the_network_says(plan: str, view: str) -> None:
    drawn = drawing(plan, view)
    text = to_mermaid(drawn)
    made = read(text)
    names = {n.id: f"n{i}" for i, n in enumerate(drawn.nodes, 1)}
    names |= {g.id: f"g{i}" for i, g in enumerate(drawn.groups, 1)}
    assert made.title == drawn.title
    assert {names[n.id]: n.label.split("\n")[0] for n in drawn.nodes} == {
        k: v.split("\n")[0] for k, v in made.boxes.items() if k.startswith("n")
    }
    assert [(names[e.source], e.label, names[e.target]) for e in drawn.edges] == [
        (a, word, b) for a, _, word, b in made.lines
    ]
    assert [e.inferred for e in drawn.edges] == [arrow == "-.->" for _, arrow, _, _ in made.lines]
    assert [k.text for k in drawn.legend] == [v for k, v in made.boxes.items() if k.startswith("k")]
    assert len(text) < 50_000  # what Mermaid draws at most
    assert to_mermaid(drawn) == text


def of(said: str) -> Network:
    box, row = (
        Node(f"n{said[:9]}", said, "agency", "", (said,), said),
        Node("r", said, "tasks", "g", (said,)),
    )
    edges = (Edge(box.id, "r", said, "report"), Edge(box.id, "g", said, "own"))
    return Network(
        "v", said, said, (box, row), edges, (Group("g", said),), (Key("node", "tasks", said),), (said,)
    )


@pytest.mark.parametrize(
    "said",
    [
        '"]',
        "end",
        "--> x",
        "%%{init: {}}%%",
        "%% c",
        "#35;",
        "<script>",
        "`a`",
        "a|b",
        "\\N",
        "&amp;",
        "\u202ea\x00\x1b",
    ],
)
def test_signs_of_the_language_are_only_words(said: str) -> None:
    shown = said if said.isprintable() else "�a��"
    assert read(to_mermaid(of(said))).boxes["n2"] == f"{shown}\n{shown}"


@given(st.text())
def test_any_text_stays_in_its_label(said: str) -> None:
    made = read(to_mermaid(of(said)))
    assert len(made.boxes) == 3
    assert len(made.lines) == 2


def test_what_begins_like_a_list_is_no_list() -> None:
    assert "1#46; Việc" in to_mermaid(of("1. Việc"))


def test_endless_labels_are_cut() -> None:
    assert len(to_mermaid(of("rất dài " * 2_000))) < 3_000
    assert html.unescape(read(to_mermaid(of("x" * 10_000))).boxes["n2"]).split("\n")[0].endswith(" …")
