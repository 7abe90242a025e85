"""How is a piece of HTML made in which words are never anything but words?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from unicodedata import bidirectional

from audit.report.wording import visible

# Marks of direction that Arabic and Hebrew texts hold rightly. They reach no further than the element they
# stand in, since each text is isolated; what would turn a whole line around is shown as a box instead.
_MARKS_OF_DIRECTION = "\u061c\u200e\u200f"
_LEFT_TO_RIGHT = "ltr"
_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he ks nqo ps sd syr ug ur yi".split())
_RIGHT_TO_LEFT_SCRIPTS = frozenset("adlm arab hebr nkoo rohg syrc thaa".split())
_RIGHTWARD = ("R", "AL")
_QUOTED = re.compile("(?<=“)([^“”]*)(?=”)")
_VOID = frozenset({"input", "meta"})


class Html(str):
    """Markup that is finished; any other string is still words."""

    __slots__ = ()


Child = Html | str | None
NOTHING = Html()


def legible(text: str) -> str:
    """`text` on one line, as long as before, with what could do harm replaced by what can be seen."""
    if text.isascii() and text.isprintable():
        return text
    shown = visible(text).replace("\ufffc", "▢")  # for code and the like, where nothing says what it was
    if not any(mark in text for mark in _MARKS_OF_DIRECTION):
        return shown
    pairs = zip(text, shown, strict=True)
    return "".join(old if old in _MARKS_OF_DIRECTION else new for old, new in pairs)


def words(text: str) -> Html:
    """A string as words."""
    return Html(escape(legible(text), quote=False))


def quoting(text: str) -> Html:
    """Words in which what stands between quotation marks is read in its own direction: a sum in Arabic does
    not turn around in an English sentence."""
    if not any(bidirectional(character) in _RIGHTWARD for character in text):
        return words(text)
    pieces = _QUOTED.split(text)
    return join(tag("bdi", one) if at % 2 else one for at, one in enumerate(pieces))


def join(pieces: Iterable[Child], between: str = "") -> Html:
    """Pieces one after the other; strings among them are words."""
    return Html(between.join(_made(piece) for piece in pieces))


def tag(name: str, /, *children: Child, **attributes: object) -> Html:
    """An element. `class_` is `class`, `data_x` is `data-x`; what is None or False is left out."""
    begin = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}>"
    if name in _VOID:
        return Html(begin)
    return Html(f"{begin}{''.join(map(_made, children))}</{name}>")


def _made(child: Child) -> str:
    if child is None:
        return ""
    return child if isinstance(child, Html) else words(child)


def _attribute(key: str, value: object) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    if value is True:
        return f" {name}"
    return f' {name}="{escape(legible(str(value)))}"'


def direction(lang: str) -> str:
    """`rtl` or `ltr` by the language's script; `auto`, by the first letter, where it is not known."""
    if not lang:
        return "auto"
    first, *rest = lang.lower().replace("_", "-").split("-")
    script = next((part for part in rest if len(part) == 4), "")
    rightward = script in _RIGHT_TO_LEFT_SCRIPTS if script else first in _RIGHT_TO_LEFT
    return "rtl" if rightward else _LEFT_TO_RIGHT


def hidden(text: str) -> Html:
    """Words for those who listen."""
    return tag("span", text, class_="vh")


def spoken_in(lang: str) -> dict[str, object]:
    """The attributes of an element that holds words of this language."""
    return {"lang": lang or None, "dir": direction(lang)}
