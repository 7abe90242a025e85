"""What does the YAML block at the head of a file say about the version?"""

from __future__ import annotations

import re

from audit.load.errors import LoadError
from audit.load.metadata import Metadata, metadata

_FENCE = re.compile(r"\ufeff?---[ \t]*\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_FIELD = re.compile(r"\s*(?:#.*\n\s*)*[\w-]+[ \t]*:(?:\s|$)")


def split(text: str, path: str) -> tuple[Metadata, int]:
    r"""The metadata, and the offset at which the body begins. `text` has its newlines as \n."""
    opening = _FENCE.match(text)
    if not opening:
        return Metadata(), 0
    closing = _END.search(text, opening.end())
    if not closing or not _FIELD.match(text, opening.end(), closing.start()):
        # A text may open with a rule of dashes; only a block of fields is front matter.
        return Metadata(), 0
    import yaml

    try:
        fields = yaml.load(
            text[opening.end() : closing.start()], Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        )
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        raise LoadError(
            f"{path}:{line}", f"front matter is not YAML: {getattr(error, 'problem', error)}"
        ) from None
    except (
        Exception
    ) as error:  # PyYAML lets through what int(), date() and the stack say to 2024-13-40 or [[[[...
        raise LoadError(path, f"front matter cannot be read: {type(error).__name__}: {error}") from None
    if not isinstance(fields, dict):
        raise LoadError(path, "front matter: expected fields such as lang: en")
    return metadata(fields, f"{path}: front matter"), min(closing.end() + 1, len(text))
