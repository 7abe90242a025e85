"""Which words does a house want or not want, by the files in which it keeps them: prh, Vale or TBX?

prh: https://github.com/prh/prh, Vale's vocabularies: https://vale.sh/docs/keys/vocab. They are read as they
are; their patterns are run by RE2, so that none takes more than linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import re2

from audit import files
from audit.catalogue.tables import TableError, read_table
from audit.patterns import compile_pattern
from audit.structured import StructureError, yaml

# Bytes of a file, entries in all, files that one imports after another.
_LARGEST = 1 << 21
_ENTRIES = 20_000
_DEEPEST = 8
_ACCEPT, _REJECT = "accept.txt", "reject.txt"
_PRH = frozenset({".yml", ".yaml"})

Row = Mapping[str, str]


class HouseWords(NamedTuple):
    """What a file says. `rows` are for the rule `house-word`: find (RE2), before, after (what must or, with
    "!", must not stand there), whole ("yes": as whole words), instead, and the language `lang` ("": any) that
    the file states. `terms` are a TBX's pairs of languages, `right` patterns of words that are right, `notes`
    what could not be read."""

    rows: tuple[Row, ...] = ()
    terms: tuple[Row, ...] = ()
    right: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@lru_cache(maxsize=64)
def read(path: Path, inside: Path) -> HouseWords:
    """The words of a file, or of a folder with Vale's two lists. No link leads out of the folder `inside`.
    Raises TableError."""
    if files.is_folder(path):
        lists = [path / name for name in (_ACCEPT, _REJECT) if files.is_there(path / name)]
        if not lists:
            raise TableError(f"{path.name}: expected {_ACCEPT} or {_REJECT} in the folder of a vocabulary")
        return _joined(tuple(read(one, inside) for one in lists))
    if path.suffix == ".tbx":
        return _tbx(path, inside)
    if path.suffix in _PRH:
        return _few(path, _prh(path, inside, ()))
    if path.name in (_ACCEPT, _REJECT):
        return _few(path, _vale(path, inside))
    raise TableError(
        f"{path.name}: expected a file of prh (.yml), a TBX (.tbx), or {_ACCEPT} and {_REJECT} of Vale"
    )


def _joined(parts: tuple[HouseWords, ...]) -> HouseWords:
    return HouseWords(
        tuple(row for part in parts for row in part.rows),
        tuple(row for part in parts for row in part.terms),
        tuple(one for part in parts for one in part.right),
        tuple(note for part in parts for note in part.notes),
    )


def _few(path: Path, words: HouseWords) -> HouseWords:
    if len(words.rows) + len(words.right) > _ENTRIES:
        raise TableError(f"{path.name}: expected at most {_ENTRIES:,} patterns")
    return words


def _text(path: Path, inside: Path) -> str:
    try:
        return files.read_text(path, _LARGEST, inside=inside)
    except (OSError, UnicodeDecodeError) as error:
        raise TableError(f"{path.name} cannot be read: {error}") from None


def _tbx(path: Path, inside: Path) -> HouseWords:
    """Pairs of languages, and for each language its deprecated terms."""
    terms = read_table(path, inside)
    rows = {
        (row["target_lang"], wording): {
            "find": _literal(wording, any_case=wording == wording.lower()),
            "whole": "yes",
            "instead": row["term"],
            "lang": row["target_lang"],
        }
        for row in terms
        for wording in row["forbidden"].split("|")
        if wording
    }
    return HouseWords(tuple(rows.values()), terms)


def _vale(path: Path, inside: Path) -> HouseWords:
    """A list of Vale's: a pattern a line. What is accepted is right, and only so; what is rejected is not."""
    rows: list[Row] = []
    right: list[str] = []
    notes: list[str] = []
    for number, line in enumerate(_text(path, inside).splitlines(), 1):
        entry = line.strip()
        if not entry or entry.startswith("#"):
            continue
        free, pattern = entry.startswith("(?i)"), entry.removeprefix("(?i)")
        found = ("(?i)" if free else "(?-i)") + f"(?:{pattern})"
        if fault := _fault(found):
            notes.append(f"{path.name}:{number}: {entry}: {fault}")
        elif path.name == _REJECT:
            rows.append({"find": found, "whole": "yes", "instead": ""})
        else:
            right.append(found)
            if not free and re.fullmatch(r"[\w .&+-]+", pattern) and pattern != pattern.lower():
                rows.append({"find": _literal(pattern, any_case=True), "whole": "yes", "instead": pattern})
    return HouseWords(tuple(rows), (), tuple(right), tuple(notes))


def _prh(path: Path, inside: Path, above: tuple[Path, ...]) -> HouseWords:
    """The rules of a file of prh and of those that it imports."""
    try:
        said = yaml(_text(path, inside))
    except StructureError as error:
        raise TableError(f"{path.name}:{error.line}: not YAML: {error.reason}") from None
    if not isinstance(said, dict) or not isinstance(said.get("rules") or [], list):
        raise TableError(f"{path.name}: expected a file of prh: version, and rules as a list")
    if len(above) == _DEEPEST or path in above:
        raise TableError(f"{path.name}: imports lead in a circle, or over more than {_DEEPEST} files")
    imported = said.get("imports") or []
    parts = []
    for one in [imported] if isinstance(imported, str) else imported:
        name = one.get("path") if isinstance(one, dict) else one
        if not isinstance(name, str):
            raise TableError(f"{path.name}: imports: expected paths of files")
        parts.append(_prh(path.parent / name, inside, (*above, path)))
    rows: list[Row] = []
    notes: list[str] = []
    for number, rule in enumerate(said.get("rules") or []):
        for row in _rule(rule):
            if isinstance(row, str):
                notes.append(f"{path.name}: rules[{number}]: {row}")
            else:
                rows.append(row)
    return _joined((*parts, HouseWords(tuple(rows), (), (), tuple(notes))))


def _rule(rule: Any) -> Iterator[Row | str]:
    """A rule of prh as rows, or what of it cannot be read."""
    fields = {"expected": rule} if isinstance(rule, str) else rule
    expected = fields.get("expected") if isinstance(fields, dict) else None
    if not isinstance(expected, str) or not expected:
        yield "expected a word, or a table with the word `expected`"
        return
    options = fields.get("options")
    bounded = isinstance(options, dict) and options.get("wordBoundary") is True
    given = fields.get("patterns", fields.get("pattern"))
    for one in given if isinstance(given, list) else [given]:
        if one is not None and not isinstance(one, str):
            yield f"expected patterns as words, found {one!r:.60}"
            continue
        found = _widths(expected) if one is None else _javascript(one)
        if isinstance(found, str):
            yield found
        else:
            instead = expected if one is None else re.sub(r"\$(\d)", r"\\\1", expected)
            # The boundary is JavaScript's, which knows ASCII alone: と is one for "Task".
            find = rf"\b(?:{found['find']})\b" if bounded else found["find"]
            yield {**found, "find": find, "whole": "", "instead": instead}


def _widths(expected: str) -> Row:
    """As prh takes a rule without a pattern: the word in any case and in letters of any width."""
    signs = []
    for sign in expected:
        if "!" <= sign <= "~":
            signs.append(f"[{re.escape(sign)}{chr(ord(sign) + 0xFEE0)}]")
        else:
            signs.append(re.escape(sign))
    return {"find": f"(?i){''.join(signs)}", "before": "", "after": ""}


_REGEX = re.compile(r"/(.*)/([a-z]*)", re.DOTALL)
_BEFORE = re.compile(r"\(\?<([=!])((?:[^()\\]|\\.)*)\)")
_AFTER = re.compile(r"\(\?([=!])((?:[^()\\]|\\.)*)\)")


def _javascript(pattern: str) -> Row | str:
    """A pattern of prh, words or a regular expression of JavaScript, for RE2; why not, where it is none for
    it. What must or must not stand before and after is asked apart, which RE2 cannot."""
    match = _REGEX.fullmatch(pattern)
    if not match:
        return {"find": _literal(pattern, any_case=False), "before": "", "after": ""}
    body, flags = match.groups()
    body = re.sub(r"\\u\{?([0-9A-Fa-f]{4,6})\}?", r"\\x{\1}", body).replace(r"\/", "/")
    body = re.sub(r"\(\?<(?=[A-Za-z])", "(?P<", body)
    before = after = ""
    if found := _BEFORE.match(body):
        before, body = ("!" if found[1] == "!" else "") + f"(?:{found[2]})$", body[found.end() :]
    last = next((one for one in _AFTER.finditer(body) if one.end() == len(body)), None)
    if last:
        after, body = ("!" if last[1] == "!" else "") + f"^(?:{last[2]})", body[: last.start()]
    case = "(?i)" if "i" in flags else "(?-i)"
    row = {"find": f"{case}(?:{body})", "before": before, "after": after}
    fault = next(
        filter(None, map(_fault, (row["find"], before.removeprefix("!"), after.removeprefix("!")))), ""
    )
    return f"{pattern}: {fault}" if fault else row


def _fault(pattern: str) -> str:
    """Why RE2 does not read a pattern, "" where it does."""
    try:
        compile_pattern(pattern)
    except re2.error as error:
        return (
            f"RE2 does not read it: {error.args[0].decode() if isinstance(error.args[0], bytes) else error}"
        )
    return ""


def _literal(words: str, *, any_case: bool) -> str:
    return ("(?i)" if any_case else "(?-i)") + re.escape(words)
