"""Which single word was left behind a full stop?"""

from __future__ import annotations

import re
from collections.abc import Iterator

import re2

from audit.model import Document, Hit, Story

_SIGN = re2.compile(r"[a-z][.!?][\"”]? [a-z]{4,}\.")
_STRAY = re.compile(r"(?P<last>[^\W\d_]{3,})[.!?] (?P<word>[a-z]{4,}\.)(?=\s|$)")
# Abbreviations whose stop ends no sentence.
_SHORT = (
    "ltd inc corp etc bros est dept assn univ prof hon gen col capt sgt lieut rev gov sen rep pres approx "
    "max min avg vols pty plc llc gmbh oct nov dec jan feb mar apr aug sept mon tue wed thu fri sat sun ave "
    "blvd"
)
_ABBREVIATIONS = frozenset(_SHORT.split(" "))


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """A lower-case word that forms a sentence of its own after a full stop."""
    text = version.text
    if not _SIGN.search(text):
        return
    for match in _STRAY.finditer(text):
        if match["last"].lower() not in _ABBREVIATIONS:
            yield Hit(version.span(*match.span("word")), fix="")
