"""Which story does a row say, and which row does what it came to make?

Nothing is raised for a row: what is wrong with it is a problem of what comes of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, NamedTuple, TypeVar

from audit.cache import digest
from audit.group import GivenStory, GivenText
from audit.model import Judged, Problem, Relation, Role
from audit.report.rows import finding_rows, problem_rows, score_rows

# The columns of a story and the fields of its texts, those that a row must have first.
STORY_COLUMNS = ("id", "texts", "relation", "judged")
TEXT_FIELDS = ("id", "text", "format", "lang", "role", "origin", "outlet", "date")
# The columns of a result.
RESULT_COLUMNS = ("digest", "story", "findings", "scores", "problems")

Choice = TypeVar("Choice", bound=Enum)


class RowError(ValueError):
    """What a row says in one place is not what was expected there."""


class RowStory(NamedTuple):
    """What a row says: its story, None where there is none, what is wrong with it, and the name by which both
    go."""

    id: str
    story: GivenStory | None
    problems: tuple[Problem, ...]


def story_of(row: Mapping[str, Any]) -> RowStory:
    """The story of a row. A text that cannot be one is left out; of a row whose own columns are not as
    expected there is no story."""
    id_ = row.get("id")
    name = id_ if isinstance(id_, str) else ""
    try:
        story = GivenStory(
            _words(id_, "id"),
            (),
            _one_of(Relation, row.get("relation"), "relation"),
            None if row.get("judged") is None else frozenset(_ids(row["judged"])),
        )
        texts = _many(row.get("texts"), "texts")
    except RowError as error:
        return RowStory(name, None, (Problem(name, str(error)),))
    read: list[GivenText] = []
    problems: list[Problem] = []
    for number, said in enumerate(texts, 1):
        try:
            read.append(text_of(said))
        except RowError as error:
            problems.append(Problem(_name(said) or name, f"text {number}: {error}"))
    return RowStory(name, GivenStory(story.id, tuple(read), story.relation, story.judged), tuple(problems))


def text_of(said: object) -> GivenText:
    """The text of a struct. Raises RowError with the field."""
    if not isinstance(said, Mapping):
        raise RowError(f"expected a struct with {', '.join(TEXT_FIELDS)}, found {_kind(said)}")
    text = said.get("text")
    if not isinstance(text, str | bytes):
        raise RowError(f"text: expected words or bytes, found {_kind(text)}")
    role = _one_of(Role, said.get("role"), "role")
    return GivenText(
        _words(said.get("id"), "id"),
        text,
        _said(said, "format") or ".txt",
        _said(said, "lang"),
        Role.TRANSLATION if role is None else role,
        _said(said, "origin"),
        _said(said, "outlet"),
        _day(said.get("date")),
    )


def digest_of(row: Mapping[str, Any], said: RowStory, signature: str) -> str:
    """The key of what a row comes to: 40 hexadecimal digits of its story and of `signature`, which stands for
    all else that counts (`Auditor.signature`)."""
    if said.story is not None and not said.problems:
        return digest(signature, said.story).hex()
    return digest(signature, [repr(row.get(name)) for name in STORY_COLUMNS]).hex()


def result_of(key: str, said: RowStory, judged: Judged) -> dict[str, Any]:
    """The row of what a story came to."""
    problems = (*said.problems, *judged.problems)
    return {
        "digest": key,
        "story": said.id,
        "findings": finding_rows(judged),
        "scores": score_rows(judged),
        "problems": problem_rows(judged._replace(problems=problems)),
    }


def _many(value: object, name: str) -> list[object]:
    if isinstance(value, list | tuple):
        return list(value)
    raise RowError(f"{name}: expected a list, found {_kind(value)}")


def _ids(value: object) -> Iterator[str]:
    return (_words(one, "judged") for one in _many(value, "judged"))


def _words(value: object, name: str) -> str:
    if isinstance(value, str) and value:
        return value
    raise RowError(f"{name}: expected words, found {_kind(value)}")


def _said(said: Mapping[str, Any], name: str) -> str:
    """A field that may say nothing."""
    value = said.get(name)
    return "" if value is None or value == "" else _words(value, name)


def _one_of(kind: type[Choice], value: object, name: str) -> Choice | None:
    if value is None or value == "":
        return None
    try:
        return kind(value)
    except ValueError:
        expected = ", ".join(str(one.value) for one in kind)
        raise RowError(f"{name}: expected one of {expected}, found {value!r:.60}") from None


def _day(value: object) -> dt.date | None:
    if value is None or value == "":
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        if isinstance(value, str):
            return dt.date.fromisoformat(value[: len("2026-01-01")])
    except ValueError:
        pass
    raise RowError(f"date: expected a day such as 2026-03-31, found {value!r:.60}")


def _name(said: object) -> str:
    name = said.get("id") if isinstance(said, Mapping) else None
    return name if isinstance(name, str) else ""


def _kind(value: object) -> str:
    if value is None:
        return "nothing"
    if value == "":
        return "no words"
    if isinstance(value, bytes):
        return "bytes that are no text"
    return f"{type(value).__name__} {value!r:.60}"
