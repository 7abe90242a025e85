"""Which words took another sense of the source word than the siblings' words?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel, Opcode

from audit.evidence import Passage, passages, stems
from audit.language.knowledge import Language, of
from audit.language.languages import language_name
from audit.model import Document, Hit, Name, Number, Story, Token, When, primary
from audit.text import remembered

# How alike two passages must be for their words to be laid side by side.
_LEAST_SIMILAR = 0.3
_DROPPED = frozenset("a an the to be is are was were been being has have had will would".split())
_LONGEST = 3
# Equal words on either side that hold a difference in its place.
_ANCHOR = 2


Table = tuple[Mapping[str, str], ...]
Key = tuple[str, ...]
Senses = Mapping[Key, list[tuple[Mapping[str, str], frozenset[Key]]]]


class _WordDifference(NamedTuple):
    """Our tokens, and the tokens a witness has in their place."""

    ours: tuple[Token, ...]
    theirs: tuple[Token, ...]
    passage: Passage


def detect(story: Story, version: Document, *, table: Table) -> Iterator[Hit]:
    """Words that no witness uses in this place, where all the aligned ones agree on others that the version
    itself has elsewhere, and `table` knows both for the senses of one foreign word.

    A row of `table` has the `origin` language, its word (`source`) and the `senses` it has in English, as
    groups of words separated by " | ". Two translations that differ between synonyms differ in taste; two
    that differ between senses cannot both be right.
    """
    for number in range(len(version.sentences)):
        aligned = [
            passage for passage in passages(story, version, number) if passage.similarity >= _LEAST_SIMILAR
        ]
        places: dict[tuple[int, int], list[_WordDifference]] = {}
        for passage in aligned:
            for difference in _differences(version, number, passage):
                places.setdefault((difference.ours[0].start, difference.ours[-1].end), []).append(difference)
        for place, differences in sorted(places.items()):
            hit = _judge(story, version, place, differences, len(aligned), _senses(version, table))
            if hit is not None:
                yield hit


def _judge(
    story: Story,
    version: Document,
    place: tuple[int, int],
    differences: Sequence[_WordDifference],
    asked: int,
    senses: Senses,
) -> Hit | None:
    language = of(version.lang)
    own = _key(differences[0].ours, language)
    agreeing = [difference for difference in differences if _key(difference.theirs, language) != own]
    rows = [_confused(version, own, _key(difference.theirs, language), senses) for difference in agreeing]
    known = [(difference, row) for difference, row in zip(agreeing, rows, strict=True) if row is not None]
    if not known or len(known) < asked or _supported(story, version, own):
        return None
    (first, row), theirs = known[0], _key(known[0][0].theirs, language)
    ours, here = stems(version), [key for key in theirs if stems(version).get(key, 0)]
    if len(here) < len(theirs) or min(ours[key] for key in own) > 1:
        return None  # what all witnesses write, the text writes elsewhere, and ours nowhere else
    kept = _inflected(first.ours, " ".join(token.text for token in first.theirs))
    return Hit(
        version.span(*place),
        evidence=tuple(d.passage.document.span(d.theirs[0].start, d.theirs[-1].end) for d, _ in known),
        slots={"theirs": kept, "source": row["source"], "language": language_name(row["origin"])},
        fix=kept,
        signals=len(known) + 1,
        asked=asked,
    )


def _inflected(ours: tuple[Token, ...], theirs: str) -> str:
    return theirs.capitalize() if ours[0].text[0].isupper() else theirs


def _supported(story: Story, version: Document, own: Key) -> bool:
    """Whether a witness uses all of our words somewhere: then they are no slip of this version."""
    return any(all(key in stems(witness) for key in own) for witness in story.witnesses(version))


def _key(tokens: Sequence[Token], language: Language) -> Key:
    """The stems of a phrase without articles, "to" and auxiliaries."""
    return tuple(language.stem(token.lower) for token in tokens if token.lower not in _DROPPED)


def _confused(version: Document, own: Key, theirs: Key, senses: Senses) -> Mapping[str, str] | None:
    """The row in which both phrases are different senses of one word (of the stated origin, if any)."""
    origin = primary(version.origin)
    for row, groups in senses.get(own, ()):
        if (not origin or origin == row["origin"]) and theirs in groups:
            return row
    return None


def _senses(version: Document, table: Table) -> Senses:
    known = _senses_by_language(table)
    if version.language not in known:
        known[version.language] = _read_senses(of(version.lang), table)
    return known[version.language]


@remembered
def _senses_by_language(table: Table) -> dict[str, Senses]:
    return {}


def _read_senses(language: Language, table: Table) -> Senses:
    """For each phrase the rows that have it, each with the phrases of its other groups."""
    known: dict[Key, list[tuple[Mapping[str, str], frozenset[Key]]]] = {}
    for row in table:
        groups = [
            {_phrase(phrase, language) for phrase in group.split(",")} for group in row["senses"].split("|")
        ]
        for at, group in enumerate(groups):
            others = (
                frozenset(key for number, other in enumerate(groups) if number != at for key in other) - group
            )
            for key in group:
                known.setdefault(key, []).append((row, others))
    return known


def _phrase(phrase: str, language: Language) -> Key:
    return tuple(language.stem(word) for word in phrase.split() if word not in _DROPPED)


def _differences(version: Document, number: int, passage: Passage) -> Iterator[_WordDifference]:
    """The stretches of a sentence that read otherwise in a passage, held by equal words on both sides."""
    ours = version.tokens_of(version.sentences[number])
    theirs = passage.document.tokens_in(passage.start, passage.end)
    keys = [[of(version.lang).lemma(token.lower) for token in tokens] for tokens in (ours, theirs)]
    for left, right, one, other in _replacements(Indel.opcodes(*keys)):
        if not (0 < right - left <= _LONGEST and 0 < other - one <= _LONGEST):
            continue
        if not _anchored(keys[0], keys[1], left, right, one, other):
            continue
        difference = _WordDifference(ours[left:right], theirs[one:other], passage)
        if _comparable(version, difference):
            yield difference


def _replacements(blocks: Iterable[Opcode]) -> list[tuple[int, int, int, int]]:
    """Neighbouring deletions and insertions as replacements: `(left, right, one, other)` in tokens."""
    merged: list[list[int]] = []
    for block in blocks:
        left, right, one, other = block.src_start, block.src_end, block.dest_start, block.dest_end
        if block.tag == "equal":
            continue
        if merged and merged[-1][1] == left and merged[-1][3] == one:
            merged[-1][1], merged[-1][3] = right, other
        else:
            merged.append([left, right, one, other])
    return [(left, right, one, other) for left, right, one, other in merged if right > left and other > one]


def _anchored(
    ours: Sequence[str], theirs: Sequence[str], left: int, right: int, one: int, other: int
) -> bool:
    before = (
        ours[max(left - _ANCHOR, 0) : left] == theirs[max(one - _ANCHOR, 0) : one] and min(left, one) >= 1
    )
    after = ours[right : right + _ANCHOR] == theirs[other : other + _ANCHOR] and bool(ours[right : right + 1])
    return before and after


def _comparable(version: Document, difference: _WordDifference) -> bool:
    """Whether neither side has a name, a number or a date: those have rules of their own."""
    for document, tokens in ((version, difference.ours), (difference.passage.document, difference.theirs)):
        for kind in (Name, Number, When):
            if document.facts_in(kind, tokens[0].start, tokens[-1].end):
                return False
    language = of(version.lang)
    return bool(_key(difference.ours, language)) and bool(_key(difference.theirs, language))
