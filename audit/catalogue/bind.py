"""How do a project's own parameters reach a rule?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from audit.catalogue import Detector, detector, house_words, parameters_of
from audit.catalogue.detectors import convert
from audit.catalogue.tables import TableError, read_table
from audit.model import Rule, Stage, primary
from audit.settings.errors import ConfigError, meant

# The rules that speak of a house's own words: those that it does not write, and those of a glossary.
_WORDS, _TERMS = "house-word", "house-term"
_ANY = "any"

# Where a key of the configuration stands, as messages show it.
PlaceOf = Callable[[str], str]


def bind(
    rules: Iterable[Rule], parameters: Mapping[str, Mapping[str, Any]], root: Path, place_of: PlaceOf
) -> tuple[Rule, ...]:
    """The rules with what `[parameters.RULE]` of a configuration file says over what their own files say.

    A rule that is given parameters is asked for: one in preview becomes stable. Tables are files below
    `root`. Raises ConfigError for a rule or parameter that does not exist, or a value of the wrong kind.
    """
    every = {rule.name: rule for rule in rules}
    for name, given in parameters.items():
        key = f"parameters.{name}"
        rule = every.get(name)
        if rule is None:
            raise ConfigError(place_of(key), f"{name!r} is no rule: see audit rules.{meant(name, every)}")
        params = dict(rule.params)
        for parameter, value in given.items():
            place = place_of(f"{key}.{parameter}")
            params[parameter] = _value(detector(rule.detector), parameter, value, root, place)
        stage = Stage.STABLE if rule.stage is Stage.PREVIEW else rule.stage
        # Whoever asks for it has it in whatever version of the catalogue the run keeps to.
        every[name] = replace(rule, params=params, stage=stage, releases=None)
    return tuple(every.values())


class Housed(NamedTuple):
    """The rules with a house's own words; by language ("" for any) patterns of words that are right; what of
    the lists could not be read, by their path."""

    rules: tuple[Rule, ...]
    right: Mapping[str, tuple[str, ...]]
    notes: tuple[tuple[str, str], ...]


def house(rules: Iterable[Rule], lists: Mapping[str, Iterable[str]], root: Path, place_of: PlaceOf) -> Housed:
    """The rules with the words of `[house-words]`: files or folders below `root` by the language they are
    for, or "any". Raises ConfigError for one that is not there or that nobody understands."""
    rows: list[Mapping[str, str]] = []
    terms: list[Mapping[str, str]] = []
    right: dict[str, tuple[str, ...]] = {}
    notes: list[tuple[str, str]] = []
    for tag, names in lists.items():
        lang = "" if tag == _ANY else tag
        for name in names:
            place = place_of(f"house-words.{tag}")
            if not (root / name).resolve().is_relative_to(root.resolve()):
                raise ConfigError(place, f"expected a list below {root}, found {name!r}")
            try:
                words = house_words.read(root / name, root)
            except TableError as error:
                raise ConfigError(place, str(error)) from None
            rows += [
                {**row, "lang": row.get("lang") or lang}
                for row in words.rows
                if _of(row.get("lang", ""), lang)
            ]
            terms += [row for row in words.terms if _of(row["target_lang"], lang)]
            right[lang] = (*right.get(lang, ()), *words.right)
            notes += [(str(root / name), note) for note in words.notes]
    every = {rule.name: rule for rule in rules}
    for name, table in ((_WORDS, tuple(rows)), (_TERMS, tuple(terms))):
        if table and name in every:
            rule = every[name]
            # A table of our own holds the words of the examples; one that a configuration gave stays.
            given = rule.params["table"] if rule.stage is Stage.STABLE else ()
            params = {**rule.params, "table": (*given, *table) if isinstance(given, tuple) else table}
            every[name] = replace(rule, params=params, stage=Stage.STABLE, releases=None)
    return Housed(tuple(every.values()), right, tuple(notes))


def _of(stated: str, lang: str) -> bool:
    """Whether words that state their language are for that of the list they stand in."""
    return not stated or not lang or primary(stated) == primary(lang)


def _value(detect: Detector, name: str, value: object, root: Path, place: str) -> object:
    types, known = parameters_of(detect)
    if name not in known:
        expected = ", ".join(sorted(known)) or "none"
        raise ConfigError(place, f"no such parameter: expected one of {expected}.{meant(name, known)}")
    if name == "table":
        if not isinstance(value, str) or not (root / value).resolve().is_relative_to(root.resolve()):
            raise ConfigError(place, f"expected a table below {root}, found {value!r}")
        try:
            return read_table(root / value, root)
        except TableError as error:
            raise ConfigError(place, str(error)) from None
    try:
        return convert(value, types[name])
    except ValueError as error:
        raise ConfigError(place, f"{str(error)[:1].lower()}{str(error)[1:]}") from None
