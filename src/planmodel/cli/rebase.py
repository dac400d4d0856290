"""``planmodel rebase``: what does a new version of the template mean for a plan?"""

from __future__ import annotations

from pathlib import Path

import click

from planmodel import model as m
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
from planmodel.derive.rebasing import CONFLICT, Rebase, rebase
from planmodel.derive.rewriting import rewritten
from planmodel.diagnostics import Refusal, say
from planmodel.views import rebase as view
from planmodel.workspace import Workspace

_EXAMPLES = """\b
Ví dụ:
  planmodel rebase dak-nong-294-2022 --from mic-781-2022 --to mau-moi.yaml
  planmodel rebase ke-hoach.yaml --from mic-781-2022 --to mau-moi.yaml -o theo-mau-moi.docx
  planmodel rebase ke-hoach.yaml --from mic-781-2022 --to mau-moi.yaml -o theo-mau-moi.patch   rồi: git apply theo-mau-moi.patch

  Khi mẫu mới thay mẫu cũ trong cùng một tệp, bản cũ lấy từ git: --from HEAD~1:plans/templates/mic-781-2022.yaml
"""
_FORMATS = (*DOCUMENT_FORMATS, "patch")


@click.command("rebase", cls=Command, epilog=_EXAMPLES)
@click.argument("plan")
@click.option(
    "--from", "old", required=True, help="Bản cũ của mẫu: mã, tệp, hoặc BẢN-GIT:tệp.", metavar="MẪU-CŨ"
)
@click.option("--to", "new", required=True, help="Bản mới của mẫu.", metavar="MẪU-MỚI")
@click.option(
    "--fail-on",
    type=click.Choice(["conflict", "any"]),
    default=None,
    help="Thoát với mã 1 khi có xung đột, hay khi có việc phải làm.",
    metavar="conflict|any",
)
@format_option(*_FORMATS)
@output_option
@lang_option
@workspace_option
def command(
    plan: str,
    old: str,
    new: str,
    fail_on: str | None,
    format_: str | None,
    output: str,
    lang: str,
    workspace: Path | None,
) -> int:
    """Mẫu đã đổi gì, kế hoạch đã khác mẫu cũ ở đâu, chỗ nào xung đột, và phải làm gì: bảng để đọc, hoặc bản vá."""
    where = open_workspace(workspace, (plan, new, old))
    own, before, after = (load_plan(where, name, lang) for name in (plan, old, new))
    _need_two_versions(own, before, after)
    found = rebase(own, before, after, where.registry)
    _print((own, before, after), found, where, plan, format_, output, lang)
    states = {s.state for s in found.steps}
    if fail_on == "conflict":
        return int(CONFLICT in states)
    return int(fail_on == "any" and bool(states - {"keeps", "done"}))


def _need_two_versions(own: m.Plan, before: m.Plan, after: m.Plan) -> None:
    """Raise Refusal where the three are not a plan and two versions of a template that it carries out."""
    if own.id in (before.id, after.id):
        raise Refusal(
            say(
                "'{plan}' cannot follow itself; name the plan, then two versions of its template", plan=own.id
            )
        )
    if before.id not in {link.plan.id for link in own.implements}:
        raise Refusal(
            say(
                "{plan} does not carry out {template}; add implements to the plan, or name its template",
                plan=own.id,
                template=before.id,
            )
        )


def _print(
    three: tuple[m.Plan, m.Plan, m.Plan],
    found: Rebase,
    where: Workspace,
    plan: str,
    format_: str | None,
    output: str,
    lang: str,
) -> None:
    """What was found in the format asked for; ``plan`` is the plan as the user named it."""
    name = chosen_format("patch" if output.endswith(".diff") and not format_ else format_, output, _FORMATS)
    if not found.changes and name in ("terminal", "patch"):
        click.echo(view.nothing_changed(*three[1:]).get(lang), err=name == "patch")
    elif name == "patch":
        values = view.edits(found)
        lines = [f"# {line}\n" for line in view.preamble(*three, found, lang)]
        path = file_of(where, plan)
        changes = changed_text(path, lambda text: rewritten(text, values)) if values else ()
        write(output, "".join([*lines, *changes]))
    else:
        print_document(
            view.document(*three, found, where.registry, lang),
            lambda: view.data(*three, found, where.registry, lang),
            name,
            output,
            lang,
        )
