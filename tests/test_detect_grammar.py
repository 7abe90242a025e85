"""What the detectors of tense and broken clauses see beyond the examples."""

from __future__ import annotations

from datetime import date

import pytest

from audit.annotate import annotate
from audit.detect import article, broken_clause, glossary, present_perfect
from audit.model import Document, Source, Story

_ALONE = Story("story", ())


def _version(text: str, published: date | None = None) -> Document:
    return annotate(Document("version", text, Source("version"), "en", date=published))


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("He has written the book in 1999.", "wrote the book in 1999"),
        ("They have begun the work last year.", "began the work last year"),
        ("Two banks have been founded in May 2001.", "were founded in May 2001"),
        ("She has officially opened the bridge yesterday.", "officially opened the bridge yesterday"),
        ("He has arrived two days ago.", "arrived two days ago"),
    ],
)
def test_the_fix_is_the_simple_past(text: str, right: str) -> None:
    (hit,) = present_perfect.detect(_ALONE, _version(text))
    assert hit.fix == right


@pytest.mark.parametrize(
    "text",
    [
        "He has lived here since 1999.",
        "The firm has opened shops in 2015, 2016 and 2019.",
        "She has promised to sign the deal in 2035.",
        "The court has heard that he killed a man in 2019.",
        "They have visited a town founded in 1850.",
        "It has never opened in 2020.",
        "The film has won praise by critics. It was made last year.",
        "The plan has been scheduled on Monday.",
    ],
)
def test_a_date_that_belongs_to_something_else_leaves_the_perfect_alone(text: str) -> None:
    assert not list(present_perfect.detect(_ALONE, _version(text)))


def test_the_running_year_is_not_over() -> None:
    text = "The firm has opened a shop in 2020."
    assert list(present_perfect.detect(_ALONE, _version(text, date(2021, 3, 1))))
    assert not list(present_perfect.detect(_ALONE, _version(text, date(2020, 3, 1))))


def test_a_parenthesis_behind_that_is_no_broken_clause() -> None:
    text = "He said that the promise, he would say later, was kept."
    assert not list(broken_clause.detect(_ALONE, _version(text)))


_TABLE = (
    {"term": "handset", "forbidden": "hand apparatus|carry telephone", "note": ""},
    {"term": "Court of Audit", "forbidden": "Chamber of Accounts|=Court of Audits", "note": ""},
    {"term": "stop / halt", "forbidden": "stand still make", "note": ""},
)


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Two carry telephones rang.", [("carry telephones", "handsets")]),
        ("The hand-apparatus's price rose.", [("hand-apparatus", "handset")]),
        ("The Chamber of Accounts' report", [("Chamber of Accounts", "Court of Audit")]),
        ("The chamber of accounts and the Court of Audit", []),
        ("They will stand still make.", [("stand still make", None)]),
    ],
)
def test_forbidden_wordings_are_found_in_their_forms(text: str, marks: list[tuple[str, str | None]]) -> None:
    hits = glossary.detect(_ALONE, _version(text), table=_TABLE)
    assert [(text[hit.span.start : hit.span.end], hit.fix) for hit in hits] == marks


@pytest.mark.parametrize(
    ("text", "fixes"),
    [
        ("He gave a interview in an new hall.", ["an interview", "a new"]),
        ("An minister spoke.", ["A minister"]),
        ("A one-year plan, a European, a eulogy and an hour", []),
        ("Grade A offices; China's Ping An recently said so; plan A is off.", []),
    ],
)
def test_the_article_goes_with_the_sound(text: str, fixes: list[str]) -> None:
    assert [hit.fix for hit in article.detect(_ALONE, _version(text))] == fixes
