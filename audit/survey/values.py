"""What does a survey of a repository say?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

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
