"""Where do the siblings date the same thing otherwise?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from audit.evidence import enough, facing
from audit.model import Document, Hit, Story, When


class _Claim(NamedTuple):
    document: Document
    when: When


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """Dates of `version` that no sibling states anywhere, where two parallel witnesses, or a trusted one,
    agree on another.

    The two dates must be stated alike: a day with a day, a year with a year, a clock time with a clock time.
    """
    if not story.links:
        return
    for when in version.facts_of(When):
        sentence = version.sentence_at(when.span.start)
        if sentence < 0 or _supported(story, version, when):
            continue
        asked, claims = 0, []
        for document, theirs in _witnesses(story, version, sentence):
            alike = [other for other in theirs if _shape(other) == _shape(when)]
            asked += bool(alike)
            place = version.sentences[sentence]
            ours = version.facts_in(When, place.start, place.end)
            free = [other for other in alike if not any(_agree(other, own) for own in ours)]
            if len(free) == 1:
                claims.append(_Claim(document, free[0]))
        values = [claim.when.value for claim in claims]
        agreed = [claim for claim in claims if 2 * values.count(claim.when.value) > len(values)]
        if not enough(story, version, [claim.document for claim in agreed]):
            continue
        yield Hit(
            when.span,
            tuple(claim.when.span for claim in agreed),
            slots={
                "theirs": agreed[0].document.words(agreed[0].when),
                "count": str(len(agreed)),
                "asked": str(asked),
                "witnesses": "sibling" if asked == 1 else "siblings",
                "write": "writes" if len(agreed) == 1 else "write",
            },
            fix=agreed[0].document.words(agreed[0].when),
            signals=len(agreed),
            asked=asked,
        )


def _supported(story: Story, version: Document, when: When) -> bool:
    """Whether any sibling states the date anywhere."""
    return any(_agree(when, other) for sibling in story.siblings(version) for other in sibling.facts_of(When))


def _witnesses(story: Story, version: Document, sentence: int) -> Iterator[tuple[Document, list[When]]]:
    """The parallel siblings and the dates of the sentences aligned with ours."""
    for document, places, _, parallel in facing(story, version, sentence):
        if parallel:
            dates = [when for place in places for when in document.facts_in(When, place.start, place.end)]
            yield document, dates


def _shape(when: When) -> tuple[bool, ...]:
    """What a date states; a weekday beside a full date adds nothing."""
    parts = (when.year, when.month, when.day, when.minute)
    return tuple(part is not None for part in parts)


def _agree(one: When, other: When) -> bool:
    """Whether two dates may be the same: what both state is the same, and a day is confirmed by a day."""
    if one.minute is not None or other.minute is not None:
        return one.minute is not None and other.minute is not None and (one.minute - other.minute) % 720 == 0
    if not any(_shape(one)) or not any(_shape(other)):
        return one.weekday is not None and one.weekday == other.weekday
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    stated = [left == right for left, right in pairs if left is not None and right is not None]
    return bool(stated) and all(stated) and (one.day is None or other.day is not None)
