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
    from audit.group import GivenStory, GivenText
    from audit.model import (
        Document,
        Finding,
        Judged,
        Problem,
        Relation,
        Role,
        Rule,
        Run,
        Score,
        Severity,
        Source,
        Span,
        Status,
        Story,
        Verdict,
    )
    from audit.report.arrow import finding_schema, problem_schema, score_schema
    from audit.report.rows import finding_rows, problem_rows, score_rows
    from audit.run import Auditor, check
    from audit.settings import ReaderSettings, Scores, SelectionError, Settings

__all__ = [
    "Auditor",
    "Document",
    "Finding",
    "GivenStory",
    "GivenText",
    "Judged",
    "Problem",
    "ReaderSettings",
    "Relation",
    "Role",
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
    "Status",
    "Story",
    "Verdict",
    "__version__",
    "check",
    "finding_rows",
    "finding_schema",
    "problem_rows",
    "problem_schema",
    "score_rows",
    "score_schema",
]

_HOME = {
    "Auditor": "audit.run",
    "GivenStory": "audit.group",
    "GivenText": "audit.group",
    "RuleError": "audit.catalogue",
    "ReaderSettings": "audit.settings",
    "Scores": "audit.settings",
    "SelectionError": "audit.settings",
    "Settings": "audit.settings",
    "check": "audit.run",
    "finding_rows": "audit.report.rows",
    "finding_schema": "audit.report.arrow",
    "problem_rows": "audit.report.rows",
    "problem_schema": "audit.report.arrow",
    "score_rows": "audit.report.rows",
    "score_schema": "audit.report.arrow",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'audit' has no attribute {name!r}")
    return getattr(import_module(_HOME.get(name, "audit.model")), name)
