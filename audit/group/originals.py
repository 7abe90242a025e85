"""Which version of a story is the original, where nobody says so?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from audit.model import Document, Role

_NAMES = frozenset({"source", "original"})


def by_name(versions: Sequence[Document]) -> tuple[Document, ...]:
    """The versions, the only one that is called so (source.de.txt, original.txt) as their original.

    What was said of any of them in another way wins.
    """
    named = [one for one in versions if Path(one.source.path).name.split(".")[0].casefold() in _NAMES]
    if len(versions) < 2 or len(named) != 1 or any(one.role is not Role.TRANSLATION for one in versions):
        return tuple(versions)
    return tuple(replace(one, role=Role.SOURCE) if one is named[0] else one for one in versions)
