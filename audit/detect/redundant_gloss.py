"""Which bracket says again what the words before it said?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.model import Document, Hit, Story, Token
from audit.text import fold

_BRACKET = re.compile(r" \((?P<gloss>[^()\n]{2,90})\)")
_OFFICE = re.compile(r"(?P<office>[^\W\d_][\w -]*?) of (?:the )?(?P<body>[A-Z]{2,6})")
_SMALL = frozenset({"of", "the", "for", "and", "a", "an", "in", "to", "on", "at", "de", "du", "la", "von"})
_FARTHEST = 14
_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """A title or name followed by itself in brackets, where the bracket adds nothing.

    "North Atlantic Treaty Organization (NATO)" adds the short form and is right; "Secretary-General of the
    North Atlantic Treaty Organization (Secretary General of NATO)" adds nothing. The hit covers both.
    """
    text = version.text
    if "(" not in text:
        return
    for match in _BRACKET.finditer(text):
        gloss = [fold(word) for word in _WORD.findall(match["gloss"])]
        said = [word for word in gloss if word not in _SMALL]
        if not said or not match["gloss"][:1].isupper() or any(word.isdigit() for word in said):
            continue
        before = version.tokens_in(max(match.start() - 160, 0), match.start())[-_FARTHEST:]
        start = _start(text, before, match.start(), said, match["gloss"])
        if start is not None:
            fix = _shorter(
                text[start : match.start()],
                match["gloss"],
                names=text[match.end() : match.end() + 2].strip().isupper(),
            )
            yield Hit(version.span(start, match.end()), fix=fix)


def _shorter(words: str, gloss: str, *, names: bool) -> str:
    """The shorter half; an office of a body known by its acronym goes before a name the way titles do
    ("WHO Director General Jane Doe")."""
    if len(gloss) >= len(words):
        return words
    office = _OFFICE.fullmatch(gloss)
    return f"{office['body']} {office['office']}" if office and names else gloss


def _start(text: str, before: tuple[Token, ...], end: int, said: list[str], gloss: str) -> int | None:
    """Where the words begin that say all of `said` and no more; None where there are none such."""
    words: list[tuple[str, int]] = []
    for token in before:
        words += [(fold(piece[0]), token.start + piece.start()) for piece in _WORD.finditer(token.text)]
    for first in range(len(words) - 1, -1, -1):
        at = words[first][1]
        if words[first][0] in _SMALL:
            continue
        if re.search(r"[.;:!?\n()]", text[at:end]) or not text[at].isupper():
            return None
        if _covers([word for word, _ in words[first:]], said, gloss):
            return at
    return None


def _covers(words: list[str], said: list[str], gloss: str) -> bool:
    """Whether `words` and the gloss say the same, an acronym standing for its words."""
    content = [word for word in words if word not in _SMALL]
    if content == said:
        return True
    left = list(content)
    acronyms = 0
    for word in said:
        if word in left:
            left.remove(word)
        elif word.upper() in gloss and 2 <= len(word) <= 6 and (run := _initials(left, word)) is not None:
            del left[run : run + len(word)]
            acronyms += 1
        else:
            return False
    return not left and acronyms == 1 and len(said) > acronyms


def _initials(words: list[str], acronym: str) -> int | None:
    """Where a run of words begins whose first letters spell the acronym."""
    for first in range(len(words) - len(acronym) + 1):
        if all(word[0] == letter for word, letter in zip(words[first:], acronym, strict=False)):
            return first
    return None
