"""``planmodel rules``: which rules there are; ``planmodel rules test``: whether rules written by users do what they say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from planmodel.cli._catalogue import Catalogue, catalogue
from planmodel.cli._click import Command, Subcommands
from planmodel.cli._shared import (
    TABLE_FORMATS,
    as_json,
    chosen_format,
    colour_wanted,
    finding_line,
    lang_option,
    open_workspace,
    print_table,
    table_options,
    width_wanted,
    workspace_option,
    write,
)
from planmodel.diagnostics import Diagnostic, Refusal, Span, Text, say
from planmodel.rules import Rule
from planmodel.source import read
from planmodel.workspace import Workspace, missing_file, plan_files, shown

_PAGES = ("terminal", "markdown", "html", "json")
_EXAMPLES = """\b
Ví dụ:
  planmodel rules
  planmodel rules --family PM2
  planmodel rules -o quy-tac.csv
  planmodel rules --pages -o quy-tac.html    mọi trang trong một tệp
  planmodel rules test 6-ro                  thử các ví dụ của một gói quy tắc
"""
_TEST_EXAMPLES = """\b
Ví dụ:
  planmodel rules test                       mọi quy tắc trong rules/ của không gian làm việc
  planmodel rules test rules/cua-toi.yaml
  planmodel rules test 6-ro

\b
Mã thoát: 0 mọi ví dụ đều đúng, 1 có ví dụ sai, 2 không có tệp quy tắc nào.
"""


@click.group(
    "rules",
    cls=Subcommands,
    invoke_without_command=True,
    epilog=_EXAMPLES,
    options_metavar="[TÙY CHỌN]",
    subcommand_metavar="[test]",
)
@click.option("--family", default=None, metavar="HỌ", help="Chỉ các mã bắt đầu như vậy: PM2, PM5, 6ro.")
@click.option("--pages", is_flag=True, help="Cả trang của từng quy tắc, không chỉ danh sách.")
@table_options
@click.pass_context
def command(
    ctx: click.Context,
    family: str | None,
    pages: bool,
    format_: str | None,
    output: str,
    lang: str,
    workspace: Path | None,
) -> int | None:
    """Mọi quy tắc kiểm tra theo họ: mã, tên, mức, tìm gì; cả quy tắc tự viết và các gói kèm theo."""
    if ctx.invoked_subcommand is not None:
        return None
    from planmodel.catalogue.entries import in_family

    here = catalogue(open_workspace(workspace))
    if family is not None:
        here = here._replace(entries=in_family(here.entries, family))
    if pages:
        _print_pages(here, format_, output, lang)
    else:
        _print_list(here, format_, output, lang)
    for finding in here.found:
        click.echo(finding_line(finding, lang), err=True)
    return int(bool(here.found))


def _print_list(here: Catalogue, format_: str | None, output: str, lang: str) -> None:
    from planmodel.catalogue import listing

    table = listing.table(here.entries, here.states, lang)
    print_table(table, lambda: listing.data(here.entries, here.states, lang), format_, output, lang)


def _print_pages(here: Catalogue, format_: str | None, output: str, lang: str) -> None:
    from planmodel.catalogue import listing
    from planmodel.catalogue.pages import article, handbook
    from planmodel.render import handbook as draw

    name = chosen_format(format_, output, TABLE_FORMATS)
    if name not in _PAGES:
        raise Refusal(
            say(
                "there are no pages as {format}; choose one of: {known}", format=name, known=", ".join(_PAGES)
            )
        )
    match name:
        case "json":
            text = as_json(listing.data(here.entries, here.states, lang, full=True))
        case "markdown":
            text = draw.book_markdown(handbook(here.entries, lang))
        case "html":
            text = draw.book_html(handbook(here.entries, lang), lang)
        case _:
            shown = [article(entry, lang, full=False) for entry in here.entries]
            text = draw.terminal(shown, colour=colour_wanted(output), width=width_wanted(output))
    write(output, text)


# ---------------------------------------------------------------------------------------------------- rules test


@command.command("test", cls=Command, epilog=_TEST_EXAMPLES)
@click.argument("files", nargs=-1, metavar="[TỆP|GÓI]...")
@lang_option
@workspace_option
def test(files: tuple[str, ...], lang: str, workspace: Path | None) -> int:
    """Thử quy tắc tự viết: ví dụ sai phải bị phát hiện, ví dụ đúng thì không."""
    from planmodel.rules import user

    where = open_workspace(workspace)
    texts = [read(path, shown(path)) for path in _rule_files(files, where)]
    unreadable = [text for text in texts if isinstance(text, Diagnostic)]
    loaded = user.load([text for text in texts if not isinstance(text, Diagnostic)])
    wrong = [*unreadable, *loaded.found]
    lines = [finding_line(finding, lang) for finding in wrong]
    results = [result for rule in loaded.rules for result in _examples(rule, where)]
    lines += [said.get(lang) for said, _ in results]
    failed = sum(not right for _, right in results)
    summary = say(
        "{rules} rules, {examples} examples: {failed} wrong",
        rules=len(loaded.rules),
        examples=len(results),
        failed=failed,
    )
    write("-", "\n".join([*lines, "", summary.get(lang)]))
    return int(bool(failed or wrong))


def _rule_files(names: tuple[str, ...], where: Workspace) -> list[Path]:
    """The files to test: those named (or packs, or folders), else the workspace's own."""
    from planmodel.rules import user

    packs = user.packs()
    home = where.home
    if not names:
        found = list(plan_files(home / "rules")) if home is not None else []
        if not found:
            known = ", ".join(packs)
            raise Refusal(
                say("there is no rule file in rules/; name a file, or a pack: {packs}", packs=known)
            )
        return found
    listed: list[Path] = []
    for name in names:
        path = Path(name)
        if name in packs and not path.exists():
            listed.append(packs[name])
        elif path.is_dir():
            listed += plan_files(path)
        elif path.is_file():
            listed.append(path)
        else:
            raise missing_file(name)
    return list(dict.fromkeys(listed))


_WHICH = {"bad": Text("ví dụ sai", "bad example"), "good": Text("ví dụ đúng", "good example")}


def _examples(rule: Rule, where: Workspace) -> Iterator[tuple[Text, bool]]:
    """One line for each example of ``rule``, and whether it shows what it should."""
    from planmodel.rules import user

    failed = {(f.example, f.number): f for f in reversed(user.run_examples(rule, where))}
    for which, texts in (("bad", rule.bad), ("good", rule.good)):
        for number in range(1, len(texts) + 1):
            wrong = failed.get((which, number))
            if wrong is None:
                yield (
                    say("✓ {rule}: {which} {number}", rule=rule.code, which=_WHICH[which], number=number),
                    True,
                )
                continue
            place = _place(wrong.source, wrong.span)
            yield (
                say(
                    "✗ {place}: {rule}: {which} {number}: {why}",
                    place=place,
                    rule=rule.code,
                    which=_WHICH[which],
                    number=number,
                    why=wrong.message,
                ),
                False,
            )


def _place(source: str | None, span: Span | None) -> str:
    return f"{source}:{span.line}:{span.column}" if source is not None and span is not None else source or "—"
