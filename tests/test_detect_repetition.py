"""What the detector of repetitions sees beyond the examples of its rules."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest

from audit.annotate import annotate
from audit.detect import doubled_run, echoed_name, noun_of_itself, redundant_gloss, repetition
from audit.model import Document, Element, ElementKind, Source, Span, Story

_ALONE = Story("story", ())
_Unit = Literal["word", "pair", "phrase", "sentence"]


def _version(text: str) -> Document:
    return annotate(Document("version", text, Source("version"), "en"))


def _found(text: str, unit: _Unit, least: int = 0) -> list[str]:
    hits = repetition.detect(_ALONE, _version(text), unit=unit, least=least)
    return [text[hit.span.start : hit.span.end] for hit in hits]


@pytest.mark.parametrize(
    "text",
    [
        "The house the\nthe mayor built is small.",
        "He said he had had enough, and that that was that.",
        "They sang la la la and shouted fight fight fight.",
        "Is it it? It is is it not.",
        "He lives in Walla Walla.",
        "It was very very cold.",
    ],
)
def test_words_that_english_doubles_are_left_alone_or_marked_once(text: str) -> None:
    assert len(_found(text, unit="word")) <= 1


def test_three_times_the_same_function_word_is_one_hit() -> None:
    assert _found("He left the the the house.", unit="word") == ["the the the"]


def test_a_doubled_word_over_a_sentence_end_is_none() -> None:
    assert _found("This is what it is. Is it? Yes. Yes it is.", unit="word") == []


def test_a_phrase_said_twice_running_is_marked_whole_and_halved_by_the_fix() -> None:
    text = "He said that prices would rise again prices would rise again in May."
    (hit,) = repetition.detect(_ALONE, _version(text), unit="phrase", least=8)
    assert text[hit.span.start : hit.span.end] == "prices would rise again prices would rise again"
    assert hit.fix == "prices would rise again"


def test_a_name_repeated_in_a_list_is_no_loop() -> None:
    text = (
        "The Ministry of Foreign Affairs of the Kingdom of Norway wrote to the Ministry of Foreign "
        "Affairs of the Kingdom of Sweden."
    )
    assert _found(text, unit="phrase", least=8) == []


def test_headline_and_lead_may_say_the_same() -> None:
    line = "The strike in the north has ended without a deal."
    assert _found(f"{line}\n\n{line}\n\nNobody was hurt.", unit="sentence", least=6) == []


def test_a_long_text_takes_time_in_proportion() -> None:
    text = "The council voted on the budget and the mayor left early that day. " * 2000
    assert len(_found(text, unit="phrase", least=8)) < 4000


@pytest.mark.parametrize(
    "text",
    [
        "The North Atlantic Council (NAC) met in Brussels (Belgium).",
        "John Smith (Labour) beat Jane Smith (Green).",
        'The film "The End (of the World)" won.',
        "Visit Paris (in Texas) or Paris (the French one).",
    ],
)
def test_glosses_that_add_something_are_right(text: str) -> None:
    assert not list(redundant_gloss.detect(_ALONE, _version(text)))


@pytest.mark.parametrize(
    "text",
    [
        "Smith v. Smith was a case of Party members against Party leaders.",
        "From Senate leaders to Senate staff, all agreed.",
        "Labour voters for Labour values, said the sign.",
    ],
)
def test_names_that_mean_themselves_twice_are_left(text: str) -> None:
    assert not list(echoed_name.detect(_ALONE, _version(text)))


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("They live a simple, simple and quiet life.", ["simple, simple"]),
        ('"A horrible, horrible day," he said.', []),
        ("The parents and parents' friends came again and again.", []),
        ("War crimes and crimes against humanity were tried.", []),
        ("The aims were clear and clear.", ["clear and clear"]),
    ],
)
def test_pairs_of_one_word_are_found_in_the_writers_own_words(text: str, marks: list[str]) -> None:
    assert _found(text, unit="pair") == marks


_AGAIN = "The bridge over the river will be closed until the end of May."


@pytest.mark.parametrize(
    ("headings", "unit", "count"), [(0, False, 1), (3, False, 1), (4, False, 0), (0, True, 0)]
)
def test_a_manual_says_again_under_each_heading_what_holds_there_and_a_catalogue_in_each_message(
    headings: int, unit: bool, count: int
) -> None:
    parts = [f"Part {number}." for number in range(4)]
    said = ("One.", "Two.", "Three.", parts[0], _AGAIN, parts[1], _AGAIN, *parts[2:])
    text = "\n\n".join(said)
    places = [Span("version", text.index(part), text.index(part) + len(part)) for part in parts]
    elements = [Element(ElementKind.HEADING, "2", place) for place in places[:headings]]
    if unit:
        elements.append(Element(ElementKind.UNIT, "x", places[0]))
    version = replace(_version(text), elements=tuple(elements))
    hits = list(repetition.detect(_ALONE, version, unit="sentence", least=6))
    assert [text[hit.span.start : hit.span.end] for hit in hits] == [_AGAIN] * count


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("It stood on the pier on the pier by the sea.", ["on the pier on the pier"]),
        ("He took it one by one by hand, again and again and again, step by step by step.", []),
        ("Harbour Post Daily Harbour Post Daily News was read.", []),
        ("The list: red boats, red boats, blue boats.", []),
        ("They had had had had it.", []),
    ],
)
def test_a_run_of_words_that_stands_twice_is_found_where_nothing_else_goes_on(
    text: str, marks: list[str]
) -> None:
    version = _version(text)
    hits = [version.words(hit.span) for hit in doubled_run.detect(_ALONE, version)]
    assert hits == marks


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("The report of the yearly report was read.", ["report of the yearly report"]),
        ("The rules of its rules are strict.", ["rules of its rules"]),
        ("The question of questions, the smallest of the small and the day of the week.", []),
        ("The door of the door factory was shut.", []),
    ],
)
def test_a_noun_of_itself_is_told_from_one_of_many(text: str, marks: list[str]) -> None:
    version = _version(text)
    assert [version.words(hit.span) for hit in noun_of_itself.detect(_ALONE, version)] == marks
