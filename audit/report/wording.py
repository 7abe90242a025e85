"""How is a text shown so that it can do no harm and no harm is done to it?"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from os.path import commonprefix

from audit.model import Severity, Story

# Left alone, these would move the cursor, recolour the terminal or turn the line around.
_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "␡"}
_BLANKS = {ord(blank): " " for blank in "\t\n\v\f\r\x85\u2028\u2029"}
_HARMFUL = {
    code: "\ufffd"
    for code in (*range(0x80, 0xA0), 0x061C, *range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
    if code not in _BLANKS
}
_SHOWN = _PICTURES | _HARMFUL | _BLANKS


def visible(text: str) -> str:
    """`text` on one line with every control character replaced by one that can be seen; as long as before."""
    shown = text.translate(_SHOWN)
    return shown if shown.isascii() else "".join(map(_encodable, shown))


def _encodable(character: str) -> str:
    """A lone half of a surrogate pair (from an undecodable file name) cannot be written anywhere."""
    return "\ufffd" if unicodedata.category(character) == "Cs" else character


def plural(count: int, noun: str) -> str:
    """`1 finding`, `1,204 findings`."""
    ending = "" if count == 1 else "s"
    many = noun[:-1] + "ies" if noun.endswith("y") and count != 1 else noun + ending
    return f"{count:,} {many}"


def tally(counts: Iterable[tuple[str, int]]) -> str:
    """`2 major, 1 minor`; `no findings` where all are zero."""
    return ", ".join(f"{count} {name}" for name, count in counts if count) or "no findings"


def by_severity(severities: Iterable[Severity]) -> list[tuple[str, int]]:
    """How many of each severity, worst first."""
    given = list(severities)
    return [(severity.value, given.count(severity)) for severity in reversed(Severity)]


def labels(story: Story) -> dict[str, str]:
    """Document ids as short as they can be while they still tell the versions of a story apart."""
    names = [visible(version.id) for version in story.versions]
    if len(names) < 2:
        return {version.id: name for version, name in zip(story.versions, names, strict=True)}
    before = commonprefix(names).rpartition("/")
    head = len(before[0]) + len(before[1])
    after = commonprefix([name[::-1] for name in names])[::-1]
    dot = after.find(".")
    tail = len(after) - dot if dot >= 0 else 0
    short = [name[head : len(name) - tail] for name in names]
    kept = short if all(short) and len(set(short)) == len(short) else names
    return {version.id: name for version, name in zip(story.versions, kept, strict=True)}
