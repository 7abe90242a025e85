"""What do the rules say of the versions of a family, people's and machines', and what did readers?"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from audit.engine import judge
from audit.measure.families import Family, RaterMark, draw
from audit.measure.stories import Versions
from audit.measure.values import Observation
from audit.measure.work import Choices
from audit.model import Document, Finding, Kind, Sentence, Severity, Span, Token, Verdict
from audit.score import score

# A finding of more words is confirmed by chance: it is judged by the sentences it lies in.
LONGEST = 6
_AROUND = 60
MINOR, MAJOR = 1, 2
_JUDGEMENTS = ("unmarked", "minor", "major")
# Where nobody read the machines' versions, so many of them are judged for each of people's.
_FOR_ONE = 2


class Noted(NamedTuple):
    """A finding as far as it is counted.

    `kind` is what it rests on, `confidence` what the product said of it. `also` are the rules that marked
    the same words and stand back. `confirmed`: 0 where nobody marked any of its words, 1 minor, 2 major;
    `covered` are the numbers of the marks it overlaps; `sentences` are 0, 1 or 2 likewise, for each
    sentence it touches; `omission` tells whether somebody missed words in the segment it begins in or the
    next; `signals` as in the finding, `place` its characters; `chance` is the share of all stretches of as
    many words of this version in which somebody marked a word.
    """

    rule: str
    kind: Kind
    confidence: float
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


class MeasuredVersion(NamedTuple):
    """One version beside so many siblings: what was found, the verdict, and issues per 1,000 words."""

    system: str
    siblings: int | None
    noted: tuple[Noted, ...]
    verdict: Verdict = Verdict.PASS
    issues: float = 0.0


class FamilyFindings(NamedTuple):
    """All readings of one family.

    `readings` are those of machines' versions: of all that raters read, whose marks are in `ground`, or of
    some drawn at random. `people` are those of human references beside machines, `among_people` those beside
    one other reference. `words` has the length of every version, `penalties` what raters took off a machine's
    for 1,000 words.
    """

    set: str
    pair: str
    ground: Mapping[str, Ground]
    readings: tuple[MeasuredVersion, ...]
    observations: tuple[Observation, ...]
    problems: tuple[str, ...]
    people: tuple[MeasuredVersion, ...] = ()
    among_people: tuple[MeasuredVersion, ...] = ()
    words: Mapping[str, int] = {}
    penalties: Mapping[str, float] = {}


def observe(family: Family, choices: Choices) -> FamilyFindings:
    """Judge the versions of a family beside each number of siblings drawn."""
    versions = Versions(family)
    put = versions.given if choices.given else versions.story
    machines = {system: _Read(versions, system) for system in judged(family, choices.seed)}
    people = {name: _Read(versions, name) for name in sorted(family.references)}
    readings: dict[bool, list[MeasuredVersion]] = {True: [], False: []}
    observations: list[Observation] = []
    problems: list[str] = []

    def read(
        one: _Read, siblings: int | None, beside: Sequence[str]
    ) -> tuple[MeasuredVersion, tuple[Finding, ...]]:
        story = put(one.version.id, beside)
        found, crashed = judge(story, choices.rules)
        problems.extend(
            f"{family.set} {family.id} {one.version.id}: {problem.message}" for problem in crashed
        )
        (scored,) = score(story, found, choices.rules, verdicts_alone=True)
        noted = tuple(one.noted(finding) for finding in found)
        return MeasuredVersion(one.version.id, siblings, noted, scored.verdict, scored.issues), found

    for siblings in choices.siblings:
        for system, one in {**machines, **people}.items():
            human = system in people
            drawn = draw(family, system, choices.seed, references=choices.references and not human)
            reading, found = read(one, siblings, drawn if siblings is None else drawn[:siblings])
            readings[human].append(reading)
            if choices.listed and not human:
                label = sibling_label(siblings)
                observations += [
                    observed(finding, one.version, family.set, family.id, label, one.judgement(finding))
                    for finding in found
                ]
    return FamilyFindings(
        set=family.set,
        pair=f"{family.origin}-{family.lang}",
        ground={system: one.ground() for system, one in machines.items() if system in family.marks},
        readings=tuple(readings[False]),
        observations=tuple(observations),
        problems=tuple(problems),
        people=tuple(readings[True]),
        among_people=tuple(
            read(people[name], 1, (other,))[0] for name, other in _other_people(family, choices.seed)
        ),
        words={name: len(one.version.tokens) for name, one in {**machines, **people}.items()},
        penalties={
            system: 1000 * sum(points) / max(len(one.version.tokens), 1)
            for system, one in machines.items()
            if (points := [value for value in family.scores.get(system, ()) if value is not None])
        },
    )


def judged(family: Family, seed: int) -> tuple[str, ...]:
    """The machines' versions that are judged: those that raters read, else some drawn at random."""
    if family.marks:
        return tuple(family.marks)
    number = min(_FOR_ONE * max(len(family.references), 1), len(family.systems))
    return tuple(random.Random(f"{seed} {family.set} {family.id}").sample(sorted(family.systems), number))


def _other_people(family: Family, seed: int) -> Iterator[tuple[str, str]]:
    """Each human reference and one other, drawn at random, where there are several."""
    for name in sorted(family.references):
        if others := sorted(set(family.references) - {name}):
            yield name, random.Random(f"{seed} {family.set} {family.id} {name}").choice(others)


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
        known = {**versions.family.human_marks, **versions.family.marks}
        self._marks: tuple[RaterMark, ...] = known.get(system, ())
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
            kind=finding.kind,
            confidence=finding.confidence,
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
