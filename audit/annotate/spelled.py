"""Which numbers does a text of any language but English spell out in words?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from audit.annotate.figures import LARGEST
from audit.language.scales import LIKE, scales
from audit.language.tables import rows
from audit.model import Document, Spelled

_HUNDRED, _THOUSAND = 100, 1000
# In French seventy is sixty-ten and ninety is four-twenty-ten.
_BEFORE_TEENS = frozenset({60, 80})
_GAPS = (" ", "-", "\u00a0")
# Han: what follows a lone sign says that it counts; before others it is part of a word (一般, 三明).
_SIGNS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
_HAN_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "萬": 10_000, "亿": 1e8, "億": 1e8}
_HAN = re.compile(
    r"(?<![第几幾数數〇零一二三四五六七八九两兩十百千万萬亿億\d.,])"
    r"(?P<signs>[〇零一二三四五六七八九两兩十百千]{1,9}(?:[万萬亿億][〇零一二三四五六七八九十百千]*){0,2})"
    r"(?=(?P<counted>[多余餘几]?(?:[个個名人位年天岁歲次家项項条條只隻辆輛架艘件种種场場轮輪届屆倍双雙对枚处處户戶吨噸米层層代周週"
    r"级級社校つ度回台本軒割階席票号歳]|小时|小時|時間|分钟|分鐘|公里|公斤|世纪|世紀|季度|日間|か月|カ月|ヶ月|か国|カ国))?)"
)
_HAN_LANGUAGES = frozenset({"zh", "ja"})


class _Numerals(NamedTuple):
    """What a language counts with: forms, what joins two of them, and what goes on a compound."""

    forms: Mapping[str, int]
    joints: frozenset[str]
    after: tuple[str, ...]
    beginnings: tuple[str, ...]
    scales: Mapping[str, float]


class _Sum(NamedTuple):
    """A number as far as it was read: what is counted in full, the part below the next multiplier, and the
    least multiplier so far."""

    total: float = 0.0
    part: float = 0.0
    least: float = LARGEST


def find_spelled(document: Document) -> list[Spelled]:
    """The numbers from two on that a text spells out, in reading order: "dvacet pět", "elfjährig", "两百人".

    Ordinals, fractions and the article are none. English ones are numbers, with what they count.
    """
    lang = document.language
    if lang in _HAN_LANGUAGES:
        return list(_in_han(document))
    known = _known(LIKE.get(lang, lang))
    return list(_in_letters(document, known)) if known.forms else []


@lru_cache(maxsize=32)
def _known(lang: str) -> _Numerals:
    table = {row["value"]: row["forms"].split() for row in rows("spelled.tsv") if row["lang"] == lang}
    whole = {form: int(value) for value, those in table.items() if value.isdecimal() for form in those}
    forms = {**whole, **{form.replace("-", ""): value for form, value in whole.items()}}
    beginnings = tuple({form[:3] for form in forms})
    joints, after = frozenset(table.get("joint", ())), tuple(table.get("after", ()))
    return _Numerals(forms, joints, after, beginnings, scales(lang))


def _in_letters(document: Document, known: _Numerals) -> Iterator[Spelled]:
    tokens = document.tokens
    after = 0
    for first, token in enumerate(tokens):
        if first < after or not token.lower.startswith(known.beginnings):
            continue
        last, amount = _read(document, first, known)
        if amount > 1 and not _is_part(document, first):
            yield _spelled(document, token.start, tokens[last].end, amount)
            after = last + 1


def _read(document: Document, first: int, known: _Numerals) -> tuple[int, float]:
    """The last token of the number that begins at one, and its amount; 0 where none begins there."""
    tokens, text = document.tokens, document.text
    found, last = _grown(_Sum(), _values(tokens[first].lower, document.language)), first
    if found is None:
        return first, 0.0
    while True:
        following = last + (2 if _joined(document, last, known) else 1)
        if following >= len(tokens) or text[tokens[following - 1].end : tokens[following].start] not in _GAPS:
            break
        grown = _with(found, tokens[following].lower, document.language, known)
        if grown is None:
            break
        found, last = grown, following
    return last, found.total + found.part


def _is_part(document: Document, first: int) -> bool:
    """Whether a number goes on a figure or a name: 3 millones doscientos, Apollo dreizehn."""
    return (
        bool(first)
        and document.tokens[first - 1].text[-1].isdecimal()
        and (document.text[document.tokens[first - 1].end : document.tokens[first].start] in (" ", "-"))
    )


def _joined(document: Document, last: int, known: _Numerals) -> bool:
    """Whether the word after a token joins it to a smaller number: treinta y cinco."""
    following = document.tokens[last + 1 : last + 3]
    if len(following) < 2 or following[0].lower not in known.joints:
        return False
    value = known.forms.get(following[1].lower, 0)
    tens = known.forms.get(document.tokens[last].lower, 0)
    if tens in _BEFORE_TEENS and value < 20:
        return value > 0
    return 0 < value < 10 < tens < _HUNDRED or 0 < value < _HUNDRED <= tens


def _with(found: _Sum, word: str, lang: str, known: _Numerals) -> _Sum | None:
    """A number with one more word; None where that does not go on it."""
    if word in known.scales:
        return _scaled(found, known.scales[word])
    return _grown(found, _values(word, lang))


def _grown(found: _Sum, values: Sequence[int]) -> _Sum | None:
    """A number with the values of one more word."""
    if not values:
        return None
    for value in values:
        grown = _scaled(found, value) if value >= _THOUSAND else _added(found, value)
        if grown is None:
            return None
        found = grown
    return found


def _scaled(found: _Sum, factor: float) -> _Sum | None:
    if factor >= found.least or (found.part or 1) * factor > LARGEST:
        return None
    return _Sum(found.total + (found.part or 1) * factor, 0.0, factor)


def _added(found: _Sum, value: int) -> _Sum | None:
    part = int(found.part)
    below = part % _HUNDRED
    if value == _HUNDRED:
        fits = part < 20
        return found._replace(part=float((part or 1) * _HUNDRED)) if fits else None
    if value > _HUNDRED:
        fits = part == 0
    elif value >= 20:
        fits = below == 0 or below < 10  # drei und zwanzig
    elif value >= 10:
        fits = below == 0 or below in _BEFORE_TEENS
    else:
        fits = below % 10 == 0 and below != 10 if below else True
    fits = fits and (value < found.least)
    return found._replace(part=float(part + value)) if fits else None


@lru_cache(maxsize=65536)
def _values(word: str, lang: str) -> tuple[int, ...]:
    """The values of the forms that a word is made of; none where it is made of anything else."""
    known = _known(LIKE.get(lang, lang))
    if word in known.forms:
        return (known.forms[word],)
    found = _split(word.replace("-", ""), known, 0)
    return found or ()


def _split(word: str, known: _Numerals, place: int) -> tuple[int, ...] | None:
    """The values of the forms from a place of a word on; None where it does not go on so."""
    if place and (place == len(word) or word.startswith(known.after, place)):
        return ()
    for end in range(len(word), place, -1):
        value = known.forms.get(word[place:end])
        if value is None:
            continue
        starts = [end, *(end + len(one) for one in known.joints if word.startswith(one, end))]
        for start in starts:
            rest = _split(word, known, start)
            if rest is not None and _grown(_Sum(), (value, *rest)) is not None:
                return (value, *rest)
    return None


def _in_han(document: Document) -> Iterator[Spelled]:
    for match in _HAN.finditer(document.text):
        signs = match["signs"]
        long = len(signs) > 1 and any(sign in _HAN_SCALES for sign in signs[1:]) and signs[0] in _SIGNS
        if not match["counted"] and not (long and len(signs) > 2):
            continue
        amount = _han_amount(signs)
        if amount is not None and amount > 1:
            yield _spelled(document, match.start(), match.start() + len(signs), amount)


def _spelled(document: Document, start: int, end: int, amount: float) -> Spelled:
    return Spelled(document.span(start, end), f"{amount:.15g}", amount)


def _han_amount(signs: str) -> float | None:
    """The amount that signs stand for; None for such as stand in no order, as of "三四个", three or four."""
    total, part, last = 0.0, 0.0, None
    for sign in signs:
        if sign in _SIGNS:
            if last is not None and last != 0:
                return None
            last = _SIGNS[sign]
        elif _HAN_SCALES[sign] < 10_000:
            part += (1 if last is None else last) * _HAN_SCALES[sign]
            last = None
        else:
            total = (total + part + (last or 0)) * _HAN_SCALES[sign] if part or last else 0.0
            part, last = 0.0, None
            if not total:
                return None
    return total + part + (last or 0)
