"""What does an agent get to know of a run, a page at a time?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from audit.fix.comments import Author
from audit.fix.file import EditedFile
from audit.load import FormatSettings
from audit.model import Document, Finding, Problem, Run
from audit.report.json import as_finding, documents

# Findings an answer: clients refuse what is much longer than twenty findings with their evidence.
PAGE = 20
# Of a finding that is told in short.
_SHORT = ("rule", "severity", "message", "document", "line", "column", "text", "fix", "fingerprint")
_LONG = ("category", "kind", "confidence", "evidence")


def page_of(run: Run, page: int, *, evidence: bool, paths: bool = False, corrected: str | None = None) -> str:
    """The verdicts, and one page of the findings that nobody accepted or dismissed, the worst first, as JSON;
    with the `corrected` text where there is one.

    ValueError for a page that there is not.
    """
    known = documents(run)
    found = sorted(
        (finding for finding in run.findings if finding.status.open),
        key=lambda one: (-one.severity.rank, one.story, one.span, one.rule),
    )
    pages = max(-(-len(found) // PAGE), 1)
    if not 1 <= page <= pages:
        raise ValueError(f"there is no page {page}: expected 1 to {pages}")
    names = (*_SHORT, *(("path",) if paths else ()), *(_LONG if evidence else ()))
    shown = found[(page - 1) * PAGE : page * PAGE]
    return told(
        {
            "verdicts": [
                {"document": one.document, "verdict": one.verdict.value, "why": one.why} for one in run.scores
            ],
            "total": len(found),
            "page": page,
            "pages": pages,
            "findings": [_some(as_finding(finding, known), names) for finding in shown],
            "problems": [_problem(one) for one in run.problems[:PAGE]],
            "corrected": corrected,
        }
    )


def corrected(
    document: Document, text: str, ending: str, findings: Iterable[Finding], formats: FormatSettings
) -> str:
    """The text with those corrections made that cannot change what it says."""
    safe = [one for one in findings if one.fix is not None and one.safe and one.status.open]
    file = EditedFile(document.source.path, formats, Author(), text.encode("utf-8", "replace"), ending)
    file.correct([document], safe)
    return file.after.decode("utf-8")


def told(answer: Mapping[str, Any]) -> str:
    """JSON in as few characters as may be; a value that is empty is left out."""
    kept = {key: value for key, value in answer.items() if value not in ("", [], None)}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def _some(row: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: row[name] for name in names if row[name] not in ("", None, [])}


def _problem(problem: Problem) -> dict[str, Any]:
    return {"path": problem.path, "message": problem.message, "fatal": problem.fatal}
