"""Where is a space too many or too few around punctuation?"""

from __future__ import annotations

import re
from collections.abc import Iterator

import re2

from audit.language.knowledge import Language, of
from audit.model import Document, Hit, Story

_FAULTS = re2.compile(
    r"[0-9A-Za-z)\"”’'][  ]+[,;!?](?:[\s\"”]|$)|[0-9A-Za-z)\"”’'][  ]+[.:](?:\s|$)|[a-z,]  +[a-z]|\([  "
    r"]+[0-9A-Za-z]|[0-9A-Za-z.][  ]+\)|[0-9][  ]+%|[a-z][a-z],[a-z][a-z]"
)
# The same in any letters. Whether a blank stands before a percent sign is left to the language, and before a
# high mark to those whose quotation marks stand apart as well.
_INSIDE = r"|[\p{Ll},]  +\p{Ll}|\([  ]+[\pL\pN]|[\pL\pN.][  ]+\)|\p{Ll}\p{Ll},\p{Ll}\p{Ll}"
_HIGH = re2.compile(
    r"[\pL\pN)\"”’'»“][  ]+[,;!?،؛؟](?:[\s\"”»“]|$)|[\pL\pN)\"”’'»“][  ]+[.:](?:\s|$)" + _INSIDE
)
_APART = re2.compile(r"[\pL\pN)\"”’'][  ]+,(?:[\s\"”]|$)|[\pL\pN)\"”’'][  ]+\.(?:\s|$)" + _INSIDE)
_WORD_LEFT = re.compile(r"[\w’'.,-]*[\w’'-][,.;:!?\"”]?$")
_WORD_RIGHT = re.compile(r"[,.;:!?\"”]?[\w’'-]+")
_NEXT = re.compile(r"\s+([^\s0-9\"“”‘’'«„\[])")
_GOES_ON = re.compile(r"[\"”’]?(?:\s+[\"“‘']?\w|\s*$)")
_WORD_BEFORE = re.compile(r"[\w’'-]+(?=[\"”’)]*$)")
# Marks that stand right; how many of them there are for each that does not where it is no habit, and how many
# where anything is said.
_RIGHT = re.compile(r"\w[,.;:!?](?=\s|$)")
_HABIT, _FEW = 12, 4
_STOPPED = re.compile(r"[.!?…:;][\"”’'»“)]*\s*$")
_FACE = re.compile(r"[:;][-'^]?[)(DP/|]")
_ADDRESS = re.compile(r"https?:|www\.|[@/=<>{}()\[\]_\\\ufffc]")


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """Spaces before a comma, stop or percent sign, inside brackets, two running between the words of a
    sentence, and commas without one; the fix is the place as it should be.

    Who sets few marks right for each that is not writes so, as people chat: that is said once, if at all.
    """
    language = of(version.lang)
    if not language.spaced:
        return
    hits = tuple(_hits(version, language))
    right = len(_RIGHT.findall(version.text)) if hits else 0
    if language.percent_joined or right >= _HABIT * len(hits):
        yield from hits
    elif right >= _FEW:
        yield from hits[:1]


def _hits(version: Document, language: Language) -> Iterator[Hit]:
    text = version.text
    for match in _faults(language).finditer(text):
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
            if not _STOPPED.search(_line(text, start)):
                continue  # a heading, or how people chat
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
            stop = end if text[end - 1] in ",;!?.:،؛؟" else end - 1
            if _spoken_of(version, start, stop):
                continue
            if text[start:end].rstrip()[-1] in ".:" and _FACE.search(text[start + 1 : start + 6]):
                continue
            yield _hit(version, start + 1, stop, text[stop - 1 : stop])


def _faults(language: Language) -> re2.Pattern[str]:
    if language.percent_joined:
        return _FAULTS
    return _APART if language.marks_apart else _HIGH


def _spoken_of(version: Document, start: int, stop: int) -> bool:
    """Whether a sign at the end of `[start, stop)` is meant itself ("split at . and join", "a missing , is"),
    or is one of a program's ("b ? 1 : 2"). A writer's own stands behind a word that may end a phrase, before
    what may begin one."""
    text = version.text
    sign, line = text[stop - 1], text[text.rfind("\n", 0, start) + 1 : start + 1]
    before = _WORD_BEFORE.search(line)
    word = before[0].lower() if before else ""
    if len(word) < 2 or word.endswith(("ing", "ed")) or word in of(version.lang).function_words:
        return True
    if sign in ".!?":
        following = _NEXT.match(text, stop)
        return following is not None and not following[1].isupper()
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


def _line(text: str, place: int) -> str:
    start = text.rfind("\n", 0, place) + 1
    end = text.find("\n", place)
    return text[start : end if end >= 0 else len(text)]


def _table(text: str, place: int) -> bool:
    """Whether the line uses runs of spaces as columns."""
    return len(re.findall(r"\S {2,}\S", _line(text, place))) > 2
