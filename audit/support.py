"""How much do the witnesses support each word of a version?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import fmean
from typing import NamedTuple

from audit.evidence import Passage, parallel_passages, stems
from audit.language.lexicon import related, stem, zipf
from audit.language.tables import words
from audit.model import Document, Name, Story, Token
from audit.text import without_possessive

# A synonym supports a word less than the word itself does.
_SYNONYM = 0.7
_WINDOWS = (1, 2, 4)
# What is measured of a word, in this order; `weigh` of tools/fit_support.py fits one weight to each.
FEATURES = (
    "support",
    "synonym support",
    "support anywhere",
    "content word",
    "capital",
    "name",
    "frequency",
    "own count",
    "digit",
    "sentence support",
    "witness agreement",
    "support below agreement",
    "similarity",
    "length ratio",
    "missing share",
    "support within 1",
    "support within 2",
    "support within 4",
    "support before",
    "support after",
    "unsupported content word",
    "unsupported name",
    "content word nowhere",
    "name nowhere",
    "content word without synonym",
    "content word, support within 2",
    "content word, support within 4",
    "support with agreement",
    "unsupported with agreement",
    "support within 2 with agreement",
    "support within 4 with agreement",
)


class Supported(NamedTuple):
    """A word with the share of witnesses (0..1) whose aligned passage has it, and its FEATURES."""

    token: Token
    share: float
    features: tuple[float, ...]


class _Said(NamedTuple):
    """What a witness says in an aligned passage: stems, words, and how many words."""

    stems: frozenset[str]
    words: frozenset[str]
    length: int
    similarity: float


def supported(
    story: Story, version: Document, sentence: int, aligned: Sequence[Passage]
) -> Iterator[Supported]:
    """Each word of a sentence with what `aligned` passages say of it; nothing where there are none."""
    tokens = version.tokens_of(version.sentences[sentence])
    if not aligned or not tokens:
        return
    said = [_said(passage) for passage in aligned]
    keys = [_key(token) for token in tokens]
    own = frozenset(keys)
    agreement = _agreement(said)
    support = fmean(_dice(own, one.stems) for one in said)
    everywhere = frozenset.intersection(*(one.stems for one in said))
    told = [key for key in everywhere if key not in words("function_words.txt")]
    whole = (
        support,
        agreement,
        support - agreement,
        fmean(one.similarity for one in said),
        min(len(tokens) / fmean(one.length for one in said), 3.0),
        sum(key not in own for key in told) / max(len(everywhere), 1),
    )
    shares = [sum(key in one.stems for one in said) / len(said) for key in keys]
    synonyms = [
        _synonym_share(token, key, said, share)
        for token, key, share in zip(tokens, keys, shares, strict=True)
    ]
    soft = [share + _SYNONYM * synonym for share, synonym in zip(shares, synonyms, strict=True)]
    witnesses = [stems(witness) for witness in story.witnesses(version)]
    counts = stems(version)
    named = _named(version, sentence)
    for at, token in enumerate(tokens):
        anywhere = sum(keys[at] in witness for witness in witnesses) / max(len(witnesses), 1)
        word = _Word(
            token,
            shares[at],
            synonyms[at],
            anywhere,
            token.start in named,
            min(counts.get(keys[at], 0), 4) / 4,
        )
        yield Supported(token, min(soft[at], 1.0), _features(word, whole, soft, at))


def apartness(story: Story, version: Document) -> float:
    """How much less the parallel witnesses agree with a version than among themselves (0..1).

    The mean over the sentences that at least two of them have; 0 where there are none.

    A version that goes its own way throughout was written by another kind of translator, often a human one;
    that a word of it is in no other version then says little of the word.
    """
    gaps = []
    for number, sentence in enumerate(version.sentences):
        said = [_said(passage) for passage in parallel_passages(story, version, number)]
        if len(said) > 1:
            own = frozenset(_key(token) for token in version.tokens_of(sentence))
            gaps.append(_agreement(said) - fmean(_dice(own, one.stems) for one in said))
    return fmean(gaps) if gaps else 0.0


class _Word(NamedTuple):
    token: Token
    share: float
    synonym: float
    anywhere: float
    name: bool
    times: float


def _features(word: _Word, whole: tuple[float, ...], soft: Sequence[float], at: int) -> tuple[float, ...]:
    token = word.token
    content = float(token.lower not in words("function_words.txt"))
    none, name, agreement = float(word.share == 0), float(word.name), whole[1]
    nowhere = float(word.anywhere == 0)
    near = [fmean(soft[max(at - width, 0) : at + width + 1]) for width in _WINDOWS]
    return (
        word.share,
        word.synonym,
        word.anywhere,
        content,
        float(token.text[0].isupper()),
        name,
        zipf(without_possessive(token.lower)) / 8,
        word.times,
        float(token.text[0].isdigit()),
        *whole,
        *near,
        soft[at - 1] if at else 1.0,
        soft[at + 1] if at + 1 < len(soft) else 1.0,
        none * content,
        none * name,
        nowhere * content,
        nowhere * name,
        none * (1 - word.synonym) * content,
        near[1] * content,
        near[2] * content,
        word.share * agreement,
        none * agreement,
        near[1] * agreement,
        near[2] * agreement,
    )


def _said(passage: Passage) -> _Said:
    tokens = passage.document.tokens_in(passage.start, passage.end)
    lowers = frozenset(token.lower for token in tokens if token.lower not in words("function_words.txt"))
    return _Said(frozenset(_key(token) for token in tokens), lowers, max(len(tokens), 1), passage.similarity)


def _key(token: Token) -> str:
    return stem(without_possessive(token.lower))


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / max(len(one) + len(other), 1)


def _agreement(said: Sequence[_Said]) -> float:
    """How alike the witnesses are among themselves; the middle where there is only one."""
    pairs = [_dice(one.stems, other.stems) for at, one in enumerate(said) for other in said[:at]]
    return fmean(pairs) if pairs else 0.5


def _synonym_share(token: Token, key: str, said: Sequence[_Said], share: float) -> float:
    """The share of witnesses that have a word of its kin in place of the word."""
    if share == 1 or token.lower in words("function_words.txt"):
        return 0.0
    lacking = [one for one in said if key not in one.stems]
    return sum(any(related(token.lower, word) for word in sorted(one.words)) for one in lacking) / len(said)


def _named(version: Document, sentence: int) -> frozenset[int]:
    """Where the words of names begin in a sentence."""
    place = version.sentences[sentence]
    names = version.facts_in(Name, place.start, place.end)
    return frozenset(t.start for name in names for t in version.tokens_in(name.span.start, name.span.end))
