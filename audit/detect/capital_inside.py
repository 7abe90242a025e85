"""Which little word has a capital in the middle of a sentence?"""

from __future__ import annotations

import re
from collections.abc import Iterator

import re2

from audit.evidence import in_element
from audit.model import Document, ElementKind, Hit, Story

# Words that begin sentences and are no names by themselves.
_OPENERS = (
    "The|This|These|They|There|To|It|She|We|But|And|In|On|At|For|With|By|From|When|If|After|Because|"
    "Although|While|Since|Then"
)
_SIGN = re2.compile(rf"[a-z]{{3}} (?:{_OPENERS}) [a-z]")
# The word behind has a small letter, and so has the next one: titles have capitals there ("On the Mat").
_INSIDE = re.compile(rf"(?<=[a-z]{{3}} )(?P<word>{_OPENERS})(?= [a-z]{{2,}}(?: [a-z0-9]|[,.’']))")
# What a title, a song or a code may stand behind.
_NAMED = re.compile(
    r"(?:called|named|titled|entitled|dubbed|film|movie|song|single|album|book|novel|series|show|magazine|"
    r"play|programme|program|podcast|column|poem|game|option|button|field|section|chapter|page|menu|tab|"
    r"see|say|says|said|read|reads|wrote|asked|word|phrase) $"
)
# Words that a sentence has at least before the place: of a headline or a list too little is told.
_FEWEST = 4
_SPOILED = 3


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """A word such as The or It that has a capital between two words in small letters, in running text: the
    stop before it was lost, or two sentences of the source were run together. Quiet in quotation marks,
    behind words that name a title, in headings, tables, links and code, and in a text that does it again and
    again.
    """
    text = version.text
    if not _SIGN.search(text):
        return
    found = [match for match in _INSIDE.finditer(text) if _in_prose(version, match)]
    if len(found) <= max(_SPOILED, len(version.tokens) // 200):
        for match in found:
            yield Hit(version.span(match.start(), match.end()))


def _in_prose(version: Document, match: re.Match[str]) -> bool:
    text, start = version.text, match.start()
    line = text[text.rfind("\n", 0, start) + 1 : start]
    stop = text.find("\n", start)
    rest = text[start : stop if stop >= 0 else len(text)]
    return (
        len(line.split()) >= _FEWEST
        and any(mark in rest for mark in ".!?")
        and not _NAMED.search(line)
        and line.count('"') % 2 == 0
        and all(line.rfind(left) <= line.rfind(right) for left, right in ("“”", "‘’", "«»", "()"))
        and not in_element(
            version,
            start,
            match.end(),
            (ElementKind.LINK, ElementKind.TABLE, ElementKind.CODE, ElementKind.HEADING),
        )
    )
