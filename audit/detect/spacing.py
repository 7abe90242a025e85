"""Where is a space too many or too few around punctuation?"""

from __future__ import annotations

import re
from collections.abc import Iterator

import re2

from audit.language.knowledge import of
from audit.model import Document, Hit, Story

_FAULTS = re2.compile(
    r"[0-9A-Za-z)\"”’'][  ]+[,;!?](?:[\s\"”]|$)|[0-9A-Za-z)\"”’'][  ]+[.:](?:\s|$)|[a-z,]  +[a-z]|\([  "
    r"]+[0-9A-Za-z]|[0-9A-Za-z.][  ]+\)|[0-9][  ]+%|[a-z][a-z],[a-z][a-z]"
)
_WORD_LEFT = re.compile(r"[\w’'.,-]*[\w’'-][,.;:!?\"”]?$")
_WORD_RIGHT = re.compile(r"[,.;:!?\"”]?[\w’'-]+")
_LOWER = re.compile(r"\s+[^\sA-Z0-9\"“”‘’'«\[]")
_GOES_ON = re.compile(r"[\"”’]?(?:\s+[\"“‘']?\w|\s*$)")
_WORD_BEFORE = re.compile(r"[\w’'-]+(?=[\"”’)]*$)")
_FACE = re.compile(r"[:;][-'^]?[)(DP/|]")
_ADDRESS = re.compile(r"https?:|www\.|[@/=<>{}()\[\]_\\\ufffc]")


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """Spaces before a comma, stop or percent sign, inside brackets, two running between the words of a
    sentence, and commas without one; the fix is the place as it should be."""
    text = version.text
    for match in _FAULTS.finditer(text):
        start, end = match.span()
        if _parted(version, start, end):
            continue
        if text[start] == "(":
            end = _right(text, end - 1)
            yield _hit(version, start, end, "(" + text[start + 1 : end].lstrip())
        elif text[end - 1] in ")%":
            if text[end - 1] == ")" and not _opened(text, end - 1):
                continue
            start = _left(text, start + 1)
            yield _hit(version, start, end, text[start : end - 1].rstrip() + text[end - 1])
        elif text[end - 1].isalpha():
            if text[start + 1] == " " or text[start + 2] == " ":
                if _table(text, start):
                    continue
                left, right = _left(text, start + 1), _right(text, end - 1)
                yield _hit(version, left, right, re.sub(" +", " ", text[left:right]))
            else:
                left, right = _left(text, start + 2), _right(text, end - 2)
                if not _ADDRESS.search(_chunk(text, start)):
                    yield _hit(version, left, right, text[left:right].replace(",", ", "))
        else:
            stop = end if text[end - 1] in ",;!?.:" else end - 1
            if _spoken_of(version, start, stop):
                continue
            if text[start:end].rstrip()[-1] in ".:" and _FACE.search(text[start + 1 : start + 6]):
                continue
            yield _hit(version, start + 1, stop, text[stop - 1 : stop])


def _spoken_of(version: Document, start: int, stop: int) -> bool:
    """Whether a sign at the end of `[start, stop)` is meant itself ("split at . and join", "a missing , is"),
    or is one of a program's ("b ? 1 : 2"). A writer's own stands behind a word that may end a phrase, before
    what may begin one."""
    text = version.text
    sign, line = text[stop - 1], text[text.rfind("\n", 0, start) + 1 : start + 1]
    before = _WORD_BEFORE.search(line)
    word = before[0].lower() if before else ""
    if (
        not word.isascii()
        or len(word) < 2
        or word.endswith(("ing", "ed"))
        or word in of(version.lang).function_words
    ):
        return True
    if sign in ".!?":
        return bool(_LOWER.match(text, stop))
    return not _GOES_ON.match(text, stop)


def _opened(text: str, place: int) -> bool:
    """Whether a bracket is open at a place of its line."""
    line = text[text.rfind("\n", 0, place) + 1 : place]
    return line.count("(") > line.count(")")


def _parted(version: Document, start: int, end: int) -> bool:
    """Whether a line of the file ends there, whose next may begin with a sign of its own (": " before a
    definition), or something stands there that is not read (the number of a note)."""
    source = version.source
    return not source.editable(start, end) or any(
        source.rendering(place) is not None for place in range(start, end) if version.text[place].isspace()
    )


def _hit(version: Document, start: int, end: int, fix: str) -> Hit:
    return Hit(version.span(start, end), fix=fix)


def _left(text: str, end: int) -> int:
    """Where the word that ends at `end` begins."""
    match = _WORD_LEFT.search(text, max(end - 40, 0), end)
    return match.start() if match else end - 1


def _right(text: str, start: int) -> int:
    """Where the word that begins at `start` ends."""
    match = _WORD_RIGHT.match(text, start)
    return match.end() if match else start + 1


def _chunk(text: str, place: int) -> str:
    start = max(text.rfind(" ", 0, place), text.rfind("\n", 0, place)) + 1
    return re.split(r"\s", text[start : start + 200], maxsplit=1)[0]


def _table(text: str, place: int) -> bool:
    """Whether the line uses runs of spaces as columns."""
    start = text.rfind("\n", 0, place) + 1
    end = text.find("\n", place)
    return len(re.findall(r"\S {2,}\S", text[start : end if end >= 0 else len(text)])) > 2
