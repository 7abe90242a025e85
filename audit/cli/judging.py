"""How do the words of the command line become a run, and the run an exit code?"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from audit import files
from audit.cli.options import FailOn
from audit.cli.output import fail, progress, told, warn

if TYPE_CHECKING:
    from audit.model import ProofreadingCost, Run, Story
    from audit.settings import ReaderSettings, Settings
    from audit.settings.configuration import Configuration


def configuration(
    base: Settings,
    *,
    select: list[str] | None = None,
    ignore: list[str] | None = None,
    rules: list[Path] | None = None,
    fail_on: FailOn | None = None,
    config: Path | None = None,
    use_config: bool = True,
) -> Configuration:
    """What the command line says, over what files say; `base` holds what no file can say."""
    from audit.settings.configuration import Configuration

    said: dict[str, object] = {
        "select": _words(select),
        "ignore": _words(ignore),
        "rules": [str(folder) for folder in rules or ()],
        "fail-on": fail_on and fail_on.value,
    }
    given = {key: value for key, value in said.items() if value}
    return Configuration(given, config=config, files=use_config, base=base)


def reader_of(url: str | None, model: str, seconds: float) -> ReaderSettings | None:
    """The reader that was asked for, or a clear line and exit code 2; None where none was. A repository says
    nothing of it: where texts are sent is for who runs the check."""
    if not url:
        return None
    from audit.settings import ReaderSettings

    with told():
        return ReaderSettings(url, model, os.environ.get("AUDIT_READER_KEY", ""), seconds=seconds)


def say_reading(cost: ProofreadingCost | None) -> None:
    """What a reader took, and what came of it, in a line on standard error."""
    if cost is None:
        return
    from audit.report.wording import plural

    kept = f", {cost.kept:,} of them answered before" if cost.kept else ""
    dropped = f" ({cost.dropped:,} dropped: of no known kind, or not in the text)" if cost.dropped else ""
    warn(
        f"reader {cost.by}: {plural(cost.passages, 'passage')}{kept}, {plural(cost.marks, 'mark')}{dropped},"
        f" {cost.seconds:.1f} s, {cost.asked_tokens:,} tokens asked and {cost.answered_tokens:,} answered"
    )


def _words(given: list[str] | None) -> list[str]:
    return [word.strip() for words in given or () for word in words.split(",") if word.strip()]


def judged(
    paths: list[str],
    settings: Configuration,
    siblings: tuple[str, ...] = (),
    references: tuple[str, ...] = (),
    originals: tuple[str, ...] = (),
    company: Callable[[Story], Story] | None = None,
) -> Run:
    """The run, or a clear line on standard error and exit code 2."""
    beside = one_article(paths, siblings, references, originals)
    given = sys.stdin.buffer.read() if "-" in (*paths, *beside) else None
    from audit.run import check as run_check

    with told(), progress() as report_progress:
        return run_check(
            paths,
            settings.base,
            siblings=siblings,
            references=references,
            originals=originals,
            standard_input=given,
            progress=report_progress,
            settings_of=settings.of,
            company=company,
        )


def company_of(
    paths: Sequence[str], beside: Sequence[str], archive: str | None, *, without: bool
) -> Callable[[Story], Story] | None:
    """What finds the siblings of a text in the archive that is named, or that the texts' project has; None
    where there is none, where nobody wants it, and where siblings were named."""
    from audit.archive.place import of_project

    if without or beside:
        return None
    place = archive or of_project(paths[0])
    if place is None:
        return None
    from audit.archive.siblings import accompanied

    return partial(accompanied, place)


def one_article(
    paths: list[str],
    siblings: Sequence[str] | None,
    references: Sequence[str] | None,
    originals: Sequence[str] | None,
) -> tuple[str, ...]:
    """The siblings named one by one; where there are any, what is judged is one file, or this ends with 2."""
    beside = (*(siblings or ()), *(references or ()), *(originals or ()))
    if beside and (len(paths) > 1 or files.is_folder(Path(paths[0]))):
        option = "--against" if siblings else "--reference" if references else "--original"
        fail(f"{option} judges one article beside its siblings: name one file before it")
    return beside


def status(run: Run, settings: Configuration, *, findings_fail: bool = True) -> int:
    """2 where something could not be judged, else 1 where there is more than the settings allow; which budget
    that is stands on standard error."""
    from audit.settings import overspent

    over = tuple(overspent(run, settings.of)) if findings_fail else ()
    for one in over:
        if one.key:
            place = f"{one.place}: " if one.place else ""
            found = f"{one.findings:,} findings at or above {one.limit}"
            warn(f"{place}{one.key}: {found}, {one.allowed:,} are allowed")
    if any(problem.fatal for problem in run.problems):
        return 2
    return int(bool(over))


def not_judged(run: Run, paths: Sequence[str], *, everywhere: bool) -> bool:
    """Whether a file named on the command line was not judged; `everywhere`, whether any version was not."""
    from audit.group import STANDARD_INPUT, STANDARD_INPUT_NAME
    from audit.model import Verdict

    files = (STANDARD_INPUT_NAME if path == STANDARD_INPUT else path for path in paths)
    named = {os.path.realpath(path) for path in files if not Path(path).is_dir()}
    stories = {story.id: story for story in run.stories}
    return any(
        everywhere or os.path.realpath(stories[score.story].version(score.document).source.path) in named
        for score in run.scores
        if score.verdict is Verdict.NOT_JUDGED
    )
