"""Where does a translation state what its original asks, or ask what it states?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.evidence import Claim, claimed, contradicted, renditions
from audit.model import Document, Hit, Story
from audit.text import in_letters, shorten

# A mark that asks anywhere, and the particles of Chinese, Japanese and Korean that ask without one.
_ASKS = re.compile(r"[?？؟;⁇՞]|か[。」』]?$|[吗呢嗎么]|[까니][.”]?$")
# How a sentence ends that states, and how one that asks; closing marks aside.
_STATES, _ASKED = re.compile(r"[.。।]$"), re.compile(r"[?？؟]$")
_CLOSING = " \t\"”»’'）)]』」"
# Shorter ones are labels; in longer ones a clause may be cast otherwise. Letters of an alphabet, and signs of
# scripts that say more with fewer.
_SHORTEST, _LONGEST, _SIGNS = 20, 170, 60
_SHOWN = 90


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """A sentence that states whose only counterpart in the original asks, or the other way round, while
    neither asks in any other way."""
    for claim in _claims(story).get(version.id, ()):
        theirs = " ".join(claim.document.words(claim.theirs).split())
        yield claimed(claim, anchor=True, theirs=shorten(theirs, _SHOWN), does=claim.kind)


@contradicted
def _claims(story: Story, version: Document, other: Document) -> Iterator[Claim]:
    for ours, theirs in renditions(story, version, other):
        if len(ours) > 1 or len(theirs) > 1:
            continue
        here, there = version.sentences[ours[0]], other.sentences[theirs[0]]
        mine, yours = version.words(here).rstrip(_CLOSING), other.words(there).rstrip(_CLOSING)
        if not (_fits(mine) and _fits(yours)):
            continue
        if _ASKED.search(yours) and _STATES.search(mine) and not _ASKS.search(mine):
            kind = "asks"
        elif _ASKED.search(mine) and _STATES.search(yours) and not _ASKS.search(yours):
            kind = "states"
        else:
            continue
        yield Claim(version.span(here.start, here.end), other.span(there.start, there.end), other, kind)


def _fits(words: str) -> bool:
    return _SHORTEST <= in_letters(words, _LONGEST / _SIGNS) <= _LONGEST
