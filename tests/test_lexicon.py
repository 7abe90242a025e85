"""Word frequencies, stems and synonyms."""

from __future__ import annotations

import pytest
import wordfreq

from audit.language.lexicon import lemma, related, stem, zipf


@pytest.mark.parametrize(
    ("lang", "code", "word"), [("en", "en", "minister"), ("id", "id", "presiden"), ("sr", "sh", "vlada")]
)
def test_frequencies_are_those_of_wordfreq(lang: str, code: str, word: str) -> None:
    size = "large" if lang == "en" else "small"
    assert zipf(word, lang) == wordfreq.zipf_frequency(word, code, wordlist=size) > 3


def test_unknown_words_and_languages_have_no_frequency() -> None:
    assert zipf("qwxzzy") == 0
    assert zipf("minister", "tlh") == 0


def test_irregular_and_derived_forms_share_a_stem() -> None:
    assert stem("withdrew") == stem("withdrawal") == stem("withdraws")
    assert lemma("colour") == "color"


def test_synonyms_are_related_and_strangers_are_not() -> None:
    assert related("began", "started")
    assert not related("withdraw", "bridge")
