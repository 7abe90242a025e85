"""Which quantities does an English version state, in digits and in words, and what do they count?"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from audit.annotate.english_units import ONE_OF, is_plural_next, unit_of
from audit.annotate.english_words import (
    CARDINALS,
    FRACTIONS,
    SCALE_WORDS,
    STARTERS,
    counted_nouns,
    gap_after,
    words_of,
)
from audit.annotate.figures import (
    DIGITS,
    LARGEST,
    SIGNS,
    SPACES,
    money_before,
    number,
    parse_digits,
)
from audit.language.scales import scales
from audit.model import Document, Number, Token

_SUFFIXES: Mapping[str, float] = {
    "k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12, "trn": 1e12,
}  # fmt: skip
_AND_A_HALF = " and a half"
# Up to this a capital letter after a number makes a name: 4K, 5G, 10K, as of screens, nets and races.
_NAMED = 10
_APPROXIMATE_PAIRS = frozenset(
    {
        "more than",
        "less than",
        "fewer than",
        "greater than",
        "higher than",
        "lower than",
        "up to",
        "close to",
        "near to",
    }
    | {"many as", "much as", "few as", "short of"}
)
_APPROXIMATE_AFTER = ("+", "-plus", "-odd", "-something", " or so", " or more", " plus")
_NOT_ONE = frozenset({"no", "this", "that", "the", "any", "every", "each", "which", "another", "number"})
_AFTER_RANGE = (
    "%",
    " percent",
    " per cent",
    " million",
    " billion",
    " year",
    "-year",
    " day",
    " people",
    " minute",
    " hour",
)
_SUFFIXED = re.compile(r"(\d+(?:[.,]\d+)*)([^\W\d_]+)?")
_COMMA_DECIMAL = re.compile(r"\d+,\d{1,2}")
_FRACTION_AFTER = re.compile(r"[ \u00a0-]?(?:%|percent|per cent|million|billion|trillion|euros|dollars)")
_LONGEST = 10  # words of one number
# Two digits at least: 5C is the name of a telephone, 4C of a class.
_LETTERED = re.compile(r"\d{2,3}[CF]")
_OVER = re.compile(r"([1-9])/(\d{1,2})")
_ONE_PART = frozenset(
    "first second other another last latter later former earlier final opening closing top bottom upper "
    "lower better best worse front back northern southern eastern western left right the this that each "
    "every".split()
)
# Parts of a whole that are no other number: "a third man", "the second half" are none.
_PART = re.compile(r"(half|quarters?|thirds?|fourths?|fifths?|tenths?) of\b")


class _Amount(NamedTuple):
    """A number read at a token: its value, last token and end, and the multiplier stated with it."""

    amount: float
    last: int
    end: int
    scale: float = 1.0


def find_english(document: Document, starts: list[int], ends: list[int]) -> list[Number]:
    """The quantities in reading order; none begins inside the stretches from `starts` to `ends`."""
    numbers: list[Number] = []
    scale = 1.0
    done = -1
    for at in _candidates(document.tokens):
        token = document.tokens[at]
        known = bisect_right(starts, token.start) - 1
        if at <= done or (known >= 0 and token.start < ends[known]):
            continue
        amount = _in_digits(document, at) if token.lower < ":" else _in_words(document, at)
        if amount is None:
            continue
        done = amount.last
        found = _quantity(document, at, amount, numbers[-1].span.end if numbers else 0)
        if found is None:
            continue
        if numbers and _is_range(document, numbers[-1], found):
            factor = amount.scale if scale == 1 and numbers[-1].amount < found.amount else 1.0
            numbers[-1], found = _range(document, numbers[-1], found, factor)
        numbers.append(found)
        scale = amount.scale
    return numbers


def _candidates(tokens: tuple[Token, ...]) -> list[int]:
    """The tokens a number may begin with. Digits sort before ":", letters after it."""
    return [
        at
        for at, token in enumerate(tokens)
        if token[3] < ":"
        or token[3] in STARTERS
        or token[3] in FRACTIONS
        or ("-" in token[3] and _is_compound(token[3]))
    ]


@lru_cache(maxsize=4096)
def _is_compound(word: str) -> bool:
    """Whether a hyphenated word begins as a number: twenty-five, five-day, two-thirds, half-million."""
    head, _, tail = word.partition("-")
    second = tail.split("-")[0]
    if head == "half":
        return second in SCALE_WORDS
    return head in CARDINALS and any(
        second in known for known in (CARDINALS, FRACTIONS, SCALE_WORDS, words_of("measure"))
    )


def _last_token(document: Document, at: int, end: int) -> int:
    """The last token from `at` on that begins before `end`."""
    while at + 1 < len(document.tokens) and document.tokens[at + 1].start < end:
        at += 1
    return at


def _in_digits(document: Document, at: int) -> _Amount | None:
    token = document.tokens[at]
    if part := _OVER.fullmatch(token.text):
        return _over(document, at, int(part[1]), int(part[2]))
    match = _SUFFIXED.fullmatch(token.text)
    amount = parse_digits(match[1], "en") if match else None
    if match is None or amount is None:
        return None
    if _COMMA_DECIMAL.fullmatch(match[1]) and not _FRACTION_AFTER.match(document.text, token.end):
        return None  # "on July 25,22 cases": a space is missing
    if match[2]:
        return _with_suffix(document, at, amount, match[2])
    end, last = token.end, at
    if gap_after(document, at) in SPACES and len(match[1]) <= 3:
        grouped = DIGITS.match(document.text, token.start)
        if grouped and grouped.end() > end:  # 10 000
            amount, end = parse_digits(grouped[0], "en") or amount, grouped.end()
            last = _last_token(document, at, end)
    return _with_scales(document, _Amount(amount, last, end))


def _over(document: Document, at: int, part: int, whole: int) -> _Amount | None:
    """Reads "2/3 of"; 9/11 is a date."""
    end = document.tokens[at].end
    known = part < whole and whole in FRACTIONS.values() and document.text.startswith(" of ", end)
    return _Amount(part / whole, at, end) if known else None


def _with_suffix(document: Document, at: int, amount: float, suffix: str) -> _Amount | None:
    """Reads 1.2m, 500k and 10km. A capital letter alone makes a name (4K, 5G) unless it is a sum of money."""
    token = document.tokens[at]
    money = document.text[token.start - 1 : token.start] in tuple(SIGNS)
    factor = _SUFFIXES.get(suffix.lower())
    if factor and len(suffix) == 1 and not money and not _counts_after_letter(document, at, amount, suffix):
        factor = None
    if factor:
        return _Amount(amount * factor, at, token.end, factor)
    if suffix.lower() in counted_nouns() and len(suffix) <= 3 and not suffix.isupper():
        return _Amount(amount, at, token.end - len(suffix))
    if _LETTERED.fullmatch(token.text):
        return _Amount(amount, at, token.end - 1)
    return None


def _counts_after_letter(document: Document, at: int, amount: float, suffix: str) -> bool:
    """Whether one letter multiplies: 12m people and 351K stars, not 12m, 4K films or 5G masts."""
    if not suffix.isupper():
        return suffix != "m" or is_plural_next(document, at)
    return (amount > _NAMED or not amount.is_integer()) and is_plural_next(document, at)


def _with_scales(document: Document, amount: _Amount) -> _Amount:
    """The amount with "and a half" and the multipliers that follow."""
    value, last, end, scale = amount
    if document.text.startswith(_AND_A_HALF, end):
        value, end = value + 0.5, end + len(_AND_A_HALF)
        last = _last_token(document, last, end)
    while (gap := gap_after(document, last)) in SPACES or gap == "-":
        following = document.tokens[last + 1]
        factor = scales("en").get(following.lower)
        if (
            factor is None
            or value * factor > LARGEST
            or (len(following.text) < 4 and following.text.isupper())
        ):
            break
        value, last, end, scale = value * factor, last + 1, following.end, scale * factor
    return _Amount(value, last, end, scale)


def _in_words(document: Document, at: int) -> _Amount | None:
    """A number in words: "two dozen", "a hundred", "one and a half million", "twenty-five thousand"."""
    tokens = document.tokens
    first = tokens[at].lower
    if part := _part(document, at):
        return part
    if first in FRACTIONS and first != "half":
        return None
    if first == "half" or first.startswith("half-"):
        return _half(document, at)
    if first in SCALE_WORDS and (at == 0 or tokens[at - 1].lower not in ("a", "one", "per")):
        return None  # "several hundred", "the dozen"
    parts = first.split("-")
    if len(parts) > 1 and parts[1] not in CARDINALS:
        return _joined(tokens[at], parts, at)
    total = current = 0.0
    room, scale = 100, 1.0  # below what the next cardinal must be: after "twenty", ten; after "five", none
    last = at - 1
    for place in range(at, min(at + _LONGEST, len(tokens))):
        if place > at and gap_after(document, place - 1) not in (*SPACES, "-"):
            break
        word = tokens[place].lower
        if word == "and" and place > at and _goes_on(document, place):
            continue
        cardinal = _cardinal(word)
        if cardinal is not None and cardinal < room:
            current += cardinal
            room = 10 if cardinal >= 20 and cardinal % 10 == 0 else 0
        elif word in SCALE_WORDS:
            factor = scales("en")[word]
            scale *= factor
            if factor > 100:
                total, current, room = total + max(current, 1) * factor, 0.0, 1000
            else:
                current, room = max(current, 1) * factor, 100 if factor == 100 else 0
        else:
            break
        last = place
    if last < at:
        return None
    amount = _Amount(total + current, last, tokens[last].end, scale)
    return _with_scales(document, amount) if scale == 1 else amount


def _part(document: Document, at: int) -> _Amount | None:
    """Reads "two thirds of" and "half of"; "a third of" begins with its article."""
    tokens = document.tokens
    word = tokens[at].lower
    if word == "half" or (word in FRACTIONS and at and tokens[at - 1].lower == "a"):
        if at and tokens[at - 1].lower in _ONE_PART:
            return None
        whole = _PART.match(document.text, tokens[at].start)
        return _Amount(1 / FRACTIONS[word], at, tokens[at].end) if whole else None
    value = CARDINALS.get(word)
    if value is None or gap_after(document, at) not in SPACES:
        return None
    denominator = FRACTIONS.get(tokens[at + 1].lower, 0)
    if not 0 < value < denominator or (value > 1) != tokens[at + 1].lower.endswith("s"):
        return None
    if value == 1 and not _PART.match(document.text, tokens[at + 1].start):
        return None
    return _Amount(value / denominator, at + 1, tokens[at + 1].end)


def _cardinal(word: str) -> int | None:
    """The value of five, twenty or twenty-five; None for other words."""
    tens, hyphen, unit = word.partition("-")
    if not hyphen:
        return CARDINALS.get(word)
    value, rest = CARDINALS.get(tens, 0), CARDINALS.get(unit, 0)
    return value + rest if value >= 20 and 0 < rest < 10 else None


def _goes_on(document: Document, at: int) -> bool:
    """Whether the number goes on after "and": "a hundred and five", not "two thousand and three schools"."""
    if document.tokens[at - 1].lower not in ("hundred", "thousand") or gap_after(document, at) != " ":
        return False
    return _cardinal(document.tokens[at + 1].lower) is not None


def _half(document: Document, at: int) -> _Amount | None:
    """Reads "half a million" and "half-million"."""
    tokens = document.tokens
    if tokens[at].lower != "half":
        scale = scales("en")[tokens[at].lower.split("-")[1]]
        return _Amount(scale / 2, at, tokens[at].end, scale)
    place = at + 1
    if place < len(tokens) and tokens[place].lower == "a":
        place += 1
    if place < len(tokens) and tokens[place].lower in SCALE_WORDS and gap_after(document, place - 1) == " ":
        scale = scales("en")[tokens[place].lower]
        return _Amount(scale / 2, place, tokens[place].end, scale)
    return None


def _joined(token: Token, parts: list[str], at: int) -> _Amount | None:
    """Reads two-thirds, five-day and five-million."""
    value = float(CARDINALS[parts[0]])
    if denominator := FRACTIONS.get(parts[1]):
        return (
            _Amount(value / denominator, at, token.end) if value < denominator and len(parts) == 2 else None
        )
    if parts[1] in SCALE_WORDS:
        end = token.start + len(parts[0]) + 1 + len(parts[1])
        return _Amount(value * scales("en")[parts[1]], at, end, scales("en")[parts[1]])
    return _Amount(value, at, token.start + len(parts[0]))


def _quantity(document: Document, at: int, amount: _Amount, free: int) -> Number | None:
    """The number with its unit, or None where it is a designation, a score or a pronoun."""
    text = document.text
    token = document.tokens[at]
    start = token.start
    money = money_before(text, start, free)
    if money:
        start, unit = money
        end = amount.end
    else:
        end, unit = unit_of(document, amount.amount, amount.last, amount.end)
        if _is_no_quantity(document, at, amount, end, unit):
            return None
    return number(
        document, start, end, amount.amount, unit, approximate=_is_approximate(document, at, start, end)
    )


def _is_no_quantity(document: Document, at: int, amount: _Amount, end: int, unit: str) -> bool:
    text = document.text
    token = document.tokens[at]
    before, after = text[max(token.start - 1, 0) : token.start], text[end : end + 1]
    ranged = before in ("-", "–") and text[token.start - 2 : token.start - 1].isdecimal()
    if before and before in "-–/.:#+−" and not ranged:
        return True
    if ranged and not unit and amount.scale == 1:
        return True
    if after in ("-", "–") and text[end + 1 : end + 2].isdecimal():
        rest = _SUFFIXED.match(text, end + 1)
        return rest is None or not text.startswith(_AFTER_RANGE, rest.end())
    if unit or amount.scale != 1:
        return token.lower == "one" and amount.amount == 1 and _is_pronoun(document, at, unit)
    if token.lower < ":" and (after in ("/", ":") or (before == "(" and after == ")")):
        return True
    if text[token.start - 2 : token.start] == ": " and text[token.start - 3 : token.start - 2].isdecimal():
        return True  # 10: 30
    return (bool(at) and _designates(document, at)) or (token.lower == "one" and amount.amount == 1)


def _designates(document: Document, at: int) -> bool:
    """Whether the word before makes the number a name: Article 5, Windows 10, page 3."""
    before = document.tokens[at - 1]
    gap = gap_after(document, at - 1)
    if gap not in (*SPACES, ". ", ".", "-"):
        return False
    if document.tokens[at].lower >= ":":
        return before.lower in ("number", "phase", "article", "chapter", "category")
    if before.lower in words_of("designator"):
        return True
    return gap != ". " and before.text[0].isupper() and before.lower not in words_of("unnamed")


def _is_pronoun(document: Document, at: int, unit: str) -> bool:
    """Whether "one" counts nothing: "one of them", "this one", "one day"."""
    if unit not in ONE_OF:
        return True
    return bool(at) and document.tokens[at - 1].lower in _NOT_ONE


def _is_approximate(document: Document, at: int, start: int, end: int) -> bool:
    tokens, text = document.tokens, document.text
    if text.startswith(_APPROXIMATE_AFTER, end) or text[max(start - 1, 0) : start] in ("~", "≈", "<", ">"):
        return True
    first = at
    while first > 0 and (
        tokens[first - 1].end > start or tokens[first - 1].lower in ("a", "an", "the", "half")
    ):
        first -= 1  # the US of US$, the article of "a dozen"
    if first == 0 or text[tokens[first - 1].end : tokens[first].start].strip(SIGNS + " \u00a0"):
        return False
    before = tokens[first - 1].lower
    return before in words_of("approximate") or (
        first > 1 and f"{tokens[first - 2].lower} {before}" in _APPROXIMATE_PAIRS
    )


def _is_range(document: Document, left: Number, right: Number) -> bool:
    between = document.text[left.span.end : right.span.start].strip()
    if between == "and":
        return document.text.endswith("between ", 0, left.span.start) and left.unit in ("", right.unit)
    return between in ("to", "-", "–", "or") and left.unit in ("", right.unit)


def _range(document: Document, left: Number, right: Number, scale: float) -> tuple[Number, Number]:
    """Both ends of "10 to 15 million people": the first takes the multiplier and the unit of the second."""
    ends = ((left, left.amount * scale), (right, right.amount))
    first, second = (
        number(document, one.span.start, one.span.end, amount, one.unit or right.unit, approximate=True)
        for one, amount in ends
    )
    return first, second
