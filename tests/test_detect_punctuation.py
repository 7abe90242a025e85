"""What the detectors of brackets, quotation marks, spaces and seams see beyond the examples."""

from __future__ import annotations

import pytest

from audit.annotate import annotate
from audit.detect import attribution, bracket, capital_inside, fused, quotation_mark, spacing, stray_word
from audit.model import Document, Source, Story

_ALONE = Story("story", ())


def _version(text: str) -> Document:
    return annotate(Document("version", text, Source("version"), "en"))


def _mended(text: str, hits: list[tuple[int, int, str | None]]) -> str:
    for start, end, fix in sorted(hits, reverse=True):
        assert fix is not None
        text = text[:start] + fix + text[end:]
    return text


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ('"We are not ready (to pay," he said.', '"We are not ready (to pay)," he said.'),
        ("The old club (founded in May. It lost.", "The old club (founded in May). It lost."),
        ("A club (twice champion", "A club (twice champion)"),
        ("He wrote [sic, and left.", "He wrote [sic], and left."),
    ],
)
def test_a_bracket_is_closed_where_it_should_have_been(text: str, right: str) -> None:
    hits = [(hit.span.start, hit.span.end, hit.fix) for hit in bracket.detect(_ALONE, _version(text))]
    assert _mended(text, hits) == right


@pytest.mark.parametrize(
    "text",
    [
        "1) first 2) second a) third",
        "Sad :( and sadder ;-( but fine",
        "(He began here.\nHe went on.\nHe ended there.)",
        "The law (§ 3 (2) and (3)) applies.",
        "(He began here\n\nand went on\n\nand ended there.)",
        "in [DD] [[HH:]MM:]ss[.uuuuuu] format",
        "(you and your crush :heart_eyes:), and they",
    ],
)
def test_faces_lists_and_long_brackets_are_closed(text: str) -> None:
    assert not list(bracket.detect(_ALONE, _version(text)))


@pytest.mark.parametrize(
    "text",
    [
        '"It begins here.\n"It goes on here.\n"It ends here," she said.',
        '"It begins here.\nIt goes on here.\nIt ends here," she said.',
        'A 5" gun and a 6\'2" man.',
        'The "so-called "peace" treaty" failed.',
        'The judges" decision stood.',
        "He said ''yes'' and `no`.",
    ],
)
def test_quotations_over_paragraphs_inches_and_nesting_are_paired(text: str) -> None:
    assert not list(quotation_mark.detect(_ALONE, _version(text)))


def test_each_unpaired_mark_is_one_hit() -> None:
    text = 'He said "yes and left.\n\nShe said no" and stayed.\n\nThey "talked" on.\n\nHe "left at noon.'
    assert len(list(quotation_mark.detect(_ALONE, _version(text)))) <= 2


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("He came , saw and left .", "He came, saw and left."),
        ("It cost 5 % more ( or less ) now.", "It cost 5% more (or less) now."),
        ("It  was late.", "It was late."),
        ("In May,prices rose.", "In May, prices rose."),
    ],
)
def test_spacing_is_mended(text: str, right: str) -> None:
    hits = [(hit.span.start, hit.span.end, hit.fix) for hit in spacing.detect(_ALONE, _version(text))]
    assert _mended(text, hits) == right


@pytest.mark.parametrize(
    "text",
    [
        "Name  Age  Town\nAnn   40  Bath",
        "See http://example.org/a,b,c and mail a,b@example.org now.",
        "He paused . . . and left. It fell by .5 points :)",
    ],
)
def test_tables_addresses_and_ellipses_keep_their_spaces(text: str) -> None:
    assert not [hit for hit in spacing.detect(_ALONE, _version(text)) if "\n" in text or "http" in text]


def test_what_is_written_twice_as_one_word_is_a_name() -> None:
    assert not list(fused.detect(_ALONE, _version("The firm openHouse grew. Staff of openHouse rejoiced.")))


@pytest.mark.parametrize("text", ["See example.Org and info@site.Com.", "MacDonald and McDonald met DeVito."])
def test_addresses_and_names_are_no_seams(text: str) -> None:
    assert not list(fused.detect(_ALONE, _version(text)))


def test_an_abbreviation_before_the_quotation_mark_ends_no_sentence() -> None:
    text = 'He called it "the U.S." said nobody. "Well ..." he said.'
    assert not list(attribution.detect(_ALONE, _version(text), fault="stop"))


def test_abbreviations_strand_no_word() -> None:
    assert not list(
        stray_word.detect(_ALONE, _version("Made by Example Ltd. today. Sold by J. Doe Inc. there."))
    )


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The pier was opened to the public again on Monday The mayor was there.", 1),
        ("The pier was opened (as they all read The mayor was there) on Monday.", 0),
        ("He wrote in the log that “the pier is shut The mayor was there” on Monday.", 0),
        ("Pier opened to the public on Monday The mayor was there", 0),
        ("We all saw the film of that name The mayor was not there in the end.", 1),
        ("The young band was heard in the play The mayor was there on Monday.", 0),
        ("a long line of words The mayor was so. " * 4, 0),
    ],
)
def test_a_capital_inside_a_sentence_is_found_where_no_title_begins(text: str, count: int) -> None:
    assert len([*capital_inside.detect(_ALONE, _version(text))]) == count
