"""Write src/planmodel/registries.json: the registries of plans/registry, read beforehand.

    .venv/bin/python tools/make_registries.py

Run it after a change of a registry (``make registries``); tests/test_workspace.py says when the two differ.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from planmodel import resources, yamltree
from planmodel.source import Source
from planmodel.workspace import REGISTRY_FILES, load_source


def made() -> str:
    """The text of the file. Exits where a registry is not right."""
    listed = {}
    for name in REGISTRY_FILES:
        path = resources.REGISTRY / f"{name}.yaml"
        text = Source(str(path), path.read_text("utf-8"))
        loaded = load_source(text)
        if loaded.found:
            sys.exit(f"{path}: {loaded.found[0].message.en}")
        listed[name] = {"text": text.text, "data": yamltree.read(text).data}
    return json.dumps(listed, ensure_ascii=False, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    Path(resources.REGISTRIES).write_text(made(), "utf-8")
