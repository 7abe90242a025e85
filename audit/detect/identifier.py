"""Which names of code does a translation write otherwise than its original?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rapidfuzz.distance import OSA

from audit.language.frequency import at_least
from audit.model import Document, Hit, Span, Story
from audit.parts import original_of
from audit.text import remembered

# A file, a module or a constant (certmgr.msc, LONG_MAX), or a language that ends in a sign (F#, C++); no
# address, and no abbreviation.
_IDENTIFIER = re.compile(
    r"(?<![\w.@/:#%$\\-])(?:[A-Za-z]\w*+(?:\.\w++)+(?!\.\w)|[A-Za-z]+_\w++|[A-Z]{1,2}(?:#|\+\+))(?![\w#+@/(])",
    re.ASCII,  # a particle of Japanese or Korean is none of it
)
_SHORTEST, _FAR = 6, 2
# So common a word (Zipf frequency) is one of a language.
_WORD = 3.0
_SIGNED = re.compile(r"[#+]+$")


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """Names of code in the prose that the original has not, where it has one a letter or two off, or another
    of the kind (F# for Q#), that the version has nowhere. Slot: `theirs`."""
    original = original_of(story, version)
    if original is None:
        return
    ours, theirs = _identifiers(version), _identifiers(original)
    missing = [one for one in theirs if not _has(version, one)]
    for form, spans in ours.items():
        if _has(original, form) or len(spans) > 1 or _translated(version, form):
            continue  # who writes it again, or in words of the language, means it
        meant = [one for one in missing if _slip(form, one)]
        if len(meant) != 1:
            continue
        for span in spans:
            yield Hit(
                span,
                evidence=theirs[meant[0]][:1],
                slots={"theirs": meant[0]},
                fix=meant[0],
                signals=2,
                asked=1,
            )


@remembered
def _identifiers(document: Document) -> Mapping[str, tuple[Span, ...]]:
    found: dict[str, list[Span]] = {}
    for match in _IDENTIFIER.finditer(document.text):
        found.setdefault(match[0], []).append(document.span(*match.span()))
    return {form: tuple(spans) for form, spans in found.items()}


def _has(document: Document, form: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", document.text, re.ASCII))


def _translated(document: Document, form: str) -> bool:
    """Whether what comes before a file's ending is a word of the version's language: exemple.md."""
    name, _, ending = form.rpartition(".")
    return bool(ending) and name.isalpha() and at_least(name.lower(), _WORD, document.language)


def _slip(form: str, other: str) -> bool:
    """Whether a name is a slip for another: letters are off, not a case, a number or a code of a language."""
    mine, yours = _SIGNED.search(form), _SIGNED.search(other)
    if mine or yours:
        return bool(mine and yours) and form[-1] == other[-1]
    if min(len(form), len(other)) < _SHORTEST or form.lower() == other.lower():
        return False
    parts = [re.split(r"[._]", one) for one in (form, other)]
    if len(parts[0]) == len(parts[1]):
        unlike = [pair for pair in zip(*parts, strict=True) if pair[0] != pair[1]]
        if any(max(map(len, pair)) < 4 or any(map(str.isdigit, "".join(pair))) for pair in unlike):
            return False  # guide.de.md for guide.en.md, v2.1 for v2.0
    return OSA.distance(form, other) <= _FAR
