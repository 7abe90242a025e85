"""Which digits, marks and invisible characters belong to another script than the article's?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

from audit.language.knowledge import of
from audit.language.scripts import LATIN, script, scripts
from audit.model import Document, Hit, Story

# The scripts whose texts are judged: in the others digits, marks and signs of direction are at home.
_WESTERN = frozenset({LATIN, "CYRILLIC", "GREEK"})
_EASTERN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL"})
_DIGITS = re.compile(r"(?:(?![0-9])\d)+")
# What no western text is written with, and what stands there for it.
_ABROAD = {"،": ",", "؛": ";", "؟": "?", "٪": "%", "٫": ".", "٬": ",", "۔": ".", "।": "."}
_WIDE = {
    **{chr(code): chr(code - 0xFEE0) for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))},
    **dict(zip("【】〔〕〜～・", "()()––,", strict=True)),
    **dict(zip("，．：；！？（）％＋－＝。、｡､", ",.:;!?()%+-=.,.,", strict=True)),
}
_MARKS = re.compile(f"[{''.join(_ABROAD)}{''.join(_WIDE)}]+")
# After these a space follows that the wide ones hold themselves.
_SPACED = frozenset(",.:;!?)%")
# Signs that turn the order of what follows round, in any script; those that set a direction, at home where
# lines run both ways; and those that part or join letters unseen.
_OVERRIDES, _DIRECTIONS = "\u202d\u202e", "\u200e\u200f\u202a-\u202c\u2066-\u2069"
_UNSEEN = "\u200b-\u200d\u2060\ufeff"
_INVISIBLE = re.compile(f"[{_OVERRIDES}{_DIRECTIONS}]|(?<=[^\\W\\d_])[{_UNSEEN}](?=[^\\W\\d_])")
# So far from a sign the letters are looked for that tell whose it is.
_REACH = 80


def detect(story: Story, version: Document, *, kind: Literal["digit", "mark", "invisible"]) -> Iterator[Hit]:
    """Digits ("digit") or punctuation and wide letters ("mark") of another script among the article's own
    letters; or characters nobody sees that turn or part its words ("invisible"), with their `name`.

    Quiet in a language whose script has them, and beside words of a script that has them.
    """
    text, own = version.text, scripts(version.lang)
    if text.isascii() or not own or not own <= _WESTERN | _EASTERN:
        return
    western = own <= _WESTERN
    pattern = {"digit": _DIGITS, "mark": _MARKS, "invisible": _INVISIBLE}[kind]
    for match in pattern.finditer(text):
        start, end = match.span()
        sign = match[0]
        if kind == "invisible":
            at_home = not of(version.lang).spaced and sign not in _OVERRIDES
            if at_home or not (sign in _OVERRIDES or _among(text, start, end, own)):
                continue
            yield Hit(version.span(start, end), slots={"name": _name(sign)}, fix="")
            continue
        instead = _digits(sign, western=western) if kind == "digit" else _marks(text, match, western=western)
        if instead and _among(text, start, end, own):
            yield Hit(version.span(start, end), slots={"instead": instead}, fix=instead)


def _name(sign: str) -> str:
    return f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".strip()


def _digits(sign: str, *, western: bool) -> str:
    """The digits as this text writes them; "" where they are a style of its own."""
    kinds = {unicodedata.name(digit, "").partition(" ")[0] for digit in sign}
    if "MATHEMATICAL" in kinds or "SEGMENTED" in kinds or (not western and "FULLWIDTH" in kinds):
        return ""
    return "".join(str(unicodedata.digit(digit)) for digit in sign)


def _marks(text: str, match: re.Match[str], *, western: bool) -> str:
    """The marks as this text writes them; "" where they are its own."""
    known = {**_ABROAD, **_WIDE} if western else _ABROAD
    if any(mark not in known for mark in match[0]):
        return ""
    instead = "".join(known[mark] for mark in match[0])
    wide, after = match[0][-1] in _WIDE, text[match.end() : match.end() + 1]
    before = text[match.start() - 1 : match.start()]
    if wide and instead[-1] in _SPACED and after.isalnum() and not (before.isdigit() and after.isdigit()):
        instead += " "
    return " " + instead if wide and instead[0] == "(" and before.isalnum() else instead


def _among(text: str, start: int, end: int, own: frozenset[str]) -> bool:
    """Whether the letters nearest to a sign in its line are of the article's scripts, or Latin."""
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    before = text[max(line, start - _REACH) : start]
    after = text[end : min(stop if stop >= 0 else len(text), end + _REACH)]
    near = [_first_letter(reversed(before)), _first_letter(iter(after))]
    found = [letter for letter in near if letter]
    return bool(found) and all(script(letter) in own | {LATIN} for letter in found)


def _first_letter(letters: Iterator[str]) -> str:
    return next((letter for letter in letters if letter.isalpha() and letter not in _WIDE), "")
