"""Which kinds of fault are looked for in a language, and is that enough to judge a text in it?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from audit.language.needs import lacking, speaks
from audit.model import Rule

# MQM's categories, by which rules say what kind of fault they look for, in words.
_WORDS: Mapping[str, str] = {
    "accuracy/gender": "a person’s sex",
    "accuracy/mistranslation": "words that say something else",
    "accuracy/name": "names spelled in two ways",
    "accuracy/nonsense": "words that are none",
    "accuracy/number": "figures",
    "accuracy/omission": "what is broken off",
    "accuracy/quotation": "quotations and their speakers",
    "accuracy/untranslated": "what was left in another language",
    "design/residue": "what models and pages leave behind",
    "linguistic/grammar": "endings and grammar",
    "linguistic/inconsistency": "one thing in two ways",
    "linguistic/punctuation": "marks without a partner",
    "linguistic/repetition": "doubled words",
    "linguistic/spacing": "spaces at marks",
    "linguistic/spelling": "letters of another alphabet",
    "locale/name": "places by another language’s name",
    "locale/quotation-marks": "another language’s quotation marks",
    "locale/time-format": "clock times",
}


class KindsOfFault(NamedTuple):
    """The kinds of fault that rules look for with knowledge of a language: those that they have it for, and
    those that they have not."""

    asked: tuple[str, ...]
    missed: tuple[str, ...]

    @property
    def enough(self) -> bool:
        """Whether silence says something: half of the kinds are looked for, or none needs a language."""
        return len(self.asked) >= len(self.missed) and (bool(self.asked) or not self.missed)

    @property
    def told(self) -> str:
        """How many of how many."""
        return f"{len(self.asked)} of {len(self.asked) + len(self.missed)}"


def kinds(rules: Iterable[Rule], tag: str) -> KindsOfFault:
    """Of the kinds of fault that rules look for with knowledge of a language, those that they look for in
    that of a tag, in words.

    A kind is looked for where one of its rules has all it needs and uses. Rules that name their languages are
    of style: what they ask no other language lacks, unless nothing else is asked.
    """
    minding = [rule for rule in rules if rule.minds_language or rule.uses]
    ours = [rule for rule in minding if "any" in rule.langs or speaks(rule, tag)]
    known = {rule.category for rule in ours if speaks(rule, tag) and not lacking(tag, rule.uses)}
    every = {rule.category for rule in ours or minding}
    return KindsOfFault(tuple(map(in_words, sorted(known))), tuple(map(in_words, sorted(every - known))))


def kinds_alone(rules: Iterable[Rule], tag: str) -> KindsOfFault:
    """The kinds that are looked for in a text by itself."""
    return kinds((rule for rule in rules if not (rule.needs_siblings or rule.needs_reader)), tag)


def judges_beside(rules: Iterable[Rule], tag: str) -> bool:
    """Whether a text in the language of a tag is judged beside siblings in it: half of the kinds that are
    looked for beside siblings are, or the main one is, whether they deny the same, besides names a letter
    off, figures, dates and omissions, for which no language needs to be known."""
    beside = tuple(rule for rule in rules if rule.needs_siblings)
    return kinds(beside, tag).enough or any("negators" in rule.needs and speaks(rule, tag) for rule in beside)


def in_words(category: str) -> str:
    """A category as a person would say it; one of a newsroom's own by its last word."""
    return _WORDS.get(category) or category.rpartition("/")[2].replace("-", " ")
