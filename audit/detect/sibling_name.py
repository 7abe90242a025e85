"""Which names does a version write a letter off from what its siblings write?"""

from __future__ import annotations

from collections.abc import Iterator

from audit.aliases import same
from audit.evidence import NameWord, name_words, passages, vocabulary, writers
from audit.language.lexicon import at_least
from audit.language.spelling import near_miss, skeleton
from audit.model import Document, Hit, Span, Story
from audit.text import fold

_COMMON = 4.2


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """A name no witness writes, near one that a witness writes in the aligned sentence, or that two write
    anywhere, and that the version itself never writes. Accepted romanisations of one name are no misses."""
    witnesses = story.witnesses(version)
    if not witnesses:
        return
    own = vocabulary(version)
    for form, words in name_words(version).items():
        if at_least(fold(form), _COMMON) or writers(story, version, form):
            continue
        for word in words:
            theirs = _theirs(story, version, word, own)
            if theirs is None:
                continue
            kept, evidence, asked = theirs
            yield Hit(
                word.span,
                evidence=evidence,
                slots={"form": form, "kept": kept, "count": str(len(evidence)), "asked": str(asked)},
                fix=kept,
                signals=len(evidence),
                asked=asked,
            )


def _theirs(
    story: Story, version: Document, word: NameWord, own: frozenset[str]
) -> tuple[str, tuple[Span, ...], int] | None:
    """The form most witnesses write instead, where they write it, and how many could have."""
    aligned = {
        passage.document.id: passage.span
        for passage in passages(story, version, version.sentence_at(word.span.start))
    }
    found: dict[str, list[tuple[Span, bool]]] = {}
    for witness in story.witnesses(version):
        for form, mentions in name_words(witness).items():
            if fold(form) in own or not near_miss(word.form, form) or _accepted(word.form, form):
                continue
            place = aligned.get(witness.id)
            beside = [mention for mention in mentions if place and mention.span.overlaps(place)]
            found.setdefault(form, []).append(
                ((beside or mentions)[0].span, bool(beside) or _same_given(word, mentions))
            )
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    for form, places in ranked:
        if len(places) > 1 or any(sure for _, sure in places):
            return form, tuple(span for span, _ in places), len(story.witnesses(version))
    return None


def _accepted(one: str, other: str) -> bool:
    return skeleton(one) == skeleton(other) or same(one, other)


def _same_given(word: NameWord, mentions: tuple[NameWord, ...]) -> bool:
    return bool(word.given) and any(mention.given == word.given for mention in mentions)
