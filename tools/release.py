"""Is what lies in dist/ a release: one version, the right contents and metadata, told in the changelog?

python -m tools.release     a line for each thing that is not so; 1 where there is one
"""

from __future__ import annotations

import base64
import csv
import hashlib
import re
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from email.message import Message
from email.parser import Parser
from pathlib import Path

from audit.version import __version__

_ROOT = Path(__file__).resolve().parents[1]
_NAME = "translation_audit"
# What a packager needs of the sources.
_SOURCES = (
    "audit/__init__.py",
    "docs/README.md",
    "rules",
    "seeds",
    "tests",
    "tools",
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "NOTICE",
    "README.md",
    "pyproject.toml",
)
_METADATA = {
    "Name": "translation-audit",
    "License-Expression": "Apache-2.0",
    "Requires-Python": ">=3.11",
    "Description-Content-Type": "text/markdown",
}
_EXAMPLE = "docs/examples/pre-commit-config.yaml"


def faults(root: Path, version: str) -> Iterator[str]:
    """What is wrong with the release `version` of the project in `root`, whose files lie in dist/."""
    yield from _told(root, version)
    wheel = root / "dist" / f"{_NAME}-{version}-py3-none-any.whl"
    sources = root / "dist" / f"{_NAME}-{version}.tar.gz"
    built = sorted((root / "dist").glob("*"))
    for path in (wheel, sources):
        if path not in built:
            yield f"dist/{path.name} is missing: make dist builds it"
    for path in built:
        if path not in (wheel, sources):
            yield f"dist/{path.name} is no part of this release"
    if wheel in built:
        yield from _wheel(root, wheel, version)
    if sources in built:
        yield from _sources(sources, version)


def _told(root: Path, version: str) -> Iterator[str]:
    """The changelog and the example name the version."""
    changelog = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    heads = re.findall(r"^## (.+)$", changelog, re.MULTILINE)
    dated = re.compile(rf"\[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d")
    if len(heads) < 2 or heads[0] != "[Unreleased]" or not dated.fullmatch(heads[1]):
        found = ", ".join(heads[:2])
        yield f"CHANGELOG.md: expected [Unreleased], then [{version}] with its day, found {found}"
    elif re.search(r"^- ", changelog.partition("## [Unreleased]")[2].partition("\n## ")[0], re.MULTILINE):
        yield f"CHANGELOG.md: something stands under [Unreleased]: it belongs to [{version}]"
    if f"rev: v{version}\n" not in (root / _EXAMPLE).read_text(encoding="utf-8").replace(" #", "\n#"):
        yield f"{_EXAMPLE}: expected rev: v{version}"


def _wheel(root: Path, path: Path, version: str) -> Iterator[str]:
    information = f"{_NAME}-{version}.dist-info"
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    for name in held:
        if name.split("/")[0] not in ("audit", information) or "__pycache__" in name:
            yield f"{path.name}: {name} does not belong in it"
    rules = (one.relative_to(root) for one in (root / "rules").rglob("*") if one.is_file())
    expected = {f"audit/_{one.as_posix()}" for one in rules if "__pycache__" not in one.parts}
    modules = (one.relative_to(root).as_posix() for one in (root / "audit").rglob("*.py"))
    licences = {f"{information}/licenses/{name}" for name in ("LICENSE", "NOTICE")}
    for name in sorted((expected | set(modules) | licences | {"audit/py.typed"}) - held.keys()):
        yield f"{path.name}: {name} is missing"
    metadata = held.get(f"{information}/METADATA", b"").decode()
    yield from _metadata(path.name, Parser().parsestr(metadata), version)
    yield from _recorded(path.name, held, f"{information}/RECORD")


def _metadata(shown: str, said: Message, version: str) -> Iterator[str]:
    for field, expected in {**_METADATA, "Version": version}.items():
        if said.get(field) != expected:
            yield f"{shown}: its metadata say {field}: {said.get(field)}, expected {expected}"
    if not str(said.get_payload()).lstrip().startswith("# "):
        yield f"{shown}: its metadata have no description"


def _recorded(shown: str, held: dict[str, bytes], record: str) -> Iterator[str]:
    """Every file is in the list of files with its digest."""
    rows = {name: digest for name, digest, _ in csv.reader(held.get(record, b"").decode().splitlines())}
    for name, data in held.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        if name != record and rows.get(name) != f"sha256={digest}":
            yield f"{shown}: {name} is not what its list of files says"


def _sources(path: Path, version: str) -> Iterator[str]:
    top = f"{_NAME}-{version}/"
    with tarfile.open(path) as archive:
        names = archive.getnames()
    for name in names:
        if not name.startswith(top) or ".." in name.split("/"):
            yield f"{path.name}: {name} lies outside its folder"
    for name in _SOURCES:
        if not any(one == top + name or one.startswith(f"{top}{name}/") for one in names):
            yield f"{path.name}: {name} is missing"


def main() -> None:
    """Print what is wrong."""
    found = list(faults(_ROOT, __version__))
    for line in found:
        print(line, file=sys.stderr)
    if not found:
        print(f"dist/ is release {__version__}: the tag is v{__version__}")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
