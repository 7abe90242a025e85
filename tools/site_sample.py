"""What does audit say of a content repository, by some findings drawn at random for somebody to read?

    python -m tools.site_sample CHECKOUT [--texts 150] [--findings 40] [--seed 1]

CHECKOUT is a work tree with the audit.toml that `audit init` wrote there (or any other). Stories are drawn
until so many texts belong to them; all their versions are judged as `audit check` would. A table counts the
findings by rule, then follow so many findings, drawn from all, with what they are about. Pages in step are
translations of which no finding says that they are out of date, out of step or not translated.
"""

from __future__ import annotations

import argparse
import os
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from audit.cli.judging import configuration
from audit.group import PlannedStory, plan
from audit.model import Document, Finding, Role, Run, Span
from audit.report.wording import visible
from audit.run import check
from audit.settings import Settings
from audit.settings.roots import root_of

_OUT = frozenset(
    {"out-of-step", "behind-original", "stale-translation", "untranslated-blocks", "wrong-language"}
)
_AROUND = 90


def main(folder: Path, texts: int, findings: int, seed: int) -> None:
    os.chdir(folder)
    settings = configuration(Settings(cache=False, decisions=False))
    planned = plan(["."], lambda here: root_of(settings.of(here)))
    chosen = _drawn(planned.stories, texts, random.Random(seed))
    run = check([version.path for story in chosen for version in story.versions], settings_of=settings.of)
    _count(run)
    drawn = random.Random(seed).sample(run.findings, min(findings, len(run.findings)))
    for number, finding in enumerate(sorted(drawn, key=lambda one: (one.rule, one.span)), 1):
        print(f"\n{number}. {_told(run, finding)}")


def _drawn(stories: Sequence[PlannedStory], texts: int, chance: random.Random) -> list[PlannedStory]:
    """Stories at random, those of several versions before the others, until they have so many texts."""
    several = [story for story in stories if len(story.versions) > 1] or list(stories)
    chance.shuffle(several)
    chosen: list[PlannedStory] = []
    while several and sum(len(story.versions) for story in chosen) < texts:
        chosen.append(several.pop())
    return chosen


def _count(run: Run) -> None:
    versions = {(story.id, version.id): version for story in run.stories for version in story.versions}
    translations = {key for key, version in versions.items() if version.role is Role.TRANSLATION}
    behind = {_place(finding) for finding in run.findings if finding.rule in _OUT}
    step = translations - behind
    there = [finding for finding in run.findings if _place(finding) in step]
    print(f"{len(run.stories)} stories, {len(versions)} texts, {len(translations)} translations")
    print(
        f"{len(run.findings)} findings; {len(step)} translations in step have {len(there)} of them,"
        f" on {len({_place(finding) for finding in there})} pages"
    )
    for (severity, rule), count in Counter(
        (str(one.severity), one.rule) for one in run.findings
    ).most_common():
        print(f"{count}\t{severity}\t{rule}")


def _place(finding: Finding) -> tuple[str, str]:
    return finding.story, finding.span.document


def _told(run: Run, finding: Finding) -> str:
    story = next(story for story in run.stories if story.id == finding.story)
    version = story.version(finding.span.document)
    line, _ = version.source.line_column(finding.span.start)
    lines = [
        f"{finding.severity} {finding.rule} {version.source.path}:{line} ({version.lang})",
        f"   {visible(finding.message)}",
        f"   here: {_around(version, finding.span)}",
    ]
    lines += [
        f"   {one.document}: {_around(story.version(one.document), one)}" for one in finding.evidence[:3]
    ]
    if finding.fix:
        lines.append(f"   fix: {visible(str(finding.fix))}")
    return "\n".join(lines)


def _around(version: Document, span: Span) -> str:
    before = version.text[max(span.start - _AROUND, 0) : span.start]
    behind = version.text[span.end : span.end + _AROUND]
    return visible(f"{before}[[{version.words(span)[:300]}]]{behind}".replace("\n", " "))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--texts", type=int, default=150)
    parser.add_argument("--findings", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    main(given.folder, given.texts, given.findings, given.seed)
