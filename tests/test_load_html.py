"""Does an HTML page give the words its reader sees, and nothing else?"""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as library

from audit.load.draft import Draft
from audit.load.html import fill
from audit.load.page import PageReader
from audit.load.strand import File
from audit.model import OBJECT
from tests.formats import load_text, structure

_PIECES = st.sampled_from(
    [
        *"ab <>&\"'=/\n1é",
        *"<p> </p> <b> </b> <div> </div> <a⎵href=x> </a> <ul><li> <li> </ul> <table><tr><td>".split(),
        *"</table> <script> </script> <style> </style> <!-- --> <br> <i⎵a=' &amp; &lt;b&gt; &#65;".split(),
        *"&eacute; word".split(),
    ]
).map(lambda piece: piece.replace("⎵", " "))


@given(pieces=st.lists(_PIECES, max_size=30))
@settings(max_examples=300, deadline=None)
def test_the_letters_that_are_shown_are_those_of_a_library(pieces: list[str]) -> None:
    file = "<p>Start " + "".join(pieces)
    if re.search(
        r"<(?![a-z/!])|<!(?!-- )|--(?!>)(?!\s)|</(?![a-z])|<i a|-->.*<!--|&(?!amp;|lt;|gt;|#65;|eacute;)",
        file,
        re.DOTALL,
    ):
        return  # what is broken is mended by each in its own way
    page = library.document_fromstring(file)
    for silent in page.xpath("//script|//style|//comment()"):
        if silent.getparent() is not None:
            silent.drop_tree()
    theirs = re.findall(r"\w", page.text_content())
    draft = Draft()
    fill(PageReader(draft), File(file, "x.html", "utf-8").strand())
    draft.block()
    assert re.findall(r"\w", draft.tail(0)) == theirs


def _text(file: str) -> str:
    return load_text(file, ".html")[0].text


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("<p><b>Mark</b> Rutte re<i>mark</i>able <a href=x>ha</a>lf</p>", "Mark Rutte remarkable half"),
        ("<p>One\n   two <b> three</b></p><p>Four", "One two three\n\nFour"),
        ("<h1>Head</h1>text<ul><li>a<li>b</ul>tail", "Head\n\ntext\n\na\n\nb\n\ntail"),
        ("<table><tr><th>a<td>b<tr><td>c</table>", "a\n\nb\n\nc"),
        ("<p>a<br>b<wbr>c&shy;d", "a\nbc\u00add"),
        ("<p>AT&amp;T &eacute; &#8220;x&#8221; &nope; &copy", "AT&T é “x” &nope; ©"),
        ("<p>Seen <span hidden>not</span><span style='color:red; display : none'>not</span> too", "Seen too"),
        ("<p>Seen<div aria-hidden=true><p>not</div><template><p>not</template>", "Seen"),
        ("<script>if (a < b) '<p>no</p>'</script><style>p{}</style><p>Seen", "Seen"),
        ("<nav><a href=/>Home</a></nav><main>Seen</main><!-- not -->", "Seen"),
        ("<p>Run <code>x</code> and <kbd>y</kbd><pre>code\ncode</pre>", f"Run {OBJECT} and {OBJECT}"),
        ("<p>He said <q>yes</q>.", "He said “yes”."),
        ("<p>See <img src=a alt='A &quot;dog&quot;' title=T> here", f"See {OBJECT} here\n\nA \"dog\"\n\nT"),
        ("<figure><img src=a alt=Alt><figcaption>Caption</figcaption></figure>", "Alt\n\nCaption"),
        ("<p>10<sup>6</sup>, 1<sup>st</sup>, so<sup><a href=#n>1</a></sup>.", f"10{OBJECT}, 1st, so."),
        ("<p>The <i lang=fr>mot juste</i> and <del>old</del> new", f"The {OBJECT} and new"),
        ("<p>See https://x.y/a_b. And {{ name }}", f"See {OBJECT}. And {OBJECT}"),
        ("<p>a</b></i></div>b", "ab"),
        ("<p title='T'>See <a href=x title=L>it</a> <abbr title='A'>a</abbr><hr title=H>", "See it a\n\nL"),
        ("<title>The title - Site</title><h1>The title</h1>Text", "The title\n\nText"),
        ("<head><title>Another</title></head><h1>Head</h1>Text", "Head\n\nText\n\nAnother"),
        ("<head><meta name=description content='It&#39;s told'></head><p>Text", "Text\n\nIt's told"),
        ("---\ntitle: Front\n---\n<p>Text", "Front\n\nText"),
    ],
)  # fmt: skip
def test_what_is_prose(file: str, text: str) -> None:
    assert _text(file) == text


def test_a_page_in_two_languages_is_two_documents_and_a_quoted_original_is_none() -> None:
    page = load_text(
        "<html lang=en><p>English.<blockquote lang=id>Bahasa.</blockquote>"
        "<div lang=sr><p>Srpski. <i lang=en>no</i></div><p>More.",
        ".html",
    )
    assert [(one.name, one.stated.lang, one.text) for one in page] == [
        ("en", "en", "English.\n\nMore."),
        ("sr", "sr", f"Srpski. {OBJECT}"),
    ]


def test_a_page_states_its_language_date_outlet_and_other_versions() -> None:
    (loaded,) = load_text(
        "<html lang=en-GB><head><link rel=alternate hreflang=SR href='/sr/?a&amp;b'>"
        "<meta property=og:site_name content='The  Desk'>"
        "<meta property=article:published_time content=2024-10-03T10:00:00Z></head><p>Text",
        ".html",
    )
    assert loaded.stated.lang == "en-GB"
    assert str(loaded.stated.date) == "2024-10-03"
    assert loaded.stated.outlet == "The Desk"
    assert loaded.fields["hreflang.sr"] == "/sr/?a&b"


def test_the_parts_of_the_structure_are_listed() -> None:
    (loaded,) = load_text(
        "<h2>Head <a href=/to>here</a></h2><p><img src=i.png alt=alt> {% x %} <code>y</code>", ".html"
    )
    assert [one for one in structure(loaded) if one[0] != "code"] == [
        ("heading", "2", "Head here"),
        ("link", "/to", "here"),
        ("shortcode", "{% x %}", ""),
        ("image", "i.png", "alt"),
    ]
