"""Which pronoun is of the other sex than the verb or the participle beside it?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from audit.language.knowledge import Language, of
from audit.model import Document, Hit, Story, Token

# So many words may stand between the two.
_BETWEEN = 2
# All three forms of a verb must be known at least so well (Zipf), and be longer than their ending.
_KNOWN, _STEM = 1.0, 2


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """A pronoun that is a subject, and right beside it a verb or participle that agrees with the other.

    In languages whose verbs or participles tell the sex of their subject. Nothing may stand between them but
    small words, and the word on the other side must not be the one that agrees.
    """
    language = of(version.lang)
    subjects = {
        word: sex
        for sex, kind in (("f", "she-subject"), ("m", "he-subject"))
        for word in language.agreement.get(kind, ())
    }
    if not subjects:
        return
    for sentence in version.sentences:
        tokens = version.tokens_of(sentence)
        for at, token in enumerate(tokens):
            sex = subjects.get(token.lower)
            if sex is None or token.text.isupper():
                continue
            verb = _disagreeing(version.text, language, tokens, at, sex)
            if verb is not None:
                first, last = sorted((token, verb))
                yield Hit(
                    version.span(first.start, last.end), slots={"pronoun": token.text, "verb": verb.text}
                )


def _disagreeing(text: str, language: Language, tokens: Sequence[Token], at: int, sex: str) -> Token | None:
    """The word beside a pronoun that agrees with the other one, while none on its other side agrees with
    it."""
    after, before = _reached(text, language, tokens, at, 1), _reached(text, language, tokens, at, -1)
    told = [(one, _sex(language, one.lower)) for one in (after, before) if one is not None]
    others = [one for one, its in told if its and its != sex]
    if len(others) != 1 or any(its == sex for _, its in told):
        return None
    if others[0] is after and at and tokens[at - 1].lower in language.agreement.get("joining", ()):
        return None
    return others[0]


def _reached(text: str, language: Language, tokens: Sequence[Token], at: int, step: int) -> Token | None:
    """The first word before or behind a pronoun that is not one of those that may stand between; None where
    more than a space parts them, or no copula stands right before it where one has to."""
    known = language.agreement
    copula = known.get("copula")
    between = known.get("between", frozenset()) | (copula or frozenset())
    if step < 0 and copula:
        return None
    for passed in range(_BETWEEN + 1):
        if not 0 <= at + step < len(tokens):
            return None
        left, right = sorted((tokens[at], tokens[at + step]))
        if text[left.end : right.start] != " ":
            return None
        before, at = tokens[at], at + step
        if tokens[at].lower not in between or passed == _BETWEEN:
            joined = not copula or before.lower in copula
            return tokens[at] if tokens[at].text.islower() and joined else None
    return None


@lru_cache(maxsize=16384)
def _sex(language: Language, word: str) -> str:
    """With which pronoun a word agrees: "m", "f" or "" for both or none."""
    known = language.agreement
    if word in known.get("he", ()) or word in known.get("she", ()):
        return "m" if word in known.get("he", ()) else "f"
    if word in known.get("kept", ()):
        return ""
    found = {sex for ending in known.get("agrees", ()) for sex in _by_ending(language, word, ending)}
    return found.pop() if len(found) == 1 else ""


def _by_ending(language: Language, word: str, endings: str) -> Iterator[str]:
    """The sex that an ending tells, if the word has all its forms and is no noun."""
    his, hers, theirs = endings.split("/")
    for sex, ending in (("m", his), ("f", hers)):
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < _STEM:
            continue
        forms = (stem + his, stem + hers, stem + theirs)
        nouns = (stem + ending for ending in language.agreement.get("noun-ending", ()))
        if all(language.at_least(form, _KNOWN) for form in forms) and not any(
            language.at_least(form, _KNOWN) for form in nouns
        ):
            yield sex
