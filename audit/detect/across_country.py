"""Where does a translation name a country that is easily taken for the original's?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.evidence import Claim, claimed, contradicted, paragraphs, renditions
from audit.language.countries import NamedCountry, confused, named
from audit.model import Document, Hit, Story
from audit.text import fold


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """A country of which the aligned paragraph of the original names none, while the sentence opposite names
    one with which it is confused and which the version's paragraph does not name: Niger for Nigeria."""
    for claim in _claims(story).get(version.id, ()):
        yield claimed(claim)


@contradicted
def _claims(story: Story, version: Document, other: Document) -> Iterator[Claim]:
    for ours, theirs in renditions(story, version, other):
        here, there = _countries(version, ours), _countries(other, theirs)
        if not (here and there):
            continue
        known = {one.code for one in _countries(version, paragraphs(version, ours))}
        stated = {one.code for one in _countries(other, paragraphs(other, theirs))}
        for one in here:
            if one.code in stated or version.text[one.start].islower():
                continue
            taken = [
                two for two in there if two.code in confused().get(one.code, ()) and two.code not in known
            ]
            written = {fold(other.text[two.start : two.end]) for two in taken}
            if taken and fold(version.text[one.start : one.end]) not in written:
                yield Claim(version.span(one.start, one.end), other.span(taken[0].start, taken[0].end), other)


def _countries(document: Document, sentences: Sequence[int]) -> list[NamedCountry]:
    """The countries that some sentences name."""
    spans = (document.sentences[at] for at in sentences)
    return [one for span in spans for one in named(document, span.start, span.end)]
