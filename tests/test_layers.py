"""Does the code keep to the picture in docs/architecture.md?"""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

_HEAVY = ("babel", "langdetect", "numpy", "rapidfuzz", "sacrebleu", "sentencex", "textual", "wordfreq")
_LOADED = f"""
import sys
sys.argv = ["audit", "--help"]
try:
    from audit.cli import main
    main()
except SystemExit:
    pass
print("loaded:", *(name for name in {_HEAVY!r} if name in sys.modules))
"""


def _modules() -> list[Path]:
    root = Path(__file__).resolve().parents[1]
    return sorted(path for path in (root / "audit").rglob("*.py"))


def test_no_module_imports_a_layer_above_it(root: Path) -> None:
    # lint-imports is a script without a module of its own, and stands beside the interpreter
    checked = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_asking_for_help_loads_nothing_heavy(root: Path) -> None:
    asked = subprocess.run(
        [sys.executable, "-c", _LOADED], cwd=root, capture_output=True, text=True, check=False
    )
    assert asked.stdout.splitlines()[-1:] == ["loaded:"], asked.stderr


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(path.parents[1])))
def test_a_module_says_what_question_it_answers(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring, f"{path} has no docstring"


def test_the_picture_names_every_layer(root: Path) -> None:
    picture = (root / "docs" / "architecture.md").read_text(encoding="utf-8")
    parts = {path.stem for path in (root / "audit").iterdir() if path.suffix == ".py" or path.is_dir()}
    parts -= {"__init__", "__main__", "__pycache__", "_rules", "py", "version"}
    assert not {part for part in parts if f"`{part}`" not in picture}


def test_no_class_name_stands_twice() -> None:
    stands: dict[str, list[str]] = {}
    for path in _modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                stands.setdefault(node.name, []).append(f"{path}:{node.lineno}")
    assert {name: places for name, places in stands.items() if len(places) > 1} == {}
