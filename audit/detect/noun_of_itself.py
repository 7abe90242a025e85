"""Which thing is said to be of itself?"""

from __future__ import annotations

import re
from collections.abc import Iterator

import re2

from audit.language.knowledge import of
from audit.model import Document, Hit, Story

_SIGN = re2.compile(r"[a-z]{4} of ")
# "the process of the process", "violations of the violations", "situation of the epidemic situation".
_ITSELF = re.compile(
    r"(?<![\w-])(?P<noun>[a-z]{4,}?)(?P<ending>s?) of (?P<article>the |its |this |that )?"
    r"(?P<between>[a-z]+ )?(?P=noun)(?P<plural>s?)(?![\w-])"
)
# Halves of matches, wings of parties, superlatives ("the worst of the worst") and kinds of kinds.
_OF_ANOTHER = frozenset(
    "half halves part parts right left centre center middle best worst most least last first chief king "
    "queen lord god heart song holy master mother father friend enemy list history theory kind sort type "
    "copy name some many much more this that these those each every other another point series inch "
    "side".split()
)


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """A noun, "of" and the same noun, alone or behind one other word: two words of the source became one, or
    the machine lost its place. Quiet on superlatives, on one of many ("the question of questions"), and where
    a further noun goes on ("the history of history teaching").
    """
    text, language = version.text, of(version.lang)
    if not _SIGN.search(text):
        return
    for match in _ITSELF.finditer(text):
        between = (match["between"] or "").strip()
        ending, plural = match["ending"], match["plural"]
        if (
            match["noun"] in _OF_ANOTHER
            or match["noun"].endswith("est")
            or f"{match['noun']}s" in _OF_ANOTHER
        ):
            continue
        if not between and plural and not ending:
            continue  # "the day of days"
        if between in language.function_words and between not in ("its", "his", "her", "their"):
            continue  # "of one day and the day after"
        follows = re.match(r" ([a-z]+)", text[match.end() :])
        if follows and follows[1] not in language.function_words:
            continue  # "the work of work groups"
        yield Hit(version.span(match.start(), match.end()), slots={"noun": match["noun"] + ending})
