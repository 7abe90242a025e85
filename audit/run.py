"""How do files become a run? The pipeline, from first to last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from audit import catalogue
from audit.align import align
from audit.annotate import annotate
from audit.engine import judge
from audit.group import against, group
from audit.model import Finding, Run, Score, Story
from audit.score import rules_digest, score
from audit.settings import Settings, choose


def check(
    paths: Iterable[str | Story], settings: Settings = Settings(), *, siblings: Iterable[str] = (), standard_input: bytes | None = None
) -> Run:
    """Judge files and folders (or stories already at hand) and return the run.

    A folder is a story, a file a story of one; with `siblings` (paths) the single path is one article
    judged beside them. What cannot be judged is in `problems`; nothing is raised for it. Raises
    RuleError for a broken rule file and SelectionError for a selection that names nothing.
    """
    rules = choose(catalogue.load(settings.rules), settings)
    given = tuple(paths)
    stories = [story for story in given if isinstance(story, Story)]
    names = [path for path in given if isinstance(path, str)]
    beside = tuple(siblings)
    grouped = against(names[0], beside, standard_input) if beside else group(names, standard_input)
    problems = list(grouped.problems)
    findings: list[Finding] = []
    scores: list[Score] = []
    judged: list[Story] = []
    for story in (*stories, *grouped.stories):
        prepared = prepare(story)
        judged.append(prepared)
        found, crashed = judge(prepared, rules)
        findings.extend(found)
        problems.extend(crashed)
        if settings.score:
            scores.extend(score(prepared, found, rules))
    return Run(tuple(judged), tuple(findings), tuple(scores), rules, tuple(problems), rules_digest(rules))


def prepare(story: Story) -> Story:
    """Annotate the versions and align them."""
    return align(replace(story, versions=tuple(annotate(version) for version in story.versions)))


