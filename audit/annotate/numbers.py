"""Which quantities does a version state, whatever way they are written?"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from audit.annotate.english_numbers import find_english
from audit.annotate.figures import DIGITS, LARGEST, currencies, money_before, number, parse_digits
from audit.language.scales import scales
from audit.model import Document, Number, When

_WORD_AFTER = re.compile(
    r"[ \u00a0\u202f]?([^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0900-\u109f])*|[%€$£¥₽₴₹₩](?!\d))"
)
_PERCENT = frozenset(
    {
        "%",
        "persen",
        "peratus",
        "posto",
        "procent",
        "procenta",
        "procentů",
        "procentów",
        "prozent",
        "percento",
        "percent",
    }
    | {
        "prosent",
        "prosenttia",
        "százalék",
        "yüzde",
        "процентов",
        "процента",
        "процентам",
        "відсотків",
        "відсотка",
        "посто",
    }
)
# Digits after a multiplier that may go on with a smaller one.
_FURTHER = re.compile(r"[ \u00a0\u202f]?(\d{1,4}|\d,\d{3})(?![\d.,])")
_PERCENT_TWO_WORDS = re.compile(r"[ \u00a0](?:por|pour|per) (?:ciento|cento|cent)\b")
# What joins a currency to a multiplier in Romance languages: 12 millions d'euros, 40 milioni di dollari.
_OF = re.compile(r"[ \u00a0](?:d[ei](?=[ \u00a0])|d['’])")
# What joins a multiplier to its number in Romanian: 72 de milioane.
_JOINT = re.compile(r"[ \u00a0]de(?=[ \u00a0])")
# Scripts without spaces between words: a number stands between letters there.
_UNSPACED = frozenset({"zh", "ja", "ko", "th"})
# Before a unit a thousand belongs to it: 千瓦 are kilowatts, 千米 kilometres, 百帕 hectopascals.
_PREFIXED = re.compile(r"[千百](?:瓦|克|米|卡|赫|伏|帕|焦|安|字节|位|吨|噸|公尺|公克|兆)")
# Tenths that are counted in East Asia: 7成 and 7割 are 70 percent; 3成员 are members, 2割引 is a discount.
_TENTHS = {
    "zh": re.compile(r"成(?![为為立功员員就交本长長绩績都份果型年])"),
    "ja": re.compile(r"割(?![引増合り])"),
}
# "More than" between a number and its multiplier: 5700多万.
_MORE = re.compile(r" ?[多余餘來来数數](?=[万萬亿億千百])")


def find_numbers(document: Document, dates: Sequence[When] = ()) -> list[Number]:
    """The quantities of `document` in reading order, without years, dates, clocks, scores and designations.

    `dates` are the document's dates, whose digits are no quantities. Words for numbers and the nouns
    counted are read in English; other languages have digits, multipliers, percent and currencies.
    """
    lang = document.language
    taken = ([when.span.start for when in dates], [when.span.end for when in dates])
    return find_english(document, *taken) if lang == "en" else _find(document, *taken, lang)


def _find(document: Document, starts: list[int], ends: list[int], lang: str) -> list[Number]:
    text = document.text
    words = scales(lang)
    unspaced = lang in _UNSPACED
    numbers: list[Number] = []
    for match in DIGITS.finditer(text):
        start, end = match.span()
        known = bisect_right(starts, start) - 1
        if (known >= 0 and start < ends[known]) or (numbers and start < numbers[-1].span.end):
            continue
        before, after = text[start - 1 : start] if start else "", text[end : end + 1]
        if before in ("-", "–", "/", ":", ".") or (before.isalpha() and (before.isascii() or not unspaced)):
            continue
        if after in ("/", ":") or (after in ("-", "–") and text[end + 1 : end + 2].isdecimal()):
            continue
        amount = parse_digits(match[0], lang)
        if amount is None:
            continue
        amount, end = _scaled(text, amount, end, words, unspaced=unspaced)
        tenths = _TENTHS.get(lang)
        if tenths and amount <= 10 and (joined := tenths.match(text, end)):
            numbers.append(number(document, start, joined.end(), amount * 10, "percent"))
            continue
        money = money_before(text, start, numbers[-1].span.end if numbers else 0)
        if money:
            start, unit = money
        else:
            of = _OF.match(text, end) if end > match.end() else None
            end, unit = _unit(text, end, of.end() if of else end, unspaced=unspaced)
        numbers.append(number(document, start, end, amount, unit))
    return numbers


def _scaled(
    text: str, amount: float, end: int, words: Mapping[str, float], *, unspaced: bool
) -> tuple[float, int]:
    """`amount` times the multipliers that follow, and where they end: 3,5 juta; 12万; 2 тыс.; and with what
    smaller multiplier goes on: 1億2000万, 3 millones 200 mil."""
    amount, end, least = _multiplied(text, amount, end, words, unspaced=unspaced)
    while least and (more := _FURTHER.match(text, end)):
        rest, stop, factor = _multiplied(
            text, float(more[1].replace(",", "")), more.end(), words, unspaced=unspaced
        )
        joined = unspaced and more[0] == more[1]  # 37万8000
        if rest >= least or not (factor or joined):
            break
        amount, end, least = amount + rest, stop, factor
    return amount, end


def _multiplied(
    text: str, amount: float, end: int, words: Mapping[str, float], *, unspaced: bool
) -> tuple[float, int, float]:
    """`amount` times the multipliers at `end`, where they end, and their product; 0 where there is none."""
    product = 1.0
    while True:
        place = end
        if unspaced:
            if more := _MORE.match(text, end):
                place = more.end()
            if _PREFIXED.match(text, place):
                break
        elif joint := _JOINT.match(text, end):
            place = joint.end()
        match = _WORD_AFTER.match(text, place)
        word = _known(match[1].casefold(), words, unspaced=unspaced) if match else ""
        if not match or not word or amount * words[word] > LARGEST:
            break
        if not unspaced and text[match.end() : match.end() + 1] == "-":
            break  # 3 Bio-Eier are no trillions
        product *= words[word]
        amount, end = amount * words[word], match.start(1) + len(word)
    return amount, end, product if product > 1 else 0.0


def _unit(text: str, end: int, begin: int, *, unspaced: bool) -> tuple[int, str]:
    """Where the sign or word for percent or money after a number ends, and the unit; money at `begin`."""
    if two_words := _PERCENT_TWO_WORDS.match(text, end):
        return two_words.end(), "percent"
    place = begin + 1 if text[begin : begin + 2] == ". " else begin  # the point of an abbreviated multiplier
    match = _WORD_AFTER.match(text, place)
    if not match:
        return end, ""
    word = match[1].casefold()
    if word in _PERCENT:
        return match.end(), "percent"
    known = _known(word, currencies(), unspaced=unspaced)
    return (match.start(1) + len(known), currencies()[known]) if known else (end, "")


def _known(word: str, table: Mapping[str, object], *, unspaced: bool) -> str:
    """The entry of a table that `word` is, or begins with where words are not spaced; "" if none."""
    if not unspaced:
        return word if word in table else ""
    return next((word[:length] for length in range(6, 0, -1) if word[:length] in table), "")
