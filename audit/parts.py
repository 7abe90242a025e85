"""Which parts of its original (links, code, headings …) has a translation, and which not?"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from rapidfuzz.fuzz import ratio

from audit.evidence import opposite
from audit.language.languages import language_name
from audit.model import Document, Element, ElementKind, Role, Span, Story
from audit.text import generated, remembered

KINDS: Mapping[str, ElementKind] = {
    "headings": ElementKind.HEADING,
    "links": ElementKind.LINK,
    "images": ElementKind.IMAGE,
    "code": ElementKind.CODE,
    "shortcodes": ElementKind.SHORTCODE,
}
# "fr." in fr.wikipedia.org, "/de/" in example.org/de/page: the same place in another language.
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][A-Za-z]{2,4})?|www")
_COUNTRIES = frozenset("br cn cz dk gr jp kr tw ua".split())
# A page lacks so many parts of its original, and such a share of them, that the original went on without it.
_OUT, _SHARE, _MANY = 3, 0.15, 10
# A part so many sentences away shows where another would stand.
_NEAR = 5
# More parts than this in a row are paired by their place alone.
_COMPARED = 60
# A text with so many pieces of code is about programs.
_CODE = 3
# So many translations make a custom.
_CUSTOM = 2


class Pair(NamedTuple):
    """A part of the original and what stands for it in the translation: `same` where they say the same."""

    theirs: Element
    ours: Element
    same: bool


class Missing(NamedTuple):
    """A part of the original that the translation has nowhere, and where in it that would stand."""

    part: Element
    place: Span


class PairedParts(NamedTuple):
    """The parts of one kind in the order of the original: those with a counterpart, and those without."""

    pairs: tuple[Pair, ...]
    missing: tuple[Missing, ...]
    theirs: int
    ours: int


class Parts(NamedTuple):
    """What became of the parts of an original, by the words of `KINDS`."""

    original: Document
    kept: Mapping[str, PairedParts]

    @property
    def out_of_step(self) -> bool:
        """Whether so much is missing that the page is out of date or not translated, rather than a slip."""
        missing = sum(len(one.missing) for one in self.kept.values())
        every = sum(one.theirs for one in self.kept.values())
        return missing >= _MANY or (missing >= _OUT and missing >= _SHARE * every)


def original_of(story: Story, version: Document) -> Document | None:
    """The one original of the story that `version` is a translation of."""
    originals = [one for one in story.siblings(version) if one.role is Role.SOURCE]
    return originals[0] if len(originals) == 1 and version.role is Role.TRANSLATION else None


def parts(story: Story, version: Document) -> Parts | None:
    """What became of the parts of the original in a translation; None where there is no one original."""
    known = _known(story)
    if version.id not in known:
        original = original_of(story, version)
        known[version.id] = None if original is None else Parts(original, _every(story, version, original))
    return known[version.id]


def behind(story: Story, version: Document) -> bool:
    """Whether a page is known to be out of date or not translated, of which one finding tells."""
    found = parts(story, version)
    return version.drift is not None or (found is not None and found.out_of_step)


def shows_code(document: Document) -> bool:
    """Whether a text is about programs: it names things by their code, and tells how in any words."""
    return sum(element.kind is ElementKind.CODE for element in document.elements) >= _CODE


def customary(story: Story, version: Document, keeps: Callable[[Document], bool]) -> bool:
    """Whether most translations into other languages, two at least, keep of the original what this one keeps:
    the site means it so (names of its errors, titles of films)."""
    others = [
        one
        for one in story.siblings(version)
        if one.role is Role.TRANSLATION and one.language != version.language
    ]
    kept = sum(keeps(one) for one in others)
    return kept >= _CUSTOM and 2 * kept >= len(others)


@remembered
def _known(story: Story) -> dict[str, Parts | None]:
    """What is known of a story's versions so far."""
    return {}


def _every(story: Story, version: Document, original: Document) -> dict[str, PairedParts]:
    return {name: _kept(story, version, original, kind) for name, kind in KINDS.items()}


def _kept(story: Story, version: Document, original: Document, kind: ElementKind) -> PairedParts:
    theirs, ours = _of(original, kind), _of(version, kind)
    pairs = sorted(_paired([_sameness(one) for one in theirs], [_sameness(one) for one in ours]))
    found = tuple(Pair(theirs[at], ours[to], same) for at, to, same in pairs)
    there = {at: to for at, to, _ in pairs}
    lost = [at for at in range(len(theirs)) if at not in there]
    missing = tuple(
        Missing(theirs[at], _place_of(story, version, original, theirs, ours, there, at)) for at in lost
    )
    return PairedParts(found, missing, len(theirs), len(ours))


def _of(document: Document, kind: ElementKind) -> list[Element]:
    return [
        element
        for element in document.elements
        if element.kind is kind
        and not (kind is ElementKind.HEADING and generated(document.words(element.span)))
    ]


def _paired(theirs: Sequence[str], ours: Sequence[str]) -> Iterator[tuple[int, int, bool]]:
    """Which part stands for which, as many as the shorter side has: those that say the same and in order,
    those that say the same elsewhere, then those in one place, then whatever is left, in order."""
    free_theirs, free_ours = set(range(len(theirs))), set(range(len(ours)))
    replaced: list[tuple[range, range]] = []
    for tag, a, b, c, d in SequenceMatcher(None, theirs, ours, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from ((at, c + at - a, True) for at in range(a, b))
            free_theirs.difference_update(range(a, b))
            free_ours.difference_update(range(c, d))
        elif tag == "replace":
            replaced.append((range(a, b), range(c, d)))
    elsewhere: dict[str, list[int]] = defaultdict(list)
    for to in sorted(free_ours, reverse=True):
        elsewhere[ours[to]].append(to)
    for at in sorted(free_theirs):
        if elsewhere[theirs[at]]:
            to = elsewhere[theirs[at]].pop()
            yield at, to, True
            free_theirs.discard(at)
            free_ours.discard(to)
    for left, right in (*replaced, (range(len(theirs)), range(len(ours)))):
        rows, columns = (
            [one for one in run if one in free] for run, free in ((left, free_theirs), (right, free_ours))
        )
        for at, to in _likest([theirs[one] for one in rows], [ours[one] for one in columns]):
            yield rows[at], columns[to], False
            free_theirs.discard(rows[at])
            free_ours.discard(columns[to])


def _likest(theirs: Sequence[str], ours: Sequence[str]) -> Iterator[tuple[int, int]]:
    """As many pairs in order as the shorter side has, those that are most alike."""
    if not theirs or not ours:
        return
    if len(theirs) == len(ours) or max(len(theirs), len(ours)) > _COMPARED:
        yield from zip(range(len(theirs)), range(len(ours)), strict=False)
        return
    if len(theirs) < len(ours):
        yield from ((at, to) for to, at in _likest(ours, theirs))
        return
    # best[i][j]: the likeness of the first j of ours to some of the first i of theirs
    spare = len(theirs) - len(ours)
    best = [[0.0] * (len(ours) + 1) for _ in range(len(theirs) + 1)]
    for i in range(1, len(theirs) + 1):
        for j in range(max(i - spare, 1), min(i, len(ours)) + 1):
            taken = best[i - 1][j - 1] + ratio(theirs[i - 1], ours[j - 1]) + 1.0
            best[i][j] = max(taken, best[i - 1][j] if i - 1 >= j else 0.0)
    i, j = len(theirs), len(ours)
    chosen: list[tuple[int, int]] = []
    while j:
        if i - 1 >= j and best[i][j] == best[i - 1][j]:
            i -= 1
        else:
            i, j = i - 1, j - 1
            chosen.append((i, j))
    yield from reversed(chosen)


def _place_of(
    story: Story,
    version: Document,
    original: Document,
    theirs: Sequence[Element],
    ours: Sequence[Element],
    there: Mapping[int, int],
    at: int,
) -> Span:
    """The sentence of `version` in which a missing part would stand: opposite its own, where one is aligned,
    else that of the part before it (or after it) that the version has, else the nearest."""
    number = original.sentence_at(theirs[at].span.start)
    if number >= 0 and any(one.document == version.id for one in story.partners(original, number)):
        return opposite(story, version, original, theirs[at].span)
    near = next((one for one in (*range(at - 1, -1, -1), *range(at + 1, len(theirs))) if one in there), None)
    if near is None or abs(original.sentence_at(theirs[near].span.start) - number) > _NEAR:
        return opposite(story, version, original, theirs[at].span)
    near = there[near]
    return sentence_of(version, ours[near].span)


def sentence_of(document: Document, span: Span) -> Span:
    """The sentence in which a span begins; the span itself in a text without sentences."""
    if not document.sentences:
        return span
    sentence = document.sentences[max(document.sentence_at(span.start), 0)]
    return document.span(sentence.start, sentence.end)


def visible(document: Document, span: Span) -> Span:
    """The span, or its sentence where it holds no word or more than one sentence."""
    if span.end > span.start and document.words(span).strip("\ufffc \n"):
        sentence = sentence_of(document, span)
        return sentence if span.end - span.start > sentence.end - sentence.start else span
    return sentence_of(document, span)


def _sameness(element: Element) -> str:
    """What is the same in both languages: a target without its language, a shortcode's name."""
    if element.kind in (ElementKind.LINK, ElementKind.IMAGE):
        return target(element.value)
    if element.kind is ElementKind.SHORTCODE:
        named = re.search(r"[\w/.-]+", element.value)
        return named[0] if named else element.value
    return element.value


def target(address: str) -> str:
    """A link's or image's target without what in it names a language; within the site, what its last step and
    its anchor say, for the pages before it are named in their own language."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    host = ".".join(label for label in parts.netloc.split(".") if not tells_language(label))
    steps = [step for step in parts.path.split("/") if step and not tells_language(step)]
    if not parts.netloc:
        return f"{steps[-1] if steps else ''}#{parts.fragment}"
    return f"{host}/{'/'.join(steps)}"


@lru_cache(maxsize=4096)
def tells_language(word: str) -> bool:
    """Whether a label of a host or a step of a path names a language (fr, pt-BR) or a country whose language
    has another tag; www says as little."""
    match = _LANGUAGE.fullmatch(word)
    if word in _COUNTRIES:
        return True
    return match is not None and (match[1] is None or language_name(match[1]) != match[1])


def counted(kept: Mapping[str, PairedParts]) -> str:
    """What is missing of what: "12 of 40 code spans, 3 of 9 links"."""
    said = Counter({name: len(one.missing) for name, one in kept.items() if one.missing})
    return ", ".join(
        f"{count} of {kept[name].theirs} {_CALLED.get(name, name)}" for name, count in said.items()
    )


_CALLED = {"code": "pieces of code"}
