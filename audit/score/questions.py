"""Which questions were put to a version, and which could not be, and why?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from audit.annotate.substance import nothing_in
from audit.following import follows, way
from audit.language.kinds import KindsOfFault, judges_beside, kinds, kinds_alone
from audit.language.languages import language_name
from audit.language.needs import speaks
from audit.model import Document, Question, Questions, Relation, Role, Rule, Story, Unasked
from audit.text import remembered

_TOLD = (Role.SOURCE, Role.REFERENCE)
# So many kinds of fault that are not looked for are named.
_NAMED = 4


def questions(story: Story, version: Document, rules: Iterable[Rule]) -> Questions:
    """What `rules`, those that hold for the version, could ask of it where it stands in its story.

    A question that was not selected is none. A version is judged *enough* where something was asked and, if
    it has siblings, it was held beside one, and beside every original and reference.
    """
    given, alone, beside = _sorted(tuple(rules))
    others = tuple(one for one in story.siblings(version) if not nothing_in(one))
    found: list[Question | Unasked] = [*_text(version, alone)]
    original = version.role is Role.SOURCE
    if not original:  # its translations are no witnesses against it
        found += [*_siblings(story, version, others, beside), *_languages(story, version, others, beside)]
    asked = tuple(one for one in found if isinstance(one, Question))
    if not {Question.TEXT, Question.SIBLINGS}.isdisjoint(asked):
        counting = given if Question.SIBLINGS in asked else alone
        lacks = _lacks(counting)
        if version.lang not in lacks:
            lacks[version.lang] = tuple(_knowledge(version, counting))
        found += lacks[version.lang]
    unasked = tuple(one for one in found if isinstance(one, Unasked))
    missed = {name for one in unasked for name in one.beside}
    held = not others or original or not beside or bool({*asked} - {Question.TEXT})
    told = any(one.id in missed and one.role in _TOLD for one in others)
    held_beside = tuple(
        one.id
        for one in others
        if not original
        and one.role is Role.SOURCE
        and story.comparison(version.id, one.id).relation is Relation.PARALLEL
    )
    return Questions(asked, unasked, bool(asked) and held and not told, nothing_in(version), held_beside)


@remembered
def _sorted(rules: tuple[Rule, ...]) -> tuple[tuple[Rule, ...], ...]:
    """Those that count, of these those that are asked of a text alone, and those that are not."""
    given = tuple(rule for rule in rules if not rule.needs_reader)  # what a reader says is in no verdict
    alone = tuple(rule for rule in given if not rule.needs_siblings)
    return given, alone, tuple(rule for rule in given if rule.needs_siblings)


@remembered
def _kinds_alone(rules: tuple[Rule, ...]) -> dict[str, KindsOfFault]:
    """The kinds that they look for in a text by itself, by language, filled as languages come."""
    return {}


@remembered
def _lacks(rules: tuple[Rule, ...]) -> dict[str, tuple[Unasked, ...]]:
    """What `_knowledge` says of them, by language, filled as languages come."""
    return {}


def _text(version: Document, rules: tuple[Rule, ...]) -> Iterator[Question | Unasked]:
    if not rules:
        return
    known = _kinds_alone(rules)
    if version.lang not in known:
        known[version.lang] = kinds_alone(rules, version.lang)
    reason = _unknown(version, known[version.lang])
    yield Unasked(Question.TEXT, reason) if reason else Question.TEXT


def _siblings(
    story: Story, version: Document, others: tuple[Document, ...], rules: tuple[Rule, ...]
) -> Iterator[Question | Unasked]:
    if not any(rule.minds_language for rule in rules):
        return
    names = tuple(one.id for one in others if one.language == version.language)
    if not names:
        if not others:
            yield Unasked(Question.SIBLINGS, "it has no siblings")
    elif not judges_beside(rules, version.lang):
        # Figures, dates and what is left out need no language, and are no more than a part of the question.
        reason = _unknown(version, kinds(rules, version.lang))
        yield Unasked(Question.SIBLINGS, f"{reason}; beyond figures, dates and omissions", names)
    elif story.witnesses(version):
        yield Question.SIBLINGS
        yield from _words(story, version, rules)
    else:
        yield Unasked(Question.SIBLINGS, "they are copies of it", names)


def _words(story: Story, version: Document, rules: tuple[Rule, ...]) -> Iterator[Question | Unasked]:
    """A version that words things its own way is not held to its siblings' words."""
    if not any(rule.needs_followed for rule in rules):
        return
    if follows(story, version):
        yield Question.WORDS
    else:
        found = way(story, version)
        lost = f"{found.share:.0%} of its words stand in none of {found.witnesses} siblings"
        reason = (
            "it stands apart from siblings that translate one text"
            if found.apart
            else f"it words things its own way ({lost})"
        )
        yield Unasked(Question.WORDS, reason)


def _languages(
    story: Story, version: Document, others: tuple[Document, ...], rules: tuple[Rule, ...]
) -> Iterator[Question | Unasked]:
    if all(rule.minds_language for rule in rules):
        return
    pivots = {one.id for one in story.pivots()}
    opposite = [
        one
        for one in others
        if one.language != version.language and not pivots.isdisjoint((one.id, version.id))
    ]
    missed = tuple(
        one.id for one in opposite if story.comparison(version.id, one.id).relation is not Relation.PARALLEL
    )
    if len(missed) < len(opposite):
        yield Question.LANGUAGES
    if missed:
        yield Unasked(Question.LANGUAGES, "too little shows which sentences correspond", missed)


def _unknown(version: Document, known: KindsOfFault) -> str:
    """Why what is asked of a text in some language cannot be asked of this one: fewer than half of the kinds
    of fault are looked for in its language. "" where they are, or where none needs a language."""
    if known.enough:
        return ""
    if not version.lang:
        return "its language is not known"
    name = language_name(version.language)
    if not known.asked:
        return f"no rule that was selected knows {name}"
    return f"only {known.told} kinds of fault are looked for in {name}, not {_listed(known.missed)}"


def _knowledge(version: Document, rules: tuple[Rule, ...]) -> Iterator[Unasked]:
    """Which kinds of fault rules of any language could not look for, because they need knowledge that this
    one lacks."""
    silent = sum("any" in rule.langs and not speaks(rule, version.lang) for rule in rules)
    if silent:
        name, known = language_name(version.language), kinds(rules, version.lang)
        many = f"{silent} rule{'s wait' if silent > 1 else ' waits'} for knowledge of it"
        those = f", not {_listed(known.missed)}" if known.missed else ""
        yield Unasked(
            Question.KNOWLEDGE, f"{known.told} kinds of fault are looked for in {name}{those}; {many}"
        )


def _listed(missed: tuple[str, ...]) -> str:
    """The first of the kinds, and how many more."""
    more = f" and {len(missed) - _NAMED} more" if len(missed) > _NAMED + 1 else ""
    return ", ".join(missed[:_NAMED] if more else missed) + more
