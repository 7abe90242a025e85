"""How many of the other translations bear out each word of a version?"""

from __future__ import annotations

from audit.model import Document, Story, SupportMap, WordSupport
from audit.support.beside import Beside, beside, parallel_witnesses

# From this strength on a witness's word says the same: a form, a derivation, a synonym.
_BEARS_OUT = 0.7


def shading(story: Story, version: Document) -> SupportMap:
    """Every word of a version with the witnesses that have it, or a word that may stand for it, in the
    aligned passage; nobody is asked about a sentence that stands alone."""
    witnesses = parallel_witnesses(story, version)
    counted: dict[int, tuple[int, int]] = {}
    for one in beside(story, version, witnesses):
        for at, token in enumerate(one.line.tokens):
            counted[token.start] = _supporting(one, at), len(one.said)
    words = tuple(
        WordSupport(token.start, token.end, *counted.get(token.start, (0, 0))) for token in version.tokens
    )
    return SupportMap(story.id, version.id, tuple(witness.id for witness in witnesses), words)


def _supporting(one: Beside, at: int) -> int:
    return sum(
        said.matching.strength[at] >= _BEARS_OUT or one.line.stems[at] in said.line.bag for said in one.said
    )
