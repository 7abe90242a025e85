"""Which name stands on both sides of a preposition where it cannot mean itself?"""

from __future__ import annotations

import re
from collections.abc import Iterator

import re2

from audit.model import Document, Hit, Story

# The nouns a name can qualify and that are no verbs too: people by what they do, think or are.
_NOUN = (
    r"(?:[a-z]+-)?(?:sceptics?|skeptics?|critics?|allies|ally|opponents?|supporters?|members?|leaders?|"
    r"officials?|lawmakers?|ministers?|presidents?|countries|authorities|governments?|experts?|forces|rebels|"
    r"fighters|voters|fans|activists|insiders|veterans|diplomats?|envoys?|ambassadors?|soldiers|troops|"
    r"citizens?|residents?|candidates?|nominees?|delegates?|[a-z]{3,}(?:ists?|crats?|isms?))"
)
_SIGN = re2.compile(rf"\b[A-Z][\w’'.-]+ {_NOUN} (?:to|of|for|as|with|by) [A-Z]")
_ECHO = re.compile(
    rf"(?<![^\W_])(?P<name>[A-Z][\w.-]*\w) {_NOUN} (?P<word>to|of|for|as|with|by) (?P=name)"
    r"(?=[,.;:)]| (?:as|in|on|at|who|which|and|but|after|before|when|while|is|was|are|were|has|had|will|"
    r"would|said)(?![^\W_]))"
)


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """As in "Senate critics to Senate": a name, a noun for people, a preposition, the same name, as a whole
    phrase. One of the two names has taken the place of another that is lost."""
    text = version.text
    if not _SIGN.search(text):
        return
    for match in _ECHO.finditer(text):
        before = text[max(match.start() - 12, 0) : match.start()].lower()
        if before.endswith(("from ", "between ", "both ")):
            continue
        yield Hit(version.span(match.start(), match.end()), slots={"name": match["name"]})
