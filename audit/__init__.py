"""Reads an article beside its sibling versions and flags what machine translation left behind.

    >>> import audit
    >>> run = audit.check(["seeds/"])
    >>> [finding.rule for finding in run.findings]  # doctest: +SKIP

The names below are the public interface; everything is loaded on first use, so that importing costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from audit.version import __version__

if TYPE_CHECKING:
    from audit.catalogue import RuleError
    from audit.model import Document, Finding, Rule, Run, Score, Severity, Source, Span, Story
    from audit.run import check
    from audit.settings import ReaderSettings, Scores, SelectionError, Settings

__all__ = [
    "Document",
    "Finding",
    "ReaderSettings",
    "Rule",
    "RuleError",
    "Run",
    "Score",
    "Scores",
    "SelectionError",
    "Settings",
    "Severity",
    "Source",
    "Span",
    "Story",
    "__version__",
    "check",
]

_HOME = {
    "RuleError": "audit.catalogue",
    "ReaderSettings": "audit.settings",
    "Scores": "audit.settings",
    "SelectionError": "audit.settings",
    "Settings": "audit.settings",
    "check": "audit.run",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'audit' has no attribute {name!r}")
    return getattr(import_module(_HOME.get(name, "audit.model")), name)
