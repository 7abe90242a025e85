"""Which messages does a JSON file of an application hold?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from audit.load.draft import Draft, Loaded
from audit.load.json_tokens import Path, Scanner, Value
from audit.load.messages import message
from audit.load.metadata import metadata
from audit.load.settings import FormatSettings
from audit.load.strand import File

# What stands beside a message for its translators, in Docusaurus, extensions of browsers and structured JSON.
_MESSAGES = ("message", "string", "defaultMessage")
_NOTES = frozenset(
    "description placeholders context comment developer_comment character_limit note example id hash".split()
)
# Flutter's resources state their language so, and what they say to translators under such names.
_STATED, _NOTED = "@@locale", "@"


def read(file: File, settings: FormatSettings) -> tuple[Loaded, ...]:
    """One document: every string, however deep it lies, is a unit under the names that lead to it; what is
    said to translators is none. Raises LoadError where there is no unit."""
    draft = Draft()
    scanner = Scanner(file, file.strand())
    values = list(scanner.values())
    scanner.rest()
    lang = next((one.string.text for one in values if one.path == (_STATED,) and one.string), "")
    for way, value in _units(values):
        if value.string:
            with draft.unit(".".join(str(step) for step in way)):
                message(draft, value.string, paragraphs=True)
    if not draft.elements:
        raise file.error(0, "no text: expected messages, such as an object of strings")
    stated = metadata({"lang": lang or None}, file.path, strict=False)
    return (draft.done(file, file.lines(), stated),)


def _units(values: Sequence[Value]) -> Iterator[tuple[Path, Value]]:
    """The strings that readers see, under the names that lead to them."""
    names: dict[Path, set[str | int]] = defaultdict(set)
    for one in values:
        for depth in range(len(one.path)):
            names[one.path[:depth]].add(one.path[depth])
    noted = {
        way: word
        for way, inside in names.items()
        for word in _MESSAGES
        if word in inside and len(inside) > 1 and inside <= {word, *_NOTES}
    }
    for one in values:
        if one.path and str(one.path[0]).startswith(_NOTED):
            continue
        above = next((one.path[:depth] for depth in range(len(one.path)) if one.path[:depth] in noted), None)
        if above is None:
            yield one.path, one
        elif one.path == (*above, noted[above]):
            yield above, one
