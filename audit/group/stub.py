"""Which page is put there for a translation that is not made yet?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from audit.load import FormatSettings
from audit.model import Document, Role

# Fields of front matter by which a page says itself that it is not translated.
_SAID = ("untranslated",)
_NO = frozenset(("", "false", "no", "0"))


class Stub(NamedTuple):
    """A page that is no translation yet, and what tells."""

    document: Document
    why: str


def stubs(versions: Iterable[Document], formats: FormatSettings) -> tuple[Stub, ...]:
    """Pages that say that they are untranslated, or have the fields of their front matter and no text, where
    another version of the page has one: none of them is a translation, whose links could be missing."""
    every = tuple(versions)
    bare = {one.id: _bare(one, formats) for one in every}
    if all(bare.values()):
        return ()
    found = []
    for one in every:
        said = next((name for name in _SAID if one.fields.get(name, "").strip().lower() not in _NO), "")
        if one.role is not Role.SOURCE and (said or bare[one.id]):
            found.append(Stub(one, f"it says {said}" if said else "it has a title only"))
    return tuple(found)


def _bare(document: Document, formats: FormatSettings) -> bool:
    """Whether a document has no words but those of fields."""
    rest = " ".join(document.text.split())
    for name in formats.front_matter:
        rest = rest.replace(" ".join(document.fields.get(name, "").split()), "", 1)
    return not any(map(str.isalnum, rest))
