"""Which messages does a YAML file of an application or a site hold? Rails, Hugo, Jekyll and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from audit.load.draft import Draft, Loaded
from audit.load.errors import LoadError
from audit.load.messages import message
from audit.load.metadata import metadata
from audit.load.settings import FormatSettings
from audit.load.strand import File
from audit.load.yaml_strings import STRING, yaml_string
from audit.structured import StructureError, yaml_nodes

_BLOCKS = frozenset("|>")
# "app" may be a language (Apma), and is none as the one name above all messages.
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_](?:[A-Z]{2}|[A-Z][a-z]{3}|\d{3}))*")


def read(file: File, settings: FormatSettings) -> tuple[Loaded, ...]:
    """One document: every string, however deep it lies, is a unit under the names that lead to it. A name of
    a language above all the others, as Rails has it, states the language and is no part of them. Raises
    LoadError."""
    strand = file.strand()
    try:
        node, _ = yaml_nodes(strand.text, settings.limits, foreign_tags=True)
    except StructureError as error:
        place = f"{file.path}:{error.line}" if error.line else file.path
        raise LoadError(place, f"not YAML: {error.reason}") from None
    lang = ""
    if node is not None and node.id == "mapping" and len(node.value) == 1:
        (key, inner), *_ = node.value
        if inner.id == "mapping" and _LANGUAGE.fullmatch(str(key.value)):
            lang, node = key.value, inner
    draft = Draft()
    for way, scalar in _strings(node):
        with draft.unit(".".join(way)):
            message(draft, yaml_string(strand, scalar), paragraphs=scalar.style not in _BLOCKS)
    if not draft.elements:
        raise file.error(0, "no text: expected messages, such as a table of strings")
    stated = metadata({"lang": lang or None}, file.path, strict=False)
    return (draft.done(file, file.lines(), stated),)


def _strings(node: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The strings of a tree in their order, each with the names that lead to it."""
    waiting: list[tuple[tuple[str, ...], Any]] = [((), node)] if node is not None else []
    while waiting:
        way, one = waiting.pop()
        if one.id == "mapping":
            waiting += [((*way, str(key.value)), inner) for key, inner in reversed(one.value)]
        elif one.id == "sequence":
            waiting += [((*way, str(at)), inner) for at, inner in reversed(list(enumerate(one.value)))]
        elif one.tag == STRING and one.value.strip():
            yield way, one
