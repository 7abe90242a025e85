"""What is kept in the archive of a project, and what comes of it?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from audit import files
from audit.cli.judging import configuration
from audit.cli.options import ArchivePlace, Config, Output, UseConfig
from audit.cli.output import deliver, fail, say, tell, told, warn

if TYPE_CHECKING:
    from audit.archive.articles import Entry
    from audit.archive.store import Archive
    from audit.group import Problems

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
        typer.Argument(metavar="PATH...", help="Files and folders: texts, pages, JSON Lines, CSV, Parquet."),
    ],
    archive: ArchivePlace = None,
    vectors: Annotated[
        bool,
        typer.Option(
            "--vectors/--no-vectors",
            help="Whether articles are found from other languages, too: it takes longer.",
        ),
    ] = True,
    config: Config = None,
    use_config: UseConfig = True,
) -> None:
    """Put articles into the archive, and make it where there is none.

    What is there already changes nothing; another text of an article is a correction, and the one before
    stays in its history. Exit code 0, or 2 where something could not be read; the rest is added all the same.
    """
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
        for done in opened.add(articles(paths, lambda folder: root_of(settings.of(folder)), problems)):
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


def _named(archive: Archive, name: str) -> list[Entry]:
    """The articles that go by a name: a key, an address or a path."""
    return list(archive.entries("key = ? OR url = ? OR place = ?", [name, name, name]))


def _line(one: Entry) -> str:
    date = one.date.isoformat() if one.date else "-" * 10
    said = (date, one.lang or "?", one.outlet, one.name, one.title)
    return "  ".join(word for word in said if word)


def _end(problems: Problems) -> None:
    fatal = [one for one in problems if one.fatal]
    for one in fatal:
        warn(f"could not read {one.path}: {one.message}")
    raise typer.Exit(2 if fatal else 0)
