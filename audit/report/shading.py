"""How does a person see how many siblings bear out each word of a version?"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from rich.text import Text

from audit.model import Document, SupportMap
from audit.report.wording import visible


class Shade(StrEnum):
    """How much support a word has, with the marks that show it where there is no colour."""

    ALL = ""
    HALF = "··"
    FEW = "‹›"
    NONE = "«»"
    UNASKED = "~~"


# Colours of the terminal's own sixteen; underlined, bold and italic tell them apart without.
_STYLES = {
    Shade.ALL: "",
    Shade.HALF: "cyan",
    Shade.FEW: "yellow underline",
    Shade.NONE: "bold red underline",
    Shade.UNASKED: "dim italic",
}
MEANING = {
    Shade.NONE: "no sibling has it",
    Shade.FEW: "fewer than half have it",
    Shade.HALF: "half or more, not all",
    Shade.ALL: "all have it",
    Shade.UNASKED: "no sibling has such a sentence",
}


def paragraphs(shading: SupportMap, version: Document, *, plain: bool) -> Iterator[Text]:
    """The paragraphs of a version, each word in its shade; without colours with marks around the word:
    «none», ‹fewer than half›, ·half or more·. Neighbours of one shade share their marks."""
    words = [(word.start, word.end, shade_of(word.supporting, word.asked)) for word in shading.words]
    at, number = 0, 0
    for paragraph in version.text.split("\n"):
        stop = at + len(paragraph)
        text, here = Text(), at
        while number < len(words) and words[number][0] < stop:
            first = number
            shade = words[number][2]
            while number + 1 < len(words) and words[number + 1][0] < stop and words[number + 1][2] is shade:
                number += 1
            start, end = words[first][0], words[number][1]
            text.append(visible(version.text[here:start]))
            text.append(_marked(visible(version.text[start:end]), shade, plain=plain), style=_STYLES[shade])
            here, number = end, number + 1
        text.append(visible(version.text[here:stop]))
        if paragraph.strip():
            yield text
        at = stop + 1


def shade_of(supporting: int, asked: int) -> Shade:
    if not asked:
        return Shade.UNASKED
    if supporting == asked:
        return Shade.ALL
    if not supporting:
        return Shade.NONE
    return Shade.HALF if 2 * supporting >= asked else Shade.FEW


def _marked(words: str, shade: Shade, *, plain: bool) -> str:
    return f"{shade[0]}{words}{shade[1]}" if plain and shade else words


def legend(*, plain: bool) -> Text:
    """What each shade means."""
    text = Text("support  ", style="dim")
    for number, (shade, meaning) in enumerate(MEANING.items()):
        text.append("   " if number else "")
        text.append(_marked(meaning, shade, plain=plain), style=_STYLES[shade])
    return text
