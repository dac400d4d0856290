"""The command line: parse, one call, render, exit code."""

from __future__ import annotations


def main(args: list[str] | None = None) -> None:
    """Run the command line and exit: 0 fine, 1 findings, 2 the request cannot be carried out, 3 our own fault.

    A command allocates once and ends: the cycle collector is told to wait before anything heavy is imported, which
    takes a tenth off every start.
    """
    import gc

    gc.set_threshold(200_000, 20, 20)
    from planmodel.cli._app import run

    run(args)
