"""Which pronouns cannot mean anybody the text has named?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from audit.evidence import is_quoted, passages, people, people_in
from audit.language.knowledge import Language, of
from audit.model import Document, Hit, Name, NameKind, Needs, Pronoun, Story
from audit.text import fold, match_case, remembered, without_possessive

GENDER = {"he": "m", "she": "f"}
# Sentences before the pronoun's own in which somebody else may be meant.
_REACH = 2
# Sentences before it in which nobody of its gender may be named.
_BEFORE = 6
# Characters around a noun in which a name begins whose title or apposition it can be.
_NEAR = 150
# So few characters lie between pronouns that are put wrong by one slip: "he said. He".
_CLOSE = 20
_SAME_SENTENCE = 0.4
_COMMON = 3.5
_OWNERS = ("'s ", "’s ")
_WELL_KNOWN = 3.2

NEEDS = Needs(facts=Pronoun)


def detect(story: Story, version: Document, *, by: Literal["given-name", "title"]) -> Iterator[Hit]:
    """He or she where every person in reach is known to be of the other gender.

    Known by the given name (compiled table, register of public figures) or by the title ("Mr", "Queen").
    Says nothing

    - where anybody in reach is of unknown gender, or a name may be that of a person;
    - where anybody of the pronoun's gender is named in reach or in the six sentences before;
    - where a noun such as "the nurse" may be meant;
    - where the pronoun comes before every name in reach, but for "In her new role, Hale faces ...";
    - of "his or her", of "Her Majesty", or of a feminine that may be a country;
    - where more siblings have the same pronoun in that place than the other one;
    - inside a quotation, whose words may be about somebody outside of the text.

    Pronouns of one person with few words between them are one fault: "he said. He".
    """
    for entity, pronouns in _together(version, _wrong(story, version, by)):
        yield _hit(version, pronouns, entity)


def _wrong(story: Story, version: Document, by: str) -> Iterator[tuple[str, Pronoun]]:
    """The pronouns that cannot mean anybody in reach, with the person they seem to mean."""
    known = genders(version)
    for pronoun in for_a_person(version):
        gender = GENDER[pronoun.value]
        if may_be_a_country(version, pronoun):
            continue
        if siblings_agree(story, version, pronoun):
            continue
        reach = _reach(version, pronoun)
        if reach is None or any(known.get(entity, ("", ""))[0] in ("", gender) for entity in reach):
            continue
        if _named_before(version, pronoun, gender, known) or _too_early(version, pronoun):
            continue
        entity = reach[0]
        if known[entity][1] != by or may_be_somebody_else(version, pronoun, gender):
            continue
        yield entity, pronoun


def _together(
    version: Document, wrong: Iterable[tuple[str, Pronoun]]
) -> Iterator[tuple[str, Sequence[Pronoun]]]:
    """Wrong pronouns, those of one person close to each other in a paragraph together."""
    held: list[Pronoun] = []
    whose = ""
    for entity, pronoun in wrong:
        between = version.text[held[-1].span.end : pronoun.span.start] if held else ""
        if held and (entity != whose or "\n" in between or len(between) > _CLOSE):
            yield whose, held
            held = []
        whose, held = entity, [*held, pronoun]
    if held:
        yield whose, held


@remembered
def for_a_person(version: Document) -> tuple[Pronoun, ...]:
    """The version's own "he" and "she": not those of quotations and of set phrases."""
    return tuple(
        pronoun
        for pronoun in version.facts_of(Pronoun)
        if pronoun.value in GENDER
        and not is_quoted(version, pronoun.span)
        and not set_phrase(version, pronoun)
    )


def _hit(version: Document, pronouns: Sequence[Pronoun], entity: str) -> Hit:
    first, fix, end = pronouns[0], "", pronouns[0].span.start
    for pronoun in pronouns:
        before, (end, right) = version.text[end : pronoun.span.start], corrected(version, pronoun)
        fix += before + right
    return Hit(
        version.span(first.span.start, end),
        slots={"entity": entity, "pronoun": version.words(first)},
        fix=fix,
    )


def set_phrase(version: Document, pronoun: Pronoun) -> bool:
    """Whether it is half of "he or she", or of a style such as "Her Majesty"."""
    words, forms = of(version.lang).pronoun_words, of(version.lang).pronouns
    start, end = pronoun.span.start, pronoun.span.end
    before = version.tokens_in(max(start - 12, 0), start)
    after = version.tokens_in(end, end + 12)
    if after and without_possessive(after[0].lower) in words["style"]:
        return True
    left, right = [token.lower for token in before[-2:]], [token.lower for token in after[:2]]
    for joint, other in ((left[1:], left[:1]), (right[:1], right[-1:])):
        if words["or"].intersection(joint) and any(
            one in forms and forms[one].value in GENDER for one in other
        ):
            return True
    return "/" in (version.text[max(start - 1, 0) : start], version.text[end : end + 1])


def siblings_agree(story: Story, version: Document, pronoun: Pronoun) -> bool:
    """Whether more of the aligned passages have a pronoun's gender alone than the other gender alone."""
    balance = 0
    for passage in passages(story, version, version.sentence_at(pronoun.span.start)):
        if passage.similarity >= _SAME_SENTENCE:
            said = passage.document.facts_in(Pronoun, passage.start, passage.end)
            values = {one.value for one in said if one.value in GENDER}
            if len(values) == 1:
                balance += 1 if pronoun.value in values else -1
    return balance > 0


def may_be_a_country(version: Document, pronoun: Pronoun) -> bool:
    """Whether a feminine stands in a sentence whose last name before it is a place, not a nationality."""
    if pronoun.value != "she":
        return False
    start = version.sentences[version.sentence_at(pronoun.span.start)].start
    names = version.facts_in(Name, start, pronoun.span.start)
    return bool(names) and names[-1].kind is NameKind.PLACE and names[-1].value == names[-1].entity


def corrected(version: Document, pronoun: Pronoun, to: str = "") -> tuple[int, str]:
    """Where the phrase of a pronoun ends, and the phrase with the pronoun of the other gender.

    A possessive is shown with its noun ("her new role") where the phrase is closed after at most three
    words, so that a reader sees what is whose.
    """
    form = version.words(pronoun)
    tokens = version.tokens_in(pronoun.span.end, pronoun.span.end + 60)
    end = pronoun.span.end
    known = of(version.lang).pronouns[form.lower()]
    for count, token in enumerate(tokens[:4]):
        between = version.text[end if count == 0 else tokens[count - 1].end : token.start]
        if between != " " or not token.text.islower():
            break
        after = version.text[token.end : token.end + 1]
        if known.possessive and after in ",.;:" and count < 3:
            end = token.end
            break
    owners, *objects = known.opposites
    is_object = bool(objects) and end == pronoun.span.end and _object(version, pronoun)
    other = to or (objects[0] if is_object else owners)
    return end, match_case(form, other) + version.text[pronoun.span.end : end]


def _object(version: Document, pronoun: Pronoun) -> bool:
    """Whether a form such as "her" is an object ("told her that"), followed by a small word or nothing."""
    following = version.tokens_in(pronoun.span.end, pronoun.span.end + 30)
    if not following or version.text[pronoun.span.end : following[0].start] != " ":
        return True
    return following[0].lower in of(version.lang).pronoun_words["after-object"]


@remembered
def genders(version: Document) -> Mapping[str, tuple[str, str]]:
    """Gender and how it is known ("given-name", "title") of each person of a version.

    A single word tells nothing by itself where it is a rare given name, which may be any name of another
    language, or where an office stands before it once ("President Hale"): then it is a family name.
    """
    language = of(version.lang)
    family = {name.entity for name in people(version) if name.title and not _title_gender(name, language)}
    known: dict[str, tuple[str, str]] = {}
    for name in people(version):
        by = "title" if _title_gender(name, language) else "given-name"
        little_known = name.entity in family or not language.at_least(fold(name.entity), _WELL_KNOWN)
        doubtful = " " not in name.entity and little_known
        gender = "" if by == "given-name" and doubtful else name.gender
        held = known.setdefault(name.entity, ("", ""))
        if gender and (not held[0] or by == "title"):
            known[name.entity] = (gender, by)
    return known


def _title_gender(name: Name, language: Language) -> str:
    return language.titles.get(name.title, "") if name.title else ""


def _reach(version: Document, pronoun: Pronoun) -> tuple[str, ...] | None:
    """The persons the pronoun can mean; None where a name in reach may be that of another person."""
    number = version.sentence_at(pronoun.span.start)
    start = version.sentences[max(number - _REACH, 0)].start
    return None if strangers(version, start, version.sentences[number].end) else pronoun.candidates or None


def _named_before(
    version: Document, pronoun: Pronoun, gender: str, known: Mapping[str, tuple[str, str]]
) -> bool:
    """Whether somebody of the pronoun's gender is named a few sentences before."""
    number = version.sentence_at(pronoun.span.start)
    start = version.sentences[max(number - _BEFORE, 0)].start
    return any(known[name.entity][0] == gender for name in people_in(version, start, pronoun.span.start))


def _too_early(version: Document, pronoun: Pronoun) -> bool:
    """Whether it stands before every name it could mean, but for "In her new role, Hale faces ..."."""
    number = version.sentence_at(pronoun.span.start)
    start = version.sentences[max(number - _REACH, 0)].start
    names = people_in(version, start, len(version.text))
    if not names or names[0].span.start < pronoun.span.start:
        return False
    form = of(version.lang).pronouns[version.words(pronoun).lower()]
    return not form.possessive or not version.text.endswith(", ", 0, names[0].span.start)


@remembered
def _located(version: Document) -> frozenset[str]:
    """Names that the text once says something is in or near, or who governs them, and so places: "opened in
    Altenried", "the mayor of Altenried", "Altenried's council"."""
    return frozenset(
        name.value
        for name in version.facts_of(Name)
        if name.kind is NameKind.OTHER and (_is_where(version, name) or _is_governed(version, name))
    )


def _is_where(version: Document, name: Name) -> bool:
    """Whether something is in or near what a name means, and not in what is its owner's."""
    words = of(version.lang).pronoun_words
    before = version.tokens_in(max(name.span.start - 24, 0), name.span.start)[-2:]
    return (
        not version.text.startswith(_OWNERS, name.span.end)
        and bool(before)
        and before[0].lower not in words["in-people"]
        and before[-1].lower in words["where"]
    )


def _is_governed(version: Document, name: Name) -> bool:
    """Whether what a place has, and a person has not, is of what a name means."""
    words = of(version.lang).pronoun_words
    before = [one.lower for one in version.tokens_in(max(name.span.start - 24, 0), name.span.start)[-2:]]
    if len(before) > 1 and before[1] in words["of"] and before[0] in words["place-has"]:
        return True
    end = name.span.end + 3 if version.text.startswith(_OWNERS, name.span.end) else len(version.text)
    after = version.tokens_in(end, end + 24)
    return any(one.start == end and one.lower in words["place-has"] for one in after)


def strangers(version: Document, start: int, end: int) -> bool:
    """Whether a stretch names anything that may be a person and is not known as one, nor as a place."""
    located = _located(version)
    return any(
        name.kind is NameKind.OTHER
        and name.value not in located
        and not all(of(version.lang).at_least(fold(word), _COMMON) for word in name.value.split())
        for name in version.facts_in(Name, start, end)
    )


def may_be_somebody_else(version: Document, pronoun: Pronoun, gender: str) -> bool:
    """Whether a noun in reach tells the pronoun's gender, or names a person who is not one of the named."""
    number = version.sentence_at(pronoun.span.start)
    first = version.sentences[max(number - _REACH, 0)]
    tokens = version.tokens_in(first.start, version.sentences[number].end)
    return any(noun_gender(version, token.lower) == gender for token in tokens) or unnamed_person(
        version, pronoun
    )


def unnamed_person(version: Document, pronoun: Pronoun) -> bool:
    """Whether a noun of either gender in reach before the pronoun is a person of its own: "met a nurse", but
    not "Robert Hale, a nurse" nor "Hale was elected president"."""
    number = version.sentence_at(pronoun.span.start)
    first = version.sentences[max(number - _REACH, 0)]
    tokens = version.tokens_in(first.start, pronoun.span.start)
    said_of = of(version.lang).pronoun_words["said-of"]
    return any(
        noun_gender(version, token.lower) == ""
        and not _belongs(version, token.start, token.end)
        and not any(before.lower in said_of for before in tokens[max(at - 5, 0) : at])
        for at, token in enumerate(tokens)
    )


def _belongs(version: Document, start: int, end: int) -> bool:
    """Whether a noun is the title or apposition of a name: "his predecessor, Robert Hale"."""
    for name in people_in(version, start - _NEAR, end + _NEAR):
        gap = (
            version.text[end : name.span.start]
            if end <= name.span.start
            else version.text[name.span.end : start]
        )
        if (
            len(gap) <= 40
            and not any(mark in gap for mark in ".;:\n")
            and (end <= name.span.start or gap.startswith((",", " (")))
        ):
            return True
    return False


def noun_gender(version: Document, word: str) -> str | None:
    """The gender a noun for a person tells: "f", "m", "" for either, None for no such noun."""
    return of(version.lang).noun_genders.get(word)
