"""Numbers that texts of other languages spell out in words."""

from __future__ import annotations

import pytest

from audit.annotate import annotate
from audit.language.tables import rows
from audit.model import Document, Source, Spelled


def _read(lang: str, text: str) -> list[tuple[str, float]]:
    document = annotate(Document("d", text, Source("d"), lang))
    return [(document.words(one), one.amount) for one in document.facts_of(Spelled)]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("cs", "Přišlo dvacet pět lidí.", [("dvacet pět", 25)]),
        (
            "cs",
            "Devětatřicetiletý řidič zaplatil dvě miliardy.",
            [("Devětatřicetiletý", 39), ("dvě miliardy", 2e9)],
        ),
        (
            "de",
            "Der elfjährige Sohn zählte dreiundzwanzig Schafe.",
            [("elfjährige", 11), ("dreiundzwanzig", 23)],
        ),
        ("de", "Es waren zweihundertfünfzig Gäste.", [("zweihundertfünfzig", 250)]),
        ("nl", "Er kwamen vijfentwintig mensen.", [("vijfentwintig", 25)]),
        ("fr", "Il y a quatre-vingt-dix-sept chaises.", [("quatre-vingt-dix-sept", 97)]),
        ("fr", "Soixante et onze élus ont voté.", [("Soixante et onze", 71)]),
        ("es", "Vinieron treinta y cinco mil personas.", [("treinta y cinco mil", 35_000)]),
        ("pt", "São duzentas e vinte casas.", [("duzentas e vinte", 220)]),
        ("it", "Ventitré alunni e duecento libri.", [("Ventitré", 23), ("duecento", 200)]),
        ("pl", "Wybrano dwudziestu pięciu sędziów.", [("dwudziestu pięciu", 25)]),
        (
            "ru",
            "Шестнадцатилетний ученик прочёл двести сорок книг.",
            [("Шестнадцатилетний", 16), ("двести сорок", 240)],
        ),
        ("ru", "Три миллиона двести тысяч рублей.", [("Три миллиона двести тысяч", 3_200_000)]),
        ("uk", "Прийшло двадцять п’ять тисяч людей.", [("двадцять п’ять тисяч", 25_000)]),
        ("sr", "Двадесет и пет ђака и dvesta knjiga.", [("Двадесет и пет", 25), ("dvesta", 200)]),
        ("hu", "Huszonöt ház égett le.", [("Huszonöt", 25)]),
        ("tr", "İki yüz bin kişi geldi.", [("yüz bin", 100_000)]),
        ("zh", "村里有三百二十人，其中两个是医生。", [("三百二十", 320), ("两", 2)]),
        ("ja", "生徒は二十五人、先生は三人。", [("二十五", 25), ("三", 3)]),
    ],
)
def test_a_number_in_words_is_the_figure_it_stands_for(
    lang: str, text: str, expected: list[tuple[str, float]]
) -> None:
    assert _read(lang, text) == expected


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Achtung, ein Mann und eine Frau."),
        ("fr", "Un homme et une femme."),
        ("zh", "他十分高兴，一般三明治，三四个人，几十人。"),
        ("ru", "Один из них ушёл."),
        ("xx", "dva tři pět"),
        ("en", "Twenty-five people came."),
    ],
)
def test_an_article_and_a_word_that_only_looks_like_a_number_are_none(lang: str, text: str) -> None:
    assert _read(lang, text) == []


def test_no_form_of_a_language_stands_for_two_numbers() -> None:
    seen: dict[tuple[str, str], str] = {}
    for row in rows("spelled.tsv"):
        for form in row["forms"].split():
            if row["value"].isdecimal():
                assert seen.setdefault((row["lang"], form), row["value"]) == row["value"], (row["lang"], form)
