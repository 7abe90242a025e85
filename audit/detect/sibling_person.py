"""Where does a version name one of the people of a story where all its siblings name another?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from audit.following import roots, roots_in, roots_of
from audit.language.knowledge import of
from audit.model import Document, Hit, Story, Token
from audit.opposite import Place, exchanged
from audit.text import remembered

# A word as usual as this (Zipf) is no name, where nouns have a capital too.
_USUAL = 3.0
_SHORTEST = 4
# Names that begin alike are forms of one.
_SAME = 4


def detect(story: Story, version: Document, *, witnesses: int = 2) -> Iterator[Hit]:
    """A name that none of the passages opposite has, where all of them have one and the same other; both are
    named elsewhere, ours by the siblings and theirs by the version, so that neither is a matter of spelling.

    At least so many `witnesses` must agree, or a trusted one; that settles it beside a version that follows
    its siblings.
    """
    yield from exchanged(story, version, witnesses, partial(_exchanged, story, version), mends=True)


def _exchanged(story: Story, version: Document, place: Place) -> tuple[Token, list[Token]] | None:
    """Our name and the one that stands for it in each passage, if there is exactly one of each."""
    own = _names(version, place.tokens)
    said = [_names(one.document, one.document.tokens_in(one.start, one.end)) for one in place.passages]
    everything = [roots_in(one.document, one.start, one.end) for one in place.passages]
    mine = roots_in(version, place.start, place.end)
    alone = [root for root in own if not any(root in those for those in everything)]
    lacking = [root for root in said[0] if root not in mine and all(root in others for others in said[1:])]
    if len(alone) != 1 or len(lacking) != 1:
        return None
    if alone[0][:_SAME] == lacking[0][:_SAME]:
        return None
    # Both are people of the story: a name of one text alone is a matter of wording or spelling.
    if not all(alone[0] in roots(sibling) for sibling in story.witnesses(version)):
        return None
    if _counted(version)[lacking[0]] < 1 or any(len(those) != len(own) for those in said):
        return None
    return own[alone[0]], [those[lacking[0]] for those in said]


@remembered
def _counted(document: Document) -> Counter[str]:
    """How often a document has a word that begins so, as a name or not."""
    return Counter(root for token in document.tokens for root in roots_of(token.lower))


def _names(document: Document, tokens: Sequence[Token]) -> Mapping[str, Token]:
    """The names among some words by what they begin with: words with a capital that are not usual."""
    language = of(document.lang)
    found = {}
    for token in tokens:
        if len(token.text) < _SHORTEST or not token.text[0].isupper() or token.text.isupper():
            continue
        if token.text.isalpha() and not language.at_least(token.lower, _USUAL):
            found[roots_of(token.lower)[0]] = token
    return found
