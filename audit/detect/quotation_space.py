"""Which quotation mark stands apart from the words it encloses, or clings to a word outside?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from audit.language.knowledge import Language, of
from audit.model import Document, Hit, Story

_MARK = re.compile('["“”„«»]')
_FIRST = re.compile('"[^"]*"|[“„«]')
_LETTER = re.compile(r"[^\W_]")
_WORD_BEFORE = re.compile(r"[^\W_][\w’'-]*[.,!?…]?\s*$")
_WORD_AFTER = re.compile(r"\s*[^\W_][\w’'-]*")
# A possessive or a plural may cling to a quotation: the "Post"s editor.
_SUFFIX = re.compile(r"(?:['’]?s|ed|ing|er)(?![^\W_])")
# A mark after a figure may be inches or seconds.
_FIGURE = re.compile(r"\d$")
# Characters before a mark in which the word there is looked for: a line of quotations costs what it is long.
_LOOKED = 60


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """A space between a mark and the quotation inside it, or none between a mark and the word outside.

    Marks of a paragraph are paired in turn; a paragraph where they do not come out even, look the other way,
    or are of several kinds, is left alone. Words outside may cling to a mark where names take endings. The
    hit is the mark with the words beside it.
    """
    text, language = version.text, of(version.lang)
    if language.marks_apart or not language.spaced or '""' in text or not _FIRST.search(text):
        return  # doubled marks come from a table that was read as text
    for line in re.finditer(r"[^\n]+", text):
        marks = [match.start() for match in _MARK.finditer(text, *line.span())]
        kinds = "".join(text[place] for place in marks)
        if not marks or kinds not in {pair * (len(marks) // 2) for pair in _pairs(language)}:
            continue
        if any(_looks_back(text, place, at % 2 == 0) for at, place in enumerate(marks)):
            continue
        for start, stop in zip(marks[::2], marks[1::2], strict=True):
            if (
                _FIGURE.search(text, max(start - 1, line.start()), start)
                or not version.source.editable(start, stop + 1)
                or not text[start + 1 : stop].strip()
            ):
                continue
            yield from _opening(version, start, line.start(), clinging=language.keeps_names)
            yield from _closing(version, stop, line.end(), clinging=language.keeps_names)


@lru_cache(maxsize=64)
def _pairs(language: Language) -> frozenset[str]:
    """The pairs that a line may have: straight marks, and those of the language that do not go both ways."""
    both = language.opening_marks & language.closing_marks
    return frozenset({'""', *(pair for pair in language.quotation_pairs if both.isdisjoint(pair))})


def _looks_back(text: str, place: int, opens: bool) -> bool:
    """Whether a straight mark looks another way than its turn says: they are not paired."""
    if text[place] != '"':
        return False
    left = place == 0 or text[place - 1].isspace()
    right = place + 1 == len(text) or text[place + 1].isspace()
    return right and not left if opens else left and not right


def _opening(version: Document, place: int, line: int, *, clinging: bool) -> Iterator[Hit]:
    text = version.text
    before, after = (
        _WORD_BEFORE.search(text, max(place - _LOOKED, line), place),
        _WORD_AFTER.match(text, place + 1),
    )
    glued = clinging and before is not None and place > line and not text[place - 1].isspace()
    if after is None or (glued and not _LETTER.match(text, place - 1) and text[place - 1] not in ".,!?"):
        return
    apart = text[place + 1].isspace()
    if not apart and not glued:
        return
    start = before.start() if glued and before else place
    left = text[start:place].rstrip() + " " if glued else ""
    yield Hit(version.span(start, after.end()), fix=f"{left}{text[place]}{after[0].lstrip()}")


def _closing(version: Document, place: int, line: int, *, clinging: bool) -> Iterator[Hit]:
    text = version.text
    before = _WORD_BEFORE.search(text, max(place - _LOOKED, 0), place)
    if before is None:
        return
    apart = text[place - 1].isspace()
    glued = clinging and place + 1 < line and bool(_LETTER.match(text, place + 1))
    # where the stop stands inside, the words have run together, which is another rule's
    if glued and (text[place - 1] in ".,!?" or _SUFFIX.match(text, place + 1)):
        glued = False
    after = _WORD_AFTER.match(text, place + 1) if glued else None
    if not apart and after is None:
        return
    end = after.end() if after else place + 1
    right = f" {after[0]}" if after else ""
    yield Hit(version.span(before.start(), end), fix=f"{before[0].rstrip()}{text[place]}{right}")
