"""Does a score order versions as professional readers do?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from audit.measure.families import Family, draw
from audit.measure.findings import sibling_label
from audit.measure.metrics import AGAINST_REFERENCE, BETWEEN_SIBLINGS, METRICS, Metric, MetricPassages
from audit.measure.statistics import Addend, Item, Resampling, auroc, pair_accuracy, tau_b, tie_calibrated
from audit.measure.stories import Versions
from audit.measure.values import Cell, FigureColumn, Table
from audit.measure.work import Choices
from audit.model import Story
from audit.score.overlap import Pair

# MQM from which on a segment holds what an editor must not let pass.
_BAD = 5.0
# Two versions of a segment are of like length when the shorter has so much of the longer's characters.
_LIKE_LENGTH = 0.95
_LENGTH = "shorter is better"

# Scores of the segments of each system; None where there is none.
Segments = tuple[float | None, ...]


class FamilyScores(NamedTuple):
    """What people and metrics say of the segments of one family, by metric and system; higher is better.

    `aligned` and `cells` count segments put beside a sibling, and those for which something was found.
    """

    set: str
    human: Mapping[str, Segments]
    lengths: Mapping[str, tuple[int, ...]]
    metrics: Mapping[str, Mapping[str, Segments]]
    aligned: int
    cells: int


def observe(family: Family, choices: Choices) -> FamilyScores:
    """Score every rated version of a family: by its siblings, by the human reference, by its length."""
    versions = Versions(family)
    rated = sorted(name for name in family.scores if name in family.systems)
    metrics: dict[str, dict[str, Segments]] = defaultdict(dict)
    put = versions.given if choices.given else versions.story
    aligned = cells = 0
    drawn = [number for number in choices.siblings if number != 0]
    most = None if None in drawn else max((number for number in drawn if number), default=0)
    for system in rated:
        siblings = draw(family, system, choices.seed, references=choices.references)[:most]
        story = put(system, siblings)
        beside = {name: tuple(_beside(versions, story, system, name)) for name in siblings}
        aligned += sum(bool(other.places) for those in beside.values() for _, other in those)
        cells += sum(len(those) for those in beside.values())
        texts = {
            name: tuple((said.text, other.text) for said, other in those) for name, those in beside.items()
        }
        worth = {
            name: _by_sibling(METRICS[name], texts) for name in (BETWEEN_SIBLINGS if drawn and texts else ())
        }
        for number in drawn:
            chosen = siblings if number is None else siblings[:number]
            if chosen:
                for name, those in worth.items():
                    label = f"{name} to siblings ({sibling_label(number)})"
                    metrics[label][system] = _mean([those[sibling] for sibling in chosen])
        for reference in sorted(family.references)[:1]:
            pairs = [(said.text, other.text) for said, other in _same_number(versions, system, reference)]
            for name in AGAINST_REFERENCE:
                metrics[f"{name} to {reference}"][system] = tuple(METRICS[name](pairs))
    lengths = {system: tuple(len(segment) for segment in family.systems[system]) for system in rated}
    metrics[_LENGTH] = {
        system: tuple(-float(length) for length in those) for system, those in lengths.items()
    }
    for name, systems in family.submitted.items():
        metrics[f"{name} (submitted)"] = {system: systems[system] for system in rated if system in systems}
    return FamilyScores(
        set=family.set,
        human={
            system: tuple(None if score is None else -score for score in family.scores[system])
            for system in rated
        },
        lengths=lengths,
        metrics=dict(metrics),
        aligned=aligned,
        cells=cells,
    )


def _beside(
    versions: Versions, story: Story, system: str, sibling: str
) -> Iterator[tuple[MetricPassages, MetricPassages]]:
    """Each segment of a system, and the sentences of a sibling that the alignment found for it."""
    version, other = story.version(system), story.version(sibling)
    for start, end in versions.segments(system):
        found = sorted(
            {
                number
                for at, sentence in enumerate(version.sentences)
                if start <= sentence.start < end
                for partner in story.partners(version, at)
                if partner.document == sibling
                for number in partner.sentences
            }
        )
        places = tuple((other.sentences[at].start, other.sentences[at].end) for at in found)
        yield MetricPassages(version, ((start, end),)), MetricPassages(other, places)


def _same_number(
    versions: Versions, system: str, reference: str
) -> Iterator[tuple[MetricPassages, MetricPassages]]:
    """Each segment of a system, and the reference's of the same number, as metrics are usually run."""
    for one, other in zip(versions.segments(system), versions.segments(reference), strict=True):
        yield (
            MetricPassages(versions.judged[system], (one,)),
            MetricPassages(versions.judged[reference], (other,)),
        )


def _by_sibling(metric: Metric, texts: Mapping[str, Sequence[Pair]]) -> dict[str, list[float]]:
    """A metric of each segment beside each sibling; asked for all at once, since they share passages."""
    every = metric([pair for those in texts.values() for pair in those])
    found, begin = {}, 0
    for name, those in texts.items():
        found[name] = every[begin : begin + len(those)]
        begin += len(those)
    return found


def _mean(scores: Sequence[Sequence[float]]) -> Segments:
    return tuple(sum(those) / len(those) for those in zip(*scores, strict=True))


_COLUMNS = (
    FigureColumn("metric", "metric"),
    FigureColumn("pair_accuracy", "pair accuracy"),
    FigureColumn("like_length", "of like length"),
    FigureColumn("acc_t", "acc-t", 4),
    FigureColumn("tau_b", "tau-b"),
    FigureColumn("auroc", "AUROC MQM≥5"),
    FigureColumn("documents", "documents"),
    FigureColumn("systems", "systems"),
)


def tables(results: Sequence[FamilyScores], choices: Choices) -> Iterator[Table]:
    """One table a set: metrics by their within-segment pair accuracy."""
    for name in sorted({result.set for result in results}):
        families = [result for result in results if result.set == name]
        resampling = Resampling(len(families), choices.seed)
        metrics = list(dict.fromkeys(metric for family in families for metric in family.metrics))
        rows = [(metric, *_figures(metric, families, resampling)) for metric in metrics]
        aligned, cells = sum(family.aligned for family in families), sum(family.cells for family in families)
        segments = sum(len(next(iter(family.human.values()), ())) for family in families)
        systems = {system for family in families for system in family.human}
        share = (
            f"{aligned / cells:.3f} of the segments have a partner in a sibling" if cells else "no siblings"
        )
        note = (
            f"{len(families)} documents, {segments:,} segments, {len(systems)} systems; {share}"
            f" ({'GIVEN ALIGNMENT' if choices.given else 'aligned by the product'})"
        )
        yield Table("scores", name, _COLUMNS, tuple(rows), note)


def _figures(metric: str, families: Sequence[FamilyScores], resampling: Resampling) -> tuple[Cell, ...]:
    items = [list(_items(family, metric)) for family in families]
    every = [item for those in items for item in those]
    human = [value for item in every for value in item.human]
    scores = [value for item in every for value in item.metric]
    calibrated = tie_calibrated(every)
    return (
        resampling.share([pair_accuracy(those) for those in items]),
        resampling.share([_pairs_of_like_length(family, metric) for family in families]),
        calibrated.accuracy if calibrated else None,
        tau_b(human, scores),
        auroc([value <= -_BAD for value in human], [-value for value in scores]),
        resampling.share([pair_accuracy([_document(family, metric)]) for family in families]),
        _system_accuracy(families, metric),
    )


class _Rated(NamedTuple):
    system: str
    human: float
    score: float


def _rated(family: FamilyScores, metric: str) -> Iterator[list[_Rated]]:
    """Segment by segment the systems that both people and the metric score."""
    scores = family.metrics.get(metric, {})
    segments = max((len(those) for those in family.human.values()), default=0)
    for at in range(segments):
        found = []
        for system, human in family.human.items():
            thought, score = human[at], scores[system][at] if system in scores else None
            if thought is not None and score is not None:
                found.append(_Rated(system, thought, score))
        yield found


def _items(family: FamilyScores, metric: str) -> Iterator[Item]:
    for rated in _rated(family, metric):
        yield Item(tuple(one.human for one in rated), tuple(one.score for one in rated))


def _pairs_of_like_length(family: FamilyScores, metric: str) -> Addend:
    """Pair accuracy where length tells nothing: the pairs of nearly the same length."""
    hits = of = 0.0
    for at, rated in enumerate(_rated(family, metric)):
        for number, one in enumerate(rated):
            for other in rated[number + 1 :]:
                lengths = family.lengths[one.system][at], family.lengths[other.system][at]
                if min(lengths) >= _LIKE_LENGTH * max(lengths):
                    pair = Item((one.human, other.human), (one.score, other.score))
                    part = pair_accuracy([pair])
                    hits, of = hits + part.hits, of + part.of
    return Addend(hits, of)


def _document(family: FamilyScores, metric: str) -> Item:
    """A document's systems as one item: the mean of each over the segments."""
    return _means([_rated(family, metric)])


def _means(documents: Sequence[Iterator[list[_Rated]]]) -> Item:
    human: dict[str, list[float]] = defaultdict(list)
    scores: dict[str, list[float]] = defaultdict(list)
    for segments in documents:
        for rated in segments:
            for one in rated:
                human[one.system].append(one.human)
                scores[one.system].append(one.score)
    systems = sorted(human)
    return Item(
        tuple(sum(human[system]) / len(human[system]) for system in systems),
        tuple(sum(scores[system]) / len(scores[system]) for system in systems),
    )


def _system_accuracy(families: Sequence[FamilyScores], metric: str) -> float | None:
    part = pair_accuracy([_means([_rated(family, metric) for family in families])])
    return part.hits / part.of if part.of else None
