"""How much of its original a translation has, and what follows for its verdict."""

from __future__ import annotations

import pytest

from audit import catalogue
from audit.model import Document, Role, Score, Share, Source, Story, Verdict
from audit.run import prepare
from audit.score import score

_ORIGINAL = (
    "Die Fähre fährt ab Montag stündlich.",
    "Der Hafen wird für 14 Millionen Euro ausgebaut.",
    "Die Fischer sind gegen den Plan der Stadt.",
    "„Das Wasser ist hier viel zu flach“, sagte Robert Hale.",
    "Im Winter liegen 23 Boote im alten Becken.",
    "Die Schule am Markt bleibt bis zum 5. März geschlossen.",
    "Der Bürgermeister sprach am Abend mit den Eltern.",
    "Niemand weiß, wer die Rechnung bezahlen soll.",
    "Die Zeitung druckte einen Brief der Lehrerin.",
)
_TRANSLATION = (
    "From Monday the ferry runs every hour.",
    "The port will be enlarged for 14 million euros.",
    "The fishermen are against the plan of the town.",
    "“The water here is much too shallow,” said Robert Hale.",
    "In winter there are 23 boats in the old basin.",
    "The school at the market stays closed until March 5.",
    "The mayor talked to the parents in the evening.",
    "Nobody knows who is to pay the bill.",
    "The newspaper printed a letter by the teacher.",
)


def _score(original: tuple[str, ...], translation: tuple[str, ...]) -> Score:
    versions = (
        Document("original", "\n".join(original), Source("original"), "de", Role.SOURCE),
        Document("translation", "\n".join(translation), Source("translation"), "en"),
    )
    (found,) = score(prepare(Story("s", versions)), (), catalogue.load())
    return found


def test_a_whole_translation_has_all_of_its_original_and_passes() -> None:
    found = _score(_ORIGINAL, _TRANSLATION)
    (kept,) = found.carried
    assert kept.original == "original"
    assert kept.sentences == Share(9, 9)
    assert kept.figures == Share(4, 4)
    assert kept.quotations == Share(1, 1)
    assert found.verdict is Verdict.PASS
    assert found.signatures["original"].startswith("sentences:")


def test_a_translation_that_lost_a_third_of_its_original_does_not_pass() -> None:
    found = _score(_ORIGINAL, _TRANSLATION[:3] + _TRANSLATION[6:])
    (kept,) = found.carried
    assert kept.sentences == Share(6, 9)
    assert kept.quotations == Share(0, 1)
    assert kept.figures.there < kept.figures.of
    assert found.verdict is Verdict.REVIEW
    assert found.why == "3 of 9 sentences of its original (original) are not there; lifts when they are"


@pytest.mark.parametrize(("wrong", "there"), [("14 million", 4), ("41 million", 3)])
def test_a_figure_that_is_not_the_originals_is_not_kept(wrong: str, there: int) -> None:
    changed = tuple(line.replace("14 million", wrong) for line in _TRANSLATION)
    (kept,) = _score(_ORIGINAL, changed).carried
    assert kept.figures == Share(there, 4)


def test_a_version_beside_others_in_its_own_language_has_no_original() -> None:
    versions = tuple(
        Document(name, "\n".join(_TRANSLATION), Source(name), "en") for name in ("one", "another")
    )
    found = score(prepare(Story("s", versions)), (), catalogue.load())
    assert [one.carried for one in found] == [(), ()]
