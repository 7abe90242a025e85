"""Which rules do the words of the settings choose, how severe are they, and when does a run fail?"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from audit.globs import Globs
from audit.model import Rule, Severity, Stage, version_key
from audit.settings.errors import SelectionError, meant
from audit.version import CATALOGUE

if TYPE_CHECKING:
    from audit.settings import Settings
    from audit.settings.schema import Override

Select = tuple[str, ...]
# None: those that are selected.
Packs = tuple[str, ...] | None


def choose(rules: Iterable[Rule], settings: Settings) -> tuple[Rule, ...]:
    """The rules that `settings` select anywhere, by name, as severe as they are to be.

    Raises SelectionError for a word that fits no rule, and for a version that the catalogue never had.
    """
    every = tuple(rules)
    _check(every, settings)
    here = _severe(_pinned(every, settings), settings.severity)
    chosen = [
        rule
        for rule in here
        if any(_selected(rule, *chosen) for chosen in _selections(settings))
        and not any(_fits(rule, word) for word in settings.ignore)
    ]
    return tuple(chosen)


def choose_at(rules: Iterable[Rule], settings: Settings, path: str) -> tuple[Rule, ...]:
    """Those of the chosen `rules` that hold for the text at `path`, by the overrides that name it."""
    overrides = overrides_at(settings, path)
    if not overrides and not any(one.select or one.packs is not None for one in settings.overrides):
        return tuple(rules)
    select = next((one.select for one in reversed(overrides) if one.select), settings.select)
    packs = next((one.packs for one in reversed(overrides) if one.packs is not None), settings.packs)
    ignore = [word for one in overrides for word in one.ignore]
    severity = {name: severity for one in overrides for name, severity in one.severity.items()}
    return tuple(
        rule
        for rule in _severe(rules, severity)
        if _selected(rule, select, packs) and not any(_fits(rule, word) for word in ignore)
    )


def overrides_at(settings: Settings, path: str) -> tuple[Override, ...]:
    """The overrides that name the text at `path`, in the file's order."""
    if not settings.overrides or settings.root is None:
        return ()
    relative = relative_to(path, settings.root)
    if relative is None:
        return ()
    return tuple(one for one in settings.overrides if Globs(one.paths).match(relative))


def relative_to(path: str, root: Path) -> str | None:
    """`path` as seen from `root`, with slashes; None where it lies elsewhere."""
    folder, name = os.path.split(path)
    try:
        return (_real(folder, Path.cwd()) / name).relative_to(root).as_posix()
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def _real(folder: str, working: Path) -> Path:
    """Where a folder, as seen from the working one, really is."""
    return Path(os.path.realpath(folder))


def _selections(settings: Settings) -> Iterator[tuple[Select, Packs]]:
    """What may be selected for a text: of several overrides one may say the rules and another the packs."""
    selects = [settings.select, *(one.select for one in settings.overrides if one.select)]
    packs = [settings.packs, *(one.packs for one in settings.overrides if one.packs is not None)]
    return product(selects, packs)


def _pinned(rules: tuple[Rule, ...], settings: Settings) -> tuple[Rule, ...]:
    """The rules as the version of the catalogue has them that the settings keep to."""
    version = settings.rules_version
    if version in ("", CATALOGUE):  # the present one, whose rules no table lists before it is released
        return rules
    known = {one.version for rule in rules for one in rule.releases or ()} | {CATALOGUE}
    if version not in known:
        place = settings.origins.get("rules-version", "")
        expected = ", ".join(sorted(known, key=version_key))
        said = f"{place}: rules-version" if place else "rules-version"
        raise SelectionError(f"{said}: expected one of {expected}, found {version!r}")
    return tuple(rule.as_of(version) for rule in rules)


def _severe(rules: Iterable[Rule], severity: Mapping[str, Severity]) -> tuple[Rule, ...]:
    """The rules with their severities of here, by name or former name."""
    if not severity:
        return tuple(rules)
    return tuple(
        replace(rule, severity=severity[name]) if name else rule
        for rule in rules
        for name in (next((one for one in (rule.name, *rule.aliases) if one in severity), ""),)
    )


def _selected(rule: Rule, select: Select, packs: Packs) -> bool:
    if rule.stage is Stage.RETIRED:
        return False
    if rule.pack and packs is not None:
        return any(word in packs for word in _pack_words(rule))
    if not select:
        return rule.stage is Stage.STABLE
    named = rule.name in select or any(alias in select for alias in rule.aliases)
    return named or (rule.stage is Stage.STABLE and any(_fits(rule, word) for word in select))


def _fits(rule: Rule, word: str) -> bool:
    return word in _words(rule)


def _pack_words(rule: Rule) -> tuple[str, ...]:
    """What a pack can be called by in `packs`."""
    return (rule.name, *rule.aliases, rule.topic)


def _words(rule: Rule) -> tuple[str, ...]:
    """What a rule can be called by in `select` and `ignore`."""
    dimension = rule.category.split("/")[0]
    return (rule.name, *rule.aliases, rule.topic, rule.category, dimension, rule.severity)


def _check(rules: tuple[Rule, ...], settings: Settings) -> None:
    """Every word of the settings names something."""
    names = {name for rule in rules for name in (rule.name, *rule.aliases)}
    words = {word for rule in rules for word in _words(rule)} | set(Severity)
    packs = {word for rule in rules if rule.pack for word in _pack_words(rule)}
    for key, word in _said(settings):
        place = settings.origins.get(key, "")
        if place:
            # An item of a list on the command line has no key of its own to point at.
            place = f"{place}: {key.partition('[')[0] if '.' not in key else key}: "
        if ".severity." in f".{key}":
            if word not in names:
                reason = f"{place}{word!r} is no rule: see audit rules."
                raise SelectionError(reason + meant(word, names))
        elif "packs[" in key:
            if word not in packs:
                reason = f"{place}{word!r} is no pack: expected one of {', '.join(sorted(packs))}."
                raise SelectionError(reason + meant(word, packs))
        elif word not in words:
            reason = f"{place}{word!r} is no rule, topic, category or severity: see audit rules."
            raise SelectionError(reason + meant(word, words))


def _said(settings: Settings) -> Iterator[tuple[str, str]]:
    """Every word of a rule, with the key it stands under."""
    yield from _words_of("", settings)
    for number, override in enumerate(settings.overrides):
        yield from _words_of(f"overrides[{number}].", override)


def _words_of(prefix: str, part: Settings | Override) -> Iterator[tuple[str, str]]:
    for key, words in (("select", part.select), ("packs", part.packs or ()), ("ignore", part.ignore)):
        yield from ((f"{prefix}{key}[{number}]", word) for number, word in enumerate(words))
    yield from ((f"{prefix}severity.{name}", name) for name in part.severity)
