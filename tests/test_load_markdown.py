"""Is a Markdown file's prose what CommonMark says it is, and is everything else left out of it?"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from audit.load.markdown_blocks import BlockKind, LeafBlock, blocks
from audit.load.markdown_inline import Inline, Node, inlines
from audit.model import OBJECT
from tests.formats import load_text, structure

_LIBRARY = MarkdownIt("commonmark").enable("table")
_SIGNS = [*"ab .!*_`[]()<>#-+=|:\\\n\n1&\"'é—"]
_PIECES = r"""
** *** __ `` ``` ~~~⏎ ]( ](x) ](x⎵"t") ![ [a] [a]:⎵x⏎ ⏎⏎ ⎵⎵⏎ \⏎ ⎵⎵⎵⎵ >⎵ > -⎵ *⎵ 1.⎵ 2)⎵ #⎵ ##⎵ ---⏎ ===⏎
 a⎵|⎵b⏎--|--⏎
c⎵|⎵d⏎ <b> </b> <i⎵a="c"> <div>⏎ </div>⏎ <!--⎵c⎵--> <!--⎵ <x@y.z> <h:x> &amp; &lt; &copy; &#65; word Mark
""".split()
_TEXTS = st.lists(
    st.sampled_from(_SIGNS + [piece.replace("⎵", " ").replace("⏎", "\n") for piece in _PIECES]), max_size=24
).map("".join)


@given(text=_TEXTS)
@settings(max_examples=300, deadline=None)
def test_the_blocks_and_emphasis_are_those_of_a_library(text: str) -> None:
    # What the library does not do as the specification says: a backslash and spaces at the end of a line.
    text = re.sub(r"\\ +\n", "\n", text)
    ours, theirs = _even(_ours(text)), _even(_theirs(text))
    assert ours == theirs or _disputed(text)


def _disputed(text: str) -> bool:
    """Corners that parsers settle in different ways: what follows a paragraph of definitions only, and
    a row of dashes without a bar under a line with one."""
    return re.search(r"^[ >*+-]*\[a\]:", text, re.MULTILINE) is not None or "|" in text


def _even(found: list[str]) -> list[str]:
    even = [re.sub(r"[ \t\f]*\n[ \t\n\f]*", "\n", one.strip()) for one in found]
    return [re.sub(r"[ \t\f]+", " ", one) for one in even if re.search(r"[^\W_]", one)]


def _ours(text: str) -> list[str]:
    found = blocks(text)
    words = []
    for block in found.found:
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            paragraph = "\n".join(text[start:end] for start, end in block.lines)
            words += list(_inline_words(paragraph, inlines(paragraph, found.references)))
    return words


def _inline_words(text: str, found: list[Inline]) -> Iterator[str]:
    from html import unescape

    words, alternative, inside = "", "", 0
    asides = []
    for one in found:
        said = text[one.start : one.end]
        if one.node is Node.TEXT:
            said = unescape(said.replace("\n", " "))
        elif one.node is Node.ESCAPE:
            said = said[1]
        elif one.node is Node.BREAK:
            said = " " if inside else "\n"
        elif one.node in (Node.CODE, Node.ADDRESS):
            said = said.strip("`<>") if inside else OBJECT
        else:
            said = ""
        inside += (one.node is Node.IMAGE) - (one.node is Node.IMAGE_END)
        if inside:
            alternative += said
        elif one.node is Node.IMAGE_END:
            asides.append(alternative)
            words, alternative = words + OBJECT, ""
        else:
            words += said
    yield words
    yield from asides


def _theirs(text: str) -> list[str]:
    found = []
    table = False
    for token in _LIBRARY.parse(text):
        table = (table or token.type == "table_open") and token.type != "table_close"
        if token.type == "inline" and not table:
            words, asides = _words(token.children or [])
            found += [words, *asides]
    return found


def _words(tokens: list[Token]) -> tuple[str, list[str]]:
    text, asides, address = "", [], False
    for token in tokens:
        if token.type == "link_open" and token.info == "auto":
            address = True
            text += OBJECT
        elif token.type == "link_close":
            address = False
        elif address:
            continue
        elif token.type in ("text", "text_special", "softbreak", "hardbreak"):
            text += {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content)
        elif token.type in ("code_inline", "image"):
            text += OBJECT
            if token.type == "image":
                asides.append(_alternative(token.children or []))
    return text, asides


def _alternative(tokens: list[Token]) -> str:
    text = ""
    for token in tokens:
        if token.type == "image":
            text += _alternative(token.children or [])
        elif token.type in ("softbreak", "hardbreak"):
            text += " "
        elif token.type in ("text", "text_special", "code_inline"):
            text += token.content
    return text


def _text(file: str, suffix: str = ".md") -> str:
    return load_text(file, suffix)[0].text


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("**Mark** Rutte re*mark*able [half](x)-word", "Mark Rutte remarkable half-word"),
        ("One **bold.** Two", "One bold. Two"),
        ("He said “*yes*”.", "He said “yes”."),
        ("A line\nthat goes on\n  and on", "A line that goes on and on"),
        ("Hard  \nbreak and\\\nanother", "Hard\nbreak and\nanother"),
        ("# Title\nText\n\n- one\n- two", "Title\n\nText\n\none\n\ntwo"),
        ("> Quoted\nlazily", "Quoted lazily"),
        ("| a | b \\| c |\n|---|---|\n| d | e | f |", "a\n\nb | c\n\nd\n\ne"),
        ("AT&amp;T &#233; &unknown; \\*x\\*", "AT&T é &unknown; *x*"),
        ("Word ![alt *text*](i.png \"Its title\") end", f"Word {OBJECT} end\n\nalt text\n\nIts title"),
        ("Run `make x` at <https://a.b> or https://c.d/e_f_g.", f"Run {OBJECT} at {OBJECT} or {OBJECT}."),
        ("```\ncode\n```\nText\n\n    code", "Text"),
        ("Said so.[^1] Then\n\n[^1]: The note.", "Said so. Then\n\nThe note."),
        ("~~wrong~~ right", "right"),
        ("# Title {#anchor .x}", "Title"),
        ("[ref][a] and [a]\n\n[a]: http://x", "ref and a"),
        ("!!! note\n    Inside it", "Inside it"),
        (":::tip\nInside it\n:::", "Inside it"),
        ("$$\nx = y\n$$\nText", "Text"),
        ("<div class=x>\n<p>Island <b>bold</b></p>\n</div>\n\nText", "Island bold\n\nText"),
        ("A <span lang=\"id\">Perdana Menteri</span> said", f"A {OBJECT} said"),
        ("<!-- not\n\nthis -->\nText", "Text"),
        ("10<sup>6</sup> words, 21<sup>st</sup>, note<sup>1</sup>.", f"10{OBJECT} words, 21st, note."),
        ('{{< figure caption="A caption" >}}\n\nText {{< ref y >}} end', f"A caption\n\nText {OBJECT} end"),
        ("{% highlight js %}\nvar a;\n{% endhighlight %}\nText", "Text"),
        ("{% comment %}\nno\n{% endcomment %}\nText {{ page.title }}", f"Text {OBJECT}"),
        ("Text {{ unclosed\n\nMore }}", "Text {{ unclosed\n\nMore }}"),
    ],
)  # fmt: skip
def test_what_is_prose(file: str, text: str) -> None:
    assert _text(file) == text


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("import X from 'y'\nexport const a = {\n\n  b: 1\n}\n\nText", "Text"),
        ('<Note title="A title">\n\nInside **it**\n\n</Note>', "A title\n\nInside it"),
        ('Value {props.x > 1} and <Tag a={b} c="d" /> end', f"Value {OBJECT} and end"),
        ("{/* a comment */}\n\nText", "Text"),
        ('<Tabs\n  groupId="x"\n>\nText\n</Tabs>', "Text"),
        ("<>Text</>", "Text"),
    ],
)
def test_what_is_prose_in_mdx(file: str, text: str) -> None:
    assert _text(file, ".mdx") == text


def test_the_parts_of_the_structure_are_listed() -> None:
    file = (
        "## Head\n\n[words](/to) ![alt](i.png) `code` {{< ref x >}} <https://a.b>\n\n```js\nx\n```\n\n"
        "![Alone](j.png)\n"
    )
    code = block = "x"
    assert structure(load_text(file.replace("`code`", "`x`"), ".md")[0]) == [
        ("heading", "2", "Head"),
        ("link", "/to", "words"),
        ("code", code, OBJECT),
        ("shortcode", "{{< ref x >}}", OBJECT),
        ("link", "https://a.b", OBJECT),
        ("image", "i.png", "alt"),
        ("code", block, ""),
        ("image", "j.png", "Alone"),
    ]


@pytest.mark.parametrize(
    ("head", "seen"),
    [
        ("---\ntitle: Plain words # not this\nlang: en\n---\n", "Plain words"),
        (
            "---\ntitle: 'It''s quoted'\ndescription: \"A \\\"b\\\" \\u00e9\"\n---\n",
            'It\'s quoted\n\nA "b" é',
        ),
        ("---\ndescription: >-\n  Folded\n  words\nother: no\n---\n", "Folded words"),
        ("---\ntitle: On\n  two lines\n---\n", "On two lines"),
        ('+++\ntitle = "A \\"b\\""\ndate = 2024-01-02\n[params]\ntitle = "no"\n+++\n', 'A "b"'),
        ("+++\ndescription = '''\nRaw \\ words'''\n+++\n", "Raw \\ words"),
        ('{\n "title": "In braces", "lang": "en"\n}\n', "In braces"),
    ],
)
def test_front_matter_that_readers_see_is_prose(head: str, seen: str) -> None:
    assert _text(head + "Text.") == f"{seen}\n\nText."


def test_front_matter_is_kept_as_stated() -> None:
    (loaded,) = load_text(
        "---\nlang: sr\ntags: [a, b]\nparams: {x: {y: 1}}\nrole: admin\ndate: soon\n---\nText.", ".md"
    )
    assert loaded.stated.lang == "sr"
    assert loaded.stated.role is None  # a site's own field of the same name
    assert loaded.fields == {"lang": "sr", "tags": "a, b", "params.x.y": "1", "role": "admin", "date": "soon"}


def test_a_block_is_a_stretch_of_lines() -> None:
    assert blocks("> a\n> b\n").found == [LeafBlock(BlockKind.PARAGRAPH, [(2, 3), (6, 7)])]
