"""Which parts of the original's structure are not in a translation?"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from audit.evidence import opposite
from audit.model import Document, Element, ElementKind, Hit, Role, Span, Story

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
_PLURAL = "\0plural"  # as audit.load marks the units that stand for a plural
_NAMELESS = re.compile(r"%[-+0# ]*\d*(?:\.\d+)?\w{0,2}[\w@%]|\{\}")
_TAG = re.compile(r"<(/?)([A-Za-z][\w.-]*)(?:\s[^>]*=[^>]*)?/?>$")
# Elements of HTML by which a language sets off words as it is used to; a link is none of them.
_TYPOGRAPHY = frozenset(
    "abbr b bdi bdo big cite code dfn div em font i kbd li mark ol p q s samp small span strike strong sub"
    " sup tt u ul var wbr".split()
)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?")


def detect(story: Story, version: Document, *, part: Part) -> Iterator[Hit]:
    """What the original has and `version` has not: links and images by their targets, code, placeholders and
    shortcodes by what they say, headings by their number. Slots: `missing`, `theirs` and `ours` (how many).

    Translations of texts in other places link to other places: a target counts as lost only where the
    translation has fewer of them in all. Placeholders are compared unit by unit, and what is too much in
    one is a hit as well; the slot `difference` says what.
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


class _Unit(NamedTuple):
    """A unit with its placeholders; of a plural all forms together, whose number differs by language."""

    span: Span
    held: list[Element]
    plural: bool


def _units(version: Document, original: Document) -> Iterator[tuple[_Unit, _Unit]]:
    """The units that both have; of texts without units, the whole."""
    ours, theirs = _by_unit(version), _by_unit(original)
    for key in ours.keys() & theirs.keys():
        yield ours[key], theirs[key]


def _by_unit(document: Document) -> dict[str, _Unit]:
    units = _of(document, ElementKind.UNIT)
    held = _of(document, ElementKind.PLACEHOLDER)
    if not units:
        return {"": _Unit(document.span(0, len(document.text)), held, plural=False)}
    starts = [one.span.start for one in held]
    found: dict[str, _Unit] = {}
    for unit in units:
        key = unit.value.removesuffix(_PLURAL)
        first, last = bisect_left(starts, unit.span.start), bisect_right(starts, unit.span.end)
        inside = [one for one in held[first:last] if one.span.end <= unit.span.end]
        before = found.get(key)
        found[key] = (
            _Unit(before.span, before.held + inside, plural=True)
            if before
            else _Unit(unit.span, inside, plural=key != unit.value)
        )
    return found


def _unlike(version: Document, original: Document, mine: _Unit, theirs: _Unit) -> Iterator[Hit]:
    if mine.span.start == mine.span.end or theirs.span.start == theirs.span.end:
        return  # not translated yet, or nothing but placeholders
    plural = mine.plural or theirs.plural
    have, want = _kept(mine.held, plural=plural), _kept(theirs.held, plural=plural)
    missing, added = [*(want - have).elements()], [*(have - want).elements()]
    if missing or added:
        said = [f"{', '.join(missing)} missing"] if missing else []
        said += [f"{', '.join(added)} not in it"] if added else []
        extra = [one.span for one in mine.held if _sameness(one.value) in added]
        yield Hit(
            _visible(version, extra[0] if extra and not missing else mine.span),
            evidence=(_visible(original, theirs.span),),
            slots={"difference": "; ".join(said)},
            signals=2,
            asked=1,
        )


def _kept(held: Sequence[Element], *, plural: bool) -> Counter[str]:
    """What a translation must have as the original has it. A sentence may name a thing once more, or once
    less; what has no name (%s) is counted, unless the forms of a plural differ in it."""
    counts = Counter(value for one in held if (value := _sameness(one.value)))
    return Counter(
        {value: count if _NAMELESS.fullmatch(value) and not plural else 1 for value, count in counts.items()}
    )


def _sameness(placeholder: str) -> str:
    """What is the same in both languages: a tag without attributes; "" for one that is typography only."""
    tag = _TAG.match(placeholder)
    if not tag:
        return placeholder
    return "" if tag[2].lower() in _TYPOGRAPHY else f"<{tag[1]}{tag[2]}>"


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
