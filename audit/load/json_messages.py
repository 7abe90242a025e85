"""Which messages does a JSON file of an application hold?"""

from __future__ import annotations

from audit.load.draft import Draft, Loaded
from audit.load.json_tokens import Scanner
from audit.load.messages import message
from audit.load.strand import File


def read(file: File) -> tuple[Loaded, ...]:
    """One document: every string, however deep it lies, is a unit under the names that lead to it. Raises
    LoadError where there is none."""
    draft = Draft()
    scanner = Scanner(file, file.strand())
    for value in scanner.values():
        if value.string:
            with draft.unit(".".join(str(step) for step in value.path)):
                message(draft, value.string, paragraphs=True)
    scanner.rest()
    if not draft.elements:
        raise file.error(0, "no text: expected messages, such as an object of strings")
    return (draft.done(file, file.lines()),)
