"""Are quantities read whatever way they are written, and is nothing else taken for one?"""

from __future__ import annotations

import pytest

from audit.annotate import annotate
from audit.annotate.figures import parse_digits
from audit.model import Document, Number, Source


def _numbers(text: str, lang: str = "en") -> list[tuple[str, str]]:
    document = annotate(Document("a", text, Source("a"), lang=lang))
    return [(document.words(number), number.value) for number in document.facts_of(Number)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two dozen people died", ("two dozen", "24 person")),
        ("a hundred soldiers came", ("hundred", "100 soldier")),
        ("one hundred and fifty-two new cases", ("one hundred and fifty-two", "152 case")),
        ("twenty-five thousand tonnes of rice", ("twenty-five thousand", "25000 ton")),
        ("half a million refugees", ("half a million", "500000 refugee")),
        ("one and a half million jobs", ("one and a half million", "1500000 job")),
        ("two and a half years later", ("two and a half", "2.5 year")),
        ("two-thirds of voters", ("two-thirds", "0.6667")),
        ("3.5 million euros for schools", ("3.5 million euros", "3500000 EUR")),
        ("a budget of $8bn this year", ("$8bn", "8000000000 USD")),
        ("it lost HK$5m in May", ("HK$5m", "5000000 HKD")),
        ("5 million Hong Kong dollars", ("5 million Hong Kong dollars", "5000000 HKD")),
        ("it cost 200 Kuwaiti dinars", ("200 Kuwaiti dinars", "200 KWD")),
        ("Rs 500 crore for roads", ("Rs 500 crore", "5000000000 INR")),
        ("a box of 200 pounds", ("200", "200 pound")),
        ("a fine of 5 million pounds", ("5 million pounds", "5000000 GBP")),
        ("1.2m people fled", ("1.2m", "1200000 person")),
        ("the 10km run", ("10", "10 kilometer")),
        ("the 12-year-old boy", ("12", "12 year")),
        ("a five-day visit", ("five", "5 day")),
        ("rose 2.5 per cent", ("2.5 per cent", "2.5 percent")),
        ("rose by 3 percentage points", ("3", "3 percentage point")),
        ("13 dead after the storm", ("13", "13 dead")),
        ("with 12 police officers", ("12", "12 officer")),
        ("one person was hurt", ("one", "1 person")),
        ("about 10 000 people", ("10 000", "10000 person")),
        ("about 1.234.567,50 euros", ("1.234.567,50 euros", "1234567.5 EUR")),
    ],
)
def test_an_english_quantity_is_one_amount_and_one_unit(text: str, expected: tuple[str, str]) -> None:
    assert _numbers(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "in 2022 and since 2015",
        "on 3 May 2022, at 14:30",
        "on November 26 and 27 at the club",
        "the F-16, the A320 and COVID-19",
        "under Article 5 of the treaty",
        "they won 2-1 in Oslo",
        "one of them said no one came",
        "several hundred marched",
        "page 3, No. 10, Flight 370",
        "the 26th of the month",
        "paragraph (4) says so",
        "it opens at 10: 30 a.m.",
        "on July 25,22 cases",
    ],
)
def test_years_dates_scores_and_designations_are_no_quantities(text: str) -> None:
    assert _numbers(text) == []


@pytest.mark.parametrize(
    ("text", "approximate"),
    [
        ("nearly $8 billion", True),
        ("more than 40 countries", True),
        ("at least a dozen homes", True),
        ("about US$ 30 million", True),
        ("as many as 50 people", True),
        ("a 100-odd guests", True),
        ("exactly 40 countries", False),
    ],
)
def test_words_before_or_after_make_a_number_approximate(text: str, approximate: bool) -> None:
    document = annotate(Document("a", text, Source("a"), lang="en"))
    assert [number.approximate for number in document.facts_of(Number)] == [approximate]


def test_the_first_of_a_range_takes_scale_and_unit_of_the_second() -> None:
    assert _numbers("10 to 15 million people") == [
        ("10", "10000000 person"),
        ("15 million", "15000000 person"),
    ]
    assert _numbers("between 140 and 160 shops") == [("140", "140 shop"), ("160", "160 shop")]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("id", "Sebanyak 3,5 juta orang", [("3,5 juta", "3500000")]),
        ("id", "senilai Rp 1.200.000 pada 2022", [("Rp 1.200.000", "1200000 IDR")]),
        (
            "hr",
            "oko 2,5 milijuna, 12 posto i 5 eura",
            [("2,5 milijuna", "2500000"), ("12 posto", "12 percent"), ("5 eura", "5 EUR")],
        ),
        ("sr", "1.200 ljudi", [("1.200", "1200")]),
        ("cs", "má 1 234,5 hektaru", [("1 234,5", "1234.5")]),
        (
            "de",
            "3,2 Billionen Euro für 5 Mio. Menschen",
            [("3,2 Billionen Euro", "3200000000000 EUR"), ("5 Mio", "5000000")],
        ),
        ("de", "3 Bio-Eier", [("3", "3")]),
        ("es", "3 millones 200 mil euros", [("3 millones 200 mil euros", "3200000 EUR")]),
        ("ro", "72 de milioane de euro", [("72 de milioane de euro", "72000000 EUR")]),
        ("ro", "72 de persoane", [("72", "72")]),
        ("zh", "投资 600 多万英镑", [("600 多万英镑", "6000000 GBP")]),
        ("hi", "5 करोड़ रुपये", [("5 करोड़ रुपये", "50000000 INR")]),
        ("ja", "人口は1億2000万人、37万8000平方キロ", [("1億2000万", "120000000"), ("37万8000", "378000")]),
        ("ru", "с 12 миллионами рублей", [("12 миллионами рублей", "12000000 RUB")]),
        ("zh", "5700多万人用3千瓦时", [("5700多万", "57000000"), ("3", "3")]),
        ("de", "3,5 Millionen Euro", [("3,5 Millionen Euro", "3500000 EUR")]),
        ("es", "el 12 por ciento", [("12 por ciento", "12 percent")]),
        ("fr", "10 000 personnes", [("10 000", "10000")]),
        (
            "fr",
            "12 millions d’euros, 3 milliards de dollars, 2 millions de lei et 5 millions d'arbres",
            [
                ("12 millions d’euros", "12000000 EUR"),
                ("3 milliards de dollars", "3000000000 USD"),
                ("2 millions de lei", "2000000 RON"),
                ("5 millions", "5000000"),
            ],
        ),
        ("it", "40 milioni di euro", [("40 milioni di euro", "40000000 EUR")]),
        ("es", "12 de euros", [("12", "12")]),
        ("ru", "около 2 тыс. рублей", [("2 тыс. рублей", "2000 RUB")]),
        ("zh", "2019年5月有12万人，3.5亿美元", [("12万", "120000"), ("3.5亿美元", "350000000 USD")]),
        ("xx", "12 of 30", [("12", "12"), ("30", "30")]),
    ],
)
def test_other_languages_give_amounts_that_compare_with_english_ones(
    lang: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert _numbers(text, lang) == expected


@pytest.mark.parametrize(
    ("digits", "lang", "amount"),
    [
        ("1,234.5", "en", 1234.5),
        ("1.234,5", "en", 1234.5),
        ("12,34,567", "en", 1234567),
        ("1.2.3", "en", None),
        ("1.234", "de", 1234),
        ("1,234", "de", 1.234),
        ("3.5", "de", 3.5),
        ("1 234,5", "fr", 1234.5),
        ("1'234", "de", 1234),
        ("1,234,567", "de", 1234567),
        ("12.34.56", "de", None),
    ],
)
def test_digits_are_read_by_the_custom_of_the_language(digits: str, lang: str, amount: float | None) -> None:
    assert parse_digits(digits, lang) == amount
