"""Where does a translation say *must* for its original's *may*, or the other way round?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Literal

from audit.detect.across_polarity import denial_of
from audit.evidence import Claim, claimed, contradicted, renditions
from audit.language.knowledge import of
from audit.model import Document, Hit, Span, Story

# Kinds of what denies that are no whole words, or deny nothing by themselves.
_PARTS = frozenset(
    {"prefix", "suffix", "infix", "ending", "attached", "attached-verb", "part", "kept", "after", "before"}
    | {"bounded", "excused"}
)
Modality = Literal["possible", "necessary"]

# What the message says of each.
_MEANS = {"possible": "may be", "necessary": "must be"}


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """The only modal verb of a sentence, which says *must* where the only one of its counterpart in the
    original says *may*, or the other way round, while neither sentence denies anything."""
    for claim in _claims(story).get(version.id, ()):
        yield claimed(claim, theirs=claim.document.words(claim.theirs), means=_MEANS[claim.kind])


@contradicted
def _claims(story: Story, version: Document, other: Document) -> Iterator[Claim]:
    if not (_verbs(version.language) and _verbs(other.language)):
        return
    for ours, theirs in renditions(story, version, other):
        if len(ours) > 1 or len(theirs) > 1:
            continue
        mine, yours = _only(version, ours[0]), _only(other, theirs[0])
        if mine and yours and mine[1] != yours[1]:
            yield Claim(mine[0], yours[0], other, yours[1])


def _only(document: Document, at: int) -> tuple[Span, Modality] | None:
    """The one modal verb of a sentence that denies nothing, and what it says."""
    verbs, sentence = _verbs(document.language), document.sentences[at]
    found = [
        (document.span(token.start, token.end), verbs[token.lower])
        for token in document.tokens_of(sentence)
        if token.lower in verbs
    ]
    if len(found) != 1:
        return None
    idle = denial_of(document, at).negators or any(
        token.lower in _denying(document.language) for token in document.tokens_of(sentence)
    )
    return None if idle else found[0]


@lru_cache(maxsize=64)
def _denying(lang: str) -> frozenset[str]:
    """Whole words that deny or limit; of a prefix that may deny nothing follows here."""
    return frozenset[str]().union(*(words for kind, words in of(lang).denials.items() if kind not in _PARTS))


@lru_cache(maxsize=64)
def _verbs(lang: str) -> Mapping[str, Modality]:
    """The verbs of a language that knows how it denies, too, by what they say."""
    known = of(lang)
    return known.modal_verbs if known.denials.get("denying") else {}
