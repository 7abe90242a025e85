"""Whose words does a translation put into another person's mouth, by its original?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.evidence import partners_in, people, people_in
from audit.language.romanised import romanised
from audit.language.spelling import skeleton
from audit.model import Document, Hit, Name, Quotation, Relation, Role, Span, Story
from audit.text import fold, remembered

# So many sentences before a quotation may name its speaker in the original; translators write a name for a
# pronoun that far back.
_BACK = 3
# Shorter words of names stand in too many others.
_SHORTEST = 4
# What a case ending adds to a name.
_ENDING = 4


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """A quotation of somebody whom the original names, but not in the paragraph of that quotation nor shortly
    before it, while it names another person of the version there.

    Names are found in any script that tells how it is read, whatever its case endings.
    """
    for original in story.siblings(version):
        if original.role is not Role.SOURCE or original.language == version.language:
            continue
        if story.comparison(version.id, original.id).relation is not Relation.PARALLEL:
            continue
        for quotation in version.facts_of(Quotation):
            named = _named(version, quotation)
            around = _around(story, version, original, quotation.span)
            if named is None or not around:
                continue
            here = frozenset(around)
            places = _places(original, named.entity)
            others = {name.entity for name in people(version)} - {named.entity}
            if not places or not here.isdisjoint(places):
                continue
            known = [other for other in sorted(others) if not here.isdisjoint(_places(original, other))]
            if known and not any(_share(named.entity, other) for other in known):
                there = original.sentences[around[-1]]
                yield Hit(
                    named.span,
                    evidence=(original.span(there.start, there.end),),
                    slots={"speaker": named.entity, "theirs": known[0], "language": original.lang},
                    asked=1,
                )


def _named(version: Document, quotation: Quotation) -> Name | None:
    """The mention of the speaker in the sentence of a quotation, outside it."""
    first = version.sentence_at(quotation.span.start)
    last = version.sentence_at(quotation.span.end - 1)
    if first < 0 or not quotation.speaker:
        return None
    named = people_in(version, version.sentences[first].start, version.sentences[last].end)
    return next(
        (
            name
            for name in named
            if name.entity == quotation.speaker and not name.span.overlaps(quotation.span)
        ),
        None,
    )


def _around(story: Story, version: Document, original: Document, span: Span) -> Sequence[int]:
    """The sentences of the original's paragraph in which a quotation stands, and some before; empty where
    they are not known. The last one is the quotation's own."""
    own = partners_in(story, version, version.sentence_at(span.start), original)
    if not own:
        return ()
    paragraph = original.sentences[own[0]].paragraph
    same = [at for at, one in enumerate(original.sentences) if one.paragraph == paragraph]
    before = range(max(own[0] - _BACK, 0), own[0])
    return [*sorted({*same, *before} - set(own)), *own]


def _places(original: Document, entity: str) -> frozenset[int]:
    """The sentences of the original that write a word of a name, its surname as a rule."""
    words = [fold(word) for word in entity.split() if len(word) >= _SHORTEST]
    return frozenset(
        at
        for word in words[-1:]
        for at, bones in enumerate(_bones(original))
        if any(word in one if joined else _writes(one, skeleton(word)) for one, joined in bones)
    )


def _writes(bone: str, word: str) -> bool:
    return (
        len(word) > 2 and bone.startswith(word[: max(len(word) - 1, 3)]) and len(bone) <= len(word) + _ENDING
    )


@remembered
def _bones(original: Document) -> tuple[tuple[tuple[str, bool], ...], ...]:
    """By sentence, what its words keep in every way to write them in Latin letters; of Chinese, which does
    not part them, all of them as one."""
    found: list[tuple[tuple[str, bool], ...]] = []
    for sentence in original.sentences:
        tokens = original.tokens_of(sentence)
        if original.language == "zh":
            sounds = "".join(romanised(token.text, "zh") or fold(token.text) for token in tokens)
            found.append(((sounds, True),))
        else:
            words = ((romanised(token.text, original.language) or fold(token.text)) for token in tokens)
            found.append(tuple((skeleton(word), False) for word in words))
    return tuple(found)


def _share(one: str, other: str) -> bool:
    """Whether two names share a word, so that they may be one person."""
    return not {fold(word) for word in one.split()}.isdisjoint(fold(word) for word in other.split())
