"""Does every offset lead back to the file, and does every bad file say what is wrong with it?"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.limits import LIMITS
from audit.load import LoadError, load, load_bytes, reads
from audit.model import Role

_PIECES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
_NEWLINES = st.sampled_from(["\n", "\r\n", "\r"])
_BODY = st.lists(st.tuples(_PIECES, _NEWLINES), min_size=1, max_size=8).map(
    lambda lines: "article" + "".join(text + newline for text, newline in lines)
)
_HEAD = st.sampled_from(["", "---\nlang: en\n---\n", "---\r\nlang: en\r\n---\r\n", "---\rlang: en\r...\r"])


@settings(deadline=None)
@given(body=_BODY, head=_HEAD, mark=st.sampled_from(["", "\ufeff"]))
def test_every_character_leads_back_to_its_own_in_the_file(body: str, head: str, mark: str) -> None:
    file = mark + head + body
    (loaded,) = load_bytes(file.encode(), "x.txt")
    text, source = loaded.text, loaded.source
    assert loaded.stated.lang == ("en" if head else "")
    assert "\r" not in text
    for position, character in enumerate(text):
        offset = source.offset(position)
        assert file[offset] == character or (character == "\n" and file[offset] == "\r")
        assert source.end_offset(position + 1) == offset + (2 if file[offset : offset + 2] == "\r\n" else 1)
        line, column = source.line_column(position)
        before = file[:offset].replace("\r\n", "\n").replace("\r", "\n")
        assert line == before.count("\n") + 1
        assert (
            column == len(before.removeprefix("\ufeff")) - (before.removeprefix("\ufeff").rfind("\n") + 1) + 1
        )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_marks_are_understood(encoding: str) -> None:
    (loaded,) = load_bytes("Čačak\r\nšuma".encode(encoding), "x.txt")
    source = loaded.source
    assert loaded.text == "Čačak\nšuma"
    marked = encoding != "utf-8"
    assert source.offset(0) == int(marked)
    assert source.line_column(0) == (1, 1)
    assert source.line_column(6) == (2, 1)


_SHORT = [
    ("Ça va très bien", "cp1252"),
    ("Müller sagt: „Gut“", "cp1252"),
    ("El niño corrió a casa", "cp1252"),
    ("Rutte’s visit – “now”", "cp1252"),
    ("The café’s owner", "cp1252"),
    ("Łódź i Kraków są żywe", "cp1250"),
    ("Čačak i šuma, žena Đorđa kaže", "cp1250"),
    ("Łódź i Kraków są żywe", "iso8859_2"),
    ("Министр сказал, что мост откроют", "cp1251"),
]


@pytest.mark.parametrize(("text", "encoding"), _SHORT)
def test_a_few_words_tell_the_encoding_and_fewer_are_western(text: str, encoding: str) -> None:
    (loaded,) = load_bytes(text.encode(encoding), "x.txt")
    assert (loaded.text, loaded.source.encoding) == (text, encoding)


def test_another_encoding_is_recognised_and_named() -> None:
    sentence = "La señora Ibáñez llegó mañana al café del jardín, según informó el periódico. " * 5
    (loaded,) = load_bytes(sentence.encode("cp1252"), "x.txt")
    assert loaded.text == sentence
    assert loaded.source.encoding == "cp1252"


@pytest.mark.parametrize(
    ("head", "suffix"),
    [
        ("<meta charset=windows-1251><p>", ".html"),
        ("<meta http-equiv=content-type content='text/html; charset=windows-1251'><p>", ".html"),
        (
            'msgid ""\nmsgstr "Content-Type: text/plain; charset=windows-1251\\n"\n\nmsgid "a"\nmsgstr "',
            ".po",
        ),
    ],
)
def test_the_encoding_that_a_file_names_is_the_one_it_is_read_by(head: str, suffix: str) -> None:
    tail = '"\n' if suffix == ".po" else ""
    loaded = load_bytes((head + "Добар дан." + tail).encode("cp1251"), f"x{suffix}", suffix)[-1]
    assert loaded.text == "Добар дан."
    assert loaded.source.encoding == "cp1251"


@pytest.mark.parametrize("name", ["zip", "rot13", "unicode_escape", "nonsense", "utf-16"])
def test_an_encoding_that_does_not_fit_is_guessed(name: str) -> None:
    page = f"<meta charset={name}><p>La señora Ibáñez llegó mañana al café del jardín. " * 3
    (loaded,) = load_bytes(page.encode("cp1252"), "x.html", ".html")
    assert "mañana" in loaded.text


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"---\nlang: en\n---\n", "nothing to judge"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "binary"),
        (b"text\0\1\2\3\4\5" * 100, "binary"),
        (b"\xff\xfea", "not valid utf-16-le at byte"),
        (b"\xef\xbb\xbf\xff", "not valid utf-8 at byte 3"),
        (b"a" * (LIMITS.article_bytes + 1), "larger than an article: expected at most 1,048,576 bytes"),
        (b"---\nlang: [en\n---\nText.", "front matter is not YAML"),
        (b"---\nlang: english language\n---\nText.", "expected a language tag"),
        (
            b"---\nrole: hero\n---\nText.",
            "expected one of source, translation, coverage, reference, found 'hero'",
        ),
        (b"---\ndate: 2024-13-40\n---\nText.", "month must be in 1..12"),
        (b"---\ndate: soon\n---\nText.", "expected a date such as 2024-10-03, found 'soon'"),
        (b"---\noutlet: [a, b]\n---\nText.", "expected a line of text, found a list"),
        (b"---\nlang: &a [x, x]\nrole: &b [*a, *a]\n---\nText.", "found a list"),
        (b"---\nlang: !!bool maybe\n---\nText.", "front matter"),
        (b"---\nlang: " + b"[" * 5000 + b"\n---\nText.", "front matter"),
    ],
)
def test_what_is_no_article_says_so(data: bytes, expected: str) -> None:
    with pytest.raises(LoadError) as caught:
        load_bytes(data, "x.txt")
    assert caught.value.path.startswith("x.txt")
    assert expected in caught.value.reason


def test_broken_front_matter_names_its_line() -> None:
    with pytest.raises(LoadError) as caught:
        load_bytes(b"---\nlang: en\ndate: : :\n---\nText.", "x.txt")
    assert caught.value.path == "x.txt:3"


def test_front_matter_is_read() -> None:
    head = (
        "---\n# the desk's own\nlang: sr_ME\nrole: source\norigin: EN\n"
        "date: 2024-10-03 12:00:00\noutlet: The  Desk\nsite: x\n---\n"
    )
    (loaded,) = load_bytes((head + "Body.").encode(), "x.txt")
    stated = loaded.stated
    assert loaded.text == "Body."
    assert stated.lang == "sr-ME"
    assert stated.role is Role.SOURCE
    assert stated.origin == "en"
    assert stated.date == dt.date(2024, 10, 3)
    assert stated.outlet == "The Desk"


def test_yaml_reads_no_as_false_and_we_as_norwegian() -> None:
    assert load_bytes(b"---\nlang: no\n---\nHei.", "x.txt")[0].stated.lang == "no"


@pytest.mark.parametrize(
    "text", ["---\nA rule of dashes opens it.\n---\nMore.", "---\nNo end.", "----\na: b\n----\n"]
)
def test_dashes_alone_are_no_front_matter(text: str) -> None:
    assert load_bytes(text.encode(), "x.txt")[0].text == text


def test_a_zero_among_text_is_text() -> None:
    assert load_bytes(
        b"One\0 slip in a text that is otherwise what a text looks like, " * 2 + b"x" * 200, "x.txt"
    )[0].text


def test_unknown_formats_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.rtf"
    path.write_bytes(b"text")
    with pytest.raises(LoadError, match=r"format .rtf is not read: expected .txt"):
        load(path, "x.rtf")


def test_which_files_of_a_folder_are_versions() -> None:
    assert reads(Path("a.en.txt"))
    assert reads(Path("a.TEXT"))
    assert not reads(Path("README.txt"))
    assert not reads(Path("readme.en.txt"))
    assert not reads(Path("labels.jsonl"))
