"""Names in the forms that are accepted, and in those that are not."""

from __future__ import annotations

import pytest

from audit.aliases import knows, proper_words, same, writes
from audit.annotate import annotate
from audit.language.knowledge import of
from audit.model import Document, Name, Source


def _document(text: str) -> Document:
    return annotate(Document("d", text, Source("d.txt"), "en"))


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("russian", "The minister of Russia spoke."),
        ("american", "Officials in the United States spoke."),
        ("us", "American officials spoke."),
        ("zelensky", "The meeting with Zelenskyy ended."),
        ("cai", "The speech by Tsai Ming ended."),
        ("park", "The speech by Pak Un ended."),
        ("mengqi", "The engineer Duan Meng Qi spoke."),
        ("nato", "The North Atlantic Treaty Organization met."),
        ("macau", "They met in Macao."),
        ("ferraboschi", "They met Ferrabosci."),
        ("czk", "It cost 40 crowns."),
        ("bavaria", "Three Bavarians were there."),
        ("mexico", "A Mexican was there."),
    ],
)
def test_an_accepted_form_of_a_name_is_that_name(word: str, text: str) -> None:
    assert writes(_document(text), word)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("johnsen", "They met Ferraboschi in Vienna."),
        ("austria", "The minister of Hungary spoke."),
        ("nato", "The World Health Organization met."),
        ("peterson", "They met Peter in Vienna."),
        ("holloway", "They met Hollow in Vienna."),
        ("martinez", "They met Marti in Vienna."),
    ],
)
def test_another_name_is_another(word: str, text: str) -> None:
    assert not writes(_document(text), word)


def test_what_is_translated_is_no_proper_word() -> None:
    document = _document("The Polish Football Association met FIFA in Gdansk.")
    found = {name.value: proper_words(document, name) for name in document.facts_of(Name)}
    assert found["FIFA"] == ("fifa",)
    assert found["Gdansk"] == ("gdansk",)
    assert not any(words for value, words in found.items() if "Football" in value)


def test_a_surname_that_is_a_word_counts_with_its_capital() -> None:
    version = _document("Reporters met Donal Trumpet on Monday.")
    (name,) = version.facts_of(Name)
    assert knows(_document("Reporters met Trumpet on Monday."), version, name)
    assert not knows(_document("Reporters met a man with a trumpet."), version, name)


@pytest.mark.parametrize(
    ("one", "other"), [("Harbor", "Harbour"), ("Sino-French", "Sino-France"), ("Jhajjar", "Jajjhar")]
)
def test_two_spellings_of_one_word(one: str, other: str) -> None:
    assert same(one, other, of("en"))
    assert not same(one, "Odessa", of("en"))
