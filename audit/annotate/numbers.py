"""Which quantities does a version state, whatever way they are written?"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from audit.language.tables import parse_rows
from audit.model import Document, Number, Token, When

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_SMALL: Mapping[str, int] = {
    **{word: at for at, word in enumerate(_UNITS.split())},
    **{word: at * 10 for at, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)},
}
_SCALES: Mapping[str, float] = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12, "lakh": 1e5, "crore": 1e7,
    "mn": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12,
}  # fmt: skip
_SUFFIXES: Mapping[str, float] = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12, "trn": 1e12}
_STARTERS = frozenset({*_SMALL, *_SCALES, "half"} - {"zero", "mn", "mln", "bn", "bln", "tn", "trn"})
_FRACTIONS: Mapping[str, int] = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4, "fifth": 5, "fifths": 5,
    "sixth": 6, "sixths": 6, "tenth": 10, "tenths": 10,
}  # fmt: skip
_IRREGULAR: Mapping[str, str] = {
    "people": "person", "men": "man", "women": "woman", "children": "child", "feet": "foot", "policemen": "policeman", "lives": "life",
    "wives": "wife", "countrymen": "countryman", "crises": "crisis", "criteria": "criterion", "series": "series", "species": "species",
    "servicemen": "serviceman", "fishermen": "fisherman", "aircraft": "aircraft", "troops": "troop", "dead": "dead", "killed": "dead",
    "injured": "injured", "wounded": "injured", "hurt": "injured", "missing": "missing", "metres": "meter", "kilometres": "kilometer",
    "centimetres": "centimeter", "litres": "liter", "tonnes": "ton", "tonne": "ton", "programmes": "program", "km": "kilometer",
    "kms": "kilometer", "kg": "kilogram", "kilos": "kilogram", "mw": "megawatt", "gw": "gigawatt", "cm": "centimeter", "mm": "millimeter",
    "mph": "mph", "kph": "kph", "sq": "", "hectares": "hectare", "ha": "hectare", "deaths": "death", "degrees": "degree", "°c": "degree",
    "knives": "knife", "wolves": "wolf", "houses": "house", "cases": "case", "bases": "base", "buses": "bus", "viruses": "virus",
    "yrs": "year", "hrs": "hour", "mins": "minute", "metre": "meter", "kilometre": "kilometer", "centimetre": "centimeter",
}  # fmt: skip
# Words that join a number with a hyphen ("a five-day visit") and stay singular.
_MEASURES = frozenset(
    """year month week day hour minute second mile kilometer kilometre meter metre foot inch yard acre hectare ton tonne pound
    kilogram page point seat member person man woman story storey dollar euro percent degree party team nation country game""".split()
)
_STOP = frozenset(
    """of in on at to and or from who which that than by for with as were was is are has have had be been being will would could may
    might must should can did do does the a an this these those but if when while where after before since until during per each
    not it he she they we i you his her its their our my over under into out up down about around between against because so
    also then now still just only even both either neither says said was're there here if vs versus times""".split()
)
_NOT_PLURAL = frozenset({"us", "less", "plus", "always", "perhaps", "across", "towards", "besides", "various", "previous", "serious", "previous",
    "religious", "dangerous", "famous", "numerous", "as", "this", "was", "is", "has", "does", "its", "his", "minus", "thus", "yes",
    "overseas", "nowadays", "afterwards", "afterward", "indoors", "outdoors", "wins", "says", "goes", "takes", "makes", "comes", "gets"})  # fmt: skip
_APPROXIMATE = frozenset(
    """about around some nearly almost roughly approximately over under circa estimated exceeding exceeded above below another least most
    barely virtually approaching topped surpassed approx""".split()
)
_APPROXIMATE_PAIRS = frozenset(
    {("more", "than"), ("less", "than"), ("fewer", "than"), ("up", "to"), ("close", "to"), ("many", "as"), ("much", "as"), ("few", "as"),
     ("near", "to"), ("greater", "than"), ("higher", "than"), ("lower", "than"), ("better", "than"), ("short", "of")}
)  # fmt: skip
# What makes the number after it a name: Article 5, Flight 370.
_DESIGNATORS = frozenset(
    """article section chapter page paragraph phase level number no nos flight route room line episode season part step grade type class
    category version verse channel figure table appendix group point rule act bill day stage tier gate unit block lane pier platform
    round volume week row seat lot item stage ward district zone sector area camp dorm serie series highway motorway""".split()
)
_AMBIGUOUS_COUNTRIES: Mapping[str, str] = {
    "hong kong": "HK", "australian": "AU", "canadian": "CA", "singapore": "SG", "taiwan": "TW", "taiwanese": "TW", "zealand": "NZ",
    "kuwaiti": "KW", "iraqi": "IQ", "jordanian": "JO", "algerian": "DZ", "tunisian": "TN", "libyan": "LY", "bahraini": "BH",
    "philippine": "PH", "argentine": "AR", "chilean": "CL", "colombian": "CO", "cuban": "CU", "egyptian": "EG", "lebanese": "LB",
    "syrian": "SY", "sudanese": "SD", "pakistani": "PK", "sri": "LK", "nepalese": "NP", "kong": "HK", "indonesian": "ID", "iranian": "IR",
}  # fmt: skip
_NAMED_BY_COUNTRY: Mapping[str, str] = {
    "dollar": "HK:HKD AU:AUD CA:CAD SG:SGD TW:TWD NZ:NZD", "dinar": "KW:KWD IQ:IQD JO:JOD DZ:DZD TN:TND LY:LYD BH:BHD",
    "peso": "PH:PHP AR:ARS CL:CLP CO:COP CU:CUP", "pound": "EG:EGP LB:LBP SY:SYP SD:SDG", "rupee": "PK:PKR LK:LKR NP:NPR ID:IDR",
    "rial": "IR:IRR",
}  # fmt: skip
_SIGNS = "$€£¥₩₪₫₱₴₹₺₽"
_BEFORE_SIGN = re.compile(r"(?:US|A|C|HK|NT|S|AU|CA|NZ)?[$€£¥₩₪₫₱₴₹₺₽]\s?$")
_BEFORE_CODE = re.compile(r"\b(USD|EUR|GBP|JPY|CNY|RMB|INR|HKD|TWD|RUB|CHF|AUD|CAD|IDR|Rp|Rs)\.?\s?$")
_DIGITS = re.compile(r"\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?!\d)|\d+(?:[.,٫٬]\d+)*")
_SUFFIXED = re.compile(r"(\d+(?:[.,]\d+)*)([^\W\d_]+)?")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_SPACED = (" ", "\u00a0", "\u202f")
_HYPHENS = ("-", "‑", "–")
_PERCENT = frozenset({"percent", "pct"})


class _Amount(NamedTuple):
    """A number read at a token: its value, its last token, where it ends, and whether its scale was stated."""

    amount: float
    last: int
    end: int
    scaled: bool


def find_numbers(document: Document, dates: Sequence[When] = ()) -> list[Number]:
    """The quantities of `document` in reading order, years, dates, clocks, scores and designations left out.

    `dates` are the document's dates, whose digits are no quantities.
    """
    lang = document.lang.split("-")[0]
    return _english(document, dates) if lang == "en" else _other(document, dates, lang)


def _english(document: Document, dates: Sequence[When]) -> list[Number]:
    tokens = document.tokens
    starts = [when.span.start for when in dates]
    ends = [when.span.end for when in dates]
    numbers: list[Number] = []
    candidates = [
        at for at, token in enumerate(tokens) if token[3] < ":" or token[3] in _STARTERS or ("-" in token[3] and _compound(token[3]))
    ]
    done = -1
    scales: list[bool] = []
    for at in candidates:
        if at <= done:
            continue
        token = tokens[at]
        known = bisect_right(starts, token.start) - 1
        if known >= 0 and token.start < ends[known]:
            continue
        amount = _read_digits(document, at) if token.lower < ":" else _read_words(document, at)
        if amount is None:
            continue
        number, last = _quantity(document, at, amount)
        if number is None:
            done = last
            continue
        done = last
        if numbers and _is_range(document, numbers[-1], number):
            numbers[-1], number = _range(numbers[-1], number, scales[-1], amount.scaled)
        numbers.append(number)
        scales.append(amount.scaled)
    return numbers


@lru_cache(maxsize=4096)
def _compound(word: str) -> bool:
    """Whether a hyphenated word begins as a number: twenty-five, five-day, two-thirds, half-million."""
    head, _, tail = word.partition("-")
    if head in _SMALL:
        parts = tail.split("-")
        return parts[0] in _SMALL or parts[0] in _FRACTIONS or parts[0] in _MEASURES or parts[0] in _SCALES
    return head in ("half", "hundred") and tail in _SCALES


def _gap(document: Document, at: int) -> str:
    tokens = document.tokens
    return document.text[tokens[at].end : tokens[at + 1].start] if 0 <= at < len(tokens) - 1 else "\n"


def _read_digits(document: Document, at: int) -> _Amount | None:
    token = document.tokens[at]
    match = _SUFFIXED.fullmatch(token.text)
    if not match:
        return None
    amount = parse_digits(match[1], "en")
    if amount is None:
        return None
    suffix, end, last, scaled = match[2], token.end, at, False
    if suffix:
        factor = _SUFFIXES.get(suffix.lower()) if suffix not in ("K", "M", "B", "G") or _sign_before(document.text, token.start) else None
        if suffix.lower() == "m" and not _sign_before(document.text, token.start) and not _plural_after(document, at):
            factor = None
        if factor:
            amount, scaled = amount * factor, True
        elif suffix.lower() not in ("km", "kg", "m", "cm", "mm", "mph", "ha", "mw", "gw", "pc", "pct"):
            return None
        else:
            end -= len(suffix)
        return _Amount(amount, at, end, scaled)
    joined = _gap(document, at)
    if joined in _SPACED and len(match[1]) <= 3:
        grouped = _DIGITS.match(document.text, token.start)
        if grouped and grouped.end() > token.end:  # 10 000
            last = _last_before(document, at, grouped.end())
            amount, end = float(re.sub(r"\D", "", grouped[0])), grouped.end()
            joined = _gap(document, last)
    if document.text.startswith(" and a half", end):
        amount += 0.5
        end += 11
        last = _last_before(document, at, end)
        joined = _gap(document, last)
    while (joined in _SPACED or joined == "-") and (factor := _SCALES.get(document.tokens[last + 1].lower)):
        amount, last, end, scaled = amount * factor, last + 1, document.tokens[last + 1].end, True
        joined = _gap(document, last)
    return _Amount(amount, last, end, scaled)


def _last_before(document: Document, at: int, end: int) -> int:
    while at + 1 < len(document.tokens) and document.tokens[at + 1].start < end:
        at += 1
    return at


def _read_words(document: Document, at: int) -> _Amount | None:
    """A number in words: "two dozen", "a hundred", "one and a half million", "twenty-five thousand"."""
    tokens = document.tokens
    total, current = 0.0, 0.0
    scaled = False
    place, end, last = at, tokens[at].start, at - 1
    first = tokens[at].lower
    previous = tokens[at - 1].lower if at else ""
    if first == "half":
        return _half(document, at)
    if first in _SCALES and previous not in ("a", "one", "per"):
        return None  # "several hundred", "the dozen"
    room = 0  # what the word before leaves room for: after "twenty" comes one to nine
    while place < len(tokens) and place - at < 10:
        token = tokens[place]
        if place > at and _gap(document, place - 1) not in (*_SPACED, "-"):
            break
        parts = token.lower.split("-")
        if token.lower == "and" and place > at and scaled and place + 1 < len(tokens) and _gap(document, place) == " ":
            following = tokens[place + 1].lower
            if following == "a" and document.text.startswith("a half", tokens[place + 1].start):
                break
            if following.split("-")[0] in _SMALL and tokens[place - 1].lower in ("hundred", "thousand"):
                place += 1
                continue
            break
        if parts[0] in _SMALL and (len(parts) == 1 or parts[1] in _SMALL):
            value = sum(_SMALL.get(part, 0) for part in parts)
            if place > at and not (room > value):
                break
            if len(parts) > 2 or (len(parts) == 2 and (not 20 <= _SMALL[parts[0]] or not 0 < _SMALL[parts[1]] < 10)):
                return None  # "ten-fifteen", "twenty-one-year-old" is read elsewhere
            current += value
            room = 10 if value >= 20 and len(parts) == 1 else 0
        elif token.lower in _SCALES and len(token.lower) > 3:
            scale = _SCALES[token.lower]
            scaled = True
            if scale in (100, 12):
                current = max(current, 1) * scale
                room = 100 if scale == 100 else 0
            else:
                total += max(current, 1) * scale
                current, room = 0.0, 1000
        elif place == at and len(parts) > 1 and parts[0] in _SMALL:
            return _joined(token, parts, at)
        else:
            break
        end, last = token.end, place
        place += 1
    if last < at:
        return None
    amount = total + current
    if document.text.startswith(" and a half", end) and not scaled:
        end += 11
        last = _last_before(document, last, end)
        amount += 0.5
        if _gap(document, last) == " " and (factor := _SCALES.get(tokens[last + 1].lower)):
            amount, last, end, scaled = amount * factor, last + 1, tokens[last + 1].end, True
    return _Amount(amount, last, end, scaled)


def _half(document: Document, at: int) -> _Amount | None:
    tokens = document.tokens
    place = at + 1
    if place < len(tokens) and tokens[place].lower == "a":
        place += 1
    if place < len(tokens) and tokens[place].lower in _SCALES and _gap(document, place - 1) == " ":
        return _Amount(_SCALES[tokens[place].lower] / 2, place, tokens[place].end, True)
    return None


def _joined(token: Token, parts: list[str], at: int) -> _Amount | None:
    """two-thirds, five-day, twenty-one-year-old."""
    value = float(_SMALL[parts[0]])
    if parts[1] in _FRACTIONS:
        denominator = _FRACTIONS[parts[1]]
        return _Amount(value / denominator, at, token.end, False) if value < denominator and len(parts) == 2 else None
    if parts[1] in _SCALES:
        return _Amount(value * _SCALES[parts[1]], at, token.start + len("-".join(parts[:2])), True)
    return _Amount(value, at, token.start + len(parts[0]), False)


def _quantity(document: Document, at: int, amount: _Amount) -> tuple[Number | None, int]:
    """The number with its unit, or None where it is a designation, a score or a pronoun; and its last token."""
    tokens, text = document.tokens, document.text
    token = tokens[at]
    start, end, last = token.start, amount.end, amount.last
    money = _money_before(text, start)
    if money:
        start, unit = money
    else:
        before = text[start - 1 : start]
        if before in ("-", "–", "/", ".", ":", "#", "+", "−") and before != "" and not _range_before(text, start):
            return None, last
        end, last, unit = _unit(document, amount, token)
        if _is_score_or_code(text, start, end, amount, unit):
            return None, last
        if at and not unit and _designates(document, at):
            return None, last
        if token.lower == "one" and amount.amount == 1 and _is_pronoun(document, at, unit):
            return None, last
    if unit == "" and not amount.scaled and token.lower < ":" and text[end : end + 1] in ("/", ":"):
        return None, last
    approximate = _is_approximate(document, at, start, last, end)
    return Number(document.span(start, end), _value(amount.amount, unit), amount.amount, unit, approximate), last


def _money_before(text: str, start: int) -> tuple[int, str] | None:
    window = text[max(start - 5, 0) : start]
    if not window or not (window[-1] in _SIGNS or window[-1] in " .\u00a0" or window[-1].isalpha()):
        return None
    if match := _BEFORE_SIGN.search(window):
        sign = match[0].strip().lower()
        sign = {"au$": "a$", "ca$": "c$"}.get(sign, sign)
        return start - len(match[0]), _currencies().get(sign, _currencies().get(sign[-1], ""))
    if match := _BEFORE_CODE.search(window):
        return start - len(match[0]), _currencies()[match[1].lower()]
    return None


def _sign_before(text: str, start: int) -> bool:
    return text[start - 1 : start] in tuple(_SIGNS)


def _range_before(text: str, start: int) -> bool:
    """Whether the hyphen before `start` joins two numbers."""
    return text[start - 1] in "-–" and start > 1 and text[start - 2].isdigit()


def _unit(document: Document, amount: _Amount, token: Token) -> tuple[int, int, str]:
    """Where the number ends with a percent sign or currency word, its last token, and what it counts."""
    text, end, last = document.text, amount.end, amount.last
    tokens = document.tokens
    if text[end : end + 1] == "%":
        return end + 1, last, "percent"
    if text[end : end + 2] == " %":
        return end + 2, last, "percent"
    if text[end : end + 1] in ("€", "$", "£", "¥") and text[end : end + 1]:
        return end + 1, last, _currencies()[text[end]]
    if end < tokens[last].end and token.lower >= ":":  # "five" of "five-day"
        parts = tokens[last].lower.split("-")
        return end, last, _IRREGULAR.get(parts[1], parts[1]) if parts[1] in _MEASURES else ""
    if end < tokens[last].end:
        suffix = text[end : tokens[last].end].lower()
        return end, last, {"m": "meter", "pc": "percent", "pct": "percent"}.get(suffix, _IRREGULAR.get(suffix, suffix))
    gap = _gap(document, last)
    if gap in _HYPHENS:
        parts = tokens[last + 1].lower.split("-")
        return end, last, _IRREGULAR.get(parts[0], parts[0]) if parts[0] in _MEASURES else ""
    if gap not in _SPACED:
        return end, last, ""
    return _noun(document, amount.amount, last, end)


def _noun(document: Document, amount: float, last: int, end: int) -> tuple[int, int, str]:
    """The percent or currency word after the number, or the noun it counts within a few words."""
    tokens, text = document.tokens, document.text
    following = tokens[last + 1].lower
    if following in _PERCENT:
        return _percent(document, last + 1)
    if following == "per" and last + 2 < len(tokens) and tokens[last + 2].lower == "cent":
        return _percent(document, last + 2)
    if following == "percentage":
        return end, last, "percentage point"
    country = ""
    for place in range(last + 1, min(last + 5, len(tokens))):
        if text[tokens[place - 1].end : tokens[place].start] not in (*_SPACED, "-"):
            break
        token = tokens[place]
        word = token.lower
        if word in _STOP:
            break
        code = _currency_word(word, amount, country) if place - last <= 3 else ""
        if code:
            return token.end, place, code
        country = country or _AMBIGUOUS_COUNTRIES.get(word, "")
        if word in _IRREGULAR:
            return end, last, _IRREGULAR[word]
        if amount == 1 and place == last + 1 and word in ("person", "man", "woman", "child", *_MEASURES):
            return end, last, _IRREGULAR.get(word, word)
        if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s")) and word not in _NOT_PLURAL:
            return end, last, _singular(word)
        if not token.text[0].islower() and place > last + 2:
            break
    return end, last, ""


def _percent(document: Document, place: int) -> tuple[int, int, str]:
    tokens = document.tokens
    if place + 1 < len(tokens) and tokens[place + 1].lower in ("point", "points") and _gap(document, place) in (" ", "-"):
        return tokens[place].end, place, "percentage point"
    return tokens[place].end, place, "percent"


def _currency_word(word: str, amount: float, country: str) -> str:
    code = _currencies().get(word, "")
    if not code or len(word) < 3:
        return ""
    if country:
        for pair in _NAMED_BY_COUNTRY.get(word.rstrip("s"), "").split():
            if pair.startswith(country):
                return pair[3:]
    if word in ("pound", "pounds", "won", "dong", "real", "lei", "rand", "lira", "rub", "quid") and amount < 1000:
        return ""
    return code


@lru_cache(maxsize=4096)
def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    return word[:-1]


def _is_score_or_code(text: str, start: int, end: int, amount: _Amount, unit: str) -> bool:
    """2-1, 6-4, 555-0199: numbers joined by a hyphen with nothing they count."""
    joined = text[end : end + 1] in ("-", "–") and text[end + 1 : end + 2].isdigit()
    if joined:
        rest = _SUFFIXED.match(text, end + 1)
        after = text[rest.end() : rest.end() + 9] if rest else ""
        return not after.startswith(("%", " percent", " per cent", " million", " billion", " year", " day", " people", "-year", " minut", " hour"))
    return _range_before(text, start) and not unit and not amount.scaled


def _designates(document: Document, at: int) -> bool:
    """Whether the word before makes the number a name: Article 5, Windows 10, page 3."""
    before = document.tokens[at - 1]
    gap = _gap(document, at - 1)
    if gap not in (*_SPACED, ". ", ".", "-"):
        return False
    if document.tokens[at].lower >= ":":
        return before.lower in ("number", "phase", "article", "chapter", "category")
    if before.lower in _DESIGNATORS:
        return True
    return gap not in (". ",) and before.text[0].isupper() and not before.text[0].isdigit() and before.lower not in _NAMES_NOTHING


# Capitalised at the beginning of a sentence, or a day on which something was counted.
_NAMES_NOTHING = frozenset(
    """the a an and but in on at of for to from by with about around some nearly almost over only just another these those that all
    more than least as if when after before since until there we they he she it i you monday tuesday wednesday thursday friday
    saturday sunday total approximately roughly only""".split()
)


def _is_pronoun(document: Document, at: int, unit: str) -> bool:
    """"one of them", "this one", "one day": not a count."""
    tokens = document.tokens
    if not unit or unit in ("day", "point", "man", "country", "nation", "second"):
        return True
    return bool(at) and tokens[at - 1].lower in ("no", "this", "that", "the", "any", "every", "each", "which", "another", "number")


def _plural_after(document: Document, at: int) -> bool:
    if _gap(document, at) != " ":
        return False
    following = document.tokens[at + 1].lower
    return following in _IRREGULAR or (len(following) > 4 and following.endswith("s") and following not in _NOT_PLURAL)


def _is_approximate(document: Document, at: int, start: int, last: int, end: int) -> bool:
    tokens, text = document.tokens, document.text
    first = at
    while first > 0 and tokens[first - 1].end > start:
        first -= 1  # the US of US$
    while first > 0 and tokens[first - 1].lower in ("a", "an", "the", "another", "one", "us", "half", "estimated") and first > at - 3:
        if tokens[first - 1].lower in ("another", "estimated"):
            return True
        first -= 1
    if first:
        before = tokens[first - 1].lower
        if text[tokens[first - 1].end : tokens[first].start].strip(_SIGNS + " \u00a0"):
            before = ""
        if before in _APPROXIMATE:
            return True
        if first > 1 and (tokens[first - 2].lower, before) in _APPROXIMATE_PAIRS:
            return True
    if text[start - 1 : start] in ("~", "≈", "<", ">"):
        return True
    return text.startswith(("+", "-plus", "-odd", " or so", " or more", " plus", "-something"), end)


def _is_range(document: Document, left: Number, right: Number) -> bool:
    between = document.text[left.span.end : right.span.start]
    return len(between) <= 4 and between.strip() in ("to", "-", "–", "or") and left.unit in ("", right.unit)


def _range(left: Number, right: Number, left_scaled: bool, right_scaled: bool) -> tuple[Number, Number]:
    """Both ends of "10 to 15 million people": the first takes the scale and unit of the second."""
    amount = left.amount
    if right_scaled and not left_scaled and amount < 1000 and right.amount >= 1000:
        amount *= next(scale for scale in (1e12, 1e9, 1e6, 1e3) if right.amount >= scale)
    unit = left.unit or right.unit
    return (
        Number(left.span, _value(amount, unit), amount, unit, True),
        Number(right.span, right.value, right.amount, right.unit, True),
    )


def _value(amount: float, unit: str) -> str:
    """"12 person", "8000000000 USD", "3.5 percent": one spelling for one quantity."""
    digits = f"{amount:.0f}" if amount == int(amount) else f"{amount:.4f}".rstrip("0")
    return f"{digits} {unit}".rstrip()


def parse_digits(digits: str, lang: str) -> float | None:
    """The amount that digits with their separators stand for in a language, or None where they stand for none.

    English reads "1.234.567,50" as a writer of another language meant it: there is no other reading.
    """
    plain = digits.translate(_SPACES)
    if lang == "en":
        if _PLAIN.fullmatch(plain):
            return float(plain)
        if _GROUPED.fullmatch(plain):
            return float(plain.replace(",", ""))
        decimal = ","
    else:
        decimal = _decimal(lang)
    group = "." if decimal == "," else ","
    whole, point, rest = plain.partition(decimal)
    if decimal in rest or group in rest:
        # several decimal signs are grouping signs of the other custom: 1,234,567
        whole, point, rest = plain.partition(group)
        decimal, group = group, decimal
        if decimal in rest or group in rest:
            return None
    pieces = whole.split(group)
    if len(pieces) > 1 and (not 0 < len(pieces[0]) <= 3 or any(len(piece) not in (2, 3) for piece in pieces[1:]) or len(pieces[-1]) != 3):
        return float(plain) if len(pieces) == 2 and not point and group == "." else None
    try:
        return float("".join(pieces) + ("." + rest if rest else ""))
    except ValueError:
        return None


_SPACES = str.maketrans({" ": "", "\u00a0": "", "\u202f": "", "'": "", "’": "", "٫": ".", "٬": ","})


@lru_cache(maxsize=64)
def _decimal(lang: str) -> str:
    """The decimal sign of a language by CLDR: "," or "."."""
    from babel import Locale, UnknownLocaleError

    try:
        symbols = Locale.parse({"cnr": "sr", "me": "sr", "sh": "sr"}.get(lang, lang)).number_symbols
    except (UnknownLocaleError, ValueError):
        return "."
    latin = symbols.get("latn", symbols)
    return "," if latin.get("decimal") == "," else "."


@lru_cache(maxsize=1)
def _currencies() -> Mapping[str, str]:
    return {row["word"]: row["code"] for row in _rows("currencies.tsv")}


@lru_cache(maxsize=64)
def _scales(lang: str) -> Mapping[str, float]:
    known = {"cnr": "sr", "me": "sr", "sh": "sr", "nb": "no", "nn": "no", "ms": "ms"}.get(lang, lang)
    return {row["word"]: float(row["factor"]) for row in _rows("scales.tsv") if row["lang"] == known}


@lru_cache(maxsize=2)
def _rows(name: str) -> tuple[Mapping[str, str], ...]:
    return parse_rows(files("audit.annotate").joinpath("data", name).read_text(encoding="utf-8"))


_WORD_AFTER = re.compile(r"[ \u00a0\u202f]?([^\W\d_]+|[%€$£¥₽₴₹₩])")
_EAST = frozenset({"zh", "ja", "ko", "th"})


def _other(document: Document, dates: Sequence[When], lang: str) -> list[Number]:
    """Digits with the separators, scale words, percent and currencies of any language; nouns are not told."""
    text = document.text
    starts = [when.span.start for when in dates]
    ends = [when.span.end for when in dates]
    scales = _scales(lang)
    east = lang in _EAST
    numbers: list[Number] = []
    for match in _DIGITS.finditer(text):
        start, end = match.span()
        known = bisect_right(starts, start) - 1
        if known >= 0 and start < ends[known]:
            continue
        before, after = text[start - 1 : start] if start else "", text[end : end + 1]
        if before in ("-", "–", "/", ":", ".") or (before.isalpha() and not east) or (before.isascii() and before.isalpha()):
            continue
        if after in ("/", ":") or (after in ("-", "–") and text[end + 1 : end + 2].isdigit()):
            continue
        amount = parse_digits(match[0], "en" if east else lang)
        if amount is None:
            continue
        amount, end = _scaled(text, amount, end, scales, east)
        money = _money_before(text, start)
        unit = ""
        if money:
            start, unit = money
        else:
            end, unit = _foreign_unit(text, end, east)
        numbers.append(Number(document.span(start, end), _value(amount, unit), amount, unit, False))
    return numbers


def _scaled(text: str, amount: float, end: int, scales: Mapping[str, float], east: bool) -> tuple[float, int]:
    """`amount` times the scale words that follow: 3,5 juta; 12万; 2 тыс."""
    while True:
        match = _WORD_AFTER.match(text, end)
        if not match:
            return amount, end
        word = match[1].casefold()
        if east:
            factor = next((scales[word[:length]] for length in (4, 3, 2, 1) if word[:length] in scales), None)
            length = next((length for length in (4, 3, 2, 1) if word[:length] in scales), 0)
            stop = match.start(1) + length
        else:
            factor, stop = scales.get(word), match.end()
        if factor is None:
            return amount, end
        amount, end = amount * factor, stop


def _foreign_unit(text: str, end: int, east: bool) -> tuple[int, str]:
    match = _WORD_AFTER.match(text, end)
    if match is None and text[end : end + 2] == ". ":
        match = _WORD_AFTER.match(text, end + 1)
    if not match:
        return end, ""
    word = match[1].casefold()
    if word in ("%", "persen", "posto", "procent", "prozent", "por", "pour", "percento", "процентов", "процента", "відсотків", "yüzde"):
        if word in ("por", "pour"):
            found = re.match(r" (?:ciento|cento|cent)\b", text[match.end() :])
            return (match.end() + found.end(), "percent") if found else (end, "")
        return match.end(), "percent"
    if word in _currencies():
        return match.end(), _currencies()[word]
    if east:
        for length in (3, 2, 1):
            if word[:length] in _currencies():
                return match.start(1) + length, _currencies()[word[:length]]
    return end, ""
