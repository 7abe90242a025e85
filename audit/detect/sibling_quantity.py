"""Which figure stands in a sentence where all siblings have another?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.evidence import enough
from audit.following import follows
from audit.language.knowledge import of
from audit.model import Document, Hit, Story
from audit.opposite import Place, places
from audit.quantities.figures import Figure, figures
from audit.quantities.values import nearly


def detect(story: Story, version: Document, *, witnesses: int = 2) -> Iterator[Hit]:
    """The only figure of a sentence that none of the passages opposite has, where all of them have one and
    the same figure that the sentence has not, so that one stands for the other.

    For languages of which nobody knows what words do beside a number, so that no noun tells what is counted.
    There must be so many `witnesses`, or a trusted one, or no other sibling; the first two settle it beside a
    version that follows its siblings. Dates have a question of their own.
    """
    if of(version.lang).number_words:
        return
    for place in places(story, version):
        found = _exchanged(version, place)
        if found is None:
            continue
        ours, theirs = found
        asked = [passage.document for passage in place.passages]
        proved = enough(story, version, asked, witnesses)
        if proved or len(story.witnesses(version)) == 1:
            said = place.passages[0].document.words(theirs[0].span)
            yield Hit(
                ours.span,
                evidence=tuple(one.span for one in theirs),
                slots={"theirs": said},
                fix=said,
                signals=len(theirs),
                asked=len(theirs),
                settled=proved and follows(story, version),
            )


def _exchanged(version: Document, place: Place) -> tuple[Figure, Sequence[Figure]] | None:
    """Our figure and those that stand for it, one a passage; None unless all have the same."""
    ours: Figure | None = None
    theirs: list[Figure] = []
    own = _within(version, place.start, place.end)
    for passage in place.passages:
        said = _within(passage.document, passage.start, passage.end)
        mine, others = _without(own, said), _without(said, own)
        if len(mine) != 1 or len(others) != 1:
            return None
        if (ours is not None and ours != mine[0]) or (
            theirs and not nearly(theirs[0].amount, others[0].amount)
        ):
            return None
        ours = mine[0]
        theirs.append(others[0])
    return (ours, theirs) if ours else None


def _without(figures: Sequence[Figure], others: Sequence[Figure]) -> list[Figure]:
    """The figures that others have not, each of those standing for one."""
    free = list(others)
    left = []
    for figure in figures:
        same = next((one for one in free if nearly(one.amount, figure.amount)), None)
        if same is None:
            left.append(figure)
        else:
            free.remove(same)
    return left


def _within(document: Document, start: int, end: int) -> list[Figure]:
    return [figure for figure in figures(document) if start <= figure.span.start < end]
