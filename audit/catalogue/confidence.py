"""How often did people confirm the findings of each rule? Reads the table that `audit measure` writes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from audit import files
from audit.catalogue.errors import RuleError
from audit.catalogue.locate import rules_folder
from audit.model import Precision

# The table's name in a folder of rules.
NAME = "confidence.tsv"
_LARGEST = 1 << 20
COLUMNS = ("rule", "signals", "findings", "confirmed", "chance", "weight", "low", "high", "sets")


def read(folder: Path) -> Mapping[str, tuple[Precision, ...]]:
    """The measured precisions of a folder's table by rule, fewest signals first; nothing without a table.

    Raises RuleError, with the line, for a table that is not as `audit measure --confidence` writes it.
    """
    path = folder / NAME
    # Ours lies where the package was put, by links or not.
    inside = None if folder == rules_folder() else folder
    if not files.is_there(path):
        return {}
    try:
        lines = files.read_text(path, _LARGEST, inside=inside).splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(str(path), f"cannot be read: {error}") from None
    rows = [(at, line.split("\t")) for at, line in enumerate(lines, 1) if line and not line.startswith("#")]
    if not rows or tuple(rows[0][1]) != COLUMNS:
        raise RuleError(
            str(path), f"expected the columns {' '.join(COLUMNS)}", line=rows[0][0] if rows else 1
        )
    found: dict[str, list[Precision]] = {}
    for line, cells in rows[1:]:
        found.setdefault(cells[0], []).append(_precision(path, line, cells))
    return {rule: tuple(sorted(those)) for rule, those in found.items()}


def _precision(path: Path, line: int, cells: list[str]) -> Precision:
    excerpt = " ".join(cells)
    if len(cells) != len(COLUMNS):
        raise RuleError(str(path), f"expected {len(COLUMNS)} cells", line=line, excerpt=excerpt)
    try:
        signals, findings, confirmed = map(int, cells[1:4])
        chance, weight, low, high = map(float, cells[4:8])
    except ValueError as error:
        raise RuleError(str(path), f"expected numbers: {error}", line=line, excerpt=excerpt) from None
    counted = 0 <= confirmed <= findings and findings and signals >= 0 and 0 <= weight <= findings + 0.01
    if not (counted and 0 <= chance <= 1 and 0 <= low <= high <= 1):
        reason = "expected at most as many confirmed as there are findings, and low below high"
        raise RuleError(str(path), reason, line=line, excerpt=excerpt)
    return Precision(signals, findings, confirmed, chance, weight, low, high, cells[8])
