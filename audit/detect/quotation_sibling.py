"""Which short quotations read otherwise in the siblings?"""

from __future__ import annotations

from collections.abc import Iterator

from audit.evidence import content, passages
from audit.language.knowledge import of
from audit.model import Document, Hit, Quotation, Relation, Span, Story

# A fragment set in marks inside a sentence claims to be what was said, word for word. Whole sentences of
# speech are translated, and two translations may well differ.
_LONGEST = 8
_LEAST_SHARED = 0.25


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """A quoted fragment whose content words no aligned quotation of a witness has, or has in that wording.

    Partly and wholly quoted is the same, and what is a sentence of its own is speech, which everybody
    translates in their own words.
    """
    for quotation in version.facts_of(Quotation):
        own = quotation.value.split()
        if len(own) > _LONGEST or _title(version, quotation) or _is_speech(version, quotation):
            continue
        sentence = version.sentence_at(quotation.span.start)
        aligned = list(passages(story, version, sentence))
        differing: list[Span] = []
        for passage in aligned:
            theirs = passage.document.facts_in(Quotation, passage.start, passage.end)
            if any(_same(own, other.value.split(), version.lang) for other in theirs):
                differing = []
                break
            near = [
                other
                for other in theirs
                if _corresponds(
                    version,
                    quotation,
                    other,
                    alone=len(theirs) == 1
                    and story.comparison(version.id, passage.document.id).relation is Relation.PARALLEL,
                )
            ]
            differing.extend(other.span for other in near[:1])
        if differing:
            yield Hit(
                quotation.span,
                evidence=tuple(differing),
                slots={"theirs": " / ".join(story.version(span.document).words(span) for span in differing)},
                signals=len(differing),
                asked=len(aligned),
            )


def _same(one: list[str], other: list[str], lang: str) -> bool:
    """Whether one stands, word for word, in the other; "shoe boxes" is "shoeboxes", and one shoebox."""
    stem = of(lang).stem
    if [stem(word) for word in one] == [stem(word) for word in other]:
        return True
    ours, theirs = content(" ".join(one), lang), content(" ".join(other), lang)
    if ours and theirs and (ours < theirs or theirs < ours):
        return True
    if "".join(one).replace("-", "") == "".join(other).replace("-", ""):
        return True
    shorter, longer = sorted((one, other), key=len)
    return any(longer[at : at + len(shorter)] == shorter for at in range(len(longer) - len(shorter) + 1))


def _is_speech(version: Document, quotation: Quotation) -> bool:
    """Whether it is a sentence of its own: a capital in front and a comma or stop inside its marks."""
    said = version.words(quotation.span)[1:-1].strip()
    return len(said) > 1 and said[0].isupper() and said[-1] in ",.!?…"


def _corresponds(version: Document, ours: Quotation, theirs: Quotation, *, alone: bool) -> bool:
    """Whether two quotations render the same words: they share some, or are the only fragments there."""
    one, other = content(ours.value, version.lang), content(theirs.value, version.lang)
    if len(theirs.value.split()) > 2 * _LONGEST:
        return bool(one) and len(one & other) / len(one) >= 0.5
    if one & other:
        return len(one & other) / max(min(len(one), len(other)), 1) >= _LEAST_SHARED
    sentence = version.sentences[version.sentence_at(ours.span.start)]
    return (
        alone
        and len(version.facts_in(Quotation, sentence.start, sentence.end)) == 1
        and len(theirs.value.split()) <= _LONGEST // 2
        and len(ours.value.split()) <= _LONGEST // 2
    )


def _title(version: Document, quotation: Quotation) -> bool:
    """Titles of works stand in quotation marks too: most of their words begin with a capital."""
    tokens = version.tokens_in(quotation.span.start, quotation.span.end)
    return bool(tokens) and sum(token.text[0].isupper() for token in tokens) > len(tokens) / 2
