"""Which neighbouring words with a capital may be a name?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from audit.language.knowledge import of
from audit.model import Document, Sentence, Token

_ONE_SPACE = frozenset({" ", "\u00a0", " \n", "\n"})
_HEADLINE_SHARE = 0.6


class CapitalRun(NamedTuple):
    """Neighbouring tokens `[first, last)` that may be one name; `initial` where a sentence begins with it,
    `headline` where that sentence is one."""

    first: int
    last: int
    initial: bool
    headline: bool


def runs(document: Document) -> Iterator[CapitalRun]:
    """The runs of neighbouring words with a capital, small words inside a name taken in."""
    tokens, text, language = document.tokens, document.text, of(document.lang)
    small = language.name_particles
    # A word with a capital is another in small letters; most words are the same, and are asked nothing else.
    capitals = [at for at, token in enumerate(tokens) if token[2] != token[3] and is_capital(token)]
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
            if is_capital(tokens[last]):
                last += 1
                continue
            ahead = last
            while ahead < sentence.last - 1 and tokens[ahead].lower in small and ahead - last < 3:
                ahead += 1
            joined = text[tokens[last - 1].end : tokens[ahead].start]
            if ahead == last or not is_capital(tokens[ahead]) or any(mark in joined for mark in ',.;:()"“”'):
                break
            # Bank of England, President of France; but "Robert Hale of Norway" is two names.
            joins = tokens[last].lower in language.name_joints
            if joins and not language.is_generic(tokens[last - 1].lower):
                break
            last = ahead + 1
        yield CapitalRun(at, last, _opens(text, sentence, tokens[at]), headline)
        reached = last


def is_capital(token: Token) -> bool:
    """Whether a word is written with a capital, behind an article that is joined to it perhaps."""
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


def capitalised_inside(document: Document, runs: Iterable[CapitalRun]) -> Counter[str]:
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
