"""How does the GitHub Action (action.yml) run audit? Needs nothing but Python.

Its inputs stand in the environment; each becomes one argument of a process, never a word that a shell reads.
"""

from __future__ import annotations

import os
import re
import secrets
import subprocess
import sys
import tempfile
import venv
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

_HERE = Path(__file__).resolve().parents[1]
_PACKAGE = "translation-audit"
_VERSION = re.compile(r"\d+(\.\d+)*([a-z.-]*\d+)?")
_NO_REVISION = re.compile(r"0*")  # GitHub gives zeros as the commit before the first of a branch


def arguments(inputs: Mapping[str, str], summary: Path | None) -> list[str]:
    """The words after `audit`. Raises ValueError for inputs that say nothing that can be done."""
    words = ["check", f"--format={inputs.get('AUDIT_FORMAT') or 'github'}"]
    if fail_on := inputs.get("AUDIT_FAIL_ON", "").strip():
        words.append(f"--fail-on={fail_on}")
    if _yes(inputs, "AUDIT_CHANGED_ONLY"):
        base = inputs.get("AUDIT_BASE", "").strip()
        if _NO_REVISION.fullmatch(base):
            print("There is no earlier revision to compare with: everything is judged.")
        else:
            words.append(f"--changed-since={base}")
    for output in _lines(inputs, "AUDIT_OUTPUTS"):
        if "=" not in output:
            raise ValueError(f"outputs: expected FORMAT=PATH on each line, found {output!r}")
        words.append(f"--output={output}")
    if summary:
        words.append(f"--output=github-summary={summary}")
    paths = _lines(inputs, "AUDIT_PATHS")
    if not paths or "-" in paths:
        raise ValueError(
            f"paths: expected files and folders, one a line, found {' '.join(paths) or 'nothing'}"
        )
    return [*words, "--", *paths]


def _lines(inputs: Mapping[str, str], name: str) -> list[str]:
    return [line.strip() for line in inputs.get(name, "").splitlines() if line.strip()]


def _yes(inputs: Mapping[str, str], name: str) -> bool:
    value = inputs.get(name, "").strip().lower()
    if value not in ("", "true", "false"):
        raise ValueError(f"{name.removeprefix('AUDIT_').lower().replace('_', '-')}: expected true or false")
    return value == "true"


def program(version: str, folder: Path) -> list[str]:
    """The command `audit`, installed into an environment in `folder` unless it is `installed`."""
    if version == "installed":
        return ["audit"]
    if version and not _VERSION.fullmatch(version):
        raise ValueError(f"version: expected a number such as 1.2.0, or installed, found {version!r}")
    place = folder / "audit"
    venv.create(place, with_pip=True)
    python = str(place / ("Scripts" if os.name == "nt" else "bin") / "python")
    wanted = f"{_PACKAGE}=={version}" if version else str(_HERE)
    command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wanted]
    subprocess.run(command, check=True)
    return [python, "-m", "audit"]


def main() -> NoReturn:
    """Leaves with audit's exit code, 2 where it could not be run."""
    inputs = dict(os.environ)
    folder = Path(tempfile.mkdtemp(dir=inputs.get("RUNNER_TEMP")))
    try:
        wants = _yes(inputs, "AUDIT_SUMMARY") and bool(inputs.get("GITHUB_STEP_SUMMARY"))
        summary = folder / "summary.md" if wants else None
        words = arguments(inputs, summary)
        command = program(inputs.get("AUDIT_VERSION", "").strip(), folder)
        code = _run([*command, *words], own_commands=words[1] == "--format=github")
    except (ValueError, OSError, subprocess.CalledProcessError) as error:
        print(f"::error title=audit::{str(error).replace('%', '%25').replace(chr(10), '%0A')}")
        code, summary = 2, None
    if summary and summary.exists():
        with Path(inputs["GITHUB_STEP_SUMMARY"]).open("ab") as page:
            page.write(summary.read_bytes())
    if output := inputs.get("GITHUB_OUTPUT"):
        with Path(output).open("a", encoding="utf-8") as file:
            file.write(f"exit-code={code}\n")
    sys.exit(code)


def _run(command: list[str], *, own_commands: bool) -> int:
    """Run audit; unless its report is made for GitHub's log, no line of it is a command there."""
    token = secrets.token_hex(16)
    if not own_commands:
        print(f"::stop-commands::{token}", flush=True)
    done = subprocess.run(command, check=False)
    if not own_commands:
        print(f"::{token}::", flush=True)
    return done.returncode


if __name__ == "__main__":
    main()
