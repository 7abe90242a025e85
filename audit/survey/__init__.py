"""What lies below the paths, which texts belong together, and what is compared with what?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from audit import catalogue
from audit.align import translations
from audit.annotate import segment
from audit.evidence import names_compared
from audit.group import Plan, Problems, plan, read
from audit.language.kinds import kinds
from audit.language.needs import speaks
from audit.model import Document, Role, Rule, Story, primary
from audit.settings import Settings, choose
from audit.settings.roots import root_of
from audit.survey.values import Pack, Site, Survey, SurveyedStory, SurveyedText

__all__ = ["Survey", "survey"]


# A text that is shorter than this part of its original follows none of its sentences.
_FOLLOWS = 0.2


def survey(
    paths: Iterable[str],
    settings_of: Callable[[Path], Settings],
    progress: Callable[[int, int], None] | None = None,
) -> Survey:
    """Read everything below the paths and judge nothing; `progress` is told how many stories of how many are
    read. Raises ConfigError, RuleError, SelectionError."""
    planned = plan(paths, lambda folder: root_of(settings_of(folder)))
    problems = Problems(planned.problems)
    stories: list[tuple[str, Story]] = []
    for number, one in enumerate(planned.stories, 1):
        stories += ((one.layout, story) for story in read(one, problems))
        if progress:
            progress(number, len(planned.stories))
    settings = {
        id(here): here
        for _, story in stories
        for here in (settings_of(Path(story.versions[0].source.path).parent),)
    }
    rules: dict[str, Rule] = {}
    for here in settings.values() or [settings_of(Path())]:
        rules.update((rule.name, rule) for rule in choose(catalogue.load(here.rules), here))
    every = tuple(rules.values())
    documents = [version for _, story in stories for version in story.versions]
    return Survey(
        stories=tuple(
            SurveyedStory(story.id, layout, tuple(_texts(story, every)))
            for layout, story in sorted(stories, key=lambda pair: pair[1].id)
        ),
        sites=tuple(_sites(planned)),
        files=tuple(dict.fromkeys(file for here in settings.values() for file in here.files)),
        rules=tuple(_speaking(documents, every)),
        packs=tuple(_packs(documents, every)),
        skipped=tuple(planned.skipped),
        problems=tuple(sorted(problems, key=lambda problem: (problem.path, problem.message))),
    )


def _sites(planned: Plan) -> Iterator[Site]:
    for folder, layout in planned.sites:
        shown = Path(os.path.relpath(folder)).as_posix()
        yield Site(shown, layout.name, layout.evidence, layout.source_lang, layout.languages)


def _texts(story: Story, rules: tuple[Rule, ...]) -> Iterator[SurveyedText]:
    telling = tuple(rule for rule in rules if rule.minds_language)
    across = _across(story)
    for version in story.versions:
        yield SurveyedText(
            version.source.path,
            version.lang,
            version.role,
            version.origin,
            _uncompared(story, version, telling, across.get(version.id, ())),
        )


def _across(story: Story) -> Mapping[str, Sequence[str]]:
    """For each version the languages of those that were found to be translations of the same text. Where a
    layout or the configuration names the original, its word is taken: aligning every two versions would take
    many times as long as reading them."""
    languages = {version.language for version in story.versions}
    if len(languages) < 2:
        return {}
    originals = [version for version in story.versions if version.role is Role.SOURCE]
    if len(originals) == 1:
        original = originals[0]
        return {
            version.id: (original.lang,)
            for version in story.versions
            if version.language != original.language and len(version.text) >= _FOLLOWS * len(original.text)
        }
    found: dict[str, list[str]] = {}
    for left, right in combinations(map(segment, story.versions), 2):
        if translations(story, left, right):
            found.setdefault(left.id, []).append(right.lang)
            found.setdefault(right.id, []).append(left.lang)
    return found


def _uncompared(story: Story, version: Document, rules: tuple[Rule, ...], across: Sequence[str]) -> str:
    """Why a text is not compared with siblings, or of what in it only; "" where nothing is to be said."""
    language = version.language
    if not story.judges(version):
        return f"not judged: its role is {version.role}"
    if not (rules and kinds(rules, version.lang).enough) and (version.role is Role.SOURCE or not across):
        return "no rules for its language: checked is what needs none"
    if len(story.versions) == 1:
        return "alone: no sibling"
    if version.role is Role.SOURCE:
        return "the original: judged by itself"
    if not any(other.language == language for other in story.siblings(version)):
        if not across:
            return "no sibling in its language, and its sentences follow those of no other version"
        beside = ", ".join(sorted({*across}))
        with_names = any(
            names_compared(version, other) for other in story.siblings(version) if other.lang in across
        )
        what = ("figures, dates and names", "") if with_names else ("figures and dates", "names and ")
        return f"no sibling in its language: {what[0]} are compared with {beside}, {what[1]}words are not"
    return ""


def _speaking(documents: Iterable[Document], rules: tuple[Rule, ...]) -> Iterator[tuple[str, int]]:
    found = {document.language for document in documents} - {""}
    for lang in sorted(found):
        if count := sum(rule.minds_language and speaks(rule, lang) for rule in rules):
            yield lang, count
    if count := sum(not rule.minds_language for rule in rules):
        yield "any", count


def _packs(documents: list[Document], rules: tuple[Rule, ...]) -> Iterator[Pack]:
    for rule in sorted(rules, key=lambda rule: rule.name):
        origins = rule.params.get("origins")
        if isinstance(origins, tuple) and origins:
            texts = sum(
                primary(document.origin) in origins and speaks(rule, document.lang) for document in documents
            )
            yield Pack(rule.name, tuple(str(origin) for origin in origins), texts)
