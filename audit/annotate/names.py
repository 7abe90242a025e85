"""Which people, places and organisations does a version name?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from audit.language.knowledge import of
from audit.language.lexicon import at_least
from audit.language.names import (
    agencies,
    demonyms,
    figures,
    given_name,
    name_heads,
    places,
    speech_verbs,
    title_words,
    titles,
)
from audit.language.tables import words
from audit.model import Document, Name, NameKind, Sentence, Token
from audit.text import fold, without_possessive

# Words inside a name that are written small: Ursula von der Leyen, Bank of England, Ibn al-Walid.
_PARTICLES = frozenset(
    "von van der den de la le du di da dos das del della bin ibn ben al el zu zur ter ten of the".split()
)
_OF = frozenset({"of", "the"})
# Written with a capital, but no names: months and days, with their short forms, and feasts.
_CALENDAR = frozenset(
    (
        "apr april aug august christmas dec december easter feb february fri friday god jan january jul "
        "july jun june mar march may mon monday nov november oct october ramadan sat saturday sep sept "
        "september sun sunday thu thursday tue tuesday wed wednesday"
    ).split()
)
# Languages whose nouns all begin with a capital: a capital there is no sign of a name.
_CAPITAL_NOUNS = frozenset({"de", "lb"})
_ONE_SPACE = frozenset({" ", "\u00a0", " \n", "\n"})
_PARTICIPLES = ("ing", "ed", "ly")
_COMMON_WORD = 3.5
_HEADLINE_SHARE = 0.6


class _Run(NamedTuple):
    """Neighbouring tokens `[first, last)` that may be one name; `initial` where a sentence begins with it,
    `headline` where that sentence is one."""

    first: int
    last: int
    initial: bool
    headline: bool


def find_names(document: Document) -> list[Name]:
    """The names of `document` in reading order, each with the fullest form that the document gives it."""
    lang = document.language
    if lang in _CAPITAL_NOUNS:
        return []
    runs = list(_runs(document))
    known = _capitalised_inside(document, runs)
    english = lang == "en"
    mentions = [name for run in runs for name in _read(document, run, known, english)]
    return _link(mentions) if english else mentions


def _runs(document: Document) -> Iterator[_Run]:
    tokens, text = document.tokens, document.text
    # A word with a capital is another in small letters; most words are the same, and are asked nothing else.
    capitals = [at for at, token in enumerate(tokens) if token[2] != token[3] and _capital(token)]
    sentences = iter(document.sentences)
    sentence = next(sentences, None)
    reached, headline = 0, None
    for at in capitals:
        while sentence is not None and sentence.last <= at:
            sentence, headline = next(sentences, None), None
        if sentence is None:
            return
        if at < max(reached, sentence.first):
            continue
        if headline is None:
            headline = _headline(document, sentence)
        last = at + 1
        while last < sentence.last and text[tokens[last - 1].end : tokens[last].start] in _ONE_SPACE:
            if _capital(tokens[last]):
                last += 1
                continue
            ahead = last
            while ahead < sentence.last - 1 and tokens[ahead].lower in _PARTICLES and ahead - last < 3:
                ahead += 1
            joined = text[tokens[last - 1].end : tokens[ahead].start]
            if ahead == last or not _capital(tokens[ahead]) or any(mark in joined for mark in ',.;:()"“”'):
                break
            if tokens[last].lower in _OF and not _takes_of(tokens[last - 1].lower):
                break
            last = ahead + 1
        yield _Run(at, last, _opens(text, sentence, tokens[at]), headline)
        reached = last


def _takes_of(word: str) -> bool:
    """Bank of England, Strait of Hormuz, President of France; but "Robert Hale of Norway" is two names."""
    return word in name_heads() or word in title_words()


def _capital(token: Token) -> bool:
    word = token[2]
    first = word[0]
    return first.isupper() or ("-" in word and first.islower() and _capital_after_article(word))


def _capital_after_article(word: str) -> bool:
    """al-Assad, d'Estaing."""
    head, _, tail = word.partition("-")
    return head in ("al", "el", "ar", "as", "at", "ul") and tail[:1].isupper()


def _opens(text: str, sentence: Sentence, token: Token) -> bool:
    """Whether a capital is owed to the place: the start of a sentence or of a quotation, or after a colon."""
    place = token.start - 1
    while place >= sentence.start and text[place] == " ":
        place -= 1
    return place < sentence.start or text[place] in "\"“„«‘'([:.!?…—-–•*"


def _capitalised_inside(document: Document, runs: Iterable[_Run]) -> Counter[str]:
    """How often a word has its capital where grammar gives it none: inside a sentence that is no headline."""
    inside: Counter[str] = Counter()
    for run in runs:
        if not run.headline:
            first = run.first + run.initial
            inside.update([token[3] for token in document.tokens[first : run.last]])
    return inside


def _headline(document: Document, sentence: Sentence) -> bool:
    """Whether a line without a stop is set in title case: most of its longer words are capital."""
    if document.text[sentence.end - 1] in '.!?"”':
        return False
    long = [
        token for token in document.tokens_of(sentence) if len(token.text) > 3 and token.text[0].isalpha()
    ]
    capital = sum(token.text[0].isupper() for token in long)
    return len(long) >= 4 and capital / len(long) > _HEADLINE_SHARE


def _read(document: Document, run: _Run, known: Counter[str], english: bool) -> Iterator[Name]:
    """The names in a run of capitals: titles in front taken off, words that only open a sentence dropped."""
    first, last = run.first, run.last
    tokens = document.tokens
    headline = run.headline
    followed = run.last - run.first > 1 and not headline
    if (run.initial or headline) and not _is_name_by_itself(tokens[first], known, english, followed=followed):
        first += 1
        while first < last and not _capital(tokens[first]):
            first += 1
    if headline and any(
        not known[token.lower] and english and _common(token) for token in tokens[first:last]
    ):
        kept = [at for at in range(first, last) if known[tokens[at].lower] or not _common(tokens[at])]
        for group in _consecutive(kept):
            yield from _split(document, group[0], group[-1] + 1, english)
        return
    yield from _split(document, first, last, english)


def _consecutive(numbers: list[int]) -> Iterator[list[int]]:
    group: list[int] = []
    for number in numbers:
        if group and number != group[-1] + 1:
            yield group
            group = []
        group.append(number)
    if group:
        yield group


def _is_name_by_itself(token: Token, known: Counter[str], english: bool, *, followed: bool) -> bool:
    """Whether a word that opens a sentence belongs to a name; `followed` by another capital it does, unless
    it is a small word or a participle ("Citing Reuters")."""
    bare = without_possessive(token.lower)
    if english and (bare in words("function_words.txt") or bare in _CALENDAR):
        return False
    if known[token.lower] or known[bare] or (followed and not (english and bare.endswith(_PARTICIPLES))):
        return True
    if not english:
        return len(token.text) > 1 and token.text.isupper()
    return (
        bare in titles()
        or bare in demonyms()
        or bare in places()
        or given_name(bare) is not None
        or not _common(token)
    )


def _common(token: Token) -> bool:
    # The small table has all words as common as this, and is read in a tenth of the time.
    return at_least(without_possessive(token.lower), _COMMON_WORD)


def _split(document: Document, first: int, last: int, english: bool) -> Iterator[Name]:
    """Divide a run into title and name, or nationality, title and name."""
    tokens = document.tokens
    while first < last and tokens[first].lower in _PARTICLES and not _capital(tokens[first]):
        first += 1
    if not english:
        yield from _name(document, first, last, "")
        return
    title = ""
    while first < last:
        lower = without_possessive(tokens[first].lower)
        country = demonyms().get(lower)
        if country is not None and not (last - first > 1 and _organisation(tokens[first + 1 : last])):
            yield Name(
                document.span(tokens[first].start, _end(tokens[first])),
                _bare(tokens[first].text),
                NameKind.PLACE,
                country,
            )
            first += 1
            title = ""
            continue
        length = _title_length(tokens, first, last)
        if length:
            title = " ".join(token.lower for token in tokens[first : first + length])
            first += length
            while first < last and not _capital(tokens[first]):
                first += 1
            continue
        if lower in _CALENDAR:
            first += 1
            continue
        if lower in words("function_words.txt") and last - first == 1:
            return
        if last - first > 1 and _stops(tokens[first]):
            yield from _name(document, first, first + 1, title)
            title = ""
            first += 1
            continue
        break
    while first < last and without_possessive(tokens[last - 1].lower) in _CALENDAR:
        last -= 1
    if first < last:
        yield from _name(document, first, last, title)


def _stops(token: Token) -> bool:
    """Whether a possessive ends one name and another begins: "Israel's Netanyahu"."""
    return token.lower.endswith(("'s", "’s"))


def _organisation(tokens: Iterable[Token]) -> bool:
    return any(name_heads().get(without_possessive(token.lower)) == "organisation" for token in tokens)


def _title_length(tokens: tuple[Token, ...], first: int, last: int) -> int:
    """How many tokens from `first` on are a title; 0 for none."""
    for length in range(min(4, last - first), 0, -1):
        if not _ends_title(tokens[first + length - 1].lower):
            continue
        if " ".join([_title_word(token.lower) for token in tokens[first : first + length]]) in titles():
            return length
    return 0


@lru_cache(maxsize=16384)
def _title_word(lower: str) -> str:
    return without_possessive(lower.rstrip("."))


@lru_cache(maxsize=16384)
def _ends_title(lower: str) -> bool:
    return _title_word(lower) in title_words()


def _bare(text: str) -> str:
    return without_possessive(text)


def _end(token: Token) -> int:
    return token.start + len(_bare(token.text))


def _name(document: Document, first: int, last: int, title: str) -> Iterator[Name]:
    """A name of the tokens `[first, last)`; an acronym or a place in front of a person stands for itself."""
    if first >= last:
        return
    tokens = document.tokens[first:last]
    if (
        len(tokens) > 1
        and tokens[0].text.isupper()
        and len(tokens[0].text) > 1
        and not _organisation(tokens[1:])
    ):
        rest = first + 1
        if _title_length(document.tokens, rest, last) or given_name(tokens[1].lower) is not None:
            yield from _name(document, first, rest, "")
            yield from _split(document, rest, last, True)
            return
    if len(tokens) > 1:
        for at in range(1, len(tokens)) if any(_ends_title(token.lower) for token in tokens[1:]) else ():
            length = _title_length(document.tokens, first + at, last)
            if length and not _organisation(tokens[at:]):
                yield from _name(document, first, first + at, "")
                yield from _split(document, first + at, last, True)
                return
    if len(tokens) == 1 and len(tokens[0].text) == 1:
        return
    end = _end(tokens[-1])
    value = " ".join(document.text[tokens[0].start : end].split())
    if len(tokens) == 1 and not title and _names_things(document, tokens[0]):
        yield Name(document.span(tokens[0].start, end), value, NameKind.OTHER, value)
        return
    kind, gender = _kind(document, tokens, title, value)
    yield Name(document.span(tokens[0].start, end), value, kind, value, title, gender)


def _names_things(document: Document, token: Token) -> bool:
    """Whether a given name stands between "the" and a noun: the Marilyn prints."""
    return (
        document.text[max(token.start - 4, 0) : token.start].lower() == "the "
        and document.text[token.end : token.end + 1] == " "
        and document.text[token.end + 1 : token.end + 2].islower()
        and given_name(token.lower) is not None
    )


def _kind(document: Document, tokens: tuple[Token, ...], title: str, value: str) -> tuple[NameKind, str]:
    known = _known_kind(value, tuple([without_possessive(token.lower) for token in tokens]), title)
    if known is not None:
        return known
    if len(tokens) <= 3 and _speaks(document, tokens):
        return NameKind.PERSON, ""
    return NameKind.OTHER, ""


@lru_cache(maxsize=16384)
def _known_kind(value: str, lowers: tuple[str, ...], title: str) -> tuple[NameKind, str] | None:
    """The kind and gender that a name tells by its words alone; None where they tell nothing."""
    key = fold(value)
    if key in places():
        return NameKind.PLACE, ""
    heads = {name_heads().get(word) for word in lowers}
    if "organisation" in heads:
        return NameKind.ORGANISATION, ""
    if "place" in heads:
        return NameKind.PLACE, ""
    if key in agencies():
        return NameKind.ORGANISATION, ""
    figure = figures().get(key)
    if figure is not None:
        return NameKind.PERSON, figure
    title_gender = titles().get(title, "") if title else ""
    given = given_name(lowers[0])
    if title:
        return NameKind.PERSON, title_gender or (given or "" if len(lowers) > 1 else "")
    if value.isupper() and len(value) > 1 and len(lowers) == 1:
        return NameKind.ORGANISATION if value.isalpha() else NameKind.OTHER, ""
    if (
        len(lowers) > 1
        and given is not None
        and not any(word in places() for word in (" ".join(lowers[-2:]), " ".join(lowers)))
    ):
        return NameKind.PERSON, given
    if len(lowers) == 1 and given:
        return NameKind.PERSON, "" if lowers[0] in of("en").given_surnames else given
    return None


def _speaks(document: Document, tokens: tuple[Token, ...]) -> bool:
    """Whether a speech verb stands beside the name: "Rossi said", "said Rossi"."""
    text = document.text
    after = text[tokens[-1].end : tokens[-1].end + 24].split(maxsplit=1)
    before = text[max(tokens[0].start - 24, 0) : tokens[0].start].split()
    verbs = speech_verbs()
    follows = (
        bool(after) and text[tokens[-1].end : tokens[-1].end + 1] == " " and after[0].strip(",.") in verbs
    )
    leads = bool(before) and before[-1] in verbs
    return follows or leads


def _link(mentions: list[Name]) -> list[Name]:
    """Give each mention the fullest form of its name: "Hale" is "Robert Hale" where there is one Hale."""
    alone = {fold(name.value) for name in mentions if name.kind is NameKind.PERSON and " " not in name.value}
    mentions = [
        _person(name, name.entity, name.gender)
        if name.kind is NameKind.OTHER and " " in name.value and _last_word(name.value) in alone
        else name
        for name in mentions
    ]
    full: dict[str, set[str]] = {}
    facts: dict[str, Name] = {}
    for name in mentions:
        if name.kind is NameKind.PERSON and " " in name.value:
            full.setdefault(_last_word(name.value), set()).add(name.value)
            best = facts.get(name.value)
            if best is None or (not best.gender and name.gender):
                facts[name.value] = name
    linked = []
    for name in mentions:
        if " " not in name.value and name.kind in (NameKind.PERSON, NameKind.OTHER):
            holders = full.get(_last_word(name.value), ())
            if len(holders) == 1 and fold(name.value) not in places():
                (entity,) = holders
                name = _person(name, entity, facts[entity].gender or name.gender)
        linked.append(name)
    return _one_kind(linked)


def _one_kind(names: list[Name]) -> list[Name]:
    """A name that is a person's once (after a title, before a speech verb) is a person's everywhere."""
    people: dict[str, str] = {}
    for name in names:
        if name.kind is NameKind.PERSON:
            people[name.entity] = people.get(name.entity) or name.gender
    return [
        _person(name, name.entity, people[name.entity])
        if name.entity in people and name.kind in (NameKind.PERSON, NameKind.OTHER)
        else name
        for name in names
    ]


@lru_cache(maxsize=16384)
def _last_word(value: str) -> str:
    """The last word of a name, folded."""
    return fold(value.split()[-1])


def _person(name: Name, entity: str, gender: str) -> Name:
    """The name as a person's; the very name where that says nothing new."""
    if name.kind is NameKind.PERSON and name.entity == entity and name.gender == gender:
        return name
    return Name(name.span, name.value, NameKind.PERSON, entity, name.title, gender)
