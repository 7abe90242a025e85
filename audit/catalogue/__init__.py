"""Which rules are there? Reads rules/**/*.yaml and refuses what it does not understand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from audit import files
from audit.catalogue import compiled, confidence, releases
from audit.catalogue.detectors import Detector, detector, needs, parameters_of, patterns_of
from audit.catalogue.errors import RuleError
from audit.catalogue.locate import rules_folder
from audit.model import Precision, Rule

__all__ = [
    "Detector",
    "RuleError",
    "detector",
    "load",
    "load_folder",
    "needs",
    "parameters_of",
    "patterns_of",
    "rules_folder",
]


def load(folders: Iterable[Path] = ()) -> tuple[Rule, ...]:
    """The product's rules and those of further folders, by name; raises RuleError on the first fault.

    What a later folder measured of a rule replaces what an earlier one did.
    """
    rules: dict[str, Rule] = {}
    measured: dict[str, tuple[Precision, ...]] = {}
    own = rules_folder()
    released = releases.read()
    for folder in (own, *folders):
        for rule in _own(folder) if folder == own else load_folder(folder):
            if rule.name in rules:
                raise RuleError(
                    rule.path, f"two rules are called {rule.name}: the other is {rules[rule.name].path}"
                )
            rules[rule.name] = replace(rule, releases=releases.of(rule, released)) if folder == own else rule
        measured.update(confidence.read(folder))
    return tuple(replace(rules[name], precisions=measured.get(name, ())) for name in sorted(rules))


@lru_cache(maxsize=4)
def _own(folder: Path) -> tuple[Rule, ...]:
    """The product's rules, read once: they do not change while the program runs."""
    rules = compiled.recall(folder)
    if rules is None:
        rules = load_folder(folder, patterns=False)
        compiled.keep(folder, rules, (pattern for rule in rules for pattern in _looked_for(rule)))
    return rules


def _looked_for(rule: Rule) -> Iterator[str]:
    """What a rule looks for, and what its detector makes of it: in English, in which pages' furniture of
    every language is looked for."""
    from audit.catalogue import rule_file

    yield from (pattern for _, pattern in rule_file.patterns_of(rule))
    known = patterns_of(detector(rule.detector), rule.params, "en")
    yield from known.patterns if known else ()


def load_folder(folder: Path, *, patterns: bool = True) -> tuple[Rule, ...]:
    """The rules of one folder (or of one file), by path.

    Without `patterns` their patterns are compiled when they are first used: ours are compiled in the tests,
    and nearly two thousand of them would cost every run a third of a second.
    """
    from audit.catalogue import rule_file

    if not files.is_there(folder):
        raise RuleError(str(folder), "no such folder of rules")
    paths = [folder] if folder.is_file() else sorted(folder.rglob("*.yaml"))
    if folder != rules_folder():
        for below in folder.rglob("*/"):
            files.look(below)
    # Ours lie where the package was put, by links or not.
    inside = None if folder == rules_folder() else folder.parent if folder.is_file() else folder
    names: dict[str, Path] = {}
    for path in paths:
        if path.stem in names:
            raise RuleError(str(path), f"two rules are called {path.stem}: the other is {names[path.stem]}")
        names[path.stem] = path
    return tuple(rule_file.read(path, patterns=patterns, inside=inside) for path in paths)
