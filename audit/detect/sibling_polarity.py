"""Where does a version deny what its siblings state, state what they deny, or oblige where they allow?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from audit.evidence import Passage, enough, parallel_passages
from audit.language.lexicon import in_dictionary, lemma, stem, zipf
from audit.language.tables import words
from audit.model import Document, Hit, Sentence, Story, Token
from audit.text import shorten


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NEGATORS = _set("not no never none nothing nobody nowhere neither nor cannot without lest")
# After these a negator denies nothing ("not only"), before these neither ("whether or not").
_AFTER = _set(
    "only just merely simply least doubt matter sooner other all every everyone everything very so "
    "too enough quite much many particularly exactly necessarily entirely completely fully wholly totally"
)
_BEFORE = _set("whether or if why")
# Words that deny in their meaning; by stem.
_DENYING = frozenset(
    stem(word)
    for word in (
        "fail refuse deny decline reject lack absence absent avoid prevent prohibit ban bar stop halt "
        "cease end oppose object doubt few little less rarely seldom hardly barely scarcely only "
        "until unless except instead rather far free exclude miss lose loss lost abandon ignore "
        "neglect forget forbid block cancel suspend wrong false minimal zero shortage scarce against "
        "unlike escape refrain withhold withdraw waive poor bad rare cautious silent silence yet "
        "remain keep resist exempt rid void useless anything anyone any rule out contrary opposite "
        "differ different long"
    ).split()
)
_PREFIXES = ("un", "in", "im", "ir", "il", "dis", "non", "mis", "de")
_SUFFIXES = ("less", "free", "proof")
# "Only when … did she know" is "did not know until": what bounds a denial in time, and what states it so.
_BOUNDS = _set("until till unless before without except")
_BOUNDED = _set("only once after when first finally just except")
# What a verb is said to be: allowed, demanded; or with a negation, ruled out, advised against, not demanded.
_Modality = Literal["possible", "necessary", "impossible", "unwise", "needless"]
_MODALS: Mapping[_Modality, frozenset[str]] = {
    "possible": _set("may might could can perhaps possibly"),
    "necessary": _set("must shall obliged required compelled obligatory mandatory"),
    "impossible": _set("cannot can't can’t mustn't mustn’t"),
    "unwise": _set("shouldn't shouldn’t"),
    "needless": _set("needn't needn’t"),
}
_DENIED: Mapping[str, _Modality] = {
    **dict.fromkeys(("must", "can", "cannot"), "impossible"),
    **dict.fromkeys(("should", "ought"), "unwise"),
    **dict.fromkeys(("need", "have"), "needless"),
}
_OPPOSED: tuple[tuple[_Modality, _Modality], ...] = (
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
_WITH_NOUNS = _set("no none nothing nobody nowhere neither nor without")


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
        found = [(passage, compare(tokens, passage)) for passage in aligned]
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


class _Difference(NamedTuple):
    """Where the version differs, and the words of the passage that show it."""

    place: tuple[int, int]
    theirs: tuple[int, int]


def _as_long(version: Document, sentence: Sentence, passage: Passage) -> bool:
    ours = sentence.last - sentence.first
    theirs = len(passage.document.tokens_in(passage.start, passage.end))
    return min(ours, theirs) >= _LENGTHS * max(ours, theirs)


def _polarity(ours: Sequence[Token], passage: Passage) -> _Difference | None:
    theirs = passage.document.tokens_in(passage.start, passage.end)
    own, said = _negations(ours), _negations(theirs)
    if abs(len(own) - len(said)) != 1 or _bounded(ours, theirs) or not _worded_alike(ours, theirs):
        return None  # two denials more or less deny nothing
    if len(own) > len(said):
        for cue in own:
            there = _undenied(cue, theirs)
            if there is not None:
                return _Difference(_extent(cue), (there.start, there.end))
            if not said and _reworded(cue, ours, theirs, passage):
                return _Difference(_extent(cue), (passage.start, passage.end))
    elif len(said) > len(own):
        for cue in said:
            here = _undenied(cue, ours)
            if here is not None:
                return _Difference((here.start, here.end), _extent(cue))
    return None


def _undenied(cue: _Cue, tokens: Sequence[Token]) -> Token | None:
    """The word that a negation denies, where the other side has it and denies nothing near it."""
    there = _same(cue.head, tokens) if cue.head else None
    if there is None or cue.head is None:
        return None
    if there and tokens[there].text[0].isupper() and cue.head.text[0].islower():
        return None  # a name, or the title of a work in its own language
    near = tokens[max(there - _REACH, 0) : there + _REACH]
    return None if any(_negates(token.lower) for token in near) or _denials(near) else tokens[there]


def _reworded(cue: _Cue, ours: Sequence[Token], theirs: Sequence[Token], passage: Passage) -> bool:
    """Whether the other side has another word for what is denied, and denies nothing at all."""
    verb = cue.token.lower not in _WITH_NOUNS
    return (
        verb
        and cue.head is not None
        and passage.similarity >= _CLOSE
        and not _denials(theirs)
        and _same(cue.head, theirs) is None
    )


def _extent(cue: _Cue) -> tuple[int, int]:
    ends = [cue.token, cue.head or cue.token]
    return min(token.start for token in ends), max(token.end for token in ends)


def _negations(tokens: Sequence[Token]) -> list[_Cue]:
    found = []
    for at, token in enumerate(tokens):
        if not _negates(token.lower):
            continue
        after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
        before = tokens[at - 1].lower if at else ""
        if after in _AFTER or (before in _BEFORE and token.lower in ("not", "no")) or after[:1].isdigit():
            continue
        found.append(_Cue(token, _head(tokens, at)))
    return found


def _negates(word: str) -> bool:
    return word in _NEGATORS or word.endswith(("n't", "n’t"))


def _head(tokens: Sequence[Token], at: int) -> Token | None:
    """The next word that says something."""
    small = words("function_words.txt")
    for token in tokens[at + 1 : at + 1 + _REACH]:
        if token.lower not in small and token.lower[0].isalpha():
            return token
    return None


def _same(word: Token, tokens: Sequence[Token]) -> int | None:
    """The place among `tokens` of a word, in whatever form."""
    key = stem(lemma(word.lower))
    return next((at for at, token in enumerate(tokens) if stem(lemma(token.lower)) == key), None)


def _denials(tokens: Sequence[Token]) -> int:
    """How many words of a passage may deny something in their meaning."""
    return sum(_denies(token.lower) for token in tokens)


@lru_cache(maxsize=65536)
def _denies(word: str) -> bool:
    if stem(word) in _DENYING or stem(lemma(word)) in _DENYING or word.endswith(_SUFFIXES):
        return True
    return any(
        word.startswith(prefix)
        and len(word) > len(prefix) + 3
        and in_dictionary(word[len(prefix) :].lstrip("-"))
        and zipf(word) < zipf(word[len(prefix) :].lstrip("-"))
        for prefix in _PREFIXES
    )


def _bounded(ours: Sequence[Token], theirs: Sequence[Token]) -> bool:
    """Whether one side bounds what it denies and the other states the bound: not until, only when."""
    one, other = ({token.lower for token in tokens} for tokens in (ours, theirs))
    return any(left & _BOUNDS and right & _BOUNDED - left for left, right in ((one, other), (other, one)))


def _worded_alike(ours: Sequence[Token], theirs: Sequence[Token]) -> bool:
    """Whether half of the telling words are common: what is worded freely may deny in other words."""
    small = words("function_words.txt")
    one, other = (
        {stem(lemma(token.lower)) for token in tokens if token.lower not in small}
        for tokens in (ours, theirs)
    )
    return len(one & other) >= _SHARED * max(len(one), len(other))


def _modality(ours: Sequence[Token], passage: Passage) -> _Difference | None:
    theirs = passage.document.tokens_in(passage.start, passage.end)
    here, there = _modals(ours), _modals(theirs)
    for mine, other in (*_OPPOSED, *(pair[::-1] for pair in _OPPOSED)):
        if mine not in here or other not in there or mine in there or other in here:
            continue
        for cue in here[mine]:
            for claim in there[other]:
                if cue.head and claim.head and stem(cue.head.lower) == stem(claim.head.lower):
                    return _Difference(_extent(cue), _extent(claim))
    return None


def _modals(tokens: Sequence[Token]) -> Mapping[_Modality, list[_Cue]]:
    """What is said to be possible, necessary and so on, with the verb it is said of."""
    found: dict[_Modality, list[_Cue]] = {}
    for at, token in enumerate(tokens):
        if token.text == "May" and at:
            continue
        after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
        denied = _DENIED.get(token.lower) if after == "not" else None
        if (
            (token.lower == "need" or (token.lower == "have" and after == "to"))
            and at
            and _negates(tokens[at - 1].lower)
        ):
            denied = "needless"
        if denied or after != "not":
            kind = denied or next((one for one, known in _MODALS.items() if token.lower in known), None)
            if kind:
                found.setdefault(kind, []).append(_Cue(token, _head(tokens, at)))
    return found
