"""Usage errors in one line: what is wrong with a command line, and what would do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import click

from planmodel.messages import Text, say


def wrong_usage(error: click.ClickException, commands: Iterable[str]) -> Text:
    """What is wrong with a command line; click's own English words where there are no others."""
    ctx: Any = getattr(error, "ctx", None)
    command = ctx.command_path if ctx is not None else "planmodel"
    match error:
        case click.NoSuchOption():
            return _no_option(error, command)
        case click.BadOptionUsage():
            return _bad_option(error, command)
        case click.MissingParameter():
            what = error.param.make_metavar(ctx) if error.param is not None and ctx is not None else ""
            return say("{what} is missing; see: {command} --help", what=what, command=command)
        case click.BadParameter():
            return _bad_value(error)
        case click.UsageError() if "No such command" in error.format_message():
            inside = ctx.command if ctx is not None else None
            known = inside.list_commands(ctx) if isinstance(inside, click.Group) else list(commands)
            return _no_command(error, known)
        case click.UsageError() if extra := re.search(
            r"extra arguments? \((.*)\)", error.format_message(), re.DOTALL
        ):
            return say("'{extra}' is too much; see: {command} --help", extra=extra[1], command=command)
    return say("{why}; see: {command} --help", why=error.format_message(), command=command)


def _no_option(error: click.NoSuchOption, command: str) -> Text:
    option = error.option_name
    if error.possibilities:
        return say(
            "there is no option {option}; did you mean {near}?; see: {command} --help",
            option=option,
            near=error.possibilities[0],
            command=command,
        )
    return say("there is no option {option}; see: {command} --help", option=option, command=command)


def _bad_option(error: click.BadOptionUsage, command: str) -> Text:
    option = error.option_name
    if "not take" in error.message:
        return say("option {option} takes no value; see: {command} --help", option=option, command=command)
    return say("option {option} lacks its value; see: {command} --help", option=option, command=command)


def _bad_value(error: click.BadParameter) -> Text:
    name = error.param.opts[0] if error.param is not None and error.param.opts else ""
    choices = getattr(getattr(error.param, "type", None), "choices", None)
    if choices:
        return say(
            "the value of {option} is not valid; choose one of: {choices}",
            option=name,
            choices=", ".join(map(str, choices)),
        )
    kind = getattr(error.param, "type", None)
    if isinstance(kind, click.IntRange):
        return say(
            "the value of {option} is not valid; write a whole number from {least} to {most}",
            option=name,
            least=kind.min,
            most=kind.max,
        )
    return say("the value of {option} is not valid: {why}", option=name, why=error.message)


def _no_command(error: click.ClickException, known: list[str]) -> Text:
    from difflib import get_close_matches

    name = error.format_message().partition("'")[2].partition("'")[0]
    close = get_close_matches(name, known, n=1)
    if close:
        return say("there is no command '{name}'; did you mean {near}?", name=name, near=close[0])
    return say("there is no command '{name}'; commands: {known}", name=name, known=", ".join(known))
