"""Builds the reader in C beside its source, where there are a C compiler and libyaml's header; else does without it.

The program reads the same without it, only slower. PLANMODEL_PURE=1 leaves it out (for a wheel that runs anywhere).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE = "src/planmodel/yamltree/_reader.c"


class ReaderInC(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles ``SOURCE`` in place, and marks the wheel as one for this Python and this machine."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile before the files of the wheel are gathered."""
        if self.target_name != "wheel" or os.environ.get("PLANMODEL_PURE"):
            return
        built = compiled(Path(self.root))
        if built is None:
            self.app.display_warning("No C compiler or no yaml.h (libyaml): plans will be read more slowly.")
            return
        build_data.update(pure_python=False, infer_tag=True)
        build_data["artifacts"].append("/" + built.relative_to(self.root).as_posix())


def compiled(root: Path) -> Path | None:
    """The compiled module beside its source, or None where it cannot be compiled."""
    from setuptools import Distribution, Extension
    from setuptools.command.build_ext import build_ext
    from setuptools.errors import BaseError

    source = root / SOURCE
    name = ".".join(source.with_suffix("").relative_to(root / "src").parts)
    flags = [] if sys.platform == "win32" else ["-O2", "-g0"]
    extension = Extension(name, [str(source)], libraries=["yaml"], extra_compile_args=flags)
    command = build_ext(Distribution({"ext_modules": [extension], "script_args": ["-q"]}))
    command.build_lib = str(root / "src")
    with TemporaryDirectory() as objects:
        command.build_temp = objects
        command.ensure_finalized()
        try:
            command.run()
        except BaseError:
            return None
    (built,) = command.get_outputs()
    return Path(built)
