"""Which sentences of two versions belong to one unit of a translation file?"""

from __future__ import annotations

from bisect import bisect_left

from audit.model import Document, ElementKind

Pair = tuple[tuple[int, ...], tuple[int, ...], float]


def unit_pairs(left: Document, right: Document) -> list[Pair]:
    """Pairs of sentences of the units that both versions have (PO, XLIFF), similarity 1: the file says so.

    Where a unit has as many sentences in both, one stands by one; else all of it by all of it. Empty
    where the versions are not such files.
    """
    sentences = _sentences(right)
    pairs: list[Pair] = []
    for key, lefts in _sentences(left).items():
        rights = sentences.get(key, ())
        if len(lefts) == len(rights):
            pairs += [((one,), (other,), 1.0) for one, other in zip(lefts, rights, strict=True)]
        elif lefts and rights:
            pairs.append((lefts, rights, 1.0))
    return pairs


def _sentences(document: Document) -> dict[str, tuple[int, ...]]:
    """The sentences of each unit; of units with one key (plural forms) the first."""
    starts = [sentence.start for sentence in document.sentences]
    units: dict[str, tuple[int, ...]] = {}
    for element in document.elements:
        if element.kind is ElementKind.UNIT and element.span.start < element.span.end:
            first, last = bisect_left(starts, element.span.start), bisect_left(starts, element.span.end)
            units.setdefault(element.value, tuple(range(first, last)))
    return units
