"""Do the words around a quotation say who spoke, and are they joined to it as English joins them?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import re2

from audit.language.knowledge import Language, of
from audit.model import Document, Hit, Story

_VERBS = (
    "said|says|added|adds|explained|explains|stressed|stresses|noted|notes|emphasi[sz]ed|announced|stated|"
    "states|concluded|recalled|reminded|warned|underlined|underscored|claimed|claims|insisted|replied|"
    "continued|commented|remarked|declared|wrote|writes|told|asked|admitted|argued|pointed out|clarified|"
    "assured|specified|reported|confirmed|complained|responded|answered|joked|exclaimed|recounted|believes|"
    "thinks"
)
_STOP = re.compile(
    rf"(?<![.\s])(?<!\b[A-Z])(?:\.(?P<in>[\"”]),?|(?P<out>[\"”])\.) (?P<who>(?:(?:he|she|they) "
    rf")?(?:{_VERBS}))\b(?! by\b)"
)
_ORPHAN = re.compile(rf"(?:[,.!?…][\"”]|[\"”],) (?P<mark>(?:{_VERBS})\.)(?=\s|$)")
_NAME = r"[^\W\d_a-z][\w’'‑-]+(?: [^\W\d_a-z][\w’'‑-]+){0,2}"
_STRANDED = re.compile(
    rf"[\"”],? (?:(?:he|she|they) )?(?:{_VERBS})\. (?P<mark>{_NAME})\.?(?=[ \t]*(?:$|\n|[\"“]))"
)
_AGENCIES = frozenset(
    {"Reuters", "Bloomberg", "Xinhua", "Tass", "Ansa", "Anadolu", "Antara", "Beta", "Tanjug"}
)
# One quick look for each fault; most articles have neither.
_STOP_SIGN = re2.compile(rf"(?:\.[\"”],?|[\"”]\.) (?:(?:he|she|they) )?(?:{_VERBS})\b")
_STRANDED_SIGN = re2.compile(rf"[\"”],? (?:(?:he|she|they) )?(?:{_VERBS})\.")
_COMMON = 4.5


def detect(story: Story, version: Document, *, fault: Literal["stop", "stranded"]) -> Iterator[Hit]:
    """One `fault`: "stop" for a quotation that ends in a full stop before its attribution goes on in lower
    case; "stranded" for an attribution without its speaker, or a speaker's name left behind the stop."""
    text = version.text
    if fault == "stop":
        if not _STOP_SIGN.search(text):
            return
        for match in _STOP.finditer(text):
            mark = match["in"] or match["out"]
            yield Hit(version.span(match.start(), match.end()), fix=f",{mark} {match['who']}")
    else:
        if not _STRANDED_SIGN.search(text):
            return
        for match in _ORPHAN.finditer(text):
            yield Hit(version.span(*match.span("mark")))
        for match in _STRANDED.finditer(text):
            if not _other(match["mark"], of(version.lang)):
                yield Hit(version.span(*match.span("mark")))


def _other(words: str, language: Language) -> bool:
    """Whether the capitalised words are no speaker: an agency's credit or an ordinary word."""
    if words.isupper() or words in _AGENCIES:
        return True
    return any(language.at_least(word.lower(), _COMMON) for word in words.split())
