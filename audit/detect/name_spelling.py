"""Which names does a version write in two ways, and which of the two is wrong?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Literal

from rapidfuzz.distance import OSA, Prefix

from audit.detect.case_ending import case_base
from audit.evidence import NameWord, first_mention, name_words, writers
from audit.language.knowledge import Language, of
from audit.language.spelling import near_miss, skeleton, sound
from audit.model import Document, ElementKind, Hit, NameKind, Story
from audit.text import fold, remembered

Difference = Literal["letters", "scheme", "diacritics"]
# A word as common as this is a word of the language before it is a name ("Price", "Prince").
_COMMON = 4.2
# So common the last part of a compound is a word.
_USUAL = 3.0
# So much more often (Zipf) texts have the one of two forms that exists.
_KNOWN = 1.5
_LENGTH = 3
# Names of one initial sound that a text may have; those of a register or a result sheet are not compared.
_MOST = 300
# So many times as common a form is what the text meant, without a witness.
_SURELY = 3
# As many letters as a near miss may be off at most.
_LETTERS = 2
# A name of a product or of code: a digit, or a capital inside that no prefix of a surname explains.
_IDENTIFIER = re.compile(
    r"\d|(?<!^Mc)(?<!^Mac)(?<!^De)(?<!^Di)(?<!^Da)(?<!^Du)(?<!^La)(?<!^Le)(?<!^Lo)(?<!^Van)(?<!^Fitz)(?<=[a-z])[A-Z]"
    r"|^[A-Z]{2,}[a-z]"
)
# How words are made of others: Activating, Activation.
_DERIVED = re.compile(r"(?:ing|ed|ion|ive|or|ment|able|al)$")
# The ends by which nouns, verbs and adjectives of one stem differ: Enquire, Enquiry; Lithiasis, Lithiasic.
_ENDS = frozenset("y e er ers or ors ion ions ing ed ive ic is al ism ist ists ity ment ant ent".split(" "))
_OF_WORDS, _STEM = 2.5, 5
# What ends a Slavic surname in English; a bare i is another language's way.
_ENGLISH_ENDINGS = ("y", "iy", "yi")


def detect(story: Story, version: Document, *, difference: Difference) -> Iterator[Hit]:
    """The forms that differ from another form of the same name by `difference`.

    "letters": a letter or two; "scheme": two accepted romanisations; "diacritics": accents alone. The form
    to keep is the one the witnesses write; where they write neither, the commoner in the text, and a fix is
    offered where it is commoner by far: a slip may be made twice. Where both are as common, the shorter is
    marked, since names written by sound lose letters. A form with a case ending is another question's.
    """
    forms = name_words(version)
    for one, other, kind in _variants(version):
        if (
            kind != difference
            or case_base(version, one) == other
            or case_base(version, other) == one
            or _far(forms[one], forms[other])
            or not _one_name(version, forms[one], forms[other])
        ):
            continue
        kept, wrong, support = _choose(story, version, forms[one], forms[other])
        if kept is None or wrong is None:
            continue
        if difference == "diacritics" and not support and 1 < len(kept) == len(wrong):
            continue  # as often with as without, each more than once: two names that the text keeps apart
        evidence = tuple(mention for witness in support if (mention := first_mention(witness, kept[0].form)))
        witnesses = story.witnesses(version)
        for word in wrong:
            yield Hit(
                word.span,
                evidence=(*evidence, kept[0].span),
                slots={"form": word.form, "kept": kept[0].form, "times": _times(len(kept))},
                fix=kept[0].form if support or len(kept) >= _SURELY * len(wrong) else None,
                signals=1 + len(support),
                asked=len(witnesses) if support else 0,
            )


@remembered
def _variants(version: Document) -> tuple[tuple[str, str, str], ...]:
    """The pairs of forms that may be one name, with how they differ. Only forms that begin with the same
    sound, are about as long and share a skeleton or most letters are looked at closely."""
    groups: dict[str, list[tuple[str, str, str]]] = {}
    language = of(version.lang)
    for form in sorted(name_words(version)):
        groups.setdefault(sound(form), []).append((form, fold(form), skeleton(form)))
    return tuple(
        sorted(
            (one, other, kind)
            for group in groups.values()
            if len(group) <= _MOST
            for (one, plain, bones), (other, other_plain, other_bones) in combinations(group, 2)
            if abs(len(one) - len(other)) <= _LENGTH
            and (bones == other_bones or OSA.distance(plain, other_plain, score_cutoff=_LETTERS) <= _LETTERS)
            and (kind := _difference(one, other, language))
        )
    )


def _difference(one: str, other: str, language: Language) -> str:
    if _two_things(one, other):
        return ""
    if fold(one) == fold(other):
        return "diacritics" if one.casefold() != other.casefold() else ""
    if skeleton(one) == skeleton(other) and _accepted(one, other, language):
        return "scheme"
    return "letters" if near_miss(one, other, language.name_endings) else ""


def _far(one: Sequence[NameWord], other: Sequence[NameWord]) -> bool:
    """Whether two names that the text has once each differ by more than a letter: Gerlingen and Geisingen."""
    left, right = fold(one[0].form), fold(other[0].form)
    return (
        len(one) == len(other) == 1
        and skeleton(left) != skeleton(right)
        and len(left) == len(right)
        and OSA.distance(left, right) > 1
    )


def _two_things(one: str, other: str) -> bool:
    """Whether names of products or code differ by what one has more: Auth, Auth0; APIRoute, APIRouter."""
    if not (_IDENTIFIER.search(one) or _IDENTIFIER.search(other)):
        return False
    left, right = (form.casefold().removesuffix("s") for form in (one, other))
    return left in right or right in left


def _accepted(one: str, other: str, language: Language) -> bool:
    """Whether English newsrooms write both: Syrsky and Syrskyy, but not Syrski; Alexei and Alexey."""
    if language.given_name(one) and language.given_name(other):
        return True
    left, right = fold(one), fold(other)
    return left.endswith(_ENGLISH_ENDINGS) == right.endswith(_ENGLISH_ENDINGS)


def _one_name(version: Document, one: Sequence[NameWord], other: Sequence[NameWord]) -> bool:
    """Whether both forms name the same: no two persons, places or words that only look alike."""
    forms = (one[0].form, other[0].form)
    if any(element.kind is ElementKind.CODE for element in version.elements) and not _of_people(one, other):
        return False  # documentation: products have names that differ by a letter
    language = of(version.lang)
    common = any(language.at_least(fold(form), _COMMON) for form in forms)
    if common or _one_word(version, *forms) or _two_words(language, *forms) or _two_people(one, other):
        return False
    if all(language.given_name(form.lower()) for form in forms):
        return _same_surname(one, other)
    if any(word.name.kind is NameKind.PLACE for word in one) and any(
        word.name.kind is NameKind.PLACE for word in other
    ):
        return False
    givens = [{word.given for word in words if word.last and word.given} for words in (one, other)]
    if all(givens) and not givens[0] & givens[1]:
        return False
    sentences = [{version.sentence_at(word.span.start) for word in words} for words in (one, other)]
    return bool(givens[0] & givens[1]) or not sentences[0] & sentences[1]


def _of_people(one: Sequence[NameWord], other: Sequence[NameWord]) -> bool:
    """Whether both stand with a given name somewhere."""
    return all(any(word.given for word in words) for words in (one, other))


def _one_word(version: Document, one: str, other: str) -> bool:
    """Whether both are forms of a word that the text has without a capital, too: Concurrent, Concurrency."""
    left, right, stem = one.lower(), other.lower(), of(version.lang).stem
    return stem(left) == stem(right) and {left, right} <= _words(version)


def _two_words(language: Language, one: str, other: str) -> bool:
    """Whether both are words of the language: the countries and the people (Koreas, Koreans), or compounds
    with another noun (Pan-democrat, Pan-democracy), or made of one word (Activating, Activation)."""
    left, right = (fold(form).removesuffix("s") for form in sorted((one, other), key=len))
    peoples, at_least = language.demonyms, language.at_least
    if right in peoples and (left in peoples or left in language.places or right == f"{left}n"):
        return True
    if _of_one_stem(language, fold(one), fold(other)):
        return True
    if _DERIVED.search(left) and _DERIVED.search(right) and language.stem(left) == language.stem(right):
        return at_least(left, _USUAL) and at_least(right, _USUAL)
    start, _, end = left.rpartition("-")
    begin, _, last = right.rpartition("-")
    return bool(start) and start == begin and at_least(end, _USUAL) and at_least(last, _USUAL)


def _of_one_stem(language: Language, one: str, other: str) -> bool:
    """Whether two words that the language knows, or two terms of science, are formed of one stem."""
    stem = Prefix.similarity(one, other)
    ends = {one[stem:], other[stem:]}
    if stem < _STEM:
        return False
    if ends == {"s", "c"}:
        return one[:stem].endswith("i")
    return ends <= _ENDS and all(language.at_least(form, _OF_WORDS) for form in (one, other))


def _two_people(one: Sequence[NameWord], other: Sequence[NameWord]) -> bool:
    """Whether each stands with other words in a longer name: Cheng Wai-ming, Cheung Ka-lok."""
    rest = [
        {part for word in words for part in word.name.value.split() if part != word.form}
        for words in (one, other)
    ]
    whole = [any(" " in word.name.value for word in words) for words in (one, other)]
    return all(whole) and all(rest) and not rest[0] & rest[1]


@remembered
def _words(version: Document) -> frozenset[str]:
    return frozenset(token.text for token in version.tokens if token.text.islower())


def _same_surname(one: Sequence[NameWord], other: Sequence[NameWord]) -> bool:
    ends = [{word.name.value.split()[-1] for word in words if not word.last} for words in (one, other)]
    return bool(ends[0] & ends[1])


def _choose(
    story: Story, version: Document, one: Sequence[NameWord], other: Sequence[NameWord]
) -> tuple[Sequence[NameWord] | None, Sequence[NameWord] | None, tuple[Document, ...]]:
    """The form to keep, the form that is wrong, and the witnesses that decide it."""
    known = [writers(story, version, words[0].form) for words in (one, other)]
    exact = [_exact(those, words[0].form) for those, words in zip(known, (one, other), strict=True)]
    # Räikkönnen beside Räikkönen is decided by who writes Raikkonen, too.
    supports = exact if any(exact) else known
    if all(supports):
        return None, None, ()  # siblings write both: most likely two names
    if any(supports):
        kept, wrong, support = (one, other, supports[0]) if supports[0] else (other, one, supports[1])
        # The name that is known, where the siblings share another reading: Brummell beside Brammell.
        better = _better_known(of(version.lang), wrong[0].form, kept[0].form)
        return (wrong, kept, ()) if better else (kept, wrong, support)
    ranked = sorted((one, other), key=lambda words: (-len(words), -len(words[0].form), words[0].span.start))
    return ranked[0], ranked[1], ()


def _better_known(language: Language, one: str, other: str) -> bool:
    """Whether texts of the language have the first of two forms, and hardly the other."""
    return language.zipf(fold(one)) >= language.zipf(fold(other)) + _KNOWN


def _exact(witnesses: tuple[Document, ...], form: str) -> tuple[Document, ...]:
    """The witnesses that write the very form, accents included."""
    return tuple(witness for witness in witnesses if form in witness.text)


def _times(count: int) -> str:
    return "once" if count == 1 else "twice" if count == 2 else f"{count} times"
