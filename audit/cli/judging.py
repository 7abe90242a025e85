"""How do the words of the command line become a run, and the run an exit code?"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from audit.cli.options import FailOn
from audit.cli.output import fail, progress, told

if TYPE_CHECKING:
    from pathlib import Path

    from audit.model import Run
    from audit.settings import Settings


def settings_of(
    select: list[str] | None,
    ignore: list[str] | None,
    rules: list[Path] | None,
    fail_on: FailOn,
    jobs: int,
) -> Settings:
    from audit.model import Severity
    from audit.settings import Settings

    return Settings(
        select=_words(select),
        ignore=_words(ignore),
        rules=tuple(rules or ()),
        fail_on=Severity.CRITICAL if fail_on is FailOn.NEVER else Severity(fail_on.value),
        processes=jobs,
    )


def _words(given: list[str] | None) -> tuple[str, ...]:
    return tuple(word.strip() for words in given or () for word in words.split(",") if word.strip())


def judged(
    paths: list[str], settings: Settings, siblings: tuple[str, ...] = (), references: tuple[str, ...] = ()
) -> Run:
    """The run, or a clear line on standard error and exit code 2."""
    from pathlib import Path

    beside = (*siblings, *references)
    if beside and (len(paths) > 1 or Path(paths[0]).is_dir()):
        option = "--against" if siblings else "--reference"
        fail(f"{option} judges one article beside its siblings: name one file before it")
    given = sys.stdin.buffer.read() if "-" in (*paths, *beside) else None
    from audit.run import check as run_check

    with told(), progress() as report_progress:
        return run_check(
            paths,
            settings,
            siblings=siblings,
            references=references,
            standard_input=given,
            progress=report_progress,
        )


def status(run: Run, fail_on: FailOn) -> int:
    from audit.model import Severity

    if any(problem.fatal for problem in run.problems):
        return 2
    if fail_on is FailOn.NEVER:
        return 0
    limit = Severity(fail_on.value).rank
    return int(any(finding.status.open and finding.severity.rank >= limit for finding in run.findings))
