"""What is handed out works where there is no checkout: the wheel carries schema, registries and template."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHIPPED = {
    "schema": "planmodel/data/schema",
    "plans/registry": "planmodel/data/plans/registry",
    "plans/templates": "planmodel/data/plans/templates",
}
LEFT_OUT = {"PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV"}
ENVIRONMENT = {k: v for k, v in os.environ.items() if k not in LEFT_OUT} | {"PYTHONUTF8": "1"}


def run(*command: str | Path, cwd: Path) -> str:
    """What the command printed; a command that fails says why."""
    parts = [str(part) for part in command]
    done = subprocess.run(
        parts, cwd=cwd, env=ENVIRONMENT, check=False, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def build(out: Path, *options: str) -> Path:
    """The wheel built into `out`, without network; with no options by way of the source distribution."""
    out.mkdir()
    run(sys.executable, "-m", "build", "--no-isolation", *options, "--outdir", out, ROOT, cwd=out)
    (wheel,) = out.glob("*.whl")
    return wheel


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def venv_with(wheel: Path, env: Path) -> Path:
    """The scripts of a new venv that holds the wheel and borrows its dependencies from the running one."""
    run(sys.executable, "-m", "venv", "--without-pip", env, cwd=env.parent)
    scripts = Path(sysconfig.get_path("scripts", "venv", {"base": str(env)}))
    install = ["install", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-index"]
    run(sys.executable, "-m", "pip", "--python", scripts / "python", *install, wheel, cwd=env.parent)
    # Folders named in a .pth are searched last; .pth files in them (the editable checkout's) are not read.
    site = Path(sysconfig.get_path("purelib", "venv", {"base": str(env)}))
    borrowed = dict.fromkeys(sysconfig.get_path(kind) for kind in ("purelib", "platlib"))
    (site / "borrowed.pth").write_text("\n".join(borrowed) + "\n", encoding="utf-8")
    return scripts


def test_the_wheel_carries_the_data_and_is_the_same_by_way_of_the_sdist(tmp_path: Path) -> None:
    straight = contents(build(tmp_path / "straight", "--wheel"))
    assert contents(build(tmp_path / "by-sdist")) == straight
    for folder, place in SHIPPED.items():
        here = {p.relative_to(ROOT / folder).as_posix(): p for p in (ROOT / folder).rglob("*") if p.is_file()}
        assert here, f"{folder} is empty"
        for name, path in here.items():
            assert straight[f"{place}/{name}"] == path.read_bytes()
    assert "planmodel/py.typed" in straight
    catalogue = "planmodel/locale/vi/LC_MESSAGES/planmodel.mo"
    assert straight[catalogue] == (ROOT / "src" / catalogue).read_bytes()


def test_the_wheel_works_away_from_the_checkout(tmp_path: Path) -> None:
    scripts = venv_with(build(tmp_path / "dist", "--wheel"), tmp_path / "env")
    away = tmp_path / "away"
    shutil.copytree(ROOT / "plans" / "khanh-hoa", away / "khanh-hoa")

    found = run(scripts / "python", "-c", "import planmodel; print(planmodel.__file__)", cwd=away)
    assert Path(found.strip()).is_relative_to(tmp_path / "env"), found

    exported = json.loads(run(scripts / "planmodel", "export", "mic-781-2022", "--format", "json", cwd=away))
    assert (exported["plan"], exported["kind"]) == ("mic-781-2022", "template")
    assert exported["targets"]
    run(scripts / "planmodel", "check", "khanh-hoa/4205-kh-ubnd-2022.yaml", cwd=away)
