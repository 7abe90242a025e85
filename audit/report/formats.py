"""Which formats are there, and what is each for?"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audit.model import Run


class Format(StrEnum):
    """The words of `--format`; each is the name of its module in this package, dashes as underscores."""

    RICH = "rich"
    TEXT = "text"
    HTML = "html"
    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "markdown"
    SARIF = "sarif"
    GITHUB_SARIF = "github-sarif"
    GITHUB = "github"
    GITHUB_SUMMARY = "github-summary"
    GITHUB_COMMENT = "github-comment"
    GITLAB = "gitlab"
    JUNIT = "junit"
    CHECKSTYLE = "checkstyle"
    RDJSONL = "rdjsonl"


class TrendFormat(StrEnum):
    """How the findings of an archive are shown."""

    TEXT = "text"
    HTML = "html"
    CSV = "csv"


class CoverageFormat(StrEnum):
    """The words of `audit coverage --format`."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    SVG = "svg"
    ENDPOINT = "endpoint"


# The command line's help and docs/outputs.md say what stands here.
USES: Mapping[Format, str] = MappingProxyType(
    {
        Format.RICH: "a person at a terminal",
        Format.TEXT: "a person anywhere else: plain lines, path:line:column first",
        Format.HTML: "editors and colleagues: one file with filters, siblings and links",
        Format.JSON: "programs: one object with findings, scores and problems, by a published schema",
        Format.JSONL: "programs that take findings one at a time: a JSON object a line",
        Format.MARKDOWN: "a mail, a wiki, a comment",
        Format.SARIF: "viewers and archives of static analysis: SARIF 2.1.0, settled findings as suppressed",
        Format.GITHUB_SARIF: "GitHub code scanning, which knows no suppressions: without what is settled",
        Format.GITHUB: "the log of GitHub Actions: annotations beside the lines, within GitHub's caps",
        Format.GITHUB_SUMMARY: "$GITHUB_STEP_SUMMARY: the Markdown report, up to 1 MiB",
        Format.GITHUB_COMMENT: "one comment on a pull request: the Markdown report behind a hidden sign, by"
        " which the next run finds and replaces it",
        Format.GITLAB: "GitLab's Code Quality report",
        Format.JUNIT: "Jenkins, GitLab and others that show test results: JUnit XML",
        Format.CHECKSTYLE: "Jenkins' Warnings plugin and others that know Checkstyle's XML",
        Format.RDJSONL: "reviewdog: its Diagnostic Format a line, with suggestions",
    }
)

# What these say of findings and verdicts needs no figure and no fact, which cost a third of the time of a
# story.
WITHOUT_FIGURES = frozenset(
    {
        Format.JSONL,
        Format.SARIF,
        Format.GITHUB_SARIF,
        Format.GITHUB,
        Format.GITLAB,
        Format.JUNIT,
        Format.CHECKSTYLE,
        Format.RDJSONL,
    }
)


def render(form: Format, run: Run) -> str:
    """The run in any format but `rich`, which needs to know the terminal."""
    return str(import_module(f"audit.report.{form.value.replace('-', '_')}").render(run))
