"""Are dates and clock times read as far as they are stated?"""

from __future__ import annotations

import pytest

from audit.annotate import annotate
from audit.model import Document, Source, When


def _dates(text: str, lang: str = "en") -> list[tuple[str, str]]:
    document = annotate(Document("a", text, Source("a"), lang=lang))
    return [(document.words(when), when.value) for when in document.facts_of(When)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("On Monday, 14 May 2024, it rained", "Monday, 14 May 2024", "2024-05-14"),
        ("on Tuesday May 14th they met", "Tuesday May 14th", "--05-14"),
        ("Sat., Mar 3, 2018 was cold", "Sat., Mar 3, 2018", "2018-03-03"),
        ("on the 14th of May", "14th of May", "--05-14"),
        ("since February 2022", "February 2022", "2022-02"),
        ("they left in May", "May", "--05"),
        ("in 2022 it ended", "2022", "2022"),
        ("the 2019-20 season", "2019-20", "2019"),
        ("signed on the 26th in Oslo", "26th", "---26"),
        ("open May 14-16 only", "May 14-16", "--05-14"),
        ("from 14 and 15 May on", "14 and 15 May", "--05-14"),
        ("on 22/4/2024 it passed", "22/4/2024", "2024-04-22"),
        ("on 5/4/2024 it passed", "5/4/2024", "2024"),
        ("on 22.04.2024 it passed", "22.04.2024", "2024-04-22"),
        ("on 2024-05-06 it passed", "2024-05-06", "2024-05-06"),
        ("she said on Thursday", "Thursday", "thursday"),
        ("it began at 14:30 sharp", "14:30", "T14:30"),
        ("it began at 2.30 pm sharp", "2.30 pm", "T14:30"),
        ("it began at 3 p.m. sharp", "3 p.m.", "T15:00"),
        ("it began at 12am sharp", "12am", "T00:00"),
        ("it began at 05.30 WIB sharp", "05.30 WIB", "T05:30"),
        ("it began at 10: 00 a.m. sharp", "10: 00 a.m.", "T10:00"),
        ("it began at half past six", "half past six", "T06:30"),
        ("it began at six o'clock", "six o'clock", "T06:00"),
        ("it began at noon", "noon", "T12:00"),
    ],
)
def test_an_english_date_is_what_it_states(text: str, words: str, value: str) -> None:
    assert _dates(text) == [(words, value)]


@pytest.mark.parametrize(
    "text",
    [
        "they may march and sat in the sun",
        "May said so, and March on Rome it was",
        "about 2000 people and 1,999 dollars",
        "on the 26th floor",
        "they won 3:2 at home",
        "a bill of $2019",
        "25 p.m. or 31 February",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert [value for _, value in _dates(text) if value != "--02"] == []


def test_a_weekday_belongs_to_the_date_beside_it() -> None:
    document = annotate(Document("a", "on Sunday (March 3) and on Friday", Source("a"), lang="en"))
    assert [(document.words(when), when.weekday) for when in document.facts_of(When)] == [
        ("Sunday (March 3)", 6),
        ("Friday", 4),
    ]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (
            "id",
            "Pada Senin, 14 Mei 2024 pukul 05.30",
            [("Senin, 14 Mei 2024", "2024-05-14"), ("05.30", "T05:30")],
        ),
        (
            "hr",
            "U petak, 3. svibnja 2024. u 14:30",
            [("petak, 3. svibnja 2024", "2024-05-03"), ("14:30", "T14:30")],
        ),
        ("sr", "u februaru 2022. godine", [("februaru 2022", "2022-02")]),
        (
            "es",
            "El 5 de mayo de 2024 a las 14h30",
            [("5 de mayo de 2024", "2024-05-05"), ("14h30", "T14:30")],
        ),
        ("de", "Am 3. März 2020 um 14.30 Uhr", [("3. März 2020", "2020-03-03"), ("14.30 Uhr", "T14:30")]),
        ("hu", "2024. május 5.", [("2024. május 5", "2024-05-05")]),
        ("ru", "в феврале 2022 года, 5 мая", [("феврале 2022", "2022-02"), ("5 мая", "--05-05")]),
        (
            "zh",
            "2019年5月3日星期五，26日",
            [("2019年5月3日星期五", "2019-05-03"), ("26日", "---26")],
        ),
        ("ja", "5月3日金曜日", [("5月3日金曜", "--05-03")]),
        ("zh", "星期天", [("星期天", "sunday")]),
        ("xx", "in 2022", [("2022", "2022")]),
        ("zh", "2023-2027年的计划", [("2023-2027年", "2023")]),
        ("az", "bazar ertəsi", []),
        ("it", "dall'aprile 2008", [("dall'aprile 2008", "2008-04")]),
    ],
)
def test_other_languages_give_the_same_values(lang: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert _dates(text, lang) == expected


@pytest.mark.parametrize(
    ("lang", "text", "words", "value"),
    [
        ("ja", "午後３時半に始まる。", "午後３時半", "T15:30"),
        ("ja", "会議は１０時からだ。", "１０時", "T10:00"),
        ("zh", "上午9点30分开会。", "上午9点30分", "T09:30"),
        ("zh", "商店晚上10点关门。", "晚上10点", "T22:00"),
        ("zh", "列车14:25到站。", "14:25", "T14:25"),
        ("ko", "오후 2시 15분에 열린다.", "오후 2시 15분", "T14:15"),
        ("sr", "Otvorena je 1. oktobra.", "1. oktobra", "--10-01"),
        ("sr", "Отворена је 3. новембра 2020.", "3. новембра 2020", "2020-11-03"),
        ("pl", "W grudniu 2021 spadł śnieg.", "grudniu 2021", "2021-12"),
        ("ru", "Он приехал в мае 2019.", "мае 2019", "2019-05"),
        ("ru", "Июль был жарким.", "Июль", "--07"),
        ("en", "It will be cool from July 27-August 2.", "August 2", "--08-02"),
        ("en", "It will be cool from July 27-August 2.", "July 27", "--07-27"),
        ("cs", "Přijel v červenci 2020.", "červenci 2020", "2020-07"),
        ("tr", "Tören 23 Nisan'da yapıldı.", "23 Nisan'da", "--04-23"),
        ("tr", "Tören 12 Nisan Cuma günü yapıldı.", "12 Nisan Cuma", "--04-12"),
        ("ko", "5월 9일 금요일 문을 열었다.", "5월 9일 금요일", "--05-09"),
    ],
)
def test_dates_and_hours_of_other_languages_are_read_in_their_forms(
    lang: str, text: str, words: str, value: str
) -> None:
    assert (words, value) in _dates(text, lang)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ja", "３時間かかった。"),
        ("zh", "他提出3点建议，比分是3:1。"),
        ("ko", "3시간 걸렸다."),
        ("sr", "Marta je otišla."),
        ("en", "It took 12 hours."),
    ],
)
def test_hours_that_something_takes_points_scores_and_names_are_no_dates(lang: str, text: str) -> None:
    assert _dates(text, lang) == []
