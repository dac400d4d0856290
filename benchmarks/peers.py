"""Other programs beside planmodel: their speed, and what they tell of planted faults and changes.

They are installed from the network into a folder that is removed afterwards, so this runs only when asked for
(``python benchmarks/run.py --peers``). Those that judge by the schema get a copy without what some of them refuse:
look-ahead in patterns becomes ``$``, and keywords of our own (``x-hint``) are left out.
"""

from __future__ import annotations

import json
import platform
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import differences, generate, matrices
from benchmarks.measure import (
    HERE,
    PLANMODEL,
    Corpus,
    Failed,
    Guard,
    Row,
    Run,
    as_time,
    clocks,
    environment,
    in_turn,
    median,
    paired,
    run,
)

SCHEMA = HERE.parent / "schema" / "plan.schema.json"
FROM_PIP = ("check-jsonschema==0.39.0", "deepdiff==9.1.0", "pandas==3.1.1", "pyyaml==6.0.3")
FROM_NPM = ("ajv-cli@5.0.0", "ajv-formats@3.0.1", "@sourcemeta/jsonschema@16.11.0", "json-diff@1.0.6")


class Fault(NamedTuple):
    """A fault to plant: what ``old`` becomes, where a schema's engine sees it, and our finding."""

    kind: str
    old: str
    new: str
    pointer: str
    line: str
    code: str


FAULTS = (
    Fault("unknown key", "place: Đắk Nông", "place: Đắk Nông\n  stamp: red", "/document", "  stamp: red", "PM101"),
    Fault("bad date", 'to: "2023-12-31"', 'to: "2023-02-30"', "/period/to", '  to: "2023-02-30"', "PM106"),
    Fault("missing key", "agency: thuong-truc-hdnd-tinh, ", "", "/recipients/1", '  - {at: "recipients#2"', "PM102"),
    Fault("wrong form of an agency", "agency: ubnd-tinh,", "agency: UBND tỉnh,", "/recipients/3/agency", '  - {at: "recipients#4"', "PM105"),
    Fault("value not allowed", "measure: share", "measure: some", "/targets/0/measure", "    measure: some", "PM104"),
    Fault("out of range", "choose: 3", "choose: 0", "/requirements/0/choose", '  - {id: edu-payment-methods', "PM107"),
    Fault("wrong type", "product: Quyết định ban hành", "product: 12", "/tasks/0/product", "    product: 12", "PM103"),
    Fault("wrong form of a clause", 'at: "III.1#1"', 'at: "III-1"', "/duties/0/at", '    at: "III-1"', "PM105"),
    Fault("empty list", "agencies: [so-gddt]", "agencies: []", "/duties/0/agencies", "    agencies: []", "PM107"),
)  # fmt: skip
"""Nine faults that a schema tells, each on a line of its own, in the order of the plan's lines."""


def planted() -> str:
    """The first plan with all FAULTS in it."""
    text = generate.plan(1, 1)
    for fault in FAULTS:
        if fault.old not in text:
            raise Failed(f"the plan has no place for the fault: {fault.kind}")
        text = text.replace(fault.old, fault.new, 1)
    return text


def lines(text: str) -> list[int]:
    """The lines, counted from 1, on which the FAULTS stand in ``text``."""
    split = text.split("\n")
    return [1 + next(n for n, line in enumerate(split) if line.startswith(f.line)) for f in FAULTS]


def told(said: str, numbers: list[int]) -> int:
    """How many of the FAULTS what a program ``said`` names, by their place in the file or in the data."""
    pointers = re.sub(r"\$((?:\.\w+|\[\d+\])+)", lambda m: re.sub(r"[.\[]", "/", m[1]).replace("]", ""), said)
    return sum(
        bool(re.search(rf"{re.escape(f.pointer)}(?![\w/])|:{line}:\d|line {line}\b", pointers))
        for f, line in zip(FAULTS, numbers, strict=True)
    )


def has_positions(said: str) -> bool:
    """True where what a program ``said`` has lines and columns."""
    return bool(re.search(r":\d+:\d+|line \d+, column \d+", said))


class Peers:
    """The other programs, installed into ``home``."""

    def __init__(self, home: Path) -> None:
        self.home = home
        home.mkdir()
        print(f"installing {', '.join((*FROM_PIP, *FROM_NPM))} from the network into {home}", file=sys.stderr)
        run([sys.executable, "-m", "venv", str(home / "venv")])
        run([str(home / "venv" / "bin" / "pip"), "install", "--quiet", *FROM_PIP])
        run(["npm", "install", "--no-audit", "--no-fund", "--prefix", str(home), *FROM_NPM])
        self.schema = home / "plan.schema.json"
        self.schema.write_text(json.dumps(plain(json.loads(SCHEMA.read_text("utf-8")))), "utf-8")

    def check_jsonschema(self, *files: str) -> list[str]:
        """The one that most people use, written in Python."""
        return [
            str(self.home / "venv" / "bin" / "check-jsonschema"),
            "--schemafile",
            str(self.schema),
            *files,
        ]

    def ajv(self, *files: str) -> list[str]:
        """The fast one written for Node."""
        options = ["--spec=draft2020", "-c", "ajv-formats", "-s", str(self.schema)]
        given = [part for file in files for part in ("-d", file)]
        return [str(self.home / "node_modules" / ".bin" / "ajv"), "validate", *options, *given]

    def sourcemeta(self, *files: str) -> list[str]:
        """The fastest, a program for the machine itself, called without the script around it."""
        machine = {"aarch64": "arm64", "amd64": "x86_64"}.get(platform.machine().lower(), platform.machine())
        folder = self.home / "node_modules" / "@sourcemeta" / "jsonschema" / "build" / "github-releases"
        program = folder / f"jsonschema-{sys.platform}-{machine}"
        program.chmod(0o755)
        return [str(program), "validate", str(self.schema), *files]


def plain(value: Any) -> Any:
    """A schema without look-ahead and without keywords of our own."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items() if not k.startswith("x-")}
    if isinstance(value, list):
        return [plain(v) for v in value]
    return value.replace(r"(?![\s\S])", "$") if isinstance(value, str) else value


def rows(corpus: Corpus, quick: bool, few: int, many: int) -> Iterator[Row]:
    """The table's lines about other programs; times are by the clock, with two jobs of ours."""
    peers = Peers(corpus.home / "peers")
    yield from _speed(corpus, peers, quick, few, many)
    yield from matrices.against_pandas(corpus, peers.home / "venv" / "bin" / "python", quick, few)
    text = planted()
    file = corpus.home / "planted.yaml"
    file.write_text(text, "utf-8")
    for name, command in (
        ("planmodel", [PLANMODEL, "check", str(file)]),
        ("check-jsonschema", peers.check_jsonschema(str(file))),
        ("ajv-cli", peers.ajv(str(file))),
        ("sourcemeta jsonschema", peers.sourcemeta(str(file))),
    ):
        yield _faults(name, command, lines(text))
    deep, json_diff = peers.home / "venv" / "bin" / "deep", peers.home / "node_modules" / ".bin" / "json-diff"
    yield from differences.against_others(corpus, str(deep), str(json_diff), quick)


def _faults(name: str, command: list[str], numbers: list[int]) -> Row:
    done = subprocess.run(
        command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment()
    )
    count = told(done.stdout, numbers)
    where = "with line and column" if has_positions(done.stdout) else "without places"
    every = Guard(len(FAULTS), at_least=True, unit=f" of {len(FAULTS)}")
    guard = every if name == "planmodel" else None
    return Row(f"faults told by {name}", str(count), where, str(len(FAULTS)), count, guard, every.unit)


def _speed(corpus: Corpus, peers: Peers, quick: bool, few: int, many: int) -> Iterator[Row]:
    folders = {n: corpus.folder(n) for n in (few, many)}
    files = {n: [str(p) for p in sorted(Path(folder).iterdir())] for n, folder in folders.items()}
    ours = {n: [PLANMODEL, "check", folders[n], "--no-cache", "--jobs", "2"] for n in folders}
    count = 1 if quick else 5
    what = f"check, {few} plans"
    cold, ajv, native = in_turn(
        [ours[few], peers.ajv(f"{folders[few]}/*.yaml"), peers.sourcemeta(*files[few])], count
    )
    yield _by_clock(what, cold, f"ajv-cli, {few} plans", ajv, Guard(1))
    yield _by_clock(what, cold, f"sourcemeta jsonschema, {few} plans", native)

    what = f"check, {many:,} plans"
    again = [PLANMODEL, "check", folders[many]]
    run(again)
    commands = [ours[many], again, peers.ajv(f"{folders[many]}/*.yaml"), peers.sourcemeta(*files[many])]
    cold, warm, ajv, native = in_turn(commands, count, warm_up=False)
    slow = run(peers.check_jsonschema(*files[few])).clock * many / few
    yield _by_clock(what, cold, f"sourcemeta jsonschema, {many:,} plans", native)
    yield _by_clock(what, cold, f"ajv-cli, {many:,} plans", ajv)
    taken = clocks(cold)
    scaled = f"check-jsonschema, {few} plans scaled to {many:,}"
    yield paired(scaled, [slow] * len(taken), what, taken, as_time, Guard(50, at_least=True))
    others = [("ajv-cli", ajv), ("sourcemeta jsonschema", native)]
    name, best = min(others, key=lambda other: median(clocks(other[1])))
    yield _by_clock(f"{what} again", warm, f"the fastest peer ({name})", best, Guard(1))


def _by_clock(what: str, ours: list[Run], against: str, theirs: list[Run], guard: Guard | None = None) -> Row:
    return paired(f"{what}, by the clock", clocks(ours), against, clocks(theirs), as_time, guard)
