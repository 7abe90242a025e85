"""What is to be measured, on which data?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from audit.cli.judging import reader_of
from audit.cli.options import (
    Ignore,
    NoColor,
    Output,
    Reader,
    ReaderModel,
    ReaderSeconds,
    RuleFolders,
    Select,
    Width,
)
from audit.cli.output import console, deliver, fail, progress, told

# Of a folder only these are read; a file named is read whatever its name.
_ENDINGS = (".jsonl", ".jsonl.gz", ".tsv", ".tsv.gz", ".decisions")
# Beside how many siblings, where nothing is said: in tables, and in a sheet.
_SIBLINGS, _OF_SHEET = "0,1,2,3,5,all", "3"


def register(app: typer.Typer) -> None:
    app.command()(measure)


def measure(
    data: Annotated[
        list[Path], typer.Argument(metavar="DATA...", help="Files of docs/measuring.md, or folders of them.")
    ],
    docs: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="So many documents of each set, drawn at random.")
    ] = None,
    siblings: Annotated[
        str | None,
        typer.Option(
            metavar="K,...",
            help="Numbers of siblings drawn at random; 0 is the text alone.",
            show_default=f"{_SIBLINGS}; of a sheet {_OF_SHEET}",
        ),
    ] = None,
    seed: Annotated[int, typer.Option(help="Another seed draws other siblings and documents.")] = 0,
    with_references: Annotated[
        bool, typer.Option("--with-references", help="Human references may be siblings too.")
    ] = False,
    given_alignment: Annotated[
        bool, typer.Option("--given-alignment", help="Align segments by number, for comparison.")
    ] = False,
    select: Select = None,
    ignore: Ignore = None,
    rules: RuleFolders = None,
    listed: Annotated[bool, typer.Option("--list", help="Every finding, and what people thought.")] = False,
    confidence: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Write what was measured of each rule: confidence.tsv of a folder of rules."
        ),
    ] = None,
    sample: Annotated[
        int | None,
        typer.Option(
            min=1, metavar="N", help="In place of tables a sheet of so many majors, to be read by hand."
        ),
    ] = None,
    minor: Annotated[bool, typer.Option("--minor", help="With --sample: minor findings, too.")] = False,
    reader: Reader = None,
    reader_model: ReaderModel = "",
    reader_seconds: ReaderSeconds = 600,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    no_color: NoColor = False,
    width: Width = None,
    output: Output = None,
    processes: Annotated[
        int, typer.Option("--processes", "--jobs", min=0, help="How many at once; 0 is one a core.")
    ] = 0,
) -> None:
    """Measure findings and scores against what people said of the same texts.

    Exit code 0, or 2 where data or rules cannot be read or a rule crashed.
    """
    from audit.measure.every import measure as run_measure
    from audit.measure.every import sample as draw_sample
    from audit.measure.read import DataError
    from audit.measure.work import Choices
    from audit.report import measure as report
    from audit.settings import Settings

    settings = Settings(
        select=_words(select), ignore=_words(ignore), rules=tuple(rules or ()), processes=processes
    )
    choices = Choices(
        rules=(),
        siblings=_numbers(siblings or (_SIBLINGS if sample is None else _OF_SHEET)),
        seed=seed,
        references=with_references,
        given=given_alignment,
        listed=listed,
        reader=reader_of(reader, reader_model, reader_seconds),
    )
    files, folders = _files(data, articles=choices.reader is not None)
    with told(), progress() as report_progress:
        try:
            if sample is not None:
                drawn = draw_sample(
                    files,
                    settings,
                    choices,
                    sample,
                    minor=minor,
                    documents=docs,
                    progress=report_progress,
                )
                deliver(drawn, output)
                return
            measured = run_measure(
                files, settings, choices, documents=docs, progress=report_progress, folders=folders
            )
        except DataError as error:
            fail(str(error))
    if confidence is not None:
        from audit.measure.confidence import save

        try:
            save(confidence, measured.precisions, measured.signature)
        except OSError as error:
            fail(f"{confidence}: cannot be written: {error.strerror}")
    if as_json:
        deliver(report.to_json(measured), output)
    else:
        screen = console(no_color=no_color, width=width, output=output)
        with screen.capture() as captured:
            report.render(measured, screen)
        deliver(captured.get(), output)
    raise typer.Exit(2 if measured.problems else 0)


def _words(given: list[str] | None) -> tuple[str, ...]:
    return tuple(word.strip() for words in given or () for word in words.split(",") if word.strip())


def _numbers(given: str) -> tuple[int | None, ...]:
    """The numbers of siblings of "3,all"; None is all."""
    words = [word.strip() for word in given.split(",") if word.strip()]
    if not words or not all(word == "all" or word.isdecimal() for word in words):
        fail(f"--siblings takes numbers and the word all, such as 0,3,all: found {given!r}")
    return tuple(dict.fromkeys(None if word == "all" else int(word) for word in words))


def _files(given: list[Path], *, articles: bool) -> tuple[list[Path], list[Path]]:
    """The files of data named, and those in the folders named; and folders that hold none, which are a
    newsroom's `articles` where these are to be read."""
    found: list[Path] = []
    folders: list[Path] = []
    for path in given:
        if path.is_dir():
            inside = sorted(one for one in path.iterdir() if one.name.endswith(_ENDINGS))
            found += inside
            if articles and not inside:
                folders.append(path)
        elif path.is_file():
            found.append(path)
        else:
            fail(f"{path}: there is no such file")
    return found, folders
