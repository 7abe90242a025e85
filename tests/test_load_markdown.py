"""Is a Markdown file's prose what CommonMark says it is, each character at its own place in the file?"""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from audit.load.draft import OBJECT

_LIBRARY = MarkdownIt("commonmark").enable(["table", "strikethrough"])
# What the library is not asked about: addresses in text, shortcodes, footnotes, attributes, admonitions.
_PIECES = st.sampled_from(
    [
        *"ab .!*_~`[]()<>#-+=|:\\\n\n\t1&\"'",
        "**", "***", "__", "``", "```", "~~~", "~~", "](", "](x)", "](x \"t\")", "![", "[a]", "[a]: x\n",
        "\n\n", "  \n", "\\\n", "    ", "> ", ">", "- ", "* ", "1. ", "2) ", "# ", "## ", "---\n", "===\n",
        "| a | b |\n|---|---|\n", "| c | d\n", "<b>", "</b>", "<i a=\"c\">", "<div>\n", "</div>\n", "<!-- c -->",
        "<!-- ", "<x@y.z>", "<h:x>", "&amp;", "&lt;", "&copy;", "&#65;", "é", "—", "word", "Mark", "\u00a0", "𝒳",
    ]
)  # fmt: skip
_TEXTS = st.lists(_PIECES, max_size=40).map("".join)


def _library_blocks(text: str) -> Iterator[str]:
    for token in _LIBRARY.parse(text):
        if token.type == "inline":
            words, asides = _words(token.children or [])
            yield words
            yield from asides


def _words(tokens: list[Token]) -> tuple[str, list[str]]:
    text, asides, deleted = "", [], 0
    for token in tokens:
        if token.type in ("s_open", "s_close"):
            deleted += 1 if token.type == "s_open" else -1
        elif deleted:
            continue
        elif token.type in ("text", "text_special"):
            text += token.content
        elif token.type == "softbreak":
            text += " "
        elif token.type == "hardbreak":
            text += "\n"
        elif token.type == "code_inline":
            text += OBJECT
        elif token.type == "image":
            text += OBJECT
            asides.append(_alternative(token.children or []))
    return text, asides


def _alternative(tokens: list[Token]) -> str:
    return "".join(
        _alternative(token.children or [])
        if token.type == "image"
        else token.content or " " * (token.type == "softbreak")
        for token in tokens
        if token.type in ("text", "text_special", "image", "softbreak", "hardbreak", "code_inline")
    )
