"""Which forbidden wordings of a term are there?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from audit.language.knowledge import Language, of
from audit.model import Document, Hit, Story
from audit.patterns import PatternSet
from audit.text import match_case, remembered

Table = tuple[Mapping[str, str], ...]
# Words so short are matched as they are: they have no endings.
_SHORT = 4


class _Variant(NamedTuple):
    """A forbidden wording: its words, how freely they bend, and the row that forbids it."""

    words: tuple[str, ...]
    bends: str
    row: Mapping[str, str]


def detect(story: Story, version: Document, *, table: Table) -> Iterator[Hit]:
    """Every forbidden wording of `table` (columns term, forbidden, note), inflected or not.

    `forbidden` holds wordings separated by "|"; `term` what to write, perhaps several joined by " / ".
    A wording in lower case is found in all its forms (compared by stems); one with capitals is a name and
    found as written or in the plural; one that begins with "=" only as written.
    """
    variants, patterns = _variants(of(version.lang), table)
    text = version.text
    taken = 0
    for match in sorted(patterns(text), key=lambda match: (match.start, -match.end)):
        variant = variants[match.pattern]
        words = _words(text[match.start : match.end])
        if match.start < taken or not _form_of(words, variant, of(version.lang)):
            continue
        term = variant.row["term"]
        if _inside_term(text, match.start, match.end, variant, term):
            continue
        taken = match.end
        surface = text[match.start : match.end]
        slots = {"term": term, "note": variant.row.get("note", "")}
        yield Hit(
            version.span(match.start, match.end),
            slots=slots,
            fix=_fix(surface, words[-1], variant.words[-1], term),
        )


def needed(lang: str, *, table: Table) -> PatternSet:
    """The patterns without which there is nothing to find."""
    return _variants(of(lang), table)[1]


def _variants(language: Language, table: Table) -> tuple[tuple[_Variant, ...], PatternSet]:
    known = _known(table)
    if language.code not in known:
        known[language.code] = _read(language, table)
    return known[language.code]


@remembered
def _known(table: Table) -> dict[str, tuple[tuple[_Variant, ...], PatternSet]]:
    """The variants of a table by language, filled as languages come."""
    return {}


def _read(language: Language, table: Table) -> tuple[tuple[_Variant, ...], PatternSet]:
    variants = []
    for row in table:
        for wording in row["forbidden"].split("|"):
            words = _words(wording.removeprefix("="))
            bends = "" if wording.startswith("=") else "plural" if wording != wording.lower() else "all"
            if words:
                variants.append(_Variant(words, bends, row))
    patterns = PatternSet(
        [
            r"[\s-]".join(_pattern(word, variant.bends, language) for word in variant.words)
            for variant in variants
        ]
    )
    return tuple(variants), patterns


def _words(wording: str) -> tuple[str, ...]:
    return tuple(re.split(r"[\s-]+", wording.strip())) if wording.strip() else ()


def _pattern(word: str, bends: str, language: Language) -> str:
    """What all forms of the word begin with; endings are English, so that the set stays small."""
    if bends != "all":
        return re.escape(word) + ("s?" if bends else "")
    if len(word) < _SHORT or not word.isalpha():
        return re.escape(word)
    root = language.stem(word.lower())
    shared = next(
        (at for at, (one, other) in enumerate(zip(word.lower(), root, strict=False)) if one != other),
        len(root),
    )
    return re.escape(word[: max(shared, _SHORT - 1)]) + "[a-z]*"


def _form_of(words: tuple[str, ...], variant: _Variant, language: Language) -> bool:
    """Whether the words found are the wording or a form of it."""
    if words == variant.words:
        return True
    if variant.bends == "plural":
        return words[:-1] == variant.words[:-1] and words[-1] == variant.words[-1] + "s"
    return variant.bends == "all" and all(
        language.stem(found.lower()) == language.stem(word)
        for found, word in zip(words, variant.words, strict=True)
    )


def _inside_term(text: str, start: int, end: int, variant: _Variant, term: str) -> bool:
    """Whether the wording is there only as part of the right term."""
    for right in term.split(" / "):
        at = right.lower().find(" ".join(variant.words).lower())
        if at >= 0 and text[max(start - at, 0) : start - at + len(right)].lower() == right.lower():
            return True
    return False


def _fix(surface: str, last: str, written: str, term: str) -> str | None:
    """The term in the number of the surface; None where there are several or the form is another."""
    if " / " in term:
        return None
    if last.lower() == written.lower():
        return match_case(surface, term)
    if last.lower() == written.lower() + "s":
        return match_case(surface, term + "s")
    return None
