"""How does a document of Word read once changes that were tracked in it are accepted?"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from audit.load.word import word


def accepted(data: bytes, shown: str, author: str) -> bytes:
    """The document with the changes of one author accepted, which stand in runs of their own as we write
    them; those of others stay. Raises LoadError."""
    held = word(data, shown)
    by = re.escape(f'author="{escape(author)}"'.encode())
    deleted = re.compile(rb"<([\w.-]+:)del\s[^>]*" + by + rb"[^>]*>.*?</\1del>", re.DOTALL)
    inserted = re.compile(rb"<([\w.-]+:)ins\s[^>]*" + by + rb"[^>]*>(.*?)</\1ins>", re.DOTALL)
    parts = {}
    for name in held.trees:
        part = inserted.sub(rb"\2", deleted.sub(b"", held.parts[name]))
        if part != held.parts[name]:
            parts[name] = part
    return held.package.packed(parts) if parts else data
