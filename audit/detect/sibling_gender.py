"""Which words have the other gender in every sibling?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from audit.detect.pronoun_gender import GENDER, corrected, genders, noun_gender
from audit.evidence import Passage, enough, is_quoted, passages, people, people_in
from audit.language.knowledge import of
from audit.model import Document, Hit, Pronoun, Relation, Span, Story
from audit.text import match_case, without_possessive

_OTHER = {"he": ("she",), "she": ("he",)}
_LEAST_SIMILAR = 0.4
# Where the only sibling words the sentence its own way, the numbers of gendered words still tell.
_LEAST_SIMILAR_ALONE = 0.3


class _GenderedWord(NamedTuple):
    """A gendered word: what it is compared by, its opposites, and where it stands."""

    value: str
    opposites: tuple[str, ...]
    span: Span


class _GenderStatement(NamedTuple):
    """What a sibling writes where the version has a gendered word."""

    passage: Passage
    words: tuple[_GenderedWord, ...]


def detect(
    story: Story, version: Document, *, words: Literal["pronouns", "nouns"], witnesses: int = 2
) -> Iterator[Hit]:
    """He for she, or father for mother, where the aligned passages have the opposite.

    At least `witnesses` of them, and all that have a word of the kind in that place, must have the opposite
    and not the word. The only sibling of a version, or a trusted one, is enough if both translate
    one text. Two of them, or a trusted one, settle it, and so does the text itself, where it speaks of the
    other gender there; of "Mr", "Ms" and of a "chairman", who may be a woman, only the text does.
    Says nothing

    - where the text speaks of that gender there, in words that no sibling contradicts;
    - where a sibling has fewer such words than the version, or, beside a version that has both genders,
      another number of them: somebody else may be meant;
    - where the word's own surroundings bear it out: "his wife", or all people of known gender before the
      pronoun in its sentence are of its gender;
    - inside a quotation, whose words one account may give and another not.
    """
    read = _pronouns if words == "pronouns" else _nouns
    alone = len(story.witnesses(version)) == 1
    claims: list[tuple[_GenderedWord, list[_GenderStatement], int]] = []
    for number, sentence in enumerate(version.sentences):
        own = read(version, sentence.start, sentence.end)
        if not own:
            continue
        said = [
            _GenderStatement(passage, read(passage.document, passage.start, passage.end))
            for passage in passages(story, version, number)
            if passage.similarity >= (_LEAST_SIMILAR_ALONE if alone else _LEAST_SIMILAR)
        ]
        for word in own:
            if is_quoted(version, word.span) or _borne_out(version, word):
                continue
            against = [statement for statement in said if _contradicts(word, own, statement.words)]
            silent = [statement for statement in said if not statement.words]
            speaking = [statement.passage.document for statement in against]
            if not enough(story, version, speaking, 1 if alone else witnesses) or (
                len(against) + len(silent) < len(said)
            ):
                continue
            if _named_so(version, word):
                continue
            if alone and not _parallel(story, version, against[0].passage):
                continue
            claims.append((word, against, len(said) - len(silent)))
    contradicted = frozenset(word.span for word, _, _ in claims)
    for word, against, asked in claims:
        spoken = _spoken_of(version, word, contradicted)
        if _gender(version, word.value) in spoken:
            continue
        documents = [statement.passage.document for statement in against]
        settled = bool(spoken) or (
            enough(story, version, documents) and not _is_general(version, word, against)
        )
        yield _hit(version, word, against, asked, settled=settled)


def _gender(version: Document, value: str) -> str:
    """The gender of a pronoun or a noun."""
    return GENDER.get(value) or noun_gender(version, value) or ""


def _is_general(version: Document, word: _GenderedWord, against: list[_GenderStatement]) -> bool:
    """Whether a word may be a guess, as forms of address are, or theirs may be said of either gender."""
    return word.value in of(version.lang).addresses or any(
        one.value.endswith("man") and not one.value.endswith("woman")
        for statement in against
        for one in statement.words
        if one.value in word.opposites and one.value != "man"
    )


def _spoken_of(version: Document, word: _GenderedWord, contradicted: frozenset[Span]) -> set[str]:
    """The genders of which the text speaks in the word's sentence and the one before, but for the words that
    siblings contradict: of the people named there, of pronouns, and of nouns."""
    number = version.sentence_at(word.span.start)
    start, end = version.sentences[max(number - 1, 0)].start, version.sentences[number].end
    known = genders(version)
    # Of a form of address the name that it stands before tells nothing.
    told = {
        known[name.entity][0]
        for name in people_in(version, start, end)
        if known[name.entity][1] != "title" or word.value not in of(version.lang).addresses
    }
    for one in (*_pronouns(version, start, end), *_nouns(version, start, end)):
        if one.span not in contradicted and not is_quoted(version, one.span):
            told.add(_gender(version, one.value))
    return told - {""}


def _borne_out(version: Document, word: _GenderedWord) -> bool:
    """Whether the noun after a possessive goes with its gender far oftener than with the other."""
    following = version.tokens_in(word.span.end, word.span.end + 20)[:1]
    form, words = version.words(word.span).lower(), of(version.lang).pronoun_words
    goes = words.get("her" if word.value == "he" else "him", ()) if word.value in GENDER else ()
    known = of(version.lang).pronouns.get(form)
    return bool(following and known and known.possessive) and following[0].lower in goes


def _named_so(version: Document, word: _GenderedWord) -> bool:
    """Whether the people of known gender before a pronoun in its sentence are all of its gender; where
    none is named before, whether the first one after is ("In her speech, Susan Bell")."""
    sentence = version.sentences[version.sentence_at(word.span.start)]
    known = genders(version)
    named = [name for name in people(version) if sentence.start <= name.span.start < sentence.end]
    meant = [name for name in named if name.span.start < word.span.start] or named[:1]
    return {known[name.entity][0] for name in meant} - {""} == {GENDER.get(word.value, "no pronoun")}


def _contradicts(
    word: _GenderedWord, own: tuple[_GenderedWord, ...], theirs: tuple[_GenderedWord, ...]
) -> bool:
    """Whether a sibling's words say the opposite of `word` and nothing explains that otherwise."""
    values = [one.value for one in own]
    said = [one.value for one in theirs]
    # Every word of theirs must be one of the version's or the opposite of one, so that nobody is new.
    known = {*values, *(opposite for one in own for opposite in one.opposites)}
    mixed = len({one.opposites for one in own}) > 1
    return (
        word.value not in said
        and any(opposite in said for opposite in word.opposites)
        and known.issuperset(said)
        and (len(said) == len(values) if mixed else len(said) >= len(values))
    )


def _hit(
    version: Document, word: _GenderedWord, against: list[_GenderStatement], asked: int, *, settled: bool
) -> Hit:
    spans = tuple(
        next(one.span for one in statement.words if one.value in word.opposites) for statement in against
    )
    pronoun = next(iter(version.facts_in(Pronoun, word.span.start, word.span.end)), None)
    if pronoun is not None:
        end, fix = corrected(version, pronoun)
        theirs = _OTHER[pronoun.value][0]
    else:
        theirs = against[0].passage.document.text[spans[0].start : spans[0].end].lower()
        end, fix = word.span.end, match_case(version.words(word.span), theirs)
    return Hit(
        version.span(word.span.start, end),
        evidence=spans,
        slots={"theirs": theirs, "word": version.words(word.span), "siblings": _counted(asked)},
        fix=fix,
        signals=len(against),
        asked=asked,
        settled=settled,
    )


def _counted(siblings: int) -> str:
    return "the sibling says" if siblings == 1 else f"{siblings} siblings say"


def _parallel(story: Story, version: Document, passage: Passage) -> bool:
    return story.comparison(version.id, passage.document.id).relation is Relation.PARALLEL


def _pronouns(document: Document, start: int, end: int) -> tuple[_GenderedWord, ...]:
    return tuple(
        _GenderedWord(fact.value, _OTHER[fact.value], fact.span)
        for fact in document.facts_in(Pronoun, start, end)
        if fact.value in GENDER
    )


def _nouns(document: Document, start: int, end: int) -> tuple[_GenderedWord, ...]:
    found, opposites = [], of(document.lang).noun_opposites
    for token in document.tokens_in(start, end):
        bare = without_possessive(token.lower)
        if bare in opposites:
            span = document.span(token.start, token.start + len(bare))
            found.append(_GenderedWord(bare, opposites[bare], span))
    return tuple(found)
