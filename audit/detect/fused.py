"""Which words have run together?"""

from __future__ import annotations

import re
from collections.abc import Iterator

import re2

from audit.language.knowledge import Language, of
from audit.model import Document, ElementKind, Hit, Story

# Two words, the second with a capital; a stop without its space; function words glued to "the".
_SIGN = re2.compile(
    r"[a-z]{2}[A-Z][a-z]|[a-z][a-z][.!?;:,][\"”]?[A-Z][a-z]|[a-z]{2}[.,!?][\"”][a-z]{2}|"
    r"[a-z]{2}\)[A-Za-z]{2}|\b(?:of|in|to|and|on|for|with|from|that|by|at|is|was|said|as)the\b|\b(?:in|of|"
    r"since|by|until|and|the|from)(?:19|20)\d\d\b|\d-\d{1,2}(?:on|in|at|against|over|after|with|to)\b|"
    r"\b\d{1,4}[a-z]{5}|\(\d+\)[a-z]{3}|[a-z]{3}(?:which|where|when|they|that|because|while|although)\b|[A-Z]{5}[a-z]{3}"
)
_CHUNK = re.compile(r"\S+")
_CAMEL = re.compile(
    r"(?<![^\W_])(?P<left>[a-z]{2,}|[A-Z]?[a-z]{3,})(?P<right>[A-Z][a-z]{1,}(?:['’]s)?)(?![^\W_])"
)
_STOP = re.compile(
    r"(?<![^\W\d_])(?<![^\W_]\.)(?P<left>[a-z’'-]{3,})(?P<mark>[.!?;:,][\"”]?)(?P<right>[A-Z][a-z]+)(?![^\W_])(?!\.[A-Za-z])"
)
_QUOTE = re.compile(r"(?P<left>[a-z]{2,}[.,!?][\"”])(?P<right>[A-Za-z][a-z]+)")
# A small word alone in its brackets is part of the next: (micro)blog.
_CLOSE = re.compile(
    r"(?P<left>(?:(?<![(A-Za-z])[A-Za-z]{2,}|(?<=\()[A-Z][A-Za-z]+)\))(?P<right>[A-Za-z]{2,})(?![^\W_])"
)
_GLUED = re.compile(
    r"(?<![^\W_])(?P<left>of|in|to|and|on|for|with|from|that|by|at|is|was|said|as|since|until|"
    r"the)(?P<right>the|(?:19|20)\d\d)(?![^\W_])"
)
_SCORE = re.compile(
    r"(?<![\w-])(?P<left>\d{1,3}-\d{1,2})(?P<right>on|in|at|against|over|after|with|to)(?![\w-])"
)
# "Nikopolwhich", "tellsthat": what began a clause, behind a link or words in bold; "HARBOURTOWNPolice": a
# dateline.
_CLAUSE = re.compile(
    r"(?<![^\W_])(?P<left>[A-Za-z][a-z]{2,})"
    r"(?P<right>which|where|when|they|that|because|while|although)(?![^\W_])"
)
_DATELINE = re.compile(r"(?<![^\W_])(?P<left>[A-Z]{4,})(?P<right>[A-Z][a-z]{3,})(?![^\W_])")
# "12educational", "(8)persons": a figure and what is counted.
_COUNTED = re.compile(r"(?<![\w,.-])(?P<left>\d{1,2}|\(\d{1,4}\))(?P<right>[a-z]{5,})(?![\w-])")
# "Kiev.In the": an ending of addresses that is a little word, and the sentence goes on behind it.
_LITTLE = re.compile(
    r"(?<![^\W\d_])(?P<left>[A-Z][a-z]{2,})(?P<mark>\.)"
    r"(?P<right>In|It|At|To|So|As|We|By|On|The|He|She|They|This|But|And)$"
)
_ADDRESS = re.compile(
    r"https?:|www\.|@|/|_|#|=|\.(?:com|org|net|gov|edu|co|io|info|tv|eu|int|ru|de|uk|fr|rs|html?|pdf|php|"
    r"aspx?|jpe?g|png)\b",
    re.IGNORECASE,
)
# Endings of addresses that are written with a capital: "Booking.Com".
_DOMAIN = frozenset("Com Org Net Gov Edu Info Io Tv Me Co Eu Int Biz Ai App Ru De Uk Rs".split(" "))
_COMMON = 3.0
_VERY_COMMON = 4.5
_USUAL = 3.5
_SEVERAL = 2
# A text with so many pieces of code is about programs.
_CODE = 3
_BRANDS = frozenset(
    "easyJet easyGroup airBaltic eBay eToro dotCom deCODE bioMérieux flyDubai oneWorld macOS watchOS tvOS "
    "iCloud teamLab deviantArt".lower().split(" ")
)


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """Pairs of words without the space between them, which is the fix; no brands, names or addresses."""
    text = version.text
    code = sum(element.kind is ElementKind.CODE for element in version.elements)
    if code >= _CODE or not _SIGN.search(text):
        return  # documentation names what is written so
    language = of(version.lang)
    reached, identifiers = 0, _identifiers(text, language)
    for sign in _SIGN.finditer(text):
        if sign.start() < reached:
            continue
        start = max(text.rfind(" ", 0, sign.start()), text.rfind("\n", 0, sign.start())) + 1
        match = _CHUNK.match(text, start)
        if match is None:
            continue
        reached = match.end()
        if _ADDRESS.search(match[0]):
            continue
        for (left, right), fix in sorted(_pairs(match[0], text, match.end(), language)):
            if text[start + left : start + right] in identifiers:
                continue
            yield Hit(version.span(start + left, start + right), fix=fix)


def _identifiers(text: str, language: Language) -> frozenset[str]:
    """Names of fields and functions, which are written so: several words of the text that have a capital
    inside, before a word that is no name ("keyUsage", "reasonCode"). Words that ran together are rarely
    several."""
    found = {
        match[0]
        for match in _CAMEL.finditer(text)
        if match["left"][0].islower()
        and language.at_least(match["right"].lower(), _COMMON)
        and not language.given_name(match["right"].lower())
        and match["right"].lower() not in language.places
    }
    if len(found) < _SEVERAL:
        return frozenset()
    return frozenset(match[0] for match in _CAMEL.finditer(text) if match["left"][0].islower())


def _pairs(chunk: str, text: str, end: int, language: Language) -> Iterator[tuple[tuple[int, int], str]]:
    """The pairs in a chunk of the text that ends at `end`, and how they read apart."""
    for match in _CAMEL.finditer(chunk):
        # what stands there twice is meant to be written so
        if text.count(match[0]) == 1 and _ran_together(match["left"], match["right"], language):
            yield match.span(), f"{match['left']} {match['right']}"
    for match in _STOP.finditer(chunk):
        if match["right"] not in _DOMAIN and language.at_least(match["left"], _COMMON):
            yield match.span(), f"{match['left']}{match['mark']} {match['right']}"
    if text[end : end + 1] == " " and text[end + 1 : end + 2].islower():
        for match in _LITTLE.finditer(chunk):
            yield match.span(), f"{match['left']}{match['mark']} {match['right']}"
    for pattern in (_CLAUSE, _DATELINE):
        for match in pattern.finditer(chunk):
            if _two_words(match["left"], match["right"], language):
                yield match.span(), f"{match['left']} {match['right']}"
    for match in _COUNTED.finditer(chunk):
        if language.at_least(match["right"], _USUAL):
            yield match.span(), f"{match['left']} {match['right']}"
    for pattern in (_QUOTE, _CLOSE, _SCORE):
        for match in pattern.finditer(chunk):
            if pattern is _QUOTE and match["right"] == "s":
                continue
            yield match.span(), f"{match['left']} {match['right']}"
    for match in _GLUED.finditer(chunk):
        if match[0] != "isthe" or chunk.islower():
            yield match.span(), f"{match['left']} {match['right']}"


def _two_words(left: str, right: str, language: Language) -> bool:
    """Whether a word that the language does not know is one that it uses and a little one, or a name of five
    letters and a little one."""
    if language.is_listed((left + right).lower()) or not language.at_least(right.lower(), _COMMON):
        return False
    return len(left) > 4 if left[0].isupper() else language.at_least(left, _USUAL)


def _ran_together(left: str, right: str, language: Language) -> bool:
    """Whether both halves are words and the whole is no brand ("YouTube") and no name ("McDonald")."""
    if (left + right).lower() in _BRANDS or len(left) < 2:
        return False
    if left[0].isupper():
        # brands are written so: only words that no brand begins with
        return left in (
            "The",
            "This",
            "That",
            "And",
            "But",
            "With",
            "From",
            "After",
            "When",
            "While",
            "They",
            "Also",
        )
    return language.at_least(left, _VERY_COMMON if len(left) < 4 else _COMMON) and (
        len(right) > 2 or right in ("He", "It", "In", "On")
    )
