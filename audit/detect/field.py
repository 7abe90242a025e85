"""Which fields does a version not have as it should?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Literal

from audit.language.frequency import at_least, zipf
from audit.model import Document, Hit, Role, Story
from audit.parts import customary

# Words; a title of fewer may be a name.
_PROSE = 3
# A menu text of fewer letters is short for something.
_SHORTEST = 4
# The name of a command has no more words.
_NAME = 4
# So common a word is one of a language (Zipf frequency); one that is not in the small table is none of it.
_USUAL = 3.5


def detect(
    story: Story,
    version: Document,
    *,
    fields: tuple[str, ...],
    want: Literal["stated", "shared", "translated"] = "stated",
    values: tuple[str, ...] = (),
    words: tuple[str, ...] = (),
) -> Iterator[Hit]:
    """The first sentence of a version that lacks `fields`, by their names in front matter or the like.

    `want: stated`: one of `fields` is there and, where `values` are given, is one of them; a text that holds
    one of `words` says it itself. `want: shared`: each of `fields` that the original has is there.
    `want: translated`: none of `fields` reads word for word as in an original in another language; a few
    words count where they are no name: the title is translated and has none of them, and only the original's
    language uses them.
    """
    if version.role is not Role.TRANSLATION or not version.sentences:
        return
    first = version.sentences[0]
    place = version.span(first.start, first.end)
    named = " or ".join(fields)
    if want == "stated":
        stated = [version.fields[name].strip() for name in fields if version.fields.get(name, "").strip()]
        folded = version.text.lower()
        if any(word.lower() in folded for word in words):
            return
        if not stated:
            yield Hit(place, slots={"field": named, "value": "missing"}, anchor=True)
        elif values and not any(value in values for value in stated):
            yield Hit(place, slots={"field": named, "value": stated[0]}, anchor=True)
        return
    for original in (one for one in story.siblings(version) if one.role is Role.SOURCE):
        for name in fields:
            theirs, ours = original.fields.get(name, ""), version.fields.get(name, "")
            lost = want == "shared" and theirs.strip() and not ours.strip()
            same = (
                want == "translated"
                and theirs.strip() == ours.strip()
                and original.language != version.language
                and not (_command(name, theirs) or _named(version, theirs))
                and (len(theirs.split()) >= _PROSE or _left(original, version, theirs))
                and not customary(story, version, partial(_states, name, theirs))
            )
            if lost or same:
                yield Hit(
                    place,
                    slots={"field": name, "value": theirs},
                    signals=2,
                    asked=1,
                    anchor=True,
                )


def _states(name: str, value: str, document: Document) -> bool:
    return document.fields.get(name, "").strip() == value.strip()


def _command(name: str, value: str) -> bool:
    """Whether a title is the name of a command: a few words without a capital (tool plugin install)."""
    return (
        name != "description" and len(value.split()) <= _NAME and value == value.lower() and value.isascii()
    )


def _named(version: Document, value: str) -> bool:
    """Whether it is the name of an event (Pump + Valve Days 2026), or the translation names the thing so in
    its sentences, too."""
    words = value.split()
    if re.search(r"\b(?:19|20)\d\d\b", value) and all(
        word[:1].isupper() or not word[:1].isalpha() for word in words
    ):
        return True
    return version.text.count(value.strip()) > sum(one == value for one in version.fields.values())


def _left(original: Document, version: Document, value: str) -> bool:
    """Whether the few words of a field, other than the title, were left: no name that the title keeps."""
    title = version.fields.get("title", "").strip()
    if not title or title in (value.strip(), original.fields.get("title", "").strip()):
        return False
    words = value.lower().split()
    if len(value) < _SHORTEST:
        return False
    theirs, ours = (document.language for document in (original, version))
    return bool(words) and all(
        word not in title.lower() and at_least(word, _USUAL, theirs) and not zipf(word, ours, "small")
        for word in words
    )
