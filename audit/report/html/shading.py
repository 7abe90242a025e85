"""How does a page show how many siblings bear out each word?"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

from audit.model import SupportMap, WordSupport
from audit.report.html.elements import Html, join, tag
from audit.report.html.elements import words as written
from audit.report.shading import MEANING, Shade, shade_of


class Shaded:
    """Writes stretches of a version with its words shaded; neighbours that are borne out alike share one
    element."""

    def __init__(self, shading: SupportMap) -> None:
        self._words = shading.words
        self._ends = [word.end for word in shading.words]

    def words(self, text: str, start: int, end: int) -> Html:
        """The text `[start, end)`, which may begin and end within a word."""
        pieces, at = [], start
        number = bisect_left(self._ends, start + 1)
        while number < len(self._words) and self._words[number].start < end:
            first = last = number
            while last + 1 < len(self._words) and self._alike(first, last + 1, end):
                last += 1
            begin, finish = max(self._words[first].start, start), min(self._words[last].end, end)
            pieces += [written(text[at:begin]), _shaded(text[begin:finish], self._words[first])]
            at, number = finish, last + 1
        pieces.append(written(text[at:end]))
        return join(pieces)

    def _alike(self, first: int, other: int, end: int) -> bool:
        one, two = self._words[first], self._words[other]
        return two.start < end and (one.supporting, one.asked) == (two.supporting, two.asked)


def _shaded(text: str, word: WordSupport) -> Html:
    shown = shade_of(word.supporting, word.asked)
    if shown is Shade.ALL:
        return written(text)
    said = f"{word.supporting} of {word.asked}" if word.asked else MEANING[shown]
    return tag("span", text, class_="u", data_u=shown.name.lower(), title=said)


def legend(shading: SupportMap, names: Mapping[str, str]) -> Html:
    """What each shade means, and which siblings were asked."""
    samples = join(
        (tag("span", said, class_="u", data_u=shown.name.lower()) for shown, said in MEANING.items()), " · "
    )
    asked = ", ".join(names[witness] for witness in shading.witnesses)
    return tag("p", "Words as far as ", tag("bdi", asked), " bear them out: ", samples, class_="shades quiet")


def switch() -> Html:
    """Turns the shading off and on."""
    return tag("button", "Support", type="button", aria_pressed="true", data_shading=True, class_="support")
