"""What story does an example of a rule tell?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from audit.catalogue.schema import EXAMPLE_KINDS, TEXT_FACTS
from audit.model import Example

OPEN, CLOSE = "[[", "]]"


def parse(item: Mapping[str, Any]) -> Example:
    """An example as a story with the marks taken out. Raises ValueError with what was expected."""
    kinds = [key for key in item if key in EXAMPLE_KINDS]
    unknown = [key for key in item if key not in (*EXAMPLE_KINDS, "fixed")]
    if len(kinds) != 1 or unknown:
        raise ValueError(
            f"expected one of {', '.join(EXAMPLE_KINDS)} and perhaps fixed, found {', '.join(map(str, item))}"
        )
    kind = kinds[0]
    given = item[kind]
    versions = given if isinstance(given, list) else [given]
    texts = tuple(_text(version) for version in versions)
    if not texts:
        raise ValueError("expected at least one text")
    marked = texts[0]["text"]
    clean, marks = unmark(marked)
    if kind.endswith("bad") and not marks:
        raise ValueError(f"a bad example shows its fault between {OPEN} and {CLOSE}")
    if kind.endswith("good") and marks:
        raise ValueError("a good example has nothing to mark")
    fixed = item.get("fixed")
    return Example(
        kind=kind,
        texts=({**texts[0], "text": clean}, *texts[1:]),
        marks=marks,
        fixed=None if fixed is None else _text(fixed),
    )


def unmark(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """`text` without its marks, and where they were."""
    pieces, marks, length, at = [], [], 0, 0
    while (start := text.find(OPEN, at)) >= 0:
        end = text.find(CLOSE, start)
        if end < 0:
            raise ValueError(f"{OPEN} without {CLOSE}")
        while text.startswith(CLOSE, end + 1):  # the marked words themselves end in a bracket
            end += 1
        inside = text[start + len(OPEN) : end]
        pieces += [text[at:start], inside]
        begin = length + start - at
        marks.append((begin, begin + len(inside)))
        length = begin + len(inside)
        at = end + len(CLOSE)
    return "".join((*pieces, text[at:])), tuple(marks)


def _text(version: object) -> dict[str, str]:
    if not isinstance(version, dict):
        raise ValueError("expected a text such as {en: ...}")
    langs = [key for key in version if key not in TEXT_FACTS]
    if len(langs) != 1:
        raise ValueError(
            f"expected one language and its text (and perhaps {', '.join(TEXT_FACTS)}),"
            f" found {', '.join(map(str, version))}"
        )
    lang = "no" if langs[0] is False else str(langs[0])
    facts = {key: str(version[key]) for key in TEXT_FACTS if key in version}
    return {"lang": lang, "text": str(version[langs[0]]), **facts}
