"""What does a version state? Tokens, sentences and facts, normalised so that values compare."""

from __future__ import annotations

from dataclasses import replace

from audit.annotate.dates import find_dates
from audit.annotate.names import find_names
from audit.annotate.numbers import find_numbers
from audit.annotate.pronouns import find_pronouns
from audit.annotate.quotations import find_quotations
from audit.annotate.spelled import find_spelled
from audit.annotate.tokens import split_sentences, tokenize
from audit.model import Document, Fact


def segment(document: Document) -> Document:
    """`document` with its tokens and its sentences, which is all that an alignment by place asks for."""
    tokens = tokenize(document.text, document.lang)
    return replace(document, tokens=tokens, sentences=split_sentences(document.text, document.lang, tokens))


def annotate(document: Document) -> Document:
    """`document` with its tokens, its sentences and its facts in reading order."""
    bare = segment(document)
    dates = find_dates(bare)
    names = find_names(bare)
    facts: list[Fact] = [*dates, *names]
    facts += find_numbers(bare, dates)
    facts += find_spelled(bare)
    facts += find_quotations(bare, names)
    facts += find_pronouns(bare, names)
    return replace(bare, facts=tuple(sorted(facts, key=lambda fact: (fact.span.start, -fact.span.end))))
