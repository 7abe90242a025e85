"""Word documents in the manner of the programs that write them, each with one fault in a place of its own.

The fault is always “the the”, which is corrected safely.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{TRANSITIONAL}" xmlns:r="{_OFFICE}"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_STYLES = (
    f'{_HEAD}<w:styles xmlns:w="{TRANSITIONAL}">'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>'
    "<w:style"
    ' w:type="paragraph"'
    ' w:styleId="Kop"><w:name'
    ' w:val="House'
    ' head"/>'
    "<w:basedOn"
    ' w:val="Heading1"/></w:style>'
    "<w:style"
    ' w:type="paragraph"'
    ' w:styleId="Naslov"><w:name'
    ' w:val="Naslov"/><w:pPr>'
    "<w:outlineLvl"
    ' w:val="1"/></w:pPr>'
    '</w:style><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style></w:styles>'
)


def run(words: str, formatting: str = "") -> str:
    properties = f"<w:rPr>{formatting}</w:rPr>" if formatting else ""
    return f'<w:r w:rsidRPr="00A1">{properties}<w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*runs: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p w14:paraId="77" w:rsidR="00B2">{properties}{"".join(runs)}</w:p>'


def ins(*runs: str) -> str:
    return f'<w:ins w:id="901" w:author="Ana" w:date="2026-01-05T10:00:00Z">{"".join(runs)}</w:ins>'


def deleted(words: str) -> str:
    return (
        '<w:del w:id="902" w:author="Ana" w:date="2026-01-05T10:00:00Z"><w:r><w:delText xml:space="preserve">'
        f"{words}</w:delText></w:r></w:del>"
    )


def notes(kind: str, *each: str) -> str:
    name = kind.removesuffix("s")
    held = "".join(f'<w:{name} w:id="{at}">{one}</w:{name}>' for at, one in enumerate(each, 2))
    return (
        f"{_HEAD}"
        f"<w:{kind}"
        f" {_SPACES}><w:{name}"
        ' w:type="separator"'
        ' w:id="-1"><w:p><w:r>'
        "<w:separator/>"
        "</w:r></w:p>"
        f"</w:{name}>{held}</w:{kind}>"
    )


def margin(kind: str, *paragraphs: str) -> str:
    """A header ("hdr") or a footer ("ftr")."""
    return f"{_HEAD}<w:{kind} {_SPACES}>{''.join(paragraphs)}</w:{kind}>"


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 5, 10, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def parts(
    body: str, more: Mapping[str, str | bytes] | None = None, links: Mapping[str, str] | None = None
) -> dict[str, str | bytes]:
    """The parts of a document with this body; `more` are other parts of it, `links` what it links to."""
    more = {"word/styles.xml": _STYLES, **(more or {})}
    kinds = {"styles", "footnotes", "endnotes", "comments"}
    overrides = relations = margins = ""
    for name in more:
        kind = name.removeprefix("word/").removesuffix(".xml")
        if kind in kinds:
            overrides += f'<Override PartName="/{name}" ContentType="{_TYPE}.{kind}+xml"/>'
            relations += f'<Relationship Id="r{kind}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>'
        elif margin := re.fullmatch(r"(header|footer)\d", kind):
            overrides += f'<Override PartName="/{name}" ContentType="{_TYPE}.{margin[1]}+xml"/>'
            relations += f'<Relationship Id="r{kind}" Type="{_OFFICE}/{margin[1]}" Target="{kind}.xml"/>'
            place = "first" if kind.endswith("2") else "default"
            margins += f'<w:{margin[1]}Reference w:type="{place}" r:id="r{kind}"/>'
    for key, target in (links or {}).items():
        relations += (
            f'<Relationship Id="{key}" Type="{_OFFICE}/hyperlink" Target="{target}" TargetMode="External"/>'
        )
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    return {
        "[Content_Types].xml": (
            f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            "<Default"
            ' Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType='
            '"application/octet-stream"/><Override PartName="/word/document.xml" ContentType='
            f'"{_TYPE}.document.main+xml"/>{overrides}</Types>'
        ),
        "_rels/.rels": (
            f'{_HEAD}<Relationships xmlns="{rels}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument"'
            ' Target="word/document.xml"/></Relationships>'
        ),
        "word/document.xml": (
            f'{_HEAD}<w:document {_SPACES}><w:body>{body}<w:sectPr>{margins}<w:pgSz w:w="11906" w:h="16838"/>'
            "</w:sectPr></w:body></w:document>"
        ),
        "word/_rels/document.xml.rels": f'{_HEAD}<Relationships xmlns="{rels}">{relations}</Relationships>',
        **more,
    }


def docx(
    body: str, more: Mapping[str, str | bytes] | None = None, links: Mapping[str, str] | None = None
) -> bytes:
    return packed(parts(body, more, links))


_BEFORE = paragraph(run("The council met on Tuesday evening in the town hall."))
_AFTER = paragraph(run("Work on the bridge begins in the spring."))
_BOX = paragraph(run("In the box the mayor thanked the the builders."))
_FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def _with(*middle: str) -> str:
    return _BEFORE + "".join(middle) + _AFTER


def _field(instruction: str, *result: str) -> str:
    return (
        _FIELD.format("begin")
        + f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        + _FIELD.format("separate")
        + "".join(result)
        + _FIELD.format("end")
    )


def _control(content: str, properties: str = "") -> str:
    return (
        "<w:sdt>"
        "<w:sdtPr><w:id"
        f' w:val="5"/>{properties}'
        "</w:sdtPr>"
        f"<w:sdtContent>{content}"
        "</w:sdtContent></w:sdt>"
    )


def _cell(*paragraphs: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="4500" w:type="dxa"/></w:tcPr>{"".join(paragraphs)}</w:tc>'


_TABLE = (
    '<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="4500"/>'
    '<w:gridCol w:w="4500"/></w:tblGrid>{}</w:tbl>'
)
_SHAPE = (
    "<w:drawing>"
    "<wp:anchor"
    ' distT="0" distB="0"'
    ' distL="0"'
    ' distR="0" simplePos="0"'
    ' relativeHeight="2"'
    ' behindDoc="0"'
    ' locked="0"'
    ' layoutInCell="1"'
    ' allowOverlap="1">'
    '<wp:simplePos x="0"'
    ' y="0"/>'
    "<wp:positionH"
    ' relativeFrom="column">'
    '<wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0'
    "</wp:posOffset>"
    "</wp:positionV><wp:extent"
    ' cx="2000000"'
    ' cy="900000"/><wp:wrapNone/>'
    "<wp:docPr"
    ' id="1"'
    ' name="Box"/>'
    "<a:graphic>"
    "<a:graphicData"
    ' uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    "<wps:wsp>"
    '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="900000"/></a:xfrm>'
    "<a:prstGeom"
    ' prst="rect"><a:avLst/>'
    "</a:prstGeom></wps:spPr>"
    "<wps:txbx>"
    "<w:txbxContent>{}"
    "</w:txbxContent></wps:txbx>"
    "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
)
_PICT = (
    "<w:pict>"
    "<v:shape"
    ' style="width:100pt;height:50pt">'
    "<v:textbox>"
    "<w:txbxContent>{}"
    "</w:txbxContent>"
    "</v:textbox>"
    "</v:shape></w:pict>"
)
_NOTE = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{}Reference w:id="2"/></w:r>'
_FOOTNOTE = "<w:p><w:r><w:footnoteRef/></w:r>" + run(" As the the minutes of the council have it.") + "</w:p>"

# In the manner of Word: what it is called, and the document.
WORD: Mapping[str, bytes] = {
    "a plain paragraph": docx(_with(paragraph(run("She thanked the the town.")))),
    "a heading by its style": docx(_with(paragraph(run("A bridge for the the town"), style="Heading1"))),
    "a heading of a house style": docx(_with(paragraph(run("A bridge for the the town"), style="Kop"))),
    "runs that split a word": docx(
        _with(
            paragraph(
                run("She tha"), run("nked t", "<w:b/>"), run("he t"), run("h", "<w:i/>"), run("e town.")
            )
        )
    ),
    "a bold word": docx(
        _with(paragraph(run("She thanked "), run("the the", "<w:b/>"), run(" town &amp; all.")))
    ),
    "a spelling mark between": docx(
        _with(paragraph(run("She thanked the "), '<w:proofErr w:type="gramStart"/>', run("the town.")))
    ),
    "a bookmark between": docx(
        _with(
            paragraph(
                run("She thanked the "),
                '<w:bookmarkStart w:id="7" w:name="x"/><w:bookmarkEnd w:id="7"/>',
                run("the town."),
            )
        )
    ),
    "a page that broke in between": docx(
        _with(
            paragraph(
                "<w:r><w:t"
                ' xml:space="preserve">She'
                " thanked </w:t>"
                "<w:lastRenderedPageBreak/>"
                "<w:t>the"
                " the town."
                "</w:t></w:r>"
            )
        )
    ),
    "a tab and a line break": docx(
        _with(
            paragraph(
                "<w:r><w:t>Mayor:"
                "</w:t><w:tab/><w:t>she"
                " thanked the the"
                " town.</w:t><w:br/>"
                "<w:t>Then"
                " she"
                " left.</w:t></w:r>"
            )
        )
    ),
    "a cell of a table": docx(
        _with(
            _TABLE.format(
                "<w:tr>"
                + _cell(paragraph(run("Mayor")))
                + _cell(paragraph(run("She thanked the the town.")))
                + "</w:tr>"
            )
        )
    ),
    "a table in a table": docx(
        _with(
            _TABLE.format(
                "<w:tr>"
                + _cell(
                    _TABLE.format(f"<w:tr>{_cell(paragraph(run('She thanked the the town.')))}</w:tr>"),
                    paragraph(),
                )
                + _cell(paragraph(run("Right.")))
                + "</w:tr>"
            )
        )
    ),
    "a footnote": docx(
        _with(paragraph(run("She thanked the town."), _NOTE.format("footnote"))),
        {"word/footnotes.xml": notes("footnotes", _FOOTNOTE)},
    ),
    "a header and a footer": docx(
        _with(paragraph(run("She thanked the the town."))),
        {
            "word/header1.xml": margin("hdr", paragraph(run("News of the town, morning edition"))),
            "word/footer2.xml": margin("ftr", paragraph(run("Page "), _field("PAGE", run("1")))),
        },
    ),
    "an endnote": docx(
        _with(paragraph(run("She thanked the town."), _NOTE.format("endnote"))),
        {"word/endnotes.xml": notes("endnotes", _FOOTNOTE.replace("footnoteRef", "endnoteRef"))},
    ),
    "a link": docx(
        _with(
            paragraph(
                run("She "), f'<w:hyperlink r:id="rId9">{run("thanked the the town")}</w:hyperlink>', run(".")
            )
        ),
        links={"rId9": "https://example.org/a?b=1&amp;c=2"},
    ),
    "a link as a field": docx(
        _with(
            paragraph(
                run("She "), _field('HYPERLINK "https://example.org/"', run("thanked the the town")), run(".")
            )
        )
    ),
    "a content control in a line": docx(
        _with(paragraph(run("She "), _control(run("thanked the the town")), run(".")))
    ),
    "a content control of a paragraph": docx(
        _with(_control(paragraph(run("She thanked the the town.")) + paragraph(run("Then she left."))))
    ),
    "a text box": docx(
        _with(
            paragraph(
                run("Beside the box."),
                f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{_SHAPE.format(_BOX)}</mc:Choice>'
                f"<mc:Fallback>{_PICT.format(_BOX)}</mc:Fallback></mc:AlternateContent></w:r>",
            )
        )
    ),
    "an old text box": docx(_with(paragraph(run("Beside the box."), f"<w:r>{_PICT.format(_BOX)}</w:r>"))),
    "words that somebody inserted": docx(
        _with(paragraph(run("She "), ins(run("thanked the the town")), deleted("blamed it"), run(".")))
    ),
    "words beside deleted ones": docx(
        _with(paragraph(run("She thanked the "), deleted("old "), run("the town.")))
    ),
    "a paragraph whose end is deleted": docx(
        _with(
            (
                "<w:p><w:pPr>"
                "<w:rPr>"
                '<w:del w:id="4"'
                ' w:author="Ana"'
                ' w:date="2026-01-05T10:00:00Z"/>'
                "</w:rPr>"
                "</w:pPr>"
            )
            + run("She thanked the ")
            + "</w:p>",
            paragraph(run("the town.")),
        )
    ),
    "words that were moved": docx(
        _with(
            paragraph(
                run("She "),
                (
                    '<w:moveFromRangeStart w:id="20"'
                    ' w:author="Ana"'
                    ' w:name="m1"/><w:moveFrom'
                    ' w:id="21"'
                    ' w:author="Ana">'
                    "<w:r><w:t"
                    ' xml:space="preserve">never '
                    "</w:t>"
                    "</w:r>"
                    "</w:moveFrom>"
                    "<w:moveFromRangeEnd"
                    ' w:id="20"/>'
                ),
                run("thanked the the town "),
                '<w:moveToRangeStart w:id="22"'
                ' w:author="Ana"'
                ' w:name="m1"/>'
                "<w:moveTo"
                ' w:id="23"'
                ' w:author="Ana">'
                '<w:r><w:t>never</w:t></w:r></w:moveTo><w:moveToRangeEnd w:id="22"/>',
                run("."),
            )
        )
    ),
    "comments that are there": docx(
        _with(
            paragraph(
                '<w:commentRangeStart w:id="0"/>',
                run("She thanked the the town."),
                '<w:commentRangeEnd w:id="0"/>',
                '<w:r><w:commentReference w:id="0"/></w:r>',
            )
        ),
        {
            "word/comments.xml": f"{_HEAD}"
            "<w:comments"
            f" {_SPACES}>"
            "<w:comment"
            ' w:id="0"'
            ' w:author="Ana"'
            ' w:initials="A">'
            f"{paragraph(run('Is it so?'))}</w:comment></w:comments>"
        },
    ),
    "macros and pictures beside it": docx(
        _with(paragraph(run("She thanked the the town."))),
        {
            "word/vbaProject.bin": bytes(range(256)) * 40,
            "word/media/image1.bin": b"\x89PNG\r\n" + bytes(2000),
        },
    ),
}


def _google(*middle: str) -> bytes:
    """As Google Docs exports: every run with its whole formatting, revisions told and not known."""
    revisions = ' w:rsidDel="00000000" w:rsidR="00000000" w:rsidRPr="00000000"'
    return docx(_with(*middle).replace(' w:rsidRPr="00A1"', revisions))


_ARIAL = (
    "<w:rFonts"
    ' w:ascii="Arial" w:cs="Arial"'
    ' w:eastAsia="Arial"'
    ' w:hAnsi="Arial"/><w:sz'
    ' w:val="22"/>'
    "<w:rtl"
    ' w:val="0"/>'
)
GOOGLE: Mapping[str, bytes] = {
    "a plain paragraph": _google(paragraph(run("She thanked the the town.", _ARIAL))),
    "a link in its own colour": _google(
        paragraph(
            run("She thanked ", _ARIAL),
            run("the the town", _ARIAL + '<w:u w:val="single"/>'),
            run(".", _ARIAL),
        )
    ),
    "a suggestion": _google(
        paragraph(
            run("She ", _ARIAL),
            '<w:ins w:author="Ana" w:id="0" w:date="2026-01-05T10:00:00Z">'
            + run("thanked the the town", _ARIAL)
            + "</w:ins>",
            run(".", _ARIAL),
        )
    ),
    "an item of a list": _google(
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        + run("She thanked the the town.", _ARIAL)
        + "</w:p>"
    ),
}

# As LibreOffice writes them: pages that it is given, each with the fault once.
PAGES: Mapping[str, str] = {
    "plain": "<p>The council met on Tuesday.</p><p>She thanked the the town.</p>",
    "heading": "<h1>A bridge for the the town</h1><p>The council met on Tuesday evening.</p>",
    "bold": "<p>She thanked <b>the the</b> town on Tuesday evening.</p>",
    "split": "<p>She tha<b>nked t</b>he <i>th</i>e town on Tuesday evening.</p>",
    "table": (
        "<table border=1><tr><td>Mayor</td><td>She thanked the the town.</td></tr></table><p>It is late.</p>"
    ),
    "list": "<ul><li>She came on Tuesday.</li><li>She thanked the the town.</li></ul>",
    "link": '<p>She <a href="https://example.org/">thanked the the town</a> on Tuesday evening.</p>',
    "lines": "<p>Mayor:<br>she thanked the the town.<br>Then she left.</p>",
    "scripts": "<p>Гувернер: „Хвала“. 市长 said she thanked the the town &amp; left for <b>Čačak</b>.</p>",
}
