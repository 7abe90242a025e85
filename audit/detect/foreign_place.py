"""Which countries and cities does a text call as another language does?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from audit.language.knowledge import Language, of
from audit.language.languages import language_name
from audit.language.scripts import LATIN, scripts
from audit.language.tables import rows
from audit.model import Document, Hit, Story, Token

# In these one form is the first case in one language and another case in the next.
_INFLECTING = frozenset({"cs", "hr", "pl", "sk", "sl", "sr"})
_ALONE = re.compile(r"[^\S\n]+")


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """Names that other languages have for places of which the version's language has its own, with `own` and
    the `language`.

    Quiet beside words with a capital, and behind a word that is none of the small ones of the language: there
    it stands in the name of something else (Banque de France, Team Deutschland).
    """
    language = of(version.lang)
    known = _foreign(language)
    if not known:
        return
    tokens = version.tokens
    for at, token in enumerate(tokens):
        row = known.get(token.text)
        if row is None or _named_so(version, language, at):
            continue
        own = row["own"]
        slots = {"own": own or "its name in the language of the text", "language": language_name(row["lang"])}
        yield Hit(version.span(token.start, token.end), slots=slots)


@lru_cache(maxsize=64)
def _foreign(language: Language) -> Mapping[str, Mapping[str, str]]:
    """Of each form that is another language's alone its row, with the name that the language has."""
    table = rows("place_forms.tsv")
    latin = LATIN in scripts(language.code)
    own: dict[str, str] = {row["place"]: row["form"] for row in table if row["lang"] == language.code}
    if not own and (latin or not scripts(language.code)):
        return {}
    ours = {row["form"] for row in table if row["lang"] == language.code}
    near = _INFLECTING if language.code in _INFLECTING else frozenset()
    found: dict[str, Mapping[str, str]] = {}
    for row in table:
        form = row["form"]
        if (
            row["telling"]
            and form not in ours
            and row["lang"] not in near
            and (own.get(row["place"]) or not latin)
        ):
            found.setdefault(form, {**row, "own": own.get(row["place"], "")})
    return {form: row for form, row in found.items() if not language.given_name(form)}


def _named_so(version: Document, language: Language, at: int) -> bool:
    """Whether the place at a token is part of a longer name, or stands where no small word leads to it."""
    before, after = _beside(version, at, -1), _beside(version, at, 1)
    if any(one is not None and one.text[0].isupper() for one in (before, after)):
        return True
    if LATIN not in scripts(language.code):
        return any(
            one is not None and one.text[0].isascii() and one.text[0].isalpha() for one in (before, after)
        )
    if before is None or before.lower not in language.function_words:
        return True
    further = _beside(version, at - 1, -1)
    return further is not None and further.text[0].isupper() and not language.capital_nouns


def _beside(version: Document, at: int, step: int) -> Token | None:
    """The word before or after one with nothing but a space between."""
    place = at + step
    if not 0 <= place < len(version.tokens):
        return None
    left, right = sorted((version.tokens[at], version.tokens[place]))
    return version.tokens[place] if _ALONE.fullmatch(version.text, left.end, right.start) else None
