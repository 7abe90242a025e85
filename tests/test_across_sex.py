"""The other sex beside the original: a pronoun or a verb turned is found, and one that is right is not."""

from __future__ import annotations

import pytest

from audit import catalogue
from audit.engine import judge
from audit.language.knowledge import of
from audit.model import Document, Role, Source, Story
from audit.run import prepare

_RULES = tuple(rule for rule in catalogue.load() if rule.detector == "across-sex")

# Of each language a sentence about a woman, the same in English, and the words of both that are turned.
_WOMEN = {
    "ar": ("وقالت إن المستشفى سيفتح أبوابه في الخريف.", "She said the hospital would open in autumn."),
    "bg": ("Тя каза, че болницата ще отвори през есента.", "She said the hospital would open in autumn."),
    "cs": ("Dodala, že nemocnice se otevře na podzim.", "She added that the hospital would open in autumn."),
    "de": ("Die Klinik werde im Herbst öffnen, sagte sie.", "The hospital would open in autumn, she said."),
    "el": ("Εκείνη είπε ότι το νοσοκομείο ανοίγει το φθινόπωρο.", "She said the hospital opens in autumn."),
    "es": ("Ella dijo que el hospital abrirá en otoño.", "She said the hospital would open in autumn."),
    "fr": ("L'hôpital ouvrira à l'automne, a-t-elle dit.", "The hospital will open in autumn, she said."),
    "he": ("היא אמרה שבית החולים ייפתח בסתיו.", "She said the hospital would open in autumn."),
    "hr": ("Ona je rekla da će se bolnica otvoriti u jesen.", "She said the hospital would open in autumn."),
    "ja": ("彼女は病院が秋に開くと述べた。", "She said the hospital would open in autumn."),
    "ko": ("그녀는 병원이 가을에 문을 연다고 말했다.", "She said the hospital would open in autumn."),
    "pl": (
        "Dodała, że szpital zostanie otwarty jesienią.",
        "She added that the hospital would open in autumn.",
    ),
    "pt": ("Ela disse que o hospital abrirá no outono.", "She said the hospital would open in autumn."),
    "ro": ("Ea a spus că spitalul se va deschide la toamnă.", "She said the hospital would open in autumn."),
    "ru": ("Она сказала, что больница откроется осенью.", "She said the hospital would open in autumn."),
    "sv": ("Hon sade att sjukhuset öppnar i höst.", "She said the hospital opens in autumn."),
    "uk": ("Вона сказала, що лікарня відкриється восени.", "She said the hospital would open in autumn."),
    "zh": ("她说,医院将在秋天开放。", "She said the hospital would open in autumn."),
}
_RIGHT = {
    "a verb that a company agrees with": (
        ("ru", "Компания сообщила, что завод закроют."),
        ("en", "The company told his lawyer that the plant would close."),
    ),
    "a pronoun of a thing": (
        ("fr", "La banque va mal : elle perd de l'argent depuis un an."),
        ("en", "The bank is doing badly: it has been losing money for a year, he wrote."),
    ),
    "a noun whose gender tells nothing": (
        ("it", "La vittima è stata trovata ieri. Ella era viva."),
        ("en", "The victim was found yesterday. He was alive."),
    ),
    "both": (
        ("pl", "Powiedziała mu, że ona wyjeżdża."),
        ("en", "She told him that she was leaving."),
    ),
    "a name that the translation writes for a pronoun": (
        ("uk", "Вона подякувала Бондаренку за роботу."),
        ("en", "She thanked him for the work."),
    ),
    "a thing that is a woman's by its gender behind a preposition": (
        ("cs", "Zdůvodnil to pandemií a z ní plynoucí krizí."),
        ("en", "He justified this by the pandemic and the crisis that came of it."),
    ),
    "he or she": (
        ("ru", "Если человек переболел, то он защищён."),
        ("en", "If a person was ill, then he or she is protected."),
    ),
    "several people by one German word": (
        ("de", "Sie wollen im Herbst öffnen, sagten sie."),
        ("en", "He wants to open in autumn, he said."),
    ),
    "a name of a thing with which a verb agrees": (
        ("en", "Italy asked his ministry to close the accounts, the paper wrote."),
        ("ru", "Италия призвала министерство закрыть счета, написала газета."),
    ),
}  # fmt: skip


def _found(original: tuple[str, str], translation: tuple[str, str], *, told: bool = True) -> list[str]:
    roles = (Role.SOURCE, Role.TRANSLATION) if told else (Role.TRANSLATION, Role.TRANSLATION)
    versions = (
        Document("original", original[1], Source("original"), original[0], roles[0]),
        Document("translation", translation[1], Source("translation"), translation[0], roles[1]),
    )
    story = prepare(Story("story", versions))
    findings, problems = judge(story, _RULES)
    assert not problems
    return [story.version(finding.span.document).words(finding.span) for finding in findings]


def _of_a_man(english: str) -> str:
    return english.replace("She", "He").replace("she ", "he ")


@pytest.mark.parametrize("lang", _WOMEN)
def test_a_man_made_of_a_woman_is_found(lang: str) -> None:
    original, english = _WOMEN[lang]
    found = _found((lang, original), ("en", _of_a_man(english)))
    assert [word.lower() for word in found] == ["he"]


@pytest.mark.parametrize("lang", _WOMEN)
def test_a_woman_who_stays_one_is_no_fault(lang: str) -> None:
    original, english = _WOMEN[lang]
    assert _found((lang, original), ("en", english)) == []


@pytest.mark.parametrize("lang", ["ru", "uk", "fr", "pt", "he", "zh"])
def test_a_translation_from_english_is_held_against_its_original(lang: str) -> None:
    translation, english = _WOMEN[lang]
    assert len(_found(("en", _of_a_man(english)), (lang, translation))) == 1


def test_nobody_is_blamed_where_nobody_tells_which_is_the_original() -> None:
    arabic, english = _WOMEN["ar"]
    assert _found(("ar", arabic), ("en", _of_a_man(english)), told=False) == []


@pytest.mark.parametrize("what", _RIGHT)
def test_what_may_be_right_is_no_fault(what: str) -> None:
    assert _found(*_RIGHT[what]) == []


@pytest.mark.parametrize("lang", _WOMEN)
def test_no_word_tells_both_sexes_for_sure(lang: str) -> None:
    known = of(lang).sexes
    sure = [
        frozenset[str]().union(*(known.get(sex + kind, frozenset()) for kind in ("", "-or-it", "-said")))
        for sex in ("she", "he")
    ]
    assert not sure[0] & sure[1]


def test_one_slip_in_two_neighbouring_pronouns_is_one_finding() -> None:
    russian = "Она сказала, что больница закрыта. Она добавила, что её откроют осенью."
    english = "The hospital was closed, he said. He added that it would be opened in autumn."
    assert _found(("ru", russian), ("en", english)) == ["he"]
