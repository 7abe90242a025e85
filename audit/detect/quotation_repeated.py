"""Which words does a version quote twice in two wordings?"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from audit.evidence import SHORTEST_CLAUSE, clauses, reworded
from audit.language.knowledge import of
from audit.model import Document, Hit, Quotation, Story

# Clauses of quotations that are remembered: more than nearly every article has; a book costs what it is long.
_REMEMBERED = 200


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """A clause of a quotation that says in synonyms what a clause of an earlier one says, of the same
    speaker, or of one whose speaker is not told. Repetition inside one quotation is rhetoric."""
    earlier: deque[tuple[Quotation, int, int, tuple[str, ...]]] = deque(maxlen=_REMEMBERED)
    for quotation in version.facts_of(Quotation):
        own = [
            (quotation, start, end, words)
            for start, end, words in clauses(version, quotation)
            if len(words) >= SHORTEST_CLAUSE
        ]
        for _, start, end, words in own:
            for before, left, right, theirs in earlier:
                if before.speaker and quotation.speaker and before.speaker != quotation.speaker:
                    continue
                if reworded(words, theirs) and _synonymous(version.lang, words, theirs):
                    yield Hit(
                        version.span(start, end),
                        evidence=(version.span(left, right),),
                        slots={"other": version.text[left:right]},
                    )
                    break
        earlier.extend(own)


def _synonymous(lang: str, ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether the telling words of two clauses differ by more than a form, and each that only one has is
    another word for one that only the other has."""
    language = of(lang)
    left, right = (
        {language.stem(word): word for word in words if word not in language.function_words}
        for words in (ours, theirs)
    )
    one = {left[key] for key in left.keys() - right.keys()}
    other = {right[key] for key in right.keys() - left.keys()}
    return bool(one and other) and all(
        any(language.related(word, instead) for instead in across)
        for here, across in ((one, other), (other, one))
        for word in here
    )
