"""What does one story come to, from its texts to its scores?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

from audit.align import align
from audit.annotate import annotate
from audit.annotate.substance import nothing_in
from audit.deadline import allowed, within
from audit.decide import decide
from audit.decide.changed import Changed, touched
from audit.decide.house import accepted
from audit.decide.ledger import KeptDecision
from audit.engine import judge
from audit.following import follows
from audit.language.needs import speaks
from audit.model import Document, Finding, Judged, Problem, Role, Rule, Score, Story, SupportMap, Unmatched
from audit.score import score
from audit.settings import Scores, Settings, choose_at
from audit.support.shading import shading

# What was decided on the versions of a story.
Decisions = tuple[KeptDecision, ...]


def prepare(story: Story) -> Story:
    """Annotate the versions and align them."""
    return align(replace(story, versions=tuple(annotate(version) for version in story.versions)))


def judge_story(
    story: Story,
    rules: tuple[Rule, ...],
    settings: Settings,
    decisions: Decisions = (),
    lines: Changed | None = None,
    right: frozenset[str] = frozenset(),
) -> Judged:
    """One story through the pipeline; with `lines`, what is found on them; `right` are words on which no
    finding counts. Its failure is a problem of this
    story and of no other."""
    seconds = allowed(settings.limits.story_seconds, sum(len(version.text) for version in story.versions))
    try:
        return within(seconds, partial(_judged, story, rules, settings, decisions, lines, right))
    except Exception as error:
        reason = f"could not be judged: {type(error).__name__}: {error}"
        return Judged(None, (), (), (Problem(story.id, reason),))


def _judged(
    story: Story,
    rules: tuple[Rule, ...],
    settings: Settings,
    decisions: Decisions,
    lines: Changed | None,
    right: frozenset[str],
) -> Judged:
    def rules_for(version: Document) -> tuple[Rule, ...]:
        return choose_at(rules, settings, version.source.path)

    prepared = prepare(story)
    found, problems = judge(prepared, rules, rules_for, seconds=settings.limits.rule_seconds)
    findings, unmatched = decide(found, decisions)
    findings = tuple(accepted(prepared, findings, right))
    gone = tuple(_unmatched(prepared, rules_for, findings, problems, unmatched))
    if lines is not None:
        findings = touched(prepared, findings, lines)
    scores = _scores(prepared, findings, rules, settings) if settings.scores else ()
    support = _support(prepared) if settings.support else ()
    # The tokens have done their work, and so have the facts where no report shows them, as of a text that
    # stands beside no other; without them a run over an archive stays small.
    shown = settings.scores is Scores.ALL and len(prepared.versions) > 1
    versions = tuple(
        replace(version, tokens=(), facts=version.facts if shown else ()) for version in prepared.versions
    )
    return Judged(replace(prepared, versions=versions), findings, scores, problems, gone, support)


def _support(story: Story) -> tuple[SupportMap, ...]:
    """How far the siblings bear out each word of the versions judged, where they translate the same text."""
    judged = (version for version in story.versions if story.judges(version))
    return tuple(one for one in (shading(story, version) for version in judged) if one.witnesses)


def _scores(
    story: Story, findings: tuple[Finding, ...], rules: tuple[Rule, ...], settings: Settings
) -> tuple[Score, ...]:
    return score(
        story,
        findings,
        rules,
        verdicts_alone=settings.scores is Scores.VERDICTS,
        every_metric=settings.every_metric,
        rules_for=lambda version: choose_at(rules, settings, version.source.path),
    )


def _unmatched(
    story: Story,
    rules_for: Callable[[Document], tuple[Rule, ...]],
    found: tuple[Finding, ...],
    problems: tuple[Problem, ...],
    unmatched: Iterable[KeptDecision],
) -> Iterator[Unmatched]:
    """The decisions whose finding was seen to be gone: their rule was asked of the version, with all the
    siblings it needs, did not fail, and speaks through no other rule's finding on the same words."""
    failed = {problem.path for problem in problems}
    asked: dict[str, dict[str, Rule]] = {}
    siblings = len(story.versions) - 1
    for kept in unmatched:
        version = story.version(kept.document)
        if version.id not in asked:
            silent = not story.judges(version) or version.source.path in failed
            rules = () if silent else rules_for(version)
            folded = {name for one in found if one.span.document == version.id for name in one.also}
            asked[version.id] = {
                rule.name: rule for rule in rules if rule.name not in folded and speaks(rule, version.lang)
            }
        rule = asked[version.id].get(kept.line.rule)
        if rule is None or (rule.needs_siblings and siblings < max(kept.siblings, 1)):
            continue
        if rule.needs_siblings and (nothing_in(version) or not follows(story, version)):
            continue
        if rule.needs_reader and (version.proofreading is None or not version.proofreading.whole):
            continue
        if not (rule.needs_siblings and version.role is Role.SOURCE):
            yield Unmatched(kept.path, kept.line)
