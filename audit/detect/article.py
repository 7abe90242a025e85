"""Where does "a" stand before a vowel, or "an" before a consonant?"""

from __future__ import annotations

import re
from collections.abc import Iterator

import re2

from audit.model import Document, Hit, Story

# Lower-case words only: how an abbreviation or a name is spoken cannot be seen.
_SIGN = re2.compile(r"\b[Aa] [aeio][a-z]{2}|\b[Aa]n [bcdfgjklmnpqrstvwyz][a-z]{2}")
# A capital stands at the start of a sentence; elsewhere it is a grade ("grade A offices") or a name.
_WRONG = re.compile(
    r"(?:(?<![^\s\"“(\[])(?P<article>an?)|(?:^|(?<=[.!?] )|(?<=[\"“(]))(?P<first>An?)) "
    r"(?P<word>(?:(?<=[Aa] )[aeio]|(?<=[Aa]n )[bcdfgjklmnpqrstvwyz])[a-z]{2,})(?![\w.])",
    re.MULTILINE,
)
# Spoken with another sound than written, and words of other languages.
_SPOKEN = re.compile(r"one|once|eu|ewe|oui|[^aeiouy]+$")
# Behind which a noun's article cannot stand: something else is wrong there.
_NO_HEAD = frozenset(
    "all and another any are as at each either every if in is it its of on or other our".split()
)
_DETERMINED = re.compile(
    r"\b(?:the|an?|this|that|these|those|his|her|its|their|our|my|your|any|each|every|some|no) $",
    re.IGNORECASE,
)
_NOT_A_WORD = frozenset({"priori", "contrario", "fortiori", "posteriori", "la", "cappella"})


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """As in "a interview" and "an new"; the fix is the right article."""
    text = version.text
    if not _SIGN.search(text):
        return
    for match in _WRONG.finditer(text):
        word = match["word"]
        if _SPOKEN.match(word) or word in _NOT_A_WORD or word in _NO_HEAD:
            continue
        if _DETERMINED.search(text, max(match.start() - 12, 0), match.start()):
            continue  # "the a old house": which of the two is too many is open
        article = match["article"] or match["first"]
        right = article[0] + ("n" if word[0] in "aeio" else "")
        yield Hit(version.span(match.start(), match.end()), fix=f"{right} {word}")
