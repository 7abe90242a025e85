"""Whom can a third-person pronoun refer to?"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from audit.language.knowledge import of
from audit.model import Document, Name, NameKind, Pronoun, Sentence, Token

# How many sentences back a pronoun reaches. In the news the antecedent of he or she stands in the same or
# the previous sentence in all but a few cases.
_REACH = 2


def find_pronouns(document: Document, names: Sequence[Name]) -> list[Pronoun]:
    """The pronouns of `document` with the people in reach, nearest subject first.

    A capital within a sentence is no pronoun's: "Peking Union He Hospital", "Dr He Jun".
    """
    forms = of(document.lang).pronouns
    if not forms:
        return []
    people = [name for name in names if name.kind is NameKind.PERSON]
    starts = [name.span.start for name in people]
    found = []
    number = -1
    candidates: tuple[str, ...] = ()
    for token in [token for token in document.tokens if token[3] in forms]:
        here = document.sentence_at(token.start)
        if here < 0:
            continue
        sentence = document.sentences[here]
        if token.start >= sentence.end or (token.text[0].isupper() and _within(document, token, sentence)):
            continue
        if here != number:
            number, candidates = here, _candidates(document, here, people, starts)
        span = document.span(token.start, token.end)
        found.append(Pronoun(span, forms[token.lower].value, candidates, len(candidates) == 1))
    return found


def _candidates(
    document: Document, number: int, people: Sequence[Name], starts: Sequence[int]
) -> tuple[str, ...]:
    """The people in reach of a sentence: those it names, then those named before it, the nearest first."""
    sentence = document.sentences[number]
    earliest = document.sentences[max(number - _REACH, 0)].start
    reach = people[bisect_left(starts, earliest) : bisect_left(starts, sentence.end)]
    inside = [name.entity for name in reach if sentence.start <= name.span.start]
    before = [name.entity for name in reversed(reach) if name.span.start < sentence.start]
    return tuple(dict.fromkeys((*inside, *before)))


def _within(document: Document, token: Token, sentence: Sentence) -> bool:
    """Whether a word or a comma stands before the token, as never before a pronoun with a capital."""
    place = token.start - 1
    while place >= sentence.start and document.text[place] in " \u00a0":
        place -= 1
    return place >= sentence.start and (document.text[place].isalnum() or document.text[place] == ",")
