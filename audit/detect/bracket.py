"""Which bracket is opened and never closed?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.model import Document, Hit, Story

# Full-width marks and the others close each other: the reader sees one bracket.
_PAIRS = {"(": ")）", "[": "]］", "（": "）)", "【": "】", "［": "］]"}
_OPENING = re.compile(r"[(\[（【［]")
_MARK = re.compile(r"[()\[\]（）【】［］]")
# A half-open interval as ISO 80000-2 writes it: [a, b[ and ]0, 1].
_INTERVAL = re.compile(r"[\[\]] ?[^\s\[\](),;]{1,12} ?[,;] ?[^\s\[\](),;]{1,12} ?[\[\]]")
# ":(" and ";-(" are faces, and so is "(" alone behind what is said in Ukrainian and Russian chats; "a)" and
# "1)" number a list.
_SAD = re.compile(r"(?<=\w)\(+(?=\s|$)|\(+\s*$")
_FACE = re.compile(r"[:;=][-'^]?$")
_LISTED = re.compile(r"(?:^|[\s(,;.])(?:[a-zA-Z]|[ivxIVX]{1,4}|\d{1,2})$")
# Where the bracket should have closed: at the quotation's end, at the comma, at the stop.
_END = re.compile(r",?[\"”»](?=[\s.,;)—–-]|$)|,(?=\s)|[.;:!?](?=[\s\"”]|$)|\s[–—]\s|[、，。」；]|$")
_LONGEST = 60
_NEXT = 3


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """Opening brackets without a closing one in their paragraph or the three after it; the mark goes from
    the bracket to where it should have closed."""
    text = version.text
    if not _OPENING.search(text):
        return
    lines = list(_lines(text))
    spare = [_unpaired(text, start, end) for start, end in lines]
    for number, (opened, _) in enumerate(spare):
        for place in opened:
            later = spare[number + 1 : number + 1 + _NEXT]
            if any(text[mark] in _PAIRS[text[place]] for _, closed in later for mark in closed):
                continue  # a bracket over several paragraphs
            yield _hit(version, place, lines[number][1])


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if start < end:
            yield start, end
        start = end + 1


def _unpaired(text: str, start: int, end: int) -> tuple[list[int], list[int]]:
    """The places of opening and of closing brackets without a partner in the line."""
    if not _MARK.search(text, start, end):
        return [], []
    opened: list[int] = []
    closed: list[int] = []
    ends = {
        at
        for one in _INTERVAL.finditer(text, start, end)
        if one[0][0] + one[0][-1] != "[]"
        for at in (one.start(), one.end() - 1)
    }
    ends |= {at for one in _SAD.finditer(text, start, end) for at in range(*one.span())}
    for match in _MARK.finditer(text, start, end):
        mark, place = match[0], match.start()
        if place in ends:
            continue
        before = text[max(start, place - 5) : place]
        if _FACE.search(before) and (mark in _PAIRS or not opened):
            continue
        if mark in _PAIRS:
            opened.append(place)
        elif opened and (mark in _PAIRS[text[opened[-1]]] or mark in ")]"):
            opened.pop()  # "(so]" closes too, if badly
        elif not _LISTED.search(before):
            closed.append(place)
    return opened, closed


def _hit(version: Document, place: int, end: int) -> Hit:
    text = version.text
    end = min(end, place + _LONGEST + 2)
    match = _END.search(text, place + 1, end)
    stop = match.start() if match else end
    closing = _PAIRS[text[place]][0]
    if stop - place > _LONGEST or stop - place < 2:
        word = re.compile(r"\S+").search(text, place, end)
        return Hit(version.span(place, word.end() if word else end))
    mark = text[stop : stop + 1]
    if mark and mark in ",.;:!?":
        return Hit(version.span(place, stop + 1), fix=text[place:stop].rstrip() + closing + mark)
    return Hit(version.span(place, stop), fix=text[place:stop].rstrip() + closing)
