"""Which of the marks in an answer stand in the text?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from audit.model import Document, ReaderMark
from audit.reader.question import KINDS, MOST, ReadPassage
from audit.structured import StructureError, json
from audit.text import is_whole, shorten

# Characters of what a reader says of its mark; more is no note in a margin.
_WHY, _BETTER = 160, 120
# Words of which so many characters are marked are no place where to look.
_LONGEST = 200


class AnswerError(ValueError):
    """An answer that is not of the shape asked for."""


class FoundMarks(NamedTuple):
    """The marks that stand in the text word for word, and how many did not."""

    marks: tuple[ReaderMark, ...]
    dropped: int


def found(version: Document, passage: ReadPassage, answer: str) -> FoundMarks:
    """The marks of an answer on a passage, in reading order, each place once. Raises AnswerError."""
    try:
        told = json(_bare(answer))
        given = told["marks"]
        items = [dict(one) for one in given]
    except (StructureError, LookupError, TypeError, ValueError):
        raise AnswerError("its answer is not the JSON asked for") from None
    if len(items) > MOST:
        raise AnswerError(f"it marks {len(items):,} places in one passage, and so none")
    marks = [mark for item in items for mark in _mark(version, passage, item)]
    once = {(mark.start, mark.end): mark for mark in reversed(marks)}
    return FoundMarks(tuple(once[place] for place in sorted(once)), len(items) - len(marks))


def _bare(answer: str) -> str:
    """An answer without the fence that some models put around it, shape or no shape."""
    text = answer.strip()
    if text.startswith("```") and text.endswith("```"):
        text = text[3:-3].removeprefix("json")
    return text


def _mark(version: Document, passage: ReadPassage, item: dict[str, Any]) -> Iterator[ReaderMark]:
    words, kind = item.get("words"), item.get("kind")
    if not isinstance(words, str) or kind not in KINDS:
        return
    words = words.strip()
    if not 0 < len(words) <= _LONGEST or not any(map(str.isalnum, words)):
        return
    start = _place(version, passage, words, item.get("sentence"))
    if start < 0:
        return
    yield ReaderMark(
        start,
        start + len(words),
        str(kind),
        _line(item.get("why"), _WHY),
        _line(item.get("better"), _BETTER),
    )


def _place(version: Document, passage: ReadPassage, words: str, told: object) -> int:
    """Where the words stand: in the sentence told, else in the one place where the passage has them; -1 where
    they stand nowhere, or who knows where."""
    sentences = version.sentences[passage.first : passage.last]
    if type(told) is int and 0 < told <= len(sentences):
        own = sentences[told - 1]
        places = _places(version.text, words, own.start, own.end)
        if places:
            return places[0]
    places = [place for one in sentences for place in _places(version.text, words, one.start, one.end)]
    return places[0] if len(places) == 1 else -1


def _places(text: str, words: str, start: int, end: int) -> list[int]:
    found = []
    at = text.find(words, start, end)
    while at >= 0:
        if is_whole(text, at, at + len(words)):
            found.append(at)
        at = text.find(words, at + 1, end)
    return found


def _line(said: object, most: int) -> str:
    """What a reader says, on one line."""
    return shorten(" ".join(said.split()), most) if isinstance(said, str) else ""
