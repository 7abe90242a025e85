"""Which story do texts make that are given as values, and not as files?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from audit.group.documents import documents
from audit.group.planned import PlannedVersion
from audit.group.problems import Problems
from audit.load import DEFAULT, FormatSettings, Metadata
from audit.model import Document, Problem, Relation, Role, Story


@dataclass(frozen=True, slots=True)
class GivenText:
    """A text as a value: its words, or the bytes of a file in a `format` that is read (".docx", ".html").

    `id` is its name in the story and in what is said of it. `lang` is guessed where it is not told; `role`
    says whether it is the original or a reference, `origin` the language that it was translated from.
    """

    id: str
    text: str | bytes
    format: str = ".txt"
    lang: str = ""
    role: Role = Role.TRANSLATION
    origin: str = ""
    outlet: str = ""
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class GivenStory:
    """A story as a value: its texts, how they relate where that is known, and the ids of those on trial; None
    is all but originals and references."""

    id: str
    texts: tuple[GivenText, ...]
    relation: Relation | None = None
    judged: frozenset[str] | None = None


def given_story(
    given: GivenStory, formats: FormatSettings = DEFAULT
) -> tuple[Story | None, tuple[Problem, ...]]:
    """The story with its texts read, and what could not be; None where no text is left to be judged."""
    problems = Problems()
    versions: list[Document] = []
    judged: set[str] = set()
    for text in _each(given.texts, problems):
        for version, _ in documents(_planned(text, formats), problems):
            versions.append(version)
            if given.judged is None or text.id in given.judged:
                judged.add(version.id)
    story = Story(
        given.id, tuple(versions), given.relation, judged=None if given.judged is None else frozenset(judged)
    )
    for id_ in sorted((given.judged or frozenset()) - {text.id for text in given.texts}):
        problems.report(given.id, f"no text in it is called {id_}, which was to be judged")
    if not given.texts:
        problems.report(given.id, "no text in it: expected one at least")
    return (story if judged else None), tuple(problems)


def _each(texts: Iterable[GivenText], problems: Problems) -> Iterable[GivenText]:
    """The texts whose names tell them apart."""
    taken: set[str] = set()
    for text in texts:
        if text.id in taken:
            problems.report(text.id, "two texts of one story are called so: only the first was read")
            continue
        taken.add(text.id)
        yield text


def _planned(text: GivenText, formats: FormatSettings) -> PlannedVersion:
    data = text.text.encode("utf-8", "replace") if isinstance(text.text, str) else text.text
    told = Metadata(text.lang, text.role, text.origin, text.date, text.outlet)
    return PlannedVersion(text.id, text.id, told, formats=formats, data=data, format=text.format)
