"""Which finding of a changed text is which of the text before?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import count
from typing import NamedTuple

from audit.model import Document, Finding
from audit.review.session import Session

_WORD = re.compile(r"\w+|\W")


class MatchingBlock(NamedTuple):
    """So many characters that stand in both texts, from where in each."""

    old: int
    new: int
    length: int


def rekeyed(session: Session, after: Iterable[Document], found: Iterable[Finding]) -> dict[str, Finding]:
    """The findings of the changed story under the keys they had, new ones under keys of their own.

    A finding is the same where its rule and its words are and the text between has only moved it. What is not
    found that way, and what comes back after it was gone, goes by its fingerprint.
    """
    findings = tuple(found)
    texts = {document.id: document.text for document in after}
    moved = {one.id: Moved(one.text, texts[one.id]) for one in session.story.versions if one.id in texts}
    places = {(one.rule, one.span): at for at, one in enumerate(findings)}
    keys: dict[int, str] = {}
    for key, finding in session.findings.items():
        follow = moved.get(finding.span.document)
        place = follow(finding.span.start, finding.span.end) if follow else None
        if place is not None:
            span = finding.span._replace(start=place[0], end=place[1])
            if (at := places.get((finding.rule, span))) is not None:
                keys.setdefault(at, key)
    used = set(keys.values())
    ever = {**session.gone, **session.findings}
    known = {finding.fingerprint: key for key, finding in ever.items() if key not in used}
    for at, finding in enumerate(findings):
        if at not in keys and finding.fingerprint in known:
            keys[at] = known[finding.fingerprint]
    taken = set(ever)
    return {keys.get(at) or _fresh(finding, taken): finding for at, finding in enumerate(findings)}


def keyed(found: Iterable[Finding]) -> dict[str, Finding]:
    """The findings of a story that is seen for the first time."""
    taken: set[str] = set()
    return {_fresh(finding, taken): finding for finding in found}


def _fresh(finding: Finding, taken: set[str]) -> str:
    """The fingerprint, or where another finding has it for its key, that with a number."""
    names = (f"{finding.fingerprint}-{number}" if number else finding.fingerprint for number in count())
    name = next(name for name in names if name not in taken)
    taken.add(name)
    return name


class Moved:
    """Where does a stretch of the old text stand in the new one?"""

    def __init__(self, old: str, new: str) -> None:
        self._blocks = tuple(_blocks(old, new))

    def __call__(self, start: int, end: int) -> tuple[int, int] | None:
        """Start and end in the new text; None where something in the stretch has changed."""
        for block in self._blocks:
            if block.old <= start and end <= block.old + block.length:
                return start + block.new - block.old, end + block.new - block.old
        return None


def _blocks(old: str, new: str) -> Iterator[MatchingBlock]:
    """What both texts have: line by line, and in lines that changed word by word."""
    if old == new:
        yield MatchingBlock(0, 0, len(old))
        return
    lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for kind, *where in SequenceMatcher(None, *lines, autojunk=False).get_opcodes():
        first, last, other, end = where
        at = sum(map(len, lines[0][:first])), sum(map(len, lines[1][:other]))
        was, now = "".join(lines[0][first:last]), "".join(lines[1][other:end])
        if kind == "equal":
            yield MatchingBlock(*at, len(was))
        elif kind == "replace":
            yield from (
                MatchingBlock(at[0] + one.old, at[1] + one.new, one.length) for one in _in_words(was, now)
            )


def _in_words(old: str, new: str) -> Iterator[MatchingBlock]:
    words = _WORD.findall(old), _WORD.findall(new)
    places = tuple(_starts(those) for those in words)
    for left, right, length in SequenceMatcher(None, *words).get_matching_blocks():
        if length:
            yield MatchingBlock(places[0][left], places[1][right], places[0][left + length] - places[0][left])


def _starts(words: list[str]) -> list[int]:
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word))
    return starts
