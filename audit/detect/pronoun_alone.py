"""Which he or she stands alone in a text that speaks of the other gender only?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from audit.detect.pronoun_gender import (
    GENDER,
    corrected,
    for_a_person,
    genders,
    may_be_a_country,
    noun_gender,
    siblings_agree,
    strangers,
    unnamed_person,
)
from audit.evidence import people_in
from audit.language.knowledge import of
from audit.model import Document, Hit, Name, Needs, Pronoun, Sentence, Span, Story
from audit.text import without_possessive

# Sentences before the pronoun's own in which the person meant is looked for.
_REACH = 2
# Sentences around the pronoun in which nothing may speak of its gender.
_AROUND = 6
_OTHER = {"he": "she", "she": "he"}

NEEDS = Needs(facts=Pronoun)


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """A pronoun whose gender nothing else in the text around it has.

    Speaks where all persons in reach are known to be of the other gender, or the likely subject is (the
    first person named before it in its sentence, else the first of the sentence before), or where two
    pronouns in reach are of the other gender. Says nothing

    - inside a quotation, whose words may be about somebody outside of the text;
    - where another pronoun, a name, a title or a noun ("the widow", "women") of its gender stands within
      six sentences, so that such a person may be meant;
    - where an unnamed person may be meant ("met a nurse");
    - of a possessive before the name it announces ("In her speech, Bell"), if that may be anybody's;
    - where more siblings have the same pronoun in that place than the other one;
    - of "his or her", and of "Her Majesty";
    - where the name before it in its sentence may be that of a person of whom nothing is known;
    - of a feminine that may be a country or a ship: a place is named in its sentence, before it.
    """
    known = genders(version)
    for pronoun in for_a_person(version):
        number = version.sentence_at(pronoun.span.start)
        evidence = _evidence(version, pronoun, number, known)
        if not evidence or _spoken_of(version, pronoun, number, known):
            continue
        if (
            unnamed_person(version, pronoun)
            or _announces(version, pronoun, number)
            or _of_a_stranger(version, pronoun, number, known)
            or may_be_a_country(version, pronoun)
            or siblings_agree(story, version, pronoun)
        ):
            continue
        end, fix = corrected(version, pronoun)
        other = _OTHER[pronoun.value]
        yield Hit(
            version.span(pronoun.span.start, end),
            evidence=evidence,
            slots={"pronoun": version.words(pronoun), "other": other, "entity": version.words(evidence[0])},
            fix=fix,
            signals=min(len(evidence), 2),
        )


def _evidence(
    version: Document,
    pronoun: Pronoun,
    number: int,
    known: Mapping[str, tuple[str, str]],
) -> tuple[Span, ...]:
    """What tells that only the other gender is spoken of: persons in reach, the subject, two pronouns."""
    start, end = _window(version.sentences, number, _REACH, 0)
    near = people_in(version, start, end)
    told = {known[name.entity][0] for name in near}
    other = _OTHER[pronoun.value]
    others = tuple(one.span for one in version.facts_in(Pronoun, start, end) if one.value == other)
    if told and "" not in told and GENDER[pronoun.value] not in told:
        return (near[-1].span, *others)
    subject = _subject(version, pronoun, number)
    if subject is not None and known[subject.entity][0] not in ("", GENDER[pronoun.value]):
        return (subject.span, *others)
    return others if len(others) > 1 else ()


def _subject(version: Document, pronoun: Pronoun, number: int) -> Name | None:
    """The first person named in the pronoun's sentence before it, else the first of the sentence before."""
    sentence = version.sentences[number]
    before = version.sentences[max(number - 1, 0)]
    for start, end in ((sentence.start, pronoun.span.start), (before.start, sentence.start)):
        if named := people_in(version, start, end):
            return named[0]
    return None


def _spoken_of(
    version: Document,
    pronoun: Pronoun,
    number: int,
    known: Mapping[str, tuple[str, str]],
) -> bool:
    """Whether anything around speaks of the pronoun's gender: a pronoun, a name, a title, a noun."""
    gender = GENDER[pronoun.value]
    start, end = _window(version.sentences, number, _AROUND, _AROUND)
    around = version.facts_in(Pronoun, start, end)
    if any(one is not pronoun and one.value == pronoun.value for one in around):
        return True
    if any(known[name.entity][0] == gender for name in people_in(version, start, end)):
        return True
    for token in version.tokens_in(start, end):
        bare = without_possessive(token.lower)
        told = noun_gender(version, bare) == gender
        if told or (token.text[0].isupper() and of(version.lang).given_name(bare) == gender):
            return True
    return False


def _announces(version: Document, pronoun: Pronoun, number: int) -> bool:
    """Whether the sentence opens with a phrase and goes on, after a comma, with a name of nobody known."""
    sentence = version.sentences[number]
    names = version.facts_in(Name, sentence.start, sentence.end)
    if not names or names[0].span.start < pronoun.span.start:
        return False
    first = names[0].span
    return version.text.endswith(", ", 0, first.start) and strangers(version, first.start, first.end)


def _of_a_stranger(
    version: Document,
    pronoun: Pronoun,
    number: int,
    known: Mapping[str, tuple[str, str]],
) -> bool:
    """Whether the last name before the pronoun in its sentence may be a person's of whom nothing is known."""
    start = version.sentences[number].start
    names = version.facts_in(Name, start, pronoun.span.start)
    if not names:
        return False
    last = names[-1].span
    people = people_in(version, last.start, last.end)
    return any(not known[name.entity][0] for name in people) or strangers(version, last.start, last.end)


def _window(sentences: tuple[Sentence, ...], number: int, before: int, after: int) -> tuple[int, int]:
    last = min(number + after, len(sentences) - 1)
    return sentences[max(number - before, 0)].start, sentences[last].end
