"""The house keeps its shape: floors, packages, imports."""

import ast
import importlib
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = {"prompts": 0, "memory": 1, "tools": 2, "agents": 3, "studio": 4}
SOURCES = sorted(path for floor in FLOORS for path in (ROOT / floor).rglob("*.py"))


def folders() -> list[Path]:
    return sorted({path.parent for path in SOURCES if path.name == "__init__.py"})


def imported(path: Path) -> list[str]:
    """The floors that a module imports from, by its relative imports."""
    package = list(path.relative_to(ROOT).parts[:-1])
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1]
            target = [*base, *(node.module or "").split(".")]
            names = [target[0]] if target[0] else [alias.name for alias in node.names]
            found += [name for name in names if name in FLOORS]
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_downward(path: Path) -> None:
    own = FLOORS[path.relative_to(ROOT).parts[0]]
    assert [name for name in imported(path) if FLOORS[name] > own] == []


def test_no_module_imports_the_package_by_its_own_name() -> None:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                assert not any(alias.name.split(".")[0] == "cliffhanger" for alias in node.names), path
            if isinstance(node, ast.ImportFrom) and not node.level:
                assert (node.module or "").split(".")[0] not in {"cliffhanger", *FLOORS}, path


def test_packages_are_the_folders() -> None:
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"]
    found = ["cliffhanger"] + [".".join(("cliffhanger", *folder.relative_to(ROOT).parts)) for folder in folders()]
    assert sorted(listed) == sorted(found)


def test_every_package_is_typed_and_says_what_belongs_in_it() -> None:
    for folder in folders():
        assert (folder / "py.typed").exists(), folder
        assert ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8"))), folder


def test_type_links_reach_every_floor() -> None:
    for floor in FLOORS:
        assert (ROOT / ".types" / "cliffhanger" / floor).resolve() == ROOT / floor


def test_every_module_imports() -> None:
    for path in SOURCES:
        parts = path.relative_to(ROOT).with_suffix("").parts
        importlib.import_module(".".join(("cliffhanger", *parts)).removesuffix(".__init__"))


def test_the_command_line_starts_light() -> None:
    """Help must not pay for graphs, pictures or voices."""
    code = (
        "import sys, cliffhanger.studio.cli;"
        "heavy = {'langgraph', 'langchain_openai', 'chromadb', 'skia', 'cv2', 'onnxruntime', 'moviepy', 'torch'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_no_module_is_longer_than_one_idea() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    assert {path: length for path, length in lengths.items() if length > 400} == {}
