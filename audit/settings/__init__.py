"""What did the user ask for?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import Any

from audit.group import StorySettings
from audit.limits import LIMITS, LimitSettings
from audit.load import DEFAULT, FormatSettings
from audit.model import Severity
from audit.settings.budgets import Overspent, overspent
from audit.settings.choice import choose, choose_at
from audit.settings.errors import ConfigError, SelectionError
from audit.settings.reader import ReaderSettings
from audit.settings.schema import Budget, Override

__all__ = [
    "COMMAND_LINE",
    "Budget",
    "ConfigError",
    "Override",
    "Overspent",
    "ReaderSettings",
    "Scores",
    "SelectionError",
    "Settings",
    "choose",
    "choose_at",
    "overspent",
]

# How the origin of a value reads that came with the command.
COMMAND_LINE = "command line"


class Scores(IntEnum):
    """How much is to be known of each version beside its findings: nothing; its verdict; everything, with
    the facts that it states, for the reports that show who says what."""

    NONE = 0
    VERDICTS = 1
    ALL = 2


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices of one run, or of one folder where configuration files say them.

    `select` and `ignore` hold names of rules, topics, MQM categories (or their dimensions) and
    severities; an empty `select` means every stable rule. `packs` are the packs that may speak, whatever
    else is selected, by name or topic; None is those that `select` chooses. `rules` are further folders of
    rules.
    `rules_version` is the version of the catalogue that the run keeps to, "" for the present one.
    `fail_on` is the mildest severity that makes the run fail, None that nothing does; `budgets` allow some
    texts more. `severity` are those
    that rules have here, by name, `parameters` what is said to their detectors, `house_words` lists
    of the house's words by language ("any"), relative to `root`. `exclude` and the paths of
    `overrides` are patterns as in a .gitignore, relative to `root`. `stories` tells how files become
    stories, `formats` what of structured ones is prose, `limits` how much of them is read and for how long.
    `files` are the configuration files that were read,
    nearest first; `origins` tell for keys such as "severity.spacing" where the value was said
    ("audit.toml:3"). `decisions` lets what was decided on findings count; `changed_since` names a git
    revision: only what changed since is judged. `cache` keeps results with the user's own and takes them from
    there. `processes` 0 means one a core, once there is enough to do. `scores` tells how much is asked
    beside findings; `every_metric` asks for TER in stories of many versions too, where it costs most;
    `support` asks for a map of how far the siblings bear out each word. `reader` is a language model that is
    asked to mark what needs meaning; None, as nobody is asked unless somebody says so.
    """

    select: tuple[str, ...] = ()
    packs: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    rules: tuple[Path, ...] = ()
    rules_version: str = ""
    fail_on: Severity | None = Severity.MAJOR
    budgets: tuple[Budget, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    parameters: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    house_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exclude: tuple[str, ...] = ()
    overrides: tuple[Override, ...] = ()
    stories: StorySettings = field(default_factory=StorySettings)
    formats: FormatSettings = DEFAULT
    limits: LimitSettings = LIMITS
    root: Path | None = None
    files: tuple[str, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    scores: Scores = Scores.ALL
    every_metric: bool = False
    support: bool = False
    reader: ReaderSettings | None = None
    decisions: bool = True
    changed_since: str = ""
    cache: bool = False
    processes: int = 1
