"""``planmodel compare``: how do plans stand to a template?"""

from __future__ import annotations

from pathlib import Path

import click

from planmodel.cli._click import Command
from planmodel.cli._shared import load_plan, load_plans, open_workspace, print_table, table_options
from planmodel.diagnostics import Refusal, say
from planmodel.views import compare as view

_EXAMPLES = """\b
Ví dụ:
  planmodel compare mic-781-2022 dak-nong-294-2022
  planmodel compare mic-781-2022 hung-yen-119-2022 khanh-hoa-4205-2022 -o so-sanh.md
  planmodel compare mic-781-2022 dak-nong-294-2022 --format json
"""
_BELOW = {"falls-short": {"falls-short"}, "missing": {"missing"}, "any": {"falls-short", "missing", "mixed"}}


@click.command("compare", cls=Command, epilog=_EXAMPLES)
@click.argument("template", metavar="MẪU")
@click.argument("plans", nargs=-1, required=True, metavar="PLAN...")
@click.option("--all/--differences", "everything", default=True, help="Mọi mục, hay chỉ những mục khác mẫu.")
@click.option(
    "--fail-on",
    type=click.Choice(sorted(_BELOW)),
    default=None,
    help="Thoát với mã 1 khi có kết luận này.",
    metavar="KẾT-LUẬN",
)
@table_options
def command(
    template: str,
    plans: tuple[str, ...],
    everything: bool,
    fail_on: str | None,
    format_: str | None,
    output: str,
    lang: str,
    workspace: Path | None,
) -> int:
    """So từng chỉ tiêu, yêu cầu, nhiệm vụ, đầu mối của MẪU với mỗi kế hoạch; mỗi kết luận kèm điều khoản và lý do."""
    where = open_workspace(workspace, (template, *plans))
    base = load_plan(where, template, lang)
    others = load_plans(where, plans, lang)
    if any(p.id == base.id for p in others):
        raise Refusal(say("'{plan}' is compared with itself; name another plan", plan=base.id))
    items = view.compare(base, others, where.registry)
    if not any(i.matches and i.verdict != "added" for i in items):
        names = ", ".join(p.id for p in others)
        why = say("{plans}: no item links to {template}; add implements", plans=names, template=base.id)
        click.echo(f"planmodel: {why.get(lang)}", err=True)
    shown = items if everything else tuple(i for i in items if i.verdict != "conforms")
    table = view.table(base, others, items, where.registry, lang, everything=everything)
    print_table(table, lambda: view.data(shown, lang), format_, output, lang)
    return int(fail_on is not None and any(i.verdict in _BELOW[fail_on] for i in items))
