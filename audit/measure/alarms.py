"""How often does a rule speak about text that people wrote, alone or beside other accounts of the event?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from audit.engine import judge
from audit.measure.families import Accounts, Article, document
from audit.measure.findings import observed
from audit.measure.reader import Readings, marks_of, read_story, readings
from audit.measure.statistics import Addend, Resampling
from audit.measure.values import Cell, FigureColumn, Observation, Table
from audit.measure.work import Choices
from audit.model import Document, Finding, Relation, Role, Severity, Story
from audit.run import prepare


class Alarms(NamedTuple):
    """What was found in one article or story: in how many texts and words, how many pairs of texts were taken
    for translations of one text, and each finding's rule and whether it called it major."""

    set: str
    texts: int
    words: int
    pairs: int
    parallel: int
    findings: tuple[tuple[str, bool], ...]
    observations: tuple[Observation, ...]
    problems: tuple[str, ...]
    readings: tuple[Readings, ...] = ()


def observe(article: Article, choices: Choices) -> Alarms:
    """What is found in one text alone."""
    version = document(article.id, article.text, article.lang)
    return _alarms(article.set, (Story(article.id, (version,)),), choices)


def observe_accounts(accounts: Accounts, choices: Choices) -> Alarms:
    """What is found in each text beside the others."""
    texts = {
        name: document(name, text, accounts.lang, accounts.origin) for name, text in accounts.texts.items()
    }
    stories = [Story(accounts.id, tuple(texts.values()), accounts.relation)]
    if accounts.trusted:
        stories = [
            Story(
                f"{accounts.id} {name}",
                (own, *(replace(text, role=Role.REFERENCE) for text in texts.values() if text is not own)),
            )
            for name, own in texts.items()
        ]
    return _alarms(accounts.set, stories, choices)


def _alarms(subject: str, stories: Iterable[Story], choices: Choices) -> Alarms:
    found: list[Finding] = []
    observations: list[Observation] = []
    problems: list[str] = []
    judged: list[Document] = []
    relations: list[Relation] = []
    read: list[Readings] = []
    for plain in stories:
        marked, cost, unread = read_story(plain, choices)
        story = prepare(marked)
        findings, crashed = judge(story, choices.rules)
        judged += [version for version in story.versions if story.judges(version)]
        relations += [comparison.relation for comparison in story.comparisons]
        found += findings
        problems += [*(f"{story.id}: {problem.message}" for problem in crashed), *unread]
        if cost is not None:
            marks = marks_of(findings, choices.rules)
            length = sum(len(version.tokens) for version in story.versions if story.judges(version))
            beside = f"{len(story.versions) - 1} others"
            read.append(readings(subject, beside, length, marks, [None] * len(marks), cost, choices.rules))
        if choices.listed:
            beside = str(len(story.versions) - 1)
            observations += [
                observed(one, story.version(one.span.document), subject, story.id, beside, "false alarm")
                for one in findings
            ]
    return Alarms(
        set=subject,
        texts=len(judged),
        words=sum(len(version.tokens) for version in judged),
        pairs=len(relations),
        parallel=relations.count(Relation.PARALLEL),
        findings=tuple((one.rule, one.severity is not Severity.MINOR) for one in found),
        observations=tuple(observations),
        problems=tuple(problems),
        readings=tuple(read),
    )


_COLUMNS = (
    FigureColumn("rule", "rule"),
    FigureColumn("number", "findings"),
    FigureColumn("major", "of them major"),
    FigureColumn("per_1000_words", "per 1,000 words"),
    FigureColumn("major_per_1000_words", "major per 1,000 words"),
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
        texts = sum(article.texts for article in articles)
        note = f"{texts:,} texts, {words:,} words; every finding is a false alarm unless looked at"
        if pairs := sum(article.pairs for article in articles):
            parallel = sum(article.parallel for article in articles)
            note += f"; of {pairs:,} pairs {parallel:,} taken for translations of one text"
        yield Table("false_alarms", name, _COLUMNS, (_row("", articles, resampling), *rows), note)


def _row(rule: str, articles: Sequence[Alarms], resampling: Resampling) -> tuple[Cell, ...]:
    """The figures of one rule, of all rules where it is ""."""
    fitting = [[major for name, major in article.findings if rule in ("", name)] for article in articles]
    rates = [
        resampling.share(
            [Addend(hits, article.words) for hits, article in zip(counts, articles, strict=True)], 1000
        )
        for counts in ([len(those) for those in fitting], [sum(those) for those in fitting])
    ]
    return (
        rule or "all findings",
        sum(len(those) for those in fitting),
        sum(sum(those) for those in fitting),
        *rates,
    )
