"""Is the origin of a text told by the countries it speaks of, and does a pack keep to its own?"""

from __future__ import annotations

import pytest

from audit import catalogue
from audit.annotate import annotate
from audit.engine import judge
from audit.language.origins import told_origin
from audit.model import Document, Source, Story

_SERBIAN = "The deputies left. The Deputies' Club and the holder of the list said nothing."
_PACKS = tuple(rule for rule in catalogue.load() if rule.name in ("south-slavic-calque", "russian-calque"))


def _document(text: str, origin: str = "") -> Document:
    return annotate(Document("v", text, Source("v"), lang="en", origin=origin))


@pytest.mark.parametrize(
    ("text", "languages", "words"),
    [
        ("Japan and the Japanese press were quiet. China was not.", {"ja"}, ("Japan", "Japanese")),
        ("The Polish court met. Poland waited for it, and so did Germany.", {"pl"}, ("Polish", "Poland")),
        ("Japan was quiet.", set(), ()),
        ("Japan and Japanese ships left China, and Chinese ships left.", set(), ()),
        ("Canada and the Canadian press were quiet.", set(), ()),
        ("The japan and the china were old.", set(), ()),
    ],
)
def test_the_country_spoken_of_most_tells_the_language(
    text: str, languages: set[str], words: tuple[str, ...]
) -> None:
    assert told_origin(_document(text)) == (frozenset(languages), words)


@pytest.mark.parametrize(
    ("about", "origin", "found"),
    [
        ("", "", [""]),
        ("", "sr", [""]),
        ("", "ja", []),
        (" Serbia and the Serbian press waited.", "", ["; the text is about “Serbia” and “Serbian”"]),
        (" Japan and the Japanese press waited.", "", []),
        (" Japan and the Japanese press waited.", "sr", [""]),
    ],
)
def test_a_pack_speaks_where_nothing_tells_another_origin_and_shows_what_told(
    about: str, origin: str, found: list[str]
) -> None:
    findings, problems = judge(Story("s", (_document(_SERBIAN + about, origin),)), _PACKS)
    assert not problems
    assert (
        sorted({one.message.partition("newsrooms write “")[2].partition("”")[2] for one in findings}) == found
    )
