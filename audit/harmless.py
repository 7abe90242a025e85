"""Is it certain that a correction does not change what a text says?

A rule claims that its fixes are safe; here the claim is proven for each of them, or falls. There are four
proofs: the words stay and only spaces or quotation marks change; an article becomes its other form; a small
word that stands twice running stands once; letters read in the wrong encoding read again as letters of the
text's language.
"""

from __future__ import annotations

import re
import unicodedata

from audit.language.knowledge import Language, of
from audit.language.scripts import script, scripts
from audit.misread import misread
from audit.model import OBJECT, Document, Hit

# So many characters on either side show what the marked words touch.
_AROUND = 80
_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")
_LAST = re.compile(r"((?:[^\W_]|[\u0300-\u036f])+)[\s-]*$")
_FIRST = re.compile(r"^[\s-]*((?:[^\W_]|[\u0300-\u036f])+)")
_NUMBER = re.compile(r"\d+(?:[.,:/\u2019'-]\d+)*")
_QUOTES = re.compile("[\"“”„‟«»‹›‘’‚‛'「」『』《》〈〉]")
_CLOSE = re.compile(r"([^\W\d_]+)([^\w\s])(?=([^\W\d_]+))")
_ENDS = '.!?:\n"”“'
_ARTICLES = frozenset({"a", "an"})
_AGAIN = re.compile(r"([^\W\d_]+)(?:[ \u00a0]+\1)+", re.IGNORECASE)
# Other signs of damage of the same kind in the text, before letters are read otherwise.
_SIGNS = 2
# No letter, digit, mark, sign or space: controls, what is not assigned, what is private.
_NO_CHARACTER = frozenset({"Cc", "Cn", "Co", "Cs"})


def harmless(version: Document, hit: Hit, fix: str) -> bool:
    """Whether it is proven that `fix`, in the place of the words a hit marks, changes nothing of what the
    text says: no word, name or number, nor their order, no script, no line."""
    text, start, end = version.text, hit.span.start, hit.span.end
    marked = text[start:end]
    if marked == fix or not _clean(fix, marked, version.lang) or _breaks(version, start, end, fix):
        return False
    left, right = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
    if hit.signals >= _SIGNS and misread(fix, marked):
        return True
    language = of(version.lang)
    return _spoken(left + marked + right, version.lang) and (
        (_same_words(left + marked + right, left + fix + right) and not _parts_a_list(marked, fix, language))
        or _other_article(left, marked, fix, language)
        or _once(left, marked, fix, language)
    )


def repeats(version: Document, start: int, end: int, fix: str) -> bool:
    """Whether `fix`, in the place of text `[start, end)`, begins or ends with the word that stands beside it,
    and the words that stood there did not: "two-thirds" for the "two" of "two thirds"."""
    text = version.text
    marked = text[start:end]
    left, right = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
    return _meets(left, fix) > _meets(left, marked) or _meets(fix, right) > _meets(marked, right)


def _meets(one: str, other: str) -> bool:
    """Whether a text ends with the word with which the next begins."""
    last, first = _LAST.search(one[-_AROUND:]), _FIRST.search(other[:_AROUND])
    return bool(last and first and last[1].casefold() == first[1].casefold())


def _clean(fix: str, marked: str, lang: str) -> bool:
    """Whether what is new in a fix are characters, and its letters of the language's scripts or of those that
    were there."""
    known = scripts(lang) | {script(letter) for letter in marked if letter.isalpha()}
    return OBJECT not in fix and all(
        unicodedata.category(sign) not in _NO_CHARACTER and (not sign.isalpha() or script(sign) in known)
        for sign in fix
        if sign not in marked
    )


def _spoken(text: str, lang: str) -> bool:
    """Whether most letters of a text are of its language's scripts: what holds in English is not asked of a
    list of Chinese titles in an English page."""
    own = scripts(lang)
    letters = [letter for letter in text if letter.isalpha()]
    return 2 * sum(script(letter) in own for letter in letters) > len(letters)


def _breaks(version: Document, start: int, end: int, fix: str) -> bool:
    """Whether lines would be joined or parted: those of the text, or those of its file, which the text runs
    on."""
    marked = version.text[start:end]
    return "\n" in fix or any(
        sign.isspace() and (sign == "\n" or version.source.rendering(start + at) is not None)
        for at, sign in enumerate(marked)
    )


def _same_words(before: str, after: str) -> bool:
    return (
        _WORD.findall(before) == _WORD.findall(after)
        and _NUMBER.findall(before) == _NUMBER.findall(after)
        and _QUOTES.sub("", "".join(before.split())) == _QUOTES.sub("", "".join(after.split()))
    )


def _parts_a_list(marked: str, fix: str, language: Language) -> bool:
    """Whether a space comes between two words and none of them is a small one, which no list of values has:
    "pt,es" may be meant, "record,the" is not."""
    small = language.function_words
    return any(
        f"{one}{sign} {other}" in fix and not {one.casefold(), other.casefold()} & small
        for one, sign, other in _CLOSE.findall(marked)
    )


def _other_article(left: str, marked: str, fix: str, language: Language) -> bool:
    """Whether "a" becomes "an" or the other way. An "an" behind a noun or a comma may be an "and"."""
    (one, _, rest), (other, _, same) = marked.partition(" "), fix.partition(" ")
    if {one.lower(), other.lower()} != _ARTICLES or rest != same or one[:1] != other[:1]:
        return False
    head = _WORD.match(rest)
    if head is None or not language.in_dictionary(head[0].lower()):
        return False  # "an rvalue", "de un lado a otro"
    before = _LAST.search(left)
    return one.lower() == "a" or (
        left.endswith(" ") and before is not None and before[1].lower() in language.function_words
    )


def _once(left: str, marked: str, fix: str, language: Language) -> bool:
    """Whether a small word twice running becomes that word. Others may stand so: a name ("Bora Bora"), or
    "revert revert" in a list of changes; and of "an an" one may have been "and". Where nobody listed what a
    language doubles, those only that it never does."""
    small = language.function_words if language.doubled_words else language.never_doubled
    again = _AGAIN.fullmatch(marked)
    return (
        again is not None
        and fix == again[1]
        and marked[len(fix) :].islower()
        and (fix.islower() or not left.strip(" ") or left.rstrip(" ")[-1] in _ENDS)  # not "chart A a"
        and fix.lower() in small - {"an"}
    )
