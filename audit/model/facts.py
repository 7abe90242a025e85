"""What may a version state, so that versions can be compared?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from audit.model.places import Span


class NameKind(StrEnum):
    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a version states. `value` is normalised, so that detectors compare values, not strings."""

    span: Span
    value: str


F = TypeVar("F", bound=Fact)


@dataclass(frozen=True, slots=True)
class Name(Fact):
    """A mention of a person, place or organisation.

    `value` is the mention without title and possessive ending; `entity` the fullest form of the same
    name in this document ("Hale" -> "Robert Hale"); `title` the words that introduce it, lower case;
    `gender` is "f", "m" or "" where neither the given name nor the title tells.
    """

    kind: NameKind = NameKind.OTHER
    entity: str = ""
    title: str = ""
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Number(Fact):
    """A quantity. `amount` in units of one ("8 billion" is 8e9); `unit` is "", "percent", an ISO 4217
    currency code or the lower-case noun counted; `approximate` after "about", "nearly", "more than"."""

    amount: float = 0.0
    unit: str = ""
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Spelled(Fact):
    """A number in words of a language of which nobody knows what it counts: "devětatřicetiletý", "两百人"."""

    amount: float = 0.0


class Calendar(StrEnum):
    """In which calendar a date is stated. A year of the Persian, Islamic or Ethiopian one lies in two common
    years, and a day of the Islamic one may be another where the moon is looked for."""

    COMMON = "common"
    BUDDHIST = "buddhist"
    PERSIAN = "persian"
    ISLAMIC = "islamic"
    ETHIOPIC = "ethiopic"


@dataclass(frozen=True, slots=True)
class When(Fact):
    """A date, weekday or clock time as far as stated; `value` is ISO 8601 with dashes for what is not.

    All are those of the common calendar; a year alone is the first of those in which a year of `calendar`
    lies.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    minute: int | None = None
    calendar: Calendar = Calendar.COMMON


@dataclass(frozen=True, slots=True)
class Quotation(Fact):
    """Words between quotation marks; the span covers the marks, `value` is the words lower-cased.

    `speaker` is the entity the attribution names, "" where none is stated.
    """

    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Pronoun(Fact):
    """A third-person pronoun or possessive. `value` is he, she, it or they.

    `candidates` are the entities it can refer to, likeliest first; `sure` when only one person is in reach.
    """

    candidates: tuple[str, ...] = ()
    sure: bool = False
