"""Which figures does a version get in the table, and in which order do they give way to a narrow page?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from audit.model import Agreement, Score, Severity
from audit.report.wording import tally


class Column(NamedTuple):
    """`rank` 0 is never left out; the highest goes first. `cell` gives "" for a figure that is not there;
    `told` says what the figure is."""

    title: str
    rank: int
    cell: Callable[[Score], str]
    told: str
    right: bool = True


def _findings(score: Score) -> str:
    return tally((severity.value, score.counts.get(severity, 0)) for severity in reversed(Severity))


def _facts(score: Score) -> str:
    facts = score.facts
    return f"{facts.supported}/{facts.contradicted}/{facts.unmentioned}" if facts else ""


def _consensus(score: Score) -> str:
    found = score.consensus
    return f"{found.score:.0f} ({found.low:.0f}–{found.high:.0f})" if found else ""


def _original(score: Score) -> str:
    return ", ".join(
        "/".join("–" if part is None or not part.of else f"{part.there / part.of:.0%}"[:-1] for part in parts)
        for one in score.carried
        for parts in [(one.sentences, one.figures, one.names, one.quotations)]
    )


def _mean(metric: str) -> Callable[[Score], str]:
    return lambda score: figure(mean(score.agreements, metric)) if score.agreements else ""


def figure(value: float | None) -> str:
    """A metric as shown; a dash for one that was left out."""
    return "–" if value is None else f"{value:.1f}"


_CLOSER = "agreement with the siblings from 0 to 100, the higher the closer"
COLUMNS = (
    Column("findings", 0, _findings, "what was found and nobody has dismissed, by severity", right=False),
    Column("issues", 1, lambda score: f"{score.issues:.1f}", "expected penalty points per 1,000 words"),
    Column(
        "interval",
        4,
        lambda score: f"{score.low:.1f}–{score.high:.1f}",
        "where issues lie at 95%",
        right=False,
    ),
    Column("consensus", 3, _consensus, "mean sentence chrF to the siblings, with its interval at 95%"),
    Column("original", 2, _original, "percent of its sentences/figures/names/quotations that are there"),
    Column("chrF++", 3, _mean("chrf"), f"letters and words: {_CLOSER}"),
    Column("BLEU", 6, _mean("bleu"), f"runs of words: {_CLOSER}"),
    Column("TER", 7, _mean("ter"), "edits for 100 words to get from one to the other, the lower the closer"),
    Column("facts", 5, _facts, "supported by siblings / contradicted / not mentioned"),
    Column("words", 2, lambda score: f"{score.words:,}", "how long the version is"),
)


def chosen(scores: tuple[Score, ...], width: int, size: Callable[[str], int]) -> tuple[Column, ...]:
    """The columns that fit into `width` with two blanks between them, in their own order."""
    left = width
    kept: set[str] = set()
    for column in sorted(COLUMNS, key=lambda column: column.rank):
        cells = [column.cell(score) for score in scores]
        if not any(cells):
            continue
        wide = max(size(cell) for cell in (column.title, *cells)) + 2
        if column.rank and wide > left:
            break
        left -= wide
        kept.add(column.title)
    return tuple(column for column in COLUMNS if column.title in kept)


def mean(agreements: Sequence[Agreement], metric: str) -> float | None:
    """The mean of one metric over the siblings, each counting the same; None where it was left out."""
    values = [getattr(one, metric) for one in agreements]
    return None if None in values else round(sum(map(float, values)) / len(values), 2)


# Tables of figures of two versions, and the titles of their columns.
AGREEMENTS = ("version", "beside", "sentences", "chrF++", "BLEU", "TER")
LEADS = ("version", "leads", "by", "interval", "siblings", "passages")


def agreed(scores: Sequence[Score], names: Mapping[str, str]) -> list[tuple[str, ...]]:
    """The rows of `AGREEMENTS`; `names` are the versions', by id."""
    return [
        (
            names[score.document],
            names[one.sibling],
            str(one.sentences),
            *map(figure, (one.chrf, one.bleu, one.ter)),
        )
        for score in scores
        for one in score.agreements
    ]


def leads(scores: Sequence[Score], names: Mapping[str, str]) -> list[tuple[str, ...]]:
    """The rows of `LEADS`, each two versions once: what says more of their siblings goes first, and of two
    alike the first of the story."""
    order = list(names)
    return [
        (
            *(names[score.document], names[one.than], f"{one.by:.1f}", f"{one.low:.1f} to {one.high:.1f}"),
            *(str(one.siblings), str(one.passages)),
        )
        for score in scores
        for one in score.leads
        if (one.by, order.index(one.than)) > (0, order.index(score.document))
    ]


def legend(scores: Sequence[Score], columns: Sequence[Column], *, signatures: bool = True) -> Iterator[str]:
    """What the figures shown are, and how they were reckoned: their signatures, or in a line that they are
    folded away."""
    titles = {column.title for column in columns if any(map(column.cell, scores))}
    if "issues" in titles:
        yield "issues: expected penalty points per 1,000 words, interval 95%"
    if titles & {"chrF++", "BLEU"}:
        yield "chrF++, BLEU: agreement with the siblings from 0 to 100, the higher the closer"
    if "TER" in titles:
        yield "TER: edits for 100 words to get from one to the other, the lower the closer"
    if "consensus" in titles:
        yield "consensus: mean sentence chrF to the siblings, interval 95%; for versions of one kind"
    if "original" in titles:
        yield "original: percent of its sentences/figures/names/quotations that are there"
    if any(score.leads for score in scores):
        yield "leads: mean difference of chrF to shared siblings, interval 95%; with 0 in it, nothing told"
    if "facts" in titles:
        yield "facts: supported by siblings/contradicted/not mentioned"
    told: dict[str, None] = {}
    for score in scores:
        parts = {"issues": titles & {"issues"}, "facts": titles & {"facts"}}
        parts["original"] = titles & {"original"}
        parts["agreement"] = parts["alignment"] = titles & {"chrF++", "BLEU", "TER"}
        for part, shown in parts.items():
            if shown and score.signatures.get(part):
                told[f"{part} signature: {score.signatures[part]}"] = None
        if score.consensus and "consensus" in titles:
            told[f"consensus signature: {score.consensus.signature}"] = None
        told |= {f"leads signature: {one.signature}": None for one in score.leads}
    if signatures:
        yield from told
    elif told:
        named = ", ".join(dict.fromkeys(line.partition(" signature")[0] for line in told))
        yield f"how they were reckoned ({named}): --signatures"
