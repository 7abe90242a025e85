"""What is known of a language, whatever the article?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from audit.language.clauses import Clauses
from audit.language.dating import Dating
from audit.language.formats import Formats
from audit.language.naming import Naming
from audit.language.people import People
from audit.language.phrases import Phrases
from audit.language.punctuation import Punctuation
from audit.model import primary

# Codes of one language to the ear and in print; the tables of one serve all.
_GROUPS = {"hr": "sr", "bs": "sr", "sh": "sr", "cnr": "sr", "me": "sr", "nb": "no", "nn": "no"}


@dataclass(frozen=True)
class Language(Clauses, Dating, Formats, Naming, People, Phrases, Punctuation):
    """The knowledge that the folder of a language holds, read when it is asked for.

    What a language lacks is empty: an empty set or table, a word as its own stem. A language without a folder
    is served all the same, by what needs none: Snowball's stemmers, wordfreq's frequencies. Two values of
    one code are equal; `of` keeps one of each.
    """


@lru_cache(maxsize=4096)
def of(tag: str) -> Language:
    """The language of a tag such as "en", "pt-BR" or "zh-Hant"; of "", and of what is no tag, such as a path
    in a site's configuration, one of which nothing is known."""
    code = primary(tag)
    return _language(_GROUPS.get(code, code) if code.isascii() and code.isalpha() else "")


@lru_cache(maxsize=512)
def _language(code: str) -> Language:
    return Language(code)
