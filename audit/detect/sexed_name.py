"""Which given name is of the other sex than the title or the verb beside it?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from audit.language.knowledge import Language, of
from audit.language.romanised import romanised
from audit.model import Document, Hit, Sentence, Story, Token
from audit.text import fold

_LONGEST_TITLE = 3
_SEXES = {"f": "a woman", "m": "a man"}
# What stands before a name that is the subject of the verb after it, or before such a verb.
_BEGINS = re.compile(r"[,—–\-«»„“”\"]\s*$")
# An auxiliary between a name and its participle: Jelena Radović je rekla.
_AUXILIARIES = frozenset({"je", "је"})
# Surnames that only a woman bears, and in no other case.
_HERS = "ová"
_VOWELS = "aeiouy"


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """A given name with a surname behind a title, or beside a verb of speech, that is the other sex's alone.

    A name that may be a man's in another case (Ivana, of Ivan) tells nothing beside a verb.
    """
    language = of(version.lang)
    titles, verbs = language.sexed_titles, _verbs(language)
    if not titles and not verbs:
        return
    for sentence in version.sentences:
        tokens = version.tokens_of(sentence)
        for at, (one, other) in enumerate(pairwise(tokens)):
            if not (_capital(one) and _capital(other)) or version.text[one.end : other.start] != " ":
                continue
            previous = tokens[at - 1] if at else one
            joined = at and _capital(previous) and version.text[previous.end : one.start] == " "
            if joined and previous.lower not in titles:
                continue  # the second name of somebody, or a title nobody knows
            sex = _sex(language, one.text)
            if not sex:
                continue
            title = _title(version, tokens, at, titles)
            if title and title[1] != sex:
                yield _hit(version, title[0], other, title[0].text, one.text, sex)
            elif verb := _verb(version, sentence, tokens, at, verbs, sex):
                first, last = min(one, verb), max(_surname(version, tokens, at + 1), verb)
                yield _hit(version, first, last, verb.text, one.text, sex)


def _capital(token: Token) -> bool:
    return token.text[0].isupper() and len(token.text) > 1 and not token.text.isupper()


def _hit(version: Document, first: Token, last: Token, telling: str, name: str, sex: str) -> Hit:
    slots = {"telling": telling, "name": name, "sex": _SEXES[sex]}
    return Hit(version.span(first.start, last.end), slots=slots)


@lru_cache(maxsize=16384)
def _sex(language: Language, name: str) -> str:
    """The sex that a given name tells in any letters; "" for none."""
    return language.given_name(romanised(name) or name) or ""


@lru_cache(maxsize=64)
def _verbs(language: Language) -> Mapping[str, str]:
    """Verbs of speech by the sex of who speaks."""
    kinds = (("she-said", "f"), ("he-said", "m"))
    return {word: sex for kind, sex in kinds for word in language.sexes.get(kind, ())}


def _title(
    version: Document, tokens: tuple[Token, ...], at: int, titles: Mapping[str, str]
) -> tuple[Token, str] | None:
    """The first word of the title before a name, and its sex."""
    end = tokens[at].start - 1
    if version.text[end : end + 1] != " ":
        return None
    for begin in range(max(at - _LONGEST_TITLE, 0), at):
        said = version.text[tokens[begin].start : end].lower().replace("’", "'")
        if said in titles and (begin == 0 or version.text[tokens[begin].start - 1] != "-"):
            return tokens[begin], titles[said]
    return None


def _surname(version: Document, tokens: tuple[Token, ...], at: int) -> Token:
    """The last of the words with a capital that follow one another from a place."""
    while (
        at + 1 < len(tokens)
        and _capital(tokens[at + 1])
        and version.text[tokens[at].end : tokens[at + 1].start] == " "
    ):
        at += 1
    return tokens[at]


def _verb(
    version: Document,
    sentence: Sentence,
    tokens: tuple[Token, ...],
    at: int,
    verbs: Mapping[str, str],
    sex: str,
) -> Token | None:
    """The verb of speech that agrees with the other sex and whose subject the name at a place is."""
    text, one = version.text, tokens[at]
    last = _surname(version, tokens, at + 1)
    certain = sex == "f" and last.lower.endswith(_HERS)
    if not verbs or not (certain or _nominative(of(version.lang), one.text, sex)):
        return None
    after = [token for token in tokens if token.start > last.end][:3]
    if after and after[0].lower in _AUXILIARIES:
        after = after[1:]
    begins = one.start == sentence.start or _BEGINS.search(text, max(one.start - 3, 0), one.start)
    if (
        begins
        and after
        and _other(verbs, after[0], sex)
        and text[last.end : after[0].start].strip(" jeје") == ""
    ):
        ends = len(after) < 2 or not _capital(after[1]) or text[after[0].end : after[1].start] != " "
        return after[0] if ends else None
    before = tokens[at - 1] if at else None
    if before and _other(verbs, before, sex) and text[before.end : one.start] == " ":
        opens = _BEGINS.search(text, max(before.start - 3, 0), before.start)
        return before if opens else None
    return None


def _other(verbs: Mapping[str, str], token: Token, sex: str) -> bool:
    return verbs.get(token.lower, sex) != sex


@lru_cache(maxsize=16384)
def _nominative(language: Language, name: str, sex: str) -> bool:
    """Whether a given name can be nothing but a subject: a woman's in -a that is no case of a man's, a man's
    that ends with a consonant."""
    plain = romanised(name) or fold(name)
    if sex == "m":
        return plain[-1] not in _VOWELS or plain.endswith(("iy", "ij"))
    stem = plain[:-1]
    return plain.endswith("a") and all(
        language.given_name(stem + ending) != "m" for ending in ("", "o", "e", "y", "i", "j", "iy")
    )
