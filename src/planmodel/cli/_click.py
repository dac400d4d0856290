"""Help pages in Vietnamese: click's own words, said in the language of those who read them."""

from __future__ import annotations

import re

import click

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def one_line(text: str) -> str:
    """``text`` for a terminal, in one line: a control character (in a file's name, say) is shown, not obeyed."""
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


class _Vietnamese(click.Command):
    """A command whose help page has Vietnamese headings."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Cách dùng: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        listed = [record for option in options if (record := option.get_help_record(ctx)) is not None]
        if listed:
            with formatter.section("Tùy chọn"):
                formatter.write_dl(listed)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Hiện trang trợ giúp này."
        return option


class Command(_Vietnamese):
    """A command of the program."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("options_metavar", "[TÙY CHỌN]")
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]


class Group(_Vietnamese, click.Group):
    """The group of commands; a subclass lists them."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)


class Subcommands(Group):
    """A command that also has commands of its own."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Lệnh con"):
            formatter.write_dl([(name, self.commands[name].get_short_help_str(80)) for name in self.commands])
