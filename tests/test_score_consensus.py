"""Does the consensus say how far siblings bear a version out?"""

from __future__ import annotations

import random
from statistics import fmean

import pytest
from sacrebleu.metrics.chrf import CHRF

from audit.model import Consensus, Document, Relation, Source, Story
from audit.run import prepare
from audit.score import score
from audit.score.consensus import consensus, interval, student, units_of

_GOOD = (
    "The mayor opened the new bridge over the river on Monday.\n"
    "About 400 farmers came to the ceremony with their families.\n"
    "The bridge cost three million euros and took two years to build.\n"
)
_OTHER = (
    "On Monday the mayor opened the new bridge over the river.\n"
    "Some 400 farmers came to the ceremony with their families.\n"
    "The bridge cost three million euros and was built in two years.\n"
)
_BAD = (
    "The mayor opened the fridge new over the river on Monday.\n"
    "About 4,000 pharmacists came to Bremen with their with families.\n"
    "The bridge cost and took two years.\n"
)


def _story(*texts: str, relation: Relation = Relation.PARALLEL) -> Story:
    versions = tuple(Document(f"v{at}", text, Source(f"v{at}"), "en") for at, text in enumerate(texts))
    return prepare(Story("s", versions, relation))


def _found(story: Story, at: int = 0) -> Consensus | None:
    version = story.versions[at]
    return consensus(story, (version,)).get(version.id)


def _score(story: Story, at: int) -> float:
    found = _found(story, at)
    assert found is not None
    assert 0 <= found.low <= found.score <= found.high <= 100
    return found.score


def test_the_version_that_nobody_bears_out_is_last() -> None:
    story = _story(_GOOD, _OTHER, _BAD)
    assert _score(story, 2) < min(_score(story, 0), _score(story, 1))


def test_the_figure_is_sacrebleus_mean_chrf() -> None:
    said, other = "A short text of one sentence.", "Another short text, of one sentence."
    found = _found(_story(said, other))
    assert found is not None
    assert found.score == round(CHRF().sentence_score(said, [other]).score, 2)
    assert (found.low, found.high) == (0.0, 100.0)
    assert found.signature == "mean sentence chrF2|siblings:1|sentences:1|interval:student95 of sentences"


def test_independent_accounts_and_lone_texts_have_no_consensus() -> None:
    assert _found(_story(_GOOD, _OTHER, relation=Relation.COMPARABLE)) is None
    assert _found(_story(_GOOD)) is None


def test_it_is_the_same_every_time_and_for_all_versions_at_once() -> None:
    story = _story(_GOOD, _OTHER, _BAD)
    together = consensus(story, story.versions)
    assert together == {version.id: _found(story, at) for at, version in enumerate(story.versions)}
    assert together == consensus(_story(_GOOD, _OTHER, _BAD), story.versions)


def test_sentences_that_a_sibling_joins_are_one_unit() -> None:
    apart = Document("a", "The mayor opened the bridge.\n400 farmers came.\n", Source("a"), "en")
    joined = Document("b", "The mayor opened the bridge, and 400 farmers came.\n", Source("b"), "en")
    story = prepare(Story("s", (apart, joined), Relation.PARALLEL))
    version, sibling = story.version("a"), story.version("b")
    assert [(unit.said, unit.siblings) for unit in units_of(story, version, (sibling,))] in (
        [("The mayor opened the bridge. 400 farmers came.", {"b": sibling.text.strip()})],
        [("The mayor opened the bridge.", {"b": sibling.text.strip()})],
    )


def test_a_score_has_it_and_a_check_of_many_versions_too() -> None:
    story = _story(_GOOD, _OTHER, _BAD, _GOOD.replace("About", "Around"), _OTHER.replace("Some", "Nearly"))
    assert all(one.consensus and one.consensus.siblings >= 2 for one in score(story, (), ()))
    without_ter = score(story, (), (), every_metric=False)
    assert [one.consensus for one in without_ter] == [one.consensus for one in score(story, (), ())]


@pytest.mark.parametrize("sentences", [5, 10, 20, 40])
def test_of_a_hundred_intervals_some_95_hold_the_mean_they_are_for(sentences: int) -> None:
    # Sentences of an article as draws from a skewed population of known mean.
    draw = random.Random(5)
    held = 0
    for _ in range(1000):
        sample = [100 * draw.betavariate(4, 2) for _ in range(sentences)]
        low, high = interval(sample)
        assert 0 <= low <= fmean(sample) <= high <= 100
        held += low <= 100 * 4 / 6 <= high
    assert 0.92 <= held / 1000 <= 0.97


@pytest.mark.parametrize(
    ("freedom", "quantile"), [(1, 12.706), (2, 4.303), (3, 3.182), (9, 2.262), (99, 1.984)]
)
def test_students_quantiles_are_those_of_the_tables(freedom: int, quantile: float) -> None:
    assert student(freedom) == pytest.approx(quantile, rel=0.008)
