"""Do the detectors of numbers and dates speak when they should, and keep quiet otherwise?"""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from audit.detect import (
    clock_contradiction,
    date_format,
    decimal_comma,
    impossible_clock,
    number_format,
    sibling_date,
    sibling_number,
    sums,
    weekday_date,
)
from audit.model import Document, Hit, Relation, Role, Source, Story
from audit.run import prepare


def _document(name: str, text: str, lang: str = "en") -> Document:
    return Document(name, text, Source(name), lang=lang)


def _story(*texts: str, relation: Relation | None = Relation.PARALLEL) -> Story:
    return prepare(
        Story("s", tuple(_document(f"v{number}", text) for number, text in enumerate(texts)), relation)
    )


def _found(story: Story, hits: list[Hit]) -> list[tuple[str, str | None]]:
    return [(story.versions[0].words(hit.span), hit.fix) for hit in hits]


def _numbers(story: Story, differs: sibling_number.Difference) -> list[Hit]:
    return list(sibling_number.detect(story, story.versions[0], differs=differs))


MAYOR = "The mayor said {} buses would serve the new line. The line opens in autumn."


def test_a_number_two_siblings_state_otherwise_is_found_with_their_number_as_the_fix() -> None:
    story = _story(MAYOR.format("14"), MAYOR.format("forty"), MAYOR.format("40"))
    hits = _numbers(story, "amount")
    assert _found(story, hits) == [("14", "forty")]
    assert (hits[0].signals, hits[0].asked, len(hits[0].evidence)) == (2, 2, 2)
    assert hits[0].slots["count"] == "2"


@pytest.mark.parametrize(
    "siblings",
    [
        ("40", "60"),  # the siblings disagree
        ("40", "40", "14"),  # one sibling supports ours
        ("fourteen", "14"),
        ("about 15", "about 15"),
    ],
)
def test_without_two_witnesses_against_it_a_number_stands(siblings: tuple[str, ...]) -> None:
    story = _story(MAYOR.format("14"), *(MAYOR.format(number) for number in siblings))
    assert _numbers(story, "amount") == []


def test_one_translation_against_another_leaves_open_which_number_is_right() -> None:
    story = _story(MAYOR.format("14"), MAYOR.format("40"))
    assert [(hit.fix, hit.settled) for hit in _numbers(story, "amount")] == [("40", False)]
    accounts = _story(MAYOR.format("14"), MAYOR.format("40"), relation=Relation.COMPARABLE)
    assert _numbers(accounts, "amount") == []


SAME = (
    ("1,500 people", "1500 people", "fifteen hundred people"),
    ("38C", "38 °C", "38 degrees Celsius"),
    ("100 degrees Fahrenheit", "38 °C", "37.8 degrees Celsius"),
    ("$3.2bn", "3.2 billion dollars", "US$3,200 million"),
    ("a 10-kilometre road", "a road of 10 km", "ten kilometers of road"),
    ("two thirds of it", "two-thirds of it", "2/3 of it"),
    ("a third of it", "33 percent of it", "33.3% of it"),
    ("50 percent of it", "50 per cent of it", "half of it"),
    ("351K copies", "351,000 copies", "351k copies"),
    ("25 basis points", "0.25 percentage points", "0.25 points"),
    ("18m gusts", "gusts of 18 metres", "gusts of eighteen metres"),
    ("90 minutes", "an hour and a half", "1.5 hours"),
    ("86 degrees", "thirty degrees", "30 °C"),
    ("7.9 billion euros", "about 8 billion euros", "€8bn"),
    ("40 miles", "64 kilometres", "64 km"),
    ("100 square miles", "259 square kilometres", "25,900 hectares"),
)


@pytest.mark.parametrize("ways", SAME, ids=lambda ways: ways[0])
def test_one_quantity_written_in_several_ways_is_no_difference(ways: tuple[str, ...]) -> None:
    text = "The minister spoke of {} in the old town hall. Nobody asked why."
    for first in range(len(ways)):
        story = _story(*(text.format(ways[at - first]) for at in range(len(ways))))
        found = [_numbers(story, differs) for differs in ("amount", "magnitude", "currency", "unit")]
        assert found == [[], [], [], []], ways[-first]


def test_the_figures_of_a_version_that_words_all_in_its_own_way_are_left_open() -> None:
    own = (
        "The mayor of Osterby said 14 buses would serve the new line. In May riders may board this line. "
        "Tickets stay cheap, he promised. Those old buses will vanish soon. Drivers got trained abroad."
    )
    text = (
        "The mayor of Osterby said {} buses would serve the new line. The line opens in autumn. Fares will "
        "not rise, he said. The old buses will be sold. The drivers were schooled in another country."
    )
    story = _story(own, text.format("40"), text.format("forty").replace("said", "told us"))
    assert [hit.settled for hit in _numbers(story, "amount")] == [False]
    story = _story(text.format("14"), text.format("40"), text.format("forty").replace("said", "told us"))
    assert [hit.settled for hit in _numbers(story, "amount")] == [True]


def test_a_majority_of_the_siblings_is_enough() -> None:
    story = _story(MAYOR.format("14"), MAYOR.format("40"), MAYOR.format("forty"), MAYOR.format("60"))
    assert [(hit.signals, hit.asked) for hit in _numbers(story, "amount")] == [(2, 3)]


def test_a_sibling_and_the_text_itself_are_two_signals() -> None:
    text = "The mayor said 14 buses would serve the new line. All 40 buses are electric."
    story = _story(text, "The mayor said 40 buses would serve the new line. All the buses are electric.")
    assert _found(story, _numbers(story, "amount")) == [("14", "40")]


def test_a_copy_of_a_sibling_is_no_second_witness() -> None:
    story = _story(MAYOR.format("14"), MAYOR.format("40"), MAYOR.format("40"))
    assert [hit.settled for hit in _numbers(story, "amount")] == [False]


def test_rounding_and_conversion_of_the_spelling_are_no_contradiction() -> None:
    text = "The bank lent {} to farmers last year. Most of them paid it back."
    story = _story(
        text.format("€7.9 billion"), text.format("nearly 8 billion euros"), text.format("some €8bn")
    )
    assert _numbers(story, "amount") == _numbers(story, "magnitude") == []


def test_independent_accounts_contradict_only_by_the_same_counted_noun_and_shared_words() -> None:
    ours = "Rescuers pulled 14 miners from the flooded shaft near Ostrow."
    theirs = "Rescuers pulled 40 miners from the flooded shaft near Ostrow, the owner said."
    other = "The flooded shaft near Ostrow, from which rescuers pulled 40 miners, is closed."
    story = _story(ours, theirs, other, relation=Relation.COMPARABLE)
    assert _found(story, _numbers(story, "amount")) == [("14", "40")]
    vague = _story(
        ours, theirs.replace("40", "some 40"), other.replace("40", "about 40"), relation=Relation.COMPARABLE
    )
    assert _numbers(vague, "amount") == []
    days = _story(
        *(text.replace("miners", "days") for text in (ours, theirs, other)), relation=Relation.COMPARABLE
    )
    assert _numbers(days, "amount") == []


def test_a_power_of_ten_is_a_slip_of_magnitude_and_not_another_number() -> None:
    text = "The plant will cost {} and take six years to build."
    story = _story(
        text.format("$3.5 million"), text.format("$3.5 billion"), text.format("3.5 billion dollars")
    )
    assert _found(story, _numbers(story, "magnitude")) == [("$3.5 million", "$3.5 billion")]
    assert _numbers(story, "amount") == []


def test_the_same_sum_in_another_currency_is_found_unless_both_are_given() -> None:
    text = "The club paid {} for the young striker on Friday."
    story = _story(
        text.format("40 million dollars"), text.format("€40 million"), text.format("40 million euros")
    )
    assert _found(story, _numbers(story, "currency")) == [("40 million dollars", "€40 million")]
    loose = _story(text.format("$40 million"), text.format("HK$40 million"), text.format("HK$40m"))
    assert _numbers(loose, "currency") == []


def test_a_sibling_in_another_language_supports_a_number() -> None:
    texts = [
        _document("v0", MAYOR.format("14")),
        _document("v1", MAYOR.format("40")),
        _document("v2", MAYOR.format("forty")),
    ]
    foreign = _document("v3", "Der Bürgermeister sagte, 14 Busse sollten auf der neuen Linie fahren.", "de")
    story = prepare(Story("s", (*texts, replace(foreign, role=Role.SOURCE)), Relation.PARALLEL))
    assert _numbers(story, "amount") == []


def test_a_date_two_parallel_siblings_state_otherwise_is_found() -> None:
    text = "The court will hear the case on {} in the northern capital. The judge was not named."
    story = _story(text.format("May 15"), text.format("5 May"), text.format("Monday, May 5"))
    assert _found(story, list(sibling_date.detect(story, story.versions[0]))) == [("May 15", "5 May")]
    supported = _story(
        text.format("May 15"), text.format("5 May"), text.format("5 May"), text.format("15 May")
    )
    assert list(sibling_date.detect(supported, supported.versions[0])) == []


def test_a_clock_of_twelve_hours_agrees_with_one_of_twenty_four() -> None:
    text = "Polling stations close at {} across the country. Counting starts at once."
    story = _story(text.format("8 p.m."), text.format("20:00"), text.format("8pm"))
    assert list(sibling_date.detect(story, story.versions[0])) == []
    late = _story(text.format("9 p.m."), text.format("20:00"), text.format("8pm"))
    assert _found(late, list(sibling_date.detect(late, late.versions[0]))) == [("9 p.m.", "20:00")]


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("On Monday, 14 May 2024, it opened.", None, [("Monday, 14 May 2024", "Tuesday, 14 May 2024")]),
        ("On Mon, May 14, 2024, it opened.", None, [("Mon, May 14, 2024", "Tue, May 14, 2024")]),
        ("On Tuesday, 14 May 2024, it opened.", None, []),
        ("On Monday, 14 May, it opened.", None, []),
        (
            "On Monday, 14 May, it opened.",
            datetime.date(2024, 5, 16),
            [("Monday, 14 May", "Tuesday, 14 May")],
        ),
        ("On Monday, 14 May, it opened.", datetime.date(2024, 11, 16), []),  # 14 May of which year?
        ("On Tuesday, December 31, it opened.", datetime.date(2025, 1, 2), []),
        ("On Monday, 4 July 1776, it opened.", None, []),
    ],
)
def test_a_weekday_is_held_against_the_calendar(
    text: str, published: datetime.date | None, expected: list[tuple[str, str]]
) -> None:
    story = prepare(Story("s", (replace(_document("v0", text), date=published),)))
    assert _found(story, list(weekday_date.detect(story, story.versions[0]))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at 14 p.m. today", [("14 p.m.", "2 p.m.")]),
        ("at 14:30 pm today", [("14:30 pm", "2:30 pm")]),
        ("at 0:30 a.m. today", [("0:30 a.m.", "12:30 a.m.")]),
        ("at 14 a.m. today", [("14 a.m.", None)]),
        ("at 25:70 today", []),
        ("at 22:75 today", [("22:75", None)]),
        ("at 25:30 GMT today", [("25:30", None)]),
        ("at 10: 30 a.m., 12 p.m. and 23:59", []),
        ("the 14 PM candidates, a 71:23 win, 45 am I", []),
    ],
)
def test_only_times_no_clock_shows_are_impossible(text: str, expected: list[tuple[str, str | None]]) -> None:
    story = prepare(Story("s", (_document("v0", text),)))
    assert _found(story, list(impossible_clock.detect(story, story.versions[0]))) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("at half past six, around 05.30 WIB, it burned", ["half past six, around 05.30 WIB"]),
        ("at half past five, around 05.30 WIB, it burned", []),
        ("at 7 p.m., that is, at 21:00, it began", ["7 p.m., that is, at 21:00"]),
        ("at 7 p.m. (1800 GMT) it began", []),
        ("at 7 p.m. local time, about 18:00 GMT, it began", []),
        ("from 7 p.m. to 9 p.m.", []),
        ("at 7 p.m. and around 9 p.m.", []),
    ],
)
def test_two_times_for_one_moment_contradict(text: str, found: list[str]) -> None:
    story = prepare(Story("s", (_document("v0", text),)))
    assert [
        words for words, _ in _found(story, list(clock_contradiction.detect(story, story.versions[0])))
    ] == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("about 1.200 people came", [("1.200", "1,200")]),
        ("it fell 3,5 percent", [("3,5", "3.5")]),
        ("it fell 3,5%", [("3,5", "3.5")]),
        ("a cost of 2,75 million euros", [("2,75", "2.75")]),
        ("a debt of 1.234.567,50 euros", [("1.234.567,50", "1,234,567.50")]),
        ("it sold for €15.000 then", [("15.000", "15,000")]),
        ("a fee of 1,200 € a month", [("1,200 €", "€1,200")]),
        ("some 10 000 people", [("10 000", "10,000")]),
        ("a town of 2.5 thousand, a rise of 54 % so far", []),
        ("gas at $3.459, 1,200 people, 3.125 percent, 1.234 km", []),
        ("pages 3,5 and 7, seats 1,2 and 3, 192.168.1.100", []),
    ],
)
def test_numbers_of_another_custom_are_found_with_the_english_form(
    text: str, expected: list[tuple[str, str]]
) -> None:
    story = prepare(Story("s", (_document("v0", text),)))
    assert _found(story, list(number_format.detect(story, story.versions[0]))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Monday (22/4/2024) in Bonn", [("22/4/2024", "22 April 2024")]),
        ("on 22.04.2024 in Bonn, after May 3", [("22.04.2024", "April 22, 2024")]),
        ("on 2024.04.22 in Seoul", [("2024.04.22", "22 April 2024")]),
        ("on 5. May 2020 in Bonn", [("5. May 2020", "5 May 2020")]),
        ("on 4/22/2024, 5/4/2024 and 2024-04-22", []),
        ("version 2.10.2019.4, 31.02.2024, example.com/22/4/2024/x", []),
    ],
)
def test_dates_of_another_custom_are_found_with_the_date_in_words(
    text: str, expected: list[tuple[str, str]]
) -> None:
    story = prepare(Story("s", (_document("v0", text),)))
    assert _found(story, list(date_format.detect(story, story.versions[0]))) == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The painter (1901–1944) died at the age of 53.", "1901 to 1944 are 43 years"),
        ("The painter (1901–1944), aged 42, had no heirs.", ""),
        ("The painter (1901–1944) left a 70-year-old mother and a son aged 12.", ""),
        ("Born on 3 May 1960, the 72-year-old singer died in April 2015.", "1960 to 2015 are 55 years"),
        ("Born on 3 May 1960, the 54-year-old singer died in April 2015.", ""),
        ("Of the 1,300 pupils 700 were boys and 800 girls.", "700 and 800 are 1,500, not 1,300"),
        ("Of the 1,300 pupils 700 were boys and 600 girls.", ""),
        ("Of the 1,300 pupils 700 were boys and 800 tall.", ""),
        ("They voted 60% for it, 30% against and 20% abstained.", "together they are 110 percent"),
        ("They voted 60.4% for it, 30.4% against and 10.2% abstained.", ""),
        ("It rose 60% for boats, and 50% for cars.", ""),
    ],
)
def test_figures_of_one_sentence_are_added_up(text: str, told: str) -> None:
    story = _story(text)
    hits = list(sums.detect(story, story.versions[0]))
    assert [hit.slots["told"] for hit in hits] == [told] * bool(told)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He carried 2,450 kg of flour and 1.5 kg of salt.", ["2,450"]),
        ("He carried 2,450 kg of flour and 1.5 km of rope.", []),
        ("He carried 2,450 kg of flour and 15 kg of salt.", []),
        ("He carried 12,450 kg of flour and 1.5 kg of salt.", []),
        ("He carried 2,450 kg of flour. It was 1.5 kg of salt.", []),
    ],
)
def test_a_comma_is_doubted_beside_a_point_of_the_same_unit(text: str, found: list[str]) -> None:
    story = _story(text)
    hits = list(decimal_comma.detect(story, story.versions[0]))
    assert [story.versions[0].words(hit.span) for hit in hits] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Prices rose %25 and %3,5 in a month.", [("%25", "25%"), ("%3,5", "3.5%")]),
        ("The page a%20b and the file %20x, and 25% of it.", []),
        ("It weighs 12,5 kg, or 3,25 tons at most.", [("12,5", "12.5"), ("3,25", "3.25")]),
        ("It weighs 1,250 kg, and lists points 3,5 and 7.", []),
    ],
)
def test_shares_and_measures_of_other_customs_are_found(text: str, found: list[tuple[str, str]]) -> None:
    story = _story(text)
    assert _found(story, list(number_format.detect(story, story.versions[0]))) == found
