"""Artefacts and pages: every table, picture and data file of a workspace, and the page that leads to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from planmodel import check as checking
from planmodel import model as m
from planmodel import render
from planmodel.diagnostics import Refusal, Severity, say
from planmodel.files import safe_write
from planmodel.render.json_ import as_json
from planmodel.views import compare, deadlines, export, raci, targets, words
from planmodel.views import network as networks
from planmodel.views import summary as summaries
from planmodel.views.table import Table
from planmodel.workspace import Workspace

DIAGRAMS = ("responsibility", "reporting", "targets", "legal")
"""The network views that are drawn for every plan; task order is drawn only where a plan states one."""

Content = Callable[[], str | bytes]


class Artefact(NamedTuple):
    """One file to make: where (relative to the output folder), what it is, and how to make its content."""

    path: str
    title: str
    make: Content


class Built(NamedTuple):
    """What a build made, and where to look first."""

    folder: Path
    files: int
    plans: int
    start: Path


def build(
    workspace: Workspace,
    folder: Path,
    lang: str = "vi",
    progress: Callable[[Sequence[Artefact]], Iterator[Artefact]] = iter,
) -> Built:
    """Make every artefact of every plan of ``workspace`` under ``folder``.

    ``progress`` is given the list of artefacts and hands them back one by one (a progress bar). Raises Refusal where a
    plan has errors or the folder cannot be written: nothing that was there before is then half-written.
    """
    plans, checked = _plans(workspace)
    _make_folder(folder)
    listed = [a for plan in plans for a in _of_plan(plan, workspace, lang)]
    listed += _of_all(plans, checked, workspace, lang)
    for artefact in progress(listed):
        _write(folder / artefact.path, artefact.make())
    index = folder / "index.html"
    _write(index, _index(plans, checked, listed, workspace, lang))
    return Built(folder, len(listed) + 1, len(plans), index)


def diagrams(workspace: Workspace, folder: Path, lang: str = "vi") -> Built:
    """Draw the diagrams of every plan, and its matrix, into ``folder/<plan id>/``."""
    plans, _ = _plans(workspace)
    _make_folder(folder)
    files = 0
    for plan in plans:
        for view in DIAGRAMS:
            _write(folder / plan.id / f"{view}.svg", picture(plan, workspace.registry, view, lang))
            files += 1
        matrix = raci.matrix(plan, workspace.registry, lang=lang)
        _write(folder / plan.id / "raci.svg", render.render_table(matrix, "svg", lang=lang))
        files += 1
    return Built(folder, files, len(plans), folder)


def picture(plan: m.Plan, registry: m.Registry, view: str, lang: str = "vi", fmt: str = "svg") -> bytes:
    """One network view of one plan, drawn by the embedded engine."""
    from planmodel.render import dot, draw

    return draw.draw(dot.to_dot(networks.network(plan, registry, view, lang), lang), fmt)


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


def _of_plan(plan: m.Plan, workspace: Workspace, lang: str) -> Iterator[Artefact]:
    registry = workspace.registry
    tables: tuple[tuple[str, Text2, Callable[[], Table], tuple[str, ...]], ...] = (
        ("tom-tat", ("Tóm tắt", "Summary"), lambda: summaries.summary(plan, registry, lang), ("html",)),
        (
            "ma-tran",
            ("Ma trận trách nhiệm", "Responsibility matrix"),
            lambda: raci.matrix(plan, registry, lang=lang),
            ("html", "svg", "csv", "md"),
        ),
        (
            "co-quan",
            ("Việc của từng cơ quan", "Work by agency"),
            lambda: raci.matrix(plan, registry, by="agency", lang=lang),
            ("html", "csv"),
        ),
        (
            "chi-tieu",
            ("Biểu chỉ tiêu", "Targets"),
            lambda: targets.targets(plan, registry, lang),
            ("html", "csv"),
        ),
        (
            "lich",
            ("Lịch báo cáo", "Calendar"),
            lambda: deadlines.deadlines([plan], registry, lang),
            ("html", "csv"),
        ),
    )
    which = 0 if lang == "vi" else 1
    for name, title, make, formats in tables:
        for fmt in formats:
            yield Artefact(f"{plan.id}/{name}.{fmt}", title[which], _drawn(make, fmt, lang))
    for view in _views(plan):
        yield Artefact(f"{plan.id}/{view}.svg", _VIEWS[view][which], _pictured(plan, registry, view, lang))
    yield Artefact(
        f"{plan.id}/plan.json",
        ("Dữ liệu", "Data")[which],
        lambda: as_json(export.export(plan, registry, lang)),
    )


Text2 = tuple[str, str]
_VIEWS: dict[str, Text2] = {
    "responsibility": ("Sơ đồ trách nhiệm", "Responsibilities"),
    "reporting": ("Luồng báo cáo", "Reporting"),
    "targets": ("Cây chỉ tiêu", "Targets"),
    "dependencies": ("Thứ tự nhiệm vụ", "Task order"),
    "legal": ("Căn cứ pháp lý", "Legal bases"),
}


def _views(plan: m.Plan) -> tuple[str, ...]:
    ordered = any(t.after for t in plan.tasks)
    return (*DIAGRAMS, "dependencies") if ordered else DIAGRAMS


def _drawn(make: Callable[[], Table], fmt: str, lang: str) -> Content:
    return lambda: render.render_table(make(), fmt, lang=lang)


def _pictured(plan: m.Plan, registry: m.Registry, view: str, lang: str) -> Content:
    return lambda: picture(plan, registry, view, lang)


def _of_all(
    plans: Sequence[m.Plan], checked: Sequence[checking.Checked], workspace: Workspace, lang: str
) -> Iterator[Artefact]:
    registry = workspace.registry
    which = 0 if lang == "vi" else 1
    own = [p for p in plans if p.kind == "plan"]
    for fmt in ("html", "csv"):
        title = ("Lịch báo cáo của mọi kế hoạch", "Calendar of every plan")[which]
        yield Artefact(
            f"lich.{fmt}", title, _drawn(lambda: deadlines.deadlines(own, registry, lang), fmt, lang)
        )
    for template in (p for p in plans if p.kind == "template"):
        linked = [p for p in own if any(x.plan.id == template.id for x in p.implements)]
        if linked:
            yield from _comparison(template, linked, registry, lang)
    yield Artefact(
        "check.json", ("Kết quả kiểm tra", "Findings")[which], lambda: as_json(checking.data(checked, lang))
    )


def _comparison(
    template: m.Plan, linked: list[m.Plan], registry: m.Registry, lang: str
) -> Iterator[Artefact]:
    items = compare.compare(template, linked, registry)
    title = say("Against {template}", template=template.id).get(lang)
    for fmt in ("html", "md"):
        yield Artefact(
            f"so-sanh-{template.id}.{fmt}",
            title,
            _drawn(lambda: compare.table(template, linked, items, registry, lang), fmt, lang),
        )
    yield Artefact(f"so-sanh-{template.id}.json", title, lambda: as_json(compare.data(items, lang)))


def _index(
    plans: Sequence[m.Plan],
    checked: Sequence[checking.Checked],
    listed: Sequence[Artefact],
    workspace: Workspace,
    lang: str,
) -> str:
    from planmodel.render.html import environment

    found = {one.plan_id: one.found for one in checked if one.plan_id is not None}
    cards = [_card(plan, listed, found.get(plan.id, []), workspace.registry, lang) for plan in plans]
    shared = _links([a for a in listed if "/" not in a.path])
    page = environment().get_template("index.html")
    return page.render(lang=lang, cards=cards, shared=shared)


def _links(artefacts: Sequence[Artefact]) -> list[dict[str, Any]]:
    """One entry per title, with a link per format."""
    by_title: dict[str, list[dict[str, str]]] = {}
    for a in artefacts:
        by_title.setdefault(a.title, []).append({"href": a.path, "format": a.path.rpartition(".")[2].upper()})
    return [{"title": title, "formats": formats} for title, formats in by_title.items()]


def _card(
    plan: m.Plan, listed: Sequence[Artefact], found: Sequence[Any], registry: m.Registry, lang: str
) -> dict[str, Any]:
    d = plan.document
    unknown = words.word("unknown", lang)
    province = registry.provinces.get(d.province.id) if d.province is not None else None
    issuer = province.name.get(lang) if province is not None else words.agency(d.issuer.id, registry, lang)
    counts = {s.name: sum(1 for x in found if x.severity is s) for s in Severity}
    return {
        "id": plan.id,
        "issuer": issuer,
        "title": d.title,
        "number": d.number if d.number != "unknown" else unknown,
        "issued": words.day(d.issued, lang) if d.issued is not None else unknown,
        "template": plan.kind == "template",
        "picture": f"{plan.id}/responsibility.svg",
        "counts": counts,
        "findings": [
            {
                "severity": x.severity.name,
                "code": x.code,
                "clause": x.clause or "",
                "message": x.message.get(lang),
            }
            for x in found
            if x.severity is not Severity.info
        ],
        "links": _links([a for a in listed if a.path.startswith(f"{plan.id}/")]),
    }
