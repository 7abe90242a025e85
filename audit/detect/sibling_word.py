"""Which words stand where the siblings agree on another word?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel, Opcode

from audit.evidence import Passage, passages, stems
from audit.language.lexicon import lemma, related, stem
from audit.language.tables import words
from audit.model import Document, Hit, Name, Number, Story, Token, When

# How alike two passages must be for their words to be laid side by side.
_LEAST_SIMILAR = 0.3
_LONGEST = 3
# Equal words on either side that hold a difference in its place.
_ANCHOR = 2


class _Difference(NamedTuple):
    """Our tokens, and the tokens a witness has in their place."""

    ours: tuple[Token, ...]
    theirs: tuple[Token, ...]
    passage: Passage


def detect(story: Story, version: Document, *, witnesses: int = 2) -> Iterator[Hit]:
    """A content word, or two or three with small words between, that no witness uses, in the place of one
    that at least `witnesses` of the aligned passages share.

    One witness is enough where the version itself uses the witness's word elsewhere, and so calls the
    same thing by two names. Synonyms, derivations and spellings of one word are no difference.
    """
    for number in range(len(version.sentences)):
        found = [(passage, _differences(version, number, passage)) for passage in passages(story, version, number)
                 if passage.similarity >= _LEAST_SIMILAR]
        if not found:
            continue
        places: dict[tuple[int, int], list[_Difference]] = {}
        for _, differences in found:
            for difference in differences:
                places.setdefault((difference.ours[0].start, difference.ours[-1].end), []).append(difference)
        for place, differences in sorted(places.items()):
            hit = _judge(story, version, place, differences, witnesses, len(found))
            if hit is not None:
                yield hit


def _judge(
    story: Story, version: Document, place: tuple[int, int], differences: Sequence[_Difference], witnesses: int, asked: int
) -> Hit | None:
    ours = [token for token in differences[0].ours if _content(token)]
    own = {stem(token.lower) for token in ours}
    for witness in story.witnesses(version):
        if own & stems(witness).keys():
            return None
    shared = Counter(key for difference in differences for key in {stem(t.lower) for t in difference.theirs if _content(t)})
    ranked = sorted(shared.items(), key=lambda item: (-item[1], item[0]))
    theirs, count = ranked[0]
    agreeing = [d for d in differences if theirs in {stem(token.lower) for token in d.theirs}]
    elsewhere = stems(version).get(theirs, 0) > 0 and all(stems(version).get(key, 0) == 1 for key in own)
    if count < witnesses and not (elsewhere and count == asked):
        return None
    if any(related(one.lower, token.lower) for one in ours for d in agreeing for token in d.theirs if _content(token)):
        return None
    span = version.span(*place)
    kept = " ".join(token.text for token in agreeing[0].theirs)
    return Hit(
        span,
        evidence=tuple(d.passage.document.span(d.theirs[0].start, d.theirs[-1].end) for d in agreeing),
        slots={"theirs": kept, "count": str(count), "asked": str(asked)},
        fix=kept,
        signals=count + elsewhere,
        asked=asked,
    )


def _differences(version: Document, number: int, passage: Passage) -> Iterator[_Difference]:
    """The stretches of a sentence that read otherwise in a passage, held by equal words on both sides."""
    ours = version.tokens_of(version.sentences[number])
    theirs = passage.document.tokens_in(passage.start, passage.end)
    keys = [[lemma(token.lower) for token in tokens] for tokens in (ours, theirs)]
    for left, right, one, other in _replacements(Indel.opcodes(*keys)):
        if not (0 < right - left <= _LONGEST and 0 < other - one <= _LONGEST):
            continue
        if not _anchored(keys[0], keys[1], left, right, one, other):
            continue
        difference = _Difference(ours[left:right], theirs[one:other], passage)
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


def _anchored(ours: Sequence[str], theirs: Sequence[str], left: int, right: int, one: int, other: int) -> bool:
    before = ours[max(left - _ANCHOR, 0) : left] == theirs[max(one - _ANCHOR, 0) : one] and min(left, one) >= 1
    after = ours[right : right + _ANCHOR] == theirs[other : other + _ANCHOR] and bool(ours[right : right + 1])
    return before and after


def _comparable(version: Document, difference: _Difference) -> bool:
    """Whether both sides have content words and neither a name, a number or a date: those have their own rules."""
    for document, tokens in ((version, difference.ours), (difference.passage.document, difference.theirs)):
        if not any(_content(token) for token in tokens):
            return False
        for kind in (Name, Number, When):
            if document.facts_in(kind, tokens[0].start, tokens[-1].end):
                return False
        if any(token.text[0].isupper() or token.text[0].isdigit() for token in tokens):
            return False
    return True


def _content(token: Token) -> bool:
    return len(token.lower) > 2 and token.lower not in words("function_words.txt")
