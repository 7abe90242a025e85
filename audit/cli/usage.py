"""How does a command name what it takes, and what was perhaps meant by what it does not know?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

import typer
from typer.core import TyperArgument, TyperCommand

if TYPE_CHECKING:
    from typer import _click


Choice = TypeVar("Choice", bound=StrEnum)


def perhaps(word: str, known: Iterable[str]) -> str:
    """The known words that a wrong one is near to, begins, or is short for (md), as the end of a message; ""
    for none."""
    words = list(known)
    begun = [one for one in words if word and one.startswith(word)]
    begun = begun or [one for one in words if word and one[0] == word[0] and _in_order(word, one)]
    near = (begun or get_close_matches(word, words, n=3))[:3]
    return f": perhaps {', '.join(near)}?" if near else ""


def _in_order(letters: str, word: str) -> bool:
    rest = iter(word)
    return all(letter in rest for letter in letters)


def named(choices: type[Choice]) -> Callable[[str], Choice]:
    """What reads one of `choices`; a word that is none is answered with those it is near to, or with all."""

    def read(word: str) -> Choice:
        if word in tuple(choices):
            return choices(word)
        meant = perhaps(word, choices) or f": expected one of {', '.join(choices)}"
        raise typer.BadParameter(f"there is no {word!r}{meant}")

    return read


class Command(TyperCommand):
    """A command whose help says PATH..., as its manual does, without the Python type that typer adds."""

    def collect_usage_pieces(self, ctx: _click.Context) -> list[str]:
        named = [param.display_name_raw for param in self.get_params(ctx) if isinstance(param, TyperArgument)]
        return [self.options_metavar or "", *named]

    def format_options(self, ctx: _click.Context, formatter: _click.HelpFormatter) -> None:
        arguments: list[tuple[str, str]] = []
        options: list[tuple[str, str]] = []
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record is None:
                continue
            if isinstance(param, TyperArgument):
                arguments.append((param.display_name_raw, record[1].removesuffix("[required]").rstrip()))
            else:
                options.append(record)
        for title, rows in (("Arguments", arguments), ("Options", options)):
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)


def plain(app: typer.Typer) -> None:
    """Give every command of `app`, and of its groups, this help."""
    for command in app.registered_commands:
        if not issubclass(command.cls or TyperCommand, Command):
            command.cls = Command
    for group in app.registered_groups:
        if group.typer_instance is not None:
            plain(group.typer_instance)
