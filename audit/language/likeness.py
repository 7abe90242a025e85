"""How near is a word of a name in one script to a word in another, to the eye and to the ear?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product

from anyascii import anyascii
from rapidfuzz.distance import OSA

from audit.language.frequency import frequencies
from audit.language.scripts import script
from audit.language.spelling import reduced
from audit.language.tables import rows
from audit.text import fold

# What the accepted romanisations write in several ways: BGN/PCGN, ISO 9, ISO 843, ALA-LC, and the spellings
# of passports and news agencies.
_ACCEPTED = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"shch|sch|tch|zh|ch|sh|cz|sz", "S"),
        (r"kh|h|g(?=e|i)", "h"),
        (r"yo|io|jo|ie|ye|je|e", "e"),
        (r"iu|yu|ju", "u"),
        (r"ia|ya|ja", "a"),
        (r"tz|ts|c(?=[eiy])", "c"),
        (r"[yj]", "i"),
        (r"i+", "i"),
        (r"w", "v"),
        (r"ph", "f"),
        (r"ks", "x"),
        (r"ck|q|c(?![eiyh])", "k"),
        (r"oo|ou", "u"),
        (r"ff$", "v"),
    )
)
# What is one sound, or near to one, in some language or other; sibilants aside.
_SOUNDS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"kh|gh|ck|qu|q|c|h|g", "k"),
        (r"ph|v|w|u(?=[aeiou])", "f"),
        (r"[yi]e?", "i"),
        (r"oe|ou|u", "o"),
        (r"ae|e", "a"),
        (r"(.)\1+", r"\1"),
    )
)
_HEARD = ((re.compile(r"tsch|tch|shch|sch|sh|ch|cz|sz|dzh|dj|zh|j|x|z|ts|tz|c(?=[eiy])"), "s"), *_SOUNDS)
# Sounds that Greek writes with two letters.
_GREEK = (("nt", "d"), ("mp", "b"), ("gk", "g"), ("oy", "ou"), ("ay", "av"), ("ey", "ev"))
# Letters for which news in English writes two: Djuricic, Shanov.
_TWO = str.maketrans({"đ": "dj", "š": "sh", "č": "ch", "ć": "ch", "ž": "zh", "ş": "sh"})
_NO_LETTER = re.compile(r"[^a-z]")
_PALLADIUS_S = re.compile(r"s(?=[iy])")
_VOWELS = re.compile(r"[aeiou]")
# Scripts that write consonants, or a vowel with each, which their letters do not tell.
_CONSONANTS = frozenset({"ARABIC", "HEBREW", "DEVANAGARI", "BENGALI", "TAMIL", "TELUGU", "GUJARATI"})
_ALPHABETS: Mapping[str, str] = {
    "LATIN": "abcdefghijklmnopqrstuvwxyz",
    "CYRILLIC": "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ",
    "GREEK": "αβγδεζηθικλμνξοπρστυφχψω",
    "KATAKANA": "".join(map(chr, range(0x30A1, 0x30FB))) + "ー",
}
# Syllables of Japanese in Hepburn's romanisation, long vowels written or not.
_JAPANESE = re.compile(
    r"(?:(?:[kgnbpmrh]y|sh|ch|ts|j|[kgsztdnhbpmyrwf])?[aiueo][hn]?|n|m(?=[bpm])|([kstp])(?=\1)|t(?=ch))+"
)
# What case endings add, in letters.
_ENDINGS = 3
_FEWEST = 3
# A word of more letters may have two that change with its case: Paroubek, Paroubka.
_SHORT = 6


@lru_cache(maxsize=65536)
def in_latin(word: str) -> str:
    """A word of any script in small Latin letters, without marks; of Chinese characters by pinyin."""
    plain = _NO_LETTER.sub("", anyascii(word).lower())
    if word and script(word[0]) == "GREEK":
        for two, one in _GREEK:
            plain = plain.replace(two, one)
    return plain


@lru_cache(maxsize=65536)
def accepted_forms(word: str) -> frozenset[str]:
    """What a word keeps in every accepted romanisation; a word with marks, and with two letters for each."""
    both = {in_latin(word), in_latin(word.lower().translate(_TWO))}
    return frozenset(reduced(form, _ACCEPTED) for form in both)


@lru_cache(maxsize=65536)
def _heard(plain: str) -> str:
    return reduced(plain, _HEARD)


def heard_alike(one: str, other: str) -> bool:
    """Whether two words in Latin letters are one sound by sound, as some language or other hears them."""
    return _heard(one) == _heard(other)


@lru_cache(maxsize=65536)
def _other_forms(word: str) -> frozenset[str]:
    """What a Cyrillic word keeps where it is a name of a language that has marks, which news leaves out
    (Жбанич, Zbanic), or a Chinese one by Palladius's system (Санься, Sanxia)."""
    if not word or script(word[0]) != "CYRILLIC":
        return frozenset()
    plain = in_latin(word)
    bare = plain.replace("zh", "z").replace("ch", "c").replace("sh", "s")
    chinese = _PALLADIUS_S.sub("x", plain.replace("chzh", "zh").replace("tsz", "z"))
    return frozenset(reduced(form, _ACCEPTED) for form in (bare, chinese))


@lru_cache(maxsize=65536)
def is_form(ours: str, theirs: str, declines: bool = True) -> bool:
    """Whether one word is the other in an accepted romanisation, the ending of the second aside, and of the
    first too where its language `declines` names."""
    plain = in_latin(ours)
    if fold(ours) == fold(theirs) or (len(plain) >= _SHORT and in_latin(theirs).startswith(plain)):
        return True
    same = _one_stem if declines else _is_base
    forms = accepted_forms(theirs) | _other_forms(theirs)
    return any(same(one, other) for one in accepted_forms(ours) for other in forms)


@lru_cache(maxsize=65536)
def is_changed_form(ours: str, theirs: str, lang: str) -> bool:
    """Whether a word in a case of its language is another one whose stem changes before the ending: Verbivka,
    у Вербівці; Koivuranta, Koivurannassa."""
    lower = theirs.lower()
    return any(
        is_form(ours, lower[:at] + whole + lower[at + len(changed) :], declines=False)
        for whole, changed in _stem_changes(lang)
        for at in range(_FEWEST - 1, len(lower))
        if lower.startswith(changed, at)
    )


@lru_cache(maxsize=64)
def _stem_changes(lang: str) -> tuple[tuple[str, str], ...]:
    return tuple((row["name"], row["case"]) for row in rows("stem_changes.tsv") if row["lang"] == lang)


def _one_stem(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    stem = max(shorter - (2 if shorter > _SHORT else 1), _FEWEST)
    return one[:stem] == other[:stem] and abs(len(one) - len(other)) <= _ENDINGS + 1


def _is_base(base: str, other: str) -> bool:
    """Whether one word with any ending is another; a vowel at its end, or before its last consonant, may be
    an ending's: Praga, Pragu; Paroubek, Paroubka; so may letters after the other: Sacramentos."""
    if len(other) > len(base) + _ENDINGS + 1:
        return len(base) >= _SHORT and other.startswith(base)
    if len(other) > _FEWEST and base.startswith(other):
        return len(base) - len(other) < _FEWEST
    if other.startswith((base, base.rstrip("aeiou") or base)):
        return True
    return bool(_VOWELS.match(base[-2:-1])) and other.startswith(base[:-2] + base[-1:])


@lru_cache(maxsize=65536)
def letters_off(ours: str, theirs: str) -> int:
    """How many letters a word is off another in accepted romanisations, or as the letters go, whose ending,
    and a vowel at its own end, do not count; 9 where it is far."""
    return min(
        (
            OSA.distance(base, other[: len(other) - cut])
            for one, other in (
                *product(accepted_forms(ours), accepted_forms(theirs)),
                (in_latin(ours), in_latin(theirs)),
            )
            for base in {one, one[:-1] if len(one) > _SHORT and _VOWELS.match(one[-1:]) else one}
            for cut in range(_ENDINGS + 1)
            if min(len(other) - cut, len(base)) > _FEWEST + 1
        ),
        default=9,
    )


@lru_cache(maxsize=65536)
def sounds_off(ours: str, theirs: str) -> int:
    """How many sounds two words are apart, the ending of the second aside: by consonants alone where its
    script writes no others."""
    one, other = _heard(in_latin(ours)), in_latin(theirs)
    bare = bool(theirs) and script(theirs[0]) in _CONSONANTS
    forms = [_heard(other[: len(other) - cut]) for cut in range(_ENDINGS + 1) if len(other) - cut >= _FEWEST]
    if bare:
        one, forms = _VOWELS.sub("", one), [_VOWELS.sub("", form) for form in forms[:1]]
    return min((OSA.distance(one, form) for form in forms), default=9)


def is_japanese(word: str) -> bool:
    """Whether a lower-case word could be one of Japanese in Hepburn's romanisation."""
    return bool(_JAPANESE.fullmatch(word))


def known_neighbours(word: str, lang: str, least: float) -> Iterator[str]:
    """The words of a language, by falling frequency of at least `least`, that are one letter off a
    lower-case word, neither in its first nor in its last."""
    known = frequencies(lang, "large")
    letters = _ALPHABETS.get(script(word[0]), "")
    found = {
        other: known[other]
        for at in range(1, len(word))
        for other in _changed(word, at, letters, at + 1 < len(word))
        if known.get(other, 0.0) >= least
    }
    found.pop(word, None)
    yield from sorted(found, key=lambda other: (-found[other], other))


def _changed(word: str, at: int, letters: str, inside: bool) -> Iterator[str]:
    before, after = word[:at], word[at:]
    yield from (before + letter + after for letter in letters)
    if inside:
        yield before + after[1:]
        yield from (before + letter + after[1:] for letter in letters)
        yield before + after[1] + after[0] + after[2:]
