"""What is a passage worth in the light of what its siblings say in its place?

Each utility is another answer, by its name: `chrf` counts n-grams, `consensus` (the default) is a small
model of several such measures fitted to professional judgements, `vectors` compares the words' meanings by
vectors of an optional package, `neural:PATH` asks a COMET checkpoint on this machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

DEFAULT = "consensus"
NAMES = ("chrf", "consensus", "vectors", "neural:PATH")


class UtilityError(ValueError):
    """A utility that is not there: an unknown name, a package or a checkpoint that is missing."""


class Unit(NamedTuple):
    """What a version says, what each sibling says in its place, and the original where the story has it."""

    said: str
    siblings: tuple[str, ...]
    original: str = ""


class Utility(Protocol):
    """Calling it gives one figure for each unit, on a scale of 0 to 100; more is better.

    `langs` are the languages it is made for, empty for any. `signature` says what a figure of it rests on.
    """

    langs: frozenset[str]
    signature: str

    def __call__(self, units: Sequence[Unit]) -> list[float]: ...


@lru_cache(maxsize=4)
def find(name: str) -> Utility:
    """The utility of that name. Raises UtilityError, which says what is missing and how to get it."""
    # Each is loaded when asked for: they bring numpy, or models that take seconds.
    kind, _, path = name.partition(":")
    if name == "chrf":
        from audit.score.plain import Chrf

        return Chrf()
    if name == "consensus":
        from audit.score.fitted import Fitted

        return Fitted()
    if name == "vectors":
        from audit.score.vectors import Vectors

        return Vectors()
    if kind == "neural" and path:
        from audit.score.neural import Neural

        return Neural(path)
    raise UtilityError(f"no utility {name!r}: there are {', '.join(NAMES)}")
