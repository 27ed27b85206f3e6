"""The wheel holds everything, and runs where nothing else of ours is."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)],
        check=True,
        capture_output=True,
    )
    return next(out.glob("*.whl"))


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_everything_is_under_one_name(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in names(wheel)}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"cliffhanger"}


@pytest.mark.parametrize("pattern", ["*.py", "*.md", "*.yaml", "*.npz", "*.json", "*.so"])
def test_no_file_is_left_out(wheel: Path, pattern: str) -> None:
    inside = names(wheel)
    for floor in ("prompts", "memory", "tools", "agents", "studio"):
        for path in (ROOT / floor).rglob(pattern):
            assert f"cliffhanger/{path.relative_to(ROOT).as_posix()}" in inside


def test_help_runs_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    """Installed beside the dependencies but without the checkout, the command is there and says what it does."""
    home = tmp_path / "env"
    venv.create(home, with_pip=False, system_site_packages=False)
    site = next(home.glob("lib/python*/site-packages"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    # The dependencies come from this environment; the checkout itself must not.
    import typer

    dependencies = Path(typer.__file__).parent.parent
    (site / "dependencies.pth").write_text(str(dependencies), "utf-8")
    environment = {**os.environ, "PYTHONPATH": "", "PYTHONNOUSERSITE": "1"}
    done = subprocess.run(
        [str(home / "bin" / "python"), "-m", "cliffhanger", "--help"],
        capture_output=True, text=True, check=True, cwd=tmp_path, env=environment,
    )  # fmt: skip
    assert "make" in done.stdout and "doctor" in done.stdout
    where = subprocess.run(
        [str(home / "bin" / "python"), "-c", "import cliffhanger; print(cliffhanger.__file__)"],
        capture_output=True, text=True, check=True, cwd=tmp_path, env=environment,
    )  # fmt: skip
    assert str(site) in where.stdout
