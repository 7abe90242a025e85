"""How right is a reader that the newsroom brings, and what does it take?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from audit import private
from audit.measure.statistics import Addend, Resampling
from audit.measure.values import Cell, FigureColumn, Table
from audit.measure.work import Choices
from audit.model import Finding, ProofreadingCost, Rule, Status, Story
from audit.reader import read
from audit.run import Progress, check
from audit.settings import ReaderSettings, Scores, Settings

_OWN = "this newsroom's decisions"
_VERDICTS = {Status.REAL: True, Status.FALSE_ALARM: False}


class Readings(NamedTuple):
    """What a reader marked in one text, beside what: how many of its marks are `right`, `wrong`, and how many
    nobody judged; of them `agreed` stand where a rule with evidence of its own speaks."""

    set: str
    beside: str
    words: int
    right: int
    wrong: int
    open: int
    agreed: int
    cost: ProofreadingCost


def read_story(story: Story, choices: Choices) -> tuple[Story, ProofreadingCost | None, tuple[str, ...]]:
    """A story with the marks of the reader that was chosen, what that took, and what was not read; as it is
    where none was."""
    if choices.reader is None:
        return story, None, ()
    done = read((story,), choices.reader, private.folder())
    return done.stories[0], done.cost, tuple(f"{story.id}: {one.message}" for one in done.problems)


def marks_of(findings: Iterable[Finding], rules: Iterable[Rule]) -> tuple[Finding, ...]:
    """The findings that a reader's mark is, or is a part of."""
    names = {rule.name for rule in rules if rule.needs_reader}
    return tuple(one for one in findings if one.rule in names or not names.isdisjoint(one.also))


def readings(
    subject: str,
    beside: str,
    words: int,
    findings: Sequence[Finding],
    judged: Sequence[bool | None],
    cost: ProofreadingCost,
    rules: Iterable[Rule],
) -> Readings:
    """What the marks among `findings` came to, each `judged` right, wrong or not at all."""
    names = {rule.name for rule in rules if rule.needs_reader}
    return Readings(
        subject,
        beside,
        words,
        judged.count(True),
        judged.count(False),
        judged.count(None),
        sum(one.rule not in names for one in findings),
        cost,
    )


def own(
    folders: Sequence[Path], settings: Settings, reader: ReaderSettings | None, progress: Progress | None
) -> tuple[tuple[Readings, ...], tuple[str, ...]]:
    """The marks of a reader in a newsroom's own articles, judged by what was decided there on the findings of
    the same words; and what could not be read. Nothing without a reader or a folder."""
    if reader is None or not folders:
        return (), ()
    told = Settings(
        select=settings.select,
        ignore=settings.ignore,
        rules=settings.rules,
        reader=reader,
        scores=Scores.NONE,
        cache=True,
    )
    run = check(folders, told, progress=progress)
    found = marks_of(run.findings, run.rules)
    words = {story.id: sum(len(one.text.split()) for one in story.versions) for story in run.stories}
    by_story = [
        readings(
            _OWN,
            "as they stand",
            words[story.id],
            those,
            [_VERDICTS.get(one.status) for one in those],
            (run.proofreading or ProofreadingCost()) if number == 0 else ProofreadingCost(),
            run.rules,
        )
        for number, story in enumerate(run.stories)
        for those in ([one for one in found if one.story == story.id],)
    ]
    return tuple(by_story), tuple(f"{one.path}: {one.message}" for one in run.problems)


_COLUMNS = (
    FigureColumn("set", "texts"),
    FigureColumn("beside", "beside"),
    FigureColumn("number", "marks"),
    FigureColumn("per_1000_words", "per 1,000 words", 1),
    FigureColumn("right", "right"),
    FigureColumn("wrong", "wrong"),
    FigureColumn("open", "not judged"),
    FigureColumn("precision", "precision"),
    FigureColumn("agreed", "where a rule speaks"),
    FigureColumn("dropped", "dropped"),
    FigureColumn("unread", "passages not read"),
    FigureColumn("seconds", "seconds", 1),
    FigureColumn("tokens", "tokens"),
)


def tables(results: Sequence[Readings], seed: int) -> Iterator[Table]:
    """One table for all that a reader went through."""
    if not results:
        return
    rows = []
    for subject, beside in dict.fromkeys((one.set, one.beside) for one in results):
        rows.append(_row([one for one in results if (one.set, one.beside) == (subject, beside)], seed))
    by = next((one.cost.by for one in results if one.cost.by), "")
    note = (
        "right: marks that touch a label, or whose words were decided real; dropped: words that are not"
        " in the text; seconds and tokens of what was not answered before"
    )
    yield Table("reader", by, _COLUMNS, tuple(rows), note)


def _row(those: Sequence[Readings], seed: int) -> tuple[Cell, ...]:
    resampling = Resampling(len(those), seed)
    marks = [one.right + one.wrong + one.open for one in those]
    return (
        f"{those[0].set} ({len(those):,})",
        those[0].beside,
        sum(marks),
        resampling.share([Addend(number, one.words) for number, one in zip(marks, those, strict=True)], 1000),
        sum(one.right for one in those),
        sum(one.wrong for one in those),
        sum(one.open for one in those),
        resampling.share([Addend(one.right, one.right + one.wrong) for one in those]),
        sum(one.agreed for one in those),
        sum(one.cost.dropped for one in those),
        f"{sum(one.cost.unread for one in those):,} of {sum(one.cost.passages for one in those):,}",
        sum(one.cost.seconds for one in those),
        sum(one.cost.asked_tokens + one.cost.answered_tokens for one in those),
    )
