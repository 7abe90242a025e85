"""Names a letter off the original, in languages that nothing was tuned on, and names that are right."""

from __future__ import annotations

import pytest

from audit import catalogue
from audit.engine import judge
from audit.evidence import names_compared
from audit.language.by_ear import sounds_astray
from audit.language.likeness import is_changed_form, is_form, is_japanese, letters_off, sounds_off
from audit.language.pinyin import misread, misread_word
from audit.model import Document, Role, Source, Story
from audit.run import prepare

_RULES = tuple(rule for rule in catalogue.load() if rule.name == "letter-off-across-languages")

# Translations of an English original, a name of theirs, and what it becomes with a letter off.
_ENGLISH = "On Monday the mayor, Desmond Ravensdale, opened the new bridge in Tulsa."
_TRANSLATIONS = {
    "de": ("Am Montag eröffnete Bürgermeister Ravensdale die neue Brücke in Tulsa.", "Tulsa", "Tulza"),
    "fr": ("Lundi, le maire Ravensdale a inauguré le nouveau pont à Tulsa.", "Ravensdale", "Ravenstale"),
    "nl": ("Maandag opende burgemeester Ravensdale de nieuwe brug in Tulsa.", "Ravensdale", "Ravesdale"),
    "es": ("El lunes, el alcalde Ravensdale inauguró el nuevo puente en Tulsa.", "Ravensdale", "Ravensdame"),
    "ru": ("В понедельник мэр Десмонд Рейвенсдейл открыл новый мост в Талсе.", "Рейвенсдейл", "Рейвемпдейл"),
    "uk": ("У понеділок мер Десмонд Рейвенсдейл відкрив новий міст у Талсі.", "Рейвенсдейл", "Рейвенпдейл"),
    "bg": ("В понеделник кметът Дезмънд Рейвънсдейл откри новия мост в Тълса.", "Рейвънсдейл", "Рейвънсмейл"),
}

# The original, its translation, a name of that, and what it becomes with a letter off.
_ORIGINALS = {
    "uk": (
        "У понеділок директорка заводу Ольга Бондаренко відкрила нову лінію.",
        "On Monday the director of the plant, Olha Bondarenko, opened a new line.",
        "Bondarenko", "Bomdarenko",
    ),
    "bg": (
        "В понеделник кметът Стефан Караиванов откри новия мост.",
        "On Monday the mayor, Stefan Karaivanov, opened the new bridge.",
        "Karaivanov", "Karaipanov",
    ),
    "el": (
        "Τη Δευτέρα ο δήμαρχος Νίκος Παπασταύρου άνοιξε τη νέα γέφυρα.",
        "On Monday the mayor, Nikos Papastavrou, opened the new bridge.",
        "Papastavrou", "Papastadrou",
    ),
    "ka": (
        "ორშაბათს მერმა გიორგი ჩიტაშვილმა ახალი ხიდი გახსნა.",
        "On Monday the mayor, Giorgi Chitashvili, opened the new bridge.",
        "Chitashvili", "Chitarhvili",
    ),
    "pl": (
        "W poniedziałek burmistrz Jan Wierzbowski otworzył nowy most.",
        "On Monday the mayor, Jan Wierzbowski, opened the new bridge.",
        "Wierzbowski", "Wierzbolski",
    ),
    "fi": (
        "Maanantaina pormestari Eero Kontiolahti avasi uuden sillan.",
        "On Monday the mayor, Eero Kontiolahti, opened the new bridge.",
        "Kontiolahti", "Kontialahti",
    ),
    "hu": (
        "Hétfőn a polgármester, Kerekesházy Béla megnyitotta az új hidat.",
        "On Monday the mayor, Béla Kerekesházy, opened the new bridge.",
        "Kerekesházy", "Kerekestházy",
    ),
    "ro": (
        "Luni, primarul Ion Stăncioiescu a deschis noul pod.",
        "On Monday the mayor, Ion Stăncioiescu, opened the new bridge.",
        "Stăncioiescu", "Stăncidiescu",
    ),
    "ja": (
        "月曜日、市長のアンダーソン氏が新しい橋を開通させた。",
        "On Monday the mayor, Mr Anderson, opened the new bridge.",
        "Anderson", "Andferson",
    ),
    "ar": (
        "افتتح رئيس البلدية محمود مبارك الجسر الجديد يوم الاثنين.",
        "The mayor, Mahmoud Mubarak, opened the new bridge on Monday.",
        "Mubarak", "Mubavrak",
    ),
    "zh": (
        "周一,市长周建设在杭州为新桥剪彩。",
        "On Monday the mayor, Zhou Jianshe, opened the new bridge in Hangzhou.",
        "Jianshe", "Jianshee",
    ),
}  # fmt: skip


def _found(original: tuple[str, str], translation: tuple[str, str]) -> list[str]:
    versions = (
        Document("original", original[1], Source("original"), original[0], Role.SOURCE),
        Document("translation", translation[1], Source("translation"), translation[0], Role.TRANSLATION),
    )
    story = prepare(Story("story", versions))
    findings, problems = judge(story, _RULES)
    assert not problems
    return [story.version(finding.span.document).words(finding.span) for finding in findings]


@pytest.mark.parametrize("lang", _ORIGINALS)
def test_a_name_a_letter_off_is_found(lang: str) -> None:
    original, translation, name, wrong = _ORIGINALS[lang]
    assert _found((lang, original), ("en", translation.replace(name, wrong))) == [wrong]


@pytest.mark.parametrize("lang", _ORIGINALS)
def test_a_name_that_is_right_is_no_fault(lang: str) -> None:
    original, translation, _, _ = _ORIGINALS[lang]
    assert _found((lang, original), ("en", translation)) == []


@pytest.mark.parametrize("lang", _TRANSLATIONS)
def test_a_name_of_english_a_letter_off_is_found_in_other_languages(lang: str) -> None:
    translation, name, wrong = _TRANSLATIONS[lang]
    assert _found(("en", _ENGLISH), (lang, translation.replace(name, wrong))) == [wrong]
    assert _found(("en", _ENGLISH), (lang, translation)) == []


def test_an_accepted_name_is_one_in_either_language() -> None:
    english = "On Monday the mayor of Mosul met Asad Gani near the white house."
    german = "Am Montag traf der Bürgermeister von Mossul Assad Ghani beim Weißen Haus."
    assert _found(("en", english), ("de", german)) == []


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("Лестера", "Leicester"),
        ("Гильермо", "Guillermo"),
        ("Хантингтона", "Huntington"),
        ("Джелани", "Jelani"),
        ("Макдональдом", "MacDonald"),
        ("Сендерс", "Sanders"),
    ],
)
def test_a_name_written_by_ear_is_that_name(russian: str, english: str) -> None:
    assert sounds_astray(russian, english) == 0


@pytest.mark.parametrize(
    ("russian", "english"),
    [("Хандингтон", "Huntington"), ("Джеланни", "Jelani"), ("Мертель", "Merkel"), ("Алладиин", "Alladin")],
)
def test_a_name_with_a_sound_too_many_or_another_is_astray(russian: str, english: str) -> None:
    assert sounds_astray(russian, english) == 1


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("Шереметьев", "Sheremetyev"),
        ("Шереметьев", "Sheremetev"),
        ("Ковалёва", "Kovalyova"),
        ("Ковалёвой", "Kovaleva"),
        ("Юлией", "Yulia"),
        ("Щербакова", "Shcherbakov"),
        ("Уренгой", "Urengoy"),
        ("Хасавюрте", "Khasavyurt"),
        ("Галецкую", "Galetskaya"),
        ("Жбанич", "Zbanic"),
        ("Санься", "Sanxia"),
    ],
)
def test_accepted_romanisations_are_forms_of_one_name(russian: str, english: str) -> None:
    assert is_form(english, russian, declines=False)


@pytest.mark.parametrize(
    ("english", "original"),
    [("Kulasov", "Кулаков"), ("Maslennikv", "Масленникова"), ("Wierzbolski", "Wierzbowski")],
)
def test_a_name_a_letter_off_is_no_form(english: str, original: str) -> None:
    assert not is_form(english, original, declines=False)
    assert letters_off(english, original) == 1


@pytest.mark.parametrize(
    ("english", "original", "lang"),
    [
        ("Verbivka", "Вербівці", "uk"),
        ("Koivuranta", "Koivurannassa", "fi"),
        ("Hostovka", "Hostovce", "cs"),
        ("Banovka", "Banovci", "hr"),
    ],
)
def test_a_stem_may_change_before_an_ending(english: str, original: str, lang: str) -> None:
    assert is_changed_form(english, original, lang)
    assert not is_changed_form(f"{english[:2]}x{english[3:]}", original, lang)


def test_of_a_script_without_vowels_consonants_are_compared() -> None:
    assert sounds_off("mubarak", "مبارك") == 0
    assert sounds_off("mudarak", "مبارك") > 0


def test_a_fleeting_vowel_and_a_genitive_are_endings() -> None:
    assert is_form("Paroubek", "Paroubka", declines=False)
    assert is_form("Sacramentos", "Sacramento", declines=False)
    assert is_form("Dingolfing", "Dingolfingerin", declines=False)


@pytest.mark.parametrize("word", ["shinjuku", "hokkaido", "kenichi", "tempura", "itcho"])
def test_words_of_japanese_are_told_by_their_syllables(word: str) -> None:
    assert is_japanese(word)
    assert not is_japanese(word[:2] + "lb" + word[2:])


def test_a_character_that_is_read_twice_proves_nothing() -> None:
    text = "周一，工程师王长青主持了仪式。"
    assert misread(text, 0, len(text), ("wang", "changqing")) is None
    assert misread(text, 0, len(text), ("wang", "zhangqing")) is None


def test_a_name_that_stands_elsewhere_as_it_is_is_right() -> None:
    text = "赵建国与赵建果主持了仪式。"
    assert misread(text, 0, len(text), ("zhao", "jianguo")) is None


def test_a_place_is_told_by_pinyin_if_it_is_known_or_long() -> None:
    text = "大桥在浙江省通车。"
    assert misread_word(text, 0, len(text), "zhejiabg", ["zhejiang"]) is not None
    assert misread_word(text, 0, len(text), "zhejiang", ["zhejiang"]) is None
    assert misread_word(text, 0, len(text), "zheng", ["zhejiang"]) is None


@pytest.mark.parametrize(
    ("version", "original", "compared"),
    [
        (("en", "The mayor spoke."), ("ru", "Мэр говорил."), True),
        (("en", "The mayor spoke."), ("zh", "市长发言。"), True),
        (("zh", "市长发言。"), ("en", "The mayor spoke."), False),
        (("ru", "Мэр говорил."), ("zh", "市长发言。"), False),
        (("uk", "Мер говорив."), ("ru", "Мэр говорил."), False),
        (("lv", "Mērs runāja."), ("en", "The mayor spoke."), False),
        (("sr", "Градоначелник је говорио."), ("en", "The mayor spoke."), True),
    ],
)
def test_it_is_known_between_which_languages_names_are_compared(
    version: tuple[str, str], original: tuple[str, str], compared: bool
) -> None:
    here, there = (Document(text, text, Source(text), lang) for lang, text in (version, original))
    assert names_compared(here, there) is compared
