"""What in a run of capitals is title, nationality and name, and what kind of name is it?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from audit.annotate.capitals import CapitalRun, is_capital
from audit.language.knowledge import Language, of
from audit.language.naming import is_woman
from audit.model import Document, Name, NameKind, Token
from audit.text import fold, without_possessive

_COMMON_WORD = 3.5


def names_in(document: Document, run: CapitalRun, known: Counter[str]) -> Iterator[Name]:
    """The names in a run of capitals: titles in front taken off, words that only open a sentence dropped."""
    first, last = run.first, run.last
    tokens, language = document.tokens, of(document.lang)
    headline = run.headline
    followed = run.last - run.first > 1 and not headline
    if (run.initial or headline) and not _is_name_by_itself(
        tokens[first], known, language, followed=followed
    ):
        first += 1
        while first < last and not is_capital(tokens[first]):
            first += 1
    if headline and any(
        not known[token.lower] and language.titles and _common(token, language)
        for token in tokens[first:last]
    ):
        kept = [
            at for at in range(first, last) if known[tokens[at].lower] or not _common(tokens[at], language)
        ]
        for group in _consecutive(kept):
            yield from _split(document, group[0], group[-1] + 1, language)
        return
    yield from _split(document, first, last, language)


def _consecutive(numbers: list[int]) -> Iterator[list[int]]:
    group: list[int] = []
    for number in numbers:
        if group and number != group[-1] + 1:
            yield group
            group = []
        group.append(number)
    if group:
        yield group


def _is_name_by_itself(token: Token, known: Counter[str], language: Language, *, followed: bool) -> bool:
    """Whether a word that opens a sentence belongs to a name; `followed` by another capital it does, unless
    it is a small word or a participle ("Citing Reuters"). Where titles are not known, no more is."""
    bare = without_possessive(token.lower)
    told = bool(language.titles)
    if told and (bare in language.function_words or bare in language.calendar_names):
        return False
    if known[token.lower] or known[bare] or (followed and not bare.endswith(language.opener_endings)):
        return True
    if not told:
        return len(token.text) > 1 and token.text.isupper()
    return (
        bare in language.titles
        or bare in language.demonyms
        or bare in language.places
        or language.given_name(bare) is not None
        or not _common(token, language)
    )


def _common(token: Token, language: Language) -> bool:
    # The small table has all words as common as this, and is read in a tenth of the time.
    return language.at_least(without_possessive(token.lower), _COMMON_WORD)


def _split(document: Document, first: int, last: int, language: Language) -> Iterator[Name]:
    """Divide a run into title and name, or nationality, title and name."""
    tokens = document.tokens
    while first < last and tokens[first].lower in language.name_particles and not is_capital(tokens[first]):
        first += 1
    if not language.titles:
        yield from _name(document, first, last, "", language)
        return
    title = ""
    while first < last:
        lower = without_possessive(tokens[first].lower)
        country = language.demonyms.get(lower)
        if country is not None and not (
            last - first > 1 and _organisation(tokens[first + 1 : last], language)
        ):
            yield Name(
                document.span(tokens[first].start, _end(tokens[first])),
                _bare(tokens[first].text),
                NameKind.PLACE,
                country,
            )
            first += 1
            title = ""
            continue
        length = _title_length(tokens, first, last, language)
        if length:
            title = " ".join(token.lower for token in tokens[first : first + length])
            first += length
            while first < last and not is_capital(tokens[first]):
                first += 1
            continue
        if lower in language.calendar_names:
            first += 1
            continue
        if lower in language.function_words and last - first == 1:
            return
        if last - first > 1 and _stops(tokens[first]):
            yield from _name(document, first, first + 1, title, language)
            title = ""
            first += 1
            continue
        break
    while first < last and without_possessive(tokens[last - 1].lower) in language.calendar_names:
        last -= 1
    if first < last:
        yield from _name(document, first, last, title, language)


def _stops(token: Token) -> bool:
    """Whether a possessive ends one name and another begins: "Israel's Netanyahu"."""
    return token.lower.endswith(("'s", "’s"))


def _organisation(tokens: Iterable[Token], language: Language) -> bool:
    heads = language.name_heads
    return any(heads.get(without_possessive(token.lower)) == "organisation" for token in tokens)


def _title_length(tokens: tuple[Token, ...], first: int, last: int, language: Language) -> int:
    """How many tokens from `first` on are a title; 0 for none."""
    for length in range(min(4, last - first), 0, -1):
        if _title_word(tokens[first + length - 1].lower) not in language.title_words:
            continue
        if (
            " ".join([_title_word(token.lower) for token in tokens[first : first + length]])
            in language.titles
        ):
            return length
    return 0


@lru_cache(maxsize=16384)
def _title_word(lower: str) -> str:
    return without_possessive(lower.rstrip("."))


def _bare(text: str) -> str:
    return without_possessive(text)


def _end(token: Token) -> int:
    return token.start + len(_bare(token.text))


def _name(document: Document, first: int, last: int, title: str, language: Language) -> Iterator[Name]:
    """A name of the tokens `[first, last)`; an acronym or a place in front of a person stands for itself."""
    if first >= last:
        return
    tokens = document.tokens[first:last]
    if (
        len(tokens) > 1
        and tokens[0].text.isupper()
        and len(tokens[0].text) > 1
        and not _organisation(tokens[1:], language)
    ):
        rest = first + 1
        if _title_length(document.tokens, rest, last, language) or (
            language.given_name(tokens[1].lower) is not None
        ):
            yield from _name(document, first, rest, "", language)
            yield from _split(document, rest, last, language)
            return
    for at in range(1, len(tokens)):
        if _title_length(document.tokens, first + at, last, language) and not (
            _organisation(tokens[at:], language)
        ):
            yield from _name(document, first, first + at, "", language)
            yield from _split(document, first + at, last, language)
            return
    if len(tokens) == 1 and len(tokens[0].text) == 1:
        return
    end = _end(tokens[-1])
    value = " ".join(document.text[tokens[0].start : end].split())
    if len(tokens) == 1 and not title and _names_things(document, tokens[0], language):
        yield Name(document.span(tokens[0].start, end), value, NameKind.OTHER, value)
        return
    kind, gender = _kind(document, tokens, title, value, language)
    yield Name(document.span(tokens[0].start, end), value, kind, value, title, gender)


def _names_things(document: Document, token: Token, language: Language) -> bool:
    """Whether a given name stands between an article and a noun: the Marilyn prints."""
    before = document.text[max(token.start - 4, 0) : token.start].lower()
    return (
        before.endswith(" ")
        and before.strip() in language.name_articles
        and document.text[token.end : token.end + 1] == " "
        and document.text[token.end + 1 : token.end + 2].islower()
        and language.given_name(token.lower) is not None
    )


def _kind(
    document: Document, tokens: tuple[Token, ...], title: str, value: str, language: Language
) -> tuple[NameKind, str]:
    lowers = tuple([without_possessive(token.lower) for token in tokens])
    known = _known_kind(value, lowers, title, language)
    if known is not None:
        return known
    if len(tokens) <= 3 and _speaks(document, tokens, language):
        return NameKind.PERSON, ""
    return NameKind.OTHER, ""


@lru_cache(maxsize=16384)
def _known_kind(
    value: str, lowers: tuple[str, ...], title: str, language: Language
) -> tuple[NameKind, str] | None:
    """The kind and gender that a name tells by its words alone; None where they tell nothing."""
    key = fold(value)
    if key in language.places:
        return NameKind.PLACE, ""
    heads = {language.name_heads.get(word) for word in lowers}
    if "organisation" in heads:
        return NameKind.ORGANISATION, ""
    if "place" in heads:
        return NameKind.PLACE, ""
    if key in language.agencies:
        return NameKind.ORGANISATION, ""
    figure = language.figures.get(key)
    if figure is not None:
        return NameKind.PERSON, figure
    title_gender = language.titles.get(title, "") if title else ""
    given = "f" if is_woman(lowers) else language.given_name(lowers[0])
    if title:
        return NameKind.PERSON, title_gender or (given or "" if len(lowers) > 1 else "")
    if value.isupper() and len(value) > 1 and len(lowers) == 1:
        return NameKind.ORGANISATION if value.isalpha() else NameKind.OTHER, ""
    if (
        len(lowers) > 1
        and given is not None
        and not any(word in language.places for word in (" ".join(lowers[-2:]), " ".join(lowers)))
    ):
        return NameKind.PERSON, given
    if len(lowers) == 1 and given:
        return NameKind.PERSON, "" if lowers[0] in language.given_surnames else given
    return None


def _speaks(document: Document, tokens: tuple[Token, ...], language: Language) -> bool:
    """Whether a speech verb stands beside the name: "Rossi said", "said Rossi"."""
    text = document.text
    after = text[tokens[-1].end : tokens[-1].end + 24].split(maxsplit=1)
    before = text[max(tokens[0].start - 24, 0) : tokens[0].start].split()
    verbs = language.speech_verbs
    follows = (
        bool(after) and text[tokens[-1].end : tokens[-1].end + 1] == " " and after[0].strip(",.") in verbs
    )
    leads = bool(before) and before[-1] in verbs
    return follows or leads
