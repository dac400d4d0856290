"""``planmodel diff``: what changed between two versions, and does it weaken or strengthen?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from planmodel import model as m
from planmodel.cli._click import Command
from planmodel.cli._shared import (
    DOCUMENT_FORMATS,
    as_json,
    chosen_format,
    finding_line,
    format_option,
    lang_option,
    open_workspace,
    output_option,
    print_document,
    workspace_option,
    write,
)
from planmodel.cli._versions import Versions, complain, driven, versions
from planmodel.diagnostics import Refusal, Text, say
from planmodel.messages import joined, same
from planmodel.workspace import Workspace

if TYPE_CHECKING:
    from planmodel.views.diff.difference import Difference
    from planmodel.views.diff.weighing import Weighing

_EXAMPLES = """\b
Ví dụ:
  planmodel diff khanh-hoa-4205-2022 ke-hoach.yaml
  planmodel diff khanh-hoa-4205-2022 - < ke-hoach.yaml
  planmodel diff khanh-hoa-4205-2022 ke-hoach.yaml --only weakens -o thay-doi.docx
  planmodel diff khanh-hoa-4205-2022 ke-hoach.yaml --fail-on weakens --severity moved=off
  planmodel diff --codes
\b
Với git:
  diff HEAD                                 mọi kế hoạch, so với lần ghi cuối
  diff HEAD~3:plans/x.yaml plans/x.yaml     một tệp, so với ba lần ghi trước
  diff main..HEAD plans --format github     ghi chú ngay trên yêu cầu hợp nhất
"""
_FORMATS = (*DOCUMENT_FORMATS, "github")
_CLASSES = ("weakens", "strengthens", "neutral", "editorial")


class _Asked(NamedTuple):
    """What was asked for: where, how much what weighs, what to show, when to fail, in which language."""

    where: Workspace
    weighing: Weighing
    only: tuple[str, ...]
    fail_on: tuple[str, ...]
    lang: str


@click.command("diff", cls=Command, epilog=_EXAMPLES)
@click.argument("args", nargs=-1, metavar="CŨ MỚI | BẢN-GIT [THƯ-MỤC]")
@click.option(
    "--only",
    type=click.Choice(_CLASSES),
    multiple=True,
    help="Chỉ hiện thay đổi thuộc loại này; dùng được nhiều lần.",
    metavar="|".join(_CLASSES),
)
@click.option(
    "--severity",
    multiple=True,
    help="Mức của một loại hay một mã: weakens=error, moved=off; dùng được nhiều lần.",
    metavar="LOẠI=error|warning|info|off",
)
@click.option(
    "--fail-on",
    multiple=True,
    help="Thoát với mã 1 khi có: một loại, any, một mã thay đổi, hay mức error, warning.",
    metavar="LOẠI|any|MÃ",
)
@click.option("--codes", is_flag=True, help="Liệt kê các mã thay đổi.")
@click.option(
    "--driver", is_flag=True, help="Để git gọi: git config diff.planmodel.command 'planmodel diff --driver'."
)
@format_option(*_FORMATS)
@output_option
@lang_option
@workspace_option
def command(
    args: tuple[str, ...],
    only: tuple[str, ...],
    severity: tuple[str, ...],
    fail_on: tuple[str, ...],
    codes: bool,
    driver: bool,
    format_: str | None,
    output: str,
    lang: str,
    workspace: Path | None,
) -> int:
    """Kế hoạch thay đổi gì, làm yếu đi hay mạnh lên, báo cho ai, phải xem lại gì.

    CŨ, MỚI là mã kế hoạch, tệp, - hay BẢN-GIT:đường-dẫn. BẢN-GIT là một bản trong git (HEAD~3), hay hai bản A..B.
    """
    where = open_workspace(workspace, () if driver else args)
    asked = _asked(where, severity, fail_on, only, lang)
    if codes:
        _list_codes(asked, format_, output)
        return 0
    if driver:
        _drive(asked, args, format_, output)
        return 0
    differences, failed = [], False
    for pair in versions(where, args, lang):
        complain(pair.found, lang)
        difference, fails = _difference(asked, pair)
        failed = failed or fails or bool(pair.found)
        if difference is not None:
            differences.append(difference)
    if differences or not failed:
        _print(asked, differences, format_, output)
    return int(failed)


def _asked(
    where: Workspace, severity: Sequence[str], fail_on: Sequence[str], only: tuple[str, ...], lang: str
) -> _Asked:
    """The command line, over what ``planmodel.yaml`` says."""
    from planmodel.views.diff.weighing import Weighing, given, known

    said, fails = _settings(where, lang)
    names = [name.strip() for text in fail_on for name in text.split(",") if name.strip()]
    for name in names:
        known(name, "any", "error", "warning")
    weighing = Weighing((said, given(severity)))
    return _Asked(where, weighing, only, tuple(names) or fails, lang)


def _settings(where: Workspace, lang: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """What ``planmodel.yaml`` says of changes. Exits with code 1 where it cannot be read."""
    if where.home is None or not (where.home / "planmodel.yaml").exists():
        return {}, ()
    from planmodel.check import settings
    from planmodel.views.diff.weighing import known

    read, found = settings.read(where.home)
    if found:
        complain(found, lang)
        raise click.exceptions.Exit(1)
    for ref in (*(ref for ref, _ in read.diff), *read.diff_fail_on):
        try:
            known(ref.id, *(("any", "error", "warning") if ref in read.diff_fail_on else ()))
        except Refusal as refusal:
            raise Refusal(joined(": ", (same(f"{read.name}:{ref.span.line}"), refusal.message))) from None
    return {ref.id: level for ref, level in read.diff}, tuple(ref.id for ref in read.diff_fail_on)


def _difference(asked: _Asked, pair: Versions) -> tuple[Difference | None, bool]:
    """What differs between two versions, and whether the command is to fail for it; None where a version is unreadable."""
    from planmodel.derive.affected import NOTHING
    from planmodel.derive.changes import changes
    from planmodel.views.diff.difference import Difference

    old, new, registry = pair.old, pair.new, asked.where.registry
    if pair.found or (old is None and new is None):
        return None, False
    if old is None or new is None:
        gone = new is None and ("any" in asked.fail_on or "weakens" in asked.fail_on)
        return Difference(old, new, (), NOTHING), gone or (old is None and "any" in asked.fail_on)
    found = changes(old, new, registry)
    counted = asked.weighing.kept(found)
    shown = asked.weighing.kept(found, asked.only) if asked.only else counted
    following = NOTHING
    if shown:
        from planmodel.derive.effects import effects

        others = _others(asked.where) if "template" in (old.kind, new.kind) else ()
        following = effects(old, new, registry, found, others, shown)
    made = Difference(old, new, shown, following, len(found) - len(shown))
    return made, asked.weighing.fails(counted, asked.fail_on)


def _others(where: Workspace) -> Iterator[m.Plan]:
    """The plans of the workspace that can be read."""
    return (plan for name in where.paths if (plan := where.plan(name)) is not None and plan.kind == "plan")


def _print(asked: _Asked, differences: Sequence[Difference], format_: str | None, output: str) -> None:
    name, registry, lang = chosen_format(format_, output, _FORMATS), asked.where.registry, asked.lang
    if name == "github":
        from planmodel.render import github
        from planmodel.views.diff.notes import findings

        found = list(findings(differences, registry, asked.weighing))
        write(output, github.render(found, [], {}, lang) or "\n")
    elif name == "terminal" and not any(
        d.old is None or d.new is None or d.changes or d.hidden for d in differences
    ):
        write(output, _nothing(differences).get(lang))
    elif name == "json":
        write(output, as_json(_data(asked, differences)))
    else:
        from planmodel.views.diff.page import document

        made = document(differences, registry, lang, brief=name == "terminal")
        print_document(made, lambda: _data(asked, differences), name, output, lang)


def _data(asked: _Asked, differences: Sequence[Difference]) -> dict[str, Any]:
    from planmodel.views.diff.data import data

    return data(differences, asked.where.registry, asked.weighing, asked.lang)


def _nothing(differences: Sequence[Difference]) -> Text:
    if len(differences) == 1 and differences[0].old is not None and differences[0].new is not None:
        old, new = differences[0].old, differences[0].new
        if old.source == new.source:
            return say(
                "{plan} stands on both sides, so nothing differs; name another version of it, such as HEAD~1:{plan}",
                plan=old.id,
            )
        return say("{old} and {new} say the same: nothing differs.", old=old.source, new=new.source)
    return say("No plan differs.")


def _list_codes(asked: _Asked, format_: str | None, output: str) -> None:
    from planmodel.views.diff.listing import listing, listing_data
    from planmodel.views.table import Document

    table = listing(asked.weighing, asked.lang)
    print_document(
        Document(table.title, (table,)),
        lambda: listing_data(asked.weighing, asked.lang),
        format_,
        output,
        asked.lang,
    )


def _drive(asked: _Asked, args: Sequence[str], format_: str | None, output: str) -> None:
    """One file for git: what cannot be read is said in the output, since another code than 0 would stop git."""
    name, pair = driven(asked.where, args)
    if pair is None:
        write(output, say("{file}: in the middle of a merge; resolve it first", file=name).get(asked.lang))
        return
    if pair.found:
        lines = [finding_line(d, asked.lang) for d in pair.found]
        head = say("{file}: cannot be read as a plan", file=name).get(asked.lang)
        write(output, "\n".join([head, *lines]))
        return
    difference, _ = _difference(asked, pair)
    if difference is not None:
        _print(asked, [difference], format_ or "terminal", output)
