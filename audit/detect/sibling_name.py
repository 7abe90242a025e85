"""Which names does a version write a letter off from what its siblings write?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from audit.aliases import same
from audit.evidence import NameWord, enough, name_words, passages, vocabulary, writers
from audit.language.knowledge import Language, of
from audit.language.spelling import near, shelved
from audit.model import Document, Hit, Span, Story
from audit.text import fold, remembered

_COMMON = 4.2
# A language has a form that it uses and hardly knows the other: Omicron beside Omikron.
_USED, _RARER = 2.0, 0.8
# What Slavic languages put behind a name in other cases: a sibling that kept one is the one that is wrong.
_CASES = frozenset("a u y i e em om ou oi ovi um am ami ach ech ovo ove".split())
# A sound that somebody draws out: Uuuuh.
_DRAWN = re.compile(r"(.)\1{2,}")
_BASE = re.compile(r"y?a$|[eo]$")


class _Form(NamedTuple):
    """What witnesses write instead, where each does first, and whether that settles who is right."""

    kept: str
    places: tuple[Span, ...]
    settled: bool


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """A name no witness writes, near one that a witness writes in the aligned sentence, or that two write
    anywhere, and that the version itself never writes. Accepted romanisations of one name are no misses.

    A common word is one only where the rest of the name is the same. Two witnesses that write one form, and
    none that writes a third, settle it, or a trusted one; but not where our form is a name that exists or
    that English uses and theirs is none, nor where both are given names, nor where theirs is ours with the
    ending of a case.
    """
    witnesses = story.witnesses(version)
    if not witnesses:
        return
    own = vocabulary(version)
    for form, words in name_words(version).items():
        if writers(story, version, form):
            continue
        common = of(version.lang).at_least(fold(form), _COMMON)
        opening = all(_opens(version, word.span) for word in words)
        for word in words:
            theirs = _theirs(story, version, word, own, common=common)
            if theirs is None or (opening and _two_words(version.lang, form, theirs.kept)):
                continue
            yield Hit(
                word.span,
                evidence=theirs.places,
                slots={"form": form, "kept": theirs.kept},
                fix=theirs.kept,
                signals=len(theirs.places),
                asked=len(witnesses),
                settled=theirs.settled,
            )


@remembered
def _shelves(document: Document) -> Mapping[str, tuple[str, ...]]:
    return shelved(name_words(document))


def _theirs(
    story: Story, version: Document, word: NameWord, own: frozenset[str], *, common: bool
) -> _Form | None:
    """The form most witnesses write instead, where they write it; None where too few do."""
    aligned = {
        passage.document.id: passage.span
        for passage in passages(story, version, version.sentence_at(word.span.start))
    }
    witnesses, language = story.witnesses(version), of(version.lang)
    found: dict[str, list[tuple[Document, Span, bool]]] = {}
    for witness in witnesses:
        for form in near(_shelves(witness), word.form, language.name_endings):
            if (
                fold(form) in own
                or same(word.form, form, language)
                or language.called_abroad(word.form, form)
            ):
                continue
            mentions = name_words(witness)[form]
            if common and not any(_same_rest(word, mention) for mention in mentions):
                continue
            place = aligned.get(witness.id)
            beside = [mention for mention in mentions if place and mention.span.overlaps(place)]
            sure = bool(beside) or _same_given(word, mentions)
            found.setdefault(form, []).append((witness, (beside or mentions)[0].span, sure))
    for form, places in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        agreeing = [witness for witness, _, _ in places]
        proved = enough(story, version, agreeing)
        # One of several that write other forms, or none, says nothing.
        if proved or (len(witnesses) == 1 and places[0][2]):
            others = (witness for witness in witnesses if witness not in agreeing)
            settled = (
                proved
                and len(found) == 1
                and _better(word, form, of(version.lang))
                and not any(_calls_otherwise(witness, word) for witness in others)
            )
            return _Form(form, tuple(span for _, span, _ in places), settled)
    return None


def _opens(version: Document, word: Span) -> bool:
    """Whether a word has its capital from where it stands: no other of its sentence stands before it."""
    sentence = version.sentences[version.sentence_at(word.start)]
    return not any(sign.isalnum() for sign in version.text[sentence.start : word.start])


def _two_words(lang: str, one: str, other: str) -> bool:
    """Whether two forms are words of the language, as Hypoxic and Hypoxia are at the head of a sentence."""
    language = of(lang)
    return all(language.at_least(fold(form), _USED) for form in (one, other))


def _same_rest(word: NameWord, mention: NameWord) -> bool:
    """Whether two names have other words, and the same: Obama and Osama bin Laden."""
    ours = word.name.value.split()
    theirs = mention.name.value.split()
    return len(ours) > 1 and [one for one in ours if one != word.form] == [
        one for one in theirs if one != mention.form
    ]


def _same_given(word: NameWord, mentions: tuple[NameWord, ...]) -> bool:
    return bool(word.given) and any(mention.given == word.given for mention in mentions)


def _calls_otherwise(witness: Document, word: NameWord) -> bool:
    """Whether a witness has another word after the given name: Peter Hollow beside Holloway and Holliday."""
    return bool(word.given) and any(
        mention.given == word.given for mentions in name_words(witness).values() for mention in mentions
    )


def _better(word: NameWord, kept: str, language: Language) -> bool:
    """Whether nothing speaks for our form of a name against theirs."""
    ours, theirs = fold(word.form), fold(kept)
    if language.stem(ours) == language.stem(theirs) or (ours.endswith("s") and theirs.startswith(ours[:-1])):
        return False
    if any(theirs in (base + ending for ending in _CASES) for base in (ours, _BASE.sub("", ours))):
        return False
    if _heard(ours) == _heard(theirs) or _DRAWN.sub(r"\1", ours) == _DRAWN.sub(r"\1", theirs):
        return False
    given = language.given_name
    if not word.given and given(ours) is not None and given(theirs) is not None:
        return False
    if language.zipf(ours) >= max(_USED, language.zipf(theirs) + _RARER):
        return False
    return not (_exists(ours, language) and not _exists(theirs, language))


def _heard(word: str) -> str:
    """A name without what ears and scripts confuse: Hashemi and Hashimi, Omar and Umar."""
    return word.replace("e", "i").replace("o", "u")


def _exists(word: str, language: Language) -> bool:
    return language.given_name(word) is not None or word in language.place_names
