"""How often does a rule speak about text that a person wrote in its own language?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from audit.engine import judge
from audit.measure.families import Article, document
from audit.measure.findings import observed
from audit.measure.statistics import Part, Resampling
from audit.measure.values import Cell, Column, Observation, Table
from audit.measure.work import Choices
from audit.model import Severity, Story
from audit.run import prepare


class Alarms(NamedTuple):
    """What was found in one article: each rule's name and whether it called it major."""

    set: str
    words: int
    findings: tuple[tuple[str, bool], ...]
    observations: tuple[Observation, ...]
    problems: tuple[str, ...]


def observe(article: Article, choices: Choices) -> Alarms:
    story = prepare(Story(article.id, (document(article.id, article.text, article.lang),)))
    (version,) = story.versions
    found, crashed = judge(story, choices.rules)
    return Alarms(
        set=article.set,
        words=len(version.tokens),
        findings=tuple((one.rule, one.severity is not Severity.MINOR) for one in found),
        observations=tuple(
            observed(one, version, article.set, article.id, "0", "false alarm") for one in found
        )
        if choices.listed
        else (),
        problems=tuple(f"{article.id}: {problem.message}" for problem in crashed),
    )


_COLUMNS = (
    Column("rule", "rule"),
    Column("number", "findings"),
    Column("major", "of them major"),
    Column("per_1000_words", "per 1,000 words"),
    Column("major_per_1000_words", "major per 1,000 words"),
)


def tables(results: Sequence[Alarms], choices: Choices) -> Iterator[Table]:
    """One table a set of articles: the rules by how often they speak."""
    for name in sorted({result.set for result in results}):
        articles = [result for result in results if result.set == name]
        resampling = Resampling(len(articles), choices.seed)
        rules = sorted({rule for article in articles for rule, _ in article.findings})
        rows = [_row(rule, articles, resampling) for rule in rules]
        rows.sort(key=lambda row: (-int(str(row[1])), str(row[0])))
        words = sum(article.words for article in articles)
        note = f"{len(articles):,} articles, {words:,} words; every finding is a false alarm unless looked at"
        yield Table("false_alarms", name, _COLUMNS, (_row("", articles, resampling), *rows), note)


def _row(rule: str, articles: Sequence[Alarms], resampling: Resampling) -> tuple[Cell, ...]:
    """The figures of one rule, of all rules where it is ""."""
    fitting = [[major for name, major in article.findings if rule in ("", name)] for article in articles]
    rates = [
        resampling.share(
            [Part(hits, article.words) for hits, article in zip(counts, articles, strict=True)], 1000
        )
        for counts in ([len(those) for those in fitting], [sum(those) for those in fitting])
    ]
    return (
        rule or "all findings",
        sum(len(those) for those in fitting),
        sum(sum(those) for those in fitting),
        *rates,
    )
