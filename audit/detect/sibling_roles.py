"""Where does one do to another what the siblings say was done the other way round?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from audit.aliases import same
from audit.evidence import enough, parallel_passages
from audit.language.lexicon import lemma, stem
from audit.language.tables import words
from audit.model import Document, Hit, Name, Span, Story, Token

# So many words may stand between the two names.
_REACH = 6
_PASSIVE = frozenset({"was", "were", "been", "is", "are", "be", "being", "got"})
# What joins names without saying who acts on whom.
_JOINTS = frozenset({"and", "or", "of", "with", "between", "from", "than", "as", "both"})
# What two do to each other.
_MUTUAL = frozenset(
    stem(word)
    for word in (
        "meet marry fight face join match resemble play contact greet embrace kiss border neighbor neighbour "
        "near divorce wed equal accompany see touch adjoin rival debate encounter oppose support hug date "
        "cross"
    ).split()
)
_VERB_ENDINGS = ("ed", "s", "ing")


class _Act(NamedTuple):
    """Who does what to whom, and where that is said."""

    doer: Name
    verb: str
    done_to: Name
    span: Span


def detect(story: Story, version: Document, *, witnesses: int = 2) -> Iterator[Hit]:
    """Two names with one verb between them, where `witnesses` parallel versions, or a trusted one, have the
    same verb between them the other way round, active or passive, and none has it this way."""
    for number, sentence in enumerate(version.sentences):
        acts = list(_acts(version, sentence.start, sentence.end))
        if not acts:
            continue
        aligned = parallel_passages(story, version, number)
        said = [(passage, tuple(_acts(passage.document, passage.start, passage.end))) for passage in aligned]
        for act in acts:
            against = [
                (passage, other) for passage, others in said for other in others if _reversed(act, other)
            ]
            if any(_alike(act, other) for _, others in said for other in others):
                continue
            agreeing = {passage.document.id: passage.document for passage, _ in against}
            if enough(story, version, agreeing.values(), witnesses):
                yield Hit(
                    act.span,
                    evidence=tuple(other.span for _, other in against),
                    slots={"theirs": against[0][0].document.words(against[0][1].span)},
                    signals=len(against),
                    asked=len(aligned),
                )


def _acts(document: Document, start: int, end: int) -> Iterator[_Act]:
    names = document.facts_in(Name, start, end)
    for left, right in pairwise(names):
        between = document.tokens_in(left.span.end, right.span.start)
        text = document.text[left.span.end : right.span.start]
        if not 0 < len(between) <= _REACH or any(mark in text for mark in ',.;:()"“”—–'):
            continue
        lowers = [token.lower for token in between]
        verb = _verb(between)
        if verb is None or _JOINTS.intersection(lowers):
            continue
        passive, by = bool(_PASSIVE.intersection(lowers)), "by" in lowers
        if passive != by or stem(lemma(verb.lower)) in _MUTUAL:
            continue
        doer, done_to = (right, left) if passive else (left, right)
        yield _Act(doer, stem(lemma(verb.lower)), done_to, document.span(left.span.start, right.span.end))


def _verb(tokens: tuple[Token, ...]) -> Token | None:
    """The only word that says something, where it looks like a verb."""
    small = words("function_words.txt")
    telling = [token for token in tokens if token.lower not in small]
    if len(telling) != 1:
        return None
    (verb,) = telling
    return verb if verb.lower.endswith(_VERB_ENDINGS) or lemma(verb.lower) != verb.lower else None


def _reversed(one: _Act, other: _Act) -> bool:
    return (
        one.verb == other.verb
        and _one_name(one.doer, other.done_to)
        and _one_name(one.done_to, other.doer)
        and not _one_name(one.doer, other.doer)
    )


def _alike(one: _Act, other: _Act) -> bool:
    return one.verb == other.verb and _one_name(one.doer, other.doer)


def _one_name(one: Name, other: Name) -> bool:
    return any(same(left, right) for left in one.value.split() for right in other.value.split())
