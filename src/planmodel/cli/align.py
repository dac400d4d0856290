"""``planmodel align``: which items of a plan may carry out which items of a template?"""

from __future__ import annotations

from pathlib import Path

import click

from planmodel.cli._click import Command
from planmodel.cli._patch import changed_text, file_of
from planmodel.cli._shared import (
    DOCUMENT_FORMATS,
    chosen_format,
    format_option,
    lang_option,
    load_plan,
    open_workspace,
    output_option,
    print_document,
    workspace_option,
    write,
)
from planmodel.derive.alignment import NEAR, plan_link, proposals
from planmodel.derive.links import linked
from planmodel.diagnostics import Refusal, say
from planmodel.views import align as view
from planmodel.views.table import Document

_EXAMPLES = """\b
Ví dụ:
  planmodel align thanh-hoa-2022 mic-781-2022
  planmodel align ke-hoach.yaml mic-781-2022 --cutoff 40
  planmodel align thanh-hoa-2022 mic-781-2022 --unsure -o lien-ket.patch   rồi: git apply lien-ket.patch
"""
_FORMATS = (*DOCUMENT_FORMATS, "patch")


@click.command("align", cls=Command, epilog=_EXAMPLES)
@click.argument("plan")
@click.argument("template", metavar="MẪU")
@click.option("--unsure", is_flag=True, help="Bản vá gồm cả những liên kết chưa chắc.")
@click.option(
    "--cutoff",
    type=click.FloatRange(0, 100),
    default=NEAR,
    show_default=True,
    help="Độ giống tối thiểu (0 đến 100) để đề xuất.",
    metavar="SỐ",
)
@format_option(*_FORMATS)
@output_option
@lang_option
@workspace_option
def command(
    plan: str,
    template: str,
    unsure: bool,
    cutoff: float,
    format_: str | None,
    output: str,
    lang: str,
    workspace: Path | None,
) -> None:
    """Đề xuất implements cho những mục chưa liên kết với MẪU: bảng để đọc, hoặc bản vá (patch) để nhận.

    Chỉ là đề xuất: không lệnh nào khác coi đó là liên kết.
    """
    where = open_workspace(workspace, (plan, template))
    base, own = load_plan(where, template, lang), load_plan(where, plan, lang)
    if base.id == own.id:
        raise Refusal(say("'{plan}' is aligned with itself; name a template or another plan", plan=own.id))
    found, link = proposals(own, base, where.registry, cutoff), plan_link(own, base)
    name = chosen_format("patch" if output.endswith(".diff") and not format_ else format_, output, _FORMATS)
    if view.nothing_left(found) and name in ("terminal", "patch"):
        click.echo(view.all_linked(own, base).get(lang), err=name == "patch")
    elif name == "patch":
        taken = view.chosen(found, unsure=unsure)
        left = sum(p.pair is not None for p in found) - len(taken)
        path = file_of(where, plan)
        lines = view.preamble(own, base, taken, left, lang)
        items, own_link = view.links(taken), view.plan_link(base, link) if link and taken else None
        changes = changed_text(path, lambda text: linked(text, items, own_link))
        write(output, "".join([*(f"# {line}\n" for line in lines), *changes]))
        if not taken:
            click.echo(f"planmodel: {view.none_sure(own, base, left).get(lang)}", err=True)
    else:
        table = view.table(own, base, found, link, where.registry, lang)
        print_document(
            Document(table.title, (table,)),
            lambda: view.data(own, base, found, link, where.registry, lang),
            name,
            output,
            lang,
        )
