"""May these words of a document be replaced in its file, and by which characters?

A reader says of each stretch of text how it is written (`Source.writing`); here is what each of these
asks for. The answer is None rather than a guess: a replacement that would read back as anything but itself
is not made.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import NamedTuple

from audit.model import OBJECT, Document, Source


class _Surroundings(NamedTuple):
    """What stands around the words to be replaced. `first` and `last` tell whether they are at an edge of
    the block or line; `block` is the whole block with the new words in it."""

    before: str
    after: str
    first: bool
    last: bool
    block: str


Escape = Callable[[str, _Surroundings], str | None]

# How text is written that is read as it stands; all other is laid out anew by its readers, white space of
# any length being one space.
_RAW = frozenset({"crlf", "cr", "json", "csv-quoted", "tsv", "csv,", "csv;", "csv|"})
_UNEVEN = re.compile(r"\s\s|[^\S ]")
_WORD = re.compile(r"[^\W_]")
_MARKDOWN = re.compile(r"[\\`*_\[\]<>~|#$!&]")
_ESCAPED = re.compile(r"[\\`*_\[\]<>~|#$]")
_RST = re.compile(r"[\\`*_|]")
_RST_START = re.compile(r"\(?\w{1,9}[.)]")
_NUMBERED = re.compile(r"\d{1,9}[.)]")
_TITLE = frozenset("\"'\\<>{}[]()&`")
_NO_XML = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_PLAINEST = re.compile(r"[^\W\d_][\w .,()-]*")
# What readers take for addresses, placeholders and tags; the last is audit.load's own filler.
_MEANT = ("://", "www.", "{", "}", OBJECT, "\ue000")


def encode(document: Document, start: int, end: int, replacement: str) -> str | None:
    """The characters that make text `[start, end)` of the document read `replacement`, to be put into the
    file from `source.offset(start)` to `source.end_offset(end)`; None where that may not be."""
    return encoded(document.text, document.source, start, end, replacement)


def encoded(text: str, source: Source, start: int, end: int, replacement: str) -> str | None:
    """The same by text and source alone."""
    if not (0 <= start <= end <= len(text) and source.editable(start, end)):
        return None
    escapes = source.written(start) if start < end or start < len(text) else source.written(max(start - 1, 0))
    place = _place(text, source, start, end, replacement)
    if not _WORD.search(place.block):
        return None  # without words, the block would be none
    if not _RAW.issuperset(escapes) and not _flows(text, start, end, replacement, place):
        return None
    written: str | None = replacement
    for number, escape in enumerate(escapes):
        if written is not None:
            written = _escape(escape)(written, place if not number else place._replace(block=""))
    try:
        (written or "").encode(source.encoding)
    except (UnicodeEncodeError, LookupError):
        return None
    return written


def _place(text: str, source: Source, start: int, end: int, replacement: str) -> _Surroundings:
    left = max(text.rfind("\n\n", 0, start) + 2, 0) if "\n\n" in text[:start] else 0
    right = text.find("\n\n", end)
    right = right if right >= 0 else len(text)
    return _Surroundings(
        text[max(start - 1, 0) : start],
        text[end : end + 40],
        not start or source.rendering(start - 1) is not None or _apart(source, start),
        end == len(text) or source.rendering(end) is not None or _apart(source, end),
        text[left:start] + replacement + text[end:right],
    )


def _apart(source: Source, position: int) -> bool:
    """Whether markup stands between the characters around `position`."""
    return source.end_offset(position) != source.offset(position)


def _flows(text: str, start: int, end: int, replacement: str, place: _Surroundings) -> bool:
    """Whether running text stays what it is around the replacement."""
    if any(sign in replacement.casefold() for sign in _MEANT) or _UNEVEN.search(replacement):
        return False
    if OBJECT in (place.before, place.after[:1]):
        return False
    # White space beside markup may be more than the one space that is seen.
    spaced = text[start : start + 1].isspace(), text[end - 1 : end].isspace()
    if start < end and (
        (place.first and spaced[0] != replacement[:1].isspace())
        or (place.last and spaced[1] != replacement[-1:].isspace())
    ):
        return False
    left = place.first or place.before.isspace()
    right = place.last or place.after[:1].isspace()
    if not replacement:
        return not (left and right) and not (place.first or place.last)
    return not (left and replacement[0].isspace()) and not (right and replacement[-1].isspace())


def _escape(name: str) -> Escape:
    if name.startswith("csv") and name != "csv-quoted":
        return _bare('"\n' + name.removeprefix("csv"))
    return _ESCAPES[name]


def _bare(signs: str) -> Escape:
    """Words written as they are, which must not hold any of `signs`."""
    return lambda words, place: None if any(sign in words for sign in signs) else words


def _doubled(sign: str) -> Escape:
    return lambda words, place: words.replace(sign, sign * 2)


def _markdown(words: str, place: _Surroundings) -> str | None:
    # At an edge of emphasis or a link, a letter for a letter; the rest decides what the markup means.
    if (place.first and not _letter(words[:1])) or (place.last and not _letter(words[-1:])):
        return None
    # Beside a sign of markup that is none there, anything else may make it one.
    if _MARKDOWN.search(place.before) or _MARKDOWN.match(place.after):
        return None
    if place.first and (_NUMBERED.match(words + place.after) or words.startswith(("import", "export"))):
        return None
    escaped = _ESCAPED.sub(r"\\\g<0>", words)
    return _ampersands(escaped, place.after, "\\&")


def _letter(sign: str) -> bool:
    return sign.isalnum()


def _rst(words: str, place: _Surroundings) -> str | None:
    """Words of reStructuredText: none beside markup, and none that could begin a block or end one."""
    if (place.first and not _letter(words[:1])) or (place.last and not _letter(words[-1:])):
        return None
    if not _WORD.search(words) or "::" in words or words[-1:] == ":":
        return None
    if _RST.search(words) or _RST.search(place.before) or _RST.match(place.after):
        return None
    return None if place.first and _RST_START.match(words + place.after) else words


def _ampersands(words: str, after: str, instead: str) -> str | None:
    if ";" in words or ";" in after[:33]:
        return words.replace("&", instead)
    return words


def _html(words: str, place: _Surroundings) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _cdata(words: str, place: _Surroundings) -> str | None:
    return None if "]" in words or (place.after.startswith("]") and ">" in words) else words


def _json(words: str, place: _Surroundings) -> str:
    return json.dumps(words, ensure_ascii=False)[1:-1]


def _basic(words: str, place: _Surroundings) -> str | None:
    """A string in double quotes with backslashes: YAML's, TOML's, PO's."""
    if not words.replace("\t", "").isprintable():
        return None
    return words.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")


def _single(words: str, place: _Surroundings) -> str | None:
    return words.replace("'", "''") if words.isprintable() else None


def _yaml_plain(words: str, place: _Surroundings) -> str | None:
    import yaml

    if not words.isprintable() or ": " in words or " #" in words or ":" in words[-1:] or "#" in words[:1]:
        return None
    # Where the words are of a message the block is not the string: then none that could be more than words.
    block = place.block or words
    if not place.block and not _PLAINEST.fullmatch(words):
        return None
    try:
        return words if yaml.safe_load(f"a: {block}") == {"a": block} else None
    except (yaml.YAMLError, ValueError):
        return None


def _quoted(words: str, place: _Surroundings) -> str | None:
    return None if _TITLE.intersection(words) or not words.isprintable() else words


def _icu(words: str, place: _Surroundings) -> str | None:
    # Beside another, an apostrophe would be one of two, and before a brace it makes syntax text.
    if set("{}#|").intersection(words) or "'" in (place.before, place.after[:1]):
        return None
    return words.replace("'", "''")


def _message(words: str, place: _Surroundings) -> str | None:
    # Brackets beside brackets are a link of Markdown.
    linked = place.before == "]" and words.startswith("(")
    return None if linked or set("<>&{}%[]").intersection(words) else words


def _printable(words: str, place: _Surroundings) -> str | None:
    return words if words.isprintable() else None


def _xml_text(words: str, place: _Surroundings) -> str | None:
    """Words that XML can hold; they are escaped where they are put into it."""
    return None if _NO_XML.search(words) else words


_ESCAPES: dict[str, Escape] = {
    "crlf": lambda words, place: words.replace("\n", "\r\n"),
    "cr": lambda words, place: words.replace("\n", "\r"),
    "markdown": _markdown,
    "rst": _rst,
    # The line below a heading and the columns of a table are as wide as the words.
    "rst-fixed": lambda words, place: None,
    "html": _html,
    "html-double": lambda words, place: _html(words, place).replace('"', "&quot;"),
    "html-single": lambda words, place: _html(words, place).replace("'", "&#39;"),
    "html-bare": _bare("\"'=<>`& \t\n/"),
    "xml": _html,
    "cdata": _cdata,
    "quoted": _quoted,
    "json": _json,
    "yaml-plain": _yaml_plain,
    "yaml-single": _single,
    "yaml-double": _basic,
    "yaml-block": _printable,
    "toml-basic": _basic,
    "toml-literal": lambda words, place: None if "'" in words else _printable(words, place),
    "po": _basic,
    "icu": _icu,
    "message": _message,
    "printf": lambda words, place: None if set("<>&{}$#[]").intersection(words) else words.replace("%", "%%"),
    "csv-quoted": _doubled('"'),
    "tsv": _bare('\t\n"'),
    "word": _xml_text,
    "read-only": lambda words, place: None,
}
