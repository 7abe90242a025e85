"""What is known of languages: frequencies, stems, kinship; and what is not."""

from __future__ import annotations

import pytest
import wordfreq

from audit.language import frequency
from audit.language.knowledge import of

ENGLISH = of("en")


@pytest.mark.parametrize(
    ("lang", "code", "word"), [("en", "en", "minister"), ("id", "id", "presiden"), ("sr", "sh", "vlada")]
)
def test_frequencies_are_those_of_wordfreq(lang: str, code: str, word: str) -> None:
    size = "large" if lang == "en" else "small"
    assert of(lang).zipf(word) == wordfreq.zipf_frequency(word, code, wordlist=size) > 3


def test_quick_answers_are_those_of_the_table() -> None:
    """For words of the table, their endings, and words that are in none; each 40th, of all lengths."""
    words = sorted(frequency.frequencies("en", "large"))[::40]
    for word in (*words[:80], *words, *(f"{word}x" for word in words), *(word[1:] for word in words)):
        assert ENGLISH.is_listed(word) == (ENGLISH.zipf(word) > 0)
        for least in (2.6, 3.0, 3.01, 4.5):
            assert ENGLISH.at_least(word, least) == (ENGLISH.zipf(word) >= least)


def test_words_are_found_in_the_packed_table_as_in_the_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audit.language.frequency._WORTH_IT", float("inf"))
    small = frequency.frequencies("en", "small")
    words = [word for word in sorted(frequency.frequencies("en", "large")) if word not in small]
    for word in words[::3000]:
        for asked in (word, word[1:], f"{word}q", f"q{word}"):
            assert frequency.is_listed.__wrapped__(asked, "en") == (ENGLISH.zipf(asked) > 0)


@pytest.mark.parametrize("lang", ["de", "cs", "vi", "tr"])
def test_no_word_of_a_table_is_said_to_be_missing_before_it_is_unpacked(lang: str) -> None:
    words = [*sorted(frequency.frequencies(lang, "small"))[::40], "straße"]
    there = [word for word in words if frequency.zipf(word, lang, "small")]
    assert [word for word in there if not frequency.may_have(word, lang)] == []


def test_unknown_words_and_languages_have_no_frequency() -> None:
    assert ENGLISH.zipf("qwxzzy") == 0
    assert of("tlh").zipf("minister") == 0


def test_irregular_and_derived_forms_share_a_stem() -> None:
    assert ENGLISH.stem("withdrew") == ENGLISH.stem("withdrawal") == ENGLISH.stem("withdraws")
    assert ENGLISH.lemma("colour") == "color"


def test_synonyms_are_related_and_strangers_are_not() -> None:
    assert ENGLISH.related("began", "started")
    assert not ENGLISH.related("withdraw", "bridge")


def test_a_tag_leads_to_one_value_of_its_language() -> None:
    assert of("en-GB") is of("en_US") is ENGLISH
    assert of("hr") is of("sr-Latn") is of("bs")


def test_other_languages_have_stems_where_snowball_has_them() -> None:
    assert of("de").stem("regierungen") == of("de").stem("regierung")
    assert of("ru").stem("правительства") == of("ru").stem("правительство")
    assert of("ja").stem("政府") == "政府"


def test_what_a_language_lacks_is_empty() -> None:
    nobody = of("tlh")
    assert not nobody.function_words
    assert not nobody.titles
    assert nobody.stem("nuqneh") == nobody.lemma("nuqneh") == "nuqneh"
    assert nobody.kinship("nuqneh", "nuqneh") == 1.0
    assert nobody.kinship("nuqneh", "qapla") == 0.0


def test_languages_without_spaces_say_so() -> None:
    assert not of("zh-Hant").spaced
    assert of("ko").spaced


@pytest.mark.parametrize("tag", ["../../../tmp", "e\u202een", "e/n", "\ud800", "."])
def test_of_what_is_no_tag_nothing_is_known_and_no_table_read(tag: str) -> None:
    assert of(tag) is of("")
