"""Are two versions held against the siblings that both have, and said to be apart only where they are?"""

from __future__ import annotations

import json
import random
from pathlib import Path
from statistics import fmean

import pytest
from sacrebleu.metrics.chrf import CHRF
from typer.testing import CliRunner

from audit.cli import app
from audit.model import Document, Lead, Relation, Source, Story
from audit.run import prepare
from audit.score.consensus import interval
from audit.score.paired import leads

_SAID = [
    "The mayor opened the new bridge over the river on Monday.",
    "About 400 farmers came to the ceremony with their families.",
    "The bridge cost three million euros and took two years to build.",
    "An old ferry had carried people and cattle across until then.",
    "The council will sell the ferry to a museum in the capital.",
    "A second bridge is planned for the villages further north.",
]
_TOLD = [
    "On Monday the mayor opened the new bridge over the river.",
    "Some 400 farmers came to the ceremony with their families.",
    "The bridge cost three million euros and was built in two years.",
    "Until then an old ferry had carried people and cattle across.",
    "The council is going to sell the ferry to a museum in the capital.",
    "A second bridge is planned for villages further to the north.",
]
_ASTRAY = [
    "The mayor opened the fridge new over the river on Monday.",
    "About 4,000 pharmacists came to Bremen with their with families.",
    "The bridge cost three and took two years of euros.",
    "An old ferry carried the herd, people with it, until then.",
    "The council sells its ferry at the museum of capital.",
    "A second bridge planned is for the north villages.",
]


def _story(*texts: list[str], relation: Relation = Relation.PARALLEL) -> Story:
    versions = tuple(
        Document(f"v{at}", "\n".join(text), Source(f"v{at}"), "en") for at, text in enumerate(texts)
    )
    return prepare(Story("s", versions, relation))


def _leads(story: Story) -> dict[str, tuple[Lead, ...]]:
    return leads(story, story.versions)


def _lead(story: Story, version: int, than: int) -> Lead:
    return next(one for one in _leads(story)[f"v{version}"] if one.than == f"v{than}")


def test_what_strays_from_the_shared_siblings_is_behind_and_surely_so() -> None:
    found = _lead(_story(_SAID, _ASTRAY, _TOLD), 0, 1)
    assert found.low > 0
    assert (found.siblings, found.passages) == (1, 6)


def test_the_figure_is_the_mean_difference_of_sacrebleus_chrf_in_each_passage() -> None:
    metric = CHRF()
    differences = [
        metric.sentence_score(said, [told]).score - metric.sentence_score(astray, [told]).score
        for said, astray, told in zip(_SAID, _ASTRAY, _TOLD, strict=True)
    ]
    found = _lead(_story(_SAID, _ASTRAY, _TOLD), 0, 1)
    assert found.by == round(fmean(differences), 2)
    assert (found.low, found.high) == interval(differences, -100.0)


def test_each_of_two_leads_the_other_by_as_much_with_its_sign_turned() -> None:
    found = _leads(_story(_SAID, _ASTRAY, _TOLD))
    for name, those in found.items():
        for one in those:
            back = next(other for other in found[one.than] if other.than == name)
            assert (back.by, back.low, back.high) == (-one.by, -one.high, -one.low)


def test_two_that_stray_half_the_way_are_not_told_apart() -> None:
    found = _lead(_story([*_SAID[:3], *_ASTRAY[3:]], [*_ASTRAY[:3], *_SAID[3:]], _TOLD), 0, 1)
    assert found.low < 0 < found.high


def test_two_versions_without_a_third_and_independent_accounts_are_not_compared() -> None:
    assert _leads(_story(_SAID, _ASTRAY)) == {}
    assert _leads(_story(_SAID, _ASTRAY, _TOLD, relation=Relation.COMPARABLE)) == {}


@pytest.mark.parametrize("passages", [5, 10, 20, 40])
def test_of_a_hundred_intervals_of_a_difference_that_is_none_some_95_hold_zero(passages: int) -> None:
    # Two versions of passages that are hard or easy for both, and as good as each other.
    draw = random.Random(5)
    held = 0
    for _ in range(1000):
        ease = [100 * draw.betavariate(4, 2) for _ in range(passages)]
        low, high = interval([draw.gauss(at, 8) - draw.gauss(at, 8) for at in ease], -100.0)
        held += low <= 0 <= high
    assert 0.92 <= held / 1000 <= 0.97


def _folder(folder: Path) -> Path:
    for name, text in (("first", _SAID), ("second", _ASTRAY), ("third", _TOLD)):
        (folder / f"{name}.en.txt").write_text("\n\n".join(text), encoding="utf-8")
    return folder


def test_the_command_says_who_leads_whom_by_how_much_and_how_that_was_found(tmp_path: Path) -> None:
    said = (
        CliRunner().invoke(app, ["score", str(_folder(tmp_path)), "--format", "text", "--signatures"]).output
    )
    row = next(
        line for line in said.splitlines() if line.split()[:2] == ["first", "second"] and " to " in line
    )
    assert float(row.split()[2]) > 0
    assert "leads signature: paired chrF2|siblings:1 shared|passages:6|interval:student95 of passages" in said


def test_programs_get_both_sides_and_a_check_leaves_them_out(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    asked = {
        word: json.loads(CliRunner().invoke(app, [word, str(folder), "--format", "json"]).stdout)["scores"]
        for word in ("score", "check")
    }
    assert [[one["than"] for one in score["leads"]] for score in asked["check"]] == [[], [], []]
    (lead,) = [one for one in asked["score"][0]["leads"] if one["than"].endswith("second.en.txt")]
    assert lead["low"] > 0
