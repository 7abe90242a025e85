"""audit/language/segmentation.py: words where no spaces tell them."""

from __future__ import annotations

import pytest

from audit.annotate import annotate
from audit.language.segmentation import segmenter
from audit.model import Document, Source


@pytest.mark.parametrize(
    ("lang", "text", "words"),
    [
        ("zh", "负责人在接受采访", "负责人 在 接受 采访"),
        ("zh", "45艘船停在港口", "45 艘 船 停 在 港口"),
        ("ja", "工事は夏の前に", "工事 は 夏 の 前 に"),
        ("ja", "責任者のホロウェイ氏は", "責任 者 の ホロウェイ 氏 は"),
    ],
)
def test_words_without_spaces_are_those_of_the_table(lang: str, text: str, words: str) -> None:
    part = segmenter(lang)
    assert part is not None
    assert list(part(text)) == words.split()


def test_letters_that_no_word_has_stay_single() -> None:
    part = segmenter("zh")
    assert part is not None
    assert part("龘靐") == ("龘", "靐")


def test_languages_with_spaces_need_no_table() -> None:
    assert segmenter("de") is None


def test_the_places_of_words_lead_back_to_the_text() -> None:
    text = "港口于2021年重新开放。Port居民来到岸边。"
    document = annotate(Document("text", text, Source("text"), lang="zh"))
    assert [text[token.start : token.end] for token in document.tokens] == [
        token.text for token in document.tokens
    ]
    assert "".join(token.text for token in document.tokens) == text.replace("。", "")
