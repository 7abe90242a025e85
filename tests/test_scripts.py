"""Is it known in which letters a language is written?"""

from __future__ import annotations

import pytest

from audit.language.detection import detectable
from audit.language.languages import written_in
from audit.language.romanised import romanised
from audit.language.scripts import script, scripts, share


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", {"LATIN"}),
        ("hi", {"DEVANAGARI"}),
        ("zh-Hans", {"CJK"}),
        ("zh_TW", {"CJK"}),
        ("ja", {"CJK", "HIRAGANA", "KATAKANA"}),
        ("sr", {"CYRILLIC", "LATIN"}),
        ("sr-Latn", {"LATIN"}),
        ("sr-Cyrl-RS", {"CYRILLIC"}),
        ("", set()),
        ("qqq", set()),
    ],
)
def test_a_language_has_its_scripts(lang: str, expected: set[str]) -> None:
    assert scripts(lang) == expected


@pytest.mark.parametrize(
    ("letter", "expected"),
    [("a", "LATIN"), ("ж", "CYRILLIC"), ("体", "CJK"), ("の", "HIRAGANA"), ("ი", "GEORGIAN"), ("1", "DIGIT")],
)
def test_a_letter_has_a_script(letter: str, expected: str) -> None:
    assert script(letter) == expected


def test_the_share_of_a_languages_own_letters_leaves_latin_ones_out() -> None:
    assert share("abc где", "ru") == 0.5
    assert share("abc где", "sr") == 0.5
    assert share("abc где", "en") == 0.0
    assert share("123", "ru") == 0.0


def test_languages_are_named_by_their_letters() -> None:
    assert {"Russian", "Ukrainian", "Serbian"} <= set(written_in("CYRILLIC"))
    assert "English" not in written_in("CYRILLIC")
    assert "Chinese" in written_in("CJK")


def test_a_detector_is_not_asked_for_what_it_cannot_know() -> None:
    assert detectable("en")
    assert detectable("gl")  # by its small words
    assert detectable("zh")
    assert not detectable("eu")


@pytest.mark.parametrize(
    ("word", "expected"),
    [("рыбак", "rybak"), ("ψαράς", "psaras"), ("მეთევზე", "metevze"), ("pier", ""), ("漁師", "")],
)
def test_a_word_is_romanised_where_its_script_tells_how_it_is_read(word: str, expected: str) -> None:
    assert romanised(word) == expected


def test_chinese_characters_are_read_in_chinese_alone() -> None:
    assert romanised("渔夫", "zh") == "yufu"
    assert romanised("渔夫", "ja") == ""
    assert romanised("صياد") == ""
