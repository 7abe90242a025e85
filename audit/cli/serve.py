"""What does a CMS ask over HTTP, and who may?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from audit.cli.extras import needs
from audit.cli.judging import configuration
from audit.cli.options import ArchivePlace, Config, Ignore, RuleFolders, Select, UseConfig
from audit.cli.output import fail, tell, told, warn

if TYPE_CHECKING:
    from audit.serve.kept import Kept

_SCOPES = "check, decide, sign, override, gate"

Store = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="URL",
        envvar="AUDIT_SERVE_STORE",
        help="Where checks, decisions and sign-offs are kept: a file of SQLite or postgresql://…;"
        " default: the project's .audit/serve.sqlite.",
        show_default=False,
    ),
]

group = typer.Typer(
    help="Answer a CMS over HTTP: checks, decisions, sign-offs, and what may be published.",
    rich_markup_mode=None,
    invoke_without_command=True,
)
token = typer.Typer(
    help="The tokens by which systems are let in.", rich_markup_mode=None, no_args_is_help=True
)
group.add_typer(token, name="token")


def register(app: typer.Typer) -> None:
    app.add_typer(group, name="serve")


@group.callback()
def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0: any that is free.")] = 8420,
    store: Store = None,
    archive: ArchivePlace = None,
    workers: Annotated[
        int, typer.Option(min=1, max=64, metavar="N", help="Processes that judge, each some 300 MB.")
    ] = 1,
    waiting: Annotated[
        int, typer.Option(min=0, metavar="N", help="Checks that may wait; beyond it the answer is 503.")
    ] = 100,
    waiting_each: Annotated[
        int, typer.Option(min=0, metavar="N", help="Of them, those of one token; beyond it 429.")
    ] = 64,
    seconds: Annotated[
        float, typer.Option(min=0.1, metavar="SECONDS", help="After which a check is stopped: 504.")
    ] = 30.0,
    keep: Annotated[float, typer.Option(min=0.01, metavar="HOURS", help="How long checks are kept.")] = 24.0,
    select: Select = None,
    ignore: Ignore = None,
    rules: RuleFolders = None,
    config: Config = None,
    use_config: UseConfig = True,
) -> None:
    """Answer a CMS over HTTP until it is stopped. Every request but for its health needs a token."""
    if context.invoked_subcommand:
        return
    needs("serve", "starlette", "desk")
    from audit.archive.place import of_project, to_read
    from audit.run import Auditor
    from audit.serve.running import serve as answer
    from audit.serve.worker import WorkerSetup
    from audit.serve.workers import QueueLimits
    from audit.settings import Settings

    settings = configuration(
        Settings(decisions=False),
        select=select,
        ignore=ignore,
        rules=rules,
        config=config,
        use_config=use_config,
    ).of(Path.cwd())
    place = _store(store)
    with told():
        Auditor(settings)  # what is wrong with rules and configuration is told before anybody asks
        siblings = to_read(archive) if archive else of_project(str(Path.cwd()))
    with _kept(place) as kept:
        if not kept.tokens():
            warn("nobody is let in yet: audit serve token add NAME makes a token")
    limits = QueueLimits(workers, waiting, waiting_each, seconds=seconds)
    try:
        answer(
            WorkerSetup(settings, siblings),
            limits,
            place,
            (host, port),
            int(keep * 3600),
            lambda address: warn(f"answers at {address}"),
        )
    except OSError as error:
        fail(f"{host}:{port}: cannot listen there: {error.strerror or error}")


@token.command()
def add(
    name: Annotated[str, typer.Argument(help="Which system, or which role in it, the token is for.")],
    scope: Annotated[
        list[str] | None,
        typer.Option(metavar="WORD", help=f"What it allows, repeatable: {_SCOPES}; default: check and gate."),
    ] = None,
    store: Store = None,
) -> None:
    """Make a token and print it, once: only its hash is kept."""
    needs("serve", "starlette", "desk")
    from audit.serve.signing import now
    from audit.serve.tokens import BearerToken, Scope, fresh, hashed

    wanted = scope or ["check", "gate"]
    if unknown := [one for one in wanted if one not in list(Scope)]:
        fail(f"--scope {unknown[0]}: expected one of {_SCOPES}")
    if not name.isprintable() or not name.strip():
        fail("expected a name of one line")
    secret = fresh()
    with _kept(_store(store)) as kept:
        if not kept.add_token(BearerToken(name, frozenset(map(Scope, wanted)), now()), hashed(secret)):
            fail(f"there is a token {name} already: audit serve token remove {name} lets it go")
    tell(secret)


@token.command("list")
def list_tokens(store: Store = None) -> None:
    """List the tokens: name, what each allows, since when."""
    needs("serve", "starlette", "desk")
    with _kept(_store(store)) as kept:
        for one in kept.tokens():
            tell(f"{one.name}  {', '.join(sorted(one.scopes))}  {one.added}")


@token.command()
def remove(name: Annotated[str, typer.Argument(help="The name of the token.")], store: Store = None) -> None:
    """Let a token go: nobody gets in with it any more, at once."""
    needs("serve", "starlette", "desk")
    with _kept(_store(store)) as kept:
        if not kept.remove_token(name):
            fail(f"there is no token {name}")
    tell(f"removed {name}")


def _store(said: str | None) -> str:
    """The store that is named or the project's."""
    from audit.decide.places import FOLDER, find_root

    return said or str(find_root(Path.cwd() / "serve.sqlite") / FOLDER / "serve.sqlite")


@contextmanager
def _kept(place: str) -> Iterator[Kept]:
    """What a server keeps; where it cannot be reached a clear line and exit code 2."""
    from audit.serve.kept import Kept

    with told():
        kept = Kept(place)
    try:
        yield kept
    finally:
        kept.close()
