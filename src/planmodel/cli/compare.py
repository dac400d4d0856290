"""``planmodel compare``: how do plans stand to a template, and to one another?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from planmodel import model as m
from planmodel.cli import _days as days
from planmodel.cli._click import Command
from planmodel.cli._shared import document_options, load_plan, load_plans, open_workspace, print_document
from planmodel.derive.conformity import DEPARTURES, KINDS
from planmodel.derive.relations import VERDICTS
from planmodel.diagnostics import Refusal, say
from planmodel.views import compare as view
from planmodel.workspace import Workspace

_EXAMPLES = """\b
Ví dụ:
  planmodel compare mic-781-2022 dak-nong-294-2022
  planmodel compare mic-781-2022 hung-yen-119-2022 khanh-hoa-4205-2022 -o so-sanh.docx
  planmodel compare mic-781-2022 hung-yen-119-2022 khanh-hoa-4205-2022 --kind target --verdict falls-short
  planmodel compare mic-781-2022 hung-yen-119-2022 khanh-hoa-4205-2022 --view indicators --view reports
  planmodel compare mic-781-2022 hung-yen-119-2022 khanh-hoa-4205-2022 --view chart -o chi-tieu.svg
  planmodel compare mic-781-2022 hung-yen-119-2022 khanh-hoa-4205-2022 --view all -o so-sanh.html
  planmodel compare dak-nong-294-2022 khanh-hoa-4205-2022               hai tỉnh cạnh nhau
  planmodel compare mic-781-2022 dak-nong-294-2022 --fail-on missing --format json
"""
PICTURES = ("chart", "heat")
_VIEWS = (*view.VIEWS, *PICTURES, "all")
_BELOW = {**{verdict: (verdict,) for verdict in DEPARTURES}, "any": DEPARTURES}


@click.command("compare", cls=Command, epilog=_EXAMPLES)
@click.argument("template", metavar="MẪU")
@click.argument("plans", nargs=-1, required=True, metavar="PLAN...")
@click.option(
    "--view",
    "views",
    type=click.Choice(_VIEWS),
    multiple=True,
    help="Cách xem; dùng được nhiều lần: mức đáp ứng (mặc định), chỉ tiêu, nhiệm vụ, chủ trì, báo cáo, tỉnh khác biệt, "
    "từng cặp, biểu đồ, bản đồ nhiệt, hay tất cả.",
    metavar="|".join(_VIEWS),
)
@click.option("--all/--differences", "everything", default=True, help="Mọi mục, hay chỉ những mục khác mẫu.")
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(KINDS),
    multiple=True,
    help="Chỉ loại này; dùng được nhiều lần.",
    metavar="|".join(KINDS),
)
@click.option(
    "--verdict",
    "verdicts",
    type=click.Choice(VERDICTS),
    multiple=True,
    help="Chỉ kết luận này; dùng được nhiều lần.",
    metavar="|".join(VERDICTS),
)
@click.option(
    "--today",
    type=days.Day(),
    default=None,
    metavar="NGÀY",
    help="Ngày để tính hạn báo cáo kế tiếp và xem chấp thuận nào còn hiệu lực (mặc định: hôm nay).",
)
@click.option(
    "--fail-on",
    type=click.Choice(sorted(_BELOW)),
    default=None,
    help="Thoát với mã 1 khi có kết luận này mà chưa được chấp nhận.",
    metavar="|".join(sorted(_BELOW)),
)
@document_options
def command(
    template: str,
    plans: tuple[str, ...],
    views: tuple[str, ...],
    everything: bool,
    kinds: tuple[str, ...],
    verdicts: tuple[str, ...],
    today: date | None,
    fail_on: str | None,
    format_: str | None,
    output: str,
    lang: str,
    workspace: Path | None,
) -> int:
    """So từng chỉ tiêu, yêu cầu, nhiệm vụ, đầu mối, báo cáo của MẪU (hay của một kế hoạch) với mỗi kế hoạch.

    Mỗi kết luận kèm điều khoản của cả hai bên và lý do. Các cách xem khác đặt nhiều tỉnh cạnh nhau.
    """
    where = open_workspace(workspace, (template, *plans))
    base = load_plan(where, template, lang)
    others = _beside(base, load_plans(where, plans, lang))
    _warn_of_repeats(plans, others, lang)
    only = view.Only(frozenset(kinds), frozenset(verdicts), not everything)
    compared = view.Comparison(
        base,
        others,
        where.registry,
        only=only,
        between=_between(where, base, others),
        register=where.deviations.of,
        on=today or days.today_where_the_user_sits(),
        today=today,
    )
    if view.without_links(compared):
        names = ", ".join(p.id for p in others)
        why = say("{plans}: no item links to {template}; add implements", plans=names, template=base.id)
        click.echo(f"planmodel: {why.get(lang)}", err=True)
    _print(compared, _asked(views), format_, output, lang)
    departing = (i for i in compared.items if i.verdict in _BELOW[fail_on or "any"])
    return int(fail_on is not None and any(compared.acceptance(i) is None for i in departing))


def _beside(base: m.Plan, others: list[m.Plan]) -> list[m.Plan]:
    """The plans to set beside ``base``. Raises Refusal where there is nothing to compare."""
    for plan in others:
        if plan.id == base.id:
            raise Refusal(say("'{plan}' is compared with itself; name another plan", plan=base.id))
        if plan.kind == "template" and base.kind != "template":
            raise Refusal(
                say(
                    "'{template}' is a template: it comes first, the plans after it; write: planmodel compare {template} {plan}",
                    template=plan.id,
                    plan=base.id,
                )
            )
    return others


def _between(where: Workspace, base: m.Plan, others: Sequence[m.Plan]) -> list[m.Plan]:
    """The plans by way of which ``others`` may carry out ``base``: those that they carry out and ``base`` does not."""
    found = {plan.id: plan for plan in others}
    known = {base.id, *(link.plan.id for link in base.implements)}
    rest = [link.plan.id for plan in others for link in plan.implements]
    while rest:
        name = rest.pop()
        if name in known or name in found:
            continue
        known.add(name)
        plan = where.plan(name)
        if plan is not None:
            found[name] = plan
            rest += [link.plan.id for link in plan.implements]
    return list(found.values()) if len(found) > len(others) or _chained(others) else []


def _chained(plans: Sequence[m.Plan]) -> bool:
    """True where one of these plans carries out another."""
    ids = {plan.id for plan in plans}
    return any(link.plan.id in ids for plan in plans for link in plan.implements)


def _warn_of_repeats(named: Sequence[str], others: Sequence[m.Plan], lang: str) -> None:
    if len(named) > len(others):
        again = len(named) - len(others)
        why = say("a plan is named twice ({count} too many); it is compared once", count=again)
        click.echo(f"planmodel: {why.get(lang)}", err=True)


def _asked(views: Sequence[str]) -> tuple[str, ...]:
    """The views asked for, each once, in the order in which they are shown."""
    wanted = set(views) or {next(iter(view.VIEWS))}
    if "all" in wanted:
        wanted |= set(view.ALL)
    return tuple(name for name in _VIEWS if name in wanted and name != "all")


def _print(
    compared: view.Comparison, views: tuple[str, ...], format_: str | None, output: str, lang: str
) -> None:
    from planmodel.render.comparisons import own

    tables = tuple(dict.fromkeys("indicators" if name in PICTURES else name for name in views))
    drawn = own(compared, views, lang)
    print_document(
        view.document(compared, tables, lang),
        lambda: view.data(compared, tables, lang),
        format_,
        output,
        lang,
        drawn,
    )
