"""What may a rule file say?"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from audit.model import Kind, Severity, Stage

# Keys of an example's text beside the language that holds the words.
TEXT_FACTS = ("from", "date", "role", "format", "was", "marked", "astray")


class RuleFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The fields of a rule file as written; docs/a-rule-in-ten-minutes.md explains each."""

    category: str
    severity: Severity
    detector: str
    message: str
    why: str
    examples: list[dict[str, Any]]
    kind: Kind = Kind.TEXT
    difference: str = ""
    needs: list[str] = []
    uses: list[str] = []
    stage: Stage = Stage.STABLE
    confidence: float = 0.5
    langs: list[str] | str = ""
    params: dict[str, Any] = {}
    unless: list[str] = []
    source: str = ""
    fix: Literal["safe", "unsafe"] = "unsafe"
    aliases: list[str] = []


EXAMPLE_KINDS = ("bad", "good", "todo-bad", "todo-good")
CATEGORIES = ("accuracy", "linguistic", "style", "locale", "terminology", "design", "audience")
