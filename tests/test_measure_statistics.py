"""Are the statistics those of the papers? Small cases worked by hand, and larger ones by definition."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from audit.measure.statistics import (
    Addend,
    Item,
    Resampling,
    auroc,
    pair_accuracy,
    quantile,
    tau_b,
    tie_calibrated,
)
from audit.measure.values import Estimate


def test_a_tie_of_the_metric_counts_half_and_a_tie_of_people_not_at_all() -> None:
    # first against second is tied by the metric, first against third is right, second and third are equal
    assert pair_accuracy([Item((1, 2, 2), (0.5, 0.5, 0.9))]) == Addend(1.5, 2)


def test_a_pair_ordered_the_other_way_counts_nothing() -> None:
    assert pair_accuracy([Item((2, 1), (0.1, 0.2)), Item((2, 1), (0.2, 0.1))]) == Addend(1, 2)


def test_versions_of_different_segments_are_no_pair() -> None:
    assert pair_accuracy([Item((1,), (0.5,)), Item((2,), (0.9,))]) == Addend(0, 0)


def test_calibration_finds_the_difference_below_which_scores_are_ties() -> None:
    # At epsilon 0 two of three pairs are right; from .125 on the tie is too; from .5 on a pair is lost.
    calibrated = tie_calibrated([Item((0, 0, 1), (0.125, 0.25, 0.75))])
    assert calibrated is not None
    assert calibrated.accuracy == pytest.approx(1.0)
    assert calibrated.epsilon == 0.125


def test_calibration_is_a_mean_over_segments_not_over_pairs() -> None:
    # The second segment is wrong at every epsilon: (1 + 0) / 2, where pairs would give 3 of 4.
    calibrated = tie_calibrated([Item((0, 0, 1), (0.125, 0.25, 0.75)), Item((0, 1), (0.5, 0.375))])
    assert calibrated is not None
    assert calibrated.accuracy == pytest.approx(0.5)


def test_equal_scores_are_ties_without_any_epsilon() -> None:
    calibrated = tie_calibrated([Item((1, 1, 2), (3, 3, 4))])
    assert calibrated is not None
    assert calibrated.accuracy == pytest.approx(1.0)
    assert calibrated.epsilon == 0.0


def test_calibration_needs_a_pair() -> None:
    assert tie_calibrated([Item((1,), (1,))]) is None


def test_calibration_agrees_with_trying_every_epsilon() -> None:
    draw = random.Random(4)
    items = []
    for _ in range(8):
        size = draw.randrange(2, 6)
        human = tuple(float(draw.randrange(3)) for _ in range(size))
        items.append(Item(human, tuple(draw.randrange(20) / 32 for _ in range(size))))
    tried = {}
    for epsilon in sorted({0.0, *(abs(a - b) for item in items for a, b in combinations(item.metric, 2))}):
        shares = []
        for item in items:
            right = [
                (one == other) == (abs(mine - yours) <= epsilon)
                and (one == other or (one > other) == (mine > yours))
                for (one, mine), (other, yours) in combinations(zip(*item, strict=True), 2)
            ]
            shares.append(sum(right) / len(right))
        tried[epsilon] = sum(shares) / len(shares)
    calibrated = tie_calibrated(items)
    assert calibrated is not None
    assert calibrated.accuracy == pytest.approx(max(tried.values()))
    assert tried[calibrated.epsilon] == pytest.approx(max(tried.values()))


@pytest.mark.parametrize(
    ("human", "metric", "expected"),
    [
        ((1, 2, 3, 4), (1, 3, 2, 4), 4 / 6),  # five pairs alike, one not
        ((1, 1, 2), (1, 2, 2), 0.5),  # one alike, one tie on either side: 1 / sqrt(2 * 2)
        ((1, 2, 3), (3, 2, 1), -1.0),
        ((1, 2, 3), (5, 5, 5), None),  # nothing to correlate with
        ((), (), None),
    ],
)
def test_tau_b_by_hand(human: tuple[float, ...], metric: tuple[float, ...], expected: float | None) -> None:
    assert tau_b(human, metric) == (None if expected is None else pytest.approx(expected))


def test_tau_b_agrees_with_its_definition() -> None:
    draw = random.Random(7)
    human = [float(draw.randrange(6)) for _ in range(120)]
    metric = [float(draw.randrange(15)) for _ in range(120)]
    alike = unlike = tied_human = tied_metric = 0
    for (one, mine), (other, yours) in combinations(zip(human, metric, strict=True), 2):
        product = (one - other) * (mine - yours)
        alike += product > 0
        unlike += product < 0
        tied_human += one == other
        tied_metric += mine == yours
    pairs = 120 * 119 // 2
    expected = (alike - unlike) / ((pairs - tied_human) * (pairs - tied_metric)) ** 0.5
    assert tau_b(human, metric) == pytest.approx(expected)


def test_auroc_is_the_chance_that_the_wanted_scores_higher() -> None:
    # .9 beats both, .5 ties with one and beats the other: 3.5 of 4
    assert auroc([True, True, False, False], [0.9, 0.5, 0.5, 0.1]) == pytest.approx(0.875)
    assert auroc([True, True], [0.1, 0.2]) is None


def test_a_quantile_lies_between_neighbours_in_proportion() -> None:
    assert quantile([0, 10, 20], 0.25) == 5
    assert quantile([3], 0.975) == 3


def test_the_same_seed_draws_the_same_interval_and_another_another() -> None:
    parts = [Addend(hits, 41) for hits in (0, 11, 23, 41, 38, 29, 7)]
    first, again, other = (Resampling(len(parts), seed).share(parts) for seed in (1, 1, 2))
    assert first == again
    assert first != other
    assert first is not None
    assert first.value == pytest.approx(149 / 287)
    assert first.low is not None
    assert first.high is not None
    assert first.low < first.value < first.high


def test_documents_are_drawn_whole() -> None:
    # Every document has the same share, so that no draw can change it.
    assert Resampling(3, 0).share([Addend(1, 2), Addend(5, 10), Addend(2, 4)]) == Estimate(0.5, 0.5, 0.5)


def test_very_many_documents_are_drawn_in_groups() -> None:
    draw = random.Random(3)
    parts = [Addend(draw.random() < 0.3, 1) for _ in range(4000)]
    share = Resampling(len(parts), 0).share(parts)
    assert share is not None
    assert share.low is not None
    assert share.high is not None
    deviation = (share.value * (1 - share.value) / 4000) ** 0.5
    assert share.high - share.low == pytest.approx(2 * 1.96 * deviation, rel=0.15)


def test_one_document_tells_nothing_of_others() -> None:
    assert Resampling(1, 0).share([Addend(1, 2)]) == Estimate(0.5)
    assert Resampling(5, 0).share([Addend(0, 0), Addend(1, 2), *[Addend(0, 0)] * 3]) == Estimate(0.5)


def test_a_share_of_nothing_is_unknown() -> None:
    assert Resampling(2, 0).share([Addend(0, 0), Addend(0, 0)]) is None


def test_a_rate_may_be_scaled() -> None:
    rate = Resampling(2, 0).share([Addend(1, 500), Addend(1, 500)], 1000)
    assert rate == Estimate(2.0, 2.0, 2.0)
