"""Which rules hold in the part of a run that one configuration is for?"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from audit import catalogue
from audit.catalogue.bind import Housed, bind, house
from audit.model import Rule
from audit.run.processes import Part
from audit.settings import Settings, choose


def part_of(settings: Settings, rules: tuple[Rule, ...] | None = None) -> tuple[Part, Housed]:
    """The part with the rules that `settings` choose from the catalogue, or from `rules`, with the parameters
    and the lists of the house that a configuration file names; and what these lists say beside."""
    every = catalogue.load(settings.rules) if rules is None else rules
    root = settings.root or Path.cwd()
    place_of = partial(_said_at, settings)
    if settings.parameters:
        every = bind(every, settings.parameters, root, place_of)
    housed = house(every, settings.house_words, root, place_of)
    return Part(choose(housed.rules, settings), settings), housed


def _said_at(settings: Settings, key: str) -> str:
    """Where a key of the configuration stands: file and line, and the key."""
    for origin, place in settings.origins.items():
        if origin == key or origin.startswith((f"{key}.", f"{key}[")):
            return f"{place}: {key}"
    return key
