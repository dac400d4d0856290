"""Artefacts and pages: every table, picture and data file of a workspace, and the page that leads to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from planmodel import check as checking
from planmodel import model as m
from planmodel import render
from planmodel.diagnostics import Refusal, Severity, Text, say
from planmodel.files import safe_write
from planmodel.publish.index import index
from planmodel.publish.pictures import Pictures
from planmodel.publish.products import Artefact, Content, Product, Shop, of_agencies, of_all, of_plan
from planmodel.render import calendars, comparisons
from planmodel.views import calendar, compare, raci
from planmodel.workspace import Workspace

__all__ = ["Artefact", "Built", "Failure", "build", "diagrams"]


class Failure(NamedTuple):
    """A file that could not be made, and why."""

    path: str
    why: Text


class Built(NamedTuple):
    """What a build made, what it could not make, and where to look first."""

    folder: Path
    files: int
    plans: int
    start: Path
    failed: tuple[Failure, ...] = ()


def build(
    workspace: Workspace,
    folder: Path,
    lang: str = "vi",
    progress: Callable[[Sequence[Artefact]], Iterator[Artefact]] = iter,
) -> Built:
    """Make every artefact of every plan of ``workspace`` under ``folder``.

    ``progress`` is given the list of artefacts and hands them back one by one (a progress bar). A file that cannot be
    made does not stop the others. Raises Refusal where a plan has errors or the folder cannot be made.
    """
    plans, checked = _plans(workspace)
    _make_folder(folder)
    own = tuple(p for p in plans if p.kind == "plan")
    shop = Shop(own, workspace.registry, lang, workspace.deviations)
    products = _products(plans, checked, shop)
    listed = [artefact for product in products for artefact in product.artefacts]
    failed = [f for a in progress(listed) if (f := _try(folder, a.path, a.make)) is not None]
    found = {one.plan_id: one.found for one in checked if one.plan_id is not None}
    lost = {f.path for f in failed}
    last = _try(folder, "index.html", lambda: index(plans, products, found, lost, shop))
    failed += [last] if last is not None else []
    made = len(listed) + 1 - len(failed)
    return Built(folder, made, len(plans), folder / "index.html", tuple(failed))


def _products(plans: Sequence[m.Plan], checked: Sequence[checking.Checked], shop: Shop) -> list[Product]:
    templates = [p for p in plans if p.kind == "template"]
    return [
        *(product for plan in plans for product in of_plan(plan, shop)),
        *of_agencies(shop),
        *of_all(shop, templates, checked),
    ]


def _try(folder: Path, path: str, make: Content) -> Failure | None:
    """Make one file. What stands in its way is handed back, not raised."""
    try:
        _write(folder / path, make())
    except Refusal as refusal:
        return Failure(path, refusal.message)
    return None


def diagrams(workspace: Workspace, folder: Path, lang: str = "vi") -> Built:
    """Draw the diagrams of every plan, its matrix and its timeline, and of a template the charts of the plans that carry it
    out, into ``folder/<plan id>/``.
    """
    plans, _ = _plans(workspace)
    _make_folder(folder)
    files = 0
    for plan in plans:
        pictures = Pictures(plan, workspace.registry, lang)
        for view in pictures.graphs:
            _write(folder / plan.id / f"{view}.svg", pictures.svg(view))
            files += 1
        matrix = raci.matrix(plan, workspace.registry, lang=lang)
        _write(folder / plan.id / "raci.svg", render.render_table(matrix, "svg", lang=lang))
        files += 1
        if plan.kind == "plan":
            dates = calendar.chosen([plan], workspace.registry)
            _write(folder / plan.id / "timeline.svg", calendars.timeline(dates, workspace.registry, lang))
            files += 1
        linked = [p for p in plans if any(x.plan.id == plan.id for x in p.implements)]
        if plan.kind == "template" and linked:
            made = compare.Comparison(plan, linked, workspace.registry)
            for name, view in (("indicators", "chart"), ("heat", "heat")):
                _write(folder / plan.id / f"{name}.svg", comparisons.picture(made, view, "svg", lang=lang))
                files += 1
    return Built(folder, files, len(plans), folder)


def _plans(workspace: Workspace) -> tuple[list[m.Plan], list[checking.Checked]]:
    """Every plan of the workspace, templates last, and what was found in its files.

    Raises Refusal for the first file that cannot be read, understood or resolved; what rules find is no hindrance.
    """
    files = checking.find_files([str(workspace.plans_folder)], workspace)
    checked = list(checking.check_files(files, workspace))
    for found in (d for one in checked for d in one.found):
        if found.severity is Severity.error and found.code.startswith(("PM0", "PM1")):
            place = f":{found.span.line}:{found.span.column}" if found.span is not None else ""
            raise Refusal(
                say(
                    "{place}: {finding}; planmodel check tells every error",
                    place=f"{found.source}{place}",
                    finding=found.message,
                )
            )
    plans = [plan for plan_id in workspace.paths if (plan := workspace.plan(plan_id)) is not None]
    if not any(one.plan_id for one in checked):
        raise Refusal(say("'{folder}' holds no plan; put .yaml files there", folder=workspace.plans_folder))
    return sorted(plans, key=lambda p: (p.kind == "template", p.id)), checked


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise Refusal(
            say(
                "folder '{folder}' cannot be made: a file is in the way; choose another folder", folder=folder
            )
        ) from error
    except OSError as error:
        why = error.strerror or str(error)
        raise Refusal(
            say("folder '{folder}' cannot be made ({why}); choose another folder", folder=folder, why=why)
        ) from error


def _write(path: Path, content: str | bytes) -> None:
    _make_folder(path.parent)
    ended = content if isinstance(content, bytes) or content.endswith("\n") else content + "\n"
    safe_write(path, ended)
