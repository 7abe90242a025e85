"""Does what was signed still hold?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from audit.signoff.record import SignOff, is_whole, sha256_of


class Standing(NamedTuple):
    """Whether the last record on an article holds for its words as they are now, and why not."""

    record: SignOff | None
    holds: bool
    why: str


def standing(records: Sequence[SignOff], text: str) -> Standing:
    """How it stands with an article of these words, by all the records on it in their order."""
    return standing_of(records, sha256_of(text))


def standing_of(records: Sequence[SignOff], sha256: str) -> Standing:
    """How it stands with an article whose text has this digest, by all the records on it in their order."""
    if not records:
        return Standing(None, False, "nobody signed it")
    last = records[-1]
    if not all(map(is_whole, records)):
        return Standing(last, False, "a record was changed after it was made")
    if any(later.previous_record != one.record_sha256 for one, later in pairwise(records)) or (
        records[0].previous_record
    ):
        return Standing(last, False, "a record is missing")
    if last.article.sha256 != sha256:
        return Standing(last, False, "the text was changed after it was signed")
    return Standing(last, True, "")
