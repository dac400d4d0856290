"""The house stands as it was drawn: imports go down only, and light commands import nothing heavy."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PLAN = ROOT / "plans" / "khanh-hoa" / "4205-kh-ubnd-2022.yaml"

# Slow to import, and needed neither for the help nor to check one plan (jsonschema_rs is the fast engine).
HEAVY = (
    "cel_expr_python",
    "concurrent.futures",
    "docx",
    "graphviz",
    "holidays",
    "icalendar",
    "importlib.metadata",
    "jinja2",
    "jsonschema",
    "multiprocessing",
    "networkx",
    "openpyxl",
)
READER = ("jsonschema_rs", "yaml")

# Runs the command in a fresh process, then writes its exit code and all that it imported to a file.
PROBE = """
import sys
from planmodel.cli import main

out, sys.argv = sys.argv[1], ["planmodel", *sys.argv[2:]]
try:
    code = main()
except SystemExit as stop:
    code = stop.code
with open(out, "w", encoding="utf-8") as file:
    print(code or 0, *sorted(sys.modules), sep="\\n", file=file)
"""


def run(command: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONUTF8": "1"}
    return subprocess.run(
        command, cwd=cwd, env=environment, check=False, capture_output=True, text=True, encoding="utf-8"
    )


def lint_imports(contract: str, *, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Check one import contract on the planmodel package that `cwd` sees first."""
    call = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    options = ["--config", str(ROOT / "pyproject.toml"), "--no-cache", "--no-logo", "--contract", contract]
    return run([sys.executable, "-c", call, *options], cwd)


def imported_by(arguments: list[str], tmp_path: Path) -> set[str]:
    """The names of all modules that one successful run of `planmodel ARGUMENTS` has imported."""
    out = tmp_path / "modules.txt"
    done = run([sys.executable, "-c", PROBE, str(out), *arguments], tmp_path)
    assert done.returncode == 0, done.stderr
    code, *modules = out.read_text(encoding="utf-8").splitlines()
    assert code == "0", done.stdout + done.stderr
    return set(modules)


def among(modules: set[str], names: tuple[str, ...]) -> list[str]:
    """Those of `names` that stand in `modules`, themselves or by a submodule."""
    return [name for name in names if any(m == name or m.startswith(name + ".") for m in modules)]


@pytest.mark.parametrize("contract", ["floors", "cycles", "doors"])
def test_the_import_contracts_hold(contract: str) -> None:
    done = lint_imports(contract, cwd=ROOT / "src")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 kept, 0 broken" in done.stdout


@pytest.mark.parametrize(
    ("contract", "planted"),
    [
        pytest.param("floors", {"clauses.py": "import planmodel.cli"}, id="upwards"),
        pytest.param(
            "floors", {"workspace.py": "def late():\n    import planmodel.views"}, id="upwards-late"
        ),
        pytest.param("floors", {"rules/new.py": "import planmodel.render"}, id="stranger"),
        pytest.param("floors", {"compile/targets.py": "from planmodel import schema"}, id="compile-schema"),
        pytest.param("floors", {"nowhere.py": "import planmodel.clauses"}, id="no-floor"),
        pytest.param(
            "cycles",
            {"views/ring.py": "import planmodel.views.gnir", "views/gnir.py": "import planmodel.views.ring"},
            id="cycle",
        ),
        pytest.param("doors", {"views/new.py": "import yaml"}, id="yaml"),
        pytest.param("doors", {"views/feed.py": "def late():\n    import icalendar"}, id="icalendar-late"),
        pytest.param("doors", {"views/new.py": "def late():\n    import networkx"}, id="networkx-late"),
        pytest.param("doors", {"workspace.py": "import jsonschema_rs"}, id="jsonschema"),
    ],
)
def test_a_planted_import_breaks_its_contract(contract: str, planted: dict[str, str], tmp_path: Path) -> None:
    copy = tmp_path / "planmodel"
    shutil.copytree(ROOT / "src" / "planmodel", copy, ignore=shutil.ignore_patterns("__pycache__"))
    for module, statement in planted.items():
        with (copy / module).open("a", encoding="utf-8") as file:
            file.write(f"\n{statement}\n")
    done = lint_imports(contract, cwd=tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "0 kept, 1 broken" in done.stdout


def test_the_help_imports_nothing_heavy_and_reads_no_plan(tmp_path: Path) -> None:
    modules = imported_by(["--help"], tmp_path)
    assert "click" in modules
    assert among(modules, (*HEAVY, *READER, "planmodel.messages")) == []


def test_checking_a_plan_imports_nothing_heavy(tmp_path: Path) -> None:
    modules = imported_by(["check", str(PLAN)], tmp_path)
    assert among(modules, ("yaml", "jsonschema_rs")) == ["yaml", "jsonschema_rs"]
    assert among(modules, HEAVY) == []
