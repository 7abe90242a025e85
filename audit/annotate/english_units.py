"""What does a number of an English text count?"""

from __future__ import annotations

import re
from functools import lru_cache

from audit.annotate.english_words import STARTERS, counted_nouns, gap_after, words_of
from audit.annotate.figures import SPACES, currencies
from audit.model import Document

_HYPHENS = ("-", "‑", "–")
# Words of a currency that are also other words or weights: money only in sums nobody weighs.
_DOUBTFUL_MONEY = frozenset({"pound", "pounds", "won", "dong", "lei", "rand", "lira", "rub", "quid"})
_LEAST_DOUBTFUL = 1000
# "One" counts these; before other nouns it is as often a pronoun ("one day", "one thing").
ONE_OF = frozenset(
    {"person", "woman", "child", "year", "month", "week", "hour", "mile", "kilometer", "percent", "soldier"}
)
_TEMPERATURE = re.compile(
    r"[ \u00a0]?°[ \u00a0]?(?:(C)|(F))\b"
    r"|[ \u00a0-]degrees?[ \u00a0](?:(C|[Cc]elsius|[Cc]entigrade)|(F|[Ff]ahrenheit))\b"
    r"|[ \u00a0](?:([Cc]elsius|[Cc]entigrade)|([Ff]ahrenheit))\b"
    r"|(?<=\d\d)(?:(C)|(F))\b"
)
_DEGREES = re.compile(r"[ \u00a0]?°(?![ \u00a0]?[CF]\b)")


def unit_of(document: Document, amount: float, last: int, end: int) -> tuple[int, str]:
    """Where the number ends with a percent sign or currency word, and what it counts."""
    text = document.text
    token = document.tokens[last]
    if heat := _TEMPERATURE.match(text, end):
        return heat.end(), "celsius" if any(heat.groups()[::2]) else "fahrenheit"
    if degrees := _DEGREES.match(text, end):
        return degrees.end(), "degree"
    if text[end : end + 1] == "%":
        return end + 1, "percent"
    if text[end : end + 2] == " %":
        return end + 2, "percent"
    if text[end : end + 1] and text[end] in "€$£¥" and not text[end + 1 : end + 2].isdecimal():
        return end + 1, currencies()[text[end]]
    if end < token.end:  # the "day" of "five-day", the "km" of "10km"
        return end, _measure(text[end : token.end].lower().lstrip("-").split("-")[0])
    gap = gap_after(document, last)
    if gap in _HYPHENS:
        return end, _measure(document.tokens[last + 1].lower.split("-")[0])
    return _noun(document, amount, last, end) if gap in SPACES else (end, "")


def _measure(word: str) -> str:
    return counted_nouns().get(word, word if word in words_of("measure") else "")


def _noun(document: Document, amount: float, last: int, end: int) -> tuple[int, str]:
    """The percent or currency word after the number, or the noun it counts, within a few words."""
    tokens, text = document.tokens, document.text
    following = tokens[last + 1].lower
    if following in ("percent", "pct") or text.startswith("per cent", tokens[last + 1].start):
        return _percent(document, last + 1 if following != "per" else last + 2)
    if following == "percentage":
        return end, "percentage point"
    if text.startswith("basis point", tokens[last + 1].start):
        return end, "basis point"
    country = ""
    for place in range(last + 1, min(last + 5, len(tokens))):
        token = tokens[place]
        word = token.lower
        if text[tokens[place - 1].end : token.start] not in (*SPACES, "-"):
            break
        if word < ":" or word in words_of("stop") or word in STARTERS:
            break
        if place <= last + 3 and (code := _currency(word, country, amount)):
            return token.end, code
        square = "square " if country == "square" else ""
        country = word
        if word in counted_nouns():
            return end, square + counted_nouns()[word]
        if amount == 1 and place == last + 1 and (word in words_of("measure") or word in ONE_OF):
            return end, word
        if _is_plural(word):
            return end, square + _singular(word)
    return end, ""


def _percent(document: Document, place: int) -> tuple[int, str]:
    tokens = document.tokens
    points = place + 1 < len(tokens) and tokens[place + 1].lower in ("point", "points")
    return tokens[place].end, "percentage point" if points else "percent"


def _currency(word: str, country: str, amount: float) -> str:
    if len(word) < 3 or (word in _DOUBTFUL_MONEY and amount < _LEAST_DOUBTFUL):
        return ""
    named = currencies().get(f"{country} {word.removesuffix('s')}", "") if country else ""
    return named or currencies().get(word, "")


def _is_plural(word: str) -> bool:
    ending = word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s"))
    return len(word) > 3 and ending and word not in words_of("not-plural")


@lru_cache(maxsize=4096)
def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("ches", "shes", "sses", "xes", "zes")) else word[:-1]


def is_plural_next(document: Document, at: int) -> bool:
    if gap_after(document, at) != " ":
        return False
    following = document.tokens[at + 1].lower
    return following in counted_nouns() or _is_plural(following)
