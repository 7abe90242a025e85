"""What tells a wrong word by what the siblings write? The measures that the fitted model weighs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean, pstdev
from typing import NamedTuple

from rapidfuzz.distance import Indel

from audit.evidence import stems
from audit.language.lexicon import zipf
from audit.model import Document, Name, Story, Token
from audit.support.beside import (
    UNSUPPORTED,
    Agreement,
    Beside,
    agreement,
    agreements,
    beside,
    mean_agreement,
)
from audit.support.words import KIN, SAME, opposite

# What is measured of the version as a whole, of a sentence and of a word, in this order.
OF_VERSIONS = (
    "version support",
    "version support below witnesses",
    "version unsupported above witnesses",
    "spread of sentence support",
    "high sentence support",
    "neighbours kept",
    "neighbours moved",
    "version length ratio",
    "kin among lacking",
    "names supported",
    "numbers supported",
    "frequency of unsupported",
)
OF_SENTENCES = (
    "sentence support",
    "sentence support below witnesses",
    "witness support",
    "witness unsupported",
    "sentence unsupported",
    "said by all and missing",
    "sentence length ratio",
    "similarity",
    "least similarity",
    "words",
    "witnesses",
)
OF_WORDS = (
    "same",
    "support",
    "in document",
    "neighbour kept",
    "moved",
    "support before",
    "support after",
    "support within 1",
    "support within 2",
    "support within 4",
    "run unsupported",
    "agreed opposite",
    "spelled like opposite",
    "frequency of opposite",
    "frequency",
    "frequency below opposite",
    "length",
    "capital",
    "name",
    "digit",
    "place",
    "own count",
    "own support elsewhere",
)
FEATURES = (*OF_VERSIONS, *OF_SENTENCES, *OF_WORDS)

_WINDOWS = (1, 2, 4)
_LONGEST_WORD, _MOST_WORDS, _MOST_TIMES, _FARTHEST, _LONGEST_RATIO = 15, 60, 4, 10, 3.0
_COMMONEST = 8.0
_RUN = 8
# What stands for a share of nothing: about what shares are on the whole.
_UNKNOWN = 0.8


class Candidate(NamedTuple):
    """A content word that some witness lacks: its place among the sentence's words, and its FEATURES."""

    at: int
    token: Token
    features: tuple[float, ...]


class Candidates(NamedTuple):
    """The candidates of a sentence, and what it is beside."""

    sentence: Beside
    words: tuple[Candidate, ...]


def candidates(story: Story, version: Document, witnesses: Sequence[Document]) -> Iterator[Candidates]:
    """The words of a version that not all witnesses have, sentence by sentence."""
    sentences = beside(story, version, witnesses)
    if not sentences:
        return
    others = {
        witness.id: agreements(story, witness, [one for one in witnesses if one is not witness])
        for witness in witnesses
    }
    told = [mean for those in others.values() if (mean := mean_agreement(list(those.values())))]
    own = {one.number: agreement(one) for one in sentences}
    mine = mean_agreement(list(own.values()))
    assert mine is not None
    theirs = mean_agreement(told) or mine
    named = frozenset(
        token.start
        for name in version.facts_of(Name)
        for token in version.tokens_in(name.span.start, name.span.end)
    )
    whole = _of_version(sentences, own, mine, theirs, named)
    uses = _uses(sentences)
    for one in sentences:
        beyond = _of_witnesses(one, others) or theirs
        part = (*whole, *_of_sentence(one, own[one.number], beyond))
        lacking = [
            at for at in one.content if any(not each.matching.strength[at] >= SAME for each in one.said)
        ]
        words = tuple(
            Candidate(at, one.line.tokens[at], (*part, *_of_word(one, at, named, uses))) for at in lacking
        )
        if words:
            yield Candidates(one, words)


def _of_version(
    sentences: Sequence[Beside],
    own: Mapping[int, Agreement],
    mine: Agreement,
    theirs: Agreement,
    named: frozenset[int],
) -> tuple[float, ...]:
    supports = sorted(one.support for one in own.values())
    shares: dict[str, list[float]] = defaultdict(list)
    for one in sentences:
        for at, token in enumerate(one.line.tokens):
            if token.text[0].isdigit():
                shares["numbers"].append(_having(one, at))
            elif token.start in named:
                shares["names"].append(_having(one, at))
            if one.line.content[at]:
                if one.support[at] < UNSUPPORTED:
                    shares["rarity"].append(zipf(one.line.lowers[at]) / _COMMONEST)
                for each in one.said:
                    _neighbours(each.matching.to, each.matching.strength, at, shares)
        shares["ratio"].append(_ratio(one))
    return (
        mine.support,
        mine.support - theirs.support,
        mine.unsupported - theirs.unsupported,
        pstdev(supports),
        supports[int(0.9 * (len(supports) - 1))],
        *(
            fmean(shares[name]) if shares[name] else _UNKNOWN
            for name in ("kept", "moved", "ratio", "kin", "names", "numbers", "rarity")
        ),
    )


def _neighbours(
    to: Sequence[int], strength: Sequence[float], at: int, shares: dict[str, list[float]]
) -> None:
    """Whether a content word that a witness has stands beside the same word there, and how far it moved;
    whether a kin stands for one that it lacks."""
    if strength[at] < SAME:
        shares["kin"].append(float(strength[at] >= KIN))
    elif at and to[at - 1] >= 0:
        distance = min(abs(to[at] - to[at - 1] - 1), _FARTHEST) / _FARTHEST
        shares["kept"].append(float(distance == 0))
        shares["moved"].append(distance)


def _of_witnesses(one: Beside, others: Mapping[str, Mapping[int, Agreement]]) -> Agreement | None:
    """How far the witnesses of a sentence support each other in its place."""
    means = [
        mean_agreement([known[at] for at in range(said.first, said.last + 1) if at in known])
        for said in one.said
        if (known := others.get(said.document.id, {}))
    ]
    return mean_agreement([mean for mean in means if mean])


def _of_sentence(one: Beside, own: Agreement, beyond: Agreement) -> tuple[float, ...]:
    similarities = [each.similarity for each in one.said]
    return (
        own.support,
        own.support - beyond.support,
        beyond.support,
        beyond.unsupported,
        own.unsupported,
        _missing(one) / len(one.content),
        _ratio(one),
        fmean(similarities),
        min(similarities),
        min(len(one.line.stems), _MOST_WORDS),
        len(one.said),
    )


def _missing(one: Beside) -> int:
    """How many content words all witnesses have and the sentence has not, nor a kin of theirs."""
    first, *rest = one.said
    everywhere = frozenset.intersection(first.line.bag, *(each.line.bag for each in rest)) - one.line.bag
    free = {
        key
        for at, key in enumerate(first.line.stems)
        if first.line.content[at] and first.matching.back[at] < 0
    }
    return len(everywhere & free)


def _ratio(one: Beside) -> float:
    return min(len(one.line.stems) / fmean(len(each.line.stems) for each in one.said), _LONGEST_RATIO)


def _having(one: Beside, at: int) -> float:
    return sum(each.has(one.line, at) for each in one.said) / len(one.said)


# A stem's sentences with its support there.
_Uses = Mapping[str, Sequence[tuple[int, int, float]]]


def _uses(sentences: Sequence[Beside]) -> _Uses:
    found: dict[str, list[tuple[int, int, float]]] = defaultdict(list)
    for one in sentences:
        for at in one.content:
            found[one.line.stems[at]].append((one.number, at, _having(one, at)))
    return found


def _of_word(one: Beside, at: int, named: frozenset[int], uses: _Uses) -> tuple[float, ...]:
    token, word, count = one.line.tokens[at], one.line.lowers[at], len(one.said)
    same = sum(each.matching.strength[at] >= SAME for each in one.said) / count
    kept, moved = _order(one, at)
    around = [fmean(one.support[max(at - width, 0) : at + width + 1]) for width in _WINDOWS]
    agreed, alike, rarity = _opposite(one, at)
    elsewhere = [
        share for number, place, share in uses[one.line.stems[at]] if (number, place) != (one.number, at)
    ]
    frequency = zipf(word) / _COMMONEST
    return (
        same,
        one.support[at],
        sum(one.line.stems[at] in stems(each.document) for each in one.said) / count,
        kept,
        moved,
        one.support[at - 1] if at else 1.0,
        one.support[at + 1] if at + 1 < len(one.support) else 1.0,
        *around,
        _unsupported_run(one, at),
        agreed,
        alike,
        rarity,
        frequency,
        frequency - rarity,
        min(len(token.text), _LONGEST_WORD),
        float(token.text[0].isupper()),
        float(token.start in named),
        float(token.text[0].isdigit()),
        at / len(one.line.stems),
        min(len(elsewhere), _MOST_TIMES),
        fmean(elsewhere) if elsewhere else -1.0,
    )


def _order(one: Beside, at: int) -> tuple[float, float]:
    """The share of witnesses with the same neighbour before the word, and how far it moved from it."""
    kept = moved = 0.0
    for each in one.said:
        to = each.matching.to
        if to[at] < 0:
            continue
        before = next((here for here in range(at - 1, -1, -1) if to[here] >= 0), None)
        if before is None:
            continue
        distance = min(abs(to[at] - to[before] - (at - before)), _FARTHEST)
        moved += distance / _FARTHEST
        kept += before == at - 1 and distance == 0
    return kept / len(one.said), moved / len(one.said)


def _opposite(one: Beside, at: int) -> tuple[float, float, float]:
    """Of what witnesses write instead of a word: how many of them agree on one stem, how like the word one
    of theirs is spelled, and how frequent the stem they agree on is."""
    counted: Counter[str] = Counter()
    forms: dict[str, str] = {}
    alike = 0.0
    for each in one.said:
        if each.lacks(one.line, at):
            places = opposite(each.line, each.matching, at)
            counted.update({each.line.stems[place] for place in places})
            for place in places:
                form = each.line.lowers[place]
                forms.setdefault(each.line.stems[place], form)
                alike = max(alike, Indel.normalized_similarity(one.line.lowers[at], form))
    if not counted:
        return 0.0, 0.0, 1.0
    agreed = min(counted, key=lambda key: (-counted[key], key))
    return counted[agreed] / len(one.said), alike, zipf(forms[agreed]) / _COMMONEST


def _unsupported_run(one: Beside, at: int) -> int:
    """How many content words in a row, small words aside, have hardly any support."""
    if one.support[at] >= 0.5:
        return 0
    run = 1
    for step in (-1, 1):
        place = at + step
        while 0 <= place < len(one.support) and abs(place - at) < _RUN:
            if one.line.content[place]:
                if one.support[place] >= 0.5:
                    break
                run += 1
            place += step
    return run


__all__ = ["FEATURES", "Candidate", "Candidates", "candidates"]
