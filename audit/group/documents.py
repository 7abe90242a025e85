"""Which documents come of a file, and which stories of files?"""

from __future__ import annotations

from pathlib import Path

from audit.deadline import OutOfTimeError, within
from audit.group.originals import by_name
from audit.group.planned import STANDARD_INPUT, STANDARD_INPUT_NAME, PlannedStory, PlannedVersion
from audit.group.problems import ADDRESS, Problems, is_address
from audit.group.renderer import as_rendered
from audit.group.stub import stubs
from audit.group.tags import CODE, language_in_name
from audit.language.detection import detect_language
from audit.load import Loaded, LoadError, NothingToJudgeError, PartlyReadError, load, load_bytes
from audit.model import Document, Element, Role, Story


def read(planned: PlannedStory, problems: Problems, standard_input: bytes | None = None) -> tuple[Story, ...]:
    """The story with its files read, and those that a file of several documents holds; none where nothing
    could be read. What is wrong goes to `problems`."""
    stories: dict[str, list[Document]] = {}
    planned = as_rendered(planned)
    for version in planned.versions:
        for document, story in documents(version, problems, standard_input):
            stories.setdefault(story or planned.id, []).append(document)
    if planned.judges_originals:
        stories = {name: _translated(planned, versions, problems) for name, versions in stories.items()}
    else:
        stories = {name: list(by_name(versions)) for name, versions in stories.items()}
    return tuple(
        Story(story, tuple(versions), planned.relation, judged=judged)
        for story, versions in stories.items()
        for judged in (_judged(planned, versions),)
        if judged is None or judged
    )


def _translated(planned: PlannedStory, versions: list[Document], problems: Problems) -> list[Document]:
    """The versions without those that are put there for a translation to come."""
    left = stubs(versions, planned.versions[0].formats)
    for one in left:
        problems.report(one.document.source.path, f"not translated yet: {one.why}", fatal=False)
    return [version for version in versions if not any(one.document is version for one in left)]


def _judged(planned: PlannedStory, versions: list[Document]) -> frozenset[str] | None:
    """The versions on trial; None where their roles tell."""
    if planned.only:
        return frozenset(version.id for version in versions if version.source.path in planned.only)
    return frozenset(version.id for version in versions) if planned.judges_originals else None


def documents(
    planned: PlannedVersion, problems: Problems, standard_input: bytes | None = None
) -> list[tuple[Document, str]]:
    """The documents of a file, each with the story that the file says it belongs to ("" where it does not);
    none where it cannot be read, whatever happens on the way. One that is too large is a problem of its own,
    not of the whole file."""
    if planned.data is None and is_address(planned.path):
        problems.report(planned.path, ADDRESS)
        return []
    try:
        seconds = planned.formats.limits.file_seconds
        return within(seconds, lambda: _documents(planned, problems, standard_input))
    except OutOfTimeError as error:
        problems.report(planned.path, f"cannot be read: it {error}")
        return []
    except Exception as error:  # what a reader meets must not take the other files with it
        problems.report(planned.path, f"cannot be read: {type(error).__name__}: {error}")
        return []


def _documents(
    planned: PlannedVersion, problems: Problems, standard_input: bytes | None
) -> list[tuple[Document, str]]:
    try:
        if planned.data is not None:
            loaded = load_bytes(planned.data, planned.path, planned.format, planned.formats)
        elif planned.path == STANDARD_INPUT:
            loaded = load_bytes(standard_input or b"", STANDARD_INPUT_NAME, settings=planned.formats)
        else:
            loaded = load(Path(planned.path), planned.path, planned.formats, planned.inside)
    except PartlyReadError as error:
        for fault in error.faults:
            problems.report(fault.path, fault.reason)
        loaded = error.loaded
    except LoadError as error:
        problems.report(error.path, error.reason, fatal=not isinstance(error, NothingToJudgeError))
        return []
    for reservation in dict.fromkeys(said for one in loaded for said in one.reservations):
        problems.report(planned.path, reservation, fatal=False)
    source = loaded[0].source
    if source.encoding not in ("utf-8", "ascii"):
        reason = f"read as {source.encoding}; newsrooms' tools expect UTF-8"
        problems.report(source.path, reason, fatal=False)
    most = planned.formats.limits.article_bytes
    return [
        (_document(one, planned, problems), one.story)
        for one in loaded
        if not _too_large(one, most, problems)
    ]


def _too_large(loaded: Loaded, most: int, problems: Problems) -> bool:
    if len(loaded.text) <= most:
        return False
    line, column = loaded.source.line_column(0)
    article = f"#{loaded.name} " if loaded.name else ""
    reason = f"{article}is larger than an article: expected at most {most:,} characters"
    problems.report(f"{loaded.source.path}:{line}:{column}", reason)
    return True


def _document(loaded: Loaded, planned: PlannedVersion, problems: Problems) -> Document:
    """What is told (by a story.toml, by a layout) wins over the file's name, the name over the file itself,
    that over what a configuration says, and all of them over a guess.

    Where a file holds several documents, each states its language itself; the name tells none.
    """
    name = f"{planned.id}#{loaded.name}" if loaded.name else planned.id
    source, own, told, otherwise = loaded.source, loaded.stated, planned.told, planned.otherwise
    in_name = language_in_name(source.path)
    if in_name in CODE and in_name != (own.lang or otherwise.lang or detect_language(loaded.text)):
        in_name = ""
    named = own.lang if loaded.name else told.lang or in_name or own.lang
    lang = named or told.lang or otherwise.lang or detect_language(loaded.text)
    if not lang:
        problems.report(
            source.path,
            "its language could not be told: state lang in front matter, story.toml or [[overrides]]",
        )
    return Document(
        id=name,
        text=loaded.text,
        source=source,
        lang=lang,
        role=told.role or own.role or otherwise.role or Role.TRANSLATION,
        origin=told.origin or own.origin or otherwise.origin,
        date=told.date or own.date or otherwise.date,
        outlet=told.outlet or own.outlet or otherwise.outlet,
        identity="" if loaded.name else told.identity or own.identity or otherwise.identity,
        elements=tuple(
            Element(one.kind, one.value, one.span._replace(document=name)) for one in loaded.elements
        ),
        fields=loaded.fields,
    )
