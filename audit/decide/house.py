"""Which names and words are always right in this project, whatever a rule says of them?

They stand in `.audit/names.txt`, one a line; what follows a # at the beginning of a line is for people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from audit.decide import kept
from audit.decide.files import DecisionError
from audit.decide.places import FOLDER, Roots, find_root
from audit.model import Document, Finding, Problem, Status, Story
from audit.patterns import PatternSet

FILE = "names.txt"
REASON = f"always right here ({FOLDER}/{FILE} or [house-words])"
_HEAD = "# Names and words that are always right here: no finding on just them counts. One a line.\n"


def path_of(version: Document) -> Path:
    """The file of the project in which a version lies."""
    return find_root(Path(version.source.path)) / FOLDER / FILE


def read(path: Path) -> frozenset[str]:
    """The names and words in a file; none where there is none. Raises DecisionError."""
    return frozenset(_words(_lines(path)))


def listed(path: Path, words: Iterable[str], *, there: bool) -> None:
    """Put words into the file, or take them out. Raises DecisionError."""
    wanted = [" ".join(word.split()) for word in words]
    root = path.parent.parent
    try:
        with kept.locked(root):
            lines = [line for line in _lines(path) or (_HEAD,) if line.strip() not in wanted]
            lines += [f"{word}\n" for word in wanted if there]
            kept.write(path, "".join(lines).encode("utf-8", "surrogateescape"))
    except OSError as error:
        raise DecisionError(str(path), f"cannot be written: {kept.reason_of(error)}") from None


def fits(version: Document, finding: Finding, right: frozenset[str]) -> bool:
    """Whether a finding marks just a word or a name that is always right."""
    return bool(right) and " ".join(version.words(finding.span).split()) in right


def accepted(story: Story, findings: Iterable[Finding], right: frozenset[str]) -> Iterator[Finding]:
    """The findings, those on what is always right as accepted, unless somebody decided on them."""
    for finding in findings:
        known = finding.status is not Status.NEW
        if known or not fits(story.version(finding.span.document), finding, right):
            yield finding
        else:
            yield replace(finding, status=Status.ACCEPTED, reason=REASON)


def found_right(story: Story, right: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """The words of a story that patterns by language ("" for any) call right."""
    return frozenset(
        " ".join(version.text[match.start : match.end].split())
        for version in story.versions
        for lang, patterns in right.items()
        if patterns and lang in ("", version.lang, version.language)
        for match in _patterns(patterns)(version.text)
    )


@lru_cache(maxsize=16)
def _patterns(patterns: tuple[str, ...]) -> PatternSet:
    return PatternSet(patterns)


class Houses:
    """The words of each project, read once; what cannot be read goes to `problems`."""

    def __init__(self, roots: Roots) -> None:
        self._roots = roots
        self._known: dict[str, frozenset[str]] = {}
        self.problems: list[Problem] = []

    def of(self, story: Story) -> frozenset[str]:
        """What is always right where a story lies."""
        root = self._roots.of(story.versions[0].source.path) if story.versions else ""
        if root and root not in self._known:
            try:
                self._known[root] = read(Path(root, FOLDER, FILE))
            except DecisionError as error:
                self._known[root] = frozenset()
                self.problems.append(Problem(error.place, error.reason))
        return self._known.get(root, frozenset())


def _lines(path: Path) -> list[str]:
    try:
        text = kept.read(path).decode("utf-8-sig", "surrogateescape")
    except FileNotFoundError:
        return []
    except OSError as error:
        raise DecisionError(str(path), f"cannot be read: {kept.reason_of(error)}") from None
    return [f"{line}\n" for line in text.splitlines()]


def _words(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        word = " ".join(line.split())
        if word and not word.startswith("#"):
            yield word
