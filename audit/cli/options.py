"""Which options do several commands share?"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.models import OptionInfo

from audit.cli.usage import Command, named
from audit.report.formats import Format

if TYPE_CHECKING:
    from typer import _click


class FigureStyle(StrEnum):
    """How figures and differences are shown."""

    RICH = "rich"
    TEXT = "text"
    JSON = "json"


class FailOn(StrEnum):
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"
    NEVER = "never"


_MANY = ("--against", "--reference")


class ManySiblings(Command):
    """`--against` and `--reference` take every path up to the next option, as a shell's `other/*.txt` gives
    them."""

    def parse_args(self, ctx: _click.Context, args: list[str]) -> list[str]:
        spread: list[str] = []
        inside = empty = ""
        for word in args:
            if word in _MANY:
                if empty:
                    break  # two in a row: the parser says that the first one wants a path
                inside = empty = word
                continue
            if word.startswith("-") and word != "-":
                inside = ""
            spread += [inside, word] if inside else [word]
            empty = "" if inside else empty
        return super().parse_args(ctx, [*spread, empty] if empty else spread)


Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH...", help="Folders (each a story), files, or - for standard input."),
]
Against = Annotated[
    list[str] | None,
    typer.Option(
        metavar="PATH...", help="Siblings of the one article given: all paths up to the next option."
    ),
]
Reference = Annotated[
    list[str] | None,
    typer.Option(
        metavar="PATH...",
        help="Trusted siblings, such as a professional's translation: their word alone is enough.",
    ),
]
Original = Annotated[
    list[str] | None,
    typer.Option(metavar="FILE", help="What the one article given translates, in whatever language."),
]
Select = Annotated[
    list[str] | None,
    typer.Option(metavar="WORD", help="Only these rules, topics, categories or severities: a,b or repeated."),
]
Ignore = Annotated[list[str] | None, typer.Option(metavar="WORD", help="All but these.")]
RuleFolders = Annotated[
    list[Path] | None, typer.Option("--rules", metavar="DIR", help="A further folder of rules.")
]
_DEFAULT = "Default: rich in a terminal, text elsewhere."


def _format(choices: type[Format] | type[FigureStyle]) -> OptionInfo:
    """`--format` with the words of `choices`."""
    given: OptionInfo = typer.Option(
        "--format",
        metavar="FORMAT",
        parser=named(choices),
        help=f"{', '.join(choices)}. {_DEFAULT}",
        show_default=False,
    )
    return given


Shown = Annotated[Format | None, _format(Format)]
ShownFigures = Annotated[FigureStyle | None, _format(FigureStyle)]
Width = Annotated[
    int | None, typer.Option(min=40, metavar="N", help="Columns of the rich report.", show_default=False)
]
NoColor = Annotated[
    bool, typer.Option("--no-color", help="No colours; NO_COLOR in the environment says the same.")
]
Signatures = Annotated[
    bool, typer.Option("--signatures", help="How each figure was reckoned, so that others can repeat it.")
]
Output = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write the report into a file.", show_default=False)
]
Outputs = Annotated[
    list[str] | None,
    typer.Option(
        "--output",
        metavar="[FORMAT=]PATH",
        help="Write the report into a file; with FORMAT= a further one. Repeatable; - is standard output.",
        show_default=False,
    ),
]
Jobs = Annotated[
    int,
    typer.Option(min=0, metavar="N", help="Processes; 0 is one a core, once there is enough to do for them."),
]
UseDecisions = Annotated[
    bool, typer.Option("--decisions/--no-decisions", help="Whether what was decided on findings counts.")
]
By = Annotated[
    str | None, typer.Option(metavar="NAME", help="Who decides; default: your login.", show_default=False)
]
Config = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="This configuration, whatever lies nearer to the texts.", show_default=False
    ),
]
UseConfig = Annotated[
    bool, typer.Option("--config-files/--no-config", help="Whether audit.toml and pyproject.toml count.")
]
ChangedSince = Annotated[
    str,
    typer.Option(
        metavar="REV",
        help="Only what changed since this git revision: new and changed lines.",
        show_default=False,
    ),
]
UseCache = Annotated[
    bool,
    typer.Option(
        "--cache/--no-cache",
        envvar="AUDIT_CACHE",
        help="Take from your cache folder what equal stories came to before.",
    ),
]
Reader = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        envvar="AUDIT_READER",
        help="A language model that marks what needs meaning: an endpoint as OpenAI's, http://127.0.0.1:8080/v1.",
        show_default=False,
    ),
]
ReaderModel = Annotated[
    str,
    typer.Option(
        metavar="NAME",
        envvar="AUDIT_READER_MODEL",
        help="Which model of the reader's endpoint; a key for it goes into AUDIT_READER_KEY.",
        show_default=False,
    ),
]
SparkMaster = Annotated[
    str | None,
    typer.Option(
        "--spark",
        metavar="MASTER",
        help="Judge on Spark: local[4], spark://host:7077, yarn (needs the extra spark, and Java).",
        show_default=False,
    ),
]
ArchivePlace = Annotated[
    str | None,
    typer.Option(
        "--archive",
        metavar="URL",
        envvar="AUDIT_ARCHIVE",
        help="The archive, a file of SQLite or postgresql://…; default: the project's .audit/archive.sqlite.",
        show_default=False,
    ),
]
NoArchive = Annotated[
    bool, typer.Option("--no-archive", help="Look for no siblings in the project's archive.")
]
ReaderSeconds = Annotated[
    float,
    typer.Option(min=1, metavar="N", help="How long the reader may take for everything."),
]
