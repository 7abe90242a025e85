"""Which link of a translation leads to another address than its original's, though it is the same link?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from audit.model import Document, Hit, Story
from audit.parts import parts, sentence_of, target, tells_language

_DIGITS = re.compile(r"\d+")


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """A link that stands where the original has one to an address of the same last step, or with other
    numbers, in a page with as many links. Slots: `theirs` and `ours`, the addresses.

    What differs in the name of a language alone is the same address.
    """
    found = parts(story, version)
    if (
        found is None
        or found.out_of_step
        or version.drift
        or found.kept["links"].theirs != found.kept["links"].ours
    ):
        return
    for pair in found.kept["links"].pairs:
        theirs, ours = pair.theirs.value, pair.ours.value
        if pair.same or not (_absolute(theirs) and _absolute(ours)) or _own_page(theirs, ours):
            continue
        if _one(target(theirs), target(ours)):
            place = pair.ours.span
            yield Hit(
                place if version.words(place).strip() else sentence_of(version, place),
                evidence=(sentence_of(found.original, pair.theirs.span),),
                slots={"theirs": theirs, "ours": ours},
                signals=2,
                asked=1,
            )


def _own_page(theirs: str, ours: str) -> bool:
    """Whether a link leads to the page in the translation's language on the same site, which may lie
    elsewhere there; what numbers it has are the same."""
    one, other = urlsplit(theirs), urlsplit(ours)
    steps = [[step for step in parts.path.split("/") if tells_language(step)] for parts in (one, other)]
    return (
        one.netloc == other.netloc
        and steps[0] != steps[1]
        and _DIGITS.findall(theirs) == _DIGITS.findall(ours)
    )


def _absolute(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))


def _one(theirs: str, ours: str) -> bool:
    """Whether two targets without their languages are one address that changed; another slug is a
    translated one."""
    last_theirs, last_ours = (urlsplit(f"//{one}").path.rpartition("/")[2] for one in (theirs, ours))
    if len(last_theirs) > 3 and last_theirs == last_ours:
        return True
    return _DIGITS.sub("", theirs) == _DIGITS.sub("", ours)  # CVE-2024-1234 and CVE-2024-1243
