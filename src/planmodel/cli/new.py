"""``planmodel new``: a plan to begin with, from a template."""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from planmodel import model as m
from planmodel import resources
from planmodel import skeleton as sk
from planmodel.cli._click import Command, one_line
from planmodel.cli._shared import lang_option, load_plan, on_terminal, open_workspace, workspace_option, write
from planmodel.diagnostics import Refusal, Severity, Text, say
from planmodel.files import safe_write
from planmodel.source import Source
from planmodel.workspace import Workspace, load_source, shown

T = TypeVar("T")

_EXAMPLES = """\b
Ví dụ:
  planmodel new --province lam-dong --issuer ubnd-tinh --from 2026 --to 2030
  planmodel new mic-781-2022 --province VN-66 --issuer ubnd-tinh --from 2026 --to 2026 --id hung-yen-cds-2026
  planmodel new --province thanh-hoa --issuer ubnd-tinh --from 2026 --to 2030 -o thanh-hoa.yaml
"""

_ANSWERS = "--province lam-dong --issuer ubnd-tinh --from 2026 --to 2030"
_HEAD_BYTES = 65536
_TEMPLATE = re.compile(rb"^kind:[ \t]*[\"']?template\b", re.MULTILINE)


@click.command("new", cls=Command, epilog=_EXAMPLES)
@click.argument("template", required=False, metavar="[MẪU]")
@click.option("--province", help="Tỉnh: mã, tên (có dấu hay không) hoặc mã ISO.", metavar="TỈNH")
@click.option("--issuer", help="Cơ quan ban hành: mã hoặc tên, thường là ubnd-tinh.", metavar="CƠ-QUAN")
@click.option("--from", "first", help="Năm đầu của thời kỳ.", metavar="NĂM")
@click.option("--to", "last", help="Năm cuối của thời kỳ.", metavar="NĂM")
@click.option("--number", help="Số, ký hiệu, nếu đã có: 12/KH-UBND.", metavar="SỐ")
@click.option("--issued", help="Ngày ký, nếu đã có: 2026-01-15.", metavar="NGÀY")
@click.option("--place", help="Nơi ký, nếu đã có.", metavar="ĐỊA-DANH")
@click.option("--signer", help="Họ tên người ký, nếu đã có.", metavar="HỌ-TÊN")
@click.option("--id", "plan_id", help="Mã của kế hoạch (mặc định: tỉnh-năm đầu).", metavar="MÃ")
@click.option(
    "-o",
    "--output",
    help="Tệp .yaml mới (mặc định: plans/<tỉnh>/<mã>.yaml); - là màn hình.",
    metavar="TỆP",
)
@lang_option
@workspace_option
def command(
    template: str | None,
    province: str | None,
    issuer: str | None,
    first: str | None,
    last: str | None,
    number: str | None,
    issued: str | None,
    place: str | None,
    signer: str | None,
    plan_id: str | None,
    output: str | None,
    lang: str,
    workspace: Path | None,
) -> None:
    """Lập khung kế hoạch của một tỉnh từ văn bản mẫu (MẪU): đủ chỉ tiêu, yêu cầu, nhiệm vụ, đã nối với mẫu.

    Thiếu tỉnh, cơ quan hay thời kỳ thì hỏi. Không bao giờ ghi đè tệp đã có.
    """
    where = open_workspace(workspace, (template,) if template else ())
    base = _template(where, template, lang)
    ask = _Asker({"--province": province, "--issuer": issuer, "--from": first, "--to": last}, template, lang)
    registry = where.registry
    whose = ask(
        "--province", say("Province (id, name or ISO code)"), lambda text: sk.find_province(text, registry)
    )
    issuing = ask(
        "--issuer", say("Issuing agency (such as ubnd-tinh)"), lambda text: sk.find_issuer(text, registry)
    )
    begins = ask("--from", say("First year of the period"), sk.first_year)
    ends = ask("--to", say("Last year of the period"), lambda text: sk.last_year(text, begins))
    answers = sk.Answers(
        plan=sk.plan_id(plan_id) if plan_id is not None else f"{whose.id}-{begins}",
        province=whose,
        issuer=issuing,
        first=begins,
        last=ends,
        number=sk.fact(number, "--number") if number is not None else "unknown",
        issued=sk.issue_day(issued) if issued is not None else None,
        place=sk.fact(place, "--place") if place is not None else "unknown",
        signer=sk.fact(signer, "--signer") if signer is not None else "unknown",
    )
    _make(where, base, answers, output, lang)


def _make(where: Workspace, base: m.Plan, answers: sk.Answers, output: str | None, lang: str) -> None:
    """Write or print the skeleton, and say what comes next."""
    if answers.plan in where.paths:
        there = shown(where.paths[answers.plan][0])
        raise Refusal(
            say(
                "id '{plan}' already belongs to {file}; choose another with --id",
                plan=answers.plan,
                file=there,
            )
        )
    home = where.home or Path.cwd()
    default = home / "plans" / answers.province.id / f"{answers.plan}.yaml"
    path = _named(output) if output not in (None, "-") else default
    text = sk.skeleton(base, answers, where.registry, _schema(home, path))
    _judge(text, where, base)
    after = sk.succeeded(answers.province, answers.first, where.registry)
    if after is not None:
        click.echo(f"planmodel: {one_line(after.get(lang))}", err=True)
    if output == "-":
        write("-", text)
        return
    if output is None:
        _make_folder(path.parent)
    _write_new(path, text)
    if output is None or on_terminal("-"):
        _say_next(path, base, lang)


def _template(where: Workspace, name: str | None, lang: str) -> m.Plan:
    """The template asked for; else the first of the workspace's own, else the first of those shipped."""
    if name is None:
        known = _templates(where)
        if not known:
            raise Refusal(say("there is no template in {folder}; name one", folder=shown(where.plans_folder)))
        name = known[0]
    found = load_plan(where, name, lang)
    if found.kind != "template":
        listed = ", ".join(_templates(where))
        raise Refusal(
            say("{plan} is a plan, no template; the templates here: {listed}", plan=found.id, listed=listed)
        )
    return found


def _templates(where: Workspace) -> list[str]:
    """The ids of the templates, the workspace's own first."""
    heads = {plan: _head(paths[0]) for plan, paths in where.paths.items()}
    listed = [plan for plan, head in heads.items() if _TEMPLATE.search(head)]
    return sorted(listed, key=lambda plan: (where.paths[plan][0].is_relative_to(resources.TEMPLATES), plan))


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD_BYTES)
    except OSError:
        return b""


class _Asker:
    """Answers from the command line, and from the person at the terminal where one is missing there."""

    def __init__(self, given: dict[str, str | None], template: str | None, lang: str) -> None:
        """Raises Refusal where an answer is missing and nobody can be asked."""
        self.given = given
        self.lang = lang
        missing = [option for option, text in given.items() if text is None]
        somebody = template != "-" and sys.stdin is not None and sys.stdin.isatty()
        if missing and not somebody:
            raise Refusal(
                say(
                    "{options} missing; give it, such as {example}",
                    options=", ".join(missing),
                    example=_ANSWERS,
                )
            )

    def __call__(self, option: str, question: Text, read: Callable[[str], T]) -> T:
        text = self.given[option]
        if text is not None:
            return read(text)
        while True:
            try:
                return read(click.prompt(question.get(self.lang), err=True).strip())
            except Refusal as error:
                click.echo(one_line(error.message.get(self.lang)), err=True)


def _named(output: str) -> Path:
    path = Path(output)
    if path.suffix.lower() not in (".yaml", ".yml"):
        raise Refusal(
            say(
                "a plan is kept in a .yaml file; '{file}' does not end in .yaml, choose another name",
                file=output,
            )
        )
    return path


def _schema(home: Path, path: Path) -> str | None:
    """Where the workspace's plan schema lies as seen from ``path``; None where it has none."""
    schema = home / "schema" / "plan.schema.json"
    return Path(os.path.relpath(schema, path.parent)).as_posix() if schema.is_file() else None


def _judge(text: str, where: Workspace, base: m.Plan) -> None:
    """Raise Refusal where the skeleton would not do here: its template is not one of the workspace's, say."""
    loaded = load_source(Source("new.yaml", text), where.engine)
    found = [*loaded.found, *(where.resolve(loaded.plan) if loaded.plan is not None else ())]
    wrong = next((d for d in found if d.severity is Severity.error), None)
    if wrong is not None:
        raise Refusal(
            say(
                "a plan from template {template} would not pass here: {why}; put the template into plans/templates/",
                template=base.id,
                why=wrong.message,
            )
        )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = error.strerror or str(error)
        raise Refusal(
            say(
                "folder '{folder}' cannot be made ({why}); choose another place with -o",
                folder=folder,
                why=why,
            )
        ) from error


def _write_new(path: Path, text: str) -> None:
    """Put ``text`` into a new file. The name is taken first, so that no file is ever overwritten."""
    try:
        path.open("xb").close()
    except FileExistsError:
        raise Refusal(
            say("{file} is there already and stays as it is; choose another name with -o", file=shown(path))
        ) from None
    except OSError:
        safe_write(path, text)  # says why not
        return
    try:
        safe_write(path, text)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _say_next(path: Path, base: m.Plan, lang: str) -> None:
    said = say(
        "{file}: a plan to begin with, from template {template}\nnext: fill in what the comments ask for, then run: planmodel check {quoted}",
        file=shown(path),
        template=base.id,
        quoted=shlex.quote(shown(path)),
    )
    write("-", said.get(lang))
