"""What may a configuration file say?"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

from audit.limits import LIMITS
from audit.model import Role, Severity

LayoutName = Literal["auto", "folder", "single", "hugo", "docusaurus", "mkdocs", "astro", "jekyll", "locales"]
Glob = Annotated[str, msgspec.Meta(min_length=1)]
FailOn = Literal["minor", "major", "critical", "never"]
Limit = Annotated[int, msgspec.Meta(ge=1)]


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """A table of a configuration file: its fields are the keys, in kebab-case, strict."""


class Override(Section, frozen=True):
    """What holds for the texts under some paths, and only there.

    `select` and `packs` take the place of the file's own, the others add to what is said for every path.
    `lang`, `origin` and `role` hold where a text itself says nothing.
    """

    paths: tuple[Glob, ...]
    select: tuple[str, ...] = ()
    packs: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    severity: dict[str, Severity] = {}
    lang: str = ""
    origin: str = ""
    role: Role | None = None


class Budget(Section, frozen=True):
    """How much some texts may have before a run fails: in all `findings` of `fail_on` or graver.

    Without `paths` and `languages` it is for all texts. Without `fail_on` the file's own holds.
    """

    paths: tuple[Glob, ...] = ()
    languages: tuple[str, ...] = ()
    fail_on: FailOn | None = None
    findings: Annotated[int, msgspec.Meta(ge=0)] = 0


class Stories(Section, frozen=True):
    """How files become stories. In `pattern`, a list within the list holds patterns whose texts belong
    together: the same {story} by any of them is one story."""

    pattern: str | tuple[str | tuple[str, ...], ...] = ()
    layout: LayoutName = "auto"
    languages: tuple[str, ...] = ()
    source_lang: str = ""
    roles: dict[str, Role] = {}

    @property
    def sets(self) -> tuple[tuple[str, ...], ...]:
        """The patterns as sets."""
        every = (self.pattern,) if isinstance(self.pattern, str) else self.pattern
        return tuple((one,) if isinstance(one, str) else one for one in every)


class FormatsSection(Section, frozen=True):
    """What of a structured file is prose; empty is the formats' own choice."""

    front_matter: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    columns: dict[str, tuple[str, ...]] = {}
    messages: bool = False


class Limits(Section, frozen=True):
    """How large, deep and slow what is read may be."""

    article_bytes: Limit = LIMITS.article_bytes
    collection_bytes: Limit = LIMITS.collection_bytes
    front_matter_characters: Limit = LIMITS.front_matter_characters
    levels: Limit = LIMITS.levels
    values: Limit = LIMITS.values
    rule_seconds: Limit = LIMITS.rule_seconds
    story_seconds: Limit = LIMITS.story_seconds
    file_seconds: Limit = LIMITS.file_seconds


# Those of the keys that are lists of tables: several files' follow one another.
LISTS = ("overrides", "budgets")


class ConfigurationFile(Section, frozen=True):
    """A whole file. A new section is a Section of its own, declared where it is used, and a line here."""

    extends: str | tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    packs: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    rules_version: str = ""
    fail_on: FailOn = "major"
    severity: dict[str, Severity] = {}
    parameters: dict[str, dict[str, Any]] = {}
    house_words: dict[str, str | tuple[str, ...]] = {}
    exclude: tuple[Glob, ...] = ()
    stories: Stories = Stories()
    formats: FormatsSection = FormatsSection()
    limits: Limits = Limits()
    overrides: tuple[Override, ...] = ()
    budgets: tuple[Budget, ...] = ()
