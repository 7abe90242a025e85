"""Whose office do the siblings state otherwise?"""

from __future__ import annotations

from collections.abc import Iterator

from audit.aliases import same
from audit.evidence import enough, parallel_passages, stems
from audit.language.knowledge import Language, of
from audit.model import Document, Hit, Name, NameKind, Story


def detect(story: Story, version: Document, *, witnesses: int = 2) -> Iterator[Hit]:
    """The office before a person's name, where `witnesses` parallel versions, or a trusted one, agree on
    another before the same name in the aligned sentence, and no sibling has this one at all."""
    language = of(version.lang)
    for number, sentence in enumerate(version.sentences):
        for name in version.facts_in(Name, sentence.start, sentence.end):
            if name.kind is not NameKind.PERSON or not _is_office(name.title, language):
                continue
            stated = [
                (passage, other)
                for passage in parallel_passages(story, version, number)
                for other in passage.document.facts_in(Name, passage.start, passage.end)
                if _is_office(other.title, language) and _one_person(name, other, language)
            ]
            against = [one for one in stated if not _alike(name.title, one[1].title, language)]
            agreed = [one for one in against if one[1].title == against[0][1].title]
            if len(against) < len(stated) or not enough(
                story, version, [passage.document for passage, _ in agreed], witnesses
            ):
                continue
            head = language.stem(name.title.split()[-1])
            if any(head in stems(sibling) for sibling in story.siblings(version)):
                continue
            start = version.text.rfind(" ", 0, name.span.start - len(name.title)) + 1
            yield Hit(
                version.span(max(start, sentence.start), name.span.start - 1),
                evidence=tuple(other.span for _, other in agreed),
                slots={"title": name.title, "theirs": agreed[0][1].title},
                signals=len(agreed),
                asked=len(stated),
            )


def _is_office(title: str, language: Language) -> bool:
    return bool(title) and language.courtesies.isdisjoint(word.rstrip(".") for word in title.split())


def _one_person(one: Name, other: Name, language: Language) -> bool:
    return same(one.value.split()[-1], other.value.split()[-1], language)


def _alike(one: str, other: str, language: Language) -> bool:
    """Whether two titles share a word or a sense, or are two countries' names for one office."""
    heads = {one.split()[-1], other.split()[-1]}
    return any(heads <= office for office in language.one_office) or any(
        language.related(left, right) for left in one.split() for right in other.split()
    )
