"""Which placeholders of a translatable message are not in its translation, or are too much there?"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from audit.model import Document, Element, ElementKind, Hit, Span, Story
from audit.parts import original_of, visible

_PLURAL = "\0plural"  # as audit.load marks the units that stand for a plural
_NAMELESS = re.compile(r"%[-+0# ]*\d*(?:\.\d+)?\w{0,2}[\w@%]|\{\}")
_TAG = re.compile(r"<(/?)([A-Za-z][\w.-]*)(?:\s[^>]*=[^>]*)?/?>$")
_PADDED = re.compile(r"(?<=\{)\s+|\s+(?=\})")
# Elements of HTML by which a language sets off words as it is used to; a link is none of them.
_TYPOGRAPHY = frozenset(
    "abbr b bdi bdo big cite code dfn div em font i kbd li mark ol p q s samp small span strike strong sub"
    " sup tt u ul var wbr".split()
)
# What may be a placeholder (Qt's %1 and %L1, Go's %q, Laravel's :count, i18next's __count__) or a sign and
# words. It is one where the original has it so; a translation may join it to its words.
_MAYBE = re.compile(
    r"(?<![\w%])%L?[1-9](?![\d%]|[.,]\d)"
    r"|(?<![\w%])%[A-Za-z](?![A-Za-z])"
    r"|(?<![\w:/@.]):[a-z][a-z_]{2,30}(?![\w:/@-])"
    r"|(?<!\w)__[A-Za-z]\w{0,30}?__(?!\w)"
)
_NUMBERED = re.compile(r"%L?([1-9])$")
# Words set off between two lines below, as Markdown has it, are written so, too.
_SET_OFF = re.compile(r"__\S(?:[^_]|_(?!_))*__")


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """A unit whose placeholders are not those of the original's. Slot: `difference`, what is missing and what
    is not in the original. Forms of a plural are taken together."""
    original = original_of(story, version)
    if original is None:
        return
    ours, theirs = _by_unit(version), _by_unit(original)
    for key in ours.keys() & theirs.keys():
        yield from _unlike(version, original, ours[key], theirs[key])


def _held(document: Document, kind: ElementKind) -> list[Element]:
    return [element for element in document.elements if element.kind is kind]


class _MessageUnit(NamedTuple):
    """A unit with its placeholders; of a plural all forms together, whose number differs by language. `named`
    says that it is a message of a catalogue and not a whole text."""

    span: Span
    held: list[Element]
    plural: bool
    named: bool = True


def _by_unit(document: Document) -> dict[str, _MessageUnit]:
    """The units of a document by what they are called; of a text without units, the whole."""
    units = _held(document, ElementKind.UNIT)
    held = _held(document, ElementKind.PLACEHOLDER)
    if not units:
        return {"": _MessageUnit(document.span(0, len(document.text)), held, plural=False, named=False)}
    starts = [one.span.start for one in held]
    found: dict[str, _MessageUnit] = {}
    for unit in units:
        key = unit.value.removesuffix(_PLURAL)
        first, last = bisect_left(starts, unit.span.start), bisect_right(starts, unit.span.end)
        inside = [one for one in held[first:last] if one.span.end <= unit.span.end]
        before = found.get(key)
        found[key] = (
            _MessageUnit(before.span, before.held + inside, plural=True)
            if before
            else _MessageUnit(unit.span, inside, plural=key != unit.value)
        )
    return found


def _unlike(version: Document, original: Document, mine: _MessageUnit, theirs: _MessageUnit) -> Iterator[Hit]:
    if mine.span.start == mine.span.end or theirs.span.start == theirs.span.end:
        return  # not translated yet, or nothing but placeholders
    plural = mine.plural or theirs.plural
    have, want = _kept(mine.held, plural=plural), _kept(theirs.held, plural=plural)
    missing = [*(want - have).elements(), *_maybe_missing(version, original, mine, theirs)]
    added = [*(have - want).elements()]
    if missing or added:
        said = [f"{', '.join(missing)} missing"] if missing else []
        said += [f"{', '.join(added)} not in it"] if added else []
        extra = [one.span for one in mine.held if _sameness(one.value) in added]
        yield Hit(
            visible(version, extra[0] if extra and not missing else mine.span),
            evidence=(visible(original, theirs.span),),
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
    """What is the same in both languages: a tag without attributes, no padding within braces; "" for a tag
    that is typography only."""
    tag = _TAG.match(placeholder)
    if not tag:
        return _PADDED.sub("", placeholder)
    return "" if tag[2].lower() in _TYPOGRAPHY else f"<{tag[1]}{tag[2]}>"


def _maybe_missing(
    version: Document, original: Document, mine: _MessageUnit, theirs: _MessageUnit
) -> Iterator[str]:
    """What is a placeholder by the look of the original, and stands nowhere in the translation."""
    if not theirs.named:
        return
    there, here = (
        original.text[theirs.span.start : theirs.span.end],
        version.text[mine.span.start : mine.span.end],
    )
    found = dict.fromkeys(match[0] for match in _MAYBE.finditer(there))
    numbers = {int(match[1]) for one in found if (match := _NUMBERED.match(one))}
    in_turn = numbers == set(range(1, len(numbers) + 1))  # "%5" alone is five percent in Turkish
    kept = here.casefold()
    for one in found:
        if one.casefold() in kept or (_NUMBERED.match(one) and not in_turn):
            continue
        if one.startswith("__") and len(_SET_OFF.findall(here)) >= len(_SET_OFF.findall(there)):
            continue
        yield one
