"""Which parts of the original's structure are not in a translation?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal
from urllib.parse import urlsplit

from audit.evidence import opposite
from audit.model import Document, Element, ElementKind, Hit, Needs, Role, Span, Story

NEEDS = Needs(siblings=True)

Part = Literal["headings", "links", "images", "code", "placeholders", "shortcodes"]
_KINDS = {
    "headings": ElementKind.HEADING,
    "links": ElementKind.LINK,
    "images": ElementKind.IMAGE,
    "code": ElementKind.CODE,
    "placeholders": ElementKind.PLACEHOLDER,
    "shortcodes": ElementKind.SHORTCODE,
}
# "fr." in fr.wikipedia.org, "/de/" in example.org/de/page: the same place in another language.
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?")


def detect(story: Story, version: Document, *, part: Part) -> Iterator[Hit]:
    """What the original has and `version` has not: links and images by their targets, code, placeholders and
    shortcodes by what they say, headings by their number. Slots: `missing`, `theirs` and `ours` (how many).

    Translations of texts in other places link to other places: a target counts as lost only where the
    translation has fewer of them in all. Placeholders are compared unit by unit, and what is too much in
    one is a hit as well.
    """
    original = _original(story, version)
    if original is None:
        return
    kind = _KINDS[part]
    if part == "placeholders":
        for mine, theirs in _units(version, original):
            yield from _unlike(version, original, mine, theirs)
        return
    ours, others = _of(version, kind), _of(original, kind)
    if len(ours) >= len(others):
        return
    left = Counter(_same(one, kind) for one in ours)
    for element in others:
        told = _same(element, kind)
        if left[told]:
            left[told] -= 1
            continue
        yield Hit(
            opposite(story, version, original, element.span),
            evidence=(_visible(original, element.span),),
            slots={"missing": element.value, "theirs": str(len(others)), "ours": str(len(ours))},
            signals=2,
            asked=1,
            anchor=True,
        )
        if part == "headings":
            return


def _original(story: Story, version: Document) -> Document | None:
    """The one original of the story that `version` is a translation of."""
    originals = [one for one in story.siblings(version) if one.role is Role.SOURCE]
    return originals[0] if len(originals) == 1 and version.role is Role.TRANSLATION else None


def _of(document: Document, kind: ElementKind) -> list[Element]:
    return [element for element in document.elements if element.kind is kind]


def _same(element: Element, kind: ElementKind) -> str:
    """What is the same in both languages: a target without its language, a heading's level."""
    if kind in (ElementKind.LINK, ElementKind.IMAGE):
        return _place(element.value)
    if kind is ElementKind.SHORTCODE:
        named = re.search(r"[\w/.-]+", element.value)
        return named[0] if named else element.value
    return element.value


def _place(target: str) -> str:
    try:
        parts = urlsplit(target)
    except ValueError:
        return target
    host = ".".join(
        label
        for label in parts.netloc.split(".")
        if not _LANGUAGE.fullmatch(label) or "." not in parts.netloc
    )
    steps = [step for step in parts.path.split("/") if step and not _LANGUAGE.fullmatch(step)]
    if not parts.netloc:  # within the site, pages are named in their own language
        return f"#{len(steps) > 0}" if not steps or "." not in steps[-1] else steps[-1]
    return f"{host}/{'/'.join(steps)}"


def _units(
    version: Document, original: Document
) -> Iterator[tuple[tuple[Span, Sequence[Element]], tuple[Span, Sequence[Element]]]]:
    """The placeholders of each unit in both languages; of texts without units, of the whole."""
    ours, theirs = _by_unit(version), _by_unit(original)
    for key in ours.keys() & theirs.keys():
        yield ours[key], theirs[key]


def _by_unit(document: Document) -> dict[str, tuple[Span, list[Element]]]:
    units = _of(document, ElementKind.UNIT)
    held = _of(document, ElementKind.PLACEHOLDER)
    if not units:
        return {"": (document.span(0, len(document.text)), held)}
    return {
        unit.value: (
            unit.span,
            [one for one in held if unit.span.start <= one.span.start and one.span.end <= unit.span.end],
        )
        for unit in units
    }


def _unlike(
    version: Document,
    original: Document,
    mine: tuple[Span, Sequence[Element]],
    theirs: tuple[Span, Sequence[Element]],
) -> Iterator[Hit]:
    (place, ours), (there, others) = mine, theirs
    if place.start == place.end:
        return  # not translated yet
    have, want = Counter(one.value for one in ours), Counter(one.value for one in others)
    missing, added = [*(want - have).elements()], [*(have - want).elements()]
    if missing or added:
        slots = {
            "missing": ", ".join(missing or added),
            "theirs": str(len(others)),
            "ours": str(len(ours)),
        }
        extra = [one.span for one in ours if one.value in added]
        yield Hit(
            _visible(version, extra[0] if extra and not missing else place),
            evidence=(_visible(original, there),),
            slots=slots,
            signals=2,
            asked=1,
        )


def _visible(document: Document, span: Span) -> Span:
    """The span, or its sentence where it holds no word."""
    if span.end > span.start and document.words(span).strip("\ufffc \n"):
        sentence = (
            document.sentences[max(document.sentence_at(span.start), 0)] if document.sentences else None
        )
        long = sentence is not None and span.end - span.start > sentence.end - sentence.start
        return document.span(sentence.start, sentence.end) if sentence is not None and long else span
    if not document.sentences:
        return span
    sentence = document.sentences[max(document.sentence_at(span.start), 0)]
    return document.span(sentence.start, sentence.end)
