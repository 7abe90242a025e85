"""How does a version in another language write a name, and which quotation of it stands opposite?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import category

from audit.language.knowledge import of
from audit.language.likeness import is_form
from audit.model import Document, Fact, Name, NameKind, Quotation, Relation, Span, Story
from audit.text import without_possessive

# Characters between two words of one name: a blank and a sign.
_BETWEEN = 2
_SHORTEST = 3
_WORD = re.compile(r"\S+")


def read_in(story: Story, kind: type[Fact]) -> frozenset[int]:
    """The versions whose language is one in which facts of this kind are read, by number."""
    languages = {version.language for version in story.versions if version.facts_of(kind)}
    return frozenset(at for at, version in enumerate(story.versions) if version.language in languages)


def written(story: Story, version: Document, name: Name) -> Iterator[tuple[int, Span]]:
    """Where the sentences opposite write a name, in versions in whose language names are not read; a person's
    where they write the last word of it. Versions by number."""
    at = version.sentence_at(name.span.start)
    forms = [without_possessive(word).replace("-", "") for word in name.value.split()]
    last = forms[-1:] if name.kind is NameKind.PERSON else forms
    for number, other in _opposite(story, version, at, Name):
        declines = not of(version.lang).keeps_names
        there = [word for one in _partners(story, version, at, other) for word in _words(other, one)]
        known = [{form for form in forms if _writes(form, other.words(word), declines)} for word in there]
        hits = [place for place, found in enumerate(known) if found.intersection(last)]
        if hits:
            first = end = hits[0]
            while first and known[first - 1] and _adjacent(there[first - 1], there[first]):
                first -= 1
            while end + 1 < len(there) and known[end + 1] and _adjacent(there[end], there[end + 1]):
                end += 1
            yield number, other.span(there[first].start, there[end].end)


def quoted(story: Story, version: Document, quotation: Quotation) -> Iterator[Span]:
    """The one quotation of the sentences opposite, of each version in another language."""
    at = version.sentence_at(quotation.span.start)
    for other in story.versions:
        if other.language != version.language:
            sentences = [other.sentences[one] for one in _partners(story, version, at, other)]
            there = [
                one.span
                for one in other.facts_of(Quotation)
                if any(one.span.start < s.end and s.start < one.span.end for s in sentences)
            ]
            if len(there) == 1:
                yield there[0]


def _opposite(story: Story, version: Document, at: int, kind: type[Fact]) -> Iterator[tuple[int, Document]]:
    known = read_in(story, kind)
    for number, other in enumerate(story.versions):
        parallel = story.comparison(version.id, other.id).relation is Relation.PARALLEL
        if at >= 0 and number not in known and parallel:
            yield number, other


def _partners(story: Story, version: Document, at: int, other: Document) -> tuple[int, ...]:
    those = story.partners(version, at) if at >= 0 else ()
    return next((one.sentences for one in those if one.document == other.id), ())


def _words(document: Document, sentence: int) -> Iterator[Span]:
    """The words of a sentence, without the signs around them; a finished run has no tokens any more."""
    place = document.sentences[sentence]
    for found in _WORD.finditer(document.text, place.start, place.end):
        word = [at for at in range(*found.span()) if category(document.text[at])[0] in "LMN"]
        if word:
            yield document.span(word[0], word[-1] + 1)


def _writes(form: str, word: str, declines: bool) -> bool:
    cased = word[0].isupper() or word[0].lower() == word[0].upper()
    return cased and len(form) >= _SHORTEST and is_form(form, word.replace("-", ""), declines)


def _adjacent(one: Span, other: Span) -> bool:
    return other.start - one.end <= _BETWEEN
