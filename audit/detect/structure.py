"""Which parts of the original's structure are not in a translation?"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from audit.model import Document, Element, ElementKind, Hit, Span, Story
from audit.parts import original_of, parts, sentence_of

Part = Literal["headings", "links", "images", "code", "placeholders", "shortcodes"]
_PLURAL = "\0plural"  # as audit.load marks the units that stand for a plural
_NAMELESS = re.compile(r"%[-+0# ]*\d*(?:\.\d+)?\w{0,2}[\w@%]|\{\}")
_TAG = re.compile(r"<(/?)([A-Za-z][\w.-]*)(?:\s[^>]*=[^>]*)?/?>$")
# Elements of HTML by which a language sets off words as it is used to; a link is none of them.
_TYPOGRAPHY = frozenset(
    "abbr b bdi bdo big cite code dfn div em font i kbd li mark ol p q s samp small span strike strong sub"
    " sup tt u ul var wbr".split()
)


def detect(story: Story, version: Document, *, part: Part) -> Iterator[Hit]:
    """What the original has and `version` has not: links and images by their targets, code by what it does,
    shortcodes by their names, headings by their number. Slots: `missing`, `theirs` and `ours` (how many).

    At most as many as are missing, each where it would stand, and none where the page is out of step with
    its original as a whole, which is a question of its own (`out-of-step`). Placeholders are compared unit by
    unit, and what is too much in one is a hit as well; the slot `difference` says what.
    """
    if part == "placeholders":
        if (original := original_of(story, version)) is not None:
            for mine, theirs in _units(version, original):
                yield from _unlike(version, original, mine, theirs)
        return
    found = parts(story, version)
    if found is None or found.out_of_step:
        return
    kept = found.kept[part]
    for one in kept.missing[: 1 if part == "headings" else None]:
        yield Hit(
            one.place,
            evidence=(_visible(found.original, one.part.span),),
            slots={"missing": one.part.value, "theirs": str(kept.theirs), "ours": str(kept.ours)},
            signals=2,
            asked=1,
            anchor=True,
        )


def _held(document: Document, kind: ElementKind) -> list[Element]:
    return [element for element in document.elements if element.kind is kind]


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
    units = _held(document, ElementKind.UNIT)
    held = _held(document, ElementKind.PLACEHOLDER)
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
    """The span, or its sentence where it holds no word or more than one sentence."""
    if span.end > span.start and document.words(span).strip("\ufffc \n"):
        sentence = sentence_of(document, span)
        return sentence if span.end - span.start > sentence.end - sentence.start else span
    return sentence_of(document, span)
