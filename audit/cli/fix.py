"""Which corrections are made in the files?"""

from __future__ import annotations

import sys
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from audit.cli.judging import configuration, judged
from audit.cli.options import Config, Ignore, Jobs, Paths, RuleFolders, Select, UseConfig, UseDecisions
from audit.cli.output import say, tell, told, warn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from audit.fix import Fixed
    from audit.model import Finding, Run


def register(app: typer.Typer) -> None:
    app.command()(fix)


def fix(
    paths: Paths,
    select: Select = None,
    ignore: Ignore = None,
    rules: RuleFolders = None,
    unsafe: Annotated[
        bool, typer.Option("--unsafe", help="Fixes that may change what the text says too: read them after.")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what would change, and change nothing.")] = False,
    author: Annotated[
        str, typer.Option("--author", metavar="NAME", help="Who makes the changes in Word documents.")
    ] = "audit",
    comments: Annotated[
        bool,
        typer.Option(
            "--comments/--no-comments", help="Put what stays as comments into Word documents, or do not."
        ),
    ] = True,
    jobs: Jobs = 0,
    decisions: UseDecisions = True,
    config: Config = None,
    use_config: UseConfig = True,
) -> None:
    """Correct what can be corrected safely: spacing, doubled words, broken encoding, wrong articles.

    Each file is written whole, in its own encoding and with its own newlines, and only if nobody changed it
    meanwhile. In Word documents (.docx) each correction is a tracked change, and what else was found a
    comment. Exit code 0; with --diff 1 where something would change; 2 where something went wrong.
    """
    from audit.fix import FixError, fixes, tidy, write
    from audit.fix.comments import Author
    from audit.run import check
    from audit.settings import Scores, Settings

    base = Settings(processes=jobs, decisions=decisions, scores=Scores.NONE)
    settings = configuration(
        base, select=select, ignore=ignore, rules=rules, config=config, use_config=use_config
    )
    run = judged(paths, settings)
    with told():
        fixed = fixes(
            run,
            lambda stories: check(stories, base, settings_of=settings.of),
            lambda folder: settings.of(folder).formats,
            unsafe=unsafe,
            author=Author(author),
            comments=comments,
        )
    for path in _not_written(run, unsafe=unsafe):
        tell(f"{path}: corrections are not written into files of this format")
    failed = [
        f"could not judge {problem.path}: {problem.message}" for problem in run.problems if problem.fatal
    ]
    if not diff:
        tidy(run)
    for one in fixed:
        if diff:
            say("".join(_diff(one)))
            continue
        try:
            write(one)
        except FixError as error:
            failed.append(str(error))
            continue
        tell(f"{one.path}: {_said(one)}")
    if not unsafe and (left := _left(run, fixed)):
        say(f"{left}: --unsafe makes those too, --unsafe --diff shows them\n")
    for line in failed:
        warn(line)
    raise typer.Exit(2 if failed else int(diff and bool(fixed)))


def _diff(fixed: Fixed) -> Iterator[str]:
    """The lines of a patch; on a terminal no character of the text moves the cursor."""
    from audit.decide.quoting import quoted
    from audit.load import characters
    from audit.report.wording import plural, visible

    suffix = Path(fixed.path).suffix.lower()
    before, after = (
        characters(data, fixed.path, suffix).characters.removeprefix("\ufeff").splitlines(keepends=True)
        for data in (fixed.before, fixed.after)
    )
    old, new = (quoted(f"{side}/{fixed.path}") for side in "ab")
    for line in unified_diff(before, after, old, new):
        whole = line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        yield f"{visible(whole.rstrip(chr(10)))}\n" if sys.stdout.isatty() else whole
    if fixed.commented:
        yield f"# {visible(fixed.path)}: {plural(len(fixed.commented), 'comment')}\n"


def _not_written(run: Run, *, unsafe: bool) -> list[str]:
    """The files for which there are corrections, and which are only read."""
    from audit.fix.file import takes_comments
    from audit.load import is_packed

    wanted = {
        (one.story, one.span.document)
        for one in run.findings
        if one.status.open and one.fix is not None and (unsafe or one.safe)
    }
    paths = {
        version.source.path
        for story in run.stories
        for version in story.versions
        if (story.id, version.id) in wanted
    }
    return sorted(one for one in paths if is_packed(Path(one).suffix.lower()) and not takes_comments(one))


def _left(run: Run, fixed: tuple[Fixed, ...]) -> str:
    """The corrections not made since they may change what the text says; "" where there are none."""
    made = {finding.fingerprint for one in fixed for finding in one.made}
    unmade = [one for one in run.findings if one.status.open and one.fix is not None and not one.safe]
    left = [one for one in unmade if one.fingerprint not in made]
    return f"{_counted(left)} may change what is said" if left else ""


def _said(fixed: Fixed) -> str:
    """What was done to a file, in words."""
    from audit.report.wording import plural

    said = [_counted(fixed.made)] if fixed.made else []
    said += [plural(len(fixed.commented), "comment")] if fixed.commented else []
    return ", ".join(said)


def _counted(findings: Sequence[Finding]) -> str:
    from collections import Counter

    from audit.report.wording import plural

    rules = Counter(finding.rule for finding in findings)
    told = ", ".join(f"{rules[name]} {name}" for name in sorted(rules))
    return f"{plural(len(findings), 'correction')} ({told})"
