"""Which budgets of findings does a run go beyond, and so, when does it fail?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from audit.globs import Globs
from audit.model import Document, Run, Severity, primary
from audit.settings.choice import relative_to

if TYPE_CHECKING:
    from audit.settings import Settings
    from audit.settings.schema import Budget

# The word of `fail-on` that is no severity.
NEVER = "never"


class Overspent(NamedTuple):
    """A budget with more findings than it allows. `key` is the configuration's ("budgets[0]"), "" where its
    `fail-on` alone holds; `place` is where that is said, "" for nowhere."""

    key: str
    place: str
    limit: Severity
    findings: int
    allowed: int


def overspent(run: Run, settings_of: Callable[[Path], Settings]) -> Iterator[Overspent]:
    """What makes the run fail: of the findings that stand, more than the settings of their place allow.

    A finding counts against the last budget that names its text, by path and language; where none does, none
    that is as severe as `fail-on` is allowed.
    """
    settings = {story.id: settings_of(Path(story.versions[0].source.path).parent) for story in run.stories}
    stories = {story.id: story for story in run.stories}
    spent: Counter[tuple[int, int]] = Counter()
    for finding in run.findings:
        here = settings[finding.story]
        if not finding.status.open:
            continue
        number = _number(here, stories[finding.story].version(finding.span.document))
        limit = _limit(here, number)
        if limit is not None and finding.severity.rank >= limit.rank:
            spent[id(here), number] += 1
    known = {id(here): here for here in settings.values()}
    for (which, number), findings in spent.items():
        here, limit = known[which], _limit(known[which], number)
        allowed = here.budgets[number].findings if number >= 0 else 0
        if limit is not None and findings > allowed:
            key = f"budgets[{number}]" if number >= 0 else ""
            place = here.origins.get(key or "fail-on", "")
            yield Overspent(key, place, limit, findings, allowed)


def _number(settings: Settings, version: Document) -> int:
    """The number of the last budget that names a text, -1 for none."""
    relative = relative_to(version.source.path, settings.root) if settings.root else None
    return next(
        (
            number
            for number in range(len(settings.budgets) - 1, -1, -1)
            if _names(settings.budgets[number], relative, version.lang)
        ),
        -1,
    )


def _names(budget: Budget, relative: str | None, lang: str) -> bool:
    """Whether a budget is for a text: `pt` means pt-BR too, `pt-BR` only that."""
    spoken = not budget.languages or lang in budget.languages or primary(lang) in budget.languages
    return spoken and (not budget.paths or (relative is not None and Globs(budget.paths).match(relative)))


def _limit(settings: Settings, number: int) -> Severity | None:
    """The mildest severity that counts against a budget, None for none."""
    own = settings.budgets[number].fail_on if number >= 0 else None
    if own is None:
        return settings.fail_on
    return None if own == NEVER else Severity(own)
