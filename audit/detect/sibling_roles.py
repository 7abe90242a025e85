"""Where does one do to another what the siblings say was done the other way round?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from audit.aliases import same
from audit.evidence import enough, parallel_passages
from audit.language.knowledge import Language, of
from audit.model import Document, Hit, Name, Span, Story, Token

# So many words may stand between the two names.
_REACH = 6


class _Act(NamedTuple):
    """Who does what to whom, and where that is said."""

    doer: Name
    verb: str
    done_to: Name
    span: Span


def detect(story: Story, version: Document, *, witnesses: int = 2) -> Iterator[Hit]:
    """Two names with one verb between them, where `witnesses` parallel versions, or a trusted one, have the
    same verb between them the other way round, active or passive, and none has it this way."""
    language = of(version.lang)
    for number, sentence in enumerate(version.sentences):
        acts = list(_acts(version, sentence.start, sentence.end))
        if not acts:
            continue
        aligned = parallel_passages(story, version, number)
        said = [(passage, tuple(_acts(passage.document, passage.start, passage.end))) for passage in aligned]
        for act in acts:
            against = [
                (passage, other)
                for passage, others in said
                for other in others
                if _reversed(act, other, language)
            ]
            if any(_alike(act, other, language) for _, others in said for other in others):
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
    names, language = document.facts_in(Name, start, end), of(document.lang)
    words = language.role_words
    for left, right in pairwise(names):
        between = document.tokens_in(left.span.end, right.span.start)
        text = document.text[left.span.end : right.span.start]
        if not 0 < len(between) <= _REACH or any(mark in text for mark in ',.;:()"“”—–'):
            continue
        lowers = [token.lower for token in between]
        verb = _verb(between, language)
        if verb is None or words["joint"].intersection(lowers):
            continue
        passive, by = (bool(words[kind].intersection(lowers)) for kind in ("passive", "agent"))
        act = language.stem(language.lemma(verb.lower))
        if passive != by or act in language.mutual_verbs:
            continue
        doer, done_to = (right, left) if passive else (left, right)
        yield _Act(doer, act, done_to, document.span(left.span.start, right.span.end))


def _verb(tokens: tuple[Token, ...], language: Language) -> Token | None:
    """The only word that says something, where it looks like a verb."""
    telling = [token for token in tokens if token.lower not in language.function_words]
    if len(telling) != 1:
        return None
    (verb,) = telling
    ending = verb.lower.endswith(tuple(language.role_words["verb-ending"]))
    return verb if ending or language.lemma(verb.lower) != verb.lower else None


def _reversed(one: _Act, other: _Act, language: Language) -> bool:
    return (
        one.verb == other.verb
        and _one_name(one.doer, other.done_to, language)
        and _one_name(one.done_to, other.doer, language)
        and not _one_name(one.doer, other.doer, language)
    )


def _alike(one: _Act, other: _Act, language: Language) -> bool:
    return one.verb == other.verb and _one_name(one.doer, other.doer, language)


def _one_name(one: Name, other: Name, language: Language) -> bool:
    return any(same(left, right, language) for left in one.value.split() for right in other.value.split())
