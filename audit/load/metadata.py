"""What does a file, or a table about it, state about a version?"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from audit.load.errors import LoadError
from audit.model import Role
from audit.text import shorten

# The fields in which an article says which one it is.
_IDENTITY = ("id", "uuid", "guid", "uid")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


Stated = TypeVar("Stated")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is stated about a version; empty where nothing is. `identity` is an id of the article's own."""

    lang: str = ""
    role: Role | None = None
    origin: str = ""
    date: dt.date | None = None
    outlet: str = ""
    identity: str = ""


def metadata(fields: Mapping[Any, Any], place: str, *, strict: bool = True) -> Metadata:
    """Read the fields the auditor knows; others belong to the site and are left alone.

    Where the fields are a site's own (not `strict`), one that says something else by the same name is
    no error and states nothing.
    """

    def ask(read: Callable[[object, str], Stated], *names: str) -> Stated:
        value = next((fields[name] for name in names if fields.get(name) is not None), None)
        try:
            return read(value, f"{place}: {names[0]}")
        except LoadError:
            if strict:
                raise
            return read(None, place)

    return Metadata(
        lang=ask(language, "lang", "language"),
        role=ask(role, "role"),
        origin=ask(language, "origin"),
        date=ask(day, "date"),
        outlet=ask(words, "outlet"),
        identity=_identity(fields),
    )


def language(value: object, place: str) -> str:
    """A BCP 47 tag, "" for none; the primary subtag in lower case."""
    if value is None or value == "":
        return ""
    if value is False:  # YAML 1.1 reads Norwegian's "no" as false
        return "no"
    if not isinstance(value, str) or not _LANGUAGE.fullmatch(value):
        raise LoadError(place, f"expected a language tag such as en or sr-ME, found {_shown(value)}")
    primary, *rest = value.replace("_", "-").split("-")
    return "-".join((primary.lower(), *rest))


def role(value: object, place: str) -> Role | None:
    if value is None:
        return None
    if isinstance(value, str) and value in tuple(Role):
        return Role(value)
    raise LoadError(place, f"expected one of {', '.join(Role)}, found {_shown(value)}")


def day(value: object, place: str) -> dt.date | None:
    if value is None or value == "":
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.datetime.fromisoformat(str(value) if isinstance(value, str | int) else "").date()
    except ValueError:
        raise LoadError(place, f"expected a date such as 2024-10-03, found {_shown(value)}") from None


def words(value: object, place: str) -> str:
    """A line of text, "" for none."""
    if isinstance(value, list | dict):
        raise LoadError(place, f"expected a line of text, found {_shown(value)}")
    return "" if value is None else " ".join(str(value).split())


def _identity(fields: Mapping[Any, Any]) -> str:
    """By which name an article states that it is known; a site's fields of another kind are none."""
    stated = (fields.get(name) for name in _IDENTITY)
    names = (one for one in stated if isinstance(one, str | int) and not isinstance(one, bool))
    return next((str(one).strip() for one in names), "")


def _shown(value: object) -> str:
    """A value as a message shows it: collections by kind, since aliases in YAML can make them endless."""
    return f"a {type(value).__name__}" if isinstance(value, list | dict) else shorten(repr(value), 60)
