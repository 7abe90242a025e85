"""Does the product work where only its wheel was installed?"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.words import docx, paragraph, run

pytestmark = [pytest.mark.wheel, pytest.mark.xdist_group("wheel")]


@dataclass(frozen=True)
class Installed:
    """An empty environment with the wheel in it, and an empty folder to run from."""

    bin: Path
    folder: Path

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        program, *arguments = command
        return _run([self.bin / program, *arguments], self.folder)


@pytest.fixture(scope="session")
def dist(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An sdist of the checkout, and the wheel built from that sdist."""
    folder = tmp_path_factory.mktemp("dist")
    built = _run([sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, root], folder)
    assert built.returncode == 0, built.stdout + built.stderr
    return folder


@pytest.fixture(scope="session")
def wheel(dist: Path) -> Path:
    return next(dist.glob("*.whl"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Only what the wheel asks for, no checkout in reach."""
    environment = tmp_path_factory.mktemp("environment")
    made = _run([sys.executable, "-m", "venv", environment], environment)
    assert made.returncode == 0, made.stderr
    scripts = environment / ("Scripts" if os.name == "nt" else "bin")
    pip = _run([scripts / "python", "-m", "pip", "install", "--quiet", wheel], environment)
    assert pip.returncode == 0, pip.stdout + pip.stderr
    return Installed(scripts, tmp_path_factory.mktemp("elsewhere"))


def test_the_wheel_carries_the_package_and_every_rule_and_nothing_else(root: Path, wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    stray = [name for name in names if not name.startswith(("audit/", "translation_audit-"))]
    assert not stray
    assert "audit/py.typed" in names
    assert {name.removeprefix("audit/_rules/") for name in names if name.startswith("audit/_rules/")} == {
        path.relative_to(root / "rules").as_posix()
        for path in (root / "rules").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_licence_and_the_notice_travel(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for name in ("LICENSE", "NOTICE"):
        assert any(entry.endswith(f".dist-info/licenses/{name}") for entry in names)


def test_the_source_distribution_has_what_a_packager_needs(dist: Path) -> None:
    with tarfile.open(next(dist.glob("*.tar.gz"))) as archive:
        tops = {name.split("/")[1] for name in archive.getnames() if "/" in name}
    assert {"audit", "rules", "tests", "seeds", "docs", "LICENSE", "NOTICE", "pyproject.toml"} <= tops


def test_it_reads_a_story_from_an_empty_folder(installed: Installed, seeds: Path, tmp_path: Path) -> None:
    story = shutil.copytree(seeds, tmp_path / "story")
    done = installed.run("audit", "check", "--format", "json", story)
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    assert len({finding["document"] for finding in report["findings"]}) >= 2
    assert not report["problems"]
    assert not list(installed.folder.iterdir())


def test_a_word_document_is_read_and_corrected_with_nothing_more_and_a_pdf_names_its_extra(
    installed: Installed, tmp_path: Path
) -> None:
    draft, paper = tmp_path / "draft.en.docx", tmp_path / "paper.en.pdf"
    draft.write_bytes(docx(paragraph(run("She thanked the the town on Monday, he said."))))
    paper.write_bytes(b"%PDF-1.7\n")
    assert installed.run("audit", "check", draft).returncode == 0
    made = installed.run("audit", "fix", draft, "--author", "Night desk")
    assert "1 correction (1 doubled-word)" in made.stdout + made.stderr
    asked = installed.run("audit", "check", paper)
    assert asked.returncode == 2
    assert "pip install 'translation-audit[pdf]'" in asked.stdout + asked.stderr


def test_the_style_and_the_script_of_a_page_travelled(installed: Installed, seeds: Path) -> None:
    made = installed.run("audit", "check", "--format", "html", seeds)
    assert made.stdout.startswith("<!DOCTYPE html>"), made.stderr
    assert "Content-Security-Policy" in made.stdout


def test_the_rules_that_travelled_pass_their_own_examples(installed: Installed) -> None:
    done = installed.run("audit", "rules", "test")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_package_and_the_command_say_the_same_version(installed: Installed, wheel: Path) -> None:
    version = wheel.name.split("-")[1]
    assert version in installed.run("audit", "version").stdout
    assert version in installed.run("python", "-m", "audit", "version").stdout


def _run(command: Sequence[str | Path], folder: Path) -> subprocess.CompletedProcess[str]:
    """Without anything of the environment that would lead back to the checkout."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"} and not name.startswith("COV_")
    }
    return subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=kept | {"PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
