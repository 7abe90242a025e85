"""Which numbers are written as another language writes them?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.model import Document, Hit, Story

# What comes in whole numbers only, so that "1.200 people" cannot be a little more than one.
_WHOLE = (
    r"(?:[a-z]+ )?(?:people|persons|soldiers|troops|civilians|homes|houses|apartments|families|victims"
    r"|residents|workers|employees|refugees|migrants|students|children|women|men|police officers|members"
    r"|participants|protesters|spectators|fans|visitors|passengers|patients|prisoners|voters|vehicles|cars|buildings|deaths"
    r"|dead|wounded|injured|killed|inhabitants|citizens|schools|companies|jobs|doses|copies|tickets|votes"
    r"|signatures|drones|tanks|missiles|shells)\b"
)
_AFTER_DECIMAL = (
    r"(?:[ \u00a0-](?:percent|per cent|percentage point|million|billion|trillion|mn|bn)\b|[ \u00a0]?%)"
)
_NOT_INSIDE = r"(?<![\w.,/])"
_PATTERNS = (
    # 1.234,50 and 1.234.567: no English reading at all
    re.compile(rf"{_NOT_INSIDE}\d{{1,3}}(?:\.\d{{3}})+,\d{{1,2}}(?![\w.,]*\d)"),
    re.compile(rf"{_NOT_INSIDE}\d{{1,3}}(?:\.\d{{3}}){{2,3}}(?![\w.]*\d)"),
    # 1.200 people; €15.000
    re.compile(rf"{_NOT_INSIDE}[1-9]\d{{0,2}}\.\d{{3}}(?=[ \u00a0]{_WHOLE})"),
    re.compile(r"(?<=[€$£])[1-9]\d{0,2}\.000(?![\w.,]*\d)"),
    # 3,5 percent; 2,75 million; €1,5 billion
    re.compile(rf"{_NOT_INSIDE}\d{{1,3}},\d{{1,2}}(?={_AFTER_DECIMAL})"),
    re.compile(r"(?<=[€$£])\d{1,3},\d{2}(?![\w,]*\d)(?![.,]\d)"),
)
_SIGN_AFTER = re.compile(
    r"(?<![\w.,/$€£])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?:[ \u00a0](million|billion))?[ \u00a0]?([€£])(?!\w)"
)
# 10 000 people, €10 000: English newsrooms group with commas.
_GROUPS = r"[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+"
_GROUPED = rf"{_NOT_INSIDE}(?<!\d ){_GROUPS}(?=[ \u00a0]{_WHOLE})"
_SPACED = re.compile(rf"{_GROUPED}|(?<=[€$£]){_GROUPS}(?![\w.,]*\d)")
# 150 thousand: a multiplier other languages cannot do without and English writes in figures.
_THOUSAND = re.compile(rf"{_NOT_INSIDE}(\d{{1,3}})(?:\.(\d{{1,2}}))?[ \u00a0]thousand\b")
_PERCENT = re.compile(rf"{_NOT_INSIDE}(\d+(?:\.\d+)?)[ \u00a0\u202f]%(?!\w)")
_SWAPPED = str.maketrans(".,", ",.")


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """Numbers with the separators, signs or multipliers of another language's custom; with an English fix."""
    text = version.text
    taken: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < right and left < end for left, right in taken) or _is_address(text, start, end):
                continue
            taken.append((start, end))
            yield _hit(version, match, match[0].translate(_SWAPPED))
    for match in _SIGN_AFTER.finditer(text):
        fix = f"{match[4]}{match[1]}{match[2] or ''}" + (f" {match[3]}" if match[3] else "")
        yield _hit(version, match, fix)
    for match in _SPACED.finditer(text):
        yield _hit(version, match, re.sub(r"\s", ",", match[0]))
    for match in _THOUSAND.finditer(text):
        amount = int(match[1]) * 1000 + int((match[2] or "").ljust(3, "0"))
        yield _hit(version, match, f"{amount:,}")
    for match in _PERCENT.finditer(text):
        yield _hit(version, match, f"{match[1]}%")


def _hit(version: Document, match: re.Match[str], fix: str) -> Hit:
    return Hit(version.span(match.start(), match.end()), slots={"instead": fix}, fix=fix)


def _is_address(text: str, start: int, end: int) -> bool:
    """Whether the digits belong to a version or an address: v1.234.567, version 1.234.567."""
    before = text[max(start - 12, 0) : start].casefold()
    groups = text[start:end].split(".")
    if len(groups) == 4 and all(group.isdigit() and int(group) < 256 for group in groups):
        return True
    return before.endswith(("version ", "v", "v.", "ip ", "doi:", "section ", "no. ", "rule "))
