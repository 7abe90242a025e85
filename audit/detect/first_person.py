"""Which I stands in a report about somebody else?"""

from __future__ import annotations

from collections.abc import Iterator

from audit.evidence import people_in
from audit.model import Document, Hit, Needs, Sentence, Story
from audit.text import is_open

NEEDS = Needs(words=frozenset({"i"}))
_I = "I"
# A capital would be a name's: Mine, My.
_FIRST = frozenset((_I, "me", "my", "mine", "myself", "I'm", "I've", "I’m", "I’ve"))
_THIRD = ("he", "she")
_PAIRS = (("“", "”"), ("‘", "’"), ("«", "»"), ("„", "“"))
# More sentences running are an author's own, or a quotation without marks.
_MOST = 4
# A text of fewer sentences tells too little of who speaks.
_FEWEST = 4
# So many words at the head of a sentence are looked at for whom it goes on about.
_HEAD = 3


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """The first I of a run of sentences in the first person, outside of quotation marks, where the sentence
    before names one person, the one behind goes on about that person, and no other sentence of the text has
    I, me or my: the original has no subject there, and a machine guessed.
    """
    sentences = version.sentences
    if len(sentences) < _FEWEST:
        return
    spoken = [number for number, one in enumerate(sentences) if _spoken(version, one)]
    if not 0 < len(spoken) <= _MOST or spoken != list(range(spoken[0], spoken[-1] + 1)):
        return
    if spoken[0] == 0 or spoken[-1] + 1 == len(sentences):
        return
    before, behind = sentences[spoken[0] - 1], sentences[spoken[-1] + 1]
    named = people_in(version, before.start, before.end)
    if len({name.entity for name in named}) != 1 or version.words(before).rstrip().endswith(":"):
        return
    head = [token.lower for token in version.tokens_of(behind)[:_HEAD]]
    if not head or not (head[0] in _THIRD or named[0].entity.split()[-1].casefold() in head):
        return
    for token in version.tokens_of(sentences[spoken[0]]):
        if token.text == _I:
            slots = {"entity": named[0].entity}
            yield Hit(version.span(token.start, token.end), evidence=(named[0].span,), slots=slots)
            return


def _spoken(version: Document, sentence: Sentence) -> bool:
    """Whether a sentence has the first person, not in quotation marks."""
    return any(
        token.text in _FIRST and not is_open(version.text, token.start, _PAIRS)
        for token in version.tokens_of(sentence)
    )
