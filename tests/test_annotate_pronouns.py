"""Whom a pronoun can mean."""

from __future__ import annotations

from audit.annotate import annotate
from audit.model import Document, Pronoun, Source


def pronouns(text: str) -> list[tuple[str, tuple[str, ...], bool]]:
    document = annotate(Document("a", text, Source("a"), lang="en"))
    return [(one.value, one.candidates, one.sure) for one in document.facts_of(Pronoun)]


def test_a_single_person_in_reach_is_sure() -> None:
    assert pronouns("Robert Hale arrived. He smiled.") == [("he", ("Robert Hale",), True)]


def test_people_of_the_same_sentence_come_first() -> None:
    assert pronouns("Robert Hale arrived. Susan Bell said her train was late.") == [
        ("she", ("Susan Bell", "Robert Hale"), False)
    ]


def test_reach_ends_after_two_sentences() -> None:
    assert pronouns("Robert Hale arrived. It rained. Roads were wet. Then he left.")[-1] == ("he", (), False)


def test_forms_share_a_value() -> None:
    assert [value for value, _, _ in pronouns("his himself hers itself them")] == [
        "he",
        "he",
        "she",
        "it",
        "they",
    ]
