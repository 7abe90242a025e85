"""Do findings mark what professional readers mark?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from audit.engine import judge
from audit.measure.families import Family, Mark, draw
from audit.measure.stories import Versions
from audit.measure.values import Observation
from audit.measure.work import Choices
from audit.model import Document, Finding, Sentence, Severity, Span, Token

# A finding of more words is confirmed by chance: it is judged by the sentences it lies in.
LONGEST = 6
_AROUND = 60
MINOR, MAJOR = 1, 2
_JUDGEMENTS = ("unmarked", "minor", "major")


class Noted(NamedTuple):
    """A finding as far as it is counted.

    `also` are the rules that marked the same words and stand back. `confirmed`: 0 where nobody marked any
    of its words, 1 minor, 2 major; `covered` are the numbers of the marks it overlaps; `sentences` are 0, 1
    or 2 likewise, for each sentence it touches; `omission` tells whether somebody missed words in the
    segment it begins in or the next; `signals` as in the finding, `place` its
    characters; `chance` is the share of all stretches of as many words of this version in which somebody
    marked a word.
    """

    rule: str
    also: tuple[str, ...]
    major: bool
    words: int
    confirmed: int
    covered: tuple[int, ...]
    sentences: tuple[int, ...]
    omission: bool
    signals: int
    place: tuple[int, int]
    chance: float


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
    """All readings of one family.

    `people` are the readings of human references beside machines, `human_words` the words of each
    reference; `human_marks` tells whether raters read the references too.
    """

    set: str
    ground: Mapping[str, Ground]
    readings: tuple[Reading, ...]
    observations: tuple[Observation, ...]
    problems: tuple[str, ...]
    people: tuple[Reading, ...] = ()
    human_words: Mapping[str, int] = {}
    human_marks: bool = False


def observe(family: Family, choices: Choices) -> FamilyFindings:
    """Judge every marked version of a family beside each number of siblings drawn."""
    versions = Versions(family)
    put = versions.given if choices.given else versions.story
    read = {system: _Read(versions, system, marks) for system, marks in family.marks.items()}
    people = {
        name: _Read(versions, name, family.human_marks.get(name, ())) for name in sorted(family.references)
    }
    readings: dict[bool, list[Reading]] = {True: [], False: []}
    observations: list[Observation] = []
    problems: list[str] = []
    for siblings in choices.siblings:
        for system, one in {**read, **people}.items():
            human = system in people
            drawn = draw(family, system, choices.seed, references=choices.references and not human)
            beside = drawn if siblings is None else drawn[:siblings]
            found, crashed = judge(put(system, beside), choices.rules)
            noted = tuple(one.noted(finding) for finding in found)
            readings[human].append(Reading(system, siblings, noted))
            problems += [f"{family.set} {family.id} {system}: {problem.message}" for problem in crashed]
            if choices.listed and not human:
                label = sibling_label(siblings)
                observations += [
                    observed(finding, one.version, family.set, family.id, label, one.judgement(finding))
                    for finding in found
                ]
    ground = {system: one.ground() for system, one in read.items()}
    return FamilyFindings(
        set=family.set,
        ground=ground,
        readings=tuple(readings[False]),
        observations=tuple(observations),
        problems=tuple(problems),
        people=tuple(readings[True]),
        human_words={name: len(one.version.tokens) for name, one in people.items()},
        human_marks=any(family.human_marks.values()),
    )


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

    def __init__(self, versions: Versions, system: str, marks: tuple[Mark, ...]) -> None:
        self.version = versions.judged[system]
        self._marks = marks
        self._flags = bytearray(len(self.version.text))
        for level in (MINOR, MAJOR):
            for mark in self._marks:
                if mark.major == (level == MAJOR):
                    self._flags[mark.start : mark.end] = bytes([level]) * (mark.end - mark.start)
        missed = versions.family.omissions.get(system, frozenset())
        segments = [versions.segment(system, sentence.start) for sentence in self.version.sentences]
        self._chances: dict[int, float] = {}
        self._missed = tuple(bool(missed & {segment, segment + 1}) for segment in segments)

    def judgement(self, finding: Finding) -> str:
        return _JUDGEMENTS[self._worst(finding.span)]

    def noted(self, finding: Finding) -> Noted:
        start, end = finding.span.start, finding.span.end
        first = self.version.sentence_at(start)
        words = len(self.version.tokens_in(start, end))
        return Noted(
            rule=finding.rule,
            also=finding.also,
            major=finding.severity is not Severity.MINOR,
            words=words,
            confirmed=self._worst(finding.span),
            covered=tuple(at for at, mark in enumerate(self._marks) if mark.start < end and start < mark.end),
            sentences=tuple(
                self._worst(sentence)
                for sentence in self.version.sentences
                if sentence.start < end and start < sentence.end
            ),
            omission=first >= 0 and self._missed[first],
            signals=finding.signals,
            place=(start, end),
            chance=self._chance(max(words, 1)),
        )

    def ground(self) -> Ground:
        raters = []
        if len({mark.rater for mark in self._marks}) > 1:
            for mark in self._marks:
                others = [
                    MAJOR if other.major else MINOR
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

    def _chance(self, words: int) -> float:
        if words not in self._chances:
            tokens = self.version.tokens
            last = max(len(tokens) - words, 0)
            marked = [
                any(self._flags[tokens[at].start : tokens[min(at + words, len(tokens)) - 1].end])
                for at in range(last + 1)
            ]
            self._chances[words] = sum(marked) / len(marked)
        return self._chances[words]

    def _worst(self, place: Span | Token | Sentence) -> int:
        """The worst that anybody marked there."""
        return max(self._flags[place.start : place.end], default=0)
