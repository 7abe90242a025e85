"""Where does a version deny what its siblings state, state what they deny, or oblige where they allow?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from audit.evidence import Passage, enough, parallel_passages
from audit.language.knowledge import Language, of
from audit.model import Document, Hit, Sentence, Story, Token
from audit.text import shorten

# What cannot both be said of a verb: allowed, demanded; or with a negation, ruled out, advised against, not
# demanded.
_OPPOSED = (
    ("possible", "necessary"),
    ("impossible", "needless"),
    ("impossible", "unwise"),
    ("unwise", "needless"),
)
# How alike two passages must be, and how long theirs must be for its silence to say anything.
_LEAST_SIMILAR = 0.35
_LENGTHS = 0.7
_REACH = 4
_SHOWN = 60
_CLOSING = " \"'”’»)]"
# So alike are sentences in which another word stands for the one denied.
_CLOSE = 0.5
# So much of the telling words must both sides have in common.
_SHARED = 0.5


Kinds = Mapping[str, frozenset[str]]


class _Cue(NamedTuple):
    """A word that denies or that says how sure something is, and the word it says it of."""

    token: Token
    head: Token | None


def detect(
    story: Story, version: Document, *, words: Literal["negation", "modality"], witnesses: int = 2
) -> Iterator[Hit]:
    """A negation that `witnesses` parallel versions, or a trusted one, do not have in the aligned passage in
    any form, while they have the word it denies; or one that they all have and the version does not.

    With `words: modality`: may for must, need not or should not for must not, and the other way round, before
    the same verb. None of the versions that have the sentence may bear the judged one out.
    """
    language = of(version.lang)
    compare = _polarity if words == "negation" else _modality
    for number, sentence in enumerate(version.sentences):
        if words == "negation" and version.words(sentence).rstrip(_CLOSING).endswith("?"):
            continue  # "Isn't it tight?" asks the same as "Is it tight?"
        aligned = [
            passage
            for passage in parallel_passages(story, version, number)
            if passage.similarity >= _LEAST_SIMILAR and _as_long(version, sentence, passage)
        ]
        if not enough(story, version, [passage.document for passage in aligned], witnesses):
            continue
        tokens = version.tokens_of(sentence)
        found = [(passage, compare(tokens, passage, language)) for passage in aligned]
        places = {difference.place for _, difference in found if difference}
        if len(places) != 1 or not all(difference for _, difference in found):
            continue
        (place,) = places
        differences = [(passage, difference) for passage, difference in found if difference]
        passage, first = differences[0]
        yield Hit(
            version.span(*place),
            evidence=tuple(passage.document.span(*one.theirs) for passage, one in differences),
            slots={"theirs": shorten(passage.document.text[first.theirs[0] : first.theirs[1]], _SHOWN)},
            signals=len(differences),
            asked=len(aligned),
        )


class _PolarityDifference(NamedTuple):
    """Where the version differs, and the words of the passage that show it."""

    place: tuple[int, int]
    theirs: tuple[int, int]


def _as_long(version: Document, sentence: Sentence, passage: Passage) -> bool:
    ours = sentence.last - sentence.first
    theirs = len(passage.document.tokens_in(passage.start, passage.end))
    return min(ours, theirs) >= _LENGTHS * max(ours, theirs)


def _polarity(ours: Sequence[Token], passage: Passage, language: Language) -> _PolarityDifference | None:
    theirs = passage.document.tokens_in(passage.start, passage.end)
    own, said = _negations(ours, language), _negations(theirs, language)
    if abs(len(own) - len(said)) != 1 or _bounded(ours, theirs, language.denials):
        return None  # two denials more or less deny nothing
    if not _worded_alike(ours, theirs, language):
        return None
    if len(own) > len(said):
        for cue in own:
            there = _undenied(cue, theirs, language)
            if there is not None:
                return _PolarityDifference(_extent(cue), (there.start, there.end))
            if not said and _reworded(cue, theirs, passage, language):
                return _PolarityDifference(_extent(cue), (passage.start, passage.end))
    elif len(said) > len(own):
        for cue in said:
            here = _undenied(cue, ours, language)
            if here is not None:
                return _PolarityDifference((here.start, here.end), _extent(cue))
    return None


def _undenied(cue: _Cue, tokens: Sequence[Token], language: Language) -> Token | None:
    """The word that a negation denies, where the other side has it and denies nothing near it."""
    there = _same(cue.head, tokens, language) if cue.head else None
    if there is None or cue.head is None:
        return None
    if there and tokens[there].text[0].isupper() and cue.head.text[0].islower():
        return None  # a name, or the title of a work in its own language
    near = tokens[max(there - _REACH, 0) : there + _REACH]
    denied = any(_negates(token.lower, language.denials) for token in near) or _denials(near, language)
    return None if denied else tokens[there]


def _reworded(cue: _Cue, theirs: Sequence[Token], passage: Passage, language: Language) -> bool:
    """Whether the other side has another word for what is denied, and denies nothing at all."""
    verb = cue.token.lower not in language.denials["nominal"]
    return (
        verb
        and cue.head is not None
        and passage.similarity >= _CLOSE
        and not _denials(theirs, language)
        and _same(cue.head, theirs, language) is None
    )


def _extent(cue: _Cue) -> tuple[int, int]:
    ends = [cue.token, cue.head or cue.token]
    return min(token.start for token in ends), max(token.end for token in ends)


def _negations(tokens: Sequence[Token], language: Language) -> list[_Cue]:
    found, how = [], language.denials
    for at, token in enumerate(tokens):
        if not _negates(token.lower, how):
            continue
        after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
        before = tokens[at - 1].lower if at else ""
        excused = before in how["before"] and token.lower in how["excused"]
        if after in how["after"] or excused or after[:1].isdigit():
            continue
        found.append(_Cue(token, _head(tokens, at, language)))
    return found


def _negates(word: str, how: Kinds) -> bool:
    return word in how["negator"] or word.endswith(tuple(how["ending"]))


def _head(tokens: Sequence[Token], at: int, language: Language) -> Token | None:
    """The next word that says something."""
    small = language.function_words
    for token in tokens[at + 1 : at + 1 + _REACH]:
        if token.lower not in small and token.lower[0].isalpha():
            return token
    return None


def _same(word: Token, tokens: Sequence[Token], language: Language) -> int | None:
    """The place among `tokens` of a word, in whatever form."""
    key = _key(word, language)
    return next((at for at, token in enumerate(tokens) if _key(token, language) == key), None)


def _key(word: Token, language: Language) -> str:
    return language.stem(language.lemma(word.lower))


def _denials(tokens: Sequence[Token], language: Language) -> int:
    """How many words of a passage may deny something in their meaning."""
    return sum(_denies(token.lower, language) for token in tokens)


@lru_cache(maxsize=65536)
def _denies(word: str, language: Language) -> bool:
    how = language.denials
    if {language.stem(word), language.stem(language.lemma(word))} & language.denying_stems or word.endswith(
        tuple(how["suffix"])
    ):
        return True
    return any(
        word.startswith(prefix)
        and len(word) > len(prefix) + 3
        and language.in_dictionary(word[len(prefix) :].lstrip("-"))
        and language.zipf(word) < language.zipf(word[len(prefix) :].lstrip("-"))
        for prefix in how["prefix"]
    )


def _bounded(ours: Sequence[Token], theirs: Sequence[Token], how: Kinds) -> bool:
    """Whether one side bounds what it denies and the other states the bound: not until, only when."""
    one, other = ({token.lower for token in tokens} for tokens in (ours, theirs))
    return any(
        left & how["bound"] and right & how["bounded"] - left for left, right in ((one, other), (other, one))
    )


def _worded_alike(ours: Sequence[Token], theirs: Sequence[Token], language: Language) -> bool:
    """Whether half of the telling words are common: what is worded freely may deny in other words."""
    small = language.function_words
    one, other = (
        {_key(token, language) for token in tokens if token.lower not in small} for tokens in (ours, theirs)
    )
    return len(one & other) >= _SHARED * max(len(one), len(other))


def _modality(ours: Sequence[Token], passage: Passage, language: Language) -> _PolarityDifference | None:
    theirs = passage.document.tokens_in(passage.start, passage.end)
    here, there, stem = _modals(ours, language), _modals(theirs, language), language.stem
    for mine, other in (*_OPPOSED, *(pair[::-1] for pair in _OPPOSED)):
        if mine not in here or other not in there or mine in there or other in here:
            continue
        for cue in here[mine]:
            for claim in there[other]:
                if cue.head and claim.head and stem(cue.head.lower) == stem(claim.head.lower):
                    return _PolarityDifference(_extent(cue), _extent(claim))
    return None


def _modals(tokens: Sequence[Token], language: Language) -> Mapping[str, list[_Cue]]:
    """What is said to be possible, necessary and so on, with the verb it is said of."""
    found: dict[str, list[_Cue]] = {}
    known, how = language.modals, language.denials
    for at, token in enumerate(tokens):
        modal = known.get(token.lower)
        if modal is None or (at and token.text[0].isupper() and token.lower in language.calendar_names):
            continue
        after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
        says = modal.denied if after in how["verbal"] else modal.says
        if modal.behind and at and _negates(tokens[at - 1].lower, how) and modal.joint in ("", after):
            says = modal.behind
        if says:
            found.setdefault(says, []).append(_Cue(token, _head(tokens, at, language)))
    return found
