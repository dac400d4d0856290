"""``planmodel deviations``: where do plans depart from their templates, and who has agreed?"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from planmodel import model as m
from planmodel.cli._click import Command
from planmodel.cli._days import Day
from planmodel.cli._shared import (
    document_options,
    finding_line,
    load_plans,
    open_workspace,
    own_plans,
    print_document,
    write,
)
from planmodel.derive.conformity import Demands, Item, conformity, fingerprint
from planmodel.derive.deviations import standing
from planmodel.diagnostics import Refusal, say
from planmodel.views import deviations as view
from planmodel.views.deviations import Explained
from planmodel.workspace import Workspace

_EXAMPLES = """\b
Ví dụ:
  planmodel deviations                              mọi kế hoạch có văn bản mẫu
  planmodel deviations dak-nong-294-2022 -o giai-trinh.docx
  planmodel deviations hung-yen-119-2022 --draft    mẫu mục để điền vào deviations.yaml
  planmodel deviations --state expired --state stale --fail-on stale

\b
Sổ chấp thuận là deviations.yaml ở thư mục gốc, cạnh planmodel.yaml; chương trình không tự sửa tệp đó.
"""
_STATES = ("accepted", "expired", "open", "stale")


@click.command("deviations", cls=Command, epilog=_EXAMPLES)
@click.argument("plans", nargs=-1, metavar="[PLAN]...")
@click.option("--draft", is_flag=True, help="In mẫu mục cho các khác biệt chưa được chấp thuận, để điền tay.")
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice(_STATES),
    help="Chỉ kể khác biệt ở tình trạng này: accepted, expired, open, stale.",
    metavar="TÌNH-TRẠNG",
)
@click.option(
    "--fail-on",
    multiple=True,
    type=click.Choice(_STATES),
    help="Thoát với mã 1 khi có khác biệt ở tình trạng này.",
    metavar="TÌNH-TRẠNG",
)
@click.option(
    "--today", type=Day(), default=None, metavar="NGÀY", help="Ngày lấy làm mốc (mặc định: hôm nay)."
)
@document_options
def command(
    plans: tuple[str, ...],
    draft: bool,
    states: tuple[str, ...],
    fail_on: tuple[str, ...],
    today: date | None,
    format_: str | None,
    output: str,
    lang: str,
    workspace: Path | None,
) -> int:
    """Chỗ kế hoạch khác văn bản mẫu, và chấp thuận của từng chỗ: ai, đến khi nào; in thành bảng giải trình.

    Mỗi khác biệt có một dấu nhận dạng. Chấp thuận ghi trong deviations.yaml hết hiệu lực khi quá hạn, hoặc khi con số,
    điều khoản được so đã đổi.
    """
    where = open_workspace(workspace, plans)
    loaded = load_plans(where, plans, lang) if plans else own_plans(where, lang)
    _tell_faults(where, lang)
    day = today or date.today()  # noqa: DTZ011 - where the user sits
    every = _explained(loaded, where, day, all_of_them=bool(plans))
    failed = any(_has(one, state) for one in every for state in fail_on)
    shown = [_only(one, states) for one in every] if states else every
    if draft:
        _print_draft(view.draft(shown, where.registry, lang), output)
        return int(failed)
    document = view.document(shown, where.registry, lang)
    print_document(document, lambda: view.data(shown, where.registry, lang), format_, output, lang)
    return int(failed)


def _tell_faults(where: Workspace, lang: str) -> None:
    """The faults of the register, on standard error: entries with faults accept nothing."""
    for d in where.deviations.found:
        click.echo(finding_line(d, lang), err=True)


def _explained(
    plans: Sequence[m.Plan], where: Workspace, today: date, *, all_of_them: bool
) -> list[Explained]:
    """How each plan stands to its templates; those without a template only where they were asked for."""
    demands: dict[str, Demands] = {}
    made = []
    for plan in plans:
        names = dict.fromkeys(link.plan.id for link in plan.implements if link.plan.id != plan.id)
        for name in names:
            if name not in demands:
                demands[name] = _demands(where, name)
        if names or all_of_them:
            made.append(_of(plan, [demands[name] for name in names], where, today))
    return made


def _demands(where: Workspace, name: str) -> Demands:
    document = where.plan(name)
    if document is None:
        raise Refusal(say("'{plan}' cannot be read; see planmodel check", plan=name))
    return Demands(document, where.registry)


def _of(plan: m.Plan, demands: Sequence[Demands], where: Workspace, today: date) -> Explained:
    items = [item for one in demands for item in conformity(one, plan)]
    departing = tuple(i for i in items if i.departs and not _unmentioned(i, plan))
    found = standing(items, where.deviations.of(plan.id), today)
    return Explained(plan, tuple(one.template for one in demands), departing, found)


def _unmentioned(item: Item, plan: m.Plan) -> bool:
    """True for what a news article or a template does not mention: that is unknown, not missing."""
    tells_part = plan.kind == "template" or plan.document.source_kind == "news-article"
    return tells_part and item.verdict == "missing"


def _has(one: Explained, state: str) -> bool:
    if state == "stale":
        return bool(one.standing.stale)
    return any(one.standing.state(fingerprint(i)) == state for i in one.departures)


def _only(one: Explained, states: Sequence[str]) -> Explained:
    kept = tuple(i for i in one.departures if one.standing.state(fingerprint(i)) in states)
    stale = one.standing.stale if "stale" in states else ()
    return one._replace(departures=kept, standing=one.standing._replace(stale=stale), in_part=True)


def _print_draft(text: str, output: str) -> None:
    """A draft goes to the screen or into a new file; a file that is there is a person's, and stays as it is."""
    if output == "-":
        write(output, text)
        return
    if os.path.lexists(output):
        raise Refusal(
            say("'{file}' is there already and is not changed; print the draft to the screen", file=output)
        )
    from planmodel.files import safe_write

    safe_write(Path(output), text)
