"""A run whose article does its worst: markup, mentions, commands, control characters, astral letters."""

from __future__ import annotations

from dataclasses import replace

from audit.load.strand import File
from audit.model import Document, Finding, Problem, Run, Severity, Source, Span, Status, Story
from tests import support

TEXT = (
    '😀 Ünal said ]]> <script>alert(1)</script> & "x" ::error::no ##[add-mask]x %0A\x00\x1b[31m\ufffe.\n'
    "- [click](https://evil.example) ![x](//e) @octocat #12 GH-3 www.evil.example `code` | a@b.example {0}\n"
    "1. ``` $x$ :smile: \u202eright\u202c \u2028 ::stop-commands::t ~~gone~~ <!-- c --> &amp; end"
)
PATH = "a:b, c%/d|e`f\ude80.txt"
MARKED = (
    "Ünal",
    "<script>alert(1)</script>",
    "[click](https://evil.example)",
    "``` $x$",
    "\u202eright\u202c",
)


def _finding(number: int, words: str) -> Finding:
    start = TEXT.index(words)
    place = Span("bad", start, start + len(words))
    found = support.finding(
        f"rule-{number}", tuple(Severity)[number % 3], f"“{words}” @octocat <b>{TEXT[:90]}", place,
        evidence=(Span("other", start, start + len(words)),), fix=f"{words}<i>", signals=2, asked=1,
    )  # fmt: skip
    return replace(found, fingerprint=f"{number:016x}")


def run() -> Run:
    """Two versions, five findings of which one is accepted, a fatal problem and a note."""
    versions = []
    for name, path in (("bad", PATH), ("other", "other.txt")):
        made = support.document(name, TEXT, path=path)
        versions.append(made)
    story = Story("story", tuple(versions))
    findings = [_finding(number, words) for number, words in enumerate(MARKED)]
    findings[1] = replace(findings[1], status=Status.ACCEPTED, reason=TEXT[:20])
    problems = (
        Problem(PATH, f"rule x failed on it: {TEXT[:60]}"),
        Problem("note.txt", "read as cp1252", fatal=False),
    )
    return Run((story,), tuple(findings), (), (support.rule(),), problems, "signature")


def many(count: int, severity: Severity = Severity.MAJOR) -> Run:
    """A story of one with so many findings, each on a line of its own."""
    line = "Dolan <b>came</b> to @Osterby and stayed there for a long time.\n"
    text = line * count
    found = tuple(
        replace(
            support.finding("spelled", severity, f"“Dolan” number {number}", Span("story", at, at + 5)),
            fingerprint=f"{number:016x}",
        )
        for number, at in enumerate(range(0, len(text), len(line)))
    )
    lines = tuple(range(0, len(text), len(line)))
    version = Document("story", text, Source("story.txt", lines=lines), "en")
    return Run((Story("story", (version,)),), found)


def encoded(text: str, encoding: str = "utf-8") -> Document:
    """A document of its own in an encoding of its own."""
    made = support.document("d", text, path="d.txt")
    source = made.source
    counted = File(text, source.path, encoding).byte_offsets(source.lines)
    return replace(made, source=replace(source, encoding=encoding, byte_offsets=counted))
