"""What is quoted, and who is said to have said it."""

from __future__ import annotations

import pytest

from audit.annotate import annotate
from audit.model import Document, Quotation, Source


def quotations(text: str) -> list[tuple[str, str]]:
    document = annotate(Document("a", text, Source("a"), lang="en"))
    return [(quotation.value, quotation.speaker) for quotation in document.facts_of(Quotation)]


@pytest.mark.parametrize(
    "text",
    [
        "“We will stay here,” Robert Hale said.",
        "“We will stay here,” said Robert Hale.",
        "Robert Hale said: “We will stay here.”",
        '"We will stay here," Robert Hale told reporters.',
        "„We will stay here“, said Robert Hale.",
    ],
)
def test_the_attribution_names_the_speaker(text: str) -> None:
    assert quotations(text) == [("we will stay here", "Robert Hale")]


def test_a_pronoun_keeps_the_last_speaker() -> None:
    found = quotations('"We stay," Robert Hale said.\n"We never left," he added.')
    assert [speaker for _, speaker in found] == ["Robert Hale", "Robert Hale"]


def test_the_person_beside_the_verb_speaks() -> None:
    assert (
        quotations('Speaking beside Susan Bell, Robert Hale said the plan was "very good".')[0][1]
        == "Robert Hale"
    )


def test_a_mark_that_is_never_closed_quotes_nothing() -> None:
    assert quotations('He said "we stay.\nThe next paragraph has none.') == []


def test_the_span_covers_the_marks() -> None:
    text = 'He called it "a good day" twice.'
    document = annotate(Document("a", text, Source("a"), lang="en"))
    (quotation,) = document.facts_of(Quotation)
    assert document.words(quotation) == '"a good day"'
