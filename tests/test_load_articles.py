"""Do JSON, JSON Lines, CSV and TSV give their articles, and say what is wrong where?"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import audit
from audit.load import FormatSettings, LoadError, load_bytes
from audit.load.json_tokens import Scanner
from audit.load.strand import File
from audit.load.table import _rows
from tests.formats import load_text

_NINJS = {
    "uri": "http://x/1",
    "language": "en",
    "versioncreated": "2024-10-03T10:00:00Z",
    "headline": 'A "quoted" headline',
    "body_text": "First bold & more.\n\nSecond.",
    "body_xhtml": "<p>First <b>bo</b>ld &amp; more.</p><p>Second.</p>",
    "slugline": "not-prose",
}
_NINJS_3 = {
    "uri": "http://x/1",
    "language": "en",
    "headlines": [{"role": "main", "value": "The headline"}],
    "bodies": [{"contentType": "text/html", "value": "<p>First &lt;b&gt;.</p>"}],
    "associations": {"main": {"caption": "A caption"}},
}
_SCHEMA = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "Organization", "description": "Not an article"},
        {
            "@type": "NewsArticle",
            "inLanguage": "en-GB",
            "headline": "The headline",
            "articleBody": "The body.",
            "publisher": {"name": "The Desk"},
            "datePublished": "2024-01-02",
        },
    ],
}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (_NINJS, 'A "quoted" headline\n\nFirst bold & more.\n\nSecond.'),
        (_NINJS_3, "The headline\n\nFirst <b>.\n\nA caption"),
        (_SCHEMA, "The headline\n\nThe body."),
        ({"title": "T", "content": "# Not read as Markdown"}, "T\n\n# Not read as Markdown"),
        ({"title": "T", "bodies": [{"contenttype": "text/markdown", "value": "*M*"}]}, "T\n\nM"),
    ],
)
def test_what_is_prose_in_json(value: object, text: str) -> None:
    for ascii_ in (True, False):
        assert load_text(json.dumps(value, ensure_ascii=ascii_), ".json")[0].text == text


def test_an_article_states_its_language_date_and_outlet() -> None:
    (loaded,) = load_text(json.dumps(_SCHEMA), ".json")
    assert (loaded.stated.lang, str(loaded.stated.date), loaded.stated.outlet) == (
        "en-GB",
        "2024-01-02",
        "The Desk",
    )


def test_rows_of_one_id_are_versions_of_one_story() -> None:
    rows = [
        {"id": "a", "lang": "en", "text": "One."},
        {"id": "a", "lang": "sr", "text": "Jedan."},
        {"id": "b", "text": "Two."},
    ]
    for file, suffix in (
        ("".join(json.dumps(row) + "\n" for row in rows), ".jsonl"),
        ("id,lang,text\na,en,One.\na,sr,Jedan.\nb,,Two.\n", ".csv"),
        ("id\tlang\ttext\na\ten\tOne.\na\tsr\tJedan.\nb\t\tTwo.\n", ".tsv"),
        ("id;lang;text\na;en;One.\na;sr;Jedan.\nb;;Two.\n", ".csv"),
    ):
        loaded = load_text(file, suffix)
        assert [(one.name, one.story, one.text) for one in loaded] == [
            ("a.en", f"x{suffix}#a", "One."),
            ("a.sr", f"x{suffix}#a", "Jedan."),
            ("b", f"x{suffix}#b", "Two."),
        ]


def test_a_table_named_on_the_command_line_is_read_row_by_row(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,lang,text\n1,en,It rained today.\n2,en,It snowed today.\n")
    run = audit.check([str(tmp_path / "a.csv")])
    assert [story.id for story in run.stories] == [f"{tmp_path}/a.csv#1", f"{tmp_path}/a.csv#2"]
    assert not run.problems


def test_places_of_a_row_are_those_of_the_file() -> None:
    loaded = load_text('id,text\n1,One.\n2,"Two ""or""\nthree."\n', ".csv")[1]
    assert loaded.text == 'Two "or"\nthree.'
    assert loaded.source.line_column(loaded.text.index("or")) == (3, 10)
    assert loaded.source.line_column(loaded.text.index("three")) == (4, 1)


def test_the_settings_say_which_fields_and_columns_are_prose() -> None:
    own = FormatSettings(fields=("story.*", "kicker"), columns=(("lang", ("tongue",)),))
    (loaded,) = load_bytes(
        b'{"kicker": "K", "story": ["a", "b"], "tongue": "sr", "text": "no"}', "x.json", ".json", own
    )
    assert (loaded.text, loaded.stated.lang) == ("a\n\nb\n\nK", "sr")


def test_a_column_named_for_text_is_text() -> None:
    own = FormatSettings(columns=(("id", ("slug",)), ("text", ("words",))))
    (loaded,) = load_bytes(b"slug,words\na,One.\n", "x.csv", ".csv", own)
    assert loaded.text == "One."


@pytest.mark.parametrize(
    ("file", "suffix", "place", "expected"),
    [
        ('{"text": "a",}', ".json", "x.json:1:14", "a name in quotation marks"),
        ('{"text": "a"\n "b": 1}', ".json", "x.json:2:2", "a comma or }"),
        ('{"text": "a', ".json", "x.json:1:10", "a string that ends on its line"),
        ('{"text": tru}', ".json", "x.json:1:10", "a value"),
        ('{"text": "a"} x', ".json", "x.json:1:15", "the end of the file"),
        ("[" * 300, ".json", "x.json:1:201", "at most 200 levels"),
        ('{"a": "b"}', ".json", "x.json:1:1", "no text: expected one of the fields headline"),
        ('{"text": "a"}\n{"text": }\n', ".jsonl", "x.jsonl:2:10", "a value"),
        ("a,b\n1,2\n", ".csv", "x.csv:1:1", "no column of text"),
        ('id,text\n1,"a\n', ".csv", "x.csv:2:3", "does not close"),
    ],
)
def test_what_cannot_be_read_says_where(file: str, suffix: str, place: str, expected: str) -> None:
    with pytest.raises(LoadError) as caught:
        load_text(file, suffix)
    assert caught.value.path == place
    assert expected in caught.value.reason


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@given(value=_VALUES, ascii_=st.booleans(), indent=st.sampled_from([None, 1]))
@settings(max_examples=150, deadline=None)
def test_the_strings_of_json_are_those_of_a_library(value: object, ascii_: bool, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=ascii_, indent=indent)
    file = File(text, "x.json", "utf-8")
    scanner = Scanner(file, file.strand())
    found = [(one.path, one.string.text) for one in scanner.values() if one.string is not None]
    scanner.rest()
    assert found == list(_strings(json.loads(text), ()))


def _strings(value: object, path: tuple[str | int, ...]) -> list[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        return [(path, value)]
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, one in inner for found in _strings(one, (*path, key))]


_CELLS = st.text(st.sampled_from('ab ,"\né'), max_size=6)


@given(rows=st.lists(st.lists(_CELLS, min_size=2, max_size=3), min_size=1, max_size=4))
@settings(max_examples=150, deadline=None)
def test_the_cells_of_a_table_are_those_of_a_library(rows: list[list[str]]) -> None:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    file = File(written.getvalue(), "x.csv", "utf-8")
    found = [[cell.text for cell in row] for row in _rows(file.strand(), ",", file)]
    assert found == [row for row in csv.reader(io.StringIO(written.getvalue())) if any(row)]
