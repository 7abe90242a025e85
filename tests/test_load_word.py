"""Is a Word document read as its reader sees it, and refused where it is none or is meant to do harm?"""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from typer.testing import CliRunner

from audit.cli import app
from audit.load import Loaded, LoadError, characters, load_bytes, reads
from audit.model import ElementKind
from tests.words import GOOGLE, STRICT, TRANSITIONAL, WORD, docx, margin, packed, paragraph, parts, run

_FAULT = paragraph(run("She thanked the the town."))


def _read(data: bytes) -> Loaded:
    (loaded,) = load_bytes(data, "x.docx", ".docx")
    return loaded


def _parts(loaded: Loaded, kind: ElementKind) -> list[tuple[str, str]]:
    return [
        (one.value, loaded.text[one.span.start : one.span.end]) for one in loaded.elements if one.kind is kind
    ]


_READS = {
    "a heading by its style": "A bridge for the the town",
    "runs that split a word": "She thanked the the town.",
    "a bold word": "She thanked the the town & all.",
    "a page that broke in between": "She thanked the the town.",
    "a tab and a line break": "Mayor: she thanked the the town.\nThen she left.",
    "a cell of a table": "Mayor\n\nShe thanked the the town.",
    "a table in a table": "She thanked the the town.\n\nRight.",
    "a link": "She thanked the the town.",
    "a link as a field": "She thanked the the town.",
    "a content control in a line": "She thanked the the town.",
    "a content control of a paragraph": "She thanked the the town.\n\nThen she left.",
    "a text box": "Beside the box.\n\nIn the box the mayor thanked the the builders.",
    "an old text box": "Beside the box.\n\nIn the box the mayor thanked the the builders.",
    "words that somebody inserted": "She thanked the the town.",
    "words beside deleted ones": "She thanked the the town.",
    "a paragraph whose end is deleted": "She thanked the the town.",
    "words that were moved": "She thanked the the town never.",
    "comments that are there": "She thanked the the town.",
}


@pytest.mark.parametrize("name", _READS)
def test_it_is_read_as_its_reader_sees_it_with_all_changes_accepted(name: str) -> None:
    before, after = (
        "The council met on Tuesday evening in the town hall.",
        "Work on the bridge begins in the spring.",
    )
    assert _read(WORD[name]).text == f"{before}\n\n{_READS[name]}\n\n{after}"


@pytest.mark.parametrize("name", ["a footnote", "an endnote"])
def test_a_note_is_read_behind_the_text(name: str) -> None:
    assert _read(WORD[name]).text.endswith("in the spring.\n\nAs the the minutes of the council have it.")


def test_headers_and_footers_that_say_something_are_said_not_to_be_read() -> None:
    page = margin("hdr", paragraph(run("Page ")))
    said = margin("ftr", paragraph(run("Written by the the night desk")))
    assert _read(docx(_FAULT, {"word/header1.xml": page})).reservations == ()
    loaded = _read(docx(_FAULT, {"word/header1.xml": page, "word/footer2.xml": said}))
    assert loaded.text == "She thanked the the town."
    assert loaded.reservations == ("its headers and footers were not read",)


@pytest.mark.parametrize("name", GOOGLE)
def test_what_google_docs_exports_is_read(name: str) -> None:
    assert "She thanked the the town." in _read(GOOGLE[name]).text


@pytest.mark.parametrize("data", [*WORD.values(), *GOOGLE.values()])
def test_every_letter_knows_its_paragraph_and_its_place_in_it(data: bytes) -> None:
    loaded, lines = _read(data), characters(data, "x.docx", ".docx").characters.split("\n")
    for position, letter in enumerate(loaded.text):
        if loaded.source.rendering(position) is None:
            line, column = loaded.source.line_column(position)
            assert lines[line - 1][column - 1] == letter


def test_headings_are_those_of_their_styles_and_of_the_styles_these_rest_on() -> None:
    styles = {"Heading1": "1", "Kop": "1", "Naslov": "2", "Title": "1", "": "", "Missing": ""}
    for style, level in styles.items():
        loaded = _read(docx(paragraph(run("A bridge for the town"), style=style)))
        assert _parts(loaded, ElementKind.HEADING) == ([(level, "A bridge for the town")] if level else [])
    stated = '<w:p><w:pPr><w:outlineLvl w:val="2"/></w:pPr>' + run("A bridge") + "</w:p>"
    assert _parts(_read(docx(stated)), ElementKind.HEADING) == [("3", "A bridge")]


def test_links_and_tables_are_elements() -> None:
    assert _parts(_read(WORD["a link"]), ElementKind.LINK) == [
        ("https://example.org/a?b=1&c=2", "thanked the the town")
    ]
    assert _parts(_read(WORD["a link as a field"]), ElementKind.LINK) == [
        ("https://example.org/", "thanked the the town")
    ]
    assert _parts(_read(WORD["a cell of a table"]), ElementKind.TABLE) == [
        ("", "Mayor\n\nShe thanked the the town.")
    ]


def test_what_a_reader_does_not_see_is_left_out() -> None:
    hidden = run("Not for print. ", "<w:vanish/>")
    contents = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("A bridge 3")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    prompt = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        + run("Click here to enter text.")
        + "</w:sdtContent></w:sdt>"
    )
    row = (
        "<w:tbl><w:tr><w:trPr><w:del w:id='3' w:author='Ana'/></w:trPr><w:tc>"
        + _FAULT
        + "</w:tc></w:tr></w:tbl>"
    )
    body = (
        paragraph(hidden, run("She left.")) + paragraph(contents) + paragraph(prompt, run("He stayed.")) + row
    )
    assert _read(docx(body)).text == "She left.\n\nHe stayed."
    shown = run("For print. ", '<w:vanish w:val="0"/>')
    assert _read(docx(paragraph(shown, run("She left.")))).text == "For print. She left."


def test_a_thing_in_a_line_stands_for_itself_and_what_a_program_fills_in_is_not_rewritten() -> None:
    sign = '<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>'
    assert _read(docx(paragraph(run("Glad "), sign, run(" today.")))).text == "Glad \ufffc today."
    date = f'<w:fldSimple w:instr=" DATE ">{run("5 May")}</w:fldSimple>'
    loaded = _read(docx(paragraph(run("Printed on "), date, run("."))))
    assert loaded.text == "Printed on 5 May."
    assert not loaded.source.editable(11, 16)
    assert loaded.source.editable(0, 10)


def test_the_names_of_namespaces_are_those_of_the_file_and_strict_documents_are_read() -> None:
    held = {name: str(data) for name, data in parts(_FAULT).items()}
    other = re.sub(r"\bw:", "x:", held["word/document.xml"]).replace("xmlns:w=", "xmlns:x=")
    assert _read(packed({**held, "word/document.xml": other})).text == "She thanked the the town."
    strict = held["word/document.xml"].replace(TRANSITIONAL, STRICT)
    assert _read(packed({**held, "word/document.xml": strict})).text == "She thanked the the town."


def test_a_document_lies_where_its_package_says() -> None:
    held = {
        name.replace("word/", "text/"): str(data).replace("word/", "text/")
        for name, data in parts(_FAULT).items()
    }
    assert _read(packed(held)).text == "She thanked the the town."


def test_what_is_read_with_reserve_is_said(tmp_path: Path) -> None:
    (tmp_path / "draft.en.docx").write_bytes(WORD["words that somebody inserted"])
    done = CliRunner().invoke(app, ["check", str(tmp_path)])
    assert "draft.en.docx: read with 2 tracked changes as if accepted" in " ".join(done.output.split())
    (tmp_path / "draft.en.docx").write_bytes(docx(_FAULT + '<w:altChunk r:id="rId4"/>'))
    done = CliRunner().invoke(app, ["check", str(tmp_path)])
    assert "it holds another document inside, which was not read" in " ".join(done.output.split())


def test_the_file_that_word_keeps_beside_an_open_document_is_none() -> None:
    assert reads(Path("draft.docx"))
    assert not reads(Path("~$draft.docx"))


def _with(name: str, data: str | bytes) -> bytes:
    return packed({**parts(_FAULT), name: data})


def _document(change: Callable[[str], str]) -> bytes:
    return _with("word/document.xml", change(str(parts(_FAULT)["word/document.xml"])))


def _patched(data: bytes, find: bytes, at: int, form: str, value: int) -> bytes:
    """A package in which a field of every entry that begins with `find` says something else."""
    patched, place = bytearray(data), data.find(find)
    while place >= 0:
        struct.pack_into(form, patched, place + at, value)
        place = data.find(find, place + 1)
    return bytes(patched)


def _many(count: int) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(count):
            archive.writestr(f"{number}", b"")
    return made.getvalue()


def _twice() -> bytes:
    made = BytesIO(docx(_FAULT))
    with zipfile.ZipFile(made, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("word/document.xml", str(parts(_FAULT)["word/document.xml"]))
    return made.getvalue()


def _bzipped() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_BZIP2) as archive:
        for name, data in parts(_FAULT).items():
            archive.writestr(name, data)
    return made.getvalue()


_GOOD = docx(_FAULT)
_LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
_SECRET = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
_DEEP = "<w:smartTag>" * 5000
_HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "not a Word document (.docx): it does not begin as one"),
    "text": (lambda: b"She thanked the the town.", "not a Word document (.docx): it does not begin as one"),
    "half": (lambda: _GOOD[: len(_GOOD) // 2], "its list of parts is missing"),
    "a few bytes": (lambda: b"PK\x05\x06", "its list of parts is missing"),
    "an old document": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
        "saved without a password",
    ),
    "a broken list": (lambda: _patched(_GOOD, b"PK\x01\x02", 0, "<I", 7), "its list of parts is broken"),
    "an encrypted part": (lambda: _patched(_GOOD, b"PK\x01\x02", 8, "<H", 1), "protected by a password"),
    "a wrong checksum": (lambda: _patched(_GOOD, b"PK\x01\x02", 16, "<I", 7), "is broken"),
    "a size that lies": (lambda: _patched(_GOOD, b"PK\x01\x02", 24, "<I", 7), "is broken"),
    "a size beyond all": (lambda: _patched(_GOOD, b"PK\x01\x02", 24, "<I", 1 << 31), "is too large"),
    "another way of packing": (_bzipped, "is packed in a way that is not read"),
    "a bomb": (lambda: _document(lambda text: text.replace("town", " " * 30_000_000)), "times its size"),
    "a larger bomb": (lambda: _with("word/document.xml", bytes(40_000_000)), "is too large"),
    "ten thousand parts": (lambda: _many(10_000), "expected at most 4,096 parts"),
    "a part twice": (_twice, "two of its parts have one name"),
    "a billion laughs": (
        lambda: _document(lambda text: text.replace("<w:document", _LAUGHS + "<w:document")),
        "document type",
    ),
    "a secret of the machine": (
        lambda: _document(lambda text: text.replace("<w:document", _SECRET + "<w:document")),
        "document type",
    ),
    "a thousand levels": (lambda: _document(lambda text: text.replace("<w:p ", _DEEP + "<w:p ")), "200 deep"),
    "a million elements": (
        lambda: _document(
            lambda text: text.replace(
                "<w:body>", "<w:body>" + "".join(map("<w:p w:x='{}'/>".format, range(500_001)))
            )
        ),
        "expected at most",
    ),
    "no XML": (lambda: _document(lambda text: text.replace("</w:body>", "")), "is not XML at line 2"),
    "no UTF-8": (lambda: _with("word/document.xml", b"<a>\xff\xfe</a>"), "is not XML at line 1"),
    "UTF-16": (lambda: _with("word/document.xml", "<a/>".encode("utf-16")), "is in UTF-16: expected UTF-8"),
    "no document in it": (
        lambda: packed({"a.txt": "She thanked the the town."}),
        "nothing in it is the text of one",
    ),
    "a table of figures": (
        lambda: _with("word/document.xml", "<workbook><sheets/></workbook>"),
        "nothing in it is the text of one",
    ),
    "a part outside": (
        lambda: _with(
            "_rels/.rels", str(parts("")["_rels/.rels"]).replace("word/document.xml", "../../../etc/passwd")
        ),
        "nothing in it is the text of one",
    ),
    "no word": (lambda: docx(paragraph()), "empty: expected an article"),
}


@pytest.mark.parametrize("name", _HOSTILE)
def test_what_is_none_or_is_meant_to_do_harm_is_refused_with_its_reason(name: str, tmp_path: Path) -> None:
    made, reason = _HOSTILE[name]
    path = tmp_path / "draft.en.docx"
    path.write_bytes(made())
    with pytest.raises(LoadError, match=r"draft\.en\.docx") as raised:
        load_bytes(path.read_bytes(), "draft.en.docx", ".docx")
    assert reason in raised.value.reason
    done = CliRunner().invoke(app, ["check", str(path)])
    assert done.exit_code == 2, done.output
    assert "Traceback" not in done.output
