"""Are dates of other calendars read as the common dates that they are?"""

from __future__ import annotations

import pytest

from audit.annotate import annotate
from audit.language.calendars import common_day, common_years, likely
from audit.model import Calendar, Document, Source, When


def _dates(text: str, lang: str) -> list[tuple[str, str]]:
    document = annotate(Document("a", text, Source("a"), lang=lang))
    return [(document.words(when), when.value) for when in document.facts_of(When)]


@pytest.mark.parametrize(
    ("lang", "text", "words", "value"),
    [
        ("th", "โรงเรียนเปิดเมื่อ 4 มีนาคม 2559 ที่นี่", "4 มีนาคม 2559", "2016-03-04"),
        ("th", "เริ่มในปี 2530 ที่นี่", "ปี 2530", "1987"),
        ("fa", "مدرسه در ۱ فروردین ۱۴۰۰ باز شد", "۱ فروردین ۱۴۰۰", "2021-03-21"),
        ("fa", "مدرسه در سال ۱۳۷۵ ساخته شد", "سال ۱۳۷۵", "1996"),
        ("ar", "افتتحت المدرسة في 1 محرم 1446 هـ هنا", "1 محرم 1446 هـ", "2024-07-08"),
        ("ar", "بنيت المدرسة سنة 1400 هنا", "سنة 1400", "1979"),
        ("am", "ትምህርት ቤቱ በ2010 ዓ.ም ተከፈተ", "2010 ዓ.ም", "2017"),
        ("am", "ትምህርት ቤቱ በእ.ኤ.አ. 2016 ዓ.ም ተከፈተ", "2016", "2016"),  # common, as it says
        ("ja", "学校は昭和39年10月10日に開いた", "昭和39年10月10日", "1964-10-10"),
        ("ja", "学校は平成元年に開いた", "平成元年", "1989"),
        ("ja", "学校は大正十二年に開いた", "大正十二年", "1923"),
        ("zh", "學校於民國九十九年建成", "民國九十九年", "2010"),
        ("zh", "学校于民国38年建成", "民国38年", "1949"),
        ("ko", "단기 4281년에 세워졌다", "단기 4281년", "1948"),
    ],
)
def test_a_date_of_another_calendar_is_the_common_date_it_is(
    lang: str, text: str, words: str, value: str
) -> None:
    assert _dates(text, lang) == [(words, value)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fa", "در شهر ۱۴۰۰ نفر زندگی می‌کنند"),  # so many people
        ("th", "มีคน 2,559 คน"),
        ("ja", "平成の30年間"),
    ],
)
def test_what_is_counted_is_no_year_of_another_calendar(lang: str, text: str) -> None:
    assert [value for _, value in _dates(text, lang) if not value.startswith("---")] == []


# First days of years as published: Nowruz by the Iranian calendar centre, Enkutatash; Muharram by the table.
@pytest.mark.parametrize(
    ("calendar", "year", "first"),
    [
        (Calendar.PERSIAN, 1357, "1978-03-21"),
        (Calendar.PERSIAN, 1399, "2020-03-20"),
        (Calendar.PERSIAN, 1403, "2024-03-20"),
        (Calendar.PERSIAN, 1404, "2025-03-21"),
        (Calendar.ISLAMIC, 1445, "2023-07-19"),
        (Calendar.ETHIOPIC, 2016, "2023-09-12"),
        (Calendar.ETHIOPIC, 2017, "2024-09-11"),
    ],
)
def test_years_begin_on_the_published_day(calendar: Calendar, year: int, first: str) -> None:
    assert common_day(calendar, year, 1, 1).isoformat() == first


def test_a_year_of_another_calendar_lies_in_one_common_year_or_two() -> None:
    assert common_years(Calendar.BUDDHIST, 2562) == (2019,)
    assert common_years(Calendar.PERSIAN, 1398) == (2019, 2020)
    assert common_years(Calendar.ISLAMIC, 1429) == (2008,)
    assert common_years(Calendar.COMMON, 2019) == (2019,)


def test_no_common_year_is_taken_for_one_of_another_calendar_by_news() -> None:
    assert likely(Calendar.PERSIAN, 1398)
    assert not any(likely(one, 2210) for one in Calendar)
