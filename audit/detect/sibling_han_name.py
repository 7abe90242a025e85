"""Which foreign name in Chinese letters is a letter off the one that all siblings write?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from audit.evidence import enough
from audit.following import follows
from audit.language.knowledge import Language, of
from audit.model import Document, Hit, Relation, Span, Story
from audit.text import remembered

# The point between the parts of a foreign name, and the letters around it.
_POINT = "·"
_POINTS = str.maketrans("•・‧･∙●", _POINT * 6)
_LETTER = re.compile(r"[\u3400-\u9fff]")
_HAN = re.compile(r"[\u3400-\u9fff·]+")
# So near to the point a letter may be the name's, and nearer it is; farther off it is no small word and makes
# none with what lies beyond, and before the name, or one farther, the letter beyond it must be the same.
_REACH, _INSIDE = 5, 2
# A text with more points is a list of names, or no text.
_MOST = 300
# So many letters besides the point must be the same.
_SAME = 2
_USUAL = 2.0
# A surname that stands by itself has so many letters at least, and at most.
_SHORTEST, _LONGEST = 3, 5


def detect(story: Story, version: Document, *, witnesses: int = 2) -> Iterator[Hit]:
    """A letter near the point of a foreign name, or in its surname alone, that no sibling has between the
    letters around it, where all have one and the same other, and the version has it so just once.

    At least so many `witnesses` must agree, or a trusted one, or the only sibling; the trusted one alone
    settles it: siblings share one of several accepted ways to write a name by its sound.
    """
    siblings = [
        sibling
        for sibling in story.witnesses(version)
        if story.comparison(version.id, sibling.id).relation is Relation.PARALLEL
    ]
    proved = enough(story, version, siblings, witnesses)
    if (
        not 0 < _text(version).count(_POINT) <= _MOST
        or not siblings
        or (not proved and len(story.witnesses(version)) > 1)
    ):
        return
    done = 0
    little = of(version.lang).function_words
    for start, end, kept in sorted((*_beside_point(version, siblings), *_alone(version, siblings))):
        if start < done:
            continue
        done = end
        while kept[-1] in little and kept[-1] == version.text[end - 1]:
            end, kept = end - 1, kept[:-1]
        while kept[0] in little and kept[0] == version.text[start]:
            start, kept = start + 1, kept[1:]
        spans = tuple(_first(sibling, kept) for sibling in siblings)
        yield Hit(
            version.span(start, end),
            evidence=spans,
            slots={"form": version.text[start:end], "kept": kept},
            fix=kept,
            signals=len(spans),
            asked=len(spans),
            settled=follows(story, version) and any(story.trusts(version, one) for one in siblings),
        )


@remembered
def _text(document: Document) -> str:
    """A text with one sign for the point, which people write in several."""
    return document.text.translate(_POINTS)


def _first(sibling: Document, words: str) -> Span:
    at = _text(sibling).index(words)
    return sibling.span(at, at + len(words))


def _beside_point(version: Document, siblings: Sequence[Document]) -> Iterator[tuple[int, int, str]]:
    """Letters near a point that all siblings have otherwise: the words around one, and what they write."""
    text, language = _text(version), of(version.lang)
    for match in _HAN.finditer(text):
        points = [at for at in range(*match.span()) if text[at] == _POINT]
        for point in points:
            for at in range(max(point - _REACH, match.start()), min(point + _REACH, match.end())):
                if text[at] != _POINT and _POINT not in text[min(at, point) + 1 : max(at, point)]:
                    yield from _letter(language, version, siblings, at, point, match.span())


def _letter(
    language: Language,
    version: Document,
    siblings: Sequence[Document],
    at: int,
    point: int,
    bounds: tuple[int, int],
) -> Iterator[tuple[int, int, str]]:
    """The words around a letter, up to the point at least, in which all siblings have one other letter."""
    text = _text(version)
    outside = abs(point - at) > _INSIDE
    if outside and (text[at] in language.function_words or _word(language, text, at, point)):
        return
    first = min(at - int(outside and at < point), point)
    last = max(at + int(at - point > _INSIDE + 1), point) + 1
    windows = sorted(
        (start - end, start, end)
        for start in range(max(point - _REACH, bounds[0]), first + 1)
        for end in range(last, min(point + _REACH + 1, bounds[1]) + 1)
    )
    texts = [_text(sibling) for sibling in siblings]
    wide = [(start, end) for size, start, end in windows if -size > _SAME + 1]
    if any(text[start:end] in other for start, end in reversed(wide) for other in texts):
        return  # somebody writes it so, as nearly everybody does nearly everywhere
    for start, end in wide:
        before, after = text[start:at], text[at + 1 : end]
        found = [_letters(other, before, after) for other in texts]
        if all(len(letters) == 1 for letters in found) and len(set.union(*map(set, found))) == 1:
            (letter,) = found[0]
            if text.count(text[start:end]) == 1:
                yield start, end, before + letter + after
            return


def _word(language: Language, text: str, at: int, point: int) -> bool:
    """Whether a letter makes a word with its neighbour on the far side of the point."""
    pair = text[at : at + 2] if at > point else text[max(at - 1, 0) : at + 1]
    return len(pair) > 1 and language.at_least(pair, _USUAL)


def _letters(text: str, before: str, after: str) -> frozenset[str]:
    """The letters that a text has between some words."""
    found, longer = set(), max(before, after, key=len)
    at = text.find(longer)
    while at >= 0:
        place = at + len(before) if longer is before else at - 1
        if place >= 0 and text.startswith(before, place - len(before)) and text.startswith(after, place + 1):
            found.add(text[place : place + 1])
        at = text.find(longer, at + 1)
    return frozenset(letter for letter in found if _LETTER.fullmatch(letter))


def _alone(version: Document, siblings: Sequence[Document]) -> Iterator[tuple[int, int, str]]:
    """Surnames by themselves that are a letter off one that all siblings have, with and without what stands
    before the point."""
    known = frozenset.intersection(*map(_surnames, siblings))
    for name in sorted(known, key=lambda one: (-len(one), one)):
        for at in range(len(name)):
            pattern = re.compile(f"{re.escape(name[:at])}[\u3400-\u9fff]{re.escape(name[at + 1 :])}")
            found = [match.span() for match in pattern.finditer(version.text) if match[0] != name]
            if len(found) == 1:
                start, end = found[0]
                words = version.text[start:end]
                if not any(words in _text(sibling) for sibling in siblings):
                    yield start, end, name


@remembered
def _surnames(document: Document) -> frozenset[str]:
    """What a document writes after a point and elsewhere without one, as long as it is the same there."""
    text = _text(document)
    if text.count(_POINT) > _MOST:
        return frozenset()
    found = set()
    for match in re.finditer(f"{_POINT}([\u3400-\u9fff]+)", text):
        for length in range(min(_LONGEST, len(match[1])), _SHORTEST - 1, -1):
            name = match[1][:length]
            if len(re.findall(f"(?<!{_POINT}){re.escape(name)}", text)):
                found.add(name)
                break
    return frozenset(found)
