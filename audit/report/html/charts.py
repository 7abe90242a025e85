"""How are the scores of many versions spread?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from audit.model import Score, Verdict
from audit.report.html.elements import Html, tag

# A spread of fewer than these is read from the table.
_LEAST = 5
# Bounds of the bins of issues per 1,000 words; the last bin has no upper one.
_ISSUES = (0.0, 1.0, 5.0, 10.0, 20.0, 50.0, 100.0)
_CONSENSUS = (0.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0)
_WIDTH, _HEIGHT, _FOOT, _TOP = 46, 70, 18, 18
# Of a part of a bar: the least that can be seen, and what sets it off from the next.
_LOWEST, _GAP = 2.5, 0.7


class _Bin(NamedTuple):
    label: str
    counts: dict[Verdict, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def told(self) -> str:
        return ", ".join(f"{count:,} {verdict}" for verdict, count in self.counts.items() if count)


def distributions(scores: Sequence[Score]) -> Iterator[Html]:
    """A histogram of each figure that enough versions have, by verdict."""
    if len(scores) < _LEAST:
        return
    yield _histogram("Issues per 1,000 words", scores, lambda score: score.issues, _ISSUES)
    known = [score for score in scores if score.consensus]
    if len(known) >= _LEAST:
        yield _histogram(
            "Consensus", known, lambda score: score.consensus.score if score.consensus else 0.0, _CONSENSUS
        )


def _bins(scores: Sequence[Score], figure: Callable[[Score], float], bounds: Sequence[float]) -> list[_Bin]:
    bins = []
    for low, high in zip(bounds, (*bounds[1:], None), strict=True):
        label = f"{low:g}–{high:g}" if high is not None else f"{low:g}+"
        inside = [s for s in scores if figure(s) >= low and (high is None or figure(s) < high)]
        counts = {verdict: sum(one.verdict is verdict for one in inside) for verdict in Verdict}
        bins.append(_Bin(label, counts))
    return bins


def _histogram(
    title: str, scores: Sequence[Score], figure: Callable[[Score], float], bounds: Sequence[float]
) -> Html:
    """Bars of versions, each cut into verdicts, with its number above and its range below."""
    bins = _bins(scores, figure, bounds)
    most = max(one.total for one in bins) or 1
    drawn = [piece for at, one in enumerate(bins) for piece in _bar(one, at * _WIDTH, most)]
    told = "; ".join(f"{one.label}: {one.told}" for one in bins if one.total)
    width, height = _WIDTH * len(bins), _TOP + _HEIGHT + _FOOT
    base = _TOP + _HEIGHT + 0.5
    return tag(
        "figure",
        tag("figcaption", title, tag("span", f"{len(scores):,} versions", class_="quiet")),
        tag(
            "svg",
            *drawn,
            tag("line", x1=0, x2=width, y1=base, y2=base, class_="axis"),
            viewBox=f"0 0 {width} {height}",
            role="img",
            aria_label=f"{title}, number of versions: {told}",
            class_="histogram",
        ),
        tag("p", *(_key(verdict) for verdict in Verdict), class_="key quiet", aria_hidden="true"),
        class_="chart",
    )


def _key(verdict: Verdict) -> Html:
    """Which part of a bar is which, from below."""
    swatch = tag("svg", tag("rect", width=10, height=10), viewBox="0 0 10 10", class_="swatch")
    return tag("span", swatch, f" {verdict.value}", data_verdict=verdict.value)


def _bar(one: _Bin, left: int, most: int) -> Iterator[Html]:
    middle, floor = left + _WIDTH / 2, float(_TOP + _HEIGHT)
    for verdict in Verdict:
        if one.counts[verdict]:
            tall = max(_HEIGHT * one.counts[verdict] / most, _LOWEST)
            floor -= tall
            drawn = {"x": left + 5, "width": _WIDTH - 10, "height": round(tall - _GAP, 1)}
            yield tag("rect", y=round(floor, 1), **drawn, data_verdict=verdict.value)
    if one.total:
        yield tag("text", f"{one.total:,}", x=middle, y=round(floor - 3, 1), text_anchor="middle")
    yield tag("text", one.label, x=middle, y=_TOP + _HEIGHT + 13, text_anchor="middle", class_="quiet")
