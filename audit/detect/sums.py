"""Which figures of one sentence cannot all be right?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.model import Document, Hit, Sentence, Story

_YEAR = r"(?P<{}>(?:1[89]|20)\d\d)"
_AGE = (
    r"(?P<age>\d{1,3})[- ]year[- ]old|at (?:the )?age (?:of )?(?P<of>\d{1,3})\b|\baged (?P<aged>\d{1,3})\b"
    r"|(?P<is>\d{1,3}) years old"
)
_AGES = re.compile(_AGE)
_LIFE = re.compile(
    rf"\((?:born )?{_YEAR.format('from')} ?[-–—] ?{_YEAR.format('to')}\)"
    rf"|\b[Bb]orn\b[^.;]{{0,40}}?\b{_YEAR.format('born')}\b[^.;]*?"
    rf"\b(?:died|was killed|passed away)\b[^.;]*?\b{_YEAR.format('died')}\b"
)
# Those that make up the whole between them, so that nobody is both.
_APART = ({"men", "women"}, {"boys", "girls"}, {"adults", "children"}, {"male", "female"}, {"dead", "alive"})
_PARTS = re.compile(
    r"\b[Oo]f (?:the|these|those) (?P<whole>\d[\d,]*) [a-z]+(?: [a-z]+){0,4}?,?"
    r" (?P<one>\d[\d,]*) (?:were |are |was )?(?P<first>[a-z]+)"
    r"(?:,| and|, and) (?P<two>\d[\d,]*) (?:were |are |was )?(?P<second>[a-z]+)"
)
_SHARES = re.compile(
    r"(?<![\w.])(?P<share>\d{1,2}(?:\.\d+)?) ?(?:%|percent|per cent)(?: of [a-z]+)?(?: voted)?"
    r" (?:for|against|in favou?r|abstained|undecided)\b"
)
# Of a sum of rounded shares so much more than a hundred is rounding.
_ROUNDING = 2.0
# Births and deaths fall before or after a birthday.
_BIRTHDAY = 1


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """An age that does not fit the years of birth and death beside it; parts (men and women) that are more
    than the whole; shares of one vote of which all together are more than a hundred. `told` says what
    they come to."""
    for sentence in version.sentences:
        words = version.words(sentence)
        if sum(map(str.isdigit, words)) >= 4:
            yield from _ages(version, sentence, words)
            yield from _parts(version, sentence, words)
            yield from _shares(version, sentence, words)


def _ages(version: Document, sentence: Sentence, words: str) -> Iterator[Hit]:
    lives = list(_LIFE.finditer(words))
    ages = list(_AGES.finditer(words))
    if len(lives) != 1 or len(ages) != 1:
        return
    life, age = lives[0], ages[0]
    born, died = (int(life["from"] or life["born"]), int(life["to"] or life["died"]))
    said = int(next(filter(None, age.groups())))
    if not 0 <= died - born - said <= _BIRTHDAY:
        start = sentence.start + age.start()
        told = f"{born} to {died} are {died - born} years"
        yield Hit(version.span(start, sentence.start + age.end()), slots={"told": told})


def _parts(version: Document, sentence: Sentence, words: str) -> Iterator[Hit]:
    for match in _PARTS.finditer(words):
        if {match["first"], match["second"]} not in _APART:
            continue
        whole, one, two = (int(match[name].replace(",", "")) for name in ("whole", "one", "two"))
        if one + two > whole:
            told = f"{one:,} and {two:,} are {one + two:,}, not {whole:,}"
            yield Hit(
                version.span(sentence.start + match.start(), sentence.start + match.end()),
                slots={"told": told},
            )


def _shares(version: Document, sentence: Sentence, words: str) -> Iterator[Hit]:
    shares = list(_SHARES.finditer(words))
    total = sum(float(match["share"]) for match in shares)
    if len(shares) >= 3 and total > 100 + _ROUNDING:
        yield Hit(
            version.span(sentence.start + shares[0].start(), sentence.start + shares[-1].end()),
            slots={"told": f"together they are {total:g} percent"},
        )
