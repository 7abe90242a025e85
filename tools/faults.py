"""Which single faults can be put into a text, and where?"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from audit.annotate import annotate
from audit.language.knowledge import of
from audit.language.scripts import script
from audit.model import Document, Number, Token, When

DIGITS = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*")
_GROUPS = re.compile(r"[.,\u00a0\u202f](?=\d{3}(?!\d))")
KINDS = (
    "name", "number", "date", "tenfold", "negation", "dropped", "doubled", "left in", "sex", "speaker",
)  # fmt: skip
# What takes the place of a letter, by script; the Han ones are those that foreign names are written with.
_LETTERS = {
    "LATIN": "bdfklmnprst",
    "CYRILLIC": "бдклмнпрст",
    "KATAKANA": "アカサタナマラリルロス",
    "CJK": "尔斯克拉德特里姆诺夫",
}
# A name in Han is told by the point between its parts.
_NAMES = {
    "ja": re.compile(r"[\u30a1-\u30fa\u30fc]{4,}"),
    "zh": re.compile(
        r"(?<=·)[\u4e00-\u9fff]{3,5}(?=[在说表称是，、的和])|[\u4e00-\u9fff]{2,5}(?=·[\u4e00-\u9fff])"
    ),
}
# A pattern of words that deny, and what is left where they deny no more.
_DENIALS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "ar": ((r"\b(?:لا|لم|لن) ", ""),),
    "de": ((r"\bnicht ", ""), (r"\bkein(e[mnrs]?)?\b", r"ein\1"), (r"\bnie ", "")),
    "es": ((r"(?<!, )\bno (?=\w)", ""),),
    "fr": ((r"\b(?:ne |n['’])(\w+) pas\b", r"\1"),),
    "id": ((r"\btidak ", ""), (r"\bbukan ", "")),
    "it": ((r"\bnon ", ""),),
    "ja": (
        (r"ませんでした", "ました"), (r"(?<!かもしれ)ません", "ます"), (r"ではない(?!か)", "である"),
        (r"(?<=[いきれえけせてねべめ])なかった", "た"),
        (r"(?<=てい)ない", "る"),
    ),
    "nl": ((r"\bniet ", ""), (r"\bgeen\b", "een")),
    "pl": ((r"\bnie ", ""),),
    "pt": ((r"\bnão ", ""),),
    "ru": ((r"(?<!если )(?<![Тт]ем )\bне (?!только|просто)(?=\w)", ""),),
    "sr": ((r"\bne ", ""), (r"\bnije\b", "je"), (r"\bне ", ""), (r"\bније\b", "је")),
    "uk": ((r"\bне (?=\w)", ""),),
    "zh": (
        (r"没有(?=[^，。])", "有"), (r"不(?!可思议)(?=[能会是可应想愿必])", ""),
        (r"(?:并未|未能|从未)", ""), (r"并不", ""),
    ),
}  # fmt: skip
# Words that tell a person's sex, and those of the other.
_SEXES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "ar": ((r"\bقال\b", "قالت"), (r"\bقالت\b", "قال")),
    "cs": tuple(
        pair
        for word in ("řekl", "uvedl", "dodal", "prohlásil", "oznámil")
        for pair in ((rf"\b{word}\b", word + "a"), (rf"\b{word}a\b", word))
    ),
    "de": ((r"\ber\b", "sie"), (r"\bEr\b", "Sie"), (r"\bHerr\b", "Frau"), (r"\bFrau (?=[A-ZÄÖÜ])", "Herr ")),
    "es": ((r"\bél\b", "ella"), (r"\bella\b", "él"), (r"\bElla\b", "Él")),
    "fr": ((r"\b([Ee])lle\b", "il"), (r"\bil (?!y |faut|est|s['’]|a été)", "elle ")),
    "it": ((r"\blui\b", "lei"), (r"\blei\b", "lui")),
    "ja": ((r"彼女(?!ら|た)", "彼"), (r"彼(?![女ら方])", "彼女")),
    "nl": ((r"\bhij\b", "zij"), (r"\bHij\b", "Zij")),
    "pl": ((r"\bpowiedział\b", "powiedziała"), (r"\bpowiedziała\b", "powiedział")),
    "pt": ((r"\bele\b", "ela"), (r"\bela\b", "ele"), (r"\bEle\b", "Ela")),
    "ru": (
        (r"\bон\b", "она"), (r"\bОн\b", "Она"), (r"\bона\b", "он"), (r"\bОна\b", "Он"),
        (r"\bсказал\b", "сказала"), (r"\bсказала\b", "сказал"), (r"\bзаявил\b", "заявила"),
        (r"\bзаявила\b", "заявил"),
    ),
    "sr": (
        (r"\brekao\b", "rekla"), (r"\brekla\b", "rekao"), (r"\bрекао\b", "рекла"), (r"\bрекла\b", "рекао"),
    ),
    "uk": (
        (r"\bвін\b", "вона"), (r"\bвона\b", "він"), (r"\bсказав\b", "сказала"), (r"\bсказала\b", "сказав"),
    ),
    "zh": ((r"(?<![其利吉])他(?![们人国乡])", "她"), (r"她(?!们)", "他")),
}  # fmt: skip
# Verbs beside which a name is a speaker's; in Japanese what follows it.
_SAYING: Mapping[str, str] = {
    "cs": "řekl řekla uvedl uvedla dodal dodala",
    "de": "sagte sagt erklärte betonte",
    "es": "dijo afirmó declaró señaló",
    "fr": "déclaré dit affirmé expliqué",
    "it": "detto dichiarato afferma",
    "nl": "zei zegt verklaarde",
    "pl": "powiedział powiedziała",
    "pt": "disse afirmou declarou",
    "ru": "сказал сказала заявил заявила сообщил",
    "sr": "rekao rekla kazao izjavio",
    "uk": "сказав сказала заявив заявила",
}
# How a Czech verb ends, and few nouns, adjectives and adverbs do: of those "ne" is a part, as in "nedaleko".
_CZECH_VERB = re.compile(r"(?:l[aoiy]?|[dž]e|[eai]me|[eí]te|jí|ou|je|[eíá]m|[^s]t)$")
_BESIDE = 2
_SPEAKERS = {"ja": re.compile(r"[\u30a1-\u30fa\u30fc]{3,}(?=(?:氏|さん)は)")}
_STRANGERS = {"CYRILLIC": "Гартвелл", "KATAKANA": "ハートウェル", "LATIN": "Hartwell", "CJK": "哈特韦尔"}
_LEFT = (
    "The harbour office said the second ferry would sail again before the end of the week.",
    "Neighbours told reporters that the bridge had been closed since early in the morning.",
    "The committee will meet again next month to decide how the money should be spent.",
    "Nobody expected the old mill to be sold for such a price.",
)
_FEWEST_WORDS, _FEWEST_LETTERS = 6, 15
# A word rarer than this is no common noun, in a language that writes nouns with a capital too.
_USUAL = 3.0


class Fault(NamedTuple):
    """`text[start:end]` is to be replaced by `new`; `[around, until)` is where a finding of it may lie in the
    changed text."""

    kind: str
    start: int
    end: int
    new: str
    around: int
    until: int

    def put(self, text: str) -> str:
        """The text with the fault in it."""
        return text[: self.start] + self.new + text[self.end :]


def faults(
    document: Document, drawn: random.Random, shared: Callable[[str], bool], source: Sequence[str] = ()
) -> Iterator[Fault]:
    """One fault of each kind that the text offers a place for, drawn with `drawn`.

    Names, figures and dates are changed where `shared` says that the others write the same words. `source`
    are the lines of the original, where the text has as many.
    """
    for kind, make in _MAKERS.items():
        places = list(make(document, shared))
        drawn.shuffle(places)
        for start, end in places:
            new = _NEW[kind](document, document.text[start:end], drawn)
            if (
                new is not None
                and new != document.text[start:end]
                and _stays(document, kind, start, end, new)
            ):
                yield Fault(kind, start, end, new, start, start + max(len(new), 1))
                break
    yield from _sentences(document, drawn)
    yield from _left(document, drawn, source)
    yield from _patterns(document, drawn, "negation", _DENIALS)
    yield from _denied_by_prefix(document, drawn)
    yield from _patterns(document, drawn, "sex", _SEXES)


def other_digits(digits: str, drawn: random.Random) -> str:
    """The same with two neighbouring digits exchanged or one another, not beginning with a zero."""
    places = [at for at, sign in enumerate(digits) if sign.isdecimal()]
    while True:
        signs = list(digits)
        at = drawn.randrange(len(places))
        if at + 1 < len(places) and drawn.random() < 0.5:
            one, other = places[at], places[at + 1]
            signs[one], signs[other] = signs[other], signs[one]
        else:
            signs[places[at]] = str((int(signs[places[at]]) + drawn.randrange(1, 10)) % 10)
        if signs != list(digits) and signs[0] != "0":
            return "".join(signs)
        if set(digits) <= {"0"}:
            return digits[:-1] + "1"


def letter_off(word: str, drawn: random.Random) -> str:
    """A word with a letter in the middle left out, doubled or another; in Han another."""
    kind = script(word[0])
    others = _LETTERS.get(kind, _LETTERS["LATIN"])
    if kind == "CJK":
        at = drawn.randrange(1, len(word)) if len(word) > 2 else 1
        return word[:at] + drawn.choice(others.replace(word[at], "")) + word[at + 1 :]
    at = drawn.randrange(2, len(word) - 1)
    letter = drawn.choice(("", word[at] * 2, drawn.choice(others)))
    return word[:at] + letter + word[at + 1 :]


def tenfold(figure: str) -> str | None:
    """Ten times the amount, parted in groups as it was; None for one that its digits do not tell."""
    marks = _GROUPS.findall(figure)
    whole = _GROUPS.sub("", figure)
    if not whole.isdecimal():
        before, _, after = whole.replace(",", ".").partition(".")
        return before + after if len(after) == 1 and after.isdecimal() and before != "0" else None
    if not int(whole):
        return None
    more = whole + "0"
    if not marks:
        return more
    groups = []
    while more:
        more, group = more[:-3], more[-3:]
        groups.append(group)
    return str(marks[0]).join(reversed(groups))


_Places = Iterator[tuple[int, int]]


def names(document: Document, shared: Callable[[str], bool]) -> _Places:
    """Words of names that the others write too."""
    pattern = _NAMES.get(_primary(document))
    if pattern is not None:
        for match in pattern.finditer(document.text):
            if shared(match[0]):
                yield match.span()
        return
    yield from ((token.start, token.end) for token in _capitals(document) if shared(token.text))


def _capitals(document: Document) -> Iterator[Token]:
    """Words within sentences that are names by their capital, and by their rarity where nouns have one."""
    language = of(document.lang)
    for sentence in document.sentences:
        for token in document.tokens[sentence.first + 1 : sentence.last]:
            word = token.text
            if (
                len(word) > 4
                and word.isalpha()
                and word.istitle()
                and not language.at_least(token.lower, _USUAL)
            ):
                yield token


def _amounts(document: Document, shared: Callable[[str], bool]) -> _Places:
    yield from _digits(document, Number, shared)


def _dates(document: Document, shared: Callable[[str], bool]) -> _Places:
    yield from _digits(document, When, shared)


def _digits(document: Document, kind: type[Number | When], shared: Callable[[str], bool]) -> _Places:
    for fact in document.facts_of(kind):
        digits = DIGITS.search(document.text, fact.span.start, fact.span.end)
        if digits and shared(digits[0]) and _in_sentence(document, fact.span.start):
            yield digits.span()


def _speakers(document: Document, shared: Callable[[str], bool]) -> _Places:
    lang = _primary(document)
    if lang in _SPEAKERS:
        yield from (match.span() for match in _SPEAKERS[lang].finditer(document.text))
        return
    verbs = frozenset(_SAYING.get(lang, "").split())
    for token in _capitals(document):
        near = document.tokens_in(max(token.start - 30, 0), token.end + 30)
        at = near.index(token) if token in near else -1
        beside = near[max(at - _BESIDE, 0) : at + _BESIDE + 1]
        if at >= 0 and any(one.lower in verbs for one in beside) and shared(token.text):
            yield token.start, token.end


def _stranger(document: Document, word: str, drawn: random.Random) -> str | None:
    """Another speaker of the text, else somebody of whom nobody spoke."""
    others = {document.text[start:end] for start, end in _speakers(document, lambda _: True)}
    those = sorted(other for other in others if other[:4] != word[:4])
    return drawn.choice(those) if those else _STRANGERS.get(script(word[0]))


_MAKERS: Mapping[str, Callable[[Document, Callable[[str], bool]], _Places]] = {
    "name": names,
    "number": _amounts,
    "date": _dates,
    "tenfold": _amounts,
    "speaker": _speakers,
}
_NEW: Mapping[str, Callable[[Document, str, random.Random], str | None]] = {
    "name": lambda _, words, drawn: letter_off(words, drawn),
    "number": lambda _, words, drawn: other_digits(words, drawn),
    "date": lambda _, words, drawn: other_digits(words, drawn),
    "tenfold": lambda _, words, __: tenfold(words),
    "speaker": _stranger,
}


def _stays(document: Document, kind: str, start: int, end: int, new: str) -> bool:
    """Whether what a number or a date was changed to is one still."""
    if kind not in ("number", "date", "tenfold"):
        return True
    wanted = When if kind == "date" else Number
    text = document.text[:start] + new + document.text[end:]
    again = annotate(Document(document.id, text, document.source, document.lang))
    facts = again.facts_in(wanted, max(start - 30, 0), start + len(new))
    return any(fact.span.start <= start and start + len(new) <= fact.span.end for fact in facts)


def _sentences(document: Document, drawn: random.Random) -> Iterator[Fault]:
    """A sentence left out, and one that stands twice."""
    inner = [number for number in range(1, len(document.sentences) - 1) if _long(document, number)]
    if not inner:
        return
    number = drawn.choice(inner)
    before, gone, after = (document.sentences[at] for at in (number - 1, number, number + 1))
    yield Fault("dropped", gone.start, after.start, "", before.start, gone.start + after.end - after.start)
    twice = document.sentences[drawn.choice(inner)]
    words = document.text[twice.start : twice.end]
    parting = " " if of(document.lang).spaced else ""
    yield Fault("doubled", twice.end, twice.end, parting + words, twice.start, twice.end + len(words) + 1)


def _left(document: Document, drawn: random.Random, source: Sequence[str]) -> Iterator[Fault]:
    """A sentence in English where one of the text's stood: the original's, where it is known."""
    lines = [match.span() for match in re.finditer(r"[^\n]+", document.text)]
    if len(lines) == len(source):
        places = [
            (start, end, source[at])
            for at, (start, end) in enumerate(lines)
            if at and len(source[at].split()) >= _FEWEST_WORDS
        ]
    else:
        places = [
            (document.sentences[at].start, document.sentences[at].end, drawn.choice(_LEFT))
            for at in range(1, len(document.sentences))
            if _long(document, at)
        ]
    if places:
        start, end, new = drawn.choice(places)
        yield Fault("left in", start, end, new, start, start + len(new))


def _patterns(
    document: Document,
    drawn: random.Random,
    kind: str,
    table: Mapping[str, tuple[tuple[str, str], ...]],
) -> Iterator[Fault]:
    """A word that a table knows, turned."""
    found = [
        (*match.span(), match.expand(new))
        for pattern, new in table.get(_primary(document), ())
        for match in re.finditer(pattern, document.text)
        if _in_sentence(document, match.start())
    ]
    if found:
        start, end, new = drawn.choice(sorted(found))
        yield _turned(document, kind, start, end, new)


def _turned(document: Document, kind: str, start: int, end: int, new: str) -> Fault:
    """The fault of a turned word; what is found of its sentence is found of it, for the word that was denied
    or the person who is meant may stand anywhere there."""
    sentence = document.sentences[document.sentence_at(start)]
    return Fault(kind, start, end, new, sentence.start, sentence.end + len(new) - (end - start))


def _denied_by_prefix(document: Document, drawn: random.Random) -> Iterator[Fault]:
    """A Czech verb without its "ne"."""
    if _primary(document) != "cs":
        return
    language = of("cs")
    found = [
        (token, {"není": "je", "nebyl": "byl", "nemůže": "může"}.get(token.lower, token.text[2:]))
        for token in document.tokens
        if token.lower.startswith("ne") and token.text[0].islower() and len(token.text) > 4
        if _in_sentence(document, token.start)
        if token.lower == "není" or language.at_least(token.lower[2:], 3.5)
        if token.lower == "není" or _CZECH_VERB.search(token.lower)
        if not token.lower.startswith(("nech", "nej", "něk")) or token.lower == "nejsou"
    ]
    if found:
        token, new = drawn.choice(found)
        yield _turned(document, "negation", token.start, token.end, new)


def _long(document: Document, number: int) -> bool:
    sentence = document.sentences[number]
    if of(document.lang).spaced:
        return sentence.last - sentence.first >= _FEWEST_WORDS
    return sentence.end - sentence.start >= _FEWEST_LETTERS


def _in_sentence(document: Document, place: int) -> bool:
    number = document.sentence_at(place)
    return number >= 0 and _long(document, number)


def _primary(document: Document) -> str:
    return of(document.lang).code
