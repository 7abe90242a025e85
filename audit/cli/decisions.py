"""What does a person decide on findings, and where is it kept?"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from audit.cli.judging import configuration, judged, reader_of
from audit.cli.options import (
    Ignore,
    Jobs,
    Paths,
    Reader,
    ReaderModel,
    ReaderSeconds,
    RuleFolders,
    Select,
)
from audit.cli.output import fail, tell, told, warn

if TYPE_CHECKING:
    from audit.model import Finding, Run, Status

_BASELINE = "baseline"


class DecisionWord(StrEnum):
    """The words for a decision; `none` takes one back."""

    REAL = "real"
    ACCEPTED = "accepted"
    FALSE_ALARM = "false-alarm"
    NONE = "none"


Reason = Annotated[str, typer.Option(metavar="TEXT", help="Why; it stands beside the decision.")]
By = Annotated[str, typer.Option(metavar="NAME", help="Who decided.", show_default=False)]


def register(app: typer.Typer) -> None:
    app.command()(baseline)
    app.command()(decide)
    app.command()(prune)
    app.command()(undo)
    app.command()(attach)


def baseline(
    paths: Paths,
    select: Select = None,
    ignore: Ignore = None,
    rules: RuleFolders = None,
    reason: Reason = _BASELINE,
    by: By = "",
    jobs: Jobs = 0,
) -> None:
    """Accept what is found today: from now on only new findings count. audit undo takes it back.

    Exit code 0, or 2 where something could not be judged; the rest is accepted all the same.
    """
    from audit.model import Status
    from audit.settings import Settings

    settings = configuration(Settings(processes=jobs), select=select, ignore=ignore, rules=rules)
    run = judged(paths, settings)
    new = [finding for finding in run.findings if finding.status is Status.NEW]
    _record(run, paths, new, Status.ACCEPTED, reason, by, _BASELINE)
    _end(run, f"accepted {_counted(new)}")


def decide(
    verdict: Annotated[DecisionWord, typer.Argument(help="What you think of the findings.")],
    paths: Paths,
    finding: Annotated[
        list[str] | None,
        typer.Option(metavar="FINGERPRINT", help="Of this finding (--format json and jsonl say it)."),
    ] = None,
    rule: Annotated[
        list[str] | None, typer.Option(metavar="RULE", help="Of all that this rule finds.")
    ] = None,
    rules: RuleFolders = None,
    reason: Reason = "",
    by: By = "",
    jobs: Jobs = 0,
    reader: Reader = None,
    reader_model: ReaderModel = "",
    reader_seconds: ReaderSeconds = 600,
) -> None:
    """Decide findings one by one or a rule at a time: real, accepted (right, but to stay), or false-alarm.

    Accepted findings and false alarms no longer count; `none` takes a decision back, and so does audit undo.
    """
    from audit.model import Status
    from audit.settings import Settings

    if not finding and not rule:
        fail("which findings? Name them by --finding FINGERPRINT, or all of a rule by --rule RULE")
    asked = reader_of(reader, reader_model, reader_seconds)
    settings = Settings(processes=jobs, reader=asked, cache=asked is not None)
    run = judged(paths, configuration(settings, rules=rules))
    prints, names = {*(finding or ())}, {*(rule or ())}
    chosen = [one for one in run.findings if one.fingerprint in prints or one.rule in names]
    missed = (prints - {one.fingerprint for one in chosen}) | (names - {one.rule for one in chosen})
    if missed:
        fail(f"nothing found by {', '.join(sorted(missed))} in {', '.join(paths)}: nothing was decided")
    _refuse_several(run, [one for one in chosen if one.rule not in names])
    _record(
        run, paths, chosen, Status.NEW if verdict is DecisionWord.NONE else Status(verdict.value), reason, by
    )
    _end(run, f"{'undecided' if verdict is DecisionWord.NONE else verdict.value}: {_counted(chosen)}")


def prune(
    paths: Paths,
    rules: RuleFolders = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, and let it be.")] = False,
    jobs: Jobs = 0,
) -> None:
    """Remove decisions that speak of nothing any more: the finding is gone, or the article below PATHS is.

    Only what this run saw to be gone is removed: where the article was judged, by that rule and beside as
    many siblings as when it was decided. Decisions on a renamed article move to its present name. audit undo
    takes it back.
    """
    from audit.decide.files import DecisionError
    from audit.decide.record import prune as prune_run
    from audit.report.wording import plural
    from audit.settings import Settings

    run = judged(paths, configuration(Settings(processes=jobs), rules=rules))
    try:
        pruned = prune_run(run, paths, write=not dry_run)
    except DecisionError as error:
        fail(str(error))
    for one in pruned.moved:
        tell(f"{one.old} -> {one.new}")
    for file in pruned.gone:
        tell(f"{file}: the article is gone")
    for path, decision in pruned.decisions:
        tell(f"{path}: {decision.fingerprint} {decision.rule}: the finding is gone")
    counted = f"{plural(len(pruned.decisions), 'decision')} and {plural(len(pruned.gone), 'file')}"
    _end(run, f"{'would remove' if dry_run else 'removed'} {counted}")


def undo(paths: Paths) -> None:
    """Take back the last baseline, decide, prune or attach that decided anything on articles in PATHS.

    What others decided since stays. Again, it takes back the one before; of each folder of decisions the last
    20 are kept, on this machine.
    """
    from audit.decide.files import DecisionError
    from audit.decide.steps import undo as undo_last
    from audit.report.wording import plural

    try:
        undone = undo_last(paths)
    except DecisionError as error:
        fail(str(error))
    if undone is None:
        fail(f"nothing to undo in {', '.join(paths)}")
    files = plural(undone.files, "article")
    tell(f"undone: {undone.said}, {plural(undone.decisions, 'decision')} on {files}")


def attach(
    former: Annotated[str, typer.Argument(metavar="FORMER", help="Where the article was.")],
    present: Annotated[Path, typer.Argument(metavar="PRESENT", help="Where it is now.")],
) -> None:
    """Give the decisions on an article that was renamed, or rewritten elsewhere, to the article it is now.

    audit does so itself where git, an id or the text tell; this is for where they do not. audit undo takes it
    back.
    """
    from audit.decide.files import DecisionError
    from audit.decide.places import keyed
    from audit.decide.record import attach as attach_to
    from audit.group import group
    from audit.settings import Settings
    from audit.settings.roots import root_of

    settings = configuration(Settings())
    if not present.is_file():
        fail(f"{present}: expected the file of an article")
    with told():
        stories = group([str(present)], None, lambda folder: root_of(settings.of(folder))).stories
    versions = [(story, one) for story in keyed(stories) for one in story.versions]
    here = [one for _, one in versions if present.samefile(one.source.path)]
    if not here:
        fail(f"{present}: no article could be read here")
    try:
        moved = attach_to(former, here)
    except DecisionError as error:
        fail(str(error))
    tell(f"{moved.old} -> {moved.new}")


def _refuse_several(run: Run, chosen: list[Finding]) -> None:
    """One decision is on one article: who names a finding that several have is asked which is meant."""
    known = {(story.id, one.id): one.source.path for story in run.stories for one in story.versions}
    where: dict[str, set[str]] = {}
    for finding in chosen:
        where.setdefault(finding.fingerprint, set()).add(known[finding.story, finding.span.document])
    for name, paths in where.items():
        if len(paths) > 1:
            fail(f"{name} stands in {', '.join(sorted(paths))}, which state one id: name the article meant")


def _record(
    run: Run,
    paths: list[str],
    findings: list[Finding],
    verdict: Status,
    reason: str,
    by: str,
    said: str = "decide",
) -> None:
    from audit.decide.files import DecisionError
    from audit.decide.record import record

    try:
        record(run.stories, findings, verdict, reason, by, said=said, asked=paths)
    except DecisionError as error:
        fail(str(error))


def _counted(findings: list[Finding]) -> str:
    from audit.report.wording import plural

    articles = {(finding.story, finding.span.document) for finding in findings}
    return f"{plural(len(findings), 'finding')} in {plural(len(articles), 'article')}"


def _end(run: Run, said: str) -> None:
    for problem in run.problems:
        if problem.fatal:
            warn(f"could not judge {problem.path}: {problem.message}")
    tell(said)
    raise typer.Exit(2 if any(problem.fatal for problem in run.problems) else 0)
