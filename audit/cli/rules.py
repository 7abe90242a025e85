"""Which rules are there, what does one want, and do their examples hold?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from audit.cli.options import NoColor, RuleFolders, Width
from audit.cli.output import console, fail, say, told
from audit.cli.usage import perhaps

if TYPE_CHECKING:
    from audit.model import Rule

group = typer.Typer(help="List the rules, show one, run their examples.", rich_markup_mode=None)


def _names(begun: str) -> list[str]:
    """The names of our own rules that begin so, for a shell that completes them."""
    from audit import catalogue

    return [rule.name for rule in catalogue.load() if rule.name.startswith(begun)]


Name = Annotated[
    str,
    typer.Argument(metavar="RULE", help="The name of a rule, as a report prints it.", autocompletion=_names),
]


def register(app: typer.Typer) -> None:
    app.command()(explain)
    app.add_typer(group, name="rules")


def explain(name: Name, rules: RuleFolders = None, no_color: NoColor = False, width: Width = None) -> None:
    """Say why a rule exists, with examples."""
    _page(name, rules, no_color=no_color, width=width, parameters=False)


@group.callback(invoke_without_command=True)
def rules_alone(
    context: typer.Context, rules: RuleFolders = None, no_color: NoColor = False, width: Width = None
) -> None:
    """List the rules by topic; further commands show one and run the examples."""
    if context.invoked_subcommand is None:
        list_rules(rules, no_color, width)


@group.command("list")
def list_rules(
    rules: RuleFolders = None,
    no_color: NoColor = False,
    width: Width = None,
    since: Annotated[
        str,
        typer.Option(
            metavar="VERSION",
            help="Those alone that speak, or are graver, since this version of the catalogue.",
            show_default=False,
        ),
    ] = "",
) -> None:
    """List the rules by topic."""
    from audit import catalogue
    from audit.report import rulebook
    from audit.settings import Settings, choose

    with told():
        every = catalogue.load(rules or ())
        if since:
            then = {rule.name: rule.severity for rule in choose(every, Settings(rules_version=since))}
            every = tuple(
                rule for rule in choose(every, Settings()) if then.get(rule.name) is not rule.severity
            )
    screen = console(no_color=no_color, width=width)
    with screen.capture() as captured:
        rulebook.table(every, screen)
    say(captured.get())


@group.command()
def show(name: Name, rules: RuleFolders = None, no_color: NoColor = False, width: Width = None) -> None:
    """Explain a rule, with its detector and its parameters."""
    _page(name, rules, no_color=no_color, width=width, parameters=True)


@group.command("test")
def run_examples(
    path: Annotated[
        Path | None, typer.Argument(metavar="[PATH]", help="A rule, or a folder of them; default: our own.")
    ] = None,
) -> None:
    """Run the examples that rules carry. Exit code 0: all hold; 1: some do not; 2: a rule cannot be read."""
    from audit import catalogue
    from audit.catalogue.rule_file import example_line
    from audit.report.wording import plural
    from audit.rulecheck import check_rule

    with told():
        every = catalogue.load_folder(path or catalogue.rules_folder())
    examples = failures = 0
    for rule in every:
        for outcome in check_rule(rule):
            examples += 1
            if outcome.failure:
                failures += 1
                place = _shown(rule.path)
                if outcome.number is not None:
                    place += f":{example_line(rule, outcome.number)}"
                say(f"{place}: {outcome.example}: {outcome.failure}\n")
    say(f"{plural(len(every), 'rule')}, {plural(examples, 'example')}, {plural(failures, 'failure')}\n")
    raise typer.Exit(int(failures > 0))


def _shown(path: str) -> str:
    """A path as short as it is from where the person stands."""
    here = Path.cwd()
    return str(Path(path).relative_to(here)) if Path(path).is_relative_to(here) else path


def _page(
    name: str, folders: list[Path] | None, *, no_color: bool, width: int | None, parameters: bool
) -> None:
    from audit.report import rulebook

    rule = _named(name, folders)
    screen = console(no_color=no_color, width=width)
    with screen.capture() as captured:
        rulebook.page(rule, screen, parameters=parameters)
    say(captured.get())


def _named(name: str, folders: list[Path] | None) -> Rule:
    """The rule of a name, present or former; a near miss is answered with what was perhaps meant."""
    from audit import catalogue

    with told():
        every = catalogue.load(folders or ())
    for rule in every:
        if name == rule.name or name in rule.aliases:
            return rule
    fail(f"no rule is called {name!r}{perhaps(name, (rule.name for rule in every)) or ': see audit rules'}")
