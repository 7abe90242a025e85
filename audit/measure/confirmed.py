"""How many findings do people confirm, and how much of what people mark do findings cover?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from audit.measure.findings import LONGEST, MAJOR, MINOR, FamilyFindings, Noted, sibling_label
from audit.measure.statistics import Addend, Resampling
from audit.measure.values import Cell, FigureColumn, Table
from audit.measure.work import Choices
from audit.model import Kind

# Text alone, and a story as newsrooms have it.
TYPICAL = (0, 3)
_FEW = 2
_WORDS = FigureColumn("words", "mean words", 1)
_CONFIRMED = (FigureColumn("confirmed", "confirmed"), FigureColumn("confirmed_major", "as major"))
_COLUMNS = (
    FigureColumn("number", "number"),
    *_CONFIRMED,
    FigureColumn("chance", "by chance"),
    FigureColumn("per_1000_words", "per 1,000 words", 2),
    FigureColumn("covers_major", "major marks covered"),
    FigureColumn("covers_minor", "minor marks covered"),
)
_LONG_COLUMNS = (
    FigureColumn("rule", "rule"),
    FigureColumn("number", "findings"),
    FigureColumn("sentences", "sentences"),
    *_CONFIRMED,
    FigureColumn("omission", "words missed"),
)
_RULE_COLUMNS = (
    FigureColumn("rule", "rule"),
    FigureColumn("also", "behind others"),
    _WORDS,
)

# A finding and where it stands: the number of its family, its system.
_Placed = tuple[int, str, Noted]


def tables(results: Sequence[FamilyFindings], choices: Choices) -> Iterator[Table]:
    """The tables of every set of families that people marked."""
    marked = [result for result in results if result.ground]
    for name in sorted({result.set for result in marked}):
        families = tuple(result for result in marked if result.set == name)
        yield from _tables(name, families, choices)


def _tables(name: str, families: Sequence[FamilyFindings], choices: Choices) -> Iterator[Table]:
    resampling = Resampling(len(families), choices.seed)
    count = _ConfirmedCount(families, resampling)
    versions = sum(len(family.ground) for family in families)
    judged = f"{len(families)} documents, {versions} versions, each judged beside siblings drawn at random"
    aligned = "; GIVEN ALIGNMENT" if choices.given else ""
    rows: list[tuple[Cell, ...]] = []
    for siblings in choices.siblings:
        short = [placed for placed in count.placed(siblings) if placed[2].words <= LONGEST]
        label = sibling_label(siblings)
        rows += [
            (what, label, *count.figures(those), _mean_words(those))
            for what, those in _by_kind(short)
            if those or what not in _RARE
        ]
    yield Table(
        "findings",
        name,
        (FigureColumn("what", ""), FigureColumn("siblings", "siblings"), *_COLUMNS, _WORDS),
        (*rows, *count.people()),
        f"findings of up to {LONGEST} words; {judged}{aligned}",
    )
    shown = _shown(choices)
    for siblings in choices.siblings:
        placed = count.placed(siblings)
        beside = f"beside {sibling_label(siblings)} siblings{aligned}"
        short = [one for one in placed if one[2].words <= LONGEST]
        behind = Counter(rule for _, _, noted in short for rule in noted.also)
        by_rule = [
            (rule, behind[rule], _mean_words(those), *count.figures(those)) for rule, those in _by_rule(short)
        ]
        detail = siblings not in shown
        yield Table("rules", name, (*_RULE_COLUMNS, *_COLUMNS), tuple(by_rule), beside, detail)
        long = [one for one in placed if one[2].words > LONGEST]
        by_sentence = [(rule, *count.by_sentence(those)) for rule, those in _by_rule(long)]
        if by_sentence:
            note = f"{beside}; findings of more than {LONGEST} words, confirmed by sentence"
            floor = ("every sentence", None, *count.every_sentence())
            yield Table("passages", name, _LONG_COLUMNS, (*by_sentence, floor), note, detail)


# Kinds that need no row where nothing was found.
_RARE = ("  differences", "with support")


def _by_kind(placed: Sequence[_Placed]) -> Iterator[tuple[str, list[_Placed]]]:
    """The findings all goals hold for, without support; parts of them; and all that was found."""
    findings = [one for one in placed if one[2].kind is not Kind.SUPPORT]
    yield "findings", findings
    yield "  major", [one for one in findings if one[2].major]
    yield "  contradictions", [one for one in findings if one[2].kind is Kind.CONTRADICTION]
    yield "  differences", [one for one in findings if one[2].kind is Kind.DIFFERENCE]
    yield "  text by itself", [one for one in findings if one[2].kind is Kind.TEXT]
    yield "with support", list(placed) if len(findings) < len(placed) else []


def _shown(choices: Choices) -> tuple[int | None, ...]:
    """The numbers of siblings for which a person sees the rules one by one."""
    if len(choices.siblings) <= _FEW:
        return choices.siblings
    return tuple(number for number in choices.siblings if number in TYPICAL)


def _mean_words(placed: Sequence[_Placed]) -> float | None:
    return sum(noted.words for _, _, noted in placed) / len(placed) if placed else None


def _by_rule(placed: Sequence[_Placed]) -> list[tuple[str, list[_Placed]]]:
    """The findings of each rule, the busiest first."""
    rules: dict[str, list[_Placed]] = {}
    for one in placed:
        rules.setdefault(one[2].rule, []).append(one)
    return sorted(rules.items(), key=lambda item: (-len(item[1]), item[0]))


class _ConfirmedCount:
    """Counts over the families of one set, document by document, so that they can be drawn again."""

    def __init__(self, families: Sequence[FamilyFindings], resampling: Resampling) -> None:
        self._families = families
        self._resampling = resampling
        self._words = [sum(len(one.words) for one in family.ground.values()) for family in families]
        self._marks = {
            major: [sum(one.marks.count(major) for one in family.ground.values()) for family in families]
            for major in (True, False)
        }

    def placed(self, siblings: int | None) -> list[_Placed]:
        return [
            (at, reading.system, noted)
            for at, family in enumerate(self._families)
            for reading in family.readings
            if reading.siblings == siblings
            for noted in reading.noted
        ]

    def figures(self, placed: Sequence[_Placed]) -> tuple[Cell, ...]:
        """Number, confirmed, as major, how many of that length would be by chance, per 1,000 words, share of
        major and of minor marks covered."""
        numbers = [0] * len(self._families)
        for at, _, _ in placed:
            numbers[at] += 1
        covered = {(at, system, mark) for at, system, noted in placed for mark in noted.covered}
        return (
            len(placed),
            self._confirmed(((at, noted.confirmed) for at, _, noted in placed), MINOR),
            self._confirmed(((at, noted.confirmed) for at, _, noted in placed), MAJOR),
            sum(noted.chance for _, _, noted in placed) / len(placed) if placed else None,
            self._share(numbers, self._words, scale=1000),
            self._coverage(covered, major=True),
            self._coverage(covered, major=False),
        )

    def by_sentence(self, placed: Sequence[_Placed]) -> tuple[Cell, ...]:
        """Findings, the sentences they touch, the share of those marked and marked as major, and the share
        of findings where somebody missed words in this segment or the next."""
        touched = [(at, sentence) for at, _, noted in placed for sentence in noted.sentences]
        return (
            len(placed),
            len(touched),
            self._confirmed(touched, MINOR),
            self._confirmed(touched, MAJOR),
            self._confirmed([(at, noted.omission) for at, _, noted in placed], True),
        )

    def every_sentence(self) -> tuple[Cell, ...]:
        every = [
            (at, sentence)
            for at, family in enumerate(self._families)
            for one in family.ground.values()
            for sentence in one.sentences
        ]
        missed = [
            (at, omission)
            for at, family in enumerate(self._families)
            for one in family.ground.values()
            for omission in one.omissions
        ]
        return (
            len(every),
            self._confirmed(every, MINOR),
            self._confirmed(every, MAJOR),
            self._confirmed(missed, True),
        )

    def people(self) -> Iterator[tuple[Cell, ...]]:
        """The floor, every word taken for a finding; and the mark, one rater confirmed by another."""
        words = [
            (at, word)
            for at, family in enumerate(self._families)
            for one in family.ground.values()
            for word in one.words
        ]
        floor = self._confirmed(words, MINOR), self._confirmed(words, MAJOR)
        yield ("every word (floor)", "", len(words), *floor, None, None, None, None, None)
        raters = [
            (at, rated)
            for at, family in enumerate(self._families)
            for one in family.ground.values()
            for rated in one.raters
        ]
        if not raters:
            return
        for what, those in (
            ("one rater's marks", raters),
            ("one rater's major marks", [one for one in raters if one[1][1]]),
            (f"marks of up to {LONGEST} words", [one for one in raters if one[1][0] <= LONGEST]),
        ):
            confirmed = [(at, other) for at, (_, _, other) in those]
            shares = self._confirmed(confirmed, MINOR), self._confirmed(confirmed, MAJOR)
            yield (f"{what} (by another)", "", len(those), *shares, None, None, None, None, None)

    def _confirmed(self, cases: Iterable[tuple[int, int]], least: int) -> Cell:
        hits, of = [0] * len(self._families), [0] * len(self._families)
        for at, confirmed in cases:
            of[at] += 1
            hits[at] += confirmed >= least
        return self._share(hits, of)

    def _coverage(self, covered: set[tuple[int, str, int]], *, major: bool) -> Cell:
        hits = [0] * len(self._families)
        for at, system, mark in covered:
            hits[at] += self._families[at].ground[system].marks[mark] == major
        return self._share(hits, self._marks[major])

    def _share(self, hits: Sequence[int], of: Sequence[int], scale: float = 1.0) -> Cell:
        return self._resampling.share([Addend(*part) for part in zip(hits, of, strict=True)], scale)
