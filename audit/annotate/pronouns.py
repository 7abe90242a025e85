"""Whom can a third-person pronoun refer to?"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from audit.model import Document, Name, NameKind, Pronoun, Sentence, Token

_FORMS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "they"),
}
# How many sentences back a pronoun reaches. In the news the antecedent of he or she stands in the same or
# the previous sentence in all but a few cases.
_REACH = 2


def find_pronouns(document: Document, names: Sequence[Name]) -> list[Pronoun]:
    """The pronouns of `document` with the people in reach, nearest subject first.

    A capital within a sentence is no pronoun's: "Peking Union He Hospital", "Dr He Jun".
    """
    if document.lang.split("-")[0] != "en":
        return []
    people = [name for name in names if name.kind is NameKind.PERSON]
    starts = [name.span.start for name in people]
    found = []
    for number, sentence in enumerate(document.sentences):
        for token in document.tokens_of(sentence):
            value = _FORMS.get(token.lower)
            if value is None or (token.text[0].isupper() and _within(document, token, sentence)):
                continue
            earliest = document.sentences[max(number - _REACH, 0)].start
            reach = people[bisect_left(starts, earliest) : bisect_left(starts, sentence.end)]
            inside = [name.entity for name in reach if sentence.start <= name.span.start]
            before = [name.entity for name in reversed(reach) if name.span.start < sentence.start]
            candidates = tuple(dict.fromkeys((*inside, *before)))
            found.append(
                Pronoun(document.span(token.start, token.end), value, candidates, len(candidates) == 1)
            )
    return found


def _within(document: Document, token: Token, sentence: Sentence) -> bool:
    """Whether a word or a comma stands before the token, as never before a pronoun with a capital."""
    before = document.text[sentence.start : token.start].rstrip(" \u00a0")
    return bool(before) and (before[-1].isalnum() or before[-1] == ",")
