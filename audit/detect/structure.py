"""Which parts of the original's structure are not in a translation?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Literal

from rapidfuzz.distance import OSA

from audit.model import Document, ElementKind, Hit, Span, Story
from audit.parts import Missing, PairedParts, parts, sentence_of, visible
from audit.text import shorten

Part = Literal["headings", "links", "images", "code", "shortcodes"]
# In a page with so many pieces of code one that is a word may have been translated.
_MUCH = 5
# An option of a command; a name of code has so many letters.
_OPTION = re.compile(r"--?[a-z][a-z-]+")
_NAME = 6
# What a shortcode holds may be a page of data.
_SHOWN = 200
# So many plain words running are prose.
_SENTENCE = 8
_PLAIN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*[,.:;!?]?")
_SET = re.compile(r"""[\s"'“”„«»‹›‘’`「」『』]+""")


def detect(story: Story, version: Document, *, part: Part) -> Iterator[Hit]:
    """What the original has and `version` has not: links and images by their targets, code by what it does
    (an option or a name of code for which another stands, too), shortcodes by their names, headings by their
    number. Slots: `missing`, `theirs` and `ours` (how many).

    At most as many as are missing, those of one sentence together, where they would stand, and none where
    the page is out of step with its original as a whole, or the original changed since: questions of their
    own (`out-of-step`, `stale`).
    """
    found = parts(story, version)
    if found is None or found.out_of_step or version.drift:
        return
    kept = found.kept[part]
    missing = [one for one in kept.missing if part != "code" or not _said(version, kept, one)]
    missing += _exchanged(found.original, version, kept) if part == "code" else ()
    for place, there in groupby(missing[: 1 if part == "headings" else None], key=_place):
        lost = list(there)
        yield Hit(
            place,
            evidence=tuple(dict.fromkeys(visible(found.original, one.part.span) for one in lost)),
            slots={
                "missing": ", ".join(shorten(one.part.value, _SHOWN) for one in lost),
                "theirs": str(kept.theirs),
                "ours": str(kept.ours),
            },
            signals=2,
            asked=1,
            anchor=True,
        )


def _place(missing: Missing) -> Span:
    return missing.place


def _exchanged(original: Document, version: Document, kept: PairedParts) -> Iterator[Missing]:
    """Options and names of code for which others stand in their place: --staging for --dry-run, a letter or
    a digit of a name. What is translated (<your-name>) is no slip."""
    theirs, ours = (
        {one.value for one in document.elements if one.kind is ElementKind.CODE}
        for document in (original, version)
    )
    for pair in kept.pairs:
        one, other = pair.theirs.value, pair.ours.value
        if pair.same or one in ours or other in theirs or one in version.text or other in original.text:
            continue
        options = _OPTION.fullmatch(one) and _OPTION.fullmatch(other)
        if options or (_slip(one, other) and other.isascii()):
            yield Missing(pair.theirs, sentence_of(version, pair.ours.span))


def _slip(one: str, other: str) -> bool:
    """Whether two names of code are a letter or two apart, or only a number."""
    if min(len(one), len(other)) < _NAME or " " in one:
        return False
    return OSA.distance(one, other, score_cutoff=1) == 1


def _said(version: Document, kept: PairedParts, missing: Missing) -> bool:
    """Whether the words of a piece of code stand there as plain words; or it is a word, and was translated as
    one in a page that keeps other code; or it is prose, or mentioned elsewhere, too."""
    code = missing.part.value
    if _bare(code) in _bare(version.text) or _is_prose(code):
        return True
    # Within a sentence it is a mention, for which another may say "it".
    mentioned = missing.part.span.start < missing.part.span.end
    if mentioned and any(one.kind is ElementKind.CODE and one.value == code for one in version.elements):
        return True
    return code.strip().isalpha() and kept.theirs >= _MUCH


def _is_prose(code: str) -> bool:
    """Whether what stands as code reads as a sentence: an indented note."""
    words = code.rstrip("…").split()
    return len(words) >= _SENTENCE and all(_PLAIN.fullmatch(word) for word in words[: len(words) - 1])


def _bare(words: str) -> str:
    """Words without white space and quotation marks, which a language sets in its own way."""
    return _SET.sub("", words.casefold())
