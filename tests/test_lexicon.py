"""Word frequencies, stems and synonyms."""

from __future__ import annotations

import pytest
import wordfreq

from audit.language.lexicon import at_least, frequencies, is_listed, lemma, related, stem, zipf


@pytest.mark.parametrize(
    ("lang", "code", "word"), [("en", "en", "minister"), ("id", "id", "presiden"), ("sr", "sh", "vlada")]
)
def test_frequencies_are_those_of_wordfreq(lang: str, code: str, word: str) -> None:
    size = "large" if lang == "en" else "small"
    assert zipf(word, lang) == wordfreq.zipf_frequency(word, code, wordlist=size) > 3


def test_quick_answers_are_those_of_the_table() -> None:
    """For words of the table, their endings, and words that are in none; each 40th, of all lengths."""
    words = sorted(frequencies("en", "large"))[::40]
    for word in (*words[:80], *words, *(f"{word}x" for word in words), *(word[1:] for word in words)):
        assert is_listed(word) == (zipf(word) > 0)
        for least in (2.6, 3.0, 3.01, 4.5):
            assert at_least(word, least) == (zipf(word) >= least)


def test_words_are_found_in_the_packed_table_as_in_the_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audit.language.lexicon._WORTH_IT", float("inf"))
    words = [word for word in sorted(frequencies("en", "large")) if word not in frequencies("en", "small")]
    for word in words[::3000]:
        for asked in (word, word[1:], f"{word}q", f"q{word}"):
            assert is_listed.__wrapped__(asked) == (zipf(asked) > 0)


def test_unknown_words_and_languages_have_no_frequency() -> None:
    assert zipf("qwxzzy") == 0
    assert zipf("minister", "tlh") == 0


def test_irregular_and_derived_forms_share_a_stem() -> None:
    assert stem("withdrew") == stem("withdrawal") == stem("withdraws")
    assert lemma("colour") == "color"


def test_synonyms_are_related_and_strangers_are_not() -> None:
    assert related("began", "started")
    assert not related("withdraw", "bridge")
