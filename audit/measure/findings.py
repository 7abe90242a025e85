"""Do findings mark what professional readers mark?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from audit.engine import judge
from audit.measure.families import Family, draw
from audit.measure.statistics import Part, Resampling
from audit.measure.stories import Versions
from audit.measure.values import Cell, Column, Observation, Table
from audit.measure.work import Choices
from audit.model import Document, Finding, Sentence, Severity, Span, Token

# A finding of more words is confirmed by chance: it is judged by the sentences it lies in.
LONGEST = 6
_AROUND = 60
_MINOR, _MAJOR = 1, 2
# Text alone, and a story as newsrooms have it.
_TYPICAL = (0, 3)
_FEW = 2
_JUDGEMENTS = ("unmarked", "minor", "major")


class Noted(NamedTuple):
    """A finding as far as it is counted.

    `also` are the rules that marked the same words and stand back. `confirmed`: 0 where nobody marked any
    of its words, 1 minor, 2 major; `covered` are the numbers of the marks it overlaps; `sentences` are 0, 1
    or 2 likewise, for each sentence it touches; `omission` tells whether somebody missed words in the
    segment it begins in or the next.
    """

    rule: str
    also: tuple[str, ...]
    major: bool
    words: int
    confirmed: int
    covered: tuple[int, ...]
    sentences: tuple[int, ...]
    omission: bool


class Ground(NamedTuple):
    """What people marked in one version, whatever the rules say.

    `words` and `sentences` hold 0, 1 or 2 each, as above, `omissions` one truth a sentence; `raters` for
    each mark its length in words, whether it is major, and how far another rater confirms it.
    """

    words: tuple[int, ...]
    sentences: tuple[int, ...]
    omissions: tuple[bool, ...]
    marks: tuple[bool, ...]
    raters: tuple[tuple[int, bool, int], ...]


class Reading(NamedTuple):
    """One version beside so many siblings."""

    system: str
    siblings: int | None
    noted: tuple[Noted, ...]


class FamilyFindings(NamedTuple):
    """All readings of one family."""

    set: str
    ground: Mapping[str, Ground]
    readings: tuple[Reading, ...]
    observations: tuple[Observation, ...]
    problems: tuple[str, ...]


def observe(family: Family, choices: Choices) -> FamilyFindings:
    """Judge every marked version of a family beside each number of siblings drawn."""
    versions = Versions(family)
    put = versions.given if choices.given else versions.story
    read = {system: _Read(versions, system) for system in family.marks}
    readings: list[Reading] = []
    observations: list[Observation] = []
    problems: list[str] = []
    for siblings in choices.siblings:
        for system, one in read.items():
            drawn = draw(family, system, choices.seed, references=choices.references)
            beside = drawn if siblings is None else drawn[:siblings]
            found, crashed = judge(put(system, beside), choices.rules)
            readings.append(Reading(system, siblings, tuple(one.noted(finding) for finding in found)))
            problems += [f"{family.set} {family.id} {system}: {problem.message}" for problem in crashed]
            if choices.listed:
                label = sibling_label(siblings)
                observations += [
                    observed(finding, one.version, family.set, family.id, label, one.judgement(finding))
                    for finding in found
                ]
    ground = {system: one.ground() for system, one in read.items()}
    return FamilyFindings(family.set, ground, tuple(readings), tuple(observations), tuple(problems))


def sibling_label(siblings: int | None) -> str:
    return "all" if siblings is None else str(siblings)


def observed(
    finding: Finding, version: Document, subject: str, name: str, siblings: str, judgement: str
) -> Observation:
    """A finding with the words around it."""
    span = finding.span
    context = version.text[max(span.start - _AROUND, 0) : span.end + _AROUND]
    return Observation(
        subject=subject,
        document=name,
        system=version.id,
        siblings=siblings,
        rule=finding.rule,
        severity=finding.severity.value,
        words=version.words(span),
        fix=finding.fix,
        message=finding.message,
        context=" ".join(context.split()),
        judgement=judgement,
    )


class _Read:
    """A version and what people marked in it."""

    def __init__(self, versions: Versions, system: str) -> None:
        self.version = versions.judged[system]
        self._marks = versions.family.marks[system]
        self._flags = bytearray(len(self.version.text))
        for level in (_MINOR, _MAJOR):
            for mark in self._marks:
                if mark.major == (level == _MAJOR):
                    self._flags[mark.start : mark.end] = bytes([level]) * (mark.end - mark.start)
        missed = versions.family.omissions.get(system, frozenset())
        segments = [versions.segment(system, sentence.start) for sentence in self.version.sentences]
        self._missed = tuple(bool(missed & {segment, segment + 1}) for segment in segments)

    def judgement(self, finding: Finding) -> str:
        return _JUDGEMENTS[self._worst(finding.span)]

    def noted(self, finding: Finding) -> Noted:
        start, end = finding.span.start, finding.span.end
        first = self.version.sentence_at(start)
        return Noted(
            rule=finding.rule,
            also=finding.also,
            major=finding.severity is not Severity.MINOR,
            words=len(self.version.tokens_in(start, end)),
            confirmed=self._worst(finding.span),
            covered=tuple(at for at, mark in enumerate(self._marks) if mark.start < end and start < mark.end),
            sentences=tuple(
                self._worst(sentence)
                for sentence in self.version.sentences
                if sentence.start < end and start < sentence.end
            ),
            omission=first >= 0 and self._missed[first],
        )

    def ground(self) -> Ground:
        raters = []
        if len({mark.rater for mark in self._marks}) > 1:
            for mark in self._marks:
                others = [
                    _MAJOR if other.major else _MINOR
                    for other in self._marks
                    if other.rater != mark.rater and other.start < mark.end and mark.start < other.end
                ]
                words = len(self.version.tokens_in(mark.start, mark.end))
                raters.append((words, mark.major, max(others, default=0)))
        return Ground(
            words=tuple(self._worst(token) for token in self.version.tokens),
            sentences=tuple(self._worst(sentence) for sentence in self.version.sentences),
            omissions=self._missed,
            marks=tuple(mark.major for mark in self._marks),
            raters=tuple(raters),
        )

    def _worst(self, place: Span | Token | Sentence) -> int:
        """The worst that anybody marked there."""
        return max(self._flags[place.start : place.end], default=0)


_CONFIRMED = (Column("confirmed", "confirmed"), Column("confirmed_major", "as major"))
_COLUMNS = (
    Column("number", "number"),
    *_CONFIRMED,
    Column("per_1000_words", "per 1,000 words", 2),
    Column("covers_major", "major marks covered"),
    Column("covers_minor", "minor marks covered"),
)
_LONG_COLUMNS = (
    Column("rule", "rule"),
    Column("number", "findings"),
    Column("sentences", "sentences"),
    *_CONFIRMED,
    Column("omission", "words missed"),
)
_RULE_COLUMNS = (
    Column("rule", "rule"),
    Column("also", "behind others"),
    Column("words", "mean words", 1),
)

# A finding and where it stands: the number of its family, its system.
_Placed = tuple[int, str, Noted]


def tables(results: Sequence[FamilyFindings], choices: Choices) -> Iterator[Table]:
    """The tables of every set of families."""
    for name in sorted({result.set for result in results}):
        families = tuple(result for result in results if result.set == name)
        yield from _tables(name, families, choices)


def _tables(name: str, families: Sequence[FamilyFindings], choices: Choices) -> Iterator[Table]:
    resampling = Resampling(len(families), choices.seed)
    count = _Count(families, resampling)
    versions = sum(len(family.ground) for family in families)
    judged = f"{len(families)} documents, {versions} versions, each judged beside siblings drawn at random"
    aligned = "; GIVEN ALIGNMENT" if choices.given else ""
    rows: list[tuple[Cell, ...]] = []
    for siblings in choices.siblings:
        short = [placed for placed in count.placed(siblings) if placed[2].words <= LONGEST]
        label = sibling_label(siblings)
        rows.append(("all findings", label, *count.figures(short)))
        rows.append(("major findings", label, *count.figures([one for one in short if one[2].major])))
    yield Table(
        "findings",
        name,
        (Column("what", ""), Column("siblings", "siblings"), *_COLUMNS),
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


def _shown(choices: Choices) -> tuple[int | None, ...]:
    """The numbers of siblings for which a person sees the rules one by one."""
    if len(choices.siblings) <= _FEW:
        return choices.siblings
    return tuple(number for number in choices.siblings if number in _TYPICAL)


def _mean_words(placed: Sequence[_Placed]) -> float:
    return sum(noted.words for _, _, noted in placed) / len(placed)


def _by_rule(placed: Sequence[_Placed]) -> list[tuple[str, list[_Placed]]]:
    """The findings of each rule, the busiest first."""
    rules: dict[str, list[_Placed]] = {}
    for one in placed:
        rules.setdefault(one[2].rule, []).append(one)
    return sorted(rules.items(), key=lambda item: (-len(item[1]), item[0]))


class _Count:
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
        """Number, confirmed, as major, per 1,000 words, share of major and of minor marks covered."""
        numbers = [0] * len(self._families)
        for at, _, _ in placed:
            numbers[at] += 1
        covered = {(at, system, mark) for at, system, noted in placed for mark in noted.covered}
        return (
            len(placed),
            self._confirmed(((at, noted.confirmed) for at, _, noted in placed), _MINOR),
            self._confirmed(((at, noted.confirmed) for at, _, noted in placed), _MAJOR),
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
            self._confirmed(touched, _MINOR),
            self._confirmed(touched, _MAJOR),
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
            self._confirmed(every, _MINOR),
            self._confirmed(every, _MAJOR),
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
        floor = self._confirmed(words, _MINOR), self._confirmed(words, _MAJOR)
        yield ("every word (floor)", "", len(words), *floor, None, None, None)
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
            shares = self._confirmed(confirmed, _MINOR), self._confirmed(confirmed, _MAJOR)
            yield (f"{what} (by another)", "", len(those), *shares, None, None, None)

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
        return self._resampling.share([Part(*part) for part in zip(hits, of, strict=True)], scale)
