"""Which owner became a mere neighbour or an adjective of what he owns?"""

from __future__ import annotations

from collections.abc import Iterator

from audit.evidence import passages
from audit.language.knowledge import of
from audit.model import Document, Hit, Name, NameKind, Span, Story, Token


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """Places beside a noun of relation where an aligned passage has the place own it."""
    language = of(version.lang)
    for name in version.facts_of(Name):
        if name.kind is not NameKind.PLACE:
            continue
        noun = _next(version, name.span.end)
        if (
            noun is None
            or language.stem(noun.lower) not in language.relation_nouns
            or version.text[name.span.end : noun.start] != " "
        ):
            continue
        support: list[Span] = []
        owner = ""
        aligned = list(passages(story, version, version.sentence_at(name.span.start)))
        for passage in aligned:
            found = _possessive(passage.document, passage.start, passage.end, language.stem(noun.lower))
            if found is not None:
                support.append(found)
                owner = owner or passage.document.words(found).split()[0]
        if not support:
            continue
        fix = f"{version.words(name)}'s {noun.text}" if name.value == name.entity else f"{owner} {noun.text}"
        yield Hit(
            version.span(name.span.start, noun.end),
            evidence=tuple(support),
            slots={"theirs": story.version(support[0].document).words(support[0])},
            fix=fix,
            signals=len(support),
            asked=len(aligned),
        )


def _next(document: Document, end: int) -> Token | None:
    return next((token for token in document.tokens_in(end, end + 30) if token.start > end), None)


def _possessive(witness: Document, start: int, end: int, noun: str) -> Span | None:
    """Where the owner and the noun stand, with at most one word between."""
    tokens, language = witness.tokens_in(start, end), of(witness.lang)
    for at, token in enumerate(tokens):
        if language.stem(token.lower) != noun:
            continue
        for owner in tokens[max(at - 2, 0) : at]:
            if (
                owner.text[0].isupper()
                and owner.lower.endswith(("'s", "’s"))
                and owner.lower not in language.function_words
            ):
                return witness.span(owner.start, token.end)
    return None
