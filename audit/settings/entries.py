"""Which values hold, and where was each of them said?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from audit.settings.entry import Key, Setting
from audit.settings.files import SaidConfiguration
from audit.settings.schema import LISTS, ConfigurationFile

_DEFAULT = "default"


def entries(said: SaidConfiguration) -> tuple[Setting, ...]:
    """Every value of the effective settings in the order of the schema; tables by their keys."""
    return tuple(_entries(said))


def _entries(said: SaidConfiguration) -> Iterator[Setting]:
    default = msgspec.to_builtins(ConfigurationFile())
    tables = []
    for name, value in default.items():
        if name == "extends" or (value is None and name not in said.values):
            continue  # said once, or nothing that a file could say
        if isinstance(value, dict) or name in LISTS:
            tables.append(name)
        else:
            yield _entry(said, (name,), said.values.get(name), value)
    for name in tables:
        stated = said.values.get(name, {})
        if name in LISTS:
            for number, table in enumerate(stated):
                for key, value in _flat((name, number), table):
                    yield _entry(said, key, value, None)
        else:
            for key, value in {**default[name], **stated}.items():
                yield _entry(said, (name, key), stated.get(key), value)


def _flat(above: Key, table: dict[str, Any]) -> Iterator[tuple[Key, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat((*above, key), value)
        else:
            yield (*above, key), value


def _entry(said: SaidConfiguration, key: Key, stated: Any, default: Any) -> Setting:
    if stated is None:
        return Setting(key, default, _DEFAULT)
    return Setting(key, stated, said.origins.get(key, _DEFAULT))
