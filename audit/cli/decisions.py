"""What does a person decide on findings, and where is it kept?"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from audit.cli.judging import configuration, judged
from audit.cli.options import Ignore, Jobs, Paths, RuleFolders, Select
from audit.cli.output import fail, say

if TYPE_CHECKING:
    from audit.model import Finding, Run, Status

_BASELINE = "baseline"


class Verdict(StrEnum):
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


def baseline(
    paths: Paths,
    select: Select = None,
    ignore: Ignore = None,
    rules: RuleFolders = None,
    reason: Reason = _BASELINE,
    by: By = "",
    jobs: Jobs = 1,
) -> None:
    """Accept what is found today: from now on only new findings count.

    Exit code 0, or 2 where something could not be judged; the rest is accepted all the same.
    """
    from audit.model import Status
    from audit.settings import Settings

    settings = configuration(Settings(processes=jobs), select=select, ignore=ignore, rules=rules)
    run = judged(paths, settings)
    new = [finding for finding in run.findings if finding.status is Status.NEW]
    _record(run, new, Status.ACCEPTED, reason, by)
    _end(run, f"accepted {_counted(new)}")


def decide(
    verdict: Annotated[Verdict, typer.Argument(help="What you think of the findings.")],
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
    jobs: Jobs = 1,
) -> None:
    """Decide findings one by one or a rule at a time: real, accepted (right, but to stay), or false-alarm.

    Accepted findings and false alarms no longer count; `none` takes a decision back.
    """
    from audit.model import Status
    from audit.settings import Settings

    if not finding and not rule:
        fail("which findings? Name them by --finding FINGERPRINT, or all of a rule by --rule RULE")
    run = judged(paths, configuration(Settings(processes=jobs), rules=rules))
    chosen = [one for one in run.findings if one.fingerprint in (finding or ()) or one.rule in (rule or ())]
    missed = {*(finding or ())} - {one.fingerprint for one in chosen}
    missed |= {*(rule or ())} - {one.rule for one in chosen}
    if missed:
        fail(f"nothing found by {', '.join(sorted(missed))} in {', '.join(paths)}: nothing was decided")
    _record(run, chosen, Status.NEW if verdict is Verdict.NONE else Status(verdict.value), reason, by)
    _end(run, f"{'undecided' if verdict is Verdict.NONE else verdict.value}: {_counted(chosen)}")


def prune(
    paths: Paths,
    rules: RuleFolders = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, and let it be.")] = False,
    jobs: Jobs = 1,
) -> None:
    """Remove decisions that speak of nothing any more: the finding is gone, or the article is.

    Decisions on an article that git saw renamed move to its present name.
    """
    from audit.decide.files import DecisionError
    from audit.decide.record import prune as prune_run
    from audit.report.wording import plural
    from audit.settings import Settings

    run = judged(paths, configuration(Settings(processes=jobs), rules=rules))
    try:
        pruned = prune_run(run, write=not dry_run)
    except DecisionError as error:
        fail(str(error))
    for old, new in pruned.moved:
        say(f"{old} -> {new}\n")
    for path in pruned.gone:
        say(f"{path}: the article is gone\n")
    for one in run.unmatched:
        say(f"{one.path}: {one.decision.fingerprint} {one.decision.rule}: the finding is gone\n")
    counted = f"{plural(len(pruned.decisions), 'decision')} and {plural(len(pruned.gone), 'file')}"
    _end(run, f"{'would remove' if dry_run else 'removed'} {counted}")


def _record(run: Run, findings: list[Finding], verdict: Status, reason: str, by: str) -> None:
    from audit.decide.files import DecisionError
    from audit.decide.record import record

    try:
        record(run.stories, findings, verdict, reason, by)
    except DecisionError as error:
        fail(str(error))


def _counted(findings: list[Finding]) -> str:
    from audit.report.wording import plural

    articles = {(finding.story, finding.span.document) for finding in findings}
    return f"{plural(len(findings), 'finding')} in {plural(len(articles), 'article')}"


def _end(run: Run, said: str) -> None:
    for problem in run.problems:
        if problem.fatal:
            typer.echo(f"audit: could not judge {problem.path}: {problem.message}", err=True)
    say(f"{said}\n")
    raise typer.Exit(2 if any(problem.fatal for problem in run.problems) else 0)
