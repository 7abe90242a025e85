"""Which stretches match one of the rule's patterns?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from audit.model import Document, Hit, Story
from audit.patterns import PatternSet
from audit.text import match_case


def detect(
    story: Story, version: Document, *, find: tuple[str, ...], instead: str | None = None, words: bool = True
) -> Iterator[Hit]:
    r"""Every match of `find` (RE2); `instead` may use its groups as \1. With `words`, whole words only."""
    taken = 0
    matches = _patterns(find, instead or "", words)(version.text)
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        if match.start < taken:
            continue
        taken = match.end
        fix = None if instead is None else match_case(version.text[match.start : match.end], match.instead)
        yield Hit(version.span(match.start, match.end), slots={"instead": fix or ""}, fix=fix)


@lru_cache(maxsize=512)
def _patterns(find: tuple[str, ...], instead: str, words: bool) -> PatternSet:
    return PatternSet(find, (instead,) * len(find), words=words)
