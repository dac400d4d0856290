"""What is measured of comparing and of differences inside one process: ``python benchmarks/versions.py NAME ARGUMENT...``.

Imports stand in the functions, as in ``benchmarks/work.py``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from benchmarks import generate, seeded
from benchmarks.work import Product, timed


def command(name: str, *arguments: str) -> list[str]:
    """The command that does the work of that name."""
    return [sys.executable, str(Path(__file__).resolve()), name, *arguments]


def time_comparing(count: str, numbers: str, *homes: str) -> None:
    """Print what comparing so many plans with their template takes, then with the median of each column, home by home."""
    from planmodel.derive.conformity import compare

    jobs: list[Callable[[], object]] = []
    for home in homes:
        template, plans, registry = _linked(Path(home))
        for number in map(int, numbers.split(",")):
            some = plans[:number]
            if len(some) < number:
                sys.exit(f"there are no {number} plans in {home}")
            items = compare(template, some, registry)
            if not any(item.basis == "implements" for item in items):
                sys.exit(f"the plans in {home} carry nothing out")
            jobs += [_comparing(template, some, registry), _spreading(some, items, registry)]
    print(json.dumps(timed(jobs, int(count))))


def _linked(home: Path) -> tuple[Any, list[Any], Any]:
    """The template of a home, its plans, and the registry."""
    product = Product(home)
    template = product.reads(home / "plans" / "template.yaml")()
    paths = sorted((home / "plans").glob("plan-*.yaml"))
    return template, [product.reads(path)() for path in paths], product.registry


def _comparing(template: Any, plans: Sequence[Any], registry: Any) -> Callable[[], object]:
    from planmodel.derive.conformity import compare

    return lambda: compare(template, plans, registry)


def _spreading(plans: Sequence[Any], items: Sequence[Any], registry: Any) -> Callable[[], object]:
    """Each plan beside the median or the majority of every column, and how far it is from them."""
    from planmodel.derive.spread import traits, unusual

    by_plan: dict[str, list[Any]] = {}
    for item in items:
        by_plan.setdefault(item.plan, []).append(item)
    return lambda: unusual(plans, traits(plans, by_plan, registry))


def time_changes(count: str, *homes: str) -> None:
    """Print, home by home, what finding the changes from a plan to its later version takes, and what reading both does."""
    from planmodel.derive.changes import changes

    jobs: list[Callable[[], object]] = []
    for home in homes:
        product = Product(Path(home))
        path = Path(home) / "plans" / "plan-00001.yaml"
        later = Path(home) / "later.yaml"
        later.write_text(seeded.revised(path.read_text("utf-8")), "utf-8")
        reads = [product.reads(path), product.reads(later)]
        jobs += [_changing(changes, [read() for read in reads], product.registry), _reading(reads)]
    print(json.dumps(timed(jobs, int(count))))


def _changing(changes: Any, versions: Sequence[Any], registry: Any) -> Callable[[], object]:
    old, new = versions
    if not changes(old, new, registry) or changes(old, old, registry):
        sys.exit("the versions are not what they should be")
    return lambda: changes(old, new, registry)


def _reading(reads: Sequence[Callable[[], object]]) -> Callable[[], object]:
    return lambda: [read() for read in reads]


def write_pair(folder: str) -> None:
    """Write the plan, the ten changes in it, and both in another shape; each as JSON, too."""
    import yaml

    for name, text in pair().items():
        Path(folder, f"{name}.yaml").write_text(text, "utf-8")
        data = json.dumps(yaml.load(text, yaml.CSafeLoader), ensure_ascii=False)
        Path(folder, f"{name}.json").write_text(data, "utf-8")


def pair() -> dict[str, str]:
    """The texts of the versions, by name."""
    old, new = generate.plan(1, 1), seeded.changed()
    return {
        "old": old,
        "new": new,
        "old-reshaped": seeded.reshaped(old),
        "new-reshaped": seeded.reshaped(new),
    }


WORK: dict[str, Callable[..., None]] = {
    "comparing": time_comparing,
    "changes": time_changes,
    "pair": write_pair,
}

if __name__ == "__main__":
    WORK[sys.argv[1]](*sys.argv[2:])
