"""What does a version quote, and whom?"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping

from audit.language.knowledge import of
from audit.language.people import PronounForm
from audit.model import Document, Name, NameKind, Quotation

# Opening marks and what closes them; a straight mark opens and closes.
_CLOSERS = {"“": "”", "„": "“”", "«": "»", "‹": "›", "»": "«", '"': '"', "「": "」", "『": "』"}
_MARK = re.compile('[“”„«»‹›"「」『』\n]')
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_NEAR = 90


def find_quotations(document: Document, names: Iterable[Name]) -> list[Quotation]:
    """The quotations of `document`, each inside one paragraph, with the speaker its attribution names."""
    people = [name for name in names if name.kind is NameKind.PERSON]
    starts = [name.span.start for name in people]
    found: list[Quotation] = []
    speaker = ""
    for start, end in _pairs(document.text):
        words = " ".join(word.casefold() for word in _WORD.findall(document.text[start + 1 : end - 1]))
        if not words:
            continue
        stated, pronoun = _attribution(document, start, end, people, starts)
        speaker = stated or (speaker if pronoun else "")
        found.append(Quotation(document.span(start, end), words, speaker))
    return found


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    opened = ""
    start = 0
    for match in _MARK.finditer(text):
        mark = match[0]
        if mark == "\n":
            opened = ""
        elif opened and mark in _CLOSERS[opened]:
            yield start, match.end()
            opened = ""
        elif not opened and mark in _CLOSERS:
            opened, start = mark, match.start()


def _attribution(
    document: Document, start: int, end: int, people: list[Name], starts: list[int]
) -> tuple[str, bool]:
    """The entity that an attribution beside the quotation names; whether it is a pronoun instead.

    "…," Hale said / said Hale / Hale said: "…": a speech verb and a person in the same paragraph,
    the words after the quotation first.
    """
    text = document.text
    stop = _first(text.find("\n", end), len(text))
    stop = min(stop, end + _NEAR, _first(_next_mark(text, end), len(text)))
    begin = max(text.rfind("\n", 0, start) + 1, start - _NEAR, _last_mark(text, start))
    sentence = re.search(r"[.!?]\s", text[end:stop])
    if sentence and text[end - 2 : end - 1] not in ".!?":
        stop = end + sentence.start()
    for left, right in ((end, stop), (begin, start)):
        words = list(_WORD.finditer(text, left, right))
        verbs = [word.start() for word in words if word[0].casefold() in of(document.lang).speech_verbs]
        if not verbs:
            continue
        first, last = bisect_left(starts, left), bisect_left(starts, right)
        inside = [name for name in people[first:last] if name.span.end <= right]
        forms = of(document.lang).pronouns
        pronouns = [word for word in words if _is_subject(word[0].casefold(), forms)]
        if inside:
            nearest = min(inside, key=lambda name: min(abs(verb - name.span.end) for verb in verbs))
            return nearest.entity, False
        if pronouns:
            return "", True
    return "", False


def _is_subject(word: str, forms: Mapping[str, PronounForm]) -> bool:
    """Whether a word is "he" or "she"."""
    return word in forms and forms[word].use == "subject" and forms[word].value in ("he", "she")


def _first(position: int, otherwise: int) -> int:
    return position if position >= 0 else otherwise


def _next_mark(text: str, end: int) -> int:
    match = re.compile('[“„«"]').search(text, end, end + _NEAR)
    return match.start() if match else -1


def _last_mark(text: str, start: int) -> int:
    return max(text.rfind(mark, max(start - _NEAR, 0), start) for mark in '”»"“') + 1
