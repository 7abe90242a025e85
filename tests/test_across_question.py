"""A question that became a statement beside the original is found, and what asks in any way is not."""

from __future__ import annotations

import pytest

from audit import catalogue
from audit.engine import judge
from audit.model import Document, Role, Source, Story
from audit.run import prepare

_RULES = tuple(rule for rule in catalogue.load() if rule.detector == "across-question")
_ASKED = "The mill closed in May. Has the council known of the crack for a year? The report comes in June."
_STATED = "The mill closed in May. The council has known of the crack for a year. The report comes in June."
_ORIGINALS = {
    "de": "Die Mühle schloss im Mai. Weiß der Rat seit einem Jahr von dem Riss? Der Bericht kommt im Juni.",
    "fr": "Le moulin a fermé en mai. Le conseil sait-il cela depuis un an ? Le rapport vient en juin.",
    "es": "El molino cerró en mayo. ¿Lo sabe el consejo desde hace un año? El informe llega en junio.",
    "ru": "Мельница закрылась в мае. Знает ли совет о трещине уже год? Отчёт выйдет в июне.",
    "ar": "أغلقت الطاحونة في مايو. هل يعرف المجلس بالصدع منذ عام؟ يصدر التقرير في يونيو.",
    "zh": "磨坊五月关闭。委员会是不是一年前就知道这条裂缝?报告将于六月发布。",
}


def _found(lang: str, original: str, english: str) -> list[str]:
    versions = (
        Document("original", original, Source("original"), lang, Role.SOURCE),
        Document("translation", english, Source("translation"), "en", Role.TRANSLATION),
    )
    story = prepare(Story("story", versions))
    findings, problems = judge(story, _RULES)
    assert not problems
    return [story.version(finding.span.document).words(finding.span) for finding in findings]


@pytest.mark.parametrize("lang", _ORIGINALS)
def test_a_question_that_became_a_statement_is_found(lang: str) -> None:
    stated = "The council has known of the crack for a year."
    assert _found(lang, _ORIGINALS[lang], _STATED) == [stated]
    assert _found(lang, _ORIGINALS[lang], _ASKED) == []


def test_a_statement_that_became_a_question_is_found() -> None:
    german = "Die Mühle schloss im Mai. Der Rat weiß seit einem Jahr von dem Riss. Der Bericht kommt im Juni."
    assert _found("de", german, _ASKED) == ["Has the council known of the crack for a year?"]


def test_a_language_may_ask_without_a_mark() -> None:
    japanese = "工場は五月に閉鎖された。議会は一年前から亀裂を知っていたのか。報告書は六月に出る。"
    assert _found("ja", japanese, _ASKED) == []
