"""Which words does a version quote twice in two wordings?"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from audit.evidence import SHORTEST_CLAUSE, clauses, reworded
from audit.model import Document, Hit, Quotation, Story

# Clauses of quotations that are remembered: more than an article has, so that a book costs what it is long.
_REMEMBERED = 500


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """A clause of a quotation that rewords a clause of an earlier one of the same speaker, or of one whose
    speaker is not told. Repetition inside one quotation is rhetoric."""
    earlier: deque[tuple[Quotation, int, int, tuple[str, ...]]] = deque(maxlen=_REMEMBERED)
    for quotation in version.facts_of(Quotation):
        own = [
            (quotation, start, end, words)
            for start, end, words in clauses(version, quotation)
            if len(words) >= SHORTEST_CLAUSE
        ]
        for _, start, end, words in own:
            for before, left, right, theirs in earlier:
                if before.speaker and quotation.speaker and before.speaker != quotation.speaker:
                    continue
                if reworded(words, theirs):
                    yield Hit(
                        version.span(start, end),
                        evidence=(version.span(left, right),),
                        slots={"other": version.text[left:right]},
                    )
                    break
        earlier.extend(own)
