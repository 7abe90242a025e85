"""Of which names, people, numbers, dates and quotations do the versions of a story speak?"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from audit.language.knowledge import of
from audit.model import Document, Fact, Finding, Name, NameKind, Number, Pronoun, Quotation, Span, Story, When
from audit.report import abroad
from audit.report.wording import visible
from audit.text import fold, shorten

T = TypeVar("T")

# Characters. What is longer than this is no name, number, date or quotation.
_LONGEST = 2000
_QUOTE_WIDTH = 48
LABEL_WIDTH = 40
# Last names at least so long, and so much alike, are one name spelled two ways where the given name is one.
_SHORTEST_NAME = 4
_SPELLED_ALIKE = 0.8
_GENDERS = {"he": "m", "she": "f"}
# Two quotations are one when this share of the shorter one's words stands in the other.
_SAME_QUOTATION = 0.6
_SHORTEST_QUOTATION = 4
# Quotations that share a word without being likely to be one for it.
_USUAL = 50
# Sentences less alike than this may speak of different things.
_SURE_PARTNER = 0.5


class Mention(NamedTuple):
    """A fact as the matrix shows it: `text` is how it reads, and those with the same `same` agree."""

    version: int
    span: Span
    text: str
    same: str


@dataclass(slots=True)
class Thing:
    """Mentions, in any version, of what is taken for the same; `free` where its wording may differ."""

    label: str
    mentions: list[Mention] = field(default_factory=list)
    free: bool = False


def _start(item: tuple[Span, object]) -> int:
    return item[0].start


class _Places(Generic[T]):
    """Things by their place: what overlaps a span is found without looking at all the others."""

    def __init__(self, things: Iterable[tuple[Span, T]]) -> None:
        self._things: dict[str, list[tuple[Span, T]]] = {}
        for span, thing in things:
            self._things.setdefault(span.document, []).append((span, thing))
        for here in self._things.values():
            here.sort(key=_start)

    def at(self, span: Span) -> Iterator[tuple[Span, T]]:
        here = self._things.get(span.document, [])
        first = bisect_left(here, span.start - _LONGEST, key=_start)
        last = bisect_left(here, span.end, key=_start)
        return (item for item in here[first:last] if item[0].overlaps(span))


class Marked:
    """Which facts did a rule mark?"""

    def __init__(self, findings: Iterable[Finding], fits: Callable[[Finding, Span], bool]) -> None:
        self._fits = fits
        self._findings = _Places((finding.span, finding) for finding in findings)

    def __call__(self, span: Span) -> bool:
        return any(self._fits(finding, span) for _, finding in self._findings.at(span))


class _Roots:
    """Which keys have been found to be one?"""

    def __init__(self) -> None:
        self._root: dict[str, str] = {}

    def find(self, key: str) -> str:
        while self._root.setdefault(key, key) != key:
            key = self._root[key]
        return key

    def join(self, left: str, right: str) -> None:
        first, second = sorted((self.find(left), self.find(right)))
        self._root[second] = first

    def join_found(self, findings: Iterable[Finding], places: _Places[str]) -> None:
        """Join what a finding and its evidence hold side by side."""
        for finding in findings:
            keys = [key for span in (finding.span, *finding.evidence) for key in _touched(places, span)]
            for other in keys[1:]:
                self.join(keys[0], other)


class _Names:
    """Entities of all versions, joined where they are one."""

    def __init__(self) -> None:
        self.roots = _Roots()
        self.mentions: dict[str, list[tuple[Mention, Name]]] = {}

    def add(self, key: str, mention: Mention, name: Name) -> None:
        self.mentions.setdefault(key, []).append((mention, name))

    def clusters(self) -> dict[str, list[tuple[Mention, Name]]]:
        joined: dict[str, list[tuple[Mention, Name]]] = {}
        for key, mentions in self.mentions.items():
            joined.setdefault(self.roots.find(key), []).extend(mentions)
        return joined

    def things(self) -> Iterator[Thing]:
        """Most mentioned first."""
        ordered = sorted(self.clusters().items(), key=lambda item: (-len(item[1]), item[0]))
        for _, mentions in ordered:
            yield Thing(_fullest(mentions), [mention for mention, _ in mentions])


def _fullest(mentions: Sequence[tuple[Mention, Name]]) -> str:
    """The fullest of the usual forms: most versions have it, then longest, then first by alphabet."""
    versions: dict[str, set[int]] = {}
    for mention, name in mentions:
        versions.setdefault(name.entity or name.value, set()).add(mention.version)
    full = max(versions, key=lambda form: (len(versions[form]), len(form.split()), form))
    return shorten(visible(full), LABEL_WIDTH)


def names_of(story: Story, findings: Sequence[Finding]) -> _Names:
    """Names with one spelling are one; so are those that a finding and its evidence hold side by side, and
    what a version in a language in which names are not read writes for them in the sentence opposite."""
    names = _Names()
    keys = _entity_keys(story)
    short = {name.value for version in story.versions for name in version.facts_of(Name)}
    places: list[tuple[Span, str]] = []
    told: set[Span] = set()
    for number, version in enumerate(story.versions):
        for name in version.facts_of(Name):
            key = keys[name.kind, name.entity or name.value]
            person = name.kind is NameKind.PERSON
            # People agree by their last name, which is shown where some version thinks it is enough.
            last = (name.value.split() or [name.value])[-1]
            same = last if person else name.entity or name.value
            shown = last if person and last in short else name.value
            names.add(key, Mention(number, name.span, visible(shown), same), name)
            places.append((name.span, key))
            for other, span in abroad.written(story, version, name):
                if span not in told:
                    told.add(span)
                    words = shorten(visible(story.versions[other].text[span.start : span.end]), LABEL_WIDTH)
                    names.add(key, Mention(other, span, words, same), name)
    for left, right in _spelled_alike(keys):
        names.roots.join(left, right)
    names.roots.join_found(findings, _Places(places))
    return names


def _touched(places: _Places[str], span: Span) -> list[str]:
    """The one fact that a span marks; words in which several stand, or of which it is a small part,
    speak of none."""
    inside = list(places.at(span))
    keys = {key for other, key in inside if 2 * (other.end - other.start) >= span.end - span.start}
    return list(keys) if len(keys) == 1 and len({key for _, key in inside}) == 1 else []


def _entity_keys(story: Story) -> dict[tuple[NameKind, str], str]:
    """A key for each entity: people go by their last name where only one full name has it."""
    full: dict[str, set[str]] = {}
    entities = sorted(
        {
            (name.kind, name.entity or name.value)
            for version in story.versions
            for name in version.facts_of(Name)
        }
    )
    for kind, entity in entities:
        words = fold(entity).split()
        if kind is NameKind.PERSON and len(words) > 1:
            full.setdefault(words[-1], set()).add(" ".join(words))
    keys = {}
    for kind, entity in entities:
        words = fold(entity).split() or [entity]
        alone = kind is NameKind.PERSON and len(full.get(words[-1], ())) < 2
        keys[kind, entity] = words[-1] if alone else " ".join(words)
    return keys


def _spelled_alike(keys: Mapping[tuple[NameKind, str], str]) -> Iterator[tuple[str, str]]:
    """People of one given name whose last names differ by a letter or two."""
    full = sorted(
        (fold(entity).split(), key) for (kind, entity), key in keys.items() if kind is NameKind.PERSON
    )
    full = [(words, key) for words, key in full if len(words) > 1 and len(words[-1]) >= _SHORTEST_NAME]
    for (left, left_key), (right, right_key) in pairwise(full):
        alike = SequenceMatcher(None, left[-1], right[-1], autojunk=False).ratio() >= _SPELLED_ALIKE
        if left[:-1] == right[:-1] and alike:
            yield left_key, right_key


def pronouns(story: Story, names: _Names, marked: Marked) -> Iterator[Thing]:
    """People with "he" and "she"; "it" and "they" only where a rule marked them."""
    owners: dict[tuple[int, str], str] = {}
    genders: dict[str, str] = {}
    clusters = names.clusters()
    for root, mentions in clusters.items():
        for mention, name in mentions:
            if name.kind is NameKind.PERSON:
                owners[mention.version, name.entity or name.value] = root
                genders.setdefault(root, name.gender)
    things: dict[str, Thing] = {}
    for number, version in enumerate(story.versions):
        for pronoun in version.facts_of(Pronoun):
            owner = owners.get((number, pronoun.candidates[0])) if pronoun.candidates else None
            if owner is None:
                continue
            # The likeliest person may be the wrong one: then it is no difference between versions.
            fits = pronoun.sure or genders[owner] == _GENDERS.get(pronoun.value)
            if marked(pronoun.span) or (pronoun.value in _GENDERS and fits):
                if owner not in things:
                    things[owner] = Thing(_fullest(clusters[owner]))
                things[owner].mentions.append(Mention(number, pronoun.span, pronoun.value, pronoun.value))
    yield from sorted(things.values(), key=lambda thing: (-len(thing.mentions), thing.label))


def numbers(story: Story, findings: Sequence[Finding]) -> Iterator[Thing]:
    """Numbers that count one thing; a percentage is none beside a sum."""
    return _linked(_in_any_language(story), Number, _unit, findings)


def dates(story: Story, findings: Sequence[Finding]) -> Iterator[Thing]:
    """Dates that state the same parts."""
    return _linked(story, When, _precision, findings)


def _linked(
    story: Story, kind: type[Fact], group: Callable[[Fact], str], findings: Sequence[Finding]
) -> Iterator[Thing]:
    """Facts of one value are one thing; so are two that stand alone of their kind in partner sentences,
    and those that a finding and its evidence hold side by side."""
    roots = _Roots()
    facts = {version.id: version.facts_of(kind) for version in story.versions}
    values = {document: {fact.value for fact in those} for document, those in facts.items()}
    every = [fact for those in facts.values() for fact in those]
    roots.join_found(findings, _Places((fact.span, _value(fact, group)) for fact in every))
    for version in story.versions:
        for fact in facts[version.id]:
            for other in _opposite(story, version, fact, group, values):
                roots.join(_value(fact, group), _value(other, group))
    things: dict[str, Thing] = {}
    for number, version in enumerate(story.versions):
        for fact in facts[version.id]:
            key = _value(fact, group)
            shown = shorten(visible(version.words(fact)), LABEL_WIDTH)
            thing = things.setdefault(roots.find(key), Thing(shown))
            thing.mentions.append(Mention(number, fact.span, shown, key))
    yield from things.values()


def _value(fact: Fact, group: Callable[[Fact], str]) -> str:
    return f"{group(fact)} {fact.value}"


def _opposite(
    story: Story,
    version: Document,
    fact: Fact,
    group: Callable[[Fact], str],
    values: Mapping[str, Container[str]],
) -> Iterator[Fact]:
    """What a partner sentence says instead, where both sentences have but one such fact and neither
    version has the other's value anywhere."""
    index = version.sentence_at(fact.span.start)
    if index < 0 or len(_alike(version, fact, index, group)) != 1:
        return
    for partner in story.partners(version, index):
        if partner.similarity < _SURE_PARTNER or fact.value in values[partner.document]:
            continue
        sibling = story.version(partner.document)
        there = [other for at in partner.sentences for other in _alike(sibling, fact, at, group)]
        if len(there) == 1 and there[0].value not in values[version.id]:
            yield there[0]


def _alike(version: Document, fact: Fact, index: int, group: Callable[[Fact], str]) -> list[Fact]:
    sentence = version.sentences[index]
    inside = version.facts_in(type(fact), sentence.start, sentence.end)
    return [other for other in inside if group(other) == group(fact)]


def _unit(fact: Fact) -> str:
    return fact.unit if isinstance(fact, Number) else ""


def _in_any_language(story: Story) -> Story:
    """A story in several languages with the numbers that are read in all of them, as they are read in all: in
    digits, and without the nouns counted."""
    if len({version.language for version in story.versions}) == 1:
        return story
    versions = (
        replace(version, facts=tuple(filter(None, (_plain(version, fact) for fact in version.facts))))
        for version in story.versions
    )
    return replace(story, versions=tuple(versions))


def _plain(version: Document, fact: Fact) -> Fact | None:
    if not isinstance(fact, Number) or fact.unit == "percent" or fact.unit.isupper():
        return fact
    if not any(character.isdecimal() for character in version.words(fact)):
        return None
    return replace(fact, unit="", value=fact.value.partition(" ")[0])


def _precision(fact: Fact) -> str:
    """Which parts a date states: a weekday and a year do not contradict each other."""
    parts = ("year", "month", "day", "weekday", "minute")
    return " ".join(part for part in parts if getattr(fact, part, None) is not None)


def quotations(story: Story) -> Iterator[Thing]:
    """Quotations of which most words are the same, and those of two languages that stand opposite each other,
    in the order of the first version that has them."""
    things: list[tuple[frozenset[str], Thing]] = []
    holders: dict[str, list[int]] = {}
    placed: dict[Span, Thing] = {}
    for number, version in enumerate(story.versions):
        for quotation in version.facts_of(Quotation):
            words = frozenset(fold(quotation.value).split())
            if len(words) < _SHORTEST_QUOTATION and of(version.lang).spaced:
                continue
            shown = shorten(visible(version.words(quotation)), _QUOTE_WIDTH)
            mention = Mention(number, quotation.span, shown, quotation.value)
            abroad_too = (placed.get(span) for span in abroad.quoted(story, version, quotation))
            if same := next(filter(None, abroad_too), None):
                same.mentions.append(mention)
                placed[quotation.span] = same
                continue
            # Only those that share a word which few have: not every quotation is held against every other.
            shared = {
                at for word in words if len(holders.get(word, ())) <= _USUAL for at in holders.get(word, ())
            }
            for at in sorted(shared):
                known, thing = things[at]
                if len(words & known) >= _SAME_QUOTATION * min(len(words), len(known)):
                    thing.mentions.append(mention)
                    placed[quotation.span] = thing
                    break
            else:
                for word in words:
                    holders.setdefault(word, []).append(len(things))
                label = shorten(visible(quotation.speaker), LABEL_WIDTH) or "quotation"
                # Two translations never word it alike: only a rule tells which difference matters.
                thing = placed[quotation.span] = Thing(label, [mention], free=True)
                things.append((words, thing))
    return iter([thing for _, thing in things])
