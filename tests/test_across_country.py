"""A country taken for another beside the original: in many languages and cases, adjectives too."""

from __future__ import annotations

import pytest

from audit import catalogue
from audit.engine import judge
from audit.language.countries import confused, named
from audit.model import Document, Role, Source, Story
from audit.run import prepare

_RULES = tuple(rule for rule in catalogue.load() if rule.detector == "across-country")

# What names Iraq, Austria and Slovakia, as cases and particles leave them.
_PASSAGES = {
    "cs": "Ministr přiletěl z Iráku, potom do Rakouska a na Slovensko.",
    "de": "Der Minister kam aus dem Irak, dann nach Österreich und in die Slowakei.",
    "el": "Ο υπουργός ήρθε από το Ιράκ, μετά στην Αυστρία και τη Σλοβακία.",
    "es": "El ministro llegó de Irak, luego a Austria y a Eslovaquia.",
    "fr": "Le ministre est venu d'Irak, puis en Autriche et en Slovaquie.",
    "ja": "大臣はイラクからオーストリアとスロバキアに来た。",
    "ko": "장관은 이라크에서 오스트리아와 슬로바키아로 왔다.",
    "pl": "Minister przyleciał z Iraku, potom do Austrii i na Słowację.",
    "pt": "O ministro veio do Iraque, depois à Áustria e à Eslováquia.",
    "ru": "Министр прилетел из Ирака, потом в Австрию и в Словакию.",
    "tr": "Bakan Irak'tan geldi, sonra Avusturya'ya ve Slovakya'ya gitti.",
    "uk": "Міністр прилетів з Іраку, потім до Австрії та Словаччини.",
    "zh": "部长从伊拉克来,然后去了奥地利和斯洛伐克。",
}
_ENGLISH = "The minister came from Iraq, then to Austria and Slovakia."
_TAKEN = {"Iraq": "Iran", "Austria": "Australia", "Slovakia": "Slovenia"}


def _found(original: Document, translation: str) -> list[str]:
    draft = Document("draft", translation, Source("draft"), "en", Role.TRANSLATION)
    story = prepare(Story("story", (original, draft)))
    findings, problems = judge(story, _RULES)
    assert not problems
    return [story.version(finding.span.document).words(finding.span) for finding in findings]


def _original(lang: str) -> Document:
    return Document("original", _PASSAGES[lang], Source("original"), lang, Role.SOURCE)


@pytest.mark.parametrize("lang", _PASSAGES)
def test_countries_are_known_in_the_cases_of_their_language(lang: str) -> None:
    original = prepare(Story("story", (_original(lang),))).versions[0]
    assert [one.code for one in named(original, 0, len(original.text))] == ["IQ", "AT", "SK"]


@pytest.mark.parametrize("lang", _PASSAGES)
def test_a_country_taken_for_another_is_found(lang: str) -> None:
    for right, wrong in _TAKEN.items():
        assert _found(_original(lang), _ENGLISH.replace(right, wrong)) == [wrong]


@pytest.mark.parametrize("lang", _PASSAGES)
def test_the_countries_of_the_original_are_no_fault(lang: str) -> None:
    assert _found(_original(lang), _ENGLISH) == []


def test_an_adjective_of_a_country_names_it() -> None:
    original = Document("original", "Министр встретил иранских врачей.", Source("o"), "ru", Role.SOURCE)
    assert _found(original, "The minister met doctors from Iran.") == []
    assert _found(original, "The minister met Iraqi doctors.") == ["Iraqi"]


def test_a_small_letter_names_no_country() -> None:
    original = Document(
        "original", "Les enfants de Guyana ont trois cochons d'Inde.", Source("o"), "fr", Role.SOURCE
    )
    assert _found(original, "The children have three guinea pigs.") == []


def test_countries_that_are_confused_are_so_both_ways() -> None:
    assert all(one in confused()[other] for one in confused() for other in confused()[one])
