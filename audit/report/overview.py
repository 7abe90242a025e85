"""What came of many stories, in the few lines that somebody reads first?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from audit.model import Finding, Run, Verdict
from audit.report.view import Chapter
from audit.report.wording import plural, support, visible

# Of more stories than this nobody reads a table each.
MANY = 20
_WORST = 10
# What a repository does with a whole page: to translate it, or to bring it up to date.
_OUTDATED = "audience/outdated"
_UNTRANSLATED = "accuracy/untranslated"


def overview(run: Run, told: Sequence[Chapter]) -> Iterator[str]:
    """How many pages are out of step and how many pass, the findings by rule, and the worst pages."""
    standing = [finding for finding in run.findings if finding.status.open and not support(finding)]
    pages = {(story.id, version.id): version for story in run.stories for version in story.versions}
    outdated, left = (
        len({_page(finding) for finding in standing if finding.category == category})
        for category in (_OUTDATED, _UNTRANSLATED)
    )
    passed = sum(score.verdict is Verdict.PASS for score in run.scores)
    yield (
        f"{len(pages):,} pages in {plural(len(run.stories), 'story')}: {passed:,} pass,"
        f" {outdated:,} are out of date or out of step, {left:,} are not all translated"
    )
    yield ""
    for (rule, severity), count in Counter((one.rule, one.severity) for one in standing).most_common():
        yield f"{count:>7,}  {severity} {rule}"
    worst = _worst(standing)
    if worst:
        yield ""
        yield "the worst pages:"
    for page, (found, graver) in worst:
        yield f"{found:>7,}  {visible(pages[page].source.path)}" + (f" ({graver:,} major)" if graver else "")
    yield ""
    if silent := sum(not chapter.blocks for chapter in told):
        yield f"{plural(silent, 'story')} with nothing found: not listed"


def _worst(standing: Sequence[Finding]) -> list[tuple[tuple[str, str], tuple[int, int]]]:
    """The pages with the most grave findings, then with the most: how many, and how many major ones."""
    every, grave = Counter(map(_page, standing)), Counter(_page(one) for one in standing if one.severity.rank)
    ranked = sorted(every, key=lambda page: (-grave[page], -every[page], page))
    return [(page, (every[page], grave[page])) for page in ranked[:_WORST]]


def _page(finding: Finding) -> tuple[str, str]:
    return finding.story, finding.span.document
