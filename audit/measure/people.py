"""Do the rules find less in what people translated than in what machines did, beside the same machines?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.measure.findings import LONGEST, FamilyFindings, Noted, Reading, sibling_label
from audit.measure.statistics import Part, Resampling
from audit.measure.values import Cell, Column, Table
from audit.measure.work import Choices

_COLUMNS = (
    Column("what", ""),
    Column("siblings", "siblings"),
    Column("machines", "machines'"),
    Column("machines_per_1000_words", "per 1,000 words", 2),
    Column("machines_confirmed", "confirmed"),
    Column("people", "people's"),
    Column("people_per_1000_words", "per 1,000 words", 2),
    Column("people_confirmed", "confirmed"),
)
_RULES = 8


def tables(results: Sequence[FamilyFindings], choices: Choices) -> Iterator[Table]:
    """A table for each set that has human references: all findings, and the busiest rules on people."""
    for name in sorted({result.set for result in results}):
        families = tuple(result for result in results if result.set == name and result.human_words)
        if not families:
            continue
        count = _Count(families, choices.seed)
        rows: list[tuple[Cell, ...]] = []
        for siblings in choices.siblings:
            label = sibling_label(siblings)
            rows.append(("all findings", label, *count.figures(siblings, "", major=False)))
            rows.append(("major findings", label, *count.figures(siblings, "", major=True)))
            rows += [
                (f"  {rule}", label, *count.figures(siblings, rule, major=False))
                for rule in count.busiest(siblings)
            ]
        references = sum(len(family.human_words) for family in families)
        note = (
            f"findings of up to {LONGEST} words in {references} human references, each beside machines drawn"
            " at random, as the machines are; a person's version may have errors too"
        )
        yield Table("people", name, _COLUMNS, tuple(rows), note)


class _Count:
    """Findings in machines' and in people's versions, document by document."""

    def __init__(self, families: Sequence[FamilyFindings], seed: int) -> None:
        self._families = families
        self._resampling = Resampling(len(families), seed)

    def busiest(self, siblings: int | None) -> tuple[str, ...]:
        """The rules that find most in people's versions."""
        numbers: dict[str, int] = {}
        for family in self._families:
            for noted in _noted(family.people, siblings):
                numbers[noted.rule] = numbers.get(noted.rule, 0) + 1
        return tuple(sorted(numbers, key=lambda rule: (-numbers[rule], rule))[:_RULES])

    def figures(self, siblings: int | None, rule: str, *, major: bool) -> Iterator[Cell]:
        """Number, per 1,000 words and confirmed, for machines and then for people; `rule` "" is all."""
        for people in (False, True):
            found = [
                [
                    noted
                    for noted in _noted(family.people if people else family.readings, siblings)
                    if rule in ("", noted.rule) and (noted.major or not major)
                ]
                for family in self._families
            ]
            words = [
                sum(family.human_words.values())
                if people
                else sum(len(one.words) for one in family.ground.values())
                for family in self._families
            ]
            yield sum(map(len, found))
            parts = zip(found, words, strict=True)
            yield self._resampling.share([Part(len(those), of) for those, of in parts], 1000)
            marked = [not people or family.human_marks for family in self._families]
            yield self._resampling.share(
                [
                    Part(sum(one.confirmed > 0 for one in those), len(those)) if known else Part(0, 0)
                    for those, known in zip(found, marked, strict=True)
                ]
            )


def _noted(readings: Sequence[Reading], siblings: int | None) -> Iterator[Noted]:
    for reading in readings:
        if reading.siblings == siblings:
            yield from (noted for noted in reading.noted if noted.words <= LONGEST)
