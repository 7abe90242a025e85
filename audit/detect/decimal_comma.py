"""Which comma between figures is a decimal point, as another figure of the same sentence tells?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.model import Document, Hit, Story

# What is measured and not counted, so that parts of it are written behind a point.
_UNIT = (
    r"(?P<unit>kilograms?|kilogrammes?|kilos?|kg|grams?|g|mg|tons?|tonnes?|kilomet(?:er|re)s?|km|met(?:er|re)s?|m"
    r"|centimet(?:er|re)s?|cm|mm|lit(?:er|re)s?|ml|l|hectares?|ha|degrees|megawatts?|MW|gigawatts?|GW|points?)\b"
)
_GROUPED = re.compile(rf"(?<![\w.,])(?P<whole>\d),(?P<part>\d{{3}})[ \u00a0-]?{_UNIT}")
_POINT = re.compile(rf"(?<![\w.,])\d{{1,2}}\.\d{{1,3}}[ \u00a0-]?{_UNIT}")


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """A figure such as 8,781 kg in a sentence in which the only other figures of its unit have a point and
    are so much smaller (1.72 kg): a thousand times what was meant, if the comma is the original's. Quiet
    where the text has another figure of that unit in thousands."""
    text = version.text
    if "," not in text or "." not in text:
        return
    thousands = [match["unit"] for match in _GROUPED.finditer(text)]
    for sentence in version.sentences:
        small = {match["unit"]: match[0] for match in _POINT.finditer(text, sentence.start, sentence.end)}
        for match in _GROUPED.finditer(text, sentence.start, sentence.end) if small else ():
            unit = match["unit"]
            if unit in small and thousands.count(unit) == 1:
                fix = f"{match['whole']}.{match['part']}"
                yield Hit(
                    version.span(match.start("whole"), match.end("part")),
                    slots={"other": small[unit], "instead": fix},
                    fix=fix,
                )
