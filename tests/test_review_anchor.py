"""Findings of a changed text under the keys they had."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.model import Finding, Severity, Story
from audit.review.anchor import Moved, keyed, rekeyed
from audit.review.session import Session
from tests import support

_WORDS = st.lists(st.sampled_from(["one", "two", "ten", " ", "\n", "."]), max_size=30).map("".join)


@settings(deadline=None)
@given(_WORDS, _WORDS, _WORDS)
def test_a_stretch_that_moved_is_the_same_stretch(before: str, between: str, after: str) -> None:
    old, new = f"{before}{after}", f"{before}{between}{after}"
    follow = Moved(old, new)
    for start in range(len(old)):
        place = follow(start, start + 1)
        assert place is None or new[slice(*place)] == old[start]
    assert Moved(old, old)(0, len(old)) == (0, len(old))


def _findings(text: str) -> list[Finding]:
    """One for each "bad"; the fingerprint counts them."""
    return [
        replace(support.finding("bad-word", Severity.MINOR, "bad", place), fingerprint=f"{number:08x}")
        for number, place in enumerate(support.spans("a", text, "bad"))
    ]


def _session(text: str) -> Session:
    return Session(Story("s", (support.document("a", text),)), keyed(_findings(text)))


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ("a bad day.", "Once: a bad day.", ["00000000"]),
        # The first is gone: the second has its fingerprint now, and keeps its own key.
        ("bad first.\nbad second.", "good first.\nbad second.", ["00000001"]),
        ("bad second.", "bad first.\nbad second.", ["00000000-1", "00000000"]),
        # Nothing says where the words went: the fingerprint does.
        ("bad apples.", "Completely else, and bad!", ["00000000"]),
        ("bad.", "good.", []),
    ],
)
def test_keys_stay_with_their_findings(old: str, new: str, kept: list[str]) -> None:
    assert list(rekeyed(_session(old), [support.document("a", new)], _findings(new))) == kept


def test_what_comes_back_has_the_key_it_had() -> None:
    session = _session("bad.")
    gone = replace(
        session, findings={}, gone=session.findings, story=Story("s", (support.document("a", "good."),))
    )
    assert list(rekeyed(gone, [support.document("a", "bad.")], _findings("bad."))) == ["00000000"]
