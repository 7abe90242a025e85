"""Which tables do these data allow?"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from audit import catalogue
from audit.measure import (
    alarms,
    calibration,
    confidence,
    confirmed,
    contrast,
    decided,
    findings,
    labels,
    order,
    people,
    pronouns,
    reader,
    scores,
    sheet,
)
from audit.measure.families import (
    Accounts,
    Article,
    ContrastPair,
    Datum,
    Decisions,
    Family,
    Labelled,
    Sheet,
    Snippet,
    human_accounts,
)
from audit.measure.read import read
from audit.measure.values import Measured
from audit.measure.work import Choices, spread
from audit.run import Progress
from audit.score import rules_digest
from audit.settings import Settings, choose
from audit.version import __version__

Kind = TypeVar("Kind", bound=Datum)
Item = TypeVar("Item")
Result = TypeVar("Result")
_Told = findings.FamilyFindings | contrast.Contrast | pronouns.Turned | alarms.Alarms | labels.Spotted


def measure(
    paths: Iterable[Path],
    settings: Settings,
    choices: Choices,
    *,
    documents: int | None = None,
    progress: Progress | None = None,
    folders: Sequence[Path] = (),
) -> Measured:
    """All tables that the files at `paths` allow, with the rules that `settings` select.

    `documents` limits each kind of data in each set to so many, drawn at random. `folders` hold a newsroom's
    own articles, on whose decisions a reader is measured, if `choices` have one. Raises DataError for a file
    that cannot be read, RuleError and SelectionError for rules that cannot be used.
    """
    choices = _with_rules(choices, settings)
    data = read(paths)

    def of(kind: type[Kind]) -> Sequence[Kind]:
        return sampled(data, kind, documents, choices.seed)

    def done(work: Callable[[Item, Choices], Result], items: Sequence[Item]) -> list[Result]:
        return list(spread(work, items, choices, progress))

    marked = done(findings.observe, [family for family in of(Family) if family.marks or family.references])
    rated = done(scores.observe, [family for family in of(Family) if family.scores])
    contrasts = done(contrast.observe, contrast.together(of(ContrastPair)))
    turned = done(pronouns.observe, of(Snippet))
    unmarked = done(alarms.observe, of(Article))
    spotted = done(labels.observe, of(Labelled))
    beside = (*of(Accounts), *(accounts for family in of(Family) for accounts in human_accounts(family)))
    unmarked += done(alarms.observe_accounts, beside)
    own, unread = reader.own(folders, settings, choices.reader, progress)
    read_through = [one for text in spotted for one in text.readings]
    read_through += [one for text in unmarked for one in text.readings]
    tables = (
        *confirmed.tables(marked, choices),
        *people.tables(marked, choices),
        *order.tables(marked, choices),
        *calibration.tables(marked, choices),
        *scores.tables(rated, choices),
        *contrast.tables(contrasts, choices),
        *pronouns.tables(turned, choices),
        *alarms.tables(unmarked, choices),
        *labels.tables(spotted, choices),
        *decided.tables(of(Decisions), choices.seed),
        *sheet.tables(of(Sheet)),
        *reader.tables((*read_through, *own), choices.seed),
    )
    precisions = tuple(confidence.precisions(marked, of(Decisions), choices.rules, choices.seed))
    told: list[_Told] = [*marked, *turned, *unmarked, *spotted]
    told += (one for those in contrasts for one in those)
    observations = tuple(observation for one in told for observation in one.observations)
    problems = (*(problem for one in told for problem in one.problems), *unread)
    return Measured(tables, observations, problems, signature(choices, documents), precisions)


def sample(
    paths: Iterable[Path],
    settings: Settings,
    choices: Choices,
    number: int,
    *,
    minor: bool = False,
    documents: int | None = None,
    progress: Progress | None = None,
) -> str:
    """A sheet with `number` major findings, or `minor` ones too, in the families at `paths`, to be read by
    hand; raises as `measure` does."""
    choices = _with_rules(choices, settings)
    families = sampled(read(paths), Family, documents, choices.seed)
    return sheet.sample(families, choices, number, progress, minor=minor)


def _with_rules(choices: Choices, settings: Settings) -> Choices:
    rules = choose(catalogue.load(settings.rules), settings)
    return choices._replace(rules=rules, processes=settings.processes)


def sampled(data: Sequence[Datum], kind: type[Kind], documents: int | None, seed: int) -> Sequence[Kind]:
    """The data of one kind; of each set at most `documents`, in the order they were read."""
    fitting = [datum for datum in data if isinstance(datum, kind)]
    if documents is None:
        return fitting
    kept: set[int] = set()
    for name in sorted({datum.set for datum in fitting}):
        places = [at for at, datum in enumerate(fitting) if datum.set == name]
        kept.update(random.Random(f"{seed} {name}").sample(places, min(documents, len(places))))
    return [datum for at, datum in enumerate(fitting) if at in kept]


def signature(choices: Choices, documents: int | None) -> str:
    """What must be the same for the figures to be the same."""
    siblings = ",".join(findings.sibling_label(number) for number in choices.siblings)
    return (
        f"rules:{rules_digest(choices.rules)}|siblings:{siblings}|seed:{choices.seed}"
        f"|docs:{documents or 'all'}|references:{'yes' if choices.references else 'no'}"
        f"|alignment:{'given' if choices.given else 'product'}|version:{__version__}"
    )
