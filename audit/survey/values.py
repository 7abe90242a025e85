"""What does a survey of a repository say, and what a count of its translations?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from audit.model import Problem, Role


@dataclass(frozen=True, slots=True)
class Site:
    """A site whose configuration (`evidence`) tells its layout."""

    folder: str
    layout: str
    evidence: str
    source_lang: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SurveyedText:
    """A version: `uncompared` says why no sibling stands beside it, or what of it only is compared."""

    path: str
    lang: str
    role: Role
    origin: str
    uncompared: str


@dataclass(frozen=True, slots=True)
class SurveyedStory:
    """A story with the layout that made it: "" a file alone, "folder" a newsroom's folder."""

    id: str
    layout: str
    texts: tuple[SurveyedText, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """Rules for translations from some languages, and how many of the texts are such."""

    rule: str
    origins: tuple[str, ...]
    texts: int


@dataclass(frozen=True, slots=True)
class Survey:
    """All that was found. `files` are the configuration files in force; `rules` how many rules can speak of a
    text in each language found, "any" those that need none."""

    stories: tuple[SurveyedStory, ...]
    sites: tuple[Site, ...]
    files: tuple[str, ...]
    rules: tuple[tuple[str, int], ...]
    packs: tuple[Pack, ...]
    skipped: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]

    @property
    def texts(self) -> tuple[SurveyedText, ...]:
        return tuple(text for story in self.stories for text in story.texts)

    @property
    def languages(self) -> tuple[tuple[str, int], ...]:
        """The languages of the texts with their numbers, the commonest first; "" where not told."""
        counts = Counter(text.lang for text in self.texts)
        return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


class State(StrEnum):
    """What became of a page in a language: it is translated; its original changed since; it is not there; its
    original is not there."""

    TRANSLATED = "translated"
    STALE = "stale"
    MISSING = "missing"
    ORPHANED = "orphaned"


class SurveyedPage(NamedTuple):
    """A page in a language: its path, or that of its original where it is missing."""

    path: str
    state: State


class Spoken(NamedTuple):
    """A language and its pages, by path."""

    lang: str
    pages: tuple[SurveyedPage, ...]

    def count(self, state: State) -> int:
        return sum(page.state is state for page in self.pages)

    @property
    def share(self) -> float:
        """Which part of the originals is translated and up to date, 0 to 1; 1 where there is none."""
        every = len(self.pages) - self.count(State.ORPHANED)
        return self.count(State.TRANSLATED) / every if every else 1.0


class Coverage(NamedTuple):
    """How many originals there are, in which language, and the other languages by name."""

    source_lang: str
    originals: int
    languages: tuple[Spoken, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def share(self) -> float:
        """The mean of the languages' shares."""
        return sum(one.share for one in self.languages) / len(self.languages) if self.languages else 1.0
