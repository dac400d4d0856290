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


def entry() -> None:
    """``main`` as a process of its own: what was printed is flushed, and the process ends without clearing up.

    Taking modules and plans apart one by one would cost more than reading a plan; the system frees them at once.
    """
    import os
    import sys

    try:
        main()
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        for stream in (sys.stdout, sys.stderr):
            try:
                if stream is not None:  # closed by who started us
                    stream.flush()
            except (OSError, ValueError):
                pass
        os._exit(code)
    except KeyboardInterrupt:  # while the first modules were loading
        os._exit(130)
