"""What did the user ask for?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from audit.model import Rule, Severity, Stage


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices of one run.

    `select` and `ignore` hold names of rules, topics, MQM categories (or their dimensions) and
    severities; an empty `select` means every stable rule. `rules` are further folders of rules.
    `fail_on` is the mildest severity that makes the run fail; `processes` 0 means one a core.
    `every_metric` asks for TER and consensus in stories of many versions too, where they cost most.
    `decisions` lets what was decided on findings count.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: tuple[Path, ...] = ()
    fail_on: Severity = Severity.MAJOR
    score: bool = True
    every_metric: bool = False
    decisions: bool = True
    processes: int = 1


class SelectionError(ValueError):
    """A word in `select` or `ignore` that names nothing."""


def choose(rules: Iterable[Rule], settings: Settings) -> tuple[Rule, ...]:
    """The rules `settings` select, by name. Raises SelectionError for a word that fits no rule."""
    every = tuple(rules)
    for word in (*settings.select, *settings.ignore):
        if not any(_fits(rule, word) for rule in every):
            raise SelectionError(f"{word!r} is no rule, topic, category or severity: see audit rules")
    selected = [rule for rule in every if _selected(rule, settings.select)]
    return tuple(rule for rule in selected if not any(_fits(rule, word) for word in settings.ignore))


def _selected(rule: Rule, select: tuple[str, ...]) -> bool:
    if rule.stage is Stage.RETIRED:
        return False
    if not select:
        return rule.stage is Stage.STABLE
    named = rule.name in select or any(alias in select for alias in rule.aliases)
    return named or (rule.stage is Stage.STABLE and any(_fits(rule, word) for word in select))


def _fits(rule: Rule, word: str) -> bool:
    words = (rule.name, *rule.aliases, rule.topic, rule.category, rule.category.split("/")[0], rule.severity)
    return word in words
