"""What does one story's part of the page hold?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from audit.model import Document, Role, Rule, Score, Story, Verdict
from audit.report import again
from audit.report.html.article import rows
from audit.report.html.cards import StoryContext
from audit.report.html.elements import Html, hidden, tag
from audit.report.html.matrix import matrix
from audit.report.html.notes import Addresses, Note, notes
from audit.report.html.shading import legend, switch
from audit.report.scores import COLUMNS, Column
from audit.report.view import Chapter, originals
from audit.report.wording import found, labels, not_compared, plural, relation, verdicts, why

SIGNS = {
    Verdict.BLOCK: "■",
    Verdict.REVIEW: "◧",
    Verdict.NOT_JUDGED: "◇",
    Verdict.PASS: "□",
    Verdict.NOTHING: "·",
}


def badge(verdict: Verdict) -> Html:
    """A verdict in its colour, with a sign that needs none."""
    return tag(
        "span",
        tag("span", SIGNS[verdict], aria_hidden="true", class_="sign"),
        verdict.value,
        class_="badge",
        data_verdict=verdict.value,
    )


def section(
    chapter: Chapter,
    number: int,
    who: Mapping[tuple[str, str], str],
    rules: Mapping[str, Rule],
    addresses: Addresses,
    *,
    many: bool,
    tools: Callable[[Note], Html] | None = None,
    called: str = "",
) -> Html:
    """A story: its verdicts and scores, its versions with their findings, who says what. Of `many`, each says
    its verdict; of one, the head of the page does. `tools` are what a person acts with in a note; `called` is
    its name, where that is not its id."""
    story = chapter.story
    names = labels(story)
    versions = {version.id: f"s{number}v{at}" for at, version in enumerate(story.versions)}
    context = StoryContext(story, names, who, rules, versions, chapter.support, tools)
    noted = notes(chapter, number, addresses)
    found = [finding for block in chapter.blocks for finding in block.findings]
    worst, _ = verdicts(chapter.scores)
    return tag(
        "section",
        _head(chapter, number, context, called or story.id, many=many),
        _again(chapter, noted),
        _bar(context, chapter, noted) if len(story.versions) > 1 else None,
        tag("div", *(_version(context, one, noted) for one in story.versions), class_="versions"),
        matrix(story, found, chapter.scores, names),
        class_="story",
        id=f"s{number}",
        data_first=versions[_first(chapter, noted)] if story.versions else None,
        data_verdict=worst.value if worst else None,
        aria_labelledby=f"h{number}",
    )


def _first(chapter: Chapter, noted: Mapping[str, Sequence[Note]]) -> str:
    """The version to open with: the worst verdict, then most findings, then the order of the story."""
    verdict = {score.document: score.verdict.rank for score in chapter.scores}
    judged = [version for version in chapter.story.versions if chapter.story.judges(version)]
    of = judged or list(chapter.story.versions)
    return max(of, key=lambda one: (verdict.get(one.id, -1), len(noted.get(one.id, ())))).id


def _head(chapter: Chapter, number: int, context: StoryContext, called: str, *, many: bool) -> Html:
    story = chapter.story
    worst, counted = verdicts(chapter.scores)
    versions = plural(len(story.versions), "version") + relation(story)
    ruled = (
        f"{context.names[score.document]}: {score.verdict}: {said}"
        for score in chapter.scores
        if (said := why(score))
    )
    notes = [
        tag("li", note, dir="auto")
        for note in (
            *(f"from the archive: {one}" for one in found(story)),
            *ruled,
            *(f"not compared: {one}" for one in not_compared(story)),
        )
    ]
    return tag(
        "header",
        tag(
            "h2",
            tag("bdi", called),
            id=f"h{number}",
            tabindex=-1,
        ),
        tag(
            "p",
            *([badge(worst), " "] if worst and many else []),
            f"{versions}; {counted}" if counted else versions,
            class_="told",
        ),
        _scores(chapter, context),
        tag("ul", *notes, class_="remarks", role="list") if notes else None,
        class_="head",
    )


def _again(chapter: Chapter, noted: Mapping[str, Sequence[Note]]) -> Html | None:
    """What became of the findings since the words of the story were others: a link to what is new."""
    if not (head := again.headline(chapter)):
        return None
    homes = {id(note.block): note.home for those in noted.values() for note in those}
    items = []
    for one in again.lines(chapter):
        said = tag("span", one.said, dir="auto")
        where = [tag("bdi", one.where), ": "] if one.where else []
        told = (
            tag("a", *where, said, href=f"#{homes[id(one.block)]}")
            if one.block
            else tag("span", *where, said)
        )
        items.append(tag("li", tag("b", one.word), " ", told))
    listed = tag("ul", *items, role="list") if items else None
    return tag("div", tag("p", head, class_="told"), listed, class_="again-checked")


def _scores(chapter: Chapter, context: StoryContext) -> Html | None:
    """A row a version with the figures that there are."""
    if not chapter.scores:
        return None
    columns = [column for column in COLUMNS if any(map(column.cell, chapter.scores))]
    head = [tag("th", "version", scope="col"), tag("th", "verdict", scope="col")]
    head += [
        tag("th", column.title, scope="col", class_="figure" if column.right else None, title=column.told)
        for column in columns
    ]
    body = [_score(score, columns, context) for score in chapter.scores]
    table = tag(
        "table",
        tag("caption", "Verdict and scores of each version", class_="vh"),
        tag("thead", tag("tr", *head)),
        tag("tbody", *body),
        class_="scores",
    )
    return tag(
        "div", table, class_="wide", tabindex=0, role="region", aria_label=f"Scores of {context.story.id}"
    )


def _score(score: Score, columns: Sequence[Column], context: StoryContext) -> Html:
    name = tag("a", tag("bdi", context.names[score.document]), href=f"#{context.versions[score.document]}")
    cells = [
        tag("td", column.cell(score), class_="figure" if column.right else None, data_title=column.title)
        for column in columns
    ]
    row = (tag("th", name, scope="row"), tag("td", badge(score.verdict)), *cells)
    return tag("tr", *row, data_v=context.versions[score.document])


def _bar(context: StoryContext, chapter: Chapter, noted: Mapping[str, Sequence[Note]]) -> Html:
    """Which version is read, and which siblings stand beside it."""
    read = [
        tag(
            "a",
            tag("bdi", context.names[version.id]),
            _count(noted.get(version.id, ())),
            href=f"#{context.versions[version.id]}",
            data_v=context.versions[version.id],
        )
        for version in context.story.versions
    ]
    beside = [
        tag(
            "button",
            tag("bdi", context.names[version.id]),
            type="button",
            aria_pressed="false",
            data_beside=context.versions[version.id],
        )
        for version in context.story.versions
    ]
    return tag(
        "div",
        tag("nav", tag("span", "Read", class_="label"), *read, aria_label=f"Versions of {context.story.id}"),
        tag(
            "div",
            tag("span", "Beside it", class_="label"),
            *beside,
            class_="siblings",
            role="group",
            aria_label="Siblings to show beside it",
        ),
        switch() if context.support else None,
        class_="bar",
    )


def _count(those: Sequence[Note]) -> Html | None:
    """How many findings; the page keeps it true to the filters."""
    total = sum(len(note.block.findings) for note in those)
    return (
        tag("span", hidden(", findings: "), tag("span", str(total), class_="shown"), class_="count")
        if total
        else None
    )


def _version(context: StoryContext, version: Document, noted: Mapping[str, Sequence[Note]]) -> Html:
    lines = list(rows(context, version, noted))
    judged = context.story.judges(version)
    empty = (
        tag("p", "Nothing to look at here.", class_="quiet empty")
        if judged and not noted.get(version.id)
        else None
    )
    return tag(
        "section",
        tag(
            "h3",
            tag("bdi", context.names[version.id]),
            *(tag("span", fact, class_="fact") for fact in _facts(context.story, version)),
        ),
        legend(context.support[version.id], context.names) if version.id in context.support else None,
        empty,
        tag("div", *lines, class_="text") if lines else tag("p", "There is no text.", class_="quiet"),
        class_="version",
        data_originals=_numbers(context, originals(context.story, version)),
        id=context.versions[version.id],
        aria_label=f"Version {context.names[version.id]}",
    )


def _numbers(context: StoryContext, versions: Sequence[Document]) -> str | None:
    """The numbers by which the page's address names versions; None for none."""
    return ",".join(context.versions[one.id].partition("v")[2] for one in versions) or None


def _facts(story: Story, version: Document) -> Iterator[str]:
    """What is known of a version, in a word each."""
    if version.outlet:
        yield version.outlet
    if version.lang:
        yield version.lang + (f" from {version.origin}" if version.origin else "")
    if version.role is not Role.TRANSLATION:
        yield "original" if version.role is Role.SOURCE else version.role.value
    if not story.judges(version):
        yield "not judged"
