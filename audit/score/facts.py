"""Which of a version's facts do its siblings support, contradict, or leave alone?"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from audit.model import Document, Fact, FactCount, Finding, Name, Number, Quotation, Span, Story, When
from audit.text import fold

SIGNATURE = "kinds:names+numbers+dates+quotations|supported:same value|contradicted:finding beside a sibling"

# A finding on a passage, such as an omission or a copy, says nothing of each fact in it.
_PASSAGE = 60
_UNMENTIONED, _SUPPORTED, _CONTRADICTED = range(3)


class _FactStatement(NamedTuple):
    """What makes two facts the same: their kind and their value."""

    kind: str
    value: str


def witnesses(story: Story, version: Document) -> tuple[Document, ...]:
    """The siblings that can speak of facts: witnesses in the same language, and versions in others."""
    lang = version.language
    others = (other for other in story.siblings(version) if other.language != lang)
    return (*story.witnesses(version), *others)


def count(version: Document, siblings: Iterable[Document], findings: Iterable[Finding]) -> FactCount:
    """How many different facts are supported, contradicted or unmentioned; contradiction wins."""
    known = {statement for sibling in siblings for fact in sibling.facts for statement in _statements(fact)}
    disputed = sorted(
        finding.span
        for finding in findings
        if finding.span.document == version.id and any(one.document != version.id for one in finding.evidence)
    )
    states: dict[_FactStatement, int] = {}
    for fact in version.facts:
        statements = tuple(_statements(fact))
        if not statements:
            continue
        state = _UNMENTIONED
        if _is_disputed(fact.span, disputed):
            state = _CONTRADICTED
        elif known.intersection(statements):
            state = _SUPPORTED
        states[statements[0]] = max(states.get(statements[0], state), state)
    counted = Counter(states.values())
    return FactCount(counted[_SUPPORTED], counted[_CONTRADICTED], counted[_UNMENTIONED])


def _statements(fact: Fact) -> Iterator[_FactStatement]:
    """The ways to say what a fact states, the fullest first; none for facts that are not counted."""
    match fact:
        case Name():
            forms = (fold(form) for form in (fact.entity, fact.value) if form)
            yield from dict.fromkeys(_FactStatement("Name", form) for form in forms)
        case Number() | When() | Quotation():
            yield _FactStatement(type(fact).__name__, fact.value)


def _is_disputed(fact: Span, disputed: Sequence[Span]) -> bool:
    """Whether a finding is about a fact; `disputed` are all of its document's, sorted."""
    longest = max(_PASSAGE, fact.end - fact.start)
    first = bisect_left(disputed, fact.start - longest, key=_start)
    last = bisect_left(disputed, fact.end, key=_start)
    return any(
        disputed[at].overlaps(fact) and disputed[at].end - disputed[at].start <= longest
        for at in range(first, last)
    )


def _start(span: Span) -> int:
    return span.start
