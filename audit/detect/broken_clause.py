"""Which "that" is left without its clause?"""

from __future__ import annotations

import re
from collections.abc import Iterator

import re2

from audit.model import Document, Hit, Needs, Story

_VERB = (
    r"(?:reiterat|stress|emphasi[sz]|underlin|underscor|repeat|reaffirm|confirm|recall|announc|affirm|declar|"
    r"not|stat)(?:e[ds]|es|s|ed|ing)|said|says|recalled|pointed out|points out|added|adds"
)
# Nouns that take a that-clause of their own.
_NOUN = (
    r"pledge|promise|vow|commitment|claim|belief|hope|position|decision|warning|view|assurance|demand|"
    r"conviction|stance|statement|call|assertion|assessment|conclusion|opinion|announcement|expectation|"
    r"insistence|guarantee|threat|fear|principle|message"
)
_OWNER = r"(?:(?:[A-Z][\w-]*(?: [A-Z][\w-]*)?|the [a-z]+)['’]s?|the|its|his|her|their|our)"
_SIGN = re2.compile(rf"\bthat [^,.\n]{{2,50}}\b(?:{_NOUN}), ")
_CLAUSE = re.compile(
    rf"(?<![^\W_])(?P<verb>{_VERB}) that (?P<phrase>{_OWNER}(?: [a-z-]+)? (?:{_NOUN})), "
    r"(?P<subject>(?:[A-Z][\w-]*(?: [A-Z][\w-]*)?|the [a-z]+|it|he|she|they|we) (?:will|would|can|could|may|"
    r"might|must|should|shall|is|are|was|were|has|have|had))(?![^\W_])(?P<rest>[^,.\n]*[,.]?)"
)

# The noun stands between a blank and a comma, so that it is a word of its own.
NEEDS = Needs(words=frozenset(_NOUN.split("|")))


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """As in "stressed that the party's pledge, Norway will": the noun after "that" gets no verb, because the
    "that" belongs behind it. The fix moves it there."""
    text = version.text
    if not _SIGN.search(text):
        return
    for match in _CLAUSE.finditer(text):
        verb, phrase, subject = match["verb"], match["phrase"], match["subject"]
        if subject.split()[0] in ("it", "he", "she", "they", "we") and match["rest"].endswith(","):
            continue  # "that the claim, he would say, was false" gets its verb later
        fix = f"{verb} {phrase} that {subject}"
        yield Hit(version.span(match.start(), match.end("subject")), slots={"fix": fix}, fix=fix)
