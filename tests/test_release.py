"""Is a release told apart from what is none?"""

from __future__ import annotations

import base64
import hashlib
import io
import re
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from audit.version import __version__
from tools.extras import main as extras
from tools.release import faults

_CHANGELOG = "# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-12-01\n\n- One thing.\n"
_METADATA = (
    "Metadata-Version: 2.4\nName: translation-audit\nVersion: 0.2.0\nLicense-Expression: Apache-2.0\n"
    "Requires-Python: >=3.11\nDescription-Content-Type: text/markdown\n\n# audit\n"
)
_SOURCES = (
    "audit/__init__.py docs/README.md rules/name/a.yaml seeds/a.txt tests/a.py tools/a.py CHANGELOG.md "
    "LICENSE Makefile NOTICE README.md pyproject.toml"
).split()
_INFORMATION = "translation_audit-0.2.0.dist-info"
_WHEEL = {
    "audit/__init__.py": b"",
    "audit/py.typed": b"",
    "audit/_rules/name/a.yaml": b"name: a\n",
    f"{_INFORMATION}/METADATA": _METADATA.encode(),
    f"{_INFORMATION}/licenses/LICENSE": b"Apache",
    f"{_INFORMATION}/licenses/NOTICE": b"Notice",
}


def _made(root: Path, held: dict[str, bytes]) -> None:
    """A project with a release in its dist/, whose wheel holds `held` and the list of `_WHEEL`."""
    (root / "audit").mkdir()
    (root / "audit/__init__.py").touch()
    (root / "rules/name").mkdir(parents=True)
    (root / "rules/name/a.yaml").write_text("name: a\n", encoding="utf-8")
    (root / "docs/examples").mkdir(parents=True)
    (root / "docs/examples/pre-commit-config.yaml").write_text("    rev: v0.2.0\n", encoding="utf-8")
    (root / "CHANGELOG.md").write_text(_CHANGELOG, encoding="utf-8")
    (root / "dist").mkdir()
    rows = [f"{name},sha256={_digest(data)},{len(data)}" for name, data in _WHEEL.items()]
    with zipfile.ZipFile(root / "dist/translation_audit-0.2.0-py3-none-any.whl", "w") as archive:
        for name, data in held.items():
            archive.writestr(name, data)
        archive.writestr(f"{_INFORMATION}/RECORD", "\n".join([*rows, f"{_INFORMATION}/RECORD,,"]))
    with tarfile.open(root / "dist/translation_audit-0.2.0.tar.gz", "w:gz") as sources:
        for name in _SOURCES:
            sources.addfile(tarfile.TarInfo(f"translation_audit-0.2.0/{name}"), io.BytesIO())


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def test_a_release_that_is_one_has_no_fault(tmp_path: Path) -> None:
    _made(tmp_path, _WHEEL)
    assert list(faults(tmp_path, "0.2.0")) == []


def _without(name: str) -> dict[str, bytes]:
    return {one: data for one, data in _WHEEL.items() if one != name}


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (_without("audit/_rules/name/a.yaml"), "audit/_rules/name/a.yaml is missing"),
        (_without(f"{_INFORMATION}/licenses/NOTICE"), "licenses/NOTICE is missing"),
        (_WHEEL | {"tests/a.py": b""}, "tests/a.py does not belong in it"),
        (
            _WHEEL | {"audit/__init__.py": b"import os"},
            "audit/__init__.py is not what its list of files says",
        ),
        (
            _WHEEL
            | {f"{_INFORMATION}/METADATA": _METADATA.replace("Version: 0.2.0", "Version: 0.1.0").encode()},
            "Version: 0.1.0, expected 0.2.0",
        ),
        (
            _WHEEL | {f"{_INFORMATION}/METADATA": _METADATA.partition("# audit")[0].encode()},
            "its metadata have no description",
        ),
    ],
)
def test_a_wheel_that_is_not_as_it_should_be_is_told(
    held: dict[str, bytes], said: str, tmp_path: Path
) -> None:
    _made(tmp_path, held)
    assert any(said in line for line in faults(tmp_path, "0.2.0"))


def _write(name: str, text: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / name).write_text(text, encoding="utf-8")

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            _write("CHANGELOG.md", _CHANGELOG.replace(" - 2026-12-01", "")),
            "expected [Unreleased], then [0.2.0]",
        ),
        (
            _write("CHANGELOG.md", _CHANGELOG.replace("[Unreleased]\n", "[Unreleased]\n\n- New.\n")),
            "something stands under [Unreleased]",
        ),
        (_write("docs/examples/pre-commit-config.yaml", "    rev: v0.1.0\n"), "expected rev: v0.2.0"),
        (_write("dist/translation_audit-0.1.0.tar.gz", ""), "is no part of this release"),
        (lambda root: (root / "dist/translation_audit-0.2.0.tar.gz").unlink(), "make dist builds it"),
    ],
)
def test_what_does_not_name_the_version_is_told(
    change: Callable[[Path], None], said: str, tmp_path: Path
) -> None:
    _made(tmp_path, _WHEEL)
    change(tmp_path)
    assert [line for line in faults(tmp_path, "0.2.0") if said in line]


def test_the_example_for_pre_commit_names_the_version(root: Path) -> None:
    example = (root / "docs/examples/pre-commit-config.yaml").read_text(encoding="utf-8")
    assert re.findall(r"rev: v(\S+)", example) == [__version__]


def test_no_extra_brings_more_than_it_may(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        extras()
    printed = capsys.readouterr().out
    assert ended.value.code == 0, printed
    assert "| docx | nothing | 0.0 | 15.0 |" in printed
    assert "| pdf | pypdf " in printed
