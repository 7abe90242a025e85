"""Who signs for an article, and which articles are signed?"""

from __future__ import annotations

import datetime as dt
import os
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from audit.cli.judging import configuration, judged
from audit.cli.options import Against, Config, ManySiblings, Original, Paths, Reference, UseConfig
from audit.cli.output import fail, tell, warn

if TYPE_CHECKING:
    from pathlib import Path

    from audit.model import Document, Run, Story


class ReviewKind(StrEnum):
    """What was done: a person read it, or somebody with the say over it controlled it."""

    HUMAN_REVIEW = "human-review"
    EDITORIAL_CONTROL = "editorial-control"


class SourceType(StrEnum):
    """IPTC's digital source types that a text may have."""

    HUMAN = "digitalCreation"
    EDITED = "humanEdits"
    MACHINE = "trainedAlgorithmicMedia"
    COMPOSITE = "compositeWithTrainedAlgorithmicMedia"
    ALGORITHM = "algorithmicMedia"


class SignedFormat(StrEnum):
    """How records are shown: a line an article, or the last record of each as a line of JSON, as it is or as
    a news object of ninjs."""

    TEXT = "text"
    JSON = "json"
    NINJS = "ninjs"


def register(app: typer.Typer) -> None:
    app.command(cls=ManySiblings)(sign)
    app.command()(signed)


def sign(
    article: Annotated[str, typer.Argument(metavar="FILE", help="The article as it is to be published.")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who signs: a person.", show_default=False)],
    role: Annotated[str, typer.Option(metavar="TEXT", help="What that person is in the house.")] = "",
    competence: Annotated[str, typer.Option(metavar="TEXT", help="Why that person can tell.")] = "",
    kind: Annotated[ReviewKind, typer.Option(help="What was done.")] = ReviewKind.HUMAN_REVIEW,
    facts: Annotated[bool, typer.Option("--facts-checked", help="The facts were checked.")] = False,
    sources: Annotated[
        bool, typer.Option("--sources-checked", help="It was read beside its source.")
    ] = False,
    changes: Annotated[bool, typer.Option("--changes-made", help="The reviewer changed the text.")] = False,
    authority: Annotated[
        bool, typer.Option("--authority-to-reject", help="The reviewer could have stopped it.")
    ] = False,
    ai: Annotated[
        str | None,
        typer.Option("--ai", metavar="SYSTEM", help="AI was used: which system.", show_default=False),
    ] = None,
    ai_step: Annotated[
        list[str] | None, typer.Option("--ai-step", metavar="TEXT", help="For what, such as translation.")
    ] = None,
    source_type: Annotated[
        SourceType | None,
        typer.Option(
            "--source-type", metavar="TYPE", help=f"IPTC's digital source type: {', '.join(SourceType)}."
        ),
    ] = None,
    responsible: Annotated[
        str, typer.Option("--responsible", metavar="NAME", help="Who answers for what is published.")
    ] = "",
    contact: Annotated[str, typer.Option("--contact", metavar="URL", help="Where to reach them.")] = "",
    override: Annotated[
        str,
        typer.Option("--override", metavar="REASON", help="Why it is published against a verdict of block."),
    ] = "",
    url: Annotated[str, typer.Option("--url", metavar="URL", help="Where the article is published.")] = "",
    against: Against = None,
    reference: Reference = None,
    original: Original = None,
    config: Config = None,
    use_config: UseConfig = True,
) -> None:
    """Sign for an article: a record of who checked what, beside its decisions in .audit.

    The article is judged first as by audit check. What the record says of the review is what is said here:
    nothing of it is filled in by the program. A later change of the text voids it (audit signed). Exit code 1
    where the verdict is block and no reason to override it is given.
    """
    from audit.settings import Settings
    from audit.signoff import (
        AiUse,
        Responsible,
        Review,
        Reviewer,
        SignOffError,
        Statement,
        add,
        record_of,
    )
    from audit.signoff.record import NEWSCODES

    if not by.strip():
        fail("who signs? --by NAME: a record without a person is none")
    if ai is not None and not ai.strip():
        fail("which AI was used? --ai SYSTEM; without it the record says that none was")
    ai_system = (ai or "").strip()
    said_words = (by, role, competence, ai_system, *(ai_step or ()), responsible, contact, override, url)
    if any(one and not is_address(one) for one in (contact, url)):
        fail("expected an address that begins with https:// or http:// in --contact and --url")
    if any(not word.isprintable() for word in said_words):
        fail("expected words of one line in what is said of the review, found signs that cannot be printed")
    settings = configuration(Settings(), config=config, use_config=use_config)
    undecided = configuration(Settings(decisions=False), config=config, use_config=use_config)
    run, before = (
        judged(
            [article],
            each,
            siblings=tuple(against or ()),
            references=tuple(reference or ()),
            originals=tuple(original or ()),
        )
        for each in (settings, undecided)
    )
    story, version = _one(run, article)
    _refuse(run, story, version, override)
    said = Statement(
        Review(
            kind.value,
            Reviewer(by.strip(), role, competence),
            dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            facts,
            sources,
            changes,
            authority,
        ),
        AiUse(
            bool(ai_system or ai_step),
            ai_system,
            tuple(ai_step or ()),
            f"{NEWSCODES}{source_type.value}" if source_type else "",
        ),
        Responsible(responsible, "", contact),
        override,
        url,
    )
    try:
        record = add(_shelf(version), lambda last: record_of(run, before, story, version, said, last))
    except SignOffError as error:
        fail(str(error))
    label = "readers are to be told of AI" if record.disclosure.required else "no label needed"
    tell(f"{article}: signed by {record.review.reviewer.name} ({record.verdict})")
    tell(f"{label}: {record.disclosure.basis}")


def signed(
    paths: Paths,
    output: Annotated[
        SignedFormat,
        typer.Option(
            "--format", help="json: the last record of each, a line each; ninjs: the same as news objects."
        ),
    ] = SignedFormat.TEXT,
) -> None:
    """Say which articles are signed, by whom, and whether that still holds.

    Exit code 0 where it holds for all of them, else 1; 2 where something could not be read.
    """
    import msgspec

    from audit.cli.output import told
    from audit.decide.places import keyed
    from audit.group import group
    from audit.model import Role
    from audit.report.wording import plural
    from audit.settings import Settings
    from audit.settings.roots import root_of
    from audit.signoff import SignOffError, as_ninjs, read, standing

    settings = configuration(Settings())
    with told():
        grouped = group(paths, None, lambda folder: root_of(settings.of(folder)))
    held = broken = 0
    for problem in (one for one in grouped.problems if one.fatal):
        warn(f"could not read {problem.path}: {problem.message}")
    for story in keyed(grouped.stories):
        for version in story.versions:
            if version.role is not Role.TRANSLATION:
                continue
            try:
                one = standing(read(_shelf(version)), version.text)
            except SignOffError as error:
                fail(str(error))
            held += one.holds
            broken += not one.holds
            if output is not SignedFormat.TEXT and one.record:
                shown = as_ninjs(one.record) if output is SignedFormat.NINJS else one.record
                tell(msgspec.json.encode(shown).decode())
            elif output is SignedFormat.TEXT:
                who = (
                    f"signed by {one.record.review.reviewer.name}, {one.record.review.at}"
                    if one.record
                    else ""
                )
                tell(f"{version.source.path}: {who if one.holds else f'not signed: {one.why}'}")
    if output is SignedFormat.TEXT:
        tell(f"{held} of {plural(held + broken, 'article')} signed")
    raise typer.Exit(2 if any(problem.fatal for problem in grouped.problems) else int(broken > 0))


def is_address(said: str) -> bool:
    """Whether it is an address of the web with a host."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(said)
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and bool(parts.hostname) and " " not in said


def _one(run: Run, article: str) -> tuple[Story, Document]:
    """The one article that was judged, or a clear line and exit code 2."""
    found = [
        (story, version)
        for story in run.stories
        for version in story.versions
        if os.path.realpath(version.source.path) == os.path.realpath(article)
    ]
    fatal = next((problem for problem in run.problems if problem.fatal), None)
    if fatal:
        fail(f"could not read {fatal.path}: {fatal.message}")
    if len(found) != 1:
        fail(f"{article}: expected a file with one article, found {len(found)}")
    return found[0]


def _refuse(run: Run, story: Story, version: Document, override: str) -> None:
    from audit.model import Verdict
    from audit.signoff.made import verdict_of

    if verdict_of(run, story, version) is Verdict.BLOCK and not override.strip():
        warn(
            f"{version.source.path}: the verdict is block; mend it, decide on its findings (audit decide), or"
            " say why it is published all the same: --override REASON"
        )
        raise typer.Exit(1)


def _shelf(version: Document) -> Path:
    from audit.decide.places import path_of
    from audit.signoff.shelf import shelf_of

    return shelf_of(path_of(version))
