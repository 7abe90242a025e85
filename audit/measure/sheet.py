"""What does a person who reads findings by hand say of them? A sheet to fill in, and what it comes to."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from audit.engine import judge
from audit.measure.families import Family, ReadFinding, Sheet, draw
from audit.measure.statistics import wilson
from audit.measure.stories import Versions
from audit.measure.values import Cell, Estimate, FigureColumn, Table
from audit.measure.work import Choices
from audit.model import Finding, Kind, Severity, Story
from audit.run import Progress

TITLE = "# audit sheet:"
_ITEM, _WHERE, _READ = "## ", "where: ", "judgement:"
JUDGEMENTS = ("right", "arguable", "wrong")
# Of one version, so that no single text makes up a sample; and of one rule in one document, whose versions
# often share a fault, one.
_OF_VERSION = 2
_HOW = """\
# Behind each "judgement:" write right (an editor would stop for it), arguable or wrong.
# `audit measure THIS-FILE` counts them by rule. Nothing else of the file is read.
"""


def sample(
    families: Sequence[Family], choices: Choices, number: int, progress: Progress | None, *, minor: bool
) -> str:
    """A sheet with `number` major findings (or of any severity, `minor`) in machines' and people's versions,
    each beside the first number of siblings of `choices`, as many from each pair of languages as there are,
    drawn at random: each rule once a document."""
    by_pair: dict[str, list[Family]] = {}
    for family in families:
        by_pair.setdefault(f"{family.origin}-{family.lang}", []).append(family)
    streams = [_findings(by_pair[pair], pair, choices, minor) for pair in sorted(by_pair)]
    drawn: list[str] = []
    for one in (one for those in zip_longest(*streams) for one in those if one is not None):
        drawn.append(one)
        if progress:
            progress(len(drawn), number)
        if len(drawn) == number:
            break
    items = "\n".join(f"{_ITEM}{at} of {len(drawn)}: {one}" for at, one in enumerate(drawn, 1))
    what = "findings" if minor else "major findings"
    head = f"{TITLE} {len(drawn)} {what} in {len(by_pair)} pairs of languages, seed {choices.seed}\n"
    return f"{head}{_HOW}\n{items}"


def _findings(families: Sequence[Family], pair: str, choices: Choices, minor: bool) -> Iterator[str]:
    """The items of one pair of languages, a document at a time, until all versions of all were judged."""
    chance = random.Random(f"{choices.seed} {pair}")
    orders = []
    drawn: set[tuple[str, str, str]] = set()
    for family in families:
        names = sorted({*family.systems, *family.references})
        orders.append((family, chance.sample(names, len(names))))
    chance.shuffle(orders)
    for turn in zip_longest(*([(family, name) for name in names] for family, names in orders)):
        for family, name in (one for one in turn if one is not None):
            siblings = draw(family, name, choices.seed, references=False)[: choices.siblings[0]]
            versions = Versions(_only(family, {name, *siblings}))
            story = versions.story(name, siblings)
            found = [
                one
                for one in judge(story, choices.rules)[0]
                if (minor or one.severity is not Severity.MINOR) and one.kind is not Kind.SUPPORT
            ]
            of_version = 0
            for finding in chance.sample(found, len(found)):
                key = (family.set, family.id, finding.rule)
                if key not in drawn and of_version < _OF_VERSION:
                    drawn.add(key)
                    of_version += 1
                    yield _item(family, versions, story, finding, pair)


def _only(family: Family, names: set[str]) -> Family:
    """A family with the versions named alone: annotating the others would take most of the time."""
    systems, references = (
        {name: segments for name, segments in those.items() if name in names}
        for those in (family.systems, family.references)
    )
    return replace(family, systems=systems, references=references)


def _item(family: Family, versions: Versions, story: Story, finding: Finding, pair: str) -> str:
    version, span = story.version(finding.span.document), finding.span
    segment = versions.segment(version.id, span.start)
    begin, _ = versions.segments(version.id)[segment]
    _, end = versions.segments(version.id)[max(versions.segment(version.id, max(span.end - 1, 0)), segment)]
    text = version.text
    marked = f"{text[begin : span.start]}‹{text[span.start : span.end]}›{text[span.end : end]}"
    lines = [
        f"{finding.rule}, {finding.severity}, {finding.kind}",
        f"{_WHERE}{pair}, {family.set}, {family.id}, {version.id}",
        f"says: {finding.message}" + (f" → {finding.fix}" if finding.fix is not None else ""),
        f"text: {marked}",
    ]
    touched = [at for at, one in enumerate(version.sentences) if one.start < end and begin < one.end]
    for sibling in story.versions:
        if sibling.id == version.id:
            continue
        numbers = {
            number
            for at in touched
            for partner in story.partners(version, at)
            if partner.document == sibling.id
            for number in partner.sentences
        }
        said = " ".join(sibling.words(sibling.sentences[at]) for at in sorted(numbers))
        lines.append(f"{sibling.id}: {said}")
    if segment < len(family.source):
        lines.append(f"original: {family.source[segment]}")
    return "".join(f"{' '.join(line.split())}\n" for line in lines) + f"{_READ}\n"


def parse(name: str, text: str) -> Sheet:
    """A sheet as somebody filled it in. Raises ValueError for a judgement that is none, with its line."""
    judged: list[ReadFinding] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(_ITEM):
            judged.append(ReadFinding(line.split(": ", 1)[-1].split(",")[0].strip(), "", ""))
        elif line.startswith(_WHERE) and judged:
            judged[-1] = judged[-1]._replace(pair=line.removeprefix(_WHERE).split(",")[0].strip())
        elif line.startswith(_READ) and judged:
            said = line.removeprefix(_READ).strip().lower()
            if said and said not in JUDGEMENTS:
                raise ValueError(f"{number}: expected {', '.join(JUDGEMENTS)} or nothing, found {said!r}")
            judged[-1] = judged[-1]._replace(said=said)
    return Sheet("by hand", name, tuple(judged))


_COLUMNS = (
    FigureColumn("rule", "rule"),
    FigureColumn("number", "read"),
    *(FigureColumn(one, one) for one in JUDGEMENTS),
    FigureColumn("share", "right of those read"),
    FigureColumn("unread", "not read"),
)


def tables(sheets: Sequence[Sheet]) -> Iterator[Table]:
    """One table: what was said of all findings, of those in each pair of languages and of each rule's, the
    busiest first."""
    if not sheets:
        return
    read = [one for sheet in sheets for one in sheet.judged]
    rows: list[tuple[Cell, ...]] = [_row("all findings", [one.said for one in read])]
    for value in (_pair, _rule):
        numbers = Counter(value(one) for one in read)
        names = sorted(numbers, key=lambda name: (-numbers[name], name))
        rows += [_row(name, [one.said for one in read if value(one) == name]) for name in names if name]
    yield Table("by_hand", ", ".join(sheet.id for sheet in sheets), _COLUMNS, tuple(rows))


def _pair(read: ReadFinding) -> str:
    return read.pair


def _rule(read: ReadFinding) -> str:
    return read.rule


def _row(what: str, said: Sequence[str]) -> tuple[Cell, ...]:
    counts = Counter(said)
    number = len(said) - counts[""]
    share = Estimate(counts["right"] / number, *wilson(counts["right"], number)) if number else None
    return (what, number, *(counts[one] for one in JUDGEMENTS), share, counts[""])
