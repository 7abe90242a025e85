"""Which numbers are written as another language writes them?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from audit.language.knowledge import of
from audit.model import Document, Hit, Story

# What comes in whole numbers only, so that "1.200 people" cannot be a little more than one.
_WHOLE = (
    r"[ \u00a0](?:[a-z]+ )?(?:people|persons|soldiers|troops|civilians|homes|houses|apartments|families"
    r"|victims|residents|workers|employees|refugees|migrants|students|children|women|men|police officers"
    r"|members|participants|protesters|spectators|fans|visitors|passengers|patients|prisoners|voters|vehicles|cars"
    r"|buildings|deaths|dead|wounded|injured|killed|inhabitants|citizens|schools|companies|jobs|doses|copies"
    r"|tickets|votes|signatures|drones|tanks|missiles|shells)\b"
)
_FRACTION_OF = (
    r"(?:[ \u00a0-](?:percent|per cent|percentage point|million|billion|trillion|mn|bn)\b|[ \u00a0]?%)"
)
# What is measured, so that it has parts: of two decimals at most, as three may be thousands.
_MEASURED = (
    r"[ \u00a0-]?(?:kg|km|cm|mm|ml|ha|kilograms?|kilos?|grams?|tons?|tonnes?|kilomet(?:er|re)s?"
    r"|met(?:er|re)s?|centimet(?:er|re)s?|lit(?:er|re)s?|hectares?|degrees|megawatts?|square|cubic|points?|times|euros?"
    r"|dollars)\b"
)
_GROUPS = r"[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+"
_SWAPPED = str.maketrans(".,", ",.")
_BLANKS = " \u00a0\u202f"
# After a blank: a further group, or a word of a pattern (million, people ...).
_WORDS_FROM = re.compile(r"[\da-z]")
_NUMBER = re.compile(r"[0-9]+")

# Of two groups at least, or with tenths: the other way round in languages with a comma, and with a point.
_WITH_POINT = re.compile(
    r"(?<![\w.,/-])[1-9]\d{0,2}(?:(?:,\d{3}){2,}(?:\.\d+)?|,\d{3}\.\d{1,2})(?![\w,]|[./-]\d)", re.ASCII
)
_WITH_COMMA = re.compile(
    r"(?<![\w.,/-])[1-9]\d{0,2}(?:(?:\.\d{3}){2}(?:,\d+)?|\.\d{3},\d{1,2})(?![\w.]|[,/-]\d)", re.ASCII
)
# A share with its sign first, as Turkish and Basque write it: no address, where letters stand beside.
_SHARE_FIRST = re.compile(r"(?<![^\s(\[“\"])%(\d{1,3}(?:[.,]\d{1,2})?)(?![\w%])")

Fix = Callable[[re.Match[str]], str]


def _swapped(match: re.Match[str]) -> str:
    return match[0].translate(_SWAPPED)


def _grouped(match: re.Match[str]) -> str:
    return re.sub(r"\s", ",", match[0])


def _sign_first(match: re.Match[str]) -> str:
    return f"{match[3]}{match[1]}" + (f" {match[2]}" if match[2] else "")


# People who write English write "150 thousand" and "54 %" as often as machines do: neither is looked for.
# Tried in this order at the start of every number; the first that matches speaks.
_ANYWHERE: tuple[tuple[re.Pattern[str], Fix], ...] = (
    (re.compile(r"\d{1,3}(?:\.\d{3})+,\d{1,2}(?![\w.,]*\d)"), _swapped),  # 1.234,50
    (re.compile(r"\d{1,3}(?:\.\d{3}){2,3}(?![\w.]*\d)"), _swapped),  # 1.234.567
    (re.compile(rf"[1-9]\d{{0,2}}\.\d{{3}}(?={_WHOLE})"), _swapped),  # 1.200 people
    (re.compile(r"[1-9]\d{0,2}\.\d00(?=[ \u00a0](?:billion|million)(?!\w))"), _swapped),  # 3.300 billion
    (re.compile(rf"\d{{1,3}},\d{{1,2}}(?={_FRACTION_OF})"), _swapped),  # 3,5 percent
    (re.compile(rf"\d{{1,3}},\d{{1,2}}(?={_MEASURED})"), _swapped),  # 2,5 kg
    (re.compile(rf"{_GROUPS}(?={_WHOLE})"), _grouped),  # 10 000 people
    (
        re.compile(
            r"((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?:[ \u00a0](million|billion))?[ \u00a0]?([€£])(?!\w)"
        ),
        _sign_first,  # 500 €
    ),
)
_AFTER_SIGN: tuple[tuple[re.Pattern[str], Fix], ...] = (
    (re.compile(r"\d{1,3}(?:\.\d{3})+,\d{1,2}(?![\w.,]*\d)"), _swapped),
    (re.compile(r"[1-9]\d{0,2}\.000(?![\w.,]*\d)"), _swapped),
    (re.compile(r"\d{1,3},\d{2}(?![\w,]*\d)(?![.,]\d)"), _swapped),
    (re.compile(rf"{_GROUPS}(?![\w.,]*\d)"), _grouped),
)


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """Numbers with the separators or signs of another language's custom; with an English fix."""
    if version.language != "en":
        yield from _swapped_signs(version)
        return
    text = version.text
    for share in _SHARE_FIRST.finditer(text) if "%" in text else ():
        shown = f"{share[1].replace(',', '.')}%"
        yield Hit(version.span(*share.span()), slots={"instead": shown}, fix=shown)
    taken = 0
    for number in _NUMBER.finditer(text):
        start, end = number.span()
        # Every format has one of these signs behind its first digits, or a blank and one of those.
        after = text[end : end + 1]
        if after in _BLANKS and after:
            after = text[end + 1 : end + 2]
            if after not in "€£" and not _WORDS_FROM.match(after):
                continue
        elif after not in ".,€£" and not after.isdecimal():
            continue
        if start < taken:
            continue
        before = text[start - 1] if start else " "
        if before in "€$£":
            patterns = _AFTER_SIGN
        elif (
            before.isalnum()
            or before in "_.,/"
            or (before == " " and text[start - 2 : start - 1].isdecimal())
        ):
            continue
        else:
            patterns = _ANYWHERE
        for pattern, fix in patterns:
            match = pattern.match(text, start)
            if match and not _is_address(text, start, match.end()):
                taken = match.end()
                yield Hit(version.span(start, taken), slots={"instead": fix(match)}, fix=fix(match))
                break


def _swapped_signs(version: Document) -> Iterator[Hit]:
    """Numbers whose groups and tenths have each other's sign, where nothing else can be meant: 1,250,000 in
    German, 1.250.000 in Chinese."""
    text = version.text
    patterns = {",": _WITH_POINT, ".": _WITH_COMMA}.get(of(version.lang).decimal)
    for match in patterns.finditer(text) if patterns else ():
        if not _is_address(text, *match.span()):
            written = _swapped(match)
            yield Hit(version.span(*match.span()), slots={"instead": written}, fix=written)


def _is_address(text: str, start: int, end: int) -> bool:
    """Whether the digits belong to a version or an address: version 1.234.567, 192.168.100.100."""
    groups = text[start:end].split(".")
    if len(groups) == 4 and all(group.isdecimal() and int(group) < 256 for group in groups):
        return True
    before = text[max(start - 12, 0) : start].casefold()
    return before.endswith(("version ", "v", "v.", "ip ", "doi:", "section ", "no. ", "rule "))
