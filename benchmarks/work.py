"""What the benchmarks measure inside one process: ``python benchmarks/work.py NAME ARGUMENT...``.

Imports stand in the functions: a process loads what it measures and no more.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any

SCHEMA = Path(__file__).resolve().parent.parent / "schema" / "plan.schema.json"


def command(name: str, *arguments: str) -> list[str]:
    """The command that does the work of that name."""
    return [sys.executable, str(Path(__file__).resolve()), name, *arguments]


def timed(jobs: Sequence[Callable[[], object]], count: int) -> list[list[float]]:
    """Seconds of processor time of every job, done in turn, forwards and backwards."""
    taken: list[list[float]] = [[] for _ in jobs]
    for n in range(count):
        turns = list(zip(jobs, taken, strict=True))
        for job, times in turns if n % 2 == 0 else reversed(turns):
            gc.collect()  # none pays for what another left behind
            begin = process_time()
            job()
            times.append(process_time() - begin)
    return taken


def time_readers(path: str, count: str) -> None:
    """Print what our reader and PyYAML's fast loader take for one text, run in turn."""
    import yaml

    from planmodel import yamltree
    from planmodel.source import Source

    text = Path(path).read_text("utf-8")

    def ours() -> object:
        return yamltree.read(Source(path, text)).data

    def theirs() -> object:
        return yaml.load(text, yaml.CSafeLoader)

    if json.loads(json.dumps(theirs())) != ours():
        sys.exit("the two readers do not agree, so their times say nothing")
    print(json.dumps(timed([ours, theirs], int(count))))


class Product:
    """The stages of ``check`` for one file, as the product runs them in one process."""

    def __init__(self, home: Path | None = None) -> None:
        from planmodel.workspace import Workspace

        gc.set_threshold(200_000, 20, 20)  # as the command line does
        self.workspace = Workspace(home)
        self.registry = self.workspace.registry  # read once for all plans, whatever their number

    def reads(self, path: Path) -> Callable[[], Any]:
        """From bytes to a plan whose names are known."""
        from planmodel import source
        from planmodel.workspace import load_source

        data = path.read_bytes()

        def read() -> Any:
            text = source.decode(str(path), data)
            assert isinstance(text, source.Source)
            loaded = load_source(text)  # tree, schema, model
            if loaded.plan is None or loaded.found or self.workspace.resolve(loaded.plan):
                sys.exit(f"{path} is not valid")
            return loaded.plan

        return read

    def judges(self, plan: Any, rules: Any) -> Callable[[], None]:
        """All ``rules`` about one plan, with what they derive from it."""
        from planmodel.check import run_rules

        def judge() -> None:
            if found := run_rules(plan, self.registry, rules):
                sys.exit(f"{found[0].source}: {found[0].code} {found[0].message.en}")

        return judge


def time_rules(folder: str, plans: str, count: str) -> None:
    """Print what reading, the built-in rules, the pack's rules, and a pass over the events take, plan by plan."""
    import yaml

    from planmodel import source
    from planmodel.rules import all_rules, user

    product = Product()
    texts = [source.read(path, name) for name, path in user.packs().items()]
    pack = user.load([text for text in texts if isinstance(text, source.Source)])
    if pack.found or not pack.rules:
        sys.exit("the pack cannot be loaded")
    taken: list[list[float]] = [[], [], [], []]
    for path in sorted(Path(folder).glob("*.yaml"))[: int(plans)]:
        read = product.reads(path)
        plan = read()
        jobs: list[Callable[[], object]] = [
            read,
            product.judges(plan, all_rules()),
            product.judges(plan, pack.rules),
            partial(_events, yaml, path.read_text("utf-8")),
        ]
        for all_times, times in zip(taken, timed(jobs, int(count)), strict=True):
            all_times += times
    print(json.dumps(taken))


def time_sizes(count: str, *homes: str) -> None:
    """Print what reading and the rules take for the one plan of each workspace."""
    from planmodel.rules import all_rules

    jobs: list[Callable[[], object]] = []
    for home in homes:
        product = Product(Path(home))
        read = product.reads(Path(home) / "plans" / "plan-00001.yaml")
        jobs += [read, product.judges(read(), all_rules())]
    print(json.dumps(timed(jobs, int(count))))


def pass_over_events(folder: str) -> None:
    """Make every event of every plan, and nothing of them."""
    import yaml

    for path in sorted(Path(folder).glob("*.yaml")):
        _events(yaml, path.read_text("utf-8"))


def _events(yaml: Any, text: str) -> None:
    parser = yaml.CLoader(text)  # libyaml's parser, with constructors that are not called
    end = yaml.StreamEndEvent
    while type(parser.get_event()) is not end:
        pass
    parser.dispose()


def digests(folder: str) -> None:
    """Read and digest every plan: what cannot be spared where contents decide."""
    import hashlib
    import os

    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb", buffering=0) as file:
            hashlib.sha256(file.read()).digest()


def check_as_usual(folder: str) -> None:
    """Load and validate every plan as most scripts do."""
    import jsonschema
    import yaml

    schema = json.loads(SCHEMA.read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    for path in sorted(Path(folder).glob("*.yaml")):
        with path.open("rb") as file:
            loaded = yaml.load(file, yaml.CSafeLoader)
        plan = json.loads(json.dumps(loaded))  # its patternProperties stumble over keys that are numbers
        if not validator.is_valid(plan):
            sys.exit(f"{path} is not valid")


def time_assignments(home: str, count: str) -> None:
    """Print what deriving who does what takes for the one plan of a workspace, and what reading it does."""
    from planmodel.derive.responsibility import assignments

    product = Product(Path(home))
    read = product.reads(Path(home) / "plans" / "plan-00001.yaml")
    plan = read()
    print(json.dumps(timed([lambda: assignments(plan, product.registry), read], int(count))))


def time_workbook(home: str, plan_id: str, count: str) -> None:
    """Print what the matrix of a plan takes as a workbook, and the same cells in the bare library: all, and texts alone."""
    from planmodel.render.xlsx import render_document
    from planmodel.views.raci import matrix
    from planmodel.views.table import Document
    from planmodel.workspace import Workspace

    workspace = Workspace(Path(home))
    plan = workspace.plan(plan_id)
    if plan is None:
        sys.exit(f"there is no plan {plan_id} in {home}")
    table = matrix(plan, workspace.registry)
    document = Document(table.title, (table,))
    jobs: list[Callable[[], object]] = [
        lambda: render_document(document, lang="vi"),
        lambda: bare_workbook(table, comments=True),
        lambda: bare_workbook(table, comments=False),
    ]
    print(json.dumps(timed(jobs, int(count))))


def bare_workbook(table: Any, *, comments: bool) -> bytes:
    """The cells of ``table`` by xlsxwriter alone: framed, empty ones too, their notes as comments; nothing else."""
    from io import BytesIO

    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page, framed = book.add_worksheet(), book.add_format({"border": 1})
    for n, column in enumerate(table.columns):
        page.write_string(0, n, column.title, framed)
    for r, row in enumerate(table.rows, 1):
        for n, cell in enumerate(row):
            if cell.value is not None:
                page.write_number(r, n, cell.value, framed)
            elif cell.text:
                page.write_string(r, n, cell.text, framed)
            else:
                page.write_blank(r, n, None, framed)
            if cell.note and comments:
                page.write_comment(r, n, cell.note)
    book.close()
    return out.getvalue()


def time_pictures(home: str, count: str) -> None:
    """Print the drawing engine's seconds for all pictures of the one plan of a workspace, and how many they are."""
    import os

    from planmodel.render import dot, draw
    from planmodel.views import network
    from planmodel.workspace import Workspace

    workspace = Workspace(Path(home))
    plan, registry = workspace.plan("plan-00001"), workspace.registry
    if plan is None:
        sys.exit(f"there is no plan in {home}")
    drawings = [
        dot.to_dot(network.network(plan, registry, view, "vi", section))
        for view in network.VIEWS
        for section in (None, *(page.section for page in network.pages(plan, registry, view)))
    ]

    def children() -> float:
        spent = os.times()
        return spent.children_user + spent.children_system

    taken = []
    for _ in range(int(count)):
        begin = children()
        for text in drawings:
            draw.draw(text)
        taken.append(children() - begin)
    print(json.dumps([taken, [len(drawings)]]))


def write_matrices(home: str, out: str) -> None:
    """Read every plan of a workspace in one process, and write its matrix as CSV."""
    from planmodel.render import render_table
    from planmodel.views.raci import matrix

    product = Product(Path(home))
    for path in sorted((Path(home) / "plans").glob("*.yaml")):
        table = matrix(product.reads(path)(), product.registry)
        Path(out, f"{path.stem}.csv").write_text(render_table(table, "csv"), "utf-8", newline="")


def time_days(home: str, count: str, plans: str, years: str) -> None:
    """Print what the days of a monthly report take, in so many plans over so many years, and what is held at a time.

    Every pair is (plans, years), the largest last. The plan is a real one, whose report is made monthly.
    """
    from dateutil.rrule import MONTHLY, rrule  # type: ignore[import-untyped]

    from planmodel import dates
    from planmodel.dates.days import falls
    from planmodel.derive.obligations import occurrences

    many, long = (tuple(map(int, numbers.split(","))) for numbers in (plans, years))
    most, longest = many[-1], long[-1]
    product = Product(Path(home))
    plan, report = _monthly(product, longest)
    start, workdays = plan.period.first, product.registry.workdays
    monthly = dates.read("before", "15")

    def days(plans: int, years: int) -> Callable[[], None]:
        """Every day, forgotten as soon as it is seen."""
        last = start.replace(year=start.year + years)
        return lambda: _drained(
            day for _ in range(plans) for day in falls(monthly, start, last, every="month")
        )

    def recurrences() -> None:
        for _ in range(most):
            _drained(rrule(MONTHLY, dtstart=start, until=plan.period.last))

    def with_notes() -> None:
        for _ in range(most):
            occurrences(plan, report, workdays)

    def first() -> None:
        next(falls(monthly, start, start.max, every="month"))

    largest = days(most, longest)
    sizes = [*(days(n, longest) for n in many[:-1]), *(days(most, n) for n in long[:-1])]
    taken = timed([largest, recurrences, with_notes, *sizes, first, days(1, 1)], int(count))
    by_plans, by_years = taken[3 : 2 + len(many)], taken[2 + len(many) : 1 + len(many) + len(long)]
    measured = {
        "days": taken[0],
        "recurrences": taken[1],
        "with notes": taken[2],
        "by plans": [*by_plans, taken[0]],
        "by years": [*by_years, taken[0]],
        "first": taken[-2],
        "one year": taken[-1],
        "held": [_held(largest), _held(days(1, 1))],
    }
    print(json.dumps(measured))


def _monthly(product: Product, years: int) -> tuple[Any, Any]:
    """A real plan that runs for so many years, with one report, before the 15th of every month."""
    from datetime import date

    from planmodel import dates
    from planmodel import model as m

    plan = product.workspace.plan("dak-nong-294-2022")
    if plan is None:
        sys.exit("the real plans are not where they should be")
    first = date(2000, 1, 1)
    period = m.Period(**{**vars(plan.period), "first": first, "last": date(first.year + years, 1, 1)})
    document = m.Document(**{**vars(plan.document), "issued": first})
    due = m.Due(
        **{**vars(plan.reports[0].due[0]), "when": dates.read("before", "15"), "day": None, "last": None}
    )
    report = m.Report(**{**vars(plan.reports[0]), "every": ("month",), "due": (due,)})
    changed = {"period": period, "document": document, "reports": (report,)}
    return m.Plan(**{**vars(plan), **changed}), report


def _drained(days: Iterable[object]) -> None:
    for _ in days:
        pass


def _held(job: Callable[[], object]) -> float:
    """The most that ``job`` holds at a time, in KiB."""
    import tracemalloc

    tracemalloc.start()
    job()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1024


WORK: dict[str, Callable[..., None]] = {
    "readers": time_readers,
    "rules": time_rules,
    "sizes": time_sizes,
    "events": pass_over_events,
    "digests": digests,
    "usual": check_as_usual,
    "assignments": time_assignments,
    "workbook": time_workbook,
    "pictures": time_pictures,
    "matrices": write_matrices,
    "days": time_days,
}

if __name__ == "__main__":
    WORK[sys.argv[1]](*sys.argv[2:])
