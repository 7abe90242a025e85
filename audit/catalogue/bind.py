"""How do a project's own parameters reach a rule?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from audit.catalogue import Detector, detector, parameters_of
from audit.catalogue.detectors import convert
from audit.catalogue.tables import TableError, read_table
from audit.model import Rule, Stage
from audit.settings.errors import ConfigError, meant

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
        every[name] = replace(rule, params=params, stage=stage)
    return tuple(every.values())


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
