"""How many of the faults that an editor labelled in a text are found, alone and in company?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from audit.engine import judge
from audit.measure.families import Labelled, document
from audit.measure.findings import observed
from audit.measure.reader import Readings, marks_of, read_story, readings
from audit.measure.statistics import Addend, Resampling
from audit.measure.values import Cell, FigureColumn, Observation, Table
from audit.measure.work import Choices
from audit.model import Kind, Role, Story
from audit.run import prepare

_ALONE, _SIBLINGS, _ORIGINAL, _BOTH = "alone", "siblings", "original", "both"
_JUDGED = "judged"
# A version beside so much, and its heading.
_BESIDE = {
    _ALONE: "text alone",
    _SIBLINGS: "beside siblings",
    _ORIGINAL: "beside its original",
    _BOTH: "beside both",
}


class Touched(NamedTuple):
    """What a finding touches: the numbers of labels, and whether it is no more than support."""

    labels: frozenset[int]
    support: bool


class Spotted(NamedTuple):
    """The labels of one text by their categories, and what was found beside what."""

    set: str
    words: int
    categories: tuple[str, ...]
    seen: Mapping[str, tuple[Touched, ...]]
    observations: tuple[Observation, ...]
    problems: tuple[str, ...]
    readings: tuple[Readings, ...] = ()


def observe(labelled: Labelled, choices: Choices) -> Spotted:
    """Judge a text beside each company it has."""
    text = document(_JUDGED, labelled.text, labelled.lang, labelled.origin)
    siblings = tuple(document(name, one, labelled.lang) for name, one in labelled.siblings.items())
    originals = tuple(
        document(name, one, labelled.origin, role=Role.SOURCE) for name, one in labelled.originals.items()
    )
    company = {_ALONE: (), _SIBLINGS: siblings, _ORIGINAL: originals, _BOTH: (*siblings, *originals)}
    seen: dict[str, tuple[Touched, ...]] = {}
    observations: list[Observation] = []
    problems: list[str] = []
    words = 0
    read: list[Readings] = []
    for beside, others in company.items():
        if beside is not _ALONE and not others:
            continue
        plain, cost, unread = read_story(
            Story(labelled.id, (text, *others), judged=frozenset({_JUDGED})), choices
        )
        story = prepare(plain)
        version = story.version(_JUDGED)
        words = len(version.tokens)
        found, crashed = judge(story, choices.rules)
        problems += [*(f"{labelled.id}: {problem.message}" for problem in crashed), *unread]
        touched = [
            frozenset(
                at
                for at, label in enumerate(labelled.labels)
                if label.start < finding.span.end and finding.span.start < label.end
            )
            for finding in found
        ]
        seen[beside] = tuple(
            Touched(those, finding.kind is Kind.SUPPORT)
            for finding, those in zip(found, touched, strict=True)
        )
        if cost is not None:
            marks = marks_of(found, choices.rules)
            judged = [bool(those) for one, those in zip(found, touched, strict=True) if one in marks]
            read.append(readings(labelled.set, _BESIDE[beside], words, marks, judged, cost, choices.rules))
        if choices.listed:
            observations += [
                observed(finding, version, labelled.set, labelled.id, beside, _judgement(labelled, those))
                for finding, those in zip(found, touched, strict=True)
            ]
    categories = tuple(label.category for label in labelled.labels)
    return Spotted(labelled.set, words, categories, seen, tuple(observations), tuple(problems), tuple(read))


def _judgement(labelled: Labelled, touched: frozenset[int]) -> str:
    return ", ".join(sorted({labelled.labels[at].category for at in touched})) or "unlabelled"


def tables(results: Sequence[Spotted], choices: Choices) -> Iterator[Table]:
    """One table a set: labels found by category, and how many findings touch a label."""
    for name in sorted({result.set for result in results}):
        texts = [result for result in results if result.set == name]
        known = [beside for beside in _BESIDE if any(beside in text.seen for text in texts)]
        count = _LabelCount(texts, choices.seed)
        columns = [FigureColumn("category", ""), FigureColumn("number", "labels")]
        columns += [FigureColumn(beside, _BESIDE[beside]) for beside in known]
        columns += [FigureColumn("with_support", f"{_BESIDE[known[-1]]}, with support")]
        categories = sorted({one for text in texts for one in text.categories})
        rows: list[tuple[Cell, ...]] = [
            ("labels found", count.labels(""), *count.found(known, "")),
            *((f"  {one}", count.labels(one), *count.found(known, one)) for one in categories),
            ("findings that touch one", None, *count.right(known)),
            ("findings per 1,000 words", None, *count.rate(known)),
        ]
        words = sum(text.words for text in texts)
        note = f"{len(texts)} texts, {words:,} words"
        yield Table("labels", name, tuple(columns), tuple(rows), note)


class _LabelCount:
    """Shares over the texts of a set, so that they can be drawn again."""

    def __init__(self, texts: Sequence[Spotted], seed: int) -> None:
        self._texts = texts
        self._resampling = Resampling(len(texts), seed)

    def labels(self, category: str) -> int:
        """How many labels have a category; "" is any."""
        return sum(category in ("", one) for text in self._texts for one in text.categories)

    def found(self, known: Sequence[str], category: str) -> Iterator[Cell]:
        def part(text: Spotted, seen: Sequence[Touched]) -> Addend:
            wanted = {at for at, one in enumerate(text.categories) if category in ("", one)}
            return Addend(len(wanted & {at for one in seen for at in one.labels}), len(wanted))

        return self._each(known, part)

    def right(self, known: Sequence[str]) -> Iterator[Cell]:
        return self._each(known, lambda text, seen: Addend(sum(bool(one.labels) for one in seen), len(seen)))

    def rate(self, known: Sequence[str]) -> Iterator[Cell]:
        return self._each(known, lambda text, seen: Addend(1000 * len(seen), text.words))

    def _each(
        self, known: Sequence[str], part: Callable[[Spotted, Sequence[Touched]], Addend]
    ) -> Iterator[Cell]:
        """A figure for each company in which a text stood, and with support for the last."""
        for beside, support in (*((one, False) for one in known), (known[-1], True)):
            parts = [
                part(text, [one for one in text.seen.get(beside, ()) if support or not one.support])
                for text in self._texts
            ]
            yield self._resampling.share(parts)
