"""What does a file, or a table about it, state about a version?"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from audit.load.errors import LoadError
from audit.model import Role
from audit.text import shorten

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is stated about a version; empty where nothing is."""

    lang: str = ""
    role: Role | None = None
    origin: str = ""
    date: dt.date | None = None
    outlet: str = ""


def metadata(fields: dict[Any, Any], place: str) -> Metadata:
    """Read the fields the auditor knows; others belong to the site and are left alone."""
    return Metadata(
        lang=language(fields.get("lang", fields.get("language")), f"{place}: lang"),
        role=role(fields.get("role"), f"{place}: role"),
        origin=language(fields.get("origin"), f"{place}: origin"),
        date=day(fields.get("date"), f"{place}: date"),
        outlet=words(fields.get("outlet"), f"{place}: outlet"),
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


def _shown(value: object) -> str:
    """A value as a message shows it: collections by kind, since aliases in YAML can make them endless."""
    return f"a {type(value).__name__}" if isinstance(value, list | dict) else shorten(repr(value), 60)
