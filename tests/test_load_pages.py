"""Are PDF and OpenDocument read as far as can be known, and is what cannot be trusted said?"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from audit.cli import app
from audit.load import Loaded, LoadError, load_bytes, reads, unread
from audit.model import ElementKind
from tests.words import packed

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
_ROOM = (
    f'<office:document-content xmlns:office="{_OFFICE}:office:1.0" xmlns:text="{_OFFICE}:text:1.0"'
    f' xmlns:table="{_OFFICE}:table:1.0" xmlns:draw="{_OFFICE}:drawing:1.0"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:text>'
)


def _odt(body: str) -> bytes:
    content = f"{_ROOM}{body}</office:text></office:body></office:document-content>"
    return packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def _pdf(*pages: list[str]) -> bytes:
    """A PDF that shows these lines on its pages."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in pages:
        shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
        stream = f"BT /F1 11 Tf 72 720 Td {shown} ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
            f" /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    made, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF\n"
    return (made + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}").encode()


def _read(data: bytes, suffix: str) -> Loaded:
    (loaded,) = load_bytes(data, f"x{suffix}", suffix)
    return loaded


_PAGE = [
    "The council met on Tuesday evening in the town hall and spoke at",
    "length about the new bridge, which the mayor called a remark-",
    "able thing.",
    "She thanked the the town.",
]


def test_lines_of_a_pdf_are_put_together_to_paragraphs() -> None:
    assert _read(_pdf(_PAGE), ".pdf").text == (
        "The council met on Tuesday evening in the town hall and spoke at length about the new bridge, which"
        " the mayor called a remarkable thing.\n\nShe thanked the the town."
    )


def test_what_runs_along_the_edge_of_every_page_is_left_out() -> None:
    pages = [["The Evening Paper", *_PAGE, f"Page {number}"] for number in (1, 2, 3)]
    text = _read(_pdf(*pages), ".pdf").text
    assert "Evening Paper" not in text
    assert "Page" not in text
    assert text.count("She thanked") == 3


def test_places_in_a_pdf_are_those_of_its_lines() -> None:
    loaded = _read(_pdf(_PAGE), ".pdf")
    assert loaded.source.line_column(loaded.text.index("the the")) == (4, 13)


def test_what_of_a_pdf_cannot_be_trusted_is_said(tmp_path: Path) -> None:
    path = tmp_path / "draft.en.pdf"
    path.write_bytes(_pdf(_PAGE, [" "]))
    done = CliRunner().invoke(app, ["check", str(path)])
    said = " ".join(done.output.split())
    assert "read from a PDF, which does not say where paragraphs end" in said
    assert "1 of 2 pages show no text" in said
    assert "“the the”: one word twice" in said


def test_a_pdf_is_read_where_it_is_named() -> None:
    assert not reads(Path("a.pdf"))
    assert unread(Path("a.pdf"))
    assert reads(Path("a.odt"))
    assert not unread(Path("a.odt"))


def test_a_file_that_needs_a_missing_extra_says_which(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    path = tmp_path / "draft.en.pdf"
    path.write_bytes(_pdf(_PAGE))
    done = CliRunner().invoke(app, ["check", str(path)])
    assert done.exit_code == 2
    assert "pip install 'translation-audit[pdf]'" in " ".join(done.output.split())


_REFUSED = {
    "text": (b"She thanked the town.", ".pdf", "it does not begin as one"),
    "a head alone": (b"%PDF-1.7\n", ".pdf", "a broken PDF"),
    "a half": (_pdf(_PAGE)[:300], ".pdf", "a broken PDF"),
    "pictures": (_pdf([" "]), ".pdf", "no text in it"),
    "no package": (b"She thanked the town.", ".odt", "not an OpenDocument text (.odt)"),
    "no content": (packed({"mimetype": "x"}), ".odt", "its part content.xml is missing"),
    "a sheet": (packed({"content.xml": "<a/>"}), ".odt", "nothing in it is the text of one"),
    "a password": (
        packed({"content.xml": "x", "META-INF/manifest.xml": "<manifest:encryption-data/>"}),
        ".odt",
        "protected by a password",
    ),
}


@pytest.mark.parametrize("name", _REFUSED)
def test_what_is_none_is_refused_with_its_reason(name: str) -> None:
    data, suffix, reason = _REFUSED[name]
    with pytest.raises(LoadError) as raised:
        load_bytes(data, f"x{suffix}", suffix)
    assert reason in raised.value.reason


def test_an_opendocument_is_read_as_its_reader_sees_it() -> None:
    loaded = _read(
        _odt(
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>Old.</text:p></text:deletion>"
            "</text:changed-region></text:tracked-changes>"
            '<text:h text:outline-level="2">A bridge</text:h>'
            '<text:p>She tha<text:span>nked</text:span><text:s text:c="2"/>the '
            '<text:a xlink:href="https://example.org/">town</text:a><text:note><text:note-citation>1'
            "</text:note-citation><text:note-body><text:p>As said.</text:p></text:note-body></text:note>."
            "</text:p>"
            "<table:table><table:table-row><table:table-cell><text:p>Mayor</text:p></table:table-cell>"
            "</table:table-row></table:table><text:list><text:list-item><text:p>One<text:line-break/>two</text:p>"
            "</text:list-item></text:list><text:p><draw:frame><draw:text-box><text:p>In a box.</text:p>"
            "</draw:text-box></draw:frame></text:p>"
        ),
        ".odt",
    )
    assert loaded.text == "A bridge\n\nShe thanked the town.\n\nMayor\n\nOne\ntwo\n\nIn a box.\n\nAs said."
    assert [(one.kind, one.value) for one in loaded.elements] == [
        (ElementKind.HEADING, "2"),
        (ElementKind.LINK, "https://example.org/"),
    ]


_PARAGRAPH = "<text:p>She thanked the the town.</text:p>"


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.en.odt", _odt(_PARAGRAPH)), ("a.en.pdf", _pdf(_PAGE))],
)
def test_corrections_that_cannot_be_written_are_said(name: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    done = CliRunner().invoke(app, ["fix", str(path)])
    assert "corrections are not written into files of this format" in done.output
    assert path.read_bytes() == data
