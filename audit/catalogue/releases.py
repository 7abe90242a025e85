"""What was each rule in the released versions of the catalogue? Reads the table that each release adds to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from audit import files
from audit.catalogue.errors import RuleError
from audit.catalogue.locate import rules_folder
from audit.model import Release, Rule, Severity, Stage, version_key

# The table's name in our own folder of rules; further folders have no versions.
NAME = "versions.tsv"
_LARGEST = 1 << 20
COLUMNS = ("version", "rule", "stage", "severity")

Releases = Mapping[str, tuple[Release, ...]]


def read() -> Releases:
    """What our own rules were, by name, where it changed, oldest first. Raises RuleError with the line."""
    path = rules_folder() / NAME
    try:
        lines = files.read_text(path, _LARGEST).splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(str(path), f"cannot be read: {error}") from None
    return _table(str(path), lines)


def _table(path: str, lines: list[str]) -> Releases:
    rows = [(at, line.split("\t")) for at, line in enumerate(lines, 1) if line and not line.startswith("#")]
    if not rows or tuple(rows[0][1]) != COLUMNS:
        raise RuleError(path, f"expected the columns {' '.join(COLUMNS)}", line=rows[0][0] if rows else 1)
    found: dict[str, list[Release]] = {}
    for line, cells in rows[1:]:
        try:
            version, rule, stage, severity = cells
            release = Release(version, Stage(stage), Severity(severity))
            before = found.setdefault(rule, [])
            if before and version_key(version) <= version_key(before[-1].version):
                raise ValueError(f"{rule} stands in version {before[-1].version} before it")
            version_key(version)
        except ValueError as error:
            reason = f"expected version, rule, stage and severity, the versions in order: {error}"
            raise RuleError(path, reason, line=line, excerpt=" ".join(cells)) from None
        before.append(release)
    return {rule: tuple(those) for rule, those in found.items()}


def of(rule: Rule, releases: Releases) -> tuple[Release, ...]:
    """What a rule was, under its present name or former ones."""
    every = (one for name in (rule.name, *rule.aliases) for one in releases.get(name, ()))
    return tuple(sorted(every, key=lambda one: version_key(one.version)))


def changes(rules: Iterable[Rule], version: str) -> Iterator[tuple[str, Release]]:
    """The rows that a release adds: each rule that is new in it, or not what it was in the one before."""
    for rule in rules:
        before = rule.releases or ()
        if not before or before[-1][1:] != (rule.stage, rule.severity):
            yield rule.name, Release(version, rule.stage, rule.severity)


def unannounced(rules: Iterable[Rule]) -> Iterator[Rule]:
    """Rules that would speak without having been in preview for a release; ones of which a release before
    had nothing."""
    return (rule for rule in rules if rule.releases == () and rule.stage is Stage.STABLE)
