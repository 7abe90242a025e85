"""Are words counted where a script writes none apart?"""

from __future__ import annotations

from pathlib import Path

import pytest

import audit
from audit.language.counting import word_count

_COUNTED = [
    (["The", "bridge", "opens"], 3),
    (["部长周一表示这座桥将于明年开放"], 9),
    (["橋は来年開通すると述べた"], 7),
    (["2024年", "NATO"], 2),
    ([], 0),
]


@pytest.mark.parametrize(("tokens", "words"), _COUNTED)
def test_words_are_counted_or_estimated_by_their_letters(tokens: list[str], words: int) -> None:
    assert word_count(tokens) == words


def test_a_chinese_article_has_as_many_words_as_it_has_not_as_many_as_sentences(tmp_path: Path) -> None:
    text = "部长周一表示，这座桥将于明年开放。她感谢了市民。市长说，工程从春天开始，总共需要两年时间。"
    path = tmp_path / "a.zh.txt"
    path.write_text(text, encoding="utf-8")
    (score,) = audit.check([path]).scores
    assert 20 <= score.words <= 28
