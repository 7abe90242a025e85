"""How is a value of a configuration called, and where was it said?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

# As the values nest: ("overrides", 0, "paths").
Key = tuple[str | int, ...]


class Setting(NamedTuple):
    """A value under its key; `place` is a file with its line, "command line" or "default"."""

    key: tuple[str | int, ...]
    value: Any
    place: str

    @property
    def name(self) -> str:
        """The key as messages write it: severity.spacing, overrides[0].paths."""
        return dotted(self.key)


def dotted(key: Key) -> str:
    """A key as messages write it: overrides[1].severity.spacing."""
    return "".join(_parts(key))


def _parts(key: Key) -> Iterator[str]:
    for at, part in enumerate(key):
        yield f"[{part}]" if isinstance(part, int) else f".{part}" if at else part
