"""What is kept in the archive of a project, and what comes of it?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from audit import files
from audit.cli.judging import configuration
from audit.cli.options import (
    ArchivePlace,
    Config,
    Ignore,
    Jobs,
    Output,
    RuleFolders,
    Select,
    SparkMaster,
    UseConfig,
)
from audit.cli.output import deliver, fail, say, tell, told, warn
from audit.report.formats import TrendFormat

if TYPE_CHECKING:
    from audit.archive.articles import ArticleEntry
    from audit.archive.judge import Progress
    from audit.archive.store import Archive
    from audit.group import Problems
    from audit.run import Auditor
    from audit.settings import Settings

group = typer.Typer(
    help="Keep articles, find the siblings of a draft among them, judge them all.",
    rich_markup_mode=None,
    no_args_is_help=True,
)


def register(app: typer.Typer) -> None:
    app.add_typer(group, name="archive")


@group.command()
def add(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help="Files and folders: texts, JSON Lines, CSV, Parquet, feeds."),
    ],
    archive: ArchivePlace = None,
    vectors: Annotated[
        bool,
        typer.Option(
            "--vectors/--no-vectors",
            help="Whether articles are found from other languages, too: it takes longer.",
        ),
    ] = True,
    fetch: Annotated[
        bool, typer.Option("--fetch", help="Fetch feeds at addresses, and the pages that feeds only name.")
    ] = False,
    pages: Annotated[
        int, typer.Option(min=1, metavar="N", help="Pages that --fetch asks for at most.")
    ] = 200,
    config: Config = None,
    use_config: UseConfig = True,
) -> None:
    """Put articles into the archive, and make it where there is none.

    What is there already changes nothing; another text of an article is a correction, and the one before
    stays in its history. Exit code 0, or 2 where something could not be read; the rest is added all the same.
    """
    from audit.archive.fetch import Fetcher
    from audit.archive.intake import articles
    from audit.archive.place import to_make
    from audit.archive.store import Added
    from audit.group import Problems
    from audit.settings import Settings
    from audit.settings.roots import root_of

    settings = configuration(Settings(), config=config, use_config=use_config)
    problems = Problems()
    total = Added()
    with _opened(to_make(archive), create=True) as opened:
        fetcher = Fetcher(pages) if fetch else None
        found = articles(paths, lambda folder: root_of(settings.of(folder)), problems, fetcher)
        for done in opened.add(found):
            total = Added(*(one + other for one, other in zip(total, done, strict=True)))
        encoded = sum(opened.encode()) if vectors else 0
        name, count = opened.name, opened.count()
    also = f", {encoded:,} with vectors" if encoded else ""
    tell(
        f"{name}: {total.new:,} new, {total.corrected:,} corrected, {total.known:,} there already{also};"
        f" {count:,} articles"
    )
    _end(problems)


@group.command()
def remove(
    names: Annotated[
        list[str],
        typer.Argument(metavar="NAME...", help="Addresses, keys or paths, as audit archive list says."),
    ],
    archive: ArchivePlace = None,
) -> None:
    """Take articles out of the archive, with their history and what was found in them."""
    with _archive(archive) as opened:
        keys = [one.key for name in names for one in _named(opened, name)]
        count = opened.remove(keys)
    tell(f"removed {count:,}")
    if missing := len(names) > count:
        warn(f"nothing is called {names[0]}" if len(names) == 1 else "not all of these are in the archive")
    raise typer.Exit(2 if missing else 0)


@group.command("list")
def list_articles(
    archive: ArchivePlace = None,
    lang: Annotated[str, typer.Option(metavar="LANG", help="Only this language.")] = "",
    outlet: Annotated[str, typer.Option(metavar="NAME", help="Only this outlet.")] = "",
    history: Annotated[
        str, typer.Option(metavar="NAME", help="The texts that this article had, and when they came.")
    ] = "",
) -> None:
    """List the articles: day, language, outlet, name, headline."""
    with _archive(archive) as opened:
        if history:
            for one in _named(opened, history):
                for version in opened.history(one.key):
                    tell(f"{version.number}  {version.added}  {one.name}")
            return
        asked = {"language = ?": lang, "outlet = ?": outlet}
        conditions = {condition: value for condition, value in asked.items() if value}
        for one in opened.entries(" AND ".join(conditions), list(conditions.values())):
            tell(_line(one))


@group.command()
def search(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS|FILE", help="Words, or a text to find the like of.")
    ],
    archive: ArchivePlace = None,
    lang: Annotated[str, typer.Option(metavar="LANG", help="The language of the words.")] = "",
) -> None:
    """Find articles by rare words, or those like a text, in other languages, too."""
    from audit.archive.search import like, with_words
    from audit.group import Problems
    from audit.group.documents import documents
    from audit.group.planned import PlannedVersion

    with _archive(archive) as opened:
        if len(words) == 1 and files.is_regular(Path(words[0])):
            problems = Problems()
            read = documents(PlannedVersion(words[0], words[0]), problems)
            if not read:
                fail("; ".join(f"{one.path}: {one.message}" for one in problems))
            hits = like(opened, read[0][0])
        else:
            hits = with_words(opened, " ".join(words), lang)
    for hit in hits:
        tell(f"{hit.likeness:.2f}  {_line(hit.entry)}")
    raise typer.Exit(0 if hits else 1)


@group.command()
def export(archive: ArchivePlace = None, output: Output = None) -> None:
    """Write all articles as JSON Lines, which audit archive add takes back."""
    from audit.archive.export import lines

    with _archive(archive) as opened:
        if output is None:
            for line in lines(opened):
                say(line)
        else:
            deliver("".join(lines(opened)), output)


@contextmanager
def _opened(place: str, *, create: bool = False) -> Iterator[Archive]:
    """The archive at a place; what is wrong with it is told in a line, and ends this with 2."""
    from audit.archive.store import Archive

    with told(), Archive(place, create=create) as opened:
        yield opened


@contextmanager
def _archive(said: str | None) -> Iterator[Archive]:
    """The archive that is named, or the project's."""
    from audit.archive.place import to_read

    with told():
        place = to_read(said)
    with _opened(place) as opened:
        yield opened


def _named(archive: Archive, name: str) -> list[ArticleEntry]:
    """The articles that go by a name: a key, an address, or a path, as the list says it or from here."""
    from audit.decide.places import Roots

    names = [name, Roots().key_at(name)]
    condition = "key IN (?, ?) OR url = ? OR place IN (?, ?)"
    return list(archive.entries(condition, [*names, name, *names]))


def _line(one: ArticleEntry) -> str:
    date = one.date.isoformat() if one.date else "-" * 10
    said = (date, one.lang or "?", one.outlet, one.name, one.title)
    return "  ".join(word for word in said if word)


def _end(problems: Problems) -> None:
    for one in problems:
        warn(f"{'could not read ' * one.fatal}{one.path}: {one.message}")
    raise typer.Exit(2 if any(one.fatal for one in problems) else 0)


@group.command("stories")
def list_stories(
    archive: ArchivePlace = None,
    alone: Annotated[bool, typer.Option("--alone", help="Stories of a single article, too.")] = False,
) -> None:
    """Find the story of every new article, and list the stories with their articles."""
    from audit.archive.stories import join, stories

    with _archive(archive) as opened, _only(opened):
        for _ in join(opened):
            pass
        for story in stories(opened, alone=alone):
            tell(f"story {story.id}: {len(story.entries):,} articles")
            for one in story.entries:
                tell(f"  {_line(one)}")


@group.command()
def check(
    archive: ArchivePlace = None,
    select: Select = None,
    ignore: Ignore = None,
    rules: RuleFolders = None,
    jobs: Jobs = 1,
    spark: SparkMaster = None,
    parquet: Annotated[
        str | None,
        typer.Option(
            metavar="PATH",
            help="With --spark: judge the articles of Parquet files, and leave archives alone.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            metavar="FOLDER",
            help="With --parquet: where results are kept as Parquet; what is in it is not judged again.",
            show_default=False,
        ),
    ] = None,
    config: Config = None,
    use_config: UseConfig = True,
) -> None:
    """Judge the articles that are new, were corrected, or have new siblings; with other rules all of them.

    A pass that was ended goes on where it was; one at a time goes through an archive. Exit code 0, or 2 where
    something could not be judged, or another pass is under way.
    """
    from audit.archive.judge import check as judge
    from audit.run import Auditor
    from audit.settings import Scores, Settings

    settings = configuration(
        Settings(processes=jobs, scores=Scores.VERDICTS),
        select=select,
        ignore=ignore,
        rules=rules,
        config=config,
        use_config=use_config,
    )
    if parquet is not None or output is not None:
        if spark is None or parquet is None or output is None:
            fail("--parquet PATH, --output FOLDER and --spark MASTER go together")
        _check_parquet(parquet, output, spark, settings.of(Path.cwd()))
        return
    judged = changed = 0
    failed = False
    with ExitStack() as stack:
        opened = stack.enter_context(_archive(archive))
        stack.enter_context(_only(opened))
        auditor = stack.enter_context(Auditor(settings.of(Path.cwd())))
        passes = judge(opened, auditor)
        if spark is not None:
            passes = _on_spark(stack, opened, auditor, spark)
        for done in passes:
            judged, changed = judged + done.judged, changed + done.changed
            for problem in done.problems:
                failed = True
                warn(f"could not judge {problem}")
        name = opened.name
    tell(f"{name}: {judged:,} judged, {changed:,} came to something new")
    raise typer.Exit(2 if failed else 0)


def _on_spark(stack: ExitStack, archive: Archive, auditor: Auditor, master: str) -> Iterator[Progress]:
    """The pass through an archive by a cluster, whose session ends with `stack`."""
    from audit.archive.judge import check as judge
    from audit.spark.session import session

    stack.enter_context(told())
    running = stack.enter_context(session(master))
    from audit.spark.archived import BATCH, outcomes

    return judge(archive, auditor, outcomes(running, auditor), BATCH)


def _check_parquet(articles: str, folder: str, master: str, settings: Settings) -> None:
    """Judge the articles of Parquet files, each beside those of its story, into a folder of results."""
    from audit.spark.session import session

    with told(), session(master) as running:
        from audit.spark import extend, stories

        try:
            judged, bad = extend(folder, stories(running.read.parquet(articles)), settings)
        except ValueError as error:
            fail(f"{articles}: {error}")
    tell(f"{folder}: {judged:,} judged, {bad:,} with problems")
    raise typer.Exit(2 if bad else 0)


@group.command("trends")
def show_trends(
    archive: ArchivePlace = None,
    form: Annotated[
        TrendFormat, typer.Option("--format", help="text, html (one file with pictures), csv.")
    ] = TrendFormat.TEXT,
    output: Output = None,
) -> None:
    """Show how findings spread over rules, outlets, languages, origins and weeks, and what got better."""
    from audit.archive.trends import trends
    from audit.report.trends import render

    with _archive(archive) as opened:
        found = trends(opened)
    deliver(render(found, form), output)


@contextmanager
def _only(archive: Archive) -> Iterator[None]:
    """Go through the archive alone, or end with 2."""
    with archive.database.alone() as held:
        if not held:
            fail(f"{archive.name}: another pass goes through this archive: wait for its end")
        yield
